"""What is left to do on the processes of the map, and the blind spots to be seen on it; each leads to its place."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QHeaderView, QLabel, QTableView, QVBoxLayout, QWidget

from mapper.analysis import blind_spots, numbering
from mapper.analysis.blind_spots import Finding, Sort
from mapper.analysis.mandates import process_name
from mapper.document.words.process import FINDINGS, SOMETHING
from mapper.gui.panels.views.following import Following, Index, Plain, dress
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.kinds import ACTIVITIES, CONTAINER
from mapper.model.records import Node
from mapper.text import N_, _, ngettext

_ALL = ""
_HEADS = (N_("What"), N_("Where"), N_("Lane"), N_("Who"))
SORTS: dict[Sort, str] = {
    "unowned": N_("Steps nobody owns"), "unperformed": N_("Steps nobody does"),
    "unnamed": N_("Handoffs without a name"), "unmeasured": N_("Processes without a KPI"),
    "overdue": N_("Reviews overdue"), "unapproved": N_("Not approved"), "unverified": N_("Not verified for a year"),
    "unused": N_("Outputs no step uses"), "unmade": N_("Inputs no step makes"),
    "unreceived": N_("Handoffs nobody receives"), "unanswered": N_("Contacts without follow-up"),
}  # fmt: skip
"""What the list is narrowed to, in its order."""


def findings(diagram: Diagram, today: datetime.date) -> list[Finding]:
    """Everything left open on all processes of a map."""
    found: list[Finding] = []
    steps = numbering.steps(diagram)
    homes = {step.id: process.id for step in steps if (process := query.process_of(diagram, step.id)) is not None}
    for process in [node for node in diagram.nodes() if node.kind == "process"]:
        inside = [step for step in steps if homes.get(step.id) == process.id]
        if inside:
            found += blind_spots.todo(diagram, process, inside, today)
            found += blind_spots.blind_spots(diagram, process)
    order = list(SORTS)
    # A handoff between two processes of the map is found in both.
    once = {(finding.sort, finding.node.id, finding.what): finding for finding in found}
    return sorted(once.values(), key=lambda finding: order.index(finding.sort))


class TodoList(Following):
    """`picked` names the step, flow or process that something is left to do on."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = _Model()
        self.table = QTableView(self)
        self.kind = QComboBox(self)
        self.told = QLabel(self)
        self._found: list[Finding] = []
        self._build()

    def read(self, diagram: Diagram | None) -> None:
        self._found = findings(diagram, datetime.date.today()) if diagram is not None else []
        self._fill_kinds()
        self._show()

    def _build(self) -> None:
        self.table.setModel(self.model)
        dress(self.table)
        self.table.verticalHeader().hide()
        self.kind.setAccessibleName(_("Show"))
        self.kind.setMinimumContentsLength(26)
        self.kind.activated.connect(lambda _at: self._show())
        self.told.setObjectName("muted")
        row = QHBoxLayout()
        row.setContentsMargins(8, 4, 8, 4)
        row.addWidget(self.kind)
        row.addWidget(self.told)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)
        self.table.selectionModel().currentRowChanged.connect(self._pick)
        self.table.clicked.connect(lambda index: self._pick(index, index))

    def _fill_kinds(self) -> None:
        chosen, counts = self.kind.currentData() or _ALL, Counter(finding.sort for finding in self._found)
        self.kind.clear()
        self.kind.addItem(_("Everything ({count})").format(count=len(self._found)), _ALL)
        for sort, label in SORTS.items():
            if counts[sort]:
                self.kind.addItem(_("{kind} ({count})").format(kind=_(label), count=counts[sort]), sort)
        self.kind.setCurrentIndex(max(0, self.kind.findData(chosen)))

    def _show(self) -> None:
        sort = self.kind.currentData() or _ALL
        shown = [finding for finding in self._found if sort in (_ALL, finding.sort)]
        self.model.show(self.diagram, shown)
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for at, width in ((0, 260), (2, 110), (3, 130)):
            head.resizeSection(at, width)
        count = len(self._found)
        said = ngettext("{count} thing is left open.", "{count} things are left open.", count).format(count=count)
        self.told.setText(said if count else _("Nothing is left open."))

    def _pick(self, new: QModelIndex, _old: QModelIndex) -> None:
        if new.isValid() and self.diagram is not None:
            finding = self.model.found[new.row()]
            self.picked.emit(target(self.diagram, finding))


def target(diagram: Diagram, finding: Finding) -> str:
    """What on the map is shown for a finding: the flow of a handoff, a process's pool, else the thing itself."""
    if finding.sort == "unnamed":
        return finding.what
    if finding.node.family == CONTAINER and (pool := query.pool_of(diagram, finding.node.id)) is not None:
        return pool.id
    return finding.node.id


class _Model(Plain):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Finding] = []
        self._diagram: Diagram | None = None
        self._numbers: dict[str, str] = {}

    def show(self, diagram: Diagram | None, found: list[Finding]) -> None:
        self._diagram, self.found = diagram, found
        self._numbers = numbering.numbers(diagram) if diagram is not None else {}
        self.renew([_(head) for head in _HEADS], len(found))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.heads[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) and self._diagram is not None:
            finding = self.found[index.row()]
            return (self._what, self._where, self._lane, self._who)[index.column()](self._diagram, finding)
        return None

    def _what(self, diagram: Diagram, finding: Finding) -> str:
        what = finding.what if finding.sort != "unnamed" else ""
        return _(FINDINGS[finding.sort]).format(what=what or _(SOMETHING))

    def _where(self, diagram: Diagram, finding: Finding) -> str:
        if finding.sort == "unnamed":
            flow = diagram.flow(finding.what)
            ends = (self._named(diagram, diagram.get(end)) for end in (flow.source, flow.target))
            return " → ".join(ends)
        return self._named(diagram, finding.node)

    def _named(self, diagram: Diagram, record: Any) -> str:
        if not isinstance(record, Node):
            return ""
        if record.family == CONTAINER:
            return process_name(diagram, record)
        name = " ".join(record.name.split()) or _(record.sort.label)
        number = self._numbers.get(record.id, "") if record.family in ACTIVITIES else ""
        return f"{number} {name}" if number else name

    def _lane(self, diagram: Diagram, finding: Finding) -> str:
        lane = query.lane_of(diagram, finding.node.id)
        return " ".join(lane.name.split()) if lane is not None else ""

    def _who(self, diagram: Diagram, finding: Finding) -> str:
        owner = query.owner(diagram, finding.node.id)
        return owner.name if owner is not None else ""
