"""Two maps compared, in a window of its own; the comparison can be kept as a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from mapper.app import files
from mapper.app.comparing import page, states
from mapper.app.errors import MapperError
from mapper.app.session.session import Session
from mapper.bpmn import Source
from mapper.gui.dialogs.kept.view import CompareView
from mapper.gui.kit import ask
from mapper.gui.kit.layouts import fitting
from mapper.text import _


def comparison(session: Session, folder: str, warn: Callable[[str], None], parent: QWidget) -> None:
    """Let the user choose a file, and compare it with a map as it is now."""

    def then(paths: Sequence[Path]) -> None:
        for path in paths[:1]:
            try:
                other = states.read(path)
                mine = states.parsed(session.data(), session.path or Path(session.name))
            except MapperError as error:
                warn(str(error))
                return
            CompareDialog((path.name, other), (session.name, mine), warn, parent).open()

    ask.files_to_open(parent, folder, then)


class CompareDialog(QDialog):
    """before, after: what the two states are called, and the states. warn: tells what went wrong."""

    def __init__(
        self, before: tuple[str, Source], after: tuple[str, Source], warn: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Compare"))
        self._states, self._warn = (before, after), warn
        head = QLabel(_("{before} and {after} compared").format(before=before[0], after=after[0]), self)
        head.setTextFormat(Qt.TextFormat.PlainText)
        self.view = CompareView(self)
        column = QVBoxLayout(self)
        column.addWidget(head)
        column.addWidget(self.view, 1)
        row = QHBoxLayout()
        self.keep = QPushButton(_("Save as page…"), self)
        self.keep.clicked.connect(lambda: self._keep_page())
        close = QPushButton(_("Close"), self)
        close.clicked.connect(self.reject)
        close.setDefault(True)
        row.addWidget(self.keep)
        row.addStretch(1)
        row.addWidget(close)
        column.addLayout(row)
        self.resize(fitting(self, 1200, 760))
        self.view.show_states(before[1], after[1])

    def write(self, path: Path) -> None:
        """Write the comparison as a page."""
        try:
            files.write(path, page.html(*self._states, self.view.differences))
        except MapperError as error:
            self._warn(str(error))

    def _keep_page(self) -> None:
        ask.file_to_write(self, Path(_("comparison") + ".html"), (".html",), self.write, _("Save as page"))
