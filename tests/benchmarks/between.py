"""Copies from another file of the folder, as through the clipboard, for `edit_locality.py`; and what a copy must be.

What a copy says is held against what it was copied from, ids aside. A donor that is not XSD-valid is carried as it is:
only where both files were valid must the output be. References that led nowhere in the donor, and call activities,
whose process stays behind, may lead nowhere in the copy.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from facts import ROOT, Fact, Facts

from mapper import bpmn
from mapper.edit.effects import rules
from mapper.edit.paste import clipboard
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point
from mapper.model.kinds import ACTIVITIES, ARTIFACT, DATA, EVENT, EVENTS, GATEWAY, POOL, SUBPROCESS
from mapper.model.records import Change

BETWEEN: dict[str, tuple[int, frozenset[str]]] = {
    "paste step": (1, frozenset({*ACTIVITIES - {SUBPROCESS}, EVENT, GATEWAY})),
    "paste sub-process": (1, frozenset({SUBPROCESS})),
    "paste pool": (1, frozenset({POOL})),
    "paste several": (6, frozenset({*ACTIVITIES, EVENT, GATEWAY, DATA, ARTIFACT})),
}
"""How many things of which families are copied into the file from another one."""

_TRIES = 8
_BROUGHT = frozenset({
    "message", "itemDefinition", "error", "signal", "escalation", "interface", "operation", "category", "categoryValue",
    "dataStore", "endPoint", "partnerEntity", "partnerRole", "correlationProperty", "resource", "resourceParameter",
    "globalTask", "globalUserTask", "globalManualTask", "globalScriptTask", "globalBusinessRuleTask",
    "correlationPropertyRetrievalExpression", "ioSpecification", "dataInput", "dataOutput", "inputSet", "outputSet",
    *(f"{name}EventDefinition" for name in EVENTS),
})  # fmt: skip
"""What stands beside the processes and comes along with what names it."""


@dataclass(slots=True)
class Donor:
    """Where copies came from: the bytes of that file, and the excerpts of it by digest."""

    data: bytes = b""
    excerpts: dict[str, bpmn.Source] = field(default_factory=dict)


def paste(
    kind: str, source: bpmn.Source, diagram: Diagram, chance: random.Random, files: list[Path], donor: Donor
) -> str | None:
    """Paste something of one of the files; what was pasted, or None when no file tried has anything of the sort."""
    count, families = BETWEEN[kind]
    for path in chance.sample(files, min(len(files), _TRIES)):
        data = path.read_bytes()
        other = bpmn.read(data)
        there = Diagram(other.records)
        found = [n for n in there.nodes() if n.bounds is not None and n.plane is not None and n.family in families]
        planes = query.planes(diagram)
        if not found or not planes:
            continue
        first = chance.choice(found)
        chosen = [first.id, *(n.id for n in chance.sample(found, min(len(found), count - 1)) if n.plane == first.plane)]
        excerpt = bpmn.read_excerpt(bpmn.excerpt(other, other.records, [r.id for r in clipboard.copy(there, chosen)]))
        at = Point(chance.randint(200, 900), chance.randint(100, 600)) if chance.random() < 0.5 else None
        try:
            clipboard.paste(diagram, bpmn.led(excerpt, source), planes[0].id, at)
        except rules.Refused:
            continue
        donor.data, donor.excerpts[excerpt.digest] = data, excerpt.source
        return f"{path.name}: {', '.join(chosen)}"
    return None


# -- what a copy must be -----------------------------------------------------------------------------------------------


def comes_along(fact: Fact, before: Facts, after: Facts) -> bool:
    """Whether a fact is of something beside the processes that a copy names and that this file had not."""
    owner = str(fact[0])
    if owner == ROOT:
        return fact[1] == "child" and fact[2] in _BROUGHT
    if owner in before.tags or after.tags.get(owner) not in _BROUGHT:
        return False
    while after.above.get(owner, ROOT) != ROOT:
        owner = after.above[owner]
    return owner not in before.tags and after.tags.get(owner) in _BROUGHT


def unneeded(before: Facts, after: Facts) -> Iterator[str]:
    """What came along though nothing names it."""
    named = {fact[3] for fact in after.counts if fact[1] == "ref"}
    named |= {id for fact in after.counts if fact[1] == "child" for id in _STRING.findall(" ".join(fact[3]))}
    inside: dict[str, set[str]] = {}
    for id, holder in after.above.items():
        inside.setdefault(holder, set()).add(id)
    for id, tag in after.tags.items():
        new = id not in before.tags and after.above[id] == ROOT and tag in _BROUGHT - {"resource", "categoryValue"}
        if new and id not in named and not inside.get(id, set()) & named:
            yield f"came along for nothing: {tag} {id}"


def excused(facts: Facts) -> set[str]:
    """What references of a file name though it is not there: their copies may."""
    return {fact[3] for fact in facts.counts if fact[1] == "ref" and fact[3] not in facts.ids}


_SORTS = ("attr", "ext", "ext attr", "text", "child")
_OWN_CHILDREN = frozenset({"incoming", "outgoing", "flowNodeRef"})
_STRING = re.compile(r"'(?:[^':#]*[:#])?([^']*)'")


def unlike(changes: Iterable[Change], origin: Facts, after: Facts) -> Iterator[str]:
    """What a thing says that its copy does not; ids in it may be others."""
    ids = origin.ids.keys() | after.ids.keys()
    pairs = {
        c.id: c.after.origin.rpartition("#")[2] for c in changes if c.before is None and c.after and c.after.origin
    }
    said, copied = _said(origin, set(pairs.values()), ids), _said(after, set(pairs), ids)
    for new, old in pairs.items():
        for fact in (said.get(old, Counter()) - copied.get(new, Counter())).elements():
            yield f"the copy of {old} lacks {fact}"[:240]


def _said(facts: Facts, owners: set[str], ids: Iterable[str]) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for fact, count in facts.counts.items():
        if fact[0] in owners and fact[1] in _SORTS and not (fact[1] == "child" and fact[2] in _OWN_CHILDREN):
            bare = _STRING.sub(lambda said: "*" if said[1] in ids else said[0], repr(fact[1:]))
            if "\ufffd" in bare:  # a byte that is no character, which every reader reads in its own way
                continue
            found.setdefault(str(fact[0]), Counter())[bare] += count
    return found
