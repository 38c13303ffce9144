import math

from hypothesis import given
from hypothesis import strategies as st

from mapper.model.geometry import Rect
from mapper.model.grid import Grid

SIZES = st.integers(0, 9000)
BOXES = st.builds(Rect, st.integers(-5000, 5000), st.integers(-5000, 5000), SIZES, SIZES)


@given(st.lists(BOXES, max_size=30), BOXES, st.sets(st.integers(0, 29)))
def test_near_finds_everything_that_meets_a_box(boxes, looked_at, gone):
    grid = Grid()
    for i, box in enumerate(boxes):
        grid.add("p", str(i), box)
        grid.add("other", f"x{i}", box)
    for i in gone & set(range(len(boxes))):
        grid.remove("p", str(i), boxes[i])
    meeting = {str(i) for i, box in enumerate(boxes) if i not in gone and box.meets(looked_at)}
    found = grid.near("p", looked_at)
    assert meeting <= found
    assert found <= {str(i) for i in range(len(boxes)) if i not in gone}


def test_far_boxes_are_not_found():
    grid = Grid()
    grid.add("p", "a", Rect(0, 0, 10, 10))
    assert grid.near("p", Rect(5000, 0, 10, 10)) == set()


def test_boxes_without_an_honest_size_are_always_near():
    grid = Grid()
    for i, box in enumerate([Rect(math.nan, 0, 1, 1), Rect(0, 0, math.inf, 1), Rect(1e300, 0, 1e300, 1)]):
        grid.add("p", str(i), box)
    assert grid.near("p", Rect(0, 0, 1, 1)) == {"0", "1", "2"}
    assert grid.near("p", Rect(math.nan, 0, 1, 1)) == {"0", "1", "2"}
    grid.remove("p", "0", Rect(math.nan, 0, 1, 1))
    assert grid.near("p", Rect(0, 0, 1, 1)) == {"1", "2"}
