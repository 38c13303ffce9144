"""An independent reading of BPMN files with plain lxml: what stands in the file, for Mapper's understanding to be held
against. It knows the specification and the XML, and deliberately nothing of Mapper.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element
Numbers: TypeAlias = tuple[float, ...]

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DI = "http://www.omg.org/spec/BPMN/20100524/DI"

ACTIVITIES = frozenset({
    "task", "userTask", "manualTask", "serviceTask", "scriptTask", "businessRuleTask", "sendTask", "receiveTask",
    "subProcess", "transaction", "adHocSubProcess", "callActivity",
})  # fmt: skip
EVENTS = frozenset({
    "startEvent", "intermediateThrowEvent", "intermediateCatchEvent", "boundaryEvent", "endEvent", "implicitThrowEvent",
})  # fmt: skip
GATEWAYS = frozenset({"exclusiveGateway", "parallelGateway", "inclusiveGateway", "complexGateway", "eventBasedGateway"})
CHOREOGRAPHY = frozenset({"choreographyTask", "subChoreography", "callChoreography"})
FLOW_NODES = ACTIVITIES | EVENTS | GATEWAYS | CHOREOGRAPHY
DATA = frozenset({
    "dataObjectReference", "dataObject", "dataStoreReference", "dataStore", "dataInput", "dataOutput", "message",
})  # fmt: skip
OTHERS = frozenset({
    "textAnnotation", "group", "participant", "lane", "conversation", "subConversation", "callConversation", "process",
    "collaboration", "choreography", "globalConversation",
})  # fmt: skip
DATA_FLOWS = frozenset({"dataInputAssociation", "dataOutputAssociation"})
FLOWS = DATA_FLOWS | {"sequenceFlow", "messageFlow", "association", "conversationLink"}
KINDS = FLOW_NODES | DATA | OTHERS | FLOWS

BOOKKEEPING = frozenset({"definitions", "laneSet", "childLaneSet", "ioSpecification", "inputSet", "outputSet"})
"""Elements that stand between a thing and what contains it."""


FAR = 60.0
"""Pixels from a line's end to what it joins beyond which nobody can have meant it."""


@dataclass(slots=True)
class Drawing:
    """One shape or edge. None: the file does not give it, or gives no usable number."""

    diagram: int
    bounds: Numbers | None = None
    points: tuple[Numbers, ...] | None = None
    label: Numbers | None = None
    labelled: bool = False
    line: int = 0
    ends: tuple[str | None, str | None] = (None, None)
    id: str = ""
    doubted: bool = False
    """A shape of no size, or a line more than `FAR` pixels from what it joins: it does not say where the thing is."""


@dataclass(slots=True, eq=False)
class Thing:
    """An element that can be on a map. parent, lane, source, target are Things, or None."""

    id: str
    kind: str
    element: Element
    name: str = ""
    event: str = ""
    parent: Thing | None = None
    lane: Thing | None = None
    source: Thing | None = None
    target: Thing | None = None
    drawings: list[Drawing] = field(default_factory=list)


@dataclass(slots=True)
class Plain:
    """A whole file: its things in document order, its diagrams as (id, name), and shapes that name nothing drawable."""

    things: list[Thing]
    diagrams: list[tuple[str, str]]
    strays: list[str]
    ids: set[str]


def read(data: bytes) -> Plain:
    """The facts of a file. What is not well-formed is read as far as lxml recovers it."""
    root = _parse(data)
    if root is None:
        return Plain([], [], [], set())
    return _Reader(root).whole()


