"""A document as one HTML file: no script, no second file, readable on a screen of any width and on paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from itertools import pairwise
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
    Span,
    Spans,
    Table,
    Text,
)
from mapper.draw.painters import svg

_CLASSES = {"strong": "b", "emphasis": "i", "quiet": "small", "met": "b class=met", "unmet": "b class=unmet"}
_FILLS = ("#2F6FED", "#A9C4F8", "#E9EDF2")
_STYLE = """
:root { color-scheme: light }
body { font: 15px/1.5 "Source Sans Pro", "Segoe UI", system-ui, sans-serif; color: #1F2933; background: #fff;
  max-width: 62rem; margin: 3rem auto; padding: 0 1.5rem }
.kind { color: #2F6FED; font-weight: 600; margin: 0 } h1 { font-size: 2rem; margin: .2rem 0 }
.subtitle { color: #52606D; font-size: 1.2rem; margin: 0 0 2rem } h2 { font-size: 1.35rem; margin: 2.4rem 0 .6rem }
h3 { font-size: 1.1rem; margin: 1.8rem 0 .5rem } h4, h5, h6 { font-size: 1rem; margin: 1.2rem 0 .4rem; color: #52606D }
.no { color: #2F6FED; margin-right: .7em } .warning { color: #B3382C; border-left: 3px solid; padding-left: .7em }
.quiet, small { color: #616E7C; font-size: .85em } .met { color: #2E7D4F } .unmet { color: #B3382C }
.wide { overflow-x: auto; margin: .6rem 0 1.2rem } table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .35em .8em .4em 0; border-bottom: 1px solid #DDE3E9 }
thead th { color: #52606D; font-size: .85em; vertical-align: bottom; border-color: #9AA5B1 }
.facts th { width: 24%; font-weight: 400; color: #52606D } .right { text-align: right }
caption, figcaption { caption-side: bottom; text-align: left; color: #52606D; font-size: .85em; padding-top: .5em }
figure { margin: 1rem 0; overflow-x: auto } figure svg { max-width: 100%; height: auto }
.bar { display: flex; height: 24px; margin: .3rem 0 } .parts { color: #52606D; font-size: .9em; margin: 0 0 1rem }
.sign { display: grid; grid-template-columns: 5fr 4fr 3fr; gap: .2rem 1.2rem; margin: 1.2rem 0; break-inside: avoid }
.sign b { grid-column: 1 / -1 } .sign span { border-top: 1px solid #52606D; font-size: .85em; color: #52606D;
  margin-top: 2.4em } .sign i { font-style: normal; align-self: end; margin-bottom: -2.2em }
nav li { list-style: none } nav ul { padding-left: 1.2em } a { color: #2F6FED } hr { border: 0; margin: 3rem 0 0 }
footer { margin-top: 4rem; border-top: 1px solid #DDE3E9; color: #52606D; font-size: .85em; padding-top: .5em }
.draft { position: fixed; inset: 0; display: grid; place-items: center; pointer-events: none; z-index: -1;
  font-size: 20vmin; font-weight: 600; color: #EEF1F4; transform: rotate(-35deg) }
@media print { body { margin: 0; max-width: none; font-size: 10pt } hr { break-after: page } h2, h3, h4 {
  break-after: avoid } tr, figure { break-inside: avoid } }
"""


def render(document: Document) -> str:
    """The document as an HTML page with a final line feed."""
    meta = document.meta
    title = " – ".join(filter(None, dict.fromkeys((meta.kind, document.title, document.subtitle))))
    head = (
        f'<!doctype html>\n<html lang="{document.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{_text(title)}</title><meta name=author content={_quoted(meta.author)}>"
        f"<meta name=keywords content={_quoted(', '.join(meta.keywords))}><style>{_STYLE}</style></head><body>"
    )
    first = meta.kind if meta.kind != document.title else ""
    parts = [head, f"<p class=draft aria-hidden=true>{_text(meta.watermark)}</p>" if meta.watermark else ""]
    parts += [f"<header><p class=kind>{_text(first)}</p><h1>{_text(document.title)}</h1>"]
    parts += [f"<p class=subtitle>{_text(document.subtitle)}</p></header>"]
    parts += [_WRITERS[type(block)](block, document) for block in document.blocks]
    parts += [f"<footer>{_text(meta.foot)}</footer></body></html>"]
    return "\n".join(part for part in parts if part) + "\n"


def _heading(block: Heading, document: Document) -> str:
    level = min(block.level - document.top + 2, 6)
    number = f"<span class=no>{_text(block.number)}</span>" if block.number else ""
    anchor = f" id={_quoted(block.anchor)}" if block.anchor else ""
    return f"<h{level}{anchor}>{number}{_text(block.text)}</h{level}>"


def _paragraph(block: Text, _document: Document) -> str:
    tone = "" if block.tone == "body" else f" class={block.tone}"
    return f"<p{tone}>{_inline(block.spans)}</p>"


def _bullets(block: Bullets, _document: Document) -> str:
    return "<ul>" + "".join(f"<li>{_inline(item)}</li>" for item in block.items) + "</ul>"


def _table(block: Table, _document: Document) -> str:
    sides = ["" if c.align == "left" else " class=right" for c in block.columns]
    head = "".join(f"<th scope=col{s}>{_text(c.title)}</th>" for c, s in zip(block.columns, sides, strict=True))
    rows = []
    for at, row in enumerate(block.rows):
        texts = [f"<b>{_inline(cell)}</b>" if at in block.strong else _inline(cell) for cell in row]
        looks = [_look(side, block.indent(at, i)) for i, side in enumerate(sides)]
        rows.append("<tr>" + "".join(f"<td{s}>{t}</td>" for s, t in zip(looks, texts, strict=True)) + "</tr>")
    caption = f"<caption>{_text(block.caption)}</caption>" if block.caption else ""
    body = "".join(rows)
    return f"<div class=wide><table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"


def _look(side: str, indent: int) -> str:
    return f'{side} style="padding-left:{1.4 * indent:g}em"' if indent else side


def _facts(block: Facts, _document: Document) -> str:
    rows = "".join(f"<tr><th scope=row>{_text(label)}</th><td>{_inline(v)}</td></tr>" for label, v in block.rows)
    return f"<div class=wide><table class=facts>{rows}</table></div>" if rows else ""


def _figure(block: Figure, _document: Document) -> str:
    """The whole map: a screen can scroll and zoom."""
    tags = "".join(
        f'<text x="{tag.box.right - 4:.1f}" y="{tag.box.y + 11:.1f}" font-size="10" font-weight="600" '
        f'text-anchor="end" fill="#2F6FED">{_text(tag.text)}</text>'
        for tag in block.tags
    )
    content = [svg.paint(block.marks), tags]
    drawn = svg.document(content, block.box, None).decode().partition("?>\n")[2]
    return f"<figure>{drawn}<figcaption>{_text(block.caption)}</figcaption></figure>"


def _chart(block: Chart, _document: Document) -> str:
    parts = "".join(
        f'<span style="flex:{part.value:g};background:{_FILLS[min(part.rank, 2)]}" title={_quoted(part.label)}></span>'
        for part in block.parts
    )
    told = " · ".join(f"<b>{_text(part.label)}</b> {_text(part.figures)}" for part in block.parts)
    return (
        f"<figure><figcaption><b>{_text(block.caption)}</b></figcaption><div class=bar>{parts}</div>"
        f"<p class=parts>{told}<br>{_text(block.bracket)}</p></figure>"
    )


def _assessment(block: Assessment, _document: Document) -> str:
    first, marks, remark = block.head
    head = "".join(f"<th scope=col>{_text(t)}</th>" for t in (first, *marks, remark))
    rows = "".join(f"<tr><td>{_text(text)}</td>{'<td>☐</td>' * len(marks)}<td></td></tr>" for text in block.criteria)
    return f"<div class=wide><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"


def _signatures(block: Signatures, document: Document) -> str:
    code = document.meta.foot.rpartition(" · ")[2]
    sentence = f"<p>{_inline(block.sentence)}<br><small>{_text(code)}</small></p>" if block.sentence else ""
    labels = "".join(f"<span>{_text(label)}</span>" for label in block.labels)
    lines = (
        f"<div class=sign><b>{_text(role)}</b><i></i><i>{_text(name)}</i><i></i>{labels}</div>"
        for role, name in block.signers
    )
    return f"<section>{sentence}{''.join(lines)}</section>"


def _break(_block: Break, _document: Document) -> str:
    return "<hr>"


def _contents(block: Contents, document: Document) -> str:
    rows = "".join(
        f'<li style="margin-left:{1.2 * (h.level - document.top):g}em"><a href="#{escape(h.anchor, True)}">'
        f"<span class=no>{_text(h.number)}</span>{_text(h.text)}</a></li>"
        for h in document.blocks
        if isinstance(h, Heading) and h.anchor and h.level <= block.depth
    )
    return f"<nav><h2>{_text(block.title)}</h2><ul>{rows}</ul></nav>"


def _inline(spans: Spans) -> str:
    return "".join(map(_span, spans))


def _span(span: Span) -> str:
    if span.style == "box":
        return "☐"
    if span.style == "trend":
        return _curve(span)
    text = _text(span.text).replace("\n", "<br>")
    if span.link.startswith(("http://", "https://", "mailto:", "#")):
        text = f"<a href={_quoted(span.link)}>{text}</a>"
    tag = _CLASSES.get(span.style, "")
    return f"<{tag}>{text}</{tag.partition(' ')[0]}>" if tag else text


def _curve(span: Span) -> str:
    """The readings as a line, told in words to who cannot see it."""
    low, spread = min(span.values), (max(span.values) - min(span.values)) or 1.0
    step = 56 / max(len(span.values) - 1, 1)
    places = [(2 + i * step, 14 - (v - low) / spread * 12) for i, v in enumerate(span.values)]
    lines = "".join(f"M{a[0]:.1f} {a[1]:.1f}L{b[0]:.1f} {b[1]:.1f}" for a, b in pairwise(places))
    x, y = places[-1]
    return (
        f'<svg width="60" height="16" role="img" aria-label={_quoted(span.text)}><path d="{lines}" stroke="#52606D" '
        f'fill="none"/><circle cx="{x:.1f}" cy="{y:.1f}" r="2" fill="#2F6FED"/></svg>'
    )


_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _text(text: str) -> str:
    return escape(_FORBIDDEN.sub("�", text), quote=False)


def _quoted(text: str) -> str:
    return f'"{escape(_FORBIDDEN.sub("�", text), quote=True)}"'


_WRITERS: dict[type[Block], Callable[[Any, Document], str]] = {
    Heading: _heading,
    Text: _paragraph,
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
