"""The steps of a map as a table, a row each in the order of their numbers: what goes into a .csv file."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO

from mapper.analysis import numbering
from mapper.model import details, query
from mapper.model.details import Detail
from mapper.model.diagram import Diagram
from mapper.model.kinds import TASK
from mapper.model.records import Node

_Cell = Callable[[Diagram, Node], str]
_FORMULAS = ("=", "+", "-", "@")
"""What a formula begins with, in one spreadsheet or another."""


def _detail(key: str) -> _Cell:
    def cell(diagram: Diagram, node: Node) -> str:
        value = node.details.get(key, "")
        return f"{value:g}" if isinstance(value, float) else str(value)

    return cell


def _parties(key: str) -> _Cell:
    def cell(diagram: Diagram, node: Node) -> str:
        ids = node.details.get(key, ())
        named = [diagram.get(id) for id in (ids if isinstance(ids, tuple) else (ids,))]
        return ", ".join(party.name for party in named if party is not None)

    return cell


def _rows(key: str) -> _Cell:
    def cell(diagram: Diagram, node: Node) -> str:
        return "; ".join(" ".join(filter(None, row.values())) for row in details.rows(node.details, key))

    return cell


def _of_type(row: Detail) -> _Cell:
    if row.type in (details.PARTY_ID, details.PARTY_IDS):
        return _parties(row.key)
    return _rows(row.key) if row.type == details.ROWS else _detail(row.key)


def _name(record: Node | None) -> str:
    return record.name if record is not None else ""


def _inherited(diagram: Diagram, node: Node) -> str:
    if query.owner(diagram, node.id) is None:
        return ""
    return "no" if query.own_owner(diagram, node.id) else "yes"


COLUMNS: dict[str, _Cell | None] = {
    "id": lambda diagram, node: node.id,
    "name": lambda diagram, node: " ".join(node.name.split()),
    "number": None,
    "kind": lambda diagram, node: node.kind,
    "process": lambda diagram, node: _name(query.process_of(diagram, node.id)),
    "lane": lambda diagram, node: _name(query.lane_of(diagram, node.id)),
    "owner": lambda diagram, node: _name(query.owner(diagram, node.id)),
    "inherited": _inherited,
    "responsible": _parties("responsible"),
    "consulted": _parties("consulted"),
    "informed": _parties("informed"),
    "processingTime": _detail("processingTime"),
    "waitingTime": _detail("waitingTime"),
    "frequency": _detail("frequency"),
    "cost": _detail("cost"),
    "verifiedOn": _detail("verifiedOn"),
    "documentation": _detail("documentation"),
}
COLUMNS.update({row.key: _of_type(row) for row in details.fields(TASK) if row.key not in COLUMNS})
"""What each column says (None: the step's number); the names are for programs and stay English. Times in
minutes, frequency a month."""


def rows(diagram: Diagram) -> list[list[str]]:
    """One list of texts a step, in the order of COLUMNS; a text that a spreadsheet would take for a formula begins with
    an apostrophe."""
    numbers = numbering.numbers(diagram)
    found = numbering.steps(diagram, numbers)
    cells = ([numbers[s.id] if cell is None else cell(diagram, s) for cell in COLUMNS.values()] for s in found)
    return [[f"'{text}" if text.startswith(_FORMULAS) else text for text in row] for row in cells]


def as_csv(diagram: Diagram) -> bytes:
    """The table as RFC 4180 text in UTF-8, with the mark by which spreadsheets know that it is."""
    out = StringIO()
    table = csv.writer(out)
    table.writerow(COLUMNS)
    table.writerows(rows(diagram))
    return out.getvalue().encode("utf-8-sig")
