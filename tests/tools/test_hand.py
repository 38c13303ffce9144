"""Dragging the paper."""

from mapper.model.geometry import Point
from mapper.tools.hand import hand as tool
from mapper.tools.pointer import Pointer, ToolContext


def test_it_pans_by_what_the_pointer_went(hand) -> None:
    context: ToolContext = hand.context()
    gesture = tool(context, Pointer(Point(100, 100)))
    next(gesture)

    assert gesture.send(Pointer(Point(130, 90))).pan == Point(30, -10)
