"""Phases of a pool: they fill it side by side whatever is done to it, and are groups in the file."""

import pytest
from lxml import etree
from tests.helpers import maps
from tests.helpers.maps import PLANE

from mapper import bpmn
from mapper.edit.effects import rules
from mapper.edit.effects.grow import phases
from mapper.edit.structure import closing, lanes
from mapper.edit.structure import phases as verbs
from mapper.edit.verbs import create, delete, move, resize, space
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect


def fills(diagram: Diagram, pool: str) -> list[str]:
    """The names of the phases, after it was seen that they fill the pool."""
    box = diagram.node(pool).bounds
    found = phases(diagram, diagram.node(pool))
    edges = [box.x + 30, *(node.bounds.right for node in found)]
    assert [node.bounds.x for node in found] == pytest.approx(edges[:-1])
    assert edges[-1] == pytest.approx(box.right)
    for node in found:
        assert (node.bounds.y, node.bounds.h) == (box.y, box.h)
        assert node.label.bottom == pytest.approx(box.y - 6)
    return [node.name for node in found]


@pytest.fixture
def shop() -> Diagram:
    diagram = maps.order()
    verbs.divide(diagram, "pool", 3, ("Before", "During", "After"))
    return diagram


def test_a_pool_is_divided_into_equal_phases(shop: Diagram) -> None:
    assert fills(shop, "pool") == ["Before", "During", "After"]
    assert shop.undo_label == "Divide into phases"


def test_a_phase_is_added_with_room_of_its_own(shop: Diagram) -> None:
    first = phases(shop, shop.node("pool"))[0]
    before = shop.node("pool").bounds.w
    verbs.add(shop, first.id, "Between")
    assert fills(shop, "pool") == ["Before", "Between", "During", "After"]
    assert shop.node("pool").bounds.w == before + 200
    last = phases(shop, shop.node("pool"))[-1]
    verbs.add(shop, last.id, "Later")
    assert fills(shop, "pool")[-1] == "Later"


def test_they_go_with_their_pool(shop: Diagram) -> None:
    move.move_by(shop, ["pool"], 100, 60)
    assert len(fills(shop, "pool")) == 3
    lanes.add(shop, "pool", "below", "Office")
    assert len(fills(shop, "pool")) == 3
    box = shop.node("pool").bounds
    resize.resize_to(shop, "pool", Rect(box.x, box.y, box.w + 200, box.h))
    assert len(fills(shop, "pool")) == 3
    space.make(shop, PLANE, "x", box.x + 300, 150)
    assert len(fills(shop, "pool")) == 3


def test_where_one_is_pulled_wider_the_next_gives_way(shop: Diagram) -> None:
    one, two, _three = phases(shop, shop.node("pool"))
    resize.resize_to(shop, one.id, one.bounds._replace(w=one.bounds.w + 50))
    assert fills(shop, "pool") == ["Before", "During", "After"]
    assert shop.node(two.id).bounds.x == two.bounds.x + 50


def test_the_neighbour_takes_the_room_of_one_that_is_deleted(shop: Diagram) -> None:
    delete.records(shop, [phases(shop, shop.node("pool"))[1].id])
    assert fills(shop, "pool") == ["Before", "After"]


def test_they_are_groups_in_the_file_and_read_back() -> None:
    base = bpmn.fresh("Shop", "en")
    diagram = Diagram(base.records)
    plane = next(node.id for node in diagram.nodes() if node.kind == "plane")
    pool = create.pool(diagram, Point(400, 300), plane, "Shop")
    verbs.divide(diagram, pool, 2, ("One", "Two"))
    written = bpmn.write_checked(base, diagram.records())
    assert not written.left
    groups = etree.fromstring(written.data).findall(".//{*}group")
    assert [key.rpartition("}")[2] for group in groups for key in group.attrib].count("phase") == 2
    assert fills(Diagram(bpmn.read(written.data).records), pool) == ["One", "Two"]


def test_a_closed_pool_has_none() -> None:
    diagram = maps.empty()
    pool = create.pool(diagram, Point(400, 300), PLANE, closed=True)
    with pytest.raises(rules.Refused):
        verbs.divide(diagram, pool, 2)


def test_turned_with_their_map_they_lie_across(shop: Diagram) -> None:
    closing.turn(shop, PLANE)
    box, found = shop.node("pool").bounds, phases(shop, shop.node("pool"))
    assert [node.name for node in found] == ["Before", "During", "After"]
    assert all((node.bounds.x, node.bounds.w) == (box.x, box.w) for node in found)
    assert found[0].bounds.y == box.y + 30
    assert found[-1].bounds.bottom == pytest.approx(box.bottom)
