"""A change of type says what the new type cannot have, and nothing when it keeps everything."""

from pathlib import Path

import pytest

from mapper.app.session import type_change
from mapper.app.session.session import Session
from mapper.edit.verbs import create, label, replace
from mapper.model.geometry import Point
from mapper.model.records import Change

HEAD = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:t="http://tool.example">'
SCRIPT = (
    '<scriptTask id="a" name="Sum" scriptFormat="js" t:colour="blue"><documentation>d</documentation>'
    "<extensionElements><t:form/></extensionElements><standardLoopCharacteristics/><script>1</script></scriptTask>"
)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    file = tmp_path / "map.bpmn"
    file.write_text(f'{HEAD}<process id="p">{SCRIPT}</process></definitions>', "utf-8")
    return Session.open(file, keep=False).shown()


def changes(session: Session) -> list[tuple[Change, ...]]:
    """What the map tells from now on."""
    told: list[tuple[Change, ...]] = []
    session.diagram.listen(told.append)
    return told


def test_what_the_file_says_and_the_new_type_may_not_is_named(session: Session) -> None:
    # given a script task with a script and an extension, when it becomes a user task
    told = changes(session)
    replace.kind(session.diagram, "a", "userTask")
    # then script and format are named, and not what stays
    assert type_change.sentence(session.source, told[0]) == "User task: left out scriptFormat, script"
    data = session.data()
    assert b"<script>" not in data
    assert b"scriptFormat" not in data
    for kept in (b'name="Sum"', b"<documentation>d<", b"<t:form/>", b't:colour="blue"', b"<standardLoop"):
        assert kept in data


def test_markers_and_boundary_events_that_go_are_told(session: Session) -> None:
    create.boundary(session.diagram, "a", "timer")
    told = changes(session)
    replace.kind(session.diagram, "a", "exclusiveGateway")
    said = type_change.sentence(session.source, told[0])
    assert said.startswith("Exclusive gateway: left out 1 step or event, loop marker")


def test_nothing_is_said_when_everything_stays(session: Session) -> None:
    plane = next(node.id for node in session.diagram.nodes() if node.kind == "plane")
    id = create.shape(session.diagram, "task", Point(500, 500), plane, name="New")
    told = changes(session)
    replace.kind(session.diagram, id, "userTask")
    label.rename(session.diagram, id, "Newer")
    assert [type_change.sentence(session.source, change) for change in told] == ["", ""]
