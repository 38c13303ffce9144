"""What is under the pointer."""

import pytest

from mapper.model.geometry import Point
from mapper.tools.hit import target_at
from mapper.tools.pointer import Target


@pytest.mark.parametrize(("place", "found"), [
    (Point(220, 80), Target("check")),
    (Point(335, 82), Target("two", "segment:0")),
    (Point(45, 75), Target("sales", "header")),
    (Point(10, 100), Target("pool", "header")),
    (Point(600, 230), Target("store", "inside")),
    (Point(400, 380), Target("customer")),
    (Point(900, 600), None),
])  # fmt: skip
def test_the_topmost_thing_and_its_part(hand, place: Point, found: Target | None) -> None:
    assert target_at(hand.diagram, hand.places, place) == found


def test_handles_come_first_but_only_of_what_is_selected_alone(hand) -> None:
    corner = Point(272, 122)

    assert target_at(hand.diagram, hand.places, corner, 1.0, ("check",)) == Target("check", "handle:se")
    assert target_at(hand.diagram, hand.places, corner, 1.0, ("check", "send")) != Target("check", "handle:se")


def test_tiny_shapes_offer_no_handles(hand) -> None:
    assert target_at(hand.diagram, hand.places, Point(265, 115), 0.2, ("check",)) == Target("check")
