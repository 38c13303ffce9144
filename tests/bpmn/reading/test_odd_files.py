"""One small file for each oddity that other tools, transfers and hands leave in files: each opens with a calm note,
shows what can be shown, comes back byte for byte when untouched, and keeps all the rest when it is edited."""

import gzip
import io
import re
import zipfile
from dataclasses import dataclass

import pytest
from lxml import etree
from tests.helpers.bpmn_edits import edit, records

from mapper import bpmn
from mapper.app.session import arrange
from mapper.bpmn.file.errors import LOST
from mapper.model.diagram import Diagram
from mapper.model.records import Node

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DI = "http://www.omg.org/spec/BPMN/20100524/DI"
NAMES = (
    f'xmlns:b="{MODEL}" xmlns:d="{DI}" xmlns:c="http://www.omg.org/spec/DD/20100524/DC"'
    ' xmlns:i="http://www.omg.org/spec/DD/20100524/DI" xmlns:v="urn:vendor"'
)
FILE = f"""<?xml version="1.0" encoding="UTF-8"?>
<b:definitions {NAMES} id="defs" targetNamespace="urn:x">
  <!-- kept -->
  <b:process id="p">
    <b:laneSet id="ls"><b:lane id="l" name="Desk"><b:flowNodeRef>a</b:flowNodeRef></b:lane></b:laneSet>
    <b:task id="a" name="Ask" v:cost="3"><b:extensionElements><v:x>1</v:x></b:extensionElements></b:task>
    <b:task id="z" name="Zip"/>
    <b:sequenceFlow id="f" sourceRef="a" targetRef="z"/>
  </b:process>
  <d:BPMNDiagram id="dia"><d:BPMNPlane id="plane" bpmnElement="p">
    <d:BPMNShape id="sa" bpmnElement="a"><c:Bounds x="100" y="0" width="100" height="80"/></d:BPMNShape>
    <d:BPMNShape id="sz" bpmnElement="z"><c:Bounds x="300" y="0" width="100" height="80"/></d:BPMNShape>
    <d:BPMNShape id="sl" bpmnElement="l"><c:Bounds x="0" y="0" width="500" height="125"/></d:BPMNShape>
    <d:BPMNEdge id="ef" bpmnElement="f"><i:waypoint x="200" y="40"/><i:waypoint x="300" y="40"/></d:BPMNEdge>
  </d:BPMNPlane></d:BPMNDiagram>
</b:definitions>
"""


@dataclass(frozen=True)
class Odd:
    """What of FILE is replaced by what; the note that tells it, and its line; steps that are shown; whether it counts
    as repaired."""

    old: str
    new: str
    says: str = ""
    line: int | None = None
    shown: int = 2
    repaired: bool = False

    @property
    def text(self) -> str:
        found = re.sub(self.old, lambda _: self.new, FILE, flags=re.DOTALL)
        assert found != FILE
        return found


