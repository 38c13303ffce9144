"""A map as indented text: each step once, in flow order; branches indented, joins and loops as named jumps.

Two branches that meet go on below both, at the gateway's own level, where nothing else leads to the meeting place from
elsewhere in between (the immediate post-dominator of the gateway); every other way to something is a jump.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import networkx as nx

from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.kinds import CHOREOGRAPHY, EVENT, FLOW_NODES, POOL, SUBPROCESS
from mapper.model.records import Flow, Node
from mapper.outline import lines
from mapper.outline.lines import BOUNDARY, BRANCH, BREAK, INSIDE, JUMP, MESSAGE, STEP, STOP, Line
from mapper.outline.words import CLOSED, DEFAULT, PROCESS, WORDS, marks_of

_DEEPEST = 12
"""Levels of branches in each other; what lies deeper is a chain of its own that a jump leads to, or lines would leave
the screen."""
_INNERMOST = 240
"""Levels of indentation that are written at all; what lies deeper is told as left out."""


@dataclass(frozen=True, slots=True)
class Outline:
    """The text, and what of the map it cannot say: kind of thing → how many. ids: for each line the record that it is
    about, None for those that lead elsewhere or part chains."""

    text: str
    left_out: Mapping[str, int]
    ids: tuple[str | None, ...] = ()


def outline(diagram: Diagram) -> Outline:
    """The text form of a map."""
    writer = _Writer(diagram)
    for process, pool in _processes(diagram):
        writer.section(process, pool)
    for pool in diagram.nodes():
        if pool.family == POOL and pool.id not in writer.titled and not pool.trait("band"):
            writer.section(None, pool)
    writer.messages()
    rows = _tidy(writer.labelled())
    about = {id(row): record for record, row in writer.row_of.items()}
    text = "\n".join(map(lines.written, rows)) + "\n"
    return Outline(text, writer.left_out(), tuple(about.get(id(row)) for row in rows))


def _processes(diagram: Diagram) -> list[tuple[Node, Node | None]]:
    """The processes with something in them or a pool around them, in file order, each with its pool."""
    found = [n for n in diagram.nodes() if n.kind == "process"]
    return [(p, pool) for p in found if (pool := query.pool_of(diagram, p.id)) or query.children(diagram, p.id)]


def _tidy(rows: Iterable[Line]) -> list[Line]:
    """Without empty lines at the start, at the end, and after one another."""
    found: list[Line] = []
    for row in rows:
        if row.sort != BREAK or (found and found[-1].sort not in (BREAK, INSIDE)):
            found.append(row)
    while found and found[-1].sort == BREAK:
        found.pop()
    return found


@dataclass(slots=True)
class _Scope:
    """The flow nodes of a process or sub-process and the ways among them. joins: node → where its branches meet."""

    nodes: dict[str, Node]
    ways: dict[str, list[Flow]]
    joins: dict[str, str]
    hosted: dict[str, list[Node]]
    led: set[str]


@dataclass(slots=True)
class _Writer:
    diagram: Diagram
    rows: list[Line] = field(default_factory=list)
    titled: set[str] = field(default_factory=set)
    row_of: dict[str, Line] = field(default_factory=dict)
    calls: list[tuple[Line, str, str]] = field(default_factory=list)  # line, its field, id that it calls
    told: set[str] = field(default_factory=set)
    later: list[str] = field(default_factory=list)
    above: tuple[str, ...] = ()

    def section(self, process: Node | None, pool: Node | None) -> None:
        """A process: its title where it has a pool, its lanes, its chains."""
        self.rows.append(Line(BREAK))
        if pool is not None:
            closed = [CLOSED] if process is None else []
            words = closed + marks_of(pool)
            title = Line(lines.POOL, 0, pool.name, words=words, owner=self._owner(pool) or self._owner(process))
            self._add(pool.id, title)
            self.titled.add(pool.id)
        elif process is not None and (self.titled or process.name or self._owner(process)):
            title = Line(lines.POOL, 0, process.name, words=[PROCESS], owner=self._owner(process))
            self.rows.append(title)
        if process is not None:
            self.titled.add(process.id)
            self._lanes(process.id, ())
            self._chains(process.id, 0)

    def _lanes(self, holder: str, path: tuple[str, ...]) -> None:
        for lane in query.sublanes(self.diagram, holder):
            own = (*path, lane.name)
            self._add(lane.id, Line(lines.LANE, 0, path=own, owner=self._owner(lane)))
            self._lanes(lane.id, own)

    def _add(self, id: str, row: Line) -> None:
        self.rows.append(row)
        self.row_of[id] = row
        self.told.add(id)

    def _owner(self, node: Node | None) -> str:
        party = query.own_owner(self.diagram, node.id) if node is not None else None
        return party.name if party else ""

    # -- chains --------------------------------------------------------------------------------------------------------

    def _chains(self, holder: str, depth: int) -> None:
        """Everything directly inside a process or sub-process."""
        before, self.above = self.above, ()
        scope = _scope(self.diagram, holder)
        outer, self.later = self.later, []
        firsts = [id for id in scope.nodes if id not in scope.led]
        for first in (*firsts, *scope.nodes):
            if scope.nodes[first].host is None or scope.nodes[first].host not in scope.nodes:
                self._chain_apart(scope, first, depth)
            while self.later:
                self._chain_apart(scope, self.later.pop(0), depth)
        for id in scope.nodes:
            self._chain_apart(scope, id, depth)
        self.later, self.above = outer, before

    def _chain_apart(self, scope: _Scope, id: str, depth: int) -> None:
        if id not in self.row_of:
            self.rows.append(Line(BREAK))
            self._chain(scope, id, depth, depth, ())

    def _chain(self, scope: _Scope, id: str, depth: int, ground: int, stops: tuple[str, ...]) -> None:
        """A step and what follows it. stops: where enclosing branches meet, the innermost last; ground: the depth of
        the process's own chains."""
        while True:
            self._step(scope, scope.nodes[id], depth, ground)
            ways = scope.ways.get(id, [])
            if not ways:
                if stops and scope.nodes[id].kind != "endEvent":
                    self.rows.append(Line(STOP, depth))
                return
            # What follows an end event says so itself: a line below it begins anew.
            if len(ways) == 1 and _plain(ways[0]) and scope.nodes[id].kind != "endEvent":
                self.told.add(ways[0].id)
                follows = self._follow(ways[0].target, depth, stops)
            else:
                follows = self._branches(scope, id, ways, depth, ground, stops)
            if follows is None:
                return
            id = follows

    def _follow(self, target: str, depth: int, stops: tuple[str, ...]) -> str | None:
        """The step after a plain flow, where it stands on the next line; else the jump to it is written."""
        if stops and target == stops[-1]:
            return None
        if target in self.row_of or target in stops:
            self._call(Line(JUMP, depth), "to", target)
            return None
        return target

    def _branches(
        self, scope: _Scope, id: str, ways: list[Flow], depth: int, ground: int, stops: tuple[str, ...]
    ) -> str | None:
        """One block a way out; the step where they meet, if the chain goes on there."""
        join = scope.joins.get(id)
        meets = join is not None and join not in self.row_of and join not in stops
        inner = (*stops, join) if meets and join is not None else stops
        for flow in ways:
            self.told.add(flow.id)
            words = [DEFAULT] if flow.trait("default") else []
            condition = str(flow.trait("condition")) if flow.trait("conditional") or flow.trait("condition") else None
            row = Line(BRANCH, depth + 1, flow.name, words=words, condition=condition)
            if inner and flow.target == inner[-1]:
                self.rows.append(row)
            elif flow.target in self.row_of or flow.target in inner:
                self._call(row, "to", flow.target)
            elif depth + 2 - ground > _DEEPEST * 2:
                self.later.append(flow.target)
                self._call(row, "to", flow.target)
            else:
                self.rows.append(row)
                self._chain(scope, flow.target, depth + 2, ground, inner)
        return join if meets else None

    def _call(self, row: Line, part: str, id: str) -> None:
        self.rows.append(row)
        self.calls.append((row, part, id))

    def _step(self, scope: _Scope, node: Node, depth: int, ground: int) -> None:
        sort = BOUNDARY if node.host in scope.nodes else STEP
        self._add(node.id, self._row(node, sort, depth))
        if node.family == SUBPROCESS and depth < _INNERMOST and query.children(self.diagram, node.id):
            self.rows.append(Line(INSIDE, depth + 1))
            self._lanes(node.id, ())
            self._chains(node.id, depth + 2)
        for event in scope.hosted.get(node.id, []):
            if event.id not in self.row_of:
                self._boundary(scope, event, depth + 1, ground)

    def _boundary(self, scope: _Scope, event: Node, depth: int, ground: int) -> None:
        """A boundary event below its host. Where it leads to is told by jumps: the main way should not begin there."""
        self._add(event.id, self._row(event, BOUNDARY, depth))
        for flow in scope.ways.get(event.id, []):
            self.told.add(flow.id)
            plain = _plain(flow) and len(scope.ways[event.id]) == 1
            if plain:
                self._call(Line(JUMP, depth + 1), "to", flow.target)
            else:
                words = [DEFAULT] if flow.trait("default") else []
                condition = str(flow.trait("condition")) if flow.trait("conditional") else None
                self._call(Line(BRANCH, depth + 1, flow.name, words=words, condition=condition), "to", flow.target)
            self.later.append(flow.target)

    def _row(self, node: Node, sort: str, depth: int) -> Line:
        path = self._path(node, sort)
        word = WORDS.get(node.kind, node.kind)
        usual = _usual(node, sort)
        words = [] if usual else [word]
        if node.family == EVENT and (event := node.trait("event")):
            words.append(str(event))
        words += marks_of(node)
        return Line(sort, depth, node.name, path, words, owner=self._owner(node))

    def _path(self, node: Node, sort: str) -> tuple[str, ...] | None:
        """The lanes a line names: all of a step's; () for a step in none below one in some; None where nothing is to be
        said: a boundary event stands in its host's."""
        lanes = query.lanes_above(self.diagram, node.id) if node.lane else []
        path = tuple(lane.name for lane in reversed(lanes))
        host = self.diagram.get(node.host)
        if sort == BOUNDARY and isinstance(host, Node):
            return None if node.lane in (None, host.lane) else path
        above, self.above = self.above, path
        return path or (() if above else None)

    # -- what the lines call -------------------------------------------------------------------------------------------

    def messages(self) -> None:
        """Message flows, after everything they join."""
        self.rows.append(Line(BREAK))
        for flow in self.diagram.flows():
            if flow.kind == "messageFlow" and flow.source in self.row_of and flow.target in self.row_of:
                row = Line(MESSAGE, 0, flow.name)
                self._call(row, "to", flow.target)
                self.calls.append((row, "frm", flow.source))
                self.told.add(flow.id)

    def labelled(self) -> list[Line]:
        """The lines, with the names that jumps go by; what shares its name, or has none, gets a number."""
        names = Counter(row.name for row in self.row_of.values() if row.sort != lines.LANE)
        for row, part, id in self.calls:
            called = self.row_of.get(id)
            if called is None:
                continue
            if not called.label and (names[called.name] > 1 or not called.name or called.name.startswith("#")):
                called.label = str(1 + sum(bool(other.label) for other in self.row_of.values()))
            setattr(row, part, f"#{called.label}" if called.label else called.name)
        return self.rows

    def left_out(self) -> dict[str, int]:
        """What the text does not say, by kind."""
        silent = ("collaboration", "process", "plane", "party", "anchor", "participant")
        return dict(Counter(r.kind for r in self.diagram.records() if r.id not in self.told and r.kind not in silent))


