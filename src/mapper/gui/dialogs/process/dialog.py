"""The process sheets: a list of pages on the left, the fields of the chosen one on the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mapper.analysis.mandates import process_name
from mapper.edit.verbs import label
from mapper.gui.dialogs.process.kpis import KpisField
from mapper.gui.dialogs.process.sheets import KPIS, Sheet, rows, sheets
from mapper.gui.forms import apply
from mapper.gui.forms.build import field_for, fill
from mapper.gui.forms.field import Field, LineField
from mapper.gui.forms.undoing import Undoing
from mapper.gui.kit.faults import told
from mapper.gui.kit.layouts import fitting, register_frame
from mapper.gui.kit.messages import Bars
from mapper.model import details, query
from mapper.model.details import DECIDERS, DECISIONS, PARAGRAPH, ROWS, Detail, key_of
from mapper.model.diagram import Diagram
from mapper.model.kinds import CONTAINER
from mapper.model.records import Node
from mapper.text import _


class ProcessDialog(QDialog):
    """Edits what one process of a map carries; every change is a step that can be undone, here and on the map."""

    def __init__(self, diagram: Diagram, selection: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Process sheets"))
        self._diagram = diagram
        self.fields: dict[str, Field] = {}
        self.bars = Bars(self)
        self.choice = QComboBox(self)
        self.name = LineField(_("Process"))
        self.list = QListWidget(self)
        self.pages = QStackedWidget(self)
        self.rights = QLabel(self)
        self.undoing = Undoing(self, diagram, self.commit)
        self._build()
        self._stop = diagram.listen(told(lambda changes: self._refresh()))
        self._list_processes(selection)
        self._refresh()
        self.resize(fitting(self, 980, 760))

    @property
    def process(self) -> Node | None:
        """The process whose sheets are shown."""
        found = self._diagram.get(self.choice.currentData())
        return found if isinstance(found, Node) else None

    def show_sheet(self, place: int) -> None:
        """Turn to a page."""
        self.list.setCurrentRow(place)

    def commit(self) -> None:
        """Commit what is being typed."""
        for field in (self.name, *self.fields.values()):
            field.commit()

    def done(self, result: int) -> None:
        self.commit()
        self._stop()
        super().done(result)

    # -- inside ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        column = register_frame(self, self.bars, self._side(), self.pages)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 4, 16, 14)
        foot.addLayout(self.undoing.buttons)
        foot.addStretch(1)
        close = QPushButton(_("Close"), self)
        close.setObjectName("primary")
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        foot.addWidget(close)
        column.addLayout(foot)

    def _side(self) -> QVBoxLayout:
        side = QVBoxLayout()
        side.setSpacing(8)
        self.choice.setAccessibleName(_("Process"))
        self.choice.activated.connect(lambda _at: self._turn())
        side.addWidget(self.choice)
        self.list.setObjectName("list")
        self.list.setFixedWidth(190)
        for sheet in sheets():
            self.list.addItem(_(sheet.title))
            self.pages.addWidget(self._page(sheet))
        self.list.currentRowChanged.connect(self.pages.setCurrentIndex)
        self.list.setCurrentRow(0)
        side.addWidget(self.list, 1)
        return side

    def _page(self, sheet: Sheet) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 16, 8)
        column.setSpacing(12)
        heading = QLabel(_(sheet.title), page)
        heading.setObjectName("heading")
        about = QLabel(_(sheet.about), page)
        about.setObjectName("muted")
        about.setWordWrap(True)
        column.addWidget(heading)
        column.addWidget(about)
        if sheet is sheets()[0]:
            self.name.committed.connect(self._rename)
            column.addWidget(self.name)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        self._fill_grid(grid, sheet)
        if "decisions" in sheet.keys:
            self.rights.setWordWrap(True)
            column.addWidget(self.rights)
        column.addStretch(1)
        area = QScrollArea(self)
        area.setObjectName("inspector")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        return area

    def _fill_grid(self, grid: QGridLayout, sheet: Sheet) -> None:
        """Short fields two abreast, long texts and tables across."""
        line = place = 0
        for detail in rows(sheet):
            field = self._field(detail)
            field.show_caption(detail.label != sheet.title)
            if detail.type in (PARAGRAPH, ROWS):
                line, place = line + (place > 0), 0
                grid.addWidget(field, line, 0, 1, 2)
                line += 1
            else:
                grid.addWidget(field, line, place, Qt.AlignmentFlag.AlignTop)
                line, place = (line + 1, 0) if place else (line, 1)

    def _field(self, detail: Detail) -> Field:
        field: Field = KpisField(detail) if detail.key == KPIS else field_for(detail, wide=True)
        field.committed.connect(lambda value: self._commit(detail, value))
        self.fields[detail.key] = field
        return field

    def _list_processes(self, selection: Sequence[str]) -> None:
        found = [node for node in self._diagram.nodes() if node.kind == "process"]
        for process in found:
            self.choice.addItem(process_name(self._diagram, process) or process.id, process.id)
        self.choice.setVisible(len(found) > 1)
        chosen = next((p.id for id in selection if (p := _process(self._diagram, id))), None)
        busiest = max(found, key=lambda p: len(query.contents(self._diagram, p.id)), default=None)
        self.choice.setCurrentIndex(self.choice.findData(chosen or (busiest.id if busiest is not None else None)))

    def _turn(self) -> None:
        for field in (self.name, *self.fields.values()):
            if field.pending:
                field.revert()
        self._refresh()

    def _refresh(self) -> None:
        self.undoing.refresh()
        process = self.process
        self.pages.setEnabled(process is not None)
        if process is None:
            self.bars.say("none", _("The map has no process yet. Draw a step first."))
            return
        self.name.show_value(process.name)
        for key, field in self.fields.items():
            fill(field, details.DETAILS[key], self._diagram, (process.id,))
        self.rights.setText(rights_told(process))
        self.rights.setObjectName("refusal" if self.rights.text() else "")
        self.rights.style().polish(self.rights)

    def _rename(self, text: str) -> None:
        self._do(lambda process: label.rename(self._diagram, process.id, text))

    def _commit(self, detail: Detail, value: Any) -> None:
        self._do(lambda process: apply.detail(self._diagram, (process.id,), detail, value))

    def _do(self, verb: Any) -> None:
        process = self.process
        if process is None:
            return
        try:
            verb(process)
        except ValueError as error:
            self.bars.say("refused", str(error), "warning")
            self._refresh()


def rights_told(process: Node) -> str:
    """Which rights to decide are held by both or by nobody, a sentence each line; "" when all are clear."""
    who = {key_of(row["decision"], DECISIONS): key_of(row["who"], DECIDERS)
           for row in details.rows(process.details, "decisions") if row["who"].strip()}  # fmt: skip
    said = []
    for key, name in DECISIONS:
        if who and who.get(key) == "both":
            said.append(_("{decision}: both decide. Say who has the last word.").format(decision=_(name)))
        elif who and (key not in who or who[key] == "nobody"):
            said.append(_("{decision}: nobody decides.").format(decision=_(name)))
    return "\n".join(said)


def _process(diagram: Diagram, id: str) -> Node | None:
    record = diagram.get(id)
    if isinstance(record, Node) and record.ref is not None and record.family == "pool":
        record = diagram.get(record.ref)
    if isinstance(record, Node) and record.family == CONTAINER and record.kind == "process":
        return record
    return query.process_of(diagram, id) if record is not None else None
