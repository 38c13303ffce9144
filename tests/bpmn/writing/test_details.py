"""Owners and the other fields: BPMN's own elements where there are some, else Mapper's one element."""

from typing import Any

import pytest
from lxml import etree
from tests.helpers.bpmn_edits import edit, records

from mapper.bpmn.file.names import m
from mapper.model.details import CHOICE, DATE, DETAILS, NUMBER, PARAGRAPH, PARTY_ID, PARTY_IDS, ROWS
from mapper.model.records import Node
from mapper.resources import resource

ANNA, BO = Node("anna", "party", "Anna Ærø", z=900), Node("bo", "party", "Bo", z=901)


def value_of(key: str) -> Any:
    field = DETAILS[key]
    return {
        NUMBER: 12.5,
        PARAGRAPH: "one\ntwo & <three>",
        CHOICE: field.choices[0][0] if field.choices else "",
        DATE: "2026-03-09",
        PARTY_ID: "anna",
        PARTY_IDS: ("anna", "bo"),
        ROWS: tuple(tuple(f"{name}{i}" for name, _ in field.columns) for i in range(2)),
    }.get(field.type, 'text "x"')


@pytest.mark.parametrize("id", ["check", "proc", "desk", "got", "shop", "anna", "f1", "note"])
def test_every_field_of_every_sort_comes_back(repair: bytes, schema: etree.XMLSchema, id: str) -> None:
    data = edit(repair, ANNA, BO)
    record = records(data)[id]
    for key, field in DETAILS.items():
        if record.family in field.families:
            record = record.with_detail(key, value_of(key))
    # when all fields of a record are set
    after = edit(data, record)
    # then they read back, the file is valid, and Mapper's element is as its schema says
    assert dict(records(after)[id].details) == dict(record.details)
    assert schema.validate(etree.fromstring(after)), schema.error_log
    own = etree.XMLSchema(etree.parse(str(resource("mapper.xsd"))))
    for details in etree.fromstring(after).iter("{https://mapper.invalid/bpmn/1}details"):
        assert own.validate(etree.fromstring(etree.tostring(details))), own.error_log
    # and when all are taken out again, nothing of them stays
    bare = records(data)[id]
    assert dict(records(edit(after, bare))[id].details) == dict(bare.details)


def test_a_step_names_its_owner_as_bpmn_does(repair: bytes) -> None:
    check = records(repair)["check"].with_detail("owner", "anna").with_detail("informed", ("bo",))
    after = edit(repair, ANNA, BO, check)
    roles = [(e.get("name"), e.findtext(m("resourceRef"))) for e in etree.fromstring(after).iter(m("resourceRole"))]
    assert roles == [("accountable", "anna"), ("informed", "bo")]


def test_another_owner_takes_the_place_of_the_first(repair: bytes) -> None:
    first = edit(repair, ANNA, BO, records(repair)["check"].with_detail("owner", "anna"))
    second = edit(first, records(first)["check"].with_detail("owner", "bo"))
    assert second == first.replace(b"Ref>anna<", b"Ref>bo<")


def test_a_lane_names_its_owner_unless_it_stands_for_something_else(repair: bytes) -> None:
    desk = records(repair)["desk"].with_detail("owner", "anna")
    assert b'partitionElementRef="anna"' in edit(repair, ANNA, desk)
    other = repair.replace(b'<bpmn:lane id="desk"', b'<bpmn:lane id="desk" partitionElementRef="msg"')
    kept = edit(other, ANNA, desk)
    assert b'partitionElementRef="msg"' in kept
    assert records(kept)["desk"].details["owner"] == "anna"


def test_performers_are_read_as_responsible(repair: bytes) -> None:
    performer = b"<bpmn:potentialOwner id='po'><bpmn:resourceRef>anna</bpmn:resourceRef></bpmn:potentialOwner>"
    data = edit(repair, ANNA).replace(b"    </bpmn:userTask>", performer + b"</bpmn:userTask>")
    assert records(data)["check"].details["responsible"] == ("anna",)
    assert b"potentialOwner" not in edit(data, records(repair)["check"])


def test_a_dropped_party_is_named_by_nobody(repair: bytes) -> None:
    owned = edit(repair, ANNA, records(repair)["check"].with_detail("owner", "anna"))
    assert b"anna" not in edit(owned, records(repair)["check"], drop=["anna"])


def test_the_namespace_is_declared_once_when_first_needed(repair: bytes) -> None:
    after = edit(repair, records(repair)["check"].with_detail("cost", 5.0), ANNA.with_detail("title", "Head"))
    assert after.count(b"xmlns:mapper=") == 1
    assert b'<mapper:details cost="5"/>' in after
    taken = repair.replace(b"xmlns:v=", b'xmlns:mapper="urn:other" xmlns:v=')
    assert b"mapper1:details" in edit(taken, records(taken)["check"].with_detail("cost", 5.0))
