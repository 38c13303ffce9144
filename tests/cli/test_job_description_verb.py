"""`mapper job-description` from the command line."""

from pathlib import Path

import pytest

from mapper.__main__ import main


def test_a_pdf_is_written(file: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.pdf"
    assert main(["job-description", str(file), "--for", "Approver", "-o", str(out)]) == 0
    assert out.read_bytes().startswith(b"%PDF")
    assert capfd.readouterr().out == ""


def test_a_dash_prints_markdown_in_the_language_asked_for(file: Path, capfd: pytest.CaptureFixture[str]) -> None:
    arguments = ["job-description", str(file), "--for", "approver", "-o", "-", "--date", "2026-03-09"]
    assert main(arguments) == 0
    assert "9 March 2026" in capfd.readouterr().out
    assert main([*arguments, "--lang", "da"]) == 0
    assert "9. marts 2026" in capfd.readouterr().out


def test_a_folder_is_compiled_as_one(file: Path, capfd: pytest.CaptureFixture[str]) -> None:
    # given a folder with two maps that name the same party, and a broken one
    other = file.with_name("other.bpmn")
    other.write_bytes(file.read_bytes())
    file.with_name("broken.bpmn").write_bytes(b"no map")
    # when the job description is compiled from the folder
    status = main(["job-description", str(file.parent), "--for", "Approver", "-o", "-"])
    # then it is printed, the broken file is told of, and the status says that something was missing
    said = capfd.readouterr()
    assert status == 1
    assert "Approver" in said.out
    assert said.err.count("\n") == 1
    assert "broken.bpmn" in said.err


def test_an_unknown_name_in_a_folder_is_a_usage_error(file: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["job-description", str(file.parent), "--for", "Aprover", "-o", "-"]) == 2
    assert "“Approver”" in capfd.readouterr().err