def _usual(node: Node, sort: str) -> bool:
    """Whether a line without a word for the kind would be read as this kind."""
    if sort == BOUNDARY:
        return node.kind == "boundaryEvent"
    return node.kind == implied(node.name)


def implied(name: str) -> str:
    """The kind of a step that names none: what ends in a question mark is a decision.

    >>> implied("Approved?"), implied("Approve")
    ('exclusiveGateway', 'task')
    """
    return "exclusiveGateway" if name.rstrip().endswith("?") else "task"


def _plain(flow: Flow) -> bool:
    return not (flow.name or flow.trait("condition") or flow.trait("conditional") or flow.trait("default"))


def _scope(diagram: Diagram, holder: str) -> _Scope:
    wanted = FLOW_NODES - {CHOREOGRAPHY}
    nodes = {n.id: n for n in query.children(diagram, holder) if n.family in wanted}
    ways: dict[str, list[Flow]] = defaultdict(list)
    hosted: dict[str, list[Node]] = defaultdict(list)
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(nodes)
    for id, node in nodes.items():
        for flow in query.outgoing(diagram, id):
            if flow.target in nodes:
                ways[id].append(flow)
                graph.add_edge(id, flow.target)
        if node.host in nodes:
            hosted[str(node.host)].append(node)
            graph.add_edge(str(node.host), id)
    led = {target for _source, target in graph.edges}
    return _Scope(nodes, ways, _joins(graph, ways), hosted, led)


def _joins(graph: nx.DiGraph[str], ways: Mapping[str, list[Flow]]) -> dict[str, str]:
    """Where the branches of each split meet: its immediate post-dominator along the flows."""
    back: nx.DiGraph[str] = nx.DiGraph()
    back.add_nodes_from(graph)
    back.add_edges_from((flow.target, flow.source) for flows in ways.values() for flow in flows)
    end = "\0end"
    back.add_edges_from((end, id) for id in graph if not ways.get(id))
    if end not in back:
        return {}
    found = nx.immediate_dominators(back, end)
    return {id: found[id] for id, flows in ways.items() if len(flows) > 1 and found.get(id, end) not in (end, id)}
