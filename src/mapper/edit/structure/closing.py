"""Pools that hide what happens inside, and show it again; a map that is read the other way."""

from __future__ import annotations

from collections.abc import Mapping

from mapper.edit.effects import rules
from mapper.edit.effects.after import settle
from mapper.edit.effects.before import Before, place
from mapper.edit.effects.grow import lay_phases
from mapper.edit.effects.ids import new_id
from mapper.edit.effects.make_room import cut, slack
from mapper.edit.effects.undrawn import draw_between, undraw_between
from mapper.edit.structure.pools import BAND, drawn_pools, new_process
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.docking import onto_border
from mapper.model.geometry import Rect, bounding, centered, flipped, oriented
from mapper.model.kinds import HEADER, KINDS, LANE, POOL, SUBPROCESS
from mapper.model.records import Flow, Node, Record
from mapper.route import router
from mapper.text import N_, _

AIR = 30.0
"""Between the border of an opened pool and what it shows, in pixels."""

WIDER = 1.25
"""A step is wider than it is high: turned, what stood in rows 110 pixels apart stands in columns so much further apart,
so that steps keep their gaps."""

_NO_POOL = rules.Refusal(N_("Only maps with a pool can be turned."))


def collapse(diagram: Diagram, id: str) -> int:
    """Close a pool to its band: what it shows goes to a diagram of its own, what stands below moves up. Returns how
    many flows between the inside and the outside are kept without being drawn meanwhile."""
    pool = diagram.node(id)
    if pool.bounds is None or pool.plane is None or pool.ref is None or not pool.trait("expanded"):
        return 0
    horizontal, box = bool(pool.trait("horizontal")), oriented(pool.bounds, bool(pool.trait("horizontal")))
    with diagram.transaction(_("Close pool")):
        was = Before()
        inner = [r for r in query.contents(diagram, pool.ref) if r.plane == pool.plane]
        if inner:
            own = Node(new_id(diagram, "BPMNDiagram"), "plane", pool.name, ref=pool.ref)
            diagram.put(own)
            for record in inner:
                diagram.put(record.but(plane=own.id))
        drawn = {flow.id for flow in diagram.flows() if flow.plane == pool.plane}
        undraw_between(diagram, inner)
        hidden = sum(diagram.flow(flow).plane is None for flow in drawn)
        place(diagram, pool.with_trait("expanded", False), oriented(Rect(box.x, box.y, box.w, BAND), horizontal), was)
        freed = min(box.h - BAND, slack(diagram, pool.plane, not horizontal, box.bottom))
        if freed > 0:
            cut(diagram, pool.plane, not horizontal, box.bottom, -freed, was)
        settle(diagram, [], was)
    return hidden


def expand(diagram: Diagram, id: str) -> None:
    """Open a closed pool where it stands, with what its own diagram shows, and make room for it; one that never had a
    process gets one."""
    pool = diagram.node(id)
    if pool.bounds is None or pool.plane is None or (pool.ref is not None and pool.trait("expanded")):
        return
    plane, horizontal = pool.plane, bool(pool.trait("horizontal"))
    band = oriented(pool.bounds, horizontal)
    with diagram.transaction(_("Open pool")):
        was = Before()
        if pool.ref is None:
            pool = pool.but(ref=new_process(diagram))
            diagram.put(diagram.node(pool.ref or "").but(name=pool.name))
        own = query.inner_plane(diagram, pool.ref or "", pool.plane)
        inner = [r for r in query.contents(diagram, pool.ref or "") if own is not None and r.plane == own]
        opened, by = _opened(inner, band, horizontal)
        cut(diagram, plane, not horizontal, band.bottom, max(0.0, opened.h - band.h), was)
        place(diagram, pool.with_trait("expanded", True), oriented(opened, horizontal), was)
        for record in inner:
            diagram.put(_moved(record, plane, *by))
        draw_between(diagram, plane, inner, was)
        if own is not None and not diagram.index.naming("plane", own):
            diagram.drop(own)
        settle(diagram, [], was)


