"""Which lane a step lies in: the innermost one that names it."""

from __future__ import annotations

from mapper.bpmn.file.errors import KEPT
from mapper.bpmn.reading.draft import Reading
from mapper.model.kinds import FLOW_NODES, family
from mapper.text import N_


def resolve_lanes(reading: Reading) -> None:
    """A step lies in the innermost lane that names it; among equals in the first."""
    depth: dict[str, int] = {}
    for lane, named, element in reading.lanes:
        id = reading.find(named, *FLOW_NODES)
        if (own := named.strip().rpartition(":")[2]) in reading.doubled:
            id = next((one for one in reading.bearers(own) if _may_hold(reading, one)), id)
        node = reading.nodes.get(id or "")
        if node is None or family(node["kind"]) not in FLOW_NODES:
            if node is None:
                message = N_("the lane “{lane}” names “{ref}”, which is not in this file")
                reading.note(element, message, KEPT, lane=lane, ref=named)
            continue
        here = _depth(reading, lane)
        old = node.get("lane")
        if old is None or here > depth[node["id"]]:
            node["lane"] = lane
            depth[node["id"]] = here
        elif here == depth[node["id"]] and old != lane:
            message = N_("“{id}” is named by two lanes; it is shown in “{lane}”")
            reading.note(element, message, id=node["id"], lane=old)


def _may_hold(reading: Reading, id: str) -> bool:
    """Whether one of several elements with an id is a step that no lane has named yet."""
    node = reading.nodes.get(id)
    return node is not None and family(node["kind"]) in FLOW_NODES and "lane" not in node


def _depth(reading: Reading, id: str | None) -> int:
    depth = 0
    while id is not None:
        depth += 1
        id = reading.nodes[id]["parent"]
    return depth
