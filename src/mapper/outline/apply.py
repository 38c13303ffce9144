"""Edits of a map's text as edits of the map: what a line still says keeps its record, its place and all that text does
not say.

The text as it was written is read as a map of its own, and so is the text as it is now. Lines tell which records of
the two are the same; what differs between the two maps is done to the real one. So an edit by hand in between is kept.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from mapper.edit.effects import rules
from mapper.edit.effects.free_spot import free_place
from mapper.edit.structure import lanes
from mapper.edit.structure.pools import pool as new_pool
from mapper.edit.verbs import connect, create, delete, label, move, owner, replace
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, oriented
from mapper.model.kinds import LANE, POOL, TRAITS
from mapper.model.records import Flow, Node
from mapper.outline.further import beyond
from mapper.outline.lines import OutlineError
from mapper.outline.match import Written, followed, is_step, lanes_of, paired, pools_of, sort_of
from mapper.outline.words import MARKS
from mapper.outline.write import Outline
from mapper.text import _
from mapper.text.order import folded

_SAID = ("event", *dict.fromkeys(trait for trait, _value in MARKS.values()))
"""The traits that a line can say."""

def change(diagram: Diagram, base: Outline, text: str) -> tuple[str, ...]:
    """Do to a map what was done to its text, as one step; the ids of the steps that are new, in the order of the text.

    base: the text as it was when the edit began, with the records of its lines. Raises OutlineError where a line cannot
    be read or asks for what BPMN forbids, and then changes nothing.
    """
    if text.rstrip("\n") == base.text.rstrip("\n"):
        return ()
    text = followed(base.text, text)
    new = Written.of(text)
    with diagram.transaction(_("Edit text")):
        return _Change(diagram, base, Written.of(base.text), new, text).done()


@dataclass(slots=True)
class _Change:
    """One edit. was, now: records of the old and the new text → records of the map."""

    diagram: Diagram
    base: Outline
    old: Written
    new: Written
    text: str
    was: dict[str, str] = field(default_factory=dict)
    now: dict[str, str] = field(default_factory=dict)
    mates: dict[str, str] = field(default_factory=dict)  # of the new text → of the old one
    made: list[str] = field(default_factory=list)

    def done(self) -> tuple[str, ...]:
        self._match()
        self._drop()
        self._pools_and_lanes()
        self._unlead()
        for id in self._steps(self.new):
            node = self.new.diagram.node(id)
            with self._line(id):
                if id in self.now:
                    self._edit(node)
                else:
                    self._make(node)
        self._lead()
        return tuple(self.made)

    def _line(self, id: str) -> _Told:
        return _Told(self.new.lines.get(id, 1))

    def _steps(self, text: Written) -> list[str]:
        return [id for id, _number in sorted(text.lines.items(), key=lambda at: at[1]) if is_step(text, id)]

    # -- which is which ------------------------------------------------------------------------------------------------

    def _match(self) -> None:
        rows = dict(enumerate(self.base.ids, 1))
        for id, number in self.old.lines.items():
            if (record := rows.get(number)) is not None and record in self.diagram:
                self.was[id] = record
        at = {number: id for id, number in self.old.lines.items()}
        pairs = paired(self.base.text.split("\n"), self.text.split("\n"))
        for id, number in self.new.lines.items():
            mate = at.get(pairs.get(number, 0))
            if mate is not None and sort_of(self.old, mate) == sort_of(self.new, id):
                self._is(id, mate)
        self._match_processes()
        self._match_lanes()

    def _is(self, id: str, mate: str) -> None:
        if mate in self.was and mate not in self.mates.values():
            self.mates[id] = mate
            self.now[id] = self.was[mate]

    def _match_processes(self) -> None:
        """A process is that of its pool, or the one that most of its steps stand in."""
        for text, known in ((self.old, self.was), (self.new, self.now)):
            votes: dict[str, Counter[str]] = defaultdict(Counter)
            for id in (*self._steps(text), *pools_of(text)):
                if id not in known:
                    continue
                node, real = text.diagram.node(id), self.diagram.node(known[id])
                mine, its = (node.ref, real.ref) if node.family == POOL else (node.parent, real.parent)
                if mine is not None and its is not None and text.diagram.node(mine).kind == "process":
                    votes[mine][its] += 1000 if node.family == POOL else 1
            known |= {id: count.most_common(1)[0][0] for id, count in votes.items() if id not in known}
        mates = {real: id for id, real in self.was.items()}
        for id in pools_of(self.new):
            drawn = query.pool_of(self.diagram, self.now.get(self.new.diagram.node(id).ref or ""))
            if id not in self.now and drawn is not None and drawn.id in mates:
                self._is(id, mates[drawn.id])  # its title went, its steps did not

    def _match_lanes(self) -> None:
        """A lane without a line of its own, or with a new one, is the one of its name there."""
        for text, known in ((self.old, self.was), (self.new, self.now)):
            for id in lanes_of(text):
                lane = text.diagram.node(id)
                holder = known.get(lane.parent or "")
                if id in known or holder is None:
                    continue
                taken = set(known.values())
                alike = (own.id for own in query.sublanes(self.diagram, holder) if own.name == lane.name)
                if (found := next((own for own in alike if own not in taken), None)) is not None:
                    known[id] = found

    # -- what goes -----------------------------------------------------------------------------------------------------

    def _drop(self) -> None:
        kept = set(self.now.values())
        gone = [real for id, real in self.was.items() if real not in kept and self.old.lines.get(id)]
        steps = [id for id in gone if self.diagram.node(id).family not in (LANE, POOL)]
        delete.records(self.diagram, [id for id in steps if id in self.diagram])
        for id in gone:
            node = self.diagram.get(id)
            if isinstance(node, Node) and (node.family == LANE or (node.family == POOL and node.ref not in kept)):
                delete.records(self.diagram, [id])

    def _unlead(self) -> None:
        """Flows that the old text had and the new one has not."""
        left = Counter(_key(flow, self.now) for flow in self.new.flows())
        for flow in self.old.flows():
            key = _key(flow, self.was)
            if left[key] > 0:
                left[key] -= 1
            elif None not in key and (real := _real(self.diagram, key)) is not None:
                delete.records(self.diagram, [real.id])

    # -- pools and lanes -----------------------------------------------------------------------------------------------

    def _pools_and_lanes(self) -> None:
        for id in pools_of(self.new):
            node = self.new.diagram.node(id)
            with self._line(id):
                if id in self.now:
                    self._rename(self.now[id], node.name, self._before(id))
                else:
                    self._make_pool(node)
                self._own(node, self.now[id])
        for id in lanes_of(self.new):
            lane = self.new.diagram.node(id)
            with self._line(id):
                if id in self.now:
                    self._rename(self.now[id], lane.name, self._before(id))
                elif (holder := self.now.get(lane.parent or "")) is not None:
                    self.now[id] = self._make_lane(holder, lane.name)
                if id in self.now:
                    self._own(lane, self.now[id])

    def _make_pool(self, node: Node) -> None:
        plane = self._plane()
        closed = node.ref is None
        whole = query.extent(self.diagram, plane)
        at = Point(400, 300) if whole is None else Point(whole.center.x, whole.bottom + 200)
        horizontal = bool(node.trait("horizontal"))
        self.now[node.id] = new_pool(self.diagram, at, plane, node.name, horizontal=horizontal, closed=closed)
        ref = self.diagram.node(self.now[node.id]).ref
        if node.ref is not None and ref is not None:
            self.now.setdefault(node.ref, ref)

    def _make_lane(self, holder: str, name: str) -> str:
        """A lane in a process, a sub-process or another lane; a process that is drawn without a pool gets one."""
        real = self.diagram.node(holder)
        if real.kind == "process":
            pool = query.pool_of(self.diagram, holder)
            if pool is None:
                new_pool(self.diagram, Point(400, 300), self._plane(), real.name)
                pool = query.pool_of(self.diagram, holder)
            holder = pool.id if pool is not None else holder
        return lanes.add(self.diagram, holder, "inside" if real.family == LANE else "below", name)

    def _plane(self) -> str:
        shown = query.planes(self.diagram)
        return max(shown, key=lambda plane: len(query.drawn_on(self.diagram, plane.id))).id

    # -- steps ---------------------------------------------------------------------------------------------------------

    def _edit(self, node: Node) -> None:
        real, before = self.now[node.id], self._before(node.id)
        if before is None:
            return
        self._rename(real, node.name, before)
        traits = {key: node.trait(key) for key in _SAID if node.trait(key) != before.trait(key)}
        if node.kind != before.kind or traits:
            with suppress(KeyError):
                replace.kind(self.diagram, real, node.kind, {k: v for k, v in traits.items() if _carries(node, k)})
        self._own(node, real)
        if node.lane != before.lane or self._lane_of(before, self.was) != self._lane_of(node, self.now):
            self._to_lane(real, self._lane_of(node, self.now))

    def _make(self, node: Node) -> None:
        """A new step: into the flow that it parts, behind the one it follows, else where there is room."""
        traits = {key: node.trait(key) for key in _SAID if node.trait(key) != TRAITS[key].default}
        traits = {key: value for key, value in traits.items() if _carries(node, key)}
        holder, lane = self.now.get(node.parent or ""), self._lane_of(node, self.now)
        into = [f.source for f in query.incoming(self.new.diagram, node.id) if f.source in self.now]
        before = next((self.now[id] for id in into if self._fits(self.now[id], lane, holder)), None)
        if node.kind == "boundaryEvent" and node.host in self.now:
            id = create.boundary(self.diagram, self.now[node.host], str(node.trait("event")), None, traits, node.name)
        elif (parted := self._parted(node)) is not None:
            id = create.insert(self.diagram, parted.id, node.kind, None, traits)
            self._rename(id, node.name, None)
        elif before is not None:
            id = create.append(self.diagram, before, node.kind, traits, node.name)
        else:
            behind = next((self.now[id] for id in into), None)
            id = self._put(node, traits, holder, lane, behind)
        self.now[node.id] = id
        self.made.append(id)
        self._own(node, id)
        self._to_lane(id, lane)

    def _fits(self, id: str, lane: str | None, holder: str | None) -> bool:
        """Whether what follows a step may stand right behind it."""
        there = self.diagram.node(id)
        return there.bounds is not None and there.lane == lane and holder in (None, there.parent) and not _ends(there)

    def _parted(self, node: Node) -> Flow | None:
        """The flow of the map that a new step goes into: from the one before it to the one behind it."""
        ins, outs = query.incoming(self.new.diagram, node.id), query.outgoing(self.new.diagram, node.id)
        if len(ins) != 1 or len(outs) != 1 or ins[0].name:
            return None
        ends = (self.now.get(ins[0].source), self.now.get(outs[0].target))
        wanted = Counter(_key(flow, self.now) for flow in self.new.flows())
        key = ("sequenceFlow", *ends)
        real = _real(self.diagram, key) if None not in ends and not wanted[key] else None
        return real if real is not None and real.plane is not None else None

    def _put(
        self, node: Node, traits: Mapping[str, object], holder: str | None, lane: str | None, behind: str | None
    ) -> str:
        frame = self.diagram.get(lane) or self.diagram.get(holder)
        if isinstance(frame, Node) and frame.kind == "process":
            frame = query.pool_of(self.diagram, frame.id)
        drawn = isinstance(frame, Node) and frame.bounds is not None and frame.plane is not None
        if isinstance(frame, Node) and (not drawn or not frame.trait("expanded")) and frame.family not in (LANE, POOL):
            made = Node(f"{frame.id}_{len(self.diagram)}_{len(self.made)}", node.kind, node.name, parent=frame.id)
            for key, value in traits.items():
                made = made.with_trait(key, value)  # type: ignore[arg-type]
            self.diagram.put(made)
            return made.id
        plane = frame.plane if isinstance(frame, Node) and drawn and frame.plane is not None else self._plane()
        whole = query.extent(self.diagram, plane)
        middle = Point(200, 200) if whole is None else Point(whole.x + 100, whole.bottom + 100)
        at = free_place(self.diagram, plane, frame if isinstance(frame, Node) else None, middle)
        if isinstance(frame, Node) and behind is not None:
            at = beyond(self.diagram, self.diagram.node(behind), frame, create.size_of(node.kind)) or at
        return create.shape(self.diagram, node.kind, at, plane, traits, node.name)  # type: ignore[arg-type]

    def _to_lane(self, id: str, lane: str | None) -> None:
        """Move a step straight into a lane."""
        node, there = self.diagram.node(id), self.diagram.get(lane)
        if node.lane == lane or node.host is not None or not isinstance(there, Node):
            return
        if node.bounds is None or there.bounds is None:
            self.diagram.put(node.but(lane=lane))
            return
        horizontal = bool(there.trait("horizontal"))
        box, level = oriented(node.bounds, horizontal), oriented(there.bounds, horizontal).center.y
        move.move_by(self.diagram, [id], *oriented(Point(0, level - box.center.y), horizontal))

    # -- flows ---------------------------------------------------------------------------------------------------------

    def _lead(self) -> None:
        """Flows that the new text has, with what they say."""
        before = {_key(flow, self.was): flow for flow in self.old.flows()}
        there: Counter[tuple[str | None, ...]] = Counter()
        for flow in self.new.flows():
            key = _key(flow, self.now)
            there[key] += 1
            if None in key:
                continue
            with self._line(flow.source):
                real = _real(self.diagram, key, there[key] - 1)
                if real is None:
                    real = self.diagram.flow(connect.flow(self.diagram, str(key[1]), str(key[2])))
                self._say(real, flow, before.get(key))

    def _say(self, real: Flow, flow: Flow, before: Flow | None) -> None:
        old = before if before is not None else Flow("", flow.kind, "", "")
        if flow.name != old.name:
            label.rename(self.diagram, real.id, flow.name)
        said, was = _condition(flow), _condition(old)
        if said != was:
            connect.set_condition(self.diagram, real.id, said)
        if flow.trait("default") != old.trait("default"):
            connect.set_default(self.diagram, real.id, bool(flow.trait("default")))

    # -- parts ---------------------------------------------------------------------------------------------------------

    def _before(self, id: str) -> Node | None:
        mate = self.mates.get(id)
        return self.old.diagram.node(mate) if mate is not None else None

    def _rename(self, real: str, name: str, before: Node | None) -> None:
        if before is None or before.name != name:
            label.rename(self.diagram, real, name)

    def _own(self, node: Node, real: str) -> None:
        """Who is accountable, where the text says another than before."""
        mate = self._before(node.id)
        said, was = _owner(self.new, node), _owner(self.old, mate) if mate is not None else ""
        if said == was:
            return
        there = {folded(party.name): party.id for party in query.parties(self.diagram)}
        party = (there.get(folded(said)) or owner.add_party(self.diagram, said, "person")) if said else None
        owner.set_owner(self.diagram, [real], party)

    def _lane_of(self, node: Node, known: Mapping[str, str]) -> str | None:
        return known.get(node.lane or "")


class _Told:
    """What BPMN forbids, told with the line that asks for it."""

    def __init__(self, line: int) -> None:
        self.line = line

    def __enter__(self) -> None:
        pass

    def __exit__(self, sort: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, rules.Refused):
            advice = _("nothing was changed; write the line otherwise")
            raise OutlineError(self.line, str(error).rstrip("."), advice) from error


def _key(flow: Flow, known: Mapping[str, str]) -> tuple[str | None, ...]:
    return (flow.kind, known.get(flow.source), known.get(flow.target))


def _real(diagram: Diagram, key: tuple[str | None, ...], number: int = 0) -> Flow | None:
    """The flow of a map with these ends; of several the one of a number."""
    kind, source, target = key
    if source is None or source not in diagram:
        return None
    found = [flow for flow in query.outgoing(diagram, source, str(kind)) if flow.target == target]
    return found[number] if number < len(found) else None


def _condition(flow: Flow) -> str | None:
    return str(flow.trait("condition")) if flow.trait("conditional") or flow.trait("condition") else None


def _carries(node: Node, trait: str) -> bool:
    return node.family in TRAITS[trait].families


def _ends(node: Node) -> bool:
    return node.kind == "endEvent"


def _owner(text: Written, node: Node) -> str:
    party = query.own_owner(text.diagram, node.id)
    return party.name if party is not None else ""
