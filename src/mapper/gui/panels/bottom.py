"""The panels below the map, folded to their tabs until one is pressed."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from mapper.gui.kit.icons import wear
from mapper.text import _

HEIGHT = 220
QWIDGETSIZE_MAX = 16777215
"""Qt's own number for "as high as you like"; PySide does not export it."""


class Bottom(QWidget):
    """A row of tabs; a press unfolds its panel, a press on the open one folds it again."""

    unfolded = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tabs = QTabBar(self)
        self._tabs.setObjectName("bottom")
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._stack = QStackedWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.fold_button = QToolButton(self)
        self.fold_button.setObjectName("small")
        self.fold_button.setToolTip(_("Fold the panel away"))
        self.fold_button.setAccessibleName(self.fold_button.toolTip())
        wear(self.fold_button, "chevron-down")
        self.fold_button.clicked.connect(lambda: self.unfold(-1))
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 8, 0)
        head.addWidget(self._tabs)
        head.addStretch(1)
        head.addWidget(self.fold_button)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._open = -1
        self._tabs.tabBarClicked.connect(self._press)
        self._fold()

    def add(self, panel: QWidget, title: str) -> None:
        """Add a panel, folded."""
        self._tabs.addTab(title)
        self._stack.addWidget(panel)

    @property
    def open(self) -> int:
        """The place of the panel that is unfolded, -1 when all are folded."""
        return self._open

    def unfold(self, place: int) -> None:
        """Unfold a panel; -1 folds all."""
        self._open = place
        if place < 0:
            self._fold()
            return
        self._dress(folded=False)
        self._tabs.setCurrentIndex(place)
        self._stack.setCurrentIndex(place)
        self._stack.show()
        self.fold_button.show()
        self.setMinimumHeight(120)
        self.setMaximumHeight(QWIDGETSIZE_MAX)
        self._take_height()
        self.unfolded.emit(True)

    def sizeHint(self) -> QSize:
        return QSize(400, HEIGHT if self._open >= 0 else self._tabs.sizeHint().height())

    def _take_height(self) -> None:
        """A splitter gives what was folded its least height; take a useful one."""
        splitter = self.parentWidget()
        if isinstance(splitter, QSplitter) and self.height() < HEIGHT:
            above = sum(splitter.sizes()) - HEIGHT
            splitter.setSizes([max(above, HEIGHT), HEIGHT])

    def _press(self, place: int) -> None:
        self.unfold(-1 if place == self._open else place)

    def _dress(self, folded: bool) -> None:
        self._tabs.setProperty("folded", folded)
        self._tabs.style().unpolish(self._tabs)
        self._tabs.style().polish(self._tabs)

    def _fold(self) -> None:
        self._stack.hide()
        self.fold_button.hide()
        self._dress(folded=True)
        self.setMinimumHeight(0)
        self.setFixedHeight(self._tabs.sizeHint().height() if self._tabs.count() else 28)
        self.unfolded.emit(False)
