"""The drawing: shapes and edges, their bounds, waypoints, labels, switches and colours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from functools import partial

from mapper.bpmn.file.colors import DIALECTS
from mapper.bpmn.file.names import (
    BIOC,
    BOUNDS,
    COLOR,
    EDGE,
    LABEL,
    OWN_KINDS,
    PLANE,
    SHAPE,
    TEXT_SIZE,
    WAYPOINT,
    q,
    split,
)
from mapper.bpmn.reading.view import looks_open, shown_by
from mapper.bpmn.writing.edits import Edits, Item, New
from mapper.bpmn.writing.patching import Pair, Patching, number, point_of, precision
from mapper.model.geometry import Point, Rect
from mapper.model.kinds import CALL, COLOURS, LANE, POOL, SUBPROCESS
from mapper.model.records import Depiction, Flow, Node, Record


def patch_drawing(patching: Patching, pairs: list[Pair]) -> None:
    """Bring shapes and edges up to date, and put new ones where their drawing order wants them."""
    stacked: dict[str, dict[str, Item]] = defaultdict(dict)
    for pair in pairs:
        if pair.after.kind == "plane":
            _text_size(patching, pair)
        if pair.after.kind in OWN_KINDS:
            continue
        for plane, item in _shapes(patching, pair):
            stacked[plane].setdefault(pair.after.id, item)
        if pair.new and pair.after.kind == "participant" and pair.after.plane:
            _show_collaboration(patching, pair.after)
    for plane, items in stacked.items():
        _stack(patching, plane, items)
    _say_open(patching, pairs)
    _say_shown(patching)


def _shapes(patching: Patching, pair: Pair) -> list[tuple[str, Item]]:
    """Edit the shapes of one record; returns those that are new or lie at another height, with their planes."""
    edits, id = patching.edits, pair.after.id
    olds: list[tuple[Item, Depiction]] = []
    elements = patching.base.drawn.get(id, ())
    drawn = Pair(patching.before[id], pair.after, False) if id in patching.replaced else pair
    if elements and id in patching.replaced and not isinstance(patching.before[id], type(pair.after)):
        for element in elements:
            edits.remove(element)
    elif elements:
        olds = list(zip(elements, depictions(drawn.before), strict=False))
    fresh: list[tuple[str, Item]] = []
    for depiction, match in _matched(olds, depictions(pair.after)):
        if match is None and depiction.bounds is None and len(depiction.points) < 2:
            continue  # the schema knows no shape without a place
        if match is None:
            tag = EDGE if isinstance(pair.after, Flow) else SHAPE
            attributes = {"id": patching.unique(f"{id}_di"), "bpmnElement": patching.reference(id)}
            item: Item = New(tag, attributes, inside=partial(_drawn, depiction))
            fresh.append((depiction.plane, item))
        else:
            item, old = match
            olds.remove(match)
            _draw(patching, item, old, depiction)
            if old.plane != depiction.plane or (pair.before.z != pair.after.z and not pair.new):
                fresh.append((depiction.plane, item))
        if depiction is _own(pair.after, depiction):
            _switches(patching, item, drawn if match is not None else pair, isinstance(item, New))
    for item, _ in olds:
        edits.remove(item)
    return fresh


def depictions(record: Record) -> list[Depiction]:
    """Every place where a record is drawn, its own first."""
    if record.plane is None:
        return list(record.also)
    bounds = record.bounds if isinstance(record, Node) else None
    points = record.points if isinstance(record, Flow) else ()
    return [Depiction(record.plane, bounds, points, record.label), *record.also]


def _own(record: Record, depiction: Depiction) -> Depiction | None:
    """The depiction when it is the record's own, not one of those it has beside."""
    return depiction if not any(depiction is other for other in record.also) else None


def _matched(
    olds: list[tuple[Item, Depiction]], news: list[Depiction]
) -> list[tuple[Depiction, tuple[Item, Depiction] | None]]:
    """Which shape becomes which: those that are alike, then those on the same plane, then in order."""
    if not olds:
        return [(new, None) for new in news]
    left = list(olds)
    found: dict[int, tuple[Item, Depiction]] = {}
    for fits in (lambda o, n: o == n, lambda o, n: o.plane == n.plane, lambda o, n: True):
        for i, new in enumerate(news):
            match = None if i in found else next((pair for pair in left if fits(pair[1], new)), None)
            if match is not None:
                found[i] = match
                left.remove(match)
    return [(new, found.get(i)) for i, new in enumerate(news)]


