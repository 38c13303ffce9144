"""How a map is put on paper."""

import random

import pytest

from mapper.document.blocks import Figure, Shape, Tag
from mapper.document.print.pdf.tiles import home, plan
from mapper.draw.marks import Line, Text
from mapper.model.geometry import Rect

PAGE = (482.0, 729.0)
"""Room between the margins of A4, points."""
STRIP, HEAD = 24.0, 34.0
LEAST = 6 / 11.5


def figure(width: float, height: float, *steps: Rect, selected: bool = False, marked: int = 1000) -> Figure:
    """A map of steps, each with a name of ordinary size, in a frame."""
    name = Text((Line("x", 0, 0),), 11.5, "#000000")
    shapes = tuple(Shape((name,), step, True) for step in steps)
    frame = Shape((), Rect(0, 0, width, height), False)
    tags = tuple(Tag(step, str(n)) for n, step in enumerate(steps[:marked], 1))
    return Figure((frame, *shapes), Rect(0, 0, width, height), tags, (), (), 11.5, selected, *[""] * 5)


def step(x: float, y: float) -> Rect:
    return Rect(x, y, 100, 80)


def test_a_small_map_stands_in_the_text() -> None:
    shown = plan(figure(600, 300, step(50, 50)), PAGE, STRIP, HEAD)
    assert (shown.scale, shown.across, shown.tiles) == (0.75, False, ())


def test_a_middling_map_stands_whole_on_a_page_across() -> None:
    shown = plan(figure(1300, 700, step(50, 50)), PAGE, STRIP, HEAD)
    assert shown.across
    assert shown.tiles == ()
    assert shown.scale >= LEAST


def test_pages_lie_so_that_fewest_are_needed() -> None:
    wide = plan(figure(2400, 600, step(50, 50), step(2200, 400)), PAGE, STRIP, HEAD)
    high = plan(figure(800, 2400, step(50, 50), step(600, 2200)), PAGE, STRIP, HEAD)
    assert (wide.across, len(wide.tiles)) == (True, 2)
    assert (high.across, len(high.tiles)) == (False, 2)


def test_of_a_large_map_that_is_about_some_steps_their_part_is_shown() -> None:
    steps = (step(5000, 4000), step(5200, 4100), *(step(x, 100) for x in range(0, 20000, 400)))
    shown = plan(figure(20000, 9000, *steps, selected=True, marked=2), PAGE, STRIP, HEAD)
    assert len(shown.tiles) == 1
    assert shown.tiles[0].w < 1000


def test_there_is_no_upper_limit() -> None:
    steps = [step(x, y) for x in range(0, 20000, 400) for y in range(0, 9000, 400)]
    shown = plan(figure(20100, 9100, *steps), PAGE, STRIP, HEAD)
    assert len(shown.tiles) > 100
    assert all(any(tile.holds(one) for tile in shown.tiles) for one in steps)


@pytest.mark.parametrize("seed", range(12))
def test_each_step_is_whole_on_a_tile_that_fits_its_page(seed: int) -> None:
    # given steps strewn over a map, in no rows
    dice = random.Random(seed)
    w, h = dice.uniform(2000, 6000), dice.uniform(800, 4000)
    steps: list[Rect] = []
    while len(steps) < 60:
        one = step(dice.uniform(0, w - 100), dice.uniform(0, h - 80))
        if not any(one.grown(15).meets(other) for other in steps):
            steps.append(one)
    shown = plan(figure(w, h, *steps), PAGE, STRIP, HEAD)
    # then none is cut, and each page can hold its tile readably
    assert shown.scale >= LEAST - 1e-9
    room = PAGE[::-1] if shown.across else PAGE
    for tile in shown.tiles:
        assert tile.w * shown.scale <= room[0] - STRIP + 0.01
        assert tile.h * shown.scale <= room[1] - STRIP - HEAD + 0.01
    for one in steps:
        assert home(one, shown.tiles) is not None
