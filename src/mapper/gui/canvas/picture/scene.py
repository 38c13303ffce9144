"""The picture of one diagram, kept in step with the map: one thin item per record in one dict by id.

It listens to nothing itself: the canvas hands it each tuple of Changes and gets back the areas that look different.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtGui import QPainter

from mapper.analysis import numbering
from mapper.draw import hops
from mapper.draw.look import Lens, Look
from mapper.draw.marks import Marks
from mapper.draw.pictures.maps import Looks, cropped, height
from mapper.draw.shapes import body, label
from mapper.draw.theme import Theme
from mapper.gui.canvas.picture import overview
from mapper.gui.canvas.picture.item import Drawn, Item
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.kinds import HEADER, LANE, PARTY, POOL
from mapper.model.records import Change, Flow, Node, Record
from mapper.model.texts.type_size import sizes
from mapper.tools.places import Places

FAINT = 0.25
"""Opacity of what is being dragged, at its old place."""
BLEED = 12.0
"""Map pixels that strokes, arrowheads and shadows reach beyond a record's box."""
FAR = 0.3
"""Below this scale nothing is left of a shape but its outline: see `far`."""
MANY = 2000
"""With more changes than this at once, all of the diagram is taken to look different."""
FLOWS = 100.0
"""First figure of a flow's painting order: above all nodes."""


