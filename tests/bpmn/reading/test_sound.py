"""Drawing data that means nothing counts as not said; what is sound stays, to the digit."""

import pytest
from tests.bpmn.reading.test_odd_files import FILE

from mapper import bpmn
from mapper.model.geometry import Point
from mapper.model.records import Flow

LINE = '<i:waypoint x="200" y="40"/><i:waypoint x="300" y="40"/>'


def flow(waypoints: str) -> tuple[Flow, list[str]]:
    """The flow of the file, drawn so, as it is read; and what is told."""
    source = bpmn.read(FILE.replace(LINE, waypoints).encode())
    found = next(record for record in source.records if record.id == "f")
    assert isinstance(found, Flow)
    return found, [note.what for note in source.notes]


def test_a_line_that_ends_short_of_its_step_stays() -> None:
    # given a flow that ends 50 px before its target
    found, told = flow('<i:waypoint x="200" y="40"/><i:waypoint x="250" y="40"/>')
    # then it is as the file draws it, without a word
    assert found.points == (Point(200, 40), Point(250, 40))
    assert not any("far from" in what for what in told)


def test_a_line_drawn_from_its_target_to_its_source_is_turned() -> None:
    # given a flow whose line some tool wrote backwards
    found, told = flow('<i:waypoint x="300" y="40"/><i:waypoint x="250" y="90"/><i:waypoint x="200" y="40"/>')
    # then it begins where its flow does, on the same way, and there is nothing to tell
    assert found.points == (Point(200, 40), Point(250, 90), Point(300, 40))
    assert not any("far from" in what for what in told)


@pytest.mark.parametrize(
    "waypoints",
    [
        '<i:waypoint x="0" y="0"/><i:waypoint x="0" y="1"/>',
        '<i:waypoint x="200" y="40"/><i:waypoint x="230" y="40"/>',
        '<i:waypoint x="900" y="900"/><i:waypoint x="990" y="900"/>',
    ],
)
def test_a_line_that_ends_far_from_its_step_counts_as_not_drawn(waypoints: str) -> None:
    found, told = flow(waypoints)
    assert found.points == ()
    assert any("far from what they join: 1;" in what for what in told)
