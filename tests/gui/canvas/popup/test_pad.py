"""The context pad under a hand that moves."""

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from pytestqt.qtbot import QtBot
from tests.helpers.canvases import is_at_rest, pass_over
from tests.helpers.hand import Hand

from mapper.edit.verbs import owner
from mapper.gui.canvas import Canvas
from mapper.gui.canvas.picture.camera import qrect
from mapper.gui.canvas.popup.pad import PAD
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.tools.hit import header

PULLED = ("append.task", "append.gateway", "append.event", "append.end", "append.annotation")


def test_the_pad_is_clicked_two_hundred_times_without_a_misfire(canvas: Canvas, diagram: Diagram, hand: Hand) -> None:
    step, before, misfires = "send", diagram.records(), []
    for number in range(200):
        # given a step and its pad, when a button is clicked and the hand then passes over all of them
        canvas.select([step])
        hand.click(canvas.pad.button(PULLED[number % len(PULLED)]))
        canvas.editor.abandon()
        made = len(diagram.records()) - len(before)
        canvas.select([step])
        pass_over(hand, canvas)
        hand.over(canvas.viewport(), QPoint(30, 30))
        # then one thing and its flow are there, nothing hangs on the pointer, and nothing was dropped anywhere
        if not (made == len(diagram.records()) - len(before) == 2 and is_at_rest(canvas)):
            misfires.append((number, made, canvas.tool))
            canvas.mouse.cancel()
        while diagram.undo():
            pass
        assert diagram.records() == before
    assert misfires == []


def test_a_button_shows_what_it_would_make_while_the_pointer_rests_on_it(
    canvas: Canvas, diagram: Diagram, hand: Hand, qtbot: QtBot
) -> None:
    # given a step, when the hand rests on a button of its pad
    before, mark = diagram.records(), diagram.mark
    canvas.select(["send"])
    hand.over(canvas.pad.button("append.gateway"))
    qtbot.waitUntil(lambda: canvas.shown.foreseen is not None)
    # then what it would make is seen where it would stand, and nothing of it is on the map
    seen = canvas.shown.foreseen
    assert seen.ghost.kind == "exclusiveGateway"
    assert diagram.records() == before
    assert diagram.mark is mark
    # when it is clicked, then it stands there
    hand.click(canvas.pad.button("append.gateway"))
    assert diagram.node(canvas.selection[0]).bounds == seen.ghost.bounds
    assert canvas.shown.foreseen is None


def test_a_hand_that_passes_over_or_leaves_shows_nothing(canvas: Canvas, hand: Hand, qtbot: QtBot) -> None:
    canvas.select(["send"])
    pass_over(hand, canvas)
    hand.over(canvas.pad.button("append.annotation"))
    qtbot.waitUntil(lambda: canvas.shown.foreseen is not None)
    hand.over(canvas.viewport(), QPoint(20, 20))
    assert canvas.shown.foreseen is None


def test_what_cannot_be_made_shows_nothing(canvas: Canvas, diagram: Diagram) -> None:
    canvas.select(["send"])
    with diagram.transaction("Undraw"):
        diagram.put(diagram.node("send").but(bounds=None))
    canvas._foresee("task")
    assert canvas.shown.foreseen is None


@pytest.mark.parametrize("id", ["check", "start", "sales", "pool"])
def test_the_pad_stays_where_it_is_while_one_names(canvas: Canvas, type_keys, id: str) -> None:
    canvas.select([id])
    place = canvas.pad.pos()
    canvas.edit_label(id)
    assert canvas.pad.pos() == place
    type_keys("Ab", Qt.Key.Key_Return)
    assert canvas.pad.pos() == place
    assert not canvas.pad.geometry().intersects(canvas.editor.geometry())


def test_a_new_step_has_its_pad_at_one_place_before_and_after_its_name(canvas: Canvas, hand: Hand, type_keys) -> None:
    canvas.select(["send"])
    hand.click(canvas.pad.button("append.gateway"))
    place = canvas.pad.pos()
    type_keys("Ready?", Qt.Key.Key_Return)
    assert canvas.pad.isVisible()
    assert canvas.pad.pos() == place


