"""Which roles a party has, and what it holds in each."""

import pytest

from mapper.analysis.mandates import (
    UnknownParty,
    functional_manager,
    mandate,
    owner_source,
    takes_part,
    top_management,
)
from mapper.model.diagram import Diagram
from mapper.model.records import Flow, Node


def task(id: str, lane: str, parent: str = "process", **details: object) -> Node:
    return Node(id, "task", id, parent, lane, details=details)


@pytest.fixture
def diagram() -> Diagram:
    """Ann owns the process, Bo a lane, Cleo a step, Dan manages, Eve engineered; Finn performs and Gro is informed."""
    people = {"ann": {"reportsTo": "top"}, "bo": {"reportsTo": "ann"}, "cleo": {}, "dan": {}, "eve": {}, "top": {}}
    more = {"finn": {"functionalManager": "bo", "reportsTo": "ann"}, "gro": {}}
    leads = {"owner": "ann", "manager": "dan", "engineer": "eve"}
    return Diagram(
        [
            *(Node(id, "party", id.title(), details=d) for id, d in {**people, **more}.items()),
            Node("process", "process", "Orders", details=leads),
            Node("pool", "participant", ref="process"),
            Node("sales", "lane", "Sales", "process"),
            Node("store", "lane", "Store", "process", details={"owner": "bo"}),
            task("take", "sales", responsible=("finn",), informed=("gro",)),
            task("check", "sales", owner="cleo", consulted=("bo",)),
            Node("sub", "subProcess", "sub", "process", "store"),
            Node("inner", "subProcess", "inner", "sub", details={"owner": "cleo"}),
            task("pack", "", "inner").but(lane=None),
            Flow("f1", "sequenceFlow", "take", "check"),
            Flow("f2", "sequenceFlow", "check", "sub"),
        ]
    )


def roles(diagram: Diagram, party: str) -> tuple[str, ...]:
    return mandate(diagram, party).roles


def held(diagram: Diagram, party: str) -> dict[str, str]:
    return {h.role: " ".join(f"{s.number}{s.node.id}" for s in h.steps()) for h in mandate(diagram, party).holdings}


@pytest.mark.parametrize(
    ("party", "found"),
    [
        ("ann", {"owner": "1take 2check 3sub 3.1inner 3.1.1pack"}),
        ("bo", {"part": "3sub"}),
        ("cleo", {"part": "2check 3.1inner 3.1.1pack"}),
        ("dan", {"manager": "1take 2check 3sub 3.1inner 3.1.1pack"}),
        ("eve", {"engineer": "1take 2check 3sub 3.1inner 3.1.1pack"}),
        ("finn", {"performer": "1take"}),
        ("gro", {"performer": "1take"}),
        ("top", {"performer": ""}),
    ],
)
def test_each_party_holds_what_the_map_says(diagram: Diagram, party: str, found: dict[str, str]) -> None:
    assert held(diagram, party) == found


def test_several_roles_are_several_holdings(diagram: Diagram) -> None:
    with diagram.transaction("given"):
        diagram.put(diagram.node("process").with_detail("manager", "bo"))
        diagram.put(diagram.node("take").with_detail("responsible", ("bo",)))
    assert roles(diagram, "bo") == ("part", "manager", "performer")


def test_who_is_only_told_of_steps_and_has_another_role_is_no_performer(diagram: Diagram) -> None:
    assert roles(diagram, "bo") == ("part",)
    assert [s.part for s in takes_part(diagram, diagram.node("bo")).steps()] == ["consulted"]


def test_the_pool_names_the_owner_of_the_whole_as_well(diagram: Diagram) -> None:
    with diagram.transaction("given"):
        diagram.put(diagram.node("process").with_detail("owner", None))
        diagram.put(diagram.node("pool").with_detail("owner", "bo"))
    assert roles(diagram, "bo") == ("owner",)


def test_where_the_owner_of_a_step_is_named(diagram: Diagram) -> None:
    sources = {id: owner_source(diagram, diagram.node(id)) for id in ("take", "check", "sub", "inner", "pack")}
    assert sources == {"take": "process", "check": "step", "sub": "lane", "inner": "step", "pack": "subprocess"}


def test_nested_sub_processes_pass_the_owner_on(diagram: Diagram) -> None:
    with diagram.transaction("given"):
        diagram.put(diagram.node("inner").with_detail("owner", None))
        diagram.put(diagram.node("sub").with_detail("owner", "finn"))
    assert owner_source(diagram, diagram.node("pack")) == "subprocess"


def test_superiors(diagram: Diagram) -> None:
    bo, finn = diagram.node("bo"), diagram.node("finn")
    assert (top_management(diagram, bo), functional_manager(diagram, finn)) == (diagram.node("top"), bo)
    with diagram.transaction("given a ring"):
        diagram.put(diagram.node("ann").with_detail("reportsTo", "bo"))
    assert top_management(diagram, bo) == diagram.node("ann")


def test_who_is_no_party_is_refused(diagram: Diagram) -> None:
    with pytest.raises(UnknownParty, match="take"):
        mandate(diagram, "take")
