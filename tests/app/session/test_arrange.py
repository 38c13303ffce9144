"""What a file does not draw is arranged as it is shown, once, and is no edit."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from mapper import bpmn
from mapper.app.errors import MapperError
from mapper.app.formats import layout
from mapper.app.session import arrange
from mapper.app.session.session import Session
from mapper.arrange import verbs
from mapper.edit.verbs import label
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect
from mapper.model.records import Flow, Node, Record

DRAWING = "{http://www.omg.org/spec/BPMN/20100524/DI}BPMNDiagram"


def bare(data: bytes) -> bytes:
    """A file without its drawing."""
    root = etree.fromstring(data)
    for drawing in root.findall(DRAWING):
        root.remove(drawing)
    return etree.tostring(root.getroottree(), encoding="utf-8", xml_declaration=True)


@pytest.fixture(params=["everything", "invoice", "departments", "A.4.0", "B.1.0", "C.1.0"])
def original(request: pytest.FixtureRequest, reference: Callable[[str], Path]) -> bytes:
    """Drawn maps: with pools beside a process without one, with closed sub-processes, with messages."""
    return reference(request.param).read_bytes()


@pytest.fixture
def undrawn(original: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "bare.bpmn"
    path.write_bytes(bare(original))
    return path


def test_a_file_without_a_drawing_is_arranged_and_untouched(undrawn: Path) -> None:
    # when it is opened
    session = Session.open(undrawn, keep=False).shown()
    # then it has a place for everything
    assert all(n.bounds is not None for n in session.diagram.nodes() if n.sort.is_flow_node)
    # and that is no edit: nothing to save or undo, and the bytes are the same
    assert not session.dirty
    assert session.diagram.undo_label is None
    assert session.data() == undrawn.read_bytes()
    assert any("was arranged" in note.what for note in session.notes)


def test_the_arrangement_is_the_same_each_time(undrawn: Path) -> None:
    first, again = (Session.open(undrawn, keep=False).shown().diagram.records() for _ in range(2))
    assert first == again


def test_an_edit_takes_the_arrangement_into_the_file(undrawn: Path) -> None:
    # given an arranged map
    session = Session.open(undrawn, keep=False).shown()
    step = next(n for n in session.diagram.nodes() if n.sort.is_activity)
    # when one step is renamed, and the map saved and opened again
    label.rename(session.diagram, step.id, "Renamed")
    session.save()
    again = Session.open(undrawn, keep=False).shown()
    # then everything stands where it stood, labels too
    assert not again.source.placed
    for record in session.diagram.records():
        if record.plane is not None and record.family != "anchor":
            assert places(again.diagram.get(record.id)) == pytest.approx(places(record), abs=0.1), record.id


def places(record: Record | None) -> list[float]:
    """Where a record and its label are, all numbers in one row."""
    assert record is not None
    where = record.points if isinstance(record, Flow) else (record.bounds,)
    return [number for part in (*where, record.label) if part is not None for number in part]


def test_what_is_drawn_stays_where_it_is(reference: Callable[[str], Path]) -> None:
    # given a map one step of which is not drawn, nor its flows
    data = reference("invoice").read_bytes()
    whole = bpmn.read(data)
    step = next(n for n in whole.records if isinstance(n, Node) and n.name == "Scan Invoice")
    root = etree.fromstring(data)
    for shape in root.xpath("//*[@bpmnElement]"):
        record = whole.base.by_id.get(shape.get("bpmnElement"))
        if record is step or (isinstance(record, Flow) and step.id in (record.source, record.target)):
            shape.getparent().remove(shape)
    source = bpmn.read(etree.tostring(root))
    # when it is opened
    found = arrange.shown(source)
    # then only these have got a place
    placed = found.placed[step.id]
    for record in found.records:
        if record.id not in found.placed:
            assert places(record) == places(whole.base.by_id[record.id])
    assert isinstance(placed, Node)
    others = [n for n in found.records if isinstance(n, Node) and n.sort.is_flow_node and n is not placed]
    assert placed.bounds is not None
    assert not any(n.bounds.meets(placed.bounds) for n in others if n.bounds and n.plane == placed.plane)


OWN = ["everything", "invoice", "checkout", "vertical"]


@pytest.mark.parametrize("name", [*OWN, "A.3.0", "A.4.1", "C.1.0", "C.2.0", "C.9.0"])
@pytest.mark.parametrize("family", ["step", "lane", "pool", "subprocess", "flow"])
def test_whatever_is_missing_is_placed_and_what_is_drawn_does_not_move(
    reference: Callable[[str], Path], name: str, family: str
) -> None:
    # given a map that does not draw one thing of each sort, or no flow at all
    data = reference(name).read_bytes()
    whole = bpmn.read(data)
    lost = set(_some_of(whole.records, family))
    source = bpmn.read(without(data, lost))
    # when it is opened
    shown = arrange.shown(source)
    found = {record.id: record for record in shown.records}
    # then everything that was drawn is where it was, labels too whose place the file gives
    before = {record.id: record for record in source.records if drawn(record)}
    assert {id: found[id] if old.label else found[id].but(label=None) for id, old in before.items()} == before
    # and what is missing is drawn, save what may have been left out on purpose
    for id in lost & shown.placed.keys():
        record = found[id]
        assert len(record.points) > 1 if isinstance(record, Flow) else record.bounds is not None  # type: ignore[union-attr]
    if family in ("step", "subprocess", "flow"):
        assert lost <= shown.placed.keys()


def drawn(record: Record) -> bool:
    return len(record.points) > 1 if isinstance(record, Flow) else record.bounds is not None


def _some_of(records: tuple[Record, ...], family: str) -> list[str]:
    """The middle one of a sort, with what ends at a step; all flows; nothing where there is none."""
    nodes = [r for r in records if isinstance(r, Node) and r.bounds is not None and r.plane is not None]
    flows = [r for r in records if isinstance(r, Flow) and len(r.points) > 1]
    if family == "flow":
        return [flow.id for flow in flows]
    if family == "step":
        nodes = [n for n in nodes if n.sort.is_activity and n.family != "subprocess"]
    elif family == "subprocess":
        nodes = [n for n in nodes if n.family == family and any(inner.parent == n.id for inner in nodes)]
    else:
        nodes = [n for n in nodes if n.family == family]
    chosen = [n.id for n in nodes[len(nodes) // 2 : len(nodes) // 2 + 1]]
    ends = [flow.id for flow in flows if {flow.source, flow.target} & set(chosen)] if family == "step" else []
    return chosen + ends


def without(data: bytes, ids: set[str]) -> bytes:
    """A file without the shapes and edges of some things."""
    root = etree.fromstring(data)
    for shape in root.xpath("//*[@bpmnElement]"):
        if shape.get("bpmnElement").split(":")[-1] in ids and not shape.tag.endswith("Plane"):
            shape.getparent().remove(shape)
    return etree.tostring(root)


def test_a_file_that_draws_everything_is_not_arranged(reference: Callable[[str], Path]) -> None:
    source = bpmn.read(reference("invoice").read_bytes())
    assert arrange.shown(source) is source


def test_a_map_that_cannot_be_arranged_still_opens(undrawn: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # given a layout with a mistake in it
    monkeypatch.setattr(verbs, "everything", lambda *arguments, **options: 1 // 0)
    # when a file without a drawing is opened
    session = Session.open(undrawn, keep=False).shown()
    # then everything has a place all the same, and the traceback is on file
    assert all(n.bounds is not None for n in session.diagram.nodes() if n.sort.is_flow_node)
    (report,) = home.rglob("mapper.log")
    assert "ZeroDivisionError" in report.read_text("utf-8")


def test_a_layout_anew_draws_what_no_diagram_showed(reference: Callable[[str], Path]) -> None:
    # given a map with closed sub-processes whose contents are drawn nowhere
    source = bpmn.read(reference("everything").read_bytes())
    hidden = [n for n in source.records if isinstance(n, Node) and n.sort.is_flow_node and n.plane is None]
    assert hidden
    # when it is laid out and what is written is read again
    session = Session(bpmn.read(arrange.anew(source).data), None, keep=False)
    # then they are on diagrams of their own, and the sub-processes are still closed
    planes = {plane.id: plane.ref for plane in query.planes(session.diagram)}
    for node in hidden:
        drawn = session.diagram.node(node.id)
        assert drawn.bounds is not None
        assert drawn.plane is not None
        assert planes[drawn.plane] == drawn.parent
        holder = session.diagram.node(drawn.parent or "")
        assert holder.family == "container" or holder.trait("expanded") is False


def test_sub_processes_without_a_drawing_are_open(reference: Callable[[str], Path]) -> None:
    source = bpmn.read(bare(reference("everything").read_bytes()))
    records = arrange.shown(source).records
    held = {r.parent for r in records if isinstance(r, Node) and r.sort.is_flow_node}
    blocks = [n for n in records if isinstance(n, Node) and n.family == "subprocess"]
    assert {n.id for n in blocks if n.trait("expanded")} == {n.id for n in blocks if n.id in held}
    assert blocks
    for node in records:
        holder = next((b for b in blocks if b.id == node.parent), None)
        if holder is not None and isinstance(node, Node) and node.sort.is_flow_node:
            assert inside(node.bounds, holder.bounds), node.id


def inside(inner: Rect | None, outer: Rect | None) -> bool:
    assert inner is not None
    assert outer is not None
    return outer.holds(inner.center)


def test_what_is_nested_deeper_than_a_layout_follows_is_opened_and_refused_in_one_line(tmp_path: Path) -> None:
    # given five hundred sub-processes in each other, and no drawing of them
    subs = "".join(f'<subProcess id="s{number}">' for number in range(500))
    path = tmp_path / "deep.bpmn"
    path.write_text(
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:x">'
        f'<process id="p">{subs}<task id="t"/>{"</subProcess>" * 500}</process></definitions>'
    )
    # when it is opened, everything has a place
    session = Session.open(path, keep=False).shown()
    assert all(n.bounds is not None for n in session.diagram.nodes() if n.sort.is_flow_node)
    # and no layout is written
    target = tmp_path / "arranged.bpmn"
    with pytest.raises(MapperError, match=r"deep\.bpmn: sub-processes are nested too deep"):
        layout.layout(path, target)
    assert not target.exists()


@pytest.mark.parametrize(("branches", "arranged"), [(20, True), (301, False)])
def test_a_map_that_would_take_minutes_stays_where_the_reader_put_it(branches: int, arranged: bool) -> None:
    # given a step that very many flows leave, in a file that draws nothing
    steps = "".join(f'<task id="T{n}"/>' for n in range(branches + 1))
    flows = "".join(f'<sequenceFlow id="F{n}" sourceRef="T0" targetRef="T{n}"/>' for n in range(1, branches + 1))
    model = "http://www.omg.org/spec/BPMN/20100524/MODEL"
    process = f'<process id="P">{steps}{flows}</process>'
    read = bpmn.read(f'<definitions xmlns="{model}" targetNamespace="urn:x">{process}</definitions>'.encode())
    # when it is opened
    shown = arrange.shown(read)
    # then it is arranged only when that is soon done, else stands in rows; shown it is in both cases
    rows = [r.bounds.y for r in shown.records if isinstance(r, Node) and r.kind == "task" and r.bounds is not None]
    assert (rows[:10] != [rows[0]] * 10) is arranged
    assert all(r.bounds is not None for r in shown.records if isinstance(r, Node) and r.kind == "task")


CATEGORY = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:x">
  <category id="c"><categoryValue id="late" value="Late"/></category>
  <process id="p">
    <task id="a"/><sequenceFlow id="f" sourceRef="a" targetRef="b"/>
    <task id="b"><categoryValueRef>late</categoryValueRef></task>
    <group id="g" categoryValueRef="late"/>
  </process>
</definitions>"""


