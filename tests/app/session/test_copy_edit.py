"""Work on a copy of a map changes nothing until it is taken over, and then it is one step."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mapper.app.session import copy_edit
from mapper.app.session.session import Session
from mapper.edit.verbs import create, delete, label
from mapper.model.diagram import Diagram, ModelError
from mapper.model.records import Node


@pytest.fixture
def diagram(reference: Callable[[str], Path]) -> Diagram:
    return Session.open(reference("invoice"), keep=False).diagram


def a_task(diagram: Diagram) -> Node:
    return next(n for n in diagram.nodes() if n.family == "task" and n.lane)


def work(diagram: Diagram) -> None:
    """Two steps that add, take away and rename."""
    task = a_task(diagram)
    label.rename(diagram, task.id, "Renamed")
    delete.records(diagram, [create.append(diagram, task.id, "userTask")])
    create.append(diagram, task.id, "task")


def test_what_was_done_to_the_copy_is_done_to_the_map_as_one_step(diagram: Diagram) -> None:
    # given work that was done apart
    before, copies = diagram.records(), []

    def on_the_copy(copy: Diagram) -> None:
        work(copy)
        copies.append(copy)

    found = copy_edit.done(before, on_the_copy)
    assert diagram.records() == before
    # when it is taken over
    copy_edit.take_over(diagram, found)
    # then the map is what the copy became, and undo takes all of it back at once
    assert diagram.records() == copies[0].records() != before
    assert diagram.undo_label == copies[0].undo_label
    diagram.undo()
    assert diagram.records() == before
    assert diagram.undo_label is None


def test_what_comes_to_nothing_is_no_step(diagram: Diagram) -> None:
    task = a_task(diagram)

    def there_and_back(copy: Diagram) -> None:
        label.rename(copy, task.id, "Renamed")
        label.rename(copy, task.id, task.name)

    found = copy_edit.done(diagram.records(), there_and_back)
    assert found.changes == ()
    copy_edit.take_over(diagram, found)
    assert diagram.undo_label is None


def test_what_a_guard_forbids_is_not_taken_over(diagram: Diagram) -> None:
    before = diagram.records()
    found = copy_edit.done(before, work)

    def forbid(_diagram: Diagram, _changes: object) -> None:
        raise ModelError("not here")

    diagram.guard(forbid)
    with pytest.raises(ModelError):
        copy_edit.take_over(diagram, found)
    assert diagram.records() == before
