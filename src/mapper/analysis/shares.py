"""Who owns how much of a map."""

from collections import Counter

from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.records import Node
from mapper.text.order import by_name


def shares(diagram: Diagram) -> list[tuple[Node | None, int]]:
    """Who owns how many steps, most first; None for the steps that nobody owns, last."""
    owners = [query.owner(diagram, step.id) for step in query.steps(diagram)]
    parties = {owner.id: owner for owner in owners if owner is not None}
    counts = Counter(owner.id if owner is not None else "" for owner in owners)
    nobody = counts.pop("", 0)
    found: list[tuple[Node | None, int]] = [
        (parties[id], n) for id, n in sorted(counts.items(), key=lambda row: (-row[1], by_name(parties[row[0]].name)))
    ]
    return [*found, (None, nobody)] if nobody else found
