"""A choreography in the window: seen, selected, and never changed; the window says so once and calmly."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.helpers import shown

from mapper.gui.forms.field import LineField
from mapper.gui.window.window import MainWindow

SAID = "Choreography is shown, not edited: the file keeps it as it is."


@pytest.fixture
def choreography(window: MainWindow) -> MainWindow:
    """The task of the choreography, selected."""
    window.open([shown.FILE])
    assert window.page is not None
    window.page.show_plane("plane")
    window.page.canvas.zoom_to(1.0)
    window.page.canvas.select(["c_task"])
    return window


def test_a_sign_and_no_pad(choreography: MainWindow) -> None:
    page, status = choreography.page, choreography.status
    assert (status.still.isVisible(), status.still.text(), status.still.toolTip()) == (True, "Read-only", SAID)
    assert not page.canvas.pad.isVisible()
    page.show_plane("plain")
    page.canvas.select(["p_task"])
    assert not status.still.isVisible()
    assert page.canvas.pad.isVisible()
    page.show_plane("talks")
    assert status.still.isVisible()
    assert "Conversations" in status.still.toolTip()


@pytest.mark.parametrize("key", ["A", "R", "N", "K", "E", "Delete", "Right"])
def test_every_key_that_would_edit_says_why_not(choreography: MainWindow, key: str) -> None:
    canvas = choreography.page.canvas
    choreography.status.say("")
    QTest.keyClick(canvas, getattr(Qt.Key, f"Key_{key}"))
    assert choreography.status.sentence.text() == SAID
    assert canvas.selection == ("c_task",)
    assert not canvas.menu.isVisible()
    assert canvas.editor.id is None
    assert not choreography.page.session.dirty


@pytest.mark.parametrize("id", ["edit.delete", "edit.label", "edit.duplicate", "append.task", "append.annotation"])
def test_every_command_says_it_in_the_status_line_and_not_in_a_bar(choreography: MainWindow, id: str) -> None:
    choreography.status.say("")
    choreography.commands[id].trigger()
    assert choreography.status.sentence.text() == SAID
    assert not choreography.bars.sentences()
    assert not choreography.page.session.dirty


def test_the_inspector_shows_and_takes_nothing(choreography: MainWindow) -> None:
    name = choreography.inspector.field("name")
    assert isinstance(name, LineField)
    assert name.edit.text() == "Place order"
    assert name.edit.isReadOnly()
    with pytest.raises(KeyError):
        choreography.inspector.field("colour")
    choreography.page.canvas.select(["c_start"])
    assert not choreography.inspector.field("owner").isEnabled()
    assert not choreography.inspector.field("kind").isEnabled()
    choreography.page.show_plane("plain")
    choreography.page.canvas.select(["p_start"])
    assert choreography.inspector.field("owner").isEnabled()