DRAWING = r"  <d:BPMNDiagram.*</d:BPMNDiagram>\n"
ODDITIES = {
    "a step without an id": Odd(r' id="z"', "", "no id", 7),
    "an id that two have": Odd(r'id="z"', 'id="a"', "another element has the id “a” already", 7),
    "an id with a blank": Odd(r'"z"', '"z 1"'),
    "an id that begins with a digit": Odd(r'"z"', '"1z"'),
    "an id with a colon": Odd(r'"z"', '"x:z"'),
    "an empty id": Odd(r' id="z"', ' id=""', "no id", 7),
    "an id in blanks": Odd(r'id="z"', 'id=" z "'),
    "a flow that ends nowhere": Odd(r'targetRef="z"', 'targetRef="gone"', "at nothing in this file; it touches “z”", 8),
    "a flow without a source": Odd(r' sourceRef="a"', "", "starts at nothing in this file; it touches “a”", 8),
    "a flow onto itself": Odd(r'targetRef="z"', 'targetRef="f"', "ends at nothing in this file; it touches “z”", 8),
    "a lane that names nothing": Odd(r">a</b:flow", ">gone</b:flow", "names “gone”, which is not in this file", 5),
    "a lane that names a flow": Odd(r">a</b:flow", ">f</b:flow"),
    "a default flow of another step": Odd(r'name="Zip"', 'name="Zip" default="f"', "as its default flow", 7),
    "a boundary event on nothing": Odd(
        r'<b:task id="z"', '<b:boundaryEvent id="e"/><b:task id="z"', "sits on nothing", 7, 2
    ),
    "a prefixed bpmnElement": Odd(r'bpmnElement="a"', 'bpmnElement="b:a"'),
    "an undeclared prefix in bpmnElement": Odd(r'bpmnElement="a"', 'bpmnElement="nobody:a"'),
    "a shape of nothing": Odd(r'bpmnElement="z"', 'bpmnElement="gone"', "shows “gone”, which is not in this file", 12),
    "a shape of no element": Odd(r' bpmnElement="z"', "", "does not say what it shows", 12),
    "a shape of a flow": Odd(r'bpmnElement="z"', 'bpmnElement="f"', "drawn as a line but is none", 12),
    "no drawing at all": Odd(DRAWING, "", "the map was arranged"),
    "a drawing without a plane": Odd(r"<d:BPMNPlane.*</d:BPMNPlane>", "", "has no plane", 10),
    "an empty plane": Odd(r"(?<=bpmnElement=\"p\">).*(?=</d:BPMNPlane>)", "", "the map was arranged"),
    "a step that is not drawn": Odd(r"    <d:BPMNShape id=\"sz.*?Shape>\n", "", "arranged"),
    "a flow that is not drawn": Odd(r"    <d:BPMNEdge.*?Edge>\n", "", "arranged"),
    "a shape without bounds": Odd(r'<c:Bounds x="300".*?/>', "", "no usable bounds", 12),
    "bounds without a width": Odd(r'x="300" y="0" width="100"', 'x="300" y="0"', "no usable bounds", 12),
    "bounds of no number": Odd(r'x="300"', 'x="three"', "no usable bounds", 12),
    "bounds that are not finite": Odd(r'x="300" y="0"', 'x="NaN" y="inf"', "no usable bounds", 12),
    "bounds beyond all maps": Odd(r'x="300" y="0"', 'x="1e308" y="0"', "no usable bounds", 12),
    "a negative size": Odd(r'x="300" y="0" width="100"', 'x="300" y="0" width="-5"', "no usable bounds", 12),
    "a size of nothing": Odd(r'x="300" y="0" width="100" height="80"', 'x="300" y="0" width="0" height="0"'),
    "a line with one place": Odd(r'<i:waypoint x="300" y="40"/>', "", "fewer than two places", 14),
    "a line without places": Odd(r"<i:waypoint x=.*?(?=</d:BPMNEdge>)", "", "fewer than two places", 14),
    "a bend of no number": Odd(r'<i:waypoint x="300"', '<i:waypoint x="?"', "lies nowhere on the map", 14),
    "a plane of the file itself": Odd(r'bpmnElement="p"', 'bpmnElement="defs"', "no process or collaboration", 10),
    "a plane of nothing": Odd(r' bpmnElement="p"', ""),
    "a prefix that is not declared": Odd(r' xmlns:v="urn:vendor"', "", "prefix “v” is declared nowhere", None, 2, True),
    "BPMN's prefix not declared": Odd(rf'xmlns:b="{MODEL}" ', "", "prefix “b” is declared nowhere", 2, 2, True),
    "a blank in BPMN's namespace": Odd(f'"{MODEL}"', f'" {MODEL}"', "a namespace is not written as one", 2, 2, True),
    "a blank in the drawing's namespace": Odd(f'"{DI}"', f'"{DI} "', "a namespace is not written as one", 2, 2, True),
    "a blank within a namespace": Odd(f'"{MODEL}"', f'"{MODEL[:25]} {MODEL[25:]}"', "a namespace is not", 2, 2, True),
    "a misspelt namespace of the drawing": Odd(f'"{DI}"', f'"{DI.lower()}"', "is not BPMN 2.0's", 2),
    "a misspelt declaration": Odd(r"xmlns:d=", "xmlns:dd=", "prefix “d” is declared nowhere", 10, 2, True),
    "a declaration that is none": Odd(r"xmlns:c=", "xlmns:c=", "is declared nowhere", None, 2, True),
    "an envelope around the map": Odd("<b:def.*", f'<e:all xmlns:e="urn:e"><e:head/>\n{FILE[39:]}</e:all>\n'),
    "a reference to no entity": Odd(r"Zip", "Zip&nothing;", "XML does not allow", 7, 2, True),
    "an ampersand alone": Odd(r"Zip", "Zip & Zap", "XML does not allow", 7, 2, True),
    "an attribute twice": Odd(r'name="Zip"', 'name="Zip" name="Zap"', "XML does not allow", 7, 2, True),
    "a missing end tag": Odd(r"</b:extensionElements>", "", "tags do not match", 6, 2, True),
    "a NUL in a name": Odd(r"Zip", "Z\0ip", "does not allow", 7, 2, True),
}  # fmt: skip


