"""Lanes: add, split, reorder, remove. They always fill their pool, and what they show moves with them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from mapper.edit.effects import rules
from mapper.edit.effects.after import settle
from mapper.edit.effects.before import Before
from mapper.edit.effects.grow import keep_phases
from mapper.edit.effects.ids import new_id
from mapper.edit.effects.lane_stack import LANE_LEAST, LANE_MIN, Frame, breadth, frame_of, leaves, restack
from mapper.edit.effects.make_room import cut
from mapper.edit.effects.reconnect import drop_flow, follow, keep_clear
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, oriented
from mapper.model.kinds import DATA, HEADER, LANE
from mapper.model.records import Node
from mapper.route.scene.read import title_of
from mapper.text import N_, _

Where = Literal["above", "below", "inside"]

LANE_MOST = 250.0
"""The broadest that a new lane is made beside others, in pixels: one for two rows of steps."""

HEAD_AIR = 10.0
"""Between the head of a lane and what stands in it, in pixels."""

_TOO_SMALL = rules.Refusal(N_("This pool is too small for lanes: make it larger first."))
_HAS_LANES = rules.Refusal(N_("This pool has lanes: split one of them."))
_NEEDS_POOL = rules.Refusal(N_("A lane needs a pool."))


def add(diagram: Diagram, id: str, where: Where = "below", name: str = "", size: float = 0) -> str:
    """Add a lane beside a lane, or to a pool (after its last lane or before its first); its id.

    The first lane of a pool that shows steps already is added beside one that takes those steps. "inside" a lane gives
    it an inner lane, with what it holds; "inside" an empty pool fills it. Vertical pools: above is left, below right.
    size: its breadth in pixels; 0: as broad as the narrowest beside it, so that lanes added one by one are equal.
    """
    frame = _frame(diagram, id)
    with diagram.transaction(_("Add lane")):
        was = Before()
        if where == "inside":
            return _add_inside(diagram, frame, id, name)
        parent, lanes = _siblings(diagram, frame, id)
        if not lanes and _steps(diagram, frame.element):
            _fill(diagram, frame, frame.element, 1, was)
            parent, lanes = _siblings(diagram, frame, frame.element)
        if not lanes:
            return _add_inside(diagram, frame, id, name)
        at = lanes.index(id) if id in lanes else (len(lanes) - 1 if where == "below" else 0)
        size = size or min(LANE_MOST, min(breadth(diagram, lane, frame.horizontal) for lane in lanes))
        made = _make(diagram, frame, parent, name, after=lanes[-1])
        lanes.insert(at + (where == "below"), made)
        box = oriented(frame.box, frame.horizontal)
        start = box.y - size if where == "above" and id not in lanes else None
        restack(diagram, frame, was, sizes={made: size}, order={parent: lanes}, start=start)
        follow(diagram, [], was)
        keep_phases(diagram, was)
    return made


def split(diagram: Diagram, id: str, parts: int = 2, names: Sequence[str] = ()) -> list[str]:
    """Divide a lane into lanes on its own level, or a pool without lanes into lanes; their ids, the first being the
    lane itself. Each step goes to the part its centre lies in, and parts grow where their steps need it."""
    frame = _frame(diagram, id)
    with diagram.transaction(_("Split lane")):
        was = Before()
        node = diagram.node(id)
        if node.family != LANE and query.sublanes(diagram, frame.element):
            raise rules.Refused(_HAS_LANES)
        if node.family != LANE:
            made = _fill(diagram, frame, frame.element, max(1, parts), was)
        else:
            made = _split_lane(diagram, frame, node, parts, was)
        for lane, name in zip(made, names, strict=False):
            diagram.put(diagram.node(lane).but(name=name))
        _rejoin(diagram, frame, made, was)
        _broaden(diagram, _frame(diagram, id), made)
    return made


def move(diagram: Diagram, id: str, by: int) -> None:
    """Move a lane up (negative) or down among its neighbours, contents and all."""
    frame = _frame(diagram, id)
    parent, lanes = _siblings(diagram, frame, id)
    to = min(max(lanes.index(id) + by, 0), len(lanes) - 1)
    if to == lanes.index(id):
        return
    lanes.remove(id)
    lanes.insert(to, id)
    with diagram.transaction(_("Move lane")):
        was = Before()
        restack(diagram, frame, was, order={parent: lanes})
        follow(diagram, [], was)
        keep_phases(diagram, was)
        keep_clear(diagram, was)


def drag(diagram: Diagram, id: str, dx: float, dy: float) -> None:
    """Move a lane to the place in the stack that its dragged centre lies in."""
    frame = _frame(diagram, id)
    _parent, lanes = _siblings(diagram, frame, id)
    centers = [_center(diagram, frame, lane) for lane in lanes]
    old = centers[lanes.index(id)]
    new = old + oriented(Point(dx, dy), frame.horizontal).y
    passed = [c for c in centers if min(old, new) < c < max(old, new)]
    move(diagram, id, len(passed) if new > old else -len(passed))


def remove(diagram: Diagram, id: str) -> None:
    """Delete a lane; its steps stay and belong to the neighbour that takes its space (to the pool after the last)."""
    frame = _frame(diagram, id)
    with diagram.transaction(_("Delete lane")):
        was = Before()
        node = diagram.node(id)
        _parent, lanes = _siblings(diagram, frame, id)
        members = query.members(diagram, id)
        heir = _heir(diagram, node, lanes)
        size = breadth(diagram, id, frame.horizontal)
        upper = heir is not None and lanes.index(id) == 0
        for step in members:
            diagram.put(diagram.node(step.id).but(lane=heir.id if heir is not None else _outer_lane(diagram, node)))
        _drop_tree(diagram, id)
        if heir is not None and heir.id in diagram:
            sizes = {heir.id: breadth(diagram, heir.id, frame.horizontal) + size}
            restack(diagram, frame, was, sizes=sizes, still=frozenset({heir.id}) if upper else frozenset())
        settle(diagram, [step.id for step in members if step.host is None], was)


def _frame(diagram: Diagram, id: str) -> Frame:
    frame = frame_of(diagram, id)
    if frame is None:
        raise rules.Refused(_NEEDS_POOL)
    if min(frame.box[2:]) <= 2 * HEADER:
        raise rules.Refused(_TOO_SMALL)
    return frame


def _siblings(diagram: Diagram, frame: Frame, id: str) -> tuple[str, list[str]]:
    """The parent of a lane (for a pool: its process) and the ids of the lanes directly in it, in order."""
    node = diagram.node(id)
    parent = (node.parent or frame.element) if node.family == LANE else frame.element
    return parent, [lane.id for lane in query.sublanes(diagram, parent)]


def _steps(diagram: Diagram, element: str) -> bool:
    return any(n.bounds is not None and n.family != LANE for n in query.children(diagram, element))


def _make(diagram: Diagram, frame: Frame, parent: str, name: str, after: str | None) -> str:
    """A new lane record, not laid out yet; drawn just above what is there before it, below all steps."""
    floor = diagram.node(after) if after is not None else frame.node
    z = round(floor.z + 0.001, 3) if floor is not None else 0.0
    plane = diagram.node(after).plane if after is not None else (frame.node.plane if frame.node else None)
    lane = Node(new_id(diagram, "Lane"), "lane", name, parent=parent, plane=plane, z=z)
    diagram.put(lane if frame.horizontal else lane.with_trait("horizontal", False))
    return lane.id


def _add_inside(diagram: Diagram, frame: Frame, id: str, name: str) -> str:
    """A lane that fills a pool without lanes, or one inner lane that takes over what a lane holds."""
    node = diagram.node(id)
    was = Before()
    if node.family == LANE and query.sublanes(diagram, id):
        return add(diagram, query.sublanes(diagram, id)[-1].id, "below", name)
    if node.family != LANE and query.sublanes(diagram, frame.element):
        return add(diagram, id, "below", name)
    parent = id if node.family == LANE else frame.element
    made = _fill(diagram, frame, parent, 1, was)[0]
    diagram.put(diagram.node(made).but(name=name))
    _rejoin(diagram, frame, [made], was)
    return made


def _fill(diagram: Diagram, frame: Frame, parent: str, parts: int, was: Before) -> list[str]:
    """Fill an empty level (a process or lane without lanes) with equal lanes."""
    box = oriented(frame.box, frame.horizontal)
    node = diagram.node(parent)
    total = breadth(diagram, parent, frame.horizontal) if node.family == LANE else box.h
    made: list[str] = []
    after = node.id if node.family == LANE else None
    for _part in range(parts):
        after = _make(diagram, frame, parent, "", after)
        made.append(after)
    size = max(total / parts, LANE_MIN)
    # Steps stay where they are: which part they belong to is decided by where they lie.
    restack(diagram, frame, was, sizes=dict.fromkeys(made, size), order={parent: made}, still=frozenset(made))
    _clear_heads(diagram, frame, made, was)
    for step in [n for n in query.children(diagram, frame.element) if n.sort.is_flow_node and n.lane is None]:
        diagram.put(step.but(lane=made[0]))
    for step in query.members(diagram, parent, deep=False) if node.family == LANE else []:
        diagram.put(step.but(lane=made[0]))
    return made


def _clear_heads(diagram: Diagram, frame: Frame, lanes: Sequence[str], was: Before) -> None:
    """Push what stands in the heads of new lanes aside, with all that lies beyond it."""
    heads = [title_of(lane, lane.bounds) for id in lanes if (lane := diagram.node(id)).bounds is not None]
    plane = diagram.node(lanes[0]).plane
    if plane is None or not heads:
        return
    edge = oriented(heads[0], frame.horizontal).right + HEAD_AIR
    inside = [n for n in query.contents(diagram, frame.element) if isinstance(n, Node) and n.sort.is_flow_element]
    boxes = [n.bounds for n in inside if n.plane == plane and n.bounds is not None and n.host is None]
    starts = [oriented(b, frame.horizontal).x for b in boxes if any(b.meets(head.grown(HEAD_AIR)) for head in heads)]
    if starts:
        pool = frame.node.id if frame.node is not None else None
        cut(diagram, plane, frame.horizontal, min(starts), edge - min(starts), was, pool)


def _split_lane(diagram: Diagram, frame: Frame, lane: Node, parts: int, was: Before) -> list[str]:
    if query.sublanes(diagram, lane.id):
        return _split_lane(diagram, frame, leaves(diagram, lane.id)[0], parts, was)
    parent, lanes = _siblings(diagram, frame, lane.id)
    total = breadth(diagram, lane.id, frame.horizontal)
    made = [lane.id]
    for _part in range(max(2, parts) - 1):
        made.append(_make(diagram, frame, parent, "", made[-1]))
    at = lanes.index(lane.id)
    lanes[at : at + 1] = made
    size = max(total / len(made), LANE_MIN)
    still = frozenset({lane.id})
    restack(diagram, frame, was, sizes=dict.fromkeys(made, size), order={parent: lanes}, still=still)
    return made


def _rejoin(diagram: Diagram, frame: Frame, lanes: Sequence[str], was: Before) -> None:
    """Let the steps of some lanes choose among them by where they lie; then lanes grow around what they hold."""
    inside = [n for lane in lanes for n in query.members(diagram, lane, deep=False)]
    inside += [n for n in query.children(diagram, frame.element) if n.family == DATA and n.bounds is not None]
    settle(diagram, [n.id for n in inside if n.host is None], was, anew=True)


def _broaden(diagram: Diagram, frame: Frame, lanes: Sequence[str]) -> None:
    """Make lanes broad enough for a step; only now, because where steps lie decided first which part they go to."""
    narrow = [lane for lane in lanes if breadth(diagram, lane, frame.horizontal) < LANE_LEAST]
    was = Before()
    restack(diagram, frame, was, sizes=dict.fromkeys(narrow, LANE_LEAST))
    follow(diagram, [], was)
    keep_phases(diagram, was)


def _heir(diagram: Diagram, lane: Node, lanes: Sequence[str]) -> Node | None:
    """The innermost lane next to a lane: the last of the one above, for the uppermost the first of the one below."""
    at = lanes.index(lane.id)
    if len(lanes) == 1:
        return None
    return leaves(diagram, lanes[at - 1])[-1] if at > 0 else leaves(diagram, lanes[1])[0]


def _outer_lane(diagram: Diagram, lane: Node) -> str | None:
    outer = diagram.get(lane.parent)
    return outer.id if isinstance(outer, Node) and outer.family == LANE else None


def _drop_tree(diagram: Diagram, id: str) -> None:
    for inner in query.sublanes(diagram, id):
        _drop_tree(diagram, inner.id)
    for tied in diagram.index.flows_at(id):
        if tied in diagram:
            drop_flow(diagram, tied)
    diagram.drop(id)


def _center(diagram: Diagram, frame: Frame, id: str) -> float:
    box = diagram.node(id).bounds
    return oriented(box, frame.horizontal).center.y if box is not None else 0.0
