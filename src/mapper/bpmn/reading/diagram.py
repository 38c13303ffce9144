"""The drawn part of a file: planes, and for each shape and edge where it is."""

from __future__ import annotations

import re
from typing import TypeAlias

from mapper.bpmn.file.colors import read_color
from mapper.bpmn.file.errors import KEPT
from mapper.bpmn.file.load import Element
from mapper.bpmn.file.names import BOUNDS, DIAGRAM, EDGE, LABEL, PLANE, SHAPE, TEXT_SIZE, WAYPOINT
from mapper.bpmn.reading import twins
from mapper.bpmn.reading.draft import Draft, Reading, trait
from mapper.bpmn.reading.view import shown_by
from mapper.lettering.sizes import LARGEST, SMALLEST
from mapper.model.geometry import Point, Rect
from mapper.model.kinds import CALL, CONTAINER, LANE, POOL, SUBPROCESS, family
from mapper.model.records import Depiction
from mapper.text import N_

FRAMES = frozenset({POOL, LANE})
"""Families that Bizagi gives no size when they are not to be seen; others without one only lack it."""

LEAST = 1.0
"""Pixels: what is smaller is not drawn."""

LIMIT = 1e7
"""Pixels: a coordinate beyond is an error of the tool that wrote it."""


def read_diagrams(reading: Reading) -> list[str]:
    """Read all diagrams; returns the ids of what is drawn in the order of the file."""
    order: list[str] = []
    strays: list[Stray] = []
    for element in reading.root.iter(DIAGRAM):
        plane = element.find(PLANE)
        draft = _plane(reading, element)
        if plane is None:
            reading.note(
                element, N_("the diagram “{id}” has no plane, so nothing is drawn on it"), KEPT, id=draft["id"]
            )
            continue
        reading.planes[draft["id"]] = plane
        _text_size(plane, draft)
        shown = _shapes(reading, plane, draft["id"], strays)
        _subject(reading, plane, draft, shown)
        order += shown
    order += _adopt(reading, strays)
    if reading.commas:
        reading.note(None, N_("the drawing has numbers with a decimal comma; they were read as they are meant"))
    return list(dict.fromkeys(order))


Stray: TypeAlias = tuple[Element, str]
"""A shape that shows nothing of the file, and the plane it is on."""


def _adopt(reading: Reading, strays: list[Stray]) -> list[str]:
    """Give shapes of nothing to what shares its id with something else; of the rest a note tells."""
    there = [(element, _bounds_of(reading, element)) for element, _plane in strays if element.tag == SHAPE]
    found = twins.adopted(reading, there) if reading.doubled else {}
    for element, plane in strays:
        if element in found:
            reading.drawn.setdefault(found[element], []).append(element)
            _shape(reading, element, reading.nodes[found[element]], plane)
        else:
            message = N_("a shape or line shows “{ref}”, which is not in this file; it is kept and not shown")
            reading.note(element, message, KEPT, ref=element.get("bpmnElement") or "")
    return list(found.values())


def _bounds_of(reading: Reading, shape: Element) -> Rect | None:
    bounds = shape.find(BOUNDS)
    return None if bounds is None else _rect(reading, bounds)


def _shapes(reading: Reading, plane: Element, id: str, strays: list[Stray]) -> list[str]:
    shown = []
    for drawn in plane.iter(SHAPE, EDGE):
        found = _target(reading, drawn, id, strays)
        if found is not None:
            shown.append(found)
            if drawn.tag == SHAPE:
                _shape(reading, drawn, reading.nodes[found], id)
            else:
                _edge(reading, drawn, reading.flows[found], id)
    return shown


def _plane(reading: Reading, element: Element) -> Draft:
    id = reading.identify(element, "BPMNDiagram")
    draft: Draft = {"id": id, "kind": "plane", "name": element.get("name", ""), "parent": None}
    reading.nodes[id] = draft
    if documentation := (element.get("documentation") or "").strip():
        draft["details"] = {"documentation": documentation}
    return draft


