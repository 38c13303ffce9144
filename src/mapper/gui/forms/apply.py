"""What a committed field does to the map: one transaction, edit verbs only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mapper.app.commands.offers import Offer
from mapper.edit.verbs import colour, connect, label, owner, replace
from mapper.edit.verbs.colour import Pair
from mapper.gui.forms.party import NewParty
from mapper.model import query
from mapper.model.details import Detail
from mapper.model.diagram import Diagram
from mapper.text import _
from mapper.text.order import folded


def name(diagram: Diagram, id: str, text: str, wider: bool = False) -> None:
    """Give a node or flow its text. wider: a step grows in width with it rather than in height."""
    label.rename(diagram, id, text, wider)


def kind(diagram: Diagram, id: str, choice: Offer) -> None:
    """Change a shape into another kind."""
    replace.kind(diagram, id, choice.value, choice.traits)


def colours(diagram: Diagram, ids: Sequence[str], value: Pair | str) -> None:
    """Give things a pair of colours, or one colour somebody chose."""
    if isinstance(value, Pair):
        colour.paint(diagram, ids, *value)
    else:
        colour.paint_own(diagram, ids, value)


def default(diagram: Diagram, id: str, on: bool) -> None:
    """Make a flow its source's default, or not."""
    connect.set_default(diagram, id, on)


def condition(diagram: Diagram, id: str, text: str) -> None:
    """Say when a flow is taken; without a text there is no condition."""
    connect.set_condition(diagram, id, text or None)


def detail(diagram: Diagram, ids: Sequence[str], field: Detail, value: Any) -> None:
    """Give all of them the value; parties that are new are added by the same step."""
    with diagram.transaction(_("Change {field}").format(field=_(field.label).lower())):
        value = _known(diagram, value)
        if field.key == "heldBy":
            _know_holders(diagram, value)
        if field.key == "owner":
            owner.set_owner(diagram, ids, value)
            return
        for id in ids:
            owner.set_detail(diagram, id, field.key, value)


def added(value: Any) -> list[NewParty]:
    """The parties that a committed value adds."""
    parts = value if isinstance(value, tuple) else (value,)
    return [part for part in parts if isinstance(part, NewParty)]


def _know_holders(diagram: Diagram, rows: Any) -> None:
    """Who holds a role and is not on the map yet becomes a person of it."""
    known = {folded(party.name) for party in query.parties(diagram)}
    for name in dict.fromkeys(" ".join(str(line[0]).split()) for line in rows or ()):
        if name and folded(name) not in known:
            owner.add_party(diagram, name, "person")
            known.add(folded(name))


def _known(diagram: Diagram, value: Any) -> Any:
    if isinstance(value, NewParty):
        return owner.add_party(diagram, value.name, value.kind)
    if isinstance(value, tuple):
        return tuple(_known(diagram, part) if isinstance(part, NewParty) else part for part in value)
    return value
