"""Milliseconds of Mapper's layout beside those of bpmn-auto-layout (npm), on the same maps in the same run.

bpmn-auto-layout gets XML and returns XML, so Mapper's figure is given twice: the layout call alone, and with reading
and writing. It is installed into a folder outside the checkout; without node and npm only Mapper is measured.
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from layout_figures import PERF, anew, maker, table

SIZES = (100, 1000, 5000, 10000)
SORTS = ("one", "map")
"""One pool without messages, and several pools with them (of which bpmn-auto-layout lays out the first only)."""

MOST = 2.5
GROWTH = 15.0
"""The issue's limits: time beside theirs, and time for 10,000 nodes beside that for 1,000."""

PACKAGE = "bpmn-auto-layout"
NODE = """
import { readFileSync } from 'node:fs';
import { layoutProcess } from 'bpmn-auto-layout';
const [runs, ...files] = process.argv.slice(2);
for (const file of files) {
  const xml = readFileSync(file, 'utf8'), times = [];
  let failed = null;
  for (let run = 0; run < Number(runs); run++) {
    const start = performance.now();
    try { await layoutProcess(xml); } catch (error) { failed = String(error); break; }
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  console.log(JSON.stringify({ ms: times.length ? times[Math.floor(times.length / 2)] : null, failed }));
}
"""


def show(sizes: Sequence[int], folder: Path | None) -> int:
    make = maker()
    if make is None:
        print(f"skipped: no make_maps.py in {PERF} (MAPPER_PERF)")
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        node = _node(folder or Path(scratch) / "node")
        rows, spent = [], {}
        for size in sizes:
            for sort, file in written(make, size, Path(scratch)).items():
                call, whole = _ours(file, runs(size))
                spent[sort, size] = call
                rows.append(_row(f"{sort}_{size}", call, whole, _theirs(node, file, runs(size)) if node else None))
                print(table(_HEAD, rows[-1:]).splitlines()[1], flush=True)
    print()
    print(table(_HEAD, rows))
    return _growth(spent)


_HEAD = ("map", "layout ms", "with XML ms", PACKAGE, "ratio", "with XML", "")


def runs(size: int) -> int:
    """How often a map of so many nodes is laid out; the median counts."""
    return 9 if size <= 100 else 5 if size <= 1000 else 3


def written(make: ModuleType, size: int, folder: Path) -> dict[str, Path]:
    """The maps of a size, without diagram data, by sort."""
    found = {}
    for sort in SORTS:
        found[sort] = folder / f"{sort}_{size}_nodi.bpmn"
        made = make.Map(size, pools=1 if sort == "one" else None)
        found[sort].write_text(made.xml(di=False), encoding="utf-8")
    return found


def _ours(file: Path, count: int) -> tuple[float, float]:
    data = file.read_bytes()
    laid = [anew(data) for _ in range(count)]
    return statistics.median(one.layout for one in laid), statistics.median(one.all for one in laid)


def _theirs(folder: Path, file: Path, count: int) -> float | None:
    command = ["node", "--stack-size=20000", "measure.mjs", str(count), str(file)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=1800, check=False)
    said = json.loads(done.stdout.splitlines()[0]) if done.stdout else {"ms": None, "failed": done.stderr[-200:]}
    if said["failed"]:
        print(f"{PACKAGE} failed at {file.name}: {said['failed']}")
    return float(said["ms"]) if said["ms"] is not None else None


def _row(name: str, call: float, whole: float, theirs: float | None) -> tuple[object, ...]:
    if theirs is None:
        return (name, call, whole, "-", "-", "-", "")
    ratio = call / theirs
    # Of several pools it lays out one: a figure to know, but no comparison.
    verdict = "PASS" if ratio <= MOST else f"FAIL: over {MOST}"
    said = verdict if name.startswith("one") else "its first pool only"
    return (name, call, whole, theirs, ratio, whole / theirs, said)


def _growth(spent: dict[tuple[str, int], float]) -> int:
    status = 0
    for sort in SORTS:
        small, large = spent.get((sort, 1000)), spent.get((sort, 10000))
        if small and large:
            passed = large / small <= GROWTH
            status |= not passed
            said = f"10000 takes {large / small:.1f} times 1000, at most {GROWTH}"
            print(f"{'PASS' if passed else 'FAIL'} {sort}: {said}")
    return status


def _node(folder: Path) -> Path | None:
    """A folder with the package in it; None, with a line that says so, where it cannot be had."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        print(f"skipped: {PACKAGE} was not measured, as there is no node and npm")
        return None
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "node_modules" / PACKAGE).is_dir():
        command = ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(folder), PACKAGE]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"skipped: {PACKAGE} was not measured, as npm could not install it: {done.stderr.strip()[-200:]}")
            return None
    (folder / "measure.mjs").write_text(NODE)
    return folder
