"""`mapper document` and `mapper pack` from the command line."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pypdfium2
import pytest

from mapper.__main__ import main
from mapper.document.packs.table import DOCUMENTS


def test_the_list_names_every_kind(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["document", "--list"]) == 0
    lines = capfd.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(DOCUMENTS)
    assert main(["document", "--list", "--lang", "da"]) == 0
    assert "Dokumentationspakke" in capfd.readouterr().out
    assert main(["document", "--list", "--json"]) == 0
    assert [row["kind"] for row in json.loads(capfd.readouterr().out)] == list(DOCUMENTS)


@pytest.mark.parametrize("kind", list(DOCUMENTS))
@pytest.mark.parametrize("suffix", [".pdf", ".md", ".html"])
def test_every_kind_is_printed_in_every_form(file: Path, tmp_path: Path, kind: str, suffix: str) -> None:
    out = tmp_path / f"out{suffix}"
    whom = ["--for", "Approver"] if DOCUMENTS[kind].needs_subject else []
    assert main(["document", kind, str(file), *whom, "--lang", "da", "-o", str(out)]) == 0
    assert out.stat().st_size > 400


def test_a_folder_s_pack_has_a_chapter_for_each_process(file: Path, tmp_path: Path) -> None:
    file.with_name("other.bpmn").write_bytes(file.read_bytes())
    out = tmp_path / "pack.md"
    assert main(["pack", str(file.parent), "-o", str(out)]) == 0
    text = out.read_text("utf-8")
    # Each file holds two processes with a chapter each.
    assert text.count(".1 Charter") == 4
    assert "4.1 Charter" in text


def test_what_is_missing_or_unknown_is_told(file: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    out = str(tmp_path / "out.pdf")
    for arguments, words in (
        (["document", "poem", str(file), "-o", out], "poem"),
        (["document", "verify", str(file), "-o", out], "--for"),
        (["document", "verify", str(file), "--for", "Aprover", "-o", out], "“Approver”"),
        (["document", "pack"], "mapper document --list"),
        (["pack", str(file), "-o", str(tmp_path / "out.doc")], ".html"),
    ):
        assert main(arguments) == 2
        said = capfd.readouterr().err
        assert words in said
        assert said.count("\n") == 1
    assert not Path(out).exists()


def test_sections_are_chosen_by_key(file: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.md"
    assert main(["pack", str(file), "--sections", "charter, raci", "-o", str(out)]) == 0
    told = out.read_text("utf-8")
    assert "1 Charter" in told
    assert "RACI" in told
    assert "Handoffs" not in told
    assert main(["document", "procedure", str(file), "--without", "map,sheets", "-o", str(out)]) == 0
    assert "Each step" not in out.read_text("utf-8")
    capfd.readouterr()
    # what there is not is told with what there is
    assert main(["pack", str(file), "--without", "poem", "-o", str(out)]) == 2
    said = capfd.readouterr().err
    assert "“poem”" in said
    assert "charter" in said
    # and every key that the list names can be left out
    for kind, row in DOCUMENTS.items():
        assert main(["document", "--list", kind, "--json"]) == 0
        (listed,) = json.loads(capfd.readouterr().out)
        assert [one["key"] for one in listed["sections"]] == [key for key, _title in row.sections]


def test_a_map_is_laid_on_sheets(file: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.pdf"
    for options, most in ((["--sheets", "1"], 1), (["--sheets", "3", "--crop-marks", "--paper", "200x300"], 3)):
        assert main(["document", "map", str(file), *options, "-o", str(out)]) == 0
        assert 1 <= len(pypdfium2.PdfDocument(out)) <= most
    assert main(["document", "map", str(file), "--paper", "A99", "-o", str(out)]) == 2
    assert "A4" in capfd.readouterr().err


def test_a_document_that_is_given_up_leaves_nothing(tmp_path: Path) -> None:
    # given a folder whose pack takes a while
    for at in range(40):
        (tmp_path / f"map{at}.bpmn").write_bytes(SAMPLE.read_bytes())
    out = tmp_path / "out.pdf"
    work = subprocess.Popen(
        [sys.executable, "-m", "mapper", "pack", str(tmp_path), "-o", str(out)], stderr=subprocess.PIPE
    )
    # when the user presses Ctrl+C
    time.sleep(2.5)
    assert work.poll() is None
    work.send_signal(signal.SIGINT)
    _nothing, said = work.communicate(timeout=60)
    # then the status says so, nothing is complained of, and no file stands there, whole or half
    assert work.returncode == 130
    assert b"Traceback" not in said
    assert {path.suffix for path in tmp_path.iterdir()} == {".bpmn"}


SAMPLE = Path(__file__).resolve().parents[2] / "examples" / "order-to-delivery.bpmn"
