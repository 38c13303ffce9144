"""What the window says: a calm bar over the map. Errors are told here, never in a dialog."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from mapper.gui.kit.icons import picture, wear
from mapper.gui.kit.theme import tokens
from mapper.text import _

CALM, WARNING, DANGER = "calm", "warning", "danger"
_ICONS = {CALM: "info", WARNING: "warning", DANGER: "warning"}

Choice = tuple[str, Callable[[], object]]
"""A button of a bar: its text and what it does; the bar goes when it is pressed."""


class Bars(QWidget):
    """The place over a map where bars stand, newest first; a bar with the same key replaces the older one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: dict[str, QFrame] = {}
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def say(self, key: str, sentence: str, tone: str = CALM, choices: Sequence[Choice] = ()) -> None:
        """Show a sentence until it is closed, a choice is made or `hush(key)` is called."""
        self.hush(key)
        bar, row = _bar(sentence, tone)
        for text, act in choices:
            button = QPushButton(text, bar)
            button.setAutoDefault(True)  # Enter presses it, too
            button.clicked.connect(partial(self._choose, key, act))
            row.addWidget(button)
        close = QToolButton(bar)
        close.setObjectName("small")
        close.setToolTip(_("Close this message"))
        wear(close, "close")
        close.clicked.connect(lambda: self.hush(key))
        row.addWidget(close)
        self._bars[key] = bar
        self._rows.insertWidget(0, bar)

    def hush(self, key: str) -> None:
        """Take a bar away, if it is there."""
        bar = self._bars.pop(key, None)
        if bar is not None:
            self._rows.removeWidget(bar)
            bar.hide()
            bar.deleteLater()

    def hush_all(self, tone: str) -> None:
        """Take all bars of a tone away."""
        for key in [key for key, bar in self._bars.items() if bar.property("tone") == tone]:
            self.hush(key)

    def _choose(self, key: str, act: Callable[[], object]) -> None:
        self.hush(key)
        act()

    def sentences(self) -> tuple[str, ...]:
        """What is being said now, newest first."""
        labels = [bar.findChild(QLabel, "sentence") for bar in reversed(self._bars.values())]
        return tuple(label.text() for label in labels if label is not None)


def _bar(sentence: str, tone: str) -> tuple[QFrame, QHBoxLayout]:
    bar = QFrame()
    bar.setObjectName("bar")
    bar.setProperty("tone", tone)
    row = QHBoxLayout(bar)
    row.setContentsMargins(12, 6, 8, 6)
    row.setSpacing(8)
    scheme = tokens()
    sign = QLabel(bar)
    sign.setPixmap(picture(_ICONS[tone], {CALM: scheme.accent, WARNING: scheme.warning, DANGER: scheme.danger}[tone]))
    text = QLabel(sentence, bar)
    text.setObjectName("sentence")
    text.setTextFormat(Qt.TextFormat.PlainText)  # names of maps and files are no HTML
    text.setWordWrap(True)
    text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    row.addWidget(sign, 0, Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(text, 1)
    return bar, row
