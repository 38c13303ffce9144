"""What a document is made of: blocks that say what stands there, and nothing of how a printer sets it.

Emphasis is a list of spans, never markup, so that no name and no text of a user can break a printer.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from string import Formatter
from typing import Literal, TypeAlias

from mapper.analysis import code
from mapper.draw.marks import Marks
from mapper.draw.marks import Text as Lettered
from mapper.draw.papers import Paper
from mapper.model.geometry import Point, Rect

Style: TypeAlias = Literal["plain", "strong", "emphasis", "quiet", "met", "unmet", "box", "trend"]
Tone: TypeAlias = Literal["lead", "body", "quiet", "warning"]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style; a line feed breaks the line.

    "quiet" is smaller and grey, for what stands beside the matter; "met" and "unmet" say whether a figure is as wanted;
    "box", without text, is a box to tick; "trend" stands for its values, which a printer may draw as a small curve.
    link: where the text leads, or "".
    """

    text: str
    style: Style = "plain"
    link: str = ""
    values: tuple[float, ...] = ()


Spans: TypeAlias = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, level 0 for a chapter, 1 for a section; number: "" or as printed ("8.2"); anchor: unique, or "" for no
    bookmark."""

    level: int
    text: str
    anchor: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. lead: the first of a document; quiet: a remark; warning: what needs attention."""

    spans: Spans
    tone: Tone = "body"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without numbers."""

    items: tuple[Spans, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. width: share of the page's twelve columns. decimal: right, decimal signs in one line."""

    title: str
    width: float
    align: Literal["left", "right", "decimal"] = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head that is repeated on each page. strong: indexes of the rows that sum up others. indents: how far
    in each row's text stands, counted in steps; of the column `indented`."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Spans, ...], ...]
    caption: str = ""
    strong: tuple[int, ...] = ()
    indents: tuple[int, ...] = ()
    indented: int = 0

    def indent(self, row: int, column: int) -> int:
        """How far in a cell's text stands."""
        return self.indents[row] if self.indents and column == self.indented else 0


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels and their values, one a row."""

    rows: tuple[tuple[str, Spans], ...]


@dataclass(frozen=True, slots=True)
class Tag:
    """A short text on a place of a figure that is too small for the map's own texts."""

    box: Rect
    text: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A piece of a picture and the box it fills, map pixels. whole: it may not be cut where the picture is."""

    marks: Marks
    box: Rect
    whole: bool


@dataclass(frozen=True, slots=True)
class Head:
    """A pool or lane, whose name a part of the picture repeats. across: its name reads along its height."""

    name: str
    box: Rect
    across: bool
    outer: bool


@dataclass(frozen=True, slots=True)
class Leaving:
    """A flow's line, the box of what it leads to, and what is said of that where the two are on different pages."""

    points: tuple[Point, ...]
    target: Rect
    said: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture of a map, shown where it stands. box: the part shown, in map pixels; tags: numbers of steps.

    normal: pixels of the map's ordinary labels, which are to be readable. selected: the picture is about the tagged
    steps only, so that of a large map the parts with them are enough. Captions: `caption` where it fits on a page; else
    `overview` under a small picture with the parts, `cell` on each of these ("{part}"), `part` above each enlarged
    ("{part}" of "{parts}"), and `goes` where a flow leaves it ("{what}", "{page}"). sheets: how many pages its parts
    may take, however small the words get; 0 for as many as keep them readable. crop: marks where to cut the pages.
    """

    shapes: tuple[Shape, ...]
    box: Rect
    tags: tuple[Tag, ...]
    heads: tuple[Head, ...]
    leavings: tuple[Leaving, ...]
    normal: float
    selected: bool
    caption: str
    overview: str
    cell: str
    part: str
    goes: str
    sheets: int = 0
    crop: bool = False

    @property
    def marks(self) -> Marks:
        """All of it, lowest first."""
        return tuple(mark for shape in self.shapes for mark in shape.marks)


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a split bar: its size, what it is called and what its figures are. rank: 0 darkest, 2 lightest."""

    value: float
    label: str
    figures: str
    rank: int


