"""Dragging, dropping, Tidy and Arrange agree, because they read the same prices: two shapes and one flow, placed in all
sorts of ways."""

import itertools

import pytest
from tests.helpers import maps
from tests.helpers.maps import do, flow, step

from mapper.edit.verbs import move, tidy
from mapper.model.diagram import Diagram
from mapper.route import router

KINDS = (("task", "task"), ("exclusiveGateway", "task"), ("task", "endEvent"), ("startEvent", "exclusiveGateway"))
QUARTERS = [(x, y) for x in (-2, -1, -0.25, 0, 0.25, 1, 2) for y in (-2, -1, -0.25, 0, 0.25, 1, 2)]
"""Where the second shape stands from the first, in units of a distance."""
DISTANCES = (110.0, 260.0)


def placements():
    """The two kinds, and how far the second stands from the first; not where the two overlap."""
    for kinds, distance, (x, y) in itertools.product(KINDS, DISTANCES, QUARTERS):
        dx, dy = x * distance, y * distance
        if abs(dx) > 110 or abs(dy) > 95:
            yield kinds, dx, dy


PLACES = list(placements())


def two(kinds):
    """Two shapes in a row with a straight flow."""
    one, other = step("a", 1000, 1000, None, kinds[0]), step("b", 1300, 1000, None, kinds[1])
    return Diagram(maps.behind(one, other, flow("f", one, other)))


def dropped(kinds, dx, dy):
    """The map after the second shape was dropped there."""
    diagram = two(kinds)
    do(diagram, move.move_by, ["b"], dx - 300, dy)
    return diagram


def test_there_are_as_many_as_it_is_said():
    assert len(PLACES) >= 272


@pytest.mark.parametrize("kinds", KINDS, ids=" ".join)
def test_drop_and_tidy_give_the_same_route(kinds):
    different = []
    for _kinds, dx, dy in (place for place in PLACES if place[0] == kinds):
        diagram = dropped(kinds, dx, dy)
        at_drop = diagram.flow("f").points
        do(diagram, tidy.flows)
        if diagram.flow("f").points != at_drop:
            different.append((dx, dy, at_drop, diagram.flow("f").points))
    assert not different


@pytest.mark.parametrize("kinds", KINDS, ids=" ".join)
def test_it_does_not_matter_how_the_shape_got_there(kinds):
    different, diagram = [], two(kinds)
    at = (300.0, 0.0)
    for _kinds, dx, dy in (place for place in PLACES if place[0] == kinds):
        do(diagram, move.move_by, ["b"], dx - at[0], dy - at[1])
        at = (dx, dy)
        straight_there = dropped(kinds, dx, dy).flow("f").points
        if diagram.flow("f").points != straight_there:
            different.append((dx, dy, diagram.flow("f").points, straight_there))
    assert not different


@pytest.mark.parametrize("kinds", KINDS, ids=" ".join)
def test_what_is_shown_while_dragging_is_what_is_dropped(kinds):
    different = []
    for _kinds, dx, dy in (place for place in PLACES if place[0] == kinds):
        diagram = two(kinds)
        target = diagram.node("b").bounds.moved(dx - 300, dy)
        shown = router.preview(diagram, diagram.flow("f"), {"b": target})
        dropped_there = dropped(kinds, dx, dy).flow("f").points
        if shown != dropped_there:
            different.append((dx, dy, shown, dropped_there))
    assert not different
