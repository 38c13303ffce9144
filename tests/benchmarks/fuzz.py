"""Damaged maps by the thousand: nothing but a clear refusal may come of them, and nothing may get lost.

    python tests/benchmarks/fuzz.py FOLDER [--count 20000] [--seed 1] [--json]
    python tests/benchmarks/fuzz.py FOLDER --only 1-4711 [--keep FILE]      # one case again, with its traceback

Case N of a seed is a file of the folder with the mutations (`mutations.py`) that this seed and N choose, always the
same. Each is read; the only exception allowed is `bpmn.Unreadable`. What was read goes into a Diagram and is written
untouched, which must give the same bytes, or, where the file had to be repaired, a well-formed file that is read again
as the same map and needs no repair. Every tenth is drawn on all its planes, and edited: a rename, written, must
be read again with that name and all else as it was, and undone be the same bytes. A case may take 10 seconds. Failures
are printed grouped by what and where. Exit status 1 when there are any.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import re
import resource
import signal
import sys
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from types import FrameType
from typing import NamedTuple

from lxml import etree
from mutations import mutate

from mapper import bpmn
from mapper.draw.maps import map_marks
from mapper.draw.theme import LIGHT
from mapper.edit.verbs import label
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.records import Record

LIMIT, MEMORY = 10.0, 2 << 30
"""Seconds and bytes that a case may take."""
CHUNK = 25
"""How many cases a process gets at a time."""


class Failure(NamedTuple):
    """`sort`: what went wrong. `place`: where; the two group failures."""

    case: str
    sort: str
    place: str
    what: str
    file: str


class Hang(BaseException):
    """Raised by the alarm; no `except Exception` may swallow it."""


class Lost(Exception):
    """Something of the file is not there any more."""


def case(seed: str, files: list[Path]) -> tuple[bytes, list[str], Path]:
    """The bytes of a case, the mutations that made them, and the file they were."""
    chance = random.Random(seed)
    path = chance.choice(files)
    data, names = mutate(path.read_bytes(), chance)
    return data, names, path


def check(data: bytes, thorough: bool) -> str:
    """Everything a case must stand; "read", or why it was refused. Raises what went wrong."""
    try:
        source = bpmn.read(data)
    except bpmn.Unreadable as error:
        if not (error.what and error.advice):
            raise Lost("an Unreadable without words") from error
        return f"refused: {error.what}"
    diagram = Diagram(source.records)
    written = bpmn.write(source, diagram.records())
    if not source.repaired and written != data:
        raise Lost("written untouched it is not the same bytes")
    if source.repaired:
        _reread(written, diagram)
    if thorough:
        _draw(diagram)
        _rename(source, diagram, written)
    return "read"


def _said(record: Record) -> tuple[str, str]:
    """What a record is and is called; the diagram of a closed sub-process is none of the file's and called like it."""
    return record.kind, "" if record.kind == "plane" and record.trait("sheet") else record.name


