"""Data associations: they stand inside their step and name its data input or output instead of the step itself
(BPMN 2.0, 10.4.1), so a new one needs those too."""

from __future__ import annotations

from mapper.bpmn.file.names import DATA_FLOWS, m, split
from mapper.bpmn.file.order import is_event
from mapper.bpmn.writing.edits import Item, New
from mapper.bpmn.writing.patching import Patching
from mapper.model.kinds import ACTIVITIES
from mapper.model.records import Flow, Node


def patch_data_ends(patching: Patching, item: Item, before: Flow, after: Flow, new: bool) -> None:
    """Put a data association into its step, and let it name both ends."""
    into = after.kind == "dataInputAssociation"
    step, data = (after.target, after.source) if into else (after.source, after.target)
    old_step, old_data = (before.target, before.source) if into else (before.source, before.target)
    holder = patching.item(step)
    if holder is None:
        return
    if new or step != old_step:
        if not new:
            drop_input(patching, item, into)
        if patching.edits.parent(item) is not holder:
            patching.edits.move(item, holder)
        own_end = "targetRef" if into else "sourceRef"
        if not (new and _copied_end(patching, holder, item, m(own_end))):
            _name(patching, item, own_end, _input(patching, holder, step, after, into))
    if (new or data != old_data) and patching.item(data) is not None:
        _name(patching, item, "sourceRef" if into else "targetRef", patching.reference(data))


def rename_data_ends(patching: Patching, step: Node) -> None:
    """Give the data associations of a step that is of another type now a data input or output of that type: an event
    has its own, an activity has them in a specification."""
    holder, element = patching.item(step.id), patching.base.elements.get(step.id)
    if holder is None or element is None:
        return
    inside = element.iter(m("dataInput"), m("dataOutput"))
    lost = {(part.get("id") or "").strip() for part in inside if patching.edits.gone(part)}
    for flow in patching.now.values():
        if not isinstance(flow, Flow) or flow.kind not in DATA_FLOWS:
            continue
        into = flow.kind == "dataInputAssociation"
        if step.id != (flow.target if into else flow.source):
            continue
        item, own_end = patching.item(flow.id), "targetRef" if into else "sourceRef"
        end = patching.edits.first(item, m(own_end)) if item is not None else None
        if item is None or end is None or _copied_end(patching, holder, item, m(own_end)):
            continue
        if patching.edits.text(end) in lost:
            _name(patching, item, own_end, _input(patching, holder, step.id, flow, into))


def _copied_end(patching: Patching, holder: Item, item: Item, tag: str) -> bool:
    """Whether a copied data association names a data input or output of the step it stands in already; a source may be
    left out, and is in the copy if it was."""
    end = patching.edits.first(item, tag)
    if end is None and tag == m("sourceRef") and patching.edits.kids(item):
        return True
    named = patching.edits.text(end) if end is not None else ""
    specs = [holder, *patching.edits.named(holder, m("ioSpecification"))]
    return bool(named) and any(patching.edits.get(kid, "id") == named for s in specs for kid in patching.edits.kids(s))


def _name(patching: Patching, item: Item, tag: str, id: str | None) -> None:
    found = patching.edits.first(item, m(tag))
    if id is None:
        return
    if found is None:
        patching.edits.add(item, New(m(tag), text=id))
    else:
        patching.edits.set_text(found, id)


def _input(patching: Patching, holder: Item, step: str, flow: Flow, into: bool) -> str | None:
    """The id of a new data input (or output) of a step, in the sets where the schema wants it."""
    record = patching.now[step]
    if record.family not in ACTIVITIES and not is_event(record.kind):
        return None
    kind = "dataInput" if into else "dataOutput"
    made = New(m(kind), {"id": patching.unique(f"{flow.id}_{'input' if into else 'output'}")})
    patching.edits.add(data_holder(patching, holder, made.attributes["id"], kind), made)
    return made.attributes["id"]


def data_holder(patching: Patching, holder: Item, id: str, kind: str) -> Item:
    """Where the data input or output of a process, activity or event stands; its sets name it then."""
    edits = patching.edits
    spec = holder if split(edits.tag(holder))[1].endswith("Event") else edits.first(holder, m("ioSpecification"))
    if spec is None:
        spec = edits.add(holder, New(m("ioSpecification"), {"id": patching.unique(f"{edits.get(holder, 'id')}_io")}))
        edits.add(spec, New(m("inputSet")))
        edits.add(spec, New(m("outputSet")))
    tag = m("inputSet" if kind == "dataInput" else "outputSet")
    group = edits.first(spec, tag)
    if group is None:
        group = edits.add(spec, New(tag))
    if all(edits.text(kid) != id for kid in edits.named(group, m(f"{kind}Refs"))):
        edits.add(group, New(m(f"{kind}Refs"), text=id))
    return spec


def drop_input(patching: Patching, item: Item, into: bool) -> None:
    """Take out the data input or output that was made for this association alone."""
    edits = patching.edits
    end = edits.first(item, m("targetRef" if into else "sourceRef"))
    own = f"{edits.get(item, 'id')}_{'input' if into else 'output'}"
    holder = edits.parent(item)
    if end is None or holder is None or edits.text(end) != own:
        return
    spec = edits.first(holder, m("ioSpecification"))
    spec = holder if spec is None else spec
    for kid in list(edits.kids(spec)):
        if edits.get(kid, "id") == own:
            edits.remove(kid)
        for reference in list(edits.kids(kid)) if edits.tag(kid) in _SETS else ():
            if edits.text(reference) == own:
                edits.remove(reference)
    left = [kid for kid in edits.kids(spec) if edits.tag(kid) not in _SETS or edits.kids(kid)]
    if spec is not holder and not left and (edits.get(spec, "id") or "").endswith("_io"):
        edits.remove(spec)


_SETS = frozenset({m("inputSet"), m("outputSet")})