def _text_size(plane: Element, draft: Draft) -> None:
    """How large the text of a diagram is, where the file says so; what is no size is no size."""
    try:
        said = float(plane.get(TEXT_SIZE) or 0)
    except ValueError:
        return
    if SMALLEST <= said <= LARGEST:
        trait(draft, "textSize", said)


def _subject(reading: Reading, plane: Element, draft: Draft, shown: list[str]) -> None:
    """What a plane shows: what it names, or if that is nothing of the map, what holds the things drawn on it."""
    named = plane.get("bpmnElement")
    found = reading.find(named, CONTAINER, SUBPROCESS)
    if found not in reading.nodes:
        if named:
            message = N_("the diagram “{id}” says it shows “{ref}”, which is no process or collaboration of this file")
            reading.note(plane, message, id=draft["id"], ref=named)
        found = _only_collaboration(reading)
    if found is None:
        nodes = [reading.nodes[id] for id in shown if id in reading.nodes]
        holders = {node["parent"]: family(node["kind"]) for node in nodes}
        found = shown_by(holders, lambda id: reading.nodes[id]["parent"])
    draft["ref"] = found


def _only_collaboration(reading: Reading) -> str | None:
    """The collaboration of a file with just one, and one diagram: what that must be meant to show."""
    found = [str(draft["id"]) for draft in reading.nodes.values() if draft["kind"] == "collaboration"]
    return found[0] if len(found) == 1 and sum(1 for _ in reading.root.iter(DIAGRAM)) == 1 else None


def _target(reading: Reading, drawn: Element, plane: str, strays: list[Stray]) -> str | None:
    """The id of the record a shape or edge shows, or None when there is none to show."""
    named = drawn.get("bpmnElement")
    found = reading.find(named)
    if found in reading.doubled:
        found = twins.shown(reading, found or "", drawn, _bounds_of(reading, drawn)) or found
    if drawn.tag == SHAPE and found in reading.nodes:
        found = _pool_of(reading, found) or found
    known = reading.flows if drawn.tag == EDGE else reading.nodes
    if found is not None and found in known:
        reading.drawn.setdefault(found, []).append(drawn)
        return found
    if found is not None and found in reading.nodes | reading.flows:
        message = N_("“{ref}” is drawn as a line but is none, or the other way round; this is kept and not shown")
    elif named:
        strays.append((drawn, plane))
        return None
    else:
        message = N_("a shape or line does not say what it shows; it is kept and not shown")
    reading.note(drawn, message, KEPT, ref=named or "")
    return None


def _pool_of(reading: Reading, id: str) -> str | None:
    """The pool that is meant by a shape of a process, as Bonita writes it: the only one that shows that, unless it
    has a shape of its own."""
    if reading.nodes[id]["kind"] != "process":
        return None
    pools = [str(n["id"]) for n in reading.nodes.values() if n["kind"] == "participant" and n.get("ref") == id]
    if len(pools) != 1 or any(reading.find(s.get("bpmnElement")) == pools[0] for s in reading.root.iter(SHAPE)):
        return None
    return pools[0]


# -- shapes and edges --------------------------------------------------------------------------------------------------


def _shape(reading: Reading, element: Element, draft: Draft, plane: str) -> None:
    bounds = label = None
    for child in element:
        tag = child.tag
        if tag == BOUNDS:
            bounds = bounds or _rect(reading, child)
        elif tag == LABEL:
            label = _label(reading, child, draft)
    if bounds is not None and min(bounds.w, bounds.h) < LEAST and family(draft["kind"]) not in FRAMES:
        reading.note(element, N_("the shape of “{id}” has no size"), id=draft["id"])
        bounds = label = None
    elif bounds is None:
        reading.note(element, N_("the shape of “{id}” has no usable bounds"), id=draft["id"])
    if "plane" in draft:
        draft["also"] = (*draft.get("also", ()), Depiction(plane, bounds, (), label))
        return
    draft["plane"] = plane
    if bounds is not None:
        draft["bounds"] = bounds
    if label is not None:
        draft["label"] = label
    if reading.colored:
        _colors(element, draft, ("fill", "stroke", "color"))
    sort = family(draft["kind"])
    if sort in _MARKED or draft["kind"] == "exclusiveGateway":
        _marks(element, draft, sort)


