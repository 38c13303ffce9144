"""A name in a box is whole, as large as it may be, and clear of what else is there."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapper.lettering.fit import BAND_AIR, LONGEST, fits, in_box
from mapper.lettering.measure import line_height, width

CORNERS = ((5.0, 4.0, 14.0, 14.0), (79.0, 59.0, 18.0, 18.0))
WORDS = st.lists(st.text("abcdefghijklmnopqrstuvwxyzæøåäöüß", min_size=1, max_size=28), min_size=1, max_size=25)


def told(text: str) -> str:
    return "".join(text.split()).replace("-", "")


@settings(max_examples=150, deadline=None)
@given(WORDS, st.floats(24, 220), st.floats(16, 160), st.booleans())
def test_no_letter_is_lost_whatever_the_box(words: list[str], w: float, h: float, corners: bool) -> None:
    name = " ".join(words)

    setting = in_box(name, w, h, CORNERS if corners else (), 12.5, "regular", "da")

    assert told("".join(setting.lines)) == told(name)
    assert 8 <= setting.size <= 12.5


@settings(max_examples=100, deadline=None)
@given(WORDS, st.floats(60, 220), st.floats(40, 160))
def test_what_does_not_run_over_lies_inside(words: list[str], w: float, h: float) -> None:
    setting = in_box(" ".join(words), w, h)

    if not setting.over:
        assert setting.top >= 0
        assert setting.top + len(setting.lines) * line_height(setting.size, setting.leading) <= h + 0.5
        assert all(width(line, setting.size) <= w for line in setting.lines)


def test_a_short_name_has_full_size_and_a_longer_one_smaller_letters() -> None:
    sizes = [in_box("check the order " * n, 100, 80).size for n in (1, 3, 5, 8)]

    assert sizes[0] == 12.5
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] < 10


def test_a_compound_is_hyphenated_rather_than_set_much_smaller() -> None:
    setting = in_box("Sagsbehandlingssystem", 100, 80, language="da")

    assert (setting.size, setting.lines) == (12.5, ("Sagsbehand-", "lingssystem"))


def test_a_name_runs_over_its_border_before_it_loses_a_letter() -> None:
    setting = in_box("Review the application together with the manager", 30, 20)

    assert setting.over
    assert setting.size == 8
    assert all("-" not in line for line in setting.lines), "rather over the border than in shreds"


def test_only_beyond_a_thousand_letters_a_name_may_end() -> None:
    just = "word " * (LONGEST // 5)
    beyond = in_box(just + "and more", 100, 80)

    assert not in_box(just.strip(), 100, 80).lines[-1].endswith("…")
    assert beyond.lines[-1].endswith("…")
    assert not beyond.over


@pytest.mark.parametrize("name", ["Sales", "Sales and distribution of the north and the south", "Indkøb\nog lager"])
def test_a_band_takes_as_many_lines_as_its_width_allows(name: str) -> None:
    setting = in_box(name, 160, 30, (), 12.5, "semibold", "en", BAND_AIR)

    assert not setting.over
    assert len(setting.lines) <= 2 or setting.size < 12.5


def test_the_room_that_a_name_needs_grows_with_its_letters() -> None:
    name = "Check the order and tell the customer"

    assert fits(name, 100, 80, (), 12.5)
    assert not fits(name, 100, 80, (), 24)
    assert not fits("Donaudampfschifffahrt" * 9, 100, 80, (), 12.5)
    assert fits("", 10, 10, (), 12.5)
