"""Processes, parties, data and flows as tables, there and back."""

from pathlib import Path

import pytest

from mapper import bpmn
from mapper.app.tables import change, files, registers
from mapper.model.diagram import Diagram
from mapper.resources import example

SAMPLES = sorted(example("en").glob("*.bpmn"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_workbook_of_everything_comes_back_and_changes_nothing(sample: Path) -> None:
    diagram = Diagram(bpmn.read(sample.read_bytes()).records)
    before = diagram.records()
    sheets = files.read(Path("t.xlsx"), files.as_xlsx(registers.tables(diagram)))
    assert len(sheets) >= 3
    assert change.fill_all(diagram, sheets) == change.Done()
    assert diagram.records() == before


@pytest.mark.parametrize("name", registers.TABLES)
def test_each_table_comes_back_as_csv_with_a_decimal_comma(name: str) -> None:
    diagram = Diagram(bpmn.read(SAMPLES[0].read_bytes()).records)
    table = registers.table(diagram, name, mark=",")
    [read] = files.read(Path("t.csv"), files.as_csv(table, decimal_comma=True))
    assert read == table
    assert change.fill(diagram, read) == change.Done()


def test_what_is_edited_in_a_register_comes_onto_the_map_in_one_step() -> None:
    diagram = Diagram(bpmn.read(SAMPLES[0].read_bytes()).records)
    before = diagram.records()
    parties, processes = registers.table(diagram, "parties"), registers.table(diagram, "processes")
    parties[1][1], parties[1][parties[0].index("weeklyHours")] = "Somebody Else", "30"
    processes[1][processes[0].index("kpis")] = "Time | hours | 4"
    done = change.fill_all(diagram, [parties, processes])
    assert (done.changed, done.refused) == (3, [])
    assert diagram.node(parties[1][0]).name == "Somebody Else"
    assert diagram.node(parties[1][0]).details["weeklyHours"] == 30.0
    assert diagram.node(processes[1][0]).details["kpis"][0][:3] == ("Time", "hours", "4")
    diagram.undo()
    assert diagram.records() == before
