"""Whether the names of steps are whole in pictures, at the sizes that files give their steps.

    python tests/benchmarks/lettering.py FOLDER … [--skip-png] [--fullest N --into PICTURES] [--json]

For every map that can be opened, on each of its diagrams, for every step, event and gateway with a name that is drawn:

    svg       its letters, in order, stand in the picture under its id, and none of its lines ends in "…" by itself
    png       where the SVG has a line of it, the PNG has at least 60 % of its ink; the SVG is painted by Qt's own
              renderer of SVG, which shares nothing with Mapper's painters
    pdf       pdfium finds each of its lines in the text of the page

Names beyond 1,000 letters may be cut. `--fullest` saves pictures of the steps whose letters are the smallest, or that
run over their border. Exit status 1 when a name is not whole somewhere.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
from lxml import etree
from PIL import Image

from mapper.app.errors import MapperError
from mapper.app.formats import export
from mapper.app.session.session import Session
from mapper.draw.painters import pdf, png, svg
from mapper.draw.pictures.sheet import sheet
from mapper.lettering.fit import LONGEST
from mapper.lettering.font import LEAST_SIZE
from mapper.model import query
from mapper.model.kinds import ACTIVITIES, EVENT, GATEWAY
from mapper.model.records import Node

SVG = "{http://www.w3.org/2000/svg}"
SCALE = 2.0
INK, LEAST_INK = 150, 0.6
"""Grey below which a dot is ink; the share of the SVG's ink that the PNG must have."""


_HALO = re.compile(rb'<text ([^>]*?)( stroke="[^"]*" stroke-width="3") paint-order="stroke"([^>]*)>(.*?)</text>', re.S)


class Line(NamedTuple):
    """A line of text in an SVG: its text, x and baseline, size, and whether it reads upwards."""

    text: str
    x: float
    y: float
    size: float
    upright: bool


class Name(NamedTuple):
    """What became of one step's name."""

    file: str
    plane: str
    id: str
    name: str
    size: float
    over: bool
    faults: tuple[str, ...]


def letters(text: str) -> str:
    """A text without what wrapping may change, what has no shape, and brackets, which readers of text that runs from
    right to left turn round."""
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2010\u2011\ufffe()-]+", "",
                  unicodedata.normalize("NFKC", text))  # fmt: skip


def names(path: Path, with_png: bool = True) -> Iterator[Name]:
    """What became of the names of a file's steps. Nothing for a file that cannot be opened."""
    try:
        session = Session.open(path, keep=False)
        planes = export.drawn(session)
    except (MapperError, OSError):
        return
    for plane in planes:
        yield from on_plane(session, path, plane, with_png)


def on_plane(session: Session, path: Path, plane: str, with_png: bool) -> Iterator[Name]:
    """What became of the names on one diagram."""
    diagram = session.diagram
    steps = [n for n in query.drawn_on(diagram, plane) if isinstance(n, Node) and is_named_step(n)]
    if not steps:
        return
    drawn = svg.render(diagram, plane)
    groups = by_id(drawn)
    with pypdfium2.PdfDocument(pdf.render(diagram, (plane,))) as document:
        page = Counter(letters(line) for line in printed(document))
    compare = Compare(drawn, png.render(diagram, plane, scale=SCALE), sheet(diagram, plane).box) if with_png else None
    for step in steps:
        lines = groups.get(step.id, [])
        found = [*missing_in_svg(step, lines), *missing_in_pdf(lines, page)]
        if compare is not None and not found:
            found += compare.faults(lines)
        size = min((line.size for line in lines), default=0.0)
        over = size <= LEAST_SIZE and not step.sort.label_outside
        yield Name(path.name, plane, step.id, step.name, size, over, tuple(found))


def is_named_step(node: Node) -> bool:
    box = node.bounds
    drawn = box is not None and box.w > 0 and box.h > 0
    return drawn and node.family in ACTIVITIES | {EVENT, GATEWAY} and bool(letters(node.name))


def by_id(drawn: bytes) -> dict[str, list[Line]]:
    """The lines of text under each id of an SVG."""
    found: dict[str, list[Line]] = {}
    for group in etree.fromstring(drawn, etree.XMLParser(huge_tree=True)).iter(f"{SVG}g"):
        for text in group.iter(f"{SVG}text"):
            place = (float(text.get(key)) for key in ("x", "y", "font-size"))
            line = Line("".join(text.itertext()), *place, "rotate" in (text.get("transform") or ""))
            found.setdefault(group.get("data-id"), []).append(line)
    return found


def printed(document: Any) -> Iterator[str]:
    """The lines of a page's text."""
    for page in document:
        yield from page.get_textpage().get_text_range().replace("\ufffe", "\n").splitlines()


def missing_in_svg(step: Node, lines: list[Line]) -> Iterator[str]:
    whole, told = letters(step.name), letters("".join(line.text for line in lines))
    if len(step.name) > LONGEST:
        return
    if whole not in told:
        yield "svg: not whole"
    if any(line.text.rstrip().endswith("…") for line in lines) and "…" not in step.name:
        yield "svg: …"


