"""The layout of each fixture as a picture in text: what `approve.py` renews and the test compares.

A fixture `family.case.bpmn` is laid out anew; its picture `family.case.svg` shows where everything stands and runs, a
record a line, so that a difference between two layouts reads as one between two versions of a file. It has none of the
map's colours and symbols: how things look may change without all layouts having to be approved again.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap
from xml.sax.saxutils import escape

from mapper import bpmn
from mapper.app.session import arrange
from mapper.draw import labels
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.kinds import DATA, EVENT, GATEWAY, LANE, POOL
from mapper.model.records import Flow, Node, Record

FIXTURES = Path(__file__).parents[1] / "arrange" / "fixtures"
CASES = sorted(path.name.removesuffix(".bpmn") for path in FIXTURES.glob("*.bpmn"))

_MARGIN = 20
_GAP = 40
"""Pixels around a picture, and between the diagrams of one file."""

_HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="{x} {y} {w} {h}" '
    'font-family="sans-serif" font-size="11" text-anchor="middle" fill="none" stroke="#444">\n'
    '<marker id="tip" orient="auto" refX="9" refY="4" markerWidth="10" markerHeight="8">'
    '<path d="M0 0L9 4L0 8Z" fill="#444"/></marker>\n'
    "<style>text {{ fill: #111; stroke: none }} .f {{ marker-end: url(#tip) }} .m {{ stroke-dasharray: 8 4 }} "
    ".t {{ stroke-dasharray: 2 3 }} .l {{ stroke: #8af }}</style>\n"
)
_DASHED = {"sequenceFlow": "f", "messageFlow": "f m"}


def drawn(case: str) -> str:
    """The picture of a fixture laid out now; its diagrams stand below each other."""
    source = bpmn.read((FIXTURES / f"{case}.bpmn").read_bytes())
    diagram = Diagram(source.records)
    arrange.whole(diagram)
    return picture(diagram)


def approved(case: str) -> str:
    """The picture that was approved; nothing when there is none yet."""
    path = FIXTURES / f"{case}.svg"
    return path.read_text("utf-8") if path.exists() else ""


def approve(case: str, found: str) -> None:
    """Make a picture the approved one."""
    (FIXTURES / f"{case}.svg").write_text(found, "utf-8")


def picture(diagram: Diagram) -> str:
    """Where everything of a map stands and runs, as SVG."""
    lines: list[str] = []
    whole: Rect | None = None
    for plane in query.planes(diagram):
        extent = query.extent(diagram, plane.id)
        if extent is None:
            continue
        down = 0.0 if whole is None else round(whole.bottom + _GAP - extent.y)
        for record in query.drawn_on(diagram, plane.id):
            lines += _record(record, down)
        whole = extent if whole is None else whole.union(extent.moved(0, down))
    x, y, w, h = (round(number) for number in (whole or Rect(0, 0, 0, 0)).grown(_MARGIN))
    return _HEAD.format(x=x, y=y, w=w, h=h) + "".join(f"{line}\n" for line in lines) + "</svg>\n"


def _record(record: Record, down: float) -> Iterator[str]:
    """A record and its label, moved down by some pixels."""
    if isinstance(record, Flow):
        points = " ".join(f"{_n(p.x)},{_n(p.y + down)}" for p in record.points)
        yield f'<polyline id="{record.id}" class="{_DASHED.get(record.kind, "t")}" points="{points}"/>'
    elif record.bounds is not None:
        box = record.bounds.moved(0, down)
        yield _shape(record, box)
        if record.name and not record.sort.label_outside:
            yield from _name(record, box)
    label = labels.placed(record)
    if label is not None:
        box = label.box.moved(0, down)
        yield f'<rect id="{record.id}.label" class="l" {_box(box)}/>'
        yield from _text(label.lines, box)


def _name(node: Node, box: Rect) -> Iterator[str]:
    """The name within a shape: in the middle, in the header of a pool or lane, at the top of an open sub-process."""
    if node.family in (POOL, LANE):
        horizontal = node.trait("horizontal")
        yield from _text((node.name,), box if horizontal else Rect(box.x, box.y, box.w, 30), upright=horizontal)
        return
    lines = tuple(wrap(node.name, max(8, round(box.w / 7))))
    yield from _text(lines, Rect(box.x, box.y, box.w, min(box.h, 80 if box.w < 150 else 24)))


def _shape(node: Node, box: Rect) -> str:
    c = box.center
    if node.family == EVENT:
        return f'<circle id="{node.id}" cx="{_n(c.x)}" cy="{_n(c.y)}" r="{_n(box.w / 2)}"/>'
    if node.family == GATEWAY:
        corners = (Point(c.x, box.y), Point(box.right, c.y), Point(c.x, box.bottom), Point(box.x, c.y))
        return f'<polygon id="{node.id}" points="{" ".join(f"{_n(p.x)},{_n(p.y)}" for p in corners)}"/>'
    corner = 0 if node.family in (POOL, LANE, DATA) else 8
    return f'<rect id="{node.id}" {_box(box)} rx="{corner}"/>'


def _text(lines: tuple[str, ...], box: Rect, upright: bool = False) -> Iterator[str]:
    c = Point(box.x + 15, box.center.y) if upright else box.center
    turn = f' transform="rotate(-90 {_n(c.x)} {_n(c.y)})"' if upright else ""
    top = c.y - 14 * (len(lines) - 1) / 2 + 4
    for number, line in enumerate(lines):
        yield f'<text x="{_n(c.x)}" y="{_n(top + 14 * number)}"{turn}>{escape(line)}</text>'


def _box(box: Rect) -> str:
    return f'x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.w)}" height="{_n(box.h)}"'


def _n(number: float) -> str:
    """To a tenth of a pixel: less is no difference that anybody sees."""
    return f"{number:.1f}".removesuffix(".0")
