"""`mapper document` and `mapper pack` from the command line."""

import json
from pathlib import Path

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
    assert out.stat().st_size > 500


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
