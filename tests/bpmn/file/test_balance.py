"""A file that ends before the map does is opened as far as it goes: what is open is closed, and it is said loudly."""

import pytest
from lxml import etree

from mapper import bpmn
from mapper.bpmn.file.balance import completed
from mapper.model.records import Flow

FILE = b"""<?xml version="1.0" encoding="UTF-8"?>
<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:d="http://www.omg.org/spec/BPMN/20100524/DI"
  xmlns:c="http://www.omg.org/spec/DD/20100524/DC" xmlns:w="http://www.omg.org/spec/DD/20100524/DI" id="D">
<b:process id="P"><b:startEvent id="S" name="Begin"><b:outgoing>f1</b:outgoing></b:startEvent>
<b:task id="A" name="Ask &gt; wait">
<b:documentation>What &amp; why</b:documentation><b:incoming>f1</b:incoming></b:task>
<!-- one --><b:sequenceFlow id="f1" sourceRef="S" targetRef="A"/>
<b:textAnnotation id="N"><b:text><![CDATA[a < b]]></b:text>
</b:textAnnotation></b:process>
<d:BPMNDiagram id="G"><d:BPMNPlane id="L" bpmnElement="P">
<d:BPMNShape id="S_di" bpmnElement="S"><c:Bounds x="100" y="102" width="36" height="36"/></d:BPMNShape>
<d:BPMNShape id="A_di" bpmnElement="A"><c:Bounds x="200" y="80" width="100" height="80"/></d:BPMNShape>
<d:BPMNEdge id="f1_di" bpmnElement="f1"><w:waypoint x="136" y="120"/><w:waypoint x="200" y="120"/></d:BPMNEdge>
</d:BPMNPlane></d:BPMNDiagram>
</b:definitions>
"""


@pytest.mark.parametrize("lost", [3, 17, 20, 45, 60, 100])
def test_a_file_that_lacks_its_end_holds_all_that_is_there(lost: int) -> None:
    # given a file whose last bytes are gone, none of which says anything of the map
    source = bpmn.read(FILE[: -min(lost, 55)])
    whole = {record.id: record for record in bpmn.read(FILE).records}
    # then the whole map is there, and one note says loudly where the file ends
    assert {record.id: record for record in source.records} == whole
    (note,) = [note for note in source.notes if note.sort == bpmn.LOST]
    assert "ends early" in note.what
    assert source.repaired


@pytest.mark.parametrize("kept", range(400, len(FILE) - 4, 7))
def test_wherever_it_ends_it_opens_and_is_written_well_formed(kept: int) -> None:
    source = bpmn.read(FILE[:kept])
    written = bpmn.write(source, source.records)
    etree.fromstring(written)
    assert [note.sort for note in source.notes].count(bpmn.LOST) == 1
    # and what is written opens without a word
    again = bpmn.read(written)
    assert not again.repaired
    assert {record.id for record in again.records} == {record.id for record in source.records}


def test_a_flow_that_only_steps_name_is_not_invented() -> None:
    cut = FILE[: FILE.index(b"<!-- one -->")]
    assert not [record for record in bpmn.read(cut).records if isinstance(record, Flow)]


def test_the_line_of_the_note_is_where_the_file_ends() -> None:
    cut = FILE[: FILE.index(b'<c:Bounds x="200"') + 9]
    (note,) = [note for note in bpmn.read(cut).notes if note.sort == bpmn.LOST]
    assert note.line == 13


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<a><b>x</b></a>", None),
        ("<a><b>x", "<a><b>x</b></a>"),
        ("<a>\n<b/>\n", "<a>\n<b/>\n</a>\n"),
        ("<a><b c='1' d='2", "<a></a>"),
        ("<a><b c='x > y", "<a></a>"),
        ("<a>x<!-- never", "<a>x</a>"),
        ("<a><![CDATA[x < y", "<a><![CDATA[x < y]]></a>"),
        ("<a><b>x</b", "<a><b>x</b></a>"),
    ],
)
def test_what_is_open_is_closed_and_what_is_not_finished_left_out(text: str, found: str | None) -> None:
    made = completed(text)
    assert (made[0].replace("\n\n", "\n") if made else None) == found