def _reread(written: bytes, diagram: Diagram) -> None:
    """What was repaired must be well-formed, for every parser, and say the same map."""
    try:
        etree.fromstring(written, etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise Lost(f"what was repaired is not well-formed: {error}") from error
    again = bpmn.read(written)
    if again.repaired:
        raise Lost(f"what was repaired needs a repair: {again.notes[0].what}")
    before, after = (sorted(map(_said, records)) for records in (diagram.records(), again.records))
    if before != after:
        odd = next((pair for pair in zip(before, after, strict=False) if pair[0] != pair[1]), (len(before), len(after)))
        raise Lost(f"what was repaired holds something else: {odd}")


def _draw(diagram: Diagram) -> None:
    for plane in query.planes(diagram):
        map_marks(diagram, plane.id, LIGHT)


def _rename(source: bpmn.Source, diagram: Diagram, data: bytes) -> None:
    steps = [n for n in diagram.nodes() if n.bounds is not None and n.kind not in ("anchor", "group", "textAnnotation")]
    if not steps:
        return
    step = steps[len(steps) // 2]
    label.rename(diagram, step.id, "Renamed by the fuzz run")
    checked = bpmn.write_checked(source, diagram.records())
    if checked.faults:
        raise Lost(f"the guard found a fault: {checked.faults[0]}")
    written = checked.data
    try:
        etree.fromstring(written, etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise Lost(f"what was written after a rename is not well-formed: {error}") from error
    try:
        again = bpmn.read(written)
    except bpmn.Unreadable as error:
        raise Lost("what was written after a rename cannot be read") from error
    before, after = (sorted(map(_said, records)) for records in (diagram.records(), again.records))
    if before != after:
        odd = next((pair for pair in zip(before, after, strict=False) if pair[0] != pair[1]), (len(before), len(after)))
        raise Lost(f"what was written after a rename holds something else: {odd}")
    if _tags(written) < 0.9 * _tags(data):
        raise Lost(f"a rename took elements out of the file: {_tags(data)} start tags became {_tags(written)}")
    diagram.undo()
    if bpmn.write(source.rebased(written, again.records), diagram.records()) != data:
        raise Lost("after undo it is not the same bytes")


def _tags(data: bytes) -> int:
    """How many start tags there are, in 8, 16 or 32 bits."""
    return len(re.findall(rb"<[A-Za-z_]", data.replace(b"\0", b"")))


class Done(NamedTuple):
    """A case and what came of it: "read", "refused: …" or "failed"; how long it took."""

    case: str
    outcome: str
    failure: Failure | None
    seconds: float


def run(number: int, seed: int, files: list[Path]) -> Done:
    """One case, in its time."""
    name = f"{seed}-{number}"
    data, mutations, path = case(name, files)
    begin = time.perf_counter()
    failure, outcome = None, "failed"
    signal.signal(signal.SIGALRM, _alarm)
    signal.setitimer(signal.ITIMER_REAL, LIMIT)
    try:
        outcome = check(data, number % 10 == 0)
    except (Exception, Hang) as error:
        signal.setitimer(signal.ITIMER_REAL, 0)
        failure = Failure(
            name, type(error).__name__, _place(error), str(error)[:200], f"{path.name} {'+'.join(mutations)}"
        )
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return Done(name, outcome, failure, time.perf_counter() - begin)


def _alarm(number: int, frame: FrameType | None) -> None:
    raise Hang(f"after {LIMIT:g} s")


def _place(error: BaseException) -> str:
    """The innermost line of Mapper's own; what is lost has its sentence instead."""
    if isinstance(error, Lost):
        return str(error).split(":")[0]
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "mapper" in Path(f.filename).parts]
    return (
        f"{Path(frames[-1].filename).parent.name}/{Path(frames[-1].filename).name}:{frames[-1].lineno}"
        if frames
        else "?"
    )


def _bounded() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def results(files: list[Path], count: int, seed: int, processes: int) -> Iterator[Done]:
    """All cases. A process that hangs outside Python is noticed by the silence."""
    chunks = [range(first, min(first + CHUNK, count)) for first in range(0, count, CHUNK)]
    with multiprocessing.Pool(processes, _bounded) as pool:
        done = pool.imap_unordered(partial(_chunk, seed=seed, files=files), chunks)
        for number in range(len(chunks)):
            try:
                yield from done.next(timeout=2 * CHUNK * LIMIT)
            except multiprocessing.TimeoutError:
                what = f"silence after {number * CHUNK} cases"
                yield Done("", "failed", Failure(f"{seed}-?", "Hang", "outside Python", what, ""), LIMIT)
                return


def _chunk(numbers: range, seed: int, files: list[Path]) -> list[Done]:
    return [run(number, seed, files) for number in numbers]


def again(name: str, files: list[Path], keep: Path | None) -> int:
    """One case with its traceback."""
    data, mutations, path = case(name, files)
    print(f"{path} {'+'.join(mutations)} ({len(data)} bytes)")
    if keep is not None:
        keep.write_bytes(data)
    signal.signal(signal.SIGALRM, _alarm)
    signal.setitimer(signal.ITIMER_REAL, LIMIT)
    print(check(data, True))
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--only", metavar="SEED-N", help="one case again")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="with --only: where to put its bytes")
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    files = sorted(wanted.folder.rglob("*.bpmn"))
    if wanted.only:
        return again(wanted.only, files, wanted.keep)
    return report(list(results(files, wanted.count, wanted.seed, wanted.processes)), wanted.json)


def report(done: list[Done], as_json: bool) -> int:
    """Print figures and grouped failures; the exit status."""
    groups: dict[tuple[str, str], list[Failure]] = defaultdict(list)
    for failure in (one.failure for one in done if one.failure is not None):
        groups[failure.sort, failure.place].append(failure)
    order = sorted(groups.values(), key=len, reverse=True)
    counts = {word: sum(one.outcome.startswith(word) for one in done) for word in ("read", "refused", "failed")}
    for group in order:
        sort = {"Hang": "hangs", "Lost": "lost"}.get(group[0].sort, "tracebacks")
        counts[sort] = counts.get(sort, 0) + len(group)
    refusals = Counter(
        re.sub("[“<(].*", "…", one.outcome, flags=re.S) for one in done if one.outcome.startswith("refused")
    )
    slowest = max(done, key=lambda one: one.seconds)
    if as_json:
        failures = [{"count": len(group), **min(group)._asdict()} for group in order]
        figures = {"cases": len(done), **counts, "slowest": [slowest.case, slowest.seconds]}
        print(json.dumps({**figures, "refusals": refusals.most_common(), "failures": failures}, indent=1))
        return 1 if order else 0
    print(f"{len(done)} cases: " + ", ".join(f"{count} {word}" for word, count in counts.items()))
    print(f"slowest {slowest.case}: {slowest.seconds:.2f} s")
    for what, count in refusals.most_common():
        print(f"{count:>6} × {what}")
    for group in order:
        one, cases = min(group), " ".join(failure.case for failure in sorted(group)[:4])
        print(f"{len(group):>6} × {one.sort} at {one.place}: {one.what}\n         cases {cases}; first: {one.file}")
    return 1 if order else 0


if __name__ == "__main__":
    sys.exit(main())
