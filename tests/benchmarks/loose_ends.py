"""How well loose ends are joined: ends of flows are taken out of files, which are then read.

    python tests/benchmarks/loose_ends.py FOLDER [SHARE]

SHARE: of the ends that are taken out (0.3 unless given). Prints how many were joined rightly, wrongly, and left.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from pathlib import Path

from lxml import etree

from mapper import bpmn
from mapper.model.records import Flow

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
    flows = {record.id: record for record in bpmn.read(made).records if isinstance(record, Flow)}
    found: Counter[str] = Counter(ends=len(taken))
    for (id, field), was in taken.items():
        flow = flows.get(id)
        now = getattr(flow, field) if flow is not None else ""
        found["right" if now == was else "left" if now.endswith((".source", ".target")) else "wrong"] += 1
    return found


def main() -> None:
    """Judge all files of a folder."""
    share = float(sys.argv[2]) if len(sys.argv) > 2 else 0.3
    total: Counter[str] = Counter()
    for seed, path in enumerate(sorted(Path(sys.argv[1]).rglob("*.bpmn"))):
        try:
            found = judged(path.read_bytes(), share, seed)
        except (etree.XMLSyntaxError, bpmn.Unreadable):
            continue
        if found["wrong"]:
            print(path, dict(found))
        total += found
    print(dict(total))


if __name__ == "__main__":
    main()
