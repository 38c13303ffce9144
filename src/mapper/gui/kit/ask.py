"""Questions that need a window of their own: which file, and what to do with unsaved changes. None of them blocks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QColorDialog, QDialog, QFileDialog, QMessageBox, QWidget

from mapper.gui.kit.actions import with_letters
from mapper.text import N_, _

_KINDS = {
    ".bpmn": N_("BPMN map"),
    ".svg": N_("SVG picture"),
    ".png": N_("PNG picture"),
    ".pdf": N_("PDF document"),
    ".csv": N_("Table of steps (CSV)"),
    ".xlsx": N_("Table of steps (workbook)"),
    ".txt": N_("Text form"),
    ".md": N_("Markdown text"),
    ".html": N_("Page for a browser (HTML)"),
}


def files_to_open(parent: QWidget, folder: str, then: Callable[[Sequence[Path]], None]) -> None:
    """Let the user choose files."""
    dialog = QFileDialog(parent, _("Open maps"), str(beginning(folder)))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilters([_("BPMN maps") + " (*.bpmn *.bpmn2 *.xml)", _("All files") + " (*)"])
    dialog.filesSelected.connect(lambda names: then([Path(name) for name in names]))
    _translate(dialog)
    _open(dialog)


def table_to_read(parent: QWidget, folder: str, then: Callable[[Path], None]) -> None:
    """Let the user choose a file that holds a table."""
    dialog = QFileDialog(parent, _("Fill in from a table"), str(beginning(folder)))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters([_("Tables") + " (*.csv *.xlsx)", _("All files") + " (*)"])
    dialog.fileSelected.connect(lambda name: then(Path(name)))
    _translate(dialog)
    _open(dialog)


def beginning(folder: str) -> Path:
    """Where to begin: the folder used last, or the user's documents while there is none."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return next((path for path in map(Path, filter(None, (folder, documents))) if path.is_dir()), Path.home())


def file_to_write(
    parent: QWidget, suggested: Path, suffixes: Sequence[str], then: Callable[[Path], None], title: str = ""
) -> None:
    """Let the user name a file; the ending follows the kind chosen, and an existing file is asked about."""
    title = title or (_("Save map as") if ".bpmn" in suffixes else _("Export"))
    dialog = QFileDialog(parent, title, str(suggested.parent))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    filters = {f"{_(_KINDS[suffix])} (*{suffix})": suffix for suffix in suffixes}
    dialog.setNameFilters(list(filters))
    dialog.setDefaultSuffix(suffixes[0])
    dialog.selectFile(suggested.name)
    dialog.filterSelected.connect(lambda name: _follow(dialog, filters[name]))
    dialog.fileSelected.connect(lambda name: then(Path(name)))
    _translate(dialog)
    _open(dialog)


def unsaved(parent: QWidget, name: str, save: Callable[[], None], drop: Callable[[], None]) -> QMessageBox:
    """Ask what becomes of unsaved changes: save them, drop them, or stay."""
    box = QMessageBox(parent)
    box.setWindowTitle(_("Unsaved changes"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(_("Save the changes to {name} before closing?").format(name=name))
    box.setInformativeText(_("Without saving they are lost."))
    buttons = QMessageBox.StandardButton
    box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
    ways = (buttons.Save, buttons.Discard, buttons.Cancel)
    for way, text in zip(ways, with_letters([_("Save"), _("Don’t save"), _("Cancel")]), strict=True):
        box.button(way).setText(text)
    box.setDefaultButton(buttons.Save)
    acts = {buttons.Save: save, buttons.Discard: drop}
    box.finished.connect(lambda result: acts.get(buttons(result), lambda: None)())
    _open(box)
    return box


def colour(parent: QWidget, present: str, then: Callable[[str], None]) -> None:
    """Let the user choose any colour, beginning with the one there is."""
    dialog = QColorDialog(QColor(present or "#bbdefb"), parent)
    dialog.setWindowTitle(_("Other colour"))
    dialog.colorSelected.connect(lambda chosen: then(chosen.name()))
    _open(dialog)


def _follow(dialog: QFileDialog, suffix: str) -> None:
    """Give the name typed so far the ending of the kind that was chosen."""
    dialog.setDefaultSuffix(suffix)
    names = dialog.selectedFiles()
    if names:
        dialog.selectFile(Path(names[0]).with_suffix(suffix).name)


def _translate(dialog: QFileDialog) -> None:
    """Say what Qt's own catalogues leave in English."""
    labels = QFileDialog.DialogLabel
    dialog.setLabelText(labels.LookIn, _("Folder:"))
    dialog.setLabelText(labels.FileName, _("File name:"))
    dialog.setLabelText(labels.FileType, _("File type:"))


def _open(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
