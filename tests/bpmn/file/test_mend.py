"""Damage that other programs refuse: what Mapper shows of it, and that what it writes is well-formed and opens."""

from dataclasses import dataclass

import pytest
from lxml import etree
from tests.helpers.bpmn_edits import edit, records

from mapper import bpmn
from mapper.model.geometry import Rect
from mapper.model.records import Node

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DI = "http://www.omg.org/spec/BPMN/20100524/DI"
DD = 'xmlns:c="http://www.omg.org/spec/DD/20100524/DC" xmlns:i="http://www.omg.org/spec/DD/20100524/DI"'
FILE = f"""<?xml version="1.0" encoding="UTF-8"?>
<b:definitions xmlns:b="{MODEL}" xmlns:d="{DI}" {DD} targetNamespace="urn:x">
<b:process id="p" name="Order">
<b:task id="a" name="Prüfe Größe"><b:documentation>Look</b:documentation><b:outgoing>f</b:outgoing></b:task>
<b:task id="z" name="Done"><b:incoming>f</b:incoming></b:task>
<b:sequenceFlow id="f" sourceRef="a" targetRef="z"/>
</b:process>
<d:BPMNDiagram id="dia"><d:BPMNPlane id="plane" bpmnElement="p">
<d:BPMNShape id="sa" bpmnElement="a"><c:Bounds x="100" y="100" width="100" height="80"/></d:BPMNShape>
<d:BPMNShape id="sz" bpmnElement="z"><c:Bounds x="300" y="100" width="100" height="80"/></d:BPMNShape>
<d:BPMNEdge id="ef" bpmnElement="f"><i:waypoint x="200" y="140"/><i:waypoint x="300" y="140"/></d:BPMNEdge>
</d:BPMNPlane></d:BPMNDiagram>
</b:definitions>
"""


@dataclass(frozen=True)
class Damage:
    """The bytes of a damaged file; what its first step is called and says in it; a word of the note that tells it."""

    data: bytes
    name: str = "Prüfe Größe"
    says: str = ""
    documentation: str = "Look"


def _with(old: str, new: str) -> bytes:
    assert old in FILE
    return FILE.replace(old, new, 1).encode()


def _named(raw: str) -> bytes:
    return _with('name="Prüfe Größe"', f"name={raw}")


