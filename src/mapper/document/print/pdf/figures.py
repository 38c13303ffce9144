"""Pictures of maps on paper: text never below 6 pt. What does not fit becomes a numbered overview, and the parts
enlarged on pages across at the end of the document."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, NextPageTemplate, PageBreak

from mapper.document.blocks import Figure, Heading, Tag
from mapper.document.print.pdf import style
from mapper.document.print.pdf.fonts import SEMIBOLD
from mapper.document.print.pdf.pages import ACROSS, UPRIGHT, heading
from mapper.document.print.pdf.sheet import Sheet
from mapper.draw.marks import Marks, Text
from mapper.draw.painters.pdf import paint
from mapper.model.geometry import Rect, bounding

NATURAL = 0.75
"""Points a pixel at most: a map is not blown up beyond its size on screen."""
_UPRIGHT = 0.6
"""The share of an upright page's height that a picture may take."""
_OVERLAP, _AROUND = 100.0, 60.0
"""What a part shows of its neighbours, so that a step on the border is whole in one; paper around the steps; pixels."""
_MOST, _MOST_WHOLE = 12, 4
"""Pages for one map at most; up to how many the whole map is shown and not only the part around the steps."""
_HEADING = 25.0
"""Height of the heading above an enlarged part, points."""


Room: TypeAlias = tuple[float, float]
"""Width and height, points."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a map is shown: in the text at `scale`, or as an overview at `scale` with its `cells` enlarged as `parts`,
    which reach into the neighbouring cells, at `part_scale` on pages upright or across."""

    scale: float
    readable: bool
    cells: tuple[Rect, ...] = ()
    parts: tuple[Rect, ...] = ()
    part_scale: float = 0.0
    across: bool = False


def plan(box: Rect, tags: tuple[Tag, ...], least: float, page: Room) -> Plan:
    """Choose how to show a map. least: points a pixel needed to read it; page: room on an upright page."""
    scale = min(_fit(box, (page[0], page[1] * _UPRIGHT)), NATURAL)
    if scale >= least:
        return Plan(scale, True)
    across, upright = (page[1], page[0] - _HEADING), (page[0], page[1] - _HEADING)
    choices = [(room, *choice) for room in (across, upright) for choice in _choices(box, tags, least, room)]
    if not choices:
        return Plan(scale, False)
    room, region, cells = min(choices, key=lambda choice: len(choice[2]))
    wanted = [_widened(cell, region) for cell in cells]
    enlarged = max(least, min(NATURAL, *(_fit(part, room) for part in wanted)))
    parts = tuple(_page(cell, box, enlarged, room) for cell in cells)
    return Plan(scale, False, cells if len(cells) > 1 else parts, parts, enlarged, room == across)


def _choices(box: Rect, tags: tuple[Tag, ...], least: float, room: Room) -> Iterator[tuple[Rect, tuple[Rect, ...]]]:
    """Regions of the map and the cells they are shown in: all of it, or where the steps are."""
    whole = tuple(_grid(box, least, room))
    if len(whole) <= _MOST_WHOLE:
        yield box, whole
    near = _around(box, tags)
    some = tuple(cell for cell in _grid(near, least, room) if any(cell.meets(tag.box) for tag in tags))
    if 0 < len(some) <= _MOST:
        yield near, some


def figure(sheet: Sheet, block: Figure) -> list[Flowable]:
    """The picture for the running text; enlarged parts go to the sheet's appendix."""
    sheet.figures += 1
    least = style.LEAST_TEXT / min((m.size for m in block.marks if isinstance(m, Text)), default=style.LEAST_TEXT)
    shown = plan(block.box, block.tags, least, (sheet.width, sheet.height))
    if shown.readable:
        picture = MapPicture(block.marks, block.box, shown.scale)
        return [picture, sheet.text(block.caption, style.CAPTION)]
    bare = tuple(m for m in block.marks if not isinstance(m, Text))
    overview = MapPicture(bare, block.box, shown.scale, block.tags, _named(sheet, block, shown.cells))
    count = len(shown.parts)
    for at, part in enumerate(shown.parts, 1):
        title = block.part.replace("{parts}", str(count)).replace("{part}", str(at)) if count > 1 else block.enlarged
        head = Heading(1, title, f"map-{sheet.figures}-{at}")
        page = NextPageTemplate(ACROSS if shown.across else UPRIGHT)
        picture = MapPicture(block.marks, part, shown.part_scale)
        sheet.appendix += [page, PageBreak(), heading(sheet, head), picture]
    text = block.overview if shown.parts else block.too_large
    return [overview, sheet.text(text, style.CAPTION)]


