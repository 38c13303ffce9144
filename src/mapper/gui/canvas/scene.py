"""The picture of one diagram, kept in step with the map: one thin item per record, its marks computed once.

It listens to nothing itself: the canvas hands it each tuple of Changes and gets back the areas that look different.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtGui import QPainter

from mapper.draw import body, hops, label, qt
from mapper.draw.look import Look
from mapper.draw.maps import Looks, cropped, rank
from mapper.draw.marks import Marks
from mapper.draw.theme import Theme
from mapper.gui.canvas import far
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.kinds import FLOW, PARTY
from mapper.model.records import Change, Flow, Node, Record
from mapper.tools.places import Places, depictions

FAINT = 0.25
"""Opacity of what is being dragged, at its old place."""
BLEED = 12.0
"""Pixels that strokes, arrowheads and shadows reach beyond a record's box."""
FAR = 0.3
"""Below this scale nothing of a shape is left but its outline: see `far`."""


class Item:
    """What is painted for one record: its marks, its label's marks, and the little that is left from far away."""

    __slots__ = ("body", "far", "id", "label", "order")

    def __init__(self, id: str, body: Marks, label: Marks, order: tuple[float, ...]) -> None:
        self.id, self.body, self.label, self.order = id, body, label, order
        self.far = far.remains(body, is_flow=order[0] >= FLOWS)


FLOWS = 10.0
"""First figure of a flow's painting order: above all nodes."""


_Shown = tuple[tuple[float, ...], list[tuple[Record, Look]]]


