"""From a map to a spreadsheet and back by the command line."""

import csv
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest

from mapper.__main__ import main

Reference = Callable[[str], Path]


@pytest.mark.parametrize("name", ["steps.csv", "steps.xlsx"])
def test_there_and_back_not_a_byte_is_different(reference: Reference, tmp_path: Path, name: str) -> None:
    table, out = tmp_path / name, tmp_path / "out.bpmn"
    assert main(["convert", str(reference("invoice")), str(table)]) == 0
    assert main(["fill", str(reference("invoice")), str(table), "-o", str(out)]) == 0
    assert out.read_bytes() == reference("invoice").read_bytes()


def test_what_was_edited_in_a_danish_spreadsheet_comes_into_the_map(
    reference: Reference, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # given the table with semicolons
    table, out = tmp_path / "trin.csv", tmp_path / "out.bpmn"
    assert main(["convert", "--decimal-comma", str(reference("invoice")), str(table)]) == 0
    rows = list(csv.DictReader(StringIO(table.read_bytes().decode("utf-8-sig")), delimiter=";"))
    # when a cost is filled in with a decimal comma, and nonsense somewhere else
    rows[0]["cost"], rows[1]["cost"] = "12,5", "much"
    held = StringIO()
    writer = csv.DictWriter(held, list(rows[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    table.write_text(held.getvalue(), encoding="utf-8")
    capsys.readouterr()
    status = main(["fill", str(reference("invoice")), str(table), "-o", str(out), "--json"])
    # then the one is in the map, the other told, and the status says that something was left
    told = json.loads(capsys.readouterr().out)
    assert (status, told["changed"], len(told["refused"])) == (1, 1, 1)
    assert 'cost="12.5"' in out.read_text(encoding="utf-8") or "<mapper:cost>12.5" in out.read_text(encoding="utf-8")
