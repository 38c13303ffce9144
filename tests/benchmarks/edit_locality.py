"""Whether edits stay where they are made: each kind of edit, in each file of a folder, saved and held against the file.

    python tests/benchmarks/edit_locality.py FOLDER [--kinds "rename step,move step"] [--seed 1] [--limit 20] [--json]
        [--variants all]

An edit (`edits.py`) is made through the verbs at a random place of the map, the same for a seed, and written. It is
exact when, by the interchange scorer's facts (`facts.py`), nothing differs that the edit does not concern (`reach.py`);
comments, processing instructions and what stands before the first tag are the same; no reference leads nowhere that did
not before; new ids are unique NCNames; an XSD-valid file stays valid; a copy says what its original says; reading the
output gives the records the map had; undo gives back every byte; and a rename touches the lines of one start tag (in a
file that is drawn and well-formed; others get with the first edit what they lack). For copies from other files
(`between.py`) "valid before" means both files: what is invalid in its own file is carried as it is, but for the order
of children. With `--variants` the files are tried with other line breaks between their elements too (`variants.py`).
The guard that saving has (`bpmn.write_checked`) must find nothing. Printed per kind: files tried, exact, median and
most changed lines; outputs that are valid; valid files made invalid; edits with an id that came twice; then every
failure with its reason. An edit may take `--limit` seconds. Exit status 1 when one fails.
"""

from __future__ import annotations

import argparse
import difflib
import json
import multiprocessing
import random
import re
import signal
import statistics
import sys
import traceback
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass, field
from functools import cache, partial
from pathlib import Path
from types import FrameType

from between import BETWEEN, Donor, comes_along, excused, paste, unlike, unneeded
from edits import EDITS
from facts import NCNAME, XSD, Fact, Facts, Schema, read_facts
from reach import Reach
from variants import REMARK, VARIANTS, variant

from mapper import bpmn
from mapper.bpmn.file.verify import faults
from mapper.edit.effects import readonly
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.records import Change, Depiction, Record
from mapper.model.seen import FLOW_FIELDS, NODE_FIELDS, seen


@dataclass(slots=True)
class Result:
    """One edit of one file. lines: how many changed; reasons: empty when exact."""

    file: str
    kind: str
    target: str
    variant: str = "as is"
    lines: int = 0
    valid_before: bool = False
    valid_after: bool = False
    reasons: list[str] = field(default_factory=list)


class TooLong(BaseException):
    """Raised by the alarm."""


@cache
def schema() -> Schema:
    return Schema(str(XSD))


def edit_file(task: tuple[Path, str], folder: Path, kinds: list[str], seed: int, limit: float) -> list[Result]:
    """All kinds of edit in one variant of a file; kinds that the map has no place for are left out."""
    path, changed = task
    name = path.relative_to(folder).as_posix()
    data = variant(path.read_bytes(), changed, name)
    before = read_facts(data, schema())
    others = [other for other in sorted(folder.rglob("*.bpmn")) if other != path]
    found = []
    signal.signal(signal.SIGALRM, _alarm)
    for kind in kinds:
        result = Result(name, kind, "", changed)
        signal.setitimer(signal.ITIMER_REAL, limit)
        try:
            tried = _edit(data, before, random.Random(f"{seed} {name} {kind}"), result, others)
        except (Exception, TooLong) as error:
            tried = True
            result.reasons.append(f"{type(error).__name__}: {error} ({_place(error)})")
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        if tried:
            found.append(result)
    return found


def _alarm(number: int, frame: FrameType | None) -> None:
    raise TooLong("over the limit")


def _place(error: BaseException) -> str:
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "mapper" in Path(f.filename).parts]
    return (
        f"{Path(frames[-1].filename).parent.name}/{Path(frames[-1].filename).name}:{frames[-1].lineno}"
        if frames
        else "?"
    )


