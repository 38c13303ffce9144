"""Find and replace over the map and its folder: what would change is listed first, and each place can be left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from mapper.app.errors import MapperError
from mapper.app.session import replacing
from mapper.app.session.replacing import Hit, Other, Search
from mapper.app.session.session import Session
from mapper.gui.kit.layouts import fitting
from mapper.model.details import DETAILS
from mapper.text import _, ngettext

REST = 250
"""Milliseconds after the last letter until the list is made anew."""


class ReplaceDialog(QDialog):
    """say, warn: tell what was done, and what was not."""

    def __init__(
        self, session: Session, say: Callable[[str], None], warn: Callable[[str], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Find and replace"))
        self._session, self._say, self._warn = session, say, warn
        self._others: list[Other] = []
        self.wanted, self.instead = QLineEdit(self), QLineEdit(self)
        self.case = QCheckBox(_("Large and small letters count"), self)
        self.words = QCheckBox(_("Only whole words"), self)
        self.folder = QCheckBox(_("In the other maps of the folder as well"), self)
        self.words.setChecked(True)
        self.folder.setEnabled(session.path is not None)
        self.list = QTreeWidget(self)
        self.note = QLabel(self)
        self.button = QPushButton(_("Replace"), self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self.look)
        self._lay_out()
        self.wanted.textChanged.connect(lambda _text: self._rest.start())
        self.instead.textChanged.connect(lambda _text: self._rest.start())
        for box in (self.case, self.words, self.folder):
            box.toggled.connect(lambda _on: self.look())
        self.button.clicked.connect(self.replace)
        self.look()
        self.resize(fitting(parent or self, 760, 560))

    def look(self) -> None:
        """List what would change."""
        self._rest.stop()
        search = Search(self.wanted.text(), self.instead.text(), self.case.isChecked(), self.words.isChecked())
        self.list.clear()
        self._others, left = [], list[str]()
        if search.find.strip():
            self._group(self._session.name, replacing.hits(self._session.diagram, search))
            if self.folder.isChecked():
                self._others, left = replacing.others(self._session, search)
            for other in self._others:
                self._group(other.path.name, other.found)
        count = sum(len(hits) for hits in self._chosen())
        told = ngettext("{count} place", "{count} places", count).format(count=count) if search.find.strip() else ""
        self.note.setText("\n".join(filter(None, (told, *left))))
        self.button.setEnabled(count > 0 and bool(search.instead.strip()))

    def replace(self) -> None:
        """Replace what is ticked: the open map as one step that can be undone, the others saved with their versions."""
        here, *there = self._chosen() if self.list.topLevelItemCount() else [[]]
        count = replacing.replace(self._session.diagram, here)
        files = 0
        for other, chosen in zip(self._others, there, strict=True):
            try:
                done = other.replace(chosen)
            except MapperError as error:
                self._warn(str(error))
                continue
            count, files = count + done, files + (done > 0)
        told = ngettext("Replaced in {count} place", "Replaced in {count} places", count).format(count=count)
        others = ngettext("{count} other map saved", "{count} other maps saved", files).format(count=files)
        self._say(f"{told} · {others}" if files else told)
        self.accept()

    def _chosen(self) -> list[list[Hit]]:
        """The hits that are ticked, a list for each map that is shown."""
        groups = [self.list.topLevelItem(i) for i in range(self.list.topLevelItemCount())]
        rows = [
            [row for i in range(group.childCount()) if (row := group.child(i)) is not None]
            for group in groups
            if group is not None
        ]
        return [
            [row.data(0, Qt.ItemDataRole.UserRole) for row in of if row.checkState(0) == Qt.CheckState.Checked]
            for of in rows
        ]

    def _group(self, title: str, hits: Sequence[Hit]) -> None:
        head = QTreeWidgetItem(self.list, [title])
        head.setFirstColumnSpanned(True)
        for hit in hits:
            field = _("Name") if hit.field == replacing.NAME else _(DETAILS[hit.field].label)
            row = QTreeWidgetItem(head, [f"{hit.what} · {field}", *hit.shown])
            row.setCheckState(0, Qt.CheckState.Checked)
            row.setData(0, Qt.ItemDataRole.UserRole, hit)
        head.setExpanded(True)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        for line, (text, field) in enumerate(((_("Find"), self.wanted), (_("Replace with"), self.instead))):
            caption = QLabel(text, self)
            caption.setBuddy(field)
            field.setAccessibleName(text)
            grid.addWidget(caption, line, 0)
            grid.addWidget(field, line, 1)
        self.list.setHeaderLabels([_("Where"), _("Before"), _("After")])
        self.list.setAccessibleName(_("What would change"))
        self.list.setUniformRowHeights(True)
        self.list.setColumnWidth(0, 240)
        self.list.setColumnWidth(1, 230)
        self.note.setObjectName("muted")
        self.note.setWordWrap(True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.button.setDefault(True)
        column = QVBoxLayout(self)
        column.addLayout(grid)
        for box in (self.case, self.words, self.folder):
            column.addWidget(box)
        column.addWidget(self.list, 1)
        column.addWidget(self.note)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignRight)
        self.wanted.setFocus()
