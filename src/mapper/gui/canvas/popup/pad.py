"""The context pad: a small bar beside what is selected, with what one most likely does next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QToolButton, QWidget

from mapper.draw.theme import Theme
from mapper.gui.kit import icons
from mapper.gui.kit.actions import Actions
from mapper.gui.kit.pull import PullButton
from mapper.text import _

GAP = 14
"""Screen pixels between the selection and the bar."""

AWAY = 0.35
"""What standing further off costs, beside what the bar covers: it rather lies over a flow or two than far from the
hand, but never over a step."""


PAD: tuple[str, ...] = (
    "append.task", "append.gateway", "append.event", "append.end", "append.other",
    "lane.above", "lane.below", "lane.split", "pool.open", "pool.close",
    "insert.other", "append.boundary", "append.annotation", "tool.connect", "step.inside", "step.kind",
    "align.left", "align.center", "align.right", "align.top", "align.middle", "align.bottom", "space.x", "space.y",
    "align.size", "owner.choose", "colour.choose", "edit.delete",
)  # fmt: skip
"""The commands that have a button, in their order; those that can be run with what is selected are seen."""

_OWN_ICONS = {"append.task": "task"}
"""Where a button's icon says more beside the others than the menu's does."""


class Pad(QFrame):
    """The bar. Its buttons never keep the keyboard; `take_keys` walks them with arrow keys until Enter or Esc."""

    pulled = Signal(str, QWidget)  # the kind that is pulled off it, and the button it is pulled from
    released = Signal()  # a button came up: the pad may go to its place
    pointed = Signal(str)  # the kind that the pointer or the keyboard is on; "" for none

    def __init__(self, parent: QWidget, theme: Theme, actions: Actions | None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._kinds: dict[QObject, str] = {}
        self._of: object = None
        self._off = QPointF()
        self._over = parent
        self.rim = QPointF()  # what it keeps clear at the left and at the top of the view
        self.setObjectName("pad")
        self.setAccessibleName(_("What to do with the selection"))
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 3, 3, 3)
        row.setSpacing(0)
        self._buttons = {id: self._button(actions, id) for id in PAD} if actions is not None else {}
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

    def offer(self) -> bool:
        """Show the buttons that suit what is selected; False when there is none."""
        for id, button in self._buttons.items():
            button.setVisible(self._can(id))
            if self._actions is not None and not button.isHidden():
                button.setToolTip(self._actions.tip(id))
                button.setAccessibleName(self._actions[id].text())
        self.adjustSize()
        return any(not button.isHidden() for button in self._buttons.values())

    def stand_beside(
        self, box: QRectF, crowd: Callable[[QRectF], float], anchor: QPointF, level: bool = False, of: object = None
    ) -> None:
        """Take the place around what is selected that covers least of the map; above it when that is free. While it is
        beside the same thing it stays there, whatever comes and goes around it.

        crowd: how much of the map lies in a place; anchor: what it moves with; level: right of it is better still than
        above; of: what it is.
        """
        if not QRectF(self._over.rect()).intersects(box):
            self._of = None
            self.move(-self.width() - 1, -self.height() - 1)  # it goes out of sight with what it belongs to
            return
        if of is not None and of == self._of and self._may_stay(box, anchor):
            self.move((anchor + self._off).toPoint())
            return
        self._of = of
        room = QRectF(self._over.rect()).adjusted(6 + self.rim.x(), 6 + self.rim.y(), -6, -6)
        w, h, middle = float(self.width()), float(self.height()), box.center()
        corners = [
            (away, corner)
            for away, gap in enumerate((GAP, 3 * GAP, 6 * GAP))
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
        places = [(away, _pushed_into(room, QRectF(corner.x(), corner.y(), w, h))) for away, corner in corners]
        beside = [(away, place) for away, place in places if not place.intersects(box)] or places[:1]
        if level:
            beside.sort(key=lambda found: found[1].left() < box.right())
        covered: dict[float, QRectF] = {}
        for away, place in beside:
            covered.setdefault(crowd(place) + AWAY * away, place)
            if 0 in covered:
                break  # no other can be better
        place = covered[min(covered)]
        self._off = place.topLeft() - anchor
        self.move(place.topLeft().toPoint())

    def _may_stay(self, box: QRectF, anchor: QPointF) -> bool:
        """Whether the place it had beside the thing is still in view, and beside it."""
        place = QRectF(anchor + self._off, QSizeF(self.size()))
        room = QRectF(self._over.rect()).adjusted(self.rim.x(), self.rim.y(), 0, 0)
        return room.contains(place) and not place.intersects(box)

    def button(self, id: str) -> QToolButton:
        """The button of a command."""
        return self._buttons[id]

    def take_keys(self) -> None:
        """Put the keyboard on the first button."""
        if first := next((b for b in self._buttons.values() if b.isVisibleTo(self)), None):
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Enter, QEvent.Type.FocusIn):
            self.pointed.emit(self._kinds.get(watched, ""))
        elif event.type() in (QEvent.Type.Leave, QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.pointed.emit("")
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

    def _can(self, id: str) -> bool:
        return self._actions is not None and self._actions.suits(id)

    def _button(self, actions: Actions, id: str) -> QToolButton:
        row, action = actions.row(id), actions[id]
        button = PullButton(lambda: self.pulled.emit(row.pull, button), self) if row.pull else QToolButton(self)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAccessibleName(action.text())
        button.setIconSize(QSize(icons.SIZE, icons.SIZE))
        icons.wear(button, _OWN_ICONS.get(id, row.icon))
        self._kinds[button] = row.pull
        button.installEventFilter(self)
        button.clicked.connect(lambda: actions.run(id))
        button.released.connect(self.released, Qt.ConnectionType.QueuedConnection)
        return button


def _pushed_into(room: QRectF, place: QRectF) -> QRectF:
    """The place, moved no further than it takes to lie in the room."""
    x = max(room.left(), min(place.x(), room.right() - place.width()))
    y = max(room.top(), min(place.y(), room.bottom() - place.height()))
    return QRectF(x, y, place.width(), place.height())
