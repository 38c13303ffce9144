"""Lines fit their room, and no letter gets lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.lettering import font, measure
from mapper.lettering.wrap import balanced, ellipsis, wrap
from mapper.resources import font as font_file

TEXTS = st.text("abcdefghijklmnopqrstuvwxyzæøåABCÆØÅ0123456789 -/.,\n()", max_size=150)
ROOMS = st.floats(20, 300)


@given(TEXTS, ROOMS)
def test_no_line_is_wider_than_its_room(text: str, room: float) -> None:
    assert all(measure.width(line, 12.5) <= room + 1e-6 or len(line) == 1 for line in wrap(text, room, 12.5))


@given(TEXTS, ROOMS)
def test_no_letter_is_lost(text: str, room: float) -> None:
    kept = re.sub(r"[\s-]", "", "".join(wrap(text, room, 12.5)))

    assert kept == re.sub(r"[\s-]", "", text)


@given(TEXTS, ROOMS)
def test_balancing_keeps_the_number_of_lines_and_the_room(text: str, room: float) -> None:
    even = balanced(text, room, 12.5)

    assert len(even) == len(wrap(text, room, 12.5))
    assert all(measure.width(line, 12.5) <= room + 1e-6 or len(line) == 1 for line in even)


@given(TEXTS.filter(str.strip), st.floats(12, 200))
def test_an_ellipsis_fits(line: str, room: float) -> None:
    cut = ellipsis(line, room, 12.5)

    assert cut.endswith("…")
    assert measure.width(cut, 12.5) <= room


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Sagsbehandlingssystem", ["Sagsbehand-", "lingssystem"]),
        ("Check order/invoice-data", ["Check order/", "invoice-data"]),
        ("første\nanden", ["første", "anden"]),
        ("Sags\u00adbehandlings\u00adsystem", ["Sags-", "behandlings-", "system"]),
        ("高度に発達した科学技術", ["高度に発達", "した科学技", "術"]),
        (" \n ", []),
    ],
)
def test_words_break_where_a_reader_expects(text: str, lines: list[str]) -> None:
    assert wrap(text, 70, 12.5, language="da") == lines


def test_a_lone_last_word_gets_company() -> None:
    assert wrap("Register the new order", 100, 12.5) == ["Register the new", "order"]
    assert balanced("Register the new order", 100, 12.5) == ["Register the", "new order"]


def test_widths_are_those_of_the_font_file() -> None:
    from fontTools.ttLib import TTFont

    with TTFont(font_file("Semibold")) as file:
        glyphs = [file["hmtx"][file.getBestCmap()[ord(c)]][0] for c in "Bæredygtig"]

    assert measure.width("Bæredygtig", 10, "semibold") == pytest.approx(sum(glyphs) / 100)


@pytest.mark.parametrize(("text", "lacking"), [("Blåbær – €", ""), ("a ✈ b 中", "✈中"), ("é\u0301 \u200b", "")])
def test_letters_the_font_lacks_are_found(text: str, lacking: str) -> None:
    assert font.missing(text) == lacking
