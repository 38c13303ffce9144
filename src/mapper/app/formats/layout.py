"""A file laid out anew into another one, or many in one process."""

from __future__ import annotations

from pathlib import Path

from mapper.app.formats import convert, export
from mapper.app.session import arrange
from mapper.app.session.session import Session


def layout(source: Path, target: Path, *, order_lanes: bool = False, suffix: str = "") -> Session:
    """Read `source`, lay it out, write `target` in the format of its ending; the map as written. Raises MapperError."""
    export.printer(target, suffix)
    read = Session.read(source)
    convert.spare(read.repaired, source, target)
    arrange.refuse_deep(read.records, source)
    session = Session(arrange.anew(read, source.stem, order_lanes=order_lanes), source, keep=False)
    export.export_all(session, target, suffix=suffix)
    return session
