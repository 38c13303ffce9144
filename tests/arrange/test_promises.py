"""What the verbs that lay out a part of a map promise of any map, as LAYOUT.md says."""

from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.helpers.flaws import flaws, some_map

from mapper.arrange import verbs
from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect
from mapper.model.records import Flow, Node

quick = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))

PLACES = st.tuples(st.integers(-6, 6), st.integers(-4, 4))


def laid_out(diagram: Diagram) -> Diagram:
    verbs.everything(diagram)
    return diagram


def steps(diagram: Diagram) -> list[Node]:
    return [n for n in diagram.nodes() if n.sort.is_flow_node and n.host is None]


def pushed(diagram: Diagram, data: st.DataObject) -> Diagram:
    """The map with some of its steps pushed about, as a hasty person leaves them; flows straight between them."""
    with diagram.transaction("push"):
        for node in data.draw(st.lists(st.sampled_from(steps(diagram)), unique_by=lambda n: n.id, max_size=4)):
            dx, dy = data.draw(PLACES)
            assert node.bounds is not None
            diagram.put(node.but(bounds=node.bounds.moved(20.0 * dx, 20.0 * dy)))
    return diagram


def counted(diagram: Diagram) -> Counter[str]:
    """How many flaws of each kind there are, labels and pixels apart; names of things are single words."""
    return Counter(flaw.split()[1] for flaw in flaws(diagram) if "label" not in flaw and "pixels" not in flaw)


@quick
@given(some_map(), st.data())
def test_arranging_a_selection_leaves_no_map_worse(diagram: Diagram, data: st.DataObject) -> None:
    pushed(laid_out(diagram), data)
    chosen = data.draw(st.lists(st.sampled_from(steps(diagram)), unique_by=lambda n: n.id))
    before, records = counted(diagram), diagram.records()
    verbs.selection(diagram, [node.id for node in chosen])
    assert counted(diagram).total() <= before.total()
    # and it is one step, which can be taken back
    if diagram.records() != records:
        diagram.undo()
    assert diagram.records() == records


@quick
@given(some_map(), st.data())
def test_a_selection_on_a_laid_out_map_stays_sound(diagram: Diagram, data: st.DataObject) -> None:
    laid_out(diagram)
    chosen = data.draw(st.lists(st.sampled_from(steps(diagram)), unique_by=lambda n: n.id))
    before = counted(diagram)
    verbs.selection(diagram, [node.id for node in chosen])
    assert counted(diagram) <= before


@quick
@given(some_map(), st.data())
def test_a_pool_laid_out_anew_is_sound_and_its_corner_stays(diagram: Diagram, data: st.DataObject) -> None:
    # given a laid-out map in one pool of which steps were pushed about
    laid_out(diagram)
    with diagram.transaction("push"):
        for node in steps(diagram):
            if node.parent == "process0":
                assert node.bounds is not None
                dx, dy = data.draw(PLACES)
                diagram.put(node.but(bounds=node.bounds.moved(20.0 * dx, 20.0 * dy)))
    corner = diagram.node("pool0").bounds
    assert corner is not None
    others = {n.id: n.bounds for n in steps(diagram) if n.parent != "process0"}
    verbs.inside(diagram, "pool0")
    now = diagram.node("pool0").bounds
    assert now is not None
    assert now[:2] == corner[:2]
    assert [flaw for flaw in flaws(diagram) if "label" not in flaw] == []
    # and what stands in the other pool goes as one, if at all
    moves = {(n.bounds.x - old.x, n.bounds.y - old.y) for n in steps(diagram) if (old := others.get(n.id)) and n.bounds}
    assert len(moves) <= 1


@quick
@given(some_map(), st.data())
def test_placing_what_is_missing_moves_nothing_and_puts_nothing_on_anything(
    diagram: Diagram, data: st.DataObject
) -> None:
    # given a laid-out map that does not say where some of its steps and all their flows are
    laid_out(diagram)
    before = counted(diagram)
    lost = {n.id for n in data.draw(st.lists(st.sampled_from(steps(diagram)), unique_by=lambda n: n.id, min_size=1))}
    partly, ids = without_places(diagram, lost)
    kept = {record.id: record for record in partly.records() if record.id not in ids}
    verbs.missing(partly, ids)
    # then all that was drawn is as it was, to the last label, and all that was not is drawn
    assert {id: partly.get(id) for id in kept} == kept
    for id in ids:
        record = partly.get(id)
        assert len(record.points) > 1 if isinstance(record, Flow) else record is not None and record.bounds is not None
    now = counted(partly)
    assert (now["on"], now["slanted"]) <= (before["on"], before["slanted"])
    # and a single step, which has room where it was, spoils nothing
    if len(lost) == 1:
        assert now <= before


def without_places(diagram: Diagram, lost: set[str]) -> tuple[Diagram, set[str]]:
    """The map without the places of these steps, of what sits on them, and of all their flows; and the ids of these."""
    ids = lost | {n.id for n in diagram.nodes() if n.host in lost}
    ids |= {flow.id for flow in diagram.flows() if flow.source in ids or flow.target in ids}
    records = []
    for record in diagram.records():
        if isinstance(record, Node) and record.id in ids and record.bounds is not None:
            record = record.but(bounds=Rect(0, 0, record.bounds.w, record.bounds.h), label=None)
        records.append(record)
    return Diagram(records), ids
