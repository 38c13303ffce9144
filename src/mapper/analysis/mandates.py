"""Who holds which mandate on a map, collected once, so that every document, check and panel says the same.

Five roles come from what the map says (docs/domain.md): *owner* of a whole process, who may redesign it; *part*,
accountable for lanes, sub-processes or steps inside a frame that the process owner sets; *manager* and *engineer* of a
process; and *performer*, who does steps or is asked or told about them. One party may hold several.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from mapper.analysis import numbering
from mapper.model import query
from mapper.model.details import DETAILS, rows
from mapper.model.diagram import Diagram
from mapper.model.kinds import ACTIVITIES, LANE, PARTY, SUBPROCESS
from mapper.model.records import Node
from mapper.text.order import folded

Role = Literal["owner", "part", "manager", "engineer", "performer"]
ROLES: tuple[Role, ...] = ("owner", "part", "manager", "engineer", "performer")
"""The roles in the order in which a document tells of them."""
PartIn = Literal["owned", "led", "responsible", "consulted", "informed"]
PARTS: tuple[PartIn, ...] = ("responsible", "consulted", "informed")
"""The parts a step names parties for, beside its owner."""
Source = Literal["step", "lane", "subprocess", "process", "nobody"]


class UnknownParty(ValueError):
    """The id is no person, role or unit of the map."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step with its number on the map and the party's part in it ("led": that of a manager or engineer)."""

    number: str
    node: Node
    part: PartIn


@dataclass(frozen=True, slots=True)
class Process:
    """A process (None when the file names none) as a role of the party has to do with it.

    lanes, subs: the lanes and sub-processes that the party answers for; steps: those the role is about.
    """

    node: Node | None
    name: str
    lanes: tuple[Node, ...] = ()
    subs: tuple[Node, ...] = ()
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Handover:
    """A handoff seen from the party's side: way is "in", "out" or "within"."""

    way: str
    handoff: query.Handoff


@dataclass(frozen=True, slots=True)
class Holding:
    """What a party holds in one role. owned: ids it is accountable for, the contents of whole processes included."""

    role: Role
    processes: tuple[Process, ...] = ()
    handovers: tuple[Handover, ...] = ()
    owned: frozenset[str] = frozenset()

    def steps(self) -> tuple[Step, ...]:
        """The steps of all its processes."""
        return tuple(step for process in self.processes for step in process.steps)


@dataclass(frozen=True, slots=True)
class Mandate:
    """Everything a party holds on the map, a role each, in the order of ROLES; never empty."""

    party: Node
    holdings: tuple[Holding, ...]

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles held, the first being what the party is foremost."""
        return tuple(holding.role for holding in self.holdings)

    def holding(self, role: Role) -> Holding | None:
        """What is held in a role."""
        return next((holding for holding in self.holdings if holding.role == role), None)


def mandate(
    diagram: Diagram, party_id: str, numbers: Mapping[str, str] | None = None, within: Node | None = None
) -> Mandate:
    """Collect what a party holds. numbers: those of the steps, if at hand. within: a process that alone is looked at,
    its handoffs left out. Raises UnknownParty.

    Who only is asked or told about steps, and has nothing else, is a performer too, and so is who has no part at all.
    """
    party = diagram.get(party_id)
    if not isinstance(party, Node) or party.family != PARTY:
        raise UnknownParty(f"{party_id!r} is no person, role or unit of this map")
    view = _View(diagram, party, numbering.numbers(diagram) if numbers is None else numbers, within)
    found = [h for role in ROLES if (h := view.holding(role)).processes]
    performs = any(step.part == "responsible" for h in found if h.role == "performer" for step in h.steps())
    if len(found) > 1 and not performs:
        found = [h for h in found if h.role != "performer"]
    return Mandate(party, tuple(found) or (Holding("performer"),))


def takes_part(diagram: Diagram, party: Node, numbers: Mapping[str, str] | None = None) -> Holding:
    """The steps in which a party performs, is consulted or is informed, whatever else it is."""
    view = _View(diagram, party, numbering.numbers(diagram) if numbers is None else numbers)
    return view.holding("performer")


def lane_holding(diagram: Diagram, lane: Node, numbers: Mapping[str, str] | None = None) -> Holding:
    """The steps in a lane and the lanes within it, those of its sub-processes included, as a performer's."""
    known = numbering.numbers(diagram) if numbers is None else numbers
    home = query.process_of(diagram, lane.id)
    inside = [(n, number) for id, number in known.items() if isinstance(n := diagram.get(id), Node)
              and lane in query.lanes_above(diagram, id)]  # fmt: skip
    process = Process(home, process_name(diagram, home), (lane,), (), _as(inside, "responsible"))
    found = []
    for handoff in query.handoffs(diagram):
        given, taken = (_lies_in(diagram, lane, id) for id in (handoff.flow.source, handoff.flow.target))
        if given or taken:
            found.append(Handover("within" if given and taken else "out" if given else "in", handoff))
    return Holding("performer", (process,), tuple(found))


