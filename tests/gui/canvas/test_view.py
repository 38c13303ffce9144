"""The canvas as a person uses it: clicks, drags, keys."""

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtWidgets import QApplication

from mapper.draw.theme import DARK, LIGHT
from mapper.gui.canvas import Canvas
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.records import Node

Key = Qt.Key
SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
CHECK, SEND, START = Point(220, 80), Point(450, 80), Point(100, 80)


def test_a_click_selects_and_offers_the_pad(canvas, mouse, qtbot) -> None:
    with qtbot.waitSignal(canvas.selectionChanged):
        mouse.click(CHECK)

    assert canvas.selection == ("check",)
    assert canvas.pad.isVisible()
    assert "Check" in canvas.accessibleDescription()
    assert "Sales" in canvas.accessibleDescription()


def test_a_drag_is_one_undo_step_and_ends_with_the_step_selected(canvas, mouse, diagram) -> None:
    mouse.drag(CHECK, Point(240, 150), Point(220, 230))

    assert diagram.node("check").lane == "store"
    assert canvas.selection == ("check",)
    diagram.undo()
    assert diagram.node("check").lane == "sales"
    assert diagram.undo_label is None


def test_escape_gives_a_drag_up(canvas, mouse, diagram, type_keys) -> None:
    mouse.press(CHECK)
    mouse.move(Point(300, 230))
    assert canvas.shown.preview.moving

    type_keys(Key.Key_Escape)
    mouse.release(Point(300, 230))

    assert canvas.shown.preview is None
    assert diagram.undo_label is None


def test_a_appends_the_same_kind_and_writes_its_name(canvas, mouse, diagram, type_keys) -> None:
    # given the user task is selected, when A, a name and Enter, twice
    mouse.click(SEND)
    type_keys("a", "Pack", Key.Key_Return, "a", "Ship", Key.Key_Return)
    # then both follow in a row, the last is selected, and the keys belong to the map again
    (ship,) = canvas.selection
    assert (diagram.node(ship).name, diagram.node(ship).kind) == ("Ship", "userTask")
    pack = query.incoming(diagram, ship)[0].source
    assert diagram.node(pack).name == "Pack"
    assert query.incoming(diagram, pack)[0].source == "send"
    assert canvas.hasFocus()


def test_shift_a_appends_what_is_typed(canvas, mouse, diagram, type_keys) -> None:
    mouse.click(SEND)
    type_keys("A", modifier=SHIFT)
    type_keys("exclu", Key.Key_Return, "Ready?", Key.Key_Return)

    (new,) = canvas.selection
    assert (diagram.node(new).kind, diagram.node(new).name) == ("exclusiveGateway", "Ready?")
    assert canvas.hasFocus()


def test_escape_in_the_label_leaves_it_as_it_was(canvas, mouse, diagram, type_keys) -> None:
    mouse.double_click(CHECK)
    type_keys("Nonsense", Key.Key_Escape)

    assert diagram.node("check").name == "Check"
    assert canvas.hasFocus()


def test_a_click_elsewhere_commits_the_label(canvas, mouse, diagram, type_keys) -> None:
    mouse.click(CHECK)
    type_keys(Key.Key_F2, "Look")
    mouse.click(Point(600, 230))

    assert diagram.node("check").name == "Look"


def test_typing_a_letter_does_not_write(canvas, mouse, diagram, type_keys) -> None:
    mouse.click(CHECK)
    type_keys("x")

    assert canvas.editor.id is None


def test_a_pad_button_works_while_a_name_is_being_typed(canvas, mouse, diagram, type_keys, qtbot, hand) -> None:
    # given a half typed name, when the pad's gateway is clicked
    mouse.click(SEND)
    type_keys("e", "Dispatch")
    hand.click(canvas.pad.button("append.gateway"))
    # then the name is kept and the gateway is there
    assert diagram.node("send").name == "Dispatch"
    assert diagram.node(canvas.selection[0]).kind == "exclusiveGateway"
    # and its name is asked for; then the keyboard is not deaf
    type_keys(Key.Key_Return, "a", "Next", Key.Key_Return)
    assert diagram.node(canvas.selection[0]).name == "Next"


def test_connect_by_key_and_click(canvas, mouse, diagram, type_keys) -> None:
    mouse.click(SEND)
    type_keys("c")
    assert canvas.tool == "connect"
    mouse.click(CHECK)

    assert [f.target for f in query.outgoing(diagram, "send")] == ["check"]
    assert canvas.tool == "select"


def test_connect_by_key_and_name(canvas, mouse, diagram, type_keys) -> None:
    mouse.click(SEND)
    type_keys("c", "che", Key.Key_Return)

    assert [f.target for f in query.outgoing(diagram, "send")] == ["check"]


def test_a_refused_connection_shows_why(canvas, mouse, diagram, type_keys, qtbot) -> None:
    mouse.click(SEND)
    type_keys("c")
    mouse.move(START)
    assert canvas.shown.preview.refusal == "A start event has no incoming flow."

    with qtbot.waitSignal(canvas.message) as told:
        mouse.click(START)
    assert told.args == ["A start event has no incoming flow."]
    assert diagram.undo_label is None