def _edit(data: bytes, before: Facts | None, chance: random.Random, result: Result, files: list[Path]) -> bool:
    source = bpmn.read(data)
    if source.repaired:  # then an edit is held against the file that came of it
        data = bpmn.write(source, source.records)
        before = read_facts(data, schema())
    diagram = Diagram(source.records)
    diagram.guard(readonly.check)
    opened = {record.id: record for record in diagram.records()}
    donor = Donor(data)
    if result.kind in BETWEEN:
        target = paste(result.kind, source, diagram, chance, files, donor)
    else:
        target = EDITS[result.kind](diagram, chance)
    if target is None:
        return False
    result.target = target
    written = bpmn.write(source, diagram.records(), donor.excerpts)
    result.reasons += [f"the guard: {fault}" for fault in faults(written, source.base, diagram.records())]
    changes = _changes(opened, diagram)
    result.lines = changed_lines(data, written)
    result.reasons += against_records(written, diagram, _ASIDE if donor.excerpts else frozenset())
    origin = before if donor.data is data else read_facts(donor.data, schema())
    if before is not None and origin is not None:
        after = read_facts(written, schema())
        result.reasons += ["the output is no XML"] if after is None else judge(before, after, changes, diagram, origin)
        result.valid_before, result.valid_after = before.valid and origin.valid, after is not None and after.valid
    drawn = before is not None and any(fact[1] == "drawn" for fact in before.counts)
    if result.kind.startswith("rename") and drawn and not source.repaired and (most := _tag_lines(data, target)):
        most += sum(_tag_lines(data, change.id) for change in changes if change.id != target)  # one name for both
        most += b"https://mapper.invalid" in written and b"https://mapper.invalid" not in data
        result.reasons += [f"{result.lines} lines changed for one start tag"] if result.lines > most else []
    result.reasons += _undone(source.rebased(written, diagram.records()), diagram, data, donor)
    return True


def _changes(opened: dict[str, Record], diagram: Diagram) -> list[Change]:
    now = {record.id: record for record in diagram.records()}
    ids = dict.fromkeys((*opened, *now))
    return [Change(id, opened.get(id), now.get(id)) for id in ids if opened.get(id) != now.get(id)]


def judge(
    before: Facts, after: Facts, changes: list[Change], diagram: Diagram, source: Facts | None = None
) -> list[str]:
    """What differs between two files and should not. source: the file that copies came from, if it is another one."""
    origin = source or before
    reach = Reach(changes, before, after, diagram)
    reasons = []
    then, now = reach.tidy(before.counts), reach.tidy(after.counts)
    for word, difference in (("lost", then - now), ("added", now - then)):
        strange = [fact for fact in difference.elements() if not reach.allows(fact) and not _is_said_now(fact, diagram)]
        if origin is not before and word == "added":
            strange = [fact for fact in strange if not comes_along(fact, before, after)]
        reasons += [f"{word}: {fact}"[:240] for fact in strange]
    reasons += [*unlike(changes, origin, after), *(unneeded(before, after) if origin is not before else ())]
    shrinks = any(c.after is None or (c.before and c.before.kind != c.after.kind) for c in changes)
    lost, added = before.remarks - after.remarks, after.remarks - before.remarks
    lost.pop(REMARK, None)  # it stands inside elements too, and goes with them
    copied = origin.remarks if any(c.before is None and c.after and c.after.origin for c in changes) else Counter[str]()
    if (lost and not shrinks) or added - copied:
        reasons.append(f"comments or instructions: {list(lost + added)}")
    if before.prolog != after.prolog and before.well_formed:
        reasons.append(f"what stands before the first tag: {before.prolog!r} became {after.prolog!r}")
    if before.well_formed and not after.well_formed:
        reasons.append("no longer well-formed")
    if before.valid and origin.valid and not after.valid:
        reasons.append(f"no longer valid: {_why()}")
    return reasons + _references(before, after, excused(origin))


def _is_said_now(fact: Fact, diagram: Diagram) -> bool:
    """Lanes that named no step name all that are drawn in them, once one of them must name one."""
    step = diagram.get(str(fact[3])) if fact[1:3] == ("ref", "flowNodeRef") else None
    return step is not None and "lane" in seen(step)


def _why() -> str:
    log = schema().validator.error_log
    return str(log[0].message)[:200] if len(log) else "not well-formed"


