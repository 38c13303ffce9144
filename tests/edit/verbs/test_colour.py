"""Colours given by hand."""

import pytest
from tests.helpers import maps

from mapper.draw.colours import contrast
from mapper.edit.verbs import colour
from mapper.model.diagram import Diagram

BLUE = colour.PALETTE[0].pair


@pytest.fixture
def diagram() -> Diagram:
    return maps.order()


def given(diagram: Diagram, id: str) -> tuple[object, ...]:
    record = diagram.get(id)
    assert record is not None
    return tuple(record.traits.get(key) for key in ("fill", "stroke", "color"))


def test_shapes_get_both_and_flows_the_line_in_one_step(diagram: Diagram) -> None:
    # when
    before = diagram.records()
    colour.paint(diagram, ["pool", "sales", "start", "check", "choice", "f1"], *BLUE)
    # then
    for id in ("pool", "sales", "start", "check", "choice"):
        assert given(diagram, id) == (BLUE.fill, BLUE.stroke, None)
    assert given(diagram, "f1") == (None, BLUE.stroke, None)
    assert diagram.undo_label == "Colour"
    diagram.undo()
    assert diagram.records() == before


def test_no_colour_takes_all_three_away(diagram: Diagram) -> None:
    with diagram.transaction("label"):
        diagram.put(diagram.node("check").with_trait("color", "#123456").with_trait("fill", "#ffffff"))
    colour.paint(diagram, ["check"], "", "")
    assert given(diagram, "check") == (None, None, None)


def test_a_new_colour_takes_the_label_s_away_because_it_was_chosen_for_another(diagram: Diagram) -> None:
    with diagram.transaction("label"):
        diagram.put(diagram.node("check").with_trait("fill", "#000000").with_trait("color", "#ffffff"))
    colour.paint(diagram, ["check"], *BLUE)
    assert given(diagram, "check") == (*BLUE, None)


def test_what_is_not_drawn_takes_no_colour(diagram: Diagram) -> None:
    colour.paint(diagram, ["process", "collaboration", maps.PLANE, "nowhere"], *BLUE)
    assert diagram.undo_label is None


def test_a_colour_of_one_s_own_gets_a_line_that_shows_and_is_a_flow_s_line(diagram: Diagram) -> None:
    colour.paint_own(diagram, ["check", "f1"], "#ff8800")
    fill, stroke, _label = given(diagram, "check")
    assert fill == "#ff8800"
    assert contrast(str(fill), str(stroke)) >= 1.9
    assert given(diagram, "f1") == (None, "#ff8800", None)


def test_what_is_shared_is_told_by_fill_and_line(diagram: Diagram) -> None:
    assert colour.common(diagram, ["check", "f1"]) == colour.NONE
    colour.paint(diagram, ["check", "f1"], *BLUE)
    assert colour.common(diagram, ["check", "f1"]) == BLUE
    assert colour.common(diagram, ["f1"]) == BLUE
    assert colour.common(diagram, ["check", "send"]) is None


@pytest.mark.parametrize("named", colour.PALETTE, ids=lambda named: named.name)
def test_every_offered_line_reads_on_its_fill_and_on_paper(named: colour.Named) -> None:
    assert contrast(named.pair.stroke, named.pair.fill) >= 4.5
    assert contrast(named.pair.stroke, "#ffffff") >= 4.5
    assert contrast("#1f2933", named.pair.fill) >= 7
