"""A whole diagram as marks in painting order, with what each record's look needs from the rest of the map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from mapper.draw import hops, outline
from mapper.draw.look import Band, Lens, Look
from mapper.draw.marks import Marks
from mapper.draw.over import may_run_over
from mapper.draw.shapes import body, label
from mapper.draw.shapes.activities import is_frame
from mapper.draw.shapes.common import initials
from mapper.draw.theme import Theme, Tint
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.kinds import ACTIVITIES, CHOREOGRAPHY, HEADER, LANE, POOL
from mapper.model.pause import collector_paused
from mapper.model.records import Flow, Node, Record
from mapper.model.texts import bands, step_box
from mapper.model.texts.step_box import is_open
from mapper.model.texts.type_size import sizes

_FLAT = 90.0
"""A pool lower than this has no room for steps, only for its name."""
_NUMBER = 34.0
"""Pixels at the right of a step's upper edge where its number stands."""

Drawn = list[tuple[str, Marks]]
Numbers: TypeAlias = Mapping[str, str]
NO_NUMBERS: Numbers = MappingProxyType({})
"""Steps are drawn without numbers."""


def map_marks(diagram: Diagram, plane: str, theme: Theme, *, lens: Lens | bool = False, badges: bool = True,
              emphasis: frozenset[str] | None = None, shadow: bool = False, jumps: bool = True,
              numbers: Numbers = NO_NUMBERS) -> Drawn:  # fmt: skip
    """Everything drawn on a diagram, as (id, marks), lowest first: pools, lanes, steps, flows, then labels.

    lens: steps and lanes are tinted by owner, or steps as a `Lens` says. badges: owners' initials on steps. emphasis:
    what is not among these ids
    stands back. jumps: level lines hop over the upright ones they cross. numbers: of steps by id, shown on them. An id
    comes again with its label.
    """
    theme = theme.lettered(sizes(diagram, plane))
    looks = Looks(diagram, plane, theme, lens, badges, shadow, emphasis, numbers)
    return _drawn(diagram, plane, looks, theme, jumps)


@collector_paused()
def _drawn(diagram: Diagram, plane: str, looks: Looks, theme: Theme, jumps: bool) -> Drawn:
    records = query.shown_on(diagram, plane)
    nodes = sorted((r for r in records if isinstance(r, Node)), key=height)
    flows = [cropped(diagram, r, plane) for r in records if isinstance(r, Flow)]
    crossings = hops.crossings(flows) if jumps else {}
    found = [(n.id, body(n, theme, looks.of_node(n))) for n in nodes]
    found += [(f.id, body(f, theme, looks.of_flow(f, crossings.get(f.id, ())))) for f in flows]
    upper: list[Record] = [*nodes, *flows]
    found += [(r.id, label(r, theme, looks.of_label(r))) for r in upper]
    return [entry for entry in found if entry[1]]


def cropped(diagram: Diagram, flow: Flow, plane: str) -> Flow:
    """The flow without what its file lets run inside the shapes at its ends."""
    ends = (diagram.get(flow.source), diagram.get(flow.target))
    source, target = (e if isinstance(e, Node) and e.plane == plane else None for e in ends)
    points = outline.cropped(flow.points, source, target)
    return flow if points is flow.points else flow.but(points=points)


def owner_tints(diagram: Diagram, theme: Theme) -> dict[str, Tint]:
    """The colours of all parties, by id. Those who own something choose first: a file may name many who do not."""
    nodes = tuple(diagram.nodes())
    owners = {str(n.details["owner"]) for n in nodes if n.details and "owner" in n.details}
    parties = {n.id for n in nodes if n.kind == "party"}
    owners &= parties
    return theme.tints(owners, parties)


def height(node: Node) -> tuple[int, float, float]:
    """Lowest first. A file's own order may put a frame above its contents, so what kind of thing it is decides before
    it, and among frames the larger one lies below (a called process stands in its call activity by place alone)."""
    area = node.bounds.w * node.bounds.h if node.bounds else 0.0
    if node.family == POOL and not node.trait("band"):
        return 0, -area, node.z
    if node.family == LANE:
        return 1, -area, node.z
    if is_frame(node):
        return 2, -area, node.z
    if node.kind == "group":
        return 5, -area, node.z
    return 4 if node.host or node.trait("band") else 3, 0.0, node.z


def _number_corner(node: Node) -> Rect:
    """Where the number of a step stands: on the upper border, at the right."""
    box = node.bounds or Rect(0, 0, 0, 0)
    return Rect(box.right - _NUMBER, box.y - 6, _NUMBER, 12)


