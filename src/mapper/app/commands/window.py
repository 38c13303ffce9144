"""Getting about in the window: between its maps and parts; its language; help."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from mapper.app.commands import file, view
from mapper.app.commands.context import Command, Context, has_map
from mapper.text import LANGUAGES, N_
from mapper.text.catalogues import NAMES

HELP, LANGUAGE = N_("Help"), N_("Language")


def _turn(to: Literal["map", "part"], by: int) -> Callable[[Context], None]:
    return lambda context: context.turn(to, by)


def _open(part: str) -> Callable[[Context], None]:
    return lambda context: context.open(part)


def _language(name: str, text: str) -> Command:
    return Command(
        f"language.{name}", text, lambda context: context.change(context.settings.but(language=name)),
        menu=LANGUAGE, group="language", on=lambda context: context.settings.language == name,
    )  # fmt: skip


COMMANDS = (
    Command("window.pad", N_("Keys onto the bar beside the selection"), _open("pad"), ("Q",), has_map),
    Command("window.next_map", N_("Next map"), _turn("map", 1), ("Ctrl+Tab",), has_map, menu=view.MENU, group="maps"),
    Command("window.previous_map", N_("Previous map"), _turn("map", -1), ("Ctrl+Shift+Tab",), has_map, menu=view.MENU,
            group="maps"),
    Command("window.next_part", N_("Next part of the window"), _turn("part", 1), ("F6",), menu=view.MENU, group="maps"),
    Command("window.previous_part", N_("Previous part of the window"), _turn("part", -1), ("Shift+F6",),
            menu=view.MENU, group="maps"),
    Command("window.quit", N_("Quit"), lambda context: context.quit(), ("Ctrl+Q",), menu=file.MENU, group="quit"),
    Command("help.palette", N_("Find a command…"), _open("commands"), ("Ctrl+K",), menu=HELP, group="help"),
    Command("help.keys", N_("Keyboard shortcuts"), _open("keys"), ("F1",), menu=HELP, group="help"),
    Command("help.log", N_("Show the log"), _open("log"), menu=HELP, group="help"),
    Command("help.about", N_("About Mapper"), _open("about"), menu=HELP, group="help"),
    _language("auto", N_("Language of the system")),
    *(_language(key, NAMES[key]) for key in LANGUAGES),
)  # fmt: skip
