"""Free places beside something, also where there is none."""

from tests.helpers import maps
from tests.helpers.maps import PLANE, bounds, do

from mapper.edit.verbs import create, move
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.records import Flow, Node


def fenced() -> Diagram:
    """A step with a follower, in a lane that flows leave downwards at every place where another row could begin."""
    diagram = maps.order()
    step = diagram.node("check")
    assert step.bounds is not None
    assert step.lane is not None
    lane = diagram.node(step.lane)
    assert lane.bounds is not None
    with diagram.transaction("given"):
        diagram.put(Node("below", "task", "Below", step.parent, plane=PLANE, bounds=Rect(300, 2000, 100, 80)))
        for i in range(30):
            x = step.bounds.right + 10 + i * 20
            points = (Point(x, lane.bounds.bottom - 5), Point(x, 2000))
            diagram.put(
                Flow(f"fence{i}", "sequenceFlow", "send", "below", parent=step.parent, plane=PLANE, points=points)
            )
    return diagram


def test_room_is_made_where_flows_pass_through_every_row():
    # given a step that is followed already, and no free place in any row
    diagram = fenced()
    # when another is appended
    made = create.append(diagram, "check", "task")
    # then it stands beside, and on nothing
    box = bounds(diagram, made)
    assert box.x >= bounds(diagram, "check").right
    assert not any(n.bounds.meets(box) for n in diagram.nodes() if n.sort.is_flow_node and n.id != made and n.bounds)
    diagram.undo()
    assert made not in diagram


def test_a_second_follower_gets_a_row_of_its_own():
    diagram = maps.order()
    do(diagram, create.append, "check", "task")
    tasks = [n for n in diagram.nodes() if n.kind == "task" and n.bounds]
    assert len({n.bounds.center.y for n in tasks}) > 1


def test_what_is_appended_stays_in_its_pool_though_another_stands_beside():
    # given a step at the far end of its pool, and a closed pool right beside that
    diagram = maps.order()
    move.move_by(diagram, ["send"], 140, 0)
    other = create.pool(diagram, Point(1140, 225), PLANE, closed=True)
    assert bounds(diagram, other).x - bounds(diagram, "pool").right <= 40
    # when a gateway is appended that would come to lie on the other pool
    made = do(diagram, create.append, "send", "exclusiveGateway")
    # then its own pool holds it, and the other one made way
    assert (diagram.node(made).parent, diagram.node(made).lane) == ("process", "sales")
    assert query.flows_at(diagram, made)[0].kind == "sequenceFlow"
    assert bounds(diagram, other).x >= bounds(diagram, "pool").right
