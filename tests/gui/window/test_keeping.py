"""What other programs and people do to an open map's file is told, and dealt with as the user chooses."""

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot
from tests.helpers.hand import Hand

from mapper.app.commands import file
from mapper.app.session.session import Session
from mapper.gui.dialogs.kept.compare import CompareDialog
from mapper.gui.dialogs.kept.merge import MergeDialog
from mapper.gui.window.page import MapPage
from mapper.gui.window.window import MainWindow
from mapper.model.diagram import Diagram


@pytest.fixture
def page(window: MainWindow, diagram: Diagram) -> MapPage:
    assert window.page is not None
    return window.page


def rename(diagram: Diagram, old: str, new: str) -> None:
    node = next(node for node in diagram.nodes() if node.name == old)
    with diagram.transaction("rename"):
        diagram.put(node.but(name=new))


def outside(path: Path, old: str, new: str) -> None:
    """Another program saves the file: beside it first, then in its place."""
    other = path.with_suffix(".tmp")
    other.write_bytes(path.read_bytes().replace(old.encode(), new.encode()))
    os.replace(other, path)


def told(page: MapPage, words: str) -> bool:
    return any(words in sentence for sentence in page.bars.sentences())


def press(hand: Hand, page: MapPage, text: str) -> None:
    hand.click(next(button for button in page.bars.findChildren(QPushButton) if button.text() == text))


def names(page: MapPage) -> set[str]:
    return {node.name for node in page.session.diagram.nodes()}


def test_a_change_by_another_program_is_noticed_and_reloaded(
    qtbot: QtBot, hand: Hand, window: MainWindow, page: MapPage, map_file: Path
) -> None:
    # when another program saves the file, then that is told
    outside(map_file, "Approve Invoice", "Pay at once")
    qtbot.waitUntil(lambda: told(page, "changed by another program"), timeout=4000)
    # and reloading takes it, as a step that can be undone
    press(hand, page, "Reload")
    assert "Pay at once" in names(page)
    assert not page.session.dirty
    assert not told(page, "changed")
    page.session.diagram.undo()
    assert "Approve Invoice" in names(page)
    page.session.save()
    assert b"Approve Invoice" in map_file.read_bytes()


def test_our_own_save_and_a_touch_are_no_change(
    qtbot: QtBot, window: MainWindow, page: MapPage, map_file: Path
) -> None:
    rename(page.session.diagram, "Approve Invoice", "Mine")
    window.commands["file.save"].trigger()
    map_file.touch()
    qtbot.wait(700)
    assert not told(page, "another program")


def test_what_was_done_here_and_there_is_merged(
    qtbot: QtBot, hand: Hand, window: MainWindow, page: MapPage, map_file: Path
) -> None:
    rename(page.session.diagram, "Assign Approver", "Mine")
    outside(map_file, "Approve Invoice", "Theirs")
    qtbot.waitUntil(lambda: told(page, "changed by another program"), timeout=4000)
    press(hand, page, "Merge")
    assert {"Mine", "Theirs"} <= names(page)
    assert page.session.dirty
    window.commands["file.save"].trigger()
    assert not page.session.dirty
    assert {"Mine", "Theirs"} <= {node.name for node in Session.open(map_file, keep=False).diagram.nodes()}


def test_a_conflict_is_put_to_the_user(
    qtbot: QtBot, hand: Hand, window: MainWindow, page: MapPage, map_file: Path
) -> None:
    rename(page.session.diagram, "Approve Invoice", "Mine")
    outside(map_file, "Approve Invoice", "Theirs")
    qtbot.waitUntil(lambda: told(page, "changed by another program"), timeout=4000)
    press(hand, page, "Merge")
    [dialog] = window.findChildren(MergeDialog)
    assert "Name is “Mine” in OURS and “Theirs” in THEIRS" in dialog.table.item(0, 0).text()
    dialog.choices[0].setCurrentIndex(1)
    hand.click(dialog.merge)
    assert "Theirs" in names(page)
    assert not told(page, "another program")


def test_mine_may_be_kept_and_theirs_is_a_version(
    qtbot: QtBot, hand: Hand, window: MainWindow, page: MapPage, map_file: Path
) -> None:
    outside(map_file, "Approve Invoice", "Theirs")
    theirs = map_file.read_bytes()
    qtbot.waitUntil(lambda: told(page, "changed by another program"), timeout=4000)
    press(hand, page, "Keep mine")
    assert page.session.dirty
    window.commands["file.save"].trigger()
    assert b"Approve Invoice" in map_file.read_bytes()
    window.open_part("versions")
    dialog = next(child for child in window.children() if type(child).__name__ == "VersionsDialog")
    assert dialog._content == theirs
    dialog.reject()