def roles_held(diagram: Diagram, person: Node) -> list[Node]:
    """The roles that say they are held by a person, by name; the person's name decides, for that is what is written."""
    name = folded(person.name)
    return [role for role in query.parties(diagram) if role.id != person.id and name
            and any(folded(row["person"]) == name for row in rows(role.details, "heldBy"))]  # fmt: skip


def process_owner(diagram: Diagram, process: Node) -> Node | None:
    """The party accountable for a whole process: named on it or on its pool."""
    return query.owner(diagram, process.id)


def process_leader(diagram: Diagram, process: Node, key: str) -> Node | None:
    """The "manager" or "engineer" that a process names."""
    found = diagram.get(str(process.details.get(key, "")))
    return found if isinstance(found, Node) and found.family == PARTY else None


def functional_manager(diagram: Diagram, party: Node) -> Node | None:
    """The leader of the party's function: the one named as such, else whom the party reports to."""
    for key in ("functionalManager", "reportsTo"):
        found = diagram.get(str(party.details.get(key, "")))
        if isinstance(found, Node) and found.family == PARTY:
            return found
    return None


def top_management(diagram: Diagram, party: Node) -> Node | None:
    """The last one up the line of whom the party reports to; None when nobody is named."""
    seen = {party.id}
    found: Node | None = None
    above = diagram.get(str(party.details.get("reportsTo", "")))
    while isinstance(above, Node) and above.id not in seen:
        seen.add(above.id)
        found = above
        above = diagram.get(str(above.details.get("reportsTo", "")))
    return found


def process_name(diagram: Diagram, process: Node | None) -> str:
    """Its own name, else its pool's; "" when neither has one."""
    pool = query.pool_of(diagram, process.id) if process else None
    return one_line(process.name if process else "") or one_line(pool.name if pool else "")


def owner_source(diagram: Diagram, step: Node) -> Source:
    """Where a step's owner is named."""
    holder = query.ownership(diagram, step.id).holder
    if holder is None:
        return "nobody"
    if holder.id == step.id:
        return "step"
    return "lane" if holder.family == LANE else "subprocess" if holder.family in ACTIVITIES else "process"


def performers(diagram: Diagram, step: Node, part: str = "responsible") -> list[Node]:
    """The parties that a step names for a part ("responsible", "consulted", "informed")."""
    return [p for id in _ids(step, part) if isinstance(p := diagram.get(id), Node) and p.family == PARTY]


def one_line(text: str) -> str:
    """A name without its line breaks and double blanks."""
    return " ".join(text.split())


# -- collecting --------------------------------------------------------------------------------------------------------