@pytest.fixture(params=ODDITIES.values(), ids=list(ODDITIES))
def odd(request: pytest.FixtureRequest) -> Odd:
    found: Odd = request.param
    return found


def test_it_opens_and_says_calmly_what_is_odd(odd: Odd) -> None:
    source = arrange.shown(bpmn.read(odd.text.encode()))
    told = [note for note in source.notes if odd.says and odd.says in note.what]
    assert bool(told) == bool(odd.says), source.notes
    assert odd.line is None or odd.line in {note.line for note in told}, told
    assert source.repaired == odd.repaired
    assert all("\n" not in note.what and len(note.what) < 200 for note in source.notes)


def test_what_can_be_shown_is_shown(odd: Odd) -> None:
    diagram = Diagram(arrange.shown(bpmn.read(odd.text.encode())).records)
    steps = [node for node in diagram.nodes() if node.kind == "task"]
    assert len(steps) == odd.shown
    assert all(step.plane is not None and step.bounds is not None for step in steps)


def test_untouched_it_is_the_same_bytes_unless_it_was_repaired(odd: Odd) -> None:
    source = bpmn.read(odd.text.encode())
    assert source.data == odd.text.encode()
    written = bpmn.write(source, source.records)
    assert (written == source.data) == (not odd.repaired)
    etree.fromstring(written)


def test_what_is_saved_is_well_formed_and_is_asked_about_no_more(odd: Odd) -> None:
    data = odd.text.encode()
    written = edit(data, next(r for r in records(data).values() if r.name == "Ask").but(name="Renamed"))
    etree.fromstring(written)
    assert not bpmn.read(written).repaired


def test_a_rename_reads_back_and_keeps_everything_else(odd: Odd) -> None:
    # given the map of an odd file
    data = odd.text.encode()
    before = records(data)
    step = next(r for r in before.values() if r.kind == "task" and r.name == "Ask")
    # when a step gets another name
    written = edit(data, step.but(name="Renamed"))
    after = records(written)
    # then all is as it was, but for that name and ids that were made up
    assert sorted((r.kind, r.name) for r in after.values()) == sorted(
        (r.kind, "Renamed" if r is step else r.name) for r in before.values()
    )
    drawn, redrawn = ({(r.kind, r.bounds) for r in rs.values() if isinstance(r, Node)} for rs in (before, after))
    assert drawn == redrawn
    # and what Mapper does not know is still there
    text = written.decode("utf-8", "replace")
    assert all(word in text for word in ("<!-- kept -->", 'cost="3"', ">1</v:x>", "urn:x"))


# -- files that are something else around the map ----------------------------------------------------------------------


def _zip(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name.replace("_", "."), text)
    return out.getvalue()


def test_an_archive_with_one_map_opens_and_is_never_overwritten_unasked() -> None:
    # given a zip archive, called .bpmn, that holds one map
    data = _zip(map_bpmn=FILE, readme_txt="Hello")
    # when it is opened
    source = bpmn.read(data)
    # then the map is shown, and it counts as repaired, so that saving over it asks
    assert {"a", "z"} <= {r.id for r in source.records}
    assert source.repaired
    assert any("archive" in note.what for note in source.notes)
    # and what is written is a plain map
    assert source.data == data
    assert bpmn.write(source, source.records) == FILE.encode()
    assert edit(data, records(data)["a"].but(name="Renamed")) == FILE.replace("Ask", "Renamed").encode()


@pytest.mark.parametrize("files", [{"readme_txt": "Hello"}, {"one_bpmn": FILE, "two_bpmn": FILE}])
def test_an_archive_without_one_map_is_refused(files: dict[str, str]) -> None:
    with pytest.raises(bpmn.Unreadable) as refusal:
        bpmn.read(_zip(**files))
    assert "zip archive" in refusal.value.what


