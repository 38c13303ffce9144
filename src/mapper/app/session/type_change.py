"""What a change of type left behind, as one sentence: the new type keeps all that it may have, the rest is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mapper.bpmn.file.source import Source
from mapper.bpmn.retype import left_behind
from mapper.model.kinds import FLOW, FLOW_NODES, TRAITS
from mapper.model.records import Change, Node
from mapper.text import N_, _, ngettext

_TRAITS = {
    "loop": N_("loop marker"),
    "compensation": N_("compensation"),
    "triggered": N_("event trigger"),
    "instantiate": N_("starting a process"),
}
"""Notation attributes that a user may miss."""


def sentence(source: Source, changes: Sequence[Change]) -> str:
    """What was left behind when one thing became another, or "" when nothing was or nothing became another."""
    for change in changes:
        before, after = change.before, change.after
        if isinstance(before, Node) and isinstance(after, Node) and before.kind != after.kind:
            lost = [*_gone(changes), *_traits(before, after), *left_behind(source, after.id, after.kind)]
            if lost:
                return _("{kind}: left out {what}").format(kind=_(after.sort.label), what=", ".join(lost))
    return ""


def _gone(changes: Sequence[Change]) -> Iterator[str]:
    """Steps and flows that could not stay."""
    gone = [change.before for change in changes if change.after is None and change.before is not None]
    steps = sum(record.family in FLOW_NODES for record in gone)
    flows = sum(record.family == FLOW for record in gone)
    if steps:
        yield ngettext("{count} step or event", "{count} steps and events", steps).format(count=steps)
    if flows:
        yield ngettext("{count} flow", "{count} flows", flows).format(count=flows)


def _traits(before: Node, after: Node) -> Iterator[str]:
    for key, label in _TRAITS.items():
        if before.trait(key) != TRAITS[key].default and after.trait(key) == TRAITS[key].default:
            yield _(label)
