"""Copies take along what Mapper does not know, with ids of their own, within a file and between files."""

import re

import pytest
from lxml import etree
from tests.helpers.bpmn_edits import changed_lines, records

from mapper import bpmn
from mapper.app.session import arrange
from mapper.edit.paste import clipboard
from mapper.model.diagram import Diagram
from mapper.model.kinds import ACTIVITIES
from mapper.model.records import Node

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
FILE = f"""<?xml version="1.0" encoding="UTF-8"?>
<b:definitions xmlns:b="{MODEL}" xmlns:v="urn:vendor" xmlns:xsd="http://www.w3.org/2001/XMLSchema"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="defs" targetNamespace="urn:x">
  <b:itemDefinition id="order" structureRef="xsd:string"/>
  <b:message id="msg" name="Order" itemRef="order"/>
  <b:resource id="sales" name="Sales"/>
  <b:process id="p">
    <b:startEvent id="start" name="Call"><b:outgoing>f</b:outgoing>
      <b:messageEventDefinition id="med" messageRef="msg"/></b:startEvent>
    <b:subProcess id="sub" name="Handle" v:cost="3">
      <b:documentation textFormat="text/html">Kind <v:b>words</v:b> here</b:documentation>
      <b:extensionElements><v:form id="order"><v:in source="ask" key="ask"/></v:form></b:extensionElements>
      <b:incoming>f</b:incoming>
      <b:multiInstanceLoopCharacteristics isSequential="true">
        <b:loopCardinality xsi:type="b:tFormalExpression">3</b:loopCardinality></b:multiInstanceLoopCharacteristics>
      <b:userTask id="ask" name="Ask">
        <b:ioSpecification id="ask_spec"><b:dataInput id="ask_in" itemSubjectRef="order"/>
          <b:inputSet id="ask_set"><b:dataInputRefs>ask_in</b:dataInputRefs></b:inputSet><b:outputSet/>
        </b:ioSpecification>
        <b:resourceRole id="role" name="accountable"><b:resourceRef>sales</b:resourceRef></b:resourceRole>
      </b:userTask>
      <b:intermediateThrowEvent id="undo"><b:compensateEventDefinition id="ced" activityRef="ask"/>
      </b:intermediateThrowEvent>
    </b:subProcess>
    <b:sequenceFlow id="f" sourceRef="start" targetRef="sub" v:weight="2"/>
  </b:process>
</b:definitions>
"""
OTHER = f"""<definitions xmlns="{MODEL}" targetNamespace="urn:y">
  <message id="msg" name="Something else"/>
  <process id="p"><task id="ask"/></process>
</definitions>
"""


def shown(data: bytes) -> bpmn.Source:
    """A file that somebody looks at: everything has a place."""
    return arrange.shown(bpmn.read(data))


def _duplicated(*ids: str) -> tuple[bytes, Diagram, tuple[str, ...]]:
    source = shown(FILE.encode())
    diagram = Diagram(source.records)
    made = clipboard.duplicate(diagram, ids, next(p.id for p in diagram.nodes() if p.kind == "plane"))
    return bpmn.write(source, diagram.records()), diagram, made


def _pasted(*ids: str) -> tuple[bytes, Diagram, bpmn.Excerpt]:
    """Steps of FILE pasted into OTHER."""
    source = shown(FILE.encode())
    pasted = bpmn.read_excerpt(bpmn.excerpt(source, source.records, ids))
    target = shown(OTHER.encode())
    diagram = Diagram(target.records)
    clipboard.paste(diagram, pasted.records, next(p.id for p in diagram.nodes() if p.kind == "plane"))
    return bpmn.write(target, diagram.records(), {pasted.digest: pasted.source}), diagram, pasted


def _element(data: bytes, name: str) -> etree._Element:
    """The last element of a name."""
    found = etree.fromstring(data).xpath(f'//*[@name="{name}"]')
    assert isinstance(found, list)
    last = found[-1]
    assert isinstance(last, etree._Element)
    return last


def _plain(element: etree._Element) -> str:
    """An element as text without ids, flows, and white space between tags."""
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    text = re.sub(r'\s+(?:id|source|activityRef|xmlns(?::\w+)?)="[^"]*"|<b:(?:incoming|outgoing)>.*?</b:\w+>', "", text)
    return re.sub(r">\s+<", "><", re.sub(r"(dataInputRefs>|resourceRef>)[^<]*<", r"\1<", text)).replace("Copy", "")


def test_a_duplicate_says_everything_that_its_original_says() -> None:
    data, _, made = _duplicated("sub")
    again = etree.fromstring(data)
    sub = next(e for e in again.iter(f"{{{MODEL}}}subProcess") if e.get("id") == made[0])
    original = next(e for e in again.iter(f"{{{MODEL}}}subProcess") if e.get("id") == "sub")
    assert _plain(sub) == _plain(original)


