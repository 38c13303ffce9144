"""The inspector itself: one column of folding sections for what is selected, kept in step with the map."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from mapper.gui.forms import apply
from mapper.gui.forms.build import field_for, fill
from mapper.gui.forms.field import Field, LineField, ParagraphField
from mapper.gui.forms.party import kind_of
from mapper.gui.forms.section import Section
from mapper.gui.forms.subject import Subject, subject
from mapper.gui.kit.faults import told
from mapper.gui.panels.inspector import notation
from mapper.gui.panels.inspector.colour import ColourField
from mapper.gui.panels.inspector.kind import KindField
from mapper.model.details import GENERAL, Detail
from mapper.model.diagram import Diagram
from mapper.model.records import Change, Record
from mapper.text import _

WIDTH = 320
_FOLDED_AT_FIRST: frozenset[str] = frozenset()


class Inspector(QScrollArea):
    """Shows the fields of a selection; `refused` tells what an edit verb would not do, `said` what was added."""

    refused = Signal(str)
    said = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(WIDTH - 40)
        self._diagram: Diagram | None = None
        self._plane: str | None = None
        self._selection: tuple[str, ...] = ()
        self._subject = Subject()
        self._open: dict[str, bool] = {}
        self._name: LineField | ParagraphField | None = None
        self._kind: KindField | None = None
        self._fields: dict[str, Field] = {}
        self._lens = False
        self.wider = False
        """Whether a step grows in width with its name, rather than in height."""
        self._stop: Callable[[], None] = lambda: None
        self._build()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 600)

    def show_map(self, diagram: Diagram | None) -> None:
        """Follow another map, or none. What is being typed is committed to the old one first."""
        self.commit()
        self._stop()
        self._diagram, self._selection = diagram, ()
        self._stop = diagram.listen(told(self._changed)) if diagram is not None else lambda: None
        self.show_selection(None, ())

    def show_selection(self, plane: str | None, selection: Sequence[str]) -> None:
        """Show the fields of what is selected on a diagram, or of its process when nothing is."""
        self.commit()
        for field in self._all():
            if field.pending:  # refused: it must not be taken for a value of what is shown next
                field.revert()
        self._plane, self._selection = plane, tuple(selection)
        self._refresh()

    def set_lens(self, on: bool) -> None:
        """Whether the map is coloured by owner, so that colours given by hand are not seen."""
        self._lens = on
        self._fill()

    def commit(self) -> None:
        """Commit what is being typed; called before anything that would take the field away, and before saving."""
        for field in self._all():
            field.commit()

    def field(self, key: str) -> Field:
        """A field by its key in `model.details` or `Subject.marks`; "name" and "kind" for those two. KeyError when not
        shown."""
        heads = {"name": self._name, "kind": self._kind}
        return heads.get(key) or self._fields[key]

    @property
    def title(self) -> str:
        """The heading shown."""
        return self._subject.title

    # -- inside ----------------------------------------------------------------------------------------------------

    def _all(self) -> list[Field]:
        return [field for field in (self._name, self._kind, *self._fields.values()) if field is not None]

    def _changed(self, changes: tuple[Change, ...]) -> None:
        self._refresh()

    def _refresh(self) -> None:
        old = self._subject
        diagram = self._diagram
        self._subject = subject(diagram, self._plane, self._selection) if diagram is not None else Subject()
        if self._subject.shape != old.shape or not self._subject.ids or self._name_differs():
            self._build()
        self._fill()

    def _name_differs(self) -> bool:
        long = isinstance(self._name, ParagraphField)
        return self._name is not None and _long_name(self._record(self._subject)) != long

    def _record(self, found: Subject) -> Record | None:
        return self._diagram.get(found.ids[0]) if self._diagram is not None and len(found.ids) == 1 else None

    def _build(self) -> None:
        self._name, self._kind, self._fields = None, None, {}
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 12, 0, 16)
        column.setSpacing(0)
        self._heading = QLabel(page)
        self._heading.setObjectName("heading")
        self._heading.setContentsMargins(12, 0, 12, 6)
        self._heading.setWordWrap(True)
        column.addWidget(self._heading)
        if self._subject.still:
            column.addWidget(_told(_(self._subject.still)))
        if self._subject.ids:
            self._build_sections(column)
            for field in self._all() if self._subject.still else ():
                field.set_read_only()
        else:
            column.addWidget(_hint(self._diagram is not None))
        column.addStretch(1)
        old = self.takeWidget()
        if old is not None:
            old.deleteLater()  # not at once: this may be called from a signal of one of its fields
        self.setWidget(page)

    def _build_sections(self, column: QVBoxLayout) -> None:
        sections: dict[str, Section] = {}
        record = self._record(self._subject)
        if record is not None:
            self._add_general(self._section(sections, column, GENERAL), record)
        for mark in self._subject.marks:
            field = self._fields[mark] = notation.field_for(mark)
            field.committed.connect(lambda value, mark=mark: self._mark(mark, value))
            self._section(sections, column, GENERAL).body.addWidget(field)
        for detail, _ids in self._subject.rows:
            field = field_for(detail)
            self._fields[detail.key] = field
            field.committed.connect(lambda value, detail=detail: self._commit(detail, value))
            self._section(sections, column, detail.section).body.addWidget(field)

    def _add_general(self, section: Section, record: Record) -> None:
        self._name = ParagraphField(_("Text")) if _long_name(record) else LineField(_("Name"))
        self._name.committed.connect(self._rename)
        section.body.addWidget(self._name)
        self._kind = KindField(_("Kind"))
        self._kind.chosen.connect(self._replace)
        section.body.addWidget(self._kind)

    def _section(self, sections: dict[str, Section], column: QVBoxLayout, title: str) -> Section:
        if title not in sections:
            section = Section(_(title), self._open.get(title, title not in _FOLDED_AT_FIRST))
            section.folded.connect(lambda folded: self._open.__setitem__(title, not folded))
            if sections:
                column.addWidget(_rule())
            column.addWidget(section)
            sections[title] = section
        return sections[title]

    def _fill(self) -> None:
        self._heading.setText(self._subject.title)
        self._heading.setVisible(bool(self._subject.title))
        diagram, record = self._diagram, self._record(self._subject)
        if diagram is None:
            return
        if record is not None and self._name is not None and self._kind is not None:
            self._name.show_value(record.name)
            self._kind.show_record(record)
        for detail, ids in self._subject.rows:
            fill(self._fields[detail.key], detail, diagram, ids)
        for mark in self._subject.marks:
            field = self._fields[mark]
            notation.fill(field, mark, diagram, self._subject.ids)
            if isinstance(field, ColourField):
                field.show_lens(self._lens)

    def _mark(self, mark: str, value: Any) -> None:
        self._do(lambda diagram: notation.commit(mark, diagram, self._subject.ids, value))
        if mark == "default" and mark in self._fields:
            self._fields[mark].setFocus()  # a default flow has other fields: the column was built anew

    def _commit(self, detail: Detail, value: Any) -> None:
        ids = next((ids for row, ids in self._subject.rows if row.key == detail.key), ())
        self._do(lambda diagram: apply.detail(diagram, ids, detail, value))
        for party in apply.added(value):
            self.said.emit(_("Added {name} ({kind})").format(name=party.name, kind=kind_of(party.kind).lower()))

    def _rename(self, text: str) -> None:
        self._do(lambda diagram: apply.name(diagram, self._subject.ids[0], text, self.wider))

    def _replace(self, choice: Any) -> None:
        self._do(lambda diagram: apply.kind(diagram, self._subject.ids[0], choice))

    def _do(self, verb: Callable[[Diagram], Any]) -> None:
        if self._diagram is None:
            return
        try:
            verb(self._diagram)
        except ValueError as error:
            self.refused.emit(str(error))
        self._fill()


def _long_name(record: Record | None) -> bool:
    """An annotation's name is its text."""
    return record is not None and record.kind == "textAnnotation"


def _hint(open: bool) -> QLabel:
    return _told(_("Select a step, a lane or a pool to see and edit what it carries.") if open else "")


def _told(text: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName("muted")
    label.setWordWrap(True)
    label.setContentsMargins(12, 8, 12, 0)
    return label


def _rule() -> QFrame:
    rule = QFrame()
    rule.setObjectName("rule")
    rule.setFixedHeight(1)
    return rule
