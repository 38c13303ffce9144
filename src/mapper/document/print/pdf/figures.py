"""Pictures of maps on paper, where they stand in the text: whole, on a page across, or an overview and its tiles."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, KeepTogether, NextPageTemplate, PageBreak, Spacer

from mapper.document.blocks import Figure, Leaving, Shape, Tag
from mapper.document.print.pdf import style
from mapper.document.print.pdf.fonts import REGULAR, SEMIBOLD
from mapper.document.print.pdf.pages import ACROSS, UPRIGHT
from mapper.document.print.pdf.sheet import Sheet
from mapper.document.print.pdf.tiles import Plan
from mapper.draw.marks import Mark, Path, Text
from mapper.draw.painters.pdf import paint
from mapper.draw.pictures.sheet import mark_box
from mapper.model.geometry import Point, Rect, bounding

_STRIP = 24.0
"""Room beside a tile for the names of its pool and lane, points."""
_HEAD = 34.0
"""Room for the caption of a picture on a page of its own, points."""
_CROP = 9.0
"""How far a mark to cut by reaches out, points."""
_SIZE = 6.5
"""Size of what is written beside and on a tile, points."""


def figure(sheet: Sheet, block: Figure, headings: list[Flowable]) -> list[Flowable]:
    """The picture with the headings that lead to it; on pages across these go along."""
    sheet.figures += 1
    tall = sum(h.wrap(sheet.width, sheet.height)[1] + h.getSpaceBefore() + h.getSpaceAfter() for h in headings)
    shown = sheet.planned(block, _STRIP, _HEAD + tall)
    if not shown.tiles:
        picture = MapPicture(sheet, block, block.box, shown.scale, block.tags)
        caption = sheet.text(block.caption, style.CAPTION)
        if not shown.across:
            return [KeepTogether([*headings, picture, caption])]
        page = [NextPageTemplate(ACROSS), PageBreak(), *headings, picture, caption]
        return [*page, NextPageTemplate(UPRIGHT), PageBreak()]
    anchors = [f"map-{sheet.figures}-{at}" for at in range(1, len(shown.tiles) + 1)]
    overview = Overview(sheet, block, shown.overview, shown.tiles, anchors)
    places = Places(block, shown.tiles if sheet.final else ())
    found = [KeepTogether([*headings, overview, sheet.text(block.overview, style.CAPTION)])]
    found.append(NextPageTemplate(ACROSS if shown.across else UPRIGHT))
    for at, tile in enumerate(shown.tiles, 1):
        title = block.part.replace("{parts}", str(len(anchors))).replace("{part}", str(at))
        found += [PageBreak(), Spacer(1, 0.1), sheet.text(title, style.HEAD_CELL), Spacer(1, 4)]
        found.append(Tile(sheet, block, tile, shown.scale, places, anchors, at - 1))
    return [*found, NextPageTemplate(UPRIGHT), PageBreak()]


def alone(sheet: Sheet) -> tuple[list[Flowable], str]:
    """The pictures of a document that holds nothing else, page by page, and whether the first page is upright."""
    found: list[Flowable] = []
    shapes: list[str] = []
    for block in (b for b in sheet.document.blocks if isinstance(b, Figure)):
        sheet.figures += 1
        shown = sheet.planned(block, _STRIP, _HEAD)
        shape = ACROSS if shown.across else UPRIGHT
        if found:
            found += [NextPageTemplate(shape), PageBreak()]
        shapes.append(shape)
        found += _alone(sheet, block, shown)
    return found or [Spacer(1, 1)], (shapes or [UPRIGHT])[0]


def _alone(sheet: Sheet, block: Figure, shown: Plan) -> list[Flowable]:
    if not shown.tiles:
        return [MapPicture(sheet, block, block.box, shown.scale, block.tags, centred=True)]
    anchors = [f"map-{sheet.figures}-{at}" for at in range(1, len(shown.tiles) + 1)]
    places, found = Places(block, shown.tiles if sheet.final else ()), list[Flowable]()
    # Of a given number of sheets none is spent on the picture of all.
    if not block.sheets:
        over = Overview(sheet, block, shown.overview, shown.tiles, anchors)
        found += [KeepTogether([over, sheet.text(block.overview, style.CAPTION)]), PageBreak()]
    for at, tile in enumerate(shown.tiles, 1):
        title = block.part.replace("{parts}", str(len(anchors))).replace("{part}", str(at))
        found += [PageBreak()] if at > 1 else []
        found += [sheet.text(title, style.HEAD_CELL), Spacer(1, 4)]
        found.append(Tile(sheet, block, tile, shown.scale, places, anchors, at - 1))
    return found


class Places:
    """What each tile of a map shows, worked out once for all of them; of no use, and empty, before the final pass."""

    def __init__(self, block: Figure, tiles: tuple[Rect, ...]) -> None:
        self._tiles = tuple(tile.grown(1) for tile in tiles)
        self._known: dict[Rect, int | None] = {}
        self.shapes: list[list[Shape]] = [[] for _tile in tiles]
        self.leavings: list[list[Leaving]] = [[] for _tile in tiles]
        self.whole: list[list[Rect]] = [[] for _tile in tiles]
        for shape in block.shapes:
            for at, tile in enumerate(tiles):
                if tile.meets(shape.box):
                    self.shapes[at].append(shape)
            here = self.of(shape.box) if shape.whole else None
            if here is not None:
                self.whole[here].append(shape.box)
        for leaving in block.leavings:
            reach = bounding(Rect(p.x, p.y, 0, 0) for p in leaving.points)
            for at, tile in enumerate(self._tiles):
                if reach is not None and tile.grown(1).meets(reach.grown(1)):
                    self.leavings[at].append(leaving)

    def of(self, box: Rect) -> int | None:
        """The tile that shows a box whole: the first that can."""
        if box not in self._known:
            self._known[box] = next((at for at, tile in enumerate(self._tiles) if tile.holds(box)), None)
        return self._known[box]


class MapPicture(Flowable):  # type: ignore[misc]
    """Paints what lies inside a box of the map, each step with its number."""

    def __init__(self, sheet: Sheet, block: Figure, box: Rect, scale: float, tags: tuple[Tag, ...] = (),
                 centred: bool = False) -> None:  # fmt: skip
        super().__init__()
        self.sheet, self.block, self.box, self.scale, self.tags = sheet, block, box, scale, tags
        self.hAlign = "CENTER" if centred else "LEFT"

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.box.w * self.scale, self.box.h * self.scale

    def draw(self) -> None:
        if not self.sheet.final:
            return
        canvas = self.canv
        canvas.saveState()
        frame = canvas.beginPath()
        frame.rect(0, 0, self.box.w * self.scale, self.box.h * self.scale)
        canvas.clipPath(frame, stroke=0, fill=0)
        paint(canvas, self.painted(), self.box, 0, 0, self.scale)
        for tag in self.tags:
            if self.shows(tag.box):
                self._number(tag)
        canvas.restoreState()

    def painted(self) -> list[Mark]:
        """The marks that belong here, each once: whole pieces that lie inside, and of the rest what meets the box."""
        found: list[Mark] = []
        for shape in self.shapes():
            if not self.box.meets(shape.box):
                continue
            if shape.whole:
                found += shape.marks if self.shows(shape.box) or not self._fits(shape.box) else ()
            else:
                found += [mark for mark in shape.marks if self._meets(mark)]
        return found

    def shapes(self) -> Sequence[Shape]:
        """The pieces of the map that may be shown here."""
        return self.block.shapes

    def shows(self, box: Rect) -> bool:
        """Whether a piece of the map is shown here, and whole."""
        return self.box.grown(1).holds(box)

    def _fits(self, box: Rect) -> bool:
        """Whether a piece is small enough to be whole on some page; a larger one is shown in parts."""
        return box.w <= self.box.w and box.h <= self.box.h

    def _meets(self, mark: Mark) -> bool:
        box = mark_box(mark)
        if box is None or not self.box.meets(box):
            return False
        return self.box.grown(1).holds(box) if isinstance(mark, Text) else True

    def place(self, box: Rect) -> Rect:
        """A box of the map in points on the picture, y upwards."""
        s = self.scale
        return Rect((box.x - self.box.x) * s, (self.box.bottom - box.bottom) * s, box.w * s, box.h * s)

    def point(self, place: Point) -> Point:
        """A place of the map in points on the picture."""
        return Point((place.x - self.box.x) * self.scale, (self.box.bottom - place.y) * self.scale)

    def _number(self, tag: Tag) -> None:
        """The step's number in its upper right corner."""
        box = self.place(tag.box)
        size = max(style.LEAST_TEXT, min(8.0, 10 * self.scale))
        wide = stringWidth(tag.text, SEMIBOLD, size)
        if wide + 4 < box.w and size + 3 < box.h:
            self.canv.setFont(SEMIBOLD, size)
            self.canv.setFillColor(style.ACCENT)
            self.canv.drawString(box.right - wide - 2.5, box.bottom - size - 0.5, tag.text)


