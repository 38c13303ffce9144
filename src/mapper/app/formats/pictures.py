"""Pictures of a map or of a part of it, as other programs take them: SVG, and PNG at 300 dots to the inch."""

from __future__ import annotations

from collections.abc import Sequence

from mapper.app.session import clipboard
from mapper.app.session.session import Session
from mapper.draw.painters import png, svg
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.records import Node

DPI = 300
SCALE = DPI / 96
"""Dots for a pixel of the map, of which there are 96 to the inch."""


class Picture:
    """A diagram to be painted when somebody wants it. What it shows stays as it was when it was taken."""

    def __init__(self, diagram: Diagram, plane: str) -> None:
        self._diagram, self._plane = diagram, plane

    def svg(self) -> bytes:
        return svg.render(self._diagram, self._plane)

    def png(self) -> bytes:
        return png.render(self._diagram, self._plane, scale=SCALE)


def of_file(data: bytes) -> Picture:
    """A picture of a small map that holds what was copied."""
    diagram = Session.beginning(data, "", keep=False).shown().diagram
    drawn = [plane for plane in query.planes(diagram) if diagram.index.is_named("plane", plane.id)]
    return Picture(diagram, max(drawn or query.planes(diagram), key=lambda p: len(query.drawn_on(diagram, p.id))).id)


def of_part(session: Session, ids: Sequence[str], plane: str) -> Picture:
    """A picture of some things; of all the diagram where there are none that can be copied."""
    shown = [id for id in ids if isinstance(session.diagram.get(id), Node)]
    clip = clipboard.copy(session, shown, remember=False) if shown else None
    return of_file(clip.data) if clip is not None else Picture(Diagram(session.diagram.records()), plane)
