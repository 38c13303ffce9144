"""A canvas on no screen, over a small map, and real mouse events at places of the map."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from tests.helpers.canvases import canvas_of
from tests.helpers.hand import LEFT, NONE, Hand

from mapper.gui.canvas import Canvas
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.records import Flow, Node


@pytest.fixture
def diagram() -> Diagram:
    """One pool; lane Sales holds start → check → send, lane Store is empty."""

    firm = Rect(0, 0, 800, 300)

    def step(id: str, kind: str, box: Rect) -> Node:
        return Node(id, kind, id.title(), parent="process", lane="sales", plane="plane", bounds=box)

    def flow(id: str, a: str, b: str, *points: Point) -> Flow:
        return Flow(id, "sequenceFlow", a, b, parent="process", plane="plane", points=points)

    return Diagram(
        [
            Node("collaboration", "collaboration"),
            Node("process", "process"),
            Node("plane", "plane", ref="collaboration"),
            Node("pool", "participant", "Firm", "collaboration", ref="process", plane="plane", bounds=firm),
            Node("sales", "lane", "Sales", "process", plane="plane", bounds=Rect(30, 0, 770, 150)),
            Node("store", "lane", "Store", "process", plane="plane", bounds=Rect(30, 150, 770, 150)),
            step("start", "startEvent", Rect(82, 62, 36, 36)),
            step("check", "task", Rect(170, 40, 100, 80)),
            step("send", "userTask", Rect(400, 40, 100, 80)),
            flow("one", "start", "check", Point(118, 80), Point(170, 80)),
            flow("two", "check", "send", Point(270, 80), Point(400, 80)),
        ]
    )


@pytest.fixture
def canvas(qtbot: QtBot, diagram: Diagram) -> Iterator[Canvas]:
    made = canvas_of(diagram)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    made.setFocus()
    qtbot.waitUntil(lambda: made.isVisible() and made.hasFocus())
    yield made
    assert not diagram.in_transaction
    made.close_map()


class MouseHand:
    """A hand over the canvas, at places of the map."""

    def __init__(self, canvas: Canvas, hand: Hand) -> None:
        self.canvas, self.hand = canvas, hand

    def move(self, place: Point, keys: Qt.KeyboardModifier = NONE) -> None:
        self.hand.over(*self._at(place), keys)

    def press(self, place: Point, button: Qt.MouseButton = LEFT, keys: Qt.KeyboardModifier = NONE) -> None:
        self.hand.press(*self._at(place), button, keys)

    def release(self, place: Point, button: Qt.MouseButton = LEFT, keys: Qt.KeyboardModifier = NONE) -> None:
        self.move(place, keys)
        self.hand.release(button, keys)

    def click(self, place: Point, keys: Qt.KeyboardModifier = NONE) -> None:
        self.hand.click(*self._at(place), keys=keys)

    def drag(self, *way: Point, button: Qt.MouseButton = LEFT) -> None:
        view = self.canvas.viewport()
        self.hand.drag(view, *(self.canvas.to_view(place) for place in way), button=button)

    def double_click(self, place: Point) -> None:
        self.hand.double_click(*self._at(place))

    def _at(self, place: Point) -> tuple[QWidget, QPointF]:
        return self.canvas.viewport(), self.canvas.to_view(place)


@pytest.fixture
def mouse(canvas: Canvas, hand: Hand) -> MouseHand:
    return MouseHand(canvas, hand)


@pytest.fixture
def type_keys(qtbot: QtBot, canvas: Canvas) -> Callable[..., None]:
    """Keys to whatever holds the keyboard."""

    def press(*keys: Qt.Key | str, modifier: Qt.KeyboardModifier = NONE) -> None:
        # Each key on its own: the one before may have moved the keyboard elsewhere.
        for key in (one for some in keys for one in (some if isinstance(some, str) else [some])):
            qtbot.keyClick(QApplication.focusWidget() or canvas, key, modifier)

    return press