class Overview(MapPicture):
    """The whole map, small and without its texts, with the numbers of its steps and the frames of its tiles."""

    def __init__(self, sheet: Sheet, block: Figure, scale: float, tiles: tuple[Rect, ...], anchors: list[str]) -> None:
        super().__init__(sheet, block, block.box, scale, block.tags)
        self.tiles, self.anchors = tiles, anchors

    def painted(self) -> list[Mark]:
        return [mark for mark in self.block.marks if isinstance(mark, Path)]

    def draw(self) -> None:
        super().draw()
        for at, (tile, anchor) in enumerate(zip(self.tiles, self.anchors, strict=True), 1):
            self._outline_of(self.block.cell.replace("{part}", str(at)), tile, anchor)

    def _number(self, tag: Tag) -> None:
        box = self.place(tag.box)
        size = max(style.LEAST_TEXT, min(9.0, box.h * 0.5))
        wide = stringWidth(tag.text, SEMIBOLD, size)
        if wide > box.w - 1 or size > box.h:
            return
        self.canv.setFillColorRGB(1, 1, 1)
        self.canv.rect(box.center.x - wide / 2 - 1, box.center.y - size / 2, wide + 2, size, stroke=0, fill=1)
        self.canv.setFont(SEMIBOLD, size)
        self.canv.setFillColor(style.INK)
        self.canv.drawCentredString(box.center.x, box.center.y - size * 0.33, tag.text)

    def _outline_of(self, name: str, tile: Rect, anchor: str) -> None:
        canvas, box = self.canv, self.place(tile).grown(-1.5)
        name = self.sheet.letters.clean(name)
        canvas.saveState()
        canvas.setStrokeColor(style.ACCENT)
        canvas.setLineWidth(style.HAIR)
        canvas.setDash(3, 2)
        canvas.rect(*box, stroke=1, fill=0)
        canvas.setDash()
        wide = stringWidth(name, SEMIBOLD, 7) + 4
        if wide < box.w and box.h > 10:
            canvas.setFillColorRGB(1, 1, 1)
            canvas.rect(box.right - wide - 1, box.bottom - 10, wide, 9, stroke=0, fill=1)
            canvas.setFont(SEMIBOLD, 7)
            canvas.setFillColor(style.ACCENT)
            canvas.drawRightString(box.right - 3, box.bottom - 8, name)
        canvas.restoreState()
        canvas.linkRect("", anchor, (box.x, box.y, box.right, box.bottom), relative=1, thickness=0)


