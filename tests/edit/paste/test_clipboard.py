"""Copying takes along what belongs to a thing; pasting gives all of it new ids and a place that holds it."""

import pytest
from tests.helpers import maps
from tests.helpers.maps import PLANE, center, do, step

from mapper.edit.effects.rules import Refused
from mapper.edit.paste import clipboard
from mapper.edit.verbs import connect, create, owner, replace
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.kinds import PLANE as DIAGRAMS
from mapper.model.records import Flow, Node


def copied(diagram: Diagram, *ids: str) -> set[str]:
    return {record.id for record in clipboard.copy(diagram, ids)}


def names(diagram: Diagram, ids: tuple[str, ...]) -> list[str]:
    return [diagram.node(id).name for id in ids]


# -- what comes along --------------------------------------------------------------------------------------------------


def test_flows_among_the_copied_come_along_and_no_others():
    assert copied(maps.order(), "check", "choice") == {"check", "choice", "f2"}


def test_a_flow_alone_is_nothing_to_copy():
    assert clipboard.copy(maps.order(), ["f2"]) == ()


def test_a_step_brings_its_boundary_events_and_what_they_set_off_if_that_is_copied():
    diagram = maps.order()
    timer = create.boundary(diagram, "check", "timer")
    late = connect.flow(diagram, timer, "send")
    assert copied(diagram, "check", "send") == {"check", "send", timer, late}


def test_a_sub_process_brings_its_contents():
    diagram = maps.order()
    sub = create.shape(diagram, "subProcess", Point(450, 470), PLANE)
    inside = create.shape(diagram, "task", Point(450, 470), PLANE)
    assert diagram.node(inside).parent == sub
    assert copied(diagram, sub) == {sub, inside}


def test_a_closed_sub_process_brings_the_diagram_that_shows_its_inside():
    diagram = maps.order()
    sub = create.shape(diagram, "subProcess", Point(450, 470), PLANE)
    inside = create.shape(diagram, "task", Point(450, 470), PLANE)
    replace.collapse(diagram, sub)
    own = diagram.node(inside).plane
    assert copied(diagram, sub) == {sub, inside, own}


def test_a_pool_brings_its_process_lanes_and_steps():
    assert copied(maps.two_pools(), "carrier") == {"carrier", "process2", "van", "drive"}


def test_a_lane_stands_for_its_steps():
    assert copied(maps.order(), "sales") == {"start", "check", "choice", "send", "f1", "f2", "f3"}


def test_a_data_object_brings_what_is_behind_it():
    diagram = maps.order()
    form = create.shape(diagram, "dataObjectReference", Point(320, 320), PLANE)
    assert copied(diagram, form) == {form, diagram.node(form).ref}


def test_the_parties_that_are_named_come_along():
    diagram = maps.order()
    anna = owner.add_party(diagram, "Anna", "person")
    owner.add_party(diagram, "Bo", "person")
    owner.set_owner(diagram, ["check"], anna)
    assert copied(diagram, "check") == {"check", anna}


def test_what_is_copied_tells_its_origin_and_a_copy_of_a_copy_the_first_one():
    diagram = maps.order()
    (first,) = clipboard.duplicate(diagram, ["check"], PLANE)
    (second,) = clipboard.duplicate(diagram, [first], PLANE)
    assert (diagram.node(first).origin, diagram.node(second).origin) == ("check", "check")


# -- where it goes -----------------------------------------------------------------------------------------------------


def test_a_step_lands_in_the_lane_it_is_pasted_in():
    # given a step of Sales, when it is pasted in Store
    diagram = maps.order()
    records = clipboard.copy(diagram, ["check"])
    (id,) = do(diagram, clipboard.paste, records, PLANE, Point(400, 330))
    # then it has its name, a new id, and Store's lane
    assert id != "check"
    pasted = diagram.node(id)
    assert (pasted.name, pasted.lane, pasted.parent) == ("check", "store", "process")
    assert center(diagram, id) == (400, 330)


