"""How well loose ends are joined: ends of flows are taken out of files, which are then read, and arranged.

    python tests/benchmarks/loose_ends.py FOLDER [--share 0.3] [--arrange N]

--share: of the ends that are taken out. Printed: how many were joined rightly, wrongly, and left, and how many could
not be told: the whole file names one thing and draws the line to another. --arrange: every n-th file is laid out
afterwards, and the ends are counted of flows that do not lie on what they join, so lead nowhere. Exit status 1 when an
end is joined wrongly or leads nowhere.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from pathlib import Path

from lxml import etree

from mapper import bpmn
from mapper.app.session import arrange
from mapper.bpmn.reading.seen import TOUCH
from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect
from mapper.model.records import Flow, Node, Record

NEAR = 3.0
"""Pixels between a line and what it joins up to which it ends there."""

MODEL = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"


def cut(data: bytes, share: float, chance: random.Random) -> tuple[bytes, dict[tuple[str, str], str]]:
    """A file without a share of its flows' ends, and what these were: by flow and field, the id."""
    root = etree.fromstring(data)
    taken = {}
    for element in root.iter(f"{MODEL}sequenceFlow", f"{MODEL}messageFlow"):
        for field in ("source", "target"):
            named = element.get(f"{field}Ref")
            if named and element.get("id") and chance.random() < share:
                taken[str(element.get("id")), field] = named.rpartition(":")[2]
                del element.attrib[f"{field}Ref"]
    return etree.tostring(root), taken


def judged(data: bytes, share: float, seed: int) -> Counter[str]:
    """What became of the ends of one file."""
    made, taken = cut(data, share, random.Random(seed))
    whole = {record.id: record for record in bpmn.read(data).records}
    flows = {record.id: record for record in bpmn.read(made).records if isinstance(record, Flow)}
    found: Counter[str] = Counter(ends=len(taken))
    for (id, field), was in taken.items():
        flow = flows.get(id)
        now = getattr(flow, field) if flow is not None else ""
        if now == was:
            found["right"] += 1
        elif now.endswith((".source", ".target")):
            found["left"] += 1
        else:
            found["untold" if flow is not None and _is_elsewhere(flow, field, whole.get(was)) else "wrong"] += 1
    return found


def _is_elsewhere(flow: Flow, field: str, named: Record | None) -> bool:
    """Whether a file draws the end of a flow away from what it names there."""
    return not isinstance(named, Node) or named.bounds is None or _gap(flow, field, named.bounds) > TOUCH


def _gap(flow: Flow, field: str, b: Rect) -> float:
    x, y = flow.points[0 if field == "source" else -1]
    return max(b.x - x, x - b.right, b.y - y, y - b.bottom)


def leading_nowhere(data: bytes, share: float, seed: int) -> Counter[str]:
    """The ends of all flows once a file with loose ends was laid out, and those that lie on nothing that they join. An
    end that is still loose lies on itself."""
    source = bpmn.read(cut(data, share, random.Random(seed))[0])
    diagram = Diagram(source.records)
    arrange.whole(diagram, source.base.held)
    found: Counter[str] = Counter()
    for flow in diagram.flows():
        for field in ("source", "target") if len(flow.points) > 1 else ():
            end = diagram.get(getattr(flow, field))
            if isinstance(end, Node) and end.bounds is not None and end.plane == flow.plane:
                found["laid"] += 1
                found["nowhere"] += _gap(flow, field, end.bounds) > NEAR
    return found


def main() -> int:
    """Judge all files of a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--share", type=float, default=0.3)
    parser.add_argument("--arrange", type=int, default=0, metavar="N", help="lay out every n-th file as well")
    wanted = parser.parse_args()
    total: Counter[str] = Counter(wrong=0)
    for number, path in enumerate(sorted(wanted.folder.rglob("*.bpmn"))):
        data = path.read_bytes()
        try:
            found = judged(data, wanted.share, number)
            if wanted.arrange and number % wanted.arrange == 0:
                found += leading_nowhere(data, wanted.share, number)
        except (etree.XMLSyntaxError, bpmn.Unreadable):
            continue
        if found["wrong"] or found["nowhere"]:
            print(path, dict(found))
        total += found
    print({"wrong": 0, "nowhere": 0} | dict(total))
    return 1 if total["wrong"] or total["nowhere"] else 0


if __name__ == "__main__":
    sys.exit(main())
