"""Whatever way a file is written, an edit changes one start tag, and taking it back gives every byte."""

import codecs
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from mapper import bpmn
from mapper.edit.verbs import delete, label
from mapper.model.diagram import Diagram

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DRAWING = """  <di:BPMNDiagram xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" id="d"
      xmlns:c="http://www.omg.org/spec/DD/20100524/DC" xmlns:w="http://www.omg.org/spec/DD/20100524/DI">
    <di:BPMNPlane bpmnElement="p">
      <di:BPMNShape bpmnElement="a"><c:Bounds x="0" y="0" width="100" height="80"/></di:BPMNShape>
      <di:BPMNShape bpmnElement="b"><c:Bounds x="200" y="0" width="100" height="80"/></di:BPMNShape>
      <di:BPMNEdge bpmnElement="f"><w:waypoint x="100" y="40"/><w:waypoint x="200" y="40"/></di:BPMNEdge>
    </di:BPMNPlane>
  </di:BPMNDiagram>
"""
ENCODINGS = {
    "utf-8": ("UTF-8", b""), "utf-8 with mark": ("utf-8", codecs.BOM_UTF8),
    "utf-16-le": ("UTF-16", codecs.BOM_UTF16_LE), "utf-16-be": ("UTF-16", codecs.BOM_UTF16_BE),
    "iso-8859-1": ("ISO-8859-1", b""), "windows-1252": ("windows-1252", b""),
}  # fmt: skip
DECLARATIONS = ['<?xml version="1.0" encoding="{}"?>\n', "<?xml version='1.0' encoding='{}' standalone='yes' ?>", ""]
DOCTYPES = ["", "<!DOCTYPE definitions>\n", "<!DOCTYPE x [ <!-- a > b --> <!ELEMENT x ANY> ]>\n"]
NAMES = ["Old", "Old &amp; &lt;new&gt;", "Old&#10;and&#xA;new", "Old&#13;&#10;", "Old &#8364; &#x1F600;", "Øld é ü"]
ASIDES = [
    "", "<!-- -> <b:task id='a'> -->", "<?tool some <data> ?>",
    "<v:x xmlns:v='urn:v'><![CDATA[<b:task id=\"a\"/>]]></v:x>",
    "<v:x xmlns:v='urn:v' w='1&#9;2&#10;3'>  mixed <v:y/> text\n </v:x>", "<x xmlns=''><y/></x>",
]  # fmt: skip


@dataclass(frozen=True)
class Style:
    """A way to write a file."""

    encoding: str
    newline: str
    declaration: str
    doctype: str
    prefix: str
    default: str
    quote: str
    name: str
    aside: str
    broken_tag: bool

    def text(self, name: str) -> str:
        """The file with a step of this name, as it stands in the attribute."""
        colon = f"{self.prefix}:" if self.prefix else ""
        declared = f' xmlns:{self.prefix}="{MODEL}"' if self.prefix else f' xmlns="{MODEL}"'
        declared += f' xmlns="{self.default}"' if self.prefix and self.default else ""
        said = self.declaration.format(ENCODINGS[self.encoding][0])
        gap = "\n      " if self.broken_tag else " "
        q = self.quote
        inside = f"<{colon}extensionElements>{self.aside}</{colon}extensionElements>" if self.aside else ""
        lines = (
            f'{said}{self.doctype}<{colon}definitions{declared} targetNamespace="urn:x">\n<!-- one -->\n'
            f'  <{colon}process id="p" >\n\t<{colon}task{gap}id={q}a{q}{gap}name={q}{name}{q} >{inside}</{colon}task>\n'
            f'    <{colon}task id="b"   name="Other"  /><{colon}sequenceFlow id="f" sourceRef="a" targetRef="b"/>\n'
            f"  </{colon}process>\n{DRAWING}</{colon}definitions >\n<!-- after --> <?after ?>\n"
        )
        return lines.replace("\n", self.newline)

    def data(self, text: str) -> bytes:
        codec = self.encoding.split()[0]
        return ENCODINGS[self.encoding][1] + text.encode(codec, "xmlcharrefreplace")


STYLES = st.builds(
    Style, st.sampled_from(list(ENCODINGS)), st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(DECLARATIONS),
    st.sampled_from(DOCTYPES), st.sampled_from(["", "bpmn", "bpmn2", "semantic"]), st.sampled_from(["", "urn:other"]),
    st.sampled_from("'\""), st.sampled_from(NAMES), st.sampled_from(ASIDES), st.booleans(),
).filter(lambda s: s.declaration or s.encoding.startswith("utf"))  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(STYLES)
def test_untouched_and_taken_back_it_is_the_same_bytes(style: Style) -> None:
    # given a file
    data = style.data(style.text(style.name))
    source = bpmn.read(data)
    diagram = Diagram(source.records)
    assert not source.repaired
    assert bpmn.write(source, diagram.records()) == data
    # when a step is renamed, another deleted with its flow, all saved, and all taken back
    label.rename(diagram, "a", "New")
    delete.records(diagram, ["b"])
    saved = source.rebased(bpmn.write(source, diagram.records()), diagram.records())
    while diagram.undo():
        pass
    # then it is what it was
    assert bpmn.write(saved, diagram.records()) == data


@settings(max_examples=300, deadline=None)
@given(STYLES)
def test_a_rename_changes_one_attribute(style: Style) -> None:
    # given a file
    source = bpmn.read(style.data(style.text(style.name)))
    # when a step is renamed
    name = 'New & <é> "€"\n'
    after = bpmn.write(source, [r.but(name=name) if r.id == "a" else r for r in source.records])
    # then nothing but the name is another, and it reads back
    quoted = '"' if style.quote == "'" else "&quot;"
    assert after == style.data(style.text(f"New &amp; &lt;é> {quoted}€{quoted}&#10;"))
    assert {r.id: r.name for r in bpmn.read(after).records}["a"] == name
