"""The instruments under `tests/benchmarks` must measure right: find what is wrong, and nothing where all is right."""

import random
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from mapper import bpmn
from mapper.edit.verbs import label
from mapper.model.diagram import Diagram

sys.path.insert(0, str(Path(__file__).parent / "benchmarks"))
import mutations
import plain
import understanding
import variants

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!-- made by hand -->\n'
    '<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:d="http://www.omg.org/spec/BPMN/20100524/DI"'
    ' xmlns:c="http://www.omg.org/spec/DD/20100524/DC" xmlns:i="http://www.omg.org/spec/DD/20100524/DI"'
    ' id="defs" targetNamespace="urn:x">\n'
)
MAP = f"""{HEAD}  <b:process id="p">
    <b:laneSet id="ls">
      <b:lane id="outer" name="Sales">
        <b:flowNodeRef>ask</b:flowNodeRef>
        <b:childLaneSet id="cs">
          <b:lane id="inner" name="Desk"><b:flowNodeRef>ask</b:flowNodeRef></b:lane>
        </b:childLaneSet>
      </b:lane>
    </b:laneSet>
    <b:startEvent id="start" name="Call"><b:timerEventDefinition id="t"/></b:startEvent>
    <b:userTask id="ask" name="Ask"/>
    <b:sequenceFlow id="f" sourceRef="start" targetRef="ask"/>
    <b:textAnnotation id="note"><b:text>Be kind</b:text></b:textAnnotation>
  </b:process>
  <d:BPMNDiagram id="dia" name="One"><d:BPMNPlane id="plane" bpmnElement="p">
    <d:BPMNShape id="s1" bpmnElement="start"><c:Bounds x="10" y="20" width="36" height="36"/>
      <d:BPMNLabel><c:Bounds x="5" y="60" width="46" height="14"/></d:BPMNLabel></d:BPMNShape>
    <d:BPMNShape id="s2" bpmnElement="b:ask"><c:Bounds x="110" y="0" width="100" height="80"/></d:BPMNShape>
    <d:BPMNShape id="s3" bpmnElement="note"><c:Bounds x="110" y="100" width="100" height="40"/></d:BPMNShape>
    <d:BPMNShape id="s4" bpmnElement="nowhere"><c:Bounds x="0" y="0" width="1" height="1"/></d:BPMNShape>
    <d:BPMNEdge id="e1" bpmnElement="f"><i:waypoint x="46" y="38"/><i:waypoint x="110" y="40"/></d:BPMNEdge>
  </d:BPMNPlane></d:BPMNDiagram>
</b:definitions>
""".encode()


@pytest.fixture
def said() -> dict[str, Any]:
    """What Mapper should say of MAP, written by hand."""

    def node(id: str, kind: str, name: str, **more: object) -> dict[str, Any]:
        plain_node = {
            "id": id,
            "kind": kind,
            "name": name,
            "parent": "p",
            "lane": None,
            "diagram": None,
            "bounds": None,
        }
        return {**plain_node, "label": None, "owner": None, **more}

    drawn = {"diagram": "dia"}
    start = {"event": "timer", "bounds": [10, 20, 36, 36], "label": [5, 60, 46, 14]}
    return {
        "diagrams": [{"id": "dia", "name": "One", "plane": "p"}],
        "nodes": [
            node("p", "process", "", parent=None), node("outer", "lane", "Sales"),
            node("inner", "lane", "Desk", parent="outer"),
            node("start", "startEvent", "Call", **drawn, **start),
            node("ask", "userTask", "Ask", lane="inner", bounds=[110, 0, 100, 80], **drawn),
            node("note", "textAnnotation", "Be kind", bounds=[110, 100, 100, 40], **drawn),
        ],
        "flows": [{"id": "f", "kind": "sequenceFlow", "name": "", "source": "start", "target": "ask", "diagram": "dia",
                   "points": [[46, 38], [110, 40]], "label": None}],
        "parties": [], "notes": [],
    }  # fmt: skip


def held(data: bytes, said: dict[str, Any]) -> understanding.Tally:
    tally = understanding.Tally()
    understanding.compare(tally, "map", data, said)
    return tally


def test_the_independent_reader_counts_what_stands_in_the_file() -> None:
    read = plain.read(MAP)

    things = {thing.id: thing for thing in read.things}
    assert list(things) == ["p", "outer", "inner", "start", "ask", "f", "note"]
    assert (things["ask"].lane, things["start"].event) == (things["inner"], "timer")
    assert things["start"].drawings[0].label == (5, 60, 46, 14)
    assert things["f"].drawings[0].points == ((46, 38), (110, 40))
    assert (things["f"].source, things["f"].target) == (things["start"], things["ask"])
    assert sum(len(thing.drawings) for thing in read.things) == 4


