"""The party editor: added, renamed, removed; a split that does not add up is refused in words."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from tests.helpers.hand import Hand

from mapper.edit.verbs import owner
from mapper.gui.dialogs.people.dialog import PeopleDialog
from mapper.gui.dialogs.people.split import Shares, check
from mapper.gui.window.window import MainWindow
from mapper.model import query
from mapper.model.diagram import Diagram

Find = Callable[[str], str]


@pytest.fixture
def anna(diagram: Diagram) -> str:
    return owner.add_party(diagram, "Anna Holm", "person")


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow, diagram: Diagram, anna: str) -> Iterator[PeopleDialog]:
    found = PeopleDialog(diagram, (), window)
    found.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    found.show()
    names = [found.list.item(i).text() for i in range(found.list.count())]
    found.list.setCurrentRow(names.index("Anna Holm"))
    yield found
    found.close()


def write(dialog: PeopleDialog, key: str, text: str) -> None:
    edit = dialog.split.edits[key]
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, text)


def test_the_split_shows_points_and_hours(dialog: PeopleDialog) -> None:
    assert [edit.text() for edit in dialog.split.edits.values()] == ["50", "35", "15"]
    assert [hours.text() for hours in dialog.split._hours.values()] == [
        "18.5 h a week",
        "12.95 h a week",
        "5.55 h a week",
    ]
    assert "adds up" in dialog.split.verdict.text()


def test_a_split_that_does_not_add_up_is_refused_in_words(dialog: PeopleDialog, diagram: Diagram, anna: str) -> None:
    # when improvement is made smaller and the field left
    write(dialog, "improvementShare", "30")
    dialog.name.edit.setFocus()
    # then the sentence says what is wrong and nothing is kept
    assert dialog.split.verdict.text().startswith("30 + 15 = 45, but the role is 50.")
    assert "improvementShare" not in diagram.node(anna).details
    # when the role follows
    write(dialog, "roleShare", "45")
    QTest.keyClick(dialog.split.edits["roleShare"], Qt.Key.Key_Return)
    # then both are kept, as one step
    assert diagram.node(anna).details["improvementShare"] == 30
    assert diagram.node(anna).details["roleShare"] == 45
    diagram.undo()
    assert "roleShare" not in diagram.node(anna).details
    assert dialog.split.edits["roleShare"].text() == "50"


@pytest.mark.parametrize(
    ("shares", "right"),
    [
        (Shares(50, 35, 15), True),
        (Shares(33.3, 23.31, 9.99), True),
        (Shares(50, 35, 14), False),
        (Shares(120, 60, 60), False),
    ],
)
def test_what_adds_up(shares: Shares, right: bool) -> None:
    assert (check(shares) == "") is right


def test_more_weekly_hours_change_the_hours_shown(dialog: PeopleDialog, diagram: Diagram, anna: str) -> None:
    owner.set_detail(diagram, anna, "weeklyHours", 40)
    assert dialog.split._hours["roleShare"].text() == "20 h a week"


def test_a_party_is_added_and_named(dialog: PeopleDialog, diagram: Diagram) -> None:
    dialog.add("unit")
    QTest.keyClicks(dialog.name.edit, "Finance")
    QTest.keyClick(dialog.name.edit, Qt.Key.Key_Return)
    [found] = [party for party in query.parties(diagram) if party.name == "Finance"]
    assert found.details["partyKind"] == "unit"
    assert dialog.party == found


def test_two_new_people_in_a_row_get_names_of_their_own(dialog: PeopleDialog, diagram: Diagram) -> None:
    dialog.add("person")
    dialog.add("person")
    assert {"New person", "New person 2"} <= {party.name for party in query.parties(diagram)}


def test_a_name_that_is_taken_is_refused_in_words(dialog: PeopleDialog, diagram: Diagram, anna: str) -> None:
    owner.add_party(diagram, "Bo Krogh", "person")
    dialog.name.edit.selectAll()
    QTest.keyClicks(dialog.name.edit, "bo krogh")
    QTest.keyClick(dialog.name.edit, Qt.Key.Key_Return)
    assert diagram.node(anna).name == "Anna Holm"
    assert dialog.bars.sentences()


def test_removing_an_owner_can_be_undone(dialog: PeopleDialog, diagram: Diagram, named: Find, anna: str) -> None:
    step = named("Approve Invoice")
    owner.set_owner(diagram, [step], anna)
    dialog.remove()
    assert anna not in diagram
    assert "Anna Holm was removed" in dialog.bars.sentences()[0]
    diagram.undo()
    assert query.owner(diagram, step).id == anna


def test_closing_commits_what_was_typed(dialog: PeopleDialog, diagram: Diagram, anna: str) -> None:
    edit = dialog._fields["department"].edit
    edit.setFocus()
    QTest.keyClicks(edit, "Finance")
    dialog.accept()
    assert diagram.node(anna).details["department"] == "Finance"


def test_a_map_without_parties_says_what_to_do(qtbot: QtBot, window: MainWindow) -> None:
    window.commands["file.new"].trigger()
    dialog = PeopleDialog(window.page.session.diagram, (), window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.show()
    assert dialog._empty.isVisible()
    assert not dialog._remover.isEnabled()
    dialog.close()


def test_two_of_nearly_the_same_name_are_offered_for_merging(window: MainWindow, diagram: Diagram, hand: Hand) -> None:
    anna = owner.add_party(diagram, "Anna Holm", "person")
    other = owner.add_party(diagram, "Ana Holm", "person")
    step = next(node for node in diagram.nodes() if node.kind == "userTask")
    owner.set_owner(diagram, [step.id], other)
    before = diagram.records()
    window.open_part("people")
    dialog = window.findChild(PeopleDialog)
    assert "may be the same" in dialog.bars.sentences()[0]
    button = next(b for b in dialog.bars.findChildren(QPushButton) if b.text() == "Merge into “Anna Holm”")
    hand.click(button)
    assert other not in diagram
    assert diagram.node(step.id).details["owner"] == anna
    # and back, by the button of the window itself
    hand.click(dialog.undoing.undo_button)
    assert diagram.records() == before
    # what was said to differ is not asked again
    hand.click(next(b for b in dialog.bars.findChildren(QPushButton) if b.text() == "They differ" and b.isVisible()))
    assert not [sentence for sentence in dialog.bars.sentences() if "may be the same" in sentence]
    dialog.reject()


def test_where_somebody_is_named_leads_to_the_step(window: MainWindow, diagram: Diagram) -> None:
    anna = owner.add_party(diagram, "Anna Holm", "person")
    step = next(node for node in diagram.nodes() if node.kind == "userTask" and node.plane == window.page.canvas.plane)
    owner.set_owner(diagram, [step.id], anna)
    window.open_part("people")
    dialog = window.findChild(PeopleDialog)
    dialog._choose(anna)
    assert dialog._used.title == "Named in 1 place"
    assert dialog.used.item(0).text().endswith(f"{' '.join(step.name.split())}: Owner (accountable)")
    dialog.used.itemActivated.emit(dialog.used.item(0))
    assert window.page.canvas.selection == (step.id,)


def test_who_holds_a_role_is_written_with_share_and_days_and_is_known_from_then_on(
    window: MainWindow, diagram: Diagram
) -> None:
    role = owner.add_party(diagram, "Clerk", "role")
    window.open_part("people")
    dialog = window.findChild(PeopleDialog)
    dialog._choose(role)
    field = dialog._fields["heldBy"]
    for column, text in enumerate(("Bo Vig", "60", "1.2.2026", "")):
        field.table.item(0, column).setText(text)
    assert diagram.node(role).details["heldBy"] == (("Bo Vig", "60", "2026-02-01", ""),)
    assert "Bo Vig" in [party.name for party in query.parties(diagram)]
    # more than all of the time is refused
    field.table.item(0, 1).setText("160")
    assert "between 0 and 100" in field._refusal.text()
    assert diagram.node(role).details["heldBy"][0][1] == "60"
    field.table.item(0, 1).setText("60")
    dialog.reject()
