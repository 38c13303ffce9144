"""The canvas widget: the board with the mouse, the keys and the pad. What the window embeds."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QCursor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from mapper.analysis.spoken import Speaker
from mapper.draw.theme import Theme
from mapper.edit.effects.rules import Refused
from mapper.edit.verbs import create, label
from mapper.gui.canvas import accessible
from mapper.gui.canvas.board import Board
from mapper.gui.canvas.key_pointer import KeyPointer
from mapper.gui.canvas.mouse import Mouse
from mapper.gui.canvas.picture.camera import qrect
from mapper.gui.canvas.picture.notes import Notes, told
from mapper.gui.canvas.popup.card import Card
from mapper.gui.kit.actions import Actions
from mapper.gui.kit.faults import boundary
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point
from mapper.model.kinds import CALL
from mapper.model.records import Change, Node, Record, Value
from mapper.text import _
from mapper.tools import foresee
from mapper.tools.create import create as create_tool

MARK = 16.0
"""Map pixels at the lower edge of a closed sub-process that hold its plus sign."""

FORESEEN = 400
"""Nodes and flows of a map up to which a button shows what it would make: on larger ones routing takes so long that the
pointer would stick to the pad."""

RESTS = 120
"""Milliseconds after which a pointer rests: passing over the pad shows nothing."""

_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
_CTRL = Qt.KeyboardModifier.ControlModifier


class Canvas(Board):
    """One diagram on the screen, to be edited."""

    toolChanged = Signal(str)  # the tool now in hand
    menuRequested = Signal(QPoint)  # place of the screen where a menu for the selection is wanted

    def __init__(
        self, diagram: Diagram, plane: str, theme: Theme, actions: Actions | None = None, parent: QWidget | None = None
    ) -> None:
        self.commands = actions
        self.speaker = Speaker(diagram)
        self.diagram = diagram  # Qt asks for it while it still builds the widget
        self._mouse: Mouse | None = None
        self._clicked: Point | None = None
        accessible.install()
        super().__init__(diagram, plane, theme, actions, parent)
        self.selectionChanged.connect(partial(accessible.tell_selection, self))
        self.mouse = Mouse(self)
        self._mouse = self.mouse
        self.keys = KeyPointer(self, self.mouse)
        self.mouse.taken.connect(self.toolChanged)
        self.broken: frozenset[str] = frozenset()
        """What calls or links to what is not there."""
        self.card, self.marks_notes = Card(self.viewport(), theme), True
        self._rests = QTimer(self)
        self._rests.setSingleShot(True)
        self._rests.timeout.connect(self._show_card)
        self.editor.finished.connect(self._relabel)
        self.editor.abandoned.connect(self._written)
        self.pad.pulled.connect(self.pull)
        self.pad.pointed.connect(self._point)
        self._pointed = ""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(lambda: self._foresee(self._pointed))

    def close_map(self) -> None:
        self.mouse.cancel()
        accessible.forget(self, gone=True)
        super().close_map()

    def show_plane(self, plane: str) -> None:
        self.mouse.put_away()
        super().show_plane(plane)
        accessible.forget(self)

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

    def hold_still(self, gestures: bool) -> None:
        """What is being typed counts; gestures: and what is half dragged is given up."""
        self.editor.commit()
        if gestures and self.mouse.gesturing:
            self.mouse.cancel()

    def pull(self, kind: str, button: QWidget) -> None:
        """A button of the pad was pulled off it: what it makes, joined to what is selected, hangs on the pointer until
        it is let go. kind: of a shape, or "connect"."""
        self.editor.commit()
        record = self.only()
        if record is None:
            return
        if kind == "connect":
            self.mouse.connect_from(record.id)
        else:
            what, traits = self._likely(kind, record)
            self.mouse.carry(partial(create_tool, kind=what, traits=traits, source=record.id), "create")
        self.mouse.borrow(button)

    def cursor_place(self) -> Point | None:
        """The place of the map under the mouse, or where a menu was opened; None when the mouse is elsewhere."""
        view = self.viewport()
        if self._clicked is not None:
            return self._clicked
        return self.to_map(QPointF(view.mapFromGlobal(QCursor.pos()))) if view.underMouse() else None

    # -- events ----------------------------------------------------------------------------------------------------

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.marks_notes:
            self.notes().paint(painter)
        self.notes().paint_broken(painter)
        painter.restore()
        super().drawForeground(painter, rect)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.card.hide()
        if self._is_call(event) and self.commands is not None:
            self.commands.run("go.follow")
        elif (head := self._head_at(event.position())) is not None and not self.mouse.gesturing:
            self.editor.commit()
            self.select([head])
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        else:
            self.mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.mouse.move(event)
        self.card.hide()
        self._rests.start(RESTS)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.mouse.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Write the label; on a closed sub-process's plus sign: go inside."""
        target = self.mouse.target(event.position())
        if target is None or event.button() != Qt.MouseButton.LeftButton or target.part == "inside":
            self.mouse.press(event)
            return
        if self._is_plus(target.id, self.to_map(event.position()).y):
            self.planeRequested.emit(self.open_inside(target.id))
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
        self._rests.stop()
        self.card.hide()
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
        """Space holds the paper, a letter while a line is pulled begins the name of where it goes, the arrows move the
        tool in hand; all else is a command."""
        plain = not event.modifiers() & (_SHIFT | _ALT | _CTRL)
        if event.key() == Qt.Key.Key_Space and plain:
            if not event.isAutoRepeat():
                self.mouse.hold_space(True)
        elif self.commands is None:
            event.ignore()
        elif self.keys.press(event):
            event.accept()
        elif self._is_naming(event):
            self.commands.run("append.partner")
            self.menu.type(event.text())
        elif not self.commands.press(event):
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.mouse.hold_space(False)
        else:
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.mouse.hold_space(False)
        super().focusOutEvent(event)

    def screen_box(self, id: str) -> QRect:
        """Where a thing is on the screen, for what reads the window aloud."""
        box = self.map.places.box(id)
        shown = self.viewportTransform().mapRect(qrect(box.grown(2))).toRect() if box is not None else QRect()
        return QRect(self.viewport().mapToGlobal(shown.topLeft()), shown.size())

    # -- inside ----------------------------------------------------------------------------------------------------

    def _follow(self, changes: tuple[Change, ...]) -> None:
        self.speaker.forget()
        accessible.forget(self)
        super()._follow(changes)

    def _is_naming(self, event: QKeyEvent) -> bool:
        pulling = self.mouse.tool == "connect" and self.mouse.armed and self.only() is not None
        return pulling and event.text().isalnum() and not event.modifiers() & (_CTRL | _ALT)

    def _is_call(self, event: QMouseEvent) -> bool:
        """Whether a press with Ctrl is on a call activity, which is selected then."""
        ctrl = event.modifiers() == _CTRL and event.button() == Qt.MouseButton.LeftButton
        target = self.mouse.target(event.position()) if ctrl and not self.mouse.gesturing else None
        record = self.diagram.get(target.id) if target is not None else None
        if record is None or record.family != CALL:
            return False
        self.editor.commit()
        self.select([record.id])
        return True

    def notes(self) -> Notes:
        """The marks of what has more to tell, as they are in view."""
        return Notes(self.map, self.viewportTransform(), self.seen(), self.broken)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.card.set_theme(theme)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if self._mouse is not None:
            self.card.hide()

    def _show_card(self) -> None:
        """The pointer rests on the mark of a step: what that has to tell comes up."""
        place = QPointF(self.viewport().mapFromGlobal(QCursor.pos()))
        id = self.notes().at(place) if self.marks_notes and not self.mouse.gesturing else None
        if id is not None:
            self.card.show_texts(told(self.diagram.node(id)), place)

    def _head_at(self, place: QPointF) -> str | None:
        """The pool or lane whose name is kept at the rim there."""
        return self.heads.at(place, self.viewportTransform(), self.viewport().size()) if self.keeps_heads else None

    def _rest(self) -> None:
        """After a fault: nothing hangs on the pointer, no preview is left."""
        if self._mouse is not None:
            self._mouse.give_up()

    def _is_plus(self, id: str, level: float) -> bool:
        """Whether a place on a closed sub-process is on its plus sign, and it may be opened."""
        record = self.diagram.get(id)
        low = record.bounds.bottom - MARK if isinstance(record, Node) and record.bounds is not None else level
        return level > low and self.opens(id)

    def _point(self, kind: str) -> None:
        """What is pointed at is shown once the pointer rests there; what it left is gone at once."""
        self._pointed = kind
        if kind:
            self._soon.start(RESTS)
        else:
            self._soon.stop()
            self._foresee("")

    def _foresee(self, kind: str) -> None:
        """Show what the button under the pointer would make."""
        record, seen = self.only(), None
        ready = self.editor.id is None and not self.mouse.gesturing and len(self.diagram) <= FORESEEN
        if record is not None and ready:
            if kind == "textAnnotation":
                seen = foresee.annotated(self.diagram, record.id)
            elif kind and kind != "connect":
                seen = foresee.appended(self.diagram, record.id, *self._likely(kind, record))
        if seen != self.shown.foreseen:
            self.shown.foreseen = seen
            self.viewport().update()

    def _likely(self, kind: str, record: Record) -> tuple[str, Mapping[str, Value]]:
        """A plain task stands for the kind that is likely to follow."""
        return create.likely_next(record) if kind == "task" and isinstance(record, Node) else (kind, {})

    def _relabel(self, id: str, text: str) -> None:
        try:
            if id in self.diagram:
                with self.diagram.transaction(_("Rename"), onto=self.naming_onto):
                    label.rename(self.diagram, id, text, self.wider)
        except Refused as refusal:
            self.message.emit(str(refusal))
        self._written()

    def _written(self) -> None:
        """The label field closed: the keys belong to the map again, unless they were put elsewhere on purpose."""
        self.shown.editing = None
        self.refresh()