def test_both_can_be_looked_at_beside_each_other(
    qtbot: QtBot, hand: Hand, window: MainWindow, page: MapPage, map_file: Path, tmp_path: Path
) -> None:
    outside(map_file, "Approve Invoice", "Theirs")
    qtbot.waitUntil(lambda: told(page, "changed by another program"), timeout=4000)
    press(hand, page, "Compare")
    [dialog] = window.findChildren(CompareDialog)
    assert [(one.what, one.before, one.after) for one in dialog.view.differences] == [
        ("renamed", "Approve Invoice", "Theirs")
    ]
    dialog.write(tmp_path / "page.html")
    assert "Theirs" in (tmp_path / "page.html").read_text("utf-8")
    dialog.reject()
    assert told(page, "changed by another program")


def test_a_file_that_was_moved_away_is_told_and_can_be_written_anew(
    qtbot: QtBot, window: MainWindow, page: MapPage, map_file: Path
) -> None:
    map_file.rename(map_file.with_suffix(".away"))
    qtbot.waitUntil(lambda: told(page, "moved or deleted"), timeout=4000)
    rename(page.session.diagram, "Approve Invoice", "Mine")
    window.commands["file.save"].trigger()
    assert map_file.exists()
    qtbot.waitUntil(lambda: not told(page, "moved or deleted"), timeout=4000)


def test_who_else_edits_a_map_is_told_and_may_be_taken_over(
    hand: Hand, window: MainWindow, map_file: Path, qtbot: QtBot
) -> None:
    other = Session.open(map_file)
    rename(other.diagram, "Approve Invoice", "Theirs")
    window.open([map_file])
    page = window.page
    assert page is not None
    assert told(page, "Look at it, or take over.")
    press(hand, page, "Take over")
    assert page.session.rival is None
    other.close()


def test_maps_are_saved_by_themselves_where_that_is_wished(
    qtbot: QtBot, window: MainWindow, page: MapPage, map_file: Path
) -> None:
    window.commands["file.autosave"].trigger()
    assert window.settings.autosave == 60
    assert window.commands["file.autosave"].isChecked()
    rename(page.session.diagram, "Approve Invoice", "Mine")
    window.keeper.save_all()
    assert not page.session.dirty
    assert b"Mine" in map_file.read_bytes()
    # what stands against it is told, and nothing is overwritten
    outside(map_file, "Mine", "Theirs")
    rename(page.session.diagram, "Mine", "Again")
    window.keeper.save_all()
    assert told(page, "Not saved by itself")
    assert b"Theirs" in map_file.read_bytes()
    window.commands["file.autosave"].trigger()
    assert window.settings.autosave == 0


def test_one_file_is_one_tab_also_by_a_link(
    qtbot: QtBot, window: MainWindow, page: MapPage, map_file: Path, tmp_path: Path
) -> None:
    link = tmp_path / "link.bpmn"
    link.symlink_to(map_file)
    window.open([link])
    assert window.maps.pages == [page]
    # and no other map is saved over it
    window.commands["file.new"].trigger()
    assert window.page is not page
    other = window.page
    assert other is not None
    file.write(window.front, other.session, map_file)
    assert told(other, "is open in another tab")
    assert other.session.path is None


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes")
@pytest.mark.parametrize("name", [b"caf\xe9.bpmn", b"R&D map.bpmn", b"two\nlines.bpmn"])
def test_odd_names_are_shown_and_saved(window: MainWindow, map_file: Path, tmp_path: Path, name: bytes) -> None:
    path = tmp_path / os.fsdecode(name)
    path.write_bytes(map_file.read_bytes())
    window.open([path])
    page = window.page
    assert page is not None
    assert page.session.path == path
    rename(page.session.diagram, "Approve Invoice", "Mine")
    window.commands["file.save"].trigger()
    assert b"Mine" in path.read_bytes()
    assert not page.session.dirty
    assert window.maps.tabText(0).count("&") == 2 * name.count(b"&")
    assert "\n" not in window.windowTitle()


@pytest.mark.skipif(sys.platform == "win32", reason="no such names")
def test_a_name_is_never_taken_for_html(qtbot: QtBot, window: MainWindow, map_file: Path, tmp_path: Path) -> None:
    # given a map that is called as if it were a page, changed here and by another program
    path = tmp_path / "<b>x<img src=y>.bpmn"
    path.write_bytes(map_file.read_bytes())
    window.open([path])
    page = window.page
    assert page is not None
    rename(page.session.diagram, "Approve Invoice", "Mine")
    outside(path, "Approve Invoice", "Theirs")
    qtbot.waitUntil(lambda: told(page, "<b>x<img src=y>.bpmn was changed"), timeout=4000)
    # then every sentence about it is shown as it stands, the question before closing too
    formats = {label.textFormat() for label in page.bars.findChildren(QLabel, "sentence")}
    window.ask_close(page)
    assert window.maps.question is not None
    formats.add(window.maps.question.textFormat())
    window.maps.question.reject()
    assert formats == {Qt.TextFormat.PlainText}
