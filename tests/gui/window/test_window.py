"""The main window: files in tabs, marks, closing, errors, language."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox, QTabBar
from pytestqt.qtbot import QtBot
from tests.helpers import crashes
from tests.helpers.hand import Hand

from mapper import text
from mapper.analysis.lenses import LENSES
from mapper.app import lenses
from mapper.app import settings as store
from mapper.app.session.session import Session
from mapper.app.settings import Settings
from mapper.app.store import journal, leftovers
from mapper.edit.verbs import create, label, owner, replace
from mapper.gui.dialogs.kept.recovery import RecoveryDialog
from mapper.gui.main import Shell
from mapper.gui.window.statusline import DetailsCard
from mapper.gui.window.window import MainWindow
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point

Find = Callable[[str], str]


def press(window: MainWindow, button: QMessageBox.StandardButton) -> None:
    assert window.maps.question is not None
    Hand().click(window.maps.question.button(button))


def test_an_opened_file_stands_in_a_tab_under_its_name(window: MainWindow, map_file: Path) -> None:
    # given an empty window, when a file is opened
    window.open([map_file])
    # then its name is on the tab, in the title and in the status line
    assert window.maps.tabText(0) == "C.1.0.bpmn"
    assert window.windowTitle() == "C.1.0.bpmn"
    assert "Opened C.1.0.bpmn" in window.status.sentence.text()


def test_a_file_opened_twice_is_brought_forward(window: MainWindow, map_file: Path) -> None:
    window.open([map_file])
    window.commands["file.new"].trigger()
    window.open([map_file])
    assert window.maps.count() == 2
    assert window.page is window.maps.pages[0]


def test_an_untouched_new_map_makes_room_for_the_file_that_is_opened(window: MainWindow, map_file: Path) -> None:
    window.commands["file.new"].trigger()
    window.open([map_file])
    assert [page.title for page in window.maps.pages] == ["C.1.0.bpmn"]


def test_an_edit_marks_the_tab_and_undo_takes_the_mark_away(window: MainWindow, diagram: Diagram, named: Find) -> None:
    # given an open map, when a step is renamed
    label.rename(diagram, named("Approve Invoice"), "Approve")
    # then the tab is marked, and undo names what it takes back
    assert window.maps.tabText(0) == "● C.1.0.bpmn"
    assert window.commands["edit.undo"].isEnabled()
    assert window.commands["edit.undo"].text() != "Undo"
    # when it is undone
    window.commands["edit.undo"].trigger()
    # then the map is clean again
    assert window.maps.tabText(0) == "C.1.0.bpmn"
    assert not window.commands["edit.undo"].isEnabled()


def test_saving_commits_what_is_being_typed(qtbot: QtBot, window: MainWindow, diagram: Diagram, named: Find) -> None:
    # given a name that is typed and not yet left
    window.page.canvas.select([named("Approve Invoice")])
    edit = window.inspector.field("name").edit
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, "Check the invoice")
    # when the map is saved
    window.commands["file.save"].trigger()
    # then the name is in the file
    assert b"Check the invoice" in window.page.session.path.read_bytes()
    said = window.status.sentence.text()
    assert re.fullmatch(r"Saved \d\d:\d\d · 1 element changed, everything else untouched", said)
    assert window.maps.tabText(0) == "C.1.0.bpmn"


def test_a_press_on_the_sentence_shows_what_saving_did(
    window: MainWindow, diagram: Diagram, named: Find, hand: Hand
) -> None:
    # given a saved map
    label.rename(diagram, named("Approve Invoice"), "Check the invoice")
    window.commands["file.save"].trigger()
    # when its sentence is pressed
    hand.click(window.status.sentence)
    # then a card names the step, and says what is untouched
    card = window.status.findChild(DetailsCard)
    lines = [card.list.item(i).text() for i in range(card.list.count())]
    card.close()
    assert any("Check the invoice" in line for line in lines)
    assert any("bytes untouched" in line for line in lines)


def test_a_change_of_type_says_what_it_left_out(window: MainWindow, diagram: Diagram, named: Find) -> None:
    # given a step with a boundary event, when it becomes a gateway
    step = named("Approve Invoice")
    create.boundary(diagram, step, "timer")
    replace.kind(diagram, step, "exclusiveGateway")
    # then the status line says so
    assert window.status.sentence.text().startswith("Exclusive gateway: left out 1 step or event")


def test_closing_a_clean_map_does_not_ask(window: MainWindow, diagram: Diagram) -> None:
    window.commands["file.close"].trigger()
    assert window.maps.count() == 0
    assert window.maps.question is None


def test_closing_asks_and_cancel_stays(window: MainWindow, diagram: Diagram, named: Find) -> None:
    label.rename(diagram, named("Approve Invoice"), "Approve")
    window.commands["file.close"].trigger()
    press(window, QMessageBox.StandardButton.Cancel)
    assert window.maps.tabText(0) == "● C.1.0.bpmn"


def test_dropping_changes_leaves_the_file(window: MainWindow, diagram: Diagram, named: Find, map_file: Path) -> None:
    before = map_file.read_bytes()
    label.rename(diagram, named("Approve Invoice"), "Approve")
    window.commands["file.close"].trigger()
    press(window, QMessageBox.StandardButton.Discard)
    assert window.maps.count() == 0
    assert map_file.read_bytes() == before


def test_closing_the_window_asks_for_each_unsaved_map_and_saves(
    window: MainWindow, diagram: Diagram, named: Find, map_file: Path
) -> None:
    # given an unsaved map, when the window is closed
    label.rename(diagram, named("Approve Invoice"), "Approve at once")
    assert not window.close()
    # then it asks; when the answer is to save
    press(window, QMessageBox.StandardButton.Save)
    # then the file is written and the window goes
    assert b"Approve at once" in map_file.read_bytes()
    assert not window.isVisible()


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff\xe0JFIF", b"<definitions"])
def test_a_bad_file_is_told_in_a_bar(window: MainWindow, tmp_path: Path, content: bytes) -> None:
    bad = tmp_path / "bad.bpmn"
    bad.write_bytes(content)
    window.open([bad])
    [sentence] = window.bars.sentences()
    assert "bad.bpmn" in sentence
    assert window.maps.count() == 0


def test_the_next_command_clears_the_bar(window: MainWindow, tmp_path: Path) -> None:
    window.open([tmp_path / "missing.bpmn"])
    assert window.bars.sentences()
    window.commands["file.new"].trigger()
    assert not window.bars.sentences()


def test_a_file_dropped_on_the_window_is_opened(window: MainWindow, map_file: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(map_file))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(300, 300), Qt.DropAction.CopyAction, mime, buttons, keys))
    assert window.maps.tabText(0) == "C.1.0.bpmn"


def test_a_repaired_file_is_not_overwritten_without_asking(window: MainWindow, tmp_path: Path, map_file: Path) -> None:
    # given a file with an "&" that stands for itself, opened, told about and changed
    broken = tmp_path / "broken.bpmn"
    broken.write_bytes(map_file.read_bytes().replace(b'name="Scan Invoice', b'name="Scan & Invoice', 1))
    window.open([broken])
    page = window.page
    assert page.session.repaired
    assert "note" in window.status.sentence.text()
    diagram = page.session.diagram
    label.rename(diagram, next(n.id for n in diagram.nodes() if n.name == "Approve Invoice"), "Approve")
    before = broken.read_bytes()
    # when it is saved
    window.commands["file.save"].trigger()
    # then a bar asks and nothing is written
    assert page.bars.sentences()
    assert broken.read_bytes() == before


def test_the_notes_shown_are_those_of_the_map_in_front(window: MainWindow, tmp_path: Path, map_file: Path) -> None:
    broken = tmp_path / "broken.bpmn"
    broken.write_bytes(map_file.read_bytes().replace(b'name="Scan Invoice', b'name="Scan & Invoice', 1))
    window.open([broken, map_file])
    assert "broken" not in window.status.sentence.text()
    window.maps.setCurrentIndex(0)
    assert "Opened broken.bpmn: 1 note" in window.status.sentence.text()
    assert window.status.sentence.isEnabled()
    window.maps.setCurrentIndex(1)
    assert not window.status.sentence.isEnabled()


def test_recent_files_are_offered_where_no_map_is_open(window: MainWindow, map_file: Path) -> None:
    window.open([map_file])
    window.commands["file.close"].trigger()
    assert store.load().recent == (str(map_file),)
    assert "C.1.0.bpmn" in {child.text() for child in window.welcome.findChildren(type(window.welcome._link(map_file)))}


def test_without_a_map_enter_begins_one(qtbot: QtBot, window: MainWindow) -> None:
    button = window.welcome.focusProxy()
    assert button.text() == "New map"
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert window.maps.count() == 1


def test_the_example_stays_open_beside_the_next_file(window: MainWindow, map_file: Path) -> None:
    window.welcome.asked.emit("example")
    assert "a copy of order-to-delivery.bpmn" in window.status.sentence.text()
    window.open([map_file])
    assert [page.title for page in window.maps.pages] == ["order-to-delivery.bpmn", "C.1.0.bpmn"]


def test_every_menu_has_a_letter_of_its_own(window: MainWindow) -> None:
    titles = [action.text() for action in window.menuBar().actions()]
    letters = [title[title.index("&") + 1].lower() for title in titles]
    assert len(set(letters)) == len(titles) == 6


def test_recent_files_stand_behind_open_in_the_menu(window: MainWindow) -> None:
    file = window.menuBar().actions()[0].menu()
    assert [action.text() for action in file.actions()][:4] == ["New map", "Open…", "Open recent", ""]


def test_the_inspector_can_be_put_away(window: MainWindow, diagram: Diagram) -> None:
    assert window.inspector.isVisible()
    window.commands["view.inspector"].trigger()
    assert not window.inspector.isVisible()
    assert store.load().inspector is False


def test_single_letters_write_in_a_field_and_take_tools_on_the_map(
    qtbot: QtBot, window: MainWindow, diagram: Diagram, named: Find
) -> None:
    # given a selected step, when the letter of a tool is typed into its name
    window.page.canvas.select([named("Approve Invoice")])
    edit = window.inspector.field("name").edit
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClick(edit, Qt.Key.Key_H)
    # then it is text; on the map it takes the tool
    assert edit.text() == "h"
    assert window.page.canvas.tool == "select"
    edit.clear()
    window.page.canvas.setFocus()
    qtbot.keyClick(window.page.canvas, Qt.Key.Key_H)
    assert window.page.canvas.tool == "hand"


def test_danish_changes_the_window_and_keeps_the_map(qtbot: QtBot, dressed: QApplication, map_file: Path) -> None:
    # given a window in English with a changed map
    shell = Shell(dressed, Settings(theme="light", language="en"))
    shell.begin([map_file])
    old = shell.window
    diagram = old.page.session.diagram
    label.rename(diagram, next(n.id for n in diagram.nodes() if n.name == "Approve Invoice"), "Approve")
    # when Danish is chosen
    old.commands["language.da"].trigger()
    new = shell.window
    qtbot.addWidget(new)
    # then there is a new window with the same unsaved map, in Danish where the catalogue has the words
    assert new is not old
    assert new.page.session.diagram is diagram
    assert new.maps.tabText(0) == "● C.1.0.bpmn"
    titles = [action.text() for action in new.menuBar().actions()]
    assert "&Fil" in titles
    for page in new.maps.pages:
        new.maps.close_page(page)


def test_another_language_leaves_every_map_seen_as_it_was(
    qtbot: QtBot, dressed: QApplication, map_file: Path, tmp_path: Path
) -> None:
    # given two maps, of which one is seen near by with something selected, and the steps below
    other = tmp_path / "other.bpmn"
    other.write_bytes(map_file.read_bytes())
    shell = Shell(dressed, Settings(theme="light", language="en"))
    shell.begin([other, map_file])
    page = shell.window.page
    id = next(n.id for n in page.session.diagram.nodes() if n.name == "Approve Invoice")
    QTest.qWait(50)  # the first look comes once the window has its size
    page.canvas.zoom_to(1.7)
    page.canvas.center_on(id)
    page.canvas.select([id])
    shell.window.open_part("steps")
    before = page.view
    # when
    shell.window.commands["language.da"].trigger()
    new = shell.window
    qtbot.addWidget(new)
    QTest.qWait(50)
    # then
    after = new.page.view
    assert (after.plane, after.selection) == (before.plane, before.selection)
    assert after.zoom == pytest.approx(before.zoom)
    assert after.middle.distance(before.middle) < 2
    assert new.panel == "steps"
    assert new.inspector.field("name").edit.text() == "Approve Invoice"
    assert [p.session.name for p in new.maps.pages] == ["other.bpmn", "C.1.0.bpmn"]
    for page in new.maps.pages:
        new.maps.close_page(page)


@pytest.mark.parametrize("language", ["en", "da"])
def test_every_menu_fits_a_small_screen(qtbot: QtBot, dressed: QApplication, language: str) -> None:
    text.use(language)
    window = MainWindow(Settings(theme="light"))
    qtbot.addWidget(window)
    for menu in window.menuBar().findChildren(QMenu):
        assert menu.sizeHint().height() <= 640, menu.title()


def test_the_map_menu_holds_menus_of_its_own_each_entry_once(window: MainWindow) -> None:
    [map_menu] = [a.menu() for a in window.menuBar().actions() if a.text().replace("&", "") == "Map"]
    inside = [entry.text() for entry in map_menu.actions() if entry.menu() is not None]
    assert sorted(inside) == ["Align", "Arrange", "Colour", "Flow", "Lanes", "Step", "Text"]
    entries = [a for menu in window.menuBar().findChildren(QMenu) for a in menu.actions() if a.objectName()]
    assert len(entries) == len({a.objectName() for a in entries})


def test_the_legend_covers_nothing_and_folds(window: MainWindow, map_file: Path, hand: Hand) -> None:
    window.open([map_file])
    window.commands["view.lens"].trigger()
    page = window.page
    QApplication.processEvents()
    # below the map, not over it
    assert page.legend.isVisible()
    assert page.legend.parentWidget() is page
    assert not page.legend.geometry().intersects(page.canvas.geometry())
    hand.click(page.legend.head)
    assert not page.legend._area.isVisible()
    owner.add_party(page.session.diagram, "Anna Holm")  # the map changes: it stays folded
    page._show_lens()
    assert not page.legend._area.isVisible()
    hand.click(page.legend.head)
    assert page.legend._area.isVisible()
    window.commands["view.lens"].trigger()
    assert not page.legend.isVisible()


def test_each_lens_has_its_legend_and_the_one_that_is_on_goes_off_again(window: MainWindow, map_file: Path) -> None:
    window.open([map_file])
    for name in LENSES:
        window.commands[f"lens.{name}"].trigger()
        assert window.page.legend.head.text() == lenses.title(name)
        assert window.page.legend.entries
        assert window.commands[f"lens.{name}"].isChecked()
    window.commands[f"lens.{name}"].trigger()
    assert not window.page.legend.isVisible()


def test_what_a_crash_left_of_a_map_without_a_file_is_offered(qtbot: QtBot, dressed: QApplication, hand: Hand) -> None:
    # given a new map that was changed and whose window went without a word
    lost = Session.new()
    owner.add_party(lost.diagram, "Anna Holm", "person")
    crashes.end(lost._journal)
    # when Mapper starts again
    shell = Shell(dressed, Settings(theme="light"))
    qtbot.addWidget(shell.window)
    shell.begin([])
    # then one list offers it, and restoring brings it back
    [dialog] = shell.window.findChildren(RecoveryDialog)
    assert [dialog.table.item(0, column).text() for column in (0, 2, 3)] == ["Untitled", "1 step", "never saved"]
    hand.click(dialog.buttons["restore"])
    assert [n.name for n in shell.window.page.session.diagram.nodes() if n.kind == "party"] == ["Anna Holm"]
    for page in shell.window.maps.pages:
        shell.window.maps.close_page(page)


def test_what_is_left_is_discarded_only_when_meant_and_kept_for_later(
    qtbot: QtBot, hand: Hand, dressed: QApplication, map_file: Path
) -> None:
    # given two maps that were changed and whose windows went without a word, and a journal of another format
    for session in (Session.open(map_file), Session.new()):
        owner.add_party(session.diagram, "Anna Holm", "person")
        crashes.end(session._journal)
    journal.folder().joinpath("untitled-1.jsonl").write_bytes(b"{}")
    # when Mapper starts again
    shell = Shell(dressed, Settings(theme="light"))
    qtbot.addWidget(shell.window)
    shell.begin([])
    [dialog] = shell.window.findChildren(RecoveryDialog)
    # then both are listed, what could not be read is told, and the first press on Discard only asks
    assert dialog.table.rowCount() == 2
    assert "an earlier Mapper" in dialog.told.toPlainText()
    dialog.table.selectRow(0)
    hand.click(dialog.buttons["discard"])
    assert dialog.table.rowCount() == 2
    hand.click(dialog.buttons["discard"])
    assert dialog.table.rowCount() == 1
    # and what is left for later is there at the next start
    hand.click(dialog.buttons["later"])
    assert len(leftovers.survey()[0]) == 1


def test_a_shape_picked_by_the_keyboard_can_be_put_back_by_escape(
    qtbot: QtBot, window: MainWindow, diagram: Diagram
) -> None:
    button = window.strip.button("task")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert window.page.canvas.tool == "create"
    assert window.page.canvas.hasFocus()
    qtbot.keyClick(window.page.canvas, Qt.Key.Key_Escape)
    assert window.page.canvas.tool == "select"
    assert not button.isChecked()


def test_the_grid_switch_counts_for_every_map_and_is_kept(window: MainWindow, map_file: Path) -> None:
    window.open([map_file])
    window.commands["view.grid"].trigger()
    window.commands["file.new"].trigger()
    # then it is off on the open map and on the next, and in the settings
    assert [page.canvas._dotted for page in window.maps.pages] == [False, False]
    assert not store.load().grid
    window.commands["view.grid"].trigger()
    assert [page.canvas._dotted for page in window.maps.pages] == [True, True]


def test_a_disk_that_takes_no_edits_is_told_once(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    # given a map whose crash journal cannot be written
    window.add(Session.new(language="en"))
    page = window.page
    assert page is not None
    monkeypatch.setattr(type(page.session), "is_unguarded", property(lambda self: True))
    plane = page.canvas.plane
    # when two things are done
    for x in (200, 500):
        create.shape(page.session.diagram, "task", Point(x, 200), plane)
    # then one bar says so
    assert [s for s in page.bars.sentences() if "crash" in s] == [
        "Edits cannot be kept safe from a crash, because the disk does not take them. Save often."
    ]


def test_what_was_said_belongs_to_its_map_and_goes_with_the_next_act(
    window: MainWindow, diagram: Diagram, named: Find
) -> None:
    # given a map that was saved
    label.rename(diagram, named("Approve Invoice"), "Approve")
    window.commands["file.save"].trigger()
    saved = window.status.sentence.text()
    assert saved.startswith("Saved")
    # when another is in front, then nothing is said about it; and back again what was said last
    window.commands["file.new"].trigger()
    assert window.status.sentence.text() == ""
    window.maps.setCurrentIndex(0)
    assert window.status.sentence.text() == saved
    # when something else is done, then it goes
    window.page.canvas.select([named("Approve")])
    assert window.status.sentence.text() == ""


def test_why_a_key_did_nothing_is_gone_once_it_could(
    qtbot: QtBot, window: MainWindow, diagram: Diagram, named: Find
) -> None:
    canvas = window.page.canvas
    canvas.select(())
    qtbot.keyClick(canvas, Qt.Key.Key_A)
    assert window.status.sentence.text() == "Select one step first."
    canvas.select([named("Approve Invoice")])
    assert window.status.sentence.text() == ""


def test_what_a_map_behind_tells_waits_for_it(window: MainWindow, diagram: Diagram, map_file: Path) -> None:
    page = window.page
    window.commands["file.new"].trigger()
    page.canvas.message.emit("Something about this map")
    assert window.status.sentence.text() == ""
    window.maps.setCurrentIndex(0)
    assert window.status.sentence.text() == "Something about this map"


@pytest.mark.parametrize("width", [1600, 1024])
def test_twelve_tabs_show_at_least_eight_letters_of_each_name(
    window: MainWindow, map_file: Path, tmp_path: Path, width: int
) -> None:
    window.resize(width, 800)
    for number in range(12):
        file = tmp_path / f"{number} Wide handling of invoices.bpmn"
        file.write_bytes(map_file.read_bytes())
        window.open([file])
    QApplication.processEvents()
    bar = window.maps.tabBar()
    assert window.maps.count() == 12
    close = bar.tabButton(0, QTabBar.ButtonPosition.RightSide).width()
    for at in range(12):
        wanted = bar.fontMetrics().horizontalAdvance(bar.tabText(at)[:8] + "…")
        assert bar.tabRect(at).width() - close - 24 >= wanted