def test_undo_takes_the_item_out_of_the_scene(canvas, mouse, diagram, type_keys) -> None:
    mouse.click(SEND)
    type_keys("a", "Pack", Key.Key_Return)
    (new,) = canvas.selection
    assert new in canvas.map.items

    diagram.undo()
    diagram.undo()

    assert new not in canvas.map.items
    assert canvas.selection == ()


def test_undo_while_a_new_name_is_being_typed_closes_the_field(canvas, mouse, diagram, type_keys) -> None:
    mouse.click(SEND)
    type_keys("a", "Pa")
    diagram.undo()

    assert canvas.editor.id is None
    assert canvas.hasFocus()


def test_arrows_nudge_as_one_step(canvas, mouse, diagram, type_keys) -> None:
    mouse.click(SEND)
    type_keys(Key.Key_Right, Key.Key_Right)
    type_keys(Key.Key_Down, modifier=SHIFT)

    box = diagram.node("send").bounds
    assert (box.x, box.y) == (420, 41)
    diagram.undo()
    assert diagram.node("send").bounds.x == 400


@pytest.mark.parametrize(("keys", "modifier", "found"), [
    ([Key.Key_Tab], Qt.KeyboardModifier.NoModifier, "send"),
    ([Key.Key_Backtab], SHIFT, "start"),
    ([Key.Key_Home], Qt.KeyboardModifier.NoModifier, "start"),
    ([Key.Key_Right], ALT, "send"),
    ([Key.Key_Left], ALT, "start"),
])  # fmt: skip
def test_keys_walk_over_the_map(canvas, mouse, type_keys, keys, modifier, found) -> None:
    mouse.click(CHECK)
    type_keys(*keys, modifier=modifier)

    assert canvas.selection == (found,)


def test_a_on_a_lane_adds_one_below(canvas, mouse, diagram, type_keys) -> None:
    mouse.click(Point(45, 230))
    assert canvas.selection == ("store",)
    type_keys("a", "Office", Key.Key_Return)

    assert [lane.name for lane in query.sublanes(diagram, "pool")] == ["Sales", "Store", "Office"]


def test_r_changes_the_kind(canvas, mouse, diagram, type_keys) -> None:
    mouse.click(CHECK)
    type_keys("r", "service", Key.Key_Return)

    assert diagram.node("check").kind == "serviceTask"


def test_delete_goes_on_from_the_step_before(canvas, mouse, diagram, type_keys) -> None:
    mouse.click(SEND)
    type_keys(Key.Key_Delete)

    assert "send" not in diagram
    assert canvas.selection == ("check",)


def test_the_pad_is_walked_by_keys(canvas, mouse, diagram, type_keys) -> None:
    mouse.click(SEND)
    type_keys("q", Key.Key_Right, Key.Key_Return)

    assert diagram.node(canvas.selection[0]).kind == "exclusiveGateway"


def test_space_and_drag_pans(canvas, mouse, type_keys, qtbot, diagram) -> None:
    before = canvas.to_view(CHECK)
    qtbot.keyPress(canvas, Key.Key_Space)
    a = canvas.to_map(QPointF(300, 300))
    mouse.press(a)
    mouse.move(canvas.to_map(QPointF(340, 320)))
    mouse.release(canvas.to_map(QPointF(340, 320)))
    qtbot.keyRelease(canvas, Key.Key_Space)

    moved = canvas.to_view(CHECK) - before
    assert (moved.x(), moved.y()) == (40, 20)
    assert diagram.undo_label is None


def test_the_tool_in_hand_is_told(canvas, type_keys, qtbot) -> None:
    with qtbot.waitSignal(canvas.toolChanged) as told:
        type_keys("l")
    assert told.args == ["lasso"]
    type_keys(Key.Key_Escape)
    assert canvas.tool == "select"


def test_another_theme_repaints_everything(canvas, qtbot) -> None:
    light = canvas.grab().toImage().pixelColor(20, 20)
    canvas.set_theme(DARK)
    QApplication.processEvents()

    assert canvas.grab().toImage().pixelColor(20, 20).lightness() < light.lightness()


def test_after_close_it_follows_no_longer(canvas, diagram) -> None:
    # given everything has been painted
    shown = {id: canvas.map._seen(item).drawn for id, item in canvas.map.items.items()}
    # when it is closed and the map changes
    canvas.close_map()
    with diagram.transaction("Rename"):
        diagram.put(diagram.node("check").but(name="Other"))

    # then it still shows what it showed
    assert {id: item.drawn for id, item in canvas.map.items.items()} == shown


