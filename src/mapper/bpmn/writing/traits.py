"""Traits of nodes that stand in the model: attributes, event definitions, loop markers, states, multiplicity."""

from __future__ import annotations

from mapper.bpmn.file.names import ATTRIBUTES, PHASE, TIMERS, XSI, m, q
from mapper.bpmn.file.order import is_event
from mapper.bpmn.writing.edits import Item, New
from mapper.bpmn.writing.patching import Patching
from mapper.model.kinds import CODED, EVENT, EVENTS, NAMED_TRIGGERS, PARTICULARS
from mapper.model.records import Node, Record

_DEFINITIONS = [m(f"{name}EventDefinition") for name in EVENTS if name and not name.endswith("ultiple")]
_TIMER_TAG = {kind: tag for tag, kind in TIMERS.items()}
_STANDARD, _MANY = m("standardLoopCharacteristics"), m("multiInstanceLoopCharacteristics")


def patch_traits(patching: Patching, item: Item, before: Node, after: Node) -> None:
    """Write the traits that differ; those of the drawing are written with the shapes."""
    changed = {k for k in {*before.traits, *after.traits} if before.traits.get(k) != after.traits.get(k)}
    for attribute in ATTRIBUTES.get(after.kind, ()):
        if attribute.trait in changed:
            _attribute(patching, item, attribute.name, after.trait(attribute.trait), attribute.default, attribute.on)
    if "event" in changed and is_event(after.kind):
        _event(patching, item, after)
    if changed & {"event", *PARTICULARS} and is_event(after.kind):
        _particulars(patching, item, before, after)
    if "loop" in changed and after.sort.is_activity:
        _loop(patching, item, after.trait("loop"))
    if "state" in changed:
        _state(patching, item, after.trait("state"))
    if "multiple" in changed and after.kind == "participant":
        _multiplicity(patching, item, after.trait("multiple"))
    if "phase" in changed and after.kind == "group":
        patching.edits.set(item, PHASE, "true" if after.trait("phase") else None)
    if "collection" in changed and after.kind == "dataObjectReference":
        _collection(patching, item, after)


def _attribute(patching: Patching, item: Item, name: str, value: bool | str, default: bool | str, on: str) -> None:
    edits = patching.edits
    there = edits.get(item, name)
    off = "false" if on == "true" else "Exclusive"
    text = value if isinstance(value, str) else on if value else off
    edits.set(item, name, None if value == default and there is None else text)


def _event(patching: Patching, item: Item, node: Node) -> None:
    """The definitions of an event. One that becomes multiple keeps what it has and gets a second."""
    edits = patching.edits
    wanted = node.trait("event")
    old = [kid for kid in edits.kids(item) if edits.tag(kid) in _DEFINITIONS]
    references = edits.named(item, m("eventDefinitionRef"))
    many = wanted in ("multiple", "parallelMultiple")
    if edits.get(item, "parallelMultiple") is not None or wanted == "parallelMultiple":
        edits.set(item, "parallelMultiple", "true" if wanted == "parallelMultiple" else "false")
    if many and len(old) + len(references) > 1:
        return
    keep = old[:1] if many else [kid for kid in old if edits.tag(kid) == m(f"{wanted}EventDefinition")][:1]
    for kid in (*old, *references):
        if kid not in keep:
            edits.remove(kid)
    names = [] if not wanted else ["message", "signal"] if many else [wanted]
    have = {edits.tag(kid) for kid in keep}
    for name in names:
        if m(f"{name}EventDefinition") not in have and len(have) < len(names):
            have.add(m(f"{name}EventDefinition"))
            edits.add(item, _definition(patching, node, name))


def _definition(patching: Patching, node: Node, name: str) -> New:
    """An event definition with what the schema requires of it."""
    made = New(m(f"{name}EventDefinition"), {"id": patching.unique(f"{node.id}_{name}")})
    if name == "link":
        made.attributes["name"] = str(node.trait("trigger"))
    elif name == "conditional":
        made.children.append(New(m("condition"), {q(XSI, "type"): expression_type(patching)}, parent=made))
    return made


def _particulars(patching: Patching, item: Item, before: Node, after: Node) -> None:
    """Write what differs into the event's one definition; events with several are left alone."""
    edits, event = patching.edits, str(after.trait("event"))
    definition = edits.first(item, m(f"{event}EventDefinition")) if event else None
    if definition is None:
        return
    said = str(after.trait("trigger"))
    if event == "timer":
        _timer(patching, definition, str(after.trait("timer")), str(after.trait("time")))
    elif event == "conditional":
        condition = edits.first(definition, m("condition"))
        if condition is None:
            condition = edits.add(definition, New(m("condition"), {q(XSI, "type"): expression_type(patching)}))
        if edits.text(condition) != said:
            edits.set_text(condition, said)
    elif event == "link":
        edits.set(definition, "name", said)
    elif event in NAMED_TRIGGERS:
        edits.set(definition, f"{event}Ref", _root(patching, before, after) if said else None)


