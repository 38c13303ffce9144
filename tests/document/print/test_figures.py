"""How a map is put on paper."""

from hypothesis import given
from hypothesis import strategies as st

from mapper.document.blocks import Tag
from mapper.document.print.pdf.figures import plan
from mapper.model.geometry import Rect

PAGE = (482.0, 729.0)
"""Room between the margins of A4, points."""
LEAST = 6 / 11.5


def tags(*places: tuple[float, float]) -> tuple[Tag, ...]:
    return tuple(Tag(Rect(x, y, 100, 80), str(n)) for n, (x, y) in enumerate(places, 1))


def test_a_small_map_stands_in_the_text() -> None:
    shown = plan(Rect(0, 0, 600, 300), tags((50, 50)), LEAST, PAGE)

    assert shown.readable
    assert shown.scale == 0.75


def test_a_middling_map_is_shown_whole_on_one_page_across() -> None:
    shown = plan(Rect(0, 0, 1300, 700), tags((50, 50)), LEAST, PAGE)

    assert not shown.readable
    assert shown.parts == (Rect(0, 0, 1300, 700),)


def test_pages_lie_so_that_fewest_are_needed() -> None:
    # given a map with steps everywhere that is wide, and a little too high for a page across
    corners = tags((50, 50), (2000, 800), (50, 800), (2000, 50), (1000, 400))
    shown = plan(Rect(0, 0, 2135, 980), corners, LEAST, PAGE)

    assert not shown.across
    assert len(shown.parts) == 3
    # while a lower one needs only two across
    assert plan(Rect(0, 0, 2135, 780), corners[:1] + corners[3:], LEAST, PAGE).across


def test_of_a_large_map_the_part_around_the_steps_is_shown() -> None:
    shown = plan(Rect(0, 0, 20000, 9000), tags((5000, 4000), (5200, 4100)), LEAST, PAGE)

    assert len(shown.parts) == 1
    assert shown.parts[0].w < 1000


def test_a_map_with_steps_everywhere_is_only_an_overview() -> None:
    everywhere = tags(*((x, y) for x in range(0, 20000, 400) for y in range(0, 9000, 400)))

    assert plan(Rect(0, 0, 20100, 9100), everywhere, LEAST, PAGE).parts == ()


@given(
    st.floats(10, 6000),
    st.floats(10, 4000),
    st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=9),
)
def test_parts_are_readable_fit_the_page_and_show_each_step_whole(
    w: float, h: float, places: list[tuple[float, float]]
) -> None:
    box = Rect(0, 0, w + 100, h + 80)
    steps = tags(*((x * w, y * h) for x, y in places))

    shown = plan(box, steps, LEAST, PAGE)

    for part in shown.parts:
        assert shown.part_scale >= LEAST
        room = PAGE[::-1] if shown.across else PAGE
        assert part.w * shown.part_scale <= room[0] + 0.01
        assert part.h * shown.part_scale <= room[1] + 0.01
    if shown.parts:
        for step in steps:
            assert any(part.grown(0.01).holds(step.box) for part in shown.parts)
