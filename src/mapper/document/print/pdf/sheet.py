"""What the makers of flowables share: the paper, the lettering, and where headings stood in the pass before."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache, partial

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph

from mapper.document.blocks import Document, Figure, Spans, plain
from mapper.document.print.pdf import style
from mapper.document.print.pdf.fonts import Lettering
from mapper.document.print.pdf.tiles import Plan, plan
from mapper.draw.papers import paper_size
from mapper.lettering import hyphenate

_LONG_WORD = 10
"""Letters of a word that may be cut at the end of a line."""


@dataclass(slots=True)
class Sheet:
    """One pass over a document. pages: anchor → page; pass two knows them, and the total, from pass one. final: the
    pass that counts; pictures are painted in it only."""

    document: Document
    letters: Lettering = field(default_factory=Lettering)
    pages: dict[str, int] = field(default_factory=dict)
    total: int = 0
    figures: int = 0
    final: bool = False
    plans: dict[int, Plan] = field(default_factory=dict)

    @property
    def size(self) -> tuple[float, float]:
        """The upright page, points."""
        wide, high = paper_size(self.document.meta.paper)
        return wide * mm, high * mm

    @property
    def margin(self) -> float:
        meta = self.document.meta
        return style.MARGIN if meta.framed or not meta.bare else style.NARROW

    @property
    def width(self) -> float:
        """Between the margins of the upright page."""
        return self.size[0] - 2 * self.margin

    @property
    def height(self) -> float:
        return self.size[1] - 2 * self.margin

    def planned(self, block: Figure, strip: float, head: float) -> Plan:
        """How a map is put on pages: the same in both passes, so it is worked out in the first."""
        at = self.figures
        if at not in self.plans:
            self.plans[at] = plan(block, (self.width, self.height), strip, head, block.sheets)
        return self.plans[at]

    def columns(self, count: float) -> float:
        """The width of some of the twelve columns."""
        return style.span(count, self.width)

    def text(self, spans: Spans | str, look: ParagraphStyle) -> Paragraph:
        """A paragraph as wide as its frame."""
        return Paragraph(self.letters.markup(plain(spans) if isinstance(spans, str) else spans), self.hyphenated(look))

    def hyphenated(self, look: ParagraphStyle) -> ParagraphStyle:
        """The style with words cut as in the document's language."""
        return _hyphenated(look, self.document.language)

    def measured(self, look: ParagraphStyle, columns: float = 10) -> ParagraphStyle:
        """The style for running text: lines end where they are still easy to read."""
        return ParagraphStyle(look.name + "-text", parent=look, rightIndent=self.width - self.columns(columns))

    def again(self) -> Sheet:
        """The next pass."""
        return replace(self, letters=Lettering(), figures=0, final=True)


@lru_cache(256)
def _hyphenated(look: ParagraphStyle, language: str) -> ParagraphStyle:
    more = {"hyphenationLang": partial(hyphenate.pairs, language=language), "hyphenationMinWordLength": _LONG_WORD}
    return ParagraphStyle(look.name, parent=look, **more)
