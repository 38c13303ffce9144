"""The canvas widget: the board with the mouse, the keys and the verbs. What the window embeds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QCursor, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from mapper.draw.theme import Theme
from mapper.edit.verbs import label, move
from mapper.gui.canvas import keyboard_walk
from mapper.gui.canvas.board import Board
from mapper.gui.canvas.deeds import Deeds
from mapper.gui.canvas.mouse import Mouse
from mapper.gui.kit.faults import boundary
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point
from mapper.model.records import Node, Value

STEP, FINE = 10.0, 1.0
"""Map pixels of an arrow key, and with Shift."""
MARK = 16.0
"""Map pixels at the lower edge of a closed sub-process that hold its plus sign."""

_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_ARROWS = {
    Qt.Key.Key_Left: ("left", -1, 0), Qt.Key.Key_Right: ("right", 1, 0),
    Qt.Key.Key_Up: ("up", 0, -1), Qt.Key.Key_Down: ("down", 0, 1),
}  # fmt: skip


class Canvas(Board):
    """One diagram on the screen, to be edited."""

    toolChanged = Signal(str)  # the tool now in hand
    menuRequested = Signal(QPoint)  # place of the screen where a menu for the selection is wanted

    def __init__(self, diagram: Diagram, plane: str, theme: Theme, parent: QWidget | None = None) -> None:
        self.diagram = diagram  # Qt asks for it while it still builds the widget
        self._mouse: Mouse | None = None
        self._clicked: Point | None = None
        super().__init__(diagram, plane, theme, parent)
        self.mouse = Mouse(self)
        self._mouse = self.mouse
        self._deeds = Deeds(self, self.mouse)
        self._keys = self._bindings()
        self.mouse.taken.connect(self.toolChanged)
        self.editor.finished.connect(self._relabel)
        self.editor.abandoned.connect(self._written)
        self.pad.chosen.connect(self._deeds.do)
        self.pad.dragged.connect(self._deeds.drag)

    def close_map(self) -> None:
        self.mouse.cancel()
        super().close_map()

    def show_plane(self, plane: str) -> None:
        self.mouse.put_away()
        super().show_plane(plane)

    def offers_pad(self) -> bool:
        return self._mouse is not None and self._mouse.tool in ("select", "hand")

    # -- tools and verbs -------------------------------------------------------------------------------------------

    @property
    def tool(self) -> str:
        """The tool in hand."""
        return self.mouse.tool

    def use_tool(self, name: str, **options: Any) -> None:
        """Take a tool: "select", "hand", "lasso", "space", "connect", "create" (kind=…, traits={…}).

        "connect" with one thing selected starts from it; "create" hangs the shape on the pointer.
        """
        self.editor.commit()
        self.mouse.take(name, **options)

    def drag_from(self, widget: QWidget, kind: str, traits: Mapping[str, Value] | None = None) -> None:
        """Go on with a drag that began on another widget, whose mouse button is still down: the shape follows the
        pointer and is dropped where it is let go."""
        self.use_tool("create", kind=kind, traits=traits)
        self.mouse.borrow(widget)

    def append_at_selection(self, kind: str | None = None) -> None:
        """Append after the selected step and open its label; without a kind, one of the same sort."""
        self._deeds.append(kind)

    def choose_append(self) -> None:
        """Choose by typing what to append."""
        self._deeds.choose_append()

    def choose_kind(self) -> None:
        """Choose by typing what the selected step becomes."""
        self._deeds.choose_kind()

    def choose_colour(self) -> None:
        """Choose by typing the colour of what is selected."""
        self._deeds.choose_colour()

    def choose_new(self) -> None:
        """Choose by typing what to put on the map."""
        self._deeds.choose_new()

    def hold_still(self, gestures: bool) -> None:
        """What is being typed counts; gestures: and what is half dragged is given up."""
        self.editor.commit()
        if gestures and self.mouse.gesturing:
            self.mouse.cancel()

    def go_inside(self) -> None:
        """Show what the one selected thing holds."""
        if record := self.only():
            self._deeds.go_inside(record.id)

    def has_inside(self) -> bool:
        """Whether a diagram of its own shows what the one selected thing holds."""
        record = self.only()
        return record is not None and self.inner_plane(record.id) is not None

    def delete_selection(self) -> None:
        """Take the selection off the map."""
        self._deeds.delete()

    def nudge(self, dx: float, dy: float) -> None:
        """Move the selection by map pixels; nudges in a row are one undo step."""
        if self.selection:
            self._deeds.attempt(lambda: move.by(self.diagram, self.selection, dx, dy, merge="nudge"))
            self.reveal_selection()

    def cursor_place(self) -> Point | None:
        """The place of the map under the mouse, or where a menu was opened; None when the mouse is elsewhere."""
        view = self.viewport()
        if self._clicked is not None:
            return self._clicked
        return self.to_map(QPointF(view.mapFromGlobal(QCursor.pos()))) if view.underMouse() else None

    # -- events ----------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.mouse.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Write the label; on a closed sub-process's plus sign: go inside."""
        target = self.mouse.target(event.position())
        if target is None or event.button() != Qt.MouseButton.LeftButton or target.part == "inside":
            self.mouse.press(event)
            return
        if self._is_plus(target.id, self.to_map(event.position()).y):
            self._deeds.go_inside(target.id)
        else:
            self.edit_label(target.id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A right click chooses what lies there, and asks for the menu; the key asks for it beside the selection."""
        if self.mouse.gesturing:
            return
        place = event.pos()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self._clicked = self.to_map(QPointF(place))
        else:
            box = self.map.places.box(self.selection[0]) if self.selection else None
            place = self.to_view((box or self.seen()).center).toPoint()
        self.menuRequested.emit(self.viewport().mapToGlobal(place))

    def forget_click(self) -> None:
        """The menu that was opened at a place has closed."""
        self._clicked = None

    def viewportEvent(self, event: QEvent) -> bool:
        """Everything that the mouse does, and painting: what fails is told, and the map is as before."""
        with boundary(self.diagram, self._rest):
            return super().viewportEvent(event)
        return True

    def leaveEvent(self, event: QEvent) -> None:
        self.shown.hover = None
        self.viewport().update()
        super().leaveEvent(event)

    def event(self, event: QEvent) -> bool:
        # Tab walks along the flows here; Qt would take it for the next widget.
        tab = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        with boundary(self.diagram, self._rest):
            if tab and event.type() == QEvent.Type.KeyPress and not event.modifiers() & _CTRL:  # type: ignore[attr-defined]
                self.keyPressEvent(event)  # type: ignore[arg-type]
                return event.isAccepted()
            return super().event(event)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & (_SHIFT | _ALT | _CTRL)
        if self.mouse.tool == "connect" and self.mouse.armed and event.text().isalnum() and not held & _CTRL:
            self._deeds.choose_partner(event.text())
            return
        if event.key() in _ARROWS and not held & _CTRL:
            self._arrow(event)
            return
        action = self._keys.get((event.key(), held))
        if action is None or (event.isAutoRepeat() and event.key() == Qt.Key.Key_Space):
            event.ignore()
        else:
            action()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.mouse.hold_space(False)
        else:
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.mouse.hold_space(False)
        super().focusOutEvent(event)

    # -- inside ----------------------------------------------------------------------------------------------------

    def _bindings(self) -> dict[tuple[int, Qt.KeyboardModifier], Callable[[], object]]:
        """Keys of the canvas itself. Those with Ctrl belong to the window's commands."""
        none, key = Qt.KeyboardModifier.NoModifier, Qt.Key
        return {
            (key.Key_A, none): self.append_at_selection,
            (key.Key_A, _SHIFT): self.choose_append,
            (key.Key_C, none): lambda: self.use_tool("connect"),
            (key.Key_E, none): self._edit_selected,
            (key.Key_F2, none): self._edit_selected,
            (key.Key_Return, none): self._edit_selected,
            (key.Key_Enter, none): self._edit_selected,
            (key.Key_H, none): lambda: self.use_tool("hand"),
            (key.Key_L, none): lambda: self.use_tool("lasso"),
            (key.Key_S, none): lambda: self.use_tool("space"),
            (key.Key_V, none): lambda: self.use_tool("select"),
            (key.Key_N, none): self.choose_new,
            (key.Key_R, none): self.choose_kind,
            (key.Key_K, none): self.choose_colour,
            (key.Key_Q, none): self.pad.take_keys,
            (key.Key_Delete, none): self.delete_selection,
            (key.Key_Backspace, none): self.delete_selection,
            (key.Key_Escape, none): self._escape,
            (key.Key_Tab, none): lambda: self._go(keyboard_walk.along(self.diagram, self.plane, self._here())),
            (key.Key_Backtab, _SHIFT): lambda: self._go(
                keyboard_walk.along(self.diagram, self.plane, self._here(), back=True)
            ),
            (key.Key_F, none): lambda: self._go(keyboard_walk.flow(self.diagram, self.plane, self._here())),
            (key.Key_Home, none): lambda: self._go(keyboard_walk.start(self.diagram, self.plane)),
            (key.Key_End, none): lambda: self._go(keyboard_walk.last(self.diagram, self.plane)),
            (key.Key_Space, none): lambda: self.mouse.hold_space(True),
        }

    def _rest(self) -> None:
        """After a fault: nothing hangs on the pointer, no preview is left."""
        if self._mouse is not None:
            self._mouse.give_up()

    def _is_plus(self, id: str, level: float) -> bool:
        """Whether a place on a closed sub-process is on its plus sign, and there is something to open."""
        record = self.diagram.get(id)
        low = record.bounds.bottom - MARK if isinstance(record, Node) and record.bounds is not None else level
        return level > low and self.inner_plane(id) is not None

    def _arrow(self, event: QKeyEvent) -> None:
        name, right, down = _ARROWS[Qt.Key(event.key())]
        if event.modifiers() & _ALT:
            here, where = self._here(), (self.diagram, self.plane)
            self._go(keyboard_walk.beside(*where, here, name) if here is not None else keyboard_walk.start(*where))
        elif self.selection:
            step = FINE if event.modifiers() & _SHIFT else STEP
            self.nudge(right * step, down * step)
        else:
            self.pan_by(-right * 60, -down * 60)

    def _here(self) -> str | None:
        return self.selection[-1] if self.selection else None

    def _go(self, id: str | None) -> None:
        if id is not None:
            self.select([id])
            self.reveal_selection()

    def _edit_selected(self) -> None:
        if record := self.only():
            self.edit_label(record.id)

    def _escape(self) -> None:
        """Give up the gesture, then put the tool away, then select nothing."""
        if not self.mouse.cancel():
            self.select(())

    def _relabel(self, id: str, text: str) -> None:
        if id in self.diagram:
            self._deeds.attempt(lambda: label.rename(self.diagram, id, text))
        self._written()

    def _written(self) -> None:
        """The label field closed: the keys belong to the map again, unless they were put elsewhere on purpose."""
        self.shown.editing = None
        self.refresh()
