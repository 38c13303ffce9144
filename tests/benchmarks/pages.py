"""Counts what may not be on any page, over all samples, both papers and both languages.

    python tests/benchmarks/pages.py [--paper A4 Letter] [--packs-only]

Orphaned heads: a heading, or a table's head, with less than two lines below it on its page. Split signatures: the
sentence that is signed on another page than its lines or its code. Thin pages: under six lines, but for the last of a
chapter and pages that hold a picture. Cut shapes: a tile on which a piece that may not be cut reaches over its edge.
Labels twice: a step's name that a picture's page says twice. Texts: poppler and pdfium read the same words in the
same order, without a warning. Exit status 1 when anything was counted.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pypdfium2

from mapper.app.session.session import Session
from mapper.document.blocks import Document, Figure, Heading, Signatures, Table
from mapper.document.packs.frame import Options
from mapper.document.packs.table import DOCUMENTS, subjects
from mapper.document.print import pdf
from mapper.document.print.pdf.sheet import Sheet
from mapper.document.print.pdf.tiles import plan
from mapper.model import query
from mapper.model.diagram import Diagram

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
SAMPLES = sorted(EXAMPLES.rglob("*.bpmn"))
FEW_LINES, BELOW = 6, 2
_HEAD, _FOOT = 45.0, 45.0
"""Points at the upper and lower edge where head and foot line stand."""


def documents(diagram: Diagram, language: str, paper: str, packs_only: bool) -> Iterator[tuple[str, Document]]:
    """The pack, each other kind, and the job description and sheets of everybody."""
    options = Options(paper=paper)
    for kind in DOCUMENTS.values():
        if packs_only and kind.key not in ("pack", "job-description"):
            continue
        for subject, name in subjects(kind, diagram) if kind.needs_subject else [(None, "")]:
            yield f"{kind.key} {name}".strip(), kind.compile(diagram, subject, language, options)


def lines_of(page: pypdfium2.PdfPage) -> list[tuple[float, str, float]]:
    """The lines between head and foot: their baseline from the top, text, and height of the letters; points."""
    text = page.get_textpage()
    high = page.get_height()
    rows: dict[float, list[tuple[float, str, float]]] = {}
    for at in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(at)
        said = text.get_text_bounded(left, bottom, right, top).strip()
        if not said or not _HEAD < high - top < high - _FOOT:
            continue
        key = next((y for y in rows if abs(y - (high - bottom)) < 4), high - bottom)
        rows.setdefault(key, []).append((left, said, top - bottom))
    found = ((y, sorted(row)) for y, row in sorted(rows.items()))
    return [(y, " ".join(t for _x, t, _h in row), max(h for _x, _t, h in row)) for y, row in found]


def plainly(text: str) -> str:
    """Letters and figures alone: how words are broken and spaced is each reader's own."""
    return re.sub(r"[^\w]+", "", text.replace("\u00ad", ""))


def faults(document: Document, data: bytes) -> Iterator[tuple[str, str]]:
    """What is wrong with a printed document: a sort, and where."""
    with pypdfium2.PdfDocument(data) as opened:
        pages = [lines_of(page) for page in opened]
        pictures = [_has_picture(page) for page in opened]
    yield from _heads(document, pages, pictures)
    yield from _signatures(document, pages)
    yield from _thin(document, pages, pictures)
    yield from _cuts(document)


def _has_picture(page: pypdfium2.PdfPage) -> bool:
    """Whether much is drawn on a page: more lines than tables have."""
    return sum(1 for item in page.get_objects() if item.type == 2) > 60


Lines = list[tuple[float, str, float]]


def _heads(document: Document, pages: list[Lines], pictures: list[bool]) -> Iterator[tuple[str, str]]:
    """On a last page nothing can have been torn off a heading."""
    titles = {plainly(f"{b.number}{b.text}") for b in document.blocks if isinstance(b, Heading)}
    # A row of a table, or a line of a cell, may say just what a heading says: a step's number and name.
    rows = [row for block in document.blocks if isinstance(block, Table) for row in block.rows]
    titles -= {plainly("".join(span.text for cell in row for span in cell)) for row in rows}
    cells = ("".join(span.text for span in cell) for row in rows for cell in row)
    titles -= {plainly(line) for cell in cells for line in cell.splitlines()}
    for number, (lines, picture) in enumerate(zip(pages[:-1], pictures, strict=False), 1):
        for left, (_y, text, _h) in enumerate(reversed(lines)):
            # A section of one line that is whole here has lost nothing to the next page.
            ahead = plainly(pages[number][0][1]) if pages[number] else ""
            whole = left == 1 and ahead in titles
            if left < BELOW and plainly(text) in titles and not picture and number > 1 and not whole:
                yield "orphaned heads", f"page {number}: {text}"