def _references(before: Facts, after: Facts, excused: set[str]) -> list[str]:
    added = Counter({f: n for f, n in (after.counts - before.counts).items() if f[2:3] != ("@calledElement",)})
    dangling = [f for f in added if f[1] == "ref" and f[3] not in after.ids and not f[3].startswith("{")]
    known = excused | {f[3] for f in before.counts if f[1] == "ref"}
    reasons = [f"leads nowhere: {fact}" for fact in dangling if fact[3] not in known]
    for id in after.own_ids.keys() - before.ids.keys():
        if after.own_ids[id] > 1 or not NCNAME.fullmatch(id):
            reasons.append(f"the new id {id!r} is no unique NCName")
    return reasons + [f"the id {id!r} came twice" for id, n in after.own_ids.items() if n > before.own_ids[id] > 0]


# -- the records again -------------------------------------------------------------------------------------------------


_ASIDE = frozenset({"message", "dataStore"})
"""Records of what comes along with a copy: the map has them when the file is opened again."""


def against_records(written: bytes, diagram: Diagram, beside: frozenset[str] = frozenset()) -> list[str]:
    """What was written, read again, must be what the map held; heights may be numbered anew, and made-up ids too;
    lanes that were only seen in the drawing may be said now."""
    again = {record.id: record for record in bpmn.read(written).records}
    now = {record.id: record for record in diagram.records()}
    made_up = (now.keys() - again.keys()) | (again.keys() - now.keys())
    reasons = []
    for id in now.keys() & again.keys():
        one, two = _plain(now[id], made_up), _plain(again[id], made_up)
        reasons += [
            f"reads back as: {id}.{k}: {one[k]!r} is {two.get(k)!r}"[:240]
            for k in one
            if not _alike(one[k], two.get(k))
        ]
    left, right = (Counter((r[id].kind, r[id].name) for id in r.keys() & made_up) for r in (now, again))
    reasons += [f"not read back: {n} × {what}" for what, n in (left - right).items()]
    more = {what: n for what, n in (right - left).items() if what[0] not in beside}
    return reasons + [f"read back beside: {n} × {what}" for what, n in more.items()]


def _plain(record: Record, made_up: set[str]) -> dict[str, object]:
    """The fields that count; that a lane or host is only seen in the drawing ends once the file must say it."""
    for name in (*FLOW_FIELDS.values(), *NODE_FIELDS.values()):
        record = record.with_trait(name, "")
    fields = {key: getattr(record, key) for key in record.__slots__ if key not in ("z", "id", "origin")}
    return {key: "*" if isinstance(value, str) and value in made_up else value for key, value in fields.items()}


def _alike(one: object, two: object) -> bool:
    """Equal, but for the two decimals that coordinates are written with."""
    if isinstance(one, Rect | Point) or (isinstance(one, tuple) and one and isinstance(one[0], Point | Depiction)):
        if not isinstance(two, tuple) or len(one) != len(two):
            return False
        return all(_alike(a, b) for a, b in zip(one, two, strict=True))
    if isinstance(one, Depiction) and isinstance(two, Depiction):
        return all(_alike(getattr(one, key), getattr(two, key)) for key in one.__slots__)
    if isinstance(one, int | float) and isinstance(two, int | float) and not isinstance(one, bool):
        return abs(one - two) <= 0.0051
    return one == two


def _undone(saved: bpmn.Source, diagram: Diagram, data: bytes, donor: Donor) -> list[str]:
    while diagram.undo():
        pass
    same = bpmn.write(saved, diagram.records(), donor.excerpts) == data
    return [] if same else ["after undo and save it is not the same bytes"]


# -- lines -------------------------------------------------------------------------------------------------------------


def changed_lines(before: bytes, after: bytes) -> int:
    """How many lines a line diff shows as changed: of each changed piece the longer side."""
    old, new = before.split(b"\n"), after.split(b"\n")
    head = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    rest = min(len(old), len(new)) - head
    tail = next((i for i in range(rest) if old[-1 - i] != new[-1 - i]), rest)
    matcher = difflib.SequenceMatcher(None, old[head : len(old) - tail], new[head : len(new) - tail])
    return sum(max(i2 - i1, j2 - j1) for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag != "equal")


