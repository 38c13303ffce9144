"""What a map says of its processes beyond its lines: times from start to end, the critical path, rework,
and steps that no path reaches. A click shows on the map what a line is about."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from mapper.analysis import numbering
from mapper.analysis.times import Span, Times, times
from mapper.document.packs.frame import Options, context, processes, topic
from mapper.document.sections.context import Topic
from mapper.document.words import times as tw
from mapper.gui.kit.faults import told
from mapper.gui.panels.panel import Panel
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.kinds import ACTIVITIES
from mapper.model.records import Node
from mapper.text import N_, _, current

WHAT, WHERE, WHO = N_("What"), N_("Where"), N_("Who")
PAUSE = 400
"""Milliseconds without an edit after which the lines are worked out anew."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line below a heading: what it says, the step and its lane, who, and the record it is about ("" for none)."""

    head: str
    what: str
    where: str = ""
    who: str = ""
    id: str = ""


def lines(diagram: Diagram, today: datetime.date) -> list[Line]:
    """All lines, by process; the headings are those of the documentation pack."""
    frame = context(diagram, current(), Options(numbers=numbering.numbers(diagram)))
    found: list[Line] = []
    several = len(processes(diagram)) > 1
    for process in processes(diagram):
        about = topic(frame, process, today)
        name = f"{about.process_name(process)}: " if several else ""
        for line in _times(about):
            found.append(Line(f"{name}{line.head}", line.what, line.where, line.who, line.id))
    return found


def _times(about: Topic) -> Iterable[Line]:
    found = times(about.diagram, about.process)
    if found.shortest is not None and found.longest is not None and len(found.silent) < len(about.steps):
        yield from _spans(about, found)
        for node in found.longest.nodes:
            if node.family in ACTIVITIES:
                span = Span(*(float(node.details.get(k, 0.0)) for k in ("processingTime", "waitingTime")))  # type: ignore[arg-type]
                yield _at(about, _(tw.CRITICAL), f"{_span(about, span)}", node)
    for loop in found.loops:
        steps = [n for n in loop.nodes if n.family in ACTIVITIES] or [loop.target]
        chance = f"{about.number(loop.chance)} % · {_(tw.ROUND)}: {about.minutes(loop.span.whole)}"
        names = " → ".join(about.step(step) for step in steps)
        yield Line(_(tw.REWORK), chance, names, _who(about, steps[0]), loop.source.id)
    for node in found.unreached:
        yield _at(about, _(tw.TIMES), _("No path from a start leads here."), node)


def _spans(about: Topic, found: Times) -> Iterable[Line]:
    shortest, longest = found.shortest, found.longest
    rows = ((tw.SHORTEST, shortest.span if shortest else None), (tw.EXPECTED, found.expected),
            (tw.LONGEST, longest.span if longest else None))  # fmt: skip
    for label, span in rows:
        if span is not None:
            yield Line(_(tw.TIMES), f"{_(label)}: {_span(about, span)}", "", "", about.process.id)


def _span(about: Topic, span: Span) -> str:
    parts = ((tw.WHOLE, span.whole), (tw.PROCESSING, span.processing), (tw.WAITING, span.waiting))
    return " · ".join(f"{_(label)} {about.minutes(value)}" for label, value in parts)


def _at(about: Topic, head: str, what: str, node: Node) -> Line:
    lane = query.lane_of(about.diagram, node.id)
    where = f"{about.step(node)} ({about.name(lane)})" if lane is not None and lane != node else about.step(node)
    return Line(head, what, where, _who(about, node), node.id)


def _who(about: Topic, node: Node) -> str:
    owner = query.owner(about.diagram, node.id)
    return about.name(owner) if owner is not None else ""


class AnalysisPanel(QTreeWidget, Panel):
    """The lines under their headings; worked out only while they are seen."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("analysis")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHeaderLabels([_(WHAT), _(WHERE), _(WHO)])
        self.setAccessibleName(_("Times"))
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self.setColumnWidth(0, 420)
        self.setColumnWidth(1, 380)
        self._diagram: Diagram | None = None
        self._stop: Callable[[], None] = lambda: None
        self._stale = True
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(told(self._fill))
        self.itemClicked.connect(self._pick)
        self.itemActivated.connect(self._pick)

    def show_map(self, diagram: Diagram | None) -> None:
        """Follow another map, or none."""
        self._stop()
        self._diagram = diagram
        self._stop = diagram.listen(told(lambda changes: self._follow())) if diagram is not None else lambda: None
        self._follow()

    def forget(self, diagram: Diagram) -> None:
        """The map was closed."""
        if diagram is self._diagram:
            self.show_map(None)

    def showEvent(self, event: object) -> None:
        if self._stale:
            self._fill()

    def _follow(self) -> None:
        self._stale = True
        if self.isVisible():
            self._pause.start()

    def _fill(self) -> None:
        self._stale = False
        self.clear()
        if self._diagram is None:
            return
        heads: dict[str, QTreeWidgetItem] = {}
        for line in lines(self._diagram, datetime.date.today()):
            head = heads.get(line.head)
            if head is None:
                head = heads[line.head] = QTreeWidgetItem(self, [line.head])
                head.setFirstColumnSpanned(True)
                head.setExpanded(True)
            item = QTreeWidgetItem(head, [line.what, line.where, line.who])
            item.setData(0, _ID, line.id)
        for text, head in heads.items():
            head.setText(0, f"{text} ({head.childCount()})")

    def _pick(self, item: QTreeWidgetItem) -> None:
        id = item.data(0, _ID)
        if id:
            self.picked.emit(id)


_ID = 256
"""The role under which an item keeps the id of its record (Qt.ItemDataRole.UserRole)."""
