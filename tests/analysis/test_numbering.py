"""One number a step: by the flows, never by where things stand."""

import random
from collections.abc import Iterable

import pytest

from mapper.analysis import numbering
from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect
from mapper.model.records import Flow, Node


def node(id: str, kind: str = "task", parent: str = "process", **fields: object) -> Node:
    return Node(id, kind, id, parent, **fields)  # type: ignore[arg-type]


def flows(*pairs: str, kind: str = "sequenceFlow") -> list[Flow]:
    return [Flow(pair, kind, *pair.split(), parent="process") for pair in pairs]


def numbered(*records: Node | Flow | Iterable[Flow]) -> str:
    flat = [r for record in records for r in ([record] if isinstance(record, Node | Flow) else record)]
    diagram = Diagram([Node("process", "process"), *flat])
    return " ".join(f"{number}{id}" for id, number in numbering.numbers(diagram).items())


def test_branches_come_in_file_order_and_a_join_after_its_last() -> None:
    steps = [node("join"), *map(node, "abcde"), node("gate", "exclusiveGateway"), node("start", "startEvent")]
    found = numbered(*steps, flows("start a", "a gate", "gate b", "gate c", "b join", "c d", "d join", "join e"))
    assert found == "1a 2b 3c 4d 5join 6e"


def test_flows_back_are_ignored() -> None:
    steps = [node("start", "startEvent"), *map(node, "abc")]
    assert numbered(*steps, flows("start a", "a b", "b a", "b c", "c b", "a a")) == "1a 2b 3c"


def test_a_map_that_is_all_loop_is_numbered_from_the_first_in_the_file() -> None:
    assert numbered(*map(node, "abc"), flows("b c", "c a", "a b")) == "1a 2b 3c"


def test_starts_come_in_lane_order_then_file_order() -> None:
    lanes = [node("one", "lane"), node("two", "lane")]
    steps = [node("s2", "startEvent", lane="two"), node("s1", "startEvent", lane="one"), node("a"), node("b")]
    assert numbered(*lanes, *steps, flows("s2 a", "s1 b")) == "1b 2a"


def test_what_a_boundary_event_sets_off_comes_straight_after_its_host() -> None:
    steps = [*map(node, "abc"), node("late", "boundaryEvent", host="a")]
    assert numbered(*steps, flows("a b", "late c")) == "1a 2c 3b"
    undo = node("undo", traits={"compensation": True})
    steps = [undo, *map(node, "ab"), node("back", "boundaryEvent", host="a")]
    assert numbered(*steps, flows("a b"), flows("back undo", kind="association")) == "1a 2undo 3b"


def test_link_events_of_a_name_are_one_flow() -> None:
    events = [Node("in", "intermediateCatchEvent", "L", "process", traits={"event": "link"}),
              Node("out", "intermediateThrowEvent", "L", "process", traits={"event": "link"})]  # fmt: skip
    assert numbered(node("z"), *events, node("a"), flows("a out", "in z")) == "1a 2z"


def test_steps_of_sub_processes_are_numbered_below_them() -> None:
    steps = [node("a"), node("sub", "subProcess"), node("x", parent="sub"), node("y", parent="sub"), node("b")]
    deep = [node("inner", "subProcess", parent="sub"), node("z", parent="inner")]
    found = numbered(*steps, *deep, flows("a sub", "sub b", "x y", "y inner"))
    assert found == "1a 2sub 2.1x 2.2y 2.3inner 2.3.1z 3b"


def test_event_sub_processes_come_last() -> None:
    steps = [node("alarm", "subProcess", traits={"triggered": True}), node("call", parent="alarm"), node("a")]
    assert numbered(*steps) == "1a 2alarm 2.1call"


def test_the_processes_of_a_map_are_counted_on() -> None:
    records = [Node("other", "process"), node("a"), node("x", parent="other")]
    assert numbered(*records) == "1a 2x"


def test_every_step_has_one_number_at_any_depth_and_quickly() -> None:
    # given sub-processes nested deeper than Python recurses, and a chain as long
    nested = [node(f"s{i}", "subProcess", parent=f"s{i - 1}" if i else "process") for i in range(1500)]
    chain = [node(f"c{i}") for i in range(3000)]
    links = flows(*(f"c{i} c{i + 1}" for i in range(2999)))
    diagram = Diagram([Node("process", "process"), *nested, *chain, *links])
    # then each is numbered
    found = numbering.numbers(diagram)
    assert len(found) == len(set(found.values())) == 4500
    assert found["s1499"] == ".".join(["1"] * 1500)


@pytest.mark.parametrize("seed", range(20))
def test_places_play_no_part_and_all_steps_are_numbered(seed: int) -> None:
    # given a random net of steps, and the same drawn elsewhere
    dice = random.Random(seed)
    ids = [f"n{i}" for i in range(12)]
    pairs = {f"{dice.choice(ids)} {dice.choice(ids)}" for _ in range(18)}
    links = flows(*sorted(pairs))

    def drawn() -> Diagram:
        boxes = [Rect(dice.uniform(0, 900), dice.uniform(0, 900), 100, 80) for _ in ids]
        return Diagram(
            [Node("process", "process"), *(node(i, bounds=b) for i, b in zip(ids, boxes, strict=True)), *links]
        )

    # then both are numbered alike, from 1 without gaps
    first, second = numbering.numbers(drawn()), numbering.numbers(drawn())
    assert first == second
    assert list(first.values()) == [str(n) for n in range(1, 13)]
