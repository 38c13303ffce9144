"""How far a shape reaches beyond the box its file gives it: a name that runs over, a bracket as high as its text."""

from __future__ import annotations

from mapper.draw.over import may_run_over
from mapper.draw.pictures.sheet import mark_box
from mapper.draw.shapes import label
from mapper.draw.theme import LIGHT
from mapper.lettering.sizes import Sizes
from mapper.model.geometry import Rect, bounding
from mapper.model.records import Node
from mapper.model.texts.annotations import as_high_as_its_text

_UNSURE = 20.0
"""Pixels by which an owner's badge, which is not asked about here, may move a name."""


def box(node: Node, sizes: Sizes) -> Rect | None:
    """The box around what reaches beyond a node's bounds, or a little more; None when nothing does."""
    if node.bounds is None:
        return None
    if node.kind == "textAnnotation":
        grown = as_high_as_its_text(node, sizes)
        return grown if grown != node.bounds else None
    if not may_run_over(node, sizes):
        return None
    found = bounding(part for mark in label(node, LIGHT.lettered(sizes)) if (part := mark_box(mark)) is not None)
    return found.grown(_UNSURE) if found is not None else None
