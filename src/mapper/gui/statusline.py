"""The line at the bottom: one calm sentence on the left, the zoom on the right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

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

from mapper.app.session import Session
from mapper.bpmn import Note
from mapper.text import _, ngettext

ZOOMS = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0)


class StatusLine(QStatusBar):
    """`zoomed` tells a scale chosen from the list. The sentence can be pressed while it has details."""

    zoomed = Signal(float)

    def __init__(self, zooms: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._notes: tuple[Note, ...] = ()
        self.sentence = QToolButton(self)
        self.sentence.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.sentence.clicked.connect(self._show_notes)
        self.addWidget(self.sentence)
        self._zoom = QToolButton(self)
        self._zoom.setToolTip(_("Choose a zoom"))
        self._zoom.setMinimumWidth(58)
        self._zoom.clicked.connect(self._choose)
        smaller, *others = (_button(action) for action in zooms)
        for widget in (smaller, self._zoom, *others):
            self.addPermanentWidget(widget)
        self.show_zoom(None)

    def say(self, sentence: str, notes: Sequence[Note] = ()) -> None:
        """Replace the sentence; notes are its details, shown on a press."""
        self._notes = tuple(notes)
        self.sentence.setText(sentence)
        self.sentence.setEnabled(bool(notes))
        self.sentence.setToolTip(_("Show what was noted") if notes else "")
        self.sentence.setCursor(Qt.CursorShape.PointingHandCursor if notes else Qt.CursorShape.ArrowCursor)

    def tell_opened(self, session: Session) -> None:
        """Say that a file was opened, and how much there is to know about it."""
        count = len(session.notes)
        noted = ngettext("{count} note", "{count} notes", count).format(count=count)
        told = _("Opened {name}: {notes}") if count else _("Opened {name}")
        if session.is_sample:
            told = _("Opened a copy of {name}; the first save asks where to keep it")
        self.say(told.format(name=session.name, notes=noted), session.notes)

    def show_notes(self, session: Session | None) -> None:
        """Another map is in front: what there is to know about its file, instead of about another's."""
        if session is not None and session.notes:
            self.tell_opened(session)
        elif self._notes:
            self.say("")

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

    def _show_notes(self) -> None:
        if self._notes:
            card = NotesCard(self._notes, self)
            card.move(self.sentence.mapToGlobal(QPoint(4, -card.height() - 4)))
            card.show()


class NotesCard(QFrame):
    """What was repaired, guessed or only kept when the file was read, a line each."""

    def __init__(self, notes: Sequence[Note], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("legend")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        head = QLabel(_("What was noted while the file was read"), self)
        head.setObjectName("muted")
        self.list = QListWidget(self)
        self.list.setWordWrap(True)
        self.list.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        for note in notes:
            line = _("Line {line}: {what}").format(line=note.line, what=note.what) if note.line else note.what
            self.list.addItem(QListWidgetItem(line))
        column.addWidget(head)
        column.addWidget(self.list)
        self.setFixedSize(520, min(360, 60 + 40 * len(notes)))


def _button(action: QAction) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    return button
