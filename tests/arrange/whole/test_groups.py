"""Groups are drawn around what they held, once that has its place."""

from tests.helpers import maps
from tests.helpers.flaws import flaws
from tests.helpers.maps import bounds, do

from mapper.arrange import verbs
from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect
from mapper.model.records import Flow, Node


def undrawn(*names: str) -> Diagram:
    """`order` with groups that nobody has drawn."""
    place = Rect(0, 0, 300, 200)
    groups = [Node(name, "group", name, "process", plane=maps.PLANE, bounds=place) for name in names]
    return Diagram([*maps.order().records(), *groups])


def with_group(box: Rect, name: str = "Together") -> Diagram:
    group = Node("group", "group", name, "process", plane=maps.PLANE, bounds=box)
    return Diagram([*maps.order().records(), group])


def test_a_group_goes_around_what_it_held():
    diagram = with_group(Rect(400, 120, 260, 110))
    do(diagram, verbs.everything)
    box = bounds(diagram, "group")
    assert box.holds(bounds(diagram, "choice").union(bounds(diagram, "send")).grown(12))
    assert not box.meets(bounds(diagram, "pick"))


def test_a_group_that_held_nothing_stands_below_the_map_with_its_size():
    diagram = with_group(Rect(300, 420, 120, 90))
    verbs.everything(diagram)
    box = bounds(diagram, "group")
    assert box[2:] == (120, 90)
    assert box.y > bounds(diagram, "pool").bottom


def test_a_group_stands_the_same_when_the_map_is_laid_out_again():
    diagram = with_group(Rect(400, 120, 260, 260))
    verbs.everything(diagram)
    first = diagram.records()
    verbs.everything(diagram)
    assert diagram.records() == first


def test_a_group_inside_another_stays_inside_it():
    outer = Node("outer", "group", "", "process", plane=maps.PLANE, bounds=Rect(240, 110, 440, 130))
    diagram = Diagram([*with_group(Rect(400, 120, 260, 110)).records(), outer])
    verbs.everything(diagram)
    assert bounds(diagram, "outer").holds(bounds(diagram, "group"))
    assert flaws(diagram) == []


def test_an_undrawn_group_goes_around_what_its_category_value_holds():
    diagram = undrawn("group")
    do(diagram, verbs.everything, named={"group": ["choice", "send"]})
    box = bounds(diagram, "group")
    assert box.holds(bounds(diagram, "choice").union(bounds(diagram, "send")).grown(12))
    assert not any(box.meets(bounds(diagram, id)) for id in ("start", "pick"))


def test_a_group_around_named_steps_stands_the_same_when_the_map_is_laid_out_again():
    diagram = undrawn("group")
    verbs.everything(diagram, named={"group": ["choice", "send"]})
    first = diagram.records()
    verbs.everything(diagram)
    assert diagram.records() == first


def test_an_undrawn_group_takes_in_no_stranger_but_goes_around_its_largest_part():
    # given a chain of steps in one row, of which the third does not belong to the group
    order = maps.order()
    row = [maps.step(f"s{n}", 900 + 150 * n, 175, lane="sales") for n in range(5)]
    flows = [maps.flow(f"f{n}", row[n], row[n + 1]) for n in range(4)]
    group = Node("group", "group", "Some", "process", plane=maps.PLANE, bounds=Rect(0, 0, 300, 200))
    diagram = Diagram([*order.records(), *row, *flows, group])
    do(diagram, verbs.everything, named={"group": ["s0", "s2", "s3", "s4"]})
    box = bounds(diagram, "group")
    assert all(box.holds(bounds(diagram, id)) for id in ("s2", "s3", "s4"))
    assert not any(box.meets(bounds(diagram, id)) for id in ("s0", "s1"))


def test_groups_of_one_category_value_have_a_part_each():
    diagram = undrawn("one", "two", "three")
    ids = ["choice", "send", "pick"]
    diagram = Diagram([r for r in diagram.records() if not (isinstance(r, Flow) and "pick" in (r.source, r.target))])
    do(diagram, verbs.everything, named=dict.fromkeys(("one", "two", "three"), ids))
    one, two, three = (bounds(diagram, id) for id in ("one", "two", "three"))
    assert one.holds(bounds(diagram, "send"))
    assert two.holds(bounds(diagram, "pick"))
    assert not one.meets(two)
    assert three.y > bounds(diagram, "pool").bottom


def test_a_group_that_holds_what_another_holds_goes_around_it():
    diagram = undrawn("outer", "inner")
    do(diagram, verbs.everything, named={"outer": ["start", "choice", "send"], "inner": ["choice", "send"]})
    assert bounds(diagram, "outer").holds(bounds(diagram, "inner"))
    assert flaws(diagram) == []


def test_a_group_missing_in_a_drawn_map_goes_around_what_it_is_said_to_hold():
    diagram = undrawn("group")
    before = {r.id: r for r in diagram.records() if r.id != "group"}
    do(diagram, verbs.missing, ["group"], {"group": ["choice", "send"]})
    assert bounds(diagram, "group").holds(bounds(diagram, "choice").union(bounds(diagram, "send")))
    assert {r.id: r for r in diagram.records() if r.id != "group"} == before
