"""Every colour, width and size of the map as a named token, light and dark. Nothing is styled in place elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from functools import cache
from hashlib import blake2b
from typing import Any

from mapper.draw import colours
from mapper.lettering.sizes import USUAL, Sizes
from mapper.model.texts.step_box import ICON, MARKER


@dataclass(frozen=True, slots=True)
class Tint:
    """An owner's colours: `fill` of the badge and, under the lens, of the step; `ink` for initials and rims on it."""

    fill: str
    ink: str


# The fills stand on a ladder of lightness, so that grey print tells them apart, and their hues were searched for the
# greatest least difference in OKLab, with full sight and with each of the three colour blindnesses (Machado 2009).
# By night each keeps its hue; which stands where on the ladder was searched anew.
_TINTS_LIGHT = (
    "#c6fef0", "#eeeda2", "#d4dfff", "#97eccb", "#f0c987", "#aac8fc", "#f6a6ac", "#c2ba71", "#ada6e8", "#d290b8",
)  # fmt: skip
_TINTS_DARK = (
    "#126052", "#625f02", "#1b2765", "#08785a", "#604302", "#143b84", "#490c18", "#857b1e", "#6e6996", "#492d3e",
)  # fmt: skip


_SCALE = ("#4f9d69", "#b8a63a", "#d8872f", "#c4473a")
"""The hues of a scale: green, yellow, orange, red; their lightness is the theme's."""


@dataclass(frozen=True, slots=True)
class Theme:
    """The tokens. Colours "#rrggbb"; widths, radii and sizes pixels."""

    name: str = "light"
    dark: bool = False
    faint: float = 0.0
    """How far everything is blended into the paper: 0 as is, 1 invisible. See `faded`."""

    # grounds
    paper: str = "#ffffff"
    desk: str = "#f4f6f8"
    grid: str = "#d5dbe1"
    # text
    ink: str = "#1f2933"
    quiet: str = "#52606d"
    # steps
    step: str = "#ffffff"
    step_line: str = "#3e4c59"
    shadow: str = "#e8ecf0"
    # events and gateways
    start: str = "#2e7d4f"
    start_fill: str = "#f3faf5"
    middle: str = "#8a6d1b"
    middle_fill: str = "#fffbf0"
    end: str = "#b3382c"
    end_fill: str = "#fdf4f2"
    gateway: str = "#8a6d1b"
    gateway_fill: str = "#fffbf0"
    # data and artifacts
    data: str = "#7b8794"
    data_fill: str = "#ffffff"
    artifact: str = "#7b8794"
    # pools and lanes
    band: str = "#e9edf2"
    lane_band: str = "#f4f6f9"
    pool: str = "#ffffff"
    pool_line: str = "#7b8794"
    lane_line: str = "#c3cbd4"
    # flows
    line: str = "#52606d"
    # interaction
    accent: str = "#2f6fed"
    good: str = "#2e7d4f"
    bad: str = "#c0362c"
    # widths, radii, sizes
    line_width: float = 1.25
    hairline: float = 1.0
    thick: float = 3.0
    radius: float = 8.0
    bend: float = 6.0
    arrow: float = 9.0
    icon: float = ICON
    marker: float = MARKER
    sizes: Sizes = USUAL
    badge_size: float = 8.5
    tint_fills: tuple[str, ...] = _TINTS_LIGHT

    def tint(self, party: str) -> Tint:
        """The colours of a party met alone. Among several, `tints` avoids that two share one."""
        return self._tint(_seat(party, len(self.tint_fills)))

    def tints(self, parties: Iterable[str], others: Iterable[str] = ()) -> dict[str, Tint]:
        """Colours for all parties of a file, each party's the same whatever the order; shared only beyond ten.

        others: parties that choose after the first ones, so that those share last.

        >>> len({t.fill for t in LIGHT.tints(str(i) for i in range(10)).values()})
        10
        """
        count = len(self.tint_fills)
        taken = [0] * count
        found: dict[str, Tint] = {}
        first_ones = set(parties)
        for party in (*sorted(first_ones), *sorted(set(others) - first_ones)):
            first = _seat(party, count)
            # The next free seat; when all are taken, the least taken one.
            seat = min(range(count), key=lambda i: (taken[i], (i - first) % count))
            taken[seat] += 1
            found[party] = self._tint(seat)
        return found

    def scale(self, count: int) -> list[Tint]:
        """Tints of a scale, from calm to striking: told apart by lightness, of the same hues by day and by night."""
        found = []
        for at in range(count):
            share = at / max(count - 1, 1)
            hue = _SCALE[round(share * (len(_SCALE) - 1))]
            light = 0.34 + 0.22 * share if self.dark else 0.94 - 0.26 * share
            fill = colours.with_lightness(hue, light)
            found.append(Tint(fill, colours.readable(colours.with_lightness(hue, 0.86 if self.dark else 0.36), fill)))
        return found

    def _tint(self, seat: int) -> Tint:
        fill = self.tint_fills[seat]
        goal = 0.86 if self.dark else 0.36
        ink = colours.readable(colours.with_lightness(fill, goal), fill)
        return Tint(fill, ink) if not self.faint else Tint(fill, colours.mixed(ink, fill, self.faint))

    def own_fill(self, colour: str) -> str:
        """A file's fill colour as this theme shows it; "" when the file names none."""
        return _fitted_fill(self, colour) if colour else ""

    def own_line(self, colour: str) -> str:
        """A file's line colour as this theme shows it; "" when the file names none."""
        return _fitted_line(self, colour) if colour else ""

    def rim(self, fill: str, line: str) -> str:
        """The line around a file's own fill: as it is where it shows, else a deeper (in the dark, a lighter) fill."""
        if colours.contrast(line, fill) >= 1.9:
            return line
        light = colours.lightness(fill)
        return colours.with_lightness(fill, min(1.0, light + 0.3) if self.dark else light * 0.68)

    def on(self, fill: str, ink: str) -> str:
        """The ink where it can be read on the fill ("" is paper), else its lighter or darker kin; the theme's own ink
        turns white or black. Faded text stays faint."""
        ground = fill or self.paper
        if self.faint or colours.contrast(ink, ground) >= colours.READABLE:
            return ink
        if ink == self.ink:
            return max("#ffffff", "#000000", key=lambda c: colours.contrast(c, ground))
        return colours.readable(ink, ground)

    def picture_on(self, fill: str, line: str) -> str:
        """The line colour of a picture on a file's own fill: the given one where it shows, else an ink that does."""
        return line if colours.contrast(line, fill) >= 3.0 else self.on(fill, self.ink)

    def lettered(self, sizes: Sizes) -> Theme:
        """The theme with text as large as a map asks for."""
        return self if sizes == self.sizes else _lettered(self, sizes)

    @property
    def faded(self) -> Theme:
        """The theme of what stands back: every colour blended into the paper."""
        return _faded(self, 0.72)


