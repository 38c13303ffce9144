"""Names, and where they stand."""

from __future__ import annotations

from mapper.edit.effects.fitted import fit_in
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect
from mapper.model.kinds import POOL
from mapper.model.records import Node, Record
from mapper.text import _


def rename(diagram: Diagram, id: str, text: str, wider: bool = False) -> None:
    """Give a node or flow a name (an annotation or group its text). White space around it is taken off.

    A step grows with its name in height, or in width where `wider`; bands and annotations grow too. A pool and the
    process it shows have one name, until somebody names one of them otherwise in a file.
    """
    record = diagram.get(id)
    if record is None or record.name == text.strip():
        return
    with diagram.transaction(_("Rename")):
        for twin in (record, *_twins(diagram, record)):
            diagram.put(twin.but(name=text.strip()))
            fit_in(diagram, [twin.id], wider)


def _twins(diagram: Diagram, record: Record) -> list[Node]:
    """What goes by the same name as a pool or process because it is the same thing to people: the process a pool shows,
    the pool that shows a process. One that was named otherwise keeps its name."""
    if not isinstance(record, Node):
        return []
    other = diagram.get(record.ref) if record.family == POOL else None
    if record.kind == "process":
        other = query.pool_of(diagram, record.id)
    return [other] if isinstance(other, Node) and other.name in ("", record.name) else []


def place(diagram: Diagram, id: str, box: Rect) -> None:
    """Put a label somewhere, or give it another size, by hand; what is not drawn has none."""
    record = diagram.get(id)
    if record is not None and record.plane is not None and record.label != box:
        with diagram.transaction(_("Move label")):
            diagram.put(record.but(label=box))


def reset(diagram: Diagram, id: str) -> None:
    """Let a label stand at its default place again."""
    record = diagram.get(id)
    if record is not None and record.label is not None:
        with diagram.transaction(_("Reset label")):
            diagram.put(record.but(label=None))
