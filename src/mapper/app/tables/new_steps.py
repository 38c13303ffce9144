"""A new step from a row of a table: in its lane, behind what stands there."""

from __future__ import annotations

from mapper.analysis import numbering
from mapper.edit.effects import rules
from mapper.edit.effects.free_spot import free_place
from mapper.edit.verbs import create
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point
from mapper.model.kinds import LANE
from mapper.model.records import Flow, Node
from mapper.text import N_, _
from mapper.text.order import folded

_NO_MAP = rules.Refusal(N_("There is no diagram to put a step on."))


def lane_named(diagram: Diagram, name: str) -> Node | None:
    """The lane of that name, large and small letters alike; None where there is none, or more than one."""
    found = [node for node in diagram.nodes() if node.family == LANE and folded(node.name) == folded(name)]
    return found[0] if len(found) == 1 and name.strip() else None


def add(diagram: Diagram, name: str, lane: Node | None, after: str | None = None) -> str:
    """Put a step into a lane, joined to the last one there; its id. Without a lane it follows `after`, or the last step
    of the map. Where the last step already leads to an end, it stands between them. Raises Refused."""
    with diagram.transaction(_("Add step")):
        last = _last(diagram, lane, after)
        if last is None:
            return create.shape(diagram, "task", _free(diagram, lane), _plane(diagram, lane), name=name)
        onward = query.outgoing(diagram, last.id)
        if not onward:
            return create.append(diagram, last.id, "task", name=name)
        if len(onward) == 1 and _ends(diagram, onward[0], last):
            id = create.insert(diagram, onward[0].id, "task")
            diagram.put(diagram.node(id).but(name=name))
            return id
        return create.shape(diagram, "task", _free(diagram, lane or query.lane_of(diagram, last.id)), last.plane or "",
                            name=name)  # fmt: skip


def _last(diagram: Diagram, lane: Node | None, after: str | None) -> Node | None:
    """The step that a new one follows: `after` where it lies in the lane, else the last one of the lane."""
    steps = [s for s in numbering.steps(diagram) if s.bounds is not None and s.plane is not None]
    if lane is not None:
        steps = [s for s in steps if (own := query.lane_of(diagram, s.id)) is not None and own.id == lane.id]
    return next((s for s in steps if s.id == after), steps[-1] if steps else None)


def _ends(diagram: Diagram, flow: Flow, last: Node) -> bool:
    end = diagram.get(flow.target)
    return end is not None and end.kind == "endEvent" and isinstance(end, Node) and end.lane == last.lane


def _plane(diagram: Diagram, lane: Node | None) -> str:
    if lane is not None and lane.plane is not None:
        return lane.plane
    planes = query.planes(diagram)
    if not planes:
        raise rules.Refused(_NO_MAP)
    return planes[0].id


def _free(diagram: Diagram, lane: Node | None) -> Point:
    return free_place(diagram, _plane(diagram, lane), lane, Point(200, 160))
