"""The inspector: fields of the selection, committed once, inherited owners shown, refusals in words."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.bpmn.reading.test_seen import file
from tests.helpers.hand import Hand

from mapper import bpmn
from mapper.app.tables.reading import Refusal, read_date, read_number
from mapper.edit.verbs import owner
from mapper.gui.forms.field import LineField
from mapper.gui.forms.party import PartiesField, PartyField
from mapper.gui.forms.rows import RowsField
from mapper.gui.forms.subject import inherited_from
from mapper.gui.window.window import MainWindow
from mapper.model import query
from mapper.model.details import value
from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect
from mapper.model.seen import said

Find = Callable[[str], str]


@pytest.fixture
def step(window: MainWindow, named: Find) -> str:
    """A step in the lane "Approver", selected."""
    id = named("Approve Invoice")
    window.page.canvas.select([id])
    return id


def write(field: LineField, text: str) -> None:
    field.edit.setFocus()
    field.edit.selectAll()
    QTest.keyClicks(field.edit, text)


def test_a_selection_is_shown(window: MainWindow, step: str) -> None:
    assert window.inspector.title == "User task"
    assert window.inspector.field("name").edit.text() == "Approve Invoice"
    assert window.inspector.field("kind").button.text() == "User task"


def test_leaving_a_field_is_one_undo_step(window: MainWindow, diagram: Diagram, step: str) -> None:
    # given a step, when a number is typed and the field is left
    write(window.inspector.field("processingTime"), "12,5")
    window.inspector.field("name").edit.setFocus()
    # then it stands on the map, as one step
    assert diagram.node(step).details["processingTime"] == 12.5
    diagram.undo()
    assert diagram.undo_label is None
    assert window.inspector.field("processingTime").edit.text() == ""


def test_enter_commits_and_leaving_then_does_not_commit_again(window: MainWindow, diagram: Diagram, step: str) -> None:
    write(window.inspector.field("name"), "Approve")
    QTest.keyClick(window.inspector.field("name").edit, Qt.Key.Key_Return)
    window.page.canvas.setFocus()
    assert diagram.node(step).name == "Approve"
    diagram.undo()
    assert diagram.undo_label is None


def test_escape_takes_back_what_was_typed(window: MainWindow, diagram: Diagram, step: str) -> None:
    write(window.inspector.field("name"), "Nonsense")
    QTest.keyClick(window.inspector.field("name").edit, Qt.Key.Key_Escape)
    window.page.canvas.setFocus()
    assert diagram.node(step).name == "Approve Invoice"
    assert diagram.undo_label is None


def test_selecting_something_else_commits_to_what_was_selected(
    window: MainWindow, diagram: Diagram, named: Find, step: str
) -> None:
    other = named("Prepare Bank Transfer")
    write(window.inspector.field("instruction"), "Guide 7")
    window.page.canvas.select([other])
    assert diagram.node(step).details["instruction"] == "Guide 7"
    assert "instruction" not in diagram.node(other).details
    assert window.inspector.field("instruction").edit.text() == ""


def test_what_is_no_number_is_refused_in_words(window: MainWindow, diagram: Diagram, step: str) -> None:
    field = window.inspector.field("cost")
    write(field, "cheap")
    window.page.canvas.setFocus()
    assert "not a number" in field._refusal.text()
    assert "cost" not in diagram.node(step).details


def test_a_refused_value_does_not_follow_the_selection(window: MainWindow, named: Find, step: str) -> None:
    write(window.inspector.field("cost"), "cheap")
    window.page.canvas.select([named("Prepare Bank Transfer")])
    assert window.inspector.field("cost").edit.text() == ""


def test_an_inherited_owner_is_shown_and_not_set(window: MainWindow, diagram: Diagram, named: Find, step: str) -> None:
    # given a lane with an owner
    anna = owner.add_party(diagram, "Anna Holm", "person")
    owner.set_owner(diagram, [diagram.node(step).lane], anna)
    # then its step shows whom it inherits, as a hint in an empty field
    field = window.inspector.field("owner")
    assert isinstance(field, PartyField)
    assert field.edit.text() == ""
    assert field.edit.placeholderText() == "From lane Approver: Anna Holm"


def test_an_owner_inherited_through_a_lane_in_which_a_step_is_only_drawn_says_so() -> None:
    # given a file whose lanes name no step, and a lane of it with an owner
    lanes = '<laneSet id="s"><lane id="l" name="Clerk"/></laneSet>'
    model = f'<process id="p">{lanes}<task id="a"/><task id="b"/></process>'
    boxes = {"l": Rect(0, 0, 500, 125), "a": Rect(100, 20, 100, 80), "b": Rect(100, 300, 100, 80)}
    diagram = Diagram(bpmn.read(file(model, boxes, {})).records)
    owner.set_owner(diagram, ["l"], owner.add_party(diagram, "Anna Holm", "person"))
    # then it owns what is drawn in the lane, and that is told
    assert inherited_from(diagram, "a") == "From lane Clerk, in which it is drawn: Anna Holm"
    assert inherited_from(diagram, "b") == ""
    # and once the file is to name the step, it is as always
    with diagram.transaction("Say"):
        diagram.put(said(diagram.node("a"), "lane"))
    assert inherited_from(diagram, "a") == "From lane Clerk: Anna Holm"


def test_an_owner_is_named_by_typing(window: MainWindow, diagram: Diagram, step: str) -> None:
    anna = owner.add_party(diagram, "Anna Holm", "person")
    write(window.inspector.field("owner"), "anna holm")
    QTest.keyClick(window.inspector.field("owner").edit, Qt.Key.Key_Return)
    assert diagram.node(step).details["owner"] == anna


def test_a_new_name_asks_what_its_bearer_is_and_enter_adds_a_person(
    window: MainWindow, diagram: Diagram, step: str
) -> None:
    # given a name that nobody has
    before = len(query.parties(diagram))
    field = window.inspector.field("owner")
    write(field, "Bo Krogh")
    QTest.keyClick(field.edit, Qt.Key.Key_Return)
    # then nothing is done yet, and Person is in focus
    assert diagram.undo_label is None
    assert field._offer.isVisible()
    # when Enter is pressed again
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    # then the person is there and owns the step, the field shows it, and one undo takes both back
    bo = query.owner(diagram, step)
    assert bo is not None
    assert (bo.name, bo.details["partyKind"]) == ("Bo Krogh", "person")
    assert field.edit.text() == "Bo Krogh"
    assert field.edit.hasFocus()
    assert not field._offer.isVisible()
    diagram.undo()
    assert len(query.parties(diagram)) == before
    assert query.own_owner(diagram, step) is None


def test_enter_takes_the_single_match(window: MainWindow, diagram: Diagram, step: str) -> None:
    anna = owner.add_party(diagram, "Anna Holm", "person")
    owner.add_party(diagram, "Anna Lund", "person")
    window.page.canvas.select([step])
    field = window.inspector.field("owner")
    count = len(query.parties(diagram))
    # what two names hold is a new name, and Enter asks what its bearer is
    QTest.keyClicks(field.edit, "anna")
    QTest.keyClick(field.edit, Qt.Key.Key_Return)
    assert field._offer.isVisible()
    field.revert()
    # what one name holds stands for it
    QTest.keyClicks(field.edit, "holm")
    QTest.keyClick(field.edit, Qt.Key.Key_Return)
    assert diagram.node(step).details["owner"] == anna
    assert len(query.parties(diagram)) == count


def test_a_new_name_may_be_a_role(window: MainWindow, diagram: Diagram, step: str, hand: Hand) -> None:
    field = window.inspector.field("owner")
    write(field, "Dispatcher")
    QTest.keyClick(field.edit, Qt.Key.Key_Return)
    hand.click(field._offer.buttons["role"])
    added = query.owner(diagram, step)
    assert added is not None
    assert (added.name, value(added.details, "partyKind")) == ("Dispatcher", "role")


@pytest.mark.parametrize("asked", [False, True])
def test_leaving_a_field_with_a_new_name_keeps_it_as_a_person(
    window: MainWindow, diagram: Diagram, step: str, asked: bool
) -> None:
    # given a new name, perhaps with the question below it open
    field = window.inspector.field("owner")
    write(field, "Bo Krogh")
    if asked:
        QTest.keyClick(field.edit, Qt.Key.Key_Return)
    # when the user goes elsewhere
    window.inspector.field("name").edit.setFocus()
    # then the name is kept, told, and taken back by one undo
    bo = query.owner(diagram, step)
    assert bo is not None
    assert (bo.name, bo.details["partyKind"]) == ("Bo Krogh", "person")
    assert "Bo Krogh" in window.status.sentence.text()
    diagram.undo()
    assert diagram.undo_label is None


def test_undoing_a_new_owner_empties_the_field_and_going_on_does_not_add_it_again(
    window: MainWindow, diagram: Diagram, step: str
) -> None:
    field = window.inspector.field("owner")
    write(field, "Bo Krogh")
    window.inspector.field("name").edit.setFocus()
    window.commands["edit.undo"].trigger()
    assert field.edit.text() == ""
    window.inspector.commit()
    assert diagram.undo_label is None


def test_a_party_renamed_elsewhere_is_shown_and_not_taken_for_typed(
    window: MainWindow, diagram: Diagram, step: str
) -> None:
    anna = owner.add_party(diagram, "Anna Holm", "person")
    owner.set_owner(diagram, [step], anna)
    owner.rename_party(diagram, anna, "Anna Berg")
    field = window.inspector.field("owner")
    assert field.edit.text() == "Anna Berg"
    window.inspector.commit()
    assert [p.name for p in query.parties(diagram)].count("Anna Holm") == 0


def test_an_owner_is_chosen_from_the_list(window: MainWindow, diagram: Diagram, step: str) -> None:
    anna = owner.add_party(diagram, "Anna Holm", "person")
    field = window.inspector.field("owner")
    place = field.box.findData(anna)
    field.box.setCurrentIndex(place)
    field.box.activated.emit(place)
    assert diagram.node(step).details["owner"] == anna


def test_selecting_something_else_keeps_a_new_name_where_it_was_typed(
    window: MainWindow, diagram: Diagram, named: Find, step: str
) -> None:
    other = named("Prepare Bank Transfer")
    write(window.inspector.field("owner"), "Bo Krogh")
    window.page.canvas.select([other])
    assert query.own_owner(diagram, step).name == "Bo Krogh"
    assert query.own_owner(diagram, other) is None
    assert window.inspector.field("owner").edit.text() == ""


def test_escape_drops_a_new_name_and_its_question(window: MainWindow, diagram: Diagram, step: str) -> None:
    field = window.inspector.field("owner")
    write(field, "Bo Krogh")
    QTest.keyClick(field.edit, Qt.Key.Key_Return)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    window.page.canvas.setFocus()
    assert diagram.undo_label is None
    assert field.edit.text() == ""
    assert not field._offer.isVisible()


def test_a_new_performer_becomes_a_chip_and_the_field_is_empty_again(
    window: MainWindow, diagram: Diagram, step: str
) -> None:
    field = window.inspector.field("responsible")
    assert isinstance(field, PartiesField)
    write(field.adder, "Bo Krogh")
    QTest.keyClick(field.adder.edit, Qt.Key.Key_Return)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert field.names == ("Approver", "Bo Krogh")
    assert field.adder.edit.text() == ""


def test_choosing_to_add_somebody_and_naming_nobody_keeps_the_owner(
    window: MainWindow, diagram: Diagram, step: str
) -> None:
    anna = owner.add_party(diagram, "Anna Holm", "person")
    owner.set_owner(diagram, [step], anna)
    field = window.inspector.field("owner")
    field.box.activated.emit(field.box.count() - 1)
    window.page.canvas.setFocus()
    assert diagram.node(step).details["owner"] == anna
    assert field.edit.text() == "Anna Holm"


def test_emptying_the_owner_inherits_again(window: MainWindow, diagram: Diagram, step: str) -> None:
    anna = owner.add_party(diagram, "Anna Holm", "person")
    owner.set_owner(diagram, [step], anna)
    field = window.inspector.field("owner")
    field.edit.setFocus()
    field.edit.clear()
    window.page.canvas.setFocus()
    assert "owner" not in diagram.node(step).details


def test_performers_are_chips_that_come_and_go(window: MainWindow, diagram: Diagram, step: str) -> None:
    anna = owner.add_party(diagram, "Anna Holm", "person")
    field = window.inspector.field("consulted")
    assert isinstance(field, PartiesField)
    write(field.adder, "Anna Holm")
    QTest.keyClick(field.adder.edit, Qt.Key.Key_Return)
    assert diagram.node(step).details["consulted"] == (anna,)
    assert window.inspector.field("consulted").names == ("Anna Holm",)
    window.inspector.field("consulted").remove(anna)
    assert "consulted" not in diagram.node(step).details


def test_several_steps_are_edited_together(window: MainWindow, diagram: Diagram, named: Find) -> None:
    # given two steps with different times
    ids = [named("Approve Invoice"), named("Prepare Bank Transfer")]
    owner.set_detail(diagram, ids[0], "waitingTime", 5)
    window.page.canvas.select(ids)
    field = window.inspector.field("waitingTime")
    assert field.edit.placeholderText() == "Several values"
    # when one time is typed
    write(field, "60")
    window.page.canvas.setFocus()
    # then both have it, by one step
    assert [diagram.node(id).details["waitingTime"] for id in ids] == [60, 60]
    diagram.undo()
    assert [diagram.node(id).details.get("waitingTime") for id in ids] == [5, None]


def test_texts_and_tables_of_several_steps_say_that_they_differ_and_an_edit_sets_all(
    window: MainWindow, diagram: Diagram, named: Find
) -> None:
    ids = [named("Approve Invoice"), named("Prepare Bank Transfer")]
    owner.set_detail(diagram, ids[0], "documentation", "How")
    owner.set_detail(diagram, ids[0], "systems", (("ERP", ""),))
    window.page.canvas.select(ids)
    text, table = window.inspector.field("documentation"), window.inspector.field("systems")
    assert text.edit.placeholderText() == "Several values"
    assert isinstance(table, RowsField)
    assert table.table.several
    before = diagram.records()
    table.table.item(0, 0).setText("CRM")
    assert [diagram.node(id).details["systems"] for id in ids] == [(("CRM", ""),)] * 2
    diagram.undo()
    assert diagram.records() == before


def test_a_system_is_written_into_the_empty_row(window: MainWindow, diagram: Diagram, step: str) -> None:
    field = window.inspector.field("systems")
    assert isinstance(field, RowsField)
    field.table.item(0, 0).setText("ERP")
    assert diagram.node(step).details["systems"] == (("ERP", ""),)
    assert field.table.rowCount() == 2
    field.drop_row(0)
    assert "systems" not in diagram.node(step).details


def test_many_columns_are_wide_enough_to_be_read(window: MainWindow, diagram: Diagram, named: Find) -> None:
    # given a process with a measure, shown through its pool
    pool = next(n for n in diagram.nodes() if n.kind == "participant" and n.ref)
    owner.set_detail(diagram, pool.ref, "kpis", [("Lead time", "days", "5", "6.2", "2026-10-31")])
    window.page.canvas.select([pool.id])
    # then every column but the first is as wide as what it says
    table = window.inspector.field("kpis").table
    needed = table.fontMetrics().horizontalAdvance("2026-10-31")
    assert table.columnWidth(table.columnCount() - 1) >= needed


def test_a_unit_stands_in_the_caption(window: MainWindow, step: str) -> None:
    assert window.inspector.field("frequency")._caption.text() == "Frequency (times a month)"
    assert LineField("Weekly hours", "hours")._caption.text() == "Weekly hours"


def test_the_kind_is_changed_through_the_field(window: MainWindow, diagram: Diagram, step: str) -> None:
    field = window.inspector.field("kind")
    choice = next(c for c in field.choices() if c.value == "serviceTask")
    field.chosen.emit(choice)
    assert diagram.node(step).kind == "serviceTask"
    assert window.inspector.field("kind").button.text() == "Service task"


def test_a_pool_shows_the_charter_of_its_process(window: MainWindow, diagram: Diagram) -> None:
    pool = next(n for n in diagram.nodes() if n.kind == "participant" and n.ref)
    window.page.canvas.select([pool.id])
    write(window.inspector.field("customer"), "Suppliers")
    window.page.canvas.setFocus()
    assert diagram.node(pool.ref).details["customer"] == "Suppliers"


def test_with_nothing_selected_and_several_pools_it_says_what_to_do(window: MainWindow, diagram: Diagram) -> None:
    window.page.canvas.select([])
    assert window.inspector.title == ""
    with pytest.raises(KeyError):
        window.inspector.field("owner")


def test_deleting_what_is_shown_shows_what_came_before(window: MainWindow, diagram: Diagram, step: str) -> None:
    write(window.inspector.field("name"), "Half typ")
    window.page.canvas.setFocus()
    window.commands["edit.delete"].trigger()
    assert step not in diagram
    (before,) = window.page.canvas.selection
    assert window.inspector.title == diagram.node(before).sort.label


@pytest.mark.parametrize(("text", "found"), [("12", 12.0), ("12,5", 12.5), ("1.234,5", 1234.5), ("1 000", 1000.0)])
def test_numbers_are_read_as_people_write_them(text: str, found: float) -> None:
    assert read_number(text) == found


@pytest.mark.parametrize("text", ["x", "-1", "1e99", "nan", "inf"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        read_number(text)


@pytest.mark.parametrize("text", ["2026-03-09", "9.3.2026", "9/3/2026", "09-03-2026"])
def test_days_are_read_day_first(text: str) -> None:
    assert read_date(text) == "2026-03-09"


@pytest.mark.parametrize("text", ["31.2.2026", "soon", "2026"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        read_date(text)


@pytest.mark.parametrize("language", ["en", "da"])
def test_nothing_is_wider_than_the_panel(window: MainWindow, diagram: Diagram, language: str) -> None:
    # given each language, and each sort of thing selected in turn
    window.commands[f"language.{language}"].trigger()
    one_of_each = {record.family: record.id for record in diagram.records() if record.plane == window.page.canvas.plane}
    for family, id in [("nothing", None), *one_of_each.items()]:
        window.page.canvas.select([id] if id else [])
        # when its fields are shown
        QApplication.processEvents()
        # then they need no more room than there is
        needed = window.inspector.widget().minimumSizeHint().width()
        assert needed <= window.inspector.viewport().width(), family
