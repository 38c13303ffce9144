"""Phases: bands across the lanes of a pool, each with a title, that fill it side by side. In a file they are groups."""

from __future__ import annotations

from collections.abc import Sequence

from mapper.edit.effects import rules
from mapper.edit.effects.after import settle
from mapper.edit.effects.before import Before
from mapper.edit.effects.grow import is_phase, lay_phases, phases
from mapper.edit.effects.ids import new_id
from mapper.edit.effects.make_room import cut
from mapper.edit.structure.pools import collaboration_on
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect, oriented
from mapper.model.kinds import HEADER, POOL
from mapper.model.records import Node
from mapper.text import N_, _

WIDE = 200.0
"""How long a phase is that is added beside another, in pixels."""

_NEEDS_POOL = rules.Refusal(N_("Phases need an open pool."))
_HAS_PHASES = rules.Refusal(N_("This pool has phases: add one beside them."))


def divide(diagram: Diagram, id: str, parts: int, names: Sequence[str] = ()) -> list[str]:
    """Divide a pool into equal phases; their ids in the order of reading. Raises Refused."""
    pool = diagram.node(id)
    if pool.family != POOL or pool.bounds is None or query.is_closed(diagram, pool):
        raise rules.Refused(_NEEDS_POOL)
    if phases(diagram, pool):
        raise rules.Refused(_HAS_PHASES)
    across = bool(pool.trait("horizontal"))
    box = oriented(pool.bounds, across)
    long = (box.w - HEADER) / parts
    with diagram.transaction(_("Divide into phases")):
        made = []
        for i in range(parts):
            span = Rect(box.x + HEADER + i * long, box.y, long, box.h)
            made.append(_make(diagram, pool, oriented(span, across), names[i] if i < len(names) else ""))
        lay_phases(diagram, id, Before())
    return made


def add(diagram: Diagram, id: str, name: str = "") -> str:
    """Add a phase behind another one, with room of its own, or to a pool, behind its last; its id. Raises Refused."""
    node = diagram.node(id)
    pool = node if node.family == POOL else pool_of(diagram, node)
    there = phases(diagram, pool) if pool is not None else []
    if pool is None or pool.bounds is None or query.is_closed(diagram, pool):
        raise rules.Refused(_NEEDS_POOL)
    if not there:
        return divide(diagram, pool.id, 2, (name,))[0]
    last = node if is_phase(node) else there[-1]
    across = bool(pool.trait("horizontal"))
    with diagram.transaction(_("Add phase")):
        was = Before()
        assert last.bounds is not None
        before, box = oriented(last.bounds, across), oriented(pool.bounds, across)
        cut(diagram, pool.plane or "", across, min(before.right, box.right - 1), WIDE, was, pool.id)
        diagram.put(diagram.node(last.id).but(bounds=last.bounds))
        span = Rect(before.right, before.y, WIDE, before.h)
        made = _make(diagram, pool, oriented(span, across), name)
        settle(diagram, [], was)
        lay_phases(diagram, pool.id, was)
    return made


def pool_of(diagram: Diagram, phase: Node) -> Node | None:
    """The pool that a phase belongs to."""
    if phase.bounds is None or phase.plane is None:
        return None
    near = (diagram.node(id) for id in diagram.index.near(phase.plane, phase.bounds))
    return next((n for n in near if n.family == POOL and n.bounds and n.bounds.holds(phase.bounds.center)), None)


def _make(diagram: Diagram, pool: Node, box: Rect, name: str) -> str:
    above = collaboration_on(diagram, pool.plane or "")
    group = Node(new_id(diagram, "Group"), "group", name, parent=above, plane=pool.plane, bounds=box)
    diagram.put(group.with_trait("phase", True))
    return group.id
