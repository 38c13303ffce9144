"""Names, and where they stand."""

from __future__ import annotations

from mapper.edit.effects.fitted import fit_in
from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect
from mapper.text import _


def rename(diagram: Diagram, id: str, text: str, wider: bool = False) -> None:
    """Give a node or flow a name (an annotation or group its text). White space around it is taken off.

    A step grows with its name in height, or in width where `wider`; bands and annotations grow too.
    """
    record = diagram.get(id)
    if record is None or record.name == text.strip():
        return
    with diagram.transaction(_("Rename")):
        diagram.put(record.but(name=text.strip()))
        fit_in(diagram, [id], wider)


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
