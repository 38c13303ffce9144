"""How fast maps are read, beside lxml's bare parse of the same files, and a map of 10,000 nodes read and saved.

    python tests/benchmarks/reading.py FOLDER [--runs 7] [--json]

Figures are medians of N runs in one process, the files in memory: `bpmn.read` of the whole folder over
`lxml.etree.fromstring` of it (limit: 6 times); then the map of 10,000 nodes that `../shared/perf/make_maps.py` makes
(or MAPPER_PERF names that folder): read (limit 1.5 s), and `bpmn.write` after one rename (limit 0.5 s). Where a limit
is broken, the profile of that step follows. Exit status 1 then.
"""

from __future__ import annotations

import argparse
import cProfile
import io
import json
import os
import pstats
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from mapper import bpmn
from mapper.model.diagram import Diagram

RATIO, READ, SAVE = 6.0, 1.5, 0.5
"""Limits: times lxml's own parse; seconds; seconds."""


class Figure(NamedTuple):
    """One measured step. `again` does it once more, for the profile."""

    name: str
    value: float
    limit: float | None
    unit: str
    again: Callable[[], object]

    @property
    def over(self) -> bool:
        return self.limit is not None and self.value > self.limit


def median(runs: int, act: Callable[[], object]) -> float:
    """Seconds that something takes."""
    taken = []
    for _run in range(runs):
        begin = time.perf_counter()
        act()
        taken.append(time.perf_counter() - begin)
    return statistics.median(taken)


def folder(path: Path, runs: int) -> list[Figure]:
    """Reading every file of a folder; files that either side refuses are left out of both."""
    files = [data for file in sorted(path.rglob("*.bpmn")) if _readable(data := file.read_bytes())]

    def parse() -> None:
        for data in files:
            _parse(data)

    def read() -> None:
        for data in files:
            bpmn.read(data)

    base, ours = median(runs, parse), median(runs, read)
    return [
        Figure(f"lxml parses {len(files)} files", base, None, "s", parse),
        Figure(f"bpmn.read reads {len(files)} files", ours, None, "s", read),
        Figure("bpmn.read over lxml", ours / base if base else 0.0, RATIO, "x", read),
    ]


def large(runs: int, nodes: int = 10_000) -> list[Figure]:
    """Reading and saving one large map."""
    data = _large_map(nodes)
    if data is None:
        return []
    source = bpmn.read(data)
    diagram = Diagram(source.records)
    step = next(n for n in diagram.nodes() if n.kind == "userTask")
    with diagram.transaction("Rename"):
        diagram.put(step.but(name="Renamed"))
    records = diagram.records()
    first = median(1, lambda: bpmn.write(source, records))
    return [
        Figure(f"lxml parses a map of {nodes} nodes", median(runs, lambda: _parse(data)), None, "s", lambda: None),
        Figure(f"bpmn.read reads it ({len(records)} records)", median(runs, lambda: bpmn.read(data)), READ, "s",
               lambda: bpmn.read(data)),
        Figure("Diagram(records)", median(runs, lambda: Diagram(source.records)), None, "s", lambda: None),
        Figure("first bpmn.write after a rename", first, SAVE, "s", lambda: bpmn.write(bpmn.read(data), records)),
        Figure("further bpmn.write", median(runs, lambda: bpmn.write(source, records)), SAVE, "s",
               lambda: bpmn.write(source, records)),
    ]  # fmt: skip


def _parse(data: bytes) -> object:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _readable(data: bytes) -> bool:
    try:
        _parse(data)
        bpmn.read(data)
    except (etree.XMLSyntaxError, ValueError):
        return False
    return True


def _large_map(nodes: int) -> bytes | None:
    beside = Path(__file__).resolve().parents[2].parent / "shared" / "perf"
    maker = Path(os.environ.get("MAPPER_PERF") or beside) / "make_maps.py"
    if not maker.is_file():
        print(f"no {maker.name} beside the checkout, and MAPPER_PERF names none: the large map is not measured")
        return None
    with tempfile.TemporaryDirectory() as made:
        subprocess.run([sys.executable, maker, made, "--sizes", str(nodes)], check=True, stdout=subprocess.DEVNULL)
        return (Path(made) / f"map_{nodes}.bpmn").read_bytes()


def _profile(act: Callable[[], object]) -> str:
    profile = cProfile.Profile()
    profile.runcall(act)
    told = io.StringIO()
    pstats.Stats(profile, stream=told).strip_dirs().sort_stats("tottime").print_stats(20)
    return told.getvalue()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    figures = [*folder(wanted.folder, wanted.runs), *large(wanted.runs)]
    if wanted.json:
        keys = ("name", "value", "limit", "unit")
        print(json.dumps([{key: getattr(figure, key) for key in keys} for figure in figures], indent=1))
    for figure in figures if not wanted.json else ():
        limit = f"(limit {figure.limit:g} {figure.unit}){' OVER' if figure.over else ''}" if figure.limit else ""
        print(f"{figure.name:<45}{figure.value:>9.3f} {figure.unit} {limit}")
    for figure in figures if not wanted.json else ():
        if figure.over:
            print(f"\n{figure.name}:\n{_profile(figure.again)}")
    return 1 if any(figure.over for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
