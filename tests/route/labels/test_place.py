from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect, nearest
from mapper.model.records import Flow, Node
from mapper.route.labels import place as labels
from mapper.route.labels.desk import Desk

PLANE = "plane"


def settled(*records, nodes=(), flows=()):
    diagram = Diagram([Node("process", "process"), Node(PLANE, "plane", ref="process"), *records])
    standing = [(r.id, r.label) for r in records if r.label is not None]
    desk = Desk(diagram, PLANE, standing)
    with diagram.transaction("labels"):
        labels.settle(desk, [diagram.flow(id) for id in flows], [diagram.node(id) for id in nodes])
    return diagram


def task(id, x, y):
    return Node(id, "task", id, "process", plane=PLANE, bounds=Rect(x, y, 100, 80))


def flow(id, source, target, *points, label=None, name="yes"):
    route = tuple(Point(*p) for p in points)
    return Flow(id, "sequenceFlow", source, target, name, "process", plane=PLANE, points=route, label=label)


ONE, TWO = task("a", 0, 0), task("b", 300, 0)


def test_a_label_that_stands_well_stays():
    label = Rect(180, 20, 30, 15)
    diagram = settled(ONE, TWO, flow("f", "a", "b", (100, 40), (300, 40), label=label), flows=["f"])
    assert diagram.flow("f").label == label


def test_a_label_on_its_line_goes_beside_it():
    diagram = settled(ONE, TWO, flow("f", "a", "b", (100, 40), (300, 40), label=Rect(180, 33, 30, 15)), flows=["f"])
    assert diagram.flow("f").label == Rect(185, 22, 30, 15)


def test_a_label_far_from_its_line_comes_to_it():
    diagram = settled(ONE, TWO, flow("f", "a", "b", (100, 40), (300, 40), label=Rect(180, 400, 30, 15)), flows=["f"])
    place = diagram.flow("f").label
    assert nearest(diagram.flow("f").points, place.center)[2] < 20


def test_a_label_keeps_off_other_labels_and_shapes():
    # given a short flow whose usual place another label has
    other = flow("g", "a", "b", (50, 0), (50, -60), (350, -60), (350, 0), label=Rect(170, 18, 60, 18))
    diagram = settled(ONE, TWO, other, flow("f", "a", "b", (100, 40), (300, 40), label=Rect(0, 0, 60, 15)), flows=["f"])
    place = diagram.flow("f").label
    assert not place.meets(other.label)
    assert not place.meets(ONE.bounds)
    assert not place.meets(TWO.bounds)


def test_a_label_without_a_place_gets_one_only_where_the_usual_one_is_not_clear():
    # given a name above its line, where nothing is
    line = flow("f", "a", "b", (100, 40), (300, 40))
    assert settled(ONE, TWO, line, flows=["f"]).flow("f").label is None
    # and one whose usual place a shape has
    shape = Node("d", "dataObjectReference", "", "process", plane=PLANE, bounds=Rect(185, 0, 36, 38))
    place = settled(ONE, TWO, shape, line, flows=["f"]).flow("f").label
    assert place is not None
    assert not place.meets(shape.bounds)
    assert nearest(line.points, place.center)[2] < 20


def test_a_gateway_s_label_leaves_the_line_that_runs_through_it():
    gateway = Node(
        "g", "exclusiveGateway", "ok?", "process", plane=PLANE, bounds=Rect(25, 0, 50, 50), label=Rect(30, 55, 40, 15)
    )
    diagram = settled(gateway, task("b", 0, 200), flow("f", "g", "b", (50, 50), (50, 200), name=""), nodes=["g"])
    place = diagram.node("g").label
    assert place == Rect(30, -20, 40, 15)
