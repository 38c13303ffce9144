"""The table of commands, walked through every door: by menu, by key, by the pad, by a right click and by the palette a
verb does the same thing, and leaves the same selection and the same open name."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest
from PySide6.QtCore import QEvent, QKeyCombination, QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot
from tests.helpers.hand import RIGHT, Hand

from mapper.app.commands import COMMANDS, Command
from mapper.arrange import verbs
from mapper.edit.verbs import move
from mapper.gui.canvas.popup.pad import PAD
from mapper.gui.kit.actions import TABLE
from mapper.gui.window import context_menu
from mapper.gui.window.window import MainWindow
from mapper.model.diagram import Diagram
from mapper.model.kinds import LANE, POOL

Find = Callable[[str], str]

OUTSIDE = (
    "file.", "window.", "help.", "language.", "theme.", "view.", "panel.", "edit.paste", "edit.copy", "edit.cut",
    "map.people", "map.process", "map.triggers", "colour.other", "edit.find",
)  # fmt: skip
"""Commands that do nothing to the map by themselves: they ask, show or turn to something else."""


class After(NamedTuple):
    """What a command leaves: the map, what is selected, what is being named, which tool, which list."""

    records: tuple[object, ...]
    selection: tuple[str, ...]
    naming: str | None
    tool: str
    list: str


@pytest.fixture
def world(window: MainWindow, diagram: Diagram, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """A window with a map; a layout takes long and is not what is asked here, so the map is only pushed aside."""

    def aside(diagram: Diagram, *given: object) -> None:
        move.move_by(diagram, [n.id for n in diagram.nodes() if n.family == POOL and n.bounds], 40, 20)

    for verb in ("everything", "inside", "selection"):
        monkeypatch.setattr(verbs, verb, aside)
    window.resize(1500, 1000)
    QTest.qWait(50)  # the first look comes once the window has its size
    window.page.canvas.zoom_to(1.0)
    return window


@pytest.fixture(autouse=True)
def popups_closed() -> Iterator[None]:
    yield
    while (left := QApplication.activePopupWidget()) is not None:
        left.close()


def things(diagram: Diagram) -> dict[str, tuple[str, ...]]:
    """Something of each sort to select."""
    step = next(n for n in diagram.nodes() if n.kind == "userTask" and n.plane)
    gateway = next(n for n in diagram.nodes() if n.kind == "exclusiveGateway")
    lane = next(n for n in diagram.nodes() if n.family == LANE)
    pool = next(n for n in diagram.nodes() if n.family == POOL and n.ref)
    flow = next(f for f in diagram.flows() if f.kind == "sequenceFlow" and f.plane and len(f.points) > 1)
    return {
        "step": (step.id,), "gateway": (gateway.id,), "lane": (lane.id,), "pool": (pool.id,), "flow": (flow.id,),
        "two": (step.id, gateway.id), "nothing": (),
    }  # fmt: skip


def ready(window: MainWindow, selection: tuple[str, ...]) -> None:
    """The map as it was opened, with this selected, and the keyboard on it."""
    page = window.page
    canvas, diagram = page.canvas, page.session.diagram
    canvas.menu.close_menu()
    canvas.editor.abandon()
    canvas.mouse.give_up()
    while diagram.undo():
        pass
    canvas.select(selection)
    canvas.reveal_selection()
    canvas.setFocus()
    window.commands.refresh()
    QApplication.processEvents()


def after(window: MainWindow) -> After:
    """What there is now, with new ids made alike."""
    canvas, diagram = window.page.canvas, window.page.session.diagram
    order = {record.id: f"#{number}" for number, record in enumerate(diagram.records())}
    records = tuple(
        (order[r.id], r.kind, r.name, order.get(r.parent or ""), getattr(r, "bounds", None)) for r in diagram.records()
    )
    list = canvas.menu.accessibleName() if canvas.menu.isVisible() else ""
    naming = order.get(canvas.editor.id or "")
    return After(records, tuple(order[id] for id in canvas.selection), naming, canvas.tool, list)


# -- the doors ---------------------------------------------------------------------------------------------------------


def entries(menu: QMenu) -> Iterator[QAction]:
    for entry in menu.actions():
        if entry.menu() is not None:
            yield from entries(entry.menu())
        else:
            yield entry


def by_menu(window: MainWindow, row: Command) -> bool:
    bar = [entry for top in window.menuBar().actions() for entry in entries(top.menu())]
    found = [entry for entry in bar if entry.objectName() == row.id]
    assert len(found) == (1 if row.menu else 0), f"{row.id} stands {len(found)} times in the menus"
    if found:
        found[0].trigger()
    return bool(found)


def by_key(key: str) -> Callable[[MainWindow, Command], bool]:
    def press(window: MainWindow, row: Command) -> bool:
        combination: QKeyCombination = QKeySequence(key)[0]
        if combination.key() == Qt.Key.Key_Space:
            return False  # holds the tool only while it is down
        held, code = combination.keyboardModifiers(), combination.key()
        if code == Qt.Key.Key_Tab and held & Qt.KeyboardModifier.ShiftModifier:
            code = Qt.Key.Key_Backtab
        QTest.keyClick(window.page.canvas, code, held)
        return True

    return press


def by_pad(window: MainWindow, row: Command) -> bool:
    pad = window.page.canvas.pad
    if row.id not in PAD or not pad.isVisible():
        return False
    assert pad.button(row.id).isVisible() == window.commands.suits(row.id), row.id
    if pad.button(row.id).isVisible():
        Hand().click(pad.button(row.id))
        return True
    return False


def by_right_click(window: MainWindow, row: Command) -> bool:
    page = window.page
    groups = context_menu.suiting(page.session.diagram, page.canvas.selection)
    menu = QMenu(window)
    context_menu.fill(menu, groups, window.commands, window._menus)
    found = next((entry for entry in entries(menu) if entry.objectName() == row.id), None)
    if found is not None:
        found.trigger()
    menu.deleteLater()
    return found is not None


def by_table(window: MainWindow, row: Command) -> bool:
    window.commands.run(row.id)
    return True


CHANGES = [row for row in TABLE if not row.id.startswith(OUTSIDE)]


@pytest.mark.parametrize("sort", ["step", "lane", "pool", "flow", "two", "nothing"])
def test_a_verb_does_the_same_through_every_door(world: MainWindow, diagram: Diagram, sort: str) -> None:
    chosen, walked, wrong = things(diagram)[sort], 0, []
    for row in CHANGES:
        ready(world, chosen)
        if not row.enabled(world.front):
            continue
        by_table(world, row)
        wanted = after(world)
        doors = {"menu": by_menu, "pad": by_pad, "right click": by_right_click}
        for name, door in (doors | {key: by_key(key) for key in row.keys}).items():
            ready(world, chosen)
            if not door(world, row):
                continue
            walked += 1
            if after(world) != wanted:
                wrong.append((row.id, name, after(world)[1:], wanted[1:]))
    ready(world, ())
    assert wrong == []
    assert walked > 10


def test_every_command_that_stands_somewhere_is_a_row(world: MainWindow) -> None:
    # menus, pad, toolbar and right click hold nothing that is not in the table
    known = {row.id for row in world.commands.rows()}
    bar = [entry for top in world.menuBar().actions() for entry in entries(top.menu())]
    assert {entry.objectName() for entry in bar if entry.objectName()} <= known
    assert set(PAD) <= known
    groups = (context_menu.PAPER, context_menu.SEVERAL, context_menu.FLOW, context_menu.FLOWS, context_menu.HOLDER,
              context_menu.STEP, context_menu.THING)  # fmt: skip
    assert {id for group in groups for part in group for id in part} <= known | set(world._menus)


def test_a_verb_has_one_name(world: MainWindow) -> None:
    texts = [row.text for row in COMMANDS.values()]
    assert len(texts) == len(set(texts))
    assert all(world.page.canvas.pad.button(id).accessibleName() == world.commands[id].text() for id in PAD)


@pytest.mark.parametrize("sort", ["step", "lane", "nothing"])
def test_a_key_that_can_do_nothing_says_why(world: MainWindow, diagram: Diagram, sort: str) -> None:
    ready(world, things(diagram)["nothing"])
    QTest.keyClick(world.page.canvas, Qt.Key.Key_A)
    assert world.status.sentence.text() == "Select one step first."


def test_letters_typed_while_a_name_is_expected_run_no_command(world: MainWindow, diagram: Diagram) -> None:
    for id in ("append.task", "append.gateway", "append.event", "append.end", "append.annotation"):
        ready(world, things(diagram)["step"])
        before = len(diagram.records())
        world.commands.run(id)
        made = world.page.canvas.editor.id
        assert made is not None, id
        QTest.keyClicks(QApplication.focusWidget(), "asrc")
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        assert diagram.node(made).name == "asrc"
        assert len(diagram.records()) == before + 2
        assert world.page.canvas.tool == "select"


def test_the_menu_key_of_a_right_click_selects_first(world: MainWindow, diagram: Diagram, hand: Hand) -> None:
    canvas = world.page.canvas
    (step,) = things(diagram)["step"]
    canvas.center_on(step)
    hand.click(canvas.viewport(), canvas.to_view(diagram.node(step).bounds.center), RIGHT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert canvas.selection == (step,)
    next(entry for entry in entries(menu) if entry.objectName() == "append.gateway").trigger()
    assert diagram.node(canvas.selection[0]).kind == "exclusiveGateway"
    assert canvas.editor.id == canvas.selection[0]


def test_auto_repeat_of_a_key_is_a_key(world: MainWindow, diagram: Diagram) -> None:
    (step,) = things(diagram)["step"]
    ready(world, (step,))
    before = diagram.node(step).bounds
    none = Qt.KeyboardModifier.NoModifier
    for repeat in (False, True, True):
        QApplication.sendEvent(world.page.canvas, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Right, none, "", repeat))
    assert diagram.node(step).bounds.x == before.x + 30
    world.commands.run("edit.undo")
    assert diagram.node(step).bounds == before


def test_the_arrows_move_the_view_where_nothing_is_selected(world: MainWindow, diagram: Diagram) -> None:
    ready(world, ())
    canvas = world.page.canvas
    place = canvas.to_map(QPoint(300, 300).toPointF())
    QTest.keyClick(canvas, Qt.Key.Key_Left)
    assert canvas.to_view(place).x() == pytest.approx(360, abs=1)
    assert diagram.undo_label is None
