"""Whole maps: nothing missing, the right things on top, owners shown, the rest standing back when asked."""

from collections.abc import Callable

import pytest
from tests.helpers.draw_samples import words

from mapper.draw import labels
from mapper.draw.marks import Path, Text
from mapper.draw.pictures.maps import map_marks
from mapper.draw.pictures.sheet import mark_box
from mapper.draw.theme import DARK, LIGHT, Theme
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect
from mapper.model.records import Depiction, Node

Opened = Callable[[str], Diagram]
OWN = ["invoice", "everything", "checkout", "vertical", "departments", "conversation", "utf16"]
REFERENCES = [*OWN, "A.1.0", "A.2.0", "A.3.0", "A.4.0", "A.4.1", "B.1.0", "C.1.0", "C.2.0", "C.4.0", "C.9.0"]


@pytest.mark.parametrize("name", REFERENCES)
def test_everything_with_a_place_is_drawn(opened: Opened, name: str) -> None:
    diagram = opened(name)

    for plane in query.planes(diagram):
        drawn = {id for id, _ in map_marks(diagram, plane.id, LIGHT)}

        assert drawn == {r.id for r in query.drawn_on(diagram, plane.id) if r.kind != "anchor"}


@pytest.mark.parametrize("name", REFERENCES)
def test_every_name_can_be_read(opened: Opened, name: str) -> None:
    diagram = opened(name)

    for plane in query.planes(diagram):
        marks = tuple(m for _, found in map_marks(diagram, plane.id, LIGHT) for m in found)
        written = "".join(words(marks)).replace("-", "").replace(" ", "")
        names = [r.name for r in query.drawn_on(diagram, plane.id) if r.name]

        assert not [n for n in names if "".join(n.split()).replace("-", "") not in written]


def test_pools_lie_below_lanes_steps_flows_and_labels(small: Diagram) -> None:
    order = [id for id, _ in map_marks(small, "plane", LIGHT)]

    assert order == ["pool", "top", "low", "a", "b", "f", "f"]


def test_a_frame_lies_below_what_stands_in_it_whatever_the_file_s_order() -> None:
    inner = Node("in", "task", plane="p", bounds=Rect(50, 50, 100, 80), z=1, parent="sub")
    outer = Node("sub", "subProcess", plane="p", bounds=Rect(0, 0, 350, 200), z=2)
    diagram = Diagram([Node("p", "plane"), inner, outer])

    assert [id for id, _ in map_marks(diagram, "p", LIGHT)] == ["sub", "in"]


def test_steps_show_their_own_owner_or_their_lane_s(small: Diagram) -> None:
    marks = dict(map_marks(small, "plane", LIGHT)[:5])

    assert "SM" in words(marks["a"])
    assert "La" in words(marks["b"])


def test_badges_can_be_left_out(small: Diagram) -> None:
    marks = dict(map_marks(small, "plane", LIGHT, badges=False)[:5])

    assert words(marks["a"]) == ["Modtag ordre"]


def test_the_lens_tints_steps_and_lanes_by_owner(small: Diagram) -> None:
    tints = LIGHT.tints(["sales", "stock"])

    marks = dict(map_marks(small, "plane", LIGHT, lens=True)[:5])

    assert _fills(marks["a"])[0] == tints["sales"].fill
    assert _fills(marks["b"])[0] == tints["stock"].fill
    assert tints["sales"].fill in _fills(marks["top"])
    assert tints["stock"].fill not in _fills(marks["low"])


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda t: t.name)
def test_what_is_not_emphasised_stands_back(small: Diagram, theme: Theme) -> None:
    found = dict(map_marks(small, "plane", theme, emphasis=frozenset({"a"}))[:5])

    inks = {id: next(m.color for m in found[id] if isinstance(m, Text)) for id in ("a", "b")}
    assert inks == {"a": theme.ink, "b": theme.faded.ink}


def test_a_second_depiction_is_drawn_where_it_stands() -> None:
    again = Depiction("q", Rect(500, 0, 100, 80))
    step = Node("s", "task", "Pak", plane="p", bounds=Rect(0, 0, 100, 80), also=(again,))
    diagram = Diagram([Node("p", "plane"), Node("q", "plane"), step])

    first, second = (map_marks(diagram, plane, LIGHT)[0][1] for plane in ("p", "q"))

    texts = [next(m for m in marks if isinstance(m, Text)).lines[0].x for marks in (first, second)]
    assert texts == [50, 550]


