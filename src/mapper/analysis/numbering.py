"""The number of each step: one for the whole map, in window, table, CSV, pictures, documents (docs/decisions.md, 16).

Depth-first along the sequence flows, from the starts in lane order and then file order: a gateway's branches in file
order, a join after its last branch, flows back ignored, what a boundary event sets off straight after its host. The
steps of a sub-process are numbered below it: 4.1, 4.2. Where things stand on the drawing plays no part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.kinds import ACTIVITIES, EVENT, FLOW_NODES, SUBPROCESS
from mapper.model.records import Flow, Node


def numbers(diagram: Diagram) -> dict[str, str]:
    """The number of every step (activity) by its id, in the order of the numbers.

    >>> numbers(Diagram([Node("p", "process"), Node("a", "subProcess", "", "p"), Node("b", "task", "", "a")]))
    {'a': '1', 'b': '1.1'}
    """
    ways = Ways.of(diagram)
    counts: dict[str, int] = defaultdict(int)
    found: dict[str, str] = {}
    # A stack of its own: sub-processes nest deeper than Python recurses.
    waiting = [(node, "") for scope in reversed(ways.tops) for node in reversed(ways.order(scope))]
    while waiting:
        node, prefix = waiting.pop()
        if node.family in ACTIVITIES:
            counts[prefix] += 1
            found[node.id] = f"{prefix}{counts[prefix]}"
            prefix = f"{found[node.id]}."
        waiting += [(inner, prefix) for inner in reversed(ways.order(node.id))]
    return found


def steps(diagram: Diagram, known: Mapping[str, str] | None = None) -> list[Node]:
    """The steps in the order of their numbers, those of a sub-process after it. known: the numbers, if at hand."""
    return [node for id in (numbers(diagram) if known is None else known) if isinstance(node := diagram.get(id), Node)]


def rank(number: str) -> tuple[int, ...]:
    """What numbers are sorted by.

    >>> sorted(["10", "4.2", "4", "4.10"], key=rank)
    ['4', '4.2', '4.10', '10']
    """
    return tuple(int(part) for part in number.split(".") if part)


def ranges(numbers: Iterable[str]) -> str:
    """Numbers as one reads them out, runs of three and more drawn together.

    >>> ranges(["7", "2", "1", "3", "4.1", "4.2", "4.3"])
    '1–3, 4.1–4.3, 7'
    """
    runs: list[list[str]] = []
    for number in sorted(dict.fromkeys(numbers), key=rank):
        if runs and _follows(runs[-1][-1], number):
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(run) for run in runs)


def _follows(one: str, other: str) -> bool:
    a, b = rank(one), rank(other)
    return a[:-1] == b[:-1] and b[-1] == a[-1] + 1


@dataclass(frozen=True, slots=True)
class Walk:
    """The flow nodes of a scope as they are walked. after: what follows each; back: the flows that close a loop."""

    order: tuple[Node, ...]
    after: Mapping[str, list[str]]
    back: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Ways:
    """What follows what inside each scope (process or sub-process). tops: the scopes that no step contains."""

    tops: tuple[str | None, ...]
    inside: Mapping[str | None, list[Node]]
    after: Mapping[str, list[str]]
    keys: Mapping[str, tuple[object, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, diagram: Diagram, process: Node | None = None) -> Ways:
        """Those of a whole map, or of one process of it."""
        inside: dict[str | None, list[Node]] = defaultdict(list)
        nodes = list(diagram.nodes()) if process is None else _held(diagram, process)
        for node in nodes:
            if node.family in FLOW_NODES:
                inside[node.parent].append(node)
        holders = [n.id for n in nodes if n.family not in FLOW_NODES and n.id in inside]
        bare: list[str | None] = [None] if None in inside else []
        keys = {n.id: _key(diagram, n) for nodes in inside.values() for n in nodes}
        flows = diagram.flows() if process is None else _flows(diagram, nodes)
        return cls((*holders, *bare), inside, _after(diagram, nodes, flows), keys)

    def order(self, scope: str | None) -> tuple[Node, ...]:
        """The flow nodes of a scope as they are walked."""
        return self.walk(scope).order

    def walk(self, scope: str | None) -> Walk:
        """The way through a scope."""
        nodes = {n.id: n for n in self.inside.get(scope, ())}
        after = {id: [t for t in self.after.get(id, ()) if t in nodes] for id in nodes}
        led = {t for targets in after.values() for t in targets}
        firsts = sorted(nodes, key=lambda id: (id in led, *self.keys[id]))
        back = _back(firsts, after)
        return Walk(tuple(nodes[id] for id in _walk(firsts, after, back)), after, frozenset(back))


def _key(diagram: Diagram, node: Node) -> tuple[object, ...]:
    """What starts are sorted by: lane, then file; event sub-processes, which interrupt the rest, come last."""
    lanes = tuple((lane.z, lane.id) for lane in reversed(query.lanes_above(diagram, node.id)))
    return node.family == SUBPROCESS and bool(node.trait("triggered")), lanes, node.z, node.id


def _held(diagram: Diagram, process: Node) -> list[Node]:
    found = [n for n in query.contents(diagram, process.id) if isinstance(n, Node)]
    return [process, *sorted(found, key=lambda n: (n.z, n.id))]


def _flows(diagram: Diagram, nodes: Iterable[Node]) -> list[Flow]:
    found = {flow.id: flow for node in nodes for flow in query.flows_at(diagram, node.id)}
    return sorted(found.values(), key=lambda flow: (flow.z, flow.id))


def _after(diagram: Diagram, nodes: Iterable[Node], flows: Iterable[Flow]) -> dict[str, list[str]]:
    """The nodes after each: what its boundary events set off first, then along its flows in file order."""
    after: dict[str, list[str]] = defaultdict(list)
    for node in nodes:
        if node.host is not None:
            after[node.host].append(node.id)
    for throw, catch in _links(nodes):
        after[throw].append(catch)
    for flow in flows:
        undoes = flow.kind == "association" and _compensates(diagram.get(flow.source), diagram.get(flow.target))
        if flow.kind == "sequenceFlow" or undoes:
            after[flow.source].append(flow.target)
    return after


def _links(nodes: Iterable[Node]) -> list[tuple[str, str]]:
    """From each link event that throws to the one of its name that catches (BPMN 2.0, 10.5.5)."""
    links = [n for n in nodes if n.family == EVENT and n.trait("event") == "link"]
    caught = {(n.parent, n.name): n.id for n in links if n.kind == "intermediateCatchEvent"}
    throws = ((n.id, caught.get((n.parent, n.name))) for n in links if n.kind == "intermediateThrowEvent")
    return [(throw, catch) for throw, catch in throws if catch is not None]


def _compensates(source: object, target: object) -> bool:
    """Whether an association leads from a compensation event to the step that undoes (BPMN 2.0, 10.7)."""
    if not isinstance(source, Node) or not isinstance(target, Node) or source.host is None:
        return False
    return target.family in ACTIVITIES and bool(target.trait("compensation"))


def _walk(firsts: list[str], after: Mapping[str, list[str]], back: set[tuple[str, str]]) -> list[str]:
    """Depth-first, each node once all that leads forward to it has been walked."""
    missing: dict[str, int] = defaultdict(int)
    for id, targets in after.items():
        for target in targets:
            missing[target] += (id, target) not in back
    order: list[str] = []
    seen: set[str] = set()
    for first in firsts:
        waiting = [first] if not missing[first] else []
        while waiting:
            id = waiting.pop()
            if id in seen:
                continue
            seen.add(id)
            order.append(id)
            ready = []
            for target in after.get(id, ()):
                if (id, target) in back:
                    continue
                missing[target] -= 1
                ready += [target] if not missing[target] else []
            waiting += reversed(ready)
    return order


def _back(firsts: list[str], after: Mapping[str, list[str]]) -> set[tuple[str, str]]:
    """The flows that close a loop: they lead to a node that the walk from the first ones has not left yet."""
    back: set[tuple[str, str]] = set()
    state: dict[str, int] = {}
    for first in firsts:
        if first in state:
            continue
        state[first] = 1
        stack = [(first, iter(after.get(first, ())))]
        while stack:
            id, targets = stack[-1]
            target = next(targets, None)
            if target is None:
                state[id] = 2
                stack.pop()
            elif state.get(target) == 1:
                back.add((id, target))
            elif target not in state:
                state[target] = 1
                stack.append((target, iter(after.get(target, ()))))
    return back
