"""Automatic layout of what was read: what a file does not draw is arranged once, as it is opened, or all of it anew."""

from __future__ import annotations

from mapper import bpmn
from mapper.app import report
from mapper.bpmn import Source
from mapper.draw import labels
from mapper.edit import undrawn
from mapper.edit.arrange import verbs
from mapper.model.diagram import Diagram


def opened(source: Source) -> Source:
    """A file as it is first shown: what it does not draw is arranged, and nothing else is moved."""
    guessed = source.base.guessed
    if not guessed:
        return source
    diagram = Diagram(source.records)
    try:
        if source.base.drawn:
            verbs.missing(diagram, labels.size, guessed)
        else:
            verbs.everything(diagram, labels.size, order_pools=True)
    except Exception as error:  # a map that cannot be arranged can still be opened, as it was read
        report.unexpected(error)
        return source
    return source.arranged(diagram.records())


def anew(source: Source, *, order_lanes: bool = False) -> Source:
    """A file with everything in it laid out, as it would be saved."""
    diagram = Diagram(source.records)
    whole(diagram, order_lanes=order_lanes, order_pools=not source.base.drawn)
    records = diagram.records()
    return source.rebased(bpmn.write(source, records, guesses=True), records)


def whole(diagram: Diagram, *, order_lanes: bool = False, order_pools: bool = False) -> None:
    """Lay out everything that a map holds, drawn or not, on all its diagrams."""
    undrawn.draw(diagram)
    verbs.everything(diagram, labels.size, order_lanes=order_lanes, order_pools=order_pools)
