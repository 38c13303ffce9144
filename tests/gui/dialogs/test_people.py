"""The party editor: added, renamed, removed; a split that does not add up is refused in words."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

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
