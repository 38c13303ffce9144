"""The Colour menu, down to the bytes that are saved."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from mapper.app import commands
from mapper.app.session.session import Session
from mapper.app.settings import Settings
from mapper.resources import example

COLOR = "http://www.omg.org/spec/BPMN/non-normative/color/1.0"
BIOC = "http://bpmn.io/schema/bpmn/biocolor/1.0"
STEP, FLOW = "Step_register", "Flow_std_confirm"


class Face:
    """As much of a window as these commands ask of it."""

    def __init__(self, path: Path) -> None:
        self.session = Session.open(path, keep=False)
        self.settings = Settings()
        self.selection: tuple[str, ...] = (STEP, FLOW)
        self.plane = "Diagram"
        self.said: list[str] = []
        self.asked: list[str] = []
        self.answer = "#ff8800"

    def ask_colour(self, present: str, then: Callable[[str], None]) -> None:
        self.asked.append(present)
        then(self.answer)

    def select(self, ids: Sequence[str]) -> None:
        self.selection = tuple(ids)

    def tell(self, sentence: str) -> None:
        self.said.append(sentence)


@pytest.fixture
def face() -> Face:
    return Face(example("order-to-delivery.bpmn"))


def run(id: str, face: Face) -> bool:
    return commands.run(id, face)  # type: ignore[arg-type]


def changed(face: Face) -> list[str]:
    """The lines that saving writes anew, the root element's apart."""
    old = set(face.session.source.data.decode().splitlines())
    return [line.strip() for line in face.session.data().decode().splitlines()[2:] if line not in old]


def spoken(tmp_path: Path, namespace: str, prefix: str) -> Face:
    """The example as a tool would leave it that speaks one dialect only."""
    text = example("order-to-delivery.bpmn").read_text()
    path = tmp_path / "map.bpmn"
    path.write_text(text.replace(" xmlns:mapper=", f' xmlns:{prefix}="{namespace}" xmlns:mapper=', 1))
    return Face(path)


def test_a_map_without_colours_gets_both_dialects(face: Face) -> None:
    assert run("colour.green", face)
    shape, edge = changed(face)
    for said in ('bioc:fill="#c8e6c9"', 'bioc:stroke="#205022"', 'color:background-color="#c8e6c9"',
                 'color:border-color="#205022"'):  # fmt: skip
        assert said in shape
    assert 'bioc:stroke="#205022"' in edge
    assert 'color:border-color="#205022"' in edge
    assert "fill" not in edge
    assert "background" not in edge


@pytest.mark.parametrize(("namespace", "prefix", "other"), [(BIOC, "bioc", COLOR), (COLOR, "color", BIOC)])
def test_a_map_that_speaks_one_dialect_keeps_to_it(tmp_path: Path, namespace: str, prefix: str, other: str) -> None:
    face = spoken(tmp_path, namespace, prefix)
    assert run("colour.blue", face)
    assert all(f"{prefix}:" in line for line in changed(face))
    assert other not in face.session.data().decode()


def test_taking_the_colours_away_brings_back_every_line(tmp_path: Path) -> None:
    # given a file with colours in it
    face = spoken(tmp_path, BIOC, "bioc")
    plain = face.session.data()
    run("colour.red", face)
    face.session.save(tmp_path / "red.bpmn")
    face = Face(tmp_path / "red.bpmn")
    # when
    assert run("colour.none", face)
    # then
    assert face.session.data() == plain
    assert not run("colour.none", face)


def test_another_colour_is_asked_for_beginning_with_the_one_there_is(face: Face) -> None:
    run("colour.green", face)
    assert run("colour.other", face)
    assert face.asked == ["#c8e6c9"]
    assert face.session.diagram.node(STEP).trait("fill") == "#ff8800"
    assert face.session.diagram.flow(FLOW).trait("stroke") == "#ff8800"


def test_under_the_owners_colours_it_is_told_that_those_are_shown(face: Face) -> None:
    run("colour.green", face)
    assert face.said == []
    face.settings = face.settings.but(lens=True)
    run("colour.blue", face)
    assert face.said == ["While a lens colours the steps, colours given by hand are not shown."]


def test_nothing_is_offered_without_something_to_paint(face: Face) -> None:
    face.selection = ()
    assert not run("colour.green", face)
    assert not run("colour.other", face)


def test_a_choreography_says_calmly_that_it_is_only_shown() -> None:
    face = Face(Path(__file__).parents[2] / "helpers" / "shown.bpmn")
    face.selection, face.plane = ("c_task",), "plane"
    for id in ("colour.green", "colour.other", "edit.delete", "append.task", "edit.duplicate"):
        face.said.clear()
        assert run(id, face)
        assert face.said == ["Choreography is shown, not edited: the file keeps it as it is."]
    assert face.asked == []
    assert not face.session.dirty