def test_ids_in_a_copy_are_new_and_references_lead_to_the_copies() -> None:
    data, diagram, made = _duplicated("sub")
    ids = [e.get("id") for e in etree.fromstring(data).iter(f"{{{MODEL}}}*") if e.get("id")]
    assert len(ids) == len(set(ids))
    # the copied event undoes the copied step
    inner = {n.kind: n.id for n in diagram.nodes() if n.parent == made[0]}
    event = next(e for e in etree.fromstring(data).iter(f"{{{MODEL}}}intermediateThrowEvent") if e.get("id") != "undo")
    assert event[0].get("activityRef") == inner["userTask"]
    # vendors' references that look like some follow, their own names stay
    form = etree.fromstring(data).findall(".//{urn:vendor}form")[-1]
    assert form.get("id") == "order"
    assert (form[0].get("source"), form[0].get("key")) == (inner["userTask"], "ask")


def test_a_copy_touches_nothing_else_and_undo_gives_every_byte() -> None:
    data, diagram, _ = _duplicated("sub")
    gone = [line for line in changed_lines(FILE.encode(), data) if line.startswith("-")]
    assert not [line for line in gone if "targetNamespace" not in line and "xmlns" not in line]
    source = shown(FILE.encode())
    saved = source.rebased(data, diagram.records())
    assert bpmn.write(saved, diagram.records()) == data
    while diagram.undo():
        pass
    assert bpmn.write(saved, diagram.records()) == FILE.encode()


def test_a_copy_between_files_brings_what_it_names() -> None:
    # given an event with a message, in another file that has another message of that id
    data, _, _ = _pasted("start")
    again = etree.fromstring(data)
    names = {e.get("id"): e.get("name") for e in again.iter(f"{{{MODEL}}}message")}
    event = next(again.iter(f"{{{MODEL}}}messageEventDefinition"))
    # then its own message came along, with the definition that names its type
    assert names["msg"] == "Something else"
    assert names[event.get("messageRef")] == "Order"
    item = next(again.iter(f"{{{MODEL}}}itemDefinition"))
    prefix, _, local = str(item.get("structureRef")).partition(":")
    assert (item.nsmap[prefix], local) == ("http://www.w3.org/2001/XMLSchema", "string")


def test_a_copy_between_files_keeps_foreign_content_and_prefixes() -> None:
    data, diagram, _ = _pasted("sub", "start")
    sub = _element(data, "Handle")
    assert sub.get("{urn:vendor}cost") == "3"
    assert "".join(str(part) for part in sub[0].itertext()) == "Kind words here"
    assert sub.find(".//{urn:vendor}form") is not None
    loop = sub.find(f".//{{{MODEL}}}loopCardinality")
    assert loop is not None
    assert loop.get("{http://www.w3.org/2001/XMLSchema-instance}type") == "tFormalExpression"
    flow = next(etree.fromstring(data).iter(f"{{{MODEL}}}sequenceFlow"))
    assert flow.get("{urn:vendor}weight") == "2"
    # and the owner came along
    task = next(r for r in records(data).values() if r.kind == "userTask")
    assert records(data)[str(task.details["owner"])].name == "Sales"
    assert {r.id for r in diagram.records()} <= set(records(data)) | {
        r.id for r in diagram.records() if r.family == "anchor"
    }


def test_without_the_excerpt_a_copy_is_still_a_step() -> None:
    _, diagram, _ = _pasted("sub")
    target = shown(OTHER.encode())
    data = bpmn.write(target, diagram.records())
    assert {r.name for r in records(data).values()} >= {"Handle", "Ask"}


def test_an_excerpt_holds_what_was_copied_and_no_more() -> None:
    source = shown(FILE.encode())
    data = bpmn.excerpt(source, source.records, ["ask"])
    pasted = bpmn.read_excerpt(data)
    assert {r.name for r in pasted.records} == {"Ask", "Sales"}
    assert b"Handle" not in data
    assert all(r.origin == f"{pasted.digest}#{r.id}" for r in pasted.records)