DAMAGES = {
    "a bare ampersand and tag": Damage(_named('"A & B <c>"'), "A & B <c>", "XML does not allow"),
    "a bare less-than": Damage(_named('"x < 5"'), "x < 5", "XML does not allow"),
    "a tag in a name": Damage(_named('"<b>Check</b>"'), "<b>Check</b>", "XML does not allow"),
    "single quotes": Damage(_named("'x < \"5\"'"), 'x < "5"', "XML does not allow"),
    "quotes in quotes": Damage(_named('"The "big" one"'), 'The "big" one', "XML does not allow"),
    "no quotes": Damage(_named("Check"), "Check", "XML does not allow"),
    "an open quote": Damage(_with('id="a" name', 'id="a name'), says="quotes"),
    "an open quote at the end": Damage(_named('"Check'), "Check", "quotes"),
    "no blank between attributes": Damage(_with('id="a" name', 'id="a"name'), says="XML does not allow"),
    "entities of web pages": Damage(_named('"A&nbsp;B&ouml;"'), "A\u00a0Bö", "XML does not allow"),
    "bare marks in a text": Damage(
        _with(">Look<", ">a & b, c < d ]]> e<"), says="XML does not allow", documentation="a & b, c < d ]]> e"
    ),
    "a misspelt end tag": Damage(_with("</b:outgoing></b:task>", "</b:outgoing></b:tsk>"), says="tags do not match"),
    "an end tag too many": Damage(_with("</b:task>", "</b:task></b:task>"), says="tags do not match"),
    "an end tag of nothing": Damage(_with("</b:outgoing>", "</b:outgoing></b:x>"), says="tags do not match"),
    "no end tag of a step": Damage(_with("</b:outgoing></b:task>", "</b:outgoing>"), says="tags do not match"),
    "no end tag within a step": Damage(_with("</b:outgoing></b:task>", "</b:task>"), says="tags do not match"),
    "no end tags of a step and in it": Damage(_with("</b:outgoing></b:task>", ""), says="tags do not match"),
    "no end tag of the process": Damage(_with("</b:process>", ""), says="tags do not match"),
    "no end tag of a shape": Damage(_with("</d:BPMNShape>", ""), says="tags do not match"),
    "an end tag without its prefix": Damage(_with("</b:documentation>", "</documentation>"), says="tags do not match"),
    "two hyphens in a comment": Damage(_with("<b:task", "<!-- a -- b --><b:task"), says="XML does not allow"),
    "control characters": Damage(_named('"Check\x0b\x02it"'), "Check it", "does not allow"),
    "zero bytes behind the end": Damage(FILE.encode() + b"\0" * 4096, says="behind the end"),
    "words behind the end": Damage(FILE.encode() + b"-- sent by post --\n", says="behind the end"),
    "blank lines before the declaration": Damage(b"\n\n" + FILE.encode(), says="before the first tag"),
    "words before the declaration": Damage(b"HTTP/1.1 200 OK\n\n" + FILE.encode(), says="before the first tag"),
    "two marks of byte order": Damage(b"\xef\xbb\xbf" * 2 + FILE.encode(), says="before the first tag"),
    "UTF-8 that says UTF-16": Damage(_with("UTF-8", "UTF-16"), says="UTF-16"),
    "UTF-8 that says ASCII": Damage(_with("UTF-8", "us-ascii"), says="us-ascii"),
    "UTF-8 that says Latin-1": Damage(_with("UTF-8", "ISO-8859-1"), says="ISO-8859-1"),
    "UTF-8 that says windows-1252": Damage(_with("UTF-8", "windows-1252"), says="windows-1252"),
    "windows-1252 that says Latin-1": Damage(
        FILE.replace("UTF-8", "ISO-8859-1").replace("Prüfe Größe", "“Größe” – ø’s").encode("cp1252"),
        "“Größe” – ø’s", "ISO-8859-1",
    ),
    "windows-1252 that says UTF-8": Damage(
        FILE.replace("Prüfe Größe", "“Größe” – ø’s").encode("cp1252"), "“Größe” – ø’s", "does not allow"
    ),
    "UTF-32": Damage(FILE.replace("UTF-8", "UTF-32").encode("utf-32"), says="UTF-32"),
    "UTF-32 without a mark": Damage(FILE.split("\n", 1)[1].encode("utf-32-be"), says="UTF-32"),
    "UTF-16 with neither mark nor declaration": Damage(
        FILE.split("\n", 1)[1].encode("utf-16-be"), says="cannot tell the file's encoding"
    ),
    "UTF-16 without a mark, after a blank line": Damage(
        ("\r\n" + FILE.replace("UTF-8", "UTF-16")).encode("utf-16-le"), says="before the first tag"
    ),
    "UTF-16 and half a character": Damage(
        FILE.replace("UTF-8", "UTF-16").encode("utf-16") + b"\n", says="behind the end"
    ),
    "halves of UTF-16 written as UTF-8": Damage(
        FILE.encode().replace("Prüfe Größe".encode(), b"Smile \xed\xa0\xbd\xed\xb9\x82"), "Smile 🙂", "does not allow"
    ),
    "a declaration without a version": Damage(_with(' version="1.0"', ""), says="declaration"),
    "a declaration of another version": Damage(_with('"1.0"', '"2.0"'), says="declaration"),
    "a declaration in capitals": Damage(_with('xml version="1.0" encoding', 'XML VERSION="1.0" ENCODING'), says="decl"),
    "a declaration without its end": Damage(_with("?>", ">"), says="declaration"),
    "a declaration without its beginning": Damage(_with("<?xml", "<xml"), says="declaration"),
    "a declaration in quotes of typography": Damage(_with('"1.0"', "“1.0”"), says="declaration"),
    "a declaration in no quotes": Damage(_with('"UTF-8"', "UTF-8"), says="declaration"),
    "a declaration of no encoding": Damage(_with('"UTF-8"', '""'), says="declaration"),
    "lines that end as Unicode has it": Damage(FILE.replace("\n", "\u2028").encode(), says="do not end as XML"),
    "lines that end as on a mainframe": Damage(FILE.replace("\n", "\x85").encode(), says="do not end as XML wants it"),
    "a mainframe's encoding": Damage(FILE.replace("UTF-8", "IBM037").encode("cp037"), says="IBM037"),
    "no declaration and half of the first tag": Damage(FILE[140:].encode(), says="beginning of the file is missing"),
    "no first tag": Damage(FILE.split("\n", 2)[2].encode(), says="beginning of the file is missing"),
    "two document types": Damage(
        _with("<b:definitions", '<!DOCTYPE x SYSTEM "x.dtd"><!DOCTYPE x SYSTEM "x.dtd"><b:definitions'), says="XML"
    ),
    "a tag in a namespace": Damage(_with("urn:x", 'urn:x" xmlns:q="http://a<b/c'), says="a namespace is not"),
    "forty prefixes of nothing": Damage(
        _with('id="z"', " ".join(f'p{n}:a="1"' for n in range(40)) + ' id="z"'), says="“p39” is declared nowhere"
    ),
    "quotes of typography": Damage(_named("“Check it”"), "Check it", "hardly written as a tag"),
    "quotes of full width": Damage(_named("\uff02Check\uff02"), "Check", "hardly written as a tag"),
    "a blank that nobody sees": Damage(_with('id="a" name', 'id="a"\u200bname'), says="hardly written as a tag"),
    "a blank behind the less-than": Damage(_with("<b:task", "< b:task"), says="hardly written as a tag"),
    "a blank in an end tag": Damage(_with("</b:task>", "</ b:task>"), says="hardly written as a tag"),
    "a tag without its end": Damage(_with('Größe">', 'Größe"'), says="hardly written as a tag"),
    "an empty tag without its end": Damage(_with('targetRef="z"/>', 'targetRef="z"/'), says="hardly written as a tag"),
    "an empty tag without slash and end": Damage(_with('targetRef="z"/>', 'targetRef="z"'), says="hardly written"),
    "a sound greater-than beside other damage": Damage(
        _with('Größe">', 'Größe > 5"><b:x a="&"/>'), "Prüfe Größe > 5", "XML does not allow"
    ),
    "a comment that never ends": Damage(_with("<b:task", "<!-- look <b:task"), says="tags do not match"),
    "an encoding that there is not": Damage(_with("UTF-8", "x-foo-99"), says="x-foo-99"),
    "Latin-1 that says UTF-8": Damage(FILE.encode("latin-1"), says="does not allow"),
    "marks of a merge": Damage(
        _with("<b:task id=", "<<<<<<< HEAD\n<b:task id=").replace(
            b"<b:task id=\"z\"", b"=======\n<b:task id=\"a\" name=\"Theirs\"/>\n>>>>>>> branch\n<b:task id=\"z\""
        ),
        says="lines 4, 6, 8",
    ),
    "the map twice": Damage(FILE.encode() + FILE.encode(), says="a second map"),
    "the map twice, said once": Damage((FILE + FILE.split("\n", 1)[1]).encode(), says="a second map"),
    "a declaration within": Damage(_with("<b:task", '<?xml version="1.0"?><b:task'), says="XML does not allow"),
    "a prefix of nothing": Damage(_with('id="z"', 'id="z" v:cost="3"'), says="“v” is declared nowhere"),
}  # fmt: skip


