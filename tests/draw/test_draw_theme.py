"""Colours can be read in both themes, and owners be told apart, also in grey and by colour-blind people."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.draw import colours
from mapper.draw.theme import DARK, LIGHT, Theme

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda t: t.name)
PARTIES = [f"Party_{i}" for i in range(10)]


@THEMES
def test_text_has_contrast_on_every_ground(theme: Theme) -> None:
    grounds = [theme.paper, theme.desk, theme.step, theme.band, theme.lane_band]
    # on a tint the ink is the theme's own, or black or white where that reads better
    pairs = [*((theme.ink, ground) for ground in grounds), *((theme.on(t, theme.ink), t) for t in theme.tint_fills)]

    assert not [pair for pair in pairs if colours.contrast(*pair) < 4.5]


@THEMES
def test_lines_and_pictures_have_contrast(theme: Theme) -> None:
    pairs = [(theme.step_line, theme.step), (theme.line, theme.paper), (theme.data, theme.paper),
             (theme.start, theme.start_fill), (theme.middle, theme.middle_fill), (theme.end, theme.end_fill),
             (theme.gateway, theme.gateway_fill), (theme.accent, theme.paper), (theme.bad, theme.paper)]  # fmt: skip

    assert not [pair for pair in pairs if colours.contrast(*pair) < 3]


@THEMES
def test_initials_have_contrast_on_their_disc(theme: Theme) -> None:
    assert not [t for t in theme.tints(PARTIES).values() if colours.contrast(t.ink, t.fill) < 4.5]


def test_a_tint_has_the_same_hue_by_day_and_by_night() -> None:
    pairs = [*zip(LIGHT.tint_fills, DARK.tint_fills, strict=True),
             *((day.fill, night.fill) for day, night in zip(LIGHT.scale(4), DARK.scale(4), strict=True))]  # fmt: skip

    assert max(abs(math.remainder(_hue(day) - _hue(night), 360)) for day, night in pairs) < 6


def _hue(colour: str) -> float:
    _light, a, b = colours.oklab(colour)
    return math.degrees(math.atan2(b, a))


@THEMES
def test_tints_differ_in_lightness(theme: Theme) -> None:
    ladder = sorted(colours.lightness(fill) for fill in theme.tint_fills)

    assert len(ladder) == 10
    assert min(b - a for a, b in itertools.pairwise(ladder)) > 0.012


# Machado, Oliveira and Fernandes (2009), severity 1, for protan, deutan and tritan sight, on linear colour.
BLIND = (
    ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
)


@THEMES
@pytest.mark.parametrize("matrix", BLIND, ids=["protan", "deutan", "tritan"])
def test_colour_blind_people_can_tell_tints_apart(theme: Theme, matrix: tuple[tuple[float, ...], ...]) -> None:
    seen = [_seen(fill, matrix) for fill in theme.tint_fills]

    nearest = min(
        sum((a - b) ** 2 for a, b in zip(x, y, strict=True)) ** 0.5 for x, y in itertools.combinations(seen, 2)
    )

    assert nearest > 0.04


def _seen(colour: str, matrix: tuple[tuple[float, ...], ...]) -> tuple[float, ...]:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colours.rgb(colour)]
    mixed = [min(1.0, max(0.0, sum(m * c for m, c in zip(row, linear, strict=True)))) for row in matrix]
    curved = [c * 12.92 if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in mixed]
    return colours.oklab("#" + "".join(f"{round(255 * c):02x}" for c in curved))


@given(st.permutations(PARTIES), st.integers(1, 10))
def test_ten_owners_have_ten_tints_whatever_their_order(parties: list[str], count: int) -> None:
    some = parties[:count]

    tints = LIGHT.tints(some)

    assert tints == LIGHT.tints(reversed(some))
    assert len({t.fill for t in tints.values()}) == count


def test_those_who_own_something_do_not_share_with_those_who_do_not() -> None:
    owners = PARTIES[5:]

    tints = LIGHT.tints(owners, [*PARTIES, *(f"Unit_{i}" for i in range(10))])

    assert len(tints) == 20
    assert {p: tints[p] for p in owners} == LIGHT.tints(owners)


def test_more_than_ten_owners_share_evenly() -> None:
    fills = [t.fill for t in LIGHT.tints(map(str, range(25))).values()]

    assert {fills.count(f) for f in fills} == {2, 3}


def test_a_party_keeps_its_tint_in_every_session() -> None:
    # Python's own hash of a text changes from run to run; this one must not.
    assert LIGHT.tint_fills.index(LIGHT.tint("Party_0001").fill) == 3


@THEMES
@given(fill=st.from_regex(r"\A#[0-9a-f]{6}\Z"), ink=st.from_regex(r"\A#[0-9a-f]{6}\Z"))
def test_text_on_any_colour_of_a_file_can_be_read(theme: Theme, fill: str, ink: str) -> None:
    ground = theme.own_fill(fill)

    assert colours.contrast(theme.on(ground, ink), ground) >= 4.5
    assert colours.contrast(theme.on(ground, theme.ink), ground) >= 4.5


def test_light_fills_turn_dark_in_the_dark() -> None:
    assert colours.lightness(DARK.own_fill("#ffe0b2")) < 0.4
    assert LIGHT.own_fill("#ffe0b2") == "#ffe0b2"


@THEMES
def test_what_stands_back_is_blended_into_the_paper(theme: Theme) -> None:
    faded = theme.faded

    assert faded.faded == faded
    assert 1 < colours.contrast(faded.ink, theme.paper) < 3
    assert faded.line_width == theme.line_width
