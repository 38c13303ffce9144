"""What a verb would make, seen before it is done: the map is changed, looked at, and as before."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from mapper.edit.effects.rules import Refused
from mapper.edit.verbs import create
from mapper.model.diagram import Diagram
from mapper.model.kinds import LANE, POOL
from mapper.model.records import Flow, Node, Value
from mapper.text import _
from mapper.tools.pointer import Preview


class _Seen(Exception):
    """Raised in the middle of a transaction, so that it leaves nothing behind."""


def appended(diagram: Diagram, source: str, kind: str, traits: Mapping[str, Value] | None = None) -> Preview | None:
    """What appending something of a kind would put behind a step, and how the flow would run; None where it is refused.

    Steps that make room are shown where they would go; pools and lanes that only grow are not.
    """
    found: list[Preview] = []
    before = {record.id: record for record in diagram.nodes()}
    with suppress(_Seen, Refused), diagram.transaction(_("Append")):
        id = create.append(diagram, source, kind, traits)
        found.append(_preview(diagram, id, before))
        raise _Seen
    return found[0] if found else None


def annotated(diagram: Diagram, id: str) -> Preview | None:
    """Where a note beside something would stand; None where it is refused."""
    found: list[Preview] = []
    before = {record.id: record for record in diagram.nodes()}
    with suppress(_Seen, Refused), diagram.transaction(_("Annotate")):
        found.append(_preview(diagram, create.annotation(diagram, id), before))
        raise _Seen
    return found[0] if found else None


def _preview(diagram: Diagram, id: str, before: dict[str, Node]) -> Preview:
    flows = [flow for one in diagram.index.flows_at(id) if isinstance(flow := diagram.get(one), Flow)]
    moved = [
        node.bounds
        for node in diagram.nodes()
        if node.bounds is not None
        and node.id in before
        and before[node.id].bounds != node.bounds
        and node.family not in (POOL, LANE)
    ]
    lines = tuple(flow.points for flow in flows if flow.points)
    return Preview(ghost=diagram.node(id), boxes=tuple(moved), lines=lines, arrow=True)
