"""The order of lanes and pools is the best of those tried, and never worse than the one that is there."""

import pytest
from tests.helpers import maps
from tests.helpers.flaws import flaws
from tests.helpers.maps import do

from mapper.arrange import verbs
from mapper.arrange.picture import lane_trials
from mapper.arrange.picture.lane_trials import crossings
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point
from mapper.model.records import Flow


def tangled() -> Diagram:
    """`order` with two steps in the third lane, joined to the first one past the second."""
    steps = [maps.step(id, x, 475, lane="office") for id, x in (("archive", 300), ("file", 450))]
    flows = [maps.flow(f"to_{step.id}", maps.order().node("send"), step) for step in steps]
    return Diagram([*maps.order().records(), *steps, *flows])


def lanes_of(diagram: Diagram) -> list[str]:
    lanes = ("sales", "store", "office")
    return sorted(lanes, key=lambda id: diagram.node(id).bounds.y)


def crossings_of(diagram: Diagram) -> int:
    return crossings({r.id: r.points for r in diagram.records() if isinstance(r, Flow)})


def test_ordered_lanes_never_cross_more_than_kept_ones():
    for make in (maps.order, maps.two_pools, tangled):
        kept, ordered = make(), make()
        do(kept, verbs.everything)
        do(ordered, verbs.everything, order_lanes=True)
        assert crossings_of(ordered) <= crossings_of(kept)
        assert flaws(ordered) == []


def test_lanes_keep_their_order_unless_asked():
    diagram = tangled()
    do(diagram, verbs.everything)
    assert lanes_of(diagram) == ["sales", "store", "office"]


def test_an_order_that_is_worse_when_laid_out_is_not_taken(monkeypatch: pytest.MonkeyPatch):
    # given a map too large to sketch, whose shortest order is bad
    diagram, bad = tangled(), {"process": ["store", "sales", "office"]}
    monkeypatch.setattr(lane_trials, "_SMALL", 0)
    monkeypatch.setattr(lane_trials, "shortest", lambda plan: bad)
    monkeypatch.setattr(lane_trials, "crossings", lambda routes: next(counts))
    counts = iter([1, 2])
    do(diagram, verbs.everything, order_lanes=True)
    assert lanes_of(diagram) == ["sales", "store", "office"]


def test_an_order_that_is_better_when_laid_out_is_taken(monkeypatch: pytest.MonkeyPatch):
    diagram = tangled()
    monkeypatch.setattr(lane_trials, "_SMALL", 0)
    monkeypatch.setattr(lane_trials, "shortest", lambda plan: {"process": ["office", "sales", "store"]})
    monkeypatch.setattr(lane_trials, "crossings", lambda routes: next(counts))
    counts = iter([2, 1])
    do(diagram, verbs.everything, order_lanes=True)
    assert lanes_of(diagram) == ["office", "sales", "store"]


def test_the_largest_maps_take_the_shortest_order_unseen(monkeypatch: pytest.MonkeyPatch):
    diagram = tangled()
    monkeypatch.setattr(lane_trials, "_LARGE", 0)
    monkeypatch.setattr(lane_trials, "shortest", lambda plan: {"process": ["store", "sales", "office"]})
    do(diagram, verbs.everything, order_lanes=True)
    assert lanes_of(diagram) == ["store", "sales", "office"]


def test_an_ordered_map_laid_out_again_stays_the_same():
    diagram = tangled()
    verbs.everything(diagram, order_lanes=True)
    first = diagram.records()
    verbs.everything(diagram)
    assert diagram.records() == first


def test_crossings_are_counted_between_different_ways_only():
    routes = {
        "level": (Point(0, 10), Point(100, 10)),
        "upright": (Point(50, 0), Point(50, 40)),
        "touching": (Point(70, 10), Point(70, 40)),
        "itself": (Point(200, 0), Point(200, 30), Point(180, 30), Point(180, 10), Point(220, 10)),
    }
    assert crossings(routes) == 1