class Scene:
    """The items of one diagram by id, and where they lie."""

    def __init__(self, diagram: Diagram, plane: str, theme: Theme, lens: bool = False) -> None:
        self.diagram, self.plane, self.theme, self.lens = diagram, plane, theme, lens
        self.places = Places(diagram, plane)
        self.items: dict[str, Item] = {}
        self.faint: frozenset[str] = frozenset()
        self._looks = self._fresh_looks()
        self._shown: dict[str, _Shown] = {}
        self._build(record.id for record in query.drawn_on(diagram, plane))

    def restyle(self, theme: Theme, lens: bool) -> None:
        """Another theme, or colours by owner on or off."""
        self.theme, self.lens = theme, lens
        self._looks = self._fresh_looks()
        self._shown.clear()
        self._build(self.items)

    def follow(self, changes: Sequence[Change]) -> list[Rect]:
        """Take in what changed on the map; the areas that look different now."""
        before = {c.id: box for c in changes if (box := self.places.box(c.id)) is not None}
        self.places.follow(changes)
        self._looks = self._fresh_looks()
        touched = self._affected(changes) | self._crossed(changes, before)
        return [area for id in self._build(touched) for area in self._areas(id, before)]

    # -- painting --------------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, area: Rect, scale: float) -> None:
        """Paint what lies in an area of the map; the painter is in map pixels, scale is device pixels for one."""
        ids = self.places.within(area.grown(BLEED))
        items = sorted((self.items[id] for id in ids if id in self.items), key=lambda item: item.order)
        if scale < FAR:
            far.paint(painter, [item.far for item in items], scale, self.theme)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for item in items:
            self._paint(painter, item, item.body)
        for item in items:
            if item.label:
                self._paint(painter, item, item.label)

    def paint_item(self, painter: QPainter, id: str) -> None:
        """Paint one record as it is on the map."""
        item = self.items.get(id)
        if item is not None:
            qt.paint(painter, item.body)
            qt.paint(painter, item.label)

    def marks_of(self, record: Record) -> Marks:
        """The marks of a record that is not on the map."""
        look = Look(shadow=True)
        return (*body(record, self.theme, look), *label(record, self.theme, look))

    # -- inside ----------------------------------------------------------------------------------------------------

    def _paint(self, painter: QPainter, item: Item, marks: Marks) -> None:
        if item.id in self.faint:
            painter.setOpacity(FAINT)
            qt.paint(painter, marks)
            painter.setOpacity(1.0)
        else:
            qt.paint(painter, marks)

    def _fresh_looks(self) -> Looks:
        return Looks(self.diagram, self.plane, self.theme, lens=self.lens, shadow=True)

    def _build(self, ids: Iterable[str]) -> set[str]:
        """Make the items anew whose record, look or depth is not as shown; returns their ids."""
        ids = list(ids)
        jumps = self._jumps(ids)
        changed = set()
        for id in ids:
            record = self.diagram.get(id)
            drawn = [(d, self._look(d, jumps)) for d in self._drawn(record)] if record is not None else []
            now = (self._order(drawn[0][0]), drawn) if drawn else None
            if now == self._shown.get(id):
                continue
            changed.add(id)
            if now is None:
                del self._shown[id], self.items[id]
            else:
                self._shown[id] = now
                self.items[id] = self._item(id, *now)
        return changed

    def _order(self, record: Record) -> tuple[float, ...]:
        return (FLOWS, 0.0, record.z) if isinstance(record, Flow) else rank(self.diagram, record)

    def _item(self, id: str, order: tuple[float, ...], drawn: list[tuple[Record, Look]]) -> Item:
        bodies = tuple(mark for record, look in drawn for mark in body(record, self.theme, look))
        labels = tuple(mark for record, look in drawn for mark in label(record, self.theme, look))
        return Item(id, bodies, labels, order)

    def _drawn(self, record: Record) -> Iterator[Record]:
        for drawn in depictions(record, self.plane):
            if isinstance(drawn, Flow):
                yield cropped(self.diagram, drawn, self.plane)
            elif drawn.bounds is not None:
                yield drawn

    def _look(self, record: Record, jumps: dict[str, tuple[Point, ...]]) -> Look:
        if isinstance(record, Flow):
            return self._looks.of_flow(record, jumps.get(record.id, ()))
        return self._looks.of_node(record)

    def _jumps(self, ids: Sequence[str]) -> dict[str, tuple[Point, ...]]:
        """Where the flows among these hop over others: looked for among all that lie near them."""
        near = {id for id in ids if isinstance(self.diagram.get(id), Flow)}
        if len(near) < len(self.places) / 2:
            boxes = [box for id in near if (box := self.places.box(id)) is not None]
            near = {id for box in boxes for id in self.places.within(box)}
        flows = [f for id in near if isinstance(f := self.diagram.get(id), Flow)]
        return hops.crossings(d for f in flows for d in self._drawn(f) if isinstance(d, Flow))

    def _affected(self, changes: Sequence[Change]) -> set[str]:
        """Whose look may differ: what changed, what is inside it or in its lane, and everything when a party changed."""
        found = {change.id for change in changes}
        for change in changes:
            for record in (change.before, change.after):
                if record is None or record.family == FLOW:
                    continue
                if record.family == PARTY:
                    return found | set(self.items)
                found.update(self._below(record.id))
                if record.parent is not None:
                    found.add(record.parent)
        return found | {f for id in set(found) for f in self.diagram.index.flows_at(id)}

    def _below(self, id: str) -> Iterator[str]:
        """What may inherit from a record: contents, lane members, boundary events, the process behind a pool."""
        waiting, seen = [id], {id}
        while waiting:
            here = waiting.pop()
            record = self.diagram.get(here)
            behind = [record.ref] if isinstance(record, Node) and record.ref is not None else []
            for field in ("parent", "lane", "host"):
                behind += self.diagram.index.naming(field, here)
            for inner in behind:
                if inner not in seen:
                    seen.add(inner)
                    waiting.append(inner)
                    yield inner

    def _crossed(self, changes: Sequence[Change], before: dict[str, Rect]) -> set[str]:
        """The flows that cross a changed flow, where it was and where it is: their hops may differ."""
        found = set()
        for change in changes:
            if isinstance(change.before or change.after, Flow):
                for box in (before.get(change.id), self.places.box(change.id)):
                    found |= self.places.within(box) if box is not None else set()
        return {id for id in found if isinstance(self.diagram.get(id), Flow)}

    def _areas(self, id: str, before: dict[str, Rect]) -> Iterator[Rect]:
        for box in {before.get(id), self.places.box(id)}:
            if box is not None:
                yield box.grown(BLEED)
