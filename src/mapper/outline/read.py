"""Indented text as a map: the records of its pools, lanes, steps and flows, none of them drawn yet.

A line follows the one above it at its level; behind an empty line a new chain begins. A branch's last step goes on to
the line below the branches. What a jump leads to may stand anywhere in the text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from mapper.edit.effects.ids import new_id, prefix
from mapper.edit.verbs import owner
from mapper.model.diagram import Diagram
from mapper.model.kinds import FLOW_NODES, TRAITS
from mapper.model.records import Flow, Node
from mapper.outline.lines import (
    BOUNDARY,
    BRANCH,
    BREAK,
    INSIDE,
    JUMP,
    LANE,
    MESSAGE,
    POOL,
    SIGNS,
    STEP,
    STOP,
    Line,
    OutlineError,
    lines,
)  # fmt: skip
from mapper.outline.words import CLOSED, DEFAULT, EVENT_WORDS, KIND_OF, MARKS, PROCESS, USUAL, WORDS
from mapper.outline.write import implied
from mapper.text import _
from mapper.text.order import folded

COLLABORATION = "Collaboration"
"""Id of the collaboration that a new file has (`bpmn.fresh`), which holds pools and messages."""


@dataclass(slots=True)
class _Item:
    """A line and the lines indented below it."""

    line: Line
    inside: list[_Item] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _End:
    """A step that the next line follows, what the flow to it says, and its place among the flows: a branch's comes
    before those of the branches below it, wherever they lead."""

    node: str
    way: Line | None = None
    z: float | None = None


def build(diagram: Diagram, text: str) -> tuple[str, ...]:
    """Put what a text says on an empty map, as one step that can be undone; the ids of its steps, in order.

    Raises as `numbered`.
    """
    return tuple(id for id in numbered(diagram, text) if diagram.node(id).family in FLOW_NODES)


def numbered(diagram: Diagram, text: str) -> dict[str, int]:
    """The same; the pools, lanes and steps that have a line of their own, each with its number, counted from 1.

    Nothing has a place afterwards (`plane` and `bounds` are None). Raises OutlineError, and then changes nothing.
    """
    items = _nested(lines(text))
    with diagram.transaction(_("Write as text")):
        builder = _Builder(diagram)
        builder.sections(items)
        builder.settle()
        if not builder.steps:
            raise OutlineError(1, _("there is no step in the text"), _("write one on a line of its own"))
    return builder.at


def _nested(rows: Sequence[Line]) -> list[_Item]:
    """Lines below the line they are indented under. An empty line belongs to the level of the line after it."""
    top = _Item(Line(BREAK, -1))
    open_items = [top]
    breaks: list[Line] = []
    for line in rows:
        if line.sort == BREAK:
            breaks.append(line)
            continue
        while open_items[-1].line.depth >= line.depth:
            open_items.pop()
        open_items[-1].inside += [_Item(empty) for empty in breaks[:1]]
        breaks = []
        open_items[-1].inside.append(_Item(line))
        open_items.append(open_items[-1].inside[-1])
    return top.inside


class _Builder:
    def __init__(self, diagram: Diagram) -> None:
        self.diagram = diagram
        self.steps: list[str] = []
        self.at: dict[str, int] = {}  # id → number of the line it was made from
        self.process = ""
        self.count = 0.0
        self.lanes: dict[tuple[str, ...], str] = {}
        self.path: tuple[str, ...] | None = None
        self.called: dict[str, list[str]] = defaultdict(list)
        self.jumps: list[tuple[_End, str, Line, str]] = []  # end, name or number, line, parent
        self.messages: list[Line] = []
        self.parties = {folded(n.name): n.id for n in diagram.nodes() if n.kind == "party"}

    def _next(self) -> float:
        """The place of a new record in the order of the file: as the text names them."""
        self.count += 1.0
        return self.count

    # -- pools and lanes -----------------------------------------------------------------------------------------------

    def sections(self, items: Sequence[_Item]) -> None:
        """The text's pools, one after another; steps before the first pool are a process without one, unless they name
        lanes: those need a pool to stand in."""
        parts: list[tuple[Line | None, list[_Item]]] = [(None, [])]
        for item in items:
            if item.line.sort == POOL:
                parts.append((item.line, list(item.inside)))
            elif item.line.sort == MESSAGE:
                self.messages.append(item.line)
            else:
                parts[-1][1].append(item)
        for title, inside in parts:
            if title is not None or any(item.line.sort != BREAK for item in inside):
                self._section(title, inside)

    def _section(self, title: Line | None, items: list[_Item]) -> None:
        closed = title is not None and CLOSED in title.words
        if closed and any(item.line.sort != BREAK for item in items):
            what = _("a closed pool holds steps")
            raise OutlineError(items[0].line.number, what, _("leave {closed} out").replace("{closed}", CLOSED))
        name = title.name if title is not None else ""
        if not closed:
            self.process = self._put(Node(new_id(self.diagram, "Process"), "process", name, z=self._next()))
        bare = title is not None and PROCESS in title.words
        if bare and title is not None and title.owner:
            self._own(self.process, title.owner)
        if (title is not None or _names_lanes(items)) and not bare:
            pool = Node(new_id(self.diagram, "Participant"), "participant", name, COLLABORATION, z=self._next())
            pool = self._marked(pool.but(ref=None if closed else self.process), title.words if title else [], title)
            self._call(title or Line(POOL), self._put(pool))
            if title is not None and title.owner:
                self._own(pool.id, title.owner)
        self.lanes, self.path = {}, None
        if not closed:
            self._chain(items, [], self.process)

    def _lane(self, path: tuple[str, ...], holder: str) -> str:
        """The lane of a path, made with all above it where nobody has named it yet."""
        at = holder
        for n in range(1, len(path) + 1):
            key = (holder, *path[:n])
            if key not in self.lanes:
                lane = Node(new_id(self.diagram, "Lane"), "lane", path[n - 1], at, z=self._next())
                self.lanes[key] = self._put(lane)
            at = self.lanes[key]
        return at

    # -- chains --------------------------------------------------------------------------------------------------------

    def _chain(self, items: Sequence[_Item], ends: list[_End], holder: str) -> list[_End]:
        """The lines of one level; the ends that what comes after follows."""
        for item in items:
            line = item.line
            if line.sort in (BREAK, STOP):
                ends = []
            elif line.sort == LANE:
                lane = self._lane(line.path or (), holder)
                self.at[lane] = line.number
                if line.owner:
                    self._own(lane, line.owner)
            elif line.sort == JUMP:
                self.jumps += [(end, line.to, line, holder) for end in ends]
                ends = []
            elif line.sort == STEP:
                ends = self._step(item, ends, holder)
            else:
                what = _("a line that begins with {sign} stands under nothing").format(sign=SIGNS[line.sort].strip())
                raise OutlineError(line.number, what, _("indent it below the step it belongs to"))
        return ends

    def _step(self, item: _Item, ends: list[_End], holder: str) -> list[_End]:
        line = item.line
        if line.path is not None:
            self.path = line.path
        lane = self._lane(self.path, holder) if self.path and (line.path or self._level(holder)) else None
        node = self._node(line, holder, implied(line.name))
        self._put(node.but(lane=lane))
        for end in ends:
            self._flow(end, node.id, holder)
        here = _End(node.id)
        branches = [_End(node.id)] if node.kind != "endEvent" else []
        if any(inner.line.sort == BRANCH for inner in item.inside):
            branches = []
        for inner in item.inside:
            branches += self._below(inner, here, holder)
        return branches

    def _level(self, holder: str) -> bool:
        """Whether a step without a lane stands in the lane of the line above: so it does in a process."""
        return self.diagram.node(holder).kind == "process"

    def _below(self, item: _Item, host: _End, holder: str) -> list[_End]:
        """What is indented below a step: its inside, its branches, events on its border."""
        line, inside = item.line, item.inside
        if line.sort == INSIDE:
            if self.diagram.node(host.node).family != "subprocess":
                what = _("only a sub-process has an inside")
                advice = _("write {word} behind its name").replace("{word}", "{sub-process}")
                raise OutlineError(line.number, what, advice)
            outer, self.path = self.path, None
            self._chain(inside, [], host.node)
            self.path = outer
            return []
        if line.sort == BOUNDARY:
            event = self._node(line, holder, "boundaryEvent").but(host=host.node)
            event = event.but(lane=self._lane(line.path, holder) if line.path else self.diagram.node(host.node).lane)
            self._put(event)
            self._rest(inside, _End(event.id), holder)
            return []
        if line.sort == BRANCH:
            end = _End(host.node, line, self._next())
            if line.to:
                self.jumps.append((end, line.to, line, holder))
                return []
            return self._chain(inside, [end], holder)
        if line.sort == BREAK:
            return []
        raise OutlineError(
            line.number, _("the line is indented below a step"), _("begin it with - for a branch, ! for an event on it")
        )

    def _rest(self, items: Sequence[_Item], end: _End, holder: str) -> None:
        """What follows a boundary event: branches, or a chain of its own."""
        branches = [item for item in items if item.line.sort == BRANCH]
        for item in branches:
            self._below(item, end, holder)
        if not branches:
            self._chain(items, [end], holder)

    # -- records -------------------------------------------------------------------------------------------------------

    def _node(self, line: Line, holder: str, usual: str) -> Node:
        kinds = [word for word in line.words if word in KIND_OF or word in WORDS]
        kind = KIND_OF.get(kinds[0], kinds[0]) if kinds else usual
        node = Node(new_id(self.diagram, prefix(kind)), kind, line.name, holder, z=self._next())
        for trait, value in USUAL.get(kind, {}).items():
            node = node.with_trait(trait, value)
        node = self._marked(node, [word for word in line.words if word not in kinds[:1]], line)
        self.steps.append(node.id)
        self._call(line, node.id)
        if line.owner:
            node = node.with_detail("owner", self._party(line.owner))
        return node

    def _marked(self, node: Node, words: Sequence[str], line: Line | None) -> Node:
        for word in words:
            if word in MARKS and node.family in TRAITS[MARKS[word][0]].families:
                node = node.with_trait(*MARKS[word])
            elif word in EVENT_WORDS and node.family in TRAITS["event"].families:
                node = node.with_trait("event", word)
            elif word not in (CLOSED, PROCESS):
                number = line.number if line else 1
                what = _("“{word}” says nothing about {name}").format(word=word, name=node.name or node.kind)
                raise OutlineError(number, what, _advice(word))
        return node

    def _put(self, node: Node) -> str:
        self.diagram.put(node)
        return node.id

    def _party(self, name: str) -> str:
        key = folded(name)
        if key not in self.parties:
            self.parties[key] = owner.add_party(self.diagram, name, "person")
        return self.parties[key]

    def _own(self, id: str, name: str) -> None:
        self.diagram.put(self.diagram.node(id).with_detail("owner", self._party(name)))

    def _flow(self, end: _End, target: str, holder: str) -> None:
        way = end.way or Line(BRANCH)
        flow = Flow(new_id(self.diagram, "Flow"), "sequenceFlow", end.node, target, way.name, holder)
        flow = flow.but(z=self._next() if end.z is None else end.z)
        if DEFAULT in way.words:
            flow = flow.with_trait("default", True)
        if way.condition is not None:
            flow = flow.with_trait("conditional", True).with_trait("condition", way.condition)
        self.diagram.put(flow)

    # -- what is called by name ----------------------------------------------------------------------------------------

    def _call(self, line: Line, id: str) -> None:
        if line.number:
            self.at[id] = line.number
        if line.label:
            self.called[f"#{line.label}"].append(id)
        self.called[line.name].append(id)

    def settle(self) -> None:
        """Lead jumps and messages to what they name."""
        for end, to, line, holder in self.jumps:
            self._flow(end, self._found(to, line), holder)
        for line in self.messages:
            ends = self._found(line.frm, line), self._found(line.to, line)
            flow = Flow(new_id(self.diagram, "Flow"), "messageFlow", *ends, line.name, COLLABORATION, z=self._next())
            self.diagram.put(flow)

    def _found(self, name: str, line: Line) -> str:
        alike = (found for key, found in self.called.items() if folded(key) == folded(name))
        ids = self.called.get(name) or [id for found in alike for id in found]
        if len(ids) == 1:
            return ids[0]
        if ids:
            what = _("{count} steps are called “{name}”").format(count=len(ids), name=name)
            raise OutlineError(line.number, what, _("number the one that is meant, {#1}, and write -> #1"))
        near = get_close_matches(name, [key for key in self.called if key], 1)
        advice = _("did you mean “{name}”?").format(name=near[0]) if near else ""
        advice = advice or _("write it as it stands in its own line")
        raise OutlineError(line.number, _("nothing is called “{name}”").format(name=name), advice)


def _names_lanes(items: Sequence[_Item]) -> bool:
    waiting = list(items)
    while waiting:
        item = waiting.pop()
        if item.line.sort == LANE or item.line.path is not None:
            return True
        waiting += item.inside
    return False


def _advice(word: str) -> str:
    near = get_close_matches(word, [*KIND_OF, *EVENT_WORDS, *MARKS], 1)
    if near:
        return _("did you mean “{name}”?").format(name=near[0])
    return _("use one of {words}").format(words=", ".join(KIND_OF))
