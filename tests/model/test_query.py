"""Questions about a map: what lies in what, who owns what, in which order one reads it."""

import pytest

from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.records import Depiction, Flow, Node


def step(id: str, x: float = 0, y: float = 0, **fields: object) -> Node:
    return Node(id, "task", id, **{"parent": "process", "bounds": Rect(x, y, 100, 80), **fields})  # type: ignore[arg-type]


def flow(source: str, target: str) -> Flow:
    return Flow(f"{source}-{target}", "sequenceFlow", source, target, parent="process")


@pytest.fixture
def diagram() -> Diagram:
    """A pool with lane Sales (in it Inside) and lane Store; in Sales a sub-process that holds a step."""
    parties = [Node(id, "party", id.title()) for id in ("ann", "bo", "carl", "dorte")]
    return Diagram(
        [
            *parties,
            Node("process", "process"),
            Node("pool", "participant", ref="process"),
            Node("sales", "lane", parent="process", bounds=Rect(0, 0, 900, 200)),
            Node("store", "lane", parent="process", bounds=Rect(0, 200, 900, 200)),
            Node("inside", "lane", parent="sales", bounds=Rect(30, 0, 870, 100)),
            Node("sub", "subProcess", parent="process", lane="sales"),
            step("inner", parent="sub", lane="sales"),
            step("one", lane="inside"),
            step("two", lane="store"),
            Node("timer", "boundaryEvent", parent="process", host="one"),
            flow("one", "two"),
        ]
    )


def own(diagram: Diagram, id: str, party: str) -> None:
    with diagram.transaction("own"):
        diagram.put(diagram.node(id).with_detail("owner", party))


def owner(diagram: Diagram, id: str) -> str | None:
    found = query.owner(diagram, id)
    return found.id if found else None


def test_nobody_owns_what_nobody_was_named_for(diagram: Diagram) -> None:
    assert {owner(diagram, id) for id in ("one", "timer", "sales", "process", "pool", "ann")} == {None}


@pytest.mark.parametrize("above", ["inside", "sales", "process", "pool"])
def test_a_step_inherits_from_each_level_above(diagram: Diagram, above: str) -> None:
    own(diagram, above, "ann")
    assert owner(diagram, "one") == owner(diagram, "timer") == "ann"


def test_the_nearest_owner_counts(diagram: Diagram) -> None:
    for id, party in (("pool", "ann"), ("sales", "bo"), ("inside", "carl"), ("one", "dorte")):
        own(diagram, id, party)
    assert [owner(diagram, id) for id in ("two", "sub", "inside", "one", "timer")] == [
        "ann", "bo", "carl", "dorte", "dorte",
    ]  # fmt: skip


def test_a_step_in_a_sub_process_belongs_to_its_owner_before_the_lane(diagram: Diagram) -> None:
    # given a file that names the lane of the inner step as well
    own(diagram, "sales", "ann")
    assert owner(diagram, "inner") == "ann"
    own(diagram, "sub", "bo")
    assert owner(diagram, "inner") == "bo"


def test_a_lane_inside_a_sub_process_comes_before_it(diagram: Diagram) -> None:
    with diagram.transaction("given"):
        diagram.put(Node("own lane", "lane", parent="sub").with_detail("owner", "carl"))
        diagram.put(diagram.node("inner").but(lane="own lane"))
    own(diagram, "sub", "bo")
    assert owner(diagram, "inner") == "carl"


def test_owned_lists_what_was_inherited_too(diagram: Diagram) -> None:
    own(diagram, "sales", "ann")
    assert {n.id for n in query.owned(diagram, "ann")} == {"sales", "inside", "sub", "inner", "one", "timer"}


def test_handoffs_are_flows_between_lanes(diagram: Diagram) -> None:
    assert [(h.source.id, h.target.id) for h in query.handoffs(diagram)] == [("inside", "store")]


def test_contents_and_members_reach_every_depth(diagram: Diagram) -> None:
    assert {r.id for r in query.contents(diagram, "process")} >= {"sub", "inner", "inside", "one-two"}
    assert {n.id for n in query.members(diagram, "sales")} == {"sub", "inner", "one"}
    assert {n.id for n in query.members(diagram, "sales", deep=False)} == {"sub", "inner"}


def test_depth_is_no_limit() -> None:
    # given sub-processes nested deeper than Python recurses
    nested = [Node(f"s{i}", "subProcess", parent=f"s{i - 1}" if i else "process") for i in range(3000)]
    diagram = Diagram([Node("ann", "party"), Node("process", "process").with_detail("owner", "ann"), *nested])
    # then every question is answered
    assert len(query.contents(diagram, "process")) == 3000
    assert owner(diagram, "s2999") == "ann"


def test_reading_order_follows_the_flows_and_counts_loops_once() -> None:
    # given a → b → c → a, drawn from right to left, and d beside b
    diagram = Diagram(
        [
            Node("process", "process"),
            *(step(id, x) for id, x in (("c", 0), ("b", 200), ("start", 600), ("a", 400))),
            step("d", 200, 200),
            *(flow(*pair.split()) for pair in ("start a", "a b", "a d", "b c", "c a")),
        ]
    )  # fmt: skip
    assert [n.id for n in query.steps(diagram)] == ["start", "a", "b", "d", "c"]


def test_what_follows_a_boundary_event_comes_after_its_host(diagram: Diagram) -> None:
    with diagram.transaction("given"):
        diagram.put(step("late", lane="store"))
        diagram.put(flow("timer", "late"))
    order = [n.id for n in query.steps(diagram)]
    assert order.index("late") > order.index("one")


def test_the_extent_holds_labels_bends_and_second_depictions() -> None:
    diagram = Diagram(
        [
            Node("plane", "plane"),
            Node("process", "process"),
            step("one", plane="plane", label=Rect(0, 300, 10, 10)),
            step("two", 400, plane="plane", also=(Depiction("plane", Rect(-50, 0, 10, 10)),)),
            flow("one", "two").but(plane="plane", points=(Point(100, 40), Point(250, -90), Point(400, 40))),
        ]
    )
    assert query.extent(diagram, "plane") == Rect(-50, -90, 550, 400)
    assert query.extent(diagram, "process") is None


@pytest.mark.parametrize(("horizontal", "expected"), [(True, True), (False, False)])
def test_a_map_is_read_as_its_pool_says(diagram: Diagram, horizontal: bool, expected: bool) -> None:
    with diagram.transaction("turn"):
        diagram.put(diagram.node("pool").with_trait("horizontal", horizontal))

    assert [query.is_horizontal(diagram, id) for id in ("one", "sub", "inner", "timer", "pool")] == [expected] * 5


def test_without_a_pool_a_map_is_read_from_left_to_right(diagram: Diagram) -> None:
    assert query.is_horizontal(diagram, "ann")


def test_what_is_drawn_twice_on_a_plane_is_shown_twice() -> None:
    # given a step that plane A draws once, plane B twice
    also = (Depiction("b", Rect(5, 0, 100, 80)), Depiction("b", Rect(500, 0, 100, 80), label=Rect(700, 0, 50, 20)))
    node = step("one", plane="a", also=also)
    diagram = Diagram([Node("a", "plane"), Node("b", "plane"), Node("process", "process"), node])
    # then each plane shows its own places, and its extent holds them, labels included
    assert [n.bounds.x for n in query.shown_on(diagram, "a") if isinstance(n, Node) and n.bounds] == [0]
    assert [n.bounds.x for n in query.shown_on(diagram, "b") if isinstance(n, Node) and n.bounds] == [5, 500]
    assert query.extent(diagram, "b") == Rect(5, 0, 745, 80)