class _View:
    """The map as one party sees it; gathers what several roles need once."""

    def __init__(self, diagram: Diagram, party: Node, numbers: Mapping[str, str], within: Node | None = None) -> None:
        self.diagram, self.party = diagram, party
        self.nodes = list(diagram.nodes()) if within is None else _inside(diagram, within)
        self.places = [n for n in self.nodes if n.kind == "process"]
        inside = {n.id: n for n in self.nodes}
        self.steps = [(inside[id], number) for id, number in numbers.items() if id in inside]
        self.handoffs = query.handoffs(diagram) if within is None else []
        # Who holds a role has what the role has.
        self.sides = (party, *roles_held(diagram, party))
        self.ids = {side.id for side in self.sides}
        families = DETAILS["owner"].families
        owners = ((n.id, query.owner(diagram, n.id)) for n in self.nodes if n.family in families)
        self.owned = frozenset(id for id, owner in owners if owner is not None and owner.id in self.ids)
        self.whole = {p.id for p in self.places if process_owner(diagram, p) in self.sides}
        self.home = {n.id: _home(diagram, n.id) for n, _number in self.steps}

    def holding(self, role: Role) -> Holding:
        places = [(node, node.id if node else "") for node in (*self.places, None)]
        processes = tuple(p for node, id in places if (p := self._process(role, node, id)) is not None)
        owned = self._owned(role, processes)
        mine = owned | {s.node.id for p in processes for s in p.steps if s.part in ("led", "responsible")}
        return Holding(role, processes, tuple(self._handovers(role, mine)), owned)

    def _process(self, role: Role, node: Node | None, id: str) -> Process | None:
        whole = id in self.whole
        inside = [(step, number) for step, number in self.steps if self.home[step.id] == id]
        name = process_name(self.diagram, node)
        if role == "owner":
            return Process(node, name, self._lanes(id), (), _as(inside, "owned")) if whole else None
        if role == "part":
            return None if whole else self._part(node, name, id, inside)
        if role in ("manager", "engineer"):
            leads = node is not None and node.details.get(role) in self.ids
            return Process(node, name, (), (), _as(inside, "led")) if leads else None
        found = tuple(Step(number, step, part) for step, number in inside if (part := self._part_in(step)))
        return Process(node, name, (), (), found) if found else None

    def _part(self, node: Node | None, name: str, id: str, inside: list[tuple[Node, str]]) -> Process | None:
        lanes = self._lanes(id)
        mine = [(step, number) for step, number in inside if step.id in self.owned]
        others = any(_home(self.diagram, o) == id for o in self.owned)
        subs = tuple(s for s, _n in mine if s.family == SUBPROCESS and query.children(self.diagram, s.id))
        return Process(node, name, lanes, subs, _as(mine, "owned")) if lanes or mine or others else None

    def _part_in(self, step: Node) -> PartIn | None:
        for part in PARTS:
            if self.ids & set(_ids(step, part)):
                return part
        alone = not _ids(step, "responsible") and self._in_lane(step.id)
        return "responsible" if alone else None

    def _in_lane(self, id: str) -> bool:
        return any(_in_lane_of(self.diagram, side, id) for side in self.sides)

    def _lanes(self, process: str) -> tuple[Node, ...]:
        lanes = (n for n in self.nodes if n.family == LANE and n.id in self.owned)
        return tuple(lane for lane in lanes if _home(self.diagram, lane.id) == process)

    def _owned(self, role: Role, processes: tuple[Process, ...]) -> frozenset[str]:
        if role == "part":
            ids = {p.node.id if p.node else "" for p in processes}
            return frozenset(id for id in self.owned if _home(self.diagram, id) in ids)
        if role != "owner":
            return frozenset()
        whole = (p.node for p in processes if p.node)
        return frozenset(id for p in whole for id in (p.id, *(r.id for r in query.contents(self.diagram, p.id))))

    def _handovers(self, role: Role, mine: frozenset[str] | set[str]) -> Iterator[Handover]:
        for handoff in self.handoffs:
            ends = (handoff.flow.source, handoff.flow.target)
            named = role == "performer"
            given, taken = (id in mine or (named and self._in_lane(id)) for id in ends)
            if given or taken:
                yield Handover("within" if given and taken else "out" if given else "in", handoff)


def _inside(diagram: Diagram, process: Node) -> list[Node]:
    """A process, its pool, and all that it holds, in drawing order."""
    pool = query.pool_of(diagram, process.id)
    found = [n for n in query.contents(diagram, process.id) if isinstance(n, Node)]
    return [process, *([pool] if pool else []), *sorted(found, key=lambda n: (n.z, n.id))]


def _as(steps: list[tuple[Node, str]], part: PartIn) -> tuple[Step, ...]:
    return tuple(Step(number, node, part) for node, number in steps)


def _home(diagram: Diagram, id: str) -> str:
    process = query.process_of(diagram, id)
    return process.id if process else ""


def _ids(node: Node, key: str) -> tuple[str, ...]:
    named = node.details.get(key, ())
    return named if isinstance(named, tuple) else ()


def _lies_in(diagram: Diagram, lane: Node, id: str) -> bool:
    return lane in query.lanes_above(diagram, id)


def _in_lane_of(diagram: Diagram, party: Node, id: str) -> bool:
    """Whether a lane above the node has the party's name: a lane stands for a role, a unit or a person."""
    name = folded(party.name)
    return bool(name) and any(folded(n.name) == name for n in query.lanes_above(diagram, id))
