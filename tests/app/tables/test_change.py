"""What cells say is done to the map, in one step of undo; what makes no sense is left and told."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mapper import bpmn
from mapper.app.tables import change, columns, files
from mapper.app.tables.columns import BY_KEY
from mapper.edit.verbs import owner
from mapper.model import query
from mapper.model.details import CHOICE, DATE, NUMBER, PARTY_ID, PARTY_IDS, ROWS, Detail
from mapper.model.diagram import Diagram
from mapper.model.kinds import ACTIVITIES

Reference = Callable[[str], Path]


@pytest.fixture
def diagram(reference: Reference) -> Diagram:
    return Diagram(bpmn.read(reference("invoice").read_bytes()).records)


@pytest.fixture
def steps(diagram: Diagram) -> list[str]:
    return [row[0] for row in columns.table(diagram)[1:]]


def sample(row: Detail) -> str:
    """A text that fits a field, as a person writes it."""
    return {
        NUMBER: "12,5", DATE: "9.3.2026", CHOICE: row.choices[-1][1] if row.choices else "", PARTY_ID: "Ann Lee",
        PARTY_IDS: "Ann Lee, Bo Vig", ROWS: "ERP | https://erp.example.com\nCRM",
    }.get(row.type, "said")  # fmt: skip


@pytest.mark.parametrize("key", [column.key for column in columns.COLUMNS if column.detail])
def test_what_is_typed_into_a_cell_stands_there_and_one_undo_takes_it_back(
    diagram: Diagram, steps: list[str], key: str
) -> None:
    before, column = diagram.records(), BY_KEY[key]
    # when somebody types what fits
    assert change.put(diagram, steps[0], column, sample(column.detail))
    # then the cell says it, so that typing the same again changes nothing
    told = columns.text(diagram, diagram.node(steps[0]), column, "")
    assert told
    assert not change.put(diagram, steps[0], column, told)
    # and one undo takes it back, with those who were new
    diagram.undo()
    assert diagram.records() == before


def test_a_table_without_changes_changes_nothing(diagram: Diagram, steps: list[str]) -> None:
    # given an owner that steps inherit
    anna = owner.add_party(diagram, "Anna Holm", "person")
    owner.set_owner(diagram, [diagram.node(steps[0]).lane], anna)
    before = diagram.records()
    # when the table is filled in as it was written, in each of the ways
    for mark in ".,":
        assert change.fill(diagram, columns.table(diagram, mark=mark)) == change.Done()
    [table] = files.read(Path("t.xlsx"), files.as_xlsx({"T": columns.table(diagram)}))
    assert change.fill(diagram, table) == change.Done()
    # then the owner is still inherited
    assert diagram.records() == before
    assert query.own_owner(diagram, steps[0]) is None


def test_one_cell_fills_many_and_one_undo_takes_all_back(diagram: Diagram, steps: list[str]) -> None:
    before = diagram.records()
    done = change.put_value(diagram, steps[:3], BY_KEY["waitingTime"], "1.200,5")
    assert done.changed == 3
    assert {diagram.node(id).details["waitingTime"] for id in steps[:3]} == {1200.5}
    diagram.undo()
    assert diagram.records() == before


def test_what_makes_no_sense_is_left_and_told(diagram: Diagram, steps: list[str]) -> None:
    under = [BY_KEY["cost"], BY_KEY["verifiedOn"], BY_KEY["automation"]]
    done = change.put_block(diagram, steps[:2], under, [["12", "soon", "fully"], ["-1", "2026-02-30", "perhaps"]])
    assert done.changed == 2
    assert len(done.refused) == 4
    assert diagram.node(steps[0]).details == {"cost": 12.0, "automation": "all"}


def test_rows_below_the_last_step_are_new_steps_in_their_lanes(diagram: Diagram, steps: list[str]) -> None:
    lanes = [node for node in diagram.nodes() if node.family == "lane" and node.name]
    head = ["name", "lane", "cost"]
    done = change.fill(diagram, [head, ["Pack", lanes[0].name, "5"], ["Send", lanes[0].name, ""], ["X", "Nowhere", ""]])
    # then there are two more, one after the other, each in its lane, and the third is told
    assert [diagram.node(id).name for id in done.added] == ["Pack", "Send"]
    assert {diagram.node(id).lane for id in done.added} == {lanes[0].id}
    assert diagram.node(done.added[0]).details == {"cost": 5.0}
    assert [diagram.node(id).bounds is not None for id in done.added] == [True, True]
    assert [flow.target for flow in query.outgoing(diagram, done.added[0])][:1] == [done.added[1]]
    assert done.refused == ["row 4: the map has no lane called “Nowhere”"]
    diagram.undo()
    assert [node.id for node in diagram.nodes() if node.family in ACTIVITIES and node.id in done.added] == []


def test_a_row_whose_step_is_gone_is_told(diagram: Diagram) -> None:
    assert change.fill(diagram, [["id", "name"], ["nobody", "x"]]).refused == [
        "row 2: the map has nothing with the id “nobody”"
    ]


def test_another_table_is_refused(diagram: Diagram) -> None:
    with pytest.raises(ValueError, match="first row names no columns"):
        change.fill(diagram, [["colour", "price"], ["red", "1"]])
