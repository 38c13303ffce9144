"""How far an edit may reach: from the records that changed, which facts of the file may differ, and no others.

A fact may differ when one of its beginnings is in the set: ("Task_1",) allows everything of that element, ("Task_1",
"attr", "name") only its name. This is the specification of "only the elements concerned", apart from Mapper's writer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from facts import ROOT, Fact, Facts

from mapper.model.diagram import Diagram
from mapper.model.records import Change, Flow, Node, Record

MAPPER_DETAILS, MAPPER_NAME = "{https://mapper.invalid/bpmn/1}details", "{https://mapper.invalid/bpmn/1}name"

DI_TRAITS = {"expanded": "isExpanded", "horizontal": "isHorizontal", "marker": "isMarkerVisible",
             "envelope": "messageVisibleKind"}  # fmt: skip
COLOURS = frozenset({"fill", "stroke", "color"})
ATTRIBUTES = {
    "interrupting": ("cancelActivity", "isInterrupting"), "compensation": ("isForCompensation",),
    "triggered": ("triggeredByEvent",), "instantiate": ("instantiate",), "parallel": ("eventGatewayType",),
    "direction": ("associationDirection",), "collection": ("isCollection",), "event": ("parallelMultiple",),
}  # fmt: skip
INNER = frozenset({"event", "loop", "conditional", "condition", "state", "multiple"})
"""Traits that are child elements."""

HELPERS = frozenset({
    "laneSet", "childLaneSet", "category", "categoryValue", "collaboration", "ioSpecification", "inputSet", "outputSet",
    "dataInput", "dataOutput", "property",
})  # fmt: skip
"""Elements that no record stands for and that come and go with records that need them."""


class Reach:
    """The allowance of one edit: `before` and `after` are the facts of the file then and now."""

    def __init__(self, changes: Iterable[Change], before: Facts, after: Facts, now: Diagram) -> None:
        self.before, self.after, self.now = before, after, now
        self.allowed: set[Fact] = set()
        self.gone: set[str] = set()
        self.mentioned: set[Fact] = set()
        self.inside: set[str] = set()
        self.records = {record.id for record in now.records()}
        for change in changes:
            self._change(change)
        self._guessed()

    def allows(self, fact: Fact) -> bool:
        """Whether this fact may be there before and not after, or the other way round."""
        if any(fact[:length] in self.allowed for length in range(1, len(fact) + 1)):
            return True
        if fact in self.mentioned or (fact[1] in ("ref", "di ref") and fact[3] in self.gone):
            return True
        return self._helper(str(fact[0]))

    def tidy(self, counts: Counter[Fact]) -> Counter[Fact]:
        """The facts without what elements that have no id say of things that went (an input set's references, say)."""
        if not self.gone:
            return counts
        tidied: Counter[Fact] = Counter()
        for fact, count in counts.items():
            kept = fact
            if fact[1] == "child" and (left := tuple(w for w in fact[3] if not self._names_gone(w))) != fact[3]:
                kept = (*fact[:3], left)
                self.mentioned.add(kept)
            tidied[kept] += count
        return tidied

    def _names_gone(self, said: str) -> bool:
        return said.startswith("('ref', ") and any(said.endswith(f", {id!r})") for id in self.gone)

    def _helper(self, owner: str) -> bool:
        """An element without a record: part of what changed, or it came or went with it, or it named what went."""
        there, here = owner in self.before.tags, owner in self.after.tags
        if owner in self.records or not (there or here):
            return False
        facts = self.before if there else self.after
        holder = facts.above[owner]
        if there and here:
            return holder in self.inside or facts.above.get(holder) in self.inside
        if facts.tags[owner] in HELPERS and (holder == ROOT or (holder,) in self.allowed or holder in self.inside):
            return True
        while holder not in ("", ROOT):
            if holder in self.inside or (holder,) in self.allowed:
                return True
            holder = facts.above.get(holder, "")
        return there and any(f[0] == owner and f[1] == "ref" and f[3] in self.gone for f in facts.counts)

    # -- what each change allows ---------------------------------------------------------------------------------------

    def _change(self, change: Change) -> None:
        before, after = change.before, change.after
        for record in (before, after):
            if record is not None and (before is None or after is None):
                self._whole(record)
        if (after or before).kind == "plane" and f"di:{change.id}" not in {f[0] for f in self.before.counts}:
            self.allowed.add(("di:",))  # a diagram without an id
        if before is None or after is None:
            self.gone.update([change.id] if after is None else [])
            return
        if before.kind != after.kind or type(before) is not type(after):
            self._whole(before)
            self._whole(after)
        self._fields(before, after)
        self._traits(before, after)
        if before.details != after.details:
            self._details(after)
        if isinstance(before, Flow) and isinstance(after, Flow) and _ends(before) != _ends(after):
            self.allowed |= {(after.id, "ref"), (f"di:{after.id}", "di ref")}
            self._ties(before)
            self._ties(after)

    def _whole(self, record: Record) -> None:
        """All of an element, of its drawing, and of the references that tie it in."""
        self.allowed |= {(record.id,), (f"di:{record.id}",)}
        self._ties(record)
        if record.parent is not None and record.kind == "lane":
            self.allowed |= {(record.parent, "child", "laneSet"), (record.parent, "child", "childLaneSet")}
            self.inside.add(record.parent)
        if record.id not in self.before.tags and record.id not in self.after.tags:
            self.allowed.add((record.parent or ROOT, "child", record.kind))

    def _ties(self, record: Record) -> None:
        if isinstance(record, Node):
            self._ref_anywhere("flowNodeRef", record.id)
            if record.kind in ("dataInput", "dataOutput"):
                # The sets of what holds it list it.
                side = record.kind.removeprefix("data")
                self._ref_anywhere(f"data{side}Refs", record.id)
                self.allowed.add((record.parent or ROOT, "child", f"{side.lower()}Set"))
                self.inside.add(record.parent or ROOT)
            return
        for end, name in ((record.source, "outgoing"), (record.target, "incoming")):
            self.allowed |= {(end, "ref", name, record.id), (end, "ref", "@default", record.id)}
        if "Association" in record.kind and record.parent is not None:
            self.inside.add(record.parent)
            self.allowed |= {(record.parent, "child", tag) for tag in (*HELPERS, record.kind)}

    def _ref_anywhere(self, name: str, id: str) -> None:
        for facts in (self.before, self.after):
            self.allowed |= {f for f in facts.counts if f[1] == "ref" and f[2] == name and f[3] == id}

    def _fields(self, before: Record, after: Record) -> None:
        id, drawn = after.id, f"di:{after.id}"
        if before.name != after.name:
            self.allowed |= {(id, "attr", "name"), (drawn, "di attr", "name")}
            if "ssociation" in after.kind:  # which has no name in BPMN
                self.allowed.add((id, "ext attr", MAPPER_NAME))
            if after.kind == "textAnnotation":
                self.allowed |= {(id, "text"), (id, "child", "text")}
            elif after.kind == "group":
                self.allowed |= {(id, "ref", "@categoryValueRef")}
                self.allowed |= {
                    (o,) for f in (self.before, self.after) for o, tag in f.tags.items() if "ategory" in tag
                }
        for name, fact in _FIELDS.items():
            if getattr(before, name, None) != getattr(after, name, None):
                self.allowed.add((drawn if fact[0] == "di" else id, *fact[1:]))
        if after.kind == "plane" and getattr(before, "ref", None) != getattr(after, "ref", None):
            self.allowed.add((drawn, "di ref", "bpmnElement"))
        if getattr(before, "lane", None) != getattr(after, "lane", None):
            self._ref_anywhere("flowNodeRef", id)

    def _traits(self, before: Record, after: Record) -> None:
        drawn = f"di:{after.id}"
        for key in {k for k in {*before.traits, *after.traits} if before.traits.get(k) != after.traits.get(k)}:
            self.allowed |= {(after.id, "attr", name) for name in ATTRIBUTES.get(key, ())}
            if key in DI_TRAITS:
                self.allowed.add((drawn, "di attr", DI_TRAITS[key]))
            if key in COLOURS:
                self.allowed.add((drawn, "di ext"))
            if key in INNER:
                self.inside.add(after.id)
                self.allowed |= {(after.id, "child"), (after.id, "ref", "eventDefinitionRef")}
            if key == "default" and isinstance(after, Flow):
                self.allowed.add((after.source, "ref", "@default"))

    def _details(self, after: Record) -> None:
        self.inside.add(after.id)
        self.allowed |= {
            (after.id, "child", tag)
            for tag in ("documentation", "resourceRole", "performer", "humanPerformer", "potentialOwner")
        }
        self.allowed |= {
            (after.id, "text", "documentation"), (after.id, "ref", "@partitionElementRef"),
            (after.id, "ext", MAPPER_DETAILS), (f"di:{after.id}", "di attr", "documentation"),
        }  # fmt: skip

    def _guessed(self) -> None:
        """What the file did not draw, and Mapper arranged, is written down with the first edit."""
        had = {(f[0], f[1]) for f in self.before.counts}
        owners = {owner for owner, _sort in had}
        for record in self.now.records():
            drawn = f"di:{record.id}"
            if (record.plane is not None or record.kind == "plane") and drawn not in owners:
                self.allowed.add((drawn,))
            elif record.plane is not None:
                self.allowed |= {(drawn, sort) for sort in ("bounds",) if (drawn, sort) not in had}
        self.allowed |= {(f[0], "points") for f in self.before.counts if f[1] == "points" and len(f[2]) < 2}
        # Of several elements with one id those that must be named get ids of their own.
        twins = [id for id, count in self.before.ids.items() if count > 1]
        self.allowed |= {(id,) for id in (*self.records, *twins) if any(id.startswith(twin) for twin in twins)}


_FIELDS: dict[str, Fact] = {
    "parent": ("", "contain"), "host": ("", "ref", "@attachedToRef"), "ref": ("", "ref"), "bounds": ("di", "bounds"),
    "label": ("di", "label"), "points": ("di", "points"), "plane": ("di",), "also": ("di",),
}  # fmt: skip


def _ends(flow: Flow) -> tuple[str, str]:
    return flow.source, flow.target