def _named(sheet: Sheet, block: Figure, cells: tuple[Rect, ...]) -> tuple[tuple[str, Rect], ...]:
    if len(cells) < 2:
        return tuple(("", cell) for cell in cells)
    return tuple((sheet.letters.clean(block.cell.replace("{part}", str(n))), c) for n, c in enumerate(cells, 1))


class MapPicture(Flowable):  # type: ignore[misc]
    """Paints the marks inside a box of the map; with tags and cells it is an overview."""

    def __init__(
        self,
        marks: Marks,
        box: Rect,
        scale: float,
        tags: tuple[Tag, ...] = (),
        cells: tuple[tuple[str, Rect], ...] = (),
    ) -> None:
        super().__init__()
        self.marks, self.box, self.scale, self.tags, self.cells = marks, box, scale, tags, cells

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.box.w * self.scale, self.box.h * self.scale

    def draw(self) -> None:
        canvas = self.canv
        canvas.saveState()
        frame = canvas.beginPath()
        frame.rect(0, 0, self.box.w * self.scale, self.box.h * self.scale)
        canvas.clipPath(frame, stroke=0, fill=0)
        paint(canvas, self.marks, self.box, 0, 0, self.scale)
        for name, cell in self.cells:
            if cell != self.box:
                self._cell(name, cell)
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
        wide = stringWidth(tag.text, SEMIBOLD, size)
        self.canv.setFillColorRGB(1, 1, 1)
        self.canv.rect(box.center.x - wide / 2 - 1, box.center.y - size / 2, wide + 2, size, stroke=0, fill=1)
        self.canv.setFont(SEMIBOLD, size)
        self.canv.setFillColor(style.INK)
        self.canv.drawCentredString(box.center.x, box.center.y - size * 0.33, tag.text)

    def _cell(self, name: str, cell: Rect) -> None:
        box = self._place(cell).grown(-1.5)
        self.canv.setStrokeColor(style.ACCENT)
        self.canv.setLineWidth(style.HAIR)
        self.canv.setDash(3, 2)
        self.canv.rect(*box, stroke=1, fill=0)
        self.canv.setDash()
        if name:
            wide = stringWidth(name, SEMIBOLD, 8) + 4
            self.canv.setFillColorRGB(1, 1, 1)
            self.canv.rect(box.right - wide - 1, box.bottom - 11, wide, 10, stroke=0, fill=1)
            self.canv.setFont(SEMIBOLD, 8)
            self.canv.setFillColor(style.ACCENT)
            self.canv.drawRightString(box.right - 3, box.bottom - 9, name)


def _fit(box: Rect, room: Room) -> float:
    return min(room[0] / max(box.w, 1), room[1] / max(box.h, 1))


def _around(box: Rect, tags: tuple[Tag, ...]) -> Rect:
    """The part of the map around the tagged steps."""
    whole = (bounding(tag.box for tag in tags) or box).grown(_AROUND)
    x, y = max(whole.x, box.x), max(whole.y, box.y)
    return Rect(x, y, min(whole.right, box.right) - x, min(whole.bottom, box.bottom) - y)


def _grid(region: Rect, least: float, room: Room) -> list[Rect]:
    """The region in as few equal cells as can be read with their surroundings, left to right and down."""
    columns, rows = _count(region.w, room[0] / least), _count(region.h, room[1] / least)
    w, h = region.w / columns, region.h / rows
    return [Rect(region.x + c * w, region.y + r * h, w, h) for r in range(rows) for c in range(columns)]


def _count(length: float, most: float) -> int:
    """How many pieces of a side are needed when each shows a strip of its neighbours and none is longer than `most`.

    >>> _count(900, 1400), _count(1870, 1400), _count(2135, 924)
    (1, 2, 3)
    """
    if length <= most:
        return 1
    strip = min(_OVERLAP, most / 4)
    return 2 if length / 2 + strip <= most else math.ceil(length / (most - 2 * strip))


def _widened(cell: Rect, region: Rect) -> Rect:
    """The cell with a strip of its neighbours on each side, inside the region."""
    x, y = max(region.x, cell.x - _OVERLAP), max(region.y, cell.y - _OVERLAP)
    right, bottom = min(region.right, cell.right + _OVERLAP), min(region.bottom, cell.bottom + _OVERLAP)
    return Rect(x, y, right - x, bottom - y)


def _page(cell: Rect, box: Rect, scale: float, room: Room) -> Rect:
    """As much of the map around a cell as a page holds at a scale."""
    w, h = min(box.w, room[0] / scale), min(box.h, room[1] / scale)
    x = min(max(cell.center.x - w / 2, box.x), box.right - w)
    y = min(max(cell.center.y - h / 2, box.y), box.bottom - h)
    return Rect(x, y, w, h)
