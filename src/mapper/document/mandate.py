"""What a party holds on the map, collected once, so that every section of a document says the same.

A whole process owned brings all its steps, whoever owns them one by one; else only the party's own steps count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.kinds import ACTIVITIES, LANE, PARTY
from mapper.model.records import Node

PartIn = Literal["owned", "responsible", "consulted", "informed"]
PARTS: tuple[PartIn, ...] = ("responsible", "consulted", "informed")
"""The parts a step names parties for, beside its owner."""
Extent = Literal["whole", "part", "none"]
Source = Literal["step", "lane", "subprocess", "process", "nobody"]


class UnknownParty(ValueError):
    """The id is no person, role or unit of the map."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step with its printed number and the party's part in it."""

    number: int
    node: Node
    part: PartIn


@dataclass(frozen=True, slots=True)
class Process:
    """A process the party has to do with (None when the file names none), how much of it the party owns, its lanes."""

    node: Node | None
    name: str
    extent: Extent
    lanes: tuple[Node, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Handover:
    """A handoff seen from the party's side: way is "in", "out" or "within"."""

    way: str
    handoff: query.Handoff


@dataclass(frozen=True, slots=True)
class Mandate:
    """Everything section 8 needs. owned: ids the party is accountable for, the contents of whole processes included."""

    party: Node
    owned: frozenset[str]
    processes: tuple[Process, ...]
    handovers: tuple[Handover, ...]

    @property
    def owns(self) -> bool:
        """Whether anything at all is owned."""
        return bool(self.owned)

    @property
    def whole(self) -> tuple[Process, ...]:
        """The processes owned entirely."""
        return tuple(p for p in self.processes if p.extent == "whole")

    def steps(self, owned: bool | None = None) -> tuple[Step, ...]:
        """The numbered steps: all, the owned ones, or those of others."""
        found = (step for process in self.processes for step in process.steps)
        return tuple(s for s in found if owned is None or (s.part == "owned") == owned)


def mandate(diagram: Diagram, party_id: str) -> Mandate:
    """Collect what a party holds. Raises UnknownParty."""
    party = diagram.get(party_id)
    if not isinstance(party, Node) or party.family != PARTY:
        raise UnknownParty(f"{party_id!r} is no person, role or unit of this map")
    whole = [p for p in diagram.nodes() if p.kind == "process" and process_owner(diagram, p) == party]
    owned = frozenset(n.id for n in query.owned(diagram, party.id)) | {
        id for p in whole for id in (p.id, *(r.id for r in query.contents(diagram, p.id)))
    }
    processes = tuple(_processes(diagram, party, owned, {p.id for p in whole}))
    mine = owned | {s.node.id for p in processes for s in p.steps if s.part == "responsible"}
    return Mandate(party, owned, processes, tuple(_handovers(diagram, party, mine)))


def process_owner(diagram: Diagram, process: Node) -> Node | None:
    """The party accountable for a whole process: named on it or on its pool."""
    pool = query.pool_of(diagram, process.id)
    return query.own_owner(diagram, process.id) or (query.own_owner(diagram, pool.id) if pool else None)


def process_name(diagram: Diagram, process: Node | None) -> str:
    """Its own name, else its pool's; "" when neither has one."""
    pool = query.pool_of(diagram, process.id) if process else None
    return one_line(process.name if process else "") or one_line(pool.name if pool else "")


def owner_source(diagram: Diagram, step: Node) -> Source:
    """Where a step's owner is named."""
    if query.own_owner(diagram, step.id):
        return "step"
    owner = query.owner(diagram, step.id)
    if owner is None:
        return "nobody"
    above = diagram.get(step.parent)
    if isinstance(above, Node) and above.family in ACTIVITIES and query.own_owner(diagram, above.id) == owner:
        return "subprocess"
    lanes = query.lanes_above(diagram, step.id)
    return "lane" if any(query.own_owner(diagram, lane.id) for lane in lanes) else "process"


def performers(diagram: Diagram, step: Node, part: PartIn = "responsible") -> list[Node]:
    """The parties that a step names for a part ("responsible", "consulted", "informed")."""
    return [p for id in _ids(step, part) if isinstance(p := diagram.get(id), Node) and p.family == PARTY]


def one_line(text: str) -> str:
    """A name without its line breaks and double blanks."""
    return " ".join(text.split())


# -- collecting --------------------------------------------------------------------------------------------------------


def _processes(diagram: Diagram, party: Node, owned: frozenset[str], whole: set[str]) -> Iterator[Process]:
    parts = _parts(diagram, party, owned)
    touched = {_holder(diagram, id) for id in owned}
    number = 0
    for process, holder in _holders(diagram):
        inside = [step for step in parts if _holder(diagram, step[0].id) == holder]
        if not inside and holder not in touched and not _leads(process, party):
            continue
        steps = []
        for node, part in sorted(inside, key=lambda step: step[1] != "owned"):
            number += 1
            steps.append(Step(number, node, part))
        extent: Extent = "whole" if holder in whole else "part" if holder in touched else "none"
        yield Process(process, process_name(diagram, process), extent, _lanes(diagram, party, holder), tuple(steps))


def _lanes(diagram: Diagram, party: Node, holder: str) -> tuple[Node, ...]:
    """The lanes whose steps are the party's, inherited or not."""
    lanes = (n for n in diagram.nodes() if n.family == LANE and _holder(diagram, n.id) == holder)
    return tuple(lane for lane in lanes if query.owner(diagram, lane.id) == party)


def _holders(diagram: Diagram) -> list[tuple[Node | None, str]]:
    """The processes in drawing order, and None for steps that no process holds."""
    found: list[tuple[Node | None, str]] = [(n, n.id) for n in diagram.nodes() if n.kind == "process"]
    return [*found, (None, "")]


def _holder(diagram: Diagram, id: str) -> str:
    process = query.process_of(diagram, id)
    return process.id if process else ""


def _leads(process: Node | None, party: Node) -> bool:
    return process is not None and party.id in (process.details.get("manager"), process.details.get("engineer"))


def _parts(diagram: Diagram, party: Node, owned: frozenset[str]) -> list[tuple[Node, PartIn]]:
    """The steps in reading order with the party's part in each."""
    steps = query.steps(diagram)
    found = ((node, "owned" if node.id in owned else _part(diagram, party, node)) for node in steps)
    return [(node, part) for node, part in found if part is not None]


def _part(diagram: Diagram, party: Node, step: Node) -> PartIn | None:
    for part in PARTS:
        if party.id in _ids(step, part):
            return part
    if _ids(step, "responsible") or not _in_lane_of(diagram, party, step.id):
        return None
    return "responsible"


def _ids(node: Node, key: str) -> tuple[str, ...]:
    named = node.details.get(key, ())
    return named if isinstance(named, tuple) else ()


def _in_lane_of(diagram: Diagram, party: Node, id: str) -> bool:
    """Whether a lane above the node has the party's name: a lane stands for a role, a unit or a person."""
    name = one_line(party.name).casefold()
    return bool(name) and any(one_line(n.name).casefold() == name for n in query.lanes_above(diagram, id))


def _handovers(diagram: Diagram, party: Node, mine: frozenset[str]) -> Iterator[Handover]:
    for handoff in query.handoffs(diagram):
        ends = (handoff.flow.source, handoff.flow.target)
        given, taken = (id in mine or _in_lane_of(diagram, party, id) for id in ends)
        if given or taken:
            yield Handover("within" if given and taken else "out" if given else "in", handoff)