@pytest.mark.parametrize("how", ["opened", "laid out"])
def test_a_group_goes_around_what_its_category_value_holds(how: str) -> None:
    # given a file that draws nothing, whose group shows the category value of one of two steps
    source = bpmn.read(CATEGORY.encode())
    found = arrange.shown(source) if how == "opened" else arrange.anew(source)
    a, b, group = (
        next(r.bounds for r in found.records if r.id == id and isinstance(r, Node)) for id in ("a", "b", "g")
    )
    assert a is not None
    assert b is not None
    assert group is not None
    assert group.holds(b)
    assert not group.meets(a)


def test_labels_without_a_place_stand_clear_when_a_map_is_shown_and_its_bytes_stay(reference):
    # given a file that draws everything but does not say where labels stand
    text = reference("checkout").read_text("utf-8")
    data = re.sub(r"<(\w+:)?BPMNLabel\b(?:[^>]*/>|.*?</\1?BPMNLabel>)", "", text, flags=re.DOTALL).encode()
    source = bpmn.read(data)
    shown = arrange.shown(source)
    # then some labels have places now, nothing else moved, and saving writes nothing
    assert any(record.label is not None for record in shown.records)
    assert [r.but(label=None) for r in shown.records] == [r.but(label=None) for r in source.records]
    assert bpmn.write(shown, shown.records) == source.data
    # and an edit elsewhere writes no label
    session = Diagram(shown.records)
    step = next(n for n in session.nodes() if n.sort.is_activity)
    label.rename(session, step.id, "Renamed")
    assert b"BPMNLabel" not in bpmn.write(shown, session.records())


def test_a_group_that_holds_nothing_by_the_file_stands_below_a_map_that_is_not_drawn(tmp_path: Path) -> None:
    # given a file without a drawing, with a group that says nothing of what it holds
    steps = "".join(f'<task id="t{number}" name="Step"/>' for number in range(12))
    group = '<subProcess id="s"><task id="in"/></subProcess><group id="g"/>'
    path = tmp_path / "group.bpmn"
    head = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:x"><process id="p">'
    path.write_text(f"{head}{steps}{group}</process></definitions>")
    # when it is shown
    diagram = Session.open(path, keep=False).shown().diagram
    # then the group is around nothing
    box = diagram.node("g").bounds
    assert box is not None
    others = [n.bounds for n in diagram.nodes() if n.id != "g" and n.bounds is not None]
    assert not any(box.meets(other) for other in others)
