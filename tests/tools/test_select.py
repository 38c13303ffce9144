"""The pointer: click, drag, band, handles."""

import pytest

from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.tools.select import select


def test_a_click_selects_and_changes_nothing(hand, diagram: Diagram) -> None:
    outcome = hand.drag(select, Point(220, 80))

    assert outcome.selection == ("check",)
    assert diagram.undo_label is None


def test_shift_click_adds_and_takes_away(hand) -> None:
    hand.drag(select, Point(220, 80))
    assert hand.drag(select, Point(450, 80), keys=["shift"]).selection == ("check", "send")
    assert hand.drag(select, Point(220, 80), keys=["shift"]).selection == ("send",)


def test_a_click_on_free_paper_clears_the_selection(hand) -> None:
    hand.drag(select, Point(220, 80))

    assert hand.drag(select, Point(600, 230)).selection == ()


def test_a_drag_moves_with_flows_in_one_step(hand, diagram: Diagram) -> None:
    # when
    hand.drag(select, Point(220, 80), Point(260, 120), Point(220, 232))
    # then the step is in the other lane, its flows still meet it, and one undo takes all back
    assert diagram.node("check").lane == "store"
    assert diagram.flow("one").points[-1].y > 150
    diagram.undo()
    assert diagram.node("check").bounds == Rect(170, 40, 100, 80)
    assert diagram.undo_label is None


def test_escape_leaves_the_map_alone(hand, state, diagram: Diagram) -> None:
    before = state()
    hand.give_up(select, Point(220, 80), Point(300, 200))

    assert state() == before
    assert not diagram.in_transaction


def test_a_trembling_click_is_no_drag(hand, diagram: Diagram) -> None:
    hand.drag(select, Point(220, 80), Point(222, 81))

    assert diagram.undo_label is None


def test_a_drag_along_the_row_stays_in_the_row_and_shows_the_line(hand, diagram: Diagram) -> None:
    hand.drag(select, Point(450, 80), Point(500, 84))

    box = diagram.node("send").bounds
    assert box is not None
    assert box.y == 40
    assert any(g.a.y == g.b.y == 80 for g in hand.preview.guides)


def test_shift_keeps_to_one_axis(hand, diagram: Diagram) -> None:
    hand.drag(select, Point(450, 80), Point(550, 110), keys=["shift"])

    box = diagram.node("send").bounds
    assert box is not None
    assert (box.y, box.x > 480) == (40, True)


def test_the_preview_names_the_lane_that_would_take_it(hand) -> None:
    hand.drag(select, Point(450, 80), Point(450, 230))

    assert hand.preview.drop == "store"
    assert not hand.preview.refusal


def test_a_band_takes_what_is_wholly_inside(hand) -> None:
    outcome = hand.drag(select, Point(140, 20), Point(300, 100), Point(520, 140))

    assert outcome.selection == ("check", "send", "two")


@pytest.mark.parametrize(("handle", "to", "box"), [
    (Point(504, 124), Point(534, 144), Rect(400, 40, 130, 100)),
    (Point(396, 80), Point(376, 80), Rect(380, 40, 120, 80)),
])  # fmt: skip
def test_a_handle_resizes(hand, diagram: Diagram, handle: Point, to: Point, box: Rect) -> None:
    hand.drag(select, Point(450, 80))
    hand.drag(select, handle, to)

    assert diagram.node("send").bounds == box


def test_a_lane_changes_places_when_dragged_by_its_header(hand, diagram: Diagram) -> None:
    hand.drag(select, Point(45, 75), Point(45, 150), Point(45, 270))

    sales, store = diagram.node("sales").bounds, diagram.node("store").bounds
    assert sales is not None
    assert store is not None
    assert store.y < sales.y
    assert diagram.node("check").lane == "sales"


def test_a_drag_with_alt_puts_a_copy_there_and_leaves_the_original(hand, diagram: Diagram) -> None:
    # when a step is dragged to the other lane with Alt held
    outcome = hand.drag(select, Point(220, 80), Point(230, 120), Point(220, 230), keys=["alt"])
    # then a copy is selected that stands there, in that lane, in one step; the original is as it was
    (copy,) = outcome.selection
    assert copy != "check"
    assert diagram.node(copy).name == "check"
    assert diagram.node(copy).lane == "store"
    assert diagram.node(copy).bounds == diagram.node("check").bounds.moved(0, 150)
    assert diagram.node("check").bounds == Rect(170, 40, 100, 80)
    assert diagram.flow("one").target == "check"
    assert len(diagram.steps(back=True)) == 1


def test_escape_in_a_drag_with_alt_makes_nothing(hand, state, diagram: Diagram) -> None:
    before = state()
    gesture = select(hand.context(), hand.at(Point(220, 80), ["alt"]))
    next(gesture)
    preview = gesture.send(hand.at(Point(260, 200), ["alt"]))
    assert "check" in preview.moving
    assert not preview.stale
    gesture.close()
    assert state() == before
