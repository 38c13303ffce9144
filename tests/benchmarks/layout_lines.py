"""What the layout must not leave, beside what `layout_quality.py` counts: doubled lines, lines through titles.

    python tests/benchmarks/layout_lines.py [FOLDER] [--json]

Every map is arranged as a whole; counted are pairs of flows between the same two things that lie on each other, flows
through the titles of lanes and pools, associations through shapes, and labels on shapes or on each other. Exit status 1
if there are any.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from itertools import combinations, pairwise
from pathlib import Path

from layout_figures import CORPUS

from mapper import bpmn
from mapper.arrange import verbs
from mapper.arrange.whole import faults
from mapper.edit.verbs import draw_missing
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.kinds import LANE, POOL
from mapper.model.records import Flow, Node
from mapper.route.scene.meet import enters, lies_on
from mapper.route.scene.read import title_of


def counted(diagram: Diagram) -> Counter[str]:
    """The faults of an arranged map, by kind."""
    found: Counter[str] = Counter()
    for plane in query.planes(diagram):
        drawn = [r for r in query.drawn_on(diagram, plane.id) if r.plane == plane.id]
        flows = [r for r in drawn if isinstance(r, Flow) and len(r.points) > 1]
        found["doubled"] += _doubled(flows)
        for node in drawn:
            if isinstance(node, Node) and node.family in (POOL, LANE) and node.bounds and node.ref != "" and node.name:
                found["through titles"] += sum(_through_title(diagram, flow, node) for flow in flows)
        through = faults.through(diagram, plane.id, {record.id for record in drawn})
        found["associations through shapes"] += sum(diagram.flow(id).sort.is_association for id, _node in through)
        found["flows through shapes"] += sum(not diagram.flow(id).sort.is_association for id, _node in through)
    return found


def _doubled(flows: list[Flow]) -> int:
    groups: dict[frozenset[str], list[Flow]] = {}
    for flow in flows:
        groups.setdefault(frozenset((flow.source, flow.target)), []).append(flow)
    return sum(_on_each_other(a, b) for group in groups.values() for a, b in combinations(group, 2))


def _on_each_other(one: Flow, two: Flow) -> bool:
    return any(lies_on(*a, *b) for a in pairwise(one.points) for b in pairwise(two.points))


def _through_title(diagram: Diagram, flow: Flow, node: Node) -> bool:
    if (node.family == POOL and node.ref is None) or node.id in (flow.source, flow.target) or node.bounds is None:
        return False
    title = title_of(node, node.bounds).grown(-2)
    return any(enters(a, b, title) for a, b in pairwise(flow.points))


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    total, where = Counter[str](), dict[str, dict[str, int]]()
    for file in sorted(options.folder.rglob("*.bpmn")):
        diagram = Diagram(bpmn.read(file.read_bytes()).records)
        draw_missing.draw(diagram)
        verbs.everything(diagram)
        found = counted(diagram)
        total += found
        if sum(found.values()):
            where[f"{file.parent.name}/{file.name}"] = {name: count for name, count in found.items() if count}
    print(json.dumps(where) if options.json else "\n".join(f"{name}: {row}" for name, row in where.items()))
    print(dict(total) or "none")
    return int(bool(sum(total.values())))


if __name__ == "__main__":
    sys.exit(main())
