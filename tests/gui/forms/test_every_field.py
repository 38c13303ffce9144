"""Each field of `model.details`: typed into the window, kept by undo and by the file, in a table and in a document."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QComboBox
from tests.document.packs import test_samples as printed

from mapper.app.session.session import Session
from mapper.app.tables import columns, registers
from mapper.edit.verbs import owner
from mapper.gui.dialogs.people.dialog import PeopleDialog
from mapper.gui.dialogs.people.split import KEYS
from mapper.gui.dialogs.process.dialog import ProcessDialog
from mapper.gui.dialogs.process.kpis import KpisField
from mapper.gui.forms.field import Field, LineField, ParagraphField
from mapper.gui.forms.party import PartiesField, PartyField
from mapper.gui.forms.rows import RowsField
from mapper.gui.forms.values import ChoiceField
from mapper.gui.window.window import MainWindow
from mapper.model.details import (
    CHOICE,
    DATE,
    DETAILS,
    NUMBER,
    PARTY_ID,
    PARTY_IDS,
    ROWS,
    Detail,
    column_choices,
    column_type,
    value,
)
from mapper.model.diagram import Diagram
from mapper.model.kinds import CONTAINER, DATA, FLOW, PARTY, TASK

KEPT_BY_SIGNING = {key for key, row in DETAILS.items() if row.type == ROWS and dict(row.columns).keys() >= {"code"}}
"""Written by approving and signing, shown in the window."""
OF_STEPS = {column.key for column in columns.COLUMNS}


@pytest.fixture
def sample(tmp_path: Path, repository: Path, window: MainWindow) -> Path:
    """A map with everything that carries fields, open in the window."""
    copy = tmp_path / "sample.bpmn"
    copy.write_bytes((repository / "examples" / "en" / "customer-service.bpmn").read_bytes())
    window.open([copy])
    return copy


def carrier(diagram: Diagram, row: Detail) -> str:
    """What carries a field: a step before a process, for some are of both."""
    for family in (TASK, DATA, FLOW, PARTY, CONTAINER):
        if family in row.families:
            records = [r for r in diagram.records() if r.family == family]
            fit = [r for r in records if r.kind in ("process", "sequenceFlow", "party") or family in (TASK, DATA)]
            if family == FLOW:  # one out of a decision
                fit = [r for r in fit if getattr(diagram.get(r.source), "family", "") == "gateway"]
            return fit[0].id
    raise AssertionError(row.key)


def place(window: MainWindow, row: Detail, id: str) -> tuple[Field, Callable[[], None]]:
    """The field of the window, and what closes where it stands."""
    diagram = window.page.session.diagram
    family = diagram.get(id).family
    if family in (PARTY, CONTAINER):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # those that were closed
        window.open_part("people" if family == PARTY else "process")
        dialog = window.findChild(PeopleDialog if family == PARTY else ProcessDialog)
        if isinstance(dialog, PeopleDialog):
            dialog._choose(id)
            return dialog._fields[row.key], dialog.reject
        return dialog.fields[row.key], dialog.reject
    window.page.canvas.select([id])
    return window.inspector.field(row.key), lambda: None


def write(field: Field, row: Detail) -> None:
    """Fill a field in as a user does, and leave it."""
    if isinstance(field, KpisField):
        field.add()
        card = field.cards[-1]
        card.name.edit.setText("Time")
        card.name.edit.setModified(True)
    elif isinstance(field, RowsField):
        at = 0 if row.subjects else field.table.rowCount() - 1
        for place_, (column, _label) in enumerate(row.columns):
            if row.subjects and place_ == 0:
                continue
            choices = column_choices(row, column)
            plain = {DATE: "2031-05-06", NUMBER: "40"}.get(column_type(row, column), column)
            text = choices[0][1] if choices else plain
            field.table.item(at, place_).setText(text)
    elif isinstance(field, PartiesField):
        field.adder.edit.setText("Some One")
        field.adder.edit.setModified(True)
    elif isinstance(field, PartyField):
        field.edit.setText("Some One")
        field.edit.setModified(True)
    elif isinstance(field, ChoiceField):
        box: QComboBox = field.box
        box.setCurrentIndex((box.currentIndex() + 1) % box.count())
    elif isinstance(field, LineField):
        field.edit.setText({DATE: "6.5.2031", NUMBER: "43"}.get(row.type, _text(row)))
        field.edit.setModified(True)
    elif isinstance(field, ParagraphField):
        field.edit.setPlainText(_text(row))
        field.edit.document().setModified(True)
    field.commit()


def _text(row: Detail) -> str:
    known = (CHOICE, PARTY_ID, PARTY_IDS, ROWS, "text", "paragraph")
    return f"the {row.key}" if row.type in known else "2 h"  # what is left is a duration


TYPED = [row for row in DETAILS.values() if row.key not in KEPT_BY_SIGNING and row.key not in KEYS]


@pytest.mark.parametrize("family", [TASK, DATA, FLOW, PARTY, CONTAINER])
def test_each_field_is_typed_in_the_window_undone_and_kept_by_the_file(
    window: MainWindow, sample: Path, family: str
) -> None:
    # given who can be named
    session = window.page.session
    diagram = session.diagram
    owner.add_party(diagram, "Some One", "person")
    wanted = {}
    for row in TYPED:
        id = carrier(diagram, row)
        if diagram.get(id).family != family:
            continue
        before, was = diagram.records(), value(diagram.get(id).details, row.key)
        # when a field is filled in
        field, close = place(window, row, id)
        write(field, row)
        close()
        # then the map says something else, undo takes all of it back, redo does it again
        wanted[id, row.key] = now = value(diagram.get(id).details, row.key)
        assert now != was, row.key
        after = diagram.records()
        for records, turn in ((before, diagram.undo), (after, diagram.redo)):
            for _step in range(4):
                if diagram.records() != records:
                    turn()
            assert diagram.records() == records, row.key
    # and the file keeps it
    assert wanted
    session.save()
    kept = Session.open(sample, keep=False).diagram
    assert {key: value(kept.get(key[0]).details, key[1]) for key in wanted} == wanted


def test_the_split_of_time_is_written_undone_and_kept(window: MainWindow, sample: Path) -> None:
    diagram = window.page.session.diagram
    anna = owner.add_party(diagram, "Anna", "person")
    before = diagram.records()
    window.open_part("people")
    dialog = window.findChild(PeopleDialog)
    dialog._choose(anna)
    for key, text in zip(KEYS, ("40", "25", "15"), strict=True):
        dialog.split.edits[key].setText(text)
        dialog.split.edits[key].setModified(True)
    dialog.split.commit()
    dialog.reject()
    assert [diagram.node(anna).details.get(key) for key in KEYS] == [40.0, 25.0, None]  # 15 is what is usual
    diagram.undo()
    assert diagram.records() == before
    diagram.redo()
    window.page.session.save()
    assert Session.open(sample, keep=False).diagram.node(anna).details["roleShare"] == 40.0


@pytest.mark.parametrize("key", sorted(KEPT_BY_SIGNING))
def test_what_is_kept_by_signing_is_shown(window: MainWindow, sample: Path, key: str) -> None:
    diagram = window.page.session.diagram
    id = carrier(diagram, DETAILS[key])
    with diagram.transaction("Sign"):
        diagram.put(diagram.node(id).with_detail(key, (("2031-05-06", "a", "b", "c"),)))
    field, close = place(window, DETAILS[key], id)
    assert isinstance(field, RowsField)
    assert field.table.rowCount() == 1
    close()


@pytest.mark.parametrize("key", DETAILS)
def test_every_field_has_a_column_in_a_table_and_a_place_in_a_document(key: str) -> None:
    heads = {head for name in registers.TABLES for head in registers.table(Diagram([]), name)[0]}
    assert key in heads
    if key not in printed.UNPRINTED:
        printed.test_every_field_is_printed_somewhere(key)
