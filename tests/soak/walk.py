"""Random gestures of a hand through the real window, Esc, undo and redo among them: what must always hold.

    python -m tests.soak.walk --count 200 [--state FILE]

A seed is a walk of thirty gestures on a map of our own. Counted: gestures, and what went wrong by name. Lanes and
containers are held against what the file itself drew: what stood outside when it was opened is not the hand's doing.
"""

import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from lxml import etree
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mapper.app.session.session import Session
from mapper.app.settings import Settings
from mapper.gui import main
from mapper.gui.kit import busy
from mapper.gui.window.window import MainWindow
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.kinds import FLOW_NODES, SUBPROCESS
from mapper.model.records import Flow, Node, Record
from tests.helpers.hand import Hand
from tests.soak import edits, tally

FILES = Path(__file__).parents[1] / "files"
MAPS = ("invoice", "checkout", "first_steps", "vertical", "departments")
GESTURES = 30
KINDS = ("task", "exclusiveGateway", "endEvent", "subProcess", "dataObjectReference", "textAnnotation", "participant")
COMMANDS = (
    "edit.delete", "edit.duplicate", "edit.copy", "edit.paste", "edit.cut", "lane.above", "lane.below", "lane.split",
    "lane.up", "lane.down", "append.gateway", "append.end", "append.event", "append.annotation", "sub.collapse",
    "sub.expand", "align.left", "align.middle", "align.size", "space.x", "arrange.selection", "lines.tidy", "go.next",
    "nudge.right", "nudge.down", "flow.straighten", "label.reset", "view.fit", "view.zoom_in",
)  # fmt: skip


@cache
def window() -> MainWindow:
    """One window for all walks."""
    for variable in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        os.environ[variable] = tempfile.mkdtemp(prefix="walk-")
    busy.PATIENCE = 60.0
    application = QApplication.instance() or QApplication(sys.argv[:1])
    settings = Settings(theme="light", motion=False)
    assert isinstance(application, QApplication)
    main.prepare(application, settings)
    found = MainWindow(settings)
    found.resize(1400, 860)
    found.show()
    QApplication.processEvents()
    return found


@cache
def valid() -> etree.XMLSchema | None:
    """The schema of BPMN 2.0, where it is at hand (../shared/xsd, or MAPPER_XSD)."""
    file = edits.shared("xsd", "MAPPER_XSD") / "BPMN20.xsd"
    return etree.XMLSchema(etree.parse(str(file))) if file.exists() else None


