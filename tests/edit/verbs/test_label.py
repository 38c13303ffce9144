from tests.helpers import maps
from tests.helpers.maps import PLANE, do

from mapper.edit.verbs import create, label
from mapper.model import query
from mapper.model.geometry import Point, Rect


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


def test_a_pool_and_its_process_have_one_name() -> None:
    # given a new pool, when it is named, and then its process
    diagram = maps.empty()
    pool = create.pool(diagram, Point(400, 300), PLANE)
    label.rename(diagram, pool, "Order to cash")
    process = diagram.node(pool).ref
    assert diagram.node(process).name == "Order to cash"
    label.rename(diagram, process, "Orders")
    # then the other has the name as well, and so has the map
    assert diagram.node(pool).name == "Orders"
    assert query.map_name(diagram) == "Orders"


def test_what_a_file_names_otherwise_keeps_its_name() -> None:
    diagram = maps.empty()
    pool = create.pool(diagram, Point(400, 300), PLANE, "Firm")
    process = diagram.node(pool).ref
    with diagram.transaction("Name"):
        diagram.put(diagram.node(process).but(name="Order to cash"))
    label.rename(diagram, pool, "Shop")
    assert diagram.node(process).name == "Order to cash"
