"""What leaves the window by clipboard or by hand: a part of a map in every form that another program may take."""

from __future__ import annotations

import atexit
import tempfile
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QGuiApplication, QImage, QPixmap
from PySide6.QtWidgets import QWidget

from mapper.app.formats.pictures import DPI, Picture
from mapper.app.session.clipboard import MIME, Clip

SVG, PNG, IMAGE = "image/svg+xml", "image/png", "application/x-qt-image"
METRE = 39.37
"""Inches of a metre."""
THUMB = 160
"""Pixels of the picture that hangs on the pointer."""


class Carried(QMimeData):
    """Pictures that are painted when they are asked for; with a clip also Mapper's own form and the text."""

    def __init__(self, picture: Callable[[], Picture], clip: Clip | None = None) -> None:
        super().__init__()
        self._make = picture
        if clip is not None:
            self.setData(MIME, QByteArray(clip.data))
            self.setText(clip.text)

    def formats(self) -> list[str]:
        return [*super().formats(), SVG, PNG, IMAGE]

    def hasFormat(self, mimetype: str) -> bool:
        return mimetype in self.formats()

    def retrieveData(self, mimetype: str, preferredType: Any) -> Any:
        if mimetype == SVG:
            return QByteArray(self._picture.svg())
        if mimetype == PNG:
            return QByteArray(self._png)
        if mimetype == IMAGE:
            return _image(self._png)
        return super().retrieveData(mimetype, preferredType)

    @cached_property
    def _picture(self) -> Picture:
        return self._make()

    @cached_property
    def _png(self) -> bytes:
        return self._picture.png()


def leave_plain() -> None:
    """What the clipboard holds is painted in full, for nobody is there to do so once the program has ended."""
    held = QGuiApplication.clipboard().mimeData() if QGuiApplication.instance() is not None else None
    if isinstance(held, Carried):
        plain = QMimeData()
        for form in held.formats():
            if form == IMAGE:
                plain.setImageData(held.imageData())
            else:
                plain.setData(form, held.data(form))
        QGuiApplication.clipboard().setMimeData(plain)


atexit.register(leave_plain)


def drag_out(widget: QWidget, picture: Picture, name: str) -> None:
    """Let a picture hang on the pointer until it is dropped in another program, as a file or as a picture."""
    carried = Carried(lambda: picture)
    folder = Path(tempfile.mkdtemp(prefix="mapper-"))
    file = folder / f"{name}.png"
    image = _image(picture.png())
    image.save(str(file))
    carried.setUrls([QUrl.fromLocalFile(str(file))])
    drag = QDrag(widget)
    drag.setMimeData(carried)
    drag.setPixmap(QPixmap.fromImage(image).scaled(
        THUMB, THUMB, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    ))  # fmt: skip
    drag.exec(Qt.DropAction.CopyAction)


def _image(png: bytes) -> QImage:
    """The picture, which says how large it is on paper."""
    found = QImage.fromData(png)
    found.setDotsPerMeterX(round(DPI * METRE))
    found.setDotsPerMeterY(round(DPI * METRE))
    return found
