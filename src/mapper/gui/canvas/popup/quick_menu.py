"""The quick menu: a list one narrows by typing, where the eyes are already."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from mapper.app.commands.offers import Offer, matching
from mapper.draw.theme import Theme
from mapper.gui.canvas.picture.kind_icons import SIDE, sign

ROWS = 9
WIDE = 250


class QuickMenu(QFrame):
    """A field and a list. Typing narrows, up and down walk, Enter chooses, Esc or a click elsewhere closes."""

    closed = Signal()

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self._over, self._theme = parent, theme
        self.setObjectName("quickMenu")
        self._field, self._list = QLineEdit(self), QListWidget(self)
        self._choices: Sequence[Offer] = ()
        self._chosen: Callable[[Offer], object] = lambda choice: None
        self._list.setObjectName("list")
        self._list.setIconSize(QSize(SIDE, SIDE))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.setSpacing(4)
        layout.addWidget(self._field)
        layout.addWidget(self._list)
        self._field.textChanged.connect(self._narrow)
        self._field.installEventFilter(self)
        self._list.itemClicked.connect(self._take)
        self.set_theme(theme)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Other colours."""
        self._theme = theme
        self.setStyleSheet(
            f"QFrame#quickMenu {{ background: {theme.step}; border: 1px solid {theme.lane_line}; border-radius: 9px; }}"
            f"QFrame#quickMenu QListWidget {{ background: transparent; color: {theme.ink}; border: none; }}"
            f"QFrame#quickMenu QListWidget::item {{ padding: 3px 6px; border-radius: 5px; }}"
            f"QFrame#quickMenu QListWidget::item:selected {{ background: {theme.band}; color: {theme.ink}; }}"
        )

    def open(
        self, title: str, choices: Sequence[Offer], place: QPoint, chosen: Callable[[Offer], object]
    ) -> None:
        """Show the choices near a place of the parent; `chosen` is called after the menu has closed."""
        self._choices, self._chosen = choices, chosen
        self.setAccessibleName(title)
        self._field.setPlaceholderText(title)
        self._field.setAccessibleName(title)
        self._field.clear()
        self._narrow("")
        self._move_to(place)
        self.show()
        self.raise_()
        self._field.setFocus(Qt.FocusReason.PopupFocusReason)

    def type(self, text: str) -> None:
        """Go on typing in the open menu."""
        if self.isVisible():
            self._field.insert(text)

    def close_menu(self) -> None:
        if self.isVisible():
            self.hide()
            self._over.setFocus(Qt.FocusReason.OtherFocusReason)
            self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.hide()
            self.closed.emit()
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.close_menu()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            self._take(self._list.currentItem())
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            rows = max(1, self._list.count())
            self._list.setCurrentRow((self._list.currentRow() + (1 if key == Qt.Key.Key_Down else -1)) % rows)
        else:
            return False
        return True

    def _narrow(self, typed: str) -> None:
        self._list.clear()
        for choice in matching(self._choices, typed):
            item = QListWidgetItem(choice.text)
            if choice.kind:
                item.setIcon(sign(choice.kind, choice.traits, self._theme))
            item.setData(Qt.ItemDataRole.UserRole, choice)
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        row = self._list.sizeHintForRow(0) if self._list.count() else 28
        self._list.setFixedHeight(row * max(1, min(ROWS, self._list.count())) + 10)
        self.setFixedWidth(WIDE)
        self.adjustSize()

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        choice = item.data(Qt.ItemDataRole.UserRole)
        self.close_menu()
        self._chosen(choice)

    def _move_to(self, place: QPoint) -> None:
        room = self._over.rect().adjusted(6, 6, -6, -6)
        x = max(room.left(), min(place.x(), room.right() - self.width()))
        y = max(room.top(), min(place.y(), room.bottom() - self.height()))
        self.move(x, y)
