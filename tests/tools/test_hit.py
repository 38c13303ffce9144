"""What is under the pointer."""

import pytest

from mapper.model.geometry import Point
from mapper.tools.hit import target_at
from mapper.tools.pointer import Target
from mapper.tools.select import select


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


def test_the_border_of_a_lane_is_pulled_without_selecting_it_first(hand) -> None:
    assert target_at(hand.diagram, hand.places, Point(500, 151)) == Target("sales", "handle:s")

    outcome = hand.drag(select, Point(500, 151), Point(500, 180), Point(500, 190))

    assert hand.diagram.node("sales").bounds.bottom == hand.diagram.node("store").bounds.y == 190
    assert outcome.selection == ("sales",)


def test_of_two_flows_the_nearer_one_is_meant(hand) -> None:
    with hand.diagram.transaction("beside"):
        beside = (Point(270, 84), Point(400, 84))
        hand.diagram.put(hand.diagram.flow("two").but(id="three", points=beside, z=0))

    assert target_at(hand.diagram, hand.places, Point(330, 81)) == Target("two", "segment:0")
    assert target_at(hand.diagram, hand.places, Point(330, 83)) == Target("three", "segment:0")