def test_several_keep_their_places_to_each_other_and_the_flows_their_bends():
    diagram = maps.order()
    records = clipboard.copy(diagram, ["choice", "pick"])
    choice, pick = do(diagram, clipboard.paste, records, PLANE, Point(300, 450))
    old = center(diagram, "pick").x - center(diagram, "choice").x
    assert center(diagram, pick).x - center(diagram, choice).x == old
    (flow,) = query.outgoing(diagram, choice)
    assert (flow.source, flow.target, len(flow.points)) == (choice, pick, 3)
    assert flow.points[0] == (center(diagram, choice).x, center(diagram, choice).y + 25)


def test_what_is_pasted_at_a_lane_s_edge_makes_it_grow():
    diagram = maps.order()
    (id,) = do(diagram, clipboard.paste, clipboard.copy(diagram, ["check"]), PLANE, Point(780, 330))
    assert maps.bounds(diagram, "store").right > 800
    assert diagram.node(id).lane == "store"


def test_steps_that_come_apart_into_two_pools_are_joined_by_a_message():
    # given two steps joined by a flow, when one of the copies lands in the other pool
    diagram = maps.two_pools()
    records = clipboard.copy(diagram, ["choice", "pick"])
    gap = center(diagram, "pick").y - center(diagram, "choice").y
    middle = (maps.bounds(diagram, "choice").y + maps.bounds(diagram, "pick").bottom) / 2
    at = Point(400, 675 - center(diagram, "pick").y + middle)
    choice, pick = do(diagram, clipboard.paste, records, PLANE, at)
    # then no sequence flow crosses the border of a pool (BPMN 2.0, 7.6.1)
    assert diagram.node(choice).parent != diagram.node(pick).parent
    assert center(diagram, pick).y - center(diagram, choice).y == gap
    assert query.outgoing(diagram, choice) == []


def test_a_duplicate_stands_free_beside_its_original_in_the_same_lane():
    diagram = maps.order()
    (id,) = do(diagram, clipboard.duplicate, ["pick"], PLANE)
    assert not maps.bounds(diagram, id).meets(maps.bounds(diagram, "pick"))
    assert diagram.node(id).lane == "store"


def test_where_nothing_is_free_a_duplicate_stands_aslant_and_never_exactly_on_another():
    diagram = maps.order()
    found = [do(diagram, clipboard.duplicate, ["check"], PLANE)[0] for _ in range(3)]
    assert len({maps.bounds(diagram, id) for id in found}) == 3


def test_what_was_cut_goes_back_to_its_place():
    diagram = maps.order()
    records, old = clipboard.copy(diagram, ["send"]), maps.bounds(diagram, "send")
    do(diagram, clipboard.cut, ["send"])
    (id,) = do(diagram, clipboard.paste, records, PLANE)
    assert maps.bounds(diagram, id) == old


def test_a_pool_comes_with_a_process_of_its_own_below_the_others():
    diagram = maps.two_pools()
    (id,) = do(diagram, clipboard.duplicate, ["carrier"], PLANE)
    pool = diagram.node(id)
    assert pool.ref not in (None, "process2")
    (lane,) = query.sublanes(diagram, id)
    (drive,) = query.members(diagram, lane.id)
    assert (lane.name, drive.name, drive.parent) == ("Van", "drive", pool.ref)
    assert maps.bounds(diagram, id).y > maps.bounds(diagram, "carrier").bottom


def test_the_inside_of_a_closed_sub_process_gets_a_diagram_of_its_own():
    diagram = maps.order()
    sub = create.shape(diagram, "subProcess", Point(450, 470), PLANE)
    inside = create.shape(diagram, "task", Point(450, 470), PLANE, name="Inside")
    replace.collapse(diagram, sub)
    (id,) = do(diagram, clipboard.duplicate, [sub], PLANE)
    (copy,) = query.children(diagram, id)
    assert copy.name == "Inside"
    assert copy.plane not in (PLANE, diagram.node(inside).plane)
    assert copy.bounds == diagram.node(inside).bounds
    assert diagram.node(copy.plane).ref == id
    assert diagram.node(copy.plane).family == DIAGRAMS


