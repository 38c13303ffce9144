"""Each place where an error of Mapper's own may come up, hit once: it is told, logged, and the map is as before."""

import logging
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QEventLoop, QObject, QPoint, QPointF, Qt, QTimer, Signal, qWarning
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from tests.helpers.hand import RIGHT, Hand

from mapper.app import log
from mapper.app.session.session import Session
from mapper.edit.verbs import label, owner
from mapper.gui.canvas import Canvas
from mapper.gui.kit.faults import Faults
from mapper.gui.window.page import MapPage
from mapper.gui.window.window import MainWindow
from mapper.model.diagram import Diagram

pytestmark = pytest.mark.qt_no_exception_capture

BOOM = "nobody foresaw this"
Find = Callable[[str], str]


@pytest.fixture
def faults(window: MainWindow, diagram: Diagram) -> Iterator[Faults]:
    """What `main.run` puts at the hooks."""
    found = Faults()
    found.told.connect(window.tell_fault)
    found.begin()
    yield found
    found.end()


@pytest.fixture
def fail(diagram: Diagram, faults: Faults) -> Callable[..., None]:
    """Changes the map, in two steps, and then breaks."""

    def act(*given: object, **named: object) -> None:
        party = owner.add_party(diagram, "Nobody", "person")
        label.rename(diagram, party, "Somebody")
        raise KeyError(BOOM)

    return act


def is_told(window: MainWindow) -> bool:
    QApplication.processEvents()
    return any(BOOM in sentence for sentence in (*window.bars.sentences(), *window.page.bars.sentences()))


def is_logged() -> bool:
    written = log.tail(1000)
    return BOOM in written and "Traceback" in written


def works(window: MainWindow) -> bool:
    """Whether one can go on working."""
    canvas, diagram = window.page.canvas, window.page.session.diagram
    step = next(n for n in diagram.nodes() if n.kind == "userTask" and n.plane == canvas.plane)
    canvas.select([step.id])
    before = len(diagram.records())
    window.commands["append.task"].trigger()
    canvas.editor.abandon()
    done = len(diagram.records()) == before + 2
    window.commands["edit.undo"].trigger()
    return done and len(diagram.records()) == before


def test_every_command(window: MainWindow, diagram: Diagram, fail: Callable[..., None]) -> None:
    before, silent = diagram.records(), []
    for id, row in window.commands._rows.items():
        window.bars.hush_all("warning")
        window.commands._run(replace(row, run=fail, enabled=lambda context: True))
        if not is_told(window) or diagram.records() != before or diagram.redo_label is not None:
            silent.append(id)
    assert silent == []
    assert is_logged()
    assert works(window)


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> dict[str, Callable[..., None]]:
    """What handlers of the canvas do instead of their work, by name. Qt remembers the methods of a widget that it has
    called once, so it must stand in their place before there is one."""
    found: dict[str, Callable[..., None]] = {}
    for name in HANDLERS:
        monkeypatch.setattr(Canvas, name, _either(name, getattr(Canvas, name), found))
    return found


def _either(name: str, usual: Callable[..., object], found: dict[str, Callable[..., None]]) -> Callable[..., object]:
    return lambda *given: found.get(name, usual)(*given)


HANDLERS: dict[str, Callable[[Canvas, Hand], object]] = {
    "mousePressEvent": lambda canvas, hand: hand.press(canvas.viewport(), QPoint(40, 40)),
    "mouseMoveEvent": lambda canvas, hand: hand.over(canvas.viewport(), QPoint(60, 60)),
    "mouseReleaseEvent": lambda canvas, hand: hand.click(canvas.viewport(), QPoint(40, 40)),
    "mouseDoubleClickEvent": lambda canvas, hand: hand.double_click(canvas.viewport(), QPoint(40, 40)),
    "contextMenuEvent": lambda canvas, hand: hand.click(canvas.viewport(), QPoint(40, 40), RIGHT),
    "wheelEvent": lambda canvas, hand: wheel(canvas),
    "keyPressEvent": lambda canvas, hand: QTest.keyClick(canvas, Qt.Key.Key_Right),
    "keyReleaseEvent": lambda canvas, hand: QTest.keyClick(canvas, Qt.Key.Key_X),
    "focusOutEvent": lambda canvas, hand: canvas.window().menuBar().setFocus() or canvas.clearFocus(),
    "drawBackground": lambda canvas, hand: canvas.viewport().update(),
    "drawForeground": lambda canvas, hand: canvas.viewport().update(),
    "resizeEvent": lambda canvas, hand: canvas.resize(canvas.width() - 20, canvas.height()),
    "showEvent": lambda canvas, hand: canvas.hide() or canvas.show(),
    "leaveEvent": lambda canvas, hand: QApplication.sendEvent(canvas, QEvent(QEvent.Type.Leave)),
}


