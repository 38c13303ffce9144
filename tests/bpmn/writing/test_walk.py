"""Random edits of a map, written and read back: what is read is what the map was, and the file stays valid."""

import random
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from mapper import bpmn
from mapper.arrange.missing.draw import lacks_places
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.kinds import ACTIVITIES, EVENT, FLOW_NODES, GATEWAY, LANE, SUBPROCESS
from mapper.model.records import Flow, Node, Record

NAMES = ("", "Plain", "Q\"uo'te & <tag>", "two\nlines", "Ærø → 漢字", "]]>")


class Walk:
    """A diagram, a generator of chances, and the edits that it may choose."""

    def __init__(self, data: bytes, seed: int) -> None:
        self.source = bpmn.read(data)
        self.diagram = Diagram(self.source.records)
        self.chance = random.Random(seed)
        self.count = 0

    def step(self) -> None:
        edits = [self.rename, self.place, self.append, self.drop, self.lane, self.retype, self.own, self.mark]
        edits.append(self.bend)
        with self.diagram.transaction("step"):
            self.chance.choice(edits)()
        if self.chance.random() < 0.2:
            self.diagram.undo()

    def pick(self, *families: str) -> Node | None:
        found = [n for n in self.diagram.nodes() if n.family in families]
        return self.chance.choice(found) if found else None

    def flow(self, *kinds: str) -> Flow | None:
        found = [f for f in self.diagram.flows() if f.kind in kinds]
        return self.chance.choice(found) if found else None

    def new(self, stem: str) -> str:
        self.count += 1
        return f"{stem}_new{self.count}"

    def rename(self) -> None:
        record: Record | None = self.pick(*FLOW_NODES, LANE, "pool", "artifact") or self.flow("sequenceFlow")
        if record is not None and record.kind != "group":
            self.diagram.put(record.but(name=self.chance.choice(NAMES)))

    def place(self) -> None:
        node = self.pick(*FLOW_NODES)
        if node is not None and node.bounds is not None:
            label = self.chance.choice((None, Rect(1, 2.5, 30, 14)))
            self.diagram.put(node.but(bounds=node.bounds.moved(self.chance.randint(-50, 50), 0.25), label=label))
            self.follow(node.id)

    def bend(self) -> None:
        flow = self.flow("sequenceFlow", "messageFlow", "association")
        if flow is not None and flow.plane is not None:
            inner = [Point(self.chance.randint(0, 900), 7.5) for _ in range(self.chance.randint(0, 3))]
            self.diagram.put(flow.but(points=(self.at(flow.source), *inner, self.at(flow.target))))
            self.follow(flow.id)

    def at(self, id: str) -> Point:
        """Where a line to something may end: a line that ends far from it would count as not drawn."""
        record = self.diagram.get(id)
        if isinstance(record, Flow):
            return record.points[0] if record.points else Point(0, 0)
        return Point(0, 0) if record is None or record.bounds is None else record.bounds.center

    def follow(self, id: str) -> None:
        """Let the lines that end on something, and those on them, end where it is."""
        for name in self.diagram.index.flows_at(id):
            flow = self.diagram.flow(name)
            if len(flow.points) > 1:
                points = (self.at(flow.source), *flow.points[1:-1], self.at(flow.target))
                self.diagram.put(flow.but(points=points))
                self.follow(name)

    def append(self) -> None:
        source = self.pick(*ACTIVITIES, GATEWAY)
        if source is None or source.plane is None or source.bounds is None:
            return
        kind = self.chance.choice(("task", "userTask", "exclusiveGateway", "endEvent", "subProcess"))
        box = source.bounds.moved(150, 0)
        node = Node(self.new("N"), kind, "new", source.parent, source.lane, plane=source.plane, bounds=box)
        self.diagram.put(node)
        ends = Flow(self.new("F"), "sequenceFlow", source.id, node.id, parent=source.parent, plane=source.plane)
        self.diagram.put(ends.but(points=(source.bounds.center, box.center)))

    def drop(self) -> None:
        node = self.pick(*FLOW_NODES, "artifact")
        if node is None:
            return
        doomed: dict[str, None] = {}
        todo = [node.id]
        while todo:
            id = todo.pop()
            if id not in doomed:
                doomed[id] = None
                todo += [*self.diagram.index.flows_at(id), *(r.id for r in query.contents(self.diagram, id))]
                todo += [boundary_event.id for boundary_event in query.boundary_events(self.diagram, id)]
        while doomed:
            for id in [id for id in doomed if not self.diagram.index.referrers(id)]:
                self.diagram.drop(id)
                del doomed[id]

    def lane(self) -> None:
        node = self.pick(*ACTIVITIES)
        lanes = [n.id for n in self.diagram.nodes() if n.family == LANE]
        if node is not None and node.lane is not None and node.host is None:
            self.diagram.put(node.but(lane=self.chance.choice([*lanes, None])))

    def retype(self) -> None:
        node = self.pick("task")
        if node is not None:
            bare = node.but(traits={k: v for k, v in node.traits.items() if k in ("loop", "compensation", "fill")})
            self.diagram.put(bare.but(kind=self.chance.choice(("task", "manualTask", "scriptTask", "callActivity"))))

    def own(self) -> None:
        node = self.pick(*ACTIVITIES, LANE, EVENT)
        if node is None:
            return
        party = self.pick("party")
        if party is None or self.chance.random() < 0.3:
            party = Node(self.new("R"), "party", "Somebody", details={"weeklyHours": 30.0})
            self.diagram.put(party)
        owner = self.chance.choice((party.id, None))
        text = self.chance.choice(("", "a\n b"))
        self.diagram.put(node.with_detail("owner", owner).with_detail("documentation", text))

    def mark(self) -> None:
        node = self.pick(*ACTIVITIES)
        if node is not None:
            loop = self.chance.choice(("", "standard", "parallel", "sequential"))
            self.diagram.put(node.with_trait("loop", loop).with_trait("fill", self.chance.choice(("", "#a1b2c3"))))


