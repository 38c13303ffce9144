"""Marks on a QPainter. QtGui only; text needs a QGuiApplication.

Pens, brushes, fonts and paths are kept by value: a map has thousands of marks and a few dozen styles.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from unicodedata import category

from fontTools.pens.basePen import BasePen  # type: ignore[import-untyped]
from fontTools.pens.transformPen import TransformPen  # type: ignore[import-untyped]
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QPicture,
    QTextLayout,
    QTransform,
)

from mapper.draw.look import Lens
from mapper.draw.marks import Commands, Image, Mark, Path, Style, Text
from mapper.draw.pictures.sheet import sheet
from mapper.draw.theme import LIGHT, Theme
from mapper.lettering import fallback, shaping
from mapper.lettering.fallback import Face
from mapper.lettering.font import FAMILY, Weight
from mapper.lettering.measure import width
from mapper.model.diagram import Diagram
from mapper.resources import font as font_file

_HALO = 3.0
_FINE = 8
"""Fonts are set this many times too large and scaled down: Qt counts their pixels in whole numbers."""

_CAPS = {"butt": Qt.PenCapStyle.FlatCap, "round": Qt.PenCapStyle.RoundCap}
_JOINS = {"miter": Qt.PenJoinStyle.MiterJoin, "round": Qt.PenJoinStyle.RoundJoin}


def paint(painter: QPainter, marks: Iterable[Mark]) -> None:
    """Paint marks in map coordinates; the painter's transformation decides where that is."""
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    for mark in marks:
        if isinstance(mark, Path):
            painter.setPen(pen(mark.style))
            painter.setBrush(brush(mark.style.fill))
            painter.drawPath(path(mark.commands))
        elif isinstance(mark, Text):
            _text(painter, mark)
        else:
            painter.drawImage(QRectF(*mark.box), _picture(mark))


def picture(marks: Iterable[Mark]) -> QPicture:
    """The marks recorded, to be played without entering Python."""
    recorded = QPicture()
    painter = QPainter(recorded)
    paint(painter, marks)
    painter.end()
    return recorded


def image(diagram: Diagram, plane: str, scale: float = 1.0, theme: Theme = LIGHT, *, lens: Lens | bool = False,
          badges: bool = True) -> QImage:  # fmt: skip
    """A diagram as an image at `scale` dots to a map pixel."""
    page = sheet(diagram, plane, theme, lens=lens, badges=badges)
    result = QImage(QSize(round(page.box.w * scale), round(page.box.h * scale)), QImage.Format.Format_RGB32)
    result.fill(QColor(theme.paper))
    painter = QPainter(result)
    painter.scale(scale, scale)
    painter.translate(-page.box.x, -page.box.y)
    paint(painter, (mark for _, marks in page.marks for mark in marks))
    painter.end()
    return result


@lru_cache(4096)
def pen(style: Style) -> QPen:
    """The pen of a style."""
    if not style.stroke:
        return QPen(Qt.PenStyle.NoPen)
    found = QPen(QColor(style.stroke), style.width)
    found.setCapStyle(_CAPS[style.cap])
    found.setJoinStyle(_JOINS[style.join])
    if style.dash:
        # Qt counts dashes in pen widths.
        found.setDashPattern([d / style.width for d in style.dash])
    return found


@cache
def brush(colour: str | None) -> QBrush:
    """A brush of a colour; none for None."""
    return QBrush(QColor(colour)) if colour else QBrush(Qt.BrushStyle.NoBrush)


def path(commands: Commands) -> QPainterPath:
    """Commands as a path, filled by the even-odd rule."""
    found = QPainterPath()
    for command in commands:
        name, numbers = command[0], command[1:]
        if name == "L":
            found.lineTo(*numbers)  # type: ignore[arg-type]
        elif name == "C":
            found.cubicTo(*numbers)  # type: ignore[arg-type]
        elif name == "M":
            found.moveTo(*numbers)  # type: ignore[arg-type]
        else:
            found.closeSubpath()
    return found


@cache
def qfont(size: float, weight: Weight = "regular", italic: bool = False) -> QFont:
    """The bundled font `_FINE` times as large as asked, without kerning and hinting, so that widths are ours."""
    _load()
    found = QFont(FAMILY)  # Qt finds what it lacks by itself
    found.setPixelSize(round(size * _FINE))
    found.setWeight(QFont.Weight.DemiBold if weight == "semibold" else QFont.Weight.Normal)
    found.setItalic(italic)
    found.setKerning(False)
    found.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return found


