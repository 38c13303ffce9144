"""What events wait for or tell in particular: entered in words, kept as BPMN says it; the names of a map that events
share."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from mapper.edit.effects import rules
from mapper.edit.effects.fitted import fit_in
from mapper.model.diagram import Diagram
from mapper.model.kinds import CODED, EVENT, NAMED_TRIGGERS
from mapper.model.records import Node
from mapper.text import N_, _
from mapper.text.order import by_name
from mapper.text.when import parse, spoken

_NOT_A_TIME = rules.Refusal(
    N_("This says no time. Write “2 days”, “every Monday 9:00” or “24 December 2026 18:00”, or ISO 8601 as P2D.")
)
_NO_NAME = rules.Refusal(N_("A name is wanted."))


@dataclass(frozen=True, slots=True)
class Named:
    """One of a map's messages, signals, errors and escalations: what it is, its name and code, the events that have
    it."""

    event: str
    name: str
    code: str
    users: tuple[str, ...]


def has_particulars(node: Node) -> bool:
    """Whether an event has something to say beyond its sign: not those that say it all, nor several at once."""
    return node.family == EVENT and (node.trait("event") in (*NAMED_TRIGGERS, "timer", "conditional", "link"))


def said(node: Node, language: str) -> str:
    """What an event says, in words: of a timer the time, of the others the name or condition."""
    if node.trait("event") == "timer":
        return spoken(str(node.trait("timer")), str(node.trait("time")), language)
    return str(node.trait("trigger"))


def say(diagram: Diagram, id: str, text: str, language: str, today: datetime.date | None = None) -> None:
    """Enter what an event waits for or tells, in words; "" for nothing. An event without a name takes the words for
    its name, and changes it with them. Raises Refused where a time is not understood."""
    node, text = diagram.node(id), " ".join(text.split()) if diagram.node(id).trait("event") != "conditional" else text
    before = said(node, language)
    if node.trait("event") == "timer":
        kind, value = "", ""
        if text:
            found = parse(text, today or datetime.date.today())
            if found is None:
                raise rules.Refused(_NOT_A_TIME)
            kind, value = found
        new = node.with_trait("timer", kind).with_trait("time", value)
    else:
        new = node.with_trait("trigger", text.strip())
        if node.trait("event") in CODED:
            alike = (n for n in register(diagram) if (n.event, n.name) == (node.trait("event"), text.strip()))
            new = new.with_trait("code", next((named.code for named in alike), node.trait("code") if text else ""))
    name = said(new, language)
    if node.name in ("", before, _first_large(before)):
        new = new.but(name=_first_large(name))
    if new != node:
        with diagram.transaction(_("Change event")):
            diagram.put(new)
            fit_in(diagram, [id])


def _first_large(text: str) -> str:
    return text[:1].upper() + text[1:]


def code(diagram: Diagram, id: str, text: str) -> None:
    """Give an error or escalation its code: all events that have the same one say it."""
    node = diagram.node(id)
    with diagram.transaction(_("Change code")):
        for alike in _alike(diagram, str(node.trait("event")), str(node.trait("trigger"))) or [node]:
            diagram.put(alike.with_trait("code", text.strip()))


def rename(diagram: Diagram, event: str, old: str, new: str) -> None:
    """Give a message, signal, error or escalation another name in all events that have it; one of that name that is
    there already becomes the same. Raises Refused without a name."""
    if not new.strip():
        raise rules.Refused(_NO_NAME)
    other = next((named.code for named in register(diagram) if (named.event, named.name) == (event, new.strip())), None)
    with diagram.transaction(_("Rename")):
        for node in _alike(diagram, event, old):
            changed = node.with_trait("trigger", new.strip())
            changed = changed if other is None else changed.with_trait("code", other)
            diagram.put(changed.but(name=new.strip()) if node.name == old else changed)
            fit_in(diagram, [node.id])


def register(diagram: Diagram) -> list[Named]:
    """The messages, signals, errors and escalations that a map's events name, sorted."""
    found: dict[tuple[str, str], list[Node]] = {}
    for node in diagram.nodes():
        if node.traits and node.trait("event") in NAMED_TRIGGERS and node.trait("trigger"):
            found.setdefault((str(node.trait("event")), str(node.trait("trigger"))), []).append(node)
    rows = [
        Named(event, name, next((str(n.trait("code")) for n in nodes if n.trait("code")), ""), _ids(nodes))
        for (event, name), nodes in found.items()
    ]
    return sorted(rows, key=lambda row: (NAMED_TRIGGERS.index(row.event), by_name(row.name)))


def _ids(nodes: Iterable[Node]) -> tuple[str, ...]:
    return tuple(node.id for node in nodes)


def _alike(diagram: Diagram, event: str, name: str) -> list[Node]:
    row = next((row for row in register(diagram) if (row.event, row.name) == (event, name)), None)
    return [diagram.node(id) for id in row.users] if row is not None else []