def test_the_pad_covers_no_head_where_there_is_room(canvas: Canvas) -> None:
    for id in ("start", "check", "send", "sales", "store", "pool"):
        canvas.select([id])
        for box in ("pool", "sales", "store"):
            if box != id:
                head = header(canvas.diagram.node(box))
                shown = canvas.viewportTransform().mapRect(qrect(head))
                assert not shown.intersects(QRectF(canvas.pad.geometry())), (id, box)


def shown_on(canvas: Canvas) -> set[str]:
    return {id for id in PAD if canvas.pad.button(id).isVisible()}


def test_several_things_have_a_pad_of_their_own(canvas: Canvas, diagram: Diagram, hand: Hand) -> None:
    # given two steps of unlike size, not in line
    with diagram.transaction("Shift"):
        diagram.put(diagram.node("send").but(bounds=Rect(420, 60, 140, 60)))
    canvas.select(["check", "send"])
    assert {"align.left", "align.middle", "align.size", "colour.choose", "edit.delete"} <= shown_on(canvas)
    assert not {"append.task", "tool.connect", "space.x"} & shown_on(canvas)
    # when they are lined up and made alike by its buttons
    hand.click(canvas.pad.button("align.size"))
    hand.click(canvas.pad.button("align.middle"))
    # then they are, each by one step, and stay selected
    check, send = diagram.node("check").bounds, diagram.node("send").bounds
    assert (check.w, check.h, check.center.y) == (send.w, send.h, send.center.y)
    assert canvas.selection == ("check", "send")
    canvas.select(["start", "check", "send"])
    assert {"space.x", "space.y"} <= shown_on(canvas)
    box = QRectF(canvas.to_view(Point(82, 40)), canvas.to_view(Point(560, 120)))
    assert not QRectF(canvas.pad.geometry()).intersects(box)


def test_an_owner_is_given_to_all_of_them_by_typing(canvas: Canvas, diagram: Diagram, type_keys) -> None:
    anna = owner.add_party(diagram, "Anna Holm", "person")
    owner.add_party(diagram, "Bo Krogh", "person")
    canvas.select(["check", "send"])
    type_keys("o", "anna", Qt.Key.Key_Return)
    assert {query.owner(diagram, id).id for id in ("check", "send")} == {anna}
    assert diagram.undo_label == "Set owner"


def test_a_new_thing_and_its_name_are_one_step(canvas: Canvas, diagram: Diagram, hand: Hand, type_keys) -> None:
    before = diagram.records()
    canvas.select(["send"])
    hand.click(canvas.pad.button("append.task"))
    type_keys("Pack", Qt.Key.Key_Return)
    assert diagram.node(canvas.selection[0]).name == "Pack"
    assert diagram.undo_label == "Append"
    diagram.undo()
    assert diagram.records() == before
    diagram.redo()
    assert "Pack" in {node.name for node in diagram.nodes()}


def test_a_name_given_later_is_a_step_of_its_own(canvas: Canvas, diagram: Diagram, type_keys) -> None:
    canvas.select(["send"])
    type_keys("a", "Pack", Qt.Key.Key_Return, "e", "Wrap", Qt.Key.Key_Return)
    diagram.undo()
    assert diagram.node(canvas.selection[0]).name == "Pack"


@pytest.mark.parametrize("scale", [0.3, 0.4, 1.0])
def test_naming_leaves_the_zoom_and_the_view_as_they_are(canvas: Canvas, type_keys, scale: float) -> None:
    canvas.zoom_to(scale)
    before = canvas.to_view(Point(0, 0))
    canvas.edit_label("check")
    type_keys("Look", Qt.Key.Key_Return)
    assert canvas.zoom == pytest.approx(scale)
    assert canvas.to_view(Point(0, 0)) == before
    assert canvas.diagram.node("check").name == "Look"