@pytest.mark.parametrize("name", HANDLERS)
def test_every_handler_of_the_canvas(
    broken: dict[str, Callable[..., None]], window: MainWindow, diagram: Diagram, fail: Callable[..., None],
    hand: Hand, qtbot: QtBot, name: str,
) -> None:  # fmt: skip
    canvas, before = window.page.canvas, diagram.records()
    canvas.setFocus()
    hand.over(canvas.viewport(), QPoint(20, 20))
    broken[name] = fail
    HANDLERS[name](canvas, hand)
    qtbot.waitUntil(lambda: is_told(window), timeout=2000)
    broken.clear()
    assert is_logged()
    assert diagram.records() == before
    hand.rest()
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    assert works(window)


def test_all_handlers_are_hit() -> None:
    of_qt = {name for kind in Canvas.__mro__ for name in vars(kind) if kind.__module__.startswith("mapper.gui.canvas")}
    handlers = {name for name in of_qt if name.endswith("Event") or name.startswith("draw")} - {"viewportEvent"}
    assert handlers <= set(HANDLERS)


def wheel(canvas: Canvas) -> None:
    at, none = QPointF(50, 50), Qt.MouseButton.NoButton
    turn = QWheelEvent(
        at, canvas.viewport().mapToGlobal(at), QPoint(), QPoint(0, 120), none, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(canvas.viewport(), turn)


class Odd(QWidget):
    """Breaks wherever Qt can call it."""

    asked = Signal()

    def paintEvent(self, event: QPaintEvent) -> None:
        boom()

    def timerEvent(self, event: QEvent) -> None:
        boom()


class Filter(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.User:
            boom()
        return False


class Deleted:
    def __del__(self) -> None:
        boom()


def boom() -> None:
    raise KeyError(BOOM)


def in_a_slot(window: MainWindow) -> None:
    odd = Odd(window)
    odd.asked.connect(boom)
    odd.asked.emit()


def in_a_button(window: MainWindow) -> None:
    button = QPushButton(window)
    button.clicked.connect(boom)
    button.resize(50, 20)
    button.show()
    Hand().click(button)
    button.deleteLater()


def in_a_single_shot(window: MainWindow) -> None:
    QTimer.singleShot(0, boom)


def in_a_timer_event(window: MainWindow) -> None:
    odd, loop = Odd(window), QEventLoop()
    timer = odd.startTimer(1)
    QTimer.singleShot(30, loop.quit)
    try:
        loop.exec()  # as the program's own: an error has nobody it could be raised to
    finally:
        odd.killTimer(timer)
        odd.deleteLater()


def in_a_painter(window: MainWindow) -> None:
    odd = Odd()
    odd.show()
    QTest.qWait(50)
    odd.hide()
    odd.deleteLater()


def in_an_event_filter(window: MainWindow) -> None:
    filter = Filter(window)
    window.panels["steps"].installEventFilter(filter)
    QApplication.postEvent(window.panels["steps"], QEvent(QEvent.Type.User))
    QApplication.processEvents()
    window.panels["steps"].removeEventFilter(filter)


def in_a_thread(window: MainWindow) -> None:
    thread = threading.Thread(target=boom)
    thread.start()
    thread.join()


def in_a_timer_of_the_journal(window: MainWindow) -> None:
    timer = threading.Timer(0, boom)
    timer.start()
    timer.join()


def in_a_finalizer(window: MainWindow) -> None:
    Deleted()


def in_work_beside_the_window(window: MainWindow) -> None:
    window.front.labour("Working…", boom, lambda found: found())
    QTest.qWait(50)


def in_an_answer(window: MainWindow) -> None:
    window.front.ask("Really?", [("Yes", boom)])
    Hand().click(next(b for b in window.page.bars.findChildren(QPushButton) if b.text() == "Yes"))


@pytest.mark.parametrize(
    "place",
    [in_a_slot, in_a_button, in_a_single_shot, in_a_timer_event, in_a_painter, in_an_event_filter, in_a_thread,
     in_a_timer_of_the_journal, in_a_finalizer, in_work_beside_the_window, in_an_answer],
)  # fmt: skip
def test_every_other_place(
    window: MainWindow, diagram: Diagram, faults: Faults, place: Callable[[MainWindow], None], qtbot: QtBot
) -> None:
    before = diagram.records()
    place(window)
    qtbot.waitUntil(lambda: is_told(window), timeout=2000)
    assert is_logged()
    assert diagram.records() == before
    assert works(window)


@pytest.mark.parametrize(("kind", "name"), [(MapPage, "_tell_unguarded"), (Canvas, "_follow")])
def test_a_view_that_cannot_follow_does_not_spoil_the_edit(
    window: MainWindow, diagram: Diagram, named: Find, faults: Faults, monkeypatch: pytest.MonkeyPatch,
    kind: type, name: str,
) -> None:  # fmt: skip
    step = named("Approve Invoice")
    with monkeypatch.context() as patch:
        patch.setattr(kind, name, lambda *given: boom())
        label.rename(diagram, step, "Approve")
    # then the edit stands, the fault is told, and what is seen is what the map holds
    assert diagram.node(step).name == "Approve"
    assert is_told(window)
    assert is_logged()
    assert window.page.canvas.map.diagram is diagram
    assert works(window)


def test_a_writer_that_fails_is_told_with_a_way_out(
    window: MainWindow, diagram: Diagram, named: Find, faults: Faults, monkeypatch: pytest.MonkeyPatch, hand: Hand
) -> None:
    # given a changed map and a writer with a fault
    path = window.page.session.path
    before = path.read_bytes()
    label.rename(diagram, named("Approve Invoice"), "Approve")
    asked: list[object] = []
    monkeypatch.setattr(Session, "save", lambda *given, **named: boom())
    monkeypatch.setattr("mapper.gui.kit.ask.file_to_write", lambda *given: asked.append(given))
    # when it is saved by its key
    QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    # then a bar says so and offers another place; the file and the edit are as they were
    assert is_told(window)
    assert is_logged()
    assert path.read_bytes() == before
    assert window.page.session.dirty
    hand.click(next(b for b in window.page.bars.findChildren(QPushButton) if b.text() == "Save a copy elsewhere…"))
    assert len(asked) == 1


def test_an_error_while_closing_keeps_the_window(
    window: MainWindow, diagram: Diagram, faults: Faults, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(window.inspector, "commit", boom)
        with pytest.raises(KeyError):
            window.close()
    assert window.isVisible()
    assert window.maps.count() == 1


def test_a_state_that_cannot_be_asked_greys_one_command(window: MainWindow, diagram: Diagram, faults: Faults) -> None:
    rows = window.commands._rows
    kept = rows["edit.copy"]
    rows["edit.copy"] = replace(kept, enabled=lambda context: boom())
    window.commands.refresh()
    assert not window.commands["edit.copy"].isEnabled()
    assert window.commands["edit.select_all"].isEnabled()
    assert is_told(window)
    rows["edit.copy"] = kept
    window.commands.refresh()


def test_the_bar_leads_to_the_log(window: MainWindow, faults: Faults, hand: Hand) -> None:
    in_a_slot(window)
    assert is_told(window)
    hand.click(next(b for b in window.bars.findChildren(QPushButton) if b.text() == "Show the log"))
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    shown = dialog.findChild(QWidget, "log")
    assert BOOM in shown.toPlainText()
    dialog.reject()


def test_what_qt_complains_of_is_in_the_log_and_not_told(window: MainWindow, faults: Faults) -> None:
    qWarning("an odd thing")
    assert "an odd thing" in log.tail(10)
    QApplication.processEvents()
    assert window.bars.sentences() == ()


def test_the_hooks_are_given_back(window: MainWindow) -> None:
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    faults = Faults()
    faults.begin()
    assert sys.excepthook != before[0]
    faults.end()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before


@pytest.fixture(autouse=True)
def log_closed() -> Iterator[None]:
    """The log's file belongs to this test's folder."""
    yield
    for handler in list(log.log.handlers):
        log.log.removeHandler(handler)
        handler.close()
    logging.captureWarnings(False)
