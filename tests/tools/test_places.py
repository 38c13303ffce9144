"""Finding things by place, also after changes."""

from mapper.edit.verbs import delete, move
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.tools.places import Places


def test_a_flow_is_found_at_its_line_and_not_in_its_box(diagram: Diagram) -> None:
    with diagram.transaction("bend"):
        diagram.put(diagram.flow("two").but(points=(Point(270, 80), Point(270, 200), Point(400, 200), Point(400, 120))))
    places = Places(diagram, "plane")

    assert "two" in places.at(Point(300, 200), 2)
    assert "two" not in places.at(Point(335, 140), 2)


def test_it_keeps_up_with_edits_and_undo(hand, diagram: Diagram) -> None:
    move.move_by(diagram, ["send"], 100, 0)
    assert "send" in hand.places.at(Point(590, 80), 0)
    delete.records(diagram, ["send"])
    assert "send" not in hand.places
    diagram.undo()
    diagram.undo()

    fresh = Places(diagram, "plane")
    assert {id: fresh.parts(id) for id in ("send", "two", "pool")} == {
        id: hand.places.parts(id) for id in ("send", "two", "pool")
    }
    assert hand.places.whole() == fresh.whole()


def test_the_whole_shrinks_when_the_rim_goes(hand, diagram: Diagram) -> None:
    delete.records(diagram, ["customer"])

    assert hand.places.whole() == Rect(0, 0, 800, 300)


def test_the_whole_is_right_after_many_edits_and_undos(hand, diagram: Diagram) -> None:
    for dx, dy in ((900, 0), (-400, 500), (-1500, 30), (10, -900)):
        move.move_by(diagram, ["customer"], dx, dy)
        assert hand.places.whole() == Places(diagram, "plane").whole()
    while diagram.undo_label is not None:
        diagram.undo()
        assert hand.places.whole() == Places(diagram, "plane").whole()
