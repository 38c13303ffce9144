"""The facts of a BPMN file as the interchange scorer reads them, each with the element it belongs to.

The scorer (`bpmn_compare.py` in `../shared/interchange`, or where MAPPER_INTERCHANGE points) pairs elements of two
files to count what survived. To find edits that reach too far, facts are laid out flat here instead: a fact is (owner,
sort, …), the owner being the nearest id, "di:" and the id of what it shows for shapes and edges, or "di:" and its own
id for a diagram. What differs between two files is then the difference of two multisets.
"""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from lxml import etree

REPOSITORY = Path(__file__).resolve().parents[2]
BESIDE = REPOSITORY.parent / "shared"
SCORER = Path(os.environ.get("MAPPER_INTERCHANGE") or BESIDE / "interchange")
XSD = Path(os.environ.get("MAPPER_XSD") or BESIDE / "xsd")

if not (SCORER / "bpmn_compare.py").is_file() or not (XSD / "BPMN20.xsd").is_file():
    raise SystemExit("no ../shared/interchange and ../shared/xsd beside the checkout (MAPPER_INTERCHANGE, MAPPER_XSD)")
sys.path.insert(0, str(SCORER))
from bpmn_compare import Doc, Shape, fsig, parse, shapes  # noqa: E402
from bpmn_schema import Schema  # noqa: E402

Fact: TypeAlias = tuple[Any, ...]
ROOT = "definitions"
OWN = ("{http://www.omg.org/spec/BPMN/", "{http://www.omg.org/spec/DD/")
NCNAME = re.compile(r"[^\W\d][\w.\-·]*")


@dataclass(slots=True)
class Facts:
    """A file: its facts counted, for each id the id it stands in, ids counted (all, and those of BPMN's own elements:
    what other tools call "id" in theirs need not be one), comments and instructions, validity."""

    counts: Counter[Fact]
    above: dict[str, str]
    tags: dict[str, str]
    ids: Counter[str]
    own_ids: Counter[str]
    remarks: Counter[str]
    prolog: bytes
    well_formed: bool
    valid: bool

    def owners(self) -> set[str]:
        return {str(fact[0]) for fact in self.counts}


def read_facts(data: bytes, schema: Schema) -> Facts | None:
    """All facts of a file; None when not even a recovering parser finds a map in it."""
    root, problem = parse(data)
    if root is None:
        return None
    doc = Doc(root, schema)
    found = Facts(Counter(), {}, {}, Counter(), Counter(), Counter(), data[: _start(data)], problem is None, False)
    if doc.root is None:
        return None
    for node in doc.nodes:
        _node(found, node)
    for shape in shapes(doc):
        _shape(found, shape)
    for element in root.iter():
        if isinstance(element.tag, str):
            ids = [element.get("id").strip()] if (element.get("id") or "").strip() else []
            found.ids.update(ids)
            found.own_ids.update(ids if element.tag.startswith(OWN) else [])
        else:
            found.remarks[etree.tostring(element, with_tail=False).decode()] += 1
    found.valid = problem is None and _is_valid(root, schema)
    return found


def _is_valid(root: Any, schema: Schema) -> bool:
    try:
        return bool(schema.validator.validate(root))
    except etree.XMLSchemaValidateError:  # libxml2 gives up on entities
        return False


def _start(data: bytes) -> int:
    """Where the first tag begins: what stands before it is no part of any element."""
    mark = re.search(rb"<\x00?[A-Za-z_]", data)
    return mark.start() if mark else 0


def _node(found: Facts, node: Any) -> None:
    add = found.counts.update
    own = tuple(("attr", *item) for item in node.attrs.items())
    own += tuple(("ref", *key) for key in node.refs.elements())
    own += tuple(("text", *key) for key in node.texts.elements())
    own += tuple(("ext attr", *item) for item in node.fattrs.items())
    own += tuple(("ext", *_flat(fsig(tree))) for tree in node.froots)
    owner = owner_of(node)
    if node.id or node.parent is None:
        holder = owner_of(node.parent) if node.parent is not None else ""
        found.above[owner], found.tags[owner] = holder, node.tag
        add([(owner, "element", node.tag), (owner, "contain", holder), *((owner, *fact) for fact in own)])
    else:
        add([(owner, "child", node.tag, tuple(sorted(map(repr, own))))])


def _flat(signature: Any) -> Fact:
    return (signature[0], repr(signature[1:]))


def owner_of(node: Any) -> str:
    """The nearest id around an element."""
    while node.parent is not None and not node.id:
        node = node.parent
    return ROOT if node.parent is None else str(node.id)


def _shape(found: Facts, shape: Shape) -> None:
    home = shape.diagram.id if shape.diagram else ""
    shown = home if shape.tag == "BPMNPlane" else shape.refs.get("bpmnElement") or shape.id
    owner = f"di:{shown}"
    facts: list[Fact] = [(owner, "drawn", shape.tag, shape.id, home)]
    facts += [(owner, "bounds", shape.bounds)] if shape.bounds else []
    facts += [(owner, "points", tuple(shape.points))] if shape.points else []
    facts += [(owner, "label", shape.label)] if shape.label else []
    facts += [(owner, "di attr", *item) for item in (*shape.attrs.items(), *shape.fonts)]
    facts += [(owner, "di ref", *item) for item in shape.refs.items() if item[0] != "plane"]
    facts += [(owner, "di ext", *item) for item in shape.fattrs.items()]
    facts += [(owner, "di ext", *_flat(fsig(tree))) for tree in shape.froots]
    found.counts.update(facts)
