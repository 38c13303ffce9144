"""The context pad under a hand that moves."""

from PySide6.QtCore import QPoint
from tests.helpers.canvases import is_at_rest, pass_over
from tests.helpers.hand import Hand

from mapper.gui.canvas import Canvas
from mapper.model.diagram import Diagram

PULLED = ("append.task", "append.gateway", "append.event", "append.end", "append.annotation")


def test_the_pad_is_clicked_two_hundred_times_without_a_misfire(
    canvas: Canvas, diagram: Diagram, hand: Hand
) -> None:
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
