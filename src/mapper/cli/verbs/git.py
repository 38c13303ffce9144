"""`mapper git`: git shows and merges maps with Mapper, so that several people keep theirs in one repository."""

from __future__ import annotations

from pathlib import Path

from mapper.app.comparing import git, states
from mapper.app.errors import UsageError
from mapper.bpmn import Source
from mapper.cli import say
from mapper.cli.verbs.diff import show
from mapper.compare.differences import compare
from mapper.text import _

_DRIVEN = 7
"""What git hands to a diff driver: path, old file, its hash and mode, new file, its hash and mode."""


def command(what: str, rest: tuple[str, ...], everywhere: bool, remove: bool, quiet: bool) -> int:
    """Set git up for maps."""
    if what == "show" and len(rest) >= _DRIVEN:
        return _show(rest)
    if what != "install" or rest:
        advice = _("see {command}").format(command="mapper git --help")
        raise UsageError(None, None, _("mapper git knows only “install”"), advice)
    attributes = git.install(Path.cwd(), everywhere, remove)
    if not quiet:
        done = _("git shows and merges {pattern} with Mapper")
        undone = _("git no longer uses Mapper for {pattern}")
        say.result(f"{(undone if remove else done).format(pattern=git.PATTERN)} ({attributes})")
    return 0


def _show(given: tuple[str, ...]) -> int:
    """What git calls for each changed map of `git diff`, `git log -p` and `git show`."""
    path, old, new = given[0], Path(given[1]), Path(given[4])
    say.result(f"mapper diff {path}")
    before, after = _side(old), _side(new)
    if before is not None and after is not None:
        show(states.differences(before, after), before, after)
    else:
        records = [states.records(side) if side is not None else () for side in (before, after)]
        show(compare(*records), before, after)
    return 0


def _side(path: Path) -> Source | None:
    """One side of git's comparison, None where the file is not there (git then names the null device)."""
    if not path.is_file() or path.stat().st_size == 0:
        return None
    return states.read(path)
