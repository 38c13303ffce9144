"""What falls between functions (docs/domain.md, "Blind spots"), and what is left to do on a process.

Four spots can be seen on a map: an output no step uses, an input no step makes, a handoff without a named receiver, a
contact of the customer without a follow-up.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from mapper.analysis import approval
from mapper.analysis.mandates import one_line, performers
from mapper.model import query
from mapper.model.details import rows
from mapper.model.diagram import Diagram
from mapper.model.kinds import ACTIVITIES, DATA, EVENT, FLOW_NODES, GATEWAY, POOL
from mapper.model.records import Flow, Node
from mapper.text.order import folded

Sort = Literal[
    "unused", "unmade", "unreceived", "unanswered",
    "unowned", "unperformed", "unnamed", "unmeasured", "overdue", "unapproved", "unverified",
]  # fmt: skip
SPOTS: tuple[Sort, ...] = ("unused", "unmade", "unreceived", "unanswered")
YEAR = datetime.timedelta(days=365)
"""After so long a step is to be verified again."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something left open. node: where; what: the thing it is about ("" where the node says it), e.g. an output."""

    sort: Sort
    node: Node
    what: str = ""


def blind_spots(diagram: Diagram, process: Node) -> list[Finding]:
    """The four spots of a process, in the order of SPOTS."""
    inside = query.contents(diagram, process.id)
    steps = [n for n in inside if isinstance(n, Node) and n.family in ACTIVITIES]
    found = [*_data(diagram, process, steps), *_texts(diagram, steps)]
    found += _unreceived(diagram, process)
    found += _unanswered(diagram, process)
    return sorted(found, key=lambda finding: SPOTS.index(finding.sort))


def todo(diagram: Diagram, process: Node, steps: Iterable[Node], today: datetime.date) -> list[Finding]:
    """What is left to do: steps without owner or performer, handoffs without a name, no KPI, a review that is overdue,
    a version that is not approved, steps that have not been verified for a year."""
    steps = list(steps)
    found = [Finding("unowned", step) for step in steps if query.owner(diagram, step.id) is None]
    found += [Finding("unperformed", step) for step in steps if not performers(diagram, step)]
    found += [Finding("unnamed", handoff.source, handoff.flow.id) for handoff in handoffs(diagram, process)
              if not handed_over(diagram, handoff.flow)]  # fmt: skip
    if not rows(process.details, "kpis"):
        found.append(Finding("unmeasured", process))
    review = _day(process.details.get("reviewDate"))
    if review is not None and review < today:
        found.append(Finding("overdue", process))
    if approval.state(diagram, process) != "approved":
        found.append(Finding("unapproved", process))
    for step in steps:
        verified = _day(step.details.get("verifiedOn"))
        if verified is None or today - verified > YEAR:
            found.append(Finding("unverified", step))
    return found


def handoffs(diagram: Diagram, process: Node) -> list[query.Handoff]:
    """The handoffs at least one end of which lies in a process."""
    inside = [process.id, *(r.id for r in query.contents(diagram, process.id) if isinstance(r, Node))]
    if pool := query.pool_of(diagram, process.id):
        inside.append(pool.id)
    flows = {flow.id: flow for id in inside for flow in query.flows_at(diagram, id)}
    return query.handoffs(diagram, flows.values())


def handed_over(diagram: Diagram, flow: Flow) -> str:
    """What a handoff hands over: the flow's name, unless that answers a gateway's question; else the outputs."""
    giver = diagram.get(flow.source)
    if (giver is None or giver.family != GATEWAY) and (name := one_line(flow.name)):
        return name
    return one_line(str(giver.details.get("outputs", ""))) if giver is not None else ""


def things(step: Node, key: str) -> list[str]:
    """The inputs or outputs that a step lists, one a line."""
    return [one_line(line) for line in str(step.details.get(key, "")).splitlines() if line.strip()]


def _data(diagram: Diagram, process: Node, steps: list[Node]) -> Iterator[Finding]:
    """Data objects that are only written or only read; a store outlives the process, and may be."""
    made: dict[str, Node] = {}
    used: dict[str, Node] = {}
    for flow in diagram.flows():
        source, target = diagram.get(flow.source), diagram.get(flow.target)
        if not isinstance(source, Node) or not isinstance(target, Node):
            continue
        if target.family == DATA and source.family in FLOW_NODES and _home(diagram, source) == process.id:
            made.setdefault(target.ref or target.id, target)
        if source.family == DATA and target.family in FLOW_NODES and _home(diagram, target) == process.id:
            used.setdefault(source.ref or source.id, source)
    passing = ("dataStoreReference", "dataStore")
    for id, node in made.items():
        if id not in used and node.kind not in (*passing, "dataOutput"):
            yield Finding("unused", node, one_line(node.name))
    for id, node in used.items():
        if id not in made and node.kind not in (*passing, "dataInput"):
            yield Finding("unmade", node, one_line(node.name))


def _texts(diagram: Diagram, steps: list[Node]) -> Iterator[Finding]:
    """Outputs and inputs that steps list; compared only on maps where both are recorded."""
    made = {folded(thing) for step in steps for thing in things(step, "outputs")}
    used = {folded(thing) for step in steps for thing in things(step, "inputs")}
    if not made or not used:
        return
    messages = {folded(flow.name) for flow in diagram.flows() if flow.kind == "messageFlow"}
    for step in steps:
        for thing in things(step, "outputs"):
            if folded(thing) not in used | messages:
                yield Finding("unused", step, thing)
        for thing in things(step, "inputs"):
            if folded(thing) not in made | messages:
                yield Finding("unmade", step, thing)


def _unreceived(diagram: Diagram, process: Node) -> Iterator[Finding]:
    for handoff in handoffs(diagram, process):
        receiver = diagram.get(handoff.flow.target)
        if not isinstance(receiver, Node) or receiver.family == POOL:
            continue
        # A gateway or event only passes on: its lane receives.
        if query.owner(diagram, receiver.id) is None and not performers(diagram, receiver):
            yield Finding("unreceived", receiver, handed_over(diagram, handoff.flow))


def _unanswered(diagram: Diagram, process: Node) -> Iterator[Finding]:
    """Messages from outside that no step follows."""
    for flow in diagram.flows():
        if flow.kind != "messageFlow":
            continue
        receiver = diagram.get(flow.target)
        if not isinstance(receiver, Node) or receiver.family != EVENT or _home(diagram, receiver) != process.id:
            continue
        if not _leads_to_a_step(diagram, receiver):
            yield Finding("unanswered", receiver, one_line(flow.name))


def _leads_to_a_step(diagram: Diagram, event: Node) -> bool:
    """Whether an activity follows, along sequence flows and what boundary events set off."""
    waiting, seen = [event.id], {event.id}
    while waiting:
        here = waiting.pop()
        ways = [f.target for f in query.flows_at(diagram, here) if f.kind == "sequenceFlow" and f.source == here]
        for id in (*ways, *(hung.id for hung in query.boundary_events(diagram, here))):
            node = diagram.get(id)
            if node is not None and node.family in ACTIVITIES:
                return True
            if id not in seen:
                seen.add(id)
                waiting.append(id)
    return False


def _home(diagram: Diagram, record: object) -> str | None:
    process = query.process_of(diagram, record.id) if isinstance(record, Node) else None
    return process.id if process else None


def _day(value: object) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(str(value))
    except ValueError:
        return None
