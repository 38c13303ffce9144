"""What no diagram shows is put on one when a layout is asked for, and deliberate gaps of a drawn file stay."""

from mapper.edit.verbs import draw_missing
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.records import Flow, Node

BOX = Rect(0, 0, 100, 80)


def drawn(id: str, kind: str = "task", **more: object) -> Node:
    return Node(id, kind, plane="D", bounds=BOX, **{"parent": "P", **more})  # type: ignore[arg-type]


def made(*records: Node | Flow) -> Diagram:
    """A diagram that shows the process P on the plane D, and more."""
    return Diagram([Node("P", "process"), Node("D", "plane", ref="P"), *records])


def test_nothing_happens_where_all_is_drawn() -> None:
    diagram = made(drawn("a"), drawn("b"), Flow("f", "sequenceFlow", "a", "b", plane="D", points=(Point(0, 0),) * 2))
    assert draw_missing.draw(diagram) == set()
    assert diagram.undo_label is None


def test_what_a_closed_sub_process_holds_gets_a_diagram_of_its_own() -> None:
    # given a closed sub-process with steps and a note in it, and an open one within
    closed = drawn("s", "subProcess", name="Pay").with_trait("expanded", False)
    inner = (Node("a", "task", parent="s"), Node("i", "subProcess", parent="s"), Node("b", "task", parent="i"))
    note = Node("n", "textAnnotation", "Be kind", parent="s")
    ties = (Flow("f", "sequenceFlow", "a", "i", parent="s"), Flow("t", "association", "n", "a", parent="s"))
    diagram = made(closed, *inner, note, *ties)
    # when everything is drawn
    found = draw_missing.draw(diagram)
    # then these are on a diagram that shows the sub-process
    assert found == {"a", "i", "b", "n", "f", "t"}
    (plane,) = (p for p in query.planes(diagram) if p.ref == "s")
    assert plane.name == "Pay"
    assert {record.plane for id in found if (record := diagram.get(id))} == {plane.id}
    assert all(len(diagram.flow(id).points) > 1 for id in "ft")
    assert diagram.node("i").trait("expanded") is True


def test_a_layout_twice_makes_the_same_diagram() -> None:
    closed = drawn("s", "subProcess").with_trait("expanded", False)
    first, again = (made(closed, Node("a", "task", parent="s")) for _ in range(2))
    for diagram in (first, again):
        draw_missing.draw(diagram)
        draw_missing.draw(diagram)
    assert first.records() == again.records()


def test_a_step_beside_drawn_ones_joins_them_with_its_flows_and_its_guests() -> None:
    boundary_event = Node("e", "boundaryEvent", parent="P", host="b")
    flow = Flow("f", "sequenceFlow", "a", "b", parent="P")
    diagram = made(drawn("a"), boundary_event, Node("b", "task", parent="P"), flow)
    assert draw_missing.draw(diagram) == {"b", "e", "f"}
    assert {diagram.node("b").plane, diagram.node("e").plane, diagram.flow("f").plane} == {"D"}


def test_a_sub_process_without_contents_is_closed() -> None:
    diagram = made(drawn("a"), Node("s", "subProcess", parent="P"))
    draw_missing.draw(diagram)
    assert diagram.node("s").trait("expanded") is False


def test_a_process_that_stands_nowhere_gets_a_diagram() -> None:
    diagram = made(drawn("a"), Node("Q", "process"), Node("b", "task", parent="Q"))
    draw_missing.draw(diagram)
    assert diagram.node(diagram.node("b").plane or "").ref == "Q"


def test_an_undrawn_pool_and_its_lanes_come_with_undrawn_steps_and_else_stay_out() -> None:
    # given a process whose steps are drawn without its pool and lanes: on purpose
    frames = (
        Node("C", "collaboration"), Node("l", "lane", parent="P"), Node("k", "lane", parent="l"),
        Node("p", "participant", parent="C", ref="P"),
    )  # fmt: skip
    assert draw_missing.draw(made(drawn("a", lane="k"), *frames)) == set()
    # when one of the steps is not drawn either
    diagram = made(drawn("a"), Node("b", "task", parent="P", lane="k"), *frames)
    # then these come with it
    assert draw_missing.draw(diagram) == {"p", "k", "b", "l"}
    assert {diagram.node(id).plane for id in "pkb"} == {"D"}


def test_notes_and_data_that_the_author_left_out_stay_out() -> None:
    data = (Node("d", "dataObjectReference", parent="P"), Node("n", "textAnnotation", "x", parent="P"))
    tie = Flow("t", "association", "n", "a", parent="P")
    assert draw_missing.draw(made(drawn("a"), *data, tie)) == set()
