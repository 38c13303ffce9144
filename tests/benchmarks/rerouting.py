"""How long the flows of a step take to follow the mouse: milliseconds for each move of a drag on a large map.

    python tests/benchmarks/rerouting.py [--size 10000] [--steps 40] [--json]

Each figure is for steps with so many flows (and for steps with a message flow, whose other end may be far off): the
median, the 95th percentile and the worst of all moves, every move laying all flows of the step by `flows.previews`.
A step is dragged right and down over its neighbours and back, so that there are things in the way. The map is the one
that `../shared/perf/make_maps.py` makes (or MAPPER_PERF names that folder). The time is the processor's, so that other
programs do not count, and the map is no garbage to be searched, as in the window. Limit: 8 ms for the worst. Exit
status 1 if a figure is above it.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from mapper import bpmn
from mapper.model.diagram import Diagram
from mapper.model.records import Node
from mapper.model.texts import labels
from mapper.route import router

LIMIT = 8.0
"""Milliseconds a mouse move may take."""

DRAG = [(12 * i, 5 * i) for i in range(1, 25)] + [(288 - 25 * i, 120 - 16 * i) for i in range(24)]
"""Where the mouse is at each move, from where it took hold, in pixels."""


def moves(diagram: Diagram, step: Node) -> Iterator[float]:
    """Milliseconds of each move while a step is dragged."""
    assert step.bounds is not None
    flows = [diagram.flow(id) for id in diagram.index.flows_at(step.id)]
    for dx, dy in DRAG:
        boxes = {step.id: step.bounds.moved(dx, dy)}
        begin = time.thread_time()
        router.previews(diagram, flows, boxes)
        yield 1000 * (time.thread_time() - begin)


def chosen(diagram: Diagram) -> dict[str, list[Node]]:
    """The steps to drag, by how many flows they have."""
    found: dict[str, list[Node]] = {}
    for node in diagram.nodes():
        flows = diagram.index.flows_at(node.id)
        if node.sort.is_flow_node and node.bounds is not None and flows:
            found.setdefault(f"{min(len(flows), 6)} flows", []).append(node)
            if any(diagram.flow(id).kind == "messageFlow" for id in flows):
                found.setdefault("with a message flow", []).append(node)
    return dict(sorted(found.items()))


def figures(diagram: Diagram, most: int) -> dict[str, dict[str, float]]:
    """The figures of each sort of step, of so many steps spread over the map."""
    result = {}
    for name, nodes in chosen(diagram).items():
        picked = nodes[:: max(1, len(nodes) // most)][:most]
        taken = sorted(ms for node in picked for ms in moves(diagram, node))
        p95 = taken[int(0.95 * (len(taken) - 1))]
        result[name] = {"median": statistics.median(taken), "p95": p95, "worst": taken[-1], "moves": len(taken)}
    return result


def large_map(size: int) -> bytes | None:
    """The map with so many nodes, or None where nothing can make it."""
    beside = Path(__file__).parents[3] / "shared" / "perf"
    maker = Path(os.environ.get("MAPPER_PERF") or beside) / "make_maps.py"
    if not maker.is_file():
        return None
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, maker, folder, "--sizes", str(size)], check=True, capture_output=True)
        return (Path(folder) / f"map_{size}.bpmn").read_bytes()


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=int, default=10000)
    parser.add_argument("--steps", type=int, default=40)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    data = large_map(options.size)
    if data is None:
        print("skipped: no make_maps.py in ../shared/perf (MAPPER_PERF)")
        return 0
    diagram = Diagram(bpmn.read(data).records)
    for record in diagram.records():
        labels.size(diagram, record)  # as in the window, where all this was painted before anything is dragged
    gc.freeze()
    found = figures(diagram, options.steps)
    if options.json:
        print(json.dumps(found))
    else:
        print(f"{'ms per mouse move':<22}{'median':>8}{'p95':>8}{'worst':>8}{'moves':>8}")
        for name, row in found.items():
            print(f"{name:<22}{row['median']:8.2f}{row['p95']:8.2f}{row['worst']:8.2f}{row['moves']:8.0f}")
    return int(any(row["worst"] > LIMIT for row in found.values()))


if __name__ == "__main__":
    sys.exit(main())
