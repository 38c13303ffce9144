"""How a copy takes root: new ids, references re-pointed, a place that is free, parties of the file it comes into."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, TypeVar

from mapper.edit.effects import rules
from mapper.edit.effects.after import settle
from mapper.edit.effects.before import Before
from mapper.edit.effects.container_at import host_at, place_at
from mapper.edit.effects.ids import new_id, prefix
from mapper.edit.effects.reconnect import container_for, follow, reconnect
from mapper.edit.paste.paste_place import landing
from mapper.edit.structure.pools import collaboration_on, new_process
from mapper.edit.verbs.create import free_border
from mapper.model import details as fields
from mapper.model.details import DETAILS, PARTY_ID, PARTY_IDS
from mapper.model.diagram import Diagram
from mapper.model.docking import onto_border
from mapper.model.geometry import Point, Rect, centered
from mapper.model.kinds import ANCHOR, CALL, PARTY, PLANE, POOL, SUBPROCESS
from mapper.model.records import Flow, Node, Record
from mapper.text import N_
from mapper.text.order import folded

R = TypeVar("R", Node, Flow)

_NOTHING = rules.Refusal(N_("There is nothing here that can be pasted."))


@dataclass(slots=True)
class Paste:
    """One copy being put on a plane. ids: the new id of each record; source_plane: the plane it was copied from; inner:
    the planes that come along; by: how far it is moved; parents, hosts: what holds the things that nothing of it
    holds."""

    diagram: Diagram
    plane: str
    ids: dict[str, str]
    source_plane: str | None
    inner: set[str]
    by: tuple[float, float]
    parents: dict[str, str | None]
    hosts: dict[str, Node]

    def box(self, box: Rect | None, plane: str | None) -> Rect | None:
        """Where a box of the copy comes to stand: on planes that come along everything stays, on others nothing."""
        if box is None or plane in self.inner:
            return box
        return box.moved(*self.by) if plane == self.source_plane else None

    def points(self, points: tuple[Point, ...], plane: str | None) -> tuple[Point, ...]:
        if plane in self.inner:
            return points
        return tuple(point.moved(*self.by) for point in points) if plane == self.source_plane else ()

    def shown(self, plane: str | None) -> str | None:
        return self.plane if plane == self.source_plane else self.ids.get(plane or "") if plane in self.inner else None


def onto(
    diagram: Diagram, records: Sequence[Record], plane: str, at: Point | None, near: Point | None = None
) -> tuple[str, ...]:
    """Put a copy on a plane; for use inside a transaction. Ids of what nothing else of it holds. Raises Refused."""
    inner = {record.id for record in records if record.family == PLANE}
    records, tops = _on_one_plane(records, inner)
    by = landing(diagram, plane, tops, at, near)
    boundary_events = [top for top in tops if top.kind == "boundaryEvent"]
    hosts = {top.id: host for top in boundary_events if (host := _host(diagram, plane, top, by, at)) is not None}
    lost = {top.id for top in boundary_events if top.id not in hosts}
    kept = _whole([record for record in records if record.id not in lost])
    tops = [top for top in tops if top.id not in lost]
    if not tops:
        raise rules.Refused(rules.NO_HOST if lost else _NOTHING)
    paste = Paste(diagram, plane, {}, tops[0].plane, inner, by, {}, hosts)
    for top in tops:
        paste.parents[top.id] = _parent(paste, top)
    paste.parents |= {follower: paste.parents[top] for follower, top in _followers(kept) if top in paste.parents}
    _name(paste, kept)
    _put(paste, [record for record in kept if record.id in paste.ids and record.family != PARTY], tops)
    return tuple(paste.ids[top.id] for top in tops)


def _tops(records: Sequence[Record], inner: set[str]) -> list[Node]:
    known = {record.id for record in records}
    drawn = [r for r in records if isinstance(r, Node) and r.bounds is not None and r.plane not in inner]
    return [n for n in drawn if n.family != ANCHOR and n.parent not in known and n.host not in known]


def _on_one_plane(records: Sequence[Record], inner: set[str]) -> tuple[list[Record], list[Node]]:
    """What is to be put on the plane, and of that what nothing else of the copy holds: all from the same plane."""
    tops = _tops(records, inner)
    strays = {top.id for top in tops if top.plane != tops[0].plane}
    while more := {r.id for r in records if r.id not in strays and _containers(r) & strays}:
        strays |= more
    return [r for r in records if r.id not in strays], [top for top in tops if top.id not in strays]


def _containers(record: Record) -> set[str | None]:
    return {record.parent, record.host} if isinstance(record, Node) else {record.parent}


def _whole(records: list[Record]) -> list[Record]:
    """The records without flows that lack an end."""
    while True:
        known = {record.id for record in records}
        left = [r for r in records if not isinstance(r, Flow) or known.issuperset(_ends(r))]
        if len(left) == len(records):
            return left
        records = left


# -- what holds it -----------------------------------------------------------------------------------------------------


def _host(diagram: Diagram, plane: str, boundary_event: Node, by: tuple[float, float], at: Point | None) -> Node | None:
    """The activity for a boundary event that was copied without its own: where it lands, or its own once more."""
    if boundary_event.bounds is None:
        return None
    old = diagram.get(boundary_event.host)
    host = host_at(diagram, plane, boundary_event.bounds.moved(*by).center) if at is not None else old
    fits = (
        isinstance(host, Node)
        and host.plane == plane
        and rules.can_attach(diagram, host.id, boundary_event.trait("event"))
    )
    return host if fits and isinstance(host, Node) else None


def _parent(paste: Paste, top: Node) -> str | None:
    """The element for something that nothing of the copy holds. Raises Refused."""
    diagram, box = paste.diagram, paste.box(top.bounds, top.plane)
    if top.id in paste.hosts:
        return paste.hosts[top.id].parent
    shown = diagram.get(diagram.node(paste.plane).ref)
    if top.family == POOL:
        if shown is not None and shown.family == SUBPROCESS:
            raise rules.Refused(rules.POOL_INSIDE)
        return collaboration_on(diagram, paste.plane)
    if box is None or top.kind in ("dataStore", "message"):
        return None
    spot = place_at(diagram, paste.plane, box.center, top.family)
    allowed = rules.can_hold(diagram, spot.shape, top.kind)
    if isinstance(allowed, rules.Refusal):
        raise rules.Refused(allowed)
    return spot.parent or new_process(diagram, paste.plane)


def _followers(records: Sequence[Record]) -> Iterator[tuple[str, str]]:
    """What stands where something else does, and that: data objects behind references, loose ends of flows."""
    sorts = {record.id: record.kind for record in records}
    for record in records:
        if isinstance(record, Node) and record.ref is not None and sorts.get(record.ref) == "dataObject":
            yield record.ref, record.id
        if isinstance(record, Flow):
            ends = _ends(record)
            yield from ((end, other) for end, other in (ends, ends[::-1]) if sorts.get(end) == "anchor")


# -- what it is called -------------------------------------------------------------------------------------------------


def _name(paste: Paste, records: Sequence[Record]) -> None:
    """New ids for everything, but for parties and data stores that the file has already."""
    diagram, taken = paste.diagram, set()
    for record in records:
        if isinstance(record, Node) and (same := _same(diagram, record)) is not None:
            paste.ids[record.id] = same
            continue
        id = new_id(diagram, prefix(record.kind))
        while id in taken:
            id = new_id(diagram, prefix(record.kind))
        taken.add(id)
        paste.ids[record.id] = id
    for record in records:
        if isinstance(record, Flow):
            paste.ids.update({e: f"{paste.ids[record.id]}.{end}" for end, e in _loose(record, records)})
    for record in records:
        if isinstance(record, Node) and record.family == PARTY and paste.ids[record.id] not in diagram:
            diagram.put(_details(paste, record).but(id=paste.ids[record.id], z=0.0))


def _loose(flow: Flow, records: Sequence[Record]) -> list[tuple[str, str]]:
    """The loose ends of a flow: which end, and the anchor's id."""
    anchors = {record.id for record in records if record.family == ANCHOR}
    return [(end, id) for end, id in (("source", flow.source), ("target", flow.target)) if id in anchors]


