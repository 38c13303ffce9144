"""The names BPMN 2.0 files use: namespaces, what stands where and in which order, what may refer to what.

Both directions, reading and writing, lean on these tables; none of them knows a particular tool's files.
"""

from __future__ import annotations

from dataclasses import dataclass

from mapper.model.kinds import KINDS, Kind

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DI = "http://www.omg.org/spec/DD/20100524/DI"
XML = "http://www.w3.org/XML/1998/namespace"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
BIOC = "http://bpmn.io/schema/bpmn/biocolor/1.0"
COLOR = "http://www.omg.org/spec/BPMN/non-normative/color/1.0"
MAPPER = "https://mapper.invalid/bpmn/1"

PREFIXES: dict[str, str] = {
    MODEL: "bpmn", BPMNDI: "bpmndi", DC: "dc", DI: "di", XSI: "xsi", BIOC: "bioc", COLOR: "color", MAPPER: "mapper",
}  # fmt: skip
"""The prefix a namespace gets where a file has none for it yet."""

GUESSES: dict[str, str] = {
    "bpmn": MODEL, "bpmn2": MODEL, "semantic": MODEL, "model": MODEL, "bpmndi": BPMNDI, "dc": DC, "omgdc": DC,
    "di": DI, "omgdi": DI, "xsi": XSI, "bioc": BIOC, "color": COLOR, "mapper": MAPPER,
}  # fmt: skip
"""What a prefix that a file forgot to declare stands for in every tool that uses it."""


def q(namespace: str, local: str) -> str:
    """A name as lxml spells it.

    >>> q("urn:x", "a")
    '{urn:x}a'
    """
    return f"{{{namespace}}}{local}"


def split(tag: str) -> tuple[str, str]:
    """Namespace and local name of a name as lxml spells it.

    >>> split("{urn:x}a"), split("a")
    (('urn:x', 'a'), ('', 'a'))
    """
    uri, _, local = tag.rpartition("}")
    return uri[1:], local


def m(local: str) -> str:
    """A name of the BPMN model."""
    return q(MODEL, local)


DEFINITIONS, EXTENSIONS, DOCUMENTATION = m("definitions"), m("extensionElements"), m("documentation")
DIAGRAM, PLANE, SHAPE, EDGE, LABEL = (
    q(BPMNDI, name) for name in ("BPMNDiagram", "BPMNPlane", "BPMNShape", "BPMNEdge", "BPMNLabel")
)
BOUNDS, WAYPOINT, MAPPER_DETAILS = q(DC, "Bounds"), q(DI, "waypoint"), q(MAPPER, "details")
TEXT_SIZE, PHASE = q(MAPPER, "textSize"), q(MAPPER, "phase")

OWN_KINDS = frozenset({"plane", "party", "anchor"})
"""Kinds of the model that are no BPMN elements of that name."""

TAGS: dict[str, Kind] = {m(name): row for name, row in KINDS.items() if name not in OWN_KINDS}
TAGS[m("resource")] = KINDS["party"]
"""The kind an element's name stands for."""


def tag_of(kind: str) -> str:
    """The element's name for a kind; KeyError for kinds that stand for none."""
    return _TAG_OF[kind]


_TAG_OF = {row.name: tag for tag, row in TAGS.items()}


@dataclass(frozen=True, slots=True)
class Attribute:
    """A trait of a record that is one attribute of its element: switches say what the attribute says when present."""

    trait: str
    name: str
    default: bool | str
    on: str = "true"


def _attributes() -> dict[str, tuple[Attribute, ...]]:
    found: dict[str, tuple[Attribute, ...]] = {
        "boundaryEvent": (Attribute("interrupting", "cancelActivity", True),),
        "startEvent": (Attribute("interrupting", "isInterrupting", True),),
        "receiveTask": (Attribute("instantiate", "instantiate", False),),
        "eventBasedGateway": (
            Attribute("instantiate", "instantiate", False),
            Attribute("parallel", "eventGatewayType", False, on="Parallel"),
        ),
        "association": (Attribute("direction", "associationDirection", "None"),),
        "dataObject": (Attribute("collection", "isCollection", False),),
        "dataInput": (Attribute("collection", "isCollection", False),),
        "dataOutput": (Attribute("collection", "isCollection", False),),
    }
    for name, row in KINDS.items():
        if row.is_activity:
            found[name] = (*found.get(name, ()), Attribute("compensation", "isForCompensation", False))
        if name in ("subProcess", "transaction", "adHocSubProcess"):
            found[name] = (*found[name], Attribute("triggered", "triggeredByEvent", False))
    return found


ATTRIBUTES = _attributes()
"""Traits that are attributes, by kind."""

TIMERS: dict[str, str] = {m("timeDuration"): "duration", m("timeDate"): "date", m("timeCycle"): "cycle"}
"""The elements of a timer and what the trait says for each (BPMN 2.0, 10.5.5)."""

ROLES: dict[str, str] = {
    "accountable": "owner", "responsible": "responsible", "consulted": "consulted", "informed": "informed",
    "manager": "manager", "engineer": "engineer",
}  # fmt: skip
"""A resourceRole's name → the detail it stands for."""

PERFORMERS = frozenset({m("performer"), m("humanPerformer"), m("potentialOwner")})
"""Roles that mean "responsible" whatever their name (BPMN 2.0, 10.3.1)."""

REFERENCES: dict[str, str] = {
    "participant": "processRef", "dataObjectReference": "dataObjectRef", "dataStoreReference": "dataStoreRef",
    "callActivity": "calledElement",
}  # fmt: skip
"""The attribute behind a node's `ref`, by kind."""

ENDS: dict[str, tuple[str, str]] = dict.fromkeys(
    ("sequenceFlow", "messageFlow", "association", "conversationLink"), ("sourceRef", "targetRef")
)
"""The attributes of a flow's ends; the data associations name theirs in child elements."""

DATA_FLOWS = frozenset({"dataInputAssociation", "dataOutputAssociation"})
