"""A heading that folds what stands below it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from mapper.gui.kit.icons import wear


class Section(QWidget):
    """`body` is the column below the heading; `folded` tells when the user opens or folds it."""

    folded = Signal(bool)

    def __init__(self, title: str, open: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = QToolButton(self)
        self._head.setObjectName("fold")
        self._head.setText(title)
        self._head.setCheckable(True)
        self._head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._head.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._inner = QWidget(self)
        self.body = QVBoxLayout(self._inner)
        self.body.setContentsMargins(12, 4, 12, 12)
        self.body.setSpacing(10)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._inner)
        self._head.toggled.connect(self._turn)
        self._head.setChecked(open)
        self._turn(open)
        self._head.clicked.connect(lambda checked: self.folded.emit(not checked))

    @property
    def title(self) -> str:
        return self._head.text()

    def set_title(self, title: str) -> None:
        """Head it with another title."""
        self._head.setText(title)

    def _turn(self, open: bool) -> None:
        wear(self._head, "chevron-down" if open else "chevron-right")
        self._inner.setVisible(open)
