"""Every kind is drawn, in its place, with its notation, and text keeps clear of what stands in a step."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.helpers.draw_samples import letters, record, tails, words

from mapper.draw.look import Look
from mapper.draw.marks import Path, Text
from mapper.draw.pictures.sheet import extent, mark_box
from mapper.draw.shapes import SHAPES, body, label, shape
from mapper.draw.theme import DARK, LIGHT, Theme
from mapper.model.geometry import Point, Rect
from mapper.model.kinds import ANCHOR, CONTAINER, EVENTS, KINDS, PARTY, PLANE
from mapper.model.records import Flow, Node

HIDDEN = {CONTAINER, PARTY, PLANE, ANCHOR}
DRAWN = [k.name for k in KINDS.values() if k.family not in HIDDEN]
STEPS = [k.name for k in KINDS.values() if k.is_activity]
NAMES = st.text("abcdefgh ijklmnoprstuv-æøåÆØÅ/", max_size=120)


def test_the_table_holds_all_drawn_kinds_and_no_others() -> None:
    assert sorted(SHAPES) == sorted(DRAWN)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda t: t.name)
@pytest.mark.parametrize("kind", DRAWN)
def test_a_shape_lies_in_its_bounds(kind: str, theme: Theme) -> None:
    marks = body(record(kind), theme)

    box = extent(marks)

    assert box is not None
    thing = record(kind)
    place = Rect(100, 100, 220, 80) if isinstance(thing, Flow) else thing.bounds
    assert place is not None
    assert place.grown(5).holds(box)


@pytest.mark.parametrize("kind", DRAWN)
def test_the_name_is_written_once(kind: str) -> None:
    found = "".join(words(shape(record(kind, "Ordre"), LIGHT)))

    assert found == "Ordre"


@pytest.mark.parametrize("kind", [k.name for k in KINDS.values() if k.family in HIDDEN])
def test_what_is_not_notation_is_not_drawn(kind: str) -> None:
    assert shape(Node("n", kind, "name", bounds=Rect(0, 0, 50, 50)), LIGHT) == ()


@pytest.mark.parametrize("kind", DRAWN)
def test_what_has_no_place_is_not_drawn(kind: str) -> None:
    thing = record(kind)

    assert shape(thing.but(points=()) if isinstance(thing, Flow) else thing.but(bounds=None), LIGHT) == ()


@pytest.mark.parametrize(
    "kind", ["userTask", "serviceTask", "callActivity", "subProcess", "transaction", "adHocSubProcess"]
)
@settings(max_examples=60, deadline=None)
@given(name=NAMES, loop=st.sampled_from(["", "standard", "parallel"]), badge=st.booleans(), again=st.booleans())
def test_letters_never_touch_icon_markers_or_badge(kind: str, name: str, loop: str, badge: bool, again: bool) -> None:
    step = Node(
        "n", kind, name, bounds=Rect(0, 0, 100, 80), traits={"loop": loop, "expanded": False, "compensation": again}
    )
    look = Look(badge="MH" if badge else "")

    marks = shape(step, LIGHT, look)

    inside = [(m, box) for m in marks if isinstance(m, Path) and (box := mark_box(m)) and box.w < 30]
    names = [m for m in marks if isinstance(m, Text) and m.size == LIGHT.sizes.step]
    lines = [box for m in names for box in letters(m)]
    if len(name) <= 24:  # a long name rather lets a tail touch than loses its end
        lines += [box for m in names for box in tails(m)]
    assert not [(a, b) for a in lines for m, b in inside if a.meets(b) and not _is_beside_disc(a, b, m)]
    assert all(Rect(0, 0, 100, 80).holds(box) for box in lines)


def _is_beside_disc(letter: Rect, box: Rect, path: Path) -> bool:
    """Whether the path is a disc and the letters reach only into an empty corner of its box."""
    c = box.center
    near = Point(min(max(c.x, letter.x), letter.right), min(max(c.y, letter.y), letter.bottom))
    return [k[0] for k in path.commands] == ["M", "C", "C", "C", "C", "Z"] and near.distance(c) >= box.w / 2


def test_a_name_too_long_for_its_step_shrinks() -> None:
    step = record("userTask", "a name that goes on and on " * 4)

    (name,) = [m for m in body(step, LIGHT) if isinstance(m, Text)]

    assert 8 <= name.size < LIGHT.sizes.step
    assert " ".join(words((name,))) == step.name.strip()
    assert label(step, LIGHT) == ()


def test_a_name_too_long_for_the_smallest_letters_runs_over_the_border_on_a_halo() -> None:
    step = record("userTask", "a name that goes on and on " * 20)

    assert words(body(step, LIGHT)) == []
    (name,) = [m for m in label(step, LIGHT) if isinstance(m, Text)]
    assert (name.size, name.halo) == (8, LIGHT.paper)
    assert " ".join(words((name,))) == step.name.strip()


def test_only_what_nobody_reads_on_a_map_ends_in_an_ellipsis() -> None:
    step = record("userTask", "a name that goes on and on " * 40)

    (name,) = [m for m in body(step, LIGHT) if isinstance(m, Text)]

    assert words((name,))[-1].endswith("…")
    assert all(step.bounds.holds(box.center) for box in letters(name))  # type: ignore[union-attr]


def test_a_short_name_stands_in_the_middle() -> None:
    text = next(m for m in body(record("task", "Pak"), LIGHT) if isinstance(m, Text))

    assert text.lines[0].x == 150
    assert abs(next(letters(text)).center.y - 140) < 3


@pytest.mark.parametrize("event", [e for e in EVENTS if e])
def test_a_thrown_event_is_filled_and_a_caught_one_is_not(event: str) -> None:
    throw = body(record("intermediateThrowEvent", "", traits={"event": event}), LIGHT)
    catch = body(record("intermediateCatchEvent", "", traits={"event": event}), LIGHT)

    inked = [sum(isinstance(m, Path) and m.style.fill == LIGHT.middle for m in marks) for marks in (throw, catch)]
    # Timer and condition are never thrown; terminate is one filled disc.
    assert inked[0] > inked[1] or event in ("timer", "conditional", "terminate")


@pytest.mark.parametrize(("kind", "rings"), [("startEvent", 1), ("boundaryEvent", 2), ("endEvent", 1)])
def test_rings_tell_the_place_in_the_process(kind: str, rings: int) -> None:
    marks = body(record(kind, ""), LIGHT)

    assert len(marks) == rings
    thick = isinstance(marks[0], Path) and marks[0].style.width
    assert thick == (LIGHT.thick if kind == "endEvent" else LIGHT.line_width * 1.2)


@pytest.mark.parametrize("kind", ["startEvent", "boundaryEvent"])
def test_an_event_that_does_not_interrupt_is_dashed(kind: str) -> None:
    marks = body(record(kind, "", traits={"interrupting": False}), LIGHT)

    assert all(isinstance(m, Path) and m.style.dash for m in marks)


def test_an_exclusive_gateway_shows_its_marker_only_when_asked() -> None:
    shown = body(record("exclusiveGateway"), LIGHT)
    hidden = body(record("exclusiveGateway", traits={"marker": False}), LIGHT)

    assert (len(shown), len(hidden)) == (2, 1)


def test_gateways_differ() -> None:
    kinds = [("eventBasedGateway", t) for t in ({}, {"instantiate": True}, {"instantiate": True, "parallel": True})]
    kinds += [(k.name, {}) for k in KINDS.values() if k.family == "gateway" and k.name != "eventBasedGateway"]

    drawn = {repr(body(record(kind, traits=traits), LIGHT)) for kind, traits in kinds}

    assert len(drawn) == len(kinds)


def test_steps_of_every_type_differ() -> None:
    closed = {"expanded": False, "called": "globalTask"}
    steps = [record(kind, "", bounds=Rect(0, 0, 100, 80), traits=closed) for kind in STEPS]

    assert len({repr(body(step, LIGHT)) for step in steps}) == len(STEPS)


def test_markers_stand_at_the_bottom_side_by_side() -> None:
    traits = {"expanded": False, "loop": "parallel", "compensation": True}
    plain = {repr(m) for m in body(record("subProcess", "", bounds=Rect(0, 0, 100, 80)), LIGHT)}

    marks = body(record("adHocSubProcess", "", bounds=Rect(0, 0, 100, 80), traits=traits), LIGHT)

    boxes = [mark_box(m) for m in marks if repr(m) not in plain]
    lefts = {round(b.x) for b in boxes if b}
    assert all(b and b.y > 58 for b in boxes)
    assert len(lefts) >= 4


def test_a_call_activity_is_thick_and_shows_the_icon_of_what_it_calls() -> None:
    user = body(record("callActivity", "", traits={"called": "globalUserTask"}), LIGHT)
    process = body(record("callActivity", "", traits={"called": "process"}), LIGHT)

    assert isinstance(user[0], Path)
    assert user[0].style.width == LIGHT.thick
    assert len(user) > 1
    assert all(box.bottom < 125 for m in user[1:] if (box := mark_box(m)))
    assert all(box.y > 150 for m in process[1:] if (box := mark_box(m)))


def test_a_transaction_has_two_borders_and_an_event_sub_process_dots() -> None:
    transaction = body(record("transaction", ""), LIGHT)
    event = body(record("subProcess", "", traits={"triggered": True}), LIGHT)

    assert len(transaction) == 2
    assert isinstance(event[0], Path)
    assert event[0].style.dash


def test_a_closed_event_sub_process_shows_its_start_event() -> None:
    closed = record("subProcess", "", bounds=Rect(0, 0, 100, 80), traits={"triggered": True, "expanded": False})

    without, dashed = body(closed, LIGHT), body(closed, LIGHT, Look(start="timer", solid=False))

    assert len(dashed) > len(without)
    assert any(isinstance(m, Path) and m.style.stroke == LIGHT.start and m.style.dash for m in dashed)


def test_a_pool_writes_upwards_and_a_vertical_one_along_its_top() -> None:
    level = next(m for m in body(record("participant", ref="p"), LIGHT) if isinstance(m, Text))
    upright = record("participant", ref="p", bounds=Rect(0, 0, 200, 600), traits={"horizontal": False})
    along = next(m for m in body(upright, LIGHT) if isinstance(m, Text))

    assert (level.angle, along.angle) == (-90, 0)
    assert level.lines[0].x < 130
    assert along.lines[0].y < 30


def test_a_black_box_has_its_name_in_the_middle() -> None:
    text = next(m for m in body(record("participant"), LIGHT) if isinstance(m, Text))

    assert (text.angle, text.lines[0].x) == (0, 400)


def test_a_data_object_shows_its_state_and_what_makes_it_many() -> None:
    plain = body(record("dataObjectReference"), LIGHT)
    many = record("dataObjectReference", "Faktura", traits={"collection": True, "state": "godkendt"})

    assert len(body(many, LIGHT)) == len(plain) + 3
    assert words(label(many, LIGHT)) == ["Faktura", "[godkendt]"]


def test_an_annotation_shows_all_its_text() -> None:
    text = "Kun ved ordrer over halvtreds tusind kroner, og kun hvis kunden er ny. " * 5

    found = words(body(record("textAnnotation", text.strip()), LIGHT))

    assert " ".join(found) == text.strip()


def test_the_file_colours_win_and_stay_readable() -> None:
    loud = record("task", traits={"fill": "#0d4372", "stroke": "#ff0000"})

    marks = body(loud, LIGHT)

    assert isinstance(marks[0], Path)
    assert (marks[0].style.fill, marks[0].style.stroke) == ("#0d4372", "#ff0000")
    assert next(m for m in marks if isinstance(m, Text)).color == "#ffffff"


@pytest.mark.parametrize("colour", ["", "nonsense", "#12", "url(x)", "#GGGGGG"])
def test_a_colour_that_is_none_is_passed_over(colour: str) -> None:
    odd = record("task", traits={"fill": colour, "stroke": colour, "color": colour})

    assert body(odd, LIGHT) == body(record("task"), LIGHT)


def test_the_lens_tints_the_step_and_not_its_text() -> None:
    tint = LIGHT.tint("sales")

    marks = body(record("task"), LIGHT, Look(badge="SM", tint=tint, lens=True))

    assert isinstance(marks[0], Path)
    assert marks[0].style.fill == tint.fill
    assert next(m for m in marks if isinstance(m, Text)).color == LIGHT.ink


def test_under_the_lens_colour_means_an_owner_and_nothing_else() -> None:
    blue = record("task", traits={"fill": "#bbdefb", "stroke": "#0d4372"})

    plain, lensed = (body(blue, LIGHT, Look(lens=on))[0] for on in (False, True))

    assert isinstance(plain, Path)
    assert plain.style.fill == "#bbdefb"
    assert isinstance(lensed, Path)
    assert (lensed.style.fill, lensed.style.stroke) == (LIGHT.step, LIGHT.step_line)


@pytest.mark.parametrize("kind", ["startEvent", "exclusiveGateway", "dataObjectReference", "textAnnotation", "lane"])
def test_under_the_lens_nothing_has_a_colour_of_its_own(kind: str) -> None:
    traits = {"fill": "#bbdefb", "stroke": "#0d4372", "color": "#ff0000"}

    assert shape(record(kind, traits=traits), LIGHT, Look(lens=True)) == shape(record(kind), LIGHT, Look(lens=True))
    assert shape(record(kind, traits=traits), LIGHT) != shape(record(kind), LIGHT)


def test_a_choreography_task_shades_who_does_not_start() -> None:
    traits = {"participants": "Kunde\nLager", "initiating": "x"}

    marks = body(record("choreographyTask", traits=traits), LIGHT, Look(starter="Lager"))

    bands = [m.style.fill for m in marks if isinstance(m, Path) and (mark_box(m) or Rect(0, 0, 0, 0)).h < 25]
    assert bands == [LIGHT.band, LIGHT.step]
    assert words(marks) == ["Kunde", "Lager", "Check the order"]
