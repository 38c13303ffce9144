"""The free lasso."""

from mapper.model.geometry import Point
from mapper.tools.lasso import encloses, lasso


def test_it_takes_what_has_its_middle_inside(hand) -> None:
    way = [Point(150, 30), Point(330, 30), Point(330, 130), Point(150, 130), Point(150, 60)]
    outcome = hand.drag(lasso, *way)

    assert outcome.selection == ("check",)


def test_a_dent_is_outside() -> None:
    places = [(0, 0), (30, 0), (30, 30), (20, 30), (20, 10), (10, 10), (10, 30), (0, 30)]
    horseshoe = [Point(*place) for place in places]

    assert encloses(horseshoe, Point(5, 20))
    assert not encloses(horseshoe, Point(15, 20))


def test_round_a_pool_it_takes_the_pool_and_not_its_steps(hand) -> None:
    way = [Point(-20, -20), Point(820, -20), Point(820, 320), Point(-20, 320), Point(-20, 0)]

    assert hand.drag(lasso, *way).selection == ("pool",)


def test_a_straight_way_draws_a_rectangle(hand) -> None:
    # given a way from corner to corner that wavers a little as a hand does
    outcome = hand.drag(lasso, Point(150, 20), Point(240, 70), Point(320, 85), Point(420, 100), Point(520, 140))
    # then what lies wholly inside is taken, whatever the way passed on which side
    assert {"check", "send"} <= set(outcome.selection)
    assert "sales" not in outcome.selection


def test_a_rectangle_leaves_what_it_only_cuts(hand) -> None:
    assert hand.drag(lasso, Point(150, 20), Point(230, 60), Point(330, 90)).selection == ()
