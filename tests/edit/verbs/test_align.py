import itertools

import pytest
from tests.helpers import maps
from tests.helpers.maps import PLANE, bounds, center, do

from mapper.app.session.session import Session
from mapper.edit.verbs import align, create, move, resize
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect


def scattered():
    diagram = maps.order()
    for id, dy in (("check", 6), ("choice", -9), ("send", 12)):
        move.move_by(diagram, [id], 0, dy)
    return diagram


def test_a_shared_centre_line_wins():
    diagram = maps.order()
    move.move_by(diagram, ["check"], 0, 12)
    do(diagram, align.align_to, ["start", "check", "choice", "send"], "middle")
    assert {center(diagram, n).y for n in ("start", "check", "choice", "send")} == {175}
    # and all flows are straight
    assert [len(diagram.flow(f).points) for f in ("f1", "f2", "f3")] == [2, 2, 2]


def test_else_the_mean_is_taken():
    diagram = scattered()
    do(diagram, align.align_to, ["check", "choice", "send"], "middle")
    assert {center(diagram, n).y for n in ("check", "choice", "send")} == {178}


@pytest.mark.parametrize("edge", ["left", "right", "top", "bottom", "center"])
def test_edges_line_up(edge):
    diagram = maps.order()
    do(diagram, align.align_to, ["send", "pick"], edge)
    assert diagram.undo_label in (None, "Align")
    move.move_by(diagram, ["pick"], 30, 0)
    do(diagram, align.align_to, ["send", "pick"], edge)
    one, two = bounds(diagram, "send"), bounds(diagram, "pick")
    same = {
        "left": one.x == two.x, "right": one.right == two.right, "center": one.center.x == two.center.x,
        "top": one.y == two.y, "bottom": one.bottom == two.bottom,
    }  # fmt: skip
    assert same[edge]


def test_gaps_are_made_equal():
    diagram = maps.order()
    move.move_by(diagram, ["check"], 20, 0)
    do(diagram, align.distribute, ["start", "check", "choice", "send"], "x")
    row = [bounds(diagram, n) for n in ("start", "check", "choice", "send")]
    gaps = [b.x - a.right for a, b in itertools.pairwise(row)]
    assert max(gaps) - min(gaps) < 0.01
    assert (row[0].x, row[-1].right) == (182, 650)


def test_steps_become_as_large_as_the_first_each_about_its_own_centre():
    # given steps of unlike size, and an event among them
    diagram = maps.order()
    resize.resize_to(diagram, "check", Rect(260, 130, 130, 90))
    before = {id: center(diagram, id) for id in ("check", "send", "pick", "start")}
    start = bounds(diagram, "start")
    # when
    do(diagram, align.same_size, ["check", "start", "send", "pick"])
    # then the event has its one size
    assert {(bounds(diagram, id).w, bounds(diagram, id).h) for id in ("check", "send", "pick")} == {(130, 90)}
    assert bounds(diagram, "start") == start
    assert {id: center(diagram, id) for id in before} == before
    assert diagram.undo_label == "Same size"


def test_boundary_events_keep_to_their_host():
    diagram = maps.order()
    event = create.boundary(diagram, "send", "timer", Point(600, 215))
    do(diagram, align.align_to, ["check", "send", event], "left")
    assert center(diagram, event).y == 215


def test_one_alone_is_not_aligned():
    diagram = maps.order()
    do(diagram, align.align_to, ["send"], "left")
    do(diagram, align.distribute, ["send", "pick"], "y")
    assert diagram.undo_label is None
    assert bounds(diagram, "send").x == 550
    assert PLANE in diagram


def test_what_is_brought_to_the_front_is_drawn_last_and_stays_so_in_the_file(reference, tmp_path) -> None:
    # given a map with two annotations on each other
    path = tmp_path / "map.bpmn"
    path.write_bytes(reference("invoice").read_bytes())
    session = Session.open(path, keep=False).shown()
    diagram = session.diagram
    plane = query.planes(diagram)[0].id
    low, high = (create.shape(diagram, "textAnnotation", Point(x, 1200), plane) for x in (300, 340))

    def drawn(of: Diagram) -> list[str]:
        return [r.id for r in query.drawn_on(of, plane) if r.id in (low, high)]

    assert drawn(diagram) == [low, high]
    # when the lower one is brought to the front, then it is the upper one, after saving too
    align.to_front(diagram, [low])
    assert drawn(diagram) == [high, low]
    session.save()
    assert drawn(Session.open(path, keep=False).diagram) == [high, low]
    # when it is sent to the back, then it is below everything
    align.to_back(diagram, [low])
    assert query.drawn_on(diagram, plane)[0].id == low
    session.save()
    assert drawn(Session.open(path, keep=False).diagram) == [low, high]
    # and undo leads back
    diagram.undo()
    assert drawn(diagram) == [high, low]
