"""Two sides of one map: what does not overlap is merged, what does is named, and nothing ever dangles."""

import itertools

from mapper.compare.merge import Merged, merge
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.records import Node, Record
from tests.compare.test_differences import AB, LANES, MAP, POOL, A, B, flow, task


def side(*changed: Record, without: tuple[str, ...] = ()) -> tuple[Record, ...]:
    new = {record.id: record for record in (*MAP, *changed) if record.id not in without}
    return tuple(new.values())


def merged(ours: tuple[Record, ...], theirs: tuple[Record, ...], *choices: tuple[str, str]) -> dict[str, Record]:
    """What came of it, by id; it must be a map, and which side is which changes only who wins."""
    found = merge(MAP, ours, theirs, choices)
    Diagram(found.records)
    return {record.id: record for record in found.records}


def keys(found: Merged) -> list[tuple[str, str]]:
    return [conflict.key for conflict in found.conflicts]


def test_each_side_alone_is_taken() -> None:
    changed = side(A.but(name="Ask"), task("N", 500), without=("AB",))
    for ours, theirs in ((MAP, changed), (changed, MAP)):
        found = merge(MAP, ours, theirs)
        assert {r.id: r.but(z=0.0) for r in found.records} == {r.id: r for r in changed}
        assert found.conflicts == ()


def test_fields_of_one_step_merge() -> None:
    found = merged(side(A.but(name="Ask")), side(A.with_detail("processingTime", 5.0).but(kind="userTask")))
    assert found["A"] == A.but(name="Ask", kind="userTask").with_detail("processingTime", 5.0)


def test_the_same_change_on_both_sides_is_none_twice() -> None:
    assert keys(merge(MAP, side(A.but(name="Ask")), side(A.but(name="Ask")))) == []


def test_two_names_are_a_conflict_that_ours_wins_unless_chosen() -> None:
    ours, theirs = side(A.but(name="Ask")), side(A.but(name="Beg"))
    found = merge(MAP, ours, theirs)
    assert keys(found) == [("A", "name")]
    assert (found.conflicts[0].base, found.conflicts[0].ours, found.conflicts[0].theirs) == ("Do A", "Ask", "Beg")
    assert merged(ours, theirs)["A"].name == "Ask"
    assert merged(ours, theirs, ("A", "name"))["A"].name == "Beg"


def test_what_one_removed_and_the_other_changed_is_a_conflict() -> None:
    gone, changed = side(without=("A", "AB")), side(A.but(name="Ask"))
    assert keys(merge(MAP, gone, changed)) == [("A", "")]
    assert "A" not in merged(gone, changed)
    assert merged(gone, changed, ("A", ""))["A"].name == "Ask"
    assert merged(changed, gone)["A"].name == "Ask"
    assert "A" not in merged(changed, gone, ("A", ""))


def test_a_new_line_to_a_removed_step_is_a_conflict_and_dangles_nowhere() -> None:
    gone, used = side(without=("A", "AB")), side(flow("BA", "B", "A", (300, 50), (200, 50)))
    assert keys(merge(MAP, gone, used)) == [("A", "")]
    assert "BA" not in merged(gone, used)
    assert {"A", "BA"} <= merged(used, gone).keys()
    assert {"A", "BA"} <= merged(gone, used, ("A", "")).keys()
    assert not {"A", "BA"} & merged(used, gone, ("A", "")).keys()


def test_a_step_added_to_a_removed_lane_stays_without_one() -> None:
    gone = side(A.but(lane="L1"), B.but(lane="L1"), without=("L0",))
    found = merge(MAP, gone, side(task("N", 500)))
    assert keys(found) == [("L0", "")]
    assert next(r for r in found.records if r.id == "N").lane is None  # type: ignore[union-attr]


def test_two_things_under_one_new_id_stay_two() -> None:
    ours, theirs = side(task("N", 500)), side(task("N", 10, 110, name="Other"), flow("NA", "N", "A"))
    found = merged(ours, theirs)
    other = next(r for r in found.values() if r.name == "Other")
    assert found["N"].name == "Do N"
    assert found["NA"].source == other.id != "N"  # type: ignore[union-attr]
    assert merge(MAP, ours, theirs).added == {other.id: "N", "NA": "NA"}


def test_a_line_whose_steps_were_moved_on_two_sides_follows_both() -> None:
    left = side(A.but(bounds=Rect(80, 10, 100, 80)), AB.but(points=(Point(180, 50), Point(300, 50))))
    bent = (Point(200, 50), Point(250, 50), Point(250, 80), Point(300, 80))
    right = side(B.but(bounds=Rect(300, 40, 100, 80)), AB.but(points=bent))
    for ours, theirs in itertools.permutations((left, right)):
        assert merge(MAP, ours, theirs).conflicts == ()
        points = merged(ours, theirs)["AB"].points  # type: ignore[union-attr]
        assert (points[0], points[-1]) == (Point(180, 50), Point(300, 80))
        assert all(a.x == b.x or a.y == b.y for a, b in itertools.pairwise(points))


def test_a_line_routed_by_hand_on_both_sides_is_a_conflict() -> None:
    one, other = ((Point(200, 50), Point(250, y), Point(300, 50)) for y in (10, 90))
    assert keys(merge(MAP, side(AB.but(points=one)), side(AB.but(points=other)))) == [("AB", "points")]


def test_a_pool_grown_on_both_sides_has_room_for_both() -> None:
    wider, higher = POOL.but(bounds=Rect(0, 0, 700, 200)), POOL.but(bounds=Rect(0, 0, 600, 260))
    assert merge(MAP, side(wider), side(higher)).conflicts == ()
    assert merged(side(wider), side(higher))["Pool"].bounds == Rect(0, 0, 700, 260)  # type: ignore[union-attr]


def test_what_would_stand_in_itself_is_a_conflict() -> None:
    subs = [Node(id, "subProcess", id, "P", plane="Plane", bounds=Rect(0, 0, 350, 200)) for id in ("S", "T")]
    base = (*MAP, *subs)
    found = merge(base, (*MAP, subs[0].but(parent="T"), subs[1]), (*MAP, subs[0], subs[1].but(parent="S")))
    assert ("S", "parent") in keys(found)
    Diagram(found.records)


def test_a_party_one_removed_and_the_other_gave_a_step_stays() -> None:
    ann = Node("X", "party", "Ann")
    base = (*MAP, ann)
    given = tuple(r if r.id != "A" else A.with_detail("owner", "X") for r in base)
    found = merge(base, MAP, given)
    assert keys(found) == [("X", "")]
    assert "X" not in {r.id for r in found.records}
    assert keys(merge(base, given, MAP)) == [("X", "")]
    assert next(r for r in merge(base, given, MAP).records if r.id == "A").details["owner"] == "X"


def test_lanes_are_of_the_base() -> None:
    assert {lane.id for lane in LANES} <= merged(MAP, MAP).keys()