def local(element: Element) -> str:
    """A name without namespace; a prefix that nobody declared counts as one."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def _parse(data: bytes) -> Element | None:
    options = {"huge_tree": True, "resolve_entities": False, "no_network": True}
    try:
        return etree.fromstring(data, etree.XMLParser(**options))
    except (etree.XMLSyntaxError, ValueError):
        return etree.fromstring(_as_utf8(data), etree.XMLParser(recover=True, **options))


def _as_utf8(data: bytes) -> bytes:
    """What calls itself UTF-8 and is not holds bytes of windows-1252, as nearly always in practice."""
    declared = re.match(rb"\s*<\?xml[^>]*encoding=[\"']([^\"']+)", data[:200])
    if declared and declared[1].lower() not in (b"utf-8", b"utf8"):
        return data
    text = data.decode("utf-8", "surrogateescape")
    mended = re.sub("[\udc80-\udcff]", lambda c: bytes([ord(c[0]) - 0xDC00]).decode("cp1252", "replace"), text)
    return mended.encode("utf-8")


class _Reader:
    """One file being read."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.of: dict[Element, Thing] = {}
        self.by_id: dict[str, list[Thing]] = defaultdict(list)
        self.any_id: dict[str, Element] = {}
        self.strays: list[str] = []
        self.diagrams: list[tuple[str, str]] = []

    def whole(self) -> Plain:
        self._things(self.root)
        for diagram in self.root.iter(f"{{{DI}}}BPMNDiagram", "BPMNDiagram", "bpmndi:BPMNDiagram"):
            self._diagram(diagram)
        for thing in self.of.values():
            self._describe(thing)
        self._lanes()
        for thing in self.of.values():
            if thing.kind in FLOWS:
                self._ends(thing)
        self._doubts()
        things = [t for t in self.of.values() if not self._hidden(t)]
        return Plain(things, self.diagrams, self.strays, set(self.any_id))

    # -- finding -------------------------------------------------------------------------------------------------------

    def _things(self, root: Element) -> None:
        for element in root.iter(etree.Element):
            own = (element.get("id") or "").strip()
            if own:
                self.any_id.setdefault(own, element)
            if local(element) in KINDS and self._is_model(element) and not self._in_extension(element):
                thing = self.of[element] = Thing(own, local(element), element)
                if own:
                    self.by_id[own].append(thing)

    def _is_model(self, element: Element) -> bool:
        return element.tag.startswith(f"{{{MODEL}}}") or not element.tag.startswith("{")

    def _in_extension(self, element: Element) -> bool:
        return any(local(above) == "extensionElements" for above in element.iterancestors())

    def find(self, reference: str | None) -> Thing | None:
        """What a QName or IDREF means; its prefix does not count when there is no such id with it."""
        name = (reference or "").strip()
        found = self.by_id.get(name) or self.by_id.get(name.rpartition(":")[2])
        return found[0] if found else None

    # -- drawings ------------------------------------------------------------------------------------------------------

    def _diagram(self, diagram: Element) -> None:
        number = len(self.diagrams)
        self.diagrams.append((diagram.get("id") or "", diagram.get("name") or ""))
        for element in diagram.iter(etree.Element):
            sort = local(element)
            if sort not in ("BPMNShape", "BPMNEdge"):
                continue
            named = element.get("bpmnElement")
            thing = self._shown(named, sort == "BPMNEdge")
            if thing is not None:
                thing.drawings.append(_drawing(element, number))
            elif (named or "").strip().rpartition(":")[2] in self.any_id:
                self.strays.append(f"line {element.sourceline}: {sort} of {named}")

    def _shown(self, named: str | None, edge: bool) -> Thing | None:
        """The thing a shape or edge names; of several with one id the first of its sort that is not drawn yet."""
        name = (named or "").strip()
        found = self.by_id.get(name) or self.by_id.get(name.rpartition(":")[2]) or []
        fit = [t for t in found if (t.kind in FLOWS) == edge]
        return next((t for t in fit if not t.drawings), fit[0] if fit else None)

    # -- facts ---------------------------------------------------------------------------------------------------------

    def _describe(self, thing: Thing) -> None:
        element = thing.element
        thing.parent = self._container(element)
        thing.name = element.get("name") or ""
        if thing.kind == "textAnnotation":
            thing.name = next(("".join(c.itertext(etree.Element)).strip() for c in element if local(c) == "text"), "")
        elif thing.kind == "group":
            named = (element.get("categoryValueRef") or "").strip()
            value = self.any_id.get(named, self.any_id.get(named.rpartition(":")[2]))
            thing.name = (value.get("value") or "") if value is not None and local(value) == "categoryValue" else ""
        elif thing.kind in EVENTS:
            thing.event = self._event(element)

    def _container(self, element: Element) -> Thing | None:
        for above in element.iterancestors():
            if above in self.of:
                return self.of[above]
            if local(above) not in BOOKKEEPING:
                return None
        return None

    def _event(self, element: Element) -> str:
        found = []
        for child in element:
            if local(child) == "eventDefinitionRef":
                child = self.any_id.get((child.text or "").strip().rpartition(":")[2], child)
            if local(child).endswith("EventDefinition"):
                found.append(local(child).removesuffix("EventDefinition"))
        if len(found) < 2:
            return found[0] if found else ""
        return "parallelMultiple" if element.get("parallelMultiple") in ("true", "1") else "multiple"

    def _lanes(self) -> None:
        """The innermost lane that names a step; among equals the first."""
        depth: dict[Thing, int] = {}
        for lane in [t for t in self.of.values() if t.kind == "lane"]:
            here = sum(1 for above in lane.element.iterancestors() if local(above) == "lane")
            for child in lane.element:
                step = self.find(child.text) if local(child) == "flowNodeRef" else None
                if step is not None and step.kind in FLOW_NODES and here > depth.get(step, -1):
                    step.lane, depth[step] = lane, here

    def _ends(self, flow: Thing) -> None:
        named = {local(c): c.text for c in reversed(flow.element) if local(c) in ("sourceRef", "targetRef")}
        source = flow.element.get("sourceRef") or named.get("sourceRef")
        target = flow.element.get("targetRef") or named.get("targetRef")
        if flow.kind not in DATA_FLOWS:
            flow.source, flow.target = self.find(source), self.find(target)
        elif flow.kind == "dataInputAssociation":
            flow.source, flow.target = self._data(flow, source, 0), flow.parent
        else:
            flow.source, flow.target = flow.parent, self._data(flow, target, 1)

    def _data(self, flow: Thing, named: str | None, end: int) -> Thing | None:
        """The data node at the far end: the one the drawing names, else the one the model names, else the only
        reference that stands on the map for the data object it names."""
        for drawing in flow.drawings:
            shape = drawing.ends[end]
            for thing in self.of.values():
                if shape and thing is not flow.parent and any(d.id == shape for d in thing.drawings):
                    return thing
        found = self.find(named)
        if found is None or found is flow.parent:
            return None
        if found.kind in ("dataObject", "dataStore") and not found.drawings:
            refs = [t for t in self.of.values() if found in (self._behind(t),) and t.drawings]
            return refs[0] if len(refs) == 1 else found
        return found

    def _doubts(self) -> None:
        """Mark what is drawn so that it says nothing; a line from target to source is turned. Pools of no size are
        how some tools write the pool of a map that has none to be seen."""
        things = [t for t in self.of.values() if t.kind not in FLOWS and t.kind != "participant"]
        shapes = [d for t in things for d in t.drawings if d.bounds is not None]
        sized = {d.diagram for d in shapes if d.bounds and d.bounds[2] and d.bounds[3]}
        for drawn in shapes:
            drawn.doubted = drawn.diagram in sized and not (drawn.bounds and drawn.bounds[2] and drawn.bounds[3])
        for flow in [t for t in self.of.values() if t.kind in FLOWS]:
            for drawn in flow.drawings:
                if drawn.points is not None and _is_far(flow, drawn, drawn.points):
                    drawn.doubted = _is_far(flow, drawn, drawn.points[::-1])
                    drawn.points = drawn.points if drawn.doubted else drawn.points[::-1]

    def _behind(self, thing: Thing) -> Thing | None:
        return self.find(thing.element.get("dataObjectRef") or thing.element.get("dataStoreRef"))

    def _hidden(self, thing: Thing) -> bool:
        """Inputs and outputs of steps, and data associations that join nothing on the map, are not on the map."""
        if thing.drawings or thing.kind not in ("dataInput", "dataOutput", *DATA_FLOWS):
            return False
        if thing.kind in DATA_FLOWS:
            return (
                thing.source is None or thing.target is None or self._hidden(thing.source) or self._hidden(thing.target)
            )
        return thing.parent is None or thing.parent.kind != "process"


