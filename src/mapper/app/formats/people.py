"""Who is meant by a name that somebody typed."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from mapper.app.errors import UsageError
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.records import Node
from mapper.text import _
from mapper.text.order import by_name, folded

_NEAREST = 3
"""Names that are offered where nobody has the one that was asked for."""


def find(diagram: Diagram, name: str, path: Path) -> Node:
    """The party of that name, large and small letters alike. Raises UsageError that names the nearest."""
    return diagram.node(among([(party.id, party.name) for party in query.parties(diagram)], name, path))


def among(named: Sequence[tuple[str, str]], name: str, path: Path) -> str:
    """The id of what is called so among ids and names, large and small letters alike. Raises UsageError that names the
    nearest."""
    for key in (str, folded):
        found = [(id, one) for id, one in named if key(one) == key(name)]
        if len(found) == 1:
            return found[0][0]
        if found:
            what = _("more than one party is called “{name}”").format(name=found[0][1])
            raise UsageError(path, None, what, _("give each a name of its own"))
    raise unknown(name, [one for _id, one in named], path)


def unknown(name: str, names: list[str], path: Path) -> UsageError:
    """That nobody is called so, and who might be meant."""
    what = _("nobody is called “{name}”").format(name=name)
    known = {folded(one): one for one in names if one.strip()}
    if not known:
        return UsageError(path, None, what, _("no people, roles or units are named in it"))
    near = get_close_matches(folded(name), known, _NEAREST, 0.5) or sorted(known, key=by_name)[:_NEAREST]
    listed = ", ".join(f"“{known[one]}”" for one in near)
    return UsageError(path, None, what, _("the nearest names are {names}").format(names=listed))
