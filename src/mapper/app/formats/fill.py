"""A map brought in step with a table of its steps, written as another file or in its place."""

from __future__ import annotations

from pathlib import Path

from mapper.app import files
from mapper.app.errors import UsageError
from mapper.app.formats import convert
from mapper.app.session.session import Session
from mapper.app.tables import change
from mapper.app.tables import files as tables
from mapper.app.tables.change import Done
from mapper.text import _


def fill(source: Path, table: Path, target: Path) -> tuple[Session, Done]:
    """Read the map and the table, write `target`; what was done, and what in the table made no sense and was left.
    Raises MapperError."""
    if target.suffix.lower() != ".bpmn":
        raise UsageError(target, None, _("a map is a .bpmn file"), _("choose a name that ends in .bpmn"))
    session = Session.open(source, keep=False).shown()
    convert.spare(session.repaired, source, target)
    done = from_file(session, table)
    files.write(target, session.data())
    return session, done


def from_file(session: Session, table: Path) -> Done:
    """Bring a map in step with a file. Raises MapperError; the map is then as it was."""
    sheets = tables.read(table, files.read(table))
    try:
        return change.fill_all(session.diagram, sheets)
    except ValueError as error:
        raise UsageError(table, None, str(error), _("write one with “mapper convert MAP TABLE”")) from error
