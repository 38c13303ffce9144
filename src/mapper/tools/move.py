"""Drag what is selected: it clicks into line with its neighbours, its flows follow, the pool or lane below answers."""

from __future__ import annotations

from collections.abc import Iterable

from mapper.edit.effects import container_at
from mapper.edit.effects.before import whole
from mapper.edit.effects.rules import Refusal
from mapper.edit.paste import clipboard
from mapper.edit.verbs import move as verb
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect, bounding
from mapper.model.kinds import LANE, POOL
from mapper.model.records import Flow, Node
from mapper.route import router
from mapper.text import _
from mapper.tools.pointer import Gesture, Outcome, Pointer, Preview, ToolContext, is_drag
from mapper.tools.snap import REACH, snapped

LIVE = 40
"""With more flows than this at what is dragged, they are not laid anew with every move of the mouse."""
AROUND = 600.0
"""Pixels around what is dragged in which neighbours attract."""


def move(context: ToolContext, press: Pointer, ids: Iterable[str]) -> Gesture:
    """Move nodes with all they carry. Shift keeps to one axis, Ctrl lets them stand anywhere, Alt puts a copy there.
    Esc leaves them."""
    load = _Load(context, press, tuple(ids))
    event = yield Preview()
    while not is_drag(context, press, event):
        if event.released:
            return Outcome()
        event = yield Preview()
    while not event.released:
        event = yield load.preview(event)
    by = load.by(event)[0]
    if load.refusal(by):
        return Outcome(message=load.refusal(by))
    if "alt" in event.keys and (records := clipboard.copy(context.diagram, load.tops)):
        return Outcome(selection=clipboard.paste(context.diagram, records, context.plane, load.whole.center.moved(*by)))
    verb.move_by(context.diagram, load.tops, *by)
    return Outcome()


class _Load:
    """What is being dragged: all facts that stay the same during the drag, found once."""

    def __init__(self, context: ToolContext, press: Pointer, ids: tuple[str, ...]) -> None:
        self.context, self.press = context, press
        self.diagram: Diagram = context.diagram
        self.tops = tuple(n.id for n in _drawn(context, ids))
        self.moving = tuple(whole(self.diagram, self.tops))
        self.inside = frozenset(self.moving)
        self.boxes = {n.id: n.bounds for n in _drawn(context, self.moving) if n.bounds is not None}
        self.inner, self.outer = self._flows()
        self.lanes = all(self.diagram.node(id).family == LANE for id in self.tops)
        self.whole = self.box = bounding(self.boxes[id] for id in self.tops) or Rect(*press.pos, 0, 0)
        if press.target is not None and press.target.id in self.boxes and len(self.tops) > 1:
            # Of several it is the one under the pointer that lines up.
            self.box = self.boxes[press.target.id]
        self.around = self._neighbours()

    def by(self, event: Pointer) -> tuple[Point, Preview]:
        """How far everything moves, lined up, and the guides for it."""
        by = Point(event.pos.x - self.press.pos.x, event.pos.y - self.press.pos.y)
        only = ""
        if self.lanes:
            only = "y" if self.diagram.node(self.tops[0]).trait("horizontal") else "x"
        elif "shift" in event.keys:
            only = "x" if abs(by.x) >= abs(by.y) else "y"
        if "ctrl" in event.keys or self.lanes:
            by = Point(by.x if only != "y" else 0.0, by.y if only != "x" else 0.0)
            return by, Preview()
        by, guides = snapped(self.box, by, self.around, self.context.slack(REACH), only)
        return by, Preview(guides=guides)

    def preview(self, event: Pointer) -> Preview:
        by, lined = self.by(event)
        refusal = self.refusal(by)
        if "alt" in event.keys:  # the originals stay, and so do the flows at them
            moving = (*self.moving, *self.inner)
            return Preview(moving=moving, by=by, guides=lined.guides, drop=self._target(by), refusal=refusal)
        return Preview(
            moving=(*self.moving, *self.inner),
            by=by,
            stale=(*self.moving, *self.inner, *(flow.id for flow in self.outer)),
            guides=lined.guides,
            lines=self._lines(by),
            drop=self._target(by),
            refusal=refusal,
        )

    def refusal(self, by: Point) -> str:
        """Why it may not be dropped there; "" when it may."""
        if self.lanes:
            return ""
        allowed = verb.can_move(self.diagram, self.tops, *by)
        return _(allowed.reason) if isinstance(allowed, Refusal) else ""

    def _target(self, by: Point) -> str | None:
        """The pool, lane or sub-process that would take it, when that is another than now."""
        first = self.diagram.node(self.tops[0])
        box = self.boxes[first.id]
        if self.lanes or first.host is not None or first.family == POOL:
            return None
        spots = [
            container_at.place_at(self.diagram, self.context.plane, center, first.family, self.inside).shape
            for center in (box.center, box.center.moved(*by))
        ]
        return spots[1] if spots[1] != spots[0] or self.refusal(by) else None

    def _lines(self, by: Point) -> tuple[tuple[Point, ...], ...]:
        if len(self.outer) > LIVE:
            return ()
        boxes = {id: box.moved(*by) for id, box in self.boxes.items()}
        return router.previews(self.diagram, self.outer, boxes)

    def _flows(self) -> tuple[tuple[str, ...], tuple[Flow, ...]]:
        """The flows between what moves, which move along, and those that lead elsewhere, which are laid anew."""
        found = dict.fromkeys(f for id in self.moving for f in self.diagram.index.flows_at(id))
        flows = [self.diagram.flow(id) for id in found]
        flows = [flow for flow in flows if flow.plane == self.context.plane and flow.points]
        inner = tuple(f.id for f in flows if f.source in self.inside and f.target in self.inside)
        return inner, tuple(f for f in flows if f.id not in inner)

    def _neighbours(self) -> list[Rect]:
        """Boxes one may line up with: those in view, of much the same sort, and not moving themselves."""
        area = self.context.view or self.box.grown(AROUND)
        large = self.diagram.node(self.tops[0]).family in (POOL, LANE) if self.tops else False
        found = []
        for id in self.context.places.within(area):
            node = self.diagram.get(id)
            if id in self.inside or not isinstance(node, Node) or node.bounds is None:
                continue
            if (node.family in (POOL, LANE)) == large and node.plane == self.context.plane:
                found.append(node.bounds)
        return found


def _drawn(context: ToolContext, ids: Iterable[str]) -> list[Node]:
    """The nodes of this very diagram; what is drawn here a second time is moved where it is drawn first."""
    nodes = [n for id in ids if isinstance(n := context.diagram.get(id), Node)]
    return [n for n in nodes if n.plane == context.plane and n.bounds is not None]
