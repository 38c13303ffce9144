"""The context pad: a small bar beside what is selected, with what one most likely does next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QToolButton, QWidget

from mapper.draw.theme import Theme
from mapper.gui.kit import icons
from mapper.gui.kit.actions import Actions
from mapper.gui.kit.pull import PullButton
from mapper.text import _

GAP = 14
"""Screen pixels between the selection and the bar."""


PAD: tuple[str, ...] = (
    "append.task", "append.gateway", "append.event", "append.end", "append.other",
    "lane.above", "lane.below", "lane.split",
    "append.annotation", "tool.connect", "step.inside", "step.kind", "colour.choose", "edit.delete",
)  # fmt: skip
"""The commands that have a button, in their order; those that can be run with what is selected are seen."""

_OWN_ICONS = {"append.task": "task"}
"""Where a button's icon says more beside the others than the menu's does."""


class Pad(QFrame):
    """The bar. Its buttons never keep the keyboard; `take_keys` walks them with arrow keys until Enter or Esc."""

    pulled = Signal(str, QWidget)  # the kind that is pulled off it, and the button it is pulled from

    def __init__(self, parent: QWidget, theme: Theme, actions: Actions | None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._over = parent
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
        self.adjustSize()
        return any(not button.isHidden() for button in self._buttons.values())

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

    def button(self, id: str) -> QToolButton:
        """The button of a command."""
        return self._buttons[id]

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

    def _can(self, id: str) -> bool:
        return self._actions is not None and self._actions.is_enabled(id)

    def _button(self, actions: Actions, id: str) -> QToolButton:
        row, action = actions.row(id), actions[id]
        button = PullButton(lambda: self.pulled.emit(row.pull, button), self) if row.pull else QToolButton(self)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setToolTip(action.toolTip())
        button.setAccessibleName(action.text())
        button.setIconSize(QSize(icons.SIZE, icons.SIZE))
        icons.wear(button, _OWN_ICONS.get(id, row.icon))
        button.installEventFilter(self)
        button.clicked.connect(lambda: actions.run(id))
        return button


def _pushed_into(room: QRectF, place: QRectF) -> QRectF:
    """The place, moved no further than it takes to lie in the room."""
    x = max(room.left(), min(place.x(), room.right() - place.width()))
    y = max(room.top(), min(place.y(), room.bottom() - place.height()))
    return QRectF(x, y, place.width(), place.height())
