"""Damaged journals: cut, flipped, repeated, foreign bytes, zeroed pages. No crash, no wrong state, every step before
the damage restored, and after it whatever stands alone.

    python -m tests.soak.journal --count 2000 [--state FILE]
"""

import os
import random
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from mapper import bpmn
from mapper.app.errors import MapperError
from mapper.app.store import journal, leftovers
from mapper.app.store.journal import Journal
from mapper.app.store.rows import MAGIC, PAGE, scan
from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect
from mapper.model.history import Event
from mapper.model.records import Node, Record
from tests.helpers import crashes
from tests.soak import tally

STEPS = 40


def one(seed: int, home: Path | None = None) -> Counter[str]:
    """One journal, damaged in one way."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_STATE_HOME"] = str(home or folder)
        return _one(chance, Path(folder) / f"{seed}.bpmn")


def _one(chance: random.Random, path: Path) -> Counter[str]:
    data = bpmn.fresh("Map").data
    path.write_bytes(data)
    events, kept = work(chance, path, data)
    rows = written(kept)
    assert len(rows) == STEPS
    damage = chance.choice(DAMAGES)
    hit = [damage(chance, part) for part in journal.parts(kept) if part.exists() and part.stat().st_size]
    intact = untouched(kept, rows)
    try:
        found, told = leftovers.survey()
        left = next((left for left in found if left.path == path), None)
        state, done, base = (), 0, True
        if left is not None:
            try:
                diagram = Diagram(bpmn.read(left.data).records)
                done = left.replay(diagram)
                state = diagram.records()
            except MapperError:
                base = False
            left.discard()
    except Exception as error:  # what is measured here
        print(f"{damage.__name__}: {error!r}")
        return Counter(journals=1, crashes=1, bad=1)
    wanted, first = oracle(data, events, intact)
    wrong = base and left is not None and done > 0 and state != wanted
    lost = (left is None and bool(intact)) or (left is not None and done < min(first, STEPS))
    silent = left is None and not told and bool(hit)
    return Counter(
        journals=1, crashes=0, wrong_states=int(wrong), lost_before=int(lost), restored=done,
        restorable=len(intact), untold=int(silent), bad=int(wrong or lost or silent),
    )  # fmt: skip


def work(chance: random.Random, path: Path, data: bytes) -> tuple[list[Event], Path]:
    """Random edits with their journal, as a killed process leaves it."""
    diagram = Diagram(bpmn.read(data).records)
    kept, events = Journal(path, data), []

    def note(_changes: object) -> None:
        assert diagram.event is not None
        events.append(diagram.event)
        kept.record(diagram.event)

    diagram.listen(note)
    while len(events) < STEPS:
        edit(diagram, chance)
    assert kept._file is not None
    crashes.end(kept)
    return events, kept._file


def written(file: Path) -> dict[int, list[bytes]]:
    """The rows of each step, as SQLite itself gives them from a copy of the journal."""
    found: dict[int, list[bytes]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for part in journal.parts(file):
            (Path(folder) / part.name).write_bytes(part.read_bytes())
        with closing(sqlite3.connect(Path(folder) / file.name)) as base:
            for (body,) in base.execute("SELECT body FROM rows ORDER BY id"):
                for meta, _piece in scan(body):
                    if meta["k"] == journal.STEP:
                        found.setdefault(meta["n"], []).append(body)
    return found


def edit(diagram: Diagram, chance: random.Random) -> None:
    """One gesture: a new step, another name, a move, one less; or undo, or redo."""
    if chance.random() < 0.2:
        diagram.undo() if chance.random() < 0.7 else diagram.redo()
        return
    tasks = [node for node in diagram.nodes() if node.kind == "task"]
    with diagram.transaction(f"step {chance.randrange(10**6)}", chance.choice((None, None, "nudge"))):
        if len(tasks) < 3 or chance.random() < 0.3:
            plane = next(node.id for node in diagram.nodes() if node.kind == "plane")
            id = f"Activity_{chance.randrange(10**9)}"
            diagram.put(Node(id, "task", "x" * chance.randrange(9000), plane=plane, bounds=Rect(0, 0, 100, 80)))
            return
        task = chance.choice(tasks)
        how = chance.randrange(3)
        if how == 0:
            diagram.put(task.but(name=f"Name {chance.randrange(10**6)}"))
        elif how == 1:
            diagram.put(task.but(bounds=Rect(chance.randrange(900), chance.randrange(900), 100, 80)))
        else:
            diagram.drop(task.id)


def untouched(file: Path, rows: dict[int, list[bytes]]) -> set[int]:
    """The numbers of the steps of which every row is still somewhere in the files, byte for byte."""
    data = b"\n".join(part.read_bytes() for part in journal.parts(file) if part.exists())
    return {number for number, bodies in rows.items() if all(body in data for body in bodies)}


def oracle(data: bytes, events: list[Event], intact: set[int]) -> tuple[tuple[Record, ...], int]:
    """What must come of it, worked out on plain dicts: all steps before the first missing one, and of the rest those
    that change only what is as it was; and how many steps come before the first missing one."""
    diagram = Diagram(bpmn.read(data).records)
    records = {record.id: record for record in diagram.records()}
    first = next((number for number in range(len(events)) if number not in intact), len(events))
    for number, event in enumerate(events):
        if number not in intact:
            continue
        if number < first or all(fits(records.get(c.id), c.before, c.after) for c in event.changes):
            for change in event.changes:
                now = records.get(change.id)
                if change.after is None:
                    records.pop(change.id, None)
                elif now is None or change.before is None:
                    records[change.id] = change.after
                else:
                    differing = {f: getattr(change.after, f) for f in FIELDS if differs(change.before, change.after, f)}
                    records[change.id] = now.but(**differing)
    return Diagram(records.values()).records(), first


FIELDS = ("name", "bounds", "z", "plane")


def differs(one: Record, other: Record, field: str) -> bool:
    return bool(getattr(one, field) != getattr(other, field))


def fits(now: Record | None, before: Record | None, after: Record | None) -> bool:
    """Whether a change can be made to what is there now."""
    if before is None:
        return now is None
    if now is None or after is None:
        return now is not None
    return all(getattr(now, field) == getattr(before, field) for field in FIELDS if differs(before, after, field))


# -- damages -----------------------------------------------------------------------------------------------------------


def cut(chance: random.Random, file: Path) -> bool:
    data = file.read_bytes()
    file.write_bytes(data[: chance.randrange(len(data))])
    return True


def flip(chance: random.Random, file: Path) -> bool:
    data = bytearray(file.read_bytes())
    for _flip in range(chance.choice((1, 3, 40))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    file.write_bytes(bytes(data))
    return True


def repeat(chance: random.Random, file: Path) -> bool:
    data = file.read_bytes()
    at = chance.randrange(len(data))
    length = chance.randrange(1, 3 * PAGE)
    file.write_bytes(data[: at + length] + data[at:])
    return True


def foreign(chance: random.Random, file: Path) -> bool:
    data = bytearray(file.read_bytes())
    at, length = chance.randrange(len(data)), chance.randrange(1, 2 * PAGE)
    data[at : at + length] = chance.choice((chance.randbytes(length), MAGIC * (length // 8), b"{}[]" * (length // 4)))
    file.write_bytes(bytes(data))
    return True


def zeroed(chance: random.Random, file: Path) -> bool:
    data = bytearray(file.read_bytes())
    pages = max(1, len(data) // PAGE)
    for page in chance.sample(range(pages), min(pages, chance.choice((1, 2, 5)))):
        data[page * PAGE : (page + 1) * PAGE] = bytes(len(data[page * PAGE : (page + 1) * PAGE]))
    file.write_bytes(bytes(data))
    return True


def swapped(chance: random.Random, file: Path) -> bool:
    """Two pages in each other's place."""
    data = bytearray(file.read_bytes())
    pages = len(data) // PAGE
    if pages < 2:
        return False
    a, b = chance.sample(range(pages), 2)
    one, other = data[a * PAGE : (a + 1) * PAGE], data[b * PAGE : (b + 1) * PAGE]
    data[a * PAGE : (a + 1) * PAGE], data[b * PAGE : (b + 1) * PAGE] = other, one
    file.write_bytes(bytes(data))
    return True


DAMAGES: tuple[Callable[[random.Random, Path], bool], ...] = (cut, flip, repeat, foreign, zeroed, swapped)

if __name__ == "__main__":
    tally.run("journal", 2000, one)
