"""How the application is dressed: style, palette and font from the tokens of the scheme in use."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from mapper.draw.theme import DARK, LIGHT, Theme
from mapper.gui.kit.style import sheet
from mapper.gui.kit.tokens import DAY, NIGHT, Tokens
from mapper.resources import resource

OWN_FONT = "Source Sans Pro"


def dress(application: QApplication, scheme: str = "auto") -> None:
    """Give the application its style, colours and font; scheme is "auto" (the system's), "light" or "dark"."""
    wanted = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(scheme, Qt.ColorScheme.Unknown)
    application.styleHints().setColorScheme(wanted)
    tokens = NIGHT if (wanted or application.styleHints().colorScheme()) == Qt.ColorScheme.Dark else DAY
    application.setProperty("scheme", "dark" if tokens is NIGHT else "light")
    plain = _without_platform_style(application)
    if plain:
        application.setFont(_own_font(application.font()))
    application.setPalette(_palette(tokens) if plain else _accented(application.palette(), tokens))
    images = {"chevron": "combo", "inset": "combo-inset", "close": "tab-close", "check": "check"}
    paths = {name: resource("icons", f"{file}.svg").as_posix() for name, file in images.items()}
    text = sheet(tokens, fields=plain, images=paths)
    if text != application.styleSheet():  # every widget there is would be dressed anew
        application.setStyleSheet(text)


def tokens() -> Tokens:
    """The scheme in use."""
    return NIGHT if _is_dark() else DAY


def map_theme() -> Theme:
    """The map's theme that goes with the scheme in use."""
    return DARK if _is_dark() else LIGHT


def _is_dark() -> bool:
    application = QApplication.instance()
    return application is not None and application.property("scheme") == "dark"


def _without_platform_style(application: QApplication) -> bool:
    if application.property("plain") is None:  # asked once: under a style sheet the style has no name
        application.setProperty("plain", application.style().name().casefold() == "fusion")
    return bool(application.property("plain"))


def _own_font(given: QFont) -> QFont:
    """A desktop names its font; without one Qt says "Sans Serif", which may be anything, so we take the map's."""
    if QGuiApplication.platformName() in ("offscreen", "minimal") or given.family() in ("Sans Serif", OWN_FONT):
        font = QFont(OWN_FONT)
        font.setPointSizeF(10.5)
        return font
    return given


def _accented(palette: QPalette, tokens: Tokens) -> QPalette:
    palette.setColor(QPalette.ColorRole.Highlight, QColor(tokens.accent))
    palette.setColor(QPalette.ColorRole.Accent, QColor(tokens.accent))
    palette.setColor(QPalette.ColorRole.HighlightedText, QColor(tokens.on_accent))
    return palette


def _palette(tokens: Tokens) -> QPalette:
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    palette = QPalette()
    colours = {
        role.Window: tokens.panel,
        role.Base: tokens.field,
        role.AlternateBase: tokens.panel,
        role.Button: tokens.panel,
        role.ToolTipBase: tokens.field,
        role.WindowText: tokens.ink,
        role.Text: tokens.ink,
        role.ButtonText: tokens.ink,
        role.ToolTipText: tokens.ink,
        role.PlaceholderText: tokens.muted,
        role.Link: tokens.accent,
        role.Mid: tokens.line,
        role.Midlight: tokens.wash,
        role.Dark: tokens.faint,
        role.Light: tokens.field,
    }
    for name, colour in colours.items():
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(group.Disabled, name, QColor(tokens.faint))
    return _accented(palette, tokens)
