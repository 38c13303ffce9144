"""Finding one's way: the small map, heads that stay in sight, zoom to the selection, the wheel, the line of hints."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.helpers.hand import Hand

from mapper.edit.verbs import label
from mapper.gui.canvas import Canvas
from mapper.gui.window.window import MainWindow
from mapper.model.diagram import Diagram
from mapper.model.kinds import LANE

Find = Callable[[str], str]
CTRL = Qt.KeyboardModifier.ControlModifier


def scrolled(window: MainWindow, diagram: Diagram) -> Canvas:
    """The canvas with the heads of all lanes out of sight to the left."""
    window.resize(1500, 900)
    QApplication.processEvents()
    canvas = window.page.canvas
    canvas.zoom_to(1.5)
    lane = next(n for n in diagram.nodes() if n.family == LANE)
    canvas.reveal(lane.bounds)
    canvas.pan_by(-canvas.to_view(lane.bounds.center).x() + 300, 0)
    QApplication.processEvents()
    return canvas


def test_a_press_on_the_small_map_goes_there_and_a_drag_goes_on(
    window: MainWindow, diagram: Diagram, hand: Hand
) -> None:
    # given a map of which a part is seen
    canvas = scrolled(window, diagram)
    small, whole = canvas.minimap, canvas.map.places.whole()
    assert small.isVisible()
    # when its upper left corner is pressed
    hand.press(small, QPoint(6, 6))
    # then that corner of the map is in the middle of the view
    assert canvas.seen().center.distance(canvas.to_map(QPointF(canvas.viewport().rect().center()))) < 2
    assert canvas.seen().holds(type(whole.center)(whole.x + 20, whole.y + 20))
    # and dragging to the other corner shows that one
    hand.over(small, QPoint(small.width() - 6, small.height() - 6))
    hand.release()
    assert canvas.seen().holds(type(whole.center)(whole.right - 20, whole.bottom - 20))
    # when all is seen, or it is switched off, then it is gone
    canvas.fit()
    assert not small.isVisible()
    scrolled(window, diagram)
    window.commands.run("view.minimap")
    assert not small.isVisible()


def test_names_at_the_rim_follow_the_map(window: MainWindow, diagram: Diagram) -> None:
    # given lanes whose heads have scrolled out
    canvas = scrolled(window, diagram)
    lane = next(n for n in diagram.nodes() if n.name == "Team Assistant" and n.family == LANE)

    def names() -> set[str]:
        return {head.name for head in canvas.heads.within(canvas.viewportTransform(), canvas.viewport().size())}

    assert "Office" not in names()
    # when one gets another name, then that stands at the rim
    label.rename(diagram, lane.id, "Office")
    assert "Office" in names()


def test_names_of_lanes_stay_at_the_rim_and_select_them(window: MainWindow, diagram: Diagram, hand: Hand) -> None:
    # given lanes whose heads have scrolled out
    canvas = scrolled(window, diagram)
    heads = canvas.heads.within(canvas.viewportTransform(), canvas.viewport().size())
    assert {head.name for head in heads} >= {"Team Assistant"}
    # each stands beside its own lane, and none on another
    for head in heads:
        box = diagram.node(head.id).bounds
        assert canvas.to_view(box.center).y() - box.h * canvas.zoom / 2 <= head.box.top() + 1
        assert not any(head.box.intersects(other.box) for other in heads if other is not head)
    # when one is clicked, then its lane is selected
    head = next(head for head in heads if head.name == "Team Assistant")
    hand.click(canvas.viewport(), head.box.center())
    assert canvas.selection == (head.id,)
    # and where the heads of the map itself are in sight, none is at the rim
    canvas.fit()
    assert canvas.heads.within(canvas.viewportTransform(), canvas.viewport().size()) == []


def test_zoom_to_the_selection_fills_the_view_with_it(window: MainWindow, diagram: Diagram, named: Find) -> None:
    canvas, id = window.page.canvas, named("Approve Invoice")
    canvas.select([id])
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_2, CTRL)
    window.commands.run("view.zoom_selection")
    assert canvas.zoom == 2.0
    assert canvas.seen().center.distance(canvas.map.places.box(id).center) < 2


def test_the_wheel_scrolls_where_one_wishes_so_and_zooms_with_ctrl(window: MainWindow, diagram: Diagram) -> None:
    canvas = scrolled(window, diagram)
    window.commands.run("view.wheel_scroll")
    scale, place = canvas.zoom, QPointF(300, 300)
    middle = canvas.seen().center

    def turn(keys: Qt.KeyboardModifier) -> None:
        at = canvas.viewport().mapToGlobal(place)
        none, still = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
        event = QWheelEvent(place, at, QPoint(), QPoint(0, 120), none, keys, still, False)
        QApplication.sendEvent(canvas.viewport(), event)

    turn(Qt.KeyboardModifier.NoModifier)
    assert canvas.zoom == scale
    assert canvas.seen().center.y < middle.y
    turn(CTRL)
    assert canvas.zoom > scale


def test_the_line_of_hints_names_the_next_keys_of_what_is_selected(
    window: MainWindow, diagram: Diagram, named: Find
) -> None:
    # given a wide window, when nothing is selected, then it names how to begin
    window.resize(1500, 900)
    QApplication.processEvents()
    window.page.canvas.select(())
    assert "N Create…" in window.status.hint.text()
    # when a step is selected, then what one does next with it
    window.page.canvas.select([named("Approve Invoice")])
    assert window.status.hint.text().startswith("A Append task")
    assert window.status.hint.isVisible()
    # and each key it names does what it says
    window.page.canvas.setFocus()
    QTest.keyClick(window.page.canvas, Qt.Key.Key_A)
    assert diagram.undo_label == "Append"
    # when it is switched off, then it is gone
    window.commands.run("view.hints")
    assert not window.status.hint.isVisible()


def test_the_pad_goes_out_of_sight_with_what_it_belongs_to(window: MainWindow, diagram: Diagram, named: Find) -> None:
    window.resize(1500, 900)
    QApplication.processEvents()
    canvas = window.page.canvas
    canvas.zoom_to(1.0)
    canvas.select([named("Approve Invoice")])
    canvas.reveal_selection()
    assert canvas.viewport().rect().contains(canvas.pad.geometry())
    canvas.pan_by(-5000, 0)
    assert not canvas.viewport().rect().intersects(canvas.pad.geometry())
