"""Automatic layout of what was read: what a file does not draw is arranged when it is shown, or all of it anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from mapper import bpmn
from mapper.app import report
from mapper.app.errors import MapperError
from mapper.arrange import verbs
from mapper.arrange.missing import draw
from mapper.arrange.whole.groups import EMPTY, Named
from mapper.bpmn import GUESSED, Note, Source
from mapper.edit.verbs import draw_missing
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.kinds import ANCHOR, PLANE
from mapper.model.records import Record
from mapper.route.labels import place
from mapper.text import _, ngettext

_DEEPEST = 400
"""Levels of things in each other that a layout follows down; the interpreter ends at about a thousand calls."""


_MOST, _HUB = 40_000, 300
"""Things without a place, and flows at one thing, up to which a file is arranged as it is shown; with more what has no
place stays in rows, which are not worth a line in the file."""


def shown(source: Source, title: str = "") -> Source:
    """A file as it is shown: what it does not draw has a place, labels whose place it does not give stand clear where
    they can, and nothing else is moved.

    title: the name of a new diagram that shows what has none itself.
    """
    diagram = Diagram(source.records)
    if len(source.records) > _MOST and draw.draws_nothing(source.records):
        return source.arranged(draw.rows(diagram, title), _note(diagram, (), True), passing=True)
    found = fill(diagram, source.base.held, title)
    if not _label(diagram) and found is None:
        return source
    arranged = source.arranged(diagram.records(), *([found] if found is not None else []))
    return replace(arranged, passing=len(arranged.placed) > _MOST)


def _label(diagram: Diagram) -> bool:
    """Give the labels a place that have none and would stand on something; whether there were any."""
    unplaced = [r.id for r in diagram.records() if r.label is None and r.name and r.sort.label_outside]
    if not unplaced or len(unplaced) > _MOST:
        return False
    try:
        with diagram.transaction(_("Arrange")):
            for plane in query.planes(diagram):
                place.opening(diagram, plane.id)
    except Exception as error:  # a map whose labels cannot be placed can still be shown
        report.unexpected(error)
    return any(record is not None and record.label is not None for record in map(diagram.get, unplaced))


def fill(diagram: Diagram, named: Named = EMPTY, title: str = "") -> Note | None:
    """Give a place to everything on a map that has none; what there is to tell of it, None where nothing was missing.

    named: what undrawn groups hold, by id.
    """
    if not draw.lacks_places(diagram):
        return None
    whole = draw.draws_nothing(diagram.records())
    placed = draw.draw(diagram, title)
    if not placed:
        return None
    if not (_takes_long(diagram, len(placed)) or _depth(diagram.records()) > _DEEPEST):
        try:
            if whole:
                # A group holds what is said, not what it happens to lie on before there is a layout.
                groups = {node.id: named.get(node.id, ()) for node in diagram.nodes() if node.kind == "group"}
                verbs.everything(diagram, order_pools=True, named=groups)
            else:
                verbs.missing(diagram, placed, named)
        except Exception as error:  # a map that cannot be arranged can still be shown, in rows
            report.unexpected(error)
    return _note(diagram, placed, whole)


def inside(diagram: Diagram, id: str, plane: str | None = None) -> str:
    """The diagram, beside `plane`, that shows what a closed sub-process holds; one is made where there is none, with
    all that it holds, as one step."""
    found = query.inner_plane(diagram, id, plane)
    if found is not None:
        return found
    with diagram.transaction(_("Open")):
        made = draw.inside(diagram, id)
        if query.drawn_on(diagram, made) and _depth(diagram.records()) <= _DEEPEST:
            verbs.everything(diagram, made)
    return made


def _note(diagram: Diagram, placed: Iterable[str], whole: bool) -> Note:
    """What is told of the places that were found."""
    if whole:
        return Note(None, _("the file does not say where things are; the map was arranged"), GUESSED)
    count = sum(record.family not in (PLANE, ANCHOR) for id in placed if (record := diagram.get(id)) is not None)
    told = ngettext(
        "the file does not say where {count} thing is; it was arranged",
        "the file does not say where {count} of its things are; they were arranged",
        count,
    )
    return Note(None, told.format(count=count), GUESSED)


def _takes_long(diagram: Diagram, count: int) -> bool:
    """Whether arranging so many things would keep the user waiting for minutes: nobody draws such maps."""
    ends = Counter(end for flow in diagram.flows() for end in (flow.source, flow.target))
    return count > _MOST or max(ends.values(), default=0) > _HUB


def anew(source: Source, title: str = "", *, order_lanes: bool = False) -> Source:
    """A file with everything in it laid out, as it would be saved. title: as in `shown`."""
    diagram = Diagram(source.records)
    unseen = draw.draws_nothing(source.records)
    whole(diagram, source.base.held, title, order_lanes=order_lanes, order_pools=unseen)
    records = diagram.records()
    written = bpmn.write_checked(source, records)
    if written.left:
        report.unfaithful(written.left)
        what = _("what would be written is not what the map holds ({what})").format(what=written.left[0])
        raise MapperError(None, None, what, _("please report it"))
    return source.rebased(written.data, records)


def whole(
    diagram: Diagram, named: Named = EMPTY, title: str = "", *, order_lanes: bool = False, order_pools: bool = False
) -> None:
    """Lay out everything that a map holds, drawn or not, on all its diagrams. named: what undrawn groups hold."""
    draw.draw(diagram, title)
    draw_missing.draw(diagram)
    verbs.everything(diagram, order_lanes=order_lanes, order_pools=order_pools, named=named)


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
