"""Who is responsible, accountable, consulted and informed in each step, as a matrix; and what passes between lanes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from mapper.analysis.mandates import PARTS, performers
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.records import Node

LETTERS = {"responsible": "R", "owner": "A", "consulted": "C", "informed": "I"}
"""What stands in a cell; owner is who is accountable."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """parties: the columns, those with most letters first. cells: (step, party) → its letters, in the order R A C I."""

    steps: tuple[Node, ...]
    parties: tuple[Node, ...]
    cells: dict[tuple[str, str], str]


def matrix(diagram: Diagram, steps: Iterable[Node]) -> Matrix:
    """The matrix of some steps; inherited owners count."""
    rows = tuple(steps)
    found: dict[tuple[str, str], str] = defaultdict(str)
    parties: dict[str, Node] = {}
    counts: dict[str, int] = defaultdict(int)
    for step in rows:
        owner = query.owner(diagram, step.id)
        named: dict[str, list[Node]] = {part: performers(diagram, step, part) for part in PARTS}
        for part, letter in LETTERS.items():
            for party in ([owner] if owner else []) if part == "owner" else named[part]:
                parties[party.id] = party
                counts[party.id] += 1
                found[step.id, party.id] += letter
    order = sorted(parties.values(), key=lambda party: (-counts[party.id], party.name, party.id))
    return Matrix(rows, tuple(order), dict(found))


def exchanges(handoffs: Iterable[query.Handoff]) -> dict[tuple[str, str], list[query.Handoff]]:
    """The handoffs from each lane (or pool) to each other, by the two ids."""
    found: dict[tuple[str, str], list[query.Handoff]] = defaultdict(list)
    for handoff in handoffs:
        found[handoff.source.id, handoff.target.id].append(handoff)
    return dict(found)
