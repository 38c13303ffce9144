"""A part of a map: what is laid out with it, how it is put back, and what then follows. What stands around makes way as
for any edit, and the flows that lead out of the part are laid around what stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from mapper.arrange.picture.picture import Picture
from mapper.arrange.plan.gather import drawn
from mapper.arrange.subset import make_way
from mapper.arrange.whole import faults, groups, leftover_flows, whole_plane
from mapper.arrange.whole.attached import carry_along, find_attached
from mapper.edit.effects.before import Before, shift
from mapper.edit.effects.grow import around, container_of
from mapper.edit.effects.reconnect import follow
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect, oriented
from mapper.model.kinds import CALL, FLOW_NODES
from mapper.model.records import Flow, Node, Record
from mapper.route.labels import place as labels

_BELOW_BOUNDARY_EVENT = 24.0
"""Room for the flow that leaves a boundary event, below it, in pixels."""


@dataclass(slots=True)
class Part:
    """The records of a part, as a plane draws them. inner: the flows within it; flows: those that lead out of it;
    whole: all that the plane shows; carried: what only stands in a call activity, with
    that."""

    plane: str
    shown: list[Record]
    inner: list[str]
    flows: list[str]
    whole: list[Record] = field(default_factory=list)
    carried: dict[str, str] = field(default_factory=dict)


def part(diagram: Diagram, plane: str, ids: Collection[str], frames: Collection[str] = ()) -> Part:
    """The part of a plane that some nodes are. frames: lanes that are laid out too, so that each step keeps to its
    own."""
    every = drawn(diagram, plane)
    kept = {*ids, *frames} - {attached.id for attached in find_attached(diagram, every)}
    shown: list[Record] = [r for r in every if isinstance(r, Node) and r.id in kept]
    inner: list[str] = []
    out: list[str] = []
    within = set(ids)
    # What ends on a flow is within where that flow is.
    for record in sorted((r for r in every if isinstance(r, Flow)), key=lambda r: _is_flow(diagram, r)):
        if record.source in within or record.target in within:
            both = record.source in within and record.target in within
            (inner if both else out).append(record.id)
            shown += [record] if both else []
            within |= {record.id} if both else set()
    calls = [r for r in shown if isinstance(r, Node) and r.family == CALL]
    carried = {id: call.id for call in calls for id in _strangers(diagram, call, kept)}
    return Part(plane, shown, inner, out, every, carried)


def _is_flow(diagram: Diagram, flow: Flow) -> bool:
    return any(isinstance(diagram.get(end), Flow) for end in (flow.source, flow.target))


def _strangers(diagram: Diagram, call: Node, ids: Collection[str]) -> Iterator[str]:
    """What stands in a call activity's box and is laid out neither in it nor beside it."""
    for id in sorted(diagram.index.near(call.plane or "", call.bounds)) if call.bounds is not None else ():
        node = diagram.node(id)
        inside = node.bounds is not None and call.bounds is not None and call.bounds.holds(node.bounds)
        if inside and node.sort.is_solid and id not in ids and node.host not in ids:
            yield id


def apply_picture(diagram: Diagram, own: Part, found: Picture, horizontal: bool, was: Before) -> None:
    """Put a picture on the map."""
    old = {call: diagram.node(call).bounds for call in own.carried.values()}
    for id in found.bounds:
        was.setdefault(id, diagram.node(id).bounds)
    whole_plane.apply_picture(diagram, own.plane, found, horizontal)
    for id in found.routes:
        was.draw(diagram, id)
    for id, call in own.carried.items():
        then, now = old[call], diagram.node(call).bounds
        if then is not None and now is not None:
            shift(diagram, [id], now.x - then.x, now.y - then.y, was)


def grow_below_boundary_events(diagram: Diagram, id: str, horizontal: bool, was: Before) -> None:
    """Boundary events need room below them for what leaves them."""
    node = diagram.node(id)
    container = container_of(diagram, node)
    for boundary_event in query.boundary_events(diagram, id):
        if container is not None and boundary_event.bounds is not None and query.outgoing(diagram, boundary_event.id):
            flat = oriented(boundary_event.bounds, horizontal)
            around(
                diagram,
                container,
                oriented(Rect(flat.x, flat.y, flat.w, flat.h + _BELOW_BOUNDARY_EVENT), horizontal),
                was,
            )


def finish(diagram: Diagram, own: Part, was: Before) -> None:
    """Lay what leads out of a part, and let groups, bands, messages and labels go along."""
    before = {record.id: record for record in own.whole}
    pushed = make_way.make_way(diagram, own.plane, {r.id for r in own.shown if isinstance(r, Node)}, before, was)
    follow(diagram, (), was)
    unlaid = [id for id in own.inner if id not in was.drawn]
    leftover = dict.fromkeys([*unlaid, *own.flows, *pushed, *_hidden(diagram, own, was)])
    leftover_flows.lay(diagram, own.plane, list(leftover))
    ids = {record.id for record in own.shown}
    held = {id: inside for id, inside in groups.members(own.whole).items() if not ids.isdisjoint(inside)}
    for group, box in groups.frames(diagram, drawn(diagram, own.plane), held):
        diagram.put(diagram.node(group.id).but(bounds=box, label=None))
    all_attached = [attached for attached in find_attached(diagram, own.whole) if attached.on in ids]
    for attached, box in carry_along(drawn(diagram, own.plane), all_attached):
        diagram.put(diagram.node(attached.id).but(bounds=box))
    labels.reconnect(diagram, own.plane, before)


def _hidden(diagram: Diagram, own: Part, was: Before) -> Iterator[str]:
    """Flows from elsewhere to elsewhere that now run through what was laid out or moved for it, or upon its flows."""
    known = {*own.inner, *own.flows}
    ids = {*(record.id for record in own.shown), *was, *known}
    ids |= {flow for id in was for flow in diagram.index.flows_at(id)}
    for flow, _node in sorted(faults.through(diagram, own.plane, ids)):
        if flow not in known:
            yield flow
    for pair in sorted(map(sorted, faults.upon(diagram, own.plane, ids))):
        yield from (flow for flow in pair if flow not in known)


# -- what is tied to a part --------------------------------------------------------------------------------------------


def is_free(record: Record | None) -> bool:
    """Whether something may be laid out by itself: a drawn step, data or annotation on no other's border."""
    if not isinstance(record, Node) or record.bounds is None or record.plane is None or record.host is not None:
        return False
    return record.sort.is_solid


def attached(diagram: Diagram, inner: Collection[str]) -> list[str]:
    """Data and annotations that are tied to nothing but what these nodes are."""
    found = []
    for end in dict.fromkeys(end for id in inner for end in ends(diagram, id)):
        node = diagram.get(end)
        is_note = end not in inner and is_free(node) and node is not None and node.family not in FLOW_NODES
        if is_note and all(other in inner for other in ends(diagram, end)):
            found.append(end)
    return found


def ends(diagram: Diagram, id: str) -> list[str]:
    """What flows join something to."""
    return [flow.target if flow.source == id else flow.source for flow in query.flows_at(diagram, id)]
