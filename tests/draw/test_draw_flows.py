"""Flows: ends, markers, bends, labels and hops."""

import pytest
from tests.helpers.draw_samples import record

from mapper.draw.hops import crossings
from mapper.draw.look import Look
from mapper.draw.marks import Path, Text, places
from mapper.draw.pictures.sheet import mark_box
from mapper.draw.shapes import body, label
from mapper.draw.theme import LIGHT
from mapper.model.geometry import Point, Rect
from mapper.model.records import Flow, Node

END = Point(320, 180)


def test_the_arrow_ends_where_the_flow_ends() -> None:
    line, head = body(record("sequenceFlow"), LIGHT)

    assert isinstance(line, Path)
    assert isinstance(head, Path)
    assert head.style.fill == LIGHT.line
    assert abs(max(p.x for p in places(head.commands)) - END.x) < 1
    assert max(p.x for p in places(line.commands)) < END.x - 4


def test_bends_are_round() -> None:
    line = body(record("sequenceFlow"), LIGHT)[0]

    assert isinstance(line, Path)
    assert sum(c[0] == "C" for c in line.commands) == 2


def test_default_and_conditional_flows_are_marked_at_their_start() -> None:
    plain = body(record("sequenceFlow"), LIGHT)
    for trait in ("default", "conditional"):
        marked = body(record("sequenceFlow", traits={trait: True}), LIGHT)

        box = mark_box(marked[-1])
        assert len(marked) == len(plain) + 1
        assert box is not None
        assert box.right < 120


def test_a_condition_from_a_gateway_needs_no_diamond() -> None:
    flow = record("sequenceFlow", traits={"conditional": True})

    assert len(body(flow, LIGHT, Look(solid=False))) == len(body(record("sequenceFlow"), LIGHT))


def test_a_message_flow_is_dashed_with_a_circle_and_an_open_arrow() -> None:
    line, ring, head = body(record("messageFlow"), LIGHT)

    assert isinstance(line, Path)
    assert isinstance(ring, Path)
    assert isinstance(head, Path)
    assert line.style.dash
    assert ring.style.fill == head.style.fill == LIGHT.paper


def test_a_shown_message_is_an_envelope_on_the_line() -> None:
    light = body(record("messageFlow", traits={"envelope": "initiating"}), LIGHT)
    shaded = body(record("messageFlow", traits={"envelope": "non_initiating"}), LIGHT)

    assert isinstance(light[3], Path)
    assert isinstance(shaded[3], Path)
    assert (light[3].style.fill, shaded[3].style.fill) == (LIGHT.paper, LIGHT.band)


@pytest.mark.parametrize(("direction", "heads"), [("None", 0), ("One", 1), ("Both", 2)])
def test_an_association_points_where_it_says(direction: str, heads: int) -> None:
    assert len(body(record("association", traits={"direction": direction}), LIGHT)) == 1 + heads


def test_a_conversation_link_is_two_lines() -> None:
    outer, inner = body(record("conversationLink"), LIGHT)

    assert isinstance(outer, Path)
    assert isinstance(inner, Path)
    assert outer.style.width > inner.style.width
    assert inner.style.stroke == LIGHT.paper


@pytest.mark.parametrize("points", [(), (Point(1, 1),), (Point(1, 1), Point(1, 1)), (Point(0, 0), Point(0.2, 0))])
def test_a_line_without_length_is_not_drawn(points: tuple[Point, ...]) -> None:
    assert body(record("sequenceFlow", points=points), LIGHT) == ()


def test_a_very_short_line_keeps_its_arrow() -> None:
    marks = body(record("sequenceFlow", points=(Point(0, 0), Point(3, 0))), LIGHT)

    boxes = [mark_box(m) for m in marks]
    assert all(b and b.w < 6 for b in boxes)


def test_a_label_stands_where_the_file_says() -> None:
    flow = record("sequenceFlow", "ja", label=Rect(210, 120, 14, 14))

    text = label(flow, LIGHT)[0]

    assert isinstance(text, Text)
    assert text.lines[0].x == 217
    assert text.halo == LIGHT.paper


def test_a_label_the_file_never_placed_stands_beside_the_line() -> None:
    lost = record("sequenceFlow", "ja", label=Rect(-2000, 0, 0, 0))

    assert label(lost, LIGHT) == label(record("sequenceFlow", "ja"), LIGHT)


def test_level_lines_hop_over_upright_ones() -> None:
    level = Flow("h", "sequenceFlow", "a", "b", points=(Point(0, 50), Point(200, 50)))
    upright = Flow("v", "messageFlow", "a", "b", points=(Point(80, 0), Point(80, 100)))

    found = crossings([level, upright])

    assert found == {"h": (Point(80, 50),)}
    line = body(level, LIGHT, Look(hops=found["h"]))[0]
    assert isinstance(line, Path)
    assert [c[0] for c in line.commands] == ["M", "L", "C", "L"]


def test_lines_that_only_touch_do_not_hop() -> None:
    level = Flow("h", "sequenceFlow", "a", "b", points=(Point(0, 50), Point(200, 50)))
    joins = Flow("v", "sequenceFlow", "a", "b", points=(Point(80, 0), Point(80, 50)))

    assert crossings([level, joins]) == {}
    assert crossings([level, level.but(id="twin")]) == {}


def test_what_is_only_seen_in_the_drawing_is_ringed() -> None:
    # given a flow whose end only touches a step, and a boundary event that only lies on its host
    flow = Flow("f", "sequenceFlow", "a", "b", points=(Point(0, 0), Point(100, 0)))
    event = Node("g", "boundaryEvent", host="a", bounds=Rect(0, 0, 36, 36))
    for found, key, value in ((flow, "target_seen", "b"), (event, "host_seen", "a")):
        plain, marked = body(found, LIGHT), body(found.with_trait(key, value), LIGHT)
        assert len(marked) == len(plain) + 1
        # and no more once it is joined to something else
        assert len(body(found.with_trait(key, "elsewhere"), LIGHT)) == len(plain)
