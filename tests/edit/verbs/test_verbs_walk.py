"""A random walk over all verbs: each step undone and redone exactly, every map sound, and the file says the same."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.helpers import maps
from tests.helpers.maps import PLANE

from mapper import bpmn
from mapper.edit.effects import rules
from mapper.edit.paste import clipboard
from mapper.edit.structure import lanes
from mapper.edit.verbs import align, connect, create, delete, label, move, owner, replace, resize, space
from mapper.model import query
from mapper.model.details import DETAILS
from mapper.model.diagram import Diagram, ModelError
from mapper.model.geometry import Point, Rect
from mapper.model.kinds import KINDS
from mapper.model.records import Flow

STEPS = [k for k, row in KINDS.items() if row.is_flow_node and row.family not in ("choreography", "subprocess")]
SHAPES = [*STEPS, "subProcess", "dataObjectReference", "dataStoreReference", "textAnnotation", "group"]


class Walk:
    """A map and a hand that does random things to it."""

    def __init__(self, seed, diagram):
        self.dice = random.Random(seed)
        random.seed(seed)  # new ids are random too
        self.diagram = diagram
        self.verbs = [name for name in dir(self) if name.startswith("do_")]

    def step(self):
        name = self.dice.choice(self.verbs)
        try:
            getattr(self, name)()
        except ModelError:
            raise
        except (rules.Refused, IndexError, ValueError) as refused:
            return f"{name}: {refused}"
        return name

    def one(self, *families):
        drawn = [n.id for n in self.diagram.nodes() if n.bounds and (not families or n.family in families)]
        return self.dice.choice(drawn)

    def some(self, *families):
        return [self.one(*families) for _ in range(self.dice.randint(1, 4))]

    def place(self):
        return Point(self.dice.randrange(0, 1500, 5), self.dice.randrange(0, 1200, 5))

    def plane(self):
        return self.dice.choice([p.id for p in query.planes(self.diagram)])

    def far(self):
        return self.dice.randrange(-200, 200, 5)

    def do_create(self):
        create.shape(self.diagram, self.dice.choice(SHAPES), self.place(), self.plane())

    def do_pool(self):
        if len([n for n in self.diagram.nodes() if n.family == "pool"]) < 4:
            names = ["A", "B", "C"][: self.dice.randint(0, 3)]
            create.pool(self.diagram, self.place(), self.plane(), "P", names, closed=self.dice.random() < 0.2)

    def do_append(self):
        create.append(self.diagram, self.one(), self.dice.choice(STEPS))

    def do_insert(self):
        flow = self.dice.choice([f.id for f in self.diagram.flows()])
        create.insert(self.diagram, flow, self.dice.choice(STEPS))

    def do_boundary(self):
        create.boundary(self.diagram, self.one(), self.dice.choice(["timer", "error"]))

    def do_annotate(self):
        create.annotation(self.diagram, self.dice.choice([r.id for r in self.diagram.records()]), "note")

    def do_connect(self):
        connect.flow(self.diagram, self.one(), self.one())

    def do_reconnect(self):
        flow = self.dice.choice([f.id for f in self.diagram.flows()])
        connect.reconnect(self.diagram, flow, self.dice.choice(["source", "target"]), self.one())

    def do_default(self):
        connect.set_default(self.diagram, self.dice.choice([f.id for f in self.diagram.flows()]))

    def do_move(self):
        move.move_by(self.diagram, self.some(), self.far(), self.far())

    def do_move_steps(self):
        move.move_by(self.diagram, self.some("task", "event", "gateway", "data"), self.far(), self.far())

    def do_resize(self):
        id = self.one()
        box = self.diagram.node(id).bounds
        resize.resize_to(self.diagram, id, Rect(box.x, box.y, abs(box.w + self.far()), abs(box.h + self.far())))

    def do_lane(self):
        lanes.add(self.diagram, self.one("lane", "pool"), self.dice.choice(["above", "below", "inside"]), "L")

    def do_split(self):
        lanes.split(self.diagram, self.one("lane", "pool"), self.dice.randint(2, 3))

    def do_move_lane(self):
        lanes.move(self.diagram, self.one("lane"), self.dice.choice([-2, -1, 1, 2]))

    def do_remove_lane(self):
        lanes.remove(self.diagram, self.one("lane"))

    def do_space(self):
        axis = self.dice.choice("xy")
        space.make(self.diagram, self.plane(), axis, self.dice.randrange(0, 1000), self.far())

    def do_rename(self):
        record = self.dice.choice([r for r in self.diagram.records() if r.family != "party"])
        label.rename(self.diagram, record.id, f"Name {self.dice.randint(1, 99)} æ<&>")

    def do_label(self):
        id = self.dice.choice([f.id for f in self.diagram.flows()] + [self.one("event", "gateway")])
        label.place(self.diagram, id, Rect(*self.place(), 60, 14))

    def do_replace(self):
        replace.kind(self.diagram, self.one("task", "event", "gateway"), self.dice.choice([*STEPS, "subProcess"]))

    def do_collapse(self):
        replace.collapse(self.diagram, self.one("subprocess"))

    def do_expand(self):
        replace.expand(self.diagram, self.one("subprocess"))

    def do_delete(self):
        delete.records(self.diagram, self.some("task", "event", "gateway", "data"), heal=self.dice.random() < 0.5)

    def do_delete_flow(self):
        delete.records(self.diagram, [self.dice.choice([f.id for f in self.diagram.flows()])])

    def do_delete_anything(self):
        if self.dice.random() < 0.1:
            delete.records(self.diagram, [self.one()])

    def do_duplicate(self):
        clipboard.duplicate(self.diagram, self.some(), self.plane())

    def do_paste(self):
        records = clipboard.copy(self.diagram, self.some())
        clipboard.paste(self.diagram, records, self.plane(), self.place() if self.dice.random() < 0.7 else None)

    def do_align(self):
        steps = self.some("task", "event", "gateway")
        align.align_to(self.diagram, steps, self.dice.choice(["left", "middle", "bottom"]))

    def do_party(self):
        owner.add_party(self.diagram, f"Party {self.dice.randint(1, 9)}")

    def do_owner(self):
        party = self.dice.choice([*(p.id for p in query.parties(self.diagram)), None])
        owner.set_owner(self.diagram, [self.one("task", "lane", "event", "pool")], party)

    def do_drop_party(self):
        owner.drop_party(self.diagram, self.dice.choice([p.id for p in query.parties(self.diagram)]))

    def do_detail(self):
        key = self.dice.choice([k for k, row in DETAILS.items() if row.type in ("text", "paragraph", "number")])
        record = self.dice.choice(self.diagram.records())
        owner.set_detail(self.diagram, record.id, key, self.dice.choice(["12", "7.5", None]))


def walk(seed, diagram, steps):
    """Walk, then all the way back and forth again."""
    hand = Walk(seed, diagram)
    states = [maps.state(diagram)]
    for _ in range(steps):
        before = diagram.mark
        done = hand.step()
        now = maps.state(diagram)
        try:
            maps.assert_sound(diagram)
        except AssertionError as wrong:
            raise AssertionError(f"seed {seed}, after {len(states)} steps, {done}: {wrong}") from wrong
        if diagram.mark is not before:
            states.append(now)
        else:
            assert now == states[-1], f"seed {seed}: {done} left a trace"
    for state in reversed(states[:-1]):
        assert diagram.undo()
        assert maps.state(diagram) == state
    assert not diagram.undo()
    for state in states[1:]:
        assert diagram.redo()
        assert maps.state(diagram) == state
    return len(states)


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from([maps.two_pools, maps.plain, maps.empty]))
def test_any_walk_goes_back_and_forth(seed, start):
    walk(seed, start(), 40)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(60))
def test_long_walks_go_back_and_forth(seed):
    start = [maps.two_pools, maps.plain, maps.empty, maps.order][seed % 4]
    assert walk(seed, start(), 250) > 50


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10**9))
def test_any_walk_is_saved_and_loaded_as_it_is(seed):
    save_and_load(seed, 60)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(60))
def test_long_walks_are_saved_and_loaded_as_they_are(seed):
    save_and_load(seed, 250)


def save_and_load(seed, steps):
    """Walk from a new file, saving and loading on the way; the file always says what the map says."""
    source = bpmn.fresh()
    diagram = Diagram(source.records)
    for _round in range(3):
        hand = Walk(seed, diagram)
        for _ in range(steps // 3):
            hand.step()
        source = bpmn.read(bpmn.write(source, diagram.records()))
        again = Diagram(source.records)
        assert told(again) == told(diagram), f"seed {seed}"
        assert not source.repaired, f"seed {seed}: {source.notes}"
        diagram = again


def told(diagram):
    """What a file can say: everything but the numbers of the drawing order, and coordinates to the hundredth."""
    return {r.id: repr(rounded(r)) for r in diagram.records()}


def rounded(record):
    box = lambda b: b and Rect(*(round(float(v), 2) for v in b))  # noqa: E731
    also = tuple(sorted(record.details.items()))
    if isinstance(record, Flow):
        record = record.but(points=tuple(Point(round(float(p.x), 2), round(float(p.y), 2)) for p in record.points))
    else:
        record = record.but(bounds=box(record.bounds))
    bare = record.but(z=0.0, label=box(record.label), traits={}, details={}, origin=None)
    return (bare, sorted(record.traits.items()), also)


def test_the_walk_meets_every_verb():
    hands = [Walk(seed, maps.two_pools()) for seed in range(3)]
    done = {hand.step() for hand in hands for _ in range(700)}
    assert set(hands[0].verbs) <= done
    assert all(PLANE in hand.diagram for hand in hands)


def test_two_steps_on_each_other_are_saved_and_loaded_where_they_are():
    save_and_load(100000001, 60)
