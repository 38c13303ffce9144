"""The process sheets: every field of a process has its place, KPIs are judged, every change can be undone here too."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit
from tests.helpers.hand import Hand

from mapper.edit.verbs import owner
from mapper.gui.dialogs.process.dialog import ProcessDialog
from mapper.gui.dialogs.process.kpis import KpisField
from mapper.gui.dialogs.process.sheets import rows, sheets
from mapper.gui.forms.field import LineField
from mapper.gui.forms.rows import RowsField
from mapper.gui.window.window import MainWindow
from mapper.model.details import fields
from mapper.model.diagram import Diagram
from mapper.model.kinds import CONTAINER


@pytest.fixture
def dialog(window: MainWindow, diagram: Diagram) -> ProcessDialog:
    window.open_part("process")
    found = window.findChild(ProcessDialog)
    assert found is not None
    yield found
    found.reject()


def sheet(dialog: ProcessDialog, key: str) -> None:
    dialog.show_sheet(next(at for at, one in enumerate(sheets()) if key in one.keys))


def cell(field: RowsField, row: int, column: int, text: str) -> None:
    """Type into a cell as the hand does: open it, type, Enter."""
    field.table.setCurrentCell(-1, -1)
    field.table.setCurrentCell(row, column)  # which opens it
    editors = [*field.table.findChildren(QComboBox), *field.table.findChildren(QLineEdit)]
    editor = next(one for one in editors if one.isVisible())
    line = editor.lineEdit() if isinstance(editor, QComboBox) else editor
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    for _turn in range(3):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_every_field_of_a_process_stands_on_a_sheet_and_on_one_only() -> None:
    placed = [row.key for one in sheets() for row in rows(one)]
    assert sorted(placed) == sorted(row.key for row in fields(CONTAINER))
    assert not [one for one in sheets() if one.title == "Other fields"]  # each has a sheet that was thought of


def test_a_text_is_kept_and_undone_here(dialog: ProcessDialog, diagram: Diagram, hand: Hand) -> None:
    before = diagram.records()
    edit = dialog.fields["purpose"].findChild(QPlainTextEdit)
    edit.setFocus()
    QTest.keyClicks(edit, "Pay what is owed")
    dialog.commit()
    assert dialog.process.details["purpose"] == "Pay what is owed"
    # by the key, while the field has the focus, and by the button
    QTest.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    hand.click(dialog.undoing.undo_button) if diagram.records() != before else None
    assert diagram.records() == before
    hand.click(dialog.undoing.redo_button)
    assert dialog.process.details["purpose"] == "Pay what is owed"


def test_the_management_sheet_has_its_six_functions_and_keeps_who_and_when(
    dialog: ProcessDialog, diagram: Diagram
) -> None:
    owner.add_party(diagram, "Anna Holm", "person")
    sheet(dialog, "functions")
    field = dialog.fields["functions"]
    assert isinstance(field, RowsField)
    assert field.table.item(0, 0).text() == "Process documentation"
    assert field.table.item(5, 0).text() == "Training and development of performers"
    assert not field.table.item(0, 0).flags() & Qt.ItemFlag.ItemIsEditable
    cell(field, 2, 1, "every month")
    cell(field, 2, 2, "anna")  # Enter takes the single match
    cell(field, 2, 3, "31.10.2026")
    assert dialog.process.details["functions"] == (("feedback", "every month", "Anna Holm", "2026-10-31"),)
    # a day that is none is refused and not kept
    cell(field, 1, 3, "soon")
    assert "Write the day as" in field._refusal.text()
    assert dialog.process.details["functions"] == (("feedback", "every month", "Anna Holm", "2026-10-31"),)


def test_rights_held_by_both_or_nobody_are_told(dialog: ProcessDialog) -> None:
    sheet(dialog, "decisions")
    field = dialog.fields["decisions"]
    cell(field, 0, 1, "Process owner")
    cell(field, 1, 1, "Both")
    assert dialog.process.details["decisions"] == (("redesign", "owner", ""), ("goals", "both", ""))
    said = dialog.rights.text().splitlines()
    assert said[0] == "Goals and KPIs: both decide. Say who has the last word."
    assert len(said) == 6  # and five that nobody has


def test_a_kpi_is_written_with_numbers_and_judged(dialog: ProcessDialog, hand: Hand) -> None:
    sheet(dialog, "kpis")
    field = dialog.fields["kpis"]
    assert isinstance(field, KpisField)
    hand.click(field.adder)
    [card] = field.cards
    for one, text in ((card.name, "Response time"), (card.unit, "minutes"), (card.target, "10")):
        assert isinstance(one, LineField)
        one.edit.setFocus()
        QTest.keyClicks(one.edit, text)
        QTest.keyClick(one.edit, Qt.Key.Key_Return)
    card.direction.box.setCurrentIndex(card.direction.box.findData("lower"))
    card.direction.commit()
    cell(card.readings, 0, 0, "2026-08-31")
    cell(card.readings, 0, 1, "13")
    cell(card.readings, 1, 0, "31.10.2026")
    cell(card.readings, 1, 1, "8,5")
    # then all of it stands in the map, the latest reading apart, and the verdict is worked out
    assert dialog.process.details["kpis"] == (
        ("Response time", "minutes", "10", "8,5", "2026-10-31", "lower", "2026-08-31: 13"),
    )
    assert card.verdict.text() == "Met: 8.5 against 10."
    assert [place.x() for place in card.trend.places()] == sorted(place.x() for place in card.trend.places())
    # what is no number is refused
    card.target.edit.setFocus()
    card.target.edit.selectAll()
    QTest.keyClicks(card.target.edit, "soon")
    card.target.commit()
    assert "not a number" in card.target._refusal.text()
    card.target.revert()
    # and the bin takes the KPI away
    field._drop(card)
    assert "kpis" not in dialog.process.details


def test_approvals_are_shown_and_not_written_into(dialog: ProcessDialog, diagram: Diagram) -> None:
    with diagram.transaction("Approve"):
        diagram.put(dialog.process.with_detail("approvals", (("2026-03-01", "1.0", "Anna", "abc"),)))
    field = dialog.fields["approvals"]
    assert field.table.rowCount() == 1
    assert not field.table.item(0, 2).flags() & Qt.ItemFlag.ItemIsEditable
