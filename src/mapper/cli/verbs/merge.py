"""`mapper merge`: two versions of a map that began as one, brought together again."""

from __future__ import annotations

from pathlib import Path

from mapper.app import files
from mapper.app.comparing import states, words
from mapper.app.errors import one_line
from mapper.bpmn import Source
from mapper.cli import say
from mapper.compare.merge import Conflict
from mapper.text import ngettext


def command(base: Path, ours: Path, theirs: Path, out: Path, name: str, json: bool, quiet: bool) -> int:
    """Merge what two versions of a map changed since they were one."""
    was, mine, other = _base(base), states.read(ours), states.read(theirs)
    found = states.merged(was, mine, other)
    files.write(out, found.data)
    told = words.Words(was, other, mine)
    for conflict in found.conflicts:
        say.error(f"{name or out}: {told.conflict(conflict)}")
    if json:
        say.as_json({"written": str(out), "conflicts": [_row(one, told) for one in found.conflicts]})
    elif found.conflicts and not quiet:
        count = len(found.conflicts)
        said = ngettext("{count} conflict; OURS was kept there", "{count} conflicts; OURS was kept there", count)
        say.error(f"{name or out}: {said.format(count=count)}")
    return 1 if found.conflicts else 0


def _base(path: Path) -> Source | None:
    """What both began as; git gives an empty file where both sides made the map anew."""
    try:
        if path.stat().st_size == 0:
            return None
    except (OSError, ValueError):
        pass
    return states.read(path)


def _row(one: Conflict, told: words.Words) -> dict[str, str]:
    return {"id": one.id, "name": one.name, "field": one.field or "removed", "what": one_line(told.conflict(one))}
