"""Flows being laid on one scene: which routes there are, which of them is cheapest as things lie now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise

from mapper.model.docking import BOTTOM, LEFT, RIGHT, TOP, box
from mapper.model.geometry import Point, Rect, length
from mapper.model.geometry import around as rect_around
from mapper.model.kinds import GATEWAY
from mapper.model.records import Flow, Node
from mapper.route.lines.search import LONG, PATIENCE, Patience, Task, cheapest
from mapper.route.scene import prices
from mapper.route.scene import read as scenes
from mapper.route.scene.grid import CLEAR, Blocks, Grid
from mapper.route.scene.laid import Kin, Laid, pieces
from mapper.route.scene.ports import Docked, End, Port, ports, price_at
from mapper.route.scene.prices import Manner
from mapper.route.scene.read import Scene

Route = tuple[Point, ...]

_TRACK = 10.0
"""How far beside a laid flow the next may run, in pixels."""
REACHES = (120.0, 480.0, 1200.0)
"""How far around its ends a flow is looked for, in pixels: further when there is no good route nearer."""
_GOOD = 260.0
"""A route that costs this much more than any could is worth a look further around."""
_TRACKED = 60.0
"""A piece of a laid flow shorter than this, in pixels, has no track beside it."""
_FROM_BEND = 15.0
"""An association ends on another line this far from its bends at least, in pixels."""


class Network:
    """Flows being laid on one scene."""

    def __init__(self, scene: Scene, fixed: Iterable[Flow] = (), window: Rect | None = None) -> None:
        """fixed: flows that keep their routes. window: what lies outside it does not count; then nothing is searched,
        only instant routes are held against what is laid."""
        self.scene = scene
        self.blocks = Blocks([*scene.boxes.values()])
        self.laid = Laid([*scene.labels.items()], window)
        self._write_pools()
        self.docks: dict[str, dict[tuple[str, bool], Docked]] = {}
        self.routes: dict[str, Route] = {}
        self._branches: dict[str, tuple[int, int]] = {}
        self._walls: dict[str, list[Rect]] = {}
        self._tracks: list[tuple[int, float, float]] = []
        for flow in fixed:
            self.note(flow, flow.points) if window is None else self.count(flow, flow.points)
            if flow.label is not None and flow.name:
                self.laid.write(flow.id, flow.label)

    def _write_pools(self) -> None:
        scene = self.scene
        for id in scene.black_boxes:
            self.laid.write(id, scene.pools[id], prices.BLACK_BOX)
        for id, pool in scene.pools.items():
            if id not in scene.black_boxes:
                self.laid.cross(pool, 0 if scene.area(id)[1] else 1)
        for id, title in scene.titles.items():
            self.laid.write(id, title, prices.TITLE)
        for border in (*scene.frames.values(), *scene.pools.values(), *scene.lanes.values()):
            self.laid.fence(border)

    @cached_property
    def grid(self) -> Grid:
        """The candidate lines: made when they are first searched, as dragging does without them."""
        scene = self.scene
        grid = Grid(self.blocks, [*scene.boxes.values()], [*scene.frames.values(), *scene.pools.values()])
        grid.add_beside_labels(scene.labels.values())
        for axis, level, place in self._tracks:
            grid.add(axis, level, place, 1.0)
        return grid

    # -- what is laid --------------------------------------------------------------------------------------------------

    def note(self, flow: Flow, route: Sequence[Point]) -> None:
        """Count a route among those laid, and offer lines beside it."""
        self.count(flow, route)
        last = len(route) - 2
        for index, (axis, level, low, high) in enumerate(pieces(route)):
            if 0 < index < last or high - low > _TRACKED:
                for beside in (level - _TRACK, level + _TRACK):
                    self._offer(axis, beside, (low + high) / 2)

    def _offer(self, axis: int, level: float, place: float) -> None:
        if "grid" in self.__dict__:
            self.grid.add(axis, level, place, 1.0)
        else:
            self._tracks.append((axis, level, place))

    def count(self, flow: Flow, route: Sequence[Point]) -> None:
        """Count a route among those laid, without offering lines beside it."""
        self.laid.lay(flow.id, kin(flow), route)
        for end, out in ((flow.source, True), (flow.target, False)):
            self.docks.setdefault(end, {})[flow.id, out] = Docked(route[0] if out else route[-1], out)

    def replace(self, flow: Flow, before: Sequence[Point], route: Sequence[Point]) -> None:
        """Count another route for a flow."""
        self.lift(flow, before)
        self.count(flow, route)

    def lift(self, flow: Flow, route: Sequence[Point]) -> None:
        """No longer count a route."""
        self.laid.lift(flow.id, route)
        for end, out in ((flow.source, True), (flow.target, False)):
            self.docks[end].pop((flow.id, out), None)

    # -- where it may run ----------------------------------------------------------------------------------------------

    def ends(self, flow: Flow, anyhow: bool = False) -> tuple[list[Port], list[Port]]:
        """The places where a flow may leave and arrive. anyhow: those that something stands before, too."""
        source, target = self.both(flow)
        blocks = None if anyhow else self.blocks
        return (
            ports(self._end(flow, source, target, True), blocks),
            ports(self._end(flow, target, source, False), blocks),
        )

    def _end(self, flow: Flow, node: Node, facing: Node, out: bool) -> End:
        host = self.scene.node(node.host) if node.host is not None else None
        docked = [d for key, d in self.docks.get(node.id, {}).items() if key[0] != flow.id]
        trunk = node.family == GATEWAY and self._is_trunk(node.id, out)
        host_box = host.bounds if host is not None else None
        horizontal = scenes.is_horizontal(self.scene, node)
        return End(node, box(facing), out, manner(flow), horizontal, host_box, docked, trunk)

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

    def walls(self, flow: Flow) -> list[Rect]:
        """The frames a flow may not enter."""
        if flow.id not in self._walls:
            self._walls[flow.id] = self.scene.walls(flow)
        return self._walls[flow.id]

    def blocked(self, flow: Flow, route: Sequence[Point]) -> int:
        """How many pieces of a route run into a shape, or a frame they may not enter. Its ends may touch theirs."""
        last, walls = len(route) - 2, self.walls(flow)
        return sum(self._is_blocked(walls, a, b, i == 0, i == last) for i, (a, b) in enumerate(pairwise(route)))

    def _is_blocked(self, walls: Sequence[Rect], a: Point, b: Point, is_first: bool, is_last: bool) -> bool:
        axis = 0 if abs(a.y - b.y) < abs(a.x - b.x) else 1
        sign, level = (1 if b[axis] > a[axis] else -1), a[1 - axis]
        start = a[axis] + sign * (CLEAR + 0.5) * is_first
        stop = b[axis] - sign * (CLEAR + 0.5) * is_last
        if (stop - start) * sign <= 0:
            return False
        low, high = min(start, stop), max(start, stop)
        return self.blocks.meets(axis, level, low, high) or any(_enters(axis, level, low, high, w) for w in walls)

    # -- the cheapest --------------------------------------------------------------------------------------------------

    def find(
        self, flow: Flow, reaches: Sequence[float] = REACHES, patience: Patience = PATIENCE
    ) -> tuple[float, Route] | None:
        """The cheapest route for a flow as things are laid now, and its price. reaches: how far around its ends to
        look. patience: how hastily, and how long."""
        source, target = self.both(flow)
        self._halve(box(source), box(target))
        starts, goals = self.ends(flow)
        walls = self.walls(flow)
        best: tuple[float, Route] | None = None
        for around in reaches if starts and goals else ():
            region = scenes.reach(self.scene, flow, source, target, around)
            found = cheapest(Task(kin(flow), starts, goals, region, walls), self.grid, self.laid, patience)
            if found is not None and (best is None or found[0] < best[0]):
                best = found[0], found[2]
            if found is not None and (found[1] > LONG or found[0] < found[1] * 1.1 + _GOOD):
                break
        return best

    def find_onto(self, flow: Flow, node: Node, line: Sequence[Point]) -> Route | None:
        """The cheapest route for an association from a node onto a free stretch of a line."""
        frame = rect_around(line)
        goals = [goal for a, b in pairwise(line) for goal in self._places_on(a, b)]
        if frame is None or not goals:
            return None
        docked = [d for key, d in self.docks.get(node.id, {}).items() if key[0] != flow.id]
        starts = ports(End(node, frame, True, "tie", True, None, docked), self.blocks)
        if not starts:
            return None
        region = box(node).union(frame).grown(REACHES[1])
        for goal in goals:
            self.grid.add(goal.axis, goal.at[1 - goal.axis], goal.at[goal.axis] + goal.sign * CLEAR, 0.0)
        found = cheapest(Task(kin(flow), starts, goals, region, self.walls(flow)), self.grid, self.laid)
        return found[2] if found is not None else None

    def _places_on(self, a: Point, b: Point) -> Iterable[Port]:
        """Places on a piece of a line, not near its ends, under no label or shape, from both sides."""
        axis = 0 if abs(a.y - b.y) < abs(a.x - b.x) else 1
        low, high = min(a[axis], b[axis]), max(a[axis], b[axis])
        from_bend = min(_FROM_BEND, (high - low) / 2)
        for share in (0.5, 0.25, 0.75) if high - low > prices.APART else ():
            along = min(max(low + share * (high - low), low + from_bend), high - from_bend)
            place = Point(along, a.y) if axis == 0 else Point(a.x, along)
            if any(label.grown(2).holds(place) for label in self.scene.labels.values()):
                continue
            for sign in (1, -1):
                reach = self.blocks.reach(1 - axis, along, place[1 - axis] + sign)
                if reach is not None:
                    bounds = (place[1 - axis], reach[1]) if sign > 0 else (reach[0], place[1 - axis])
                    side = (BOTTOM if sign > 0 else TOP) if axis == 0 else (RIGHT if sign > 0 else LEFT)
                    yield Port(place, 1 - axis, sign, 0.0 if share == 0.5 else 5.0, *bounds, side)

    def _halve(self, one: Rect, two: Rect) -> None:
        """Offer lines half way between two ends that do not overlap across."""
        for axis in (0, 1):
            across = 1 - axis
            low, high = (one, two) if one[across] < two[across] else (two, one)
            edge = low[across] + low[across + 2]
            if high[across] - edge >= 2 * CLEAR:
                middle = (low.center[axis] + high.center[axis]) / 2
                self.grid.add(axis, (edge + high[across]) / 2, middle, 0.0)

    # -- what it costs -------------------------------------------------------------------------------------------------

    def price(self, flow: Flow, route: Sequence[Point]) -> float:
        """What a route costs as things are laid now; the flow itself must not be among them."""
        source, target = self.both(flow)
        cost = form(route) + self.tolls(flow, route)
        cost += price_at(self._end(flow, source, target, True), route[0])
        cost += price_at(self._end(flow, target, source, False), route[-1])
        return cost + prices.THROUGH * self.blocked(flow, route)

    def least(self, flow: Flow) -> float:
        """At least this much any route of a flow costs: straight, between the cheapest places."""
        starts, goals = self.ends(flow)
        if not starts or not goals:
            return 0.0
        source, target = self.both(flow)
        one, two = box(source), box(target)
        apart = sum(max(0.0, max(one[i], two[i]) - min(one[i] + one[i + 2], two[i] + two[i + 2])) for i in (0, 1))
        return min(p.price for p in starts) + min(p.price for p in goals) + apart

    def total(self, flows: Iterable[Flow]) -> float:
        """What laid flows cost, each with all others laid."""
        total = 0.0
        for flow in flows:
            route = self.routes[flow.id]
            self.lift(flow, route)
            total += self.price(flow, route)
            self.count(flow, route)
        return total

    def met(self, flow: Flow, route: Sequence[Point]) -> list[str]:
        """The other flows that a route crosses or runs on."""
        found: dict[str, None] = {}
        for a, b in pairwise(route):
            axis = 0 if abs(a.y - b.y) < 0.5 else 1
            found |= dict.fromkeys(self.laid.met(kin(flow), axis, a[1 - axis], *sorted((a[axis], b[axis]))))
        found.pop(flow.id, None)
        return list(found)

    def bother(self, flow: Flow, route: Sequence[Point]) -> float:
        """What a laid route pays for others, and labels, in it."""
        self.laid.lift(flow.id, route)
        paid = self.tolls(flow, route)
        self.laid.lay(flow.id, kin(flow), route)
        return paid

    def tolls(self, flow: Flow, route: Sequence[Point]) -> float:
        """What is paid on a route for others, and labels, in it."""
        paid = 0.0
        for a, b in pairwise(route):
            axis = 0 if abs(a.y - b.y) < 0.5 else 1
            tolls = self.laid.tolls(kin(flow), axis, a[1 - axis], a[axis], b[axis])
            paid += sum(toll.price for toll in tolls)
        return paid


def _enters(axis: int, level: float, low: float, high: float, wall: Rect) -> bool:
    across = 1 - axis
    inside = wall[across] < level < wall[across] + wall[across + 2]
    return inside and low < wall[axis] + wall[axis + 2] and wall[axis] < high


def form(route: Sequence[Point]) -> float:
    """What a route costs for its form: its length, its bends, ends too short for an arrowhead."""
    cost = length(route)
    if len(route) > 2:
        short = (route[0].distance(route[1]) < prices.SHORT) + (route[-1].distance(route[-2]) < prices.SHORT)
        cost += prices.BEND * (len(route) - 2) + prices.CRAMPED * short
    return cost


def kin(flow: Flow) -> Kin:
    """What a flow joins, and in which manner."""
    return Kin(flow.source, flow.target, manner(flow))


def manner(flow: Flow) -> Manner:
    """How a flow wants to run. What leads from a boundary event to its compensation runs like a sequence flow."""
    return "message" if flow.kind == "messageFlow" else "tie" if flow.sort.is_association else "step"
