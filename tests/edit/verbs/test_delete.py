from tests.helpers import maps
from tests.helpers.maps import PLANE, center, do

from mapper.edit.verbs import create, delete, owner
from mapper.model import query
from mapper.model.geometry import Point


def test_flows_go_with_a_step():
    diagram = maps.order()
    do(diagram, delete.records, ["choice"])
    assert [f.id for f in diagram.flows()] == ["f1"]


def test_a_healed_map_stays_joined():
    diagram = maps.order()
    do(diagram, delete.records, ["check"], heal=True)
    assert (diagram.flow("f1").source, diagram.flow("f1").target) == ("start", "choice")
    assert diagram.flow("f1").points == ((218, 175), (425, 175))


def test_a_deleted_chain_is_healed_as_one():
    diagram = maps.order()
    end = create.append(diagram, "send", "endEvent")
    tail = create.append(diagram, "pick", "task")
    do(diagram, delete.records, ["send", "check"], heal=True)
    assert {(f.source, f.target) for f in diagram.flows()} == {
        ("start", "choice"), ("choice", end), ("choice", "pick"), ("pick", tail),
    }  # fmt: skip


def test_a_flow_deleted_by_name_is_not_healed():
    diagram = maps.order()
    do(diagram, delete.records, ["check", "f1"], heal=True)
    assert "f1" not in diagram
    assert query.flows_at(diagram, "start") == []


def test_a_branching_is_not_healed():
    diagram = maps.order()
    do(diagram, delete.records, ["choice"], heal=True)
    assert [f.id for f in diagram.flows()] == ["f1"]


def test_an_annotation_of_a_flow_loses_its_tie_only():
    diagram = maps.order()
    note = create.annotation(diagram, "f3", "rush")
    do(diagram, delete.records, ["f3"])
    assert note in diagram
    assert query.flows_at(diagram, note) == []


def test_a_pool_goes_with_its_process():
    diagram = maps.two_pools()
    do(diagram, delete.records, ["pool"])
    assert {n.id for n in diagram.nodes()} == {"collaboration", PLANE, "process2", "carrier", "van", "drive"}
    assert list(diagram.flows()) == []


def test_a_host_takes_its_boundary_events_along():
    diagram = maps.order()
    event = create.boundary(diagram, "check", "timer")
    do(diagram, delete.records, ["check"])
    assert event not in diagram


def test_a_sub_process_takes_contents_and_diagram_along():
    diagram = maps.order()
    sub = create.shape(diagram, "subProcess", Point(350, 475), PLANE)
    inner = create.shape(diagram, "task", Point(350, 475), PLANE)
    create.append(diagram, inner, "endEvent")
    before = {n.id for n in maps.order().nodes()}
    do(diagram, delete.records, [sub])
    assert {n.id for n in diagram.nodes()} == before


def test_a_data_object_goes_with_its_last_reference():
    diagram = maps.order()
    data = create.shape(diagram, "dataObjectReference", Point(300, 325), PLANE)
    behind = diagram.node(data).ref
    do(diagram, delete.records, [data])
    assert behind not in diagram


def test_steps_of_a_deleted_lane_stay():
    diagram = maps.order()
    do(diagram, delete.records, ["store", "f1"])
    assert diagram.node("pick").lane == "sales"
    assert center(diagram, "pick") == (600, 325)


def test_a_party_is_forgotten_everywhere():
    diagram = maps.order()
    ann = owner.add_party(diagram, "Ann")
    owner.set_owner(diagram, ["check", "sales"], ann)
    do(diagram, delete.records, [ann])
    assert "owner" not in diagram.node("check").details


def test_a_diagram_can_go_what_it_showed_stays():
    diagram = maps.order()
    second = create.plane(diagram, "Second")
    step = create.shape(diagram, "task", Point(100, 100), second)
    do(diagram, delete.records, [second])
    assert (diagram.node(step).plane, diagram.node(step).bounds) == (None, None)


def test_deleting_what_is_not_there_is_no_step():
    diagram = maps.order()
    do(diagram, delete.records, ["nobody"])
    assert diagram.undo_label is None
