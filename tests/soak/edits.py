"""Known edits of BPMN files, made on their XML by lxml and not by Mapper: what `diff` must find and `merge` must keep.

An edit is chosen on one tree and can be made on any copy of it; it says which ids it touches and what a comparison
must say of it.
"""

import copy
import os
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

MODEL = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
BPMNDI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
DI = "{http://www.omg.org/spec/DD/20100524/DI}"
MAPPER = "{https://mapper.invalid/bpmn/1}"
OTHER = "{urn:other-tool}"
TASKS = ("task", "userTask", "manualTask", "serviceTask", "scriptTask", "businessRuleTask", "sendTask", "receiveTask")
NODES = (*TASKS, "callActivity", "startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent",
         "exclusiveGateway", "parallelGateway", "inclusiveGateway")  # fmt: skip

Found = tuple[str, str]
"""What a comparison says: what, id."""


@dataclass(frozen=True)
class Edit:
    """One edit. touches: ids that no other edit of the same round may touch. field: what a conflict about it names."""

    name: str
    touches: frozenset[str]
    told: frozenset[Found]
    field: str
    make: Callable[[etree._Element], None]


class Map:
    """A file as a tree, with its elements by id."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.by_id = {e.get("id"): e for e in root.iter(f"{MODEL}*") if e.get("id")}
        drawn = list(root.iter(f"{BPMNDI}BPMNShape", f"{BPMNDI}BPMNEdge"))
        self.drawn: dict[str, list[etree._Element]] = {}
        for element in drawn:
            self.drawn.setdefault((element.get("bpmnElement") or "").rpartition(":")[2], []).append(element)

    def of(self, *names: str) -> list[etree._Element]:
        tags = {f"{MODEL}{name}" for name in names}
        return [e for id, e in self.by_id.items() if e.tag in tags and len(self.drawn.get(id, ())) == 1]

    def flows(self, id: str) -> list[etree._Element]:
        """Everything that names an element as one of its ends, or holds on to it."""
        found = []
        for element in self.root.iter(f"{MODEL}*"):
            ends = [element.get(name) for name in ("sourceRef", "targetRef", "attachedToRef", "default")]
            ends += [child.text for child in element if child.tag in (f"{MODEL}sourceRef", f"{MODEL}targetRef")]
            if id in ends:
                found.append(element)
        return found


def chosen(root: etree._Element, chance: random.Random, count: int) -> list[Edit]:
    """Some edits of a map that do not touch each other."""
    here = Map(root)
    edits: list[Edit] = []
    touched: set[str] = set()
    for _trial in range(count * 8):
        if len(edits) == count:
            break
        edit = chance.choice(KINDS)(here, chance)
        if edit is not None and touched.isdisjoint(edit.touches):
            touched |= edit.touches
            edits.append(edit)
    return edits


def edited(root: etree._Element, edits: list[Edit]) -> bytes:
    """The file after some edits."""
    made = copy.deepcopy(root)
    for edit in edits:
        edit.make(made)
    return etree.tostring(made, xml_declaration=True, encoding="UTF-8")


def corpus() -> Path:
    """The folder of maps made by other tools."""
    return shared("corpus", "MAPPER_CORPUS")


def shared(name: str, variable: str) -> Path:
    """A folder beside the checkout, or the one that a variable names."""
    return Path(os.environ.get(variable) or Path(__file__).resolve().parents[2].parent / "shared" / name)


def maps(corpus: Path) -> Iterator[tuple[Path, etree._Element]]:
    """The maps of a folder that are drawn and whole."""
    for path in sorted(corpus.rglob("*.bpmn")):
        try:
            root = etree.parse(str(path)).getroot()
        except (etree.XMLSyntaxError, OSError):
            continue
        ids = [e.get("id") for e in root.iter(f"{MODEL}*") if e.get("id")]
        if len(ids) == len(set(ids)) and len(Map(root).of(*NODES)) >= 4:
            yield path, root


# -- kinds of edits ----------------------------------------------------------------------------------------------------


def _find(root: etree._Element, id: str) -> etree._Element:
    return next(e for e in root.iter(f"{MODEL}*") if e.get("id") == id)


def _shape(root: etree._Element, id: str) -> etree._Element:
    drawn = root.iter(f"{BPMNDI}BPMNShape", f"{BPMNDI}BPMNEdge")
    return next(e for e in drawn if (e.get("bpmnElement") or "").rpartition(":")[2] == id)


def _one(here: Map, chance: random.Random, *names: str) -> etree._Element | None:
    found = here.of(*names)
    return chance.choice(found) if found else None


def rename(here: Map, chance: random.Random) -> Edit | None:
    element = _one(here, chance, *NODES, "lane", "sequenceFlow")
    if element is None:
        return None
    id, name = element.get("id"), f"Name {chance.randrange(10**6)}"
    return Edit(
        "rename", frozenset({id}), frozenset({("renamed", id)}), "name", lambda r: _find(r, id).set("name", name)
    )


def move(here: Map, chance: random.Random) -> Edit | None:
    element = _one(here, chance, *NODES)
    if element is None or any(f.tag.endswith("boundaryEvent") for f in here.flows(element.get("id"))):
        return None
    id, dx, dy = element.get("id"), chance.choice((-30, 20, 55)), chance.choice((-12, 25))

    def make(root: etree._Element) -> None:
        for box in _shape(root, id).iter(f"{DC}Bounds"):
            box.set("x", str(float(box.get("x")) + dx))
            box.set("y", str(float(box.get("y")) + dy))

    return Edit("move", frozenset({id}), frozenset({("moved", id)}), "bounds", make)


def retype(here: Map, chance: random.Random) -> Edit | None:
    element = _one(here, chance, "task", "userTask", "manualTask")
    if element is None:
        return None
    id, local = element.get("id"), etree.QName(element).localname
    other = chance.choice([name for name in ("task", "userTask", "manualTask") if name != local])

    def make(root: etree._Element) -> None:
        step = _find(root, id)
        step.tag = f"{MODEL}{other}"
        step.attrib.pop("implementation", None)  # which only some types may have

    return Edit("retype", frozenset({id}), frozenset({("retyped", id)}), "kind", make)


def remove(here: Map, chance: random.Random) -> Edit | None:
    """A step with the lines at it."""
    element = _one(here, chance, *TASKS)
    if element is None:
        return None
    id = element.get("id")
    flows = here.flows(id)
    plain = all(etree.QName(f).localname in ("sequenceFlow", "association", "messageFlow") for f in flows)
    if not plain or len(element.findall(f"{MODEL}dataInputAssociation")) or _inside_ids(element):
        return None
    ids = {id, *(f.get("id") for f in flows)}
    if any(here.flows(one) for one in ids - {id}) or any(len(here.drawn.get(one, ())) > 1 for one in ids):
        return None
    ends = {f.get(name) for f in flows for name in ("sourceRef", "targetRef")}

    def make(root: etree._Element) -> None:
        for element in list(root.iter(f"{MODEL}*", f"{BPMNDI}*")):
            named = (element.get("bpmnElement") or "").rpartition(":")[2] in ids
            listed = etree.QName(element).localname in ("incoming", "outgoing", "flowNodeRef")
            if element.get("id") in ids or named or (listed and (element.text or "").rpartition(":")[2].strip() in ids):
                parent = element.getparent()
                if parent is not None:
                    parent.remove(element)

    return Edit("remove", frozenset(ids | ends), frozenset(("removed", one) for one in ids), "", make)


def _inside_ids(element: etree._Element) -> bool:
    return any(child.get("id") for child in element.iterdescendants(f"{MODEL}*"))


def add(here: Map, chance: random.Random) -> Edit | None:
    beside = _one(here, chance, *TASKS)
    if beside is None:
        return None
    place, id = beside.get("id"), f"Activity_{chance.randrange(10**9)}"
    if beside.getparent().tag != f"{MODEL}process":
        return None
    lane = next((e for e in here.root.iter(f"{MODEL}flowNodeRef") if (e.text or "").strip() == place), None)
    lane_id = lane.getparent().get("id") if lane is not None else None
    if lane is not None and lane_id is None:
        return None

    def make(root: etree._Element) -> None:
        step = _find(root, place)
        new = etree.Element(f"{MODEL}userTask", {"id": id, "name": f"New {id}"})
        step.addnext(new)
        if lane_id:
            etree.SubElement(_find(root, lane_id), f"{MODEL}flowNodeRef").text = id
        shape = _shape(root, place)
        drawn = etree.Element(f"{BPMNDI}BPMNShape", {"id": f"{id}_di", "bpmnElement": id})
        box = {**shape.find(f"{DC}Bounds").attrib, "width": "90"}
        box["x"] = str(float(box["x"]) + 7)
        etree.SubElement(drawn, f"{DC}Bounds", box)
        shape.addnext(drawn)

    # The lane is not touched: its list of steps is bookkeeping.
    return Edit("add", frozenset({id, place}), frozenset({("added", id)}), "", make)


def reown(here: Map, chance: random.Random) -> Edit | None:
    element = _one(here, chance, *TASKS)
    if element is None:
        return None
    id, party = element.get("id"), f"Resource_{chance.randrange(10**9)}"

    def make(root: etree._Element) -> None:
        step = _find(root, id)
        new = etree.Element(f"{MODEL}resource", {"id": party, "name": f"Person {party}"})
        next(root.iter(f"{MODEL}process")).addprevious(new)
        role = etree.Element(f"{MODEL}resourceRole", {"id": f"{party}_role", "name": "accountable"})
        etree.SubElement(role, f"{MODEL}resourceRef").text = party
        step.append(role)

    if any(e.get("name") == "accountable" for e in element.iter(f"{MODEL}resourceRole")):
        return None
    return Edit("re-own", frozenset({id}), frozenset({("added", party), ("re-owned", id)}), "owner", make)


def _details(step: etree._Element) -> etree._Element:
    extensions = step.find(f"{MODEL}extensionElements")
    if extensions is None:
        extensions = etree.Element(f"{MODEL}extensionElements")
        after = step.findall(f"{MODEL}documentation")
        step.insert(len(after), extensions)
    found = extensions.find(f"{MAPPER}details")
    return etree.SubElement(extensions, f"{MAPPER}details") if found is None else found


def _field(name: str, what: str, field: str) -> Callable[[Map, random.Random], Edit | None]:
    def choose(here: Map, chance: random.Random) -> Edit | None:
        element = _one(here, chance, *TASKS)
        if element is None:
            return None
        id, value = element.get("id"), str(chance.randrange(1, 10**6))

        def make(root: etree._Element) -> None:
            _details(_find(root, id)).set(field, value)

        return Edit(name, frozenset({id}), frozenset({(what, id)}), field, make)

    return choose


def reroute(here: Map, chance: random.Random) -> Edit | None:
    element = _one(here, chance, "sequenceFlow", "messageFlow")
    if element is None:
        return None
    id, dy = element.get("id"), chance.choice((-33, 41, 67))

    def make(root: etree._Element) -> None:
        edge = _shape(root, id)
        points = edge.findall(f"{DI}waypoint")
        x = (float(points[0].get("x")) + float(points[-1].get("x"))) / 2
        bend = etree.Element(f"{DI}waypoint", {"x": str(x), "y": str(float(points[0].get("y")) + dy)})
        points[0].addnext(bend)

    return Edit("re-route", frozenset({id}), frozenset({("re-routed", id)}), "points", make)


def reconnect(here: Map, chance: random.Random) -> Edit | None:
    element = _one(here, chance, "sequenceFlow")
    if element is None:
        return None
    id, old = element.get("id"), element.get("targetRef")
    parent = element.getparent()
    ends = (old, element.get("sourceRef"))
    others = [e for e in here.of(*TASKS) if e.getparent() is parent and e.get("id") not in ends]
    if not others:
        return None
    new = chance.choice(others).get("id")

    def make(root: etree._Element) -> None:
        _find(root, id).set("targetRef", new)
        for entry in list(_find(root, old).findall(f"{MODEL}incoming")):
            if (entry.text or "").strip() == id:
                entry.getparent().remove(entry)
        entry = etree.Element(f"{MODEL}incoming")
        entry.text = id
        step = _find(root, new)
        step.insert(sum(c.tag in (f"{MODEL}documentation", f"{MODEL}extensionElements") for c in step), entry)

    return Edit("re-connect", frozenset({id, old, new}), frozenset({("re-routed", id)}), "target", make)


def relane(here: Map, chance: random.Random) -> Edit | None:
    refs = [e for e in here.root.iter(f"{MODEL}flowNodeRef") if (e.text or "").strip() in here.by_id]
    refs = [e for e in refs if here.by_id[e.text.strip()].tag in {f"{MODEL}{n}" for n in TASKS}]
    if not refs:
        return None
    ref = chance.choice(refs)
    id, lane = ref.text.strip(), ref.getparent()
    if sum((e.text or "").strip() == id for e in here.root.iter(f"{MODEL}flowNodeRef")) != 1 or not lane.get("id"):
        return None
    others = [e for e in lane.getparent().findall(f"{MODEL}lane") if e is not lane and e.get("id")]
    others = [e for e in others if e.find(f"{MODEL}childLaneSet") is None]
    if not others:
        return None
    other = chance.choice(others).get("id")

    def make(root: etree._Element) -> None:
        for entry in list(root.iter(f"{MODEL}flowNodeRef")):
            if (entry.text or "").strip() == id:
                entry.getparent().remove(entry)
        etree.SubElement(_find(root, other), f"{MODEL}flowNodeRef").text = id

    return Edit("re-lane", frozenset({id}), frozenset({("re-laned", id)}), "lane", make)


def foreign(here: Map, chance: random.Random) -> Edit | None:
    """What Mapper does not know: another tool's attribute."""
    element = _one(here, chance, *NODES)
    if element is None:
        return None
    id, value = element.get("id"), str(chance.randrange(10**6))
    name = f"{OTHER}note"
    return Edit(
        "foreign", frozenset({id}), frozenset({("detail", id)}), f"xml:{name}", lambda r: _find(r, id).set(name, value)
    )


retime = _field("re-time", "re-timed", "processingTime")

KINDS: tuple[Callable[[Map, random.Random], Edit | None], ...] = (
    rename, move, retype, remove, add, reown, retime,
    _field("detail", "detail", "cost"), reroute, reconnect, relane, foreign,
)  # fmt: skip
