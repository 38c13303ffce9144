"""Elements that share an id: which of them a reference means.

Tools and hands copy elements and leave their ids. What a reference can mean at all, what the elements themselves say of
their flows, and what is drawn where tells them apart; what nothing tells apart goes by the order of the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mapper.bpmn.file.load import Element
from mapper.bpmn.file.names import m
from mapper.bpmn.reading.draft import Draft, Reading
from mapper.model.geometry import Rect
from mapper.model.kinds import CONTAINER, DATA, FLOW_NODES, KINDS, POOL, family
from mapper.text import N_

_ALIKE = 0.3
"""How much smaller or larger than usual, as a share, a shape may be to be taken for one of a kind."""


def tell_ends(reading: Reading) -> None:
    """Let flows name the very elements that they join, before anything else is made of their ends."""
    if not reading.doubled:
        return
    lists = {which: _listed(reading, which) for which in ("outgoing", "incoming")}
    for id, (source, target) in reading.ends.items():
        kind = reading.flows[id]["kind"]
        if kind not in ("sequenceFlow", "messageFlow"):
            continue
        begins = _meant(reading, source, id, lists["outgoing"], _joins(kind))
        ends = _meant(reading, target, id, lists["incoming"], _joins(kind))
        first = begins[0] if begins else source
        others = [end for end in ends if end != first] or ends
        reading.ends[id] = (first, others[0] if others else target)


def _listed(reading: Reading, which: str) -> dict[str, set[str]]:
    """The elements, by id, that name a flow as coming in or going out."""
    found: dict[str, set[str]] = {}
    for named in reading.doubled:
        for id in reading.bearers(named):
            for child in reading.elements[id].findall(m(which)):
                found.setdefault((child.text or "").strip().rpartition(":")[2], set()).add(id)
    return found


def _meant(
    reading: Reading, named: str | None, flow: str, listing: dict[str, set[str]], fits: Callable[[Draft], bool]
) -> list[str]:
    """The elements of an id that a flow may join, those that name the flow before the others."""
    bearers = reading.bearers((named or "").strip().rpartition(":")[2])
    fit = [id for id in bearers if id in reading.nodes and fits(reading.nodes[id])]
    return sorted(fit, key=lambda id: id not in listing.get(flow, ()))


def _joins(kind: str) -> Callable[[Draft], bool]:
    families = FLOW_NODES if kind == "sequenceFlow" else FLOW_NODES | {POOL}
    return lambda draft: family(draft["kind"]) in families


# -- drawings ----------------------------------------------------------------------------------------------------------


def shown(reading: Reading, named: str, drawn: Element, bounds: Rect | None) -> str | None:
    """Which of several elements with one id a shape or line shows: one that can be drawn so and is not drawn yet, as
    large as it is drawn here."""
    flow = drawn.tag.endswith("BPMNEdge")
    known = reading.flows if flow else reading.nodes
    fit = [id for id in reading.bearers(named) if id in known and family(known[id]["kind"]) != CONTAINER]
    if not fit:
        return None
    return min(fit, key=lambda id: (id in reading.drawn, 0.0 if flow else _unlike(known[id], bounds)))


def _unlike(draft: Draft, bounds: Rect | None) -> float:
    """How far a size is from the usual one of a kind, as a share; for kinds of any size nothing."""
    usual = KINDS[draft["kind"]].size
    if bounds is None or not all(usual):
        return 0.0
    return abs(bounds.w - usual[0]) / usual[0] + abs(bounds.h - usual[1]) / usual[1]


def adopted(reading: Reading, strays: Iterable[tuple[Element, Rect | None]]) -> dict[Element, str]:
    """Shapes that show nothing of the file, for elements without a shape that share their id with a drawn one."""
    waiting = [id for named in reading.doubled for id in reading.bearers(named) if id not in reading.drawn]
    waiting = [id for id in waiting if id in reading.nodes and family(reading.nodes[id]["kind"]) in _DRAWN]
    found: dict[Element, str] = {}
    for element, bounds in strays:
        fit = [id for id in waiting if bounds is not None and _unlike(reading.nodes[id], bounds) <= 2 * _ALIKE]
        if len(fit) == 1:
            found[element] = fit[0]
            waiting.remove(fit[0])
            message = N_("the shape of “{ref}”, which is not in this file, was taken for that of “{id}”")
            reading.note(element, message, ref=element.get("bpmnElement") or "", id=fit[0])
    return found


_DRAWN = FLOW_NODES | {DATA}


# -- pools -------------------------------------------------------------------------------------------------------------


def tell_processes(reading: Reading) -> None:
    """Give each pool that names one of several processes the one whose steps are drawn in it."""
    pools: dict[str, list[Draft]] = {}
    for draft in reading.nodes.values():
        if draft["kind"] == "participant" and (named := _bearing(reading, draft.get("ref"))) is not None:
            pools.setdefault(named, []).append(draft)
    for named, some in pools.items():
        free = [id for id in reading.bearers(named) if reading.nodes.get(id, {}).get("kind") == "process"]
        for pool in sorted(some, key=lambda pool: -max((_inside(reading, pool, id) for id in free), default=0)):
            if free:
                pool["ref"] = max(free, key=lambda id: _inside(reading, pool, id))
                free.remove(pool["ref"])


def _bearing(reading: Reading, id: str | None) -> str | None:
    return next((named for named in reading.doubled if id in reading.bearers(named)), None)


def _inside(reading: Reading, pool: Draft, process: str) -> int:
    """How many things of a process are drawn within a pool."""
    box: Rect | None = pool.get("bounds")
    if box is None:
        return 0
    mine = (draft for draft in reading.nodes.values() if draft["parent"] == process and draft.get("bounds"))
    return sum(box.holds(draft["bounds"].center) for draft in mine if draft.get("plane") == pool.get("plane"))