# -- geometry ----------------------------------------------------------------------------------------------------------


def _drawn(depiction: Depiction) -> list[New]:
    """What a new shape or edge holds, in the order of the schema."""
    made, label = list[New](), depiction.label
    if depiction.bounds is not None:
        made.append(New(BOUNDS, _measures(depiction.bounds)))
    made += [New(WAYPOINT, {"x": number(x), "y": number(y)}) for x, y in depiction.points]
    if label is not None:
        made.append(New(LABEL, inside=lambda: [New(BOUNDS, _measures(label))]))
    return made


def _measures(box: Rect) -> dict[str, str]:
    return {"x": number(box.x), "y": number(box.y), "width": number(box.w), "height": number(box.h)}


def _draw(patching: Patching, item: Item, old: Depiction, new: Depiction) -> None:
    if old.bounds != new.bounds and new.bounds is not None:
        _bounds(patching, item, new.bounds)
    if old.points != new.points and len(new.points) > 1:
        _points(patching, item, old.points, new.points)
    # Where the place was not believed, the label's was not either, though the file has one.
    placed = (new.points and not old.points) or (new.bounds is not None and old.bounds is None)
    if old.label != new.label or placed:
        _label(patching, item, new.label)


def _bounds(patching: Patching, item: Item, box: Rect) -> None:
    edits = patching.edits
    found = edits.first(item, BOUNDS)
    if found is None:
        found = edits.add(item, New(BOUNDS))
    for name, value in zip(("x", "y", "width", "height"), box, strict=True):
        _coordinate(patching, found, name, value)


def _coordinate(patching: Patching, item: Item, name: str, value: float) -> None:
    """Write a number unless the file says the same already."""
    there = patching.edits.get(item, name)
    try:
        same = there is not None and abs(float(there) - value) < 0.5 * 10 ** -max(2, precision(there)[0])
    except ValueError:
        same = False
    if not same:
        patching.edits.set(item, name, number(value, there))


def _points(patching: Patching, item: Item, old: Sequence[Point], new: Sequence[Point]) -> None:
    """Edit the bends that moved; the same beginning and end of a line stay as they are."""
    edits = patching.edits
    there = edits.named(item, WAYPOINT)
    if len(there) != len(old):
        # A bend that lies nowhere and swallowed other elements, in a damaged file, is what holds these.
        for bend in there:
            if not edits.kids(bend):
                edits.remove(bend)
        there, old = [], ()
    elif old and old[0] != old[-1] == point_of(edits.get(there[0], "x"), edits.get(there[0], "y")):
        old = old[::-1]  # the file draws the line from its target to its source, which was read turned
    like = {name: max((edits.get(bend, name) for bend in there), key=precision, default=None) for name in ("x", "y")}
    made = partial(_bend, like)
    after: Item | None = None
    for tag, first, last, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        bends, places = there[first:last], new[begin:end]
        for bend, place in zip(bends, places, strict=False):
            if tag != "equal":
                _coordinate(patching, bend, "x", place.x)
                _coordinate(patching, bend, "y", place.y)
            after = bend
        for bend in bends[len(places) :]:
            edits.remove(bend)
        for place in places[len(bends) :]:
            if after is None and there:
                after = edits.insert(item, made(place), _before(edits, item, there[0]))
            else:
                after = edits.add(item, made(place)) if after is None else edits.insert(item, made(place), after)


def _bend(like: Mapping[str, str | None], place: Point) -> New:
    return New(WAYPOINT, {"x": number(place.x, like.get("x")), "y": number(place.y, like.get("y"))})


def _before(edits: Edits, item: Item, kid: Item) -> Item | None:
    """The child before another one, or None when that is the first."""
    kids = edits.kids(item)
    place = kids.index(kid) if kid in kids else 0
    return kids[place - 1] if place else None


def _label(patching: Patching, item: Item, box: Rect | None) -> None:
    edits = patching.edits
    found = edits.first(item, LABEL)
    if box is not None:
        _bounds(patching, edits.add(item, New(LABEL)) if found is None else found, box)
        return
    if found is None:
        return
    bounds = edits.first(found, BOUNDS)
    if bounds is not None:
        edits.remove(bounds)
    plain = not isinstance(found, New) and set(found.attrib) <= {"id"}
    if plain and not edits.kids(found):
        edits.remove(found)


