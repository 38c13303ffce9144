"""The table of steps: a column for each field, a row for each step."""

import pytest

from mapper.app.tables import columns
from mapper.model.details import CHOICE, DATE, DETAILS, NUMBER, PARTY_ID, PARTY_IDS, ROWS
from mapper.model.diagram import Diagram
from mapper.model.kinds import TASK
from mapper.model.records import Node
from mapper.text import use

FIELDS = [row.key for row in DETAILS.values() if TASK in row.families]


def table(*nodes: Node, mark: str = ".") -> list[dict[str, str]]:
    diagram = Diagram([Node("p", "process"), Node("ann", "party", "Ann Lee"), Node("bo", "party", "Bo"), *nodes])
    head, *rows = columns.table(diagram, mark=mark)
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.mark.parametrize("key", FIELDS)
def test_every_field_of_a_step_has_a_column(key: str) -> None:
    row = DETAILS[key]
    first = row.choices[0][0] if row.choices else ""
    line = tuple(name for name, _label in row.columns)
    value, told = {
        NUMBER: (12.5, "12.5"),
        CHOICE: (first, first),
        DATE: ("2026-03-09", "2026-03-09"),
        PARTY_ID: ("ann", "Ann Lee"),
        PARTY_IDS: (("ann", "bo"), "Ann Lee; Bo"),
        ROWS: ((line, line), "\n".join([" | ".join(line)] * 2)),
    }.get(row.type, ("said", "said"))
    assert table(Node("a", "task", "A", "p", details={key: value}))[0][key] == told


def test_steps_come_in_the_order_of_their_numbers() -> None:
    rows = table(Node("s", "subProcess", "S", "p"), Node("x", "task", "X", "s"), Node("b", "task", "B", "p"))
    assert [(row["number"], row["id"]) for row in rows] == [("1", "s"), ("1.1", "x"), ("2", "b")]


def test_a_number_keeps_all_of_its_decimals() -> None:
    rows = table(Node("a", "task", "A", "p", details={"cost": 1234567.89, "frequency": 0.1}), mark=",")
    assert (rows[0]["cost"], rows[0]["frequency"]) == ("1234567,89", "0,1")


@pytest.mark.parametrize("language", ["en", "da"])
def test_a_column_is_known_by_key_and_by_its_title(language: str) -> None:
    use(language)
    try:
        for column in columns.COLUMNS:
            assert columns.named(column.key) is column
            assert columns.named(column.title) is column
    finally:
        use("en")
    assert columns.named("Colour of the sky") is None
