"""Marks as SVG: text stays text, the font is named with fallbacks, and the file stands alone."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from mapper.draw.look import Lens
from mapper.draw.marks import Commands, Image, Mark, Path, Style, Text
from mapper.draw.painters import webfont
from mapper.draw.painters.images import data_uri
from mapper.draw.pictures.maps import NO_NUMBERS, Numbers
from mapper.draw.pictures.sheet import sheet
from mapper.draw.theme import LIGHT, Theme
from mapper.lettering import shaping
from mapper.lettering.font import FALLBACKS, FAMILY
from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect
from mapper.model.records import Record

_NAMES = ", ".join(f"'{name}'" if " " in name else name for name in (FAMILY, *FALLBACKS))
_WEIGHTS = {"regular": "400", "semibold": "600"}
_FORBIDDEN = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535, *range(55296, 57344)), "�")
"""Characters that XML 1.0 cannot hold (section 2.2)."""


def render(diagram: Diagram, plane: str, theme: Theme = LIGHT, *, lens: Lens | bool = False, badges: bool = True,
           emphasis: frozenset[str] | None = None, embed: bool = True, jumps: bool = True,
           numbers: Numbers = NO_NUMBERS, paper: bool = True) -> bytes:  # fmt: skip
    """A diagram as an SVG file, one group for each record with its id and name.

    embed: the letters of the font travel in the file (about 40 kB), so that browsers show it as it was drawn. jumps:
    level lines hop over the upright ones they cross. paper: the ground is filled; else it is transparent.
    numbers: of steps by id, shown on them.
    """
    page = sheet(diagram, plane, theme, lens=lens, badges=badges, emphasis=emphasis, jumps=jumps, numbers=numbers)
    groups = (_group(id, diagram.get(id), paint(marks)) for id, marks in page.marks)
    record = diagram.get(plane)
    faces = webfont.faces(mark for _, marks in page.marks for mark in marks) if embed else ""
    return document(groups, page.box, theme.paper if paper else None, record.name if record else "", faces)


def document(content: Iterable[str], box: Rect, paper: str | None, title: str = "", faces: str = "") -> bytes:
    """A whole SVG file around painted marks; `paper` None leaves the ground transparent."""
    x, y, w, h = (_n(v) for v in box)
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="{x} {y} {w} {h}" '
        f'font-family="{_NAMES}" fill="none" stroke-linejoin="round" stroke-miterlimit="10">'
    )
    # Viewers that know CSS leave out kerning, as our measures do.
    style = f"<style>{faces}text {{ font-kerning: none; white-space: pre }}</style>"
    ground = f'<rect x="{x}" y="{y}" width="{w}" height="{h}" fill="{paper}"/>' if paper else ""
    named = f"<title>{_text(title)}</title>" if title else ""
    return "\n".join([head, f"{named}{style}{ground}", *content, "</svg>\n"]).encode()


def paint(marks: Iterable[Mark]) -> str:
    """Marks as SVG elements."""
    return "".join(_mark(mark) for mark in marks)


def _group(id: str, record: Record | None, content: str) -> str:
    name = f"<title>{_text(record.name)}</title>" if record is not None and record.name else ""
    return f"<g data-id={_quoted(id)}>{name}{content}</g>"


def _mark(mark: Mark) -> str:
    if isinstance(mark, Path):
        return f'<path d="{_d(mark.commands)}"{_style(mark.style)}/>'
    if isinstance(mark, Text):
        return "".join(_lines(mark))
    return _image(mark)


def _d(commands: Commands) -> str:
    return "".join([f"{c[0]}{' '.join(map(_n, c[1:]))}" for c in commands])  # type: ignore[arg-type]


def _style(style: Style) -> str:
    out = f' fill="{style.fill}" fill-rule="evenodd"' if style.fill else ""
    if style.stroke:
        out += f' stroke="{style.stroke}" stroke-width="{_n(style.width)}"'
        if style.dash:
            out += f' stroke-dasharray="{" ".join(_n(d) for d in style.dash)}"'
        if style.cap != "butt":
            out += f' stroke-linecap="{style.cap}"'
        if style.join != "round":
            out += f' stroke-linejoin="{style.join}"'
    return out


def _lines(text: Text) -> Iterable[str]:
    anchor = ' text-anchor="middle"' if text.anchor == "middle" else ""
    weight = f' font-weight="{_WEIGHTS[text.weight]}"' if text.weight != "regular" else ""
    italic = ' font-style="italic"' if text.italic else ""
    look = f'font-size="{_n(text.size)}"{anchor}{weight}{italic}'
    halo = f' stroke="{text.halo}" stroke-width="3" paint-order="stroke"' if text.halo else ""
    for line in text.lines:
        x, y = _n(line.x), _n(line.y)
        way = ""
        if shaping.is_leftward(line.text):
            # Such a line starts at its right.
            way = ' direction="rtl"' + (' text-anchor="end"' if text.anchor == "start" else "")
        turn = f' transform="rotate({text.angle} {x} {y})"' if text.angle else ""
        yield f'<text x="{x}" y="{y}" {look}{way} fill="{text.color}"{halo}{turn}>{_text(line.text)}</text>'


def _image(image: Image) -> str:
    x, y, w, h = (_n(v) for v in image.box)
    place = f'x="{x}" y="{y}" width="{w}" height="{h}" preserveAspectRatio="none"'
    return f'<image {place} href="{data_uri(image.data)}"/>'


def _n(value: float) -> str:
    """A number with at most two decimals and no needless zeros."""
    whole = int(value)
    if whole == value:
        return str(whole)
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _text(text: str) -> str:
    return escape(text.translate(_FORBIDDEN))


def _quoted(text: str) -> str:
    return quoteattr(text.translate(_FORBIDDEN))
