"""What Tidy does to maps after random drops: does it ever make them dearer, and how much does it lay anew?

    python tests/benchmarks/tidying.py [FOLDER] [--maps 20] [--drops 30] [--json]

On each map steps are dropped at random places; then Tidy runs twice. Printed are flows with a fault and what all
cost before and after (`route.tidying.cost`), the share of flows that Tidy laid anew, how many of those had a fault, and
whether the second Tidy changed anything. Exit status 1 if a map became dearer or the second Tidy changed something.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from pathlib import Path
from typing import Any

from layout_figures import CORPUS

from mapper import bpmn
from mapper.edit.effects.rules import Refused
from mapper.edit.verbs import move, tidy
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.records import Flow, Node
from mapper.route import tidying
from mapper.route.scene import read as scenes

LEAST, MOST = 8, 80
"""Steps of a map that is used."""
FAR = 150
"""How far a step is dropped at most, in pixels."""


def steps(diagram: Diagram) -> list[Node]:
    found = [n for n in diagram.nodes() if n.sort.is_flow_node and n.bounds is not None and n.host is None]
    return sorted(found, key=lambda node: node.id)


def drop(diagram: Diagram, dice: random.Random, times: int) -> None:
    """Drop random steps at random places near where they stand."""
    for _time in range(times):
        node = dice.choice(steps(diagram))
        try:
            move.move_by(diagram, [node.id], dice.randint(-FAR, FAR), dice.randint(-FAR, FAR))
        except Refused:
            continue


def costs(diagram: Diagram) -> tuple[int, float]:
    """Flows with a fault, and what all cost, over all planes."""
    faults, price = 0, 0.0
    for plane in query.planes(diagram):
        found = tidying.cost(scenes.read(diagram, plane.id), [], laid(diagram, plane.id))
        faults, price = faults + found.faults, price + found.price
    return faults, price


def laid(diagram: Diagram, plane: str) -> list[Flow]:
    drawn = [r for r in query.drawn_on(diagram, plane) if isinstance(r, Flow) and r.plane == plane]
    flows = [f for f in drawn if len(f.points) > 1]
    return [f for f in flows if tidying.joins_nodes(diagram, f) and tidying.leads_on(diagram, f)]


def measured(file: Path, drops: int) -> dict[str, Any] | None:
    """The figures of one map; None for one that is too small or too large."""
    diagram = Diagram(bpmn.read(file.read_bytes()).records)
    if not LEAST <= len(steps(diagram)) <= MOST:
        return None
    drop(diagram, random.Random(file.name), drops)
    before, ways = costs(diagram), {f.id: f.points for f in diagram.flows()}
    tidy.flows(diagram)
    after, once = costs(diagram), {f.id: f for f in diagram.flows()}
    nodes = {n.id: n for n in diagram.nodes()}
    tidy.flows(diagram)
    again = sum(once[f.id] != f for f in diagram.flows()) + sum(nodes[n.id] != n for n in diagram.nodes())
    return {
        "flows": len(ways),
        "laid anew": sum(once[id].points != way for id, way in ways.items()),
        "faults": before[0],
        "faults after": after[0],
        "cost": round(before[1]),
        "cost after": round(after[1]),
        "again": again,
    }


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--maps", type=int, default=20)
    parser.add_argument("--drops", type=int, default=30)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    files = sorted(options.folder.rglob("*.bpmn"))
    random.Random(11).shuffle(files)
    rows: dict[str, dict[str, Any]] = {}
    for file in files:
        if len(rows) < options.maps and (row := measured(file, options.drops)) is not None:
            rows[f"{file.parent.name}/{file.name}"] = row
    dearer = [n for n, r in rows.items() if r["cost after"] > r["cost"]]
    if options.json:
        print(json.dumps(rows))
    else:
        for name, row in rows.items():
            print(f"{name[:44]:<46}" + "  ".join(f"{key} {value}" for key, value in row.items()))
        share = sum(r["laid anew"] for r in rows.values()) / max(1, sum(r["flows"] for r in rows.values()))
        again = sum(r["again"] > 0 for r in rows.values())
        print(f"{len(rows)} maps, {share:.0%} laid anew, dearer: {len(dearer)}, changed by a second Tidy: {again}")
    return int(bool(dearer) or any(row["again"] for row in rows.values()))


if __name__ == "__main__":
    sys.exit(main())
