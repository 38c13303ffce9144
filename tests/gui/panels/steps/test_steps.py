"""The table of steps: every field, sorted, filtered, typed into, copied from and pasted into as a spreadsheet."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from tests.helpers.hand import Hand

from mapper.analysis import numbering
from mapper.edit.verbs import label, owner
from mapper.gui.panels.steps.model import SHOWN
from mapper.gui.panels.steps.panel import StepsTable
from mapper.gui.window.window import MainWindow
from mapper.model import query
from mapper.model.diagram import Diagram

Find = Callable[[str], str]


@pytest.fixture
def table(window: MainWindow, diagram: Diagram) -> StepsTable:
    """The panel, unfolded."""
    window.open_part("steps")
    found = window.panels["steps"]
    assert isinstance(found, StepsTable)
    found.sheet.setFocus()
    return found


def at(key: str) -> int:
    return next(place for place, column in enumerate(SHOWN) if column.key == key)


def text(table: StepsTable, row: int, key: str) -> str:
    return str(table.model.index(row, at(key)).data(Qt.ItemDataRole.EditRole) or "")


def enter(editor: QLineEdit) -> None:
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()  # Qt commits when it comes round


def go(table: StepsTable, row: int, key: str) -> None:
    marked = table.sheet.selectionModel()
    marked.setCurrentIndex(table.model.index(row, at(key)), marked.SelectionFlag.ClearAndSelect)


def test_steps_stand_in_the_order_of_their_numbers_with_owners_inherited_or_not(
    table: StepsTable, diagram: Diagram, named: Find
) -> None:
    # given an owner on a lane and a time on a step
    id = named("Approve Invoice")
    owner.set_owner(diagram, [diagram.node(id).lane], owner.add_party(diagram, "Anna Holm", "person"))
    owner.set_detail(diagram, id, "processingTime", 12.5)
    # then the row says so
    assert [step.id for step in table.model.rows] == [step.id for step in numbering.steps(diagram)]
    row = table.model.place(id)
    said = [text(table, row, key) for key in ("name", "kind", "lane", "owner", "processingTime")]
    assert said == ["Approve Invoice", "User task", "Approver", "Anna Holm", "12.5"]


def test_what_is_typed_into_a_cell_stands_on_the_map(table: StepsTable, diagram: Diagram, hand: Hand) -> None:
    step = table.model.rows[1].id
    go(table, 1, "cost")
    # when the hand types a figure, Enter
    QTest.keyClicks(table.sheet, "1")
    editor = table.sheet.findChild(QLineEdit)
    QTest.keyClicks(editor, "2.5")
    enter(editor)
    assert diagram.node(step).details["cost"] == 12.5
    diagram.undo()
    assert text(table, 1, "cost") == ""


def test_a_choice_is_a_list_and_a_party_is_completed_by_enter(table: StepsTable, diagram: Diagram) -> None:
    anna = owner.add_party(diagram, "Anna Holm", "person")
    step = table.model.rows[0].id
    table.sheet.edit(table.model.index(0, at("automation")))
    box = table.sheet.findChild(QComboBox)
    assert [box.itemText(i) for i in range(box.count())] == ["", "None", "In part", "Fully", "Automated already"]
    box.setCurrentText("Fully")
    table.sheet.commitData(box)
    table.sheet.closeEditor(box, table.sheet.itemDelegate().EndEditHint.NoHint)
    assert diagram.node(step).details["automation"] == "all"
    table.sheet.edit(table.model.index(0, at("owner")))
    edit = table.sheet.findChild(QLineEdit)
    QTest.keyClicks(edit, "holm")
    enter(edit)
    assert diagram.node(step).details["owner"] == anna


def test_nonsense_is_refused_with_a_sentence(window: MainWindow, table: StepsTable, diagram: Diagram) -> None:
    table.model.setData(table.model.index(0, at("verifiedOn")), "soon")
    assert "verifiedOn" not in table.model.rows[0].details
    assert "Write the day as" in window.bars.sentences()[0]


def test_a_block_goes_to_the_clipboard_and_back_in_one_step_of_undo(table: StepsTable, diagram: Diagram) -> None:
    # given two rows with texts of several lines and signs that part cells
    first, second = (step.id for step in table.model.rows[:2])
    owner.set_detail(diagram, first, "risk", 'two\nlines\tand "quotes"')
    owner.set_detail(diagram, second, "risk", "=1+1")
    table.sheet.clearSelection()
    marked = table.sheet.selectionModel()
    for row in (0, 1):
        marked.select(table.model.index(row, at("risk")), marked.SelectionFlag.Select)
    QTest.keyClick(table.sheet, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    # when they are pasted two rows further down
    before = diagram.records()
    go(table, 2, "risk")
    QTest.keyClick(table.sheet, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    # then they stand there
    assert [text(table, row, "risk") for row in (2, 3)] == ['two\nlines\tand "quotes"', "=1+1"]
    diagram.undo()
    assert diagram.records() == before


def test_one_cell_is_pasted_into_all_that_are_marked_and_delete_empties_them(
    table: StepsTable, diagram: Diagram
) -> None:
    QGuiApplication.clipboard().setText("30")
    model = table.sheet.selectionModel()
    for row in range(3):
        model.select(table.model.index(row, at("cost")), model.SelectionFlag.Select)
    QTest.keyClick(table.sheet, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [text(table, row, "cost") for row in range(4)] == ["30", "30", "30", ""]
    QTest.keyClick(table.sheet, Qt.Key.Key_Delete)
    assert [text(table, row, "cost") for row in range(3)] == ["", "", ""]
    assert all(step.id in diagram for step in table.model.rows)  # cells were emptied, no step deleted


def test_a_name_typed_below_the_last_row_is_a_new_step_in_its_lane(table: StepsTable, diagram: Diagram) -> None:
    last = table.model.rowCount() - 1
    assert table.model.setData(table.model.index(last, at("lane")), "Approver")
    assert table.model.setData(table.model.index(last, at("name")), "Ring up")
    found = [node for node in diagram.nodes() if node.name == "Ring up"]
    assert [query.lane_of(diagram, node.id).name for node in found] == ["Approver"]
    assert table.model.place(found[0].id) >= 0
    diagram.undo()
    assert table.model.rowCount() - 1 == last


def test_heads_sort_and_children_stay_behind_their_sub_process(window: MainWindow, reference, tmp_path) -> None:
    copy = tmp_path / "e.bpmn"
    copy.write_bytes(reference("everything").read_bytes())
    window.open([copy])
    window.open_part("steps")
    table = window.panels["steps"]
    diagram = window.page.session.diagram
    for press in range(2):
        table._sort(at("name"))
        rows = [step.id for step in table.model.rows]
        for place, id in enumerate(rows):
            parent = diagram.node(id).parent
            if parent in rows:
                between = rows[rows.index(parent) + 1 : place]
                assert all(_inside(diagram, other, parent) for other in between), press
    names = [step.name.casefold() for step in table.model.rows if step.parent not in rows]
    assert [name for name in names if name] == sorted((name for name in names if name), reverse=True)
    table._sort(at("name"))  # the third press: by number
    assert [step.id for step in table.model.rows] == [step.id for step in numbering.steps(diagram)]


def _inside(diagram: Diagram, id: str, container: str) -> bool:
    parent = diagram.node(id).parent
    return parent == container or (parent is not None and _inside(diagram, parent, container))


def test_the_filter_keeps_rows_that_hold_every_word(table: StepsTable) -> None:
    total = len(table.model.rows)
    table.filter.setText("approver INVOICE")
    table.apply_filter()
    for step in table.model.rows:
        row = " ".join(table.model.says(step, column) for column in SHOWN).casefold()
        assert "approver" in row
        assert "invoice" in row
    assert 0 < len(table.model.rows) < total
    assert table.count.text() == f"{len(table.model.rows)} of {total} steps"


def test_a_row_selects_its_step_and_a_step_marks_its_row(window: MainWindow, table: StepsTable) -> None:
    first, second = (step.id for step in table.model.rows[:2])
    go(table, 1, "name")
    assert window.page.canvas.selection == (second,)
    window.page.canvas.select([first])
    assert table.sheet.currentIndex().row() == 0


def test_the_table_follows_the_map(table: StepsTable, diagram: Diagram, named: Find) -> None:
    id = named("Approve Invoice")
    label.rename(diagram, id, "Approve")
    assert text(table, table.model.place(id), "name") == "Approve"
    anna = owner.add_party(diagram, "Anna Holm", "person")
    owner.set_owner(diagram, [diagram.node(id).lane], anna)
    owner.rename_party(diagram, anna, "Anna Lund")
    assert text(table, table.model.place(id), "owner") == "Anna Lund"


def test_columns_come_and_go(table: StepsTable) -> None:
    assert table.sheet.isColumnHidden(at("id"))
    table._show_column(at("id"), True)
    assert not table.sheet.isColumnHidden(at("id"))
    # number and name stay in sight however far one scrolls
    table.sheet.horizontalScrollBar().setValue(10_000)
    assert table.sheet.head.isVisible()
    assert table.sheet.head.width() == table.sheet.columnWidth(0) + table.sheet.columnWidth(1)
