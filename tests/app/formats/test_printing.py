"""A job description is printed for a name, to a file or to nowhere at all."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from mapper.app.errors import UnwritableError, UsageError
from mapper.app.formats import printing
from mapper.app.session.session import Session
from mapper.document.blocks import Document


@pytest.fixture
def path(reference: Callable[[str], Path]) -> Path:
    return reference("invoice")


@pytest.fixture
def document(path: Path) -> Document:
    day = datetime.date(2026, 3, 9)
    return printing.job_description(Session.open(path, keep=False).diagram, "approver", path, "da", date=day)


def test_it_is_in_the_language_and_of_the_day_asked_for(document: Document) -> None:
    text = printing.as_markdown(document).data.decode()
    assert "Approver" in text
    assert "9. marts 2026" in text


@pytest.mark.parametrize(("name", "begins"), [("out.pdf", b"%PDF"), ("out.md", b"Jobbeskrivelse")])
def test_it_is_written_by_the_files_ending(document: Document, tmp_path: Path, name: str, begins: bytes) -> None:
    printing.write(document, tmp_path / name)
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_another_ending_is_refused(document: Document, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.pdf \.md"):
        printing.write(document, tmp_path / "out.docx")


def test_a_place_that_refuses_is_named(document: Document, tmp_path: Path) -> None:
    with pytest.raises(UnwritableError, match="nowhere"):
        printing.write(document, tmp_path / "nowhere" / "out.md")


def test_an_unknown_name_is_a_usage_error(path: Path) -> None:
    with pytest.raises(UsageError, match="“Approver”"):
        printing.job_description(Session.open(path, keep=False).diagram, "Aprover", path)
