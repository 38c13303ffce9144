"""Every file call of a save fails once, at its n-th use, for all n: the file holds what it held or what it was to hold,
and what is told is true.

    python -m tests.soak.fails [--count 8] [--state FILE]     # each: one way of saving, all n
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from mapper.app import place, rescue
from mapper.app.errors import MapperError
from mapper.app.session.session import Session
from mapper.app.store import journal, leftovers
from mapper.model.records import Node
from tests.soak import tally
from tests.soak.calls import Call, watched

WAYS = ("plain", "two names", "new file", "fresh")
"""How a map is saved: over its file, over one with two names (in place), under another name, for the first time."""

NUMBERS = (errno.EIO, errno.ENOSPC)
INVOICE = Path(__file__).resolve().parents[1] / "files" / "invoice.bpmn"


def one(seed: int) -> Counter[str]:
    """One way of saving and one sort of fault, at every n."""
    way, number = WAYS[seed % len(WAYS)], NUMBERS[seed // len(WAYS) % len(NUMBERS)]
    figures: Counter[str] = Counter(bad=0, untrue=0, torn=0, lost=0, litter=0)
    at, over = 0, False
    while not over:
        at += 1
        found, over = _trial(way, number, at)
        figures.update(found)
    return figures


def _trial(way: str, number: int, at: int) -> tuple[Counter[str], bool]:
    """A save whose `at`-th file call fails; whether there was no such call any more."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["XDG_STATE_HOME"] = str(folder / "state")
        (folder / "maps").mkdir()
        path = folder / "maps" / "map.bpmn"
        session = _begun(way, path)
        target = path if way != "new file" else folder / "maps" / "other.bpmn"
        old = target.read_bytes() if target.exists() else None
        fault = Fault(number, at)
        with watched([folder], fault.act):
            try:
                session.save(target)
                told = ""
            except MapperError as error:
                told = str(error)
        return _judged(session, target, old, told) + Counter(calls=1, told=int(bool(told))), not fault.made


class Fault:
    """Fails at one call, once."""

    def __init__(self, number: int, at: int) -> None:
        self.number, self.at, self.count, self.made = number, at, 0, False

    def act(self, call: Call) -> Any:
        self.count += 1
        if self.count != self.at:
            return call()
        self.made = True
        call.part()
        if call.name.startswith("sqlite"):
            raise sqlite3.OperationalError("disk I/O error")
        raise OSError(self.number, os.strerror(self.number))


def _begun(way: str, path: Path) -> Session:
    """An edited map."""
    if way == "fresh":
        session = Session.new()
        with session.diagram.transaction("add"):
            session.diagram.put(Node("Process_1", "process", "Renamed"))
        return session
    shutil.copy(INVOICE, path)
    if way == "two names":
        os.link(path, path.with_name("second.bpmn"))
    session = Session.open(path)
    step = next(record for record in session.diagram.records() if record.name)
    with session.diagram.transaction("rename"):
        session.diagram.put(step.but(name="Renamed"))
    return session


def _judged(session: Session, target: Path, old: bytes | None, told: str) -> Counter[str]:
    """Whether the file is whole, what was told is true, and all goes well from then on."""
    rescue.put_back()
    now = target.read_bytes() if target.exists() else None
    saved = now is not None and now != old
    untrue = saved == bool(told) or session.dirty != bool(told)
    torn = now is not None and now != old and b"</" not in now[-40:]
    try:
        session.save(target)  # nobody else has changed the file
    except MapperError as error:
        untrue = True
        told += str(error)
    lost = b"Renamed" not in target.read_bytes()
    session.close()
    offered = leftovers.survey()[0]  # what the next start does: it also sweeps
    litter = [file.name for file in target.parent.iterdir() if file.suffix != ".bpmn"]
    for folder in (journal.folder(), place.rescues()):
        litter += [str(file) for file in folder.rglob("*") if file.is_file()] if folder.is_dir() else []
    bad = bool(untrue or torn or lost or litter or offered)
    if bad:
        print({"untrue": untrue, "torn": torn, "lost": lost, "litter": litter}, told, flush=True)
    return Counter(untrue=int(untrue), torn=int(torn), lost=int(lost), litter=len(litter), bad=int(bad))


if __name__ == "__main__":
    tally.run("fails", len(WAYS) * len(NUMBERS), one)
