"""A document as Markdown (CommonMark with pipe tables): to read in a text editor, and to compare two versions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

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
    Spans,
    Table,
    Text,
    plain,
)
from mapper.draw.marks import Text as Lettered

_BOX = "☐"
_MARKS = {"strong": "**", "emphasis": "*"}
_SPECIAL = re.compile(r"([\\`*_\[\]<>|#&])")


def render(document: Document) -> str:
    """The document as text with a final line feed."""
    meta = document.meta
    parts = [meta.kind, f"# {_escaped(document.title)}", _inline(plain(document.subtitle))]
    for block in document.blocks:
        parts += _WRITERS[type(block)](block, document)
    parts += ["---", _inline(plain(meta.foot))]
    return "\n\n".join(part for part in parts if part) + "\n"


def _heading(block: Heading, document: Document) -> list[str]:
    signs = "#" * (block.level - document.top + 2)
    return [f"{signs} {f'{block.number} ' if block.number else ''}{_escaped(block.text)}"]


def _text(block: Text, _document: Document) -> list[str]:
    return [f"> {_inline(block.spans)}" if block.tone == "warning" else _inline(block.spans)]


def _bullets(block: Bullets, _document: Document) -> list[str]:
    return ["\n".join(f"- {_inline(item)}" for item in block.items)]


def _table(block: Table, _document: Document) -> list[str]:
    rules = ["---:" if c.align == "right" else "---" for c in block.columns]
    rows = [
        [
            _indented(block, at, i) + (_bold(_inline(cell)) if at in block.strong else _inline(cell))
            for i, cell in enumerate(row)
        ]
        for at, row in enumerate(block.rows)
    ]
    caption = [f"*{_escaped(block.caption)}*"] if block.caption else []
    return [_grid([_escaped(c.title) for c in block.columns], rules, rows), *caption]


def _indented(block: Table, row: int, column: int) -> str:
    return "&emsp;" * block.indent(row, column)


def _facts(block: Facts, _document: Document) -> list[str]:
    rows = [[_escaped(label), _inline(value)] for label, value in block.rows]
    return [_grid(["", ""], ["---", "---"], rows)] if rows else []


def _figure(block: Figure, document: Document) -> list[str]:
    caption = f"*{_escaped(block.caption)}*"
    if not document.meta.bare:
        return [caption]
    # What a reader of text alone has of a picture that stands alone: its names, as one reads them.
    marks = sorted((m for m in block.marks if isinstance(m, Lettered)), key=lambda m: (m.lines[0].y, m.lines[0].x))
    names = dict.fromkeys(" ".join(line.text for line in mark.lines).strip() for mark in marks if mark.lines)
    return [caption, "\n".join(f"- {_escaped(name)}" for name in names if name)]


def _chart(block: Chart, _document: Document) -> list[str]:
    parts = "; ".join(f"{part.label}: {part.figures}" for part in block.parts)
    return [f"*{_escaped(block.caption)}: {_escaped(parts)}*", f"*{_escaped(block.bracket)}*"]


def _assessment(block: Assessment, _document: Document) -> list[str]:
    first, marks, remark = block.head
    rows = [[_escaped(text), *("☐" for _ in marks), ""] for text in block.criteria]
    return [_grid([_escaped(t) for t in (first, *marks, remark)], ["---"] * (len(marks) + 2), rows)]


def _signatures(block: Signatures, _document: Document) -> list[str]:
    labels = [_escaped(label) for label in block.labels]
    sentence = [_inline(block.sentence)] if block.sentence else []
    rows = [[_escaped(role), "", _escaped(name), ""] for role, name in block.signers]
    return [*sentence, _grid(["", *labels], ["---"] * 4, rows)]


def _break(_block: Break, _document: Document) -> list[str]:
    return ["---"]


def _contents(block: Contents, document: Document) -> list[str]:
    rows = [
        f"{'  ' * (h.level - document.top)}- {h.number} {_escaped(h.text)}".replace("-  ", "- ")
        for h in document.blocks
        if isinstance(h, Heading) and h.anchor and h.level <= block.depth
    ]
    return [f"## {_escaped(block.title)}", "\n".join(rows)]


def _grid(head: Iterable[str], rules: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rules, *rows))


def _inline(spans: Spans) -> str:
    return "".join(_pieces(spans)).replace("\n", "<br>")


def _pieces(spans: Spans) -> Iterator[str]:
    for span in spans:
        mark = _MARKS.get(span.style, "")
        text = _BOX if span.style == "box" else _escaped(span.text)
        if span.link and span.text:
            text = f"[{text}](<{span.link}>)" if span.link != span.text else f"<{span.link}>"
        yield f"{mark}{text}{mark}" if text.strip() else text


def _bold(text: str) -> str:
    return f"**{text}**" if text.strip() else text


def _escaped(text: str) -> str:
    """Text in which nothing is taken for a mark; surrogates a file cannot hold are written as their number."""
    safe = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return _SPECIAL.sub(r"\\\1", "\n".join(safe.splitlines()))


_WRITERS: dict[type[Block], Callable[[Any, Document], list[str]]] = {
    Heading: _heading,
    Text: _text,
    Bullets: _bullets,
    Table: _table,
    Facts: _facts,
    Figure: _figure,
    Chart: _chart,
    Assessment: _assessment,
    Signatures: _signatures,
    Break: _break,
    Contents: _contents,
}
