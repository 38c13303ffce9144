"""The commands of automatic layout: what they are offered for, and one step each that can be taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.helpers import shown

from mapper.app import commands
from mapper.app.commands import arrange
from mapper.app.session.session import Session
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.kinds import LANE, POOL
from mapper.model.records import Node


class Face:
    """As much of a context as these commands ask for."""

    def __init__(self, session: Session | None = None) -> None:
        self.session = session
        self.plane = query.planes(session.diagram)[0].id if session is not None else None
        self.selection: tuple[str, ...] = ()
        self.glides = 0

    def glide(self, doing: str, work: Callable[[Diagram], None]) -> None:
        self.glides += 1
        work(self.session.diagram)

    def warn(self, sentence: str) -> None:
        raise AssertionError(sentence)


@pytest.fixture
def face(reference: Callable[[str], Path]) -> Face:
    """A map of two pools, one with lanes, in front."""
    return Face(Session.open(reference("invoice"), keep=False))


def ids(face: Face, wanted: Callable[[Node], bool]) -> list[str]:
    assert face.session is not None
    return [node.id for node in face.session.diagram.nodes() if node.bounds is not None and wanted(node)]


@pytest.mark.parametrize("id", ["arrange.all", "arrange.lanes", "arrange.pool", "arrange.selection"])
def test_arranging_is_one_step_that_can_be_taken_back(face: Face, id: str) -> None:
    # given a map with steps selected
    session = face.session
    assert session is not None
    face.selection = tuple(ids(face, lambda n: n.sort.is_activity)[:3])
    before = session.diagram.records()
    # when a part or all of it is arranged
    assert commands.run(id, face)
    # then things stand elsewhere, seen gliding, and undo brings all of them back
    assert face.glides
    assert session.diagram.records() != before
    session.diagram.undo()
    assert session.diagram.records() == before
    assert session.diagram.undo_label is None


def test_only_what_stands_in_the_pool_is_arranged(face: Face) -> None:
    # given one of two pools
    session = face.session
    assert session is not None
    diagram = session.diagram
    pool = next(n for n in diagram.nodes() if n.family == POOL)
    face.selection = (pool.id,)
    inside = {n.id: n.bounds for n in diagram.nodes() if n.parent == pool.ref and n.sort.is_flow_node}
    others = [n for n in diagram.nodes() if n.sort.is_flow_node and n.id not in inside]
    # when it is arranged
    commands.run("arrange.pool", face)
    # then the steps of the other keep their places among themselves
    shifts = {_shift(node, diagram.node(node.id)) for node in others}
    assert len(shifts) == 1
    assert inside != {id: diagram.node(id).bounds for id in inside}


def _shift(before: Node, after: Node) -> tuple[float, float]:
    assert before.bounds is not None
    assert after.bounds is not None
    return (round(after.bounds.x - before.bounds.x, 3), round(after.bounds.y - before.bounds.y, 3))


def test_a_pool_is_arranged_from_anything_that_stands_in_it(face: Face) -> None:
    # given nothing selected, then a pool, a lane and a step
    assert not arrange.has_frame(face)
    for wanted in (POOL, LANE, "task"):
        face.selection = tuple(ids(face, lambda n, wanted=wanted: n.family == wanted)[:1])
        assert arrange.has_frame(face), wanted


def test_a_selection_is_arranged_from_two_steps_on(face: Face) -> None:
    for count, offered in ((0, False), (1, False), (2, True)):
        face.selection = tuple(ids(face, lambda n: n.sort.is_activity)[:count])
        assert arrange.has_steps(face) is offered
    face.selection = tuple(ids(face, lambda n: n.family == LANE)[:2])
    assert not arrange.has_steps(face)


def test_without_a_map_nothing_is_offered() -> None:
    face = Face()
    assert not any(commands.COMMANDS[row.id].enabled(face) for row in arrange.COMMANDS)


def test_a_map_nested_too_deep_is_a_warning_and_stays_as_it_is(tmp_path: Path) -> None:
    # given five hundred sub-processes in each other
    subs = "".join(f'<subProcess id="s{number}">' for number in range(500))
    path = tmp_path / "deep.bpmn"
    path.write_text(
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:x">'
        f'<process id="p">{subs}{"</subProcess>" * 500}</process></definitions>'
    )
    face = Face(Session.open(path, keep=False).shown())
    assert face.session is not None
    # when it is to be arranged
    with pytest.raises(AssertionError, match="nested too deep"):
        commands.run("arrange.all", face)
    # then nothing has begun
    assert face.glides == 0
    assert face.session.diagram.undo_label is None


def test_what_cannot_be_arranged_says_why_and_the_rest_what_it_is(face: Face) -> None:
    # given nothing selected
    pool, several = commands.COMMANDS["arrange.pool"], commands.COMMANDS["arrange.selection"]
    assert not pool.enabled(face)
    assert pool.why(face) == "Select a pool or an open sub-process, or something in one."
    assert several.why(face) == "Select at least two steps."
    # when a step of a pool is selected, then arranging names the pool
    face.selection = tuple(ids(face, lambda n: n.sort.is_activity)[:1])
    assert (pool.enabled(face), pool.now(face)) == (True, "Arrange this pool")


def test_an_open_sub_process_is_named_as_such(face: Face) -> None:
    assert face.session is not None
    step = face.session.diagram.node(ids(face, lambda n: n.family == "task")[0])
    with face.session.diagram.transaction("sub"):
        face.session.diagram.put(step.but(kind="subProcess").with_trait("expanded", True))
    face.selection = (step.id,)
    assert commands.COMMANDS["arrange.pool"].now(face) == "Arrange this sub-process"


def test_what_is_only_shown_is_not_arranged(face: Face) -> None:
    face = Face(Session.open(shown.FILE, keep=False))
    for id in ("arrange.all", "arrange.lanes", "arrange.pool", "arrange.selection", "lines.tidy", "lines.straighten"):
        assert not commands.COMMANDS[id].enabled(face), id
        assert "shown, not edited" in commands.COMMANDS[id].why(face), id
