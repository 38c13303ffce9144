"""Tasks of drawing done in the real window by a hand that moves, and what they cost: gestures, and seconds by the
keystroke-level model. Each task is checked on the map afterwards.

    python -m tests.benchmarks.gestures [--json]

Counting: gestures are keys, clicks and drags; a chord is one key; letters of names stand apart. Seconds: key or letter
0.2, click 0.2, each mouse target 1.1, hand from keyboard to mouse or back 0.4.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from tests.helpers.hand import Hand

from mapper.app.settings import Settings
from mapper.edit.verbs import connect, create
from mapper.gui import main as program
from mapper.gui.window.window import MainWindow
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point
from mapper.model.records import Node

CTRL = Qt.KeyboardModifier.ControlModifier


@dataclass(slots=True)
class Cost:
    """What a task cost so far."""

    keys: int = 0
    clicks: int = 0
    drags: int = 0
    letters: int = 0
    seconds: float = 0.0
    on_mouse: bool = False

    @property
    def gestures(self) -> int:
        return self.keys + self.clicks + self.drags

    def home(self, mouse: bool) -> None:
        self.seconds += 0.4 * (mouse != self.on_mouse)
        self.on_mouse = mouse


class Desk:
    """A window with a map of a pool, three lanes and a chain of steps, and a hand whose gestures are counted."""

    def __init__(self) -> None:
        self.window = MainWindow(Settings(theme="light"))
        self.window.resize(1600, 960)
        self.window.show()
        QTest.qWait(50)
        self.hand, self.cost = Hand(), Cost()
        self.window.commands["file.new"].trigger()
        QTest.qWait(50)
        self.diagram = self.window.page.session.diagram  # type: ignore[union-attr]
        self._draw()
        self.canvas.fit()
        self.canvas.select(())
        self.canvas.setFocus()
        QTest.qWait(50)

    @property
    def canvas(self):  # type: ignore[no-untyped-def]
        return self.window.page.canvas  # type: ignore[union-attr]

    def _draw(self) -> None:
        diagram, plane = self.diagram, self.canvas.plane
        pool = create.pool(diagram, Point(700, 400), plane, "Shop", ("Sales", "Store", "Office"), size=(1300, 600))
        lane = query.sublanes(diagram, diagram.node(pool).ref or "")[0]
        assert lane.bounds is not None
        before = ""
        for i, name in enumerate(("Ask", "Count cash", "Check", "Send", "Bill")):
            at = Point(lane.bounds.x + 150 + 210 * i, lane.bounds.center.y + 6 * (i % 2))
            id = create.shape(diagram, "task", at, plane, name=name)
            if before:
                connect.flow(diagram, before, id)
            before = id

    def node(self, name: str) -> Node:
        return next(n for n in self.diagram.nodes() if n.name == name and n.kind != "process")

    def at(self, place: Point) -> QPointF:
        found: QPointF = self.canvas.to_view(place)
        return found

    def middle(self, name: str) -> Point:
        box = self.node(name).bounds
        assert box is not None
        return box.center

    def head(self, name: str) -> Point:
        box = self.node(name).bounds
        assert box is not None
        return Point(box.x + 12, box.center.y)

    def click(self, place: Point) -> None:
        self._mouse(1)
        self.cost.clicks += 1
        self.hand.click(self.canvas.viewport(), self.at(place))

    def press(self, widget: QWidget) -> None:
        self._mouse(1)
        self.cost.clicks += 1
        self.hand.click(widget)

    def drag(self, start: Point, end: Point) -> None:
        self._mouse(2)
        self.cost.drags += 1
        self.hand.drag(self.canvas.viewport(), self.at(start), self.at(end))

    def pull(self, kind: str, end: Point) -> None:
        self._mouse(2)
        self.cost.drags += 1
        self.hand.press(self.window.strip.button(kind))
        self.hand.over(self.canvas.viewport(), self.at(end))
        self.hand.release()
        QTest.qWait(20)

    def key(self, key: Qt.Key | str, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.cost.home(False)
        self.cost.keys += 1
        self.cost.seconds += 0.2
        QTest.keyClick(self._focus(), key, keys)
        QTest.qWait(10)

    def name(self, text: str) -> None:
        self.cost.home(False)
        self.cost.letters += len(text)
        self.cost.seconds += 0.2 * len(text)
        for letter in text:
            QTest.keyClicks(self._focus(), letter)

    def close(self) -> None:
        for page in self.window.maps.pages:
            self.window.maps.close_page(page)
        self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self.canvas

    def _mouse(self, targets: int) -> None:
        self.cost.home(True)
        self.cost.seconds += 1.1 * targets + 0.2


ENTER = Qt.Key.Key_Return


def insert(desk: Desk) -> bool:
    """A named task into a flow."""
    a, b = desk.node("Check"), desk.node("Send")
    middle = Point((desk.middle("Check").x + desk.middle("Send").x) / 2, desk.middle("Check").y)
    desk.pull("task", middle)
    desk.name("Pack")
    desk.key(ENTER)
    new = desk.node("Pack").id
    return _leads(desk.diagram, a.id, new) and _leads(desk.diagram, new, b.id) and not _leads(desk.diagram, a.id, b.id)


def swap_lanes(desk: Desk) -> bool:
    """Two neighbouring lanes change places with what is in them."""
    desk.click(desk.head("Sales"))
    desk.key(Qt.Key.Key_Down, CTRL)
    lanes = [lane.name for lane in query.sublanes(desk.diagram, desk.node("Check").parent or "")]
    return lanes[:2] == ["Store", "Sales"] and desk.node("Check").lane == desk.node("Sales").id


def to_other_lane(desk: Desk) -> bool:
    """Three steps to another lane."""
    one, three = desk.node("Ask").bounds, desk.node("Check").bounds
    assert one is not None
    assert three is not None
    desk.drag(Point(one.x - 20, one.y - 20), Point(three.right + 20, three.bottom + 25))
    desk.key(Qt.Key.Key_Down, CTRL)
    return {desk.node(name).lane for name in ("Ask", "Count cash", "Check")} == {desk.node("Store").id}


def boundary_timer(desk: Desk) -> bool:
    """An interrupting timer on the border of a task, and a named task behind it."""
    box = desk.node("Check").bounds
    assert box is not None
    desk.pull("intermediateCatchEvent", Point(box.center.x + 20, box.bottom))
    desk.key("a")
    desk.name("Remind")
    desk.key(ENTER)
    event = next((n for n in desk.diagram.nodes() if n.host == desk.node("Check").id), None)
    return event is not None and event.trait("event") == "timer" and _leads(desk.diagram, event.id, _id(desk, "Remind"))


def split_lane(desk: Desk) -> bool:
    """A lane split in two on its own level, both named."""
    desk.click(desk.head("Store"))
    desk.press(desk.canvas.pad.button("lane.split"))
    desk.name("Packing")
    desk.key(ENTER)
    desk.key(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    desk.key(Qt.Key.Key_F2)
    desk.name("Picking")
    desk.key(ENTER)
    lanes = query.sublanes(desk.diagram, desk.node("Check").parent or "")
    return [lane.name for lane in lanes] == ["Sales", "Picking", "Packing", "Office"]


def sub_process(desk: Desk) -> bool:
    """A task becomes an open sub-process with a named task in it, with room made for it."""
    desk.click(desk.middle("Check"))
    desk.key("r")
    desk.key("x")
    desk.key(ENTER)
    QTest.qWait(30)
    box = desk.node("Check").bounds
    assert box is not None
    desk.pull("task", Point(box.x + 120, box.center.y))
    desk.name("Weigh")
    desk.key(ENTER)
    sub = desk.node("Check")
    inside = desk.node("Weigh").parent == sub.id
    return sub.kind == "subProcess" and inside and _leads(desk.diagram, sub.id, _id(desk, "Send"))


def bend_flow(desk: Desk) -> bool:
    """A flow led round by two bends."""
    flow = next(f for f in query.outgoing(desk.diagram, desk.node("Check").id))
    a, b = flow.points[0], flow.points[-1]
    desk.drag(Point((a.x + b.x) / 2, (a.y + b.y) / 2), Point((a.x + b.x) / 2, a.y + 90))
    return len(desk.diagram.flow(flow.id).points) == 4


def to_other_tab(desk: Desk) -> bool:
    """Five connected steps to another map."""
    desk.window.commands["file.new"].trigger()
    QTest.qWait(40)
    desk.window.maps.setCurrentIndex(0)
    QTest.qWait(40)
    desk.canvas.setFocus()
    one, five = desk.node("Ask").bounds, desk.node("Bill").bounds
    assert one is not None
    assert five is not None
    desk.drag(Point(one.x - 20, one.y - 20), Point(five.right + 20, five.bottom + 25))
    for key in (Qt.Key.Key_C, Qt.Key.Key_Tab, Qt.Key.Key_V):
        desk.key(key, CTRL)
        QTest.qWait(60)
    there = desk.window.page.session.diagram  # type: ignore[union-attr]
    tasks = [node for node in there.nodes() if node.kind == "task"]
    return len(tasks) == 5 and sum(f.kind == "sequenceFlow" for f in there.flows()) == 4


def find(desk: Desk) -> bool:
    """A step found by its name, and selected."""
    desk.cost.home(False)
    desk.key(Qt.Key.Key_F, CTRL)
    desk.name("count c")
    desk.key(ENTER)
    return bool(desk.canvas.selection == (desk.node("Count cash").id,))


def align(desk: Desk) -> bool:
    """Five tasks on one centre line."""
    one, five = desk.node("Ask").bounds, desk.node("Bill").bounds
    assert one is not None
    assert five is not None
    desk.drag(Point(one.x - 20, one.y - 25), Point(five.right + 20, five.bottom + 30))
    desk.press(desk.canvas.pad.button("align.middle"))
    return len({desk.middle(name).y for name in ("Ask", "Count cash", "Check", "Send", "Bill")}) == 1


def make_room(desk: Desk) -> bool:
    """Room for two more steps in the middle."""
    before, first = desk.middle("Send").x, desk.middle("Ask").x
    box = desk.node("Send").bounds
    assert box is not None
    desk.key("s")
    desk.drag(Point(box.x - 30, box.center.y + 90), Point(box.x + 270, box.center.y + 90))
    return desk.middle("Send").x == before + 300 and desk.middle("Ask").x == first


TASKS: tuple[tuple[int, Callable[[Desk], bool], int], ...] = (
    (2, insert, 2), (3, swap_lanes, 10), (4, to_other_lane, 3), (5, split_lane, 7), (6, sub_process, 6),
    (7, bend_flow, 1), (8, boundary_timer, 5), (9, to_other_tab, 6), (10, find, 2), (11, align, 4), (12, make_room, 2),
)  # fmt: skip
"""Number of the task, what does it, and the fewest gestures that bpmn-js takes for it."""


def _id(desk: Desk, name: str) -> str:
    return desk.node(name).id


def _leads(diagram: Diagram, source: str, target: str) -> bool:
    return any(flow.target == target for flow in query.outgoing(diagram, source))


def measure() -> list[dict[str, object]]:
    """Every task on a window of its own."""
    found: list[dict[str, object]] = []
    for number, task, other in TASKS:
        desk = Desk()
        done = task(desk)
        cost = desk.cost
        found.append({
            "task": number, "what": (task.__doc__ or "").strip(), "done": done, "gestures": cost.gestures,
            "keys": cost.keys, "clicks": cost.clicks, "drags": cost.drags, "letters": cost.letters,
            "seconds": round(cost.seconds, 1), "bpmn_js": other,
        })  # fmt: skip
        desk.close()
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    for variable in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        os.environ[variable] = tempfile.mkdtemp()
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    program.prepare(application, Settings(theme="light"))
    found = measure()
    if given.json:
        print(json.dumps(found, indent=2))
    else:
        for row in found:
            print(f"{row['task']:>3} {row['gestures']:>3} (bpmn-js {row['bpmn_js']}) {row['seconds']:>5} s "
                  f"{'done' if row['done'] else 'NOT DONE'}  {row['what']}")  # fmt: skip
    return 0 if all(row["done"] for row in found) else 1


if __name__ == "__main__":
    sys.exit(main())
