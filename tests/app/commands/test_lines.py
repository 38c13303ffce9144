"""Tidying flows and straightening steps: what they are done to, and one step each that can be taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mapper.app import commands
from mapper.app.session.session import Session
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point


class Face:
    """As much of a context as these commands ask for."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.plane = query.planes(session.diagram)[0].id
        self.selection: tuple[str, ...] = ()

    def glide(self, doing: str, work: Callable[[Diagram], None]) -> None:
        work(self.session.diagram)

    def warn(self, sentence: str) -> None:
        raise AssertionError(sentence)


@pytest.fixture
def face(reference: Callable[[str], Path]) -> Face:
    """A map whose sequence flows all make a needless detour, and of whose steps one stands a little low."""
    face = Face(Session.open(reference("two_ways"), keep=False))
    diagram = face.session.diagram
    with diagram.transaction("crooked"):
        for flow in diagram.flows():
            a, b = flow.points[0], flow.points[-1]
            diagram.put(flow.but(points=(a, Point(a.x, -50), Point(b.x, -50), b)))
        step = _steps(face)[0]
        diagram.put(step.but(bounds=step.bounds.moved(0, 7)))
    return face


def _steps(face: Face):
    """The steps, the leftmost first."""
    found = [n for n in face.session.diagram.nodes() if n.sort.is_activity and n.bounds is not None]
    return sorted(found, key=lambda n: (n.bounds.x, n.bounds.y))


def _crooked(face: Face) -> set[str]:
    return {f.id for f in face.session.diagram.flows() if any(p.y == -50 for p in f.points)}


def test_without_a_selection_all_flows_are_tidied_and_undo_takes_it_back(face: Face) -> None:
    before = face.session.diagram.records()
    assert commands.run("lines.tidy", face)
    assert not _crooked(face)
    face.session.diagram.undo()
    assert face.session.diagram.records() == before


def test_with_a_step_selected_only_its_flows_are_tidied(face: Face) -> None:
    step, all_flows = _steps(face)[0], _crooked(face)
    face.selection = (step.id,)
    assert commands.run("lines.tidy", face)
    assert all_flows - _crooked(face) == set(face.session.diagram.index.flows_at(step.id))


def test_with_a_flow_selected_only_that_is_tidied(face: Face) -> None:
    flow = sorted(_crooked(face))[0]
    face.selection = (flow,)
    assert commands.run("lines.tidy", face)
    assert flow not in _crooked(face)
    assert _crooked(face)


def test_straightening_puts_the_low_step_in_line(face: Face) -> None:
    low = _steps(face)[0]
    assert commands.run("lines.straighten", face)
    now = face.session.diagram.node(low.id).bounds
    assert now is not None
    assert now.y == low.bounds.y - 7
    assert face.session.diagram.undo_label == "Straighten"


def test_straightening_chosen_steps_leaves_the_others(face: Face) -> None:
    before = {step.id: step.bounds for step in _steps(face)}
    chosen = [step.id for step in _steps(face)[2:4]]
    face.selection = tuple(chosen)
    commands.run("lines.straighten", face)
    assert all(step.bounds == before[step.id] for step in _steps(face) if step.id not in chosen)


def test_the_entries_say_what_would_be_tidied(face: Face) -> None:
    tidy, straighten = commands.COMMANDS["lines.tidy"], commands.COMMANDS["lines.straighten"]
    assert (tidy.now(face), straighten.now(face)) == ("Tidy all flows", "Straighten everything")
    face.selection = tuple(step.id for step in _steps(face)[:2])
    assert (tidy.now(face), straighten.now(face)) == ("Tidy the flows of the selection", "Straighten selection")
