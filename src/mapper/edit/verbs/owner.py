"""Who is accountable, who does the work, and where their time goes (docs/domain.md, "The process owner's time")."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable
from typing import Any

from mapper.edit.effects.ids import new_id
from mapper.model import details
from mapper.model.details import DETAILS, Detail
from mapper.model.diagram import Diagram
from mapper.model.kinds import PARTY
from mapper.model.records import Node, Value
from mapper.text import _
from mapper.text.order import folded


def add_party(diagram: Diagram, name: str, kind: str = "role") -> str:
    """Add a person, role or unit to the file; its id. Raises ValueError for a name that is empty or taken."""
    name = _free_name(diagram, name, None)
    with diagram.transaction(_("Add owner")):
        party = Node(new_id(diagram, "Party"), "party", name)
        diagram.put(party)
        set_detail(diagram, party.id, "partyKind", kind)
    return party.id


def rename_party(diagram: Diagram, id: str, name: str) -> None:
    """Give a party another name. Raises ValueError for a name that is empty or taken."""
    name = _free_name(diagram, name, id)
    with diagram.transaction(_("Rename owner")):
        rename_in_rows(diagram, diagram.node(id).name, name)
        diagram.put(diagram.node(id).but(name=name))


def rename_in_rows(diagram: Diagram, old: str, new: str) -> None:
    """Tables that name a party by its name say the new one. For use inside a transaction."""
    keys = {key: row for key, row in DETAILS.items() if row.people}
    for record in diagram.records():
        for key in [key for key in keys if key in record.details]:
            names = [name for name, _label in keys[key].columns]
            rows: Any = record.details[key]
            told = tuple(tuple(_renamed(cell, old, new) if names[at] in keys[key].people else cell
                               for at, cell in enumerate(line)) for line in rows)  # fmt: skip
            if told != rows:
                record = record.with_detail(key, told)
                diagram.put(record)


def _renamed(cell: str, old: str, new: str) -> str:
    return new if folded(cell) == folded(old) else cell


def drop_party(diagram: Diagram, id: str) -> None:
    """Remove a party from the file and from everything that names it."""
    with diagram.transaction(_("Remove owner")):
        forget(diagram, id)
        diagram.drop(id)


def set_owner(diagram: Diagram, ids: Iterable[str], party: str | None) -> None:
    """Make a party accountable for some things; None lets them inherit again."""
    with diagram.transaction(_("Set owner")):
        for id in ids:
            set_detail(diagram, id, "owner", party)


def set_detail(diagram: Diagram, id: str, key: str, value: Any) -> None:
    """Set a field of `details.DETAILS`, or clear it with None or an empty value.

    Raises ValueError, in words for the user, when the thing does not carry the field or the value does not fit it.
    """
    record = diagram.get(id)
    row = DETAILS.get(key)
    if record is None or row is None or record.family not in row.families:
        raise ValueError(_("There is no field “{field}” here.").format(field=_(row.label) if row else key))
    fitting = _fitting(diagram, row, value)
    # A number left at its default is not written, so that a company may change the default for all.
    fitting = None if fitting == row.default else fitting
    with diagram.transaction(_("Change {field}").format(field=_(row.label))):
        diagram.put(record.with_detail(key, fitting))


def set_split(
    diagram: Diagram, party: str, role: float, improvement: float, documentation: float, weekly: float | None = None
) -> None:
    """Set how a party's working time is split, in percentage points of total working time, and the weekly hours.

    Raises ValueError unless improvement + documentation = role, all between 0 and 100.
    """
    if not math.isclose(improvement + documentation, role, abs_tol=0.005):
        said = _("Improvement ({one:g}) and documentation ({two:g}) must add up to the role ({sum:g}).")
        raise ValueError(said.format(one=improvement, two=documentation, sum=role))
    if not all(0 <= share <= 100 for share in (role, improvement, documentation)):
        raise ValueError(_("Shares of working time lie between 0 and 100."))
    with diagram.transaction(_("Change working time")):
        set_detail(diagram, party, "roleShare", role)
        set_detail(diagram, party, "improvementShare", improvement)
        set_detail(diagram, party, "documentationShare", documentation)
        if weekly is not None:
            set_detail(diagram, party, "weeklyHours", weekly)


def forget(diagram: Diagram, party: str) -> None:
    """Take a party out of every field that names it. For use inside a transaction."""
    keys = [key for key, row in DETAILS.items() if row.type in (details.PARTY_ID, details.PARTY_IDS)]
    for record in diagram.records():
        named = [key for key in keys if key in record.details and _names(record.details[key], party)]
        for key in named:
            old = record.details[key]
            left = tuple(p for p in old if p != party) if isinstance(old, tuple) else None
            record = record.with_detail(key, left)
        if named:
            diagram.put(record)


def _names(value: Value, party: str) -> bool:
    return party in value if isinstance(value, tuple) else value == party


def _free_name(diagram: Diagram, name: str, id: str | None) -> str:
    name = " ".join(name.split())
    if not name:
        raise ValueError(_("An owner needs a name."))
    for other in diagram.index.naming("family", PARTY):
        if other != id and folded(diagram.node(other).name) == folded(name):
            raise ValueError(_("“{name}” is there already.").format(name=name))
    return name


def _fitting(diagram: Diagram, row: Detail, value: Any) -> Value | None:
    """The value in the form the field's type wants. Raises ValueError."""
    if value is None or value == "" or value == ():
        return None
    if row.type in (details.PARTY_ID, details.PARTY_IDS):
        return _fitting_party(diagram, row, value)
    if row.type == details.NUMBER:
        return _fitting_number(row, value)
    if row.type == details.CHOICE and value not in dict(row.choices):
        raise _wrong(row, value)
    if row.type == details.DATE:
        try:
            return datetime.date.fromisoformat(str(value)).isoformat()
        except ValueError:
            raise _wrong(row, value) from None
    if row.type == details.ROWS:
        return _fitting_rows(row, value)
    return str(value)


def _fitting_party(diagram: Diagram, row: Detail, value: Any) -> Value:
    ids = (value,) if isinstance(value, str) else tuple(dict.fromkeys(value))
    for id in ids:
        party = diagram.get(id)
        if not isinstance(party, Node) or party.family != PARTY:
            raise _wrong(row, id)
    return ids[0] if row.type == details.PARTY_ID else ids


def _fitting_number(row: Detail, value: Any) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise _wrong(row, value) from None
    if not math.isfinite(number) or number < 0:
        raise _wrong(row, value)
    least, most = row.limits
    if not least <= number <= most:
        said = _("“{field}” lies between {least:g} and {most:g}; {value:g} does not.")
        raise ValueError(said.format(field=_(row.label), least=least, most=most, value=number))
    return number


def _fitting_rows(row: Detail, value: Any) -> Value:
    rows = tuple(tuple(str(cell) for cell in line) for line in value)
    if any(not len(row.columns) - row.optional <= len(line) <= len(row.columns) for line in rows):
        raise _wrong(row, value)
    full = ((*line, *[""] * (len(row.columns) - len(line))) for line in rows)
    return tuple(line for line in full if any(cell.strip() for cell in line))


def _wrong(row: Detail, value: object) -> ValueError:
    return ValueError(_("“{value}” does not fit the field “{field}”.").format(value=value, field=_(row.label)))
