"""What tests of the canvas ask of it with a hand in the room."""

from __future__ import annotations

from PySide6.QtCore import QPoint

from mapper.gui.canvas import Canvas
from tests.helpers.hand import Hand


def pass_over(hand: Hand, canvas: Canvas) -> None:
    """To and fro over every button of the pad, none pressed."""
    pad = canvas.pad
    for x in (4, pad.width() - 4, 4):
        hand.over(pad, QPoint(x, pad.height() // 2))


def is_at_rest(canvas: Canvas) -> bool:
    """Whether nothing hangs on the pointer."""
    return canvas.tool == "select" and not canvas.mouse.gesturing and canvas.shown.preview is None