class Walk:
    """One walk: the hand, the map, and what is wrong so far."""

    def __init__(self, seed: int) -> None:
        self.chance, self.hand, self.found = random.Random(seed), Hand(), Counter[str](walks=1)
        self.folder = Path(tempfile.mkdtemp(prefix="walk-"))
        name = self.chance.choice(MAPS)
        self.file = self.folder / f"{name}.bpmn"
        self.file.write_bytes((FILES / f"{name}.bpmn").read_bytes())
        window().open([self.file])
        QApplication.processEvents()
        page = window().page
        assert page is not None
        self.page, self.canvas, self.diagram = page, page.canvas, page.session.diagram
        self.canvas.fit()
        self.begun, self.strays = self.diagram.records(), frozenset(strays(self.diagram))
        self.done: list[str] = []

    def go(self) -> Counter[str]:
        """All gestures, then all of it undone and done again, then saved and read."""
        gestures = [self.drag, self.drag, self.drag, self.pull, self.band, self.append, self.create, self.connect,
                    self.command, self.command, self.command, self.undo, self.redo, self.click]  # fmt: skip
        for _turn in range(GESTURES):
            gesture = self.chance.choice(gestures)
            self._one(gesture)
        self._rewind()
        self._save()
        self.hand.rest()
        window().maps.close_page(self.page)
        QApplication.processEvents()
        return self.found

    # -- gestures --------------------------------------------------------------------------------------------------

    def drag(self) -> None:
        """A thing somewhere else; in one of six it is given up in the middle."""
        if (node := self._node()) is None or node.bounds is None:
            return
        self._pull_from(self.canvas.to_view(node.bounds.center), node.name)

    def pull(self) -> None:
        """A handle, bend or end of what is selected alone."""
        record = self.canvas.only()
        if isinstance(record, Flow) and len(record.points) > 1:
            self._pull_from(self.canvas.to_view(self.chance.choice(record.points)), "flow")
        elif isinstance(record, Node) and record.bounds is not None:
            corner = self.canvas.to_view(record.bounds.center) + QPointF(
                (record.bounds.w / 2) * self.canvas.zoom + 4, (record.bounds.h / 2) * self.canvas.zoom + 4
            )
            self._pull_from(corner, "handle")

    def band(self) -> None:
        """A rectangle from some place to another."""
        self._pull_from(self._place(), "band")

    def append(self) -> None:
        """A step by key, with a name that is typed, or given up."""
        self._focus()
        QTest.keyClick(self.canvas, Qt.Key.Key_A)
        if self.canvas.editor.isVisible():
            QTest.keyClicks(self.canvas.editor, "Ask")
            QTest.keyClick(self.canvas.editor, self.chance.choice([Qt.Key.Key_Return, Qt.Key.Key_Escape]))

    def create(self) -> None:
        """A shape put down where the hand clicks."""
        self.canvas.use_tool("create", kind=self.chance.choice(KINDS))
        self.hand.click(self.canvas.viewport(), self._place())
        if self.canvas.editor.isVisible():
            QTest.keyClick(self.canvas.editor, Qt.Key.Key_Escape)

    def connect(self) -> None:
        """A flow from one thing to another."""
        ends = [self._node(), self._node()]
        if ends[0] is None or ends[1] is None or ends[1].bounds is None:
            return
        self.canvas.select([ends[0].id])
        self._focus()
        QTest.keyClick(self.canvas, Qt.Key.Key_C)
        self.hand.click(self.canvas.viewport(), self._seen(self.canvas.to_view(ends[1].bounds.center)))

    def command(self) -> None:
        """Something of the menus."""
        id = self.chance.choice(COMMANDS)
        self.done[-1] += f" {id}"
        window().commands.run(id)
        if self.canvas.editor.isVisible():
            QTest.keyClick(self.canvas.editor, Qt.Key.Key_Escape)

    def undo(self) -> None:
        self._keyed("edit.undo")

    def redo(self) -> None:
        self._keyed("edit.redo")

    def click(self) -> None:
        """Something is selected, or one more."""
        keys = self.chance.choice([Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier])
        self.hand.click(self.canvas.viewport(), self._place(), keys=keys)

    # -- what must hold --------------------------------------------------------------------------------------------

    def _one(self, gesture: Callable[[], None]) -> None:
        self.done.append(gesture.__name__)
        before = len(self.diagram.steps(back=True))
        try:
            gesture()
        except Exception as error:  # counted, and the walk goes on
            self._bad("raised", repr(error))
        QTest.keyClick(self.canvas, Qt.Key.Key_Escape)
        QApplication.processEvents()
        self.found["gestures"] += 1
        if self.canvas.mouse.gesturing or self.diagram.in_transaction:
            self._bad("left hanging", "")
            self.canvas.mouse.give_up()
        if len(self.diagram.steps(back=True)) > before + 1 and gesture != self.redo:
            self._bad("more than one step", self.diagram.undo_label or "")
        for stray in sorted(set(strays(self.diagram)) - self.strays):
            self._bad("astray", stray)
        self.strays |= frozenset(strays(self.diagram))

    def _rewind(self) -> None:
        last = self.diagram.records()
        count = len(self.diagram.steps(back=True))
        while self.diagram.undo():
            pass
        if self.diagram.records() != self.begun:
            self._bad("undo leads elsewhere", "")
        for _step in range(count):
            self.diagram.redo()
        if self.diagram.records() != last:
            self._bad("redo leads elsewhere", "")

    def _save(self) -> None:
        try:
            self.page.session.save()
            again = Session.open(self.file, keep=False).shown().diagram
        except Exception as error:  # counted
            self._bad("not saved", repr(error))
            return
        if (schema := valid()) is not None and not schema.validate(etree.parse(str(self.file))):
            self._bad("not valid", str(schema.error_log.last_error))
        here, there = ({r.id: _told(r) for r in d.records()} for d in (self.diagram, again))
        for id in sorted(here.keys() | there.keys()):
            if here.get(id) != there.get(id):
                self._bad("read back differently", f"{id}: {here.get(id)} -> {there.get(id)}")

    def _bad(self, what: str, detail: str) -> None:
        self.found.update({"bad": 1, what: 1})
        print(f"  {self.file.stem}: {what}: {detail} after {self.done[-4:]}", flush=True)

    # -- the hand --------------------------------------------------------------------------------------------------

    def _pull_from(self, start: QPointF, what: str) -> None:
        view = self.canvas.viewport()
        self.done[-1] += f" {' '.join(what.split())}"
        self.hand.press(view, self._seen(start))
        for _leg in range(self.chance.randint(1, 3)):
            off = QPointF(self.chance.randint(-260, 260), self.chance.randint(-200, 200))
            self.hand.over(view, self._seen(start + off))
        if self.chance.random() < 1 / 6:
            self.done[-1] += " Esc"
            QTest.keyClick(self.canvas, Qt.Key.Key_Escape)
        self.hand.release()

    def _keyed(self, id: str) -> None:
        window().commands.run(id)

    def _focus(self) -> None:
        self.canvas.setFocus()
        QApplication.processEvents()

    def _node(self) -> Node | None:
        drawn = [r for r in query.drawn_on(self.diagram, self.canvas.plane) if isinstance(r, Node) and r.bounds]
        return self.chance.choice(drawn) if drawn else None

    def _place(self) -> QPointF:
        rect = self.canvas.viewport().rect()
        return QPointF(self.chance.randint(8, rect.width() - 8), self.chance.randint(8, rect.height() - 8))

    def _seen(self, place: QPointF) -> QPoint:
        rect = self.canvas.viewport().rect().adjusted(4, 4, -4, -4)
        x, y = round(place.x()), round(place.y())
        return QPoint(max(rect.left(), min(rect.right(), x)), max(rect.top(), min(rect.bottom(), y)))


