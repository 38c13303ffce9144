"""A closed sub-process that no diagram shows gets one when somebody goes in, with all that it holds."""

from mapper import bpmn
from mapper.app.session import arrange
from mapper.model import query
from mapper.model.diagram import Diagram

FILE = b"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:x"
  xmlns:i="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:c="http://www.omg.org/spec/DD/20100524/DC">
  <process id="p"><subProcess id="s" name="Pack"><task id="a" name="Find"/><task id="b" name="Seal"/>
    <boundaryEvent id="g" attachedToRef="a"/><sequenceFlow id="f" sourceRef="a" targetRef="b"/></subProcess></process>
  <i:BPMNDiagram id="D"><i:BPMNPlane bpmnElement="p"><i:BPMNShape bpmnElement="s" isExpanded="false">
    <c:Bounds x="100" y="100" width="100" height="80"/></i:BPMNShape></i:BPMNPlane></i:BPMNDiagram>
</definitions>"""


def test_what_it_holds_is_laid_out_on_a_diagram_of_its_own_as_one_step() -> None:
    # given a closed sub-process whose inside is drawn nowhere
    source = bpmn.read(FILE)
    diagram = Diagram(source.records)
    assert query.inner_plane(diagram, "s") is None
    # when somebody goes in
    plane = arrange.inside(diagram, "s", "D")
    # then all of it is there, one beside the other
    a, b, event = (diagram.node(id) for id in "abg")
    assert {node.plane for node in (a, b, event)} == {plane}
    assert a.bounds is not None
    assert b.bounds is not None
    assert b.bounds.x > a.bounds.right
    assert len(diagram.flow("f").points) > 1
    assert diagram.node(plane).name == "Pack"
    # and that is one step, that a second look does not make again
    assert arrange.inside(diagram, "s", "D") == plane
    diagram.undo()
    assert bpmn.write(source, diagram.records()) == FILE


def test_an_empty_one_opens_too() -> None:
    diagram = Diagram(bpmn.read(FILE.replace(FILE[FILE.index(b"<task") : FILE.index(b"</subP")], b"")).records)
    assert query.drawn_on(diagram, arrange.inside(diagram, "s")) == []