def window_font(size: float, weight: Weight = "regular") -> QFont:
    """The bundled font at a plain size, for text outside the map (whole pixels only)."""
    found = QFont(qfont(size, weight))
    found.setPixelSize(round(size))
    return found


@cache
def _load() -> None:
    for cut in ("Regular", "It", "Semibold", "SemiboldIt"):
        QFontDatabase.addApplicationFont(str(font_file(cut)))


def _text(painter: QPainter, mark: Text) -> None:
    face = qfont(mark.size, mark.weight, mark.italic)
    painter.setFont(face)
    for line in mark.lines:
        plain = _is_qts(line.text)
        w = _width(line.text, mark, face, plain) if mark.anchor == "middle" else 0.0
        painter.save()
        painter.translate(line.x, line.y)
        if mark.angle:
            painter.rotate(mark.angle)
        painter.scale(1 / _FINE, 1 / _FINE)
        start = QPointF(-w / 2, 0)
        if mark.halo or not plain:
            outline = QPainterPath()
            if plain:
                outline.addText(start, face, line.text)
            else:
                outline = _shaped(line.text, mark).translated(start)
            if mark.halo:
                painter.strokePath(outline, pen(Style(mark.halo, None, _HALO * _FINE)))
        if plain:
            painter.setPen(_text_pen(mark.color))
            painter.drawText(start, line.text)
        else:
            painter.fillPath(outline, brush(mark.color))
        painter.restore()


def _width(text: str, mark: Text, face: QFont, plain: bool) -> float:
    """Of a line in the font's own large pixels. What only Qt has a font for is as wide as that font says."""
    if plain and not shaping.is_plain(text):
        return QFontMetricsF(face).horizontalAdvance(text)
    return width(text, mark.size, mark.weight, mark.italic) * _FINE


@lru_cache(8192)
def _is_qts(text: str) -> bool:
    """Whether Qt sets a line: plain ones, and those with characters for which it alone knows a font, as pictures of
    faces and lorries."""
    if shaping.is_plain(text):
        return True
    lacking = fallback.unprintable([text])
    if not lacking or any(category(c) not in ("So", "Sk") for c in lacking):
        return False
    layout = QTextLayout(text, qfont(10))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    faces = [run.rawFont() for run in layout.glyphRuns()]
    return all(any(face.supportsCharacter(ord(c)) for face in faces) for c in lacking)


def _shaped(text: str, mark: Text) -> QPainterPath:
    """A line in a script that the bundled font lacks: the same glyphs of the same fonts as on paper."""
    found = QPainterPath()
    found.setFillRule(Qt.FillRule.WindingFill)
    scale = mark.size * _FINE / 1000
    for run in shaping.runs(text, mark.weight, mark.italic):
        x = run.x
        for glyph in run.glyphs:
            if glyph.id:
                place = QTransform(scale, 0, 0, scale, (x + glyph.dx) * scale, -glyph.dy * scale)
                found.addPath(place.map(_glyph(run.face, glyph.id)))
            x += glyph.advance
    return found


@lru_cache(4096)
def _glyph(face: Face, id: int) -> QPainterPath:
    """A glyph's outline in thousandths of the size, y downwards."""
    opened = fallback.opened(face)
    pen = _PathPen()
    scale = 1000 / opened.face.upem
    opened.draw_glyph_with_pen(id, TransformPen(pen, (scale, 0, 0, -scale, 0, 0)))
    return pen.found


class _PathPen(BasePen):  # type: ignore[misc]
    """Draws an outline as a path of Qt."""

    def __init__(self) -> None:
        super().__init__(None)
        self.found = QPainterPath()
        self.found.setFillRule(Qt.FillRule.WindingFill)

    def _moveTo(self, to: tuple[float, float]) -> None:
        self.found.moveTo(*to)

    def _lineTo(self, to: tuple[float, float]) -> None:
        self.found.lineTo(*to)

    def _curveToOne(self, *points: tuple[float, float]) -> None:
        self.found.cubicTo(*(QPointF(*point) for point in points))

    def _closePath(self) -> None:
        self.found.closeSubpath()


@cache
def _text_pen(colour: str) -> QPen:
    return QPen(QColor(colour))


@lru_cache(64)
def _picture(mark: Image) -> QImage:
    return QImage.fromData(mark.data)
