"""Fonts of the system, whatever their files are like."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont
from PIL import Image as Picture

from mapper.draw.painters import pdf, png
from mapper.lettering import fallback, shaping
from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect
from mapper.model.records import Node

LETTER = "\ue123"
"""A letter that only the fonts of these tests have."""


def made(code: int, postscript: bool = False, restricted: bool = False) -> TTFont:
    """A font with one letter, a black square as high as a capital."""
    builder = FontBuilder(1000, isTTF=not postscript)
    builder.setupGlyphOrder([".notdef", "square"])
    builder.setupCharacterMap({code: "square"})
    pen = T2CharStringPen(600, None) if postscript else TTGlyphPen(None)
    pen.moveTo((100, 0))
    for corner in ((100, 600), (500, 600), (500, 0)):
        pen.lineTo(corner)
    pen.closePath()
    if postscript:
        empty = T2CharStringPen(600, None).getCharString()
        builder.setupCFF("Square", {}, {".notdef": empty, "square": pen.getCharString()}, {})
    else:
        builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "square": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (600, 0), "square": (600, 100)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Square", "styleName": "Regular"})
    builder.setupOS2(fsType=2 if restricted else 0)
    builder.setupPost()
    return builder.font


def forget() -> None:
    for cached in (fallback.source, fallback._faces, fallback._codes, fallback._may_embed, fallback.opened,
                   shaping.runs, shaping._glyphs):  # fmt: skip
        cached.cache_clear()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the only fonts of the system are."""
    monkeypatch.setattr(fallback, "_folders", lambda: [tmp_path])
    forget()
    yield tmp_path
    forget()


def save(folder: Path, kind: str) -> None:
    if kind == "ttc":
        collection = TTCollection()
        collection.fonts = [made(0xE999), made(ord(LETTER))]
        collection.save(folder / "Square.ttc")
    else:
        made(ord(LETTER), postscript=kind == "otf").save(folder / f"Square.{kind}")


@pytest.mark.parametrize("kind", ["ttf", "otf", "ttc"])
def test_a_letter_is_drawn_and_found_whatever_the_sort_of_font(folder: Path, kind: str) -> None:
    # given a system whose only font with a letter is such a file
    save(folder, kind)
    step = Node("s", "task", f"{LETTER}{LETTER}", plane="p", bounds=Rect(0, 0, 100, 80))
    diagram = Diagram([Node("p", "plane"), step])
    # then it is no missing one
    assert fallback.unprintable([step.name]) == ""
    # and it is there as text and as ink: two squares of 5 × 7.5 pixels
    with pypdfium2.PdfDocument(pdf.render(diagram)) as document:
        assert step.name in document[0].get_textpage().get_text_range()
    picture = Picture.open(BytesIO(png.render(diagram, "p", scale=4))).convert("L")
    inner = picture.crop((4 * 30, 4 * 45, 4 * 110, 4 * 75))
    assert sum(inner.histogram()[:100]) == pytest.approx(2 * 5 * 7.5 * 16, rel=0.15)


@pytest.mark.parametrize("content", [b"", b"no font", b"\x00\x01\x00\x00" + bytes(60)])
def test_a_broken_font_is_passed_over(folder: Path, content: bytes) -> None:
    (folder / "Aaa.ttf").write_bytes(content)
    (folder / "Aab.ttc").write_bytes(content)
    save(folder, "ttf")

    found = fallback.source(LETTER)

    assert found is not None
    assert found.path.name == "Square.ttf"


def test_a_font_that_may_not_be_embedded_is_passed_over(folder: Path) -> None:
    made(ord(LETTER), restricted=True).save(folder / "Square.ttf")

    assert fallback.source(LETTER) is None


def test_without_any_font_the_letter_is_told(folder: Path) -> None:
    assert fallback.unprintable(["a" + LETTER]) == LETTER
    assert "U+E123" in fallback.told(LETTER)
