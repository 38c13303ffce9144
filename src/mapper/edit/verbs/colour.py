"""Colours that somebody gives to shapes and flows ("BPMN in Color" of the MIWG), and the ones that are offered."""

from __future__ import annotations

import colorsys
from collections.abc import Iterable
from typing import NamedTuple

from mapper.model.diagram import Diagram
from mapper.model.kinds import COLOURS, TRAITS
from mapper.model.records import Record
from mapper.text import N_, _


class Pair(NamedTuple):
    """A fill and a line of one hue, "#rrggbb" or ""; the line reads on the fill and on white paper."""

    fill: str
    stroke: str


class Named(NamedTuple):
    """A pair that is offered, by its name; the label is English."""

    name: str
    label: str
    pair: Pair


NONE = Pair("", "")

PALETTE: tuple[Named, ...] = (
    Named("blue", N_("Blue"), Pair("#bbdefb", "#0d4372")),
    Named("teal", N_("Teal"), Pair("#b2e4df", "#00504a")),
    Named("green", N_("Green"), Pair("#c8e6c9", "#205022")),
    Named("yellow", N_("Yellow"), Pair("#fff3b0", "#665200")),
    Named("orange", N_("Orange"), Pair("#ffe0b2", "#6b3c00")),
    Named("red", N_("Red"), Pair("#ffcdd2", "#831311")),
    Named("purple", N_("Purple"), Pair("#e1bee7", "#5b176d")),
    Named("grey", N_("Grey"), Pair("#dfe3e8", "#3e4c59")),
)
"""What is offered. Blue, green, orange, red and purple are the pairs of bpmn.io's editors: maps of both match."""

_DEEPER = 0.45
"""The share of its lightness that a colour keeps as the line around itself."""


def paint(diagram: Diagram, ids: Iterable[str], fill: str, stroke: str) -> None:
    """Give things a fill and a line, "#rrggbb"; a flow takes the line alone. With "" both go, and what colour the
    label had goes in any case."""
    _paint(diagram, ids, Pair(fill, stroke), stroke)


def paint_own(diagram: Diagram, ids: Iterable[str], colour: str) -> None:
    """Give things one colour somebody chose: shapes are filled with it and get a line that fits, flows are drawn in
    it."""
    _paint(diagram, ids, around(colour), colour)


def can_paint(record: Record | None) -> bool:
    """Whether a record is drawn and carries colours."""
    return record is not None and record.plane is not None and record.family in TRAITS["stroke"].families


def common(diagram: Diagram, ids: Iterable[str]) -> Pair | None:
    """The colours that things share, flows going by their line; None when they differ."""
    records = [record for id in ids if can_paint(record := diagram.get(id)) and record is not None]
    filled = [record for record in records if _takes_fill(record)]
    strokes = {str(record.trait("stroke")) for record in records}
    fills = {str(record.trait("fill")) for record in filled}
    if len(strokes) != 1 or len(fills) > 1:
        return None
    stroke = strokes.pop()
    return Pair(fills.pop() if fills else around_of(stroke), stroke)


def around(fill: str) -> Pair:
    """A fill with a line of its hue: deeper around a light fill, lighter around a dark one.

    >>> around("#ffffff"), around("#000000")
    (Pair(fill='#ffffff', stroke='#737373'), Pair(fill='#000000', stroke='#8c8c8c'))
    """
    red, green, blue = (int(fill[i : i + 2], 16) / 255 for i in (1, 3, 5))
    hue, light, strength = colorsys.rgb_to_hls(red, green, blue)
    light = light * _DEEPER if light > 0.35 else 1 - (1 - light) * _DEEPER
    parts = colorsys.hls_to_rgb(hue, light, strength)
    return Pair(fill, "#" + "".join(f"{round(255 * part):02x}" for part in parts))


def around_of(stroke: str) -> str:
    """The fill of the offered pair with a line; "" when none has it."""
    return next((named.pair.fill for named in PALETTE if named.pair.stroke == stroke), "")


def _paint(diagram: Diagram, ids: Iterable[str], pair: Pair, line: str) -> None:
    with diagram.transaction(_("Colour")):
        for id in ids:
            record = diagram.get(id)
            if not can_paint(record) or record is None:
                continue
            given = (*pair, "") if _takes_fill(record) else ("", line, "")
            for trait, value in zip(COLOURS, given, strict=True):
                record = record.with_trait(trait, value)
            diagram.put(record)


def _takes_fill(record: Record) -> bool:
    return record.family in TRAITS["fill"].families
