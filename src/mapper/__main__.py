"""Picks the face: a verb goes to the command line, everything else to the window, which is loaded only then."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path

from mapper import __version__
from mapper.app import display
from mapper.app.errors import UsageError
from mapper.cli import say, shell
from mapper.cli.table import VERBS, WINDOW, function
from mapper.text import _


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
        return shell.run(verb, function, rest)
    return shell.run(WINDOW, lambda _verb: window, rest, VERBS.values())


def window(paths: tuple[Path, ...], version: bool) -> int:
    """Open the window with some maps."""
    if version:
        say.result(f"mapper {__version__}")
        return 0
    for path in paths:
        _check(path)
    display.require()
    try:
        face = import_module("mapper.gui.main")
    except ImportError as error:
        raise display.missing(error) from error
    return int(face.run([*paths]))


def _check(path: Path) -> None:
    """A word that is no file is a command nobody knows, and a mistyped one no file to be opened."""
    if path.exists():
        return
    meant = get_close_matches(str(path), VERBS, 1)
    if meant or str(path) == path.stem:
        what = _("there is neither such a file nor such a command")
        advice = _("did you mean {name}?").format(name=meant[0]) if meant else _("see {command}")
        raise UsageError(path, None, what, advice.format(command="mapper --help"))


if __name__ == "__main__":
    sys.exit(main())
