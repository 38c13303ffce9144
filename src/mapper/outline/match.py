"""Two texts of a map held against each other: which line of the one is which of the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher

from mapper import bpmn
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.kinds import FLOW_NODES, LANE, POOL
from mapper.model.records import Flow
from mapper.outline.lines import BOUNDARY, STEP, lines, written
from mapper.outline.lines import POOL as POOL_LINE
from mapper.outline.read import numbered

ALIKE = 0.5
"""From how much two lines have in common, of 1, one is taken for the other as edited."""


@dataclass(slots=True)
class Written:
    """A text read as a map of its own, and the number of the line that each record has."""

    diagram: Diagram
    lines: dict[str, int]

    @classmethod
    def of(cls, text: str) -> Written:
        diagram = Diagram(bpmn.fresh().records)
        return cls(diagram, numbered(diagram, text) if text.strip() else {})

    def flows(self) -> list[Flow]:
        return [flow for flow in self.diagram.flows() if flow.kind in ("sequenceFlow", "messageFlow")]


def followed(old: str, new: str) -> str:
    """The new text with the jumps and messages that still name what one of its lines has renamed led to the new name.
    Raises OutlineError."""
    was, now = {line.number: line for line in lines(old)}, lines(new)
    pairs = paired(old.split("\n"), new.split("\n"))
    names = Counter(line.name for line in now if line.sort in _CALLED)
    renamed = {
        before.name: line.name
        for line in now
        if line.sort in _CALLED and line.name and (before := was.get(pairs.get(line.number, 0))) is not None
        if before.sort in _CALLED and before.name and before.name != line.name and not names[before.name]
    }
    if not renamed:
        return new
    rows = new.split("\n")
    for line in now:
        if line.to in renamed or line.frm in renamed:
            line.to, line.frm = renamed.get(line.to, line.to), renamed.get(line.frm, line.frm)
            rows[line.number - 1] = written(line)
    return "\n".join(rows)


_CALLED = (STEP, BOUNDARY, POOL_LINE)


def paired(old: list[str], new: list[str]) -> dict[int, int]:
    """The line of the old text that each line of the new one is, both counted from 1."""
    a, b = [line.strip() for line in old], [line.strip() for line in new]
    found: dict[int, int] = {}
    lost: list[int] = []
    fresh: list[int] = []
    for tag, i, j, k, n in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            found |= {k + 1 + at: i + 1 + at for at in range(j - i)}
        else:
            lost += range(i, j)
            fresh += range(k, n)
    _pair(found, lost, fresh, lambda i, k: float(a[i] == b[k] and bool(a[i])))
    _pair(found, lost, fresh, lambda i, k: SequenceMatcher(None, a[i], b[k]).ratio() if a[i] and b[k] else 0.0)
    return found


def _pair(found: dict[int, int], lost: list[int], fresh: list[int], alike: Callable[[int, int], float]) -> None:
    """Pair what is left over, the most alike first; the nearest of several."""
    if len(lost) * len(fresh) > 40_000:
        return
    offers = sorted(((alike(i, k), -abs(i - k), i, k) for i in lost for k in fresh), reverse=True)
    for much, _near, i, k in offers:
        if much >= ALIKE and i in lost and k in fresh:
            lost.remove(i)
            fresh.remove(k)
            found[k + 1] = i + 1


def is_step(text: Written, id: str) -> bool:
    return text.diagram.node(id).family in FLOW_NODES


def sort_of(text: Written, id: str) -> str:
    """What may be the same: pools, lanes, boundary events, steps."""
    node = text.diagram.node(id)
    return "boundary" if node.kind == "boundaryEvent" else node.family if node.family in (LANE, POOL) else "step"


def pools_of(text: Written) -> list[str]:
    return [node.id for node in text.diagram.nodes() if node.family == POOL]


def lanes_of(text: Written) -> list[str]:
    """The lanes of a text, outer ones before inner ones."""
    found = [node for node in text.diagram.nodes() if node.family == LANE]
    return [lane.id for lane in sorted(found, key=lambda lane: len(query.lanes_above(text.diagram, lane.id)))]
