"""Milliseconds of Mapper's layout beside those of bpmn-auto-layout (npm), on the same maps in the same run.

bpmn-auto-layout gets XML and returns XML, so Mapper's figure is given twice: the layout call alone, and with reading
and writing. Of several pools it lays out the first only, which is a figure to know, but no comparison. So it gets the
process of each pool in a file of its own as well, and Mapper's time, which lays out the messages between them besides,
is held against the sum. It is installed into a folder outside the checkout; without node and npm only Mapper is
measured.
"""

from __future__ import annotations

import copy
import json
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from layout_figures import PERF, anew, maker, table
from lxml import etree

SIZES = (100, 1000, 5000, 10000)
SORTS = ("one", "map")
"""One pool without messages, and several pools with them."""

MODEL = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"

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
                pools = _alone(file)
                theirs = _theirs(node, pools, runs(size)) if node else None
                first = _theirs(node, [file], runs(size)) if node and len(pools) > 1 else None
                rows.append(_row(f"{sort}_{size}", (call, whole), theirs, first))
                print(table(_HEAD, rows[-1:]).splitlines()[1], flush=True)
    print()
    print(table(_HEAD, rows))
    return _growth(spent)


_HEAD = ("map", "layout ms", "with XML ms", PACKAGE, "ratio", "with XML", "", "its first pool")


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


def _alone(file: Path) -> list[Path]:
    """Files with one process of a map each, without a collaboration; the map's own where it has but one."""
    root = etree.parse(file).getroot()
    processes = root.findall(MODEL + "process")
    if len(processes) < 2:
        return [file]
    found = []
    for number, process in enumerate(processes):
        alone = etree.Element(
            root.tag, dict(root.attrib), nsmap={name: uri for name, uri in root.nsmap.items() if name}
        )
        alone.append(copy.deepcopy(process))
        found.append(file.with_name(f"{file.stem}_{number}.bpmn"))
        etree.ElementTree(alone).write(found[-1], encoding="utf-8", xml_declaration=True)
    return found


def _theirs(folder: Path, files: Sequence[Path], count: int) -> float | None:
    """What bpmn-auto-layout takes for these files, all in all; None where it fails at one."""
    command = ["node", "--stack-size=20000", "measure.mjs", str(count), *map(str, files)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=1800, check=False)
    said = [json.loads(line) for line in done.stdout.splitlines()]
    failed = next((one["failed"] for one in said if one["failed"]), None if len(said) == len(files) else done.stderr)
    if failed is not None:
        print(f"{PACKAGE} failed at {files[0].name}: {failed[-200:]}")
        return None
    return sum(float(one["ms"]) for one in said)


def _row(name: str, ours: tuple[float, float], theirs: float | None, first: float | None) -> tuple[object, ...]:
    if theirs is None:
        return (name, *ours, "-", "-", "-", "", "")
    call, whole = ours
    verdict = "PASS" if call / theirs <= MOST else f"FAIL: over {MOST}"
    return (name, call, whole, theirs, call / theirs, whole / theirs, verdict, "" if first is None else first)


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
