"""`mapper info` from the command line."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from mapper.__main__ import main


def test_json_is_what_the_application_says(file: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["info", str(file), "--json"]) == 0
    found = json.loads(capfd.readouterr().out)
    assert found["format"] == 1
    assert {party["name"] for party in found["parties"]} == {"Accountant", "Approver", "Team Assistant"}


def test_people_get_a_summary_in_their_language(file: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["info", str(file)]) == 0
    assert "User task" in (english := capfd.readouterr().out)
    assert "Approver" in english
    assert main(["info", str(file), "--lang", "da"]) == 0
    assert "Brugeropgave" in capfd.readouterr().out


def test_quiet_is_quiet(file: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["info", str(file), "--quiet"]) == 0
    assert capfd.readouterr() == ("", "")


def test_the_json_is_utf8_whatever_the_terminal_says(file: Path) -> None:
    # given a terminal in an encoding that lacks most letters
    file.write_bytes(file.read_bytes().replace(b'name="Approver"', 'name="Søren 審査"'.encode()))
    command = [sys.executable, "-m", "mapper", "info", str(file), "--json"]
    done = subprocess.run(command, capture_output=True, check=True, env={"PYTHONIOENCODING": "ascii", "LANG": "C"})
    # then programs read the names all the same
    assert "Søren 審査" in {party["name"] for party in json.loads(done.stdout.decode())["parties"]}


def test_a_reader_that_stops_early_is_no_error(file: Path) -> None:
    command = f"'{sys.executable}' -m mapper info '{file}' --json | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, check=False, text=True)
    assert (done.stdout, done.stderr) == ("{\n", "")
