"""A tool in the hand of somebody without a mouse: arrows move it, Enter presses."""

from PySide6.QtCore import Qt

from mapper.model.geometry import Point

RIGHT, DOWN, ENTER = Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Return
CTRL = Qt.KeyboardModifier.ControlModifier


def test_room_is_made_before_the_selected_step(canvas, diagram, type_keys) -> None:
    # given a step that is selected, when space is taken in hand and moved right by six
    canvas.select(["send"])
    type_keys("s", *[RIGHT] * 6, ENTER)
    # then the step, and nothing before it, has gone there
    assert diagram.node("send").bounds.x == 400 + 60
    assert diagram.node("check").bounds.x == 170
    assert diagram.undo_label == "Make room"


def test_a_rectangle_is_drawn_by_arrows(canvas, diagram, type_keys) -> None:
    # given a selected step, the rectangle begins beside it
    canvas.select(["check"])
    type_keys("l", RIGHT, ENTER)
    for _step in range(9):
        type_keys(RIGHT, modifier=CTRL)
    for _step in range(3):
        type_keys(DOWN, modifier=CTRL)
    type_keys(ENTER)
    # then both steps in it are selected, with the flow between them
    assert {"check", "send"} <= set(canvas.selection)
    assert "start" not in canvas.selection
    assert canvas.tool == "select"


def test_a_new_shape_is_put_down_with_enter(canvas, diagram, type_keys) -> None:
    canvas.select(["check"])
    canvas.use_tool("create", kind="task")
    for _step in range(4):
        type_keys(DOWN, modifier=CTRL)
    type_keys(ENTER)
    new = next(n for n in diagram.nodes() if n.kind == "task" and n.id != "check")
    assert new.lane == "store"


def test_esc_puts_the_cross_away(canvas, diagram, type_keys) -> None:
    canvas.select(["check"])
    type_keys("l", RIGHT, RIGHT)
    assert canvas.shown.cross is not None
    type_keys(Qt.Key.Key_Escape)
    assert canvas.shown.cross is None
    assert canvas.tool == "select"


def test_a_moving_mouse_takes_over(canvas, diagram, type_keys, mouse) -> None:
    canvas.select(["check"])
    type_keys("l", RIGHT, RIGHT)
    mouse.move(Point(500, 250))
    assert canvas.shown.cross is None