def test_a_right_understanding_has_no_differences(said: dict[str, Any]) -> None:
    tally = held(MAP, said)

    assert not tally.differences
    assert (tally.expected["shape"], tally.expected["bounds"], tally.expected["waypoints"]) == (4, 3, 1)


@pytest.mark.parametrize(
    ("list_name", "index", "key", "wrong", "sort"),
    [
        ("nodes", 4, "name", "Ask!", "name"),
        ("nodes", 4, "lane", "outer", "lane"),
        ("nodes", 2, "parent", "p", "parent"),
        ("nodes", 3, "event", "message", "event"),
        ("nodes", 3, "bounds", [10, 20, 36, 37], "bounds"),
        ("nodes", 3, "label", None, "label"),
        ("flows", 0, "points", [[46, 38], [109, 40]], "waypoints"),
        ("flows", 0, "target", "start", "target"),
        ("nodes", 5, "kind", "group", "element"),
    ],
)
def test_a_wrong_understanding_is_found(
    said: dict[str, Any], list_name: str, index: int, key: str, wrong: object, sort: str
) -> None:
    # given what Mapper says with one thing wrong
    said[list_name][index][key] = wrong
    # when it is held against the file
    differences = held(MAP, said).differences
    # then that is among the differences
    assert sort in {difference.sort for difference in differences}


def test_a_line_far_from_its_steps_says_nothing_and_must_be_told(said: dict[str, Any]) -> None:
    # given a file that draws its flow far from both steps, and a Mapper that shows it elsewhere
    far = MAP.replace(b'<i:waypoint x="110" y="40"/>', b'<i:waypoint x="900" y="900"/>')
    # then that is a difference as long as no note tells of it
    assert {difference.sort for difference in held(far, said).differences} == {"doubted"}
    said["notes"].append({"line": None, "what": "lines that are drawn far from what they join: 1"})
    assert not held(far, said).differences


def test_what_is_shown_and_not_in_the_file_is_found(said: dict[str, Any]) -> None:
    said["nodes"].append({**said["nodes"][4], "id": "more"})

    assert [d.sort for d in held(MAP, said).differences] == ["invented"]


def test_mapper_understands_the_small_map() -> None:
    from mapper.app.formats.info import info
    from mapper.app.session.session import Session

    session = Session(bpmn.read(MAP), None, keep=False)

    assert not held(MAP, info(session)).differences


# -- edits -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def judge(xsd: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Judges what a rename of "ask" has written: the reasons why it is not exact."""
    if not (xsd.parent / "interchange").is_dir():
        pytest.skip("no ../shared/interchange beside the checkout: the judge of edits was not tested")
    import edit_locality

    def reasons(written: bytes) -> list[str]:
        source = bpmn.read(MAP)
        diagram = Diagram(source.records)
        opened = {record.id: record for record in diagram.records()}
        label.rename(diagram, "ask", "Asked")
        facts = [edit_locality.read_facts(data, edit_locality.schema()) for data in (MAP, written)]
        found = edit_locality.judge(facts[0], facts[1], edit_locality._changes(opened, diagram), diagram)
        return found + edit_locality.against_records(written, diagram)

    return reasons


def test_an_exact_edit_is_exact(judge: Any) -> None:
    assert judge(MAP.replace(b'name="Ask"', b'name="Asked"')) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'name="Call"', b'name="Called"'),
        (b'x="110" y="0"', b'x="111" y="0"'),
        (b'<b:timerEventDefinition id="t"/>', b""),
        (b'<d:BPMNShape id="s4"', b'<d:BPMNShape id="s5"'),
        (b"<!-- made by hand -->", b""),
        (b'targetRef="ask"', b'targetRef="asked"'),
        (b'<b:laneSet id="ls">', b'<b:laneSet id="ls" xmlns:z="urn:z" z:odd="1">'),
        (b"<b:textAnnotation", b"<b:userTask id='1 more'/><b:textAnnotation"),
        (b'name="Asked"', b'name="Ask"'),
        (b"</b:process>", b"<b:nonsense/></b:process>"),
    ],
)
def test_an_edit_that_reaches_too_far_or_not_at_all_is_caught(judge: Any, old: bytes, new: bytes) -> None:
    # given a rename that does something else as well, or does not happen
    written = MAP.replace(b'name="Ask"', b'name="Asked"').replace(old, new)
    # then the judge says so
    assert judge(written)


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [(b'name="Ask"', b'name="B"', 1), (b"    <b:userTask", b"    <b:task/>\n    <b:userTask", 1)],
)
def test_changed_lines_are_counted(judge: Any, old: bytes, new: bytes, lines: int) -> None:
    import edit_locality

    assert edit_locality.changed_lines(MAP, MAP.replace(old, new)) == lines


