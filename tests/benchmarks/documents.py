"""How long documents of large maps and of many take: seconds, pages a second, peak memory, size, reportlab's share.

    python tests/benchmarks/documents.py [--steps 1000] [--maps 100]

A map of N steps in ten lanes, a row of gateways among them, and a folder of that many sample maps. Ours is all that is
not in reportlab's own modules, by cProfile.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import resource
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

import pypdfium2

from mapper.app.formats import library
from mapper.document.packs import job_description, pack
from mapper.document.packs.frame import Options
from mapper.document.print import pdf
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.records import Flow, Node

LANES, HIGH, WIDE = 10, 120.0, 150.0
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def large(steps: int) -> Diagram:
    """A drawn map of so many steps: a serpentine through ten lanes, each owned by somebody else."""
    columns = -(-steps // LANES)
    width = columns * WIDE + 60
    owners = [Node(f"o{i}", "party", f"Owner {i}", details={"partyKind": "person"}) for i in range(LANES)]
    lanes = [Node(f"l{i}", "lane", f"Lane {i}", "p", plane="plane", bounds=Rect(30, i * HIGH, width - 30, HIGH),
                  details={"owner": f"o{i}"}) for i in range(LANES)]  # fmt: skip
    pool = Node("pool", "participant", "Work", "c", ref="p", plane="plane", bounds=Rect(0, 0, width, LANES * HIGH))
    frames = [Node("plane", "plane", "Work", ref="c"), Node("c", "collaboration"),
              Node("p", "process", "Work", details={"owner": "o0", "purpose": "Work gets done."}), pool]  # fmt: skip
    found: list[Node] = []
    for n in range(steps):
        column, lane = divmod(n, LANES)
        box = Rect(60 + column * WIDE, lane * HIGH + 20, 100, 80)
        details = {"documentation": f"How step {n} is done, said in a sentence or two.", "processingTime": 5.0}
        found.append(Node(f"s{n}", "userTask", f"Do the thing number {n}", "p", f"l{lane}", plane="plane", bounds=box,
                          details=details))  # fmt: skip
    flows = [Flow(f"f{n}", "sequenceFlow", f"s{n}", f"s{n + 1}", parent="p", plane="plane", points=_points(a, b))
             for n, (a, b) in enumerate(pairwise(found))]  # fmt: skip
    return Diagram([*owners, *frames, *lanes, *found, *flows])


def _points(a: Node, b: Node) -> tuple[Point, ...]:
    assert a.bounds is not None and b.bounds is not None  # noqa: PT018
    if a.bounds.x == b.bounds.x:
        return Point(a.bounds.center.x, a.bounds.bottom), Point(b.bounds.center.x, b.bounds.y)
    middle = a.bounds.right + 25
    return (Point(a.bounds.right, a.bounds.center.y), Point(middle, a.bounds.center.y),
            Point(middle, b.bounds.center.y), Point(b.bounds.x, b.bounds.center.y))  # fmt: skip


def measured(name: str, make: object) -> None:
    """Print what one document costs."""
    start = time.process_time()
    profile = cProfile.Profile() if "--profile" in sys.argv else None
    made = profile.runcall(make) if profile else make()  # type: ignore[arg-type, operator]
    seconds = time.process_time() - start
    pages = len(pypdfium2.PdfDocument(made.data))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name}: {seconds:.1f} s, {pages} pages, {pages / seconds:.0f} pages a second, "
          f"{len(made.data) / 1e6:.2f} MB, peak {peak:.0f} MB")  # fmt: skip
    if profile:
        stats = pstats.Stats(profile).stats  # type: ignore[attr-defined]
        own = sum(row[2] for (file, _line, _name), row in stats.items() if "reportlab" in file)
        whole = sum(row[2] for row in stats.values())
        print(f"   reportlab's share {own / whole:.0%}")
        pstats.Stats(profile).sort_stats("tottime").print_stats(18)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--steps", type=int, default=1000)
    parser.add_argument("--maps", type=int, default=100)
    parser.add_argument("--profile", action="store_true")
    asked = parser.parse_args()
    diagram = large(asked.steps)
    measured(f"job description of a lane's owner, {asked.steps} steps",
             lambda: pdf.render(job_description.compile(diagram, "o3", "en", Options())))  # fmt: skip
    measured(f"pack of {asked.steps} steps", lambda: pdf.render(pack.compile(diagram, None, "en", Options())))
    with tempfile.TemporaryDirectory() as folder:
        samples = sorted((EXAMPLES / "en").glob("*.bpmn"))
        for n in range(asked.maps):
            (Path(folder) / f"{n:03}.bpmn").write_bytes(samples[n % len(samples)].read_bytes())
        maps = library.read(Path(folder))
        whole = maps.diagram(shown=True)
        options = Options(numbers=maps.numbers)
        measured(f"pack of {asked.maps} maps", lambda: pdf.render(pack.compile(whole, None, "en", options)))


if __name__ == "__main__":
    main()
