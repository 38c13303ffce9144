"""What a process takes, reckoned by hand beside it."""

from pathlib import Path

import pytest

from mapper.analysis.times import times
from mapper.app.session.session import Session
from mapper.model.diagram import Diagram
from mapper.model.records import Flow, Node

SAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").rglob("*.bpmn"))


def step(id: str, processing: float = 0.0, waiting: float = 0.0, parent: str = "p", kind: str = "task") -> Node:
    return Node(id, kind, id, parent, details={"processingTime": processing, "waitingTime": waiting})


def node(id: str, kind: str, parent: str = "p", **more: object) -> Node:
    return Node(id, kind, id, parent, **more)  # type: ignore[arg-type]


def made(nodes: list[Node], flows: str, parent: str = "p") -> Diagram:
    """flows: as "a>b c>d:30", the number being the probability in per cent."""
    found = []
    for at, text in enumerate(flows.split()):
        ends, _colon, chance = text.partition(":")
        source, _arrow, target = ends.partition(">")
        details = {"probability": float(chance)} if chance else {}
        found.append(Flow(f"f{at}", "sequenceFlow", source, target, parent=parent, details=details))
    return Diagram([Node("p", "process", "P"), *nodes, *found])


def test_a_line_is_added_up() -> None:
    diagram = made([node("s", "startEvent"), step("a", 10, 20), step("b", 5, 60), node("e", "endEvent")], "s>a a>b b>e")
    found = times(diagram, diagram.node("p"))
    assert found.shortest is not None
    assert found.longest is not None
    assert found.shortest.span == found.longest.span == found.expected == (15, 80)
    assert [n.id for n in found.longest.nodes] == ["s", "a", "b", "e"]


def test_a_choice_is_weighted_by_its_probabilities() -> None:
    # given 70 % quick (10) and 30 % slow (100), then 5
    nodes = [node("s", "startEvent"), node("g", "exclusiveGateway"), step("quick", 10), step("slow", 100),
             node("j", "exclusiveGateway"), step("last", 5), node("e", "endEvent")]  # fmt: skip
    diagram = made(nodes, "s>g g>quick:70 g>slow:30 quick>j slow>j j>last last>e")
    found = times(diagram, diagram.node("p"))
    assert found.shortest is not None
    assert found.longest is not None
    assert found.shortest.span.whole == 15
    assert found.longest.span.whole == 105
    assert found.expected.whole == pytest.approx(0.7 * 10 + 0.3 * 100 + 5)
    assert "slow" in [n.id for n in found.longest.nodes]
    # what is not said is what is left: 30 % of the slow one alone gives the same
    again = made(nodes, "s>g g>quick g>slow:30 quick>j slow>j j>last last>e")
    assert times(again, again.node("p")).expected == pytest.approx(found.expected)


def test_parallel_branches_wait_for_the_slowest() -> None:
    nodes = [node("s", "startEvent"), node("g", "parallelGateway"), step("quick", 10), step("slow", 40, 60),
             node("j", "parallelGateway"), step("last", 5), node("e", "endEvent")]  # fmt: skip
    diagram = made(nodes, "s>g g>quick g>slow quick>j slow>j j>last last>e")
    found = times(diagram, diagram.node("p"))
    assert found.shortest is not None
    assert found.shortest.span == found.expected == (45, 60)
    assert [n.id for n in found.shortest.nodes] == ["s", "g", "slow", "j", "last", "e"]


def test_rework_adds_its_rounds_on_average() -> None:
    # given a check after which 20 % is done again
    nodes = [node("s", "startEvent"), node("m", "exclusiveGateway"), step("do", 30, 10), step("check", 10),
             node("g", "exclusiveGateway"), node("e", "endEvent")]  # fmt: skip
    diagram = made(nodes, "s>m m>do do>check check>g g>m:20 g>e:80")
    found = times(diagram, diagram.node("p"))
    (loop,) = found.loops
    assert (loop.source.id, loop.target.id, loop.chance) == ("g", "m", 20)
    assert [n.id for n in loop.nodes if n.kind == "task"] == ["do", "check"]
    assert loop.span == (40, 10)
    assert found.expected.whole == pytest.approx(50 + 50 * 0.2 / 0.8)
    # and a step of its own on the way back counts in the round, not in the longest way, which ends at the end
    nodes.append(step("mend", 15))
    diagram = made(nodes, "s>m m>do do>check check>g g>mend:20 mend>m g>e:80")
    found = times(diagram, diagram.node("p"))
    assert found.longest is not None
    assert found.longest.span.whole == 50
    assert found.loops[0].span.whole == 65
    assert found.expected.whole == pytest.approx(50 + 65 * 0.2 / 0.8)


def test_a_sub_process_takes_what_its_inside_takes() -> None:
    inside = [step("x", 10, parent="sub"), step("y", 20, parent="sub")]
    nodes = [node("s", "startEvent"), node("sub", "subProcess"), step("z", 1), node("e", "endEvent"), *inside]
    diagram = made(nodes, "s>sub sub>z z>e x>y")
    assert times(diagram, diagram.node("p")).expected.whole == 31
    # unless it says so itself
    diagram = made([step("sub", 7, kind="subProcess") if n.id == "sub" else n for n in nodes], "s>sub sub>z z>e x>y")
    assert times(diagram, diagram.node("p")).expected.whole == 8


def test_a_timer_waits_and_an_exception_is_not_the_usual_way() -> None:
    timer = node("t", "intermediateCatchEvent", traits={"event": "timer", "timer": "duration", "time": "P2D"})
    host, late = step("a", 10), node("late", "boundaryEvent", host="a")
    ends = [node("e", "endEvent"), node("x", "endEvent")]
    nodes = [node("s", "startEvent"), host, late, timer, step("call", 500), *ends]
    diagram = made(nodes, "s>a a>t t>e late>call call>x")
    found = times(diagram, diagram.node("p"))
    assert found.expected == (10, 2880)
    assert found.longest is not None
    assert found.longest.span.whole == 2890


def test_steps_that_no_path_reaches_and_steps_without_times_are_named() -> None:
    nodes = [node("s", "startEvent"), step("a", 10), Node("b", "task", "b", "p"), node("e", "endEvent"),
             step("lost", 5), step("after", 5)]  # fmt: skip
    diagram = made(nodes, "s>a a>b b>e lost>after")
    found = times(diagram, diagram.node("p"))
    assert [n.id for n in found.unreached] == ["lost", "after"]
    assert [n.id for n in found.silent] == ["b"]


def test_an_empty_process_and_one_that_only_goes_round_have_no_times() -> None:
    empty = Diagram([Node("p", "process")])
    assert times(empty, empty.node("p")).shortest is None
    round_ = made([step("a", 1), step("b", 2)], "a>b b>a")
    assert times(round_, round_.node("p")).expected.whole >= 0


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_in_every_sample_the_average_lies_between_shortest_and_longest(path: Path) -> None:
    diagram = Session.open(path, keep=False).diagram
    for process in (n for n in diagram.nodes() if n.kind == "process" and n.details):
        found = times(diagram, process)
        assert found.shortest is not None
        assert found.longest is not None
        rework = sum(loop.added.whole for loop in found.loops)
        assert found.shortest.span.whole <= found.expected.whole <= found.longest.span.whole + rework + 1e-6
        assert not found.unreached
