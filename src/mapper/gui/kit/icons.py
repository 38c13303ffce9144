"""The program's own icons (`resources/icons`), inked with the palette's text colour and sharp at any scale."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton

from mapper.gui.kit.theme import tokens
from mapper.resources import resource

SIZE = 20
_SCALES = (1.0, 1.5, 2.0, 3.0)
_PROPERTY = "mapperIcon"


def icon(name: str) -> QIcon:
    """An icon by the name of its file, in the colours of the scheme in use."""
    scheme = tokens()
    return inked(name, scheme.ink, scheme.faint)


@cache
def inked(name: str, ink: str, faint: str) -> QIcon:
    """An icon in colours of its own: `ink`, and `faint` while disabled."""
    found = QIcon()
    for scale in _SCALES:
        found.addPixmap(_pixmap(name, ink, SIZE, scale))
        found.addPixmap(_pixmap(name, faint, SIZE, scale), QIcon.Mode.Disabled)
    return found


def picture(name: str, colour: str, size: int = SIZE, scale: float = 2.0) -> QPixmap:
    """One drawing of an icon in a colour of its own, for bars and disks."""
    return _pixmap(name, colour, size, scale)


def wear(item: QAction | QAbstractButton, name: str) -> None:
    """Give an action or button an icon that `refresh` inks anew when the scheme changes."""
    item.setProperty(_PROPERTY, name)
    item.setIcon(icon(name))


def refresh(root: QObject) -> None:
    """Ink every worn icon under `root` anew."""
    worn: list[QAction | QAbstractButton] = [*root.findChildren(QAction), *root.findChildren(QAbstractButton)]
    for item in worn:
        name = item.property(_PROPERTY)
        if name:
            item.setIcon(icon(name))


def application_icon() -> QIcon:
    """The program's sign."""
    return QIcon(str(resource("icons", "mapper.svg")))


def _pixmap(name: str, colour: str, size: int, scale: float) -> QPixmap:
    pixels = QPixmap(round(size * scale), round(size * scale))
    pixels.fill(Qt.GlobalColor.transparent)
    drawing = resource("icons", f"{name}.svg").read_bytes().replace(b"currentColor", QColor(colour).name().encode())
    painter = QPainter(pixels)
    QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(pixels.rect()))
    painter.end()
    pixels.setDevicePixelRatio(scale)
    return pixels