def _same(diagram: Diagram, node: Node) -> str | None:
    """The party or data store of the file that is the same as one of the copy: by id, else by name."""
    if node.family == PARTY:
        found = [diagram.node(id) for id in diagram.index.naming("family", PARTY)]
    elif node.kind == "dataStore" and node.bounds is None:
        found = [other for other in diagram.nodes() if other.kind == "dataStore" and other.bounds is None]
    else:
        return None
    alike = [other.id for other in found if _looks(other) == _looks(node)]
    return node.id if node.id in alike else next(iter(alike), None)


def _looks(node: Node) -> tuple[str, Any]:
    return folded(node.name), fields.value(node.details, "partyKind") if node.family == PARTY else ""


# -- putting it --------------------------------------------------------------------------------------------------------


def _put(paste: Paste, records: Sequence[Record], tops: Sequence[Node]) -> None:
    diagram, was, new = paste.diagram, Before(), []
    known = {record.id: record for record in records}
    for record in records:
        if isinstance(record, Node) and paste.ids[record.id] not in diagram:
            diagram.put(_node(paste, record))
    for record in _ends_first([record for record in records if isinstance(record, Flow)]):
        flow = _flow(paste, record)
        new.append(flow.id)
        diagram.put(flow.but(parent=flow.parent or container_for(diagram, flow.kind, flow.source, flow.target)))
        was.drawn[flow.id] = (_as_drawn(paste, known[record.source]), _as_drawn(paste, known[record.target]))
    ids = [paste.ids[top.id] for top in tops]
    was.update(dict.fromkeys(ids))
    settle(diagram, ids, was)
    ends = [*ids, *(end for id in new if id in diagram for end in _ends(diagram.flow(id)))]
    reconnect(diagram, ends)
    # What became another kind of flow has no way yet.
    follow(diagram, ends, Before())


