"""Prints a document as PDF in two passes: the first learns how many pages there are and where headings stand."""

from __future__ import annotations

from mapper.document.blocks import Document, Print
from mapper.document.print.pdf.figures import alone
from mapper.document.print.pdf.flow import story
from mapper.document.print.pdf.fonts import register
from mapper.document.print.pdf.pages import build
from mapper.document.print.pdf.sheet import Sheet


def render(document: Document) -> Print:
    """The document as PDF. The same document gives the same bytes."""
    register()
    first = Sheet(document)
    _pass(first)
    sheet = first.again()
    return Print(_pass(sheet), sheet.letters.warnings())


def _pass(sheet: Sheet) -> bytes:
    if sheet.document.meta.bare:
        return build(sheet, *alone(sheet))
    return build(sheet, story(sheet))
