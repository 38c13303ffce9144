"""The vocabulary of BPMN 2.0 as one table: kind → family, label, default size, what it may hold, its marker.

A kind is the local name of the BPMN element (BPMN 2.0, chapters 7 to 11), so the XML tag needs no column of its own.
Kinds that are Mapper's own and stand for no drawn BPMN element: ``plane`` (a BPMNDiagram with its BPMNPlane), ``party``
(a ``resource``) and ``anchor`` (a loose end of a flow).
"""

from __future__ import annotations

from dataclasses import dataclass

from mapper.text import N_

# Families
TASK, SUBPROCESS, CALL = "task", "subprocess", "call"
EVENT, GATEWAY, DATA, ARTIFACT = "event", "gateway", "data", "artifact"
POOL, LANE, CONTAINER, PARTY, PLANE, ANCHOR = "pool", "lane", "container", "party", "plane", "anchor"
CHOREOGRAPHY, CONVERSATION, FLOW = "choreography", "conversation", "flow"

ACTIVITIES = frozenset({TASK, SUBPROCESS, CALL})
FLOW_NODES = ACTIVITIES | {EVENT, GATEWAY, CHOREOGRAPHY}
"""Families that a sequence flow may join and a lane may name (BPMN 2.0, 7.6.1 and 10.8)."""
FLOW_ELEMENTS = FLOW_NODES | {DATA}
"""Families that stand in a process and take room there: flow nodes and data."""
_CARRYING = frozenset({"sequenceFlow", "messageFlow"})


@dataclass(frozen=True, slots=True)
class Kind:
    """One row of the vocabulary. Sizes are pixels; `label` is English and translated when shown."""

    name: str
    family: str
    label: str
    size: tuple[float, float] = (0, 0)
    holds: frozenset[str] = frozenset()
    label_outside: bool = False
    marker: str = ""

    @property
    def is_flow_node(self) -> bool:
        return self.family in FLOW_NODES

    @property
    def is_activity(self) -> bool:
        return self.family in ACTIVITIES

    @property
    def is_flow_element(self) -> bool:
        """A flow node or data: what a process holds, and what makes its container grow (BPMN 2.0, 8.3.7)."""
        return self.family in FLOW_ELEMENTS

    @property
    def is_solid(self) -> bool:
        """Nothing may stand on it and no line run through it: flow elements and text annotations."""
        return self.family in FLOW_ELEMENTS or self.name == "textAnnotation"

    @property
    def carries(self) -> bool:
        """A flow along which work or messages pass: laid with right angles, may hop over others."""
        return self.name in _CARRYING

    @property
    def is_association(self) -> bool:
        """A line that only says that two things belong together (associations, data associations, conversation
        links): laid straight where that is clear."""
        return self.family == FLOW and self.name not in _CARRYING


_IN_PROCESS = frozenset({TASK, SUBPROCESS, CALL, EVENT, GATEWAY, DATA, ARTIFACT, FLOW, ANCHOR})
_IN_COLLABORATION = frozenset({POOL, ARTIFACT, FLOW, CONVERSATION, ANCHOR})
_IN_CHOREOGRAPHY = frozenset({CHOREOGRAPHY, EVENT, GATEWAY, ARTIFACT, FLOW, POOL, ANCHOR})

