"""Appending, deleting and the clipboard, as commands."""

from tests.helpers.faces import Face, a_task

from mapper.app import commands
from mapper.app.session.session import Session
from mapper.edit.verbs import create
from mapper.model.geometry import Point
from mapper.model.records import Node


def test_append_puts_a_task_behind_the_selected_one_and_types_its_name(face: Face) -> None:
    # given a selected task
    assert face.session is not None
    task, diagram = a_task(face), face.session.diagram
    face.select([task.id])
    before = len(diagram)
    # when something is appended
    assert commands.run("append.task", face)
    # then it is joined to the task, selected, and its text is open; undo takes all of it back
    (new,) = face.selection
    assert any(flow.target == new for flow in diagram.flows() if flow.source == task.id)
    assert face.told("edit") == [new]
    commands.run("edit.undo", face)
    assert len(diagram) == before


def test_after_a_user_task_a_user_task_is_appended(face: Face) -> None:
    assert face.session is not None
    diagram = face.session.diagram
    approve = next(n for n in diagram.nodes() if n.name == "Approve Invoice")
    face.select([approve.id])
    commands.run("append.task", face)
    assert diagram.node(face.selection[0]).kind == approve.kind == "userTask"


def test_nothing_can_be_appended_to_an_end_event(face: Face) -> None:
    assert face.session is not None
    face.select([next(n.id for n in face.session.diagram.nodes() if n.kind == "endEvent")])
    assert not commands.COMMANDS["append.task"].enabled(face)
    assert commands.COMMANDS["append.annotation"].enabled(face)


def test_everything_can_be_selected_deleted_and_brought_back(face: Face) -> None:
    assert face.session is not None
    diagram = face.session.diagram
    before = diagram.records()
    commands.run("edit.select_all", face)
    commands.run("edit.delete", face)
    assert not any(record.plane for record in diagram.records())
    commands.run("edit.undo", face)
    assert diagram.records() == before


def test_what_the_rules_forbid_is_a_warning(face: Face) -> None:
    # given a task that is not drawn
    assert face.session is not None
    diagram, task = face.session.diagram, a_task(face)
    with diagram.transaction("hide"):
        diagram.put(Node("Hidden", "task", parent=task.parent))
    face.select(["Hidden"])
    # when something is appended to it
    commands.run("append.task", face)
    # then that is told, and nothing is open
    assert len(face.told("warn")) == 1
    assert not diagram.in_transaction


# -- the clipboard -----------------------------------------------------------------------------------------------------


def test_what_is_copied_is_pasted_under_the_mouse_and_selected(face: Face) -> None:
    task = a_task(face)
    face.selection, face.cursor = (task.id,), Point(400, 1500)
    assert commands.run("edit.copy", face)
    assert face.text == task.name
    assert commands.run("edit.paste", face)
    (id,) = face.selection
    pasted = face.session.diagram.node(id)
    assert (pasted.name, pasted.kind) == (task.name, task.kind)
    assert pasted.bounds.center == (400, 1500)


def test_what_is_cut_is_one_step_and_comes_back_beside_nothing(face: Face) -> None:
    task = a_task(face)
    face.selection = (task.id,)
    commands.run("edit.cut", face)
    assert task.id not in face.session.diagram
    assert face.session.diagram.undo_label == "Cut"
    commands.run("edit.paste", face)
    assert face.session.diagram.node(face.selection[0]).bounds == task.bounds


def test_what_comes_from_another_map_lands_in_the_middle_of_the_view(face: Face) -> None:
    face.selection = (a_task(face).id,)
    commands.run("edit.copy", face)
    face.session = Session.new(keep=False)
    commands.run("edit.paste", face)
    assert face.session.diagram.node(face.selection[0]).bounds.center == face.middle


def test_a_pasted_call_of_what_stays_behind_is_told(face: Face) -> None:
    diagram = face.session.diagram
    with diagram.transaction("call"):
        diagram.put(Node("away", "process"))
        diagram.put(a_task(face).but(kind="callActivity", ref="away"))
    face.selection = (next(n.id for n in diagram.nodes() if n.kind == "callActivity"),)
    commands.run("edit.copy", face)
    face.session = Session.new(keep=False)
    commands.run("edit.paste", face)
    assert face.told("tell") == ["1 call leads to what is not in this map (away); it was kept"]


def test_an_empty_clipboard_is_told(face: Face) -> None:
    commands.run("edit.paste", face)
    assert face.told("tell") == ["There is nothing here that can be pasted."]


def test_a_flow_alone_is_not_copied_and_stays(face: Face) -> None:
    flow = next(face.session.diagram.flows())
    face.selection = (flow.id,)
    commands.run("edit.cut", face)
    assert flow.id in face.session.diagram
    assert face.told("tell") == ["Nothing of the selection can be copied."]


def test_a_duplicate_is_selected(face: Face) -> None:
    task = a_task(face)
    face.selection = (task.id,)
    commands.run("edit.duplicate", face)
    assert face.selection != (task.id,)
    assert face.session.diagram.node(face.selection[0]).name == task.name


def test_what_comes_from_elsewhere_is_pasted_where_there_is_room(face: Face) -> None:
    # given a step of another map in the clipboard, the pointer off the map, and a step in the middle of the view
    assert face.session is not None
    task, diagram = a_task(face), face.session.diagram
    assert task.bounds is not None
    face.selection = (task.id,)
    commands.run("edit.copy", face)
    face.session.copied = ("", ())
    face.middle = task.bounds.center
    # when it is pasted
    commands.run("edit.paste", face)
    # then it stands near there, on nothing
    (pasted,) = face.selection
    spot = diagram.node(pasted).bounds
    assert spot is not None
    near = [diagram.node(id) for id in diagram.index.near(task.plane or "", spot)]
    assert not [n for n in near if n.id != pasted and n.sort.is_solid and n.bounds and n.bounds.meets(spot)]
    assert spot.center.distance(face.middle) < 600


def test_with_a_flow_selected_a_step_goes_into_it(face: Face) -> None:
    assert face.session is not None
    diagram = face.session.diagram
    flow = next(f for f in diagram.flows() if f.kind == "sequenceFlow" and f.plane)
    face.select([flow.id])
    assert commands.run("insert.task", face)
    (new,) = face.selection
    assert diagram.flow(flow.id).target == new
    assert face.told("edit") == [new]


def test_an_event_is_put_on_the_border_of_the_selected_step(face: Face) -> None:
    assert face.session is not None
    task = a_task(face)
    face.select([task.id])
    assert commands.run("append.boundary", face)
    face.take("Timer (boundary event)")
    event = face.session.diagram.node(face.selection[0])
    assert (event.kind, event.host, event.trait("event")) == ("boundaryEvent", task.id, "timer")


def test_what_is_created_with_an_open_sub_process_selected_stands_in_it(face: Face) -> None:
    assert face.session is not None
    diagram = face.session.diagram
    id = create.shape(diagram, "subProcess", Point(3000, 3000), face.plane or "")
    face.select([id])
    commands.run("create.other", face)
    face.take("Task")
    assert diagram.node(face.selection[0]).parent == id


def test_the_selection_grows_by_keys(face: Face) -> None:
    assert face.session is not None
    task, diagram = a_task(face), face.session.diagram
    face.select([task.id])
    commands.run("take.onwards", face)
    assert set(face.selection) > {task.id}
    face.select([task.id])
    commands.run("take.inside", face)
    assert all(diagram.node(id).lane == task.lane for id in face.selection)
    assert len(face.selection) > 1
