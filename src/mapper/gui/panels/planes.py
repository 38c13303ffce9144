"""The diagrams of a file: those of the top level as tabs below the map, those inside a step as a trail above it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QTabBar, QToolButton, QWidget

from mapper.gui.kit.layouts import clear
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.kinds import ACTIVITIES, CHOREOGRAPHY
from mapper.model.records import Node
from mapper.text import _

_INSIDE = ACTIVITIES | {CHOREOGRAPHY}


def roots(diagram: Diagram) -> list[Node]:
    """The diagrams that do not show the inside of a step."""
    return [plane for plane in query.planes(diagram) if _opened_from(diagram, plane) is None]


def trail(diagram: Diagram, plane: str) -> list[Node]:
    """The diagrams from the top level down to this one, itself last."""
    found: list[Node] = []
    record = diagram.get(plane)
    while isinstance(record, Node) and record not in found:
        found.insert(0, record)
        step = _opened_from(diagram, record)
        record = diagram.get(step.plane) if step is not None else None
    return found


def title(diagram: Diagram, plane: Node) -> str:
    """What a diagram is called: after what it shows, or its own name, or its place in the file."""
    shown = diagram.get(plane.ref)
    own = plane.name if plane.name.strip() else ""
    if isinstance(shown, Node) and shown.family in _INSIDE:
        return shown.name or own or _(shown.sort.label)
    named = own or (shown.name if shown is not None else "")
    return named or _("Diagram {number}").format(number=query.planes(diagram).index(plane) + 1)


def _opened_from(diagram: Diagram, plane: Node) -> Node | None:
    """The step whose inside a diagram shows, drawn on another diagram."""
    shown = diagram.get(plane.ref)
    inside = isinstance(shown, Node) and shown.family in _INSIDE and shown.plane not in (None, plane.id)
    return shown if inside and isinstance(shown, Node) else None


class PlaneTabs(QTabBar):
    """The top-level diagrams; hidden while there is only one."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("planes")
        self.setShape(QTabBar.Shape.RoundedSouth)
        self.setDocumentMode(True)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.currentChanged.connect(self._tell)

    def show_planes(self, diagram: Diagram, plane: str) -> None:
        """Show the file's diagrams, the one that leads to `plane` in front."""
        tops, front = roots(diagram), trail(diagram, plane)[:1]
        self.blockSignals(True)
        while self.count():
            self.removeTab(0)
        for top in tops:
            self.setTabData(self.addTab(title(diagram, top)), top.id)
        if front and front[0] in tops:
            self.setCurrentIndex(tops.index(front[0]))
        self.blockSignals(False)
        self.setVisible(len(tops) > 1)

    def _tell(self, index: int) -> None:
        if index >= 0:
            self.chosen.emit(self.tabData(index))


class Crumbs(QFrame):
    """The way back up from the inside of a step; hidden on the top level."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("crumbs")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 3, 8, 3)
        self._row.setSpacing(0)

    def show_trail(self, diagram: Diagram, plane: str) -> None:
        """Show the way from the top level to a diagram."""
        way = trail(diagram, plane)
        clear(self._row)
        self._fill(diagram, way)
        self.setVisible(len(way) > 1)

    def _fill(self, diagram: Diagram, way: Sequence[Node]) -> None:
        for plane in way:
            if plane is not way[0]:
                self._row.addWidget(QLabel("›", self))
            button = QToolButton(self)
            button.setObjectName("crumb")
            button.setText(title(diagram, plane))
            button.setEnabled(plane is not way[-1])
            button.clicked.connect(lambda _checked=False, id=plane.id: self.chosen.emit(id))
            self._row.addWidget(button)
        self._row.addStretch(1)