_ROWS: tuple[Kind, ...] = (
    # activities
    Kind("task", TASK, N_("Task"), (100, 80)),
    Kind("userTask", TASK, N_("User task"), (100, 80), marker="user"),
    Kind("manualTask", TASK, N_("Manual task"), (100, 80), marker="manual"),
    Kind("serviceTask", TASK, N_("Service task"), (100, 80), marker="service"),
    Kind("scriptTask", TASK, N_("Script task"), (100, 80), marker="script"),
    Kind("businessRuleTask", TASK, N_("Business rule task"), (100, 80), marker="rule"),
    Kind("sendTask", TASK, N_("Send task"), (100, 80), marker="send"),
    Kind("receiveTask", TASK, N_("Receive task"), (100, 80), marker="receive"),
    Kind("subProcess", SUBPROCESS, N_("Sub-process"), (350, 200), _IN_PROCESS | {LANE}),
    Kind("transaction", SUBPROCESS, N_("Transaction"), (350, 200), _IN_PROCESS | {LANE}),
    Kind("adHocSubProcess", SUBPROCESS, N_("Ad-hoc sub-process"), (350, 200), _IN_PROCESS | {LANE}, marker="adhoc"),
    Kind("callActivity", CALL, N_("Call activity"), (100, 80)),
    # events
    Kind("startEvent", EVENT, N_("Start event"), (36, 36), label_outside=True),
    Kind("intermediateThrowEvent", EVENT, N_("Intermediate throw event"), (36, 36), label_outside=True),
    Kind("intermediateCatchEvent", EVENT, N_("Intermediate catch event"), (36, 36), label_outside=True),
    Kind("boundaryEvent", EVENT, N_("Boundary event"), (36, 36), label_outside=True),
    Kind("endEvent", EVENT, N_("End event"), (36, 36), label_outside=True),
    Kind("implicitThrowEvent", EVENT, N_("Implicit throw event"), (36, 36), label_outside=True),
    # gateways
    Kind("exclusiveGateway", GATEWAY, N_("Exclusive gateway"), (50, 50), label_outside=True, marker="exclusive"),
    Kind("parallelGateway", GATEWAY, N_("Parallel gateway"), (50, 50), label_outside=True, marker="parallel"),
    Kind("inclusiveGateway", GATEWAY, N_("Inclusive gateway"), (50, 50), label_outside=True, marker="inclusive"),
    Kind("complexGateway", GATEWAY, N_("Complex gateway"), (50, 50), label_outside=True, marker="complex"),
    Kind("eventBasedGateway", GATEWAY, N_("Event-based gateway"), (50, 50), label_outside=True, marker="event"),
    # data
    Kind("dataObjectReference", DATA, N_("Data object"), (36, 50), label_outside=True),
    Kind("dataObject", DATA, N_("Data object"), (36, 50), label_outside=True),
    Kind("dataStoreReference", DATA, N_("Data store"), (50, 50), label_outside=True),
    Kind("dataStore", DATA, N_("Data store"), (50, 50), label_outside=True),
    Kind("dataInput", DATA, N_("Data input"), (36, 50), label_outside=True),
    Kind("dataOutput", DATA, N_("Data output"), (36, 50), label_outside=True),
    Kind("message", DATA, N_("Message"), (30, 20), label_outside=True),
    # artifacts
    Kind("textAnnotation", ARTIFACT, N_("Text annotation"), (120, 40)),
    Kind("group", ARTIFACT, N_("Group"), (300, 200), label_outside=True),
    # pools and lanes
    Kind("participant", POOL, N_("Pool"), (600, 250), frozenset({LANE})),
    Kind("lane", LANE, N_("Lane"), (570, 125), frozenset({LANE})),
    # choreography and conversation (BPMN 2.0, chapters 11 and 9)
    Kind("choreographyTask", CHOREOGRAPHY, N_("Choreography task"), (100, 120)),
    Kind("subChoreography", CHOREOGRAPHY, N_("Sub-choreography"), (350, 240), _IN_CHOREOGRAPHY),
    Kind("callChoreography", CHOREOGRAPHY, N_("Call choreography"), (100, 120)),
    Kind("conversation", CONVERSATION, N_("Conversation"), (44, 38), label_outside=True),
    Kind("subConversation", CONVERSATION, N_("Sub-conversation"), (44, 38), frozenset({CONVERSATION, FLOW}), True),
    Kind("callConversation", CONVERSATION, N_("Call conversation"), (44, 38), label_outside=True),
    # what holds the rest and is not drawn itself
    Kind("process", CONTAINER, N_("Process"), holds=_IN_PROCESS | {LANE}),
    Kind("collaboration", CONTAINER, N_("Collaboration"), holds=_IN_COLLABORATION),
    Kind("choreography", CONTAINER, N_("Choreography"), holds=_IN_CHOREOGRAPHY),
    Kind("globalConversation", CONTAINER, N_("Global conversation"), holds=_IN_COLLABORATION),
    # Mapper's own
    Kind("plane", PLANE, N_("Diagram")),
    Kind("party", PARTY, N_("Party")),
    Kind("anchor", ANCHOR, N_("Loose end"), (1, 1)),
    # flows
    Kind("sequenceFlow", FLOW, N_("Sequence flow"), label_outside=True),
    Kind("messageFlow", FLOW, N_("Message flow"), label_outside=True),
    Kind("association", FLOW, N_("Association"), label_outside=True),
    Kind("dataInputAssociation", FLOW, N_("Data input association"), label_outside=True),
    Kind("dataOutputAssociation", FLOW, N_("Data output association"), label_outside=True),
    Kind("conversationLink", FLOW, N_("Conversation link"), label_outside=True),
)

KINDS: dict[str, Kind] = {row.name: row for row in _ROWS}
"""Every kind by name."""

COLLAPSED_SIZE = (100.0, 80.0)
"""Size of a collapsed sub-process, pixels."""

HEADER = 30.0
"""Width of the header band of a pool or lane, pixels (BPMN DI gives none; the value most tools use)."""

LIFT = 6.0
"""How far the label of a phase stands above the band of its title, pixels: its text hangs low in its box."""

EVENTS: dict[str, str] = {
    "": N_("None"),
    "message": N_("Message"),
    "timer": N_("Timer"),
    "error": N_("Error"),
    "escalation": N_("Escalation"),
    "cancel": N_("Cancel"),
    "compensate": N_("Compensation"),
    "conditional": N_("Condition"),
    "link": N_("Link"),
    "signal": N_("Signal"),
    "terminate": N_("Terminate"),
    "multiple": N_("Multiple"),
    "parallelMultiple": N_("Parallel multiple"),
}
"""Event definitions (BPMN 2.0, 10.5.5): the element ``…EventDefinition`` without that ending → label."""

NAMED_TRIGGERS = ("message", "signal", "error", "escalation")
"""Definitions that refer to something a whole file knows by name: its root element has the definition's own name, its
attribute is ``…Ref`` (BPMN 2.0, 8.3.2, 8.4.5, 10.5.5)."""

