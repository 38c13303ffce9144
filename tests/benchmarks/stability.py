"""Whether a map is the same after it was read, edited, written and read again, over and over, whatever line breaks.

    python tests/benchmarks/stability.py FOLDER [--rounds 3] [--variants all] [--every 1] [--json]

Each file of the folder is taken in five variants (`variants.py`: as it is, without line breaks between elements, with
blanks, with some of them, with comments). In each round a random edit (`edits.py`) is made, the map is written through
the guard (`bpmn.write_checked`) and read again: the records must be those that the map held, and written untouched the
new file must give its own bytes. At the end all edits are taken back, which must give what the file was before the
first. Printed: files, edits, and every file that differs, with the reason. Exit status 1 when one does.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import sys
from functools import partial
from pathlib import Path
from typing import NamedTuple

from edit_locality import against_records
from edits import EDITS
from variants import VARIANTS, variant

from mapper import bpmn
from mapper.edit.effects import readonly
from mapper.model.diagram import Diagram

TRIES = 6
"""How many kinds of edit are tried for one that a map has a place for."""


class Tried(NamedTuple):
    """One variant of a file: how many edits were made, and what differed."""

    file: str
    variant: str
    edits: int
    reasons: list[str]


def tried(task: tuple[Path, str], folder: Path, rounds: int) -> Tried:
    """Read, edit, write and read one variant of a file, some times over."""
    path, name = task
    found = Tried(path.relative_to(folder).as_posix(), name, 0, [])
    chance = random.Random(f"{found.file} {name}")
    data = variant(path.read_bytes(), name, found.file)
    made = 0
    for number in range(rounds):
        source = bpmn.read(data)
        before = bpmn.write(source, source.records)
        diagram = Diagram(source.records)
        diagram.guard(readonly.check)
        kind = _edit(diagram, chance)
        if kind is None:
            break
        made += 1
        written = bpmn.write_checked(source, diagram.records())
        reasons = [f"the guard: {fault}" for fault in written.faults]
        reasons += against_records(written.data, diagram)
        again = bpmn.read(written.data)
        if bpmn.write(again, again.records) != written.data:
            reasons.append("written untouched it is not the same bytes")
        while diagram.undo():
            pass
        if bpmn.write(source.rebased(written.data, again.records), diagram.records()) != before:
            reasons.append("taken back it is not what it was")
        found.reasons.extend(f"round {number + 1}, {kind}: {reason}" for reason in reasons)
        data = written.data
    return found._replace(edits=made)


def _edit(diagram: Diagram, chance: random.Random) -> str | None:
    for kind in chance.sample(list(EDITS), TRIES):
        if EDITS[kind](diagram, chance) is not None:
            return kind
    return None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--variants", default="all", help=f"all, or some of: {', '.join(VARIANTS)}")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every n-th variant of all")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    named = [part.strip() for part in wanted.variants.split(",")]
    variants = list(VARIANTS) if named == ["all"] else [one for one in VARIANTS if one in named]
    tasks = [(path, one) for path in sorted(wanted.folder.rglob("*.bpmn")) for one in variants][:: wanted.every]
    with multiprocessing.Pool(wanted.processes) as pool:
        done = list(pool.imap_unordered(partial(tried, folder=wanted.folder, rounds=wanted.rounds), tasks, 4))
    bad = sorted(one for one in done if one.reasons)
    if wanted.json:
        figures = {"files": len(done), "edits": sum(one.edits for one in done), "differ": len(bad)}
        print(json.dumps({**figures, "failures": [one._asdict() for one in bad]}, indent=1))
    else:
        edits = sum(one.edits for one in done)
        print(f"{len(done)} files, in {len(variants)} variants, {edits} edits: {len(bad)} differ")
        for one in bad:
            print(f"{one.file} ({one.variant})", *(f"    {reason}" for reason in one.reasons[:4]), sep="\n")
    return 1 if bad or not done else 0


if __name__ == "__main__":
    sys.exit(main())
