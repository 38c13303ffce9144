"""Groups are drawn around what they held, once that has its place."""

import maps
from flaws import flaws, size_of
from maps import bounds, do

from mapper.edit.arrange import verbs
from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect
from mapper.model.records import Node


def with_group(box: Rect, name: str = "Together") -> Diagram:
    group = Node("group", "group", name, "process", plane=maps.PLANE, bounds=box)
    return Diagram([*maps.order().records(), group])


def test_a_group_goes_around_what_it_held():
    diagram = with_group(Rect(400, 120, 260, 110))
    do(diagram, verbs.everything, size_of)
    box = bounds(diagram, "group")
    assert box.holds(bounds(diagram, "choice").union(bounds(diagram, "send")).grown(12))
    assert not box.meets(bounds(diagram, "pick"))


def test_a_group_that_held_nothing_stands_below_the_map_with_its_size():
    diagram = with_group(Rect(300, 420, 120, 90))
    verbs.everything(diagram, size_of)
    box = bounds(diagram, "group")
    assert box[2:] == (120, 90)
    assert box.y > bounds(diagram, "pool").bottom


def test_a_group_stands_the_same_when_the_map_is_laid_out_again():
    diagram = with_group(Rect(400, 120, 260, 260))
    verbs.everything(diagram, size_of)
    first = diagram.records()
    verbs.everything(diagram, size_of)
    assert diagram.records() == first


def test_a_group_inside_another_stays_inside_it():
    outer = Node("outer", "group", "", "process", plane=maps.PLANE, bounds=Rect(240, 110, 440, 130))
    diagram = Diagram([*with_group(Rect(400, 120, 260, 110)).records(), outer])
    verbs.everything(diagram, size_of)
    assert bounds(diagram, "outer").holds(bounds(diagram, "group"))
    assert flaws(diagram) == []
