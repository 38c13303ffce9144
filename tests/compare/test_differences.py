"""What differs is told once, by meaning, and what only follows from it is not."""

import pytest

from mapper.compare.differences import WHATS, compare
from mapper.model.details import DETAILS
from mapper.model.geometry import Point, Rect
from mapper.model.records import Flow, Node, Record

PLANE, PROCESS = Node("Plane", "plane", ref="C"), Node("P", "process")
POOL = Node("Pool", "participant", "Shop", parent="C", ref="P", plane="Plane", bounds=Rect(0, 0, 600, 200))
COLLABORATION = Node("C", "collaboration")
LANES = [Node(f"L{n}", "lane", f"Lane {n}", "P", plane="Plane", bounds=Rect(30, 100 * n, 570, 100)) for n in (0, 1)]


def task(id: str, x: float = 100, y: float = 10, **more: object) -> Node:
    kind = str(more.pop("kind", "task"))
    lane = str(more.pop("lane", "L0"))
    return Node(id, kind, f"Do {id}", "P", lane, plane="Plane", bounds=Rect(x, y, 100, 80)).but(**more)


def flow(id: str, source: str, target: str, *points: tuple[float, float]) -> Flow:
    return Flow(id, "sequenceFlow", source, target, parent="P", plane="Plane", points=tuple(Point(*p) for p in points))


A, B, AB = task("A"), task("B", 300), flow("AB", "A", "B", (200, 50), (300, 50))
MAP: tuple[Record, ...] = (PLANE, COLLABORATION, PROCESS, POOL, *LANES, A, B, AB)


def told(*changed: Record, without: str = "") -> list[tuple[str, str, str]]:
    """What is said when records are replaced, added or taken away."""
    new = {record.id: record for record in (*MAP, *changed) if record.id != without}
    return [(one.what, one.id, one.field) for one in compare(MAP, new.values())]


def test_a_map_does_not_differ_from_itself() -> None:
    assert told() == []


def test_whether_a_lane_is_said_or_only_drawn_is_no_difference() -> None:
    assert told(A.with_trait("lane_seen", "L0")) == []


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (A.but(name="Ask"), ("renamed", "A", "name")),
        (A.but(kind="userTask"), ("retyped", "A", "kind")),
        (A.but(bounds=Rect(130, 10, 100, 80)), ("moved", "A", "bounds")),
        (A.but(bounds=Rect(100, 10, 160, 80)), ("detail", "A", "size")),
        (A.but(lane="L1"), ("re-laned", "A", "lane")),
        (A.with_detail("processingTime", 5.0), ("re-timed", "A", "processingTime")),
        (A.with_detail("inputs", "an order"), ("detail", "A", "inputs")),
        (A.with_trait("fill", "#ff0000").with_trait("stroke", "#00ff00"), ("detail", "A", "colour")),
        (AB.but(points=(Point(200, 50), Point(250, 20), Point(300, 50))), ("re-routed", "AB", "points")),
        (AB.but(source="B", target="A"), ("re-routed", "AB", "ends")),
        (AB.with_trait("condition", "x > 1").with_trait("conditional", True), ("detail", "AB", "condition")),
        (task("N", 500), ("added", "N", "")),
    ],
)
def test_one_change_is_told_once(changed: Record, expected: tuple[str, str, str]) -> None:
    assert told(changed) == [expected]


def test_what_went_is_told_last() -> None:
    assert told(A.but(name="Ask"), without="AB") == [("renamed", "A", "name"), ("removed", "AB", "")]


def test_owners_are_told_as_such_and_their_order_says_nothing() -> None:
    parties = (Node("X", "party", "Ann"), Node("Y", "party", "Bo"))
    one, other = A.with_detail("responsible", ("X", "Y")), A.with_detail("responsible", ("Y", "X"))
    assert compare((*MAP, *parties, one), (*MAP, *parties, other)) == ()
    owned = compare((*MAP, *parties), (*MAP, *parties, A.with_detail("owner", "X")))
    assert [(d.what, d.id, d.before, d.after) for d in owned] == [("re-owned", "A", None, "X")]


def test_a_pool_that_moves_takes_what_it_holds_along() -> None:
    """Nothing else is told: not its lanes, steps and lines."""
    moved = [r.but(bounds=r.bounds.moved(0, 70)) for r in (POOL, *LANES, A, B) if r.bounds]
    line = AB.but(points=tuple(p.moved(0, 70) for p in AB.points))
    assert told(*moved, line) == [("moved", "Pool", "bounds")]


def test_the_end_of_a_line_follows_its_step() -> None:
    assert told(A.but(bounds=Rect(80, 10, 100, 80)), AB.but(points=(Point(180, 50), Point(300, 50)))) == [
        ("moved", "A", "bounds")
    ]


def test_half_a_pixel_is_no_move() -> None:
    assert told(A.but(bounds=Rect(100.4, 10, 100, 80))) == []


def test_new_ids_make_no_new_things() -> None:
    """Some tools give everything new ids on every save."""
    after = [PLANE, COLLABORATION, PROCESS, POOL, *LANES, A.but(id="A9", bounds=Rect(140, 10, 100, 80)), B.but(id="B9")]
    found = compare(MAP, [*after, AB.but(id="AB9", source="A9", target="B9", points=(Point(240, 50), Point(300, 50)))])
    assert [(one.what, one.id, one.was) for one in found] == [("moved", "A9", "A")]


def test_a_pool_comes_with_its_process() -> None:
    pool, process = Node("Q", "participant", "Bank", parent="C", ref="QP"), Node("QP", "process")
    assert told(pool.but(plane="Plane", bounds=Rect(0, 300, 600, 100)), process) == [("added", "Q", "")]


def test_every_kind_of_difference_is_of_the_contract() -> None:
    assert WHATS == (
        "added", "removed", "moved", "renamed", "retyped", "re-owned", "re-timed", "re-routed", "re-laned", "detail",
    )  # fmt: skip
    assert {"processingTime", "waitingTime", "frequency"} <= set(DETAILS)
