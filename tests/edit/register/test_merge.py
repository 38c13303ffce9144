"""Two entries of the register made one: named wherever the other was, nothing said of either lost."""

import pytest

from mapper.analysis.uses import alike, uses
from mapper.edit.register import merge
from mapper.edit.verbs import owner
from mapper.model.diagram import Diagram
from mapper.model.records import Node

FUNCTIONS = (("feedback", "", "Ana Holm", ""),)


@pytest.fixture
def diagram() -> Diagram:
    return Diagram([
        Node("p", "process", "Pay", details={"owner": "b", "editors": ("b", "a"), "functions": FUNCTIONS}),
        Node("s", "task", "Check", "p", details={"responsible": ("b",), "consulted": ("a", "b")}),
        Node("a", "party", "Anna Holm", details={"partyKind": "person", "title": "Clerk", "reportsTo": "b"}),
        Node("b", "party", "Ana Holm", details={"partyKind": "person", "title": "Head", "phone": "12"}),
        Node("r", "party", "Clerk", details={"heldBy": (("Ana Holm", "50", "", ""),)}),
    ])  # fmt: skip


def test_where_somebody_is_named_is_found_by_id_and_by_name(diagram: Diagram) -> None:
    found = [(use.record.id, use.field.key) for use in uses(diagram, diagram.node("b"))]
    assert sorted(found) == [("a", "reportsTo"), ("p", "editors"), ("p", "functions"), ("p", "owner"), ("r", "heldBy"),
                             ("s", "consulted"), ("s", "responsible")]  # fmt: skip


def test_merging_leaves_one_who_stands_wherever_either_did(diagram: Diagram) -> None:
    before = diagram.records()
    merge.parties(diagram, "a", "b")
    # then nobody names the other, once each
    assert "b" not in diagram
    assert diagram.node("p").details["owner"] == "a"
    assert diagram.node("p").details["editors"] == ("a",)
    assert diagram.node("s").details["consulted"] == ("a",)
    assert diagram.node("p").details["functions"] == (("feedback", "", "Anna Holm", ""),)
    assert diagram.node("r").details["heldBy"] == (("Anna Holm", "50", "", ""),)
    # and what only the other said is kept; nobody reports to himself
    assert diagram.node("a").details == {"partyKind": "person", "title": "Clerk", "phone": "12"}
    # one undo takes all of it back
    diagram.undo()
    assert diagram.records() == before


def test_only_two_different_parties_can_be_merged(diagram: Diagram) -> None:
    for other in ("a", "p", "nobody"):
        with pytest.raises(ValueError, match="Two different"):
            merge.parties(diagram, "a", other)


def test_renaming_goes_everywhere(diagram: Diagram) -> None:
    owner.rename_party(diagram, "b", "Bente Lund")
    assert diagram.node("p").details["functions"][0][2] == "Bente Lund"
    assert diagram.node("r").details["heldBy"][0][0] == "Bente Lund"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Anna Holm", "anna  holm", True),
        ("Anna Holm", "AnnaHolm", True),
        ("Anna Holm", "Anna Holme", True),
        ("Øster", "Oster", True),
        ("Team 1", "Team 2", False),
        ("HR", "IT", False),
        ("Anna Holm", "Hanna Holme", False),
        ("", "", False),
    ],
)
def test_which_names_may_be_the_same(one: str, other: str, same: bool) -> None:
    assert bool(alike([Node("a", "party", one), Node("b", "party", other)])) is same
