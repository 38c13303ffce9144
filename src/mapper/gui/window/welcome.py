"""What the window shows while no map is open: one sentence and where to begin."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from mapper.gui.kit.icons import application_icon
from mapper.gui.kit.layouts import clear
from mapper.text import _

_RECENT = 5


class Welcome(QWidget):
    """`asked` names what was pressed: "new", "open", "example"; `recent` the path of a file."""

    asked = Signal(str)
    recent = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(2)
        sign = QLabel(self)
        sign.setPixmap(application_icon().pixmap(64, 64))
        column.addWidget(sign, 0, Qt.AlignmentFlag.AlignHCenter)
        sentence = QLabel(_("Draw a process, name who owns it, and print what it asks of them."), self)
        sentence.setObjectName("welcome")
        column.addWidget(sentence, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(self._buttons())
        self._files = QVBoxLayout()
        self._files.setSpacing(0)
        column.addSpacing(16)
        column.addLayout(self._files)
        column.addStretch(3)

    def show_recent(self, paths: Sequence[str]) -> None:
        """Offer the files that were open last, those that still exist."""
        clear(self._files)
        there = [Path(path) for path in paths if Path(path).is_file()][:_RECENT]
        if there:
            head = QLabel(_("Recent maps"), self)
            head.setObjectName("muted")
            self._files.addWidget(head, 0, Qt.AlignmentFlag.AlignHCenter)
        for path in there:
            self._files.addWidget(self._link(path), 0, Qt.AlignmentFlag.AlignHCenter)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        choices = (("new", _("New map")), ("open", _("Open…")), ("example", _("Open the example")))
        for name, text in choices:
            button = QPushButton(text, self)
            if name == "new":
                button.setObjectName("primary")
                self.setFocusProxy(button)
            button.setAutoDefault(True)  # Enter presses it, too
            button.clicked.connect(lambda _checked=False, name=name: self.asked.emit(name))
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _link(self, path: Path) -> QPushButton:
        link = QPushButton(path.name, self)
        link.setObjectName("link")
        link.setFlat(True)
        link.setAutoDefault(True)
        link.setCursor(Qt.CursorShape.PointingHandCursor)
        link.setToolTip(str(path))
        link.clicked.connect(lambda: self.recent.emit(str(path)))
        return link
