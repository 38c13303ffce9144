"""The scene mirrors the map, whatever happens to it."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mapper.draw.theme import LIGHT
from mapper.edit.effects.rules import Refused
from mapper.edit.structure import lanes
from mapper.edit.verbs import connect, create, delete, label, move
from mapper.gui.canvas.picture import scene as scene_module
from mapper.gui.canvas.picture.scene import Scene
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.kinds import LANE
from mapper.model.records import Flow, Node


def drawn(diagram: Diagram, scene: Scene) -> dict[str, object]:
    """What a scene made afresh would paint, by id."""
    fresh = Scene(diagram, "plane", LIGHT, numbers=scene.numbered)
    return {id: (item.order, fresh._drawn(id)) for id, item in fresh.items.items()}


def painted(scene: Scene) -> dict[str, object]:
    scene._check_hops(Rect(-1e5, -1e5, 2e5, 2e5))
    return {id: (item.order, scene._seen(item).drawn) for id, item in scene.items.items()}


def act(diagram: Diagram, what: str, pick: int, x: float, y: float) -> None:
    nodes = [n for n in diagram.nodes() if n.sort.is_flow_node]
    node = nodes[pick % len(nodes)] if nodes else None
    try:
        if what == "undo":
            diagram.undo()
        elif what == "redo":
            diagram.redo()
        elif what == "create":
            create.shape(diagram, ("task", "exclusiveGateway", "endEvent")[pick % 3], Point(x, y), "plane")
        elif what == "lane":
            lanes.add(diagram, "pool")
        elif node is not None and what == "move":
            move.move_by(diagram, [node.id], x / 4, y / 4)
        elif node is not None and what == "rename":
            label.rename(diagram, node.id, f"name {x:.0f}")
        elif node is not None and what == "delete":
            delete.records(diagram, [node.id])
        elif node is not None and what == "connect":
            connect.flow(diagram, node.id, nodes[(pick // 3) % len(nodes)].id)
    except Refused:
        pass


ACTS = st.tuples(
    st.sampled_from(["undo", "redo", "create", "lane", "move", "rename", "delete", "connect"]),
    st.integers(0, 40), st.floats(0, 700), st.floats(0, 300),
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(ACTS, min_size=1, max_size=12), numbers=st.booleans())
def test_after_any_edits_it_paints_what_a_fresh_scene_paints(diagram: Diagram, qapp, steps, numbers) -> None:
    # given a scene in which everything has been painted once
    scene = Scene(diagram, "plane", LIGHT, numbers=numbers)
    painted(scene)
    stop = diagram.listen(scene.follow)
    # when things happen
    for step in steps:
        act(diagram, *step)
        painted(scene)
    stop()
    # then
    assert set(scene.items) == {r.id for r in query.drawn_on(diagram, "plane")}
    assert painted(scene) == drawn(diagram, scene)


def test_a_boundary_event_that_is_moved_makes_way_for_the_owner_of_its_step(diagram: Diagram, qapp) -> None:
    # given a step that somebody owns, with a boundary event on its lower left
    step = next(n for n in diagram.nodes() if n.kind == "task" and n.bounds)
    box = step.bounds
    with diagram.transaction("own"):
        diagram.put(Node("anna", "party", "Anna Holm"))
        diagram.put(step.with_detail("owner", "anna"))
    hung = create.boundary(diagram, step.id, at=Point(box.x + 18, box.bottom))
    scene = Scene(diagram, "plane", LIGHT)
    diagram.listen(scene.follow)
    painted(scene)
    # when it is moved to the lower right, then the step is painted anew as a fresh scene paints it
    at = diagram.node(hung).bounds.center
    move.move_by(diagram, [hung], box.right - 18 - at.x, 0)
    assert painted(scene) == drawn(diagram, scene)


def test_only_what_changed_looks_different(diagram: Diagram, qapp) -> None:
    scene = Scene(diagram, "plane", LIGHT)
    painted(scene)
    before = dict(scene.items)
    diagram.listen(scene.follow)

    label.rename(diagram, "send", "Dispatch")

    assert {id for id, item in scene.items.items() if item is not before[id]} == {"send"}


def test_an_owner_of_a_lane_changes_the_badges_in_it(diagram: Diagram, qapp) -> None:
    scene = Scene(diagram, "plane", LIGHT)
    painted(scene)
    diagram.listen(scene.follow)
    with diagram.transaction("Owner"):
        diagram.put(Node("anna", "party", "Anna Berg"))
        lane = diagram.node("sales")
        assert lane.family == LANE
        diagram.put(lane.with_detail("owner", "anna"))

    assert [look.badge for _, look in scene._drawn("check")] == ["AB"]
    assert painted(scene) == drawn(diagram, scene)


def test_lines_jump_where_they_cross_until_that_is_switched_off():
    # given a level flow across an upright one
    diagram = Diagram([
        Node("process", "process"), Node("plane", "plane", ref="process"),
        *(Node(id, "task", id, "process", plane="plane", bounds=Rect(x, y, 20, 20))
          for id, x, y in (("a", 0, 90), ("b", 180, 90), ("c", 90, 0), ("d", 90, 180))),
        Flow("level", "sequenceFlow", "a", "b", parent="process", plane="plane",
             points=(Point(20, 100), Point(180, 100))),
        Flow("upright", "sequenceFlow", "c", "d", parent="process", plane="plane",
             points=(Point(100, 20), Point(100, 180))),
    ])  # fmt: skip
    scene = Scene(diagram, "plane", LIGHT)
    jumping = painted(scene)["level"]
    # when jumps are switched off, then on again
    scene.set_jumps(False)
    plain = painted(scene)["level"]
    scene.set_jumps(True)
    # then the line is drawn without and with them
    assert plain != jumping
    assert painted(scene)["level"] == jumping


def test_when_most_of_a_map_changes_at_once_it_still_paints_what_a_fresh_scene_paints(
    diagram: Diagram, qapp, monkeypatch
) -> None:
    # given a scene in which everything has been painted once, and for which one change is many
    monkeypatch.setattr(scene_module, "MANY", 0)
    scene, areas = Scene(diagram, "plane", LIGHT), []
    painted(scene)
    whole = scene.places.whole()
    stop = diagram.listen(lambda changes: areas.extend(scene.follow(changes)))
    # when a step is moved far away, named and joined
    with diagram.transaction("much"):
        new = create.append(diagram, "check", "task")
        label.rename(diagram, "check", "Far away")
        move.move_by(diagram, [new], 900, 300)
    # then all there was and all there is look different
    assert painted(scene) == drawn(diagram, scene)
    assert any(area.holds(whole) for area in areas)
    assert any(area.holds(scene.places.whole()) for area in areas)
    stop()
