"""From blocks to reportlab's flowables, one small function a block."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, NextPageTemplate, PageBreak, Paragraph, Spacer
from reportlab.platypus import Table as Grid

from mapper.document.blocks import (
    Assessment,
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
_WHOLE = (Chart, Assessment, Signatures)
_TONES = {"lead": style.LEAD, "body": style.BODY, "quiet": style.QUIET_TEXT, "warning": style.WARNING_TEXT}


def story(sheet: Sheet) -> list[Flowable]:
    """The whole document: title and blocks."""
    document = sheet.document
    flowables = _title(sheet, document)
    headings: list[Flowable] = []
    for block in document.blocks:
        if isinstance(block, Heading):
            headings.append(heading(sheet, block))
            continue
        if isinstance(block, Figure):
            flowables += figure(sheet, block, headings)
        else:
            made = _MAKERS[type(block)](sheet, block)
            flowables += _led(headings, made, isinstance(block, _WHOLE))
        headings = []
    return _tidy([*flowables, *headings])


def _led(headings: list[Flowable], made: list[Flowable], whole: bool) -> list[Flowable]:
    """Headings with what follows, on a page where both have room; whole: what follows is never split."""
    if whole:
        return [KeepTogether([*headings, *made])]
    if not headings:
        return made
    tall = sum(h.style.spaceBefore + h.style.leading + h.style.spaceAfter for h in headings)
    return [CondPageBreak(tall + _BELOW_HEADING), *headings, *made]


def _tidy(flowables: list[Flowable]) -> list[Flowable]:
    """Without a second page break where one stands already, or one at the end."""
    found: list[Flowable] = []
    for flowable in flowables:
        if isinstance(flowable, PageBreak) and any(isinstance(f, PageBreak) for f in _last(found)):
            continue
        found.append(flowable)
    while found and isinstance(found[-1], PageBreak | NextPageTemplate):
        found.pop()
    return found


def _last(found: list[Flowable]) -> list[Flowable]:
    """What was put last, a change of the page's shape aside."""
    return [next((f for f in reversed(found) if not isinstance(f, NextPageTemplate)), None)]


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
