"""Where a person, role or unit is named, and which two may be one and the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from mapper.model.details import DETAILS, PARTY_ID, PARTY_IDS, Detail, rows
from mapper.model.diagram import Diagram
from mapper.model.records import Node, Record
from mapper.text.order import folded

_SHORT = 4
"""Names of fewer letters are too often a letter apart: HR and IT, Ida and Ina."""


@dataclass(frozen=True, slots=True)
class Use:
    """A field of something that names a party."""

    record: Record
    field: Detail


def uses(diagram: Diagram, party: Node) -> list[Use]:
    """Every field that names a party, by its id or, in tables, by its name; in the order of the map."""
    found = []
    for record in diagram.records():
        for key in record.details:
            field = DETAILS.get(key)
            if field is not None and _names(record, field, party):
                found.append(Use(record, field))
    return found


def alike(parties: Iterable[Node]) -> list[tuple[Node, Node]]:
    """Pairs whose names differ in case, blanks, signs or one letter only. Numbers tell apart: Team 1 is not Team 2.

    >>> a, b, c = (Node(id, "party", name) for id, name in (("a", "Anna Holm"), ("b", "anna  holm"), ("c", "Ana Holm")))
    >>> [(one.id, other.id) for one, other in alike([a, b, c])]
    [('a', 'b'), ('a', 'c'), ('b', 'c')]
    """
    known = [(party, _plain(party.name)) for party in parties]
    return [
        (one, other)
        for at, (one, name) in enumerate(known)
        for other, second in known[at + 1 :]
        if name and _same(name, second)
    ]


def _names(record: Record, field: Detail, party: Node) -> bool:
    value = record.details[field.key]
    if field.type == PARTY_ID:
        return value == party.id
    if field.type == PARTY_IDS:
        return isinstance(value, tuple) and party.id in value
    if not field.people:
        return False
    name = folded(party.name)
    return any(folded(row[column]) == name for row in rows(record.details, field.key) for column in field.people)


def _plain(name: str) -> str:
    return "".join(sign for sign in folded(name) if sign.isalnum())


def _same(one: str, other: str) -> bool:
    if one == other:
        return True
    if min(len(one), len(other)) < _SHORT or abs(len(one) - len(other)) > 1:
        return False
    if [sign for sign in one if sign.isdigit()] != [sign for sign in other if sign.isdigit()]:
        return False
    return Levenshtein.distance(one, other, score_cutoff=1) <= 1
