"""The canvas widget: what the window embeds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGraphicsView, QWidget

from mapper.draw.theme import Theme
from mapper.model.diagram import Diagram
from mapper.model.records import Value


class Canvas(QGraphicsView):
    """One diagram on the screen. (Interface; the body is being written.)"""

    selectionChanged = Signal()
    toolChanged = Signal(str)  # name of the tool now in hand
    zoomChanged = Signal(float)  # 1.0 = 100 %
    message = Signal(str)  # one short sentence for the status line
    planeRequested = Signal(str)  # id of the plane to open (drill-down into a collapsed sub-process)

    plane: str
    theme: Theme
    diagram: Diagram

    def __init__(self, diagram: Diagram, plane: str, theme: Theme, parent: QWidget | None = None) -> None: ...

    def show_plane(self, plane: str) -> None:
        """Show another diagram of the same file; fits it."""

    @property
    def selection(self) -> tuple[str, ...]:
        """Ids of what is selected, first selected first."""

    def select(self, ids: Iterable[str]) -> None: ...
    def select_all(self) -> None: ...

    def use_tool(self, name: str, **options: object) -> None:
        """Take a tool: "select", "hand", "lasso", "space", "connect", "create" (kind=…, traits={…})."""

    @property
    def tool(self) -> str: ...

    def drag_from(self, widget: QWidget, kind: str, traits: Mapping[str, Value] = ...) -> None:
        """Continue a drag that began on `widget` (a palette button, mouse still down): call it once from the button's
        mouseMoveEvent when the pointer left it; the canvas follows the mouse and drops the shape where it is released."""

    @property
    def zoom(self) -> float: ...
    def zoom_in(self) -> None: ...
    def zoom_out(self) -> None: ...
    def zoom_to(self, scale: float) -> None: ...
    def fit(self) -> None: ...
    def center_on(self, id: str) -> None:
        """Bring a record to the middle (used by search, tables, findings)."""

    def set_theme(self, theme: Theme) -> None: ...
    def set_lens(self, on: bool) -> None: ...
    def edit_label(self, id: str) -> None: ...
    def append_at_selection(self, kind: str | None = None) -> None:
        """Append a step after the selected one and open its label; kind None: of the same kind."""

    def choose_append(self) -> None:
        """The quick menu with type-ahead (Shift+A)."""

    def choose_kind(self) -> None:
        """The menu to change the selected step's type (R)."""

    def nudge(self, dx: float, dy: float) -> None: ...
    def delete_selection(self) -> None: ...
    def close_map(self) -> None:
        """Stop listening to the diagram; call before the widget is thrown away."""