def test_a_flat_pool_without_steps_has_its_name_in_the_middle() -> None:
    pool = Node("pool", "participant", "Kunde", ref="c", plane="p", bounds=Rect(0, 0, 600, 60))
    diagram = Diagram([Node("p", "plane"), Node("c", "process"), pool])

    text = next(m for m in map_marks(diagram, "p", LIGHT)[0][1] if isinstance(m, Text))

    assert (text.angle, text.lines[0].x) == (0, 300)


def test_an_empty_diagram_has_no_marks() -> None:
    assert map_marks(Diagram([Node("p", "plane")]), "p", LIGHT) == []


def _fills(marks: tuple[object, ...]) -> list[str | None]:
    return [m.style.fill for m in marks if isinstance(m, Path)]


def test_bands_of_choreography_tasks_stand_where_the_file_says() -> None:
    top, bottom = Rect(0, 0, 120, 24), Rect(0, 76, 120, 24)
    task = Node("t", "choreographyTask", "Send", plane="p", bounds=Rect(0, 0, 120, 100), traits={"initiating": "k"})
    first = Node("k", "participant", "Kunde", plane="p", bounds=top, traits={"band": "top_initiating"})
    second = Node("l", "participant", "Lager", plane="p", bounds=bottom, traits={"band": "bottom_non_initiating"})
    diagram = Diagram([Node("p", "plane"), task, first, second])

    drawn = map_marks(diagram, "p", LIGHT)

    assert [id for id, _ in drawn] == ["t"]
    assert words(drawn[0][1]) == ["Kunde", "Lager", "Send"]
    assert [f for f in _fills(drawn[0][1])[1:] if f] == [LIGHT.step, LIGHT.band]


@pytest.mark.parametrize(("label", "top", "bottom"), [
    (Rect(60, 141, 80, 60), 141, None),
    (Rect(60, 35, 80, 60), None, 95),
])  # fmt: skip
def test_a_label_in_too_high_a_box_stands_at_the_side_of_its_event(label: Rect, top: int, bottom: int) -> None:
    event = Node("e", "startEvent", "Called", plane="plane", bounds=Rect(82, 100, 36, 36), label=label)
    placed = labels.placed(event)

    assert placed is not None
    assert placed.box.h < 40
    assert top is None or placed.box.y == top
    assert bottom is None or placed.box.bottom == bottom


def test_numbers_stand_on_the_upper_edge_clear_of_boundary_events() -> None:
    # given two steps, one with an event on its upper right corner
    diagram = Diagram(
        [
            Node("p", "process"),
            Node("plane", "plane", ref="p"),
            Node("a", "task", "A", "p", plane="plane", bounds=Rect(0, 0, 100, 80)),
            Node("b", "task", "B", "p", plane="plane", bounds=Rect(200, 0, 100, 80)),
            Node("e", "boundaryEvent", "", "p", host="b", plane="plane", bounds=Rect(265, -18, 36, 36)),
        ]
    )
    numbers = {"a": "1", "b": "2"}
    # when they are drawn with and without numbers
    bare = dict(map_marks(diagram, "plane", LIGHT))
    drawn = dict(map_marks(diagram, "plane", LIGHT, numbers=numbers))
    # then each carries its own, above where the name may stand, and the event covers none
    for id, number in numbers.items():
        (added,) = [m for m in drawn[id] if isinstance(m, Text) and m not in bare[id]]
        assert added.lines[0].text == number
        box = mark_box(added)
        assert box is not None
        assert abs(box.center.y - diagram.node(id).bounds.y) < 2  # type: ignore[union-attr]
        assert not box.meets(Rect(265, -18, 36, 36))


def test_a_boundary_event_never_hides_the_owner(small: Diagram) -> None:
    # given a step whose owner is shown at the lower right
    def badge() -> Rect:
        marks = dict(map_marks(small, "plane", LIGHT))["a"]
        (text,) = [mark for mark in marks if isinstance(mark, Text) and len(mark.lines[0].text) < 3]
        found = mark_box(text)
        assert found is not None
        return found

    step = small.node("a")
    box = step.bounds
    assert box is not None
    assert badge().center.x > box.center.x
    # when a boundary event is put where it stands
    event = Node("on", "boundaryEvent", parent=step.parent, host="a", plane="plane", lane=step.lane,
                 bounds=Rect(box.right - 30, box.bottom - 18, 36, 36), z=99)  # fmt: skip
    with small.transaction("hang"):
        small.put(event)
    # then it stands at the left, clear of the event
    assert badge().right < box.center.x
    assert not event.bounds.meets(badge())
