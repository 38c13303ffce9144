"""The arguments and options that verbs take: what `mapper.cli.verbs` is written with, light enough for a help page.

Help texts are English, marked with `N_` in the table and translated when a page is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from mapper.text import N_


class _File(click.Path):
    """A path. “-” is standard input or output, “./-” a file of that name."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        found = super().convert(value, param, ctx)
        return found.absolute() if found == Path("-") and str(value) != "-" else found


FILE = _File(path_type=Path)


class Argument(click.Argument):
    """An argument that has a help text of its own, as options have."""

    def __init__(self, name: str, metavar: str, help: str, **more: Any) -> None:
        super().__init__([name], metavar=metavar, **more)
        self.help = help


def file(name: str, metavar: str, help: str, required: bool = True) -> Argument:
    """One file or folder; whether it is there is asked by who reads it."""
    return Argument(name, metavar, help, type=FILE, required=required)


def files(name: str, metavar: str, help: str) -> Argument:
    """Any number of files, none included: a tuple of paths."""
    return Argument(name, metavar, help, type=FILE, required=False, nargs=-1)


def switch(name: str, spelling: str, help: str) -> click.Option:
    """An option that is given or not."""
    return click.Option([spelling, name], is_flag=True, help=help)


def value(name: str, spellings: Sequence[str], metavar: str, help: str, **more: Any) -> click.Option:
    """An option with a value, text unless `type` says otherwise; None when it is not given and has no `default`."""
    return click.Option([*spellings, name], metavar=metavar, help=help, **more)


IN_OUT = files(
    "paths",
    "IN… OUT",
    N_(
        "The map to read, and the file to write: .bpmn .txt .svg .png .pdf .csv .xlsx; or several maps and a folder; "
        "or two folders. - is standard input or output."
    ),
)
JSON = switch("json", "--json", N_("Print the result as JSON."))
QUIET = switch("quiet", "--quiet", N_("Print nothing but errors."))
LANG = value("lang", ["--lang"], "en|da", N_("Language of messages and documents."), default="auto", expose_value=False)
"""Taken up before the verb is known (`mapper.cli.shell.choose_language`); here it stands for the help page."""

VERBOSE = click.Option(
    ["--verbose", "-v"], is_flag=True, expose_value=False, help=N_("Say also what was noted, and how long it took.")
)
"""Taken up by `mapper.cli.shell.run`."""

COMMON = (LANG, JSON, QUIET, VERBOSE)
