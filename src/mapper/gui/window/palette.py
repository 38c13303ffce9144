"""The strip of tools and palette on the left: a click takes the tool, a drag from a shape draws it on the map."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolBar, QToolButton, QWidget

from mapper.gui.kit.columns import Columns
from mapper.gui.kit.icons import SIZE, wear
from mapper.gui.kit.pull import PullButton
from mapper.text import N_, _

WIDTH = 48


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """One shape of the palette: its kind and notation, its name as shown, its icon."""

    kind: str
    text: str
    icon: str
    traits: Mapping[str, str | bool] = field(default_factory=dict)


SHAPES: tuple[tuple[Shape, ...], ...] = (
    (
        Shape("startEvent", N_("Start event"), "start-event"),
        Shape("intermediateCatchEvent", N_("Intermediate event"), "intermediate-event", {"event": "timer"}),
        Shape("endEvent", N_("End event"), "end-event"),
    ),
    (
        Shape("task", N_("Task"), "task"),
        Shape("subProcess", N_("Sub-process"), "sub-process"),
        Shape("exclusiveGateway", N_("Exclusive gateway"), "exclusive-gateway"),
        Shape("parallelGateway", N_("Parallel gateway"), "parallel-gateway"),
    ),
    (
        Shape("dataObjectReference", N_("Data object"), "data-object"),
        Shape("dataStoreReference", N_("Data store"), "data-store"),
        Shape("textAnnotation", N_("Text annotation"), "annotation"),
        Shape("group", N_("Group"), "group"),
    ),
    (
        Shape("participant", N_("Pool"), "pool"),
        Shape("participant", N_("Closed pool"), "pool-closed", {"expanded": False}),
        Shape("lane", N_("Lane"), "lane"),
    ),
)
"""The palette, group by group."""


class Strip(QToolBar):
    """`picked` tells the shape to create next; `dragged` the button from which a shape is being pulled."""

    picked = Signal(object)
    dragged = Signal(object, object)

    def __init__(self, tools: list[QAction], parent: QWidget | None = None) -> None:
        super().__init__(_("Tools"), parent)
        self.setObjectName("strip")
        self.setOrientation(Qt.Orientation.Vertical)
        self.setMovable(False)
        self.setFloatable(False)
        self.setMinimumWidth(WIDTH)
        self.setIconSize(QSize(SIZE, SIZE))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._buttons: dict[Shape, _ShapeButton] = {shape: self._button(shape) for group in SHAPES for shape in group}
        shapes = [[self._buttons[shape] for shape in group] for group in SHAPES]
        self._columns = Columns([[_tool(action) for action in tools], *shapes], self)
        self.addWidget(self._columns)

    def show_tool(self, tool: str, kind: str = "", traits: Mapping[str, str | bool] | None = None) -> None:
        """Mark the shape that the create tool draws; none with another tool."""
        for shape, button in self._buttons.items():
            button.setChecked(tool == "create" and shape.kind == kind and traits in (None, shape.traits))

    def set_open(self, open: bool) -> None:
        """Whether there is a map to draw on."""
        for button in self._buttons.values():
            button.setEnabled(open)

    def button(self, kind: str) -> QToolButton:
        """The button of a kind."""
        return next(button for shape, button in self._buttons.items() if shape.kind == kind)

    def _button(self, shape: Shape) -> _ShapeButton:
        button = _ShapeButton(shape, lambda: self.dragged.emit(shape, button), self)
        button.clicked.connect(lambda: self.picked.emit(shape))
        button.setIconSize(self.iconSize())
        return button


def _tool(action: QAction) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    button.setIconSize(QSize(SIZE, SIZE))
    return button


class _ShapeButton(PullButton):
    """A shape of the palette: clicked it is taken in hand, pulled it is dragged onto the map."""

    def __init__(self, shape: Shape, pull: Callable[[], None], parent: QWidget) -> None:
        super().__init__(pull, parent)
        self.setCheckable(True)
        self.setAccessibleName(_(shape.text))
        self.setToolTip(_("{shape}: click, then click on the map; or drag it there").format(shape=_(shape.text)))
        wear(self, shape.icon)
