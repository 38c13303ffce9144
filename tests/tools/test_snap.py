"""Lining up."""

from mapper.model.geometry import Point, Rect
from mapper.tools.snap import snapped

BOX = Rect(0, 0, 100, 80)


def test_centres_click_into_line() -> None:
    by, guides = snapped(BOX, Point(153, 83), [Rect(300, 100, 50, 50)], 6)

    assert BOX.moved(*by).center.y == 125
    assert [(g.a.y, g.b.y) for g in guides] == [(125, 125)]


def test_without_a_neighbour_it_goes_by_the_grid() -> None:
    by, guides = snapped(BOX, Point(153, 96), [], 6)

    assert (by, guides) == (Point(150, 100), ())


def test_its_own_old_line_attracts() -> None:
    by, _guides = snapped(BOX, Point(153, 4), [], 6)

    assert by == Point(150, 0)


def test_an_edge_meets_an_edge() -> None:
    by, guides = snapped(BOX, Point(203, 300), [Rect(200, 500, 30, 30)], 6)

    assert by.x == 200
    assert any(g.a.x == g.b.x == 200 for g in guides)


def test_equal_gaps_attract_where_no_line_does() -> None:
    # given two boxes with a gap of 60, when a third comes near the same gap behind them
    row = [Rect(0, 0, 100, 80), Rect(160, 0, 100, 80)]
    by, guides = snapped(Rect(500, 0, 90, 70), Point(-177, 7), row, 6)
    # then it clicks to it, and both gaps are shown, equally long
    assert Rect(500, 0, 90, 70).moved(*by).x == 320
    level = [g for g in guides if g.a.y == g.b.y]
    assert sorted(g.b.x - g.a.x for g in level if g.b.x - g.a.x < 100) == [60, 60]


def test_between_two_it_clicks_to_the_middle() -> None:
    row = [Rect(0, 0, 100, 80), Rect(400, 0, 100, 80)]
    by, _guides = snapped(Rect(600, 200, 80, 60), Point(-393, -187), row, 6)
    assert Rect(600, 200, 80, 60).moved(*by).x == 210
