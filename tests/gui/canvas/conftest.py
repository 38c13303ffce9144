"""A canvas on no screen, over a small map, and real mouse events at places of the map."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mapper.draw.theme import LIGHT
from mapper.gui.canvas import Canvas
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.records import Flow, Node

NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


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
    made = Canvas(diagram, "plane", LIGHT)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    made.setFocus()
    qtbot.waitUntil(lambda: made.isVisible() and made.hasFocus())
    yield made
    assert not diagram.in_transaction
    made.close_map()


class MouseHand:
    """Mouse events at places of the map, straight to the viewport as the window system would send them."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas

    def send(
        self, kind: QMouseEvent.Type, place: Point, button: Qt.MouseButton, held: Qt.MouseButton, keys=NONE
    ) -> None:
        at = self.canvas.to_view(place)
        view = self.canvas.viewport()
        event = QMouseEvent(kind, at, QPointF(view.mapToGlobal(at)), button, held, keys)
        QApplication.sendEvent(view, event)

    def move(self, place: Point, held: Qt.MouseButton = Qt.MouseButton.NoButton, keys=NONE) -> None:
        self.send(QMouseEvent.Type.MouseMove, place, Qt.MouseButton.NoButton, held, keys)

    def press(self, place: Point, button: Qt.MouseButton = LEFT, keys=NONE) -> None:
        self.send(QMouseEvent.Type.MouseButtonPress, place, button, button, keys)

    def release(self, place: Point, button: Qt.MouseButton = LEFT, keys=NONE) -> None:
        self.send(QMouseEvent.Type.MouseButtonRelease, place, button, Qt.MouseButton.NoButton, keys)

    def click(self, place: Point, keys=NONE) -> None:
        self.move(place, keys=keys)
        self.press(place, keys=keys)
        self.release(place, keys=keys)

    def drag(self, *way: Point, button: Qt.MouseButton = LEFT) -> None:
        self.press(way[0], button)
        for place in way[1:]:
            self.move(place, button)
        self.release(way[-1], button)

    def double_click(self, place: Point) -> None:
        self.click(place)
        self.send(QMouseEvent.Type.MouseButtonDblClick, place, LEFT, LEFT)
        self.release(place)


@pytest.fixture
def mouse(canvas: Canvas) -> MouseHand:
    return MouseHand(canvas)


@pytest.fixture
def type_keys(qtbot: QtBot, canvas: Canvas) -> Callable[..., None]:
    """Keys to whatever holds the keyboard."""

    def press(*keys: Qt.Key | str, modifier: Qt.KeyboardModifier = NONE) -> None:
        # Each key on its own: the one before may have moved the keyboard elsewhere.
        for key in (one for some in keys for one in (some if isinstance(some, str) else [some])):
            qtbot.keyClick(QApplication.focusWidget() or canvas, key, modifier)

    return press
