"""Scripts that join, stack or run from right to left, in whatever fonts are here."""

import time

import pytest

from mapper.lettering import fallback, shaping
from mapper.lettering.fallback import STAND_IN
from mapper.lettering.measure import advances, width
from mapper.lettering.wrap import wrap

HEBREW = pytest.mark.skipif(fallback.source("ש") is None, reason="no font with Hebrew here")
ARABIC = pytest.mark.skipif(fallback.source("ع") is None, reason="no font with Arabic here")


def drawn(text: str) -> str:
    """The characters in the order of their glyphs from left to right."""
    found = sorted(shaping.runs(text), key=lambda run: run.x)
    return "".join(glyph.text for run in found for glyph in run.glyphs)


@HEBREW
@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("אבג", "גבא"),
        ("אבג 12 דה", "הד 12 גבא"),
        ("go אבג now", "go גבא now"),
        ("אבג (דה)", ")הד( גבא"),
    ],
)
def test_hebrew_stands_from_right_to_left_and_numbers_do_not(text: str, seen: str) -> None:
    assert drawn(text) == seen


@HEBREW
def test_runs_come_in_the_order_in_which_they_are_read() -> None:
    first, *_, last = shaping.runs("אבג דהו")

    assert {glyph.text for glyph in first.glyphs} == set("אבג")
    assert {glyph.text for glyph in last.glyphs} == set("דהו")
    assert first.x > last.x


@ARABIC
def test_arabic_letters_join() -> None:
    (alone,) = shaping.runs("ع")
    (joined,) = shaping.runs("ععع")

    assert len({glyph.id for glyph in joined.glyphs}) == 3
    assert alone.glyphs[0].id not in {glyph.id for glyph in joined.glyphs}
    assert width("ععع", 10) != pytest.approx(3 * width("ع", 10))


def test_what_no_font_has_is_stood_in_for_and_keeps_its_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fallback, "source", lambda c, truetype=False: None)
    shaping.runs.cache_clear()
    (sign,) = shaping.runs(STAND_IN)

    found = [glyph for run in shaping.runs("a✈\ufe0f") for glyph in run.glyphs]
    shaping.runs.cache_clear()

    assert "".join(glyph.text for glyph in found) == "a✈\ufe0f"
    assert found[1].id == sign.glyphs[0].id


def test_plain_text_needs_no_shaping() -> None:
    assert shaping.is_plain("Blåbærgrød – 5 €")
    assert not shaping.is_plain("שלום")
    assert not shaping.is_plain("हिन्दी")


def test_one_advance_for_each_character() -> None:
    for text in ("", "abc", "e\u0301", "הד", "हिन्दी", "🚚👍🏽", "\ud800"):
        assert len(advances(text)) == len(text)


@pytest.mark.parametrize("letter", ["x", "ø", "-", "x ", "人"])
def test_a_long_name_is_measured_in_linear_time(letter: str) -> None:
    def seconds(count: int) -> float:
        text = letter * (count // len(letter))
        begin = time.perf_counter()
        lines = wrap(text, 88, 12.5)
        assert len(lines) > count / 40
        return time.perf_counter() - begin

    seconds(1000)
    short = min(seconds(12_500) for _ in range(3))
    assert min(seconds(100_000) for _ in range(2)) < 8 * short * 3 + 0.2


def test_a_word_of_a_script_without_blanks_keeps_its_marks() -> None:
    lines = wrap("ตรวจสอบคำสั่งซื้อใหม่ทั้งหมด", 40, 12.5)

    assert "".join(lines) == "ตรวจสอบคำสั่งซื้อใหม่ทั้งหมด"
    assert not any(line[0] in "ัิีึืุู่้๊๋์ะาำ" for line in lines)


@pytest.mark.parametrize("name", ["👍🏽" * 9, "🇩🇰" * 9, "e\u0301" * 60])
def test_pictures_and_accents_are_not_taken_apart(name: str) -> None:
    for line in wrap(name, 30, 12.5):
        assert line.replace("👍🏽", "").replace("🇩🇰", "").replace("e\u0301", "") in ("", "-")
