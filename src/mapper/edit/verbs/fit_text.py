"""Fit to text: steps as large as their names need, bands and annotations too; and how large the text of a map is."""

from __future__ import annotations

from collections.abc import Iterable

from mapper.edit.effects.fitted import fit_in
from mapper.lettering.sizes import LARGEST, SMALLEST, USUAL
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.records import Node
from mapper.text import _


def fit(diagram: Diagram, ids: Iterable[str], wider: bool = False) -> None:
    """Give steps the size that their names need in letters of full size, and no less than the usual one; let bands of
    pools and lanes and brackets of annotations grow. wider: steps grow in width rather than in height."""
    with diagram.transaction(_("Fit to text")):
        fit_in(diagram, ids, wider, snug=True)


def on_plane(diagram: Diagram, plane: str) -> list[str]:
    """Ids of everything on a diagram that can be fitted to its text, from left to right, so that what makes way does so
    once."""
    nodes = [n for n in query.drawn_on(diagram, plane) if isinstance(n, Node) and n.plane == plane and n.bounds]
    return [n.id for n in sorted(nodes, key=lambda n: (n.bounds.x, n.bounds.y) if n.bounds else (0.0, 0.0))]


def set_size(diagram: Diagram, pixels: float) -> None:
    """Let the names of steps be so many pixels high on all diagrams of a map, all other text in proportion.

    Raises ValueError for a size that nobody can read or that no step has room for.
    """
    if not SMALLEST <= pixels <= LARGEST:
        raise ValueError(f"no size of text: {pixels}")
    said = 0.0 if pixels == USUAL.step else float(pixels)
    with diagram.transaction(_("Size of text")):
        for plane in query.planes(diagram):
            diagram.put(plane.with_trait("textSize", said))