@pytest.mark.parametrize("cut", [0, 40])
def test_a_gzip_archive_opens_too_and_one_that_was_cut_off_as_far_as_it_goes(cut: int) -> None:
    # given a map as gzip leaves it, whole or not
    data = gzip.compress(FILE.encode(), mtime=0)
    # when it is opened
    source = bpmn.read(data[: len(data) - cut])
    # then its steps are there, and what is written is a plain map
    assert {"a", "z"} <= {r.id for r in source.records}
    assert source.repaired
    assert "gzip" in source.notes[0].what
    assert [note.sort for note in source.notes if note.sort == LOST] == ([LOST] if cut else [])
    written = bpmn.write(source, source.records)
    assert etree.fromstring(written) is not None
    assert cut or written == FILE.encode()


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"visio/document_xml": "<VisioDocument/>"}, "a Visio drawing"),
        ({"word/document_xml": "<document/>", "word/styles_xml": "<styles/>"}, "a Word document"),
        ({"xl/workbook_xml": "<workbook/>", "xl/styles_xml": "<styles/>"}, "an Excel workbook"),
        ({"content_xml": "<document/>", "meta_xml": "<meta/>"}, "an OpenDocument file"),
    ],
)
def test_a_document_of_an_office_is_called_what_it_is(files: dict[str, str], says: str) -> None:
    with pytest.raises(bpmn.Unreadable) as refusal:
        bpmn.read(_zip(**files))
    assert refusal.value.what == f"this is {says}, not a map"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b'{"error": "<html>not found</html>"}', "not XML"),
        (b"MIME-Version: 1.0\r\n\r\n<html></html>", "not XML"),
        (b"id;name\n1;<x>\n", "not XML"),
        (b"<!DOCTYPE html>\n<HTML><body>Log in<br></body></HTML>", "a web page"),
        (b"{\\rtf1 Hello}", "an Office document"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:4d\n", "Git LFS"),
        (b"\xff\xfe", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (FILE.encode()[:25], "ends before the map does"),
        (FILE.encode()[:120], "ends before the map does"),
        (FILE.encode()[: FILE.index("<b:laneSet")], "ends before the map does"),
    ],
)
def test_what_is_no_map_is_called_what_it_is(data: bytes, says: str) -> None:
    with pytest.raises(bpmn.Unreadable, match=says):
        bpmn.read(data)


def test_an_archive_that_blows_up_is_refused() -> None:
    with pytest.raises(bpmn.Unreadable):
        bpmn.read(_zip(map_bpmn=FILE + " " * 200_000_000))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("declared", ["UTF-16", "UTF-8"])
def test_sixteen_bits_with_and_without_a_mark(encoding: str, declared: str) -> None:
    data = FILE.replace("UTF-8", declared).encode(encoding)
    assert edit(data) == data
    after = edit(data, records(data)["a"].but(name="Spørg"))
    assert after == FILE.replace("UTF-8", declared).replace("Ask", "Spørg").encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "us-ascii"])
def test_bytes_that_the_declared_encoding_lacks(encoding: str) -> None:
    # given a file that says one encoding and is another
    text = FILE.replace("UTF-8", encoding).replace("Zip", "Zip \N{EN DASH}")
    data = text.encode("windows-1252")
    # when another step is renamed
    after = edit(data, records(data)["a"].but(name="Renamed"))
    # then the odd byte is the letter that it stands for, rightly declared
    declared = encoding if encoding == "utf-8" else "UTF-8"
    assert after == text.replace("Ask", "Renamed").replace(encoding, declared).encode()


@pytest.mark.parametrize("blank", [b"\xa0", b"\x85", "\u00a0".encode(), "\u2003".encode()])
def test_a_blank_that_is_none_in_xml_ends_no_name(blank: bytes) -> None:
    # given a start tag that a damaged byte made unlike its end tag, as a no-break space or in the file's own encoding
    data = FILE.encode().replace(b"<v:x>1</v:x>", b"<v:x" + blank + b">1</v:x>")
    # when a step of it gets another name
    written = edit(data, next(r for r in records(data).values() if r.name == "Ask").but(name="Renamed"))
    # then nothing after the damage was left out
    assert b'name="Zip"' in written
    assert sorted(re.findall(rb"<(?:[bdic]:)\w+", written)) == sorted(re.findall(rb"<(?:[bdic]:)\w+", data))
