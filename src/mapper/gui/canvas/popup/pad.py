"""The context pad: a small bar beside what is selected, with what one most likely does next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QToolButton, QWidget

from mapper.draw.theme import Theme
from mapper.gui.kit import icons
from mapper.gui.kit.pull import PullButton
from mapper.model.kinds import ARTIFACT, CALL, CONVERSATION, DATA, FLOW_NODES, LANE, POOL, SUBPROCESS
from mapper.model.records import Flow, Record
from mapper.text import N_, _

GAP = 14
"""Screen pixels between the selection and the bar."""


@dataclass(frozen=True, slots=True)
class Deed:
    """A button: its name for the canvas, icon, text and key; `drag`: it can also be dragged out of the bar."""

    name: str
    icon: str
    text: str
    key: str = ""
    drag: bool = False


DEEDS: tuple[Deed, ...] = (
    Deed("append task", "task", N_("Append task"), "A", drag=True),
    Deed("append exclusiveGateway", "exclusive-gateway", N_("Append gateway"), drag=True),
    Deed("append intermediateThrowEvent", "intermediate-event", N_("Append intermediate event"), drag=True),
    Deed("append endEvent", "end-event", N_("Append end event"), drag=True),
    Deed("more", "append", N_("Append something else"), "Shift+A"),
    Deed("lane above", "lane-above", N_("Add lane above")),
    Deed("lane below", "lane-add", N_("Add lane below"), "A"),
    Deed("lane split", "lane-split", N_("Split lane in two")),
    Deed("annotate", "annotation", N_("Add annotation"), drag=True),
    Deed("connect", "connect", N_("Connect"), "C", drag=True),
    Deed("open", "drill", N_("Open the sub-process")),
    Deed("change", "change", N_("Change type"), "R"),
    Deed("colour", "colour", N_("Colour"), "K"),
    Deed("delete", "delete", N_("Delete"), "Del"),
)
_APPEND = ("append task", "append exclusiveGateway", "append intermediateThrowEvent", "append endEvent", "more")


def deeds_for(record: Record, has_plane: bool) -> tuple[str, ...]:
    """Which buttons a record gets. has_plane: a diagram of its own shows its contents."""
    if isinstance(record, Flow):
        return ("annotate", "colour", "delete")
    names: list[str] = []
    if record.family in FLOW_NODES and record.kind != "endEvent":
        names += _APPEND
    if record.family == LANE or (record.family == POOL and record.ref is not None):
        names += ["lane above", "lane below", "lane split"]
    if record.family != ARTIFACT:
        names.append("annotate")
    if record.family in FLOW_NODES | {DATA, POOL, CONVERSATION} or record.kind == "textAnnotation":
        names.append("connect")
    if has_plane and record.family in (SUBPROCESS, CALL):
        names.append("open")
    if record.family in FLOW_NODES | {DATA}:
        names.append("change")
    return (*names, "colour", "delete")


class Pad(QFrame):
    """The bar. Its buttons never keep the keyboard; `take_keys` walks them with arrow keys until Enter or Esc."""

    chosen = Signal(str)
    dragged = Signal(str, QWidget)

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self._over = parent
        self.setObjectName("pad")
        self.setAccessibleName(_("What to do with the selection"))
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 3, 3, 3)
        row.setSpacing(0)
        self._buttons = {deed.name: self._button(deed) for deed in DEEDS}
        for button in self._buttons.values():
            row.addWidget(button)
        self.set_theme(theme)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        self.setStyleSheet(
            f"QFrame#pad {{ background: {theme.step}; border: 1px solid {theme.lane_line}; border-radius: 9px; }}"
            f"QFrame#pad QToolButton {{ border: none; border-radius: 6px; padding: 5px; background: transparent; }}"
            f"QFrame#pad QToolButton:hover, QFrame#pad QToolButton:focus {{ background: {theme.band}; }}"
            f"QFrame#pad QToolButton:focus {{ border: 1px solid {theme.accent}; padding: 4px; }}"
        )
        icons.refresh(self)

    def offer(self, record: Record, has_plane: bool) -> None:
        """Show the buttons that suit a record."""
        names = deeds_for(record, has_plane)
        for name, button in self._buttons.items():
            button.setVisible(name in names)
        self.adjustSize()

    def stand_beside(self, box: QRectF, crowd: Callable[[QRectF], float], level: bool = False) -> None:
        """Take the place around what is selected that covers least of the map; above it when that is free.

        crowd: how much of the map lies in a place; level: right of it is better still than above.
        """
        room = QRectF(self._over.rect()).adjusted(6, 6, -6, -6)
        w, h, middle = float(self.width()), float(self.height()), box.center()
        corners = [
            corner
            for gap in (GAP, 3 * GAP, 6 * GAP)
            for corner in (
                QPointF(middle.x() - w / 2, box.top() - gap - h),
                QPointF(middle.x() - w / 2, box.bottom() + gap),
                QPointF(box.right() + gap, middle.y() - h / 2),
                QPointF(box.left(), box.top() - gap - h),
                QPointF(box.right() - w, box.top() - gap - h),
                QPointF(box.left(), box.bottom() + gap),
                QPointF(box.right() + gap, box.top() - h),
                QPointF(box.left() - gap - w, middle.y() - h / 2),
            )
        ]
        places = [_pushed_into(room, QRectF(corner.x(), corner.y(), w, h)) for corner in corners]
        beside = [place for place in places if not place.intersects(box)] or places[:1]
        if level:
            beside.sort(key=lambda place: place.left() < box.right())
        covered: dict[float, QRectF] = {}
        for place in beside:
            covered.setdefault(crowd(place), place)
            if 0 in covered:
                break  # no other can be better
        self.move(covered[min(covered)].topLeft().toPoint())

    def button(self, name: str) -> QToolButton:
        """The button of a deed."""
        return self._buttons[name]

    def take_keys(self) -> None:
        """Put the keyboard on the first button."""
        if first := next((b for b in self._buttons.values() if b.isVisibleTo(self)), None):
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A button would hand the arrow keys on to the next widget of the window.
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._walk(event)
            return True
        return super().eventFilter(watched, event)

    def _walk(self, event: QKeyEvent) -> None:
        key, buttons = event.key(), [b for b in self._buttons.values() if b.isVisible()]
        here = next((i for i, b in enumerate(buttons) if b.hasFocus()), 0)
        if key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Tab):
            buttons[(here + 1) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Backtab):
            buttons[here - 1].setFocus(Qt.FocusReason.BacktabFocusReason)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            buttons[here].click()
        else:
            # Esc, and any letter that was meant for the canvas.
            self._over.setFocus(Qt.FocusReason.OtherFocusReason)
            if key != Qt.Key.Key_Escape:
                QApplication.sendEvent(self._over, event)

    def _button(self, deed: Deed) -> QToolButton:
        text = _(deed.text)
        button = PullButton(lambda: self.dragged.emit(deed.name, button), self) if deed.drag else QToolButton(self)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setToolTip(f"{text} ({deed.key})" if deed.key else text)
        button.setAccessibleName(text)
        button.setIconSize(QSize(icons.SIZE, icons.SIZE))
        icons.wear(button, deed.icon)
        button.installEventFilter(self)
        button.clicked.connect(lambda: self.chosen.emit(deed.name))
        return button


def _pushed_into(room: QRectF, place: QRectF) -> QRectF:
    """The place, moved no further than it takes to lie in the room."""
    x = max(room.left(), min(place.x(), room.right() - place.width()))
    y = max(room.top(), min(place.y(), room.bottom() - place.height()))
    return QRectF(x, y, place.width(), place.height())
