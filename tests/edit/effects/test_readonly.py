"""Choreographies and conversations are shown and not edited, whichever verb tries."""

from collections.abc import Callable

import pytest
from tests.helpers import shown

from mapper.edit.effects import readonly
from mapper.edit.verbs import align, colour, connect, create, delete, label, move, owner, resize, space
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.records import Node

Verb = Callable[[Diagram], object]

REFUSED: dict[str, Verb] = {
    "move": lambda d: move.move_by(d, ["c_task"], 10, 0),
    "move an event": lambda d: move.move_by(d, ["c_start"], 0, 10),
    "resize": lambda d: resize.resize_to(d, "c_task", Rect(200, 90, 200, 150)),
    "rename": lambda d: label.rename(d, "c_task", "Other"),
    "rename a band": lambda d: label.rename(d, "buyer", "Other"),
    "delete": lambda d: delete.records(d, ["c_task"], heal=True),
    "bend": lambda d: connect.bend(d, "c_f", [Point(136, 150), Point(160, 90), Point(200, 150)]),
    "append": lambda d: create.append(d, "c_start", "task"),
    "put something there": lambda d: create.shape(d, "task", Point(500, 150), "plane"),
    "make space": lambda d: space.make(d, "plane", "x", 150, 40),
    "line up": lambda d: align.align_to(d, ["c_start", "c_task"], "top"),
    "give an owner": lambda d: owner.set_owner(d, ["c_start"], owner.add_party(d, "Anna Holm")),
    "paint": lambda d: colour.paint(d, ["c_task", "c_f"], "#bbdefb", "#0d4372"),
    "move a conversation": lambda d: move.move_by(d, ["k_c"], 10, 0),
    "rename a conversation": lambda d: label.rename(d, "k_c", "Other"),
    "delete a conversation": lambda d: delete.records(d, ["k_c"]),
    "delete a link": lambda d: delete.records(d, ["k_l"]),
    "move a pool among conversations": lambda d: move.move_by(d, ["k_a"], 10, 0),
}


@pytest.mark.parametrize("name", REFUSED)
def test_no_verb_changes_what_is_only_shown(name: str) -> None:
    # given
    diagram = shown.guarded()
    before, mark = diagram.records(), diagram.mark
    # when
    with pytest.raises(readonly.ReadOnly, match="shown, not edited"):
        REFUSED[name](diagram)
    # then nothing of it is left, save a party that was added by a step of its own
    assert tuple(r for r in diagram.records() if r.family != "party") == before
    assert name == "give an owner" or diagram.mark is mark


def test_a_process_in_the_same_file_is_edited() -> None:
    diagram = shown.guarded()
    id = create.append(diagram, "p_task", "task")
    move.move_by(diagram, ["p_task"], 10, 0)
    label.rename(diagram, "p_task", "Other")
    delete.records(diagram, [id])
    assert all(readonly.why(diagram, id) is None for id in ("P", "p_start", "p_task", "p_f", "plain"))
    assert readonly.first(diagram, "plain", ["p_task", "p_f"]) is None


def test_the_reason_says_what_it_is() -> None:
    diagram = shown.guarded()
    for id in ("C", "c_start", "c_task", "c_f", "buyer", "seller"):
        assert readonly.why(diagram, id) is readonly.OF_CHOREOGRAPHY
    for id in ("k_a", "k_c", "k_l"):
        assert readonly.why(diagram, id) is readonly.OF_CONVERSATION
    assert readonly.why_plane(diagram, "plane") is readonly.OF_CHOREOGRAPHY
    assert readonly.why_plane(diagram, "talks") is readonly.OF_CONVERSATION
    assert readonly.why_plane(diagram, "plain") is None
    assert readonly.first(diagram, "talks", ()) is readonly.OF_CONVERSATION


def test_beside_an_open_pool_only_the_conversation_is_at_rest_and_its_links_follow() -> None:
    # given conversations on a diagram whose first pool shows its process
    diagram = shown.guarded()
    task = Node("inside", "task", parent="P", plane="talks", bounds=Rect(150, 105, 50, 50))
    with diagram.transaction("open the pool"):
        diagram.put(diagram.node("p_task").but(plane=None, bounds=None))
        diagram.drop("p_f")
        diagram.drop("p_start")
    open_pool = Diagram([r.but(ref="P") if r.id == "k_a" else r for r in (*diagram.records(), task)])  # type: ignore[call-arg]
    open_pool.guard(readonly.check)
    # then the pool may move, and its link goes with it; the conversation stays
    way = open_pool.flow("k_l").points
    move.move_by(open_pool, ["k_a"], 0, -20)
    assert open_pool.flow("k_l").points != way
    with pytest.raises(readonly.ReadOnly):
        move.move_by(open_pool, ["k_c"], 10, 0)


def test_undo_and_redo_are_not_asked() -> None:
    diagram = shown.guarded()
    label.rename(diagram, "p_task", "Other")
    with pytest.raises(readonly.ReadOnly):
        label.rename(diagram, "c_task", "Other")
    assert diagram.undo()
    assert diagram.redo()
    assert diagram.node("p_task").name == "Other"
