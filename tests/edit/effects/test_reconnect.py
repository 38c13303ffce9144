"""Flows after their ends moved: what is tied to a flow follows it, and what is not drawn stays so."""

import pytest
from tests.helpers import maps
from tests.helpers.maps import PLANE, do

from mapper.edit.verbs import connect, create, delete, label, move, replace, resize
from mapper.model import query
from mapper.model.geometry import Point, Rect, nearest


def noted(diagram, id, depth):
    """Annotations on the tie of an annotation on the tie … of something: the annotations and their ties."""
    notes, ties = [], []
    for _ in range(depth):
        notes.append(create.annotation(diagram, id, "note"))
        (id,) = diagram.index.flows_at(notes[-1])
        ties.append(id)
    return notes, ties


def test_all_that_is_tied_to_a_flow_follows_when_the_flow_goes_around_something():
    # given a long flow with an annotation, with an annotation on its tie, with an annotation on that tie
    diagram = maps.plain()
    move.move_by(diagram, ["send"], 500, 0)
    _notes, ties = noted(diagram, "f2", 3)
    before = [diagram.flow(id).points for id in ties]
    # when a step is put onto the flow (`do` holds every end to its outline)
    do(diagram, create.shape, "task", Point(650, 175), PLANE)
    # then the ties have gone with it
    assert len(diagram.flow("f2").points) > 2
    assert diagram.flow(ties[0]).points != before[0]


def test_a_tie_waits_for_a_tie_between_two_that_moved():
    # given the same chain on a step
    diagram = maps.plain()
    notes, ties = noted(diagram, "check", 3)
    # when the two ends of the chain move, and nothing in its middle
    do(diagram, move.move_by, ["check", notes[2]], 40, 300)
    # then the middle went along, and the last tie ends on where it is now
    middle, last = (diagram.flow(id).points for id in ties[1:])
    assert min(nearest(middle, p)[2] for p in (last[0], last[-1])) < 1


@pytest.fixture
def undrawn():
    """A map with a step in a sub-process that was closed, tied to a note outside: that tie is drawn nowhere."""
    diagram = maps.plain()
    sub = create.shape(diagram, "subProcess", Point(600, 600), PLANE, {"expanded": True})
    step = create.shape(diagram, "task", Point(600, 600), PLANE)
    note = create.shape(diagram, "textAnnotation", Point(200, 800), PLANE)
    tie = connect.flow(diagram, step, note)
    replace.collapse(diagram, sub)
    assert diagram.flow(tie).plane is None
    return diagram, sub, step, note, tie


@pytest.mark.parametrize(
    "edit",
    [
        lambda diagram, sub, step, note, tie: connect.straighten(diagram, tie),
        lambda diagram, sub, step, note, tie: connect.bend(diagram, tie, [Point(0, 0), Point(50, 50), Point(90, 9)]),
        lambda diagram, sub, step, note, tie: label.place(diagram, tie, Rect(10, 10, 60, 14)),
        lambda diagram, sub, step, note, tie: move.move_by(diagram, [note], 100, 0),
        lambda diagram, sub, step, note, tie: move.move_by(diagram, [step], 100, 0),
        lambda diagram, sub, step, note, tie: resize.resize_to(diagram, note, Rect(150, 790, 200, 60)),
    ],
    ids=["straighten", "bend", "label", "move its end", "move its inner end", "resize"],
)
def test_what_is_not_drawn_gets_no_way(undrawn, edit):
    diagram, *_ids, tie = undrawn
    do(diagram, edit, *undrawn[1:])
    assert (diagram.flow(tie).plane, diagram.flow(tie).points, diagram.flow(tie).label) == (None, (), None)


def test_a_flow_led_on_past_a_deleted_step_gets_no_way_while_it_is_not_drawn():
    # given a chain of steps whose first flow is drawn nowhere
    diagram = maps.plain()
    with diagram.transaction("Hide"):
        diagram.put(diagram.flow("f1").but(plane=None, points=()))
    # when the step between is deleted
    do(diagram, delete.records, ["check"], heal=True)
    # then the flow leads on and is still not drawn
    flow = diagram.flow("f1")
    assert (flow.target, flow.plane, flow.points) == ("send", None, ())
    assert query.incoming(diagram, "send") == [flow]
