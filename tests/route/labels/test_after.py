import itertools

import pytest
from tests.helpers import maps

from mapper.edit.verbs import move
from mapper.model.geometry import Rect, nearest
from mapper.route.scene.meet import enters

LEVEL = Rect(490, 158, 30, 14)
"""Above the level flow `f3`, which runs from (475, 175) to (550, 175)."""


def labelled(place):
    diagram = maps.order()
    with diagram.transaction("label"):
        diagram.put(diagram.flow("f3").but(name="yes", label=place))
    return diagram


def is_beside(diagram, id):
    flow = diagram.flow(id)
    on_it = any(enters(a, b, flow.label.grown(-2)) for a, b in itertools.pairwise(flow.points))
    return not on_it and nearest(flow.points, flow.label.center)[2] < 30


@pytest.mark.parametrize("route", [(0, 50), (0, -40), (60, 45), (150, 150), (-20, 300)])
def test_a_label_stays_beside_its_line_when_a_step_is_moved(route):
    # given a label above a level flow, which gets a vertical piece there when its target is moved
    diagram = labelled(LEVEL)
    move.move_by(diagram, ["send"], *route)
    assert is_beside(diagram, "f3")
    assert diagram.flow("f3").label[2:] == LEVEL[2:]


def test_a_label_that_still_stands_well_is_carried_along():
    diagram = labelled(LEVEL)
    move.move_by(diagram, ["send"], 75, 0)
    assert diagram.flow("f3").label == LEVEL._replace(x=520)


def test_a_label_put_onto_its_line_stays_there():
    # given a label whose middle is on the line
    diagram = labelled(Rect(490, 168, 30, 14))
    move.move_by(diagram, ["send"], 75, 0)
    assert diagram.flow("f3").label == Rect(520, 168, 30, 14)


def test_undo_brings_the_label_back():
    diagram = labelled(LEVEL)
    move.move_by(diagram, ["send"], 0, 50)
    diagram.undo()
    assert diagram.flow("f3").label == LEVEL