def expression_type(patching: Patching) -> str:
    """The schema type of expressions that engines evaluate, with the prefix the file has for BPMN."""
    item = patching.definitions
    prefix = None if isinstance(item, New) else item.prefix
    return f"{prefix}:tFormalExpression" if prefix else "tFormalExpression"


def _timer(patching: Patching, definition: Item, kind: str, time: str) -> None:
    edits, wanted = patching.edits, _TIMER_TAG.get(kind)
    for tag in TIMERS:
        for kid in edits.named(definition, tag):
            if tag != wanted or not time:
                edits.remove(kid)
    if wanted is None or not time:
        return
    found = edits.first(definition, wanted)
    if found is None:
        found = edits.add(definition, New(wanted, {q(XSI, "type"): expression_type(patching)}))
    if edits.text(found) != time:
        edits.set_text(found, time)


def _root(patching: Patching, before: Node, after: Node) -> str:
    """The id of what has the event's name, with its code. It is there already, or was this event's alone and is named
    anew, or is made."""
    edits, event, name = patching.edits, str(after.trait("event")), str(after.trait("trigger"))
    found = _named(patching, event, name)
    if found is None and before.trait("event") == event and before.trait("trigger"):
        old = _named(patching, event, str(before.trait("trigger")))
        if old is not None and not _is_used(patching, old, event, str(before.trait("trigger"))):
            edits.set(old, "name", name)
            found = old
    if found is None:
        found = New(m(event), {"id": patching.unique(event.capitalize()), "name": name})
        kids = edits.kids(patching.definitions)
        first = next((i for i, kid in enumerate(kids) if edits.tag(kid) in _BEFORE), len(kids))
        edits.insert(patching.definitions, found, kids[first - 1] if first else None)
    if event in CODED:
        code = str(after.trait("code"))
        if code != (edits.get(found, f"{event}Code") or "").strip():
            edits.set(found, f"{event}Code", code or None)
    if not (edits.get(found, "id") or "").strip():
        edits.set(found, "id", patching.unique(event.capitalize()))
    return (edits.get(found, "id") or "").strip()


_BEFORE = frozenset(m(name) for name in ("process", "collaboration", "choreography", "globalConversation"))


def _named(patching: Patching, event: str, name: str) -> Item | None:
    roots = patching.edits.named(patching.definitions, m(event))
    return next((root for root in roots if (patching.edits.get(root, "name") or "").strip() == name), None)


def _is_used(patching: Patching, root: Item, event: str, name: str) -> bool:
    """Whether something else still refers to what had a name: an event, or a task, interface or flow of which the model
    does not know that."""
    if any(_is_meant(record, event, name) for record in patching.now.values()):
        return True
    id = (patching.edits.get(root, "id") or "").strip()
    events = sum(_is_meant(record, event, name) for record in patching.before.values())
    return patching.base.text.text.count(f'"{id}"') > 1 + events


def _is_meant(record: Record, event: str, name: str) -> bool:
    return record.family == EVENT and record.trait("event") == event and record.trait("trigger") == name


def _loop(patching: Patching, item: Item, wanted: str) -> None:
    edits = patching.edits
    tag = _STANDARD if wanted == "standard" else _MANY
    for kid in (*edits.named(item, _STANDARD), *edits.named(item, _MANY)):
        if not wanted or edits.tag(kid) != tag:
            edits.remove(kid)
    if not wanted:
        return
    found = edits.first(item, tag)
    if found is None:
        found = edits.add(item, New(tag))
    if tag == _MANY:
        _attribute(patching, found, "isSequential", wanted == "sequential", False, "true")


def _state(patching: Patching, item: Item, name: str) -> None:
    edits = patching.edits
    found = edits.first(item, m("dataState"))
    if not name:
        if found is not None:
            edits.remove(found)
        return
    if found is None:
        found = edits.add(item, New(m("dataState")))
    edits.set(found, "name", name)


def _multiplicity(patching: Patching, item: Item, many: bool) -> None:
    edits = patching.edits
    found = edits.first(item, m("participantMultiplicity"))
    if many:
        if found is None:
            found = edits.add(item, New(m("participantMultiplicity")))
        edits.set(found, "maximum", "2")
    elif found is not None:
        edits.remove(found)


def _collection(patching: Patching, item: Item, node: Node) -> None:
    """Whether a reference stands for many is said by the data object behind it."""
    named = (patching.edits.get(item, "dataObjectRef") or "").strip().rpartition(":")[2]
    found = patching.item(named)
    if found is None:
        parent = patching.edits.parent(item)
        kids = patching.edits.kids(parent) if parent is not None else ()
        found = next((kid for kid in kids if named and patching.edits.get(kid, "id") == named), None)
    if found is not None:
        _attribute(patching, found, "isCollection", node.trait("collection"), False, "true")
