"""Flows being laid on one scene: which ways there are, which of them is cheapest as things lie now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from mapper.edit.wiring import scene as scenes
from mapper.edit.wiring.grid import CLEAR, Grid
from mapper.edit.wiring.ports import Docked, Manner, Port, ports
from mapper.edit.wiring.scene import TIES, Scene
from mapper.edit.wiring.search import BEND, LONG, PATIENCE, Patience, Task, cheapest
from mapper.edit.wiring.traffic import Kin, Traffic, pieces
from mapper.model.docking import box
from mapper.model.geometry import Point, Rect, length
from mapper.model.kinds import GATEWAY
from mapper.model.records import Flow, Node

Way = tuple[Point, ...]

_TRACK = 10.0
"""How far beside a laid flow the next may run, in pixels."""
REACHES = (120.0, 480.0, 1200.0)
"""How far around its ends a flow is looked for, in pixels: further when there is no good way nearer."""
_GOOD = 260.0
"""A way that costs this much more than any could is worth a look further around."""
_TRACKED = 60.0
_ACROSS_POOL = 1000.0
"""Straight across a pool that shows nothing inside reads as if the message went there: rather a long way around."""


class Wiring:
    """Flows being laid on one scene."""

    def __init__(self, scene: Scene, fixed: Iterable[Flow] = ()) -> None:
        """fixed: flows that keep their ways."""
        self.scene = scene
        labels = [*scene.labels.items()]
        outer = [*scene.frames.values(), *scene.pools.values()]
        self.grid = Grid([*scene.boxes.values()], outer, [*scene.labels.values()])
        self.traffic = Traffic(labels)
        for id in scene.black_boxes:
            self.traffic.write(id, scene.pools[id], _ACROSS_POOL)
        for id, pool in scene.pools.items():
            if id not in scene.black_boxes:
                self.traffic.cross(pool, 0 if scene.area(id)[1] else 1)
        for border in (*outer, *scene.lanes.values()):
            self.traffic.fence(border)
        self.docks: dict[str, dict[tuple[str, bool], Docked]] = {}
        self.ways: dict[str, Way] = {}
        self._branches: dict[str, tuple[int, int]] = {}
        for flow in fixed:
            self.note(flow, flow.points)
            if flow.label is not None and flow.name:
                self.traffic.write(flow.id, flow.label)

    def note(self, flow: Flow, way: Sequence[Point]) -> None:
        """Count a way among those laid, and offer lines beside it."""
        self.count(flow, way)
        last = len(way) - 2
        for index, (axis, level, low, high) in enumerate(pieces(way)):
            if 0 < index < last or high - low > _TRACKED:
                for beside in (level - _TRACK, level + _TRACK):
                    self.grid.add(axis, beside, (low + high) / 2, 1.0)

    def count(self, flow: Flow, way: Sequence[Point]) -> None:
        """Count a way among those laid, without offering lines beside it."""
        self.traffic.lay(flow.id, kin(flow), way)
        for end, out in ((flow.source, True), (flow.target, False)):
            self.docks.setdefault(end, {})[flow.id, out] = Docked(way[0] if out else way[-1], out)

    def replace(self, flow: Flow, before: Sequence[Point], way: Sequence[Point]) -> None:
        """Count another way for a flow."""
        self.lift(flow, before)
        self.count(flow, way)

    def lift(self, flow: Flow, way: Sequence[Point]) -> None:
        """No longer count a way."""
        self.traffic.lift(flow.id, way)
        for end, out in ((flow.source, True), (flow.target, False)):
            self.docks[end].pop((flow.id, out), None)

    def ends(self, flow: Flow) -> tuple[list[Port], list[Port]]:
        """The places where a flow may leave and arrive."""
        found = []
        source, target = self.both(flow)
        for out, node, facing in ((True, source, target), (False, target, source)):
            host = self.scene.node(node.host) if node.host is not None else None
            host_box = host.bounds if host is not None else None
            lying = scenes.is_lying(self.scene, node)
            docked = [d for key, d in self.docks.get(node.id, {}).items() if key[0] != flow.id]
            trunk = node.family == GATEWAY and self._is_trunk(node.id, out)
            found.append(ports(node, box(facing), out, manner(flow), lying, host_box, self.grid.blocks, docked, trunk))
        return found[0], found[1]

    def _is_trunk(self, gateway: str, out: bool) -> bool:
        """Whether only one sequence flow leaves a gateway that several reach, or the other way around."""
        if gateway not in self._branches:
            diagram = self.scene.diagram
            flows = [f for id in diagram.index.flows_at(gateway) if (f := diagram.flow(id)).kind == "sequenceFlow"]
            leaving = sum(f.source == gateway for f in flows)
            self._branches[gateway] = (leaving, len(flows) - leaving)
        leaving, arriving = self._branches[gateway]
        return leaving == 1 < arriving if out else arriving == 1 < leaving

    def both(self, flow: Flow) -> tuple[Node, Node]:
        """The nodes a flow joins. KeyError when one of them is none."""
        source, target = self.scene.node(flow.source), self.scene.node(flow.target)
        if source is None or target is None:
            raise KeyError(flow.id)
        return source, target

    def find(
        self, flow: Flow, reaches: Sequence[float] = REACHES, patience: Patience = PATIENCE
    ) -> tuple[float, Way] | None:
        """The cheapest way for a flow as things are laid now, and its price. reaches: how far around its ends to look.
        patience: how hastily, and how long."""
        source, target = self.both(flow)
        self._halve(box(source), box(target))
        starts, goals = self.ends(flow)
        walls = self.scene.walls(flow)
        best: tuple[float, Way] | None = None
        for around in reaches if starts and goals else ():
            region = scenes.reach(self.scene, flow, source, target, around)
            found = cheapest(Task(kin(flow), starts, goals, region, walls), self.grid, self.traffic, patience)
            if found is not None and (best is None or found[0] < best[0]):
                best = found[0], found[2]
            if found is not None and (found[1] > LONG or found[0] < found[1] * 1.1 + _GOOD):
                break
        return best

    def _halve(self, one: Rect, two: Rect) -> None:
        """Offer lines half way between two ends that do not overlap across."""
        for axis in (0, 1):
            across = 1 - axis
            low, high = (one, two) if one[across] < two[across] else (two, one)
            edge = low[across] + low[across + 2]
            if high[across] - edge >= 2 * CLEAR:
                middle = (low.center[axis] + high.center[axis]) / 2
                self.grid.add(axis, (edge + high[across]) / 2, middle, 0.0)

    def price(self, flow: Flow, way: Sequence[Point]) -> float:
        """What a way costs as things are laid now."""
        starts, goals = self.ends(flow)
        cost = length(way) + BEND * (len(way) - 2) + self.tolls(flow, way)
        cost += min((p.price for p in starts if p.at.distance(way[0]) < 1), default=0.0)
        return cost + min((p.price for p in goals if p.at.distance(way[-1]) < 1), default=0.0)

    def met(self, flow: Flow, way: Sequence[Point]) -> list[str]:
        """The other flows that a way crosses or runs on."""
        found: dict[str, None] = {}
        for a, b in pairwise(way):
            axis = 0 if abs(a.y - b.y) < 0.5 else 1
            found |= dict.fromkeys(self.traffic.met(kin(flow), axis, a[1 - axis], *sorted((a[axis], b[axis]))))
        found.pop(flow.id, None)
        return list(found)

    def bother(self, flow: Flow, way: Sequence[Point]) -> float:
        """What a laid way pays for others, and labels, in it."""
        self.traffic.lift(flow.id, way)
        paid = self.tolls(flow, way)
        self.traffic.lay(flow.id, kin(flow), way)
        return paid

    def tolls(self, flow: Flow, way: Sequence[Point]) -> float:
        """What is paid on a way for others, and labels, in it."""
        paid = 0.0
        for a, b in pairwise(way):
            axis = 0 if abs(a.y - b.y) < 0.5 else 1
            tolls = self.traffic.tolls(kin(flow), axis, a[1 - axis], a[axis], b[axis])
            paid += sum(toll.price for toll in tolls)
        return paid


def kin(flow: Flow) -> Kin:
    """What a flow joins, and in which manner."""
    return Kin(flow.source, flow.target, manner(flow))


def manner(flow: Flow) -> Manner:
    """How a flow wants to run. What leads from a boundary event to its compensation runs like a sequence flow."""
    return "message" if flow.kind == "messageFlow" else "tie" if flow.kind in TIES else "step"
