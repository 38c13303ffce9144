"""The screen shows the same marks in the same font."""

import pytest

pytest.importorskip("PySide6.QtGui")

from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF, QGuiApplication, QImage, QPainter

from mapper.draw.marks import Line, Text, Weight
from mapper.draw.painters import qt
from mapper.draw.pictures.maps import map_marks
from mapper.draw.pictures.sheet import sheet
from mapper.draw.theme import DARK, LIGHT
from mapper.lettering import fallback, font, measure
from mapper.model.diagram import Diagram

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.mark.parametrize(("weight", "italic"), [("regular", False), ("semibold", False), ("regular", True)])
def test_the_screen_measures_text_as_the_font_file_does(weight: Weight, italic: bool) -> None:
    text = "Registrer ordren: AV To ffi æøå"
    face = qt.qfont(12.5, weight, italic)

    assert QGuiApplication.instance() is not None
    assert QFontInfo(face).family() == font.FAMILY
    wide = QFontMetricsF(face).horizontalAdvance(text) * 12.5 / face.pixelSize()
    assert wide == pytest.approx(measure.width(text, 12.5, weight, italic), rel=0.003)


def test_an_image_shows_the_map(small: Diagram) -> None:
    box = sheet(small, "plane").box

    image = qt.image(small, "plane", 2)

    def at(x: float, y: float) -> str:
        return image.pixelColor(round((x - box.x) * 2), round((y - box.y) * 2)).name()

    assert (image.width(), image.height()) == (round(box.w * 2), round(box.h * 2))
    assert at(15, 10) == LIGHT.band
    assert at(100, 75) != LIGHT.paper
    assert qt.image(small, "plane", 1, DARK).pixelColor(2, 2).name() == DARK.paper


def test_a_recorded_picture_plays_what_paint_paints(small: Diagram) -> None:
    marks = [m for _, found in map_marks(small, "plane", LIGHT) for m in found]

    painted, played = (QImage(520, 320, QImage.Format.Format_RGB32) for _ in range(2))
    for image in (painted, played):
        image.fill(QColor("#ffffff"))
        painter = QPainter(image)
        if image is painted:
            qt.paint(painter, marks)
        else:
            painter.drawPicture(0, 0, qt.picture(marks))
        painter.end()

    different = sum(painted.pixel(x, y) != played.pixel(x, y) for x in range(0, 520, 3) for y in range(0, 320, 3))
    assert different < 0.01 * 520 * 320 / 9


def test_text_stands_in_the_middle_and_reads_upwards() -> None:
    image = QImage(100, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)

    qt.paint(painter, [Text((Line("MMMM", 50, 50),), 20, "#000000", angle=-90)])
    painter.end()

    dark = [(x, y) for x in range(100) for y in range(100) if image.pixelColor(x, y).value() < 128]
    xs, ys = [x for x, _ in dark], [y for _, y in dark]
    assert abs((min(ys) + max(ys)) / 2 - 50) < 2
    assert max(xs) <= 50
    assert max(ys) - min(ys) > 2 * (max(xs) - min(xs))


def inked(text: str, size: float = 20) -> set[tuple[int, int]]:
    image = QImage(200, 60, QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)
    qt.paint(painter, [Text((Line(text, 100, 40),), size, "#000000")])
    painter.end()
    return {(x, y) for x in range(200) for y in range(60) if image.pixelColor(x, y).value() < 128}


@pytest.mark.skipif(fallback.source("ש") is None, reason="no font with Hebrew here")
def test_hebrew_stands_in_the_middle_in_the_same_glyphs_as_on_paper() -> None:
    dots = inked("שלום")

    xs = [x for x, _ in dots]
    assert abs((min(xs) + max(xs)) / 2 - 100) < 3
    assert max(xs) - min(xs) == pytest.approx(measure.width("שלום", 20), abs=6)


def test_what_no_font_has_is_stood_in_for_on_the_screen_too(monkeypatch: pytest.MonkeyPatch) -> None:
    # an unassigned character: nobody has a font for it
    assert len(inked("\u0378")) == pytest.approx(len(inked(fallback.STAND_IN)), abs=8)
