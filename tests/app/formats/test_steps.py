"""The table of steps as it goes into a file."""

import csv
from io import StringIO

import pytest

from mapper.app.formats import steps
from mapper.model.details import CHOICE, DATE, DETAILS, NUMBER, PARTY_ID, PARTY_IDS, ROWS
from mapper.model.diagram import Diagram
from mapper.model.kinds import TASK
from mapper.model.records import Node


def table(*nodes: Node) -> list[dict[str, str]]:
    data = steps.as_csv(Diagram([Node("p", "process"), Node("ann", "party", "Ann Lee"), *nodes]))
    return list(csv.DictReader(StringIO(data.decode("utf-8-sig"))))


@pytest.mark.parametrize("key", [row.key for row in DETAILS.values() if TASK in row.families])
def test_every_field_of_a_step_has_a_column(key: str) -> None:
    row = DETAILS[key]
    value, told = {
        NUMBER: (12.5, "12.5"),
        CHOICE: (row.choices[0][0] if row.choices else "", row.choices[0][0] if row.choices else ""),
        DATE: ("2026-03-09", "2026-03-09"),
        PARTY_ID: ("ann", "Ann Lee"),
        PARTY_IDS: (("ann",), "Ann Lee"),
        ROWS: ((tuple(name for name, _label in row.columns),), " ".join(name for name, _label in row.columns)),
    }.get(row.type, ("said", "said"))
    assert table(Node("a", "task", "A", "p", details={key: value}))[0][key] == told


def test_steps_come_in_the_order_of_their_numbers() -> None:
    rows = table(Node("s", "subProcess", "S", "p"), Node("x", "task", "X", "s"), Node("b", "task", "B", "p"))
    assert [(row["number"], row["id"]) for row in rows] == [("1", "s"), ("1.1", "x"), ("2", "b")]


@pytest.mark.parametrize("text", ["=1+1", "+45 1", "-x", "@cmd"])
def test_a_text_is_never_a_formula(text: str) -> None:
    assert table(Node("a", "task", text, "p"))[0]["name"] == f"'{text}"
