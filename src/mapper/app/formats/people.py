"""Who is meant by a name that somebody typed."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from mapper.app.errors import UsageError
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.records import Node
from mapper.text import _
from mapper.text.order import by_name, folded

_NEAREST = 3


def find(diagram: Diagram, name: str, path: Path) -> Node:
    """The party of that name, large and small letters alike. Raises UsageError that names the nearest."""
    parties = query.parties(diagram)
    for same in (lambda party: party.name == name, lambda party: folded(party.name) == folded(name)):
        found = [party for party in parties if same(party)]
        if len(found) == 1:
            return found[0]
        if found:
            what = _("more than one party is called “{name}”").format(name=found[0].name)
            raise UsageError(path, None, what, _("give each a name of its own"))
    raise unknown(name, [party.name for party in parties], path)


def unknown(name: str, names: list[str], path: Path) -> UsageError:
    """That nobody is called so, and who might be meant."""
    what = _("nobody is called “{name}”").format(name=name)
    known = {folded(one): one for one in names if one.strip()}
    if not known:
        return UsageError(path, None, what, _("no people, roles or units are named in it"))
    near = get_close_matches(folded(name), known, _NEAREST, 0.5) or sorted(known, key=by_name)[:_NEAREST]
    listed = ", ".join(f"“{known[one]}”" for one in near)
    return UsageError(path, None, what, _("the nearest names are {names}").format(names=listed))
