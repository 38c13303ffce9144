"""Light and dark: chosen, switched while the program runs, and readable."""

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from mapper.draw.colours import READABLE, contrast
from mapper.draw.theme import DARK, LIGHT
from mapper.gui.kit import theme
from mapper.gui.kit.icons import icon
from mapper.gui.kit.tokens import DAY, NIGHT, Tokens
from mapper.gui.window.window import MainWindow


def test_the_scheme_can_be_switched_back_and_forth(dressed: QApplication) -> None:
    for scheme, tokens, of_map in (("dark", NIGHT, DARK), ("light", DAY, LIGHT), ("dark", NIGHT, DARK)):
        theme.dress(dressed, scheme)
        assert theme.tokens() is tokens
        assert theme.map_theme() is of_map
        assert dressed.palette().color(QPalette.ColorRole.Window).name().upper() == tokens.panel
        assert tokens.field in dressed.styleSheet()
        assert "QLineEdit" in dressed.styleSheet()
    theme.dress(dressed, "light")


def test_the_theme_command_dresses_window_map_and_icons(window: MainWindow, dressed: QApplication) -> None:
    window.commands["file.new"].trigger()
    before = icon("save").cacheKey()
    window.commands["theme.dark"].trigger()
    assert window.page.canvas.theme is DARK
    assert window.commands["file.save"].icon().cacheKey() != before
    window.commands["theme.light"].trigger()
    assert window.page.canvas.theme is LIGHT


@pytest.mark.parametrize("tokens", [DAY, NIGHT])
def test_text_can_be_read_on_every_ground(tokens: Tokens) -> None:
    grounds = (tokens.panel, tokens.field, tokens.wash, tokens.calm_wash, tokens.warning_wash, tokens.danger_wash)
    assert all(contrast(ink, ground) >= READABLE for ground in grounds for ink in (tokens.ink, tokens.muted))
    assert contrast(tokens.on_accent, tokens.accent) >= READABLE
    assert contrast(tokens.danger, tokens.panel) >= READABLE
    assert contrast(tokens.ink, tokens.picked) >= READABLE
