"""Put something new on the map: from the palette, or pulled out of a step's context pad."""

from __future__ import annotations

from collections.abc import Mapping

from mapper.edit.effects.container_at import host_at, place_at
from mapper.edit.effects.rules import Refusal, can_attach, can_hold
from mapper.edit.structure import pools
from mapper.edit.verbs import connect
from mapper.edit.verbs import create as verb
from mapper.model.docking import dock, onto_border
from mapper.model.geometry import Point, Rect, centered
from mapper.model.kinds import FLOW_NODES, KINDS, LANE, POOL
from mapper.model.records import Flow, Node, Value
from mapper.text import _
from mapper.tools.pointer import Gesture, Outcome, Pointer, Preview, ToolContext
from mapper.tools.snap import REACH, snapped
from mapper.tools.still import why_still

GHOST = "ghost"
"""Id of the node that is not there yet."""
BORDER = 12.0
"""Screen pixels from a step's border within which an event becomes a boundary event."""
_ATTACHED = ("intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent")


def create(
    context: ToolContext,
    press: Pointer,
    kind: str = "task",
    traits: Mapping[str, Value] | None = None,
    source: str | None = None,
) -> Gesture:
    """Let a shape hang on the pointer until it is dropped. On a flow it goes in between, an event on a step's border
    becomes a boundary event. source: the step it follows; a flow leads there from it."""
    new = _New(context, kind, traits or {}, source)
    event = press
    while not event.released:
        event = yield new.preview(event)
    return new.drop(event)


class _New:
    """What is about to be made."""

    def __init__(self, context: ToolContext, kind: str, traits: Mapping[str, Value], source: str | None) -> None:
        self.context, self.kind, self.traits, self.source = context, kind, traits, source
        self.size = verb.size_of(kind, traits)
        self.family = KINDS[kind].family
        self.at_rest = why_still(context, ())

    def preview(self, event: Pointer) -> Preview:
        if self.at_rest is not None:
            return Preview(ghost=self._ghost(event.pos), refusal=_(self.at_rest.reason))
        if host := self._host(event):
            return Preview(ghost=self._ghost(host[1], "boundaryEvent"), drop=host[0].id, refusal=self._unfit(host[0]))
        if flow := self._flow(event):
            return Preview(ghost=self._ghost(event.pos), drop=flow.id)
        place, lined = self._lined_up(event)
        container = self._container(place)
        return Preview(
            ghost=self._ghost(place),
            guides=lined.guides,
            drop=container,
            refusal=self._refusal(container),
            lines=self._line(place),
            arrow=self.source is not None,
        )

    def drop(self, event: Pointer) -> Outcome:
        diagram, plane = self.context.diagram, self.context.plane
        if self.at_rest is not None:
            return Outcome(message=_(self.at_rest.reason))
        if host := self._host(event):
            if reason := self._unfit(host[0]):
                return Outcome(message=reason)
            traits = self._caught()
            return self._made(verb.boundary(diagram, host[0].id, str(traits["event"]), host[1], traits))
        if flow := self._flow(event):
            return self._made(verb.insert(diagram, flow.id, self.kind, event.pos, self.traits))
        place, _lined = self._lined_up(event)
        if reason := self._refusal(self._container(place)):
            return Outcome(message=reason)
        if self.source is not None:
            return self._made(self._append(place))
        return self._made(verb.shape(diagram, self.kind, place, plane, self.traits))

    def _made(self, id: str) -> Outcome:
        return Outcome(selection=(id,), edit=id if self._is_named() else None)

    def _append(self, place: Point) -> str:
        """A shape and the flow that leads to it: one step to undo."""
        with self.context.diagram.transaction(_("Append")):
            id = verb.shape(self.context.diagram, self.kind, place, self.context.plane, self.traits)
            connect.flow(self.context.diagram, self.source or "", id)
        return id

    def _caught(self) -> Mapping[str, Value]:
        """A boundary event always waits for something (BPMN 2.0, 10.5.4); mostly for time to pass."""
        return self.traits if self.traits.get("event") else {**self.traits, "event": "timer"}

    def _is_named(self) -> bool:
        """Gateways and events mostly go without a name; one that wants one presses E."""
        return self.family not in ("gateway", "event")

    def _ghost(self, place: Point, kind: str = "") -> Node:
        kind = kind or self.kind
        bounds = centered(place, *self.size)
        if self.family == POOL:
            across, closed = bool(self.traits.get("horizontal", True)), not self.traits.get("expanded", True)
            bounds = pools.spot(self.context.diagram, self.context.plane, place, across, closed)
        inside = GHOST if self.family == POOL and self.traits.get("expanded", True) else None
        node = Node(GHOST, kind, ref=inside, plane=self.context.plane, bounds=bounds)
        for key, value in self.traits.items():
            node = node.with_trait(key, value)
        return node

    def _lined_up(self, event: Pointer) -> tuple[Point, Preview]:
        if "ctrl" in event.keys or self.family == LANE:
            return event.pos, Preview()
        area = self.context.view or Rect(*event.pos, 0, 0).grown(600)
        nodes = (self.context.diagram.get(id) for id in self.context.places.within(area))
        boxes = [n.bounds for n in nodes if isinstance(n, Node) and n.bounds and n.family in FLOW_NODES]
        start = centered(Point(0, 0), *self.size)
        by, guides = snapped(start, Point(*event.pos), boxes, self.context.slack(REACH))
        return Point(*by), Preview(guides=guides)

    def _container(self, place: Point) -> str | None:
        return place_at(self.context.diagram, self.context.plane, place, self.family).shape

    def _refusal(self, container: str | None) -> str:
        allowed = can_hold(self.context.diagram, container, self.kind)
        return _(allowed.reason) if isinstance(allowed, Refusal) else ""

    def _host(self, event: Pointer) -> tuple[Node, Point] | None:
        """The activity on whose border the pointer is, and the place on it, for what can sit there."""
        if self.kind not in _ATTACHED or self.source is not None:
            return None
        reach = self.context.slack(BORDER)
        host = host_at(self.context.diagram, self.context.plane, event.pos, reach)
        if host is None or host.bounds is None:
            return None
        return host, onto_border(host.bounds, Point(round(event.pos.x), round(event.pos.y)))

    def _unfit(self, host: Node) -> str:
        allowed = can_attach(self.context.diagram, host.id, str(self._caught()["event"]))
        return _(allowed.reason) if isinstance(allowed, Refusal) else ""

    def _flow(self, event: Pointer) -> Flow | None:
        """The sequence flow under the pointer, for what can stand in it."""
        if self.family not in FLOW_NODES or self.kind in ("startEvent", "endEvent", "boundaryEvent"):
            return None
        target = event.target
        record = self.context.diagram.get(target.id) if target is not None else None
        return record if isinstance(record, Flow) and record.kind == "sequenceFlow" and self.source is None else None

    def _line(self, place: Point) -> tuple[tuple[Point, ...], ...]:
        start = self.context.diagram.get(self.source)
        if not isinstance(start, Node) or start.bounds is None:
            return ()
        ghost = self._ghost(place)
        return ((dock(start, place), dock(ghost, start.bounds.center)),)
