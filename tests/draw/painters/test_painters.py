"""SVG, PDF, PNG and Qt show the same marks: the same lines of text, at the same places."""

import base64
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path as File

import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from lxml import etree
from PIL import Image as Picture
from PIL import ImageChops
from reportlab.pdfgen.canvas import Canvas
from tests.helpers.draw_samples import words

from mapper.draw.marks import Image, Line, Path, Style, Text
from mapper.draw.painters import pdf, png, svg
from mapper.draw.pictures.maps import map_marks
from mapper.draw.pictures.sheet import sheet
from mapper.draw.theme import LIGHT
from mapper.lettering import fallback, shaping
from mapper.lettering.fallback import Face
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect
from mapper.model.records import Node

SVG = "{http://www.w3.org/2000/svg}"
Opened = Callable[[str], Diagram]


def lines_of(diagram: Diagram, plane: str) -> list[str]:
    return words(tuple(m for _, marks in map_marks(diagram, plane, LIGHT) for m in marks))


@pytest.mark.parametrize("name", ["A.4.0", "B.1.0", "C.9.0"])
def test_svg_and_pdf_break_text_alike(opened: Opened, name: str) -> None:
    diagram = opened(name)
    plane = query.planes(diagram)[0].id
    lines = lines_of(diagram, plane)

    drawn = etree.fromstring(svg.render(diagram, plane))
    with pypdfium2.PdfDocument(pdf.render(diagram, (plane,))) as document:
        printed = document[0].get_textpage().get_text_range()

    assert [t.text for t in drawn.iter(f"{SVG}text")] == lines
    assert not [line for line in lines if line.rstrip("-") not in re.sub(r"\s+", " ", printed.replace("\ufffe", "-"))]


def test_svg_groups_carry_ids_and_names(small: Diagram) -> None:
    drawn = etree.fromstring(svg.render(small, "plane"))

    groups = {g.get("data-id"): g.findtext(f"{SVG}title") for g in drawn.iter(f"{SVG}g")}
    assert groups["a"] == "Modtag ordre"
    assert drawn.findtext(f"{SVG}title") == "Small map"


def test_svg_survives_characters_that_xml_cannot_hold() -> None:
    step = Node("a<&\"'", "task", "A \x00\x0b <b> & \ud800 \uffff", plane="p", bounds=Rect(0, 0, 200, 80))

    drawn = etree.fromstring(svg.render(Diagram([Node("p", "plane"), step]), "p"))

    assert next(drawn.iter(f"{SVG}g")).get("data-id") == "a<&\"'"


def test_svg_carries_its_letters(small: Diagram) -> None:
    drawn = svg.render(small, "plane").decode()

    data = re.findall(r"font-weight:(\d+);src:url\(data:font/woff;base64,([^)]+)\)", drawn)
    assert {weight for weight, _ in data} == {"400", "600"}
    for _, coded in data:
        codes = TTFont(BytesIO(base64.b64decode(coded))).getBestCmap()
        assert set(map(ord, "Modtag ordre æøåÆØÅ")) <= set(codes)
    assert "@font-face" not in svg.render(small, "plane", embed=False).decode()


def test_pdf_embeds_its_fonts_and_is_as_large_as_the_map(small: Diagram) -> None:
    document = pdf.render(small, title="Ordrer")

    assert document.count(b"/FontFile2") == 2
    assert document == pdf.render(small, title="Ordrer")
    with pypdfium2.PdfDocument(document) as opened:
        assert opened.get_metadata_dict()["Title"] == "Ordrer"
        assert opened[0].get_size() == pytest.approx((541.3 * 0.75, 341.3 * 0.75), abs=1)
        assert [entry.get_title() for entry in opened.get_toc()] == ["Small map"]


def test_pdf_has_a_page_for_each_diagram(opened: Opened) -> None:
    diagram = opened("departments")

    with pypdfium2.PdfDocument(pdf.render(diagram)) as document:
        assert len(document) == len(query.planes(diagram)) > 1


def test_a_huge_map_still_fits_a_page() -> None:
    step = Node("s", "task", "Pak", plane="p", bounds=Rect(0, 0, 60_000, 80))

    with pypdfium2.PdfDocument(pdf.render(Diagram([Node("p", "plane"), step]))) as document:
        assert document[0].get_width() <= 14400


def test_png_shows_the_shapes_where_they_stand(small: Diagram) -> None:
    picture = Picture.open(BytesIO(png.render(small, "plane", scale=2))).convert("RGB")
    box = sheet(small, "plane").box

    def at(x: float, y: float) -> tuple[int, ...]:
        found = picture.getpixel((round((x - box.x) * 2), round((y - box.y) * 2)))
        assert isinstance(found, tuple)
        return found

    assert picture.size == pytest.approx((box.w * 2, box.h * 2), abs=1)
    assert at(15, 10) == (0xE9, 0xED, 0xF2)
    assert at(450, 20) == (255, 255, 255)
    assert at(100, 75) != (255, 255, 255)


