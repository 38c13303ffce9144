"""F1: every key there is, canvas keys included, under headings, to be searched."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QScrollArea

from mapper.app.commands import COMMANDS
from mapper.gui.dialogs.keys import MOUSE, keys
from mapper.gui.kit.actions import written
from mapper.gui.window.window import MainWindow
from mapper.text import _


@pytest.fixture
def shown(window: MainWindow):
    dialog = keys(window, window.commands)
    dialog.open()

    def texts() -> list[str]:
        return [label.text() for label in dialog.findChildren(QLabel) if label.isVisibleTo(dialog)]

    yield dialog, texts
    dialog.reject()


def test_every_key_of_the_table_stands_there(shown) -> None:
    _dialog, texts = shown
    for row in COMMANDS.values():
        if row.keys:
            assert _(row.text) in texts()
            assert ", ".join(written(key) for key in row.keys) in texts()
    for keys_of_the_map in ("A", "Tab", "Esc", "Q", "N", "F", "Home", "Alt+Left"):
        assert any(written(keys_of_the_map) in text.split(", ") for text in texts())
    assert {how for _text, how in MOUSE} <= set(texts())
    assert {"File", "Edit", "On the map", "Go to", "Tools", "Help", "With the mouse"} <= set(texts())


def test_typing_narrows_and_headings_go_with_their_rows(shown) -> None:
    dialog, texts = shown
    field = dialog.findChild(QLineEdit)
    QTest.keyClicks(field, "append")
    assert "Append task" in texts()
    assert "Add" in texts()
    assert "Zoom in" not in texts()
    assert "View" not in texts()
    field.clear()
    QTest.keyClicks(field, "ctrl+s")
    assert "Save" in texts()
    field.clear()
    QTest.keyClicks(field, "qqqq")
    assert "Nothing is called so." in texts()


def test_no_key_is_cut(shown) -> None:
    dialog, _texts = shown
    area = dialog.findChild(QScrollArea)
    assert area.widget().sizeHint().width() <= area.viewport().width()
