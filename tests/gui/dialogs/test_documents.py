"""The job description from the window: whose, in which language, its pages, and the file."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from tests.helpers.hand import Hand

from mapper.app.settings import Settings
from mapper.document.packs.table import DOCUMENTS
from mapper.edit.verbs import owner
from mapper.gui.dialogs.documents.dialog import DocumentsDialog
from mapper.gui.dialogs.documents.pages import render
from mapper.gui.window.window import MainWindow
from mapper.model.diagram import Diagram


@pytest.fixture
def dialog(window: MainWindow, diagram: Diagram, named: Callable[[str], str]) -> Iterator[DocumentsDialog]:
    """The dialog for an owner of one step, with that step selected."""
    step = named("Approve Invoice")
    owner.set_owner(diagram, [step], owner.add_party(diagram, "Anna Holm", "person"))
    found = DocumentsDialog(window.page.session, (step,), Settings(), window)
    found.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    found.show()
    yield found
    found.close()


def text_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_it_begins_with_the_owner_of_what_is_selected(dialog: DocumentsDialog) -> None:
    assert dialog.choices.party.box.currentText() == "Anna Holm"
    assert "Anna Holm" in text_of(dialog.data)


def test_the_pages_are_shown_and_not_white(dialog: DocumentsDialog) -> None:
    assert dialog.pages.count == len(pypdfium2.PdfDocument(dialog.data)) > 1
    first = render(dialog.data, 0.5)[0]
    colours = {first.pixel(x, y) for x in range(0, first.width(), 2) for y in range(0, first.height(), 2)}
    assert len(colours) > 2
    shown = dialog.pages.grab().toImage()
    assert len({shown.pixel(x, y) for x in range(0, shown.width(), 3) for y in range(0, shown.height(), 3)}) > 3


def test_another_language_and_paper_make_it_anew(dialog: DocumentsDialog) -> None:
    before = dialog.data
    dialog.choices.language.box.setCurrentIndex(dialog.choices.language.box.findData("da"))
    dialog.choices.language.commit()
    assert dialog.data != before
    dialog.choices.paper.box.setCurrentIndex(dialog.choices.paper.box.findData("Letter"))
    dialog.choices.paper.commit()
    page = pypdfium2.PdfDocument(dialog.data)[0]
    assert (round(page.get_width()), round(page.get_height())) == (612, 792)


def test_zooming_makes_the_pages_bigger(dialog: DocumentsDialog) -> None:
    before = dialog.pages.widget().width(), dialog.pages.scale
    dialog.pages.zoom_by(3)
    assert dialog.pages.scale > before[1]
    assert dialog.pages.widget().width() > before[0]


def test_it_is_saved_as_shown(dialog: DocumentsDialog, tmp_path: Path) -> None:
    said: list[str] = []
    dialog.said.connect(said.append)
    dialog.save(tmp_path / "out.pdf")
    assert (tmp_path / "out.pdf").read_bytes() == dialog.data
    assert said == ["Saved out.pdf"]


def test_a_place_that_cannot_be_written_is_told(dialog: DocumentsDialog, tmp_path: Path) -> None:
    dialog.save(tmp_path / "no" / "such" / "out.pdf")
    assert "out.pdf" in dialog.bars.sentences()[0]


@pytest.mark.parametrize("key", list(DOCUMENTS))
def test_every_kind_of_document_is_offered_and_shown(dialog: DocumentsDialog, key: str) -> None:
    # given the dialog, when a kind is chosen
    dialog.choices.kind.box.setCurrentIndex(dialog.choices.kind.box.findData(key))
    dialog.choices.kind.commit()
    # then there is something it can be about, and its pages are shown
    assert dialog.choices.party.value is not None
    assert dialog.pages.count == len(pypdfium2.PdfDocument(dialog.data)) >= 1
    assert DOCUMENTS[key].title in text_of(dialog.data)
    assert dialog.choices.sections.count() == len(DOCUMENTS[key].sections)


@pytest.mark.parametrize("suffix", [".md", ".html"])
def test_the_ending_decides_what_is_written(dialog: DocumentsDialog, tmp_path: Path, suffix: str) -> None:
    dialog.save(tmp_path / f"out{suffix}")
    assert "Anna Holm" in (tmp_path / f"out{suffix}").read_text("utf-8")


def test_a_map_that_names_nobody_says_what_to_do(window: MainWindow) -> None:
    window.commands["file.new"].trigger()
    dialog = DocumentsDialog(window.page.session, (), Settings(), window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    assert not dialog.saver.isEnabled()
    assert dialog.data == b""
    assert "Nobody is named" in dialog._told.text()


# -- sections, approval, the map on sheets, the printer ----------------------------------------------------------------


def choose(dialog: DocumentsDialog, key: str) -> None:
    dialog.choices.kind.box.setCurrentIndex(dialog.choices.kind.box.findData(key))
    dialog.choices.kind.commit()


def test_a_section_that_is_ticked_off_is_left_out(dialog: DocumentsDialog) -> None:
    choose(dialog, "pack")
    assert "Decision rights" in text_of(dialog.data)
    row = next(i for i in range(dialog.choices.sections.count())
               if dialog.choices.sections.item(i).text() == "Decision rights")  # fmt: skip
    dialog.choices.sections.item(row).setCheckState(Qt.CheckState.Unchecked)
    assert "Decision rights" not in text_of(dialog.data)


def test_a_pack_is_approved_and_a_job_description_kept_as_signed(
    dialog: DocumentsDialog, diagram: Diagram, hand: Hand
) -> None:
    # given a pack that is a draft, when somebody approves it
    choose(dialog, "pack")
    assert "Draft" in text_of(dialog.data)
    dialog.approving.who.setText("Anna Holm")
    hand.click(dialog.approving.button)
    # then the watermark is gone, and what was approved stands in the map
    assert "Draft" not in text_of(dialog.data)
    assert any(n.details.get("approvals") for n in diagram.nodes())
    # when a job description is kept as signed and the owner is renamed
    choose(dialog, "job-description")
    party = dialog.choices.party.value
    hand.click(dialog.approving.button)
    assert "Signed on" in text_of(dialog.data)
    owner.rename_party(diagram, party, "Anna Holm Krogh")
    choose(dialog, "agenda")
    choose(dialog, "job-description")
    # then list, dialog and print say that it is out of date
    at = dialog.choices.party.box.findData(party)
    assert dialog.choices.party.box.itemText(at) == "Anna Holm Krogh (out of date)"
    dialog.choices.party.box.setCurrentIndex(at)
    dialog.choices.party.commit()
    assert "Out of date" in dialog.approving._state.text()
    assert "Out of date" in text_of(dialog.data)


@pytest.fixture
def printing(window: MainWindow, diagram: Diagram) -> Iterator[DocumentsDialog]:
    """The same dialog as Ctrl+P opens it."""
    page = window.page
    assert page is not None
    found = DocumentsDialog(page.session, (), Settings(), window, "map", page.canvas.plane)
    found.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    found.show()
    yield found
    found.close()


def test_the_map_fits_on_as_many_sheets_as_are_wanted(printing: DocumentsDialog) -> None:
    for count in (1, 2, 4):
        printing.choices.sheets.setValue(count)
        assert 1 <= printing.pages.count <= count
    printing.choices.paper.show_value("A3")
    printing.choices.sheets.setValue(1)
    wide, high = pypdfium2.PdfDocument(printing.data)[0].get_size()
    assert {round(wide), round(high)} == {842, 1191}


def test_only_the_selection_is_printed(window: MainWindow, named: Callable[[str], str]) -> None:
    page = window.page
    assert page is not None
    dialog = DocumentsDialog(page.session, (named("Approve Invoice"),), Settings(), window, "map", page.canvas.plane)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    assert "Prepare" in text_of(dialog.data)
    dialog.choices.only.setChecked(True)
    assert "Approve" in text_of(dialog.data)
    assert "Prepare" not in text_of(dialog.data)


@pytest.mark.parametrize("sheets", [1, 4])
def test_the_printed_sheets_are_the_ones_previewed(printing: DocumentsDialog, tmp_path: Path, sheets: int) -> None:
    # given a map on some sheets, with marks to cut by
    printing.choices.crop.setChecked(True)
    printing.choices.sheets.setValue(sheets)
    # when it goes to Qt's PDF printer
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    said: list[str] = []
    printing.said.connect(said.append)
    printing.print_to(printer)
    # then there are the same pages of the same size and shape, with the same marks at the same places
    shown, printed = render(printing.data, 1.0), render((tmp_path / "out.pdf").read_bytes(), 1.0)
    assert said == [f"{len(shown)} pages went to the printer."]
    for one, other in zip(shown, printed, strict=True):
        assert abs(one.width() - other.width()) + abs(one.height() - other.height()) <= 2
        coarse = [page.scaled(120, 120, mode=Qt.TransformationMode.SmoothTransformation) for page in (one, other)]
        places = [(x, y) for x in range(120) for y in range(120)]
        grey = [[page.pixelColor(*at).lightness() for at in places] for page in coarse]
        off = [abs(a - b) for a, b in zip(*grey, strict=True)]
        assert max(off) < 60
        assert sum(off) / len(off) < 3


def test_on_the_printer_s_paper_it_is_made_anew(printing: DocumentsDialog, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A3))
    printing.print_to(printer)
    assert printing.choices.paper.value == "A3"
    wide, high = pypdfium2.PdfDocument((tmp_path / "out.pdf").read_bytes())[0].get_size()
    assert abs(max(wide, high) - 1190.5) < 2


def test_the_commands_open_the_map_and_the_pack_ready_to_print(window: MainWindow, diagram: Diagram) -> None:
    for command, kind in (("file.print", "map"), ("file.print_pack", "pack"), ("file.documents", "job-description")):
        window.commands[command].trigger()
        dialog = next(one for one in window.findChildren(DocumentsDialog) if one.isVisible())
        assert dialog.choices.row.key == kind
        # the second click: the printer's own dialog
        if kind == "pack":
            asked = dialog.ask_printer()
            assert asked.isVisible()
            asked.reject()
        dialog.reject()
    assert window.commands["file.print"].shortcut().toString() == "Ctrl+P"
