"""Automatic layout of what was read: what a file does not draw is arranged once, as it is opened, or all of it anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from mapper import bpmn
from mapper.app import report
from mapper.app.errors import MapperError
from mapper.arrange import verbs
from mapper.arrange.whole.groups import EMPTY, Named
from mapper.bpmn import Source
from mapper.edit.verbs import draw_missing
from mapper.model import labels, query
from mapper.model.diagram import Diagram
from mapper.model.records import Flow, Record
from mapper.route.labels import place
from mapper.text import _

_DEEPEST = 400
"""Levels of things in each other that a layout follows down; the interpreter ends at about a thousand calls."""


_MOST, _HUB = 40_000, 300
"""Things without a place, and flows at one thing, up to which a file is arranged as it is opened; with more everything
stays where the reader put it."""


def opened(source: Source) -> Source:
    """A file as it is first shown: what it does not draw is arranged, labels whose place it does not give stand clear
    where they can, and nothing else is moved."""
    return _labelled(_arranged(source))


def _labelled(source: Source) -> Source:
    """The source with places for the labels that have none and would stand on something."""
    diagram = Diagram(source.records)
    unplaced = sum(record.label is None and bool(record.name) for record in source.records)
    if not unplaced or unplaced > _MOST:
        return source
    try:
        with diagram.transaction(_("Labels")):
            for plane in query.planes(diagram):
                place.opening(diagram, plane.id)
    except Exception as error:  # a map whose labels cannot be placed can still be opened, as it was read
        report.unexpected(error)
        return source
    return source.labelled(diagram.records())


def _arranged(source: Source) -> Source:
    guessed = source.base.guessed
    if not guessed or _takes_long(source) or _depth(source.records) > _DEEPEST:
        return source
    diagram = Diagram(source.records)
    try:
        if source.base.drawn:
            verbs.missing(diagram, partial(labels.size, diagram), guessed, source.base.held)
        else:
            verbs.everything(diagram, partial(labels.size, diagram), order_pools=True, named=source.base.held)
    except Exception as error:  # a map that cannot be arranged can still be opened, as it was read
        report.unexpected(error)
        return source
    return source.arranged(diagram.records())


def _takes_long(source: Source) -> bool:
    """Whether arranging would keep the user waiting for minutes: nobody draws such maps."""
    ends = Counter(record.source for record in source.records if isinstance(record, Flow))
    ends.update(record.target for record in source.records if isinstance(record, Flow))
    return len(source.base.guessed) > _MOST or max(ends.values(), default=0) > _HUB


def anew(source: Source, *, order_lanes: bool = False) -> Source:
    """A file with everything in it laid out, as it would be saved."""
    diagram = Diagram(source.records)
    whole(diagram, source.base.held, order_lanes=order_lanes, order_pools=not source.base.drawn)
    records = diagram.records()
    written = bpmn.write_checked(source, records, guesses=True)
    if written.left:
        report.unfaithful(written.left)
        what = _("what would be written is not what the map holds ({what})").format(what=written.left[0])
        raise MapperError(None, None, what, _("please report it"))
    return source.rebased(written.data, records)


def whole(diagram: Diagram, named: Named = EMPTY, *, order_lanes: bool = False, order_pools: bool = False) -> None:
    """Lay out everything that a map holds, drawn or not, on all its diagrams. named: what undrawn groups hold."""
    draw_missing.draw(diagram)
    verbs.everything(
        diagram, partial(labels.size, diagram), order_lanes=order_lanes, order_pools=order_pools, named=named
    )


def refuse_deep(records: Iterable[Record], path: Path | None = None) -> None:
    """Raise MapperError where things stand in each other deeper than a layout follows."""
    if _depth(records) > _DEEPEST:
        what = _("sub-processes are nested too deep to be arranged")
        raise MapperError(path, None, what, _("make the inner ones processes of their own"))


def _depth(records: Iterable[Record]) -> int:
    """How many things stand in each other at most."""
    parents = {record.id: record.parent for record in records}
    depths: dict[str | None, int] = {}
    for id in parents:
        way: list[str] = []
        at: str | None = id
        while at is not None and at not in depths:
            way.append(at)
            at = parents.get(at)
        above = depths.get(at, 0)
        depths.update((one, above + number) for number, one in enumerate(reversed(way), 1))
    return max(depths.values(), default=0)
