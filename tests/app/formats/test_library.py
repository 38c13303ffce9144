"""A folder of maps is read as one map in which a name means one party."""

from pathlib import Path
from typing import Any

import pytest

from mapper.app.errors import UnreadableError
from mapper.app.formats import library, printing
from mapper.arrange import verbs
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.records import Depiction, Flow, Node


def a_map(process: str, owner: Node) -> Diagram:
    """Two steps and a flow; the process is the owner's, and the first step's performer too."""
    return Diagram(
        (
            Node("Plane", "plane", ref="Process"),
            owner,
            Node("Process", "process", process).with_detail("owner", owner.id),
            Node("Lane", "lane", "Sales", parent="Process", plane="Plane", bounds=Rect(0, 0, 500, 200)),
            Node(
                "A", "task", "a", parent="Process", lane="Lane", plane="Plane", bounds=Rect(0, 0, 100, 80)
            ).with_detail("responsible", (owner.id,)),
            Node("B", "task", "b", parent="Process", lane="Lane", plane="Plane", also=(Depiction("Plane"),)),
            Node("On", "boundaryEvent", parent="Process", host="A", plane="Plane"),
            Flow("F", "sequenceFlow", "A", "B", parent="Process", plane="Plane", points=(Point(0, 0), Point(1, 1))),
        )
    )


def test_a_party_of_two_maps_owns_what_is_hers_on_both() -> None:
    # given two maps with the same ids, whose owner has the same name under another id
    one = a_map("Selling", Node("P1", "party", "Anna", details={"partyKind": "person", "title": "Head"}))
    two = a_map("Buying", Node("P2", "party", "ANNA", details={"partyKind": "person", "title": "?", "email": "a@b"}))
    # when they are merged
    both = library.merged((one, two))
    # then there is one Anna, who owns everything, with what either map says of her
    (anna,) = query.parties(both)
    assert dict(anna.details) == {"partyKind": "person", "title": "Head", "email": "a@b"}
    owned = [node.name for node in query.owned(both, anna.id) if node.kind in ("process", "task")]
    assert sorted(owned) == ["Buying", "Selling", "a", "a", "b", "b"]
    assert [n.details["responsible"] for n in both.nodes() if n.name == "a"] == [(anna.id,), (anna.id,)]
    assert len(both) == len(one) + len(two) - 1


def test_a_person_and_a_role_of_one_name_stay_two() -> None:
    one = a_map("Selling", Node("P", "party", "Support", details={"partyKind": "person"}))
    two = a_map("Buying", Node("P", "party", "Support", details={"partyKind": "unit"}))
    assert len(query.parties(library.merged((one, two)))) == 2


def test_a_folder_without_maps_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    with pytest.raises(UnreadableError, match="no maps"):
        library.read(tmp_path)


def test_maps_are_found_in_the_folder_and_below_but_not_hidden_ones(tmp_path: Path) -> None:
    for name in ("b.bpmn", "a.BPMN", "sub/c.bpmn", ".hidden/d.bpmn", ".e.bpmn", "f.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "folder.bpmn").mkdir()
    assert [file.relative_to(tmp_path).as_posix() for file in library.maps(tmp_path)] == [
        "a.BPMN",
        "b.bpmn",
        "sub/c.bpmn",
    ]


# -- reading, and no more ----------------------------------------------------------------------------------------------

UNDRAWN = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:x">
  <resource id="anna" name="Anna"/>
  <process id="p" name="Ship"><task id="a" name="Pack">
    <resourceRole name="accountable"><resourceRef>anna</resourceRef></resourceRole></task><task id="b" name="Send"/>
    <sequenceFlow id="f" sourceRef="a" targetRef="b"/></process>
</definitions>"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(10):
        (tmp_path / f"{number}.bpmn").write_text(UNDRAWN.replace("Anna", "Anna" if number < 2 else "Bo"), "utf-8")
    return tmp_path


@pytest.fixture
def layouts(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many things each layout that is run arranges."""
    run: list[int] = []
    everything = verbs.everything

    def counted(diagram: Diagram, *args: Any, **options: Any) -> None:
        run.append(len(diagram))
        everything(diagram, *args, **options)

    monkeypatch.setattr(verbs, "everything", counted)
    return run


def test_an_index_of_undrawn_maps_runs_no_layout(folder: Path, layouts: list[int]) -> None:
    index = library.read(folder)
    assert [entry.parties for entry in index.entries] == [("Anna",)] * 2 + [("Bo",)] * 8
    assert {entry.processes for entry in index.entries} == {("Ship",)}
    assert not layouts


def test_a_document_without_pictures_runs_no_layout(folder: Path, layouts: list[int], tmp_path: Path) -> None:
    maps, wish = library.read(folder), printing.Wish(pictures=False)
    document = printing.compile(printing.kind("job-description"), maps, "Anna", wish)
    assert b"Pack" in printing.as_markdown(document).data
    assert not layouts


def test_a_document_with_pictures_lays_out_the_maps_it_is_about(folder: Path, layouts: list[int]) -> None:
    diagram = library.read(folder).diagram("anna", shown=True)
    assert len(layouts) == 2
    steps = [node for node in diagram.nodes() if node.name == "Pack"]
    assert sum(step.bounds is not None for step in steps) == 2