class Scene:
    """The items of one diagram by id, and where they lie."""

    def __init__(self, diagram: Diagram, plane: str, theme: Theme, lens: Lens | bool = False, jumps: bool = True,
                 numbers: bool = False) -> None:  # fmt: skip
        self.diagram, self.plane, self.lens = diagram, plane, lens
        self.jumps, self.numbered = jumps, numbers
        self._numbers = self._fresh_numbers()
        self.places = Places(diagram, plane)
        self.theme = theme.lettered(self.places.sizes)
        self.faint: frozenset[str] = frozenset()
        self._looks = self._fresh_looks()
        self._hops: dict[str, tuple[Point, ...]] = {}
        self._version = 0
        self.items: dict[str, Item] = {}
        for record in query.drawn_on(diagram, plane):
            self._renew(record.id)

    def restyle(self, theme: Theme, lens: Lens | bool) -> None:
        """Another theme, or colours by owner on or off."""
        self.theme, self.lens = theme.lettered(self.places.sizes), lens
        self._looks = self._fresh_looks()
        for id in list(self.items):
            self._renew(id)

    def set_jumps(self, on: bool) -> None:
        """Lines jump over those they cross, or not."""
        self.jumps = on
        self._hops.clear()
        self.restyle(self.theme, self.lens)

    def set_numbers(self, on: bool) -> None:
        """Steps carry their numbers, or not."""
        self.numbered = on
        self._numbers = self._fresh_numbers()
        self.restyle(self.theme, self.lens)

    def follow(self, changes: Sequence[Change]) -> list[Rect]:
        """Take in what changed on the map; the areas that look different now."""
        if self.places.sizes != sizes(self.diagram, self.plane):
            return self._relettered()
        before = {c.id: self.places.parts(c.id) for c in changes}
        was_whole = self.places.whole() if len(changes) > MANY else None
        self.places.follow(changes)
        self._hops = {}
        renumbered = self._renumber(changes)
        self._looks = self._fresh_looks()
        areas: list[Rect] = []
        affected = self._affected(changes) | renumbered
        self._know_hops(id for id in affected - before.keys() if id in self.items and self.items[id].drawn is not None)
        self._version += 1
        if len(changes) > MANY:
            return self._renew_many(affected, was_whole)
        for id in affected:
            parts = before.get(id, ())
            if id in before or self._looks_different(id):
                was = self.items.get(id)
                self._renew(id)
                rim = _rim(was.drawn if was is not None else None, self._frame(id))
                areas += (part.grown(BLEED) for part in rim or {*parts, *self.places.parts(id)})
        self._hops = {}
        return areas

    def _relettered(self) -> list[Rect]:
        """Take in that the text of the map has another size; the areas of all there was and is."""
        was = self.places.whole()
        self.places = Places(self.diagram, self.plane)
        self.items.clear()
        self.restyle(self.theme, self.lens)
        return self._renew_many((record.id for record in query.drawn_on(self.diagram, self.plane)), was)

    def _renew_many(self, ids: Iterable[str], was: Rect | None) -> list[Rect]:
        """Take in what most of the map is changed by; the areas of all there was and is."""
        for id in ids:
            self._renew(id)
        self._hops = {}
        return [whole.grown(BLEED) for whole in (was, self.places.whole()) if whole is not None]

    # -- painting --------------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, area: Rect, scale: float) -> None:
        """Paint what lies in an area of the map; the painter is in map pixels, scale is device pixels for one."""
        ids = self.places.within(area.grown(BLEED))
        if scale >= FAR:
            self._check_hops(area)
        items = sorted((self.items[id] for id in ids), key=lambda item: item.order)
        if scale < FAR:
            overview.paint(painter, (left for item in items for left in self._far(item)), scale, self.theme.paper)
            return
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        for item in items:
            self._dim(painter, item.id)
            self._seen(item).paint_body(painter, self.theme)
        for item in items:
            self._dim(painter, item.id)
            item.paint_label(painter, self.theme)
        painter.setOpacity(1.0)

    def paint_item(self, painter: QPainter, id: str) -> None:
        """Paint one record as it is on the map."""
        item = self.items.get(id)
        if item is not None:
            self._seen(item).paint_body(painter, self.theme)
            item.paint_label(painter, self.theme)

    def paint_as(self, painter: QPainter, node: Node) -> None:
        """Paint a node as if it stood elsewhere or had another size."""
        item = Item(node.id, ())
        item.drawn = ((node, self._looks.of_node(node)),)
        item.paint_body(painter, self.theme)
        item.paint_label(painter, self.theme)

    def marks_of(self, record: Record) -> Marks:
        """The marks of a record that is not on the map."""
        look = Look(shadow=True)
        return (*body(record, self.theme, look), *label(record, self.theme, look))

    # -- inside ----------------------------------------------------------------------------------------------------

    def _dim(self, painter: QPainter, id: str) -> None:
        if self.faint:
            painter.setOpacity(FAINT if id in self.faint else 1.0)

    def _fresh_looks(self) -> Looks:
        return Looks(self.diagram, self.plane, self.theme, self.lens, badges=True, shadow=True, emphasis=None,
                     numbers=self._numbers)  # fmt: skip

    def _fresh_numbers(self) -> dict[str, str]:
        return numbering.numbers(self.diagram) if self.numbered else {}

    def _renumber(self, changes: Sequence[Change]) -> set[str]:
        """Number the steps anew where that is shown and something changed but its place; those numbered otherwise, and
        those a number's corner of which may be taken or free now."""
        if not self.numbered:
            return set()
        records = (record for change in changes for record in (change.before, change.after))
        found = {record.host for record in records if isinstance(record, Node) and record.host is not None}
        if not all(_only_moved(change) for change in changes):
            was, self._numbers = self._numbers, self._fresh_numbers()
            found |= {id for id, _number in was.items() ^ self._numbers.items()}
        return found & self.items.keys()

    def _renew(self, id: str) -> None:
        """A blank item for a record that is drawn; none for one that is not."""
        record = self.diagram.get(id)
        drawn = query.depictions(record, self.plane) if record is not None and id in self.places else []
        if drawn:
            self.items[id] = Item(id, _order(drawn[0]))
        else:
            self.items.pop(id, None)

    def _frame(self, id: str) -> Drawn | None:
        """What a pool or lane looks like now; None for all else."""
        record = self.diagram.get(id)
        item = self.items.get(id) if isinstance(record, Node) and record.family in (POOL, LANE) else None
        return None if item is None else self._seen(item).drawn

    def _seen(self, item: Item) -> Item:
        if item.drawn is None:
            item.drawn = self._drawn(item.id)
        return item

    def _far(self, item: Item) -> tuple[overview.Remains, ...]:
        if item.far is None:
            record = self.diagram.get(item.id)
            shown = query.depictions(record, self.plane) if record is not None else []
            item.far = tuple(left for r in shown for left in overview.remains(r, self._plain_look(r), self.theme))
        return item.far

    def _drawn(self, id: str) -> Drawn:
        record = self.diagram.get(id)
        shown = query.depictions(record, self.plane) if record is not None else []
        found: list[tuple[Record, Look]] = []
        for r in shown:
            if isinstance(r, Flow):
                found.append((cropped(self.diagram, r, self.plane), self._flow_look(r)))
            else:
                found.append((r, self._looks.of_node(r)))
        return tuple(found)

    def _plain_look(self, record: Record) -> Look:
        if not self.lens:
            return Look()
        return self._looks.of_node(record) if isinstance(record, Node) else self._looks.plain(record.id)

    def _flow_look(self, flow: Flow) -> Look:
        if flow.id not in self._hops:
            self._know_hops([flow.id])
        return self._looks.of_flow(flow, self._hops[flow.id])

    def _check_hops(self, area: Rect) -> None:
        """Flows about to be painted may cross others than before. A hop lies on the other flow too, so what is painted
        anew after that one changed is all that can look different. Those around the area are next and have the same
        neighbours: they are asked about along with it."""
        if not any(self._is_unsure(id) for id in self.places.within(area.grown(BLEED))):
            return
        wide = area.grown(max(area.w, area.h))
        unsure = [id for id in self.places.within(wide) if self._is_unsure(id)]
        self._know_hops(unsure, wide)
        for id in unsure:
            drawn = self.items[id].drawn
            if drawn is not None and drawn != self._drawn(id):
                self._renew(id)
            self.items[id].version = self._version

    def _is_unsure(self, id: str) -> bool:
        return self.items[id].version != self._version and isinstance(self.diagram.get(id), Flow)

    def _know_hops(self, ids: Iterable[str], area: Rect | None = None) -> None:
        """Find where these flows hop over others, for all of them at once: neighbours have the same neighbours.

        area: where most of them are, whose content is looked up once."""
        wanted = [id for id in ids if isinstance(self.diagram.get(id), Flow)]
        near = self.places.within(area) if wanted and area is not None else set[str]()
        for part in (part for flow in wanted for part in self.places.parts(flow)):
            if area is None or not area.holds(part):
                near |= self.places.within(part)
        flows = [f for id in near if isinstance(f := self.diagram.get(id), Flow)]
        drawn = (cropped(self.diagram, d, self.plane) for f in flows for d in query.depictions(f, self.plane))  # type: ignore[arg-type]
        found = hops.crossings(drawn) if wanted and self.jumps else {}
        self._hops.update((id, found.get(id, ())) for id in wanted)

    def _looks_different(self, id: str) -> bool:
        item = self.items.get(id)
        if item is None or item.drawn is None:
            return True
        return item.order != _order(item.drawn[0][0]) or item.drawn != self._drawn(id)

    def _affected(self, changes: Sequence[Change]) -> set[str]:
        """Whose look may differ: what changed and its flows, what it sits on, what inherits from it, all when a party
        changed."""
        found = {change.id for change in changes}
        for change in changes:
            found.update(r.host for r in (change.before, change.after) if isinstance(r, Node) and r.host)
            record = change.after or change.before
            if isinstance(record, Node) and not _only_moved(change):
                if record.family == PARTY:
                    return found | set(self.items)
                found.update(self._heirs(record.id))
                found.update(filter(None, (record.parent, record.lane)))
        return found | {f for id in set(found) for f in self.diagram.index.flows_at(id)}

    def _heirs(self, id: str) -> Iterator[str]:
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


