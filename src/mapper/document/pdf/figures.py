"""Pictures of maps on paper: text never below 6 pt. What does not fit becomes a numbered overview, and the parts
enlarged on pages across at the end of the document."""

from __future__ import annotations

import math
from dataclasses import dataclass

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, KeepTogether, PageBreak

from mapper.document.blocks import Figure, Tag
from mapper.document.pdf import style
from mapper.document.pdf.fonts import SEMIBOLD
from mapper.document.pdf.sheet import Sheet
from mapper.draw.marks import Marks, Text
from mapper.draw.pdf import paint
from mapper.model.geometry import Rect, bounding

NATURAL = 0.75
"""Points a pixel at most: a map is not blown up beyond its size on screen."""
_UPRIGHT = 0.6
"""The share of an upright page's height that a picture may take."""
_OVERLAP, _AROUND = 130.0, 60.0
"""What two neighbouring parts share, so that a step cut in one is whole in the other; paper around the steps; pixels."""
_MOST, _MOST_WHOLE = 12, 4
"""Pages for one map at most; up to how many the whole map is shown and not only the part around the steps."""
_CAPTION = 30.0


@dataclass(frozen=True, slots=True)
class Plan:
    """How a map is shown: upright at `scale`, or as an overview at `scale` with `parts` at `part_scale`."""

    scale: float
    readable: bool
    parts: tuple[Rect, ...] = ()
    part_scale: float = 0.0


def plan(box: Rect, tags: tuple[Tag, ...], least: float, upright: tuple[float, float], across: tuple[float, float]) -> Plan:
    """Choose how to show a map. least: points a pixel needed to read it; upright, across: room on the two pages."""
    scale = min(_fit(box, upright), NATURAL)
    if scale >= least:
        return Plan(scale, True)
    for region, most in ((box, _MOST_WHOLE), (_around(box, tags), _MOST)):
        parts = tuple(p for p in _tiled(region, least, across) if any(p.meets(t.box) for t in tags))
        if 0 < len(parts) <= most:
            return Plan(scale, False, parts, max(least, min(NATURAL, *(_fit(p, across) for p in parts))))
    return Plan(scale, False)


def figure(sheet: Sheet, block: Figure) -> list[Flowable]:
    """The picture for the running text; enlarged parts go to the sheet's appendix."""
    sheet.figures += 1
    width, height = sheet.width, sheet.height
    least = style.LEAST_TEXT / min((m.size for m in block.marks if isinstance(m, Text)), default=style.LEAST_TEXT)
    shown = plan(block.box, block.tags, least, (width, height * _UPRIGHT), (height, width - _CAPTION))
    if shown.readable:
        picture = MapPicture(block.marks, block.box, shown.scale)
        return [KeepTogether([picture, sheet.text(block.caption, style.CAPTION)])]
    bare = tuple(m for m in block.marks if not isinstance(m, Text))
    overview = MapPicture(bare, block.box, shown.scale, block.tags, shown.parts)
    count = len(shown.parts)
    for at, part in enumerate(shown.parts, 1):
        caption = block.part.replace("{parts}", str(count)).replace("{part}", str(at))
        sheet.appendix += [MapPicture(block.marks, part, shown.part_scale), sheet.text(caption, style.CAPTION), PageBreak()]
    text = block.overview if shown.parts else block.too_large
    return [KeepTogether([overview, sheet.text(text, style.CAPTION)])]


class MapPicture(Flowable):  # type: ignore[misc]
    """Paints the marks inside a box of the map; with tags and parts it is an overview."""

    def __init__(
        self, marks: Marks, box: Rect, scale: float, tags: tuple[Tag, ...] = (), parts: tuple[Rect, ...] = ()
    ) -> None:
        super().__init__()
        self.marks, self.box, self.scale, self.tags, self.parts = marks, box, scale, tags, parts

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.box.w * self.scale, self.box.h * self.scale

    def draw(self) -> None:
        canvas = self.canv
        canvas.saveState()
        frame = canvas.beginPath()
        frame.rect(0, 0, self.box.w * self.scale, self.box.h * self.scale)
        canvas.clipPath(frame, stroke=0, fill=0)
        paint(canvas, self.marks, self.box, 0, 0, self.scale)
        for number, part in enumerate(self.parts, 1):
            self._part(str(number), part, len(self.parts) > 1)
        for tag in self.tags:
            self._tag(tag)
        canvas.restoreState()

    def _place(self, box: Rect) -> Rect:
        """A box of the map in points on the picture, y upwards."""
        s = self.scale
        return Rect((box.x - self.box.x) * s, (self.box.bottom - box.bottom) * s, box.w * s, box.h * s)

    def _tag(self, tag: Tag) -> None:
        box = self._place(tag.box)
        size = max(style.LEAST_TEXT, min(9.0, box.h * 0.5))
        if stringWidth(tag.text, SEMIBOLD, size) > box.w - 1 or size > box.h:
            return
        self.canv.setFont(SEMIBOLD, size)
        self.canv.setFillColor(style.INK)
        self.canv.drawCentredString(box.center.x, box.center.y - size * 0.33, tag.text)

    def _part(self, number: str, part: Rect, numbered: bool) -> None:
        box = self._place(part).grown(-0.75)
        self.canv.setStrokeColor(style.ACCENT)
        self.canv.setLineWidth(0.75)
        self.canv.setDash(3, 2)
        self.canv.rect(*box, stroke=1, fill=0)
        self.canv.setDash()
        if numbered:
            self.canv.setFont(SEMIBOLD, 8)
            self.canv.setFillColor(style.ACCENT)
            self.canv.drawString(box.x + 3, box.bottom - 9, number)


def _fit(box: Rect, room: tuple[float, float]) -> float:
    return min(room[0] / max(box.w, 1), room[1] / max(box.h, 1))


def _around(box: Rect, tags: tuple[Tag, ...]) -> Rect:
    """The part of the map around the tagged steps."""
    whole = (bounding(tag.box for tag in tags) or box).grown(_AROUND)
    x, y = max(whole.x, box.x), max(whole.y, box.y)
    return Rect(x, y, min(whole.right, box.right) - x, min(whole.bottom, box.bottom) - y)


def _tiled(region: Rect, least: float, room: tuple[float, float]) -> list[Rect]:
    """As few equal parts as can be read, left to right and down, overlapping."""
    xs = _cuts(region.x, region.w, room[0] / least)
    ys = _cuts(region.y, region.h, room[1] / least)
    return [Rect(x, y, w, h) for y, h in ys for x, w in xs]


def _cuts(start: float, length: float, most: float) -> list[tuple[float, float]]:
    """Starts and lengths along one side.

    >>> _cuts(0, 1870, 1400)
    [(0.0, 1000.0), (870.0, 1000.0)]
    """
    if length <= most:
        return [(start, length)]
    overlap = min(_OVERLAP, most / 3)
    count = math.ceil((length - overlap) / (most - overlap))
    each = (length + (count - 1) * overlap) / count
    return [(start + i * (each - overlap), each) for i in range(count)]
