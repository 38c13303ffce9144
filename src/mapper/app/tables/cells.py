"""A field of `model.details` as the text of one cell, and back: for the table of steps, the clipboard and files.

A cell is written for people (labels and the decimal mark of their language) or for programs (keys, a decimal point, or
a comma where the file separates by semicolons). Either is understood when it is read, in English and in Danish.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from mapper.app.tables.reading import Refusal, read_date, read_duration, read_number
from mapper.edit.verbs import owner
from mapper.model import query
from mapper.model.details import CHOICE, DATE, NUMBER, PARTY_ID, PARTY_IDS, ROWS, Detail, key_of
from mapper.model.diagram import Diagram
from mapper.model.records import Node
from mapper.text import _
from mapper.text.order import folded

COLUMN, ROW = " | ", "\n"
"""What parts the columns and the rows of a field that is itself a table."""
_MARKED = re.compile(r"\\([\\|n])")


def written(diagram: Diagram, row: Detail, value: Any, *, people: bool = True, mark: str = ".") -> str:
    """A value as text; "" for none. people: choices by their labels; mark: the decimal mark."""
    if value is None or value in ("", ()):
        return ""
    if row.type == NUMBER and isinstance(value, int | float):
        return _number(float(value), mark)
    if row.type == CHOICE:
        return _(dict(row.choices).get(value, str(value))) if people else str(value)
    if row.type in (PARTY_ID, PARTY_IDS):
        named = [diagram.get(id) for id in (value if isinstance(value, tuple) else (value,))]
        return "; ".join(party.name for party in named if party is not None)
    if row.type == ROWS and isinstance(value, tuple):
        return ROW.join(_line(line) for line in value)
    return str(value)


def read(diagram: Diagram, row: Detail, text: str) -> Any:
    """The value that a text says, None for an empty one. Raises Refusal.

    Parties who are named and not known are added as persons: call it inside a transaction.
    """
    text = text.strip()
    if not text:
        return None
    if row.duration:
        return read_duration(text)
    if row.type == NUMBER:
        return read_number(text)
    if row.type == DATE:
        return read_date(text)
    if row.type == CHOICE:
        return _choice(row, text)
    if row.type == PARTY_ID:
        return _party(diagram, text)
    if row.type == PARTY_IDS:
        return tuple(dict.fromkeys(_party(diagram, name) for name in _names(diagram, text)))
    return _rows(row, text) if row.type == ROWS else text


def _number(value: float, mark: str) -> str:
    """All of its decimals, and no signs between thousands, which a program might take for a decimal mark."""
    return (str(int(value)) if value.is_integer() else repr(value)).replace(".", mark)


def _choice(row: Detail, text: str) -> str:
    key = key_of(text, row.choices)
    if key is None:
        offered = ", ".join(_(label) for _key, label in row.choices)
        raise Refusal(_("“{text}” is none of: {choices}.").format(text=text, choices=offered))
    return key


def _party(diagram: Diagram, name: str) -> str:
    found = _known(diagram, name)
    return found.id if found is not None else owner.add_party(diagram, name, "person")


def _known(diagram: Diagram, name: str) -> Node | None:
    return next((party for party in query.parties(diagram) if folded(party.name) == folded(name)), None)


def _names(diagram: Diagram, text: str) -> Iterator[str]:
    """Names parted by semicolons or line breaks; by commas too, unless somebody's name has one."""
    for part in re.split(r"[;\n]", text):
        name = part.strip()
        whole = "," not in name or _known(diagram, name) is not None
        yield from (piece.strip() for piece in ([name] if whole else name.split(",")) if piece.strip())


def _line(line: tuple[str, ...]) -> str:
    cells = [str(cell).replace("\\", "\\\\").replace("|", "\\|").replace("\n", "\\n") for cell in line]
    while cells and not cells[-1]:
        cells.pop()
    return COLUMN.join(cells)


def _rows(row: Detail, text: str) -> tuple[tuple[str, ...], ...]:
    found = []
    for line in text.splitlines():
        cells = [_MARKED.sub(_unmarked, cell).strip() for cell in re.split(r"(?<!\\)\|", line)]
        if len(cells) > len(row.columns):
            said = _("“{line}” has more parts than {columns}.")
            raise Refusal(said.format(line=line, columns=COLUMN.join(_(label) for _key, label in row.columns)))
        if any(cells):
            found.append((*cells, *[""] * (len(row.columns) - len(cells))))
    return tuple(found)


def _unmarked(found: re.Match[str]) -> str:
    return "\n" if found[1] == "n" else found[1]