def _signatures(document: Document, pages: list[Lines]) -> Iterator[tuple[str, str]]:
    texts = [plainly(" ".join(text for _y, text, _h in lines)) for lines in pages]
    for block in (b for b in document.blocks if isinstance(b, Signatures) and b.sentence):
        sentence = plainly("".join(span.text for span in block.sentence))
        found = [at for at, text in enumerate(texts) if sentence in text]
        code = plainly(document.meta.code)
        last = plainly(block.labels[-1])
        if not found:
            yield "split signatures", "the sentence is on no page whole"
        for at in found:
            rest = texts[at][texts[at].rindex(sentence) :]
            if code not in rest or rest.count(last) < len(block.signers):
                yield "split signatures", f"page {at + 1}"


def _thin(document: Document, pages: list[Lines], pictures: list[bool]) -> Iterator[tuple[str, str]]:
    chapters = {plainly(f"{b.number}{b.text}") for b in document.blocks if isinstance(b, Heading) and b.level == 0}
    for number, (lines, picture) in enumerate(zip(pages, pictures, strict=True), 1):
        ahead = pages[number][0][1] if number < len(pages) and pages[number] else ""
        last = number == len(pages) or plainly(ahead) in chapters
        if len(lines) < FEW_LINES and not picture and not last:
            yield "thin pages", f"page {number}: {len(lines)} lines"


def _cuts(document: Document) -> Iterator[tuple[str, str]]:
    """Tiles as the printer plans them."""
    sheet = Sheet(document)
    for figure in (b for b in document.blocks if isinstance(b, Figure)):
        tiles = plan(figure, (sheet.width, sheet.height), 24.0, 34.0).tiles
        for shape in figure.shapes if tiles else ():
            fits = any(shape.box.w <= tile.w and shape.box.h <= tile.h for tile in tiles)
            # Of a picture about some steps, the tiles without them are left out.
            asked = not figure.selected or any(tile.meets(shape.box) for tile in tiles)
            if shape.whole and fits and asked and not any(tile.grown(1).holds(shape.box) for tile in tiles):
                yield "cut shapes", f"{figure.caption} at {shape.box}"


def texts(data: bytes) -> Iterator[tuple[str, str]]:
    """Poppler and pdfium read the same words on each page, in the same order, and neither complains."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        done = subprocess.run(["pdftotext", "-raw", file.name, "-"], capture_output=True, check=False)
    if done.stderr:
        yield "warnings", done.stderr.decode("utf-8", "replace").splitlines()[0]
    other = done.stdout.decode("utf-8").split("\f")
    with pypdfium2.PdfDocument(data) as opened:
        for number, page in enumerate(opened, 1):
            mine = plainly(page.get_textpage().get_text_range())
            if mine != plainly(other[number - 1]):
                same = Counter(mine) == Counter(plainly(other[number - 1]))
                yield ("texts in another order" if same else "texts that differ"), f"page {number}"


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--paper", nargs="*", default=["A4", "Letter"])
    parser.add_argument("--packs-only", action="store_true")
    parser.add_argument("--only", default="")
    asked = parser.parse_args()
    counts: Counter[str] = Counter()
    pages = made = 0
    for path in SAMPLES:
        if asked.only not in str(path):
            continue
        diagram = Session.open(path, keep=False).shown().diagram
        assert query.planes(diagram)
        for language in ("en", "da"):
            for paper in asked.paper:
                for name, document in documents(diagram, language, paper, asked.packs_only):
                    data = pdf.render(document).data
                    made += 1
                    pages += len(pypdfium2.PdfDocument(data))
                    for sort, where in (*faults(document, data), *texts(data)):
                        counts[sort] += 1
                        print(f"{path.stem} {language} {paper} {name}: {sort}: {where}", flush=True)
    sorts = ("orphaned heads", "split signatures", "thin pages", "cut shapes", "texts that differ",
             "texts in another order", "warnings")  # fmt: skip
    print(f"{made} documents, {pages} pages: " + ", ".join(f"{sort} {counts[sort]}" for sort in sorts))
    return 1 if counts else 0


if __name__ == "__main__":
    sys.exit(main())