CODED = ("error", "escalation")
"""Those of them that have a code."""

PARTICULARS = ("trigger", "code", "timer", "time")
"""The traits of an event that stand in its definition. One with several definitions has none: nothing says which is
meant."""

LOOPS: dict[str, str] = {
    "": N_("None"),
    "standard": N_("Loop"),
    "parallel": N_("Parallel multi-instance"),
    "sequential": N_("Sequential multi-instance"),
}
"""Loop markers (BPMN 2.0, 10.3.8)."""


@dataclass(frozen=True, slots=True)
class Trait:
    """A notation attribute: the value it has when absent, and the families that carry it."""

    default: str | bool | float
    families: frozenset[str]


def _on(*families: str) -> frozenset[str]:
    return frozenset(families)


COLOURS = ("fill", "stroke", "color")
"""The traits that are colours: of the inside, of the outline and of the text."""

TRAITS: dict[str, Trait] = {
    "event": Trait("", _on(EVENT)),  # key of EVENTS
    "trigger": Trait("", _on(EVENT)),  # name of its message, signal, error, escalation or link; text of its condition
    "code": Trait("", _on(EVENT)),  # errorCode or escalationCode
    "timer": Trait("", _on(EVENT)),  # which of timeDuration, timeDate and timeCycle: "duration", "date", "cycle"
    "time": Trait("", _on(EVENT)),  # its text, ISO 8601 or an expression
    "interrupting": Trait(True, _on(EVENT)),  # cancelActivity of boundary, isInterrupting of start events
    "expanded": Trait(True, _on(SUBPROCESS, CALL, CHOREOGRAPHY, CONVERSATION, POOL)),  # BPMNShape isExpanded
    "horizontal": Trait(True, _on(POOL, LANE)),  # BPMNShape isHorizontal
    "loop": Trait("", ACTIVITIES | _on(CHOREOGRAPHY)),  # key of LOOPS
    "compensation": Trait(False, ACTIVITIES),  # isForCompensation
    "triggered": Trait(False, _on(SUBPROCESS)),  # triggeredByEvent: an event sub-process
    "called": Trait("", _on(CALL, CHOREOGRAPHY, CONVERSATION)),  # local name of the called element: globalUserTask, …
    "marker": Trait(True, _on(GATEWAY)),  # BPMNShape isMarkerVisible (exclusive gateways)
    "instantiate": Trait(False, _on(GATEWAY, TASK)),  # starts the process: event-based gateway, receive task
    "parallel": Trait(False, _on(GATEWAY)),  # eventGatewayType="Parallel"
    "collection": Trait(False, _on(DATA)),  # isCollection
    "state": Trait("", _on(DATA)),  # dataState's name
    "multiple": Trait(False, _on(POOL, CONVERSATION)),  # participantMultiplicity above one
    "initiating": Trait("", _on(CHOREOGRAPHY)),  # id of the initiating participant
    "participants": Trait("", _on(CHOREOGRAPHY)),  # names of the bands, top first, one a line
    "band": Trait("", _on(POOL)),  # BPMNShape participantBandKind: the pool is a band of a choreography activity
    "envelope": Trait("", _on(FLOW, POOL)),  # message shown: "initiating", "non_initiating"
    "source_seen": Trait("", _on(FLOW)),  # what the start only touches in the drawing: the file does not name it
    "target_seen": Trait("", _on(FLOW)),  # likewise the end
    "host_seen": Trait("", _on(EVENT)),  # the host on whose border a boundary event lies, though it names none
    "lane_seen": Trait("", FLOW_NODES),  # the lane in which a step is drawn, though no lane names its steps
    "sheet": Trait("", _on(PLANE)),  # the file's diagram on which the inside of a closed sub-process is drawn
    "default": Trait(False, _on(FLOW)),  # the source's default flow
    "condition": Trait("", _on(FLOW)),  # text of the conditionExpression
    "conditional": Trait(False, _on(FLOW)),  # has a conditionExpression
    "direction": Trait("None", _on(FLOW)),  # associationDirection: None, One, Both
    "fill": Trait("", FLOW_NODES | _on(DATA, ARTIFACT, POOL, LANE, CONVERSATION)),  # BPMN in Color, "#rrggbb"
    "stroke": Trait("", FLOW_NODES | _on(DATA, ARTIFACT, POOL, LANE, CONVERSATION, FLOW)),
    "phase": Trait(False, _on(ARTIFACT)),  # a group that is a phase of a pool: a band across its lanes with a title
    "textSize": Trait(0.0, _on(PLANE)),  # pixels of step names on a diagram; 0 for the usual size
    "color": Trait("", FLOW_NODES | _on(DATA, ARTIFACT, POOL, LANE, CONVERSATION, FLOW)),  # label colour
}
"""Notation attributes of nodes and flows; a record holds only those that differ from the default."""


def kind(name: str) -> Kind:
    """The row of a kind; KeyError for a name BPMN (and Mapper) does not know."""
    return KINDS[name]


def family(name: str) -> str:
    """The family of a kind, "" when unknown."""
    row = KINDS.get(name)
    return row.family if row else ""
