"""What would be made is seen before it is done, and the map is as before."""

import pytest
from tests.helpers import maps

from mapper.edit.verbs import create
from mapper.model import query
from mapper.tools import foresee


@pytest.mark.parametrize("kind", ["task", "exclusiveGateway", "endEvent"])
def test_what_is_seen_is_what_is_made(kind: str) -> None:
    diagram = maps.order()
    before, mark = diagram.records(), diagram.mark
    seen = foresee.appended(diagram, "send", kind)
    assert diagram.records() == before
    assert diagram.mark is mark
    assert not diagram.in_transaction
    made = diagram.node(create.append(diagram, "send", kind))
    assert (seen.ghost.kind, seen.ghost.bounds) == (made.kind, made.bounds)
    (flow,) = query.incoming(diagram, made.id)
    assert seen.lines == (flow.points,)


def test_steps_that_make_room_are_seen_where_they_would_go() -> None:
    diagram = maps.order()
    seen = foresee.appended(diagram, "check", "task")
    create.append(diagram, "check", "task")
    assert set(seen.boxes) <= {node.bounds for node in diagram.nodes()}


def test_a_note_is_seen_beside_its_thing() -> None:
    diagram = maps.order()
    seen = foresee.annotated(diagram, "send")
    assert seen.ghost.bounds == diagram.node(create.annotation(diagram, "send")).bounds


def test_what_is_refused_is_not_seen() -> None:
    diagram = maps.order()
    assert foresee.appended(diagram, "send", "boundaryEvent") is None