# -- fuzz --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", variants.VARIANTS)
def test_a_variant_says_the_same_with_other_line_breaks(name: str) -> None:
    # given the small map, with text and a comment in it
    changed = variants.variant(MAP, name, "seed")
    # then it is the same each time, all elements, attributes and texts are there, and nothing between two tags
    assert changed == variants.variant(MAP, name, "seed")
    one, two = (
        [(e.tag, dict(e.attrib), (e.text or "").strip()) for e in etree.fromstring(data).iter("*")]
        for data in (MAP, changed)
    )
    assert one == two
    assert changed.startswith(MAP[:60])
    between = re.findall(rb">(\s*)<[b/d!]", changed.split(b"definitions", 1)[1])
    assert (b"\n" in b"".join(between)) == (name not in ("no line breaks", "blanks"))
    assert (changed == MAP) == (name == "as is")
    assert (variants.REMARK.encode() in changed) == (name == "comments")


def test_mutations_are_the_same_for_the_same_seed_and_each_changes_something() -> None:
    first, again = (mutations.mutate(MAP, random.Random("1-7")) for _ in range(2))
    assert first == again
    for act in mutations.MUTATIONS:
        assert any(act(MAP, random.Random(seed)) != MAP for seed in range(40)), act.__name__


def test_the_fuzz_run_notices_what_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    import fuzz

    # given a writer that loses a byte
    assert fuzz.check(MAP, True) == "read"
    assert fuzz.check(b"no map", True).startswith("refused")
    monkeypatch.setattr(bpmn, "write", lambda source, records: source.data[:-1])
    # then the run says so
    with pytest.raises(fuzz.Lost):
        fuzz.check(MAP, False)


# -- layout ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def figures(repository: Path) -> Any:
    """The benchmark of the layout, where the measure it takes stands beside the checkout."""
    import layout_figures

    if layout_figures.quality() is None:
        pytest.skip("no ../shared/perf beside the checkout: the benchmark of the layout was not tested")
    return layout_figures


def test_a_layout_anew_says_nothing_of_the_old_one(figures: Any) -> None:
    # given a drawn map
    bare = figures.without_drawing(MAP)
    assert b"BPMNShape" in MAP
    assert b"BPMNShape" not in bare
    # when it is laid out anew, with and without what it says
    anew, kept = figures.anew(MAP).data, figures.anew(MAP, keep=True).data
    # then the first is written into a file that had no drawing, the second into this one
    assert anew == figures.anew(bare).data
    assert b"nowhere" in kept
    assert b"nowhere" not in anew


def test_faults_of_a_layout_are_counted_and_named(
    figures: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import layout

    # given a map with a step on another
    worse = MAP.replace(b'x="110" y="100" width="100" height="40"', b'x="110" y="20" width="100" height="40"')
    rows = []
    for name, data in (("right", MAP), ("wrong", worse)):
        (tmp_path / name).write_bytes(data)
        rows.append(figures.figures(figures.quality(), tmp_path / name))
    assert "overlap" not in figures.faults(rows[0])
    assert figures.faults(rows[1])["overlap"] == 1
    # when they are told
    results = [layout.Result(name, {**row, "ms": 1.0}) for name, row in zip(("right", "wrong"), rows, strict=True)]
    results.append(layout.Result("broken", crash="KeyError: 'x'"))
    status = layout._print_quality(results, [*figures.quality().COLS, "ms"], brief=True)
    # then what is wrong stands there, and the run has failed
    told = capsys.readouterr().out
    assert status == 1
    assert "NOT 0: wrong" in told
    assert "overlap=1" in told
    assert "CRASH: broken" in told


@pytest.mark.parametrize(
    ("ours", "wrong"),
    [
        ({}, set()),
        ({"cross": 2}, {"crossings"}),
        ({"bends_per_edge": 0.6}, {"bends per flow"}),
        ({"back": 0.04}, {"backward"}),
        ({"area_Mpx": 1.4}, {"area"}),
    ],
)
def test_the_limits_of_the_reference_models_are_the_issues(
    figures: Any, ours: dict[str, float], wrong: set[str]
) -> None:
    import layout

    theirs = {"cross": 1, "bends_per_edge": 0.5, "back": 0.0, "area_Mpx": 1.0}
    verdicts = layout._verdicts(theirs, {**theirs, **ours})
    assert {name for name, (_said, passed) in verdicts.items() if not passed} == wrong


def test_pictures_stand_side_by_side() -> None:
    import layout_pictures

    (drawn,) = layout_pictures.pictures(MAP)
    sheet = layout_pictures.beside([("before", [drawn]), ("after", [drawn, drawn])])
    assert sheet.width > 2 * drawn.width
    assert sheet.height > 2 * drawn.height
