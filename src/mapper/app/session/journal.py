"""What was done since the last save, kept on disk so that a crash or power cut takes nothing away.

One file per opened map: a line that says which bytes the map was opened from, then one line per step, undo or redo.
The file is locked while its process lives; one that nobody holds is what a crash has left.
"""

from __future__ import annotations

import base64
import json
import os
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from threading import Timer
from typing import IO, Any
from uuid import uuid4

import platformdirs

from mapper.app import files, lock
from mapper.app.errors import MapperError
from mapper.app.session import codec
from mapper.model.diagram import Diagram, ModelError
from mapper.model.records import Change, Flow, Record
from mapper.text import _

SYNC_AFTER = 0.5
"""Seconds until a written step is also on the disk itself, safe from a power cut."""

KEPT = 60 * 86400
"""Seconds that a journal nobody asked for is kept."""

_UNTITLED = "untitled"
_FORMAT = 2


class Journal:
    """The journal of one open map. It begins with the first step, so that looking at a map leaves no trace."""

    def __init__(self, path: Path | None, data: bytes) -> None:
        self._path = path
        self._data = data
        self._out: IO[bytes] | None = None
        self._file: Path | None = None
        self._timer: Timer | None = None
        self._broken = False
        self._donors: list[bytes] = []

    @property
    def broken(self) -> bool:
        """Whether the journal could not be written; the map can still be edited and saved."""
        return self._broken

    def record(self, changes: Iterable[Change]) -> None:
        """Add a step; a disk that refuses must not stop the work."""
        if self._broken:
            return
        line = json.dumps([codec.to_json(change) for change in changes], ensure_ascii=False)
        try:
            out = self._out or self._begin()
            out.write(line.encode("utf-8", "surrogatepass") + b"\n")
            out.flush()
        except OSError:
            self._broken = True
            return
        if self._timer is None:
            self._timer = Timer(SYNC_AFTER, self._sync)
            self._timer.daemon = True
            self._timer.start()

    def lend(self, data: bytes) -> None:
        """Keep the bytes of another map that steps to come are pasted from; they take foreign content from there."""
        self._donors.append(data)
        if self._out is not None:
            self._write_donors(self._out)

    def _write_donors(self, out: IO[bytes]) -> None:
        try:
            for data in self._donors:
                out.write(json.dumps({"donor": _packed(data)}).encode() + b"\n")
        except OSError:
            self._broken = True
        self._donors.clear()

    def discard(self) -> None:
        """Forget everything: the map was saved or closed by its user."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._out is not None:
            with suppress(OSError):  # what it could not write any more is not wanted any more
                self._out.close()
            self._out = None
        if self._file is not None:
            with suppress(OSError):
                self._file.unlink(missing_ok=True)

    def _begin(self) -> IO[bytes]:
        self._file = _folder() / f"{_key(self._path)}-{uuid4().hex}.jsonl"
        self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._out = self._file.open("ab")
        lock.take(self._out)
        head = {
            "format": _FORMAT,
            "path": str(self._path.absolute()) if self._path else "",
            "digest": files.digest(self._data),
            # The file may be gone or another one by the time it is opened again.
            "data": _packed(self._data),
        }
        self._out.write(json.dumps(head).encode() + b"\n")
        self._write_donors(self._out)
        return self._out

    def _sync(self) -> None:
        self._timer = None
        with suppress(OSError, ValueError, AttributeError):  # closed meanwhile: nothing is left to keep
            os.fsync(self._out.fileno())  # type: ignore[union-attr]


@dataclass(frozen=True, slots=True)
class Leftover:
    """What a process that ended without saving had done: `path` None for a map that never had a file; `data` the bytes
    it was opened from; `donors` the bytes of the maps that were pasted from."""

    file: Path
    path: Path | None
    digest: str
    data: bytes
    when: datetime
    steps: tuple[list[dict[str, Any]], ...]
    donors: tuple[bytes, ...] = ()

    def replay(self, diagram: Diagram) -> None:
        """Do all steps again as one. Raises MapperError when they do not fit the map; then nothing is changed."""
        found = {record.id: record for record in diagram.records()}
        try:
            become = codec.apply((change for step in self.steps for change in step), found)
            with diagram.transaction(_("Recover unsaved changes")):
                bring_about(diagram, become)
        except (ModelError, KeyError, TypeError, ValueError) as error:
            what = _("the unsaved changes do not fit this file any more")
            raise MapperError(self.path, None, what, _("go on without them")) from error

    def discard(self) -> None:
        """Forget what was left."""
        with suppress(OSError):
            self.file.unlink(missing_ok=True)


def leftovers(path: Path | None) -> list[Leftover]:
    """What crashes have left of a file, or of maps that never had one; the newest first."""
    found = []
    with suppress(OSError):
        for file in _folder().glob(f"{_key(path)}-*.jsonl"):
            if (leftover := _read(file)) is not None:
                found.append(leftover)
    return sorted(found, key=lambda leftover: leftover.when, reverse=True)


def orphans() -> list[Leftover]:
    """What crashes have left that no file will bring back: of maps that never had one, or whose file is gone or has
    other bytes by now; the newest first."""
    found = []
    with suppress(OSError):
        for file in _folder().glob("*.jsonl"):
            if (leftover := _read(file)) is not None and not _fits(leftover):
                found.append(leftover)
    return sorted(found, key=lambda leftover: leftover.when, reverse=True)


def _fits(leftover: Leftover) -> bool:
    try:
        return leftover.path is not None and files.digest(leftover.path.read_bytes()) == leftover.digest
    except OSError:
        return False


def _folder() -> Path:
    return platformdirs.user_state_path("mapper", appauthor=False) / "journal"


def _key(path: Path | None) -> str:
    return _UNTITLED if path is None else sha256(os.path.realpath(path).encode("utf-8", "surrogatepass")).hexdigest()


def _read(file: Path) -> Leftover | None:
    """A journal whose process is gone; None for one in use or without a whole step. Outdated ones are removed."""
    try:
        with file.open("rb+") as handle:
            if not lock.take(handle):
                return None
            lines = handle.read().splitlines(keepends=True)
            changed = file.stat().st_mtime
        # A step that was being written when the process died is no whole line.
        whole = [json.loads(line) for line in lines if line.endswith(b"\n")]
        head, steps = whole[0], tuple(line for line in whole[1:] if isinstance(line, list))
        if head["format"] != _FORMAT:
            return None
        path = Path(head["path"]) if head["path"] else None
        donors = tuple(_unpacked(line["donor"]) for line in whole[1:] if isinstance(line, dict))
        when = datetime.fromtimestamp(changed)
        leftover = Leftover(file, path, head["digest"], _unpacked(head["data"]), when, steps, donors)
    except (OSError, ValueError, LookupError, TypeError, zlib.error):
        return None
    if not steps or time.time() - changed > KEPT:
        leftover.discard()
        return None
    return leftover


def _packed(data: bytes) -> str:
    return base64.b64encode(zlib.compress(data, 1)).decode()


def _unpacked(text: str) -> bytes:
    return zlib.decompress(base64.b64decode(text))


def bring_about(diagram: Diagram, become: dict[str, Record | None]) -> None:
    """Bring the records about in an order in which no flow ever lacks an end."""
    for record in become.values():
        if record is not None and not isinstance(record, Flow):
            diagram.put(record)
    flows = [record for record in become.values() if isinstance(record, Flow)]
    for flow in _each_when_ready(flows, lambda flow: flow.source in diagram and flow.target in diagram):
        diagram.put(flow)
    gone = [record for id, after in become.items() if after is None and (record := diagram.get(id)) is not None]
    for record in _each_when_ready(gone, lambda record: not diagram.index.flows_at(record.id)):
        diagram.drop(record.id)


def _each_when_ready(records: list[Any], ready: Any) -> Iterator[Any]:
    """The records, each as soon as it is ready, which may take several rounds where flows end on flows."""
    while records:
        later = []
        for record in records:
            if ready(record):
                yield record
            else:
                later.append(record)
        if len(later) == len(records):
            raise ModelError(f"{later[0].id!r} has nothing to stand on")
        records = later
