"""How high a text annotation must be for its text: its bracket grows with it (BPMN 2.0, 8.4.1 names no size)."""

from __future__ import annotations

from mapper.lettering.measure import line_height
from mapper.lettering.sizes import Sizes
from mapper.lettering.wrap import wrap
from mapper.model.geometry import Rect
from mapper.model.records import Node

TEXT_LEFT, TEXT_RIGHT, NARROWEST = 8.0, 4.0, 24.0
"""Between the bracket and its text, between the text and the other edge; the least width of a line; pixels."""


def as_high_as_its_text(node: Node, sizes: Sizes) -> Rect:
    """The annotation's box, higher where its text needs it."""
    box = node.bounds or Rect(0, 0, 0, 0)
    width = max(box.w - TEXT_LEFT - TEXT_RIGHT, NARROWEST)
    needed = len(wrap(node.name, width, sizes.label, language=sizes.language)) * line_height(sizes.label) + 2
    return Rect(box.x, box.y, box.w, max(box.h, needed))
