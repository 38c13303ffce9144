"""Details: documentation and owners where BPMN has a place for them, the rest in Mapper's own element."""

from __future__ import annotations

from typing import Any

from mapper.bpmn.file.extensions import attribute_text
from mapper.bpmn.file.names import DOCUMENTATION, EXTENSIONS, MAPPER, MAPPER_DETAILS, PERFORMERS, ROLES, m, q
from mapper.bpmn.reading.semantic import text_of
from mapper.bpmn.writing.edits import Item, New
from mapper.bpmn.writing.patching import Pair, Patching
from mapper.model.details import DETAILS, PARAGRAPH, ROWS
from mapper.model.kinds import ACTIVITIES, LANE
from mapper.model.records import Record

_ROLE_OF = {detail: role for role, detail in ROLES.items()}


def patch_details(patching: Patching, pair: Pair) -> None:
    """Write the details that differ."""
    before, after = pair.before.details, pair.after.details
    if before == after:
        return
    item = patching.item(pair.after.id)
    if item is None:
        return
    for key in DETAILS:
        old: Any = before.get(key)
        new: Any = after.get(key)
        if old == new:
            continue
        if key == "documentation":
            _documentation(patching, item, pair.after, new)
        elif key in _ROLE_OF and (pair.after.family in ACTIVITIES or pair.after.kind == "process"):
            _roles(patching, item, pair.after.id, key, _ids(old), _ids(new))
            _own_field(patching, item, key, None)
        elif key == "owner" and pair.after.family == LANE and _partition_is_free(patching, item, old):
            patching.edits.set(item, "partitionElementRef", patching.reference(new) if new else None)
            _own_field(patching, item, key, None)
        else:
            _own_field(patching, item, key, new)


def _ids(value: Any) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,) if value else ()


def _documentation(patching: Patching, item: Item, record: Record, text: str | None) -> None:
    """The first documentation that says something is the one Mapper shows; others stay."""
    edits = patching.edits
    if record.kind == "plane":
        edits.set(item, "documentation", text or None)
        return
    there = edits.named(item, DOCUMENTATION)
    telling = [d for d in there if (d.text.strip() or d.children if isinstance(d, New) else text_of(d))]
    shown = next(iter([*telling, *there]), None)
    if text and (shown is None or edits.kids(shown)):
        # Marked-up or foreign documentation stays behind the new text.
        edits.insert(item, New(DOCUMENTATION, text=text), None)
    elif text and shown is not None:
        edits.set_text(shown, text)
    elif shown is not None:
        edits.remove(shown)


# -- owners ------------------------------------------------------------------------------------------------------------


def _roles(patching: Patching, item: Item, id: str, key: str, old: tuple[str, ...], new: tuple[str, ...]) -> None:
    """One resourceRole for each party; where one party takes another's place, its element is kept."""
    edits = patching.edits
    gone = [party for party in old if party not in new]
    come = [party for party in new if party not in old]
    for party in gone:
        for role in _roles_of(patching, item, key, party):
            reference = edits.first(role, m("resourceRef"))
            if come and reference is not None:
                edits.set_text(reference, patching.reference(come.pop(0)))
            else:
                edits.remove(role)
    for party in come:
        role = New(m("resourceRole"), {"id": patching.unique(f"{id}_{_ROLE_OF[key]}"), "name": _ROLE_OF[key]})
        role.children.append(New(m("resourceRef"), text=patching.reference(party), parent=role))
        edits.add(item, role)


def _roles_of(patching: Patching, item: Item, key: str, party: str) -> list[Item]:
    edits = patching.edits
    found = []
    for kid in edits.kids(item):
        performs = key == "responsible" and edits.tag(kid) in PERFORMERS
        named = edits.tag(kid) == m("resourceRole") and (edits.get(kid, "name") or "").strip().lower() == _ROLE_OF[key]
        reference = edits.first(kid, m("resourceRef")) if performs or named else None
        if reference is not None and (text := edits.text(reference)) and party in (text, text.rpartition(":")[2]):
            found.append(kid)
    return found


def _partition_is_free(patching: Patching, item: Item, old: str | None) -> bool:
    """Whether a lane's partitionElementRef is unused or names the owner; else it means something else and stays."""
    there = (patching.edits.get(item, "partitionElementRef") or "").strip()
    return not there or there.rpartition(":")[2] == (old or "").rpartition(":")[2]


# -- Mapper's own element ----------------------------------------------------------------------------------------------


def _own_field(patching: Patching, item: Item, key: str, value: Any) -> None:
    """Write one field of `<mapper:details>`, which is made when needed and goes when empty."""
    edits, field = patching.edits, DETAILS[key]
    extensions = edits.first(item, EXTENSIONS)
    own = edits.first(extensions, MAPPER_DETAILS) if extensions is not None else None
    empty = value in (None, "", ())
    if own is None and empty:
        return
    if own is None:
        if extensions is None:
            extensions = edits.add(item, New(EXTENSIONS))
        own = edits.add(extensions, New(MAPPER_DETAILS))
    if field.type in (PARAGRAPH, ROWS):
        _children(patching, own, key, value, empty)
    else:
        edits.set(own, key, None if empty else attribute_text(field, value))
    if empty:
        _tidy(patching, item, extensions, own)


def _children(patching: Patching, own: Item, key: str, value: Any, empty: bool) -> None:
    edits, field = patching.edits, DETAILS[key]
    there = edits.named(own, q(MAPPER, key))
    if field.type == PARAGRAPH and there and not empty:
        edits.set_text(there[0], value)
        return
    for kid in there:
        edits.remove(kid)
    if field.type == PARAGRAPH and not empty:
        edits.add(own, New(q(MAPPER, key), text=value))
    for row in () if empty or field.type == PARAGRAPH else value:
        filled = {name: cell for (name, _), cell in zip(field.columns, row, strict=False) if cell}
        edits.add(own, New(q(MAPPER, key), filled))


def _tidy(patching: Patching, item: Item, extensions: Item | None, own: Item) -> None:
    edits = patching.edits
    names = set(own.attributes if isinstance(own, New) else map(str, own.attrib))
    if edits.kids(own) or any(edits.get(own, name) is not None for name in names | set(DETAILS)):
        return
    edits.remove(own)
    if extensions is not None and not edits.kids(extensions):
        edits.remove(extensions)
