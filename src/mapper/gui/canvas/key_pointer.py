"""The pointer in the hand of somebody without a mouse: with a tool taken, the arrow keys move it and Enter presses."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from mapper.gui.canvas.board import Board
from mapper.gui.canvas.mouse import Mouse
from mapper.model.geometry import Point, bounding

STEP, FINE, FAR = 10.0, 1.0, 50.0
"""Map pixels of an arrow key; with Shift; with Ctrl."""

BESIDE = 20.0
"""Map pixels from what is selected to where a rectangle around it begins."""

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip
_SHIFT, _CTRL, _ALT = (
    Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier,
)  # fmt: skip


class KeyPointer:
    """A cross on the map that keys move; it is there from the first arrow key until the tool is put away or the mouse
    moves."""

    def __init__(self, board: Board, mouse: Mouse) -> None:
        self._board, self._mouse = board, mouse
        mouse.taken.connect(lambda _tool: self._forget())
        mouse.moved.connect(self._forget)

    def press(self, event: QKeyEvent) -> bool:
        """Take a key, if it is the pointer's: the arrows and Enter, while a tool is in hand that works at places."""
        if self._mouse.tool in ("select", "hand") or event.modifiers() & _ALT:
            return False
        if (way := _ARROWS.get(Qt.Key(event.key()))) is not None:
            step = FINE if event.modifiers() & _SHIFT else FAR if event.modifiers() & _CTRL else STEP
            self._move(way[0] * step, way[1] * step)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._mouse.strike(self._place())
            if self._mouse.tool != "select":
                self._show(self._place())
            return True
        return False

    def _move(self, dx: float, dy: float) -> None:
        begun = self._board.shown.cross is not None
        here = self._place()
        if not begun and self._mouse.tool == "space" and self._board.selection and not self._mouse.gesturing:
            self._mouse.strike(here)  # what is selected says where the room is to be
        there = here.moved(dx, dy) if begun or self._mouse.gesturing else here
        self._show(there)
        self._mouse.point_at(there)
        self._board.reveal_place(there)

    def _place(self) -> Point:
        shown = self._board.shown.cross
        return shown if shown is not None else self._first()

    def _first(self) -> Point:
        """Where the cross comes up: at what is selected, else where the mouse is."""
        places = self._board.map.places
        box = bounding(found for id in self._board.selection if (found := places.box(id)) is not None)
        if box is None:
            return self._mouse.place
        if self._mouse.tool == "space":
            return Point(box.x, box.center.y)
        return Point(box.x - BESIDE, box.y - BESIDE) if self._mouse.tool == "lasso" else box.center

    def _show(self, place: Point) -> None:
        self._board.shown.cross = place
        self._board.viewport().update()

    def _forget(self) -> None:
        if self._board.shown.cross is not None:
            self._board.shown.cross = None
            self._board.viewport().update()