class Tile(MapPicture):
    """One page of a map: its piece, the names of the pools and lanes it lies in, and where its flows lead."""

    def __init__(
        self, sheet: Sheet, block: Figure, box: Rect, scale: float, places: Places, anchors: list[str], at: int
    ) -> None:
        super().__init__(sheet, block, box, scale, block.tags)
        self.places, self.anchors, self.at, self.own = places, anchors, at, anchors[at]
        self.taken: list[Rect] = []

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        wide, high = super().wrap(width, height)
        return wide + _STRIP, high + _STRIP

    def draw(self) -> None:
        self.canv.bookmarkHorizontal(self.own, 0, self.box.h * self.scale + _STRIP)
        self.sheet.pages[self.own] = self.canv.getPageNumber()
        if not self.sheet.final:
            return
        self.canv.saveState()
        self.canv.translate(_STRIP, 0)
        super().draw()
        self._heads()
        self._leave()
        if self.block.crop:
            self._crop()
        self.canv.restoreState()

    def _crop(self) -> None:
        """Marks at the corners, outside the picture, where the pages are cut to be joined."""
        canvas, wide, high = self.canv, self.box.w * self.scale, self.box.h * self.scale
        canvas.setStrokeColor(style.INK)
        canvas.setLineWidth(style.HAIR)
        for x, out in ((0.0, -1), (wide, 1)):
            for y, up in ((0.0, -1), (high, 1)):
                canvas.line(x + out * 2, y, x + out * _CROP, y)
                canvas.line(x, y + up * 2, x, y + up * _CROP)

    def shapes(self) -> Sequence[Shape]:
        return self.places.shapes[self.at]

    def shows(self, box: Rect) -> bool:
        return self.places.of(box) == self.at

    def _heads(self) -> None:
        """The names of pools and lanes that reach into the tile; those whose own head can be read have no need."""
        self.canv.setFillColor(style.GREY)
        here = self._named()
        for head in self.block.heads:
            if not self.box.meets(head.box) or head.name in here:
                continue
            name = self.sheet.letters.clean(head.name)
            box = self.place(_common(self.box, head.box))
            self._head(name, box, head.across, head.outer)

    def _named(self) -> set[str]:
        """What stands on the tile on frames."""
        frames = (shape for shape in self.shapes() if not shape.whole)
        marks = (mark for shape in frames for mark in shape.marks if isinstance(mark, Text) and self._meets(mark))
        return {" ".join(" ".join(line.text for line in mark.lines).split()) for mark in marks}

    def _head(self, name: str, box: Rect, across: bool, outer: bool) -> None:
        canvas, offset = self.canv, 14 if outer else 4
        room = box.h if across else box.w
        while name and stringWidth(name, SEMIBOLD, _SIZE) > room - 4:
            name = name[:-2] + "…" if len(name) > 2 else ""
        canvas.saveState()
        if across:
            canvas.translate(-offset, box.center.y)
            canvas.rotate(90)
        else:
            canvas.translate(box.center.x, self.box.h * self.scale + offset)
        self.sheet.letters.draw(canvas, -stringWidth(name, SEMIBOLD, _SIZE) / 2, 0, name, SEMIBOLD, _SIZE)
        canvas.restoreState()

    def _leave(self) -> None:
        """At each flow that leaves the tile and ends on another: what it leads to, and the page."""
        self.taken = [self.place(box) for box in self.places.whole[self.at]]
        for leaving in self.places.leavings[self.at]:
            at = self.places.of(leaving.target)
            if at is None or at == self.at:
                continue
            exits = [p for a, b in pairwise(leaving.points) if (p := _exit(self.box, a, b)) is not None]
            if exits:
                self._goes(exits[-1], leaving.said, self.anchors[at])

    def _spot(self, at: Point, wide: float, right: float, top: float) -> Point:
        """The first place for a note that covers nothing whole, and no note before it."""
        spots = _spots(at, wide, right, top)
        boxes = {p: Rect(p.x, p.y - 1, wide, _SIZE + 1) for p in spots}
        found = next((p for p in spots if not any(boxes[p].meets(box) for box in self.taken)), spots[0])
        self.taken.append(boxes[found])
        return found

    def _goes(self, place: Point, said: str, anchor: str) -> None:
        canvas, page = self.canv, self.sheet.pages.get(anchor, "")
        wording = self.block.goes if said else self.block.goes.replace("{what}, ", "")
        text = wording.replace("{page}", str(page)).replace("{what}", said)
        text = self.sheet.letters.clean(f"→ {text}")
        wide = self.sheet.letters.width(text, REGULAR, _SIZE)
        at, right, top = self.point(place), self.box.w * self.scale, self.box.h * self.scale
        x, y = self._spot(at, wide, right, top)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.rect(x - 1, y - 1.5, wide + 2, _SIZE + 1.5, stroke=0, fill=1)
        canvas.setFillColor(style.ACCENT)
        self.sheet.letters.draw(canvas, x, y, text, REGULAR, _SIZE)
        canvas.linkRect("", anchor, (x, y - 1, x + wide, y + _SIZE), relative=1, thickness=0)


