from tests.helpers import maps
from tests.helpers.maps import do

from mapper.edit.verbs import label
from mapper.model.geometry import Rect


def test_nodes_and_flows_are_renamed():
    diagram = maps.order()
    do(diagram, label.rename, "check", "  Check order\n")
    do(diagram, label.rename, "f3", "yes")
    assert (diagram.node("check").name, diagram.flow("f3").name) == ("Check order", "yes")


def test_the_same_name_is_no_step():
    diagram = maps.order()
    do(diagram, label.rename, "check", "check ")
    assert diagram.undo_label is None


def test_a_label_is_placed_by_hand_and_reset():
    diagram = maps.order()
    do(diagram, label.place, "choice", Rect(400, 100, 50, 14))
    assert diagram.node("choice").label == Rect(400, 100, 50, 14)
    do(diagram, label.reset, "choice")
    assert diagram.node("choice").label is None
    do(diagram, label.reset, "choice")
    assert diagram.undo_label == "Reset label"