def test_free_space_beside_no_pool_gets_a_process():
    source, target = maps.order(), maps.empty()
    ids = do(target, clipboard.paste, clipboard.copy(source, ["check", "choice"]), PLANE, Point(200, 200))
    parents = {target.node(id).parent for id in ids}
    assert len(parents) == 1
    assert target.node(parents.pop()).kind == "process"
    (flow,) = target.flows()
    assert flow.parent == target.node(ids[0]).parent


def test_a_boundary_event_alone_goes_onto_the_activity_it_is_pasted_at():
    diagram = maps.order()
    timer = create.boundary(diagram, "check", "timer")
    records = clipboard.copy(diagram, [timer])
    (id,) = do(diagram, clipboard.paste, records, PLANE, Point(600, 366))
    assert diagram.node(id).host == "pick"
    assert diagram.node(id).trait("event") == "timer"


def test_a_duplicate_of_a_boundary_event_sits_beside_it_on_the_same_activity():
    diagram = maps.order()
    timer = create.boundary(diagram, "check", "timer")
    (id,) = do(diagram, clipboard.duplicate, [timer], PLANE)
    assert diagram.node(id).host == "check"
    assert not maps.bounds(diagram, id).meets(maps.bounds(diagram, timer))


def test_a_boundary_event_alone_is_refused_where_no_activity_is():
    diagram = maps.order()
    records = clipboard.copy(diagram, [create.boundary(diagram, "check", "timer")])
    before = maps.state(diagram)
    with pytest.raises(Refused):
        clipboard.paste(diagram, records, PLANE, Point(400, 480))
    assert maps.state(diagram) == before


def test_a_closed_pool_takes_no_steps():
    diagram = maps.order()
    create.pool(diagram, Point(450, 700), PLANE, "Customer", closed=True)
    with pytest.raises(Refused):
        clipboard.paste(diagram, clipboard.copy(diagram, ["check"]), PLANE, Point(450, 700))


def test_nothing_to_paste_is_refused():
    with pytest.raises(Refused):
        clipboard.paste(maps.order(), (), PLANE)


def test_a_loose_end_is_copied_with_its_flow():
    # given a flow that leads nowhere, as files have them
    diagram = maps.order()
    loose = Node("x.target", "anchor", parent="process", plane=PLANE, bounds=Rect(400, 470, 1, 1))
    with diagram.transaction("Read"):
        diagram.put(step("alone", 250, 470, "office"))
        diagram.put(loose)
        ends = (Point(300, 470), Point(400, 470))
        diagram.put(Flow("x", "sequenceFlow", "alone", "x.target", parent="process", plane=PLANE, points=ends))
    # when its step is duplicated
    (id,) = clipboard.duplicate(diagram, ["alone"], PLANE)
    # then the copy has a loose end named after its flow
    (flow,) = query.outgoing(diagram, id)
    assert flow.target == f"{flow.id}.target"
    assert diagram.node(flow.target).kind == "anchor"


def test_what_has_a_shape_without_a_place_has_none_in_a_copy():
    # given a sub-process with data that a file shows nowhere, though it names the diagram
    diagram = maps.order()
    with diagram.transaction("Read"):
        sub = Node("sub", "subProcess", parent="process", plane=PLANE, bounds=Rect(600, 900, 300, 200))
        diagram.put(sub)
        diagram.put(Node("data", "dataObject", parent="sub", plane=PLANE))
    # when it is duplicated
    (id,) = clipboard.duplicate(diagram, ["sub"], PLANE)
    # then the copy is drawn, and the data in it is on no diagram, as it will be when the file is opened again
    (data,) = query.children(diagram, id)
    assert diagram.node(id).plane == PLANE
    assert (data.bounds, data.plane) == (None, None)