@pytest.fixture(params=DAMAGES.values(), ids=list(DAMAGES))
def damage(request: pytest.FixtureRequest) -> Damage:
    found: Damage = request.param
    return found


def test_the_map_is_shown_as_it_was_meant_and_a_note_says_what_was_wrong(damage: Damage) -> None:
    source = bpmn.read(damage.data)
    found = {record.id: record for record in source.records}
    assert (found["a"].name, found["a"].details["documentation"]) == (damage.name, damage.documentation)
    assert (found["a"].parent, found["z"].parent, found["z"].name) == ("p", "p", "Done")
    assert (found["f"].source, found["f"].target) == ("a", "z")
    boxes = {id: node.bounds for id in "az" if isinstance(node := found[id], Node)}
    assert boxes == {"a": Rect(100, 100, 100, 80), "z": Rect(300, 100, 100, 80)}
    assert source.repaired
    assert any(damage.says in note.what for note in source.notes), source.notes


def test_what_is_written_is_well_formed_and_says_the_same(damage: Damage) -> None:
    source = bpmn.read(damage.data)
    written = bpmn.write(source, source.records)
    etree.fromstring(written)
    again = bpmn.read(written)
    assert again.records == source.records
    assert not again.repaired


def test_after_an_edit_too_and_undone_it_is_what_was_written_before(damage: Damage) -> None:
    source = bpmn.read(damage.data)
    renamed = tuple(r.but(name="Other") if r.id == "z" else r for r in source.records)
    after = bpmn.write_checked(source, renamed)
    assert after.faults == ()
    etree.fromstring(after.data)
    assert records(after.data)["a"].name == damage.name
    assert records(after.data)["z"].name == "Other"
    assert not bpmn.read(after.data).repaired
    assert bpmn.write(source.rebased(after.data, renamed), source.records) == bpmn.write(source, source.records)


