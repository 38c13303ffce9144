"""What edits do to the maps of a folder: how far other shapes move, and whether flows run through shapes afterwards.

    python tests/benchmarks/drops.py [FOLDER] [--maps 60] [--edits 200] [--lanes 100] [--json]

Random appends and inserts, and lanes moved up or down, each on a fresh copy of a map. Printed are how many other shapes
moved (their share, and by how much: median and worst, in pixels) and how many flows run through shapes that did not
before. Exit status 1 if any does.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
from collections.abc import Callable
from pathlib import Path

from layout_figures import CORPUS

from mapper import bpmn
from mapper.arrange.whole import faults
from mapper.edit.effects.rules import Refused
from mapper.edit.structure import lanes
from mapper.edit.verbs import create
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.records import Flow, Node, Record

KINDS = ("task", "task", "exclusiveGateway", "endEvent")


def through(diagram: Diagram) -> set[tuple[str, str]]:
    """Flows and shapes they run through, but for shapes that an end of the flow stands on."""
    ids = {record.id for record in diagram.records()}
    pairs = {pair for plane in query.planes(diagram) for pair in faults.through(diagram, plane.id, ids)}
    return {(flow, node) for flow, node in pairs if not stands_on(diagram, diagram.flow(flow), diagram.node(node))}


def stands_on(diagram: Diagram, flow: Flow, node: Node) -> bool:
    """Whether an end of a flow has its centre in a shape."""
    boxes = [end.bounds for end in map(diagram.get, (flow.source, flow.target)) if isinstance(end, Node)]
    return node.bounds is not None and any(node.bounds.holds(box.center) for box in boxes if box is not None)


def append(diagram: Diagram, dice: random.Random) -> None:
    steps = [n.id for n in diagram.nodes() if n.sort.is_flow_node and n.bounds is not None and n.kind != "endEvent"]
    create.append(diagram, dice.choice(sorted(steps)), dice.choice(KINDS))


def insert(diagram: Diagram, dice: random.Random) -> None:
    flows = [f.id for f in diagram.flows() if f.kind == "sequenceFlow" and len(f.points) > 1]
    create.insert(diagram, dice.choice(sorted(flows)), "task")


def move_lane(diagram: Diagram, dice: random.Random) -> None:
    found = [n.id for n in diagram.nodes() if n.kind == "lane" and n.bounds is not None]
    lanes.move(diagram, dice.choice(sorted(found)), dice.choice((-1, 1)))


def moves(before: dict[str, Record], diagram: Diagram) -> list[float]:
    """How far each shape that was there moved, in pixels; 0 for those that stayed."""
    found = []
    for id, old in before.items():
        new = diagram.get(id)
        if isinstance(old, Node) and isinstance(new, Node) and old.bounds and new.bounds and old.sort.is_solid:
            found.append(old.bounds.center.distance(new.bounds.center))
    return found


def measured(
    sources: list[tuple[Record, ...]], edit: Callable[[Diagram, random.Random], None], times: int, dice: random.Random
) -> dict[str, float]:
    """The figures of one sort of edit."""
    shares, far, worse, done, tried = [], [], 0, 0, 0
    while done < times and tried < 10 * times:
        tried += 1
        records = sources[tried % len(sources)]
        diagram = Diagram(records)
        before, had = {r.id: r for r in records}, through(diagram)
        try:
            edit(diagram, dice)
        except (Refused, IndexError):
            continue
        done += 1
        gone = moves(before, diagram)
        moved = [distance for distance in gone if distance > 0.5]
        shares.append(len(moved) / max(1, len(gone)))
        far += moved
        worse += len(through(diagram) - had)
    return {
        "edits": done,
        "moved": round(statistics.mean(shares), 3) if shares else 0,
        "median px": round(statistics.median(far)) if far else 0,
        "worst px": round(max(far)) if far else 0,
        "new flows through shapes": worse,
    }


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--maps", type=int, default=60)
    parser.add_argument("--edits", type=int, default=200)
    parser.add_argument("--lanes", type=int, default=100)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    dice = random.Random(11)
    files = sorted(options.folder.rglob("*.bpmn"))
    dice.shuffle(files)
    sources = []
    for file in files:
        source = bpmn.read(file.read_bytes())
        if any(isinstance(r, Node) and r.sort.is_flow_node and r.bounds is not None for r in source.records):
            sources.append(source.records)
        if len(sources) == options.maps:
            break
    laned = [found for found in sources if sum(r.kind == "lane" for r in found) > 1]
    rows = {
        "append": measured(sources, append, options.edits, dice),
        "insert": measured(sources, insert, options.edits, dice),
        "move lane": measured(laned, move_lane, options.lanes, dice),
    }
    if options.json:
        print(json.dumps(rows))
    else:
        for name, row in rows.items():
            print(f"{name:<12}" + "  ".join(f"{key} {value}" for key, value in row.items()))
    return int(any(row["new flows through shapes"] for row in rows.values()))


if __name__ == "__main__":
    sys.exit(main())
