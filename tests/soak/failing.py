"""Every file call of a save and its journal fails once, at its n-th use, for all n: the old or the new file, told.

    python -m tests.soak.failing [--count N] [--state FILE]

A map is opened, edited, saved and closed; in run n the n-th call on the map's folder or on the journals fails, between
the rename and "Saved" too. A save that says that it went well must have written the new bytes, one that was refused
must have left the old or the new ones whole; what was not saved must be in the journal unless the window was told that
it is not; nothing but a sentence for people may come of it.
"""

import errno
import os
import sqlite3
import tempfile
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

from mapper.app.errors import MapperError
from mapper.app.session.session import Session
from mapper.app.store import leftovers
from tests.soak import tally
from tests.soak.calls import Call, watched

SAMPLE = Path(__file__).resolve().parents[1] / "files" / "invoice.bpmn"
NAME = "Another name"


def one(number: int) -> Counter[str]:
    """One run, in which the call of this number fails."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_STATE_HOME"] = f"{folder}/state"
        path = Path(folder) / "map.bpmn"
        path.write_bytes(SAMPLE.read_bytes())
        return _one(path, number)


def _one(path: Path, number: int) -> Counter[str]:
    old, made, hit = path.read_bytes(), 0, ""

    def act(call: Call) -> Any:
        nonlocal made, hit
        made += 1
        if made - 1 == number:
            hit = f"{call.name} {Path(call.path).suffix}"
            if call.name.startswith("sqlite"):
                raise sqlite3.OperationalError("disk I/O error")
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return call()

    odd, saved, told, new, guarded = "", False, False, b"", True
    with watched([path.parent], act):
        session = None
        try:
            session = Session.open(path)
            step = next(node for node in session.shown().diagram.nodes() if node.kind == "userTask")
            with session.diagram.transaction("rename"):
                session.diagram.put(step.but(name=NAME))
            guarded = not session.is_unguarded
            new = session.data()
            session.save()
            saved = True
        except MapperError as error:
            told = bool(error.what)
        except Exception as error:  # what is looked for
            odd = repr(error)
        dirty = session is not None and session.dirty
        if saved and dirty:
            odd = "saved, and still unsaved"
        with suppress(MapperError):
            if session is not None and not dirty:
                session.close()
    held = path.read_bytes()
    torn = held not in (old, new)
    swallowed = saved and held != new
    lost = dirty and guarded and held != new and not _is_kept(session)
    if torn or swallowed or lost or odd:
        print(f"call {number}, {hit}: torn {torn} swallowed {swallowed} lost {lost} {odd}")
    return Counter(
        runs=1, failed=int(bool(hit)), refused=int(told), saved=int(saved), unguarded=int(not guarded), torn=int(torn),
        swallowed=int(swallowed), lost=int(lost), odd=int(bool(odd)), bad=int(torn or swallowed or lost or bool(odd)),
    )  # fmt: skip


def _is_kept(session: Session | None) -> bool:
    """Whether a start after a crash finds the edit."""
    if session is None:
        return False
    journal = session._journal
    if journal._held is not None:
        journal._held.release()
    found, _told = leftovers.survey()
    return any(NAME.encode() in Session.preview(left) for left in found)


if __name__ == "__main__":
    tally.run("failing", 170, one)
