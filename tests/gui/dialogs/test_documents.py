"""The job description from the window: whose, in which language, its pages, and the file."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt

from mapper.app.settings import Settings
from mapper.document.packs.table import DOCUMENTS
from mapper.edit.verbs import owner
from mapper.gui.dialogs.documents.dialog import JobDescriptionDialog
from mapper.gui.dialogs.documents.pages import render
from mapper.gui.window.window import MainWindow
from mapper.model.diagram import Diagram


@pytest.fixture
def dialog(window: MainWindow, diagram: Diagram, named: Callable[[str], str]) -> Iterator[JobDescriptionDialog]:
    """The dialog for an owner of one step, with that step selected."""
    step = named("Approve Invoice")
    owner.set_owner(diagram, [step], owner.add_party(diagram, "Anna Holm", "person"))
    found = JobDescriptionDialog(window.page.session, (step,), Settings(), window)
    found.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    found.show()
    yield found
    found.close()


def text_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_it_begins_with_the_owner_of_what_is_selected(dialog: JobDescriptionDialog) -> None:
    assert dialog.party.box.currentText() == "Anna Holm"
    assert "Anna Holm" in text_of(dialog.data)


def test_the_pages_are_shown_and_not_white(dialog: JobDescriptionDialog) -> None:
    assert dialog.pages.count == len(pypdfium2.PdfDocument(dialog.data)) > 1
    first = render(dialog.data, 0.5)[0]
    colours = {first.pixel(x, y) for x in range(0, first.width(), 2) for y in range(0, first.height(), 2)}
    assert len(colours) > 2
    shown = dialog.pages.grab().toImage()
    assert len({shown.pixel(x, y) for x in range(0, shown.width(), 3) for y in range(0, shown.height(), 3)}) > 3


def test_another_language_and_paper_make_it_anew(dialog: JobDescriptionDialog) -> None:
    before = dialog.data
    dialog.language.box.setCurrentIndex(dialog.language.box.findData("da"))
    dialog.language.commit()
    assert dialog.data != before
    dialog.paper.box.setCurrentIndex(dialog.paper.box.findData("Letter"))
    dialog.paper.commit()
    page = pypdfium2.PdfDocument(dialog.data)[0]
    assert (round(page.get_width()), round(page.get_height())) == (612, 792)


def test_zooming_makes_the_pages_bigger(dialog: JobDescriptionDialog) -> None:
    before = dialog.pages.widget().width(), dialog.pages.scale
    dialog.pages.zoom_by(3)
    assert dialog.pages.scale > before[1]
    assert dialog.pages.widget().width() > before[0]


def test_it_is_saved_as_shown(dialog: JobDescriptionDialog, tmp_path: Path) -> None:
    said: list[str] = []
    dialog.said.connect(said.append)
    dialog.save(tmp_path / "out.pdf")
    assert (tmp_path / "out.pdf").read_bytes() == dialog.data
    assert said == ["Saved out.pdf"]


def test_a_place_that_cannot_be_written_is_told(dialog: JobDescriptionDialog, tmp_path: Path) -> None:
    dialog.save(tmp_path / "no" / "such" / "out.pdf")
    assert "out.pdf" in dialog.bars.sentences()[0]


@pytest.mark.parametrize("key", list(DOCUMENTS))
def test_every_kind_of_document_is_offered_and_shown(dialog: JobDescriptionDialog, key: str) -> None:
    # given the dialog, when a kind is chosen
    dialog.kind.box.setCurrentIndex(dialog.kind.box.findData(key))
    dialog.kind.commit()
    # then there is something it can be about, and its pages are shown
    assert dialog.party.value is not None
    assert dialog.pages.count == len(pypdfium2.PdfDocument(dialog.data)) >= 1
    assert DOCUMENTS[key].title in text_of(dialog.data)


@pytest.mark.parametrize("suffix", [".md", ".html"])
def test_the_ending_decides_what_is_written(dialog: JobDescriptionDialog, tmp_path: Path, suffix: str) -> None:
    dialog.save(tmp_path / f"out{suffix}")
    assert "Anna Holm" in (tmp_path / f"out{suffix}").read_text("utf-8")


def test_a_map_that_names_nobody_says_what_to_do(window: MainWindow) -> None:
    window.commands["file.new"].trigger()
    dialog = JobDescriptionDialog(window.page.session, (), Settings(), window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    assert not dialog.saver.isEnabled()
    assert dialog.data == b""
    assert "Nobody is named" in dialog._told.text()
