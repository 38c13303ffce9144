import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.model import docking
from mapper.model.geometry import Point, Rect
from mapper.model.records import Node

BOX = Rect(0, 0, 100, 60)
KINDS = ("task", "startEvent", "exclusiveGateway")


def node(kind):
    return Node("n", kind, bounds=BOX)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("side", ["left", "right", "top", "bottom"])
def test_the_middle_of_a_side_lies_on_every_outline(kind, side):
    assert docking.gap(node(kind), docking.middle(BOX, side)) < 1e-9


@given(st.sampled_from(KINDS), st.floats(0, 2 * math.pi), st.floats(1, 500))
def test_a_dock_lies_on_the_outline_in_the_direction_asked_for(kind, angle, far):
    towards = Point(50 + far * math.cos(angle), 30 + far * math.sin(angle))
    place = docking.dock(node(kind), towards)
    dx, dy = abs(place.x - 50) / 50, abs(place.y - 30) / 30
    form = {"task": max(dx, dy), "startEvent": math.hypot(dx, dy), "exclusiveGateway": dx + dy}[kind]
    assert form == pytest.approx(1)
    assert (place.x - 50) * (towards.y - 30) == pytest.approx((place.y - 30) * (towards.x - 50), abs=1e-6)


@given(st.sampled_from(KINDS), st.sampled_from(["left", "right"]), st.floats(0, 60))
def test_a_level_line_meets_the_outline_at_its_level(kind, side, level):
    place = docking.at_level(node(kind), level, side)
    assert place is not None
    assert place.y == level
    assert docking.gap(node(kind), place) < 1e-6
    assert (place.x >= 50) == (side == "right") or place.x == 50


def test_a_line_beside_a_shape_does_not_meet_it():
    assert docking.at_level(node("task"), 61, "left") is None
    assert docking.at_level(node("task"), -1, "top") is None


def test_places_are_drawn_to_the_nearest_border():
    assert docking.onto_border(BOX, Point(90, 30)) == (100, 30)
    assert docking.onto_border(BOX, Point(50, 5)) == (50, 0)
    assert docking.onto_border(BOX, Point(150, 90)) == (100, 60)
    assert docking.nearest_side(BOX, Point(100, 60)) == "bottom"


def test_what_is_not_drawn_has_no_outline():
    with pytest.raises(ValueError, match="not drawn"):
        docking.dock(Node("n", "task"), Point(0, 0))
