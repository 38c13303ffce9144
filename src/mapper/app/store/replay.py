"""Steps done again on a map, one by one, so that each can be undone as before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mapper.app.store import codec
from mapper.model.diagram import Diagram, ModelError
from mapper.model.history import DO, REDO, UNDO
from mapper.model.records import Flow, Record

Step = Mapping[str, Any]
"""What a journal tells of a step: how, label, merge, changes."""

_UNFIT = (ModelError, KeyError, TypeError, ValueError, AttributeError, IndexError, RecursionError)


def replay(diagram: Diagram, steps: Sequence[Step | None], exact: bool = False) -> int:
    """Do steps again; how many were done. None is a step that could not be read; exact: the map is not as it was.

    A step after one that is missing is done only where all that it changes is as it was then: what it was done to is
    known from the step itself, so nothing is brought about that never was.
    """
    done, whole, depth = 0, not exact, 0
    for step in steps:
        if step is None:
            whole = False
            continue
        try:
            depth = _again(diagram, step, whole, depth)
        except _UNFIT:
            whole = False
        else:
            done += 1
    return done


def _again(diagram: Diagram, step: Step, whole: bool, depth: int) -> int:
    """Do one step again; the number of steps that can be undone since the beginning."""
    how, label = step["how"], str(step["label"])
    found = {record.id: record for change in step["changes"] if (record := diagram.get(change["id"])) is not None}
    become = codec.apply(step["changes"], found, exact=not whole)
    if how == UNDO and depth > 0 and diagram.undo_label == label and _goes(diagram, become, back=True):
        diagram.undo()
        return depth - 1
    if how == REDO and diagram.redo_label == label and _goes(diagram, become, back=False):
        diagram.redo()
        return depth + 1
    merge = step.get("merge") if how == DO else None
    before = diagram.mark
    with diagram.transaction(label, merge if isinstance(merge, str) and depth > 0 else None):
        bring_about(diagram, become)
    return depth + (diagram.mark is not before)


def _goes(diagram: Diagram, become: Mapping[str, Record | None], back: bool) -> bool:
    """Whether undo (redo) brings about just what the journal says it did."""
    return {change.id: change.after for change in diagram.ahead(back)} == dict(become)


def bring_about(diagram: Diagram, become: Mapping[str, Record | None]) -> None:
    """Bring the records about in an order in which no flow ever lacks an end."""
    for record in become.values():
        if record is not None and not isinstance(record, Flow):
            diagram.put(record)
    flows = [record for record in become.values() if isinstance(record, Flow)]
    for flow in _each_when_ready(flows, lambda flow: flow.source in diagram and flow.target in diagram):
        diagram.put(flow)
    gone = [record for id, after in become.items() if after is None and (record := diagram.get(id)) is not None]
    for record in _each_when_ready(gone, lambda record: not diagram.index.flows_at(record.id)):
        diagram.drop(record.id)


def _each_when_ready(records: list[Any], ready: Any) -> Iterator[Any]:
    """The records, each as soon as it is ready, which may take several rounds where flows end on flows."""
    while records:
        later = []
        for record in records:
            if ready(record):
                yield record
            else:
                later.append(record)
        if len(later) == len(records):
            raise ModelError(f"{later[0].id!r} has nothing to stand on")
        records = later
