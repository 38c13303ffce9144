"""What is shown and not edited: choreographies and conversations (BPMN 2.0, chapters 11 and 9).

The rule stands here alone. `check` guards the map itself, so that no verb and no after-effect gets past it; the tools,
commands and panels ask `why` and `why_plane` to say so before anything is tried.
"""

from __future__ import annotations

from collections.abc import Iterable

from mapper.edit.effects.rules import Refusal, Refused
from mapper.model.diagram import Diagram
from mapper.model.kinds import CHOREOGRAPHY, CONTAINER, CONVERSATION, POOL, family
from mapper.model.records import Change, Flow, Node, Record
from mapper.text import N_

OF_CHOREOGRAPHY = Refusal(N_("Choreography is shown, not edited: the file keeps it as it is."))
OF_CONVERSATION = Refusal(N_("Conversations are shown, not edited: the file keeps them as they are."))

_KINDS = {
    "choreography": OF_CHOREOGRAPHY,
    "globalConversation": OF_CONVERSATION,
    "conversationLink": OF_CONVERSATION,
}
_FAMILIES = {CHOREOGRAPHY: OF_CHOREOGRAPHY, CONVERSATION: OF_CONVERSATION}


class ReadOnly(Refused):
    """Raised for a change of what is only shown."""


def why(diagram: Diagram, id: str | None) -> Refusal | None:
    """Why a record cannot be edited; None when it can."""
    record = diagram.get(id)
    return _why(diagram, record) if record is not None else None


def why_plane(diagram: Diagram, plane: str | None) -> Refusal | None:
    """Why nothing of a diagram can be edited; None when it can: it shows a choreography, or conversations and beside
    them only pools without a view inside."""
    record = diagram.get(plane)
    shown = diagram.get(record.ref) if isinstance(record, Node) else None
    if shown is None:
        return None
    if shown.kind != "collaboration":
        return _by_kind(shown)
    kids = [kid for id in diagram.index.naming("parent", shown.id) if isinstance(kid := diagram.get(id), Node)]
    drawn = [kid for kid in kids if kid.plane == plane]
    if not any(kid.family == CONVERSATION for kid in drawn):
        return None
    return None if any(_has_steps(diagram, kid) for kid in drawn if kid.family == POOL) else OF_CONVERSATION


def first(diagram: Diagram, plane: str | None, ids: Iterable[str]) -> Refusal | None:
    """Why one of some records of a diagram, or the diagram itself, cannot be edited; None when all can."""
    found = (why_plane(diagram, plane), *(why(diagram, id) for id in ids))
    return next((said for said in found if said is not None), None)


def check(diagram: Diagram, changes: Iterable[Change]) -> None:
    """Refuse changes of what is only shown; a flow may follow its ends. Raises ReadOnly."""
    changes = tuple(changes)
    changed = {change.id for change in changes}
    planes: dict[str | None, Refusal | None] = {}
    for change in changes:
        for record in (change.before, change.after):
            if record is None or (isinstance(record, Flow) and changed & {record.source, record.target}):
                continue
            said = _why(diagram, record, planes)
            if said is not None:
                raise ReadOnly(said)


def _why(diagram: Diagram, record: Record, planes: dict[str | None, Refusal | None] | None = None) -> Refusal | None:
    """The rule for one record. planes: answers for diagrams that are known already, and learnt on the way."""
    container = diagram.get(record.parent)
    for one in (record, container):
        if one is not None and (said := _by_kind(one)) is not None:
            return said
    if record.family == POOL and record.trait("band"):
        return OF_CHOREOGRAPHY
    if record.family == CONTAINER or record.plane is None:
        return None
    known = {} if planes is None else planes
    if record.plane not in known:
        known[record.plane] = why_plane(diagram, record.plane)
    return known[record.plane]


def _by_kind(record: Record) -> Refusal | None:
    return _KINDS.get(record.kind, _FAMILIES.get(family(record.kind)))


def _has_steps(diagram: Diagram, pool: Node) -> bool:
    """Whether something of a pool's process is drawn beside it."""
    inside = diagram.index.naming("parent", pool.ref) if pool.ref is not None else ()
    return any(record is not None and record.plane == pool.plane for record in map(diagram.get, inside))
