"""The small windows of the Help menu."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QFontDatabase, QGuiApplication, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from mapper import __version__
from mapper.app import log
from mapper.gui.kit.icons import application_icon
from mapper.gui.kit.layouts import fitting
from mapper.text import _

LINES = 400
"""How much of the log is shown."""


def show_log(parent: QWidget) -> QDialog:
    """The last lines of the log, to be copied into a report."""
    dialog, column = dialog_of(parent, _("Log"))
    path, written = log.location(), log.tail(LINES)
    where = QLabel(str(path) if written else _("Nothing has gone wrong so far."), dialog)
    where.setObjectName("muted")
    where.setWordWrap(True)
    where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    column.addWidget(where)
    text = QPlainTextEdit(written, dialog)
    text.setObjectName("log")
    text.setReadOnly(True)
    text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    text.moveCursor(QTextCursor.MoveOperation.End)
    text.setVisible(bool(written))
    column.addWidget(text, 1)
    buttons = add_close(dialog, column)
    if written:
        role = QDialogButtonBox.ButtonRole.ActionRole
        copied = buttons.addButton(_("Copy"), role)
        copied.clicked.connect(lambda: QGuiApplication.clipboard().setText(written))
        folder = buttons.addButton(_("Open the folder"), role)
        folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent))))
        dialog.resize(fitting(parent, 760, 520))
    return dialog


def about(parent: QWidget) -> QDialog:
    """What this is and under which terms."""
    dialog, column = dialog_of(parent, _("About Mapper"))
    sign = QLabel(dialog)
    sign.setPixmap(application_icon().pixmap(56, 56))
    name = QLabel(f"Mapper {__version__}", dialog)
    name.setObjectName("heading")
    text = QLabel(_("Draws processes in BPMN 2.0, names who owns them, and prints what it asks of them."), dialog)
    text.setWordWrap(True)
    licence = QLabel(_("Free software under the MIT licence. Works without a network."), dialog)
    licence.setObjectName("muted")
    for widget in (sign, name, text, licence):
        column.addWidget(widget)
    add_close(dialog, column)
    dialog.setFixedWidth(380)
    return dialog


def dialog_of(parent: QWidget, title: str) -> tuple[QDialog, QVBoxLayout]:
    """A window of its own with a title, and the column its content goes into."""
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(20, 20, 20, 16)
    column.setSpacing(10)
    return dialog, column


def add_close(dialog: QDialog, column: QVBoxLayout) -> QDialogButtonBox:
    """Put a button that closes the dialog at the end of its column; the row of buttons, for more."""
    buttons = QDialogButtonBox(dialog)
    buttons.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole)
    buttons.rejected.connect(dialog.reject)
    column.addWidget(buttons)
    return buttons
