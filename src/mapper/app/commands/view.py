"""The View menu: zoom, tools, and what is shown."""

from __future__ import annotations

from collections.abc import Callable

from mapper.analysis.lenses import LENSES
from mapper.app.commands.append import can_connect
from mapper.app.commands.context import Command, Context, has_map, has_selection
from mapper.text import N_

MENU = N_("View")
TOOLS = N_("Tools")
LENS = N_("Colour the steps by")
PANELS = N_("Panels below the map")
SHOW = N_("Show")
THEME = N_("Colours of the window")

LOOKS = frozenset({MENU, TOOLS, SHOW})
"""Menus whose commands change how one looks at the map, and nothing on it."""

STEP = 1.25
"""One press of zoom in or out."""


def _zoom(factor: float | None) -> Callable[[Context], None]:
    return lambda context: context.zoom(factor)


def _tool(name: str, text: str, keys: tuple[str, ...], icon: str, pull: str = "") -> Command:
    return Command(
        f"tool.{name}", text, lambda context: context.use(name), keys, has_map, icon, TOOLS, "tools",
        on=lambda context: context.tool == name, pull=pull, suits=can_connect if pull else None,
    )  # fmt: skip


def _switch(name: str, text: str, keys: tuple[str, ...], icon: str = "", menu: str = SHOW) -> Command:
    """A setting that is on or off."""

    def run(context: Context) -> None:
        context.change(context.settings.but(**{name: not getattr(context.settings, name)}))

    return Command(
        f"view.{name}", text, run, keys, icon=icon, menu=menu, group="show",
        on=lambda context: bool(getattr(context.settings, name)),
    )  # fmt: skip


def _lens(name: str, text: str) -> Command:
    """One of the things that colour can tell; choosing the one that is on takes the colours away."""

    def run(context: Context) -> None:
        on = context.settings.shown_lens == name
        context.change(context.settings.but(lens=not on, colour_by=name))

    return Command(
        f"lens.{name}", text, run, menu=LENS, group="lens", on=lambda context: context.settings.shown_lens == name,
    )  # fmt: skip


def _theme(name: str, text: str) -> Command:
    return Command(
        f"theme.{name}", text, lambda context: context.change(context.settings.but(theme=name)), menu=THEME,
        group="theme", on=lambda context: context.settings.theme == name,
    )  # fmt: skip


def _wheel(does: str, text: str) -> Command:
    return Command(
        f"view.wheel_{does}", text, lambda context: context.change(context.settings.but(wheel=does)), menu=SHOW,
        group="wheel", on=lambda context: context.settings.wheel == does,
    )  # fmt: skip


COMMANDS = (
    Command("view.zoom_in", N_("Zoom in"), _zoom(STEP), ("Ctrl++", "Ctrl+="), has_map, "zoom-in", MENU, "zoom"),
    Command("view.zoom_out", N_("Zoom out"), _zoom(1 / STEP), ("Ctrl+-",), has_map, "zoom-out", MENU, "zoom"),
    Command("view.zoom_100", N_("Zoom to 100 %"), _zoom(None), ("Ctrl+0",), has_map, menu=MENU, group="zoom"),
    Command("view.fit", N_("Show all"), lambda context: context.fit(), ("Ctrl+1",), has_map, "fit", MENU, "zoom"),
    Command("view.zoom_selection", N_("Zoom to the selection"), lambda context: context.fit(context.selection),
            ("Ctrl+2",), has_selection, "", MENU, "zoom"),
    _switch("lens", N_("Colour the steps"), ("Ctrl+L",), "lens", MENU),
    *(_lens(name, text) for name, text in LENSES.items()),
    _switch("grid", N_("Grid"), ("Ctrl+G",)),
    _switch("numbers", N_("Numbers of steps"), ()),
    _switch("line_jumps", N_("Lines jump where they cross"), ()),
    _switch("motion", N_("Glide when arranging"), ()),
    _switch("badges", N_("Marks of descriptions and pictures"), ()),
    _switch("minimap", N_("Small map"), ("M",)),
    _switch("heads", N_("Names of lanes and pools stay in sight"), ()),
    _switch("hints", N_("Hints on the next key"), ()),
    _switch("inspector", N_("Inspector"), ("Ctrl+I",), "sidebar", MENU),
    _wheel("zoom", N_("The wheel zooms")),
    _wheel("scroll", N_("The wheel scrolls, with Ctrl it zooms")),
    _theme("auto", N_("Colours of the system")),
    _theme("light", N_("Light")),
    _theme("dark", N_("Dark")),
    _tool("select", N_("Select"), ("V",), "select"),
    _tool("hand", N_("Move the view"), ("H", "Space"), "hand"),
    _tool("lasso", N_("Select by drawing around"), ("L",), "lasso"),
    _tool("space", N_("Make or take away space"), ("S",), "space"),
    _tool("connect", N_("Connect"), ("C",), "connect", pull="connect"),
)  # fmt: skip
