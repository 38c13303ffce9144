"""How long a process takes: processing and waiting along its paths, the critical path, rework, what no path reaches.

Forward, a process has no circles: the flows that close a loop (`numbering.Walk.back`) are rework and told apart. At a
choice one branch is taken, as often as its flow says and else as often as its siblings; after a parallel split all
are, and what follows waits for the slowest. Times are minutes; a step without times counts as none and is counted.
A sub-process takes what is recorded on it, else what its inside takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import networkx as nx

from mapper.analysis.numbering import Walk, Ways
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.kinds import ACTIVITIES, EVENT, GATEWAY, SUBPROCESS
from mapper.model.records import Node
from mapper.text import durations

Choice = Literal["shortest", "longest", "expected"]
CHOICES: tuple[Choice, ...] = ("shortest", "expected", "longest")


class Span(NamedTuple):
    """Minutes of processing and of waiting."""

    processing: float = 0.0
    waiting: float = 0.0

    @property
    def whole(self) -> float:
        """Both together: what passes on the clock."""
        return self.processing + self.waiting

    def plus(self, other: Span) -> Span:
        return Span(self.processing + other.processing, self.waiting + other.waiting)

    def times(self, factor: float) -> Span:
        return Span(self.processing * factor, self.waiting * factor)


NOTHING = Span()


@dataclass(frozen=True, slots=True)
class Way:
    """A way from a start to an end, its nodes in order, and what it takes: of parallel branches the slowest."""

    nodes: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Loop:
    """A flow back: from which node to which, all that is done again, how often out of a hundred times one goes back
    (by the probabilities of the branches that lead there), what one more round takes, and what it adds on average."""

    source: Node
    target: Node
    nodes: tuple[Node, ...]
    chance: float
    span: Span
    added: Span


@dataclass(frozen=True, slots=True)
class Times:
    """shortest, longest: a way each, None for a process without nodes; the longest is the critical path. expected: by
    the probabilities of branches and with rework. silent: steps without times. unreached: steps no path leads to."""

    shortest: Way | None = None
    longest: Way | None = None
    expected: Span = NOTHING
    loops: tuple[Loop, ...] = ()
    silent: tuple[Node, ...] = ()
    unreached: tuple[Node, ...] = ()


def times(diagram: Diagram, process: Node) -> Times:
    """What a process takes, its sub-processes included."""
    ways = Ways.of(diagram, process)
    scopes: dict[str | None, _Scope] = {}
    # The innermost first: a sub-process takes what its inside does.
    for scope in reversed(_scopes(ways, process.id)):
        scopes[scope] = _Scope(diagram, ways.walk(scope), scopes)
    top = scopes[process.id]
    every = list(scopes.values())
    silent = tuple(n for one in every for n in one.walk.order if _is_silent(n, scopes))
    unreached = tuple(n for one in every for n in one.unreached())
    loops = tuple(loop for one in every for loop in one.loops)
    return Times(top.way("shortest"), top.way("longest"), top.whole["expected"], loops, silent, unreached)


def _scopes(ways: Ways, process: str) -> list[str | None]:
    found: list[str | None] = [process]
    for scope in found:
        found += [n.id for n in ways.inside.get(scope, ()) if ways.inside.get(n.id)]
    return found


def _own(node: Node) -> Span | None:
    """What is recorded of a node itself; a timer waits for what it says."""
    kept = [node.details.get(key) for key in ("processingTime", "waitingTime")]
    if any(isinstance(value, int | float) for value in kept):
        processing, waiting = (float(value) if isinstance(value, int | float) else 0.0 for value in kept)
        return Span(processing, waiting)
    if node.family == EVENT and node.host is None and node.trait("timer") == "duration":
        return Span(0.0, durations.minutes(str(node.trait("time"))) or 0.0)
    return None


def _is_silent(node: Node, scopes: Mapping[str | None, object]) -> bool:
    return node.family in ACTIVITIES and _own(node) is None and node.id not in scopes


@dataclass(slots=True)
class _Scope:
    """One level of a process: what is reached in which time, forward."""

    diagram: Diagram
    walk: Walk
    inner: Mapping[str | None, _Scope]
    nodes: dict[str, Node] = field(init=False)
    before: dict[str, list[str]] = field(init=False)
    chances: dict[tuple[str, str], float] = field(init=False)
    reach: dict[str, float] = field(init=False)
    done: dict[Choice, dict[str, Span]] = field(init=False)
    came: dict[Choice, dict[str, str]] = field(init=False)
    loops: list[Loop] = field(init=False)
    whole: dict[Choice, Span] = field(init=False)

    def __post_init__(self) -> None:
        self.nodes = {node.id: node for node in self.walk.order}
        self.before = {id: [] for id in self.nodes}
        for id, targets in self.walk.after.items():
            for target in targets:
                if (id, target) not in self.walk.back and target in self.before:
                    self.before[target].append(id)
        self.chances = self._chances()
        self.reach = self._reached()
        self.done, self.came = {}, {}
        for choice in CHOICES:
            self._pass(choice)
        self.loops = [self._loop(source, target) for source, target in sorted(self.walk.back)]
        self.whole = {choice: self._end(choice)[1] for choice in CHOICES}
        for loop in self.loops:
            self.whole["expected"] = self.whole["expected"].plus(loop.added)

    def way(self, choice: Choice) -> Way | None:
        """The nodes of the shortest or longest way."""
        at, span = self._end(choice)
        found: list[str] = []
        while at:
            found.append(at)
            at = self.came[choice].get(at, "")
        return Way(tuple(self.nodes[id] for id in reversed(found)), span) if found else None

    def unreached(self) -> list[Node]:
        """The steps that no path from a start leads to; nothing is said where a start is only meant."""
        starts = [id for id, node in self.nodes.items() if _begins(node)]
        if not starts and not any(not before for before in self.before.values()):
            return []
        if not any(self.nodes[id].kind == "startEvent" for id in starts):
            return []
        ways: nx.DiGraph[str] = nx.DiGraph()
        ways.add_nodes_from(self.nodes)
        ways.add_edges_from((id, target) for id, targets in self.walk.after.items() for target in targets)
        reached = set(starts).union(*(nx.descendants(ways, id) for id in starts))
        return [n for id, n in self.nodes.items() if id not in reached and n.family in ACTIVITIES]

    # -- forward ---------------------------------------------------------------------------------------------------

    def _span(self, node: Node, choice: Choice) -> Span:
        own = _own(node)
        if own is not None:
            return own
        inside = self.inner.get(node.id)
        return inside.whole[choice] if inside is not None and node.family == SUBPROCESS else Span()

    def _pass(self, choice: Choice) -> None:
        done, came = dict[str, Span](), dict[str, str]()
        self.done[choice], self.came[choice] = done, came
        for id, node in self.nodes.items():
            arrived = Span()
            before = self.before[id]
            if before:
                first = self._first(id, choice, done)
                came[id], arrived = first, done[first]
                if choice == "expected" and not self._waits(node):
                    arrived = self._average(id, done)
            done[id] = arrived.plus(self._span(node, choice))

    def _first(self, id: str, choice: Choice, done: Mapping[str, Span]) -> str:
        """The node before by which one comes: after a parallel split the slowest."""
        slowest = self._waits(self.nodes[id]) or choice != "shortest"
        pick = max if slowest else min
        usual = [one for one in self.before[id] if self.reach[one] * self.chances.get((one, id), 0.0)]
        return pick(usual or self.before[id], key=lambda one: (done[one].whole, one))

    def _average(self, id: str, done: Mapping[str, Span]) -> Span:
        weights = {one: self.reach[one] * self.chances.get((one, id), 0.0) for one in self.before[id]}
        total = sum(weights.values())
        if not total:
            return done[self.before[id][0]]
        spans = (done[one].times(weight / total) for one, weight in weights.items())
        return _added(spans)

    def _waits(self, node: Node) -> bool:
        """Whether all that arrive are waited for."""
        return node.kind in ("parallelGateway", "inclusiveGateway", "complexGateway") and len(self.before[node.id]) > 1

    def _end(self, choice: Choice) -> tuple[str, Span]:
        """The last node of a way and what the way takes. Several ends are ends of choices, unless a parallel split
        leads to them; then the slowest counts."""
        done = self.done[choice]
        again = {source for source, _target in self.walk.back}
        ends = [id for id in self.nodes if not self._forward(id) and id not in again and self.reach.get(id, 0) > 0]
        if not ends:
            return "", Span()
        if choice == "expected":
            total = sum(self.reach[id] for id in ends)
            slowest = max(ends, key=lambda id: done[id].whole)
            if total > 1.001:
                return slowest, done[slowest]
            return slowest, _added(done[id].times(self.reach[id] / total) for id in ends)
        if sum(self.reach[id] for id in ends) > 1.001:
            return max(((id, done[id]) for id in ends), key=lambda end: end[1].whole)
        pick = min if choice == "shortest" else max
        return pick(((id, done[id]) for id in ends), key=lambda end: (end[1].whole, end[0]))

    def _forward(self, id: str) -> list[str]:
        return [t for t in self.walk.after.get(id, ()) if (id, t) not in self.walk.back and t in self.nodes]

    # -- chances ---------------------------------------------------------------------------------------------------

    def _said(self, source: str, target: str) -> float | None:
        for flow in query.outgoing(self.diagram, source):
            chance = flow.details.get("probability")
            if flow.target == target and isinstance(chance, int | float):
                return min(max(float(chance) / 100, 0.0), 1.0)
        return None

    def _chances(self) -> dict[tuple[str, str], float]:
        """How often each flow is taken by what reaches its source, those back among them."""
        found: dict[tuple[str, str], float] = {}
        for id, node in self.nodes.items():
            # What a boundary event sets off is an exception: how often is not said, and none counts as the usual way.
            targets = [t for t in self.walk.after.get(id, ()) if t in self.nodes and self.nodes[t].host != id]
            found.update(((id, t), 0.0) for t in self.walk.after.get(id, ()) if t not in targets)
            if node.family != GATEWAY or node.kind == "parallelGateway":
                found.update(((id, t), 1.0) for t in targets)
                continue
            said = {t: self._said(id, t) for t in targets}
            left = max(0.0, 1.0 - sum(chance for chance in said.values() if chance is not None))
            open_ = [t for t, chance in said.items() if chance is None]
            total = sum(chance for chance in said.values() if chance is not None) + (left if open_ else 0.0)
            for target, chance in said.items():
                each = chance if chance is not None else left / len(open_)
                found[id, target] = each / total if total else 1 / len(targets)
        return found

    def _reached(self) -> dict[str, float]:
        """How often each node is reached the first time round once the process has begun; at most once. What goes back
        is not counted again, so that only how these figures stand to each other says something."""
        found: dict[str, float] = {}
        for id, node in self.nodes.items():
            before = self.before[id]
            if not before:
                found[id] = 1.0
            elif self._waits(node):
                found[id] = max(found[one] for one in before)
            else:
                found[id] = min(1.0, sum(found[one] * self.chances.get((one, id), 0.0) for one in before))
        return found

    # -- rework ----------------------------------------------------------------------------------------------------

    def _loop(self, source: str, target: str) -> Loop:
        ways: nx.DiGraph[str] = nx.DiGraph()
        ways.add_nodes_from(self.nodes)
        ways.add_edges_from((id, t) for id in self.nodes for t in self._forward(id))
        later: set[str] = nx.descendants(ways, target)
        earlier: set[str] = nx.ancestors(ways, source)
        inside = (later | {target}) & (earlier | {source})
        nodes = tuple(node for id, node in self.nodes.items() if id in inside)
        done = self.done["expected"]
        before = done[target].plus(self._span(self.nodes[target], "expected").times(-1))
        span = Span(*(max(0.0, one - other) for one, other in zip(done[source], before, strict=True)))
        gone = self.reach[source] * self.chances.get((source, target), 0.0)
        often = min(gone / self.reach[target], 0.99) if self.reach[target] else 0.0
        # One round in p, then again one in p of those: p / (1 - p) rounds on average.
        added = span.times(self.reach[target] * often / (1 - often))
        return Loop(self.nodes[source], self.nodes[target], nodes, round(often * 100, 1), span, added)


def _begins(node: Node) -> bool:
    """Whether something begins at a node by itself: starts, event sub-processes, what compensates."""
    return node.kind == "startEvent" or bool(node.family in ACTIVITIES and (
        node.trait("compensation") or (node.family == SUBPROCESS and node.trait("triggered"))
    ))  # fmt: skip


def _added(spans: Iterable[Span]) -> Span:
    whole = Span()
    for span in spans:
        whole = whole.plus(span)
    return whole
