"""What a map carries beside its steps, as tables of the same kind: processes, parties, data and flows."""

from __future__ import annotations

from mapper.app.tables import cells, columns
from mapper.model import query
from mapper.model.details import Detail, fields
from mapper.model.diagram import Diagram
from mapper.model.kinds import CONTAINER, DATA, FLOW, PARTY
from mapper.model.records import Flow, Node, Record
from mapper.text import N_

STEPS = "steps"
TABLES = {
    STEPS: N_("Steps"), "processes": N_("Processes"), "parties": N_("People and roles"), "data": N_("Data"),
    "flows": N_("Flows"),
}  # fmt: skip
"""Every table by name; a workbook has a sheet for each that is not empty, the steps first."""

_FAMILIES = {"processes": CONTAINER, "parties": PARTY, "data": DATA, "flows": FLOW}


def table(diagram: Diagram, name: str = STEPS, *, mark: str = ".") -> list[list[str]]:
    """A table for programs: a head of keys, then a row for each thing. mark: the decimal mark."""
    if name == STEPS:
        return columns.table(diagram, mark=mark)
    rows = fields(_FAMILIES[name])
    fixed = ["id", "name", *(["source", "target"] if name == "flows" else [])]
    return [[*fixed, *(row.key for row in rows)], *(_line(diagram, one, rows, mark) for one in _records(diagram, name))]


def tables(diagram: Diagram) -> dict[str, list[list[str]]]:
    """All tables by name; those with nothing in them are left out, but for the steps."""
    found = {name: table(diagram, name) for name in TABLES}
    return {name: rows for name, rows in found.items() if len(rows) > 1 or name == STEPS}


def _records(diagram: Diagram, name: str) -> list[Record]:
    if name == "parties":
        return [*query.parties(diagram)]
    if name == "flows":
        return [flow for flow in diagram.flows() if flow.kind == "sequenceFlow"]
    nodes = [node for node in diagram.nodes() if node.family == _FAMILIES[name]]
    return [node for node in nodes if name == "data" or node.kind == "process"]


def _line(diagram: Diagram, record: Record, rows: tuple[Detail, ...], mark: str) -> list[str]:
    ends = [_called(diagram.get(end)) for end in (record.source, record.target)] if isinstance(record, Flow) else []
    said = [cells.written(diagram, row, record.details.get(row.key), people=False, mark=mark) for row in rows]
    return [record.id, _called(record), *ends, *said]


def _called(record: Record | Node | None) -> str:
    return " ".join(record.name.split()) if record is not None else ""
