"""Differences and conflicts in sentences, and as rows for programs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mapper.app.comparing.states import XML
from mapper.bpmn import Source
from mapper.compare import differences as compared
from mapper.compare.differences import Difference
from mapper.compare.merge import Conflict
from mapper.model import kinds
from mapper.model.details import DETAILS
from mapper.model.kinds import KINDS
from mapper.model.records import Flow, Node, Record
from mapper.text import N_, _, current, number

WHATS: dict[str, str] = {
    compared.ADDED: N_("Added"),
    compared.REMOVED: N_("Removed"),
    compared.RENAMED: N_("Renamed"),
    compared.RETYPED: N_("Another type"),
    compared.REOWNED: N_("Other owners"),
    compared.RETIMED: N_("Other times"),
    compared.RELANED: N_("In another lane"),
    compared.REROUTED: N_("Another route"),
    compared.MOVED: N_("Moved"),
    compared.DETAIL: N_("Other details"),
}
"""What a difference is called as a heading, in the order of a list."""

_FIELDS: dict[str, str] = {
    "name": N_("Name"), "kind": N_("Type"), "bounds": N_("place"), "size": N_("size"),
    "label": N_("place of the label"), "points": N_("route"), "source": N_("Start"), "target": N_("End"),
    "lane": N_("Lane"), "parent": N_("where it stands"), "host": N_("what it is attached to"),
    "ref": N_("what it refers to"), "plane": N_("Diagram"),
    "colour": N_("Colour"), "fill": N_("Colour"), "stroke": N_("Colour"), "color": N_("Colour"),
    "event": N_("Event"), "loop": N_("Loop"), "expanded": N_("open or closed"), "default": N_("default flow"),
    "condition": N_("Condition"), "direction": N_("direction"), "interrupting": N_("interrupting"),
}  # fmt: skip

_PLACES = frozenset({"bounds", "size", "label", "points", "ends", "plane", "also"})
"""Fields whose values are numbers that tell nobody anything."""


class Words:
    """Names for what stands in two or three states of a map."""

    def __init__(self, *sources: Source | None) -> None:
        self._known: dict[str, Record] = {}
        for source in sources:
            self._known.update((record.id, record) for record in (source.records if source is not None else ()))

    def line(self, one: Difference) -> str:
        """A difference as one line.

        A difference of route says between which steps the line runs, one of a detail says which.
        """
        thing = self.thing(one.id, one.name, one.kind)
        if one.what in (compared.ADDED, compared.REMOVED) or one.field in _PLACES:
            return thing
        was, now = self.value(one.field, one.before), self.value(one.field, one.after)
        if one.what == compared.RENAMED and one.before and one.after:
            return _("“{before}” → “{after}”").format(before=was, after=now)
        field = self.field(one.field)
        return _("{thing}: {field}: {before} → {after}").format(thing=thing, field=field, before=was, after=now)

    def conflict(self, one: Conflict) -> str:
        """What two sides changed differently, as one line: element, field, both values."""
        thing = self.thing(one.id, one.name, one.kind)
        if not one.field:
            return (
                _("{thing} was removed in OURS and changed or used in THEIRS")
                if one.ours is None
                else _("{thing} was changed or used in OURS and removed in THEIRS")
            ).format(thing=thing)
        field = self.field(one.field)
        if one.field in _PLACES or one.field.startswith(XML):
            return _("{thing}: {field} differs in OURS and THEIRS").format(thing=thing, field=field)
        ours, theirs = self.value(one.field, one.ours), self.value(one.field, one.theirs)
        if one.field == "name":
            ours, theirs = (_("“{name}”").format(name=name) for name in (ours, theirs))
        said = _("{thing}: {field} is {ours} in OURS and {theirs} in THEIRS")
        return said.format(thing=thing, field=field, ours=ours, theirs=theirs)

    def thing(self, id: str, name: str, kind: str) -> str:
        """What a thing is called: its type with its name, or with its id where it has none."""
        label = _(KINDS[kind].label) if kind in KINDS else ""
        if name.strip():
            return _("{kind} “{name}”").format(kind=label, name=" ".join(name.split())).strip()
        record = self._known.get(id)
        if isinstance(record, Flow):
            ends = [self._name(record.source), self._name(record.target)]
            return _("{kind} from {source} to {target}").format(kind=label, source=ends[0], target=ends[1])
        return f"{label} {id}".strip() or _("the file")

    def field(self, key: str) -> str:
        """A field's name."""
        if key.startswith(XML):
            return key.removeprefix(XML).rpartition("}")[2] or _("text")
        return _(DETAILS[key].label) if key in DETAILS else _(_FIELDS.get(key, key))

    def value(self, key: str, value: Any) -> str:
        """A field's value for people: names for ids, labels for keys."""
        if value in (None, "", ()):
            return "–"
        if key == "kind" and value in KINDS:
            return _(KINDS[value].label)
        if key == "event":
            return _(kinds.EVENTS.get(value, value))
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, float):
            return number(value, current())
        if isinstance(value, dict):
            return " ".join(str(one) for one in value.values() if one) or "–"
        if isinstance(value, tuple | list):
            return ", ".join(self._name(one) if isinstance(one, str) else " ".join(map(str, one)) for one in value)
        row = DETAILS.get(key)
        if row is not None and row.choices:
            return _(dict(row.choices).get(value, value))
        said = " ".join(str(value).split()) if key in _TEXTS or key.startswith(XML) else self._name(str(value))
        return said if len(said) <= _LONG else f"{said[: _LONG - 1]}…"

    def _name(self, id: str) -> str:
        record = self._known.get(id)
        if record is None:
            return id
        name = " ".join(record.name.split())
        if isinstance(record, Node) and not name and record.ref in self._known:
            name = self._known[record.ref].name
        return _("“{name}”").format(name=name) if name else f"{_(record.sort.label)} {id}"


_TEXTS = frozenset({"name"})
_LONG = 120
"""Letters of a value that a list of differences shows."""


def rows(found: Iterable[Difference]) -> list[dict[str, Any]]:
    """Differences for programs; the same keys for each."""
    return [
        {
            "what": one.what, "id": one.id, "name": one.name, "before": one.before, "after": one.after,
            "field": one.field, "kind": one.kind,
        }
        for one in found
    ]  # fmt: skip


def by_what(found: Iterable[Difference]) -> list[tuple[str, list[Difference]]]:
    """Differences under their headings."""
    told = tuple(found)
    groups = [(heading, [one for one in told if one.what == what]) for what, heading in WHATS.items()]
    return [(_(heading), group) for heading, group in groups if group]