# -- parties -----------------------------------------------------------------------------------------------------------


def test_a_party_of_the_same_name_and_kind_is_not_added_again():
    source, target = maps.order(), maps.plain()
    owner.set_owner(source, ["check"], owner.add_party(source, "Anna Holm", "person"))
    anna = owner.add_party(target, "anna holm", "person")
    (id,) = do(target, clipboard.paste, clipboard.copy(source, ["check"]), PLANE, Point(300, 400))
    assert target.node(id).details["owner"] == anna
    assert len(query.parties(target)) == 1


def test_a_party_the_file_does_not_have_comes_along():
    source, target = maps.order(), maps.plain()
    stores = owner.add_party(source, "Stores", "unit")
    owner.set_detail(source, "check", "informed", (stores,))
    owner.add_party(target, "Stores", "role")
    (id,) = do(target, clipboard.paste, clipboard.copy(source, ["check"]), PLANE, Point(300, 400))
    (informed,) = target.node(id).details["informed"]
    assert owner_kind(target, informed) == ("Stores", "unit")
    assert len(query.parties(target)) == 2


def owner_kind(diagram: Diagram, id: str) -> tuple[str, object]:
    party = diagram.node(id)
    return party.name, party.details.get("partyKind", "role")


def test_pasting_twice_gives_two():
    diagram = maps.order()
    records = clipboard.copy(diagram, ["pick"])
    one = do(diagram, clipboard.paste, records, PLANE, Point(300, 330))
    two = do(diagram, clipboard.paste, records, PLANE, Point(300, 480))
    assert one != two
    assert names(diagram, (*one, *two)) == ["pick", "pick"]


def test_an_event_on_a_border_goes_where_its_step_does_though_its_own_process_is_another():
    # given an event that the file keeps in another process than the step it sits on
    diagram = maps.two_pools()
    timer = create.boundary(diagram, "drive", "timer")
    with diagram.transaction("as some tools do"):
        diagram.put(diagram.node(timer).but(parent="process", lane=None))
    # when the pool of the step is copied
    (pool,) = do(diagram, clipboard.duplicate, ["carrier"], PLANE)
    # then the copied event is in the copied process
    (copy,) = (n for n in diagram.nodes() if n.origin == timer)
    assert copy.parent == diagram.node(pool).ref


def test_a_flow_that_is_of_another_kind_where_it_is_pasted_has_a_way():
    # given two steps of two pools, joined by a message flow
    diagram = maps.two_pools()
    records = clipboard.copy(diagram, ["pick", "drive"])
    # when both are pasted into a new map
    other = maps.empty()
    clipboard.paste(other, records, PLANE, Point(500, 500))
    # then a sequence flow joins them
    (found,) = other.flows()
    assert (found.kind, len(found.points) >= 2) == ("sequenceFlow", True)
    maps.assert_sound(other)


def test_a_flow_of_an_event_that_lands_on_another_border_starts_there():
    diagram = maps.order()
    timer = create.boundary(diagram, "check", "timer")
    connect.flow(diagram, timer, "send")
    do(diagram, clipboard.duplicate, [timer, "send"], PLANE)


def test_a_copy_of_an_open_sub_process_does_not_land_inside_the_original():
    # given a sub-process with nothing free beside it
    diagram = maps.plain()
    sub = create.shape(diagram, "subProcess", Point(600, 600), PLANE)
    for dx, dy in ((0, 230), (0, 460), (0, -230), (0, -460), (380, 0), (760, 0), (-380, 0), (-760, 0)):
        create.shape(diagram, "task", Point(600 + dx, 600 + dy), PLANE)
    (copy,) = do(diagram, clipboard.duplicate, [sub], PLANE)
    assert diagram.node(copy).parent == "process"
