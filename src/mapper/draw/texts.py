"""Text as marks: in a step around its icon and markers, along a band, outside a shape on a halo."""

from __future__ import annotations

from mapper.draw import labels
from mapper.draw.marks import Anchor, Line, Text
from mapper.draw.theme import Theme
from mapper.lettering.fit import AIR, BAND_AIR, Air, Setting, first_baseline, in_box
from mapper.lettering.font import Weight
from mapper.lettering.measure import line_height
from mapper.lettering.wrap import wrap
from mapper.model.geometry import Rect
from mapper.model.records import Record

_NO_AIR = Air(0.0, -1.0)


def in_step(text: str, box: Rect, taken: tuple[Rect, ...], theme: Theme, color: str) -> tuple[Text, ...]:
    """A step's name in the middle of its box, clear of the `taken` corners."""
    if not text.strip():
        return ()
    relative = tuple(tuple(t.moved(-box.x, -box.y)) for t in taken)
    setting = in_box(text, box.w, box.h, relative, theme.sizes.step, "regular", theme.sizes.language, AIR)
    return _level(setting, box, color, "regular", theme)


def inside(text: str, box: Rect, size: float, theme: Theme, color: str, weight: Weight = "regular", top: bool = False,
           anchor: Anchor = "middle") -> tuple[Text, ...]:  # fmt: skip
    """Text in a box, in its middle or at its top."""
    if not text.strip():
        return ()
    setting = in_box(text, max(box.w, 4), max(box.h, 4), (), size, weight, theme.sizes.language, _NO_AIR)
    return _level(setting._replace(top=0.0) if top else setting, box, color, weight, theme, anchor)


def along(text: str, band: Rect, size: float, theme: Theme, color: str, upright: bool) -> tuple[Text, ...]:
    """A name along a band: upwards in an upright one, else level."""
    if not text.strip():
        return ()
    length, thick = (band.h, band.w) if upright else (band.w, band.h)
    setting = in_box(text, max(length, 4), max(thick, 4), (), size, "semibold", theme.sizes.language, BAND_AIR)
    if not upright:
        return _level(setting, band, color, "semibold", theme)
    places = (band.x + setting.baseline(i) for i in range(len(setting.lines)))
    lines = tuple(Line(t, x, band.center.y) for t, x in zip(setting.lines, places, strict=True) if t)
    return (Text(lines, setting.size, color, "semibold", angle=-90, halo=theme.paper if setting.over else None),)


def outside(record: Record, theme: Theme) -> tuple[Text, ...]:
    """A label outside its shape, on a halo of paper."""
    found = labels.placed(record, theme.sizes)
    if found is None:
        return ()
    size = theme.sizes.label
    color = theme.own_line(record.trait("color")) or theme.ink
    x, base = found.box.center.x, found.box.y + first_baseline(size)
    high = line_height(size)
    placed = tuple(Line(t, x, base + i * high) for i, t in enumerate(found.lines) if t)
    return (Text(placed, size, theme.on(theme.paper, color), halo=theme.paper),)


def _level(setting: Setting, box: Rect, color: str, weight: Weight, theme: Theme, anchor: Anchor = "middle"
           ) -> tuple[Text, ...]:  # fmt: skip
    """A setting where its box stands; what runs over the border has a halo, in ink that is read on paper."""
    x = box.center.x if anchor == "middle" else box.x
    lines = tuple(Line(t, x, box.y + setting.baseline(i)) for i, t in enumerate(setting.lines) if t)
    halo = theme.paper if setting.over else None
    ink = theme.on(theme.paper, color) if setting.over else color
    return (Text(lines, setting.size, ink, weight, anchor=anchor, halo=halo),) if lines else ()


def lines(text: str, box: Rect, size: float, theme: Theme, color: str) -> tuple[Text, ...]:
    """All of a text in lines from the left as wide as a box, about its middle."""
    found = wrap(text, box.w, size, language=theme.sizes.language)
    top = box.center.y - len(found) * line_height(size) / 2 + first_baseline(size)
    placed = tuple(Line(t, box.x, top + i * line_height(size)) for i, t in enumerate(found) if t)
    return (Text(placed, size, color, anchor="start"),) if placed else ()
