"""Colours as numbers: contrast, lightness, mixing, and fitting a file's own colours into the dark theme.

Contrast is WCAG 2.2's ratio; lightness and hue are OKLab's (Björn Ottosson, 2020), which keeps hues while it darkens.
"""

from __future__ import annotations

from functools import lru_cache

READABLE = 4.5
"""The least contrast of text (WCAG 2.2, 1.4.3)."""


def rgb(colour: str) -> tuple[float, float, float]:
    """Red, green, blue from 0 to 1 of "#rrggbb"."""
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


def normal(colour: str) -> str:
    """The colour as "#rrggbb", or "" when it is none: files hold "#abc", "#RRGGBBAA", names and worse.

    >>> normal("#ABC"), normal("#11223344"), normal("rgb(1, 2, 3)"), normal("nonsense")
    ('#aabbcc', '#112233', '#010203', '')
    """
    text = colour.strip().lower()
    if text.startswith("rgb(") and text.endswith(")"):
        parts = text[4:-1].split(",")
        if len(parts) == 3 and all(p.strip().isdigit() and int(p) < 256 for p in parts):
            return "#" + "".join(f"{int(p):02x}" for p in parts)
    digits = text.removeprefix("#")
    if not text.startswith("#") or any(d not in "0123456789abcdef" for d in digits):
        return _NAMES.get(text, "")
    if len(digits) in (3, 4):
        return "#" + "".join(d * 2 for d in digits[:3])
    return "#" + digits[:6] if len(digits) in (6, 8) else ""


_NAMES = {
    "white": "#ffffff", "black": "#000000", "red": "#ff0000", "green": "#008000", "blue": "#0000ff",
    "yellow": "#ffff00", "orange": "#ffa500", "purple": "#800080", "gray": "#808080", "grey": "#808080",
}  # fmt: skip


def mixed(colour: str, other: str, share: float) -> str:
    """`share` (0…1) of `other` in `colour`."""
    parts = (a + (b - a) * share for a, b in zip(rgb(colour), rgb(other), strict=True))
    return "#" + "".join(f"{round(255 * p):02x}" for p in parts)


@lru_cache(4096)
def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1."""
    r, g, b = (_linear(c) for c in rgb(colour))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(colour: str, other: str) -> float:
    """The contrast ratio, 1 to 21.

    >>> round(contrast("#000000", "#ffffff"))
    21
    """
    high, low = sorted((luminance(colour), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@lru_cache(1024)
def lightness(colour: str) -> float:
    """OKLab lightness, 0 to 1."""
    return oklab(colour)[0]


@lru_cache(1024)
def with_lightness(colour: str, wanted: float) -> str:
    """The colour at another lightness, its hue kept; its strength shrinks where the screen cannot show it."""
    _, a, b = oklab(colour)
    for strength in (1.0, 0.8, 0.6, 0.4, 0.2):
        parts = _from_oklab(wanted, a * strength, b * strength)
        if all(-0.002 <= p <= 1.002 for p in parts):
            return _hex(parts)
    return _hex(_from_oklab(wanted, 0, 0))


@lru_cache(1024)
def readable(colour: str, ground: str, ratio: float = READABLE) -> str:
    """The colour, made lighter or darker until it has the contrast on the ground."""
    end = 0.0 if luminance(ground) > 0.18 else 1.0
    start = lightness(colour)
    for step in range(26):
        found = with_lightness(colour, start + (end - start) * step / 25) if step else colour
        if contrast(found, ground) >= ratio:
            return found
    return "#ffffff" if end else "#000000"


def oklab(colour: str) -> tuple[float, float, float]:
    """Lightness, green to red, blue to yellow."""
    r, g, b = (_linear(c) for c in rgb(colour))
    x = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    y = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    z = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * x + 0.7936177850 * y - 0.0040720468 * z,
        1.9779984951 * x - 2.4285922050 * y + 0.4505937099 * z,
        0.0259040371 * x + 0.7827717662 * y - 0.8086757660 * z,
    )


def _from_oklab(light: float, a: float, b: float) -> tuple[float, float, float]:
    x = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    y = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    z = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        _curved(4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z),
        _curved(-1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z),
        _curved(-0.0041960863 * x - 0.7034186147 * y + 1.7076147010 * z),
    )


def _linear(c: float) -> float:
    return c / 12.92 if c <= 0.04045 else float(((c + 0.055) / 1.055) ** 2.4)


def _curved(c: float) -> float:
    return c * 12.92 if c <= 0.0031308 else float(1.055 * c ** (1 / 2.4) - 0.055)


def _hex(parts: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(255 * min(1.0, max(0.0, p))):02x}" for p in parts)
