"""The words of the text form: one a kind, one an event, one a mark. They are English in every language, as BPMN's are,
so that a text written here is read anywhere."""

from __future__ import annotations

from mapper.model.kinds import CHOREOGRAPHY, EVENTS, FLOW_NODES, KINDS, TRAITS
from mapper.model.records import Node, Value

_SPOKEN = {
    "task": "task",
    "userTask": "user",
    "manualTask": "manual",
    "serviceTask": "service",
    "scriptTask": "script",
    "businessRuleTask": "rule",
    "sendTask": "send",
    "receiveTask": "receive",
    "subProcess": "sub-process",
    "adHocSubProcess": "ad-hoc",
    "callActivity": "call",
    "startEvent": "start",
    "endEvent": "end",
    "intermediateThrowEvent": "throw",
    "intermediateCatchEvent": "catch",
    "boundaryEvent": "boundary",
    "exclusiveGateway": "exclusive",
    "parallelGateway": "parallel",
    "inclusiveGateway": "inclusive",
    "complexGateway": "complex",
    "eventBasedGateway": "event-based",
}

WORDS: dict[str, str] = {
    kind: _SPOKEN.get(kind, kind)
    for kind, row in KINDS.items()
    if row.family in FLOW_NODES and row.family != CHOREOGRAPHY
}
"""Kind → the word for it. Kinds that people seldom type keep BPMN's name."""

KIND_OF: dict[str, str] = {word: kind for kind, word in WORDS.items()}
"""Word → kind."""

EVENT_WORDS: tuple[str, ...] = tuple(key for key in EVENTS if key)
"""What an event waits for or tells: message, timer, …"""

MARKS: dict[str, tuple[str, Value]] = {
    "non-interrupting": ("interrupting", False),
    "collapsed": ("expanded", False),
    "expanded": ("expanded", True),
    "loop": ("loop", "standard"),
    "parallel-loop": ("loop", "parallel"),
    "sequential-loop": ("loop", "sequential"),
    "compensation": ("compensation", True),
    "on-event": ("triggered", True),
    "instantiate": ("instantiate", True),
    "all-events": ("parallel", True),
    "upright": ("horizontal", False),
    "many": ("multiple", True),
}
"""Word → trait and value (`kinds.TRAITS`) that it says."""

CLOSED, PROCESS, DEFAULT = "closed", "process", "default"
"""A pool whose inside is not shown; a process that no pool shows; a gateway's default flow."""


USUAL: dict[str, dict[str, Value]] = {"callActivity": {"expanded": False}}
"""Traits that a kind has unless its line says otherwise, where that is not the trait's default."""


def marks_of(node: Node) -> list[str]:
    """The words for the traits that are not as usual for the kind."""
    usual = USUAL.get(node.kind, {})
    said = {key: node.trait(key) for key in {*usual, *node.traits}}
    return [
        word
        for word, (key, value) in MARKS.items()
        if key in said and said[key] == value and value != usual.get(key, TRAITS[key].default)
    ]