# -- switches and colours ----------------------------------------------------------------------------------------------


def _switches(patching: Patching, item: Item, pair: Pair, new: bool) -> None:
    edits, before, after = patching.edits, pair.before, pair.after
    changed = {k for k in {*before.traits, *after.traits} if before.traits.get(k) != after.traits.get(k)}
    if after.family in (POOL, LANE) and (new or "horizontal" in changed):
        edits.set(item, "isHorizontal", _word(after.trait("horizontal")))
    retyped = before.kind != after.kind
    if ((new or retyped) and _opens(after)) or "expanded" in changed:
        edits.set(item, "isExpanded", _word(after.trait("expanded")))
    elif retyped and _opens(before):
        edits.set(item, "isExpanded", None)
    if retyped and before.kind == "exclusiveGateway":
        edits.set(item, "isMarkerVisible", None)
    if after.kind == "exclusiveGateway" and (new or retyped or "marker" in changed):
        shown = after.trait("marker")
        silent = None if edits.get(item, "isMarkerVisible") is None else "false"
        edits.set(item, "isMarkerVisible", "true" if shown else silent)
    if "envelope" in changed and isinstance(after, Flow):
        edits.set(item, "messageVisibleKind", after.trait("envelope") or None)
    for key in COLOURS:
        if key in changed:
            _color(patching, item, key, after.trait(key))


def _opens(record: Record) -> bool:
    """Whether a shape says if it shows its contents."""
    return record.family in (SUBPROCESS, CALL) or record.kind == "subChoreography"


def _word(value: bool) -> str:
    return "true" if value else "false"


def _color(patching: Patching, item: Item, key: str, value: str) -> None:
    """Write a colour in the dialects the file uses; the label's stands on the label where there is one."""
    edits = patching.edits
    raw = patching.base.text.text
    used = [uri for uri in (COLOR, BIOC) if uri in raw] or [COLOR, BIOC]
    holders = [item]
    label = edits.first(item, LABEL)
    if key == "color" and label is not None:
        used = [COLOR]
        holders = [label, item] if not value or edits.get(item, q(COLOR, "color")) is not None else [label]
    elif key == "color":
        used = [COLOR]
    for uri, names in DIALECTS.items():
        name = names.get(key)
        for holder in holders if name else ():
            there = edits.get(holder, name or "")
            if value and (uri in used or there is not None):
                edits.set(holder, name or "", value)
            elif not value and there is not None:
                edits.set(holder, name or "", None)


def _say_open(patching: Patching, pairs: list[Pair]) -> None:
    """A sub-process that does not say whether it is open is judged by where things are; say it before they mislead."""
    touched = [pair.after for pair in pairs if not isinstance(pair.after, Flow)] + patching.dropped
    ids = {id for record in touched for id in (record.id, record.parent) if id in patching.now}
    holders = {id: node for id in ids if isinstance(node := patching.now[id or ""], Node) and _opens(node)}
    inside: dict[str, list[Node]] = {id: [] for id in holders if id}
    for record in patching.now.values():
        if isinstance(record, Node) and record.parent in inside:
            inside[record.parent].append(record)
    for id, nodes in inside.items():
        holder = holders[id]
        shape = next(iter(patching.base.drawn.get(id, ())), None)
        if shape is None or holder.bounds is None or patching.edits.get(shape, "isExpanded") is not None:
            continue
        inner = [n.bounds for n in nodes if n.bounds is not None and n.plane == holder.plane]
        if holder.family != CALL and looks_open(holder.bounds, inner, bool(nodes)) != holder.trait("expanded"):
            patching.edits.set(shape, "isExpanded", _word(holder.trait("expanded")))


def _say_shown(patching: Patching) -> None:
    """A plane that names nothing of the map is judged by what is drawn on it; say it before it misleads."""
    emptied = {record.plane for record in patching.dropped}
    alone = len(patching.base.planes) == 1 and sum(r.kind == "collaboration" for r in patching.now.values()) == 1
    for id, plane in patching.base.planes.items() if not alone else ():
        record = patching.now.get(id) if id in emptied else None
        named = (patching.edits.get(plane, "bpmnElement") or "").strip()
        if not isinstance(record, Node) or patching.item(named) is not None or record.ref is None:
            continue
        drawn = sorted((r for r in patching.now.values() if isinstance(r, Node) and r.plane == id), key=lambda r: r.z)
        if shown_by({node.parent: node.family for node in drawn}, lambda id: patching.now[id].parent) != record.ref:
            patching.edits.set(plane, "bpmnElement", patching.reference(record.ref))


