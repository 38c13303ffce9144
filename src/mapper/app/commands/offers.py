"""What can be chosen by typing: kinds to append, to create, to change to, colours, and neighbours to connect to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from mapper.edit.effects.rules import DEFINITIONS, Refusal, can_connect
from mapper.edit.verbs import colour
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.kinds import (
    ACTIVITIES,
    ARTIFACT,
    CALL,
    DATA,
    EVENT,
    EVENTS,
    GATEWAY,
    KINDS,
    LANE,
    POOL,
    SUBPROCESS,
    TASK,
)
from mapper.model.records import Node, Value
from mapper.text import N_, _
from mapper.text.order import by_name


@dataclass(frozen=True, slots=True)
class Offer:
    """A line of the list. text: as shown, translated; value: what is chosen; kind and traits: its sign; words: more
    that finds it; group: the heading it stands under, as shown."""

    text: str
    value: Any
    kind: str = ""
    words: str = ""
    traits: Mapping[str, Value] = field(default_factory=dict)
    group: str = ""

    @property
    def key(self) -> tuple[object, ...]:
        """Equal for offers of the same thing."""
        return (self.kind, str(self.value), *sorted((name, str(value)) for name, value in self.traits.items()))


_TASKS = (
    "task", "userTask", "manualTask", "serviceTask", "sendTask", "receiveTask", "scriptTask", "businessRuleTask",
)  # fmt: skip
_GATEWAYS = ("exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway", "complexGateway")
_BOXES = ("subProcess", "callActivity", "transaction", "adHocSubProcess")
_AWAITED = ("message", "timer", "signal", "conditional", "multiple", "parallelMultiple")
_GROUPS = {
    TASK: N_("Tasks"), GATEWAY: N_("Gateways"), SUBPROCESS: N_("Sub-processes"), CALL: N_("Sub-processes"),
    POOL: N_("Pools and lanes"), LANE: N_("Pools and lanes"),
    DATA: N_("Data and notes"), ARTIFACT: N_("Data and notes"),
}  # fmt: skip
OTHERS = N_("Others")
_EVENT_GROUPS = {
    "startEvent": N_("Start events"), "intermediateCatchEvent": N_("Events that wait"),
    "intermediateThrowEvent": N_("Events that tell"), "endEvent": N_("End events"),
    "boundaryEvent": N_("Events on the border"),
}  # fmt: skip
_OPEN = {"expanded": True}
_SHUT = {"expanded": False}


def matching(offers: Sequence[Offer], typed: str) -> list[Offer]:
    """The offers that hold every typed word, those beginning with the text first.

    >>> [o.text for o in matching([Offer("User task", 1), Offer("Task", 2)], "ta")]
    ['Task', 'User task']
    """
    wanted = typed.casefold().split()
    found = [o for o in offers if all(w in f"{o.text} {o.words}".casefold() for w in wanted)]
    text = typed.casefold().strip()
    return sorted(found, key=lambda o: not o.text.casefold().startswith(text)) if text else found


def after_step(node: Node | None = None) -> list[Offer]:
    """What may follow a step, the most used first: Enter alone appends a task; after an event-based gateway what is
    waited for (BPMN 2.0, 10.6.6). What is tied to a step comes last: data and notes."""
    if node is not None and node.kind == "eventBasedGateway":
        return [*_events("intermediateCatchEvent", _AWAITED), _offer("receiveTask"), *_tied()]
    first = [*_TASKS[:2], *_GATEWAYS[:2], "endEvent"]
    found = [_offer(kind) for kind in first]
    found += [_offer(kind) for kind in (*_TASKS[2:], *_GATEWAYS[2:])]
    found += _sub_processes()
    found += [c for kind in ("intermediateCatchEvent", "intermediateThrowEvent", "endEvent") for c in _events(kind)]
    return found if node is None else found + _tied()


def into_flow() -> list[Offer]:
    """What may stand between two steps."""
    return [offer for offer in after_step() if offer.value != "endEvent"]


def on_border() -> list[Offer]:
    """The events that may sit on the border of an activity."""
    return _boundary()


def anything() -> list[Offer]:
    """Everything that can be put on a map."""
    found = [_offer(kind) for kind in ("task", "startEvent", "endEvent", "exclusiveGateway", "participant")]
    closed = _offer("participant", expanded=False)
    upright = _offer("participant", horizontal=False)
    pools = [replace(closed, text=_("Closed pool")), replace(upright, text=_("Vertical pool"))]
    known = {c.key for c in found}
    rest = [*pools, *after_step(), *_events("startEvent"), *_tied(), _offer("group")]
    return found + [c for c in rest if c.key not in known]


def _tied() -> list[Offer]:
    """Data and notes."""
    return [_offer(kind) for kind in ("dataObjectReference", "dataStoreReference", "textAnnotation")]


def instead_of(node: Node) -> list[Offer]:
    """What a node may be changed into; what it is already is left out."""
    if node.family in ACTIVITIES:
        offered = [_offer(kind) for kind in _TASKS] + _sub_processes()
    elif node.family == GATEWAY:
        offered = [_offer(kind) for kind in _GATEWAYS]
    elif node.host is not None:
        offered = _boundary()
    elif node.family == EVENT:
        kinds = ["startEvent", "intermediateCatchEvent", "intermediateThrowEvent", "endEvent"]
        kinds.sort(key=lambda kind: kind != node.kind)
        offered = [c for kind in kinds for c in (_plain(kind), *_events(kind)) if c is not None]
    elif node.kind in ("dataObjectReference", "dataStoreReference"):
        offered = [_offer("dataObjectReference"), _offer("dataStoreReference")]
    else:
        offered = []
    return [c for c in offered if not _same(node, c)]


def colours() -> list[Offer]:
    """The colours that are offered, none first; at last any other, whose value is None."""
    plain = Offer(_("No colour"), colour.NONE, "task")
    found = [
        Offer(_(label), pair, "task", name, {"fill": pair.fill, "stroke": pair.stroke})
        for name, label, pair in colour.PALETTE
    ]
    return [plain, *found, Offer(_("Other colour…"), None)]


def owners(diagram: Diagram) -> list[Offer]:
    """Who is on the map, in the order of names; at last nobody, so that the owner is inherited again."""
    found = sorted(query.parties(diagram), key=lambda party: by_name(party.name))
    return [*(Offer(_one_line(party.name), party.id) for party in found), Offer(_("Nobody named"), None)]


def partners(diagram: Diagram, plane: str, source: str) -> list[Offer]:
    """The named things of a diagram that a flow from `source` may lead to."""
    nodes = [r for r in query.drawn_on(diagram, plane) if isinstance(r, Node) and r.name and r.id != source]
    fit = (n for n in nodes if not isinstance(can_connect(diagram, source, n.id), Refusal))
    return [Offer(_one_line(n.name), n.id, n.kind, n.id, n.traits) for n in fit]


def named(diagram: Diagram, ids: Iterable[str]) -> str:
    """What is selected, in words for people who do not see it."""
    nodes = [r for id in ids if (r := diagram.get(id)) is not None]
    if len(nodes) != 1:
        return _("{count} things selected").format(count=len(nodes)) if nodes else _("Nothing selected")
    record = nodes[0]
    lane = query.lane_of(diagram, record.id)
    parts = [_(record.sort.label), _one_line(record.name), _one_line(lane.name) if lane is not None else ""]
    return ", ".join(part for part in parts if part)


def _offer(kind: str, event: str = "", **traits: Value) -> Offer:
    label = _(KINDS[kind].label)
    if event:
        label = _("{event} ({kind})").format(event=_(EVENTS[event]), kind=label.lower())
        traits["event"] = event
    return Offer(label, kind, kind, kind, traits, _group(kind))


def _group(kind: str) -> str:
    """The heading a kind stands under."""
    family = KINDS[kind].family
    if family == EVENT:
        return _(_EVENT_GROUPS[kind])
    return _(_GROUPS.get(family, OTHERS))


def _plain(kind: str) -> Offer | None:
    return _offer(kind) if "" in DEFINITIONS[kind] else None


def _events(kind: str, some: Sequence[str] = ()) -> list[Offer]:
    return [_offer(kind, event) for event in some or DEFINITIONS[kind] if event]


def _boundary() -> list[Offer]:
    found, group = [], _group("boundaryEvent")
    for event in DEFINITIONS["boundaryEvent"]:
        found.append(_offer("boundaryEvent", event))
        if event not in ("error", "cancel", "compensate"):
            text = _("{event} (non-interrupting)").format(event=_(EVENTS[event]))
            traits: dict[str, Value] = {"event": event, "interrupting": False}
            found.append(Offer(text, "boundaryEvent", "boundaryEvent", "boundaryEvent", traits, group))
    return found


def _sub_processes() -> list[Offer]:
    group = _group("subProcess")
    shut = Offer(_("Sub-process (collapsed)"), "subProcess", "subProcess", "subProcess", _SHUT, group)
    opened = Offer(_("Sub-process (expanded)"), "subProcess", "subProcess", "subProcess", _OPEN, group)
    return [shut, opened, *(_offer(kind) for kind in _BOXES[1:])]


def _same(node: Node, choice: Offer) -> bool:
    if node.kind != choice.value:
        return False
    keys = {*choice.traits, *({"event", "interrupting"} if node.family == EVENT else ())}
    return all(node.trait(key) == choice.traits.get(key, _default(key)) for key in keys)


def _default(key: str) -> object:
    return True if key == "interrupting" else ""


def _one_line(name: str) -> str:
    return " ".join(name.split())