def test_copies_of_the_corpus_stay_valid_and_lose_nothing(corpus, schema) -> None:  # type: ignore[no-untyped-def]
    # given a sample of maps of all tools
    files = sorted(corpus.rglob("*.bpmn"))
    files = files[::9] if len(files) > 50 else files
    tried = 0
    for path in files:
        data = path.read_bytes()
        source = shown(data)
        diagram = Diagram(source.records)
        steps = [n for n in diagram.nodes() if n.family in ACTIVITIES and n.bounds is not None and n.plane is not None]
        if not steps:
            continue
        # when some steps are duplicated
        here = [n.id for n in steps if n.plane == steps[0].plane][:6]
        clipboard.duplicate(diagram, here, str(steps[0].plane))
        after = bpmn.write(source, diagram.records())
        tried += 1
        # then a valid file is still valid, and the copies say what the originals say
        if not source.repaired and schema.validate(etree.fromstring(data)):
            assert schema.validate(etree.fromstring(after)), (path, schema.error_log[:1])
        again = {r.id: r for r in bpmn.read(after).records}
        for node in diagram.nodes():
            if isinstance(node, Node) and node.origin is not None:
                assert (again[node.id].name, again[node.id].kind) == (node.name, node.kind)
    assert tried > min(20, len(files) // 2)


REMARKED = f"""<!DOCTYPE definitions [ <!ENTITY co "Acme &amp; Co"> ]>
<definitions xmlns="{MODEL}" xmlns:v="urn:vendor" targetNamespace="urn:x">
  <process id="p">
    <scriptTask id="a" name="At &co;">
      <!-- why -->
      <extensionElements><v:form>&co; and <?pi x?><v:x><![CDATA[1<2]]></v:x> more</v:form></extensionElements>
      <script><![CDATA[if (a < b) run()]]></script>
      <!-- late --><documentation>Said late</documentation>
    </scriptTask>
    <callActivity id="c" name="Call" calledElement=""/>
  </process>
</definitions>
"""


@pytest.mark.parametrize("other", ["", REMARKED, OTHER])
def test_comments_sections_and_entities_come_along(other: str, schema: etree.XMLSchema) -> None:
    # given a step with comments, an instruction, CDATA, an entity, and a child where the schema does not want it
    source = shown(REMARKED.encode())
    excerpt = bpmn.read_excerpt(bpmn.excerpt(source, source.records, ["a", "c"]))
    # when it is copied, in its file or into another
    target = shown(other.encode()) if other else source
    diagram = Diagram(target.records)
    plane = next(p.id for p in diagram.nodes() if p.kind == "plane")
    if other:
        clipboard.paste(diagram, excerpt.records, plane)
    else:
        clipboard.duplicate(diagram, ["a", "c"], plane)
    data = bpmn.write(target, diagram.records(), {excerpt.digest: excerpt.source})
    # then the copy says the same, and is what the schema wants
    (id,) = (n.id for n in diagram.nodes() if n.kind == "scriptTask" and n.origin)
    text = data.decode().split(f'id="{id}"')[1].split("</scriptTask>")[0]
    assert "<script><![CDATA[if (a < b) run()]]></script>" in text
    assert "<v:form>Acme &amp; Co and <?pi x?><v:x><![CDATA[1<2]]></v:x> more</v:form>" in text
    order = ["Acme &amp; Co", "<!-- late -->", "<documentation>", "<!-- why -->", "<extensionElements>", "<script>"]
    assert [text.index(said) for said in order] == sorted(text.index(said) for said in order)
    if other == OTHER:
        assert schema.validate(etree.fromstring(data)), schema.error_log


def test_sections_that_the_encoding_cannot_hold_become_text() -> None:
    source = shown(REMARKED.replace("run()", "läuft→").encode())
    excerpt = bpmn.read_excerpt(bpmn.excerpt(source, source.records, ["a"]))
    target = shown(f'<?xml version="1.0" encoding="iso-8859-1"?>{OTHER}'.encode("latin-1"))
    diagram = Diagram(target.records)
    clipboard.paste(diagram, excerpt.records, next(p.id for p in diagram.nodes() if p.kind == "plane"))
    data = bpmn.write(target, diagram.records(), {excerpt.digest: excerpt.source})
    assert "<script>if (a &lt; b) läuft&#8594;</script>".encode("latin-1") in data


def test_a_copied_group_is_renamed_alone() -> None:
    text = FILE.replace('<b:process id="p">', '<b:category><b:categoryValue id="val" value="One"/></b:category>\n'
        '<b:process id="p"><b:group id="g" categoryValueRef="val"/>')  # fmt: skip
    source = shown(text.encode())
    diagram = Diagram(source.records)
    (copy,) = clipboard.duplicate(diagram, ["g"], next(p.id for p in diagram.nodes() if p.kind == "plane"))
    with diagram.transaction("rename"):
        diagram.put(diagram.node("g").but(name="Two"))
    names = {id: r.name for id, r in records(bpmn.write(source, diagram.records())).items()}
    assert (names["g"], names[copy]) == ("Two", "One")


@pytest.mark.parametrize("text", ["", "hello", "<a/>"])
def test_what_is_no_map_is_not_pasted(text: str) -> None:
    with pytest.raises(bpmn.Unreadable):
        bpmn.read_excerpt(text.encode())
