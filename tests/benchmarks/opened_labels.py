"""Labels on maps as they are opened, where the file does not give their place: how many stand on something?

    python tests/benchmarks/opened_labels.py [FOLDER] [--json]

Counted are labels that the program places itself: on shapes, on other labels (whoever placed those), on lines, by at
least a pixel. `usual` is what the usual places below shapes and beside lines would meet; `shown` what is shown.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

from layout_figures import CORPUS

from mapper import bpmn
from mapper.app.session import arrange
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect
from mapper.model.records import Flow, Record
from mapper.route.labels.desk import shown
from mapper.route.scene.meet import enters


def met(diagram: Diagram, unplaced: Iterable[str]) -> Counter[str]:
    """What these labels stand on."""
    found: Counter[str] = Counter()
    ids = set(unplaced)
    for plane in query.planes(diagram):
        records = [r for r in query.drawn_on(diagram, plane.id) if r.plane == plane.id]
        places = {r.id: place for r in records if (place := shown(diagram, r)) is not None}
        for id in places.keys() & ids:
            found["labels"] += 1
            place = places[id].grown(-1)
            found["on shapes"] += any(_stands_on(diagram, id, other, place) for other in records)
            found["on labels"] += any(place.meets(box.grown(-1)) for other, box in places.items() if other != id)
            found["on lines"] += any(_struck(other, place) for other in records)
    return found


def _stands_on(diagram: Diagram, id: str, other: Record, place: Rect) -> bool:
    if isinstance(other, Flow) or other.id == id or other.bounds is None or not other.sort.is_solid:
        return False
    inside = other.bounds.w > 120 and other.bounds.holds(place) and other.sort.is_activity
    return other.bounds.meets(place) and not inside


def _struck(other: Record, place: Rect) -> bool:
    return isinstance(other, Flow) and any(enters(a, b, place) for a, b in pairwise(other.points))


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    usual, now, worst, taken = Counter[str](), Counter[str](), Counter[str](), 0.0
    for file in sorted(options.folder.rglob("*.bpmn")):
        try:
            source = bpmn.read(file.read_bytes())
        except bpmn.Unreadable:
            continue
        begin = time.thread_time()
        found = arrange.shown(source)
        taken += time.thread_time() - begin
        unplaced = [r.id for r in source.records if r.label is None and r.name and r.plane is not None]
        usual += met(Diagram(source.records), unplaced)
        one = met(Diagram(found.records), unplaced)
        now += one
        worst[str(file.relative_to(options.folder))] = one["on shapes"] + one["on labels"] + one["on lines"]
    print(json.dumps({"usual": usual, "shown": now}) if options.json else f"usual {dict(usual)}\nshown {dict(now)}")
    print(f"opening {taken:.1f} s; most: {worst.most_common(8)}")
    return int(now["on shapes"] + now["on labels"] + now["on lines"] > 0)


if __name__ == "__main__":
    sys.exit(main())
