"""Making room."""

from mapper.model.diagram import Diagram
from mapper.model.geometry import Point
from mapper.tools.space import space


def test_what_lies_beyond_moves_and_the_pool_grows(hand, diagram: Diagram) -> None:
    hand.drag(space, Point(330, 200), Point(380, 205), Point(481, 210))

    check, send, pool = (diagram.node(id).bounds for id in ("check", "send", "pool"))
    assert check is not None
    assert send is not None
    assert pool is not None
    assert (check.x, send.x, pool.w) == (170, 550, 950)
    assert hand.preview.moving == ("send",)
