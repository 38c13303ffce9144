"""A system, a term or a role renamed wherever it stands: in the open map, and in the other maps of its folder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mapper.app.errors import MapperError
from mapper.app.session.session import Session, is_open, same_file
from mapper.edit.effects import readonly
from mapper.edit.verbs import label, owner
from mapper.model.details import DETAILS, PARAGRAPH, ROWS, TEXT
from mapper.model.diagram import Diagram
from mapper.model.kinds import PARTY, PLANE
from mapper.model.records import Node, Record
from mapper.text import _

NAME = "name"


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for, and what stands there afterwards. case: large and small letters count. words: only whole
    words."""

    find: str
    instead: str
    case: bool = False
    words: bool = True

    def replaced(self, text: str) -> str:
        """A text with all that is found in it replaced.

        >>> Search("SAP", "Oracle").replaced("Book in SAP, not in SAPHIR")
        'Book in Oracle, not in SAPHIR'
        >>> Search("invoice", "bill").replaced("Invoice received, invoice booked")
        'Bill received, bill booked'
        """
        pattern = re.escape(self.find.strip())
        if not pattern:
            return text
        if self.words:
            pattern = rf"(?<!\w){pattern}(?!\w)"
        return re.sub(pattern, self._word, text, flags=0 if self.case else re.IGNORECASE)

    def _word(self, found: re.Match[str]) -> str:
        """What stands there afterwards; at the beginning of a sentence it keeps its capital."""
        word = self.instead.strip()
        capital = not self.case and found[0][:1].isupper() and self.find.strip()[:1].islower()
        return word[:1].upper() + word[1:] if capital else word


@dataclass(frozen=True, slots=True)
class Hit:
    """One place: whose, which field ("name", or a key of `details.DETAILS`), and what stands there before and after."""

    id: str
    field: str
    what: str
    before: Any
    after: Any

    @property
    def shown(self) -> tuple[str, str]:
        """Both texts on one line each."""
        return _line(self.before), _line(self.after)


def hits(diagram: Diagram, search: Search) -> list[Hit]:
    """Where it stands in a map: names of all that is drawn and of people and roles, and every text of their fields."""
    found = []
    for record in diagram.records():
        if isinstance(record, Node) and record.family == PLANE:
            continue
        for field, value in _texts(record):
            after = _replaced(value, search)
            if after != value and after not in ("", ()):
                found.append(Hit(record.id, field, _(record.sort.label), value, after))
    return found


def replace(diagram: Diagram, found: Iterable[Hit]) -> int:
    """Replace, as one step; how many places it was. What is only shown, or has changed since, stays as it is; so does a
    party whose new name another one has already."""
    # Fields first: renaming a party renames the rows that name it.
    order = sorted(found, key=lambda hit: hit.field == NAME)
    count = 0
    with diagram.transaction(_("Replace")):
        for hit in order:
            record = diagram.get(hit.id)
            still = record is not None and dict(_texts(record)).get(hit.field) == hit.before
            if record is None or not still or readonly.first(diagram, record.plane, (hit.id,)) is not None:
                continue
            try:
                _put(diagram, record, hit)
            except ValueError:
                continue
            count += 1
    return count


class Other:
    """Another map of the folder, and where it stands there."""

    def __init__(self, path: Path, session: Session, found: Sequence[Hit]) -> None:
        self.path, self.session, self.found = path, session, tuple(found)

    def replace(self, chosen: Iterable[Hit]) -> int:
        """Replace and save; the file as it was is kept as a version. Raises MapperError; the file is then as it was."""
        count = replace(self.session.diagram, chosen)
        if count:
            self.session.save()
        return count


def others(session: Session, search: Search) -> tuple[list[Other], list[str]]:
    """The other maps of the folder in which it stands, and what kept some of them out: those that are open (they are
    changed in their own tab), repaired or unreadable."""
    found: list[Other] = []
    left: list[str] = []
    for path in sorted(session.path.parent.glob("*.bpmn")) if session.path is not None else []:
        if session.path is None or same_file(path, session.path):
            continue
        try:
            other = Session.open(path, keep=False)
        except MapperError as error:
            left.append(str(error))
            continue
        there = hits(other.diagram, search)
        if there and is_open(path):
            left.append(_("{name} is open in another tab: replace there.").format(name=path.name))
        elif there and other.repaired:
            left.append(_("{name} had to be repaired: open it and save it first.").format(name=path.name))
        elif there:
            found.append(Other(path, other, there))
    return found, left


def _texts(record: Record) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = [(NAME, record.name)] if record.name else []
    rows = ((key, DETAILS[key], value) for key, value in record.details.items() if key in DETAILS)
    return found + [(key, value) for key, row, value in rows if row.type in (TEXT, PARAGRAPH, ROWS)]


def _replaced(value: Any, search: Search) -> Any:
    if isinstance(value, tuple):
        return tuple(tuple(search.replaced(cell) for cell in row) for row in value)
    return search.replaced(str(value))


def _put(diagram: Diagram, record: Record, hit: Hit) -> None:
    if hit.field != NAME:
        owner.set_detail(diagram, record.id, hit.field, hit.after)
    elif record.family == PARTY:
        owner.rename_party(diagram, record.id, hit.after)
    else:
        label.rename(diagram, record.id, hit.after)


def _line(value: Any) -> str:
    text = "; ".join(" · ".join(filter(None, row)) for row in value) if isinstance(value, tuple) else str(value)
    return " ".join(text.split())
