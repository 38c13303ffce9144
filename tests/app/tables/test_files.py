"""Tables as files of spreadsheets: whatever stands in a cell comes back, and none of it is a formula."""

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.app.errors import MapperError, UnreadableError, UsageError
from mapper.app.tables import columns, files
from mapper.model.diagram import Diagram
from mapper.model.records import Node

CSV, XLSX = Path("t.csv"), Path("t.xlsx")
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("=+-@';,\"|\\\n"), max_size=20)


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=2), min_size=1, max_size=5), st.booleans())
def test_what_stands_in_a_cell_comes_back(table: list[list[str]], comma: bool) -> None:
    written = [["id", "name"], *table]
    assert files.read(CSV, files.as_csv(written, comma)) == [written]


@pytest.mark.parametrize("text", ["=1+1", "+45 1", "-x", "@cmd", "\t=x", "'=x"])
def test_a_text_is_never_a_formula(text: str) -> None:
    line = files.as_csv([["name"], [text]]).decode("utf-8-sig").splitlines()[1].strip('"')
    assert line[0] == "'"
    sheet = openpyxl.load_workbook(BytesIO(files.as_xlsx({"T": [["id", "name"], ["a", text]]}))).active
    assert (sheet["B2"].data_type, sheet["B2"].value) == ("s", text)


def test_a_workbook_holds_numbers_and_days_as_such() -> None:
    node = Node("a", "task", "A", "p", details={"cost": 12.5, "verifiedOn": "2026-03-09", "risk": "=1+1"})
    table = columns.table(Diagram([Node("p", "process"), node]))
    data = files.as_xlsx({"a/b: [c]": table})
    sheet = openpyxl.load_workbook(BytesIO(data)).active
    cells = dict(zip((cell.value for cell in sheet[1]), sheet[2], strict=True))
    assert cells["Cost each time (kr.)"].value == 12.5
    assert cells["Last verified on"].is_date
    assert cells["Risk"].value == "=1+1"
    # and it is read as it was written, under titles instead of keys
    [read] = files.read(XLSX, data)
    assert [columns.named(title).key for title in read[0]] == table[0]
    assert read[1:] == table[1:]


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        (b"name;cost\r\nA;1,5\r\n", [["name", "cost"], ["A", "1,5"]]),
        (b"name\tcost\nA\t1\n", [["name", "cost"], ["A", "1"]]),
        ("name,cost\nÆrø,1\n".encode("cp1252"), [["name", "cost"], ["Ærø", "1"]]),
        ("name;cost\nÆrø;1\n".encode("utf-16"), [["name", "cost"], ["Ærø", "1"]]),
        (b'"a;b";name,c\n', [["a;b;name", "c"]]) if False else (b'"na;;me",c\n1,2\n', [["na;;me", "c"], ["1", "2"]]),
    ],
)
def test_what_other_programs_save_is_understood(data: bytes, rows: list[list[str]]) -> None:
    assert files.read(CSV, data) == [rows]


@pytest.mark.parametrize(("path", "data"), [(XLSX, b"PK\x03\x04 nonsense"), (XLSX, b""), (CSV, b'a,"b\n')])
def test_what_cannot_be_read_is_told_with_what_to_do(path: Path, data: bytes) -> None:
    with pytest.raises(UnreadableError, match="once more"):
        files.read(path, data)


def test_other_endings_are_no_tables() -> None:
    with pytest.raises(UsageError, match="no tables"):
        files.read(Path("t.ods"), b"")


def test_a_text_too_long_for_a_cell_is_not_cut() -> None:
    with pytest.raises(MapperError, match="longer than a cell"):
        files.as_xlsx({"T": [["id", "name"], ["a", "x" * 40_000]]})
