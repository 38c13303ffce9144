"""Versions of a map: when they were, how each differs from the map as it is, and back to one in whole or in parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from mapper.app.comparing import states
from mapper.app.errors import MapperError
from mapper.app.session.session import Session
from mapper.app.store import versions
from mapper.app.store.versions import Version
from mapper.bpmn import Source
from mapper.compare.differences import Difference
from mapper.gui.dialogs.kept.view import CompareView
from mapper.gui.kit.layouts import fitting
from mapper.text import _, current, moment, ngettext

Beside = Callable[[Session], None]


class VersionsDialog(QDialog):
    """show: puts a map in a tab of its own. say, warn: tell what was done, and what was not."""

    def __init__(
        self, session: Session, show: Beside, say: Callable[[str], None], warn: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Versions of {name}").format(name=session.name))
        self._session, self._show, self._say, self._warn = session, show, say, warn
        self._found = versions.versions(session.path) if session.path is not None else []
        self._content = b""
        self.list = QListWidget(self)
        self.view = CompareView(self, ticks=True)
        self.buttons: dict[str, QPushButton] = {}
        self._build()
        for version in self._found:
            size = ngettext("{count} byte", "{count} bytes", version.size).format(count=f"{version.size:,}")
            QListWidgetItem(f"{moment(version.at, current())}\n{size}", self.list)
        if not self._found:
            QListWidgetItem(_("There are no versions yet: each save keeps the state before it."), self.list)
        self.list.setWordWrap(True)
        self.list.setCurrentRow(0)
        self.resize(fitting(self, 1280, 780))

    @property
    def version(self) -> Version | None:
        """The version that is looked at."""
        row = self.list.currentRow()
        return self._found[row] if 0 <= row < len(self._found) else None

    def open_beside(self) -> None:
        """Show the version as a map of its own, without a file."""
        version = self.version
        if version is not None:
            name = _("{name} ({when})").format(name=Path(self._session.name).stem, when=moment(version.at, current()))
            try:
                self._show(Session.beginning(self._content, name))
            except MapperError as error:
                self._warn(str(error))
                return
            self.accept()

    def restore(self, chosen: Sequence[Difference]) -> None:
        """Bring the map back to the version, in what some differences are about; one step that can be undone."""
        done = self._session.restore(self._content, chosen, _("Restore from a version"))
        left = len(chosen) - done
        if left:
            said = _("Restored; {left} more differences are of what Mapper does not show: open the version beside.")
            self._say(said.format(left=left))
        else:
            self._say(_("Restored from a version."))
        self.accept()

    def _build(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(self.list)
        split.addWidget(self.view)
        split.setStretchFactor(1, 1)
        split.setSizes([210, 1050])
        column = QVBoxLayout(self)
        column.addWidget(split, 1)
        row = QHBoxLayout()
        self._add(row, "beside", _("Open beside"), self.open_beside)
        row.addStretch(1)
        self._add(row, "close", _("Close"), self.reject)
        self._add(row, "chosen", _("Restore what is ticked"), lambda: self.restore(self.view.ticked))
        self._add(row, "all", _("Restore all"), lambda: self.restore(self.view.differences))
        column.addLayout(row)
        self.list.currentRowChanged.connect(lambda _row: self._look())
        self.view.chosen.connect(self._ticked)

    def _add(self, row: QHBoxLayout, key: str, text: str, act: Callable[[], object]) -> None:
        button = self.buttons[key] = QPushButton(text, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: act())
        row.addWidget(button)

    def _look(self) -> None:
        version = self.version
        self._content = b""
        if version is None:
            self._ticked()
            return
        try:
            self._content = versions.content(version)
            self.view.show_states(self._parsed(self._content), self._parsed(self._session.data()))
        except MapperError as error:
            self._warn(str(error))
        self._ticked()

    def _parsed(self, data: bytes) -> Source:
        return states.parsed(data, self._session.path or Path(self._session.name))

    def _ticked(self) -> None:
        self.buttons["beside"].setEnabled(bool(self._content))
        self.buttons["chosen"].setEnabled(bool(self.view.ticked))
        self.buttons["all"].setEnabled(bool(self.view.differences) and bool(self._content))