def differences(before: Diagram, after: Diagram) -> list[str]:
    found = [f"{id} is there only once" for id in {r.id for r in before.records()} ^ {r.id for r in after.records()}]
    for record in before.records():
        other = after.get(record.id)
        for field in record.__slots__ if other is not None else ():
            mine, theirs = getattr(record, field), getattr(other, field)
            if field in ("traits", "details"):
                mine, theirs = dict(mine), dict(theirs)
            if field != "z" and not alike(mine, theirs):
                found.append(f"{record.id}.{field}: {mine!r} {theirs!r}")
    return found


def alike(mine: object, theirs: object) -> bool:
    if isinstance(mine, tuple) and isinstance(theirs, tuple):
        return len(mine) == len(theirs) and all(alike(a, b) for a, b in zip(mine, theirs, strict=True))
    if isinstance(mine, float | int) and isinstance(theirs, float | int):
        return abs(mine - theirs) < 0.01
    return mine == theirs


def _check(data: bytes, seed: int, steps: int, schema: etree.XMLSchema) -> None:
    walk = Walk(data, seed)
    for _ in range(steps):
        walk.step()
    # when the map is written and read back
    after = bpmn.write(walk.source, walk.diagram.records())
    again = Diagram(bpmn.read(after).records)
    # then it is the same map, a valid file still, and with everything undone the same bytes
    assert not differences(walk.diagram, again)
    if schema.validate(etree.fromstring(data)):
        assert schema.validate(etree.fromstring(after)), schema.error_log
    while walk.diagram.undo():
        pass
    assert bpmn.write(walk.source, walk.diagram.records()) == data


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6), steps=st.integers(1, 30))
def test_random_edits_come_back(repair: bytes, schema: etree.XMLSchema, seed: int, steps: int) -> None:
    _check(repair, seed, steps, schema)


def test_random_edits_of_other_tools_files_come_back(corpus: Path, schema: etree.XMLSchema) -> None:
    files = sorted(corpus.rglob("*.bpmn"))
    for number, file in enumerate(files[::7] if len(files) > 50 else files):
        data = file.read_bytes()
        source = bpmn.read(data)
        if not source.repaired and not source.base.twins and not lacks_places(Diagram(source.records)):
            _check(data, number, 12, schema)


@pytest.mark.parametrize("share", range(7))
def test_one_edit_changes_only_its_own_facts(corpus: Path, facts: ModuleType, xsd: Path, share: int) -> None:
    """By the scorer's facts: a rename loses one attribute, a move one place, in every seventh file."""
    known = facts_schema(facts, xsd)
    for file in sorted(corpus.rglob("*.bpmn"))[share * 5 :: 35]:
        source = bpmn.read(file.read_bytes())
        data = bpmn.write(source, source.records)  # where the file was repaired, what came of it
        step = next((r for r in source.records if r.family in ACTIVITIES | {EVENT} and r.name and r.plane), None)
        if not isinstance(step, Node) or step.bounds is None:
            continue
        changes = {"attr": step.but(name="New name"), "di_bounds": step.but(bounds=step.bounds.moved(40, 10))}
        for fact, record in changes.items():
            after = bpmn.write(source, [record if r is step else r for r in source.records])
            result = facts.compare(facts.parse(data)[0], facts.parse(after)[0], known)
            assert [sort for sort, _ in result.losses] == [fact], (file.name, result.losses)


def facts_schema(facts: ModuleType, xsd: Path) -> object:
    return sys.modules["bpmn_schema"].Schema(str(xsd))


def test_a_sub_process_and_what_is_in_it_go_and_come(repair: bytes) -> None:
    source = bpmn.read(repair)
    diagram = Diagram(source.records)
    inside = next(n for n in diagram.nodes() if n.family == SUBPROCESS)
    with diagram.transaction("drop"):
        for id in ("f3", "f5", "f6", "open", "close", inside.id):
            diagram.drop(id)
    without = bpmn.write(source, diagram.records())
    assert b'"open"' not in without
    diagram.undo()
    assert bpmn.write(source, diagram.records()) == repair