def missing_in_pdf(lines: list[Line], page: Counter[str]) -> Iterator[str]:
    """Lines that no line of the page holds; what runs from right to left stands there in another order."""
    whole = "\n".join(page)
    for line in lines:
        told = letters(line.text)
        if told and told not in whole and any(letters(word) not in whole for word in line.text.split()):
            yield f"pdf: {line.text!r}"


class Compare:
    """A PNG beside what Qt makes of the SVG."""

    def __init__(self, drawn: bytes, painted: bytes, box: Any) -> None:
        self._one, self._two = qt_picture(drawn), Image.open(BytesIO(painted)).convert("L")
        self._box, self._scale = box, self._two.width / box.w

    def faults(self, lines: list[Line]) -> Iterator[str]:
        for line in lines:
            area = self._area(line)
            there, here = (ink(picture.crop(area)) for picture in (self._one, self._two))
            if here < LEAST_INK * there:
                yield f"png: {line.text!r} has {here} dots of ink, {there} in the SVG"

    def _area(self, line: Line) -> tuple[int, int, int, int]:
        half = max(len(line.text), 2) * line.size * 0.3
        x, y = line.x - self._box.x, line.y - self._box.y
        level = (x - half, y - line.size, x + half, y + 2)
        sides = (x - line.size, y - half, x + 2, y + half) if line.upright else level
        return tuple(round(side * self._scale) for side in sides)  # type: ignore[return-value]


def ink(picture: Image.Image) -> int:
    return sum(picture.histogram()[:INK])


def qt_picture(drawn: bytes) -> Image.Image:
    """An SVG painted by Qt's own renderer, in greys."""
    from PySide6.QtCore import QByteArray
    from PySide6.QtGui import QColor, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    from mapper.draw.painters.qt import window_font

    window_font(12)  # makes the bundled font known
    # Qt paints a halo over its letters, whatever order the file asks for: here they come once more without it.
    renderer = QSvgRenderer(QByteArray(_HALO.sub(rb"<text \1\2\3>\4</text><text \1\3>\4</text>", drawn)))
    size = renderer.defaultSize()
    scale = min(SCALE, (120e6 / max(size.width() * size.height(), 1)) ** 0.5)
    image = QImage(round(size.width() * scale), round(size.height() * scale), QImage.Format.Format_Grayscale8)
    image.fill(QColor("white"))
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return Image.frombuffer("L", (image.width(), image.height()), bytes(image.constBits()), "raw", "L",
                            image.bytesPerLine(), 1)  # fmt: skip


def save_fullest(found: list[tuple[Path, Name]], count: int, into: Path) -> None:
    """Pictures of the steps with the smallest letters, and a list of what they are."""
    into.mkdir(parents=True, exist_ok=True)
    told = []
    seen: set[tuple[str, float]] = set()
    for path, name in sorted(found, key=lambda pair: (pair[1].size, -len(pair[1].name))):
        if (name.name, name.size) in seen or not name.size:
            continue
        seen.add((name.name, name.size))
        session = Session.open(path, keep=False)
        node = session.diagram.node(name.id)
        box = sheet(session.diagram, name.plane).box
        picture = Image.open(BytesIO(png.render(session.diagram, name.plane, scale=SCALE)))
        scale = picture.width / box.w
        around = node.bounds.grown(60)  # type: ignore[union-attr]
        sides = (around.x - box.x, around.y - box.y, around.right - box.x, around.bottom - box.y)
        picture.crop([round(max(0, side) * scale) for side in sides]).save(into / f"{len(told):02}.png")
        told.append(f"{len(told):02}  {name.size:5.2f} px  {path.name}  {name.id}  {name.name!r}")
        if len(told) == count:
            break
    (into / "list.txt").write_text("\n".join(told) + "\n", "utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--skip-png", action="store_true")
    parser.add_argument("--fullest", type=int, default=0)
    parser.add_argument("--into", type=Path, default=Path("fullest"))
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if not asked.skip_png:
        from PySide6.QtGui import QGuiApplication

        _app = QGuiApplication([])
    files = [f for folder in asked.folders for f in (sorted(folder.rglob("*.bpmn")) if folder.is_dir() else [folder])]
    found = [(path, name) for path in files for name in names(path, not asked.skip_png)]
    bad = [name for _path, name in found if name.faults]
    sizes = Counter("full" if n.size >= 11.5 else "smaller" if n.size > LEAST_SIZE else "smallest" for _p, n in found)
    if asked.json:
        told = {"names": len(found), "not whole": [n._asdict() for n in bad], "sizes": sizes}
        print(json.dumps(told, ensure_ascii=False))
    else:
        for name in bad:
            print(f"{name.file}: {name.id}: {name.name[:60]!r}: {'; '.join(name.faults[:3])}")
        by_kind = Counter(fault.partition(":")[0] for name in bad for fault in name.faults)
        print(
            f"{len(files)} files, {len(found)} names; not whole: "
            + ", ".join(f"{kind} {by_kind[kind]}" for kind in ("svg", "png", "pdf"))
        )
        print(f"letters of full size {sizes['full']}, smaller {sizes['smaller']}, smallest {sizes['smallest']}")
    if asked.fullest:
        save_fullest(found, asked.fullest, asked.into)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
