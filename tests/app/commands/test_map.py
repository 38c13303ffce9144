"""Lanes, lining up and sub-processes, as commands."""

from tests.helpers.faces import Face, a_task

from mapper.app import commands
from mapper.edit.verbs import owner
from mapper.model import query
from mapper.model.records import Node


def test_a_lane_is_added_below_the_selected_one(face: Face) -> None:
    assert face.session is not None
    diagram = face.session.diagram
    lane = diagram.node(a_task(face).lane or "")
    face.select([lane.id])
    commands.run("lane.below", face)
    (new,) = face.selection
    added = diagram.node(new)
    lower = diagram.node(lane.id).bounds
    assert (added.kind, added.parent) == ("lane", lane.parent)
    assert added.bounds is not None
    assert lower is not None
    assert added.bounds.y >= lower.bottom - 1


def test_lining_up_needs_two_and_even_gaps_three(face: Face) -> None:
    assert face.session is not None
    tasks = [n.id for n in face.session.diagram.nodes() if n.family == "task" and n.bounds]
    for count, enabled in ((1, (False, False)), (2, (True, False)), (3, (True, True))):
        face.select(tasks[:count])
        assert tuple(commands.COMMANDS[id].enabled(face) for id in ("align.top", "space.x")) == enabled


def test_two_steps_are_lined_up(face: Face) -> None:
    # given two tasks of one lane at different heights
    assert face.session is not None
    diagram, task = face.session.diagram, a_task(face)
    face.select([task.id])
    commands.run("append.task", face)
    (other,) = face.selection
    with diagram.transaction("shift"):
        bounds = diagram.node(other).bounds
        assert bounds is not None
        diagram.put(diagram.node(other).but(bounds=bounds.moved(0, 7)))
    # when their tops are aligned
    face.select([task.id, other])
    commands.run("align.top", face)
    # then they are level
    tops = {diagram.node(id).bounds.y for id in (task.id, other)}  # type: ignore[union-attr]
    assert len(tops) == 1


def test_a_sub_process_is_either_opened_or_closed(face: Face) -> None:
    assert face.session is not None
    diagram, task = face.session.diagram, a_task(face)
    for expanded in (True, False):
        with diagram.transaction("make"):
            diagram.put(Node("Sub", "subProcess", parent=task.parent).with_trait("expanded", expanded))
        face.select(["Sub"])
        enabled = [commands.COMMANDS[id].enabled(face) for id in ("sub.collapse", "sub.expand")]
        assert enabled == [expanded, not expanded]


def test_ctrl_down_moves_steps_to_the_next_lane_and_a_lane_among_lanes(face: Face) -> None:
    assert face.session is not None
    diagram = face.session.diagram
    approve = next(n for n in diagram.nodes() if n.name == "Approve Invoice")
    face.select([approve.id])
    commands.run("lane.up", face)
    assert diagram.node(approve.id).lane != approve.lane
    commands.run("edit.undo", face)
    assert approve.lane is not None
    before = diagram.node(approve.lane).bounds
    face.select([approve.lane])
    commands.run("lane.up", face)
    after = diagram.node(approve.lane).bounds
    assert before is not None
    assert after is not None
    assert after.y < before.y


def test_a_lane_is_divided_into_as_many_as_are_chosen(face: Face) -> None:
    assert face.session is not None
    diagram = face.session.diagram
    lane = a_task(face).lane
    before = {node.id for node in diagram.nodes() if node.kind == "lane"}
    face.select([lane])
    commands.run("lane.divide", face)
    face.take("4 lanes")
    made = {node.id for node in diagram.nodes() if node.kind == "lane"} - before
    assert len(made) == 3
    assert face.told("edit") == list(face.selection)
    assert face.selection[0] in made | {lane}


def test_vertical_lanes_say_left_and_right(face: Face) -> None:
    assert face.session is not None
    diagram, task = face.session.diagram, a_task(face)
    names = {id: commands.COMMANDS[id].now for id in ("lane.above", "lane.below", "lane.up", "lane.down")}
    face.select([task.lane])
    assert [now(face) for now in names.values()] == [
        "Add lane above", "Add lane below", "Lane or steps up", "Lane or steps down",
    ]  # fmt: skip
    with diagram.transaction("Turn"):
        diagram.put(diagram.node(task.lane).with_trait("horizontal", False))
    for chosen in (task.lane, task.id):
        face.select([chosen])
        assert names["lane.down"](face) == "Lane or steps to the right"
        assert names["lane.above"](face) == "Add lane to the left"


def test_an_owner_is_chosen_by_name(face: Face) -> None:
    assert face.session is not None
    diagram, task = face.session.diagram, a_task(face)
    face.select([task.id])
    anna = owner.add_party(diagram, "Anna Holm", "person")
    commands.run("owner.choose", face)
    face.take("Anna Holm")
    assert query.own_owner(diagram, task.id).id == anna
    commands.run("owner.choose", face)
    face.take("Nobody named")
    assert query.own_owner(diagram, task.id) is None
