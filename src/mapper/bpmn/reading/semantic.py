"""The model part of a file: every element of the kinds table becomes a draft of a record."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from mapper.bpmn.file.errors import KEPT
from mapper.bpmn.file.extensions import read_details
from mapper.bpmn.file.load import Element
from mapper.bpmn.file.names import (
    ATTRIBUTES,
    DEFINITIONS,
    DOCUMENTATION,
    EXTENSIONS,
    MAPPER,
    MAPPER_DETAILS,
    PERFORMERS,
    PHASE,
    REFERENCES,
    ROLES,
    TAGS,
    m,
    q,
)
from mapper.bpmn.reading.draft import Draft, Reading, detail, trait
from mapper.bpmn.reading.events import read_particulars
from mapper.bpmn.reading.lanes import resolve_lanes
from mapper.bpmn.reading.rich_text import is_rich, plain
from mapper.bpmn.reading.twins import tell_ends
from mapper.model.kinds import ACTIVITIES, CONTAINER, EVENT, EVENTS, FLOW, LANE, PARTICULARS, Kind, family
from mapper.model.token import look
from mapper.text import N_


def read_semantic(reading: Reading) -> None:
    """Walk the model; explicitly queued, so that no depth of nesting is too much."""
    tops = [reading.root] if reading.root.tag == DEFINITIONS else list(reading.root.iter(DEFINITIONS))
    for top in tops:
        for child in top:
            row = TAGS.get(child.tag)
            if row is not None:
                reading.todo.append((child, row, None))
    while reading.todo:
        look()
        element, row, parent = reading.todo.popleft()
        if row.family == FLOW:
            _flow(reading, element, row, parent)
        else:
            _node(reading, element, row, parent)
    _resolve(reading)


_DEFAULTED = ACTIVITIES | {"gateway"}


def _node(reading: Reading, element: Element, row: Kind, parent: str | None) -> None:
    get = element.get
    kind = row.name
    id = reading.identify(element, kind)
    draft: Draft = {"id": id, "kind": kind, "name": get("name", ""), "parent": parent}
    reading.nodes[id] = draft
    for attribute in ATTRIBUTES.get(kind, ()):
        value = get(attribute.name)
        if value is not None:
            switch = isinstance(attribute.default, bool)
            meant: object = value.strip() in (attribute.on, "1") if switch else value.strip()
            if meant != attribute.default:
                trait(draft, attribute.trait, meant)
    if row.family in _DEFAULTED and (value := get("default")) is not None:
        reading.defaults.append((id, value, element))
    if kind in _SPECIAL:
        _SPECIAL[kind](reading, element, draft)
    for child in element:
        act = _CHILDREN.get(child.tag)
        if act is not None:
            act(reading, child, draft)


def _flow(reading: Reading, element: Element, row: Kind, parent: str | None) -> None:
    get = element.get
    kind = row.name
    id = reading.identify(element, kind)
    name = get("name", "") or (get(_OUR_NAME, "") if reading.extended else "")
    draft: Draft = {"id": id, "kind": kind, "name": name, "parent": parent}
    reading.flows[id] = draft
    source, target = get("sourceRef"), get("targetRef")
    if kind == "association" and (direction := get("associationDirection")) in ("One", "Both"):
        trait(draft, "direction", direction)
    for child in element:
        tag = child.tag
        if tag == _CONDITION:
            trait(draft, "conditional", True)
            if text := text_of(child):
                trait(draft, "condition", text)
        elif tag == _SOURCE:
            source = source or child.text
        elif tag == _TARGET:
            target = target or child.text
        elif tag in (DOCUMENTATION, EXTENSIONS):
            _CHILDREN[tag](reading, child, draft)
    reading.ends[id] = (source, target)


_OUR_NAME = q(MAPPER, "name")
_CONDITION, _SOURCE, _TARGET = m("conditionExpression"), m("sourceRef"), m("targetRef")


def text_of(element: Element) -> str:
    """The text inside, tags left out, without white space around it."""
    text = element.text if not len(element) else "".join(str(part) for part in element.itertext("*"))
    return (text or "").strip()


# -- what single kinds say ---------------------------------------------------------------------------------------------


def _call(reading: Reading, element: Element, draft: Draft) -> None:
    names = ("calledElement", "calledChoreographyRef", "calledCollaborationRef")
    if called := next((value for name in names if (value := element.get(name))), None):
        reading.calls.append((draft, called))


def _reference(reading: Reading, element: Element, draft: Draft) -> None:
    value = (element.get(REFERENCES[draft["kind"]]) or "").strip()
    if value:
        draft["ref"] = value


def _boundary(reading: Reading, element: Element, draft: Draft) -> None:
    draft["host"] = element.get("attachedToRef")


def _group(reading: Reading, element: Element, draft: Draft) -> None:
    draft["name"] = ""
    if element.get(PHASE, "").strip() in ("true", "1"):
        trait(draft, "phase", True)
    if value := element.get("categoryValueRef"):
        reading.groups.append((draft, value))


def _choreography(reading: Reading, element: Element, draft: Draft) -> None:
    if value := element.get("initiatingParticipantRef"):
        trait(draft, "initiating", value)
    loop = {"Standard": "standard", "MultiInstanceSequential": "sequential", "MultiInstanceParallel": "parallel"}
    if marker := loop.get(element.get("loopType", "")):
        trait(draft, "loop", marker)
    _call(reading, element, draft)


def _lane(reading: Reading, element: Element, draft: Draft) -> None:
    if value := element.get("partitionElementRef"):
        reading.partitions.append((draft, value))


_SPECIAL: dict[str, Callable[[Reading, Element, Draft], None]] = {
    "callActivity": _call, "callConversation": _call, "participant": _reference, "dataObjectReference": _reference,
    "dataStoreReference": _reference, "boundaryEvent": _boundary, "group": _group, "choreographyTask": _choreography,
    "subChoreography": _choreography, "callChoreography": _choreography, "lane": _lane,
}  # fmt: skip


# -- what children say -------------------------------------------------------------------------------------------------


def _documentation(reading: Reading, element: Element, draft: Draft) -> None:
    if (text := text_of(element)) and "documentation" not in draft.get("details", ()):
        detail(draft, "documentation", text)


def _extension(reading: Reading, element: Element, draft: Draft) -> None:
    if reading.extended and (own := element.find(MAPPER_DETAILS)) is not None:
        for key, value in read_details(own).items():
            draft.setdefault("details", {}).setdefault(key, value)


def _role(reading: Reading, element: Element, draft: Draft) -> None:
    named = (element.get("name") or "").strip().lower()
    key = "responsible" if element.tag in PERFORMERS else ROLES.get(named)
    reference = element.find(_RESOURCE)
    if key is not None and reference is not None and reference.text:
        reading.roles.append((draft, key, reference.text))


def _event(reading: Reading, element: Element, draft: Draft) -> None:
    name = element.tag.rpartition("}")[2].removesuffix("EventDefinition")
    _one_more_event(reading, element, draft, name)


def _event_reference(reading: Reading, element: Element, draft: Draft) -> None:
    wanted = (element.text or "").strip().rpartition(":")[2]
    for found in reading.root.iter(*_EVENT_TAGS):
        if wanted and found.get("id") == wanted:
            _one_more_event(reading, element, draft, found.tag.rpartition("}")[2].removesuffix("EventDefinition"))


def _one_more_event(reading: Reading, element: Element, draft: Draft, name: str) -> None:
    if family(draft["kind"]) == EVENT:
        if "event" in draft.get("traits", ()):
            holder = element.getparent()
            both = holder is not None and holder.get("parallelMultiple", "").strip() in ("true", "1")
            name = "parallelMultiple" if both else "multiple"
            for key in PARTICULARS:
                draft["traits"].pop(key, None)
        else:
            read_particulars(reading, element, draft, name)
        trait(draft, "event", name)


def _loop(reading: Reading, element: Element, draft: Draft) -> None:
    sequential = element.get("isSequential", "").strip() in ("true", "1")
    many = "sequential" if sequential else "parallel"
    trait(draft, "loop", "standard" if element.tag == _STANDARD_LOOP else many)


def _state(reading: Reading, element: Element, draft: Draft) -> None:
    if name := element.get("name"):
        trait(draft, "state", name)


def _multiplicity(reading: Reading, element: Element, draft: Draft) -> None:
    counts = [element.get(name, "").strip() for name in ("minimum", "maximum")]
    if any(count.isdigit() and int(count) > 1 for count in counts):
        trait(draft, "multiple", True)


def _participant(reading: Reading, element: Element, draft: Draft) -> None:
    if family(draft["kind"]) == "choreography" and element.text:
        draft.setdefault("bands", []).append(element.text)


def _text(reading: Reading, element: Element, draft: Draft) -> None:
    if draft["kind"] == "textAnnotation":
        holder = reading.elements[draft["id"]]
        draft["name"] = plain(text_of(element)) if is_rich(holder) else text_of(element)


def _lanes(reading: Reading, element: Element, draft: Draft) -> None:
    for child in element:
        row = TAGS.get(child.tag)
        if row is not None and row.family == LANE:
            reading.todo.append((child, row, draft["id"]))


def _member(reading: Reading, element: Element, draft: Draft) -> None:
    if element.text:
        reading.lanes.append((draft["id"], element.text.strip(), element))


def _io(reading: Reading, element: Element, draft: Draft) -> None:
    """The inputs and outputs of a process can be drawn; those of a step are bookkeeping of its data associations."""
    if family(draft["kind"]) == CONTAINER:
        _nested(reading, element, draft)


def _nested(reading: Reading, element: Element, draft: Draft) -> None:
    for child in element:
        row = TAGS.get(child.tag)
        if row is not None:
            reading.todo.append((child, row, draft["id"]))


def _inner(reading: Reading, element: Element, draft: Draft) -> None:
    if element.tag in _BOOKKEEPING and family(draft["kind"]) == EVENT:
        return
    reading.todo.append((element, TAGS[element.tag], draft["id"]))


_STANDARD_LOOP, _RESOURCE, _CATEGORY_VALUE = m("standardLoopCharacteristics"), m("resourceRef"), m("categoryValue")
_EVENT_TAGS = [m(f"{name}EventDefinition") for name in EVENTS if name and not name.endswith("ultiple")]
_BOOKKEEPING = frozenset({m("dataInput"), m("dataOutput")})
_CHILDREN: dict[object, Callable[[Reading, Element, Draft], None]] = {
    **dict.fromkeys(TAGS, _inner),
    **dict.fromkeys(_EVENT_TAGS, _event),
    **dict.fromkeys((m("resourceRole"), *PERFORMERS), _role),
    DOCUMENTATION: _documentation, EXTENSIONS: _extension, m("eventDefinitionRef"): _event_reference,
    _STANDARD_LOOP: _loop, m("multiInstanceLoopCharacteristics"): _loop, m("dataState"): _state,
    m("participantMultiplicity"): _multiplicity, m("participantRef"): _participant, m("text"): _text,
    m("laneSet"): _lanes, m("childLaneSet"): _lanes, m("flowNodeRef"): _member, m("ioSpecification"): _io,
}  # fmt: skip


# -- references, once everything has a draft ---------------------------------------------------------------------------


def _resolve(reading: Reading) -> None:
    tell_ends(reading)
    for draft in list(reading.nodes.values()):
        kind = draft["kind"]
        if kind in REFERENCES and (ref := draft.get("ref")):
            _resolve_reference(reading, draft, ref)
        elif kind == "boundaryEvent":
            _resolve_host(reading, draft)
        elif "bands" in draft:
            _resolve_bands(reading, draft)
    for draft, called in reading.calls:
        _resolve_call(reading, draft, called)
    # Values stand in categories; some files have them elsewhere, and groups show them all the same.
    found_values = reading.root.iter(_CATEGORY_VALUE) if reading.groups else ()
    reading.categories = {id: value for value in found_values if (id := value.get("id"))}
    for draft, value in reading.groups:
        names = (value.strip(), value.strip().rpartition(":")[2])
        found = next((reading.categories[name] for name in names if name in reading.categories), None)
        draft["name"] = found.get("value", "") if found is not None else ""
    resolve_lanes(reading)
    _resolve_parties(reading)
    for source, value, element in reading.defaults:
        flow = reading.flows.get(reading.find(value) or "")
        if flow is not None and reading.find(reading.ends[flow["id"]][0]) == source:
            trait(flow, "default", True)
        elif value.strip():
            message = N_("“{id}” names “{ref}” as its default flow, which does not start there")
            reading.note(element, message, KEPT, id=source, ref=value)


def _resolve_reference(reading: Reading, draft: Draft, ref: str) -> None:
    found = reading.find(ref, *((CONTAINER,) if draft["kind"] == "participant" else ()))
    if found is None:
        del draft["ref"]
        element = reading.elements[draft["id"]]
        message = N_("“{id}” refers to “{ref}”, which is not in this file")
        reading.note(element, message, KEPT, id=draft["id"], ref=ref)
        return
    draft["ref"] = found
    target = reading.nodes.get(found)
    if target is not None and draft["kind"] == "dataObjectReference" and target.get("traits", {}).get("collection"):
        trait(draft, "collection", True)


def _resolve_host(reading: Reading, draft: Draft) -> None:
    named = draft.pop("host")
    host = reading.find(named, *ACTIVITIES)
    if host is not None and family(reading.nodes.get(host, {"kind": ""})["kind"]) in ACTIVITIES and host != draft["id"]:
        draft["host"] = host
    else:
        element = reading.elements[draft["id"]]
        reading.note(element, N_("the boundary event “{id}” sits on nothing that is in this file"), id=draft["id"])


def _resolve_bands(reading: Reading, draft: Draft) -> None:
    ids = [reading.find(ref) for ref in draft.pop("bands")]
    found = [reading.nodes[id] for id in ids if id in reading.nodes]
    trait(draft, "participants", "\n".join(band["name"] for band in found))
    initiating = reading.find(draft.get("traits", {}).get("initiating"))
    if initiating is not None:
        trait(draft, "initiating", initiating)


def _resolve_call(reading: Reading, draft: Draft, called: str) -> None:
    found = reading.find(called)
    if found is not None:
        draft["ref"] = found
        trait(draft, "called", reading.nodes[found]["kind"] if found in reading.nodes else "")
        return
    name = called.strip().rpartition(":")[2]
    for element in reading.root.iter(etree.Element):
        if element.get("id") == name and element.tag.startswith("{"):
            trait(draft, "called", element.tag.rpartition("}")[2])
            return


def _resolve_parties(reading: Reading) -> None:
    for draft, key, named in reading.roles:
        party = reading.find(named)
        if party is None or reading.nodes.get(party, {}).get("kind") != "party":
            continue
        old = draft.get("details", {}).get(key)
        if key in ("owner", "manager", "engineer"):
            detail(draft, key, old or party)
        elif party not in (old or ()):
            detail(draft, key, (*(old or ()), party))
    for draft, named in reading.partitions:
        party = reading.find(named)
        if party is not None and reading.nodes.get(party, {}).get("kind") == "party":
            detail(draft, "owner", party)