_MARKED = frozenset({SUBPROCESS, CALL, "choreography", "pool", "lane", "conversation"})


def _marks(element: Element, draft: Draft, sort: str) -> None:
    """The switches of a shape. Whether a pool, lane or sub-process that does not say so lies or is open is seen later,
    from where things are."""
    get = element.get
    if draft["kind"] == "exclusiveGateway":
        if not _true(get("isMarkerVisible")):
            trait(draft, "marker", False)
        return
    if sort in ("pool", "lane"):
        if (horizontal := get("isHorizontal")) is not None:
            draft["horizontal"] = _true(horizontal)
        if sort == "pool":
            _band(element, draft)
    expanded = get("isExpanded")
    if sort == CALL and not _true(expanded):
        trait(draft, "expanded", False)
    elif expanded is not None:
        draft["expanded"] = _true(expanded)
        if not draft["expanded"]:
            trait(draft, "expanded", False)


def _band(element: Element, draft: Draft) -> None:
    if band := element.get("participantBandKind"):
        trait(draft, "band", band)
        if _true(element.get("isMessageVisible")):
            trait(draft, "envelope", "non_initiating" if "non_initiating" in band else "initiating")


def _edge(reading: Reading, element: Element, draft: Draft, plane: str) -> None:
    points = []
    label = None
    for child in element:
        tag = child.tag
        if tag == WAYPOINT:
            x, y = _number(reading, child.get("x")), _number(reading, child.get("y"))
            if x is not None and y is not None:
                points.append(Point(x, y))
            else:
                reading.note(child, N_("a bend of “{id}” lies nowhere on the map; it is left out"), id=draft["id"])
        elif tag == LABEL:
            label = _label(reading, child, draft)
    if "plane" in draft:
        draft["also"] = (*draft.get("also", ()), Depiction(plane, None, tuple(points), label))
        return
    draft["plane"] = plane
    if len(points) > 1 and len(set(points)) == 1:
        points = []
    draft["points"] = tuple(points)
    if len(points) < 2:
        reading.note(element, N_("the line of “{id}” has fewer than two places"), id=draft["id"])
    if label is not None:
        draft["label"] = label
    if reading.colored:
        _colors(element, draft, ("stroke", "color"))
    if visible := element.get("messageVisibleKind"):
        trait(draft, "envelope", visible)


def _label(reading: Reading, element: Element, draft: Draft) -> Rect | None:
    if reading.colored and "color" not in draft.get("traits", ()) and (color := read_color(element, "color")):
        trait(draft, "color", color)
    for child in element:
        if child.tag == BOUNDS:
            return _rect(reading, child)
    return None


def _colors(element: Element, draft: Draft, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key not in draft.get("traits", ()) and (color := read_color(element, key)):
            trait(draft, key, color)


def _rect(reading: Reading, element: Element) -> Rect | None:
    get = element.get
    x, y = _number(reading, get("x")), _number(reading, get("y"))
    w, h = _number(reading, get("width")), _number(reading, get("height"))
    if x is None or y is None or w is None or h is None or w < 0 or h < 0:
        return None
    return Rect(x, y, w, h)


def _number(reading: Reading, text: str | None) -> float | None:
    """A coordinate; None for what is no number, or lies beyond all maps."""
    try:
        value = float(text)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        if text is None or not _COMMA.fullmatch(text):
            return None
        reading.commas += 1
        value = float(text.replace(",", "."))
    return value if -LIMIT < value < LIMIT else None


_COMMA = re.compile(r"\s*[+-]?\d*,\d+\s*")


def _true(text: str | None) -> bool:
    return text is not None and text.strip() in ("true", "1")
