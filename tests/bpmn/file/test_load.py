"""Files that are broken, odd or hostile: opened as far as they can be, or refused in one clear line."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from lxml import etree
from tests.helpers.bpmn_edits import changed_lines, edit, records

from mapper import bpmn
from mapper.model.records import Node

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
HEAD = f'<definitions xmlns="{MODEL}" targetNamespace="urn:x"><process id="p">'
TAIL = "</process></definitions>"
OUTSIDE = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
BOMB = "".join(f'<!ENTITY a{i} "&a{i - 1};&a{i - 1};">' for i in range(1, 40))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"\0" * 1000, "zero bytes"),
        (b"\xff\xd8\xff\xe0JFIF", "JPEG"),
        (b"PK\x03\x04", "zip"),
        (b"hello", "not XML"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "<svg>"),
        (b"<html><body><process/></body></html>", "web page"),
        (f'<!DOCTYPE d [<!ENTITY a0 "x">{BOMB}]>{HEAD}&a39;{TAIL}'.encode(), "expand each other"),
        (f'<!DOCTYPE d [<!ENTITY a "{"x" * 10_000}">]>{HEAD}{"&a;" * 10_000}{TAIL}'.encode(), "expand each other"),
        (f"{OUTSIDE}{HEAD}&a;{TAIL}".encode(), "external entity"),
        (f"{OUTSIDE}{HEAD}&a;{TAIL}".encode("utf-16"), "external entity"),
        (f'<!DOCTYPE d [<!ENTITY % a SYSTEM "http://x.invalid/">%a;]>{HEAD}{TAIL}'.encode(), "external entity"),
        ((HEAD + "<subProcess>" * 100_000 + "</subProcess>" * 100_000 + TAIL).encode(), "too deep"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_map_is_refused_in_one_line(data: bytes, says: str) -> None:
    begin = time.process_time()
    with pytest.raises(bpmn.Unreadable) as refusal:
        bpmn.read(data)
    assert says in refusal.value.what
    assert refusal.value.advice
    assert "\n" not in str(refusal.value)
    assert time.process_time() - begin < 2


def test_a_truncated_file_names_its_last_line() -> None:
    source = bpmn.read(f"{HEAD}\n<task id='a'>\n<incoming>f\n\n".encode())
    assert [note.line for note in source.notes if note.sort == bpmn.LOST] == [3]


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "iso-8859-1", "windows-1252"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encodings_come_back_and_take_edits(encoding: str, repair: bytes) -> None:
    # given a file in an encoding, with carriage returns
    declared = {"utf-8-sig": "utf-8", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}.get(encoding, encoding)
    text = repair.decode().replace('"UTF-8"', f'"{declared}"').replace("Worth it?", "Bør vi?").replace("\n", "\r\n")
    data = text.encode(encoding)
    assert records(data)["ok"].name == "Bør vi?"
    assert edit(data) == data
    # when a step gets a name with a character that some encodings lack
    after = edit(data, records(data)["check"].but(name="Bestil → æble"))
    # then it reads back, and the rest of the file is as it was
    assert records(after)["check"].name == "Bestil → æble"
    typed = "Bestil &#8594; æble" if declared in ("iso-8859-1", "windows-1252") else "Bestil → æble"
    assert after == text.replace("Check item", typed).encode(encoding)


def test_bytes_that_the_encoding_lacks_are_letters_after_an_edit_elsewhere() -> None:
    data = f'{HEAD}<task id="a" name="røgfri"/><task id="b"/>{TAIL}'.encode("latin-1")
    source = bpmn.read(data)
    assert source.repaired
    assert {r.id: r for r in source.records}["a"].name == "røgfri"
    assert "røgfri".encode() in edit(data, records(data)["b"].but(name="b"))


@pytest.mark.parametrize(
    "inside",
    [
        '<task id="a" camunda:x="1"/><foo:bar/>',
        '<task id="a" id="b"/>',
        '<task id="a" name="x\0y"/>',
        '<task id="a" name="&#0;"/>',
        '<task id="a"><documentation>&nbsp;</documentation></task>',
        '<task id="a"><incoming></task>',
        '<task id="a" name="R & D"/>',
    ],
)
def test_damage_that_leaves_the_map_readable_is_told_and_mended_when_it_is_written(inside: str) -> None:
    data = (HEAD + inside + TAIL).encode()
    source = bpmn.read(data)
    assert source.repaired
    assert source.notes
    etree.fromstring(bpmn.write(source, source.records))
    after = edit(data, records(data)["a"].but(name="new"))
    etree.fromstring(after)
    assert records(after)["a"].name == "new"


@pytest.mark.parametrize(
    "head",
    [
        '<definitions targetNamespace="urn:x"><process id="p">',
        f'<definitions xmlns="{MODEL} " targetNamespace="urn:x"><process id="p">',
        '<definitions xmlns="http://schema.omg.org/spec/BPMN/2.0" targetNamespace="urn:x"><process id="p">',
    ],
)
def test_a_namespace_that_is_nearly_bpmn_is_read_as_bpmn(head: str) -> None:
    data = f'{head}<startEvent id="s"/>{TAIL}'.encode()
    assert records(data)["s"].kind == "startEvent"
    assert records(edit(data, records(data)["s"].but(name="new")))["s"].name == "new"


def test_bpmn_inside_another_root_opens() -> None:
    data = f'<export xmlns="urn:x">{HEAD}<task id="a"/>{TAIL}</export>'.encode()
    assert records(data)["a"].kind == "task"
    assert records(edit(data, Node("b", "task", "new", parent="p")))["b"].name == "new"


def test_a_document_type_stays_and_fetches_nothing() -> None:
    data = f'<!DOCTYPE definitions SYSTEM "http://nowhere.invalid/x.dtd">\n{HEAD}<task id="a"/>{TAIL}'.encode()
    after = edit(data, records(data)["a"].but(name="new"))
    assert after.startswith(b'<!DOCTYPE definitions SYSTEM "http://nowhere.invalid/x.dtd">\n')


def test_the_texts_a_file_defines_are_read_and_kept() -> None:
    head = '<!DOCTYPE definitions [ <!ENTITY co "Acme &amp; Co"> ]>'
    data = f'{head}\n{HEAD}<task id="a" name="&co;"><documentation>By &co;</documentation></task>{TAIL}'.encode()
    task = records(data)["a"]
    assert (task.name, task.details["documentation"]) == ("Acme & Co", "By Acme & Co")
    assert b"<documentation>By &co;</documentation>" in edit(data, task.but(name="new"))


def test_texts_that_become_other_texts_in_the_end_are_refused() -> None:
    data = f'<!DOCTYPE x [ <!ENTITY a "b"> <!ENTITY c "&#38;a;"> ]>\n{HEAD}<task id="a" name="&c;"/>{TAIL}'.encode()
    with pytest.raises(bpmn.Unreadable):
        bpmn.read(data)


def test_a_ten_megabyte_attribute_is_read_and_kept() -> None:
    data = f'{HEAD}<task id="a"><documentation textFormat="{"x" * 10_000_000}"/></task>{TAIL}'.encode()
    after = edit(data, records(data)["a"].but(name="new"))
    assert b"x" * 10_000_000 in after


@pytest.mark.parametrize(
    "damage",
    [
        (b"</bpmn:userTask>", b""),
        (b"</bpmn:userTask>", b"</bpmn:userTask></bpmn:userTask>"),
        (b"</bpmn:laneSet>", b"</bpmn:process>"),
        (b"</bpmn:collaboration>", b"</bpmn:collaboration></bpmn:definitions>"),
        (b'name="Open"', b'name="Open" 5% off="1" name="Twice"'),
        (b"Look at it.", b"Look &at; it & < there &#0; &#99999999999999999999;"),
    ],
    ids=lambda pair: pair[1].decode()[:20],
)
def test_nothing_gets_lost_in_a_file_whose_tags_are_damaged(repair: bytes, damage: tuple[bytes, bytes]) -> None:
    # given damage after which a parser that goes on would leave whole branches away
    data = repair.replace(*damage)
    source = bpmn.read(data)
    assert source.repaired
    assert any(note.line for note in source.notes)
    assert set(records(data)) == set(records(repair))
    # when a step is renamed, then only its name differs, beside the tags that had to be put right
    after = edit(data, records(data)["ok"].but(name="New name"))
    lines = changed_lines(data, after)
    assert sum("New name" in line for line in lines) == 1
    assert len(lines) <= 6
    assert set(records(after)) == set(records(repair))


HOSTILE = Path(__file__).parents[2] / "benchmarks"


def test_hostile_files_do_no_harm() -> None:
    # each small version of the attacks of the benchmark, in a process that may touch neither network nor files
    told = subprocess.run(
        [sys.executable, str(HOSTILE / "hostile.py"), "--scale", "0.01", "--json"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert [row for row in json.loads(told.stdout) if row["failed"]] == []
    assert told.returncode == 0