def strays(diagram: Diagram) -> list[str]:
    """What is not where it is recorded to be: steps beside their lane, their sub-process or their pool; boundary events
    off their host; flows whose ends are not drawn."""
    found = []
    for node in diagram.nodes():
        if node.bounds is None or node.family not in FLOW_NODES:
            continue
        lane, parent, host = (diagram.get(id) for id in (node.lane, node.parent, node.host))
        if _beside(node, lane):
            found.append(f"{node.id} beside its lane {node.lane}")
        if isinstance(parent, Node) and parent.family == SUBPROCESS and parent.trait("expanded") and node.host is None:
            found += [f"{node.id} outside {node.parent}"] if _beside(node, parent) else []
        pool = query.pool_of(diagram, node.id)
        if node.host is None and pool is not None and _beside(node, pool):
            found.append(f"{node.id} outside its pool")
        if isinstance(host, Node) and host.bounds is not None and not host.bounds.grown(2).holds(node.bounds.center):
            found.append(f"{node.id} off its host")
    for flow in diagram.flows():
        ends = (diagram.get(flow.source), diagram.get(flow.target))
        if None in ends:
            found.append(f"{flow.id} dangles")
        elif flow.points and any(isinstance(end, Node) and end.plane is None for end in ends):
            found.append(f"{flow.id} leads to what is not drawn")
    return found


def _beside(node: Node, frame: Record | None) -> bool:
    """Whether the middle of a node lies outside a frame that is drawn on the same diagram."""
    if not isinstance(frame, Node) or frame.bounds is None or frame.plane != node.plane or node.bounds is None:
        return False
    return not frame.bounds.grown(0.5).holds(node.bounds.center)


def _told(record: Record) -> tuple[object, ...]:
    """What a file must give back of a record."""
    if isinstance(record, Flow):
        points = tuple((round(p.x, 1), round(p.y, 1)) for p in record.points)
        return record.kind, record.name, record.source, record.target, record.plane, points, dict(record.traits)
    box = record.bounds
    place = tuple(round(v, 1) for v in box) if box is not None else None
    return record.kind, record.name, record.parent, record.lane, record.host, record.plane, place, dict(record.details)


def one(seed: int) -> Counter[str]:
    """One walk."""
    return Walk(seed).go()


if __name__ == "__main__":
    tally.run("walk", 100, one)
    window().close()
    sys.stdout.flush()
