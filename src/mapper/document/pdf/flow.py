"""From blocks to reportlab's flowables, one small function a block."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import takewhile
from typing import Any

from reportlab.platypus import CondPageBreak, Flowable, NextPageTemplate, PageBreak, Paragraph, Spacer
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
from mapper.document.pdf import style, tables
from mapper.document.pdf.charts import chart
from mapper.document.pdf.figures import figure
from mapper.document.pdf.pages import ACROSS, Titled
from mapper.document.pdf.sheet import Sheet

_BELOW_HEADING = 64.0
"""What must have room below a heading, else it goes to the next page: three lines, or a table's head and two rows."""
_TONES = {"lead": style.LEAD, "body": style.BODY, "quiet": style.QUIET_TEXT, "warning": style.WARNING_TEXT}


def story(sheet: Sheet) -> list[Flowable]:
    """The whole document: title, blocks, and the pages across that figures asked for."""
    document = sheet.document
    flowables = _title(sheet, document)
    for at, block in enumerate(document.blocks):
        if isinstance(block, Heading):
            flowables += _heading(sheet, block, document.blocks[at:])
        else:
            flowables += _MAKERS[type(block)](sheet, block)
    if sheet.appendix:
        flowables += [NextPageTemplate(ACROSS), PageBreak(), *sheet.appendix[:-1]]
    return flowables


def _title(sheet: Sheet, document: Document) -> list[Flowable]:
    """Kind, title and subtitle under much white."""
    found: list[Flowable] = [Spacer(1, 34)]
    if document.meta.kind and document.meta.kind != document.title:
        found.append(sheet.text(document.meta.kind, style.KICKER))
    found.append(sheet.text(document.title, style.TITLE))
    if document.subtitle:
        found.append(sheet.text(document.subtitle, style.SUBTITLE))
    return [*found, Spacer(1, 12)]


def _heading(sheet: Sheet, block: Heading, onward: Iterable[Block]) -> list[Flowable]:
    """The heading, on a page where it has company."""
    look = style.HEADINGS[min(block.level, 3)]
    together = sum(_tall(h) for h in takewhile(lambda b: isinstance(b, Heading), onward))  # type: ignore[arg-type]
    text = sheet.letters.clean(block.text)
    number = f"{block.number}  " if block.number else ""
    markup = sheet.letters.markup(plain(block.text))
    if number:
        markup = f'<font color="#2F6FED">{block.number}</font>\u00a0\u00a0\u00a0{markup}'
    paragraph: Flowable = Paragraph(markup, look)
    if block.anchor:
        paragraph = Titled(sheet, markup, look, block.anchor, (number + text, block.level - 1))
    return [CondPageBreak(together + _BELOW_HEADING), paragraph]


def _tall(heading: Heading) -> float:
    look = style.HEADINGS[min(heading.level, 3)]
    return float(look.spaceBefore + look.leading + look.spaceAfter)


def _text(sheet: Sheet, block: Text) -> list[Flowable]:
    return [sheet.text(block.spans, sheet.measured(_TONES[block.tone]))]


def _bullets(sheet: Sheet, block: Bullets) -> list[Flowable]:
    look = sheet.measured(style.BULLET)
    return [Paragraph(sheet.letters.markup(item), look, bulletText="–") for item in block.items]


def _break(_sheet: Sheet, _block: Break) -> list[Flowable]:
    return [PageBreak()]


def _contents(sheet: Sheet, block: Contents) -> list[Flowable]:
    """The headings with their pages, known from the pass before."""
    rows = []
    for heading in sheet.document.blocks:
        if isinstance(heading, Heading) and heading.anchor and heading.level <= block.depth:
            look = style.CELL_STRONG if heading.level == 1 else style.CELL
            indent = "\u00a0" * (6 * (heading.level - 1))
            link = f'<link href="#{heading.anchor}">{{}}</link>'
            title = sheet.letters.markup(plain(f"{heading.number}  {heading.text}".strip()))
            page = str(sheet.pages.get(heading.anchor, ""))
            rows.append([Paragraph(indent + link.format(title), look), Paragraph(page, style.rightmost(look))])
    grid = Grid(rows or [["", ""]], colWidths=[sheet.columns(9) - 40, 40], hAlign="LEFT")
    grid.setStyle([("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0),
                   ("TOPPADDING", (0, 0), (-1, -1), 1), ("BOTTOMPADDING", (0, 0), (-1, -1), 2)])  # fmt: skip
    return [sheet.text(block.title, style.HEADINGS[1]), grid, Spacer(1, 10)]


_MAKERS: dict[type, Callable[[Sheet, Any], list[Flowable]]] = {
    Text: _text,
    Bullets: _bullets,
    Table: tables.table,
    Facts: tables.facts,
    Figure: figure,
    Chart: chart,
    Assessment: tables.assessment,
    Signatures: tables.signatures,
    Break: _break,
    Contents: _contents,
}
