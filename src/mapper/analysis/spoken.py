"""What stands on a map, in words for people who do not see it, and the order in which they are told of it."""

from __future__ import annotations

from collections.abc import Mapping

from mapper.analysis.mandates import one_line
from mapper.analysis.numbering import numbers, rank
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.kinds import ACTIVITIES, FLOW_NODES, LANE, POOL
from mapper.model.records import Flow, Node, Record
from mapper.text import _


class Speaker:
    """Speaks of the things of one map. The numbers of its steps are found once and hold until the map changes."""

    def __init__(self, diagram: Diagram) -> None:
        self._diagram = diagram
        self._known: Mapping[str, str] | None = None

    def forget(self) -> None:
        """The map is not as it was."""
        self._known = None

    def said(self, id: str) -> str:
        """One thing: "User task Check invoice, step 4 of 9, lane Sales, owner Anna Holm, next: Approved?"; of a flow
        its ends. "" for what is not there."""
        record = self._diagram.get(id)
        if record is None:
            return ""
        head = " ".join(filter(None, (_(record.sort.label), one_line(record.name))))
        parts = self._of_flow(record) if isinstance(record, Flow) else self._of_node(record)
        return ", ".join(filter(None, (head, *parts)))

    def order(self, plane: str) -> list[str]:
        """The ids of all that is drawn on a diagram: pools and lanes, then steps, events and gateways as one reads
        them, what else there is, flows last."""
        drawn = query.drawn_on(self._diagram, plane)
        nodes = [r for r in drawn if isinstance(r, Node)]
        boxes = [n for n in nodes if n.family in (POOL, LANE)]
        read = query.reading_order(self._diagram, [n for n in nodes if n.family in FLOW_NODES])
        rest = [r for r in drawn if isinstance(r, Flow) or r.family not in (POOL, LANE, *FLOW_NODES)]
        return [r.id for r in (*boxes, *read, *rest)]

    def _of_node(self, node: Node) -> list[str]:
        diagram = self._diagram
        lane = query.lane_of(diagram, node.id) if node.family != LANE else None
        host = diagram.get(node.host)
        owner = query.owner(diagram, node.id)
        return [
            self._number(node),
            _("on {name}").format(name=_called(host)) if host is not None else "",
            _("lane {name}").format(name=_called(lane)) if lane is not None else "",
            _("owner {name}").format(name=one_line(owner.name)) if owner is not None else "",
            self._next(node),
        ]

    def _number(self, node: Node) -> str:
        if node.family not in ACTIVITIES:
            return ""
        if self._known is None:
            self._known = numbers(self._diagram)
        found = self._known
        number = found.get(node.id, "")
        # A step inside a sub-process is one of the steps there: 4.2 of 4.3.
        inside = [n for n in found.values() if rank(n)[:-1] == rank(number)[:-1]] if number else []
        return _("step {number} of {last}").format(number=number, last=max(inside, key=rank)) if inside else ""

    def _next(self, node: Node) -> str:
        found = []
        for flow in query.outgoing(self._diagram, node.id):
            target = _called(self._diagram.get(flow.target))
            found.append(f"{one_line(flow.name)}: {target}" if flow.name.strip() else target)
        return _("next: {names}").format(names="; ".join(found)) if found else ""

    def _of_flow(self, flow: Flow) -> list[str]:
        ends = (self._diagram.get(flow.source), self._diagram.get(flow.target))
        return [_("from {source} to {target}").format(source=_called(ends[0]), target=_called(ends[1]))]


def _called(record: Record | None) -> str:
    """A thing's name, or what it is."""
    return (one_line(record.name) or _(record.sort.label).lower()) if record is not None else ""
