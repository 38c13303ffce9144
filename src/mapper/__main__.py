"""Picks the face: a verb goes to the command line, everything else to the window, which is loaded only then."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from mapper import __version__
from mapper.app import display
from mapper.app.errors import UsageError
from mapper.cli import say, shell
from mapper.cli.options import Lang
from mapper.cli.verbs import VERBS, function
from mapper.text import N_, _

_WINDOW = shell.Verb("", "", N_("Edit maps of processes in a window, or work on them by a command."))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run Mapper with the command line's arguments; the exit status."""
    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # a library's advice to programmers is nothing a user can act on
    given = list(sys.argv[1:] if arguments is None else arguments)
    return shell.guarded(lambda: _dispatch(given))


def _dispatch(arguments: list[str]) -> int:
    shell.choose_language(arguments)
    verb, rest = shell.split(arguments, VERBS)
    if verb is not None:
        return shell.run(verb, function(verb), rest)
    return shell.run(_WINDOW, window, rest, VERBS.values())


def window(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE…]", help=N_("Maps to open in the window."))
    ] = None,
    version: Annotated[bool, typer.Option("--version", help=N_("Print the version."))] = False,
    lang: Lang = "auto",
) -> int:
    """Open the window with some maps."""
    if version:
        say.result(f"mapper {__version__}")
        return 0
    paths = files or []
    for path in paths:
        _check(path)
    display.require()
    try:
        face = import_module("mapper.gui.main")
    except ImportError as error:
        raise display.missing(error) from error
    return int(face.run(paths))


def _check(path: Path) -> None:
    """A mistyped verb is no file to be opened."""
    meant = get_close_matches(str(path), VERBS, 1)
    if meant and not path.exists():
        what = _("there is neither such a file nor such a command")
        raise UsageError(path, None, what, _("did you mean {name}?").format(name=meant[0]))


if __name__ == "__main__":
    sys.exit(main())
