"""Lines, lists and cells as people have them elsewhere, pasted onto a map."""

import pytest
from tests.helpers import maps

from mapper.app.session import text_form
from mapper.edit.verbs import create
from mapper.model import query
from mapper.model.geometry import Point
from mapper.outline.loose import as_outline


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Register order\nCheck stock\n", ["Register order", "Check stock"]),
        ("- Register\n* Check\n+ Send\n", ["Register", "Check", "Send"]),
        ("1. Register\n2) Check\n3.1 Send\n", ["Register", "Check", "Send"]),
        ("- [ ] Register\n- [x] Check\n", ["Register", "Check"]),
        ("Sales: Register\nStore: Pack\n", ["Sales: Register", "Store: Pack"]),
        ("Note: odd\nRegister\n", ['"Note: odd"', "Register"]),
        ("Sales\tRegister\nSales\tAgree\nStore\tPack\n", ["Sales: Register", "Sales: Agree", "Store: Pack"]),
        ("Register\tSales\nAgree\tSales\nPack\tStore\n", ["Sales: Register", "Sales: Agree", "Store: Pack"]),
        ("Trin\tRolle\tEjer\nRegistrér\tSalg\tAnna\n", ["Salg: Registrér @Anna"]),
        ("1\tRegister\n2\tPack\n", ["Register", "Pack"]),
        ("| Lane | Step |\n|---|---|\n| Sales | Register |\n", ["Sales: Register"]),
        ("\n \n", []),
    ],
)
def test_what_people_have_becomes_lines(text: str, rows: list[str]) -> None:
    assert as_outline(text) == rows


def test_cells_become_a_chain_in_their_lanes() -> None:
    # given an empty map, when three rows of a spreadsheet are pasted
    diagram = maps.empty()
    made = text_form.put(diagram, "Sales\tRegister\nSales\tAgree\nStore\tPack\nSales\tBill\n")
    # then they are joined in order, each in its lane, from left to right, and one undo takes all back
    names = [diagram.node(id).name for id in made]
    assert names == ["Register", "Agree", "Pack", "Bill"]
    lanes = [diagram.node(diagram.node(id).lane).name for id in made]
    assert lanes == ["Sales", "Sales", "Store", "Sales"]
    assert [query.outgoing(diagram, id)[0].target for id in made[:-1]] == list(made[1:])
    places = [diagram.node(id).bounds.x for id in made]
    assert places == sorted(places)
    maps.assert_sound(diagram)
    diagram.undo()
    assert not any(node.family == "task" for node in diagram.nodes())


def test_behind_a_selected_step_the_chain_goes_on() -> None:
    diagram = maps.empty()
    pool = create.pool(diagram, Point(500, 300), "plane", "Shop", ["Sales"])
    lane = query.sublanes(diagram, diagram.node(pool).ref)[0]
    first = create.shape(diagram, "task", Point(lane.bounds.x + 80, lane.bounds.center.y), "plane", name="First")
    made = text_form.put(diagram, "- Second\n- Third\n", [first])
    assert [flow.target for flow in query.outgoing(diagram, first)] == [made[0]]
    assert {diagram.node(id).lane for id in made} == {lane.id}


def test_names_that_a_line_could_misread_stay_as_they_are() -> None:
    diagram = maps.empty()
    made = text_form.put(diagram, "- Ask @ home\n- {odd}\n- a / b\n")
    assert [diagram.node(id).name for id in made] == ["Ask @ home", "{odd}", "a / b"]