def _as_drawn(paste: Paste, end: Record) -> Record | None:
    """An end of a copied flow as the flow's points expect it: an event that went onto another border was elsewhere."""
    now = paste.diagram.get(paste.ids[end.id])
    if isinstance(end, Node) and isinstance(now, Node) and end.id in paste.hosts:
        return now.but(bounds=paste.box(end.bounds, end.plane))
    return now


def _ends(flow: Flow) -> tuple[str, str]:
    return flow.source, flow.target


def _ends_first(flows: list[Flow]) -> list[Flow]:
    """Flows in an order in which those that others end on come first."""
    known = {flow.id for flow in flows}
    done: dict[str, Flow] = {}
    while len(done) < len(flows):
        ready = [f for f in flows if f.id not in done and all(e not in known or e in done for e in _ends(f))]
        if not ready:
            break
        done.update((flow.id, flow) for flow in ready)
    return list(done.values())


def _node(paste: Paste, node: Node) -> Node:
    host = paste.hosts.get(node.id)
    put = node.but(
        parent=_new_parent(paste, node),
        lane=host.lane if host is not None else paste.ids.get(node.lane or ""),
        host=host.id if host is not None else paste.ids.get(node.host or ""),
        ref=_reference(paste, node),
        bounds=paste.box(node.bounds, node.plane),
    )
    if put.ref is None and node.ref is not None and node.family == CALL:
        put = put.with_trait("called", "")
    if host is not None and put.bounds is not None and host.bounds is not None:
        near = free_border(paste.diagram, host) if host.id == node.host else put.bounds.center
        put = put.but(bounds=centered(onto_border(host.bounds, near), put.bounds.w, put.bounds.h), label=None)
    return _common(paste, put)


def _new_parent(paste: Paste, node: Node) -> str | None:
    """What holds a node of the copy. An event whose own process is not copied goes where its host does: some tools keep
    the events on a border in another process than the step."""
    if node.id in paste.parents:
        return paste.parents[node.id]
    held, host = paste.ids.get(node.parent or ""), paste.diagram.get(paste.ids.get(node.host or ""))
    return host.parent if held is None and host is not None else held


def _reference(paste: Paste, node: Node) -> str | None:
    """What a record of the copy stands for; something that is not copied only if the file has it."""
    if node.ref is None or node.ref in paste.ids:
        return paste.ids.get(node.ref or "")
    return node.ref if node.ref in paste.diagram and node.family != POOL else None


def _flow(paste: Paste, flow: Flow) -> Flow:
    return _common(paste, flow.but(
        source=paste.ids[flow.source],
        target=paste.ids[flow.target],
        parent=paste.ids.get(flow.parent or ""),
        points=paste.points(flow.points, flow.plane),
    ))  # fmt: skip


def _common(paste: Paste, record: R) -> R:
    """What nodes and flows share: where they are drawn, their labels, whom they name."""
    also = tuple(replace(d, plane=paste.ids[d.plane]) for d in record.also if d.plane in paste.inner)
    label = paste.box(record.label, record.plane)
    placeless = isinstance(record, Node) and record.bounds is None  # a shape is there only where it has a place
    plane = None if placeless else paste.shown(record.plane)
    return _details(paste, record).but(id=paste.ids[record.id], plane=plane, label=label, also=also, z=0.0)


def _details(paste: Paste, record: R) -> R:
    found = dict(record.details)
    for key in [key for key in found if key in DETAILS and DETAILS[key].type in (PARTY_ID, PARTY_IDS)]:
        named = found[key]
        here = tuple(
            paste.ids.get(str(party), str(party)) for party in (named if isinstance(named, tuple) else (named,))
        )
        here = tuple(party for party in here if party in paste.diagram or party in paste.ids.values())
        found[key] = here if DETAILS[key].type == PARTY_IDS else next(iter(here), "")
        if not found[key]:
            del found[key]
    return record.but(details=MappingProxyType(found)) if found != dict(record.details) else record
