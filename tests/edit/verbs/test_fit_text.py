"""Things grow with their text, in maps that somebody draws."""

import pytest
from tests.helpers import maps
from tests.helpers.maps import do

from mapper.draw.marks import Text
from mapper.draw.shapes import body, label
from mapper.draw.theme import LIGHT
from mapper.edit.verbs import create, fit_text
from mapper.edit.verbs.label import rename
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.records import Node
from mapper.model.texts import bands
from mapper.model.texts.type_size import sizes

LONG = "Check the order together with the customer, the warehouse and the carrier, and write down what is missing"


def letters(diagram: Diagram, id: str) -> list[float]:
    """Sizes of the letters that a node's name is drawn in; -1 for a name over its border."""
    node = diagram.node(id)
    inside = [m.size for m in body(node, LIGHT) if isinstance(m, Text)]
    return inside + [-1.0 for m in label(node, LIGHT) if isinstance(m, Text)]


def test_a_step_grows_in_height_with_its_name_about_its_middle() -> None:
    diagram = maps.order()

    do(diagram, rename, "check", LONG)

    box = maps.bounds(diagram, "check")
    assert (box.w, box.center) == (100, Point(320, 175))
    assert box.h > 100
    assert letters(diagram, "check") == [LIGHT.sizes.step]


def test_or_in_width_where_the_user_wants_that() -> None:
    diagram = maps.order()

    do(diagram, rename, "check", LONG, True)

    box = maps.bounds(diagram, "check")
    assert (box.x, box.h) == (270, 80)
    assert box.w > 120
    assert letters(diagram, "check") == [LIGHT.sizes.step]
    # what follows made way, and the flow runs on
    assert maps.bounds(diagram, "choice").x >= box.right + 20
    assert diagram.flow("f2").points[0] == Point(box.right, 175)


def test_a_step_that_has_room_enough_keeps_its_size() -> None:
    diagram = maps.order()
    before = maps.bounds(diagram, "check")

    do(diagram, rename, "check", "Check order")

    assert maps.bounds(diagram, "check") == before


def test_the_lane_grows_around_a_step_that_grew() -> None:
    diagram = maps.order()

    do(diagram, rename, "check", LONG * 2)

    assert maps.bounds(diagram, "sales").holds(maps.bounds(diagram, "check").center)
    assert maps.bounds(diagram, "sales").bottom >= maps.bounds(diagram, "check").bottom
    assert maps.bounds(diagram, "sales").y <= maps.bounds(diagram, "check").y


def test_one_undo_takes_the_name_and_the_size_back() -> None:
    diagram = maps.order()
    before = diagram.records()

    do(diagram, rename, "check", LONG)
    diagram.undo()

    assert diagram.records() == before


def test_a_new_step_with_a_long_name_is_large_enough() -> None:
    diagram = maps.order()

    id = create.append(diagram, "send", "task", name=LONG)

    assert letters(diagram, id) == [LIGHT.sizes.step]


def test_the_band_of_a_lane_grows_and_the_pool_begins_earlier() -> None:
    diagram = maps.order()
    before = maps.bounds(diagram, "start")
    name = "Sales, customer service and the office for complaints in all northern countries of Europe"

    do(diagram, rename, "sales", name)

    of = sizes(diagram, maps.PLANE)
    sales = diagram.node("sales")
    assert bands.band_width(diagram, sales, of) == bands.needed(name, 150, of) > 30
    assert maps.bounds(diagram, "pool").x < 100
    assert maps.bounds(diagram, "sales").x == maps.bounds(diagram, "office").x < 130
    assert maps.bounds(diagram, "start") == before


def test_an_annotation_is_as_high_as_its_text() -> None:
    diagram = maps.order()
    id = create.annotation(diagram, "check", "Note")
    before = maps.bounds(diagram, id)

    do(diagram, rename, id, LONG)

    assert maps.bounds(diagram, id).h > before.h
    assert maps.bounds(diagram, id)[:3] == before[:3]


def test_fit_to_text_shrinks_what_is_too_large_and_lets_grow_what_is_too_small() -> None:
    diagram = maps.order()
    with diagram.transaction("x"):
        diagram.put(diagram.node("check").but(bounds=Rect(250, 105, 140, 140)))
        diagram.put(diagram.node("send").but(name=LONG))

    do(diagram, fit_text.fit, fit_text.on_plane(diagram, maps.PLANE))

    assert maps.bounds(diagram, "check")[2:] == (100, 80)
    assert letters(diagram, "send") == [LIGHT.sizes.step]


def test_larger_text_needs_larger_steps() -> None:
    diagram = maps.order()
    do(diagram, rename, "check", "Check the order and tell the customer")
    before = maps.bounds(diagram, "check")

    do(diagram, fit_text.set_size, 18.0)
    assert maps.bounds(diagram, "check") == before
    do(diagram, fit_text.fit, ["check"])

    assert maps.bounds(diagram, "check").h > before.h
    assert diagram.node(maps.PLANE).trait("textSize") == 18.0


def test_the_usual_size_leaves_nothing_in_the_file() -> None:
    diagram = maps.order()

    do(diagram, fit_text.set_size, 18.0)
    do(diagram, fit_text.set_size, 12.5)

    assert diagram.node(maps.PLANE).traits == {}


@pytest.mark.parametrize("pixels", [0.0, 8.0, 100.0])
def test_a_size_that_nobody_can_read_is_refused(pixels: float) -> None:
    with pytest.raises(ValueError, match="no size"):
        fit_text.set_size(maps.order(), pixels)


def test_a_closed_pool_and_an_unknown_id_are_no_matter() -> None:
    diagram = Diagram([*maps.empty().records(), Node("p", "participant", "x", "collaboration", plane=maps.PLANE,
                                                     bounds=Rect(0, 0, 300, 60))])  # fmt: skip

    do(diagram, rename, "p", LONG)
    do(diagram, fit_text.fit, ["p", "nobody"])

    assert maps.bounds(diagram, "p") == Rect(0, 0, 300, 60)
