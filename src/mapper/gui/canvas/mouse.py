"""The mouse on the canvas: Qt's events become pointers, and pointers drive the tool in hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QMouseEvent
from PySide6.QtWidgets import QWidget

from mapper.edit.effects.rules import Refused
from mapper.gui.canvas.board import Board
from mapper.gui.canvas.driver import Driver
from mapper.model.geometry import Point
from mapper.model.records import Value
from mapper.text import _
from mapper.tools.connect import connect
from mapper.tools.create import create
from mapper.tools.hand import hand
from mapper.tools.hit import target_at
from mapper.tools.lasso import lasso
from mapper.tools.pointer import KEYBOARD, SLACK, Outcome, Pointer, Preview, Target, Tool, ToolContext
from mapper.tools.select import select
from mapper.tools.space import space

TOOLS: dict[str, Tool] = {"select": select, "hand": hand, "lasso": lasso, "space": space, "connect": connect}
"""Every tool by name; "create" is made with what it creates."""

_KEYS = (
    (Qt.KeyboardModifier.ShiftModifier, "shift"),
    (Qt.KeyboardModifier.ControlModifier, "ctrl"),
    (Qt.KeyboardModifier.AltModifier, "alt"),
)
_CURSORS = {
    "hand": Qt.CursorShape.OpenHandCursor,
    "lasso": Qt.CursorShape.CrossCursor,
    "connect": Qt.CursorShape.CrossCursor,
    "create": Qt.CursorShape.CrossCursor,
    "space": Qt.CursorShape.SplitHCursor,
}
_SIZE = {
    "n": Qt.CursorShape.SizeVerCursor, "s": Qt.CursorShape.SizeVerCursor,
    "e": Qt.CursorShape.SizeHorCursor, "w": Qt.CursorShape.SizeHorCursor,
    "nw": Qt.CursorShape.SizeFDiagCursor, "se": Qt.CursorShape.SizeFDiagCursor,
    "ne": Qt.CursorShape.SizeBDiagCursor, "sw": Qt.CursorShape.SizeBDiagCursor,
}  # fmt: skip
_PANNING = Qt.CursorShape.ClosedHandCursor

EDGE, PUSH = 28, 14
"""Screen pixels: a drag this near to the rim scrolls by PUSH, 60 times a second."""


class Mouse(QObject):
    """Which tool is in hand, and the gesture that is being made."""

    taken = Signal(str)
    moved = Signal()

    def __init__(self, board: Board) -> None:
        super().__init__(board)
        self.tool = "select"
        self._board = board
        self._make: Tool = select
        self._driver = Driver(board.preview, self._finish)
        self._place = QPointF()
        self._began = QPointF()
        self._pressed = False
        self._space = False
        self._lender: QWidget | None = None
        self._drift = QTimer(self)
        self._drift.setInterval(16)
        self._drift.timeout.connect(self._scroll_on)

    @property
    def armed(self) -> bool:
        """Whether a gesture follows the pointer with no button down."""
        return self._driver.running and self._driver.armed

    @property
    def gesturing(self) -> bool:
        """Whether a gesture is being made."""
        return self._driver.running

    @property
    def place(self) -> Point:
        """The place of the map under the pointer; the middle of the view when it is elsewhere."""
        return self._board.to_map(self._under_cursor())

    # -- tools -----------------------------------------------------------------------------------------------------

    def take(self, name: str, kind: str = "task", traits: Mapping[str, Value] | None = None) -> None:
        """Put a tool in hand. What needs no press to begin ("create", "connect" from the selection) begins at once."""
        self._driver.cancel()
        self._make = partial(create, kind=kind, traits=traits or {}) if name == "create" else TOOLS[name]
        self._name(name)
        record = self._board.only()
        if name == "create":
            self._begin(self._make, self._pointer(self._under_cursor()), armed=True)
        elif name == "connect" and record is not None:
            self.connect_from(record.id)

    def connect_from(self, id: str) -> None:
        """Pull a line from a record; the next click says where to."""
        self._make = connect
        self._name("connect")
        self._board.message.emit(_("Click where the flow leads, or type the name of it."))
        place = self._board.to_map(self._under_cursor())
        self._begin(connect, Pointer(place, target=Target(id)), armed=True)

    def carry(self, tool: Tool, name: str) -> None:
        """Begin a gesture of some other kind that follows the pointer until the next click."""
        self._make = tool
        self._name(name)
        self._begin(tool, self._pointer(self._under_cursor()), armed=True)

    def borrow(self, widget: QWidget) -> None:
        """Follow a mouse whose button went down on another widget until it is let go."""
        self._lender, self._pressed = widget, True
        widget.installEventFilter(self)

    def cancel(self) -> bool:
        """Give up the gesture, else put the tool away; False when there was nothing to give up."""
        gave_up = self._driver.cancel()
        self._let_go()
        if self.tool != "select":
            self.put_away()
            return True
        return gave_up

    def point_at(self, place: Point) -> None:
        """Go on with a gesture at a place of the map, without the mouse."""
        if self._driver.running:
            self._send(self._driver.move, self._keyed(place))

    def strike(self, place: Point) -> None:
        """Begin what the tool in hand does at a place of the map, or end it there, without the mouse."""
        if self._driver.running:
            self._send(self._driver.release, self._keyed(place))
        else:
            self._begin(self._make, self._keyed(place), armed=True)

    def put_away(self) -> None:
        """Back to the pointer."""
        self._driver.cancel()
        self._make = select
        self._name("select")
        self._board.refresh()

    def give_up(self) -> None:
        """Nothing is dropped: a fault came up, or the button came up where nobody saw it (in another window)."""
        self._let_go()
        self.put_away()

    def hold_space(self, held: bool) -> None:
        """While the space bar is down the mouse drags the paper."""
        self._space = held
        self._dress()

    # -- events ----------------------------------------------------------------------------------------------------

    def press(self, event: QMouseEvent) -> None:
        """A button went down on the map."""
        self._place = self._began = event.position()
        self._board.editor.commit()
        self._board.setFocus(Qt.FocusReason.MouseFocusReason)
        pointer, running = self._pointer(event.position(), event), self._driver.running
        left = event.button() == Qt.MouseButton.LeftButton
        if event.button() == Qt.MouseButton.MiddleButton or (self._space and left):
            if not running:
                self._pressed = True
                self._begin(hand, pointer)
        elif left:
            self._pressed = True
            if not running:
                self._begin(self._make, pointer)
            self._drift.start()
        elif event.button() == Qt.MouseButton.RightButton and not running:
            self._pick(pointer)

    def move(self, event: QMouseEvent) -> None:
        """The pointer moved, with a button down or not."""
        if event.position() != self._place:
            self.moved.emit()
        self._place = event.position()
        if self._pressed and not event.buttons():
            self.give_up()
        pointer = self._pointer(event.position(), event)
        if self._driver.running:
            self._send(self._driver.move, pointer)
        else:
            self._hover(pointer)

    def release(self, event: QMouseEvent) -> None:
        """A button came up."""
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton) and self._pressed:
            self._let_go()
            if self._driver.running:
                self._send(self._driver.release, self._pointer(event.position(), event))
            self._dress()

    def target(self, place: QPointF) -> Target | None:
        """What lies under a place of the viewport."""
        board = self._board
        return target_at(board.diagram, board.map.places, board.to_map(place), board.zoom, board.selection)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The borrowed mouse: its moves and its release come through the widget that was pressed."""
        if watched is not self._lender or not isinstance(event, QMouseEvent):
            return False
        view = self._board.viewport()
        place = QPointF(view.mapFromGlobal(event.globalPosition()))
        self._place = place
        if event.type() == QEvent.Type.MouseMove and not event.buttons():
            self.give_up()
        elif event.type() == QEvent.Type.MouseMove:
            self._send(self._driver.move, self._pointer(place, event))
            return True
        if event.type() == QEvent.Type.MouseButtonRelease:
            self._let_go()
            if view.rect().contains(place.toPoint()):
                self._board.setFocus(Qt.FocusReason.MouseFocusReason)
                self._send(self._driver.release, self._pointer(place, event))
            else:
                self.put_away()
        return False

    # -- inside ----------------------------------------------------------------------------------------------------

    def _begin(self, tool: Tool, press: Pointer, armed: bool = False) -> None:
        board = self._board
        board.shown.cursor = press.pos
        context = ToolContext(board.diagram, board.plane, board.map.places, board.selection, board.zoom, board.seen())
        self._driver.start(tool, context, press, armed)
        self._dress()

    def _send(self, step: Callable[[Pointer], None], pointer: Pointer) -> None:
        self._board.shown.cursor = pointer.pos
        try:
            step(pointer)
        except Refused as refusal:
            self._board.message.emit(str(refusal))
            self.put_away()
        preview = self._board.shown.preview
        if preview is not None and preview.pan is not None:
            self._board.pan_by(preview.pan.x * self._board.zoom, preview.pan.y * self._board.zoom)

    def _finish(self, outcome: Outcome) -> None:
        """What a gesture leaves: a selection, a label to write, a word of explanation. Tools are for one use."""
        if self.tool not in ("select", "hand"):
            self._make = select
            self._name("select")
        if outcome.selection is not None:
            self._board.select(outcome.selection)
        if outcome.message:
            self._board.message.emit(outcome.message)
        if outcome.edit is not None:
            self._board.edit_label(outcome.edit)
        self._board.refresh()

    def _hover(self, pointer: Pointer) -> None:
        target, shown = pointer.target, self._board.shown
        wanted = target is not None and target.part != "inside" and self.tool in ("select", "connect")
        over = target.id if target is not None and wanted else None
        if over != shown.hover:
            shown.hover = over
            self._board.viewport().update()
        self._dress(target)

    def _pick(self, pointer: Pointer) -> None:
        """What a right click lies on is selected, the lane or pool around it too, unless it is among the selection."""
        target = pointer.target
        if target is None:
            self._board.select(())
        elif target.id not in self._board.selection:
            self._board.select([target.id])

    def _scroll_on(self) -> None:
        """A drag at the rim scrolls on by itself."""
        view, at = self._board.viewport().rect(), self._place
        preview = self._board.shown.preview
        if preview is None or preview.pan is not None or not self._pressed:
            return
        if (at - self._began).manhattanLength() <= SLACK:
            return  # a click near the rim is no drag
        dx = PUSH * ((at.x() < EDGE) - (at.x() > view.width() - EDGE))
        dy = PUSH * ((at.y() < EDGE) - (at.y() > view.height() - EDGE))
        if dx or dy:
            self._board.pan_by(dx, dy)
            self._send(self._driver.move, self._pointer(at))

    def _pointer(self, place: QPointF, event: QMouseEvent | None = None) -> Pointer:
        held = event.modifiers() if event is not None else Qt.KeyboardModifier.NoModifier
        keys = frozenset(name for key, name in _KEYS if held & key)
        return Pointer(self._board.to_map(place), keys, self.target(place))

    def _keyed(self, place: Point) -> Pointer:
        return Pointer(place, frozenset({KEYBOARD}), self.target(self._board.to_view(place)))

    def _under_cursor(self) -> QPointF:
        """Where the pointer is; the middle of the view when it is elsewhere."""
        view = self._board.viewport()
        place = view.mapFromGlobal(QCursor.pos())
        return QPointF(place if view.rect().contains(place) else view.rect().center())

    def _let_go(self) -> None:
        self._pressed = False
        self._drift.stop()
        if self._lender is not None:
            self._lender.removeEventFilter(self)
            self._lender = None

    def _name(self, name: str) -> None:
        if name != self.tool:
            self.tool = name
            self._board.shown.hover = None
            self.taken.emit(name)
        self._dress()

    def _dress(self, target: Target | None = None) -> None:
        """The cursor that fits the tool, the gesture and what is under the pointer."""
        preview: Preview | None = self._board.shown.preview
        shape = _CURSORS.get(self.tool, Qt.CursorShape.ArrowCursor)
        if preview is not None and preview.cursor == "closed hand":
            shape = _PANNING
        elif self._space:
            shape = _CURSORS["hand"]
        elif self.tool == "select" and target is not None and target.part.startswith("handle:"):
            shape = _SIZE[target.part.partition(":")[2]]
        elif self.tool == "select" and target is not None and target.part == "edge":
            shape = Qt.CursorShape.CrossCursor
        elif self.tool == "select" and target is not None and target.part.startswith(("bend:", "end:")):
            shape = Qt.CursorShape.SizeAllCursor
        if self._board.viewport().cursor().shape() != shape:
            self._board.viewport().setCursor(shape)
