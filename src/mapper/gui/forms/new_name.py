"""What is asked below a field that holds a name nobody has yet: “Anna Holm” is new. Add as: Person, Role, Unit."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from mapper.model.details import DETAILS
from mapper.text import _


class Offer(QWidget):
    """`chosen` hands over name and kind; `dropped`: neither is wanted; `left`: the focus went elsewhere unanswered."""

    chosen = Signal(str, str)
    dropped = Signal()
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(4)
        self._sentence = QLabel(self)
        self._sentence.setWordWrap(True)
        column.addWidget(self._sentence)
        row = QHBoxLayout()
        row.setSpacing(4)
        kinds = DETAILS["partyKind"].choices
        self.buttons = {kind: self._button(_(text), partial(self._choose, kind)) for kind, text in kinds}
        for button in self.buttons.values():
            row.addWidget(button)
        row.addWidget(self._button(_("Cancel"), self.dropped.emit, link=True))
        row.addStretch(1)
        column.addLayout(row)
        self.hide()

    @property
    def has_focus(self) -> bool:
        """Whether the user is about to answer."""
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def ask(self, name: str) -> None:
        """Offer to add somebody of this name."""
        self._name = name
        self._sentence.setText(_("“{name}” is new. Add as:").format(name=name))
        self.show()
        next(iter(self.buttons.values())).setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.dropped.emit()
            return True
        if isinstance(event, QFocusEvent) and event.lostFocus() and self.isVisible() and not self.has_focus:
            self.left.emit()
        return super().eventFilter(watched, event)

    def _choose(self, kind: str) -> None:
        self.chosen.emit(self._name, kind)

    def _button(self, text: str, act: Callable[[], object], link: bool = False) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(True)  # Enter presses it, too
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if link:
            button.setObjectName("link")
        button.clicked.connect(lambda _checked=False: act())
        button.installEventFilter(self)
        return button