@dataclass(frozen=True, slots=True)
class Chart:
    """A bar split into parts. whole: what the bar's scale ends at, `whole_label` said there; bracket: what the first
    `bracketed` parts are together."""

    parts: tuple[Part, ...]
    whole: float
    whole_label: str
    bracket: str
    bracketed: int
    caption: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """Criteria to be ticked off by hand. head: the criterion's title, the marks' titles, the remark's title."""

    head: tuple[str, tuple[str, ...], str]
    criteria: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signatures:
    """What is signed, and lines to sign on: who signs (role, name or ""). labels: what is written below the signature
    and date lines. sentence: what is signed; it stands with the lines and the content code on one page."""

    signers: tuple[tuple[str, str], ...]
    labels: tuple[str, str, str]
    sentence: Spans = ()


@dataclass(frozen=True, slots=True)
class Break:
    """A new page."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The headings down to a level with their pages."""

    title: str
    depth: int = 2


Block: TypeAlias = (
    Heading | Text | Bullets | Table | Facts | Figure | Chart | Assessment | Signatures | Break | Contents
)


@dataclass(frozen=True, slots=True)
class Meta:
    """What stands around the text: head and foot lines, and the properties of the file.

    watermark: a word across each page, or "". page: how a page is counted, with "{page}" and "{pages}". foot: version,
    date and content code. bare: pages hold nothing but pictures of maps, one after the other; framed: head and foot
    stand around them as on other pages.
    """

    kind: str
    subject: str
    author: str
    keywords: tuple[str, ...]
    head: tuple[str, str]
    foot: str
    page: str
    date: datetime.date
    code: str
    paper: Paper = "A4"
    watermark: str = ""
    bare: bool = False
    framed: bool = True


@dataclass(frozen=True, slots=True)
class Document:
    """A document ready for a printer. language: "en" or "da"."""

    title: str
    subtitle: str
    language: str
    meta: Meta
    blocks: tuple[Block, ...]

    @property
    def top(self) -> int:
        """The level of its highest headings: 0 with chapters, else 1."""
        return min((block.level for block in self.blocks if isinstance(block, Heading)), default=1)


@dataclass(frozen=True, slots=True)
class Print:
    """What a printer made. warnings: what could not be printed as written, in the interface's language."""

    data: bytes
    warnings: tuple[str, ...] = ()


def content_code(*titles: str, blocks: Iterable[Block]) -> str:
    """The code of a document's content, so that two prints can be compared.

    Of a picture its words count, and where flows lead, not how it is painted, where shapes stand and how words break: a
    new version of the program with rounder corners prints the same content, and so does a map that was arranged anew.
    """
    return code.content_code(titles, [_words(block) if isinstance(block, Figure) else block for block in blocks])


def _words(figure: Figure) -> tuple[object, ...]:
    texts = ("".join(line.text for line in mark.lines) for mark in figure.marks if isinstance(mark, Lettered))
    whole = ("".join(c for c in text if c not in _BREAKS and not c.isspace()) for text in texts)
    numbers, goes = (tag.text for tag in figure.tags), (leaving.said for leaving in figure.leavings)
    return (figure.caption, sorted(numbers), sorted(goes), sorted(whole))


_BREAKS = "-\u00ad\u2010"
"""What may stand where a word breaks."""


def plain(text: str) -> Spans:
    """One span in no particular style."""
    return (Span(text),)


def quiet(text: str) -> Spans:
    """One span that steps back."""
    return (Span(text, "quiet"),)


def strong(text: str) -> Spans:
    """One span that stands out."""
    return (Span(text, "strong"),)


def filled(template: str, **values: Spans) -> Spans:
    """A translated sentence with spans in place of its "{names}".

    >>> [(span.text, span.style) for span in filled("Owner of {what}.", what=strong("sales"))]
    [('Owner of ', 'plain'), ('sales', 'strong'), ('.', 'plain')]
    """
    spans: list[Span] = []
    for literal, name, _spec, _conversion in Formatter().parse(template):
        if literal:
            spans.append(Span(literal))
        if name:
            spans.extend(values[name])
    return tuple(spans)