def _tag_lines(data: bytes, id: str) -> int:
    """How many lines the start tag with an id takes; 0 when it is not found so simply."""
    found = re.search(rb"<[^<>]*\bid\s*=\s*[\"']" + re.escape(id.encode()) + rb"[\"'][^<>]*>", data)
    return found[0].count(b"\n") + 1 if found and b"textAnnotation" not in found[0] and b"group" not in found[0] else 0


# -- the whole folder --------------------------------------------------------------------------------------------------


def measure(
    folder: Path, kinds: list[str], seed: int, limit: float, processes: int, variants: list[str], every: int = 1
) -> list[Result]:
    """Every kind of edit in every variant of every .bpmn file of a folder."""
    files = [(path, one) for path in sorted(folder.rglob("*.bpmn")) for one in variants][::every]
    act = partial(edit_file, folder=folder, kinds=kinds, seed=seed, limit=limit)
    with multiprocessing.Pool(processes) as pool:
        return [result for found in pool.imap_unordered(act, files, 4) for result in found]


def table(results: list[Result], kinds: list[str]) -> list[dict[str, object]]:
    """The figures of each kind of edit."""
    by_kind: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        by_kind[result.kind].append(result)
    rows = []
    for kind in kinds:
        found = by_kind[kind]
        lines = sorted(result.lines for result in found) or [0]
        rows.append({
            "kind": kind, "files": len(found), "exact": sum(not r.reasons for r in found),
            "median lines": statistics.median(lines), "most lines": lines[-1],
            "valid before": sum(r.valid_before for r in found),
            "still valid": sum(r.valid_before and r.valid_after for r in found),
            "invalid before": sum(not r.valid_before for r in found),
            "valid now": sum(not r.valid_before and r.valid_after for r in found),
            "made invalid": sum(r.valid_before and not r.valid_after for r in found),
            "ids twice": sum(any("came twice" in why or "no unique" in why for why in r.reasons) for r in found),
        })  # fmt: skip
    return rows


def _print(results: list[Result], kinds: list[str], first: int) -> None:
    rows = table(results, kinds)
    names = list(rows[0])
    print(f"{'kind':<20}" + "".join(f"{name:>15}" for name in names[1:]))
    for row in rows:
        print(f"{row['kind']!s:<20}" + "".join(f"{row[name]!s:>15}" for name in names[1:]))
    failures = sorted((r for r in results if r.reasons), key=lambda r: (kinds.index(r.kind), r.file))
    print(f"{len(results)} edits, {len(results) - len(failures)} exact")
    twice, broken = (sum(map(int, (row[name] for row in rows))) for name in ("ids twice", "made invalid"))
    print(f"ids that came twice: {twice}; valid files made invalid: {broken}")
    for result in failures:
        print(f"{result.kind}: {result.file} ({result.variant}): {result.target}")
        for reason in result.reasons[:first]:
            print(f"    {reason}")
        if len(result.reasons) > first:
            print(f"    … and {len(result.reasons) - first} more")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kinds", help="which kinds of edit, separated by commas (a beginning is enough)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--variants", default="as is", help=f"all, or some of: {', '.join(VARIANTS)}")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every n-th file of every n-th variant")
    parser.add_argument("--limit", type=float, default=20, help="seconds that one edit may take")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--first", type=int, default=4, metavar="N", help="how many reasons are printed per failure")
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    asked = [part.strip() for part in wanted.kinds.split(",")] if wanted.kinds else [""]
    kinds = [kind for kind in (*EDITS, *BETWEEN) if any(kind.startswith(part) for part in asked)]
    named = [part.strip() for part in wanted.variants.split(",")]
    variants = list(VARIANTS) if named == ["all"] else [one for one in VARIANTS if one in named]
    results = measure(wanted.folder, kinds, wanted.seed, wanted.limit, wanted.processes, variants, wanted.every)
    if wanted.json:
        failures = [asdict(r) for r in results if r.reasons]
        print(json.dumps({"edits": len(results), "kinds": table(results, kinds), "failures": failures}, indent=1))
    else:
        _print(results, kinds, wanted.first)
    return 1 if any(r.reasons for r in results) or not results else 0


if __name__ == "__main__":
    sys.exit(main())
