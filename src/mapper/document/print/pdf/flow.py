"""From blocks to reportlab's flowables, one small function a block."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, NextPageTemplate, PageBreak, Paragraph, Spacer
from reportlab.platypus import Table as Grid

from mapper.document.blocks import (
    Assessment,
    Block,
    Break,
    Bullets,
    Chart,
    Contents,
    Document,
    Facts,
    Figure,
    Heading,
    Signatures,
    Table,
    Text,
    plain,
)
from mapper.document.print.pdf import style, tables
from mapper.document.print.pdf.charts import chart
from mapper.document.print.pdf.figures import figure
from mapper.document.print.pdf.pages import heading
from mapper.document.print.pdf.sheet import Sheet

_BELOW_HEADING = 64.0
"""What must have room below a heading, else it goes to the next page: three lines, or a table's head and two rows."""
_SHORT = 60.0
"""A block so low (points) under a heading stays with what follows it."""
_WHOLE = (Chart, Assessment, Signatures)
_TONES = {"lead": style.LEAD, "body": style.BODY, "quiet": style.QUIET_TEXT, "warning": style.WARNING_TEXT}


def story(sheet: Sheet) -> list[Flowable]:
    """The whole document: title and blocks."""
    document = sheet.document
    flowables = _title(sheet, document)
    headings: list[Flowable] = []
    for block, following in zip(document.blocks, [*document.blocks[1:], None], strict=True):
        if isinstance(block, Heading):
            headings.append(heading(sheet, block))
            continue
        if isinstance(block, Figure):
            flowables += figure(sheet, block, headings)
        else:
            made = _MAKERS[type(block)](sheet, block)
            if headings and _leads(sheet, block, made, following):
                headings += made
                continue
            flowables += _led(sheet, headings, made, isinstance(block, _WHOLE))
        headings = []
    return _tidy([*flowables, *headings])


def _leads(sheet: Sheet, block: Block, made: list[Flowable], following: Block | None) -> bool:
    """Whether a short block under a heading only leads to the next, and so stays with the heading."""
    short = isinstance(block, Text | Facts) and _tall(sheet, made) < _SHORT
    return short and following is not None and not isinstance(following, Heading | Break | Figure)


def _tall(sheet: Sheet, flowables: list[Flowable]) -> float:
    """The height that flowables take, points."""
    heights = (f.wrap(sheet.width, sheet.height)[1] + f.getSpaceBefore() + f.getSpaceAfter() for f in flowables)
    return float(sum(heights))


def _led(sheet: Sheet, headings: list[Flowable], made: list[Flowable], whole: bool) -> list[Flowable]:
    """Headings with what follows, on a page where both have room; whole: what follows is never split."""
    if whole:
        return [KeepTogether([*headings, *made])]
    if not headings:
        return made
    return [CondPageBreak(_tall(sheet, headings) + _BELOW_HEADING), *headings, *made]


def _tidy(flowables: list[Flowable]) -> list[Flowable]:
    """Without a page break straight before another, or at the end; the later stays, its page has the right shape."""
    found: list[Flowable] = []
    for flowable in flowables:
        if isinstance(flowable, PageBreak):
            last = next((i for i in reversed(range(len(found))) if not isinstance(found[i], NextPageTemplate)), None)
            if last is not None and isinstance(found[last], PageBreak):
                del found[last]
        found.append(flowable)
    while found and isinstance(found[-1], PageBreak | NextPageTemplate):
        found.pop()
    return found


def _title(sheet: Sheet, document: Document) -> list[Flowable]:
    """Kind, title and subtitle under much white."""
    found: list[Flowable] = [Spacer(1, 34)]
    if document.meta.kind and document.meta.kind != document.title:
        found.append(sheet.text(document.meta.kind, style.KICKER))
    found.append(sheet.text(document.title, style.TITLE))
    if document.subtitle:
        found.append(sheet.text(document.subtitle, style.SUBTITLE))
    return [*found, Spacer(1, 12)]


def _text(sheet: Sheet, block: Text) -> list[Flowable]:
    return [sheet.text(block.spans, sheet.measured(_TONES[block.tone]))]


def _bullets(sheet: Sheet, block: Bullets) -> list[Flowable]:
    look = sheet.measured(style.BULLET)
    return [Paragraph(sheet.letters.markup(item), sheet.hyphenated(look), bulletText="–") for item in block.items]


def _break(_sheet: Sheet, _block: Break) -> list[Flowable]:
    return [PageBreak()]


def _contents(sheet: Sheet, block: Contents) -> list[Flowable]:
    """The headings with their pages, known from the pass before."""
    rows = []
    for entry in sheet.document.blocks:
        if isinstance(entry, Heading) and entry.anchor and entry.level <= block.depth:
            depth = entry.level - sheet.document.top
            look = style.CELL_STRONG if depth == 0 else style.CELL
            indent = "\u00a0" * (6 * depth)
            title = sheet.letters.markup(plain(f"{entry.number}  {entry.text}".strip()))
            page = str(sheet.pages.get(entry.anchor, ""))
            link = f'{indent}<link href="#{entry.anchor}">{title}</link>'
            rows.append([Paragraph(link, look), Paragraph(page, style.rightmost(look))])
    grid = Grid(rows or [["", ""]], colWidths=[sheet.columns(9) - 40, 40], hAlign="LEFT")
    grid.setStyle([("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0),
                   ("TOPPADDING", (0, 0), (-1, -1), 1), ("BOTTOMPADDING", (0, 0), (-1, -1), 2)])  # fmt: skip
    return [sheet.text(block.title, style.HEADINGS[1]), grid, Spacer(1, 10)]


_MAKERS: dict[type, Callable[[Sheet, Any], list[Flowable]]] = {
    Text: _text,
    Bullets: _bullets,
    Table: tables.table,
    Facts: tables.facts,
    Chart: chart,
    Assessment: tables.assessment,
    Signatures: tables.signatures,
    Break: _break,
    Contents: _contents,
}
