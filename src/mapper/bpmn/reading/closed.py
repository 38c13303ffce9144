"""What a closed sub-process holds and a file draws on the same diagram, over the box: it gets a diagram of its own
here, whose shapes stand in the file where they stood. It is seen when the box is opened."""

from __future__ import annotations

from collections import defaultdict

from mapper.bpmn.reading.draft import Draft, Reading, trait
from mapper.model.kinds import FLOW_NODES, SUBPROCESS, family


def hide_insides(reading: Reading) -> None:
    """Take what closed sub-processes hold off the diagrams of their boxes, the outermost first."""
    closed = [node for node in reading.nodes.values() if _is_closed(node)]
    if not closed:
        return
    inside: dict[str, list[Draft]] = defaultdict(list)
    for draft in (*reading.nodes.values(), *reading.flows.values()):
        inside[draft["parent"] or ""].append(draft)
    # Elements are read from the outside inwards.
    for node in closed:
        held = _drawn_inside(node, inside)
        if any(family(draft["kind"]) in FLOW_NODES for draft in held):
            _move(reading, node, held)


def _is_closed(node: Draft) -> bool:
    return family(node["kind"]) == SUBPROCESS and "plane" in node and node.get("traits", {}).get("expanded") is False


def _drawn_inside(node: Draft, inside: dict[str, list[Draft]]) -> list[Draft]:
    """What a sub-process holds, at any depth, on the diagram of its box."""
    found: list[Draft] = []
    todo = [node["id"]]
    while todo:
        held = inside.get(todo.pop(), [])
        found += [draft for draft in held if draft.get("plane") == node["plane"]]
        todo += [draft["id"] for draft in held]
    return found


def _move(reading: Reading, node: Draft, held: list[Draft]) -> None:
    id = f"{node['id']}_inside"
    while id in reading.nodes or id in reading.flows or id in reading.elements:
        id += "_1"
    sheet = node["plane"]
    reading.nodes[id] = {"id": id, "kind": "plane", "name": node["name"], "parent": None, "ref": node["id"]}
    # A closed box within one stands on a diagram that is none of the file's either.
    trait(reading.nodes[id], "sheet", reading.nodes[sheet].get("traits", {}).get("sheet", sheet))
    reading.planes[id] = reading.planes[sheet]
    ids = {draft["id"] for draft in held}
    for draft in held:
        draft["plane"] = id
    for flow in reading.flows.values():
        # A line out of it would end in the middle of the box.
        if flow.get("plane") == sheet and not ids.isdisjoint({flow["source"], flow["target"]}):
            flow["plane"] = id