@pytest.mark.parametrize("encoding", ["gbk", "shift_jis", "euc-jp", "big5", "koi8-r"])
def test_a_sound_file_in_an_encoding_of_its_own_does_not_count_as_repaired(encoding: str) -> None:
    name = {"gbk": "接收订单", "big5": "接收訂單", "koi8-r": "Заявка"}.get(encoding, "注文を受ける")
    data = FILE.replace("UTF-8", encoding).replace("Prüfe Größe", name).encode(encoding)
    source = bpmn.read(data)
    assert not source.repaired
    assert records(data)["a"].name == name
    assert bpmn.write(source, source.records) == data
    after = edit(data, records(data)["z"].but(name="Other"))
    assert after == data.replace(b"Done", b"Other")


def test_zero_bytes_alone_are_refused_as_what_they_are() -> None:
    with pytest.raises(bpmn.Unreadable, match="zero bytes"):
        bpmn.read(b"\0" * 5000)


# -- names -------------------------------------------------------------------------------------------------------------

BARE = FILE.replace("b:", "").replace("d:", "").replace("c:", "").replace("i:", "")
BARE = "\n".join(
    "<definitions targetNamespace='urn:x'>" if line.startswith("<definitions") else line for line in BARE.split("\n")
)
CAPITAL = FILE.replace("b:task", "b:Task").replace("b:sequenceFlow", "b:SequenceFlow").replace("c:Bounds", "c:bounds")


@pytest.mark.parametrize("text", [BARE, CAPITAL], ids=["no namespace", "capitals"])
def test_names_that_are_nearly_bpmns_are_understood_and_kept(text: str) -> None:
    # given a file with names of its own, well-formed
    source = bpmn.read(text.encode())
    found = {record.id: record for record in source.records}
    assert not source.repaired
    assert len(source.notes) >= 1
    # then it means what its names stand for, at its places
    step = found["a"]
    assert isinstance(step, Node)
    assert (step.kind, step.bounds, found["f"].kind) == ("task", Rect(100, 100, 100, 80), "sequenceFlow")
    # and untouched it is the same bytes
    assert bpmn.write(source, source.records) == text.encode()


@pytest.mark.parametrize("text", [BARE, CAPITAL], ids=["no namespace", "capitals"])
def test_an_edit_writes_them_as_the_file_does_into_its_one_diagram(text: str) -> None:
    # given a step that is moved, and one that is new
    step = records(text.encode())["a"]
    assert isinstance(step, Node)
    new = Node("n", "userTask", "New", parent="p", plane=step.plane, bounds=Rect(500, 100, 100, 80), z=99)
    # when that is written
    after = edit(text.encode(), step.but(bounds=Rect(100, 300, 100, 80)), new)
    # then all else is the same, and read again there is one diagram with three steps in their places
    assert b'y="300"' in after
    again = {record.id: record for record in bpmn.read(after).records}
    assert sum(record.kind == "plane" for record in again.values()) == 1
    boxes = {id: node.bounds for id in "azn" if isinstance(node := again[id], Node)}
    assert boxes == {"a": Rect(100, 300, 100, 80), "z": Rect(300, 100, 100, 80), "n": Rect(500, 100, 100, 80)}
    assert b"ns0" not in after