# -- what floats over the map ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("corner", [Point(60, 60), Point(1040, 60), Point(60, 640), Point(1040, 640), Point(550, 350)])
@pytest.mark.parametrize("scale", [0.6, 1.0, 2.5])
def test_the_pad_never_covers_what_is_selected(canvas, mouse, corner: Point, scale: float) -> None:
    canvas.zoom_to(scale)
    at = canvas.to_view(CHECK)
    canvas.pan_by(corner.x - at.x(), corner.y - at.y())
    canvas.select(["check"])

    box = canvas.viewportTransform().mapRect(QRectF(170, 40, 100, 80))
    assert canvas.pad.isVisible()
    assert not QRectF(canvas.pad.geometry()).intersects(box)
    assert canvas.viewport().rect().contains(canvas.pad.geometry())


def test_the_pad_stands_clear_of_the_open_text_field(canvas) -> None:
    for id in ("pool", "sales", "check"):
        canvas.edit_label(id)
        assert canvas.pad.isVisible()
        assert not canvas.pad.geometry().intersects(canvas.editor.geometry())


def test_a_split_lane_has_its_new_part_named(canvas, diagram, type_keys, qtbot, hand) -> None:
    canvas.select(["sales"])
    hand.click(canvas.pad.button("lane.split"))
    type_keys("Desk", Key.Key_Return)

    (made,) = canvas.selection
    assert made not in ("sales", "store")
    assert (diagram.node(made).name, diagram.node("sales").name) == ("Desk", "Sales")


def test_a_new_name_field_lies_in_view(canvas) -> None:
    # given an event near the lower rim of the view, when its name is written
    at = canvas.to_view(START)
    canvas.pan_by(0, canvas.viewport().height() - 25 - at.y())
    canvas.edit_label("start")
    # then the field below it can be seen
    assert canvas.viewport().rect().contains(canvas.editor.geometry())


def test_an_empty_map_opens_in_full_size(qtbot) -> None:
    blank = Diagram([Node("collaboration", "collaboration"), Node("plane", "plane", ref="collaboration")])
    canvas = Canvas(blank, "plane", LIGHT)
    qtbot.addWidget(canvas)
    canvas.resize(500, 400)
    canvas.show()

    assert canvas.zoom == 1.0
    canvas.close_map()


def test_the_grid_can_be_switched_off(canvas) -> None:
    canvas.zoom_to(1.0)

    def dots() -> bool:
        canvas.viewport().repaint()
        image = canvas.viewport().grab().toImage()
        place = canvas.to_view(Point(900, 500)).toPoint()
        return image.pixelColor(place) != image.pixelColor(place + QPoint(7, 7))

    canvas.look_at(Point(900, 500))
    assert dots()
    canvas.set_grid(False)
    assert not dots()


def test_what_is_created_by_key_stands_in_the_selected_lane(canvas, diagram, type_keys) -> None:
    canvas.select(["sales"])
    type_keys("n", "task", Key.Key_Return, "Pack", Key.Key_Return)

    (new,) = canvas.selection
    assert diagram.node(new).lane == "sales"
    box = diagram.node(new).bounds
    assert not any(box.meets(diagram.node(id).bounds) for id in ("start", "check", "send"))


def test_the_keys_reach_flows_and_lanes(canvas, type_keys) -> None:
    # from a step to the flow out of it, whose label can then be written
    canvas.select(["check"])
    type_keys("f", "e", "Yes", Key.Key_Return)
    assert canvas.selection == ("two",)
    assert canvas.diagram.flow("two").name == "Yes"
    # from lane to lane, not to the pool whose middle is nearer
    canvas.select(["store"])
    type_keys(Key.Key_Up, modifier=ALT)
    assert canvas.selection == ("sales",)


def test_a_click_near_the_rim_drags_nothing(canvas, diagram, mouse, qtbot) -> None:
    # given a pool whose head lies at the rim of the view
    canvas.zoom_to(1.0)
    canvas.look_at(Point(canvas.viewport().width() / 2 - 10, 150))
    before = diagram.node("pool").bounds
    # when it is pressed for a while without moving
    mouse.press(Point(8, 150))
    qtbot.wait(200)
    mouse.hand.release()
    # then it is selected, and where it was
    assert canvas.selection == ("pool",)
    assert diagram.node("pool").bounds == before


def test_a_flow_is_pulled_from_the_edge_of_a_step(canvas, diagram, mouse) -> None:
    # given nothing selected, when the edge of a step is dragged onto another step
    mouse.drag(Point(220, 118), Point(300, 200), Point(440, 110))
    # then a flow leads there, and nothing has moved
    flow = next(f for f in diagram.flows() if f.id not in ("one", "two"))
    assert (flow.source, flow.target) == ("check", "send")
    assert diagram.node("check").bounds == Rect(170, 40, 100, 80)


def test_a_click_on_an_edge_selects_and_its_middle_still_moves(canvas, diagram, mouse) -> None:
    mouse.click(Point(172, 60))
    assert canvas.selection == ("check",)
    canvas.select(())
    mouse.drag(Point(220, 80), Point(240, 90), Point(250, 80))
    assert diagram.node("check").bounds.x == 200


def test_while_a_flow_is_pulled_one_is_told_that_a_name_may_be_typed(canvas, type_keys) -> None:
    said = []
    canvas.message.connect(said.append)
    canvas.select(["check"])
    type_keys("c")
    assert "type the name" in said[-1]