def _spots(at: Point, wide: float, right: float, top: float) -> list[Point]:
    """Where a note on a place at the edge may stand, the best first: beside the line, inside the tile."""
    xs = [min(max(1.0, at.x + dx), right - wide - 1) for dx in (-wide / 2, -wide - 4, 4)]
    ys = [min(max(2.0, at.y + dy), top - 8) for dy in (3, -9, 12, -18, 21, -27, 32, -38)]
    return [Point(x, y) for y in ys for x in xs]


def _exit(box: Rect, a: Point, b: Point) -> Point | None:
    """Where a line from a to b leaves a box it was in; None when it does not."""
    if not _in(box, a) or _in(box, b):
        return None
    cuts = [1.0]
    for start, end, low, high in ((a.x, b.x, box.x, box.right), (a.y, b.y, box.y, box.bottom)):
        if end > high:
            cuts.append((high - start) / (end - start))
        elif end < low:
            cuts.append((low - start) / (end - start))
    t = min(cuts)
    return Point(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t)


def _in(box: Rect, p: Point) -> bool:
    return box.x <= p.x <= box.right and box.y <= p.y <= box.bottom


def _common(a: Rect, b: Rect) -> Rect:
    x, y = max(a.x, b.x), max(a.y, b.y)
    return Rect(x, y, min(a.right, b.right) - x, min(a.bottom, b.bottom) - y)
