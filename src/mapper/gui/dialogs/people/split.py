"""The split of a party's working time: three shares that must add up, what they are in hours, and a bar of them."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from mapper.app.tables.reading import Refusal, read_number
from mapper.gui.kit.theme import tokens
from mapper.model import time
from mapper.model.details import DETAILS, value
from mapper.model.records import Node
from mapper.text import _, current, number

KEYS = ("roleShare", "improvementShare", "documentationShare")


class Shares(NamedTuple):
    """Percentage points of total working time."""

    role: float
    improvement: float
    documentation: float


def check(shares: Shares) -> str:
    """What is wrong with a split, in a sentence that says what to do; "" when it adds up."""
    parts = shares.improvement + shares.documentation
    if abs(parts - shares.role) > 0.005:
        figures = {key: number(value, current()) for key, value in (*shares._asdict().items(), ("parts", parts))}
        return _(
            "{improvement} + {documentation} = {parts}, but the role is {role}. "
            "Change one of the three; until they add up nothing is kept."
        ).format(**figures)
    if shares.role > 100:
        return _("The role cannot take more than 100 % of working time.")
    return ""


class SplitEditor(QWidget):
    """Three fields with their hours beside them. `committed` hands over `Shares` once they add up."""

    committed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._party: Node | None = None
        self.edits = {key: QLineEdit(self) for key in KEYS}
        self._hours = {key: QLabel(self) for key in KEYS}
        self._bar = Bar(self)
        self.verdict = QLabel(self)
        self.verdict.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._grid())
        column.addWidget(self._bar)
        column.addWidget(self.verdict)

    def show_party(self, party: Node) -> None:
        """Show a party's split; a split being typed for the same party stays."""
        typing = self.pending and self._party is not None and self._party.id == party.id
        self._party = party
        if not typing:
            for key, edit in self.edits.items():
                edit.setText(number(float(value(party.details, key)), current()))
                edit.setModified(False)
        self._follow()

    @property
    def pending(self) -> bool:
        """Whether a share was typed that is not committed."""
        return any(edit.isModified() for edit in self.edits.values())

    def commit(self) -> None:
        """Hand the split over if it was changed and adds up; otherwise the sentence below says why not."""
        shares = self._shares()
        if self.pending and shares is not None and not check(shares):
            for edit in self.edits.values():
                edit.setModified(False)
            self.committed.emit(shares)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        for row, key in enumerate(KEYS):
            label = QLabel(_(DETAILS[key].label), self)
            label.setContentsMargins(0 if row == 0 else 16, 0, 0, 0)
            edit = self.edits[key]
            edit.setFixedWidth(64)
            edit.setAlignment(Qt.AlignmentFlag.AlignRight)
            edit.setAccessibleName(_(DETAILS[key].label))
            edit.textChanged.connect(lambda _text: self._follow())
            edit.editingFinished.connect(self.commit)
            unit = QLabel(_("percentage points"), self)
            unit.setObjectName("muted")
            self._hours[key].setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            for place, widget in enumerate((label, edit, unit, self._hours[key])):
                grid.addWidget(widget, row, place)
        grid.setColumnStretch(0, 1)
        return grid

    def _shares(self) -> Shares | None:
        try:
            return Shares(*(read_number(self.edits[key].text()) for key in KEYS))
        except Refusal as refusal:
            self._judge(str(refusal), bad=True)
            return None

    def _follow(self) -> None:
        """Bring hours, bar and verdict in step with what is typed."""
        shares = self._shares()
        if shares is None or self._party is None:
            return
        weekly = time.split(self._party).total.weekly
        for key, share in zip(KEYS, shares, strict=True):
            self._hours[key].setText(_("{hours} h a week").format(hours=number(weekly * share / 100, current())))
        self._bar.show_shares(shares, weekly)
        wrong = check(shares)
        figures = {key: number(value, current()) for key, value in shares._asdict().items()}
        right = _("{improvement} + {documentation} = {role}: adds up.").format(**figures)
        self._judge(wrong or right, bad=bool(wrong))

    def _judge(self, sentence: str, bad: bool) -> None:
        self.verdict.setObjectName("refusal" if bad else "muted")
        self.verdict.setText(sentence)
        self.verdict.style().polish(self.verdict)


class Bar(QWidget):
    """The working week as one bar, its parts labelled where they lie."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: list[tuple[str, float, float]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_shares(self, shares: Shares, weekly: float) -> None:
        """Show shares of a week of so many hours."""
        rest = max(0.0, 100 - shares.improvement - shares.documentation)
        names = (_("Improvement"), _("Documentation"), _("Other work"))
        parts = zip(names, (shares.improvement, shares.documentation, rest), strict=True)
        self._parts = [(name, share, weekly * share / 100) for name, share in parts if share > 0]
        self.setAccessibleName(", ".join(f"{name} {share:g} %" for name, share, _hours in self._parts))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, 20 + 2 * self.fontMetrics().lineSpacing() + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        scheme = tokens()
        fills = dict(zip((_("Improvement"), _("Documentation")), (scheme.accent, scheme.muted), strict=True))
        painter = QPainter(self)
        x = 0.0
        for name, share, hours in self._parts:
            width = self.width() * share / 100
            painter.fillRect(QRectF(x, 0, max(1.0, width - 2), 16), QColor(fills.get(name, scheme.line)))
            self._label(painter, x, name, hours, last=name not in fills)
            x += width
        painter.end()

    def _label(self, painter: QPainter, x: float, name: str, hours: float, last: bool) -> None:
        """Below the part it names; the last ends where the bar does, so that a narrow part before it has room."""
        line, scheme = self.fontMetrics().lineSpacing(), tokens()
        aligned = Qt.AlignmentFlag.AlignRight if last else Qt.AlignmentFlag.AlignLeft
        figure = _("{hours} h").format(hours=number(hours, current()))
        for row, (text, colour) in enumerate(((name, scheme.ink), (figure, scheme.muted))):
            painter.setPen(QColor(colour))
            painter.drawText(QRectF(x, 20 + row * line, self.width() - x - 2, line), aligned, text)