def _opened(inner: list[Record], band: Rect, horizontal: bool) -> tuple[Rect, tuple[float, float]]:
    """The box of a pool that opens from a band, turned so that lanes are rows, and how far what it shows is moved."""
    nodes = [r for r in inner if isinstance(r, Node) and r.bounds is not None]
    lanes = bounding(oriented(n.bounds, horizontal) for n in nodes if n.family == LANE and n.bounds is not None)
    whole = bounding(oriented(n.bounds, horizontal) for n in nodes if n.bounds is not None)
    if lanes is not None:
        box, by = Rect(band.x, band.y, lanes.w + HEADER, lanes.h), (band.x + HEADER - lanes.x, band.y - lanes.y)
    elif whole is not None:
        fits = band.x + HEADER <= whole.x and whole.right <= band.right
        dx = 0.0 if fits else band.x + HEADER + AIR - whole.x
        high = max(KINDS["participant"].size[1], whole.h + 2 * AIR)
        box = Rect(band.x, band.y, max(band.w, whole.right + dx + AIR - band.x), high)
        by = (dx, box.center.y - whole.center.y)
    else:
        box, by = Rect(band.x, band.y, band.w, max(band.h, KINDS["participant"].size[1])), (0.0, 0.0)
    return box, by if horizontal else (by[1], by[0])


def _moved(record: Record, plane: str, dx: float, dy: float) -> Record:
    label = record.label.moved(dx, dy) if record.label is not None else None
    if isinstance(record, Flow):
        return record.but(plane=plane, points=tuple(p.moved(dx, dy) for p in record.points), label=label)
    bounds = record.bounds.moved(dx, dy) if record.bounds is not None else None
    return record.but(plane=plane, bounds=bounds, label=label)


def turn(diagram: Diagram, plane: str) -> None:
    """Read a diagram the other way: what stood in rows from left to right stands in columns from the top down, and the
    other way round. Lanes keep their order, steps their size; each flow is laid anew for itself. Raises
    Refused."""
    pools = drawn_pools(diagram, plane)
    if not pools:
        raise rules.Refused(_NO_POOL)
    upright = bool(pools[0].trait("horizontal"))
    with diagram.transaction(_("Turn map")):
        before = [r for r in query.drawn_on(diagram, plane) if isinstance(r, Node) and r.bounds is not None]
        for node in before:
            diagram.put(_turned(node, upright))
        for node in before:
            _back_on_border(diagram, node, {n.id: n for n in before})
        for pool in drawn_pools(diagram, plane):
            lay_phases(diagram, pool.id, Before())
        flows = [r for r in query.drawn_on(diagram, plane) if isinstance(r, Flow)]
        for flow in flows:
            diagram.put(flow.but(label=None, points=router.route(diagram, flow)))


def _back_on_border(diagram: Diagram, event: Node, before: Mapping[str, Node]) -> None:
    """A boundary event sits where on its host it sat, for hosts keep their size."""
    host = before.get(event.host or "")
    if host is None or host.bounds is None or event.bounds is None:
        return
    now = diagram.node(host.id).bounds
    if now is not None:
        dx, dy = now.center.x - host.bounds.center.x, now.center.y - host.bounds.center.y
        at = onto_border(now, event.bounds.center.moved(dx, dy))
        diagram.put(diagram.node(event.id).but(bounds=centered(at, event.bounds.w, event.bounds.h)))


def _turned(node: Node, upright: bool) -> Node:
    """A node where it stands once its diagram is turned. upright: what was level becomes so."""
    assert node.bounds is not None
    box = flipped(node.bounds)
    far = WIDER if upright else 1 / WIDER
    box = Rect(box.x * far, box.y, box.w * far, box.h) if upright else Rect(box.x, box.y * far, box.w, box.h * far)
    if node.family in (POOL, LANE):
        return node.but(bounds=box, label=None).with_trait("horizontal", not upright)
    if node.kind == "group" or (node.family == SUBPROCESS and node.trait("expanded")):
        return node.but(bounds=box, label=None)
    return node.but(bounds=centered(box.center, node.bounds.w, node.bounds.h), label=None)