def _only_moved(change: Change) -> bool:
    """Whether nothing changed that anything else could take over."""
    before, after = change.before, change.after
    if not isinstance(before, Node) or not isinstance(after, Node):
        return False
    return before.but(bounds=after.bounds, label=after.label) == after


def _rim(was: Drawn | None, now: Drawn | None) -> list[Rect]:
    """Where a pool or lane looks different of which only the size changed: edges, header, and what it gained or lost.
    Not all of it, which may be most of the map. Empty when more than that may differ."""
    if was is None or now is None or len(was) != 1 or len(now) != 1:
        return []
    (before, look), (after, looks) = was[0], now[0]
    if not isinstance(before, Node) or not isinstance(after, Node) or before.bounds is None or after.bounds is None:
        return []
    shut = after.family == POOL and look.hollow is not False
    if shut or after.trait("multiple") or look != looks or before.but(bounds=after.bounds) != after:
        return []
    band = HEADER if look.header is None else look.header
    return _between(before.bounds, after.bounds, band, bool(after.trait("horizontal")))


def _between(one: Rect, two: Rect, band: float, level: bool) -> list[Rect]:
    """Four strips: the box around two boxes without what lies in both of them behind their headers."""
    x, y = max(one.x, two.x) + band * level, max(one.y, two.y) + band * (not level)
    right, bottom = min(one.right, two.right), min(one.bottom, two.bottom)
    whole = one.union(two)
    if x >= right or y >= bottom:
        return [whole]
    return [
        Rect(whole.x, whole.y, whole.w, y - whole.y),
        Rect(whole.x, bottom, whole.w, whole.bottom - bottom),
        Rect(whole.x, whole.y, x - whole.x, whole.h),
        Rect(right, whole.y, whole.right - right, whole.h),
    ]


def _order(record: Record) -> tuple[float, ...]:
    return (FLOWS, 0.0, record.z) if isinstance(record, Flow) else height(record)
