"""Where the labels of a split bar stand."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from mapper.document.print.pdf.charts import placed


def test_labels_stand_under_their_parts_where_there_is_room() -> None:
    labels = placed([169.0, 72.0, 241.0], [60.0, 62.0, 60.0], 482.0)

    assert [label.x for label in labels] == [0, 169, 241]
    assert not any(label.apart for label in labels)


def test_a_label_pushed_off_its_part_is_led_to() -> None:
    labels = placed([24.0, 14.0, 444.0], [62.0, 62.0, 60.0], 482.0)

    assert [label.apart for label in labels] == [False, True, False]


@given(st.lists(st.floats(0, 160), min_size=1, max_size=3), st.lists(st.floats(1, 120), min_size=3, max_size=3))
def test_labels_never_touch_and_never_leave_the_page(parts: list[float], widths: list[float]) -> None:
    labels = placed(parts, widths[: len(parts)], 482.0)

    assert all(label.x >= 0 and label.x + label.wide <= 482 for label in labels)
    assert all(a.x + a.wide + 9.99 <= b.x for a, b in pairwise(labels))
