import pytest
from tests.helpers import maps
from tests.helpers.maps import do

from mapper.edit.verbs import owner
from mapper.model import query
from mapper.model.time import split


def test_parties_have_names_of_their_own():
    diagram = maps.order()
    ann = do(diagram, owner.add_party, "  Ann   Lee ", "person")
    assert (diagram.node(ann).name, diagram.node(ann).details["partyKind"]) == ("Ann Lee", "person")
    for taken in ("ann lee", " "):
        with pytest.raises(ValueError, match=r"there already|needs a name"):
            owner.add_party(diagram, taken)
    do(diagram, owner.rename_party, ann, "Ann L.")
    assert diagram.node(ann).name == "Ann L."


def test_steps_inherit_their_lane_s_owner_until_they_have_one():
    diagram = maps.order()
    ann, bo = owner.add_party(diagram, "Ann"), owner.add_party(diagram, "Bo")
    do(diagram, owner.set_owner, ["sales"], ann)
    do(diagram, owner.set_owner, ["check", "send"], bo)
    owners = {n: query.owner(diagram, n).name for n in ("start", "check", "send")}
    assert owners == {"start": "Ann", "check": "Bo", "send": "Bo"}
    do(diagram, owner.set_owner, ["check"], None)
    assert query.owner(diagram, "check").name == "Ann"


def test_several_parties_do_a_step():
    diagram = maps.order()
    ann, bo = owner.add_party(diagram, "Ann"), owner.add_party(diagram, "Bo")
    do(diagram, owner.set_detail, "check", "responsible", (ann, bo, ann))
    assert diagram.node("check").details["responsible"] == (ann, bo)


def test_a_dropped_party_leaves_no_trace():
    diagram = maps.order()
    ann, bo = owner.add_party(diagram, "Ann"), owner.add_party(diagram, "Bo")
    owner.set_owner(diagram, ["check", "sales"], ann)
    owner.set_detail(diagram, "check", "informed", (ann, bo))
    owner.set_detail(diagram, bo, "reportsTo", ann)
    do(diagram, owner.drop_party, ann)
    assert ann not in diagram
    assert diagram.node("check").details == {"informed": (bo,)}
    assert "reportsTo" not in diagram.node(bo).details


@pytest.mark.parametrize(
    ("id", "key", "value"),
    [
        ("check", "processingTime", "soon"),
        ("check", "processingTime", -1),
        ("check", "cost", float("nan")),
        ("check", "verifiedOn", "yesterday"),
        ("check", "owner", "check"),
        ("check", "responsible", ["nobody"]),
        ("check", "systems", [["one column"]]),
        ("check", "purpose", "a step has none"),
        ("process", "status", "finished"),
        ("process", "nothing", 1),
    ],
)
def test_details_are_held_to_their_type(id, key, value):
    diagram = maps.order()
    with pytest.raises(ValueError, match=r"does not fit|no field"):
        owner.set_detail(diagram, id, key, value)
    assert diagram.undo_label is None


def test_details_are_kept_in_the_form_of_their_type():
    diagram = maps.order()
    for key, value in {
        "processingTime": "12.5", "verifiedOn": "2026-01-31", "systems": [["SAP", "https://sap"], ["", ""]],
        "documentation": "Check it.\nTwice.",
    }.items():  # fmt: skip
        do(diagram, owner.set_detail, "check", key, value)
    assert diagram.node("check").details == {
        "processingTime": 12.5, "verifiedOn": "2026-01-31", "systems": (("SAP", "https://sap"),),
        "documentation": "Check it.\nTwice.",
    }  # fmt: skip
    do(diagram, owner.set_detail, "check", "processingTime", None)
    assert "processingTime" not in diagram.node("check").details


def test_flows_carry_a_description():
    diagram = maps.order()
    do(diagram, owner.set_detail, "f3", "documentation", "when paid")
    assert diagram.flow("f3").details["documentation"] == "when paid"


def test_the_split_must_add_up():
    diagram = maps.order()
    ann = owner.add_party(diagram, "Ann")
    with pytest.raises(ValueError, match="add up"):
        owner.set_split(diagram, ann, 50, 35, 20)
    with pytest.raises(ValueError, match="between"):
        owner.set_split(diagram, ann, 120, 100, 20)
    do(diagram, owner.set_split, ann, 60, 40, 20, weekly=30)
    found = split(diagram.node(ann))
    assert (found.role.percent, found.improvement.weekly, found.documentation.weekly) == (60, 12, 6)


def test_default_shares_are_not_written():
    diagram = maps.order()
    ann = owner.add_party(diagram, "Ann")
    do(diagram, owner.set_split, ann, 50, 35, 15, weekly=37)
    assert dict(diagram.node(ann).details) == {}


@pytest.mark.parametrize(("key", "value"), [("weeklyHours", 0), ("weeklyHours", 200), ("yearlyWeeks", 60)])
def test_figures_that_cannot_be_are_refused_with_a_sentence(key, value):
    diagram = maps.order()
    ann = owner.add_party(diagram, "Ann")
    with pytest.raises(ValueError, match=rf"lies between .* {value} does not"):
        owner.set_detail(diagram, ann, key, value)


def test_tables_that_name_somebody_say_the_new_name():
    diagram = maps.order()
    role = owner.add_party(diagram, "Planner")
    ann = owner.add_party(diagram, "Ann Lee", "person")
    do(diagram, owner.set_detail, role, "heldBy", [("ann  lee", "50", "", "")])
    do(diagram, owner.rename_party, ann, "Ann Holm")
    assert diagram.node(role).details["heldBy"] == (("Ann Holm", "50", "", ""),)