class Looks:
    """Answers what a look needs, each fact of the map gathered once: it is asked 10,000 times in a row."""

    def __init__(self, diagram: Diagram, plane: str, theme: Theme, lens: Lens | bool, badges: bool, shadow: bool,
                 emphasis: frozenset[str] | None, numbers: Numbers = NO_NUMBERS) -> None:  # fmt: skip
        self._numbers = numbers
        self._diagram, self._plane = diagram, plane
        self._sizes = theme.sizes
        self._lens, self._badges, self._shadow, self._emphasis = lens, badges, shadow, emphasis
        self._tints = owner_tints(diagram, theme)
        self._plain_tint = Tint(theme.step, theme.ink)
        self._faded_tints = owner_tints(diagram, theme.faded) if emphasis is not None else {}
        self._participants: list[Node] | None = None
        self._inherited: dict[tuple[str | None, ...], Node | None] = {}

    def plain(self, id: str) -> Look:
        return Look(faded=self._emphasis is not None and id not in self._emphasis, lens=bool(self._lens))

    def of_label(self, record: Record) -> Look:
        """Of the label of a record; of a name that may run over its border all that it keeps clear of."""
        if isinstance(record, Node) and may_run_over(record, self._sizes):
            return self.of_node(record)
        return self.plain(record.id)

    def of_node(self, node: Node) -> Look:
        look = self.plain(node.id)
        if node.family in ACTIVITIES:
            owner = self._owner(node)
            start, solid = self._start(node)
            badge = initials(owner.name) if owner and self._badges and not is_open(node) else ""
            return look._replace(badge=badge, tint=self._tint(owner, look), swatch=self._swatch(node),
                                 shadow=self._shadow, start=start, solid=solid, number=self._numbers.get(node.id, ""),
                                 number_left=bool(self._numbers) and self._is_taken(node, _number_corner(node)),
                                 badge_left=bool(badge) and self._is_badge_left(node))  # fmt: skip
        if node.family == LANE:
            tint = self._tint(self._owner(node), look) if self._lens is True else None
            return look._replace(tint=tint, header=self._header(node))
        if node.family == POOL:
            return look._replace(header=self._header(node), hollow=self._is_hollow(node))
        if node.family == CHOREOGRAPHY:
            starter = self._diagram.get(str(node.trait("initiating")))
            return look._replace(bands=self._bands(node), starter=starter.name if starter else "")
        return look

    def of_flow(self, flow: Flow, places: Iterable[Point]) -> Look:
        source = self._diagram.get(flow.source)
        # A condition's diamond stands on flows from steps; from a gateway it is understood (BPMN 2.0, 10.2).
        plain = source is not None and source.family in ACTIVITIES
        return self.plain(flow.id)._replace(solid=plain, hops=tuple(places))

    def _swatch(self, node: Node) -> Tint | None:
        """What a lens that does not tell owners says of a step; nothing is a colour, too: that of a plain step."""
        if not isinstance(self._lens, Lens):
            return None
        return self._lens.tints.get(node.id, self._plain_tint)

    def _tint(self, owner: Node | None, look: Look) -> Tint | None:
        tints = self._faded_tints if look.faded else self._tints
        return tints.get(owner.id) if owner else None

    def _owner(self, node: Node) -> Node | None:
        if not self._tints:
            return None
        if "owner" in node.details:
            return query.owner(self._diagram, node.id)
        # Steps of one lane and process inherit alike.
        key = (node.host, node.lane, node.parent) if node.family != LANE else (node.id,)
        if key not in self._inherited:
            self._inherited[key] = query.owner(self._diagram, node.id)
        return self._inherited[key]

    def _is_taken(self, node: Node, corner: Rect) -> bool:
        """Whether a boundary event sits on a corner of a step."""
        hung = query.boundary_events(self._diagram, node.id)
        return any(event.bounds is not None and event.bounds.meets(corner) for event in hung)

    def _is_badge_left(self, node: Node) -> bool:
        """Whether a boundary event would hide the owner's badge where it stands, and not at the left."""
        within = step_box.inner(node, node.bounds or Rect(0, 0, 0, 0))
        right, left = (step_box.badge_box(within, side) for side in (False, True))
        return self._is_taken(node, right) and not self._is_taken(node, left)

    def _start(self, node: Node) -> tuple[str, bool]:
        """The picture in the corner of a closed event sub-process."""
        if not node.trait("triggered") or is_open(node):
            return "", True
        inner = (n for n in query.children(self._diagram, node.id) if n.kind == "startEvent")
        first = next(inner, None)
        return (str(first.trait("event")), bool(first.trait("interrupting"))) if first else ("", True)

    def _header(self, node: Node) -> float | None:
        """How wide the band is, where it is not as usual."""
        found = bands.band_width(self._diagram, node.but(plane=self._plane), self._sizes)
        return None if found == HEADER else found

    def _is_hollow(self, node: Node) -> bool:
        """Whether a pool has no inside: no process, or one that is not shown in a flat or closed pool."""
        if node.ref is None:
            return True
        if any(n.plane == self._plane for n in query.children(self._diagram, node.ref)):
            return False
        box = node.bounds
        flat = box is not None and min(box.w, box.h) < _FLAT
        return flat or not node.trait("expanded")

    def _bands(self, node: Node) -> tuple[Band, ...]:
        """The shapes of the participants inside a choreography activity."""
        if self._participants is None:
            drawn = query.shown_on(self._diagram, self._plane)
            self._participants = [n for n in drawn if isinstance(n, Node) and n.family == POOL and n.trait("band")]
        box = node.bounds or Rect(0, 0, 0, 0)
        inside = (
            n for n in self._participants if n.bounds and box.grown(2).holds(n.bounds) and n.bounds.w > box.w * 0.8
        )
        return tuple(
            Band(
                n.bounds, n.name, n.id == node.trait("initiating"), bool(n.trait("multiple")), bool(n.trait("envelope"))
            )
            for n in inside
            if n.bounds
        )