# -- planes ------------------------------------------------------------------------------------------------------------


def _text_size(patching: Patching, pair: Pair) -> None:
    """How large the text of a diagram is: an attribute of its plane (DI 1.0 allows foreign ones)."""
    said = pair.after.trait("textSize")
    if said == pair.before.trait("textSize") and not pair.new:
        return
    plane = _plane(patching, pair.after.id)
    if plane is not None and (said or patching.edits.get(plane, TEXT_SIZE) is not None):
        patching.edits.set(plane, TEXT_SIZE, number(said) if said else None)


def _plane(patching: Patching, id: str) -> Item | None:
    found = patching.planes.get(id)
    if found is None:
        found = patching.base.planes.get(id)
    diagram = patching.item(id)
    if found is None and diagram is not None:
        attributes = {"id": patching.unique(f"{id}_plane")}
        record = patching.now.get(id)
        if isinstance(record, Node) and record.ref:
            attributes["bpmnElement"] = patching.reference(record.ref)
        found = patching.planes[id] = patching.edits.add(diagram, New(PLANE, attributes))
    return found


def _stack(patching: Patching, id: str, items: dict[str, Item]) -> None:
    """Put shapes into a plane: each above what lies below it by the records' order; on top of all, at the end."""
    edits, plane = patching.edits, _plane(patching, id)
    if plane is None:
        return
    drawn = sorted((r for r in patching.now.values() if r.plane == id), key=lambda r: r.z)
    for id in _still_in_order(patching, drawn, items):
        del items[id]
    top = max((r.z for r in drawn if r.id not in items), default=0.0)
    last = next((kid for kid in edits.kids(plane) if split(edits.tag(kid))[1] == "extension"), None)
    for record in drawn:
        item = items.pop(record.id, None)
        if item is not None:
            _lift(patching, plane, item, last if record.z < top else None)
            last = item
        else:
            shapes = (e for e in patching.base.drawn.get(record.id, ()) if edits.parent(e) is plane)
            last = next((shape for shape in shapes if shape not in edits.removed), last)
    for item in items.values():
        edits.move(item, plane)


def _lift(patching: Patching, plane: Item, item: Item, after: Item | None) -> None:
    """Put a shape behind another one of its plane, or at the end."""
    kids = patching.edits.kids(plane)
    if after is not None:
        patching.edits.move(item, plane, after, ordered=False)
    elif not kids or kids[-1] is not item:
        patching.edits.move(item, plane, kids[-1] if kids else None, ordered=False)


def _still_in_order(patching: Patching, drawn: list[Record], items: dict[str, Item]) -> list[str]:
    """Records whose height is another number, but between the same neighbours as before."""
    found = []
    heights = [0.0 if r.id in items or r.id not in patching.before else patching.before[r.id].z for r in drawn]
    floor, ceiling = 0.0, [float("inf")] * len(drawn)
    for i in range(len(drawn) - 2, -1, -1):
        ceiling[i] = heights[i + 1] or ceiling[i + 1]
    for record, height, above in zip(drawn, heights, ceiling, strict=True):
        old = patching.before.get(record.id)
        item = items.get(record.id)
        same = old is not None and old.plane == record.plane and not isinstance(item, New)
        if item is not None and old is not None and same and floor < old.z < above:
            found.append(record.id)
            floor = old.z
        floor = max(floor, height)
    return found


def _show_collaboration(patching: Patching, pool: Record) -> None:
    """A plane that showed a process alone shows the collaboration once there is a pool on it."""
    plane = patching.now.get(pool.plane or "")
    target = _plane(patching, pool.plane or "")
    if not isinstance(plane, Node) or target is None:
        return
    shown = patching.now.get(plane.ref or "")
    if shown is not None and shown.kind in ("collaboration", "choreography", "globalConversation"):
        return
    holder = patching.now.get(pool.parent or "")
    known = holder is not None and holder.kind == "collaboration"
    id = pool.parent if known else patching.edits.get(patching.top("collaboration"), "id")
    patching.edits.set(target, "bpmnElement", id)