def _is_far(flow: Thing, drawn: Drawing, points: tuple[Numbers, ...]) -> bool:
    """Whether an end of a line lies far from everything on its diagram that stands for what it joins."""
    for place, thing in ((points[0], flow.source), (points[-1], flow.target)):
        boxes = [d.bounds for d in thing.drawings if d.diagram == drawn.diagram and d.bounds] if thing else []
        away = [
            math.hypot(max(x - place[0], 0, place[0] - x - w), max(y - place[1], 0, place[1] - y - h))
            for x, y, w, h in boxes
        ]
        if away and min(away) > FAR:
            return True
    return False


def _drawing(element: Element, diagram: int) -> Drawing:
    drawn = Drawing(diagram, line=element.sourceline or 0, id=element.get("id") or "")
    points = []
    for child in element:
        sort = local(child)
        if sort == "Bounds":
            drawn.bounds = drawn.bounds or _numbers(child, "x", "y", "width", "height")
        elif sort == "waypoint":
            points.append(_numbers(child, "x", "y"))
        elif sort == "BPMNLabel":
            box = next((c for c in child if local(c) == "Bounds"), None)
            drawn.labelled = box is not None
            drawn.label = _numbers(box, "x", "y", "width", "height") if box is not None else None
    usable = tuple(p for p in points if p is not None)
    drawn.points = usable if len(usable) > 1 else None
    ends = [(element.get(name) or "").strip().rpartition(":")[2] or None for name in ("sourceElement", "targetElement")]
    drawn.ends = (ends[0], ends[1])
    return drawn


def _numbers(element: Element, *names: str) -> Numbers | None:
    """The attributes as numbers; None when one is missing, no number, not finite, or a size is negative."""
    try:
        values = tuple(float(element.get(name) or "") for name in names)
    except ValueError:
        return None
    usable = all(math.isfinite(v) for v in values) and all(v >= 0 for v in values[2:])
    return values if usable else None
