"""A small map, and a hand that drives a tool over it as the canvas would."""

from collections.abc import Callable, Iterable

import pytest

from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.records import Flow, Node
from mapper.tools.hit import target_at
from mapper.tools.places import Places
from mapper.tools.pointer import RELEASE, Outcome, Pointer, Preview, Tool, ToolContext


def office() -> Diagram:
    """One pool; lane Sales holds Start → Check → Send, lane Store is empty; a closed pool Customer stands below."""

    firm, client = Rect(0, 0, 800, 300), Rect(0, 340, 800, 80)

    def step(id: str, kind: str, box: Rect) -> Node:
        return Node(id, kind, id, parent="process", lane="sales", plane="plane", bounds=box)

    def flow(id: str, a: str, b: str, *points: Point) -> Flow:
        return Flow(id, "sequenceFlow", a, b, parent="process", plane="plane", points=points)

    return Diagram(
        [
            Node("collaboration", "collaboration"),
            Node("process", "process"),
            Node("plane", "plane", ref="collaboration"),
            Node("pool", "participant", "Firm", "collaboration", ref="process", plane="plane", bounds=firm),
            Node("customer", "participant", "Customer", "collaboration", plane="plane", bounds=client),
            Node("sales", "lane", "Sales", "process", plane="plane", bounds=Rect(30, 0, 770, 150)),
            Node("store", "lane", "Store", "process", plane="plane", bounds=Rect(30, 150, 770, 150)),
            step("start", "startEvent", Rect(82, 62, 36, 36)),
            step("check", "task", Rect(170, 40, 100, 80)),
            step("send", "userTask", Rect(400, 40, 100, 80)),
            flow("one", "start", "check", Point(118, 80), Point(170, 80)),
            flow("two", "check", "send", Point(270, 80), Point(400, 80)),
        ]
    )


class Hand:
    """Presses, moves and lets go; keeps the last preview."""

    def __init__(self, diagram: Diagram) -> None:
        self.diagram, self.places = diagram, Places(diagram, "plane")
        diagram.listen(self.places.follow)
        self.selection: tuple[str, ...] = ()
        self.preview: Preview | None = None

    def at(self, place: Point, keys: Iterable[str] = ()) -> Pointer:
        return Pointer(place, frozenset(keys), target_at(self.diagram, self.places, place, 1.0, self.selection))

    def context(self) -> ToolContext:
        return ToolContext(self.diagram, "plane", self.places, self.selection)

    def drag(self, tool: Tool, *way: Point, keys: Iterable[str] = ()) -> Outcome:
        """Press at the first place, let go at the last."""
        gesture = tool(self.context(), self.at(way[0], keys))
        self.preview = next(gesture)
        for place in way[1:]:
            self.preview = gesture.send(self.at(place, keys))
        try:
            gesture.send(self.at(way[-1], {*keys, RELEASE}))
        except StopIteration as end:
            outcome: Outcome = end.value
            if outcome.selection is not None:
                self.selection = outcome.selection
            return outcome
        raise AssertionError("the gesture goes on after the release")

    def give_up(self, tool: Tool, *way: Point) -> None:
        """Press, move, Esc."""
        gesture = tool(self.context(), self.at(way[0]))
        next(gesture)
        for place in way[1:]:
            gesture.send(self.at(place))
        gesture.close()


@pytest.fixture
def diagram() -> Diagram:
    return office()


@pytest.fixture
def hand(diagram: Diagram) -> Hand:
    return Hand(diagram)


@pytest.fixture
def state(diagram: Diagram) -> Callable[[], tuple[object, ...]]:
    """Everything the map holds, to compare."""
    return lambda: diagram.records()