def test_a_picture_among_marks_is_painted_upright() -> None:
    target = BytesIO()
    two = Picture.new("RGB", (2, 2), "red")
    two.paste("blue", (0, 1, 2, 2))
    two.save(target, "PNG")
    mark = Image(target.getvalue(), Rect(0, 0, 100, 100))
    page = BytesIO()
    canvas = Canvas(page, pagesize=(100, 100))

    pdf.paint(canvas, [mark], Rect(0, 0, 100, 100), 0, 0, 1)
    canvas.save()

    picture = Picture.open(BytesIO(png.rasterised(page.getvalue(), 0, 1))).convert("RGB")
    assert (picture.getpixel((50, 10)), picture.getpixel((50, 90))) == ((255, 0, 0), (0, 0, 255))
    assert 'href="data:image/png;base64,' in svg.paint([mark])


def test_upright_text_stands_in_the_same_place_in_pdf() -> None:
    text = Text((Line("MMMM", 50, 50),), 20, "#000000", angle=-90)
    page = BytesIO()
    canvas = Canvas(page, pagesize=(100, 100))

    pdf.paint(canvas, [text], Rect(0, 0, 100, 100), 0, 0, 1)
    canvas.save()

    picture = Picture.open(BytesIO(png.rasterised(page.getvalue(), 0, 2))).convert("L")
    ink = picture.point(lambda v: 255 * (v < 128)).getbbox()
    assert ink is not None
    left, top, right, bottom = (v / 2 for v in ink)
    assert (right, (top + bottom) / 2) == pytest.approx((50, 50), abs=1.5)
    assert bottom - top > 2 * (right - left)


def test_dashes_and_caps_reach_every_painter() -> None:
    commands = (("M", 0, 0), ("L", 10.5, 0), ("C", 1, 2, 3, 4, 5, 6), ("Z",))
    path = Path(commands, Style("#112233", None, 2, (4, 2), "round"))

    drawn = etree.fromstring(svg.paint([path]))

    assert dict(drawn.attrib) == {
        "d": "M0 0L10.5 0C1 2 3 4 5 6Z",
        "stroke": "#112233",
        "stroke-width": "2",
        "stroke-dasharray": "4 2",
        "stroke-linecap": "round",
    }


def test_letters_of_other_scripts_are_printed_with_a_font_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in = Face(File("there/Other.ttf"))
    monkeypatch.setattr(fallback, "source", lambda c, truetype=False: stand_in if c == "中" else None)

    assert fallback.runs("a中b") == [("a", None), ("中", stand_in), ("b", None)]
    assert fallback.unprintable(["a中", "✈b✈"]) == "✈"


def text_of(document: bytes) -> str:
    with pypdfium2.PdfDocument(document) as opened:
        return re.sub(r"\s+", " ", opened[0].get_textpage().get_text_range())


def named(name: str) -> Diagram:
    return Diagram([Node("p", "plane"), Node("s", "task", name, plane="p", bounds=Rect(0, 0, 200, 80))])


def test_a_character_that_no_font_has_is_told_on_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fallback, "source", lambda c, truetype=False: None)

    printed = text_of(pdf.render(named("Fly ✈ away")))

    assert "U+2708" in printed
    assert "Fly ✈ away" in printed, "the letters themselves can still be found"
    assert "U+" not in text_of(pdf.render(named("Walk away")))


@pytest.mark.skipif(fallback.source("ש") is None or fallback.source("ع") is None, reason="no font for them here")
@pytest.mark.parametrize("name", ["בדיקת הזמנה", "مراجعة الطلب", "Order בדיקה 12"])
def test_names_that_run_from_right_to_left_are_found_in_the_order_in_which_they_are_read(name: str) -> None:
    printed = text_of(pdf.render(named(name)))

    assert all(word in printed for word in name.split())


@pytest.mark.skipif(fallback.source("ע") is None, reason="no font with Hebrew")
def test_hebrew_is_drawn_from_right_to_left() -> None:
    # given a word that begins with a wide letter and ends with two narrow ones
    (run,) = shaping.runs("שוו")

    assert [glyph.text for glyph in run.glyphs] == ["ו", "ו", "ש"]
    picture = Picture.open(BytesIO(png.render(named("ש"), "p"))).convert("L")
    assert picture.point(lambda v: 255 * (v < 128)).crop((150, 60, 300, 140)).getbbox() is not None


def test_a_halo_is_drawn_and_not_written() -> None:
    event = Node("e", "endEvent", "Order delivered", plane="p", bounds=Rect(0, 0, 36, 36))

    assert text_of(pdf.render(Diagram([Node("p", "plane"), event]))).count("Order") == 1


def test_a_line_that_runs_from_right_to_left_says_so_in_svg() -> None:
    drawn = etree.fromstring(svg.render(named("בדיקה"), "p"))

    assert [t.get("direction") for t in drawn.iter(f"{SVG}text")] == ["rtl"]
    assert [t.get("direction") for t in etree.fromstring(svg.render(named("Check"), "p")).iter(f"{SVG}text")] == [None]


def test_glyph_by_glyph_a_text_stands_where_it_stands_letter_by_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    # given letters with wide and with negative bearings, set as reportlab sets them
    whole = Picture.open(BytesIO(png.render(named("jHfM (Wj)"), "p", scale=4))).convert("L")
    # when the same text is set by the glyphs of a font made for the page
    monkeypatch.setattr(shaping, "is_plain", lambda text: False)
    shaped = Picture.open(BytesIO(png.render(named("jHfM (Wj)"), "p", scale=4))).convert("L")
    # then hardly a dot differs
    different = sum(ImageChops.difference(whole, shaped).histogram()[100:])
    assert different < 0.02 * sum(whole.histogram()[:100])
