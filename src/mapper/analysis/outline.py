"""A process as text: its steps in the order of their numbers, choices as branches that one can follow with a finger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import networkx as nx

from mapper.analysis.mandates import one_line
from mapper.analysis.numbering import Walk, Ways
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.kinds import ACTIVITIES, GATEWAY
from mapper.model.records import Flow, Node

Sort = Literal["step", "choice", "parallel", "event", "start", "end", "branch"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line. depth: how many choices it lies in. label: the answer that leads here, or ""; chance: its probability
    (%). goes: the nodes one goes on with where that is not the next line; for a "branch" that only leads on, `node` is
    the choice.
    """

    sort: Sort
    depth: int
    node: Node
    label: str = ""
    chance: float | None = None
    goes: tuple[Node, ...] = ()


def outline(diagram: Diagram, process: Node) -> list[Line]:
    """The lines of a process, the steps of a sub-process one deeper than it."""
    ways = Ways.of(diagram, process)
    found: list[Line] = []
    # A stack of its own: sub-processes nest deeper than Python recurses.
    waiting: list[tuple[str, int, Iterator[Line]]] = [(process.id, 0, _lines(diagram, ways.walk(process.id)))]
    while waiting:
        _scope, depth, lines = waiting[-1]
        line = next(lines, None)
        if line is None:
            waiting.pop()
            continue
        found.append(replace(line, depth=line.depth + depth))
        if line.sort == "step" and ways.inside.get(line.node.id):
            inner = _lines(diagram, ways.walk(line.node.id))
            waiting.append((line.node.id, depth + line.depth + 1, inner))
    return found


def _lines(diagram: Diagram, walk: Walk) -> Iterator[Line]:
    depths = _depths(walk)
    told = _Told(walk)
    shown = [node for node in walk.order if _sort(node, walk) is not None]
    before = _before(walk)
    for at, node in enumerate(shown):
        following = shown[at + 1] if at + 1 < len(shown) else None
        sort = _sort(node, walk)
        label, chance = _answer(diagram, walk, before, node)
        flows = [f for f in query.outgoing(diagram, node.id) if f.target in walk.after]
        if sort in ("choice", "parallel"):
            yield Line(sort, depths[node.id], node, label, chance)
            for flow in flows:
                if depths[flow.target] <= depths[node.id] or (node.id, flow.target) in walk.back:
                    yield Line("branch", depths[node.id] + 1, node, *_said(flow), tuple(told(flow.target)))
        elif sort is not None:
            aims = [n for flow in flows for n in told(flow.target)]
            yield Line(sort, depths[node.id], node, label, chance, tuple(n for n in aims if n is not following))


def _sort(node: Node, walk: Walk) -> Sort | None:
    """How a node is told of; None for one that is only passed through."""
    targets = walk.after.get(node.id, [])
    if node.family in ACTIVITIES:
        return "step"
    if node.family == GATEWAY:
        if len(targets) < 2:
            return None
        return "parallel" if node.kind == "parallelGateway" else "choice"
    if node.kind == "endEvent":
        return "end" if node.name.strip() else None
    if node.kind == "startEvent":
        return "start" if node.name.strip() else None
    return "event" if node.name.strip() else None


def _before(walk: Walk) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {id: [] for id in walk.after}
    for id, targets in walk.after.items():
        for target in targets:
            if (id, target) not in walk.back:
                found[target].append(id)
    return found


def _depths(walk: Walk) -> dict[str, int]:
    """How many choices each node lies in: one more than the choice it follows; a join is as deep as its split."""
    root = "\0"
    ways: nx.DiGraph[str] = nx.DiGraph()
    ways.add_node(root)
    before = _before(walk)
    for node in walk.order:
        for source in before[node.id] or [root]:
            ways.add_edge(source, node.id)
    doms = dict(nx.immediate_dominators(ways, root))
    depths = {root: 0}
    for node in walk.order:
        above = doms[node.id]
        branches = len([t for t in walk.after.get(above, ()) if (above, t) not in walk.back])
        # Boundary events branch off their host without asking.
        deeper = len(before[node.id]) == 1 and (branches > 1 or node.host is not None) and above != root
        main = deeper and node.host is None and _is_step(walk, above)
        depths[node.id] = depths[above] + (1 if deeper and not main else 0)
    return depths


def _is_step(walk: Walk, id: str) -> bool:
    """Whether a node only seems to branch, for boundary events hang on it: what follows it is no deeper."""
    node = next((n for n in walk.order if n.id == id), None)
    targets = walk.after.get(id, [])
    hung = {n.id for n in walk.order if n.host == id}
    return node is not None and len([t for t in targets if t not in hung]) < 2


def _answer(diagram: Diagram, walk: Walk, before: Mapping[str, list[str]], node: Node) -> tuple[str, float | None]:
    """What leads from a choice to a node, and how often, through nodes that are not told of."""
    at = node.id
    seen: set[str] = set()
    while len(before[at]) == 1 and at not in seen:
        seen.add(at)
        above = before[at][0]
        flow = next((f for f in query.outgoing(diagram, above) if f.target == at), None)
        if flow is not None and any(said := _said(flow)):
            return said
        source = diagram.get(above)
        if not isinstance(source, Node) or _sort(source, walk) is not None:
            break
        at = above
    return "", None


def _said(flow: Flow) -> tuple[str, float | None]:
    chance = flow.details.get("probability")
    label = one_line(flow.name) or one_line(str(flow.trait("condition")))
    return label, float(chance) if isinstance(chance, int | float) else None


class _Told:
    """The nodes that are told of first from a node on, itself included."""

    def __init__(self, walk: Walk) -> None:
        self._walk = walk
        self._nodes = {node.id: node for node in walk.order}

    def __call__(self, id: str) -> list[Node]:
        found: dict[str, Node] = {}
        seen: set[str] = set()
        waiting = [id]
        while waiting:
            at = waiting.pop()
            if at in seen:
                continue
            seen.add(at)
            if _sort(self._nodes[at], self._walk) is not None:
                found[at] = self._nodes[at]
            else:
                waiting += reversed(self._walk.after.get(at, []))
        return list(found.values())
