"""The line at the bottom: one calm sentence on the left, the zoom on the right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStatusBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from mapper.app.commands.context import Details
from mapper.app.session import receipt
from mapper.app.session.session import Session
from mapper.edit.effects.rules import Refusal
from mapper.text import _, ngettext

ROOM = 520
"""Pixels that the sentence and the zoom need beside the hint."""

ZOOMS = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0)


class Said(NamedTuple):
    """A sentence, what gives the lines behind it, and the heading they stand under."""

    sentence: str
    details: Details
    heading: str


NOTHING = Said("", None, "")


class StatusLine(QStatusBar):
    """`zoomed` tells a scale chosen from the list. The sentence can be pressed while it has details."""

    zoomed = Signal(float)

    def __init__(self, zooms: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.said = NOTHING
        self.sentence = QToolButton(self)
        self.sentence.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.sentence.clicked.connect(self._show_details)
        self.addWidget(self.sentence)
        self.still = QLabel(_("Read-only"), self)
        self.still.setContentsMargins(0, 0, 12, 0)
        self.still.hide()
        self._zoom = QToolButton(self)
        self._zoom.setToolTip(_("Choose a zoom"))
        self._zoom.setAccessibleName(self._zoom.toolTip())
        self._zoom.setMinimumWidth(58)
        self._zoom.clicked.connect(self._choose)
        smaller, *others = (_button(action) for action in zooms)
        self.hint = QLabel(self)
        self.hint.setContentsMargins(0, 0, 12, 0)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        for widget in (self.hint, self.still, smaller, self._zoom, *others):
            self.addPermanentWidget(widget)
        self.show_read_only(None)
        self.show_zoom(None)

    def say(self, sentence: str, details: Details = None, heading: str = "") -> None:
        """Replace the sentence; its details are shown on a press, under a heading or else the sentence."""
        self.said = Said(sentence, details, heading or sentence)
        self.sentence.setText(sentence)
        self.sentence.setEnabled(details is not None)
        self.sentence.setToolTip(_("Show details") if details else "")
        self.sentence.setCursor(Qt.CursorShape.PointingHandCursor if details else Qt.CursorShape.ArrowCursor)

    def show_hint(self, line: str) -> None:
        """Name the next useful keys; nothing where the line has no room for them."""
        self.hint.setText(line)
        self.hint.setVisible(bool(line) and self.width() > self.hint.sizeHint().width() + ROOM)

    def tell_opened(self, session: Session) -> None:
        """Say that a file was opened, and how much there is to know about it."""
        count = len(session.notes)
        noted = ngettext("{count} note", "{count} notes", count).format(count=count)
        told = _("Opened {name}: {notes}") if count else _("Opened {name}")
        if session.is_sample:
            told = _("Opened a copy of {name}; the first save asks where to keep it")
        sentence = told.format(name=session.name, notes=noted)
        details = partial(receipt.lines, session.notes) if count else None
        self.say(sentence, details, _("What was noted while the file was read"))

    def rest(self, session: Session | None) -> None:
        """Something else was done since: what was said goes, and what there is to know about the file stays."""
        if session is not None and session.notes:
            self.tell_opened(session)
        elif self.said.sentence:
            self.say("")

    def go_on(self, said: Said, session: Session | None) -> None:
        """Another map is in front: what was said last about that one."""
        if said.sentence:
            self.say(*said)
        else:
            self.rest(session)

    def show_read_only(self, refusal: Refusal | None) -> None:
        """Show that what is in front cannot be edited; why is said where the mouse rests on it."""
        self.still.setVisible(refusal is not None)
        self.still.setToolTip("" if refusal is None else _(refusal.reason))

    def show_zoom(self, scale: float | None) -> None:
        """Show a scale, 1.0 = 100 %; None while there is no map."""
        self._zoom.setText("" if scale is None else _("{percent} %").format(percent=round(scale * 100)))
        self._zoom.setEnabled(scale is not None)

    def _choose(self) -> None:
        menu = QMenu(self)
        for scale in reversed(ZOOMS):
            text = _("{percent} %").format(percent=round(scale * 100))
            menu.addAction(text, partial(self.zoomed.emit, scale))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._zoom.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def _show_details(self) -> None:
        if self.said.details is not None:
            card = DetailsCard(self.said.heading, self.said.details(), self)
            card.move(self.sentence.mapToGlobal(QPoint(4, -card.height() - 4)))
            card.show()


class DetailsCard(QFrame):
    """What stands behind the sentence: what reading the file told, or what saving it did."""

    def __init__(self, heading: str, lines: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("legend")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        head = QLabel(heading, self)
        head.setObjectName("muted")
        self.list = QListWidget(self)
        self.list.setObjectName("notes")
        self.list.setWordWrap(True)
        self.list.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        for line in lines:
            self.list.addItem(QListWidgetItem(line))
        column.addWidget(head)
        column.addWidget(self.list)
        self.setFixedSize(520, min(360, 60 + 26 * len(lines)))


def _button(action: QAction) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    return button
