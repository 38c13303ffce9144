"""Writes resources/mapper.xsd, the schema of Mapper's own element, from the one table of fields (`model.details`).

Without arguments it rewrites the file; with --check it changes nothing and exits 1 when the file is not up to date.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from mapper.model.details import CHOICE, DATE, DETAILS, NUMBER, PARAGRAPH, PARTY_ID, PARTY_IDS, ROWS, Detail

FILE = Path(__file__).resolve().parents[1] / "resources" / "mapper.xsd"
IN_BPMN = ("documentation",)
"""Fields that BPMN has an element for everywhere."""
SIMPLE = {NUMBER: "xsd:double", DATE: "xsd:date", PARTY_ID: "tParty", PARTY_IDS: "tParties", PARAGRAPH: "xsd:string"}
HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<!-- The fields that Mapper adds to BPMN 2.0: one <mapper:details> in an element's bpmn:extensionElements, with an
     attribute for each single value and a child element for each long text or table row. Ids are those of bpmn:resource
     elements. Written by packaging/schema.py. -->
<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns="https://mapper.invalid/bpmn/1"
            targetNamespace="https://mapper.invalid/bpmn/1" elementFormDefault="qualified"
            attributeFormDefault="unqualified">

  <!-- The name of an association, which BPMN gives none. -->
  <xsd:attribute name="name" type="xsd:string"/>

  <!-- On a group: it is a phase of a pool, a band across its lanes with a title. -->
  <xsd:attribute name="phase" type="xsd:boolean"/>

  <!-- On a bpmndi:BPMNPlane: pixels of its steps' names, where they are not 12.5; all other text in proportion. -->
  <xsd:attribute name="textSize">
    <xsd:simpleType>
      <xsd:restriction base="xsd:double">
        <xsd:minInclusive value="9"/>
        <xsd:maxInclusive value="24"/>
      </xsd:restriction>
    </xsd:simpleType>
  </xsd:attribute>

  <xsd:element name="details" type="tDetails"/>
  <xsd:complexType name="tDetails">
    <xsd:choice minOccurs="0" maxOccurs="unbounded">
"""
MIDDLE = """\
    </xsd:choice>
"""
PARTIES = """\
    <xsd:anyAttribute namespace="##other" processContents="lax"/>
  </xsd:complexType>

  <xsd:simpleType name="tParty"><xsd:restriction base="xsd:string"/></xsd:simpleType>
  <xsd:simpleType name="tParties"><xsd:list itemType="tParty"/></xsd:simpleType>

  <!-- ISO 8601, or a number of minutes. -->
  <xsd:simpleType name="tDuration"><xsd:union memberTypes="xsd:duration xsd:double"/></xsd:simpleType>
"""


def main(arguments: list[str]) -> int:
    """Write or check the file."""
    text = schema()
    if "--check" in arguments:
        current = FILE.read_text("utf-8") == text
        print("the schema is up to date" if current else f"{FILE.name} is not up to date: run packaging/schema.py")
        return 0 if current else 1
    FILE.write_text(text, "utf-8")
    return 0


def schema() -> str:
    """The whole schema."""
    fields = [field for field in DETAILS.values() if field.key not in IN_BPMN]
    long = [field for field in fields if field.type in (PARAGRAPH, ROWS)]
    short = [field for field in fields if field.type not in (PARAGRAPH, ROWS)]
    elements = (f'      <xsd:element name="{f.key}" type="{_type(f)}"/>\n' for f in long)
    attributes = (f'    <xsd:attribute name="{f.key}" type="{_type(f)}"/>\n' for f in short)
    types = (f"\n{''.join(_own_type(f))}" for f in fields if f.type in (ROWS, CHOICE))
    return "".join((HEAD, *elements, MIDDLE, *attributes, PARTIES, *types, "</xsd:schema>\n"))


def _type(field: Detail) -> str:
    if field.duration:
        return "tDuration"
    if field.type in (ROWS, CHOICE):
        return f"t{field.key[0].upper()}{field.key[1:]}"
    return SIMPLE.get(field.type, "xsd:string")


def _own_type(field: Detail) -> Iterator[str]:
    if field.type == ROWS:
        yield f'  <xsd:complexType name="{_type(field)}">\n'
        yield from (f'    <xsd:attribute name="{name}" type="xsd:string"/>\n' for name, _label in field.columns)
        yield "  </xsd:complexType>\n"
        return
    yield f'  <xsd:simpleType name="{_type(field)}">\n    <xsd:restriction base="xsd:string">\n'
    yield from (f'      <xsd:enumeration value="{key}"/>\n' for key, _label in field.choices)
    yield "    </xsd:restriction>\n  </xsd:simpleType>\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
