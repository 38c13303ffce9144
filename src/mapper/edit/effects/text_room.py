"""Things grow with their text: steps, the bands of pools and lanes, annotations. Nobody's names are cut in a map one
draws oneself; what a file brought is not resized before somebody writes in it."""

from __future__ import annotations

from mapper.edit.effects.before import Before, place
from mapper.edit.effects.grow import grow, in_the_way, make_room
from mapper.edit.effects.lane_stack import frame_of, leaves, restack
from mapper.edit.effects.push import push
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect, centered, oriented
from mapper.model.kinds import ACTIVITIES, COLLAPSED_SIZE, LANE, POOL, SUBPROCESS
from mapper.model.records import Node
from mapper.model.texts import bands, step_box
from mapper.model.texts.annotations import as_high_as_its_text
from mapper.model.texts.type_size import sizes


def make_text_room(diagram: Diagram, id: str, was: Before, wider: bool = False, snug: bool = False) -> None:
    """Let a node grow until its text fits in letters of full size; for use inside a transaction.

    wider: steps grow in width rather than in height. snug: a step larger than its name and the usual size asks for
    shrinks to that.
    """
    node = diagram.get(id)
    if not isinstance(node, Node) or node.bounds is None:
        return
    if node.family in ACTIVITIES and not step_box.is_open(node):
        _step(diagram, node, was, wider, snug)
    elif node.family in (POOL, LANE):
        _band(diagram, node, was)
    elif node.kind == "textAnnotation":
        place(diagram, node, as_high_as_its_text(node, sizes(diagram, node.plane)), was)


def _step(diagram: Diagram, node: Node, was: Before, wider: bool, snug: bool) -> None:
    old = node.bounds
    assert old is not None
    start = centered(old.center, *_usual(node)) if snug else old
    shown = query.owner(diagram, node.id) is not None
    new = step_box.large_enough(node.but(bounds=start), start, shown, sizes(diagram, node.plane), wider)
    if new == old:
        return
    up = Rect(new.x, new.y, new.w, old.y - new.y)
    if new.w > old.w:
        # What comes before keeps its distance; what follows makes way.
        new = Rect(old.x, new.y, new.w, new.h)
    if up.h > 0 and in_the_way(diagram, node, up):
        new = Rect(new.x, old.y, new.w, new.h)
    make_room(diagram, node, new, was)
    place(diagram, diagram.node(node.id), new, was)
    grow(diagram, [node.id], was)


def _usual(node: Node) -> tuple[float, float]:
    """The size of a step with a short name."""
    return COLLAPSED_SIZE if node.family == SUBPROCESS else node.sort.size


def _band(diagram: Diagram, node: Node, was: Before) -> None:
    """The pool begins earlier by what its band, or that of one of its lanes, lacks; contents stay where they are."""
    assert node.bounds is not None
    by = bands.lacking(diagram, node, sizes(diagram, node.plane))
    frame = frame_of(diagram, node.id)
    if by <= 0 or frame is None or (node.family == POOL and node.trait("band")):
        return
    box = oriented(frame.box, frame.horizontal)
    if node.family == LANE and not query.sublanes(diagram, node.id):
        still = frozenset(leaf.id for leaf in leaves(diagram, frame.element))
        restack(diagram, frame, was, still=still, span=(box.x - by, box.right))
    elif node.family == POOL:
        new = oriented(Rect(box.x - by, box.y, box.w + by, box.h), frame.horizontal)
        place(diagram, node, new, was)
        push(diagram, node.id, frame.box, new, was)
