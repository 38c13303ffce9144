"""How much of a folder of maps Mapper understands: what `mapper info --json` says against an independent reading.

    python tests/benchmarks/understanding.py FOLDER [--json] [--first 50]

Every shape and edge that refers to an element of the file, and every element that could be drawn, is read with plain
lxml (`plain.py`, which imports nothing of Mapper) and compared with `mapper.app.formats.info`: kind, name, parent,
lane, event definition, source and target, diagram, bounds, label bounds, waypoints. A drawing that says nothing (no
size, far from what it joins) is right when a note tells of it. Printed: per sort of fact how many are expected and
right; then the first differences. Exit status 1 when there are any.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import plain

from mapper.app.errors import MapperError
from mapper.app.formats.info import info
from mapper.app.session.session import Session

TOLERANCE = 1e-6
"""Pixels by which a number may differ."""

SORTS = (
    "file", "shape", "element", "kind", "name", "parent", "lane", "event", "source", "target", "diagram", "bounds",
    "label", "waypoints", "doubted", "invented",
)  # fmt: skip


class Difference(NamedTuple):
    """One fact that Mapper has wrong."""

    file: str
    sort: str
    what: str


class Tally:
    """Facts counted, for one file or many."""

    def __init__(self) -> None:
        self.expected: Counter[str] = Counter()
        self.right: Counter[str] = Counter()
        self.differences: list[Difference] = []

    def fact(self, file: str, sort: str, right: bool, what: str) -> None:
        self.expected[sort] += 1
        if right:
            self.right[sort] += 1
        else:
            self.differences.append(Difference(file, sort, what))


def compare(tally: Tally, file: str, data: bytes, said: dict[str, Any]) -> None:
    """Hold what Mapper said of a file against the file."""
    expected = plain.read(data)
    records = [*said["nodes"], *said["flows"]]
    partners = _partners(expected, records)
    _diagrams(tally, file, expected, said)
    for stray in expected.strays:
        tally.fact(file, "shape", any(stray.split(":")[0] == f"line {n['line']}" for n in said["notes"]), stray)
    for thing in expected.things:
        record = partners.get(thing)
        where = f"{thing.kind} {thing.id or '(no id)'} line {thing.element.sourceline}"
        tally.fact(file, "element", record is not None, where)
        if record is not None:
            _model(tally, file, where, thing, record, partners)
        _drawings(tally, file, where, thing, record, said)
    _invented(tally, file, partners, records, said)


def _partners(expected: plain.Plain, records: list[dict[str, Any]]) -> dict[plain.Thing, dict[str, Any]]:
    """Which record stands for which element: by id; elements without or with another's id by what is said of them."""
    by_id = {record["id"]: record for record in records}
    found: dict[plain.Thing, dict[str, Any]] = {}
    for thing in expected.things:
        if thing.id in by_id and by_id[thing.id]["kind"] == thing.kind:
            found[thing] = by_id.pop(thing.id)
    free: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for record in by_id.values():
        if record["id"] not in expected.ids:
            free[record["kind"]].append(record)
    for thing in expected.things:
        if thing not in found and free[thing.kind]:
            best = max(free[thing.kind], key=lambda record: _likeness(thing, record))
            free[thing.kind].remove(best)
            found[thing] = best
    return found


def _likeness(thing: plain.Thing, record: dict[str, Any]) -> int:
    drawn = thing.drawings[0] if thing.drawings else None
    place = drawn is not None and (
        _close(drawn.bounds, record.get("bounds")) or _line(drawn.points, record.get("points"))
    )
    return 4 * place + 2 * (thing.name == record["name"]) + (bool(thing.id) and record["id"].startswith(thing.id))


def _diagrams(tally: Tally, file: str, expected: plain.Plain, said: dict[str, Any]) -> None:
    shown = [(d["id"], d["name"]) for d in said["diagrams"]]
    for number, (id, name) in enumerate(expected.diagrams):
        right = number < len(shown) and shown[number][1] == name and (not id or shown[number][0] == id)
        tally.fact(file, "diagram", right, f"diagram {id} {name!r}: {shown[number : number + 1]}")


def _model(
    tally: Tally,
    file: str,
    where: str,
    thing: plain.Thing,
    record: dict[str, Any],
    partners: dict[plain.Thing, dict[str, Any]],
) -> None:
    def check(sort: str, wanted: object, got: object) -> None:
        tally.fact(file, sort, wanted == got, f"{where}: {wanted!r}, but Mapper says {got!r}")

    def id_of(other: plain.Thing | None) -> str | None:
        return partners[other]["id"] if other in partners else None

    check("kind", thing.kind, record["kind"])
    check("name", thing.name, record["name"])
    if thing.kind in plain.FLOWS:
        check("source", id_of(thing.source), record["source"])
        check("target", id_of(thing.target), record["target"])
    else:
        check("parent", id_of(thing.parent), record["parent"])
    if thing.kind in plain.FLOW_NODES:
        check("lane", id_of(thing.lane), record["lane"])
    if thing.kind in plain.EVENTS:
        check("event", thing.event, record.get("event"))


