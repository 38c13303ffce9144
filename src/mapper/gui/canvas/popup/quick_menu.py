"""The quick menu: a list one narrows by typing, where the eyes are already."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from mapper.app.commands.offers import Offer, matching
from mapper.draw.theme import Theme
from mapper.gui.canvas.picture.kind_icons import SIDE, sign
from mapper.text import _

ROWS = 12
WIDE = 270

RECENT = 4
"""How many of the choices made last stand first."""


class QuickMenu(QFrame):
    """A field and a list. Typing narrows, up and down walk, Enter chooses, Esc or a click elsewhere closes.

    The first choice stands first, then what was chosen last from the same list, then the rest under headings.
    """

    closed = Signal()

    _recent: ClassVar[dict[str, list[tuple[object, ...]]]] = {}
    """What was chosen last of each list, by its title, newest first: the same for all maps."""

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self._over, self._theme = parent, theme
        self.setObjectName("quickMenu")
        self._field, self._list = QLineEdit(self), QListWidget(self)
        self._choices: Sequence[Offer] = ()
        self._title = ""
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

    def open(self, title: str, choices: Sequence[Offer], place: QPoint, chosen: Callable[[Offer], object]) -> None:
        """Show the choices near a place of the parent; `chosen` is called after the menu has closed."""
        self._choices, self._chosen, self._title = choices, chosen, title
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
            self._walk(1 if key == Qt.Key.Key_Down else -1)
        else:
            return False
        return True

    def _narrow(self, typed: str) -> None:
        self._list.clear()
        found = matching(self._choices, typed)
        if typed.strip() or not any(choice.group for choice in found):
            self._add("", found)
        else:
            self._add_grouped(found)
        if not found:
            self._add_line(_("Nothing is called “{text}” here. Try another word.").format(text=typed.strip()))
        self._list.setCurrentRow(next((row for row in range(self._list.count()) if self._choice(row)), -1))
        rows = [self._list.sizeHintForRow(row) for row in range(min(ROWS, self._list.count()))]
        self._list.setFixedHeight(sum(rows) + 10)
        self.setFixedWidth(WIDE)
        self.adjustSize()

    def _add_grouped(self, found: Sequence[Offer]) -> None:
        """The likely one, the recent ones, the others under their headings in the order of their first."""
        recent = [key for key in self._recent.get(self._title, ()) if key != found[0].key]
        lately = [choice for key in recent for choice in found if choice.key == key]
        rest = [choice for choice in found[1:] if choice not in lately]
        self._add("", found[:1])
        self._add(_("Chosen lately"), lately)
        for group in dict.fromkeys(choice.group for choice in rest):
            self._add(group, [choice for choice in rest if choice.group == group])

    def _add(self, heading: str, choices: Sequence[Offer]) -> None:
        if heading and choices:
            self._add_line(heading)
        for choice in choices:
            item = QListWidgetItem(choice.text)
            if choice.kind:
                item.setIcon(sign(choice.kind, choice.traits, self._theme))
            item.setData(Qt.ItemDataRole.UserRole, choice)
            self._list.addItem(item)

    def _add_line(self, text: str) -> None:
        """A line that cannot be chosen."""
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = item.font()
        font.setPixelSize(11)
        item.setFont(font)
        item.setForeground(QColor(self._theme.line))
        self._list.addItem(item)

    def _choice(self, row: int) -> Offer | None:
        item = self._list.item(row)
        found = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return found if isinstance(found, Offer) else None

    def _walk(self, by: int) -> None:
        """On to the next line that can be chosen, round and round."""
        count, row = self._list.count(), self._list.currentRow()
        for _try in range(count):
            row = (row + by) % count
            if self._choice(row) is not None:
                self._list.setCurrentRow(row)
                break

    def _take(self, item: QListWidgetItem | None) -> None:
        choice = self._choice(self._list.row(item)) if item is not None else None
        if choice is None:
            return
        lately = self._recent.setdefault(self._title, [])
        lately[:] = [choice.key, *(key for key in lately if key != choice.key)][:RECENT]
        self.close_menu()
        self._chosen(choice)

    def _move_to(self, place: QPoint) -> None:
        room = self._over.rect().adjusted(6, 6, -6, -6)
        x = max(room.left(), min(place.x(), room.right() - self.width()))
        y = max(room.top(), min(place.y(), room.bottom() - self.height()))
        self.move(x, y)
