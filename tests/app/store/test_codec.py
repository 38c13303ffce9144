"""Records go through JSON unharmed, whatever they hold."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from mapper.app.store import codec
from mapper.model.details import DETAILS
from mapper.model.geometry import Point, Rect
from mapper.model.kinds import TRAITS
from mapper.model.records import Change, Depiction, Flow, Node, Record

FLOATS = st.floats(allow_nan=False)
RECTS = st.none() | st.builds(Rect, FLOATS, FLOATS, FLOATS, FLOATS)
POINTS = st.lists(st.builds(Point, FLOATS, FLOATS), max_size=4).map(tuple)
ROWS = st.lists(st.tuples(st.text(), st.text()), max_size=2).map(tuple)
VALUES = st.text() | FLOATS | st.booleans() | st.lists(st.text(), max_size=3).map(tuple) | ROWS
ALSO = st.lists(st.builds(Depiction, st.text(), RECTS, POINTS, RECTS), max_size=2).map(tuple)
COMMON: dict[str, st.SearchStrategy[Any]] = {
    "id": st.just("X"), "name": st.text(), "parent": st.none() | st.text(), "plane": st.none() | st.text(),
    "label": RECTS, "z": FLOATS, "also": ALSO,
    "traits": st.dictionaries(st.sampled_from(sorted(TRAITS)), st.text() | st.booleans()),
    "details": st.dictionaries(st.sampled_from(sorted(DETAILS)), VALUES),
}  # fmt: skip
NODES = st.builds(Node, kind=st.just("task"), bounds=RECTS, lane=st.none() | st.text(), **COMMON)
FLOWS = st.builds(Flow, kind=st.just("association"), source=st.text(), target=st.text(), points=POINTS, **COMMON)


def sent(change: Change) -> dict[str, Any]:
    """A change as it comes out of a file."""
    back: dict[str, Any] = json.loads(json.dumps(codec.to_json(change)))
    return back


@given(NODES | FLOWS)
def test_a_new_record_comes_back(record: Record) -> None:
    assert codec.apply([sent(Change("X", None, record))], {}) == {"X": record}


@given(st.tuples(NODES, NODES) | st.tuples(FLOWS, FLOWS))
def test_a_changed_record_comes_back(pair: tuple[Record, Record]) -> None:
    before, after = pair
    assert codec.apply([sent(Change("X", before, after))], {"X": before}) == {"X": after}


def test_only_what_differs_is_told() -> None:
    # given a task renamed while its drawing order, which no file holds, is another after opening
    change = Change("X", Node("X", "task", "old", z=4), Node("X", "task", "new", z=4))
    # when it is done to the record as opened again
    become = codec.apply([sent(change)], {"X": Node("X", "task", "old", z=9)})
    # then only the name is new
    assert become == {"X": Node("X", "task", "new", z=9)}


def test_a_dropped_record_is_gone_and_can_come_back() -> None:
    node = Node("X", "task")
    gone, back = sent(Change("X", node, None)), sent(Change("X", None, node))
    assert codec.apply([gone], {"X": node}) == {"X": None}
    assert codec.apply([gone, back], {"X": node}) == {"X": node}