def _drawings(
    tally: Tally, file: str, where: str, thing: plain.Thing, record: dict[str, Any] | None, said: dict[str, Any]
) -> None:
    shown = [] if record is None else [record, *record.get("also", ())]
    shown = [depiction for depiction in shown if depiction["diagram"] is not None]
    diagrams = [diagram["id"] for diagram in said["diagrams"]]
    for number, drawn in enumerate(thing.drawings):
        here = f"{where}, drawn on line {drawn.line}"
        got = shown[number] if number < len(shown) else None
        tally.fact(file, "shape", got is not None, here)
        if got is None:
            continue
        right = drawn.diagram < len(diagrams) and got["diagram"] == diagrams[drawn.diagram]
        tally.fact(file, "diagram", right, f"{here}: diagram {drawn.diagram}, but Mapper says {got['diagram']}")
        if drawn.doubted:
            tally.fact(file, "doubted", _is_told(said), f"{here} says nothing, and no note tells so")
            continue
        if thing.kind in plain.FLOWS and drawn.points is not None:
            what = f"{here}: {drawn.points}, but Mapper says {got['points']}"
            tally.fact(file, "waypoints", _line(drawn.points, got["points"]), what)
        elif thing.kind not in plain.FLOWS and drawn.bounds is not None:
            tally.fact(
                file, "bounds", _close(drawn.bounds, got["bounds"]), f"{here}: {drawn.bounds}, not {got['bounds']}"
            )
        if drawn.label is not None or not drawn.labelled:
            tally.fact(file, "label", _close(drawn.label, got["label"]), f"{here}: {drawn.label}, not {got['label']}")


def _is_told(said: dict[str, Any]) -> bool:
    """Whether a note tells that a drawing, or an element, says nothing of where it is."""
    told = ("drawn far from", "drawn on one spot", "has no size")
    return any(any(words in note["what"] for words in told) for note in said["notes"])


def _invented(
    tally: Tally,
    file: str,
    partners: dict[plain.Thing, dict[str, Any]],
    records: list[dict[str, Any]],
    said: dict[str, Any],
) -> None:
    """Mapper may show what the file does not hold or draw only when a note says so."""
    known = {id(record) for record in partners.values()}
    undrawn = {id(record) for thing, record in partners.items() if not thing.drawings}
    arranged = any(note["line"] is None for note in said["notes"])
    for record in records:
        if id(record) not in known:
            tally.fact(file, "invented", False, f"{record['kind']} {record['id']} is not in the file")
        elif id(record) in undrawn and (record.get("bounds") or record.get("points")):
            what = f"{record['kind']} {record['id']} is not drawn in the file, and no note says that it was arranged"
            tally.fact(file, "invented", arranged, what)


def _close(wanted: plain.Numbers | None, got: list[float] | None) -> bool:
    if wanted is None or got is None:
        return wanted is got
    return len(wanted) == len(got) and all(abs(a - b) <= TOLERANCE for a, b in zip(wanted, got, strict=True))


def _line(wanted: tuple[plain.Numbers, ...] | None, got: list[list[float]] | None) -> bool:
    if wanted is None or got is None:
        return wanted is got
    return len(wanted) == len(got) and all(_close(a, b) for a, b in zip(wanted, got, strict=True))


# -- the whole folder --------------------------------------------------------------------------------------------------


def measure(folder: Path) -> Tally:
    """Compare every .bpmn file of a folder, read in this one process."""
    tally = Tally()
    for path in sorted(folder.rglob("*.bpmn")):
        name = path.relative_to(folder).as_posix()
        try:
            said = info(Session.open(path, keep=False))
        except MapperError as error:
            tally.fact(name, "file", False, str(error))
            continue
        tally.fact(name, "file", True, "")
        compare(tally, name, path.read_bytes(), said)
    return tally


def share(right: int, expected: int) -> float | None:
    """Per cent, or None of nothing."""
    return round(100 * right / expected, 3) if expected else None


def _print(tally: Tally, first: int) -> None:
    print(f"{'fact':<12}{'expected':>10}{'right':>10}{'share':>11}")
    for sort in (*(s for s in SORTS if tally.expected[s]), "all"):
        counts = [sum(c.values()) if sort == "all" else c[sort] for c in (tally.expected, tally.right)]
        print(f"{sort:<12}{counts[0]:>10}{counts[1]:>10}{100 * counts[1] / max(counts[0], 1):>9.3f} %")
    for difference in tally.differences[:first]:
        print(f"{difference.file}: {difference.sort}: {difference.what}")
    if len(tally.differences) > first:
        print(f"… and {len(tally.differences) - first} more differences")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true", help="print the figures and all differences as JSON")
    parser.add_argument("--first", type=int, default=50, metavar="N", help="how many differences are printed")
    wanted = parser.parse_args()
    tally = measure(wanted.folder)
    if wanted.json:
        facts = {s: {"expected": tally.expected[s], "right": tally.right[s]} for s in SORTS if tally.expected[s]}
        print(json.dumps({"facts": facts, "differences": [d._asdict() for d in tally.differences]}, indent=1))
    else:
        _print(tally, wanted.first)
    return 1 if tally.differences or not tally.expected["file"] else 0


if __name__ == "__main__":
    sys.exit(main())
