"""The columns of the table of steps: what says where a step stands, then every field that a step carries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mapper.analysis import numbering
from mapper.app.tables import cells
from mapper.model import query
from mapper.model.details import DETAILS, Detail, fields, key_of
from mapper.model.diagram import Diagram
from mapper.model.kinds import TASK
from mapper.model.records import Node, Record
from mapper.text import N_, _

_Says = Callable[[Diagram, Node], str]


@dataclass(frozen=True, slots=True)
class Column:
    """key: its name in files. label: English. detail: the field, None for what the map says itself."""

    key: str
    label: str
    detail: Detail | None = None

    @property
    def editable(self) -> bool:
        """Whether what is typed into it changes the map."""
        return self.detail is not None or self.key == NAME

    @property
    def title(self) -> str:
        """The label in the language of the interface, with the unit."""
        unit = self.detail.unit if self.detail is not None else ""
        said = not unit or _(unit).casefold() in _(self.label).casefold()
        return _(self.label) if said else _("{label} ({unit})").format(label=_(self.label), unit=_(unit))


ID, NUMBER, NAME, LANE, OWNER = "id", "number", "name", "lane", "owner"
_FIXED = (
    Column(ID, N_("Id")),
    Column(NAME, N_("Step")),
    Column(NUMBER, N_("Number")),
    Column("kind", N_("Kind")),
    Column("process", N_("Process")),
    Column(LANE, N_("Lane")),
)
_FIRST = (OWNER, "inherited", "responsible", "consulted", "informed", "processingTime", "waitingTime", "frequency",
          "cost", "verifiedOn", "documentation")  # fmt: skip
"""The fields that files have had from the beginning keep their places."""
_FIELDS = {row.key: Column(row.key, row.label, row) for row in fields(TASK)}
_FIELDS["inherited"] = Column("inherited", N_("Owner is inherited"))

COLUMNS: tuple[Column, ...] = (
    *_FIXED,
    *(_FIELDS[key] for key in _FIRST),
    *(column for key, column in _FIELDS.items() if key not in _FIRST),
)
"""All columns in the order of files. Times in minutes, frequency a month."""

BY_KEY = {column.key: column for column in COLUMNS}


def text(diagram: Diagram, step: Record, column: Column, number: str, *, people: bool = True, mark: str = ".") -> str:
    """What a cell says of a step; an owner is said though it be inherited."""
    if column.key == OWNER:
        return _name(query.owner(diagram, step.id))
    if column.detail is not None:
        value = step.details.get(column.key)
        return cells.written(diagram, column.detail, value, people=people, mark=mark)
    if column.key == NUMBER:
        return number
    if column.key == "kind" and people:
        return _(step.sort.label)
    return _SAYS[column.key](diagram, step) if isinstance(step, Node) else ""


def of(key: str) -> Column:
    """The column of a key: of steps, or of another field of `model.details`, or one that is only read."""
    row = DETAILS.get(key)
    return BY_KEY.get(key) or Column(key, row.label if row is not None else key, row)


def named(text: str) -> Column | None:
    """The column that a head of a table means: by key, or by label in either language, with or without its unit."""
    plain = text.rsplit("(", 1)[0].strip() if text.rstrip().endswith(")") else text
    for wanted in (text, plain):
        key = key_of(wanted, ((column.key, column.label) for column in COLUMNS)) or _folded_key(wanted)
        if key is not None:
            return BY_KEY[key]
    others = ((row.key, row.label) for row in DETAILS.values() if row.key not in BY_KEY)
    other = text if text in DETAILS else key_of(text, others) or key_of(plain, others)
    return of(other) if other is not None else None


def table(diagram: Diagram, *, mark: str = ".") -> list[list[str]]:
    """The table for programs: a head of keys, then a row a step in the order of their numbers."""
    numbers = numbering.numbers(diagram)
    rows = [
        [text(diagram, step, column, numbers[step.id], people=False, mark=mark) for column in COLUMNS]
        for step in numbering.steps(diagram, numbers)
    ]
    return [[column.key for column in COLUMNS], *rows]


def _folded_key(text: str) -> str | None:
    wanted = text.strip().casefold()
    return next((column.key for column in COLUMNS if column.key.casefold() == wanted), None)


def _name(record: Node | None) -> str:
    return " ".join(record.name.split()) if record is not None else ""


def _inherited(diagram: Diagram, step: Node) -> str:
    if query.owner(diagram, step.id) is None:
        return ""
    return "no" if query.own_owner(diagram, step.id) else "yes"


_SAYS: dict[str, _Says] = {
    ID: lambda diagram, step: step.id,
    NAME: lambda diagram, step: _name(step),
    "kind": lambda diagram, step: step.kind,
    "process": lambda diagram, step: _name(query.process_of(diagram, step.id)),
    LANE: lambda diagram, step: _name(query.lane_of(diagram, step.id)),
    "inherited": _inherited,
}
