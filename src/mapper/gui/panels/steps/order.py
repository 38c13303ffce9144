"""Which steps are shown and in which order: children after their sub-process, whatever the table is sorted by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from mapper.analysis import numbering
from mapper.app.tables.columns import NUMBER, Column
from mapper.model import details
from mapper.model.records import Node
from mapper.text.order import by_name

Says = Callable[[Node, Column], str]
Key = tuple[object, ...]


def ordered(
    steps: Sequence[Node], numbers: Mapping[str, str], says: Says, column: Column | None, down: bool
) -> list[Node]:
    """The steps by a column, siblings among siblings; those that say nothing there come last either way."""
    if column is None or (column.key == NUMBER and not down):
        return list(steps)
    known = {step.id for step in steps}
    inside: dict[str | None, list[Node]] = defaultdict(list)
    for step in steps:
        inside[step.parent if step.parent in known else None].append(step)
    found: list[Node] = []
    waiting = _sorted(inside[None], numbers, says, column, down)[::-1]
    while waiting:
        step = waiting.pop()
        found.append(step)
        waiting += _sorted(inside.get(step.id, []), numbers, says, column, down)[::-1]
    return found


def filtered(steps: Sequence[Node], says: Says, columns: Sequence[Column], typed: str) -> list[Node]:
    """The steps in which every word stands in one column or another, large and small letters alike."""
    words = typed.casefold().split()
    if not words:
        return list(steps)

    def holds(step: Node) -> bool:
        text = "\n".join(says(step, column) for column in columns).casefold()
        return all(word in text for word in words)

    return [step for step in steps if holds(step)]


def depth(number: str) -> int:
    """How many sub-processes a step of that number lies in."""
    return number.count(".")


def _sorted(steps: Sequence[Node], numbers: Mapping[str, str], says: Says, column: Column, down: bool) -> list[Node]:
    silent = [step for step in steps if not says(step, column)]
    telling = [step for step in steps if says(step, column)]
    return [*sorted(telling, key=lambda step: _key(step, numbers, says, column), reverse=down), *silent]


def _key(step: Node, numbers: Mapping[str, str], says: Says, column: Column) -> Key:
    if column.key == NUMBER:
        return numbering.rank(numbers[step.id])
    value = step.details.get(column.key)
    if column.detail is not None and column.detail.type == details.NUMBER and isinstance(value, int | float):
        return (value,)
    if column.detail is not None and column.detail.type == details.CHOICE:
        keys = [key for key, _label in column.detail.choices]
        return (keys.index(str(value)) if value in keys else len(keys),)
    return by_name(says(step, column))