def _seat(party: str, count: int) -> int:
    return int.from_bytes(blake2b(party.encode(), digest_size=4).digest(), "big") % count


@cache
def _fitted_fill(theme: Theme, colour: str) -> str:
    found = colours.normal(colour)
    if found and theme.dark and colours.lightness(found) > 0.5:
        # Light grounds become dark ones in the same order: white lands on the step's own fill.
        found = colours.with_lightness(found, 0.28 + (1 - colours.lightness(found)) * 0.5)
    return colours.mixed(found, theme.paper, theme.faint) if found and theme.faint else found


@cache
def _fitted_line(theme: Theme, colour: str) -> str:
    found = colours.normal(colour)
    if found and theme.dark:
        found = colours.readable(found, theme.step, 3.0)
    return colours.mixed(found, theme.paper, theme.faint) if found and theme.faint else found


@cache
def _lettered(theme: Theme, sizes: Sizes) -> Theme:
    return replace(theme, sizes=sizes)


@cache
def _faded(theme: Theme, share: float) -> Theme:
    if theme.faint:
        return theme
    tokens: dict[str, Any] = {f.name: getattr(theme, f.name) for f in fields(theme)}
    for name, value in tokens.items():
        if isinstance(value, str) and value.startswith("#"):
            tokens[name] = colours.mixed(value, theme.paper, share)
    tokens["tint_fills"] = tuple(colours.mixed(t, theme.paper, share) for t in theme.tint_fills)
    return Theme(**{**tokens, "faint": share})


LIGHT = Theme()
"""Screen by day, and always exports and print."""

DARK = Theme(
    name="dark",
    dark=True,
    paper="#1b2128",
    desk="#12161b",
    grid="#323b45",
    ink="#e4e9ee",
    quiet="#9aa7b4",
    step="#222a33",
    step_line="#9aa7b4",
    shadow="#151a20",
    start="#5fbf87",
    start_fill="#1d2f28",
    middle="#d3b158",
    middle_fill="#2e2a1e",
    end="#f0857a",
    end_fill="#352524",
    gateway="#d3b158",
    gateway_fill="#2e2a1e",
    data="#93a1af",
    data_fill="#222a33",
    artifact="#93a1af",
    band="#2a333d",
    lane_band="#222932",
    pool="#1b2128",
    pool_line="#75828f",
    lane_line="#3d4853",
    line="#9aa7b4",
    accent="#6ea0ff",
    good="#5fbf87",
    bad="#f0857a",
    tint_fills=_TINTS_DARK,
)
