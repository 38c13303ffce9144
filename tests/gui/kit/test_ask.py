"""Where file dialogs begin, and that they speak the window's language."""

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog

from mapper import text
from mapper.app.formats.export import FORMATS
from mapper.gui.kit import ask
from mapper.gui.window.window import MainWindow


def test_the_folder_used_last_comes_first_and_one_that_is_gone_is_passed_over(tmp_path: Path) -> None:
    assert ask.beginning(str(tmp_path)) == tmp_path
    gone = ask.beginning(str(tmp_path / "gone"))
    documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    assert gone == (documents if documents.is_dir() else Path.home())


@pytest.mark.parametrize(("language", "label"), [("en", "File type:"), ("da", "Filtype:")])
def test_the_dialog_speaks_the_language_of_the_window(
    window: MainWindow, tmp_path: Path, language: str, label: str
) -> None:
    before = text.current()
    text.use(language)
    try:
        ask.file_to_write(window, tmp_path / "map.bpmn", (".bpmn",), lambda path: None)
    finally:
        text.use(before)
    [dialog] = window.findChildren(QFileDialog)
    assert dialog.labelText(QFileDialog.DialogLabel.FileType) == label
    dialog.reject()


def test_every_format_that_can_be_written_has_a_name(window: MainWindow, tmp_path: Path) -> None:
    ask.file_to_write(window, tmp_path / "map.svg", tuple(FORMATS), lambda path: None)
    [dialog] = window.findChildren(QFileDialog)
    assert len(dialog.nameFilters()) == len(FORMATS)
    dialog.reject()
