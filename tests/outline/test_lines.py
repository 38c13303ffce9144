"""Lines of the text form are read as they were written, whatever stands in a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.outline.lines import (
    BOUNDARY,
    BRANCH,
    JUMP,
    LANE,
    MESSAGE,
    POOL,
    STEP,
    Line,
    OutlineError,
    lines,
    read,
    written,
)

NAMES = st.text(min_size=0, max_size=30)
GIVEN = st.text(min_size=1, max_size=12)


def again(line: Line) -> Line:
    found = read(written(line))
    found.number = 0
    return found


@given(NAMES, st.none() | st.lists(NAMES, max_size=3).map(tuple), GIVEN | st.just(""), st.integers(0, 5))
def test_a_step_is_read_as_it_was_written(name: str, path: tuple[str, ...] | None, owner: str, depth: int) -> None:
    line = Line(STEP, depth, name, path, ["user"], owner=owner)

    assert again(line) == line


@given(NAMES, GIVEN, GIVEN)
def test_branches_messages_and_jumps_are_read_as_they_were_written(name: str, one: str, other: str) -> None:
    for line in (
        Line(BRANCH, 1, name, words=["default"], condition=one),
        Line(BRANCH, 1, name, to=other),
        Line(MESSAGE, 0, name, frm=one, to=other),
        Line(JUMP, 2, to=one),
    ):
        assert again(line) == line


@given(NAMES, st.lists(NAMES, min_size=1, max_size=3).map(tuple), GIVEN)
def test_pools_lanes_and_boundary_events_are_read_as_they_were_written(
    name: str, path: tuple[str, ...], owner: str
) -> None:
    for line in (
        Line(POOL, 0, name, words=["closed"], owner=owner),
        Line(LANE, 0, path=path, owner=owner),
        Line(BOUNDARY, 1, name, words=["timer"], label="3"),
    ):
        assert again(line) == line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Register order", Line(STEP, name="Register order")),
        ("  Sales: Register order", Line(STEP, 1, "Register order", ("Sales",))),
        ("\tSales / Team A:  Register order ", Line(STEP, 1, "Register order", ("Sales", "Team A"))),
        (": Alone", Line(STEP, name="Alone", path=())),
        ("Check @Anna Holm", Line(STEP, name="Check", owner="Anna Holm")),
        ("Mail a@b.dk", Line(STEP, name="Mail a@b.dk")),
        ("Either / or", Line(STEP, name="Either / or")),
        ("-", Line(BRANCH)),
        ("- Yes -> Check", Line(BRANCH, name="Yes", to="Check")),
        ('- "Yes: now" {if "x > 1, {y}"}', Line(BRANCH, name="Yes: now", condition="x > 1, {y}")),
        ("~ Customer -> Check: Order", Line(MESSAGE, name="Order", frm="Customer", to="Check")),
    ],
)
def test_what_people_type_is_understood(text: str, line: Line) -> None:
    found = read(text)
    found.number = 0

    assert found == line


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('Check\n"Not closed', "quotation mark"),
        ("Check\nA {user", "brace"),
        ("Check\n~ Customer", "two ends"),
        ('Check\n"A" and more', "“and more” was not understood"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(text: str, what: str) -> None:
    with pytest.raises(OutlineError, match=what) as caught:
        lines(text)

    assert caught.value.line == 2
