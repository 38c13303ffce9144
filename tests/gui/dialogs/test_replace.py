"""Find and replace: over the map as one step, over its folder with versions kept, each place to be left out."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.helpers.hand import Hand

from mapper.app.session.session import Session
from mapper.app.store import versions
from mapper.edit.verbs import label, owner
from mapper.gui.dialogs.replace import ReplaceDialog
from mapper.gui.window.window import MainWindow
from mapper.model.diagram import Diagram

Find = Callable[[str], str]


@pytest.fixture
def dialog(window: MainWindow, diagram: Diagram, named: Find, map_file: Path) -> ReplaceDialog:
    """A map that names a role in a lane, a step, a field and a party, another map beside it that names it too."""
    other = map_file.with_name("other.bpmn")
    other.write_bytes(map_file.read_bytes())
    party = next(node for node in diagram.nodes() if node.family == "party")
    owner.rename_party(diagram, party.id, "Clerk")
    label.rename(diagram, named("Approve Invoice"), "Clerk approves")
    owner.set_detail(diagram, named("Clerk approves"), "instruction", "Ask the clerk, not the clerks")
    with_it = Session.open(other, keep=False)
    label.rename(with_it.diagram, named("Clerk approves"), "Clerk checks")
    with_it.save()
    window.commands.run("edit.replace")
    found = window.findChild(ReplaceDialog)
    assert isinstance(found, ReplaceDialog)
    QTest.keyClicks(found.wanted, "clerk")
    QTest.keyClicks(found.instead, "Officer")
    found.look()
    return found


def test_a_role_is_renamed_everywhere_in_one_step(dialog: ReplaceDialog, diagram: Diagram, hand: Hand) -> None:
    # given what would change, whole words only
    before, steps = diagram.records(), len(diagram.steps(back=True))
    assert "3 places" in dialog.note.text()
    # when the button is pressed
    hand.click(dialog.button)
    # then step, party and field have the new name, as one step
    names = {record.name for record in diagram.records()}
    assert {"Officer approves", "Officer"} <= names
    (told,) = [str(r.details["instruction"]) for r in diagram.records() if "instruction" in r.details]
    assert told == "Ask the Officer, not the clerks"
    assert len(diagram.steps(back=True)) == steps + 1
    diagram.undo()
    assert diagram.records() == before


def test_a_place_that_is_not_ticked_stays(dialog: ReplaceDialog, diagram: Diagram, hand: Hand) -> None:
    group = dialog.list.topLevelItem(0)
    row = next(group.child(i) for i in range(group.childCount()) if group.child(i).text(1) == "Clerk")
    row.setCheckState(0, Qt.CheckState.Unchecked)
    hand.click(dialog.button)
    names = {record.name for record in diagram.records()}
    assert {"Officer approves", "Clerk"} <= names


def test_the_other_maps_of_the_folder_are_saved_and_keep_their_versions(
    dialog: ReplaceDialog, window: MainWindow, map_file: Path, hand: Hand
) -> None:
    # given the folder ticked
    other = map_file.with_name("other.bpmn")
    was = other.read_bytes()
    here = map_file.read_bytes()
    dialog.folder.setChecked(True)
    assert dialog.list.topLevelItemCount() == 2
    # when it is replaced
    hand.click(dialog.button)
    # then the other file says so and its bytes before are a version; the open map waits to be saved
    assert b"Officer checks" in other.read_bytes()
    assert was in [versions.content(version) for version in versions.versions(other)]
    assert map_file.read_bytes() == here
    assert window.page.session.dirty
    assert "1 other map saved" in window.status.sentence.text()


def test_nothing_is_done_without_a_word_to_put_there(dialog: ReplaceDialog) -> None:
    dialog.instead.clear()
    dialog.look()
    assert not dialog.button.isEnabled()
