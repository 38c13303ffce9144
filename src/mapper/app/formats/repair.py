"""A file with its faults mended and its loose ends joined, written as another one."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from mapper.app import files
from mapper.app.errors import UsageError
from mapper.app.formats import convert
from mapper.app.session.session import Session
from mapper.edit.verbs import connect
from mapper.model.diagram import Diagram
from mapper.model.records import Node, Record
from mapper.text import _


class Repaired(NamedTuple):
    """The session of a repaired map, and a sentence for each end that was joined."""

    session: Session
    joined: tuple[str, ...]


def repair(source: Path, target: Path) -> Repaired:
    """Read `source`, join what touches, write `target`: well-formed, and byte for byte the same in all the rest. Raises
    MapperError."""
    if target != files.STREAM and target.suffix.lower() != ".bpmn":
        what = _("a repaired map is a .bpmn file")
        raise UsageError(target, None, what, _("choose a name that ends in .bpmn"))
    session = Session.open(source, keep=False)
    convert.spare(session.repaired, source, target)
    told = tuple(_told(session.diagram, *one) for one in connect.touching(session.diagram))
    connect.touching_ends(session.diagram)
    files.write(target, session.data())
    return Repaired(session, told)


def _told(diagram: Diagram, record: Record, field: str) -> str:
    other = diagram.get(getattr(record, field))
    names = {"name": _name(record), "ref": _name(other) if other is not None else ""}
    if isinstance(record, Node):
        return _("“{name}” now sits on “{ref}”").format(**names)
    if field == "source":
        return _("“{name}” now starts at “{ref}”").format(**names)
    return _("“{name}” now ends at “{ref}”").format(**names)


def _name(record: Record) -> str:
    return " ".join(record.name.split()) or record.id
