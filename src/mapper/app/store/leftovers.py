"""What processes that ended without saving have left, read whatever state it is in, and claimed by whoever offers it.

What cannot be read at all is set aside in a folder of its own and told, never deleted.
"""

from __future__ import annotations

import json
import mmap
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from mapper.app import files, lock
from mapper.app.errors import MapperError
from mapper.app.lock import Held
from mapper.app.store.journal import BASE, DONOR, HEAD, LOCK, SAVING, STEP, SUFFIX, folder, key, parts, remove
from mapper.app.store.journal import NEW as BEGUN
from mapper.app.store.replay import Step, replay
from mapper.app.store.rows import Entry, entries, scan
from mapper.model.diagram import Diagram
from mapper.text import N_, _

ASIDE = "aside"
"""The folder, beside the journals, of what could not be read."""

LIMIT = 1 << 29
"""Bytes; a bigger file is no journal, and would only keep the user waiting."""

_OLD = (".jsonl",)
"""Endings of the journals of earlier Mappers."""

SAME, CHANGED, GONE, NEW = "same", "changed", "gone", "new"
"""What became of the map's file since: nothing, other bytes, no file; or it never had one."""

STATES: dict[str, str] = {
    SAME: N_("as it was"),
    CHANGED: N_("changed since"),
    GONE: N_("not there any more"),
    NEW: N_("never saved"),
}

_claims: dict[Path, Held] = {}
"""What this process offers, so that no other one does."""


@dataclass(frozen=True, slots=True)
class Leftover:
    """What a process that ended without saving had done: `path` None for a map that never had a file. digest: of the
    bytes it was opened from. steps: what was done, None for what could not be read."""

    file: Path
    path: Path | None
    digest: str
    when: datetime
    steps: tuple[Step | None, ...]
    _entries: dict[tuple[str, int], Entry] = field(repr=False)

    @property
    def missing(self) -> int:
        """How many steps could not be read."""
        return sum(step is None for step in self.steps)

    @property
    def data(self) -> bytes:
        """The bytes that the map was opened from. Raises MapperError when neither the journal nor the map's file has
        them."""
        kept = self._entries.get((BASE, 0))
        if kept is not None and files.digest(kept.content) == self.digest:
            return kept.content
        if self.path is not None:
            with suppress(MapperError):
                found = files.read(self.path)
                if files.digest(found) == self.digest:
                    return found
        what = _("the map that the unsaved changes were made to cannot be read any more")
        raise MapperError(self.path, None, what, _("the journal was kept: {file}").format(file=self.file))

    @property
    def donors(self) -> tuple[bytes, ...]:
        """The bytes of the maps that were pasted from."""
        return tuple(entry.content for (kind, _number), entry in sorted(self._entries.items()) if kind == DONOR)

    @property
    def is_saved(self) -> bool:
        """Whether all of it stands in a file already: its process ended between saving and forgetting."""
        told = [_parsed(entry.content) for (kind, _number), entry in self._entries.items() if kind == SAVING]
        return any(_has_taken(one, len(self.steps)) for one in told)

    @property
    def state(self) -> str:
        """What became of the file: one of `STATES`."""
        if self.path is None:
            return NEW
        now = files.digest_on_disk(self.path)
        return GONE if now is None and not self.path.exists() else SAME if now == self.digest else CHANGED

    def replay(self, diagram: Diagram, exact: bool = False) -> int:
        """Do all steps again; how many were done. exact: the map was changed since it was opened. Raises MapperError
        when none fits the map; then nothing is changed."""
        done = replay(diagram, self.steps, exact)
        if not done:
            what = _("the unsaved changes do not fit this file any more")
            raise MapperError(self.path, None, what, _("go on without them"))
        return done

    def discard(self) -> None:
        """Forget what was left."""
        remove(self.file)
        release(self.file)


def leftovers(path: Path | None) -> list[Leftover]:
    """What crashes have left of a file, or of maps that never had one; the newest first."""
    return _newest_first(_read_all(f"{key(path)}-*{SUFFIX}", []))


def survey() -> tuple[list[Leftover], list[str]]:
    """All that crashes have left, the newest first, and a sentence on each file that could not be read and was set
    aside for that."""
    told: list[str] = []
    with suppress(OSError):
        for file in sorted(folder().iterdir()):
            if file.suffix in _OLD and file.is_file():
                told.append(_set_aside(file, _("it is of an earlier Mapper")))
            elif file.suffix == BEGUN and _claim(file):
                file.unlink()  # its process ended before anything was done
                release(file)
            elif file.suffix == LOCK and not file.with_suffix(SUFFIX).exists() and _claim(file):
                release(file)  # its process ended while it let go
    return _newest_first(_read_all(f"*{SUFFIX}", told)), told


def release(file: Path) -> None:
    """Leave a leftover to others."""
    held = _claims.pop(file, None)
    if held is not None:
        held.release()


def _newest_first(found: Iterator[Leftover]) -> list[Leftover]:
    return sorted(found, key=lambda left: left.when, reverse=True)


def _read_all(pattern: str, told: list[str]) -> Iterator[Leftover]:
    try:
        names = sorted(folder().glob(pattern))
    except OSError:
        return
    for file in names:
        if not _claim(file):
            continue
        try:
            left = _read(file)
            if left.is_saved:
                left.discard()
            else:
                yield left
        except (OSError, ValueError, MemoryError, RecursionError, OverflowError) as error:
            told.append(_set_aside(file, str(error)))


def _claim(file: Path) -> bool:
    """Whether this process may offer a journal: its own process is gone, and no other window offers it."""
    if file not in _claims:
        held = lock.take(file.with_suffix(LOCK))
        if held is None:
            return False
        _claims[file] = held
    return True


def _read(file: Path) -> Leftover:
    """A journal whose process is gone. Raises ValueError (the reason, for people) when nothing of it can be read."""
    found = _entries(file)
    owners = Counter(owner for owner, _kind, _number in found)
    named = file.stem.rpartition("-")[2]
    owner = named if named in owners else next(iter(dict(owners.most_common(1))), "")
    own = {(kind, number): entry for (whose, kind, number), entry in found.items() if whose == owner}
    steps = _steps(own)
    if not steps:
        raise ValueError(_("nothing in it can be read"))
    head = _parsed(own[HEAD, 0].content) if (HEAD, 0) in own else next(step for step in steps if step is not None)
    if not isinstance(head, dict) or not isinstance(head.get("digest"), str):
        raise ValueError(_("it does not say which map it is of"))
    name = head.get("path")
    path = Path(name) if isinstance(name, str) and name and "\0" not in name else None
    when = datetime.fromtimestamp(max((s["at"] for s in steps if s is not None), default=0.0))
    kept = {place: entry for place, entry in own.items() if place[0] in (BASE, DONOR, SAVING)}
    return Leftover(file, path, head["digest"], when, steps, kept)


def _entries(file: Path) -> dict[tuple[str, str, int], Entry]:
    """All whole entries in a journal's files. Raises OSError, ValueError."""
    found: list[tuple[dict[str, Any], bytes]] = []
    for part in parts(file):
        if not part.is_file() or not (size := part.stat().st_size):
            continue
        if size > LIMIT:
            raise ValueError(_("it is too big"))
        with part.open("rb") as handle, mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ) as data:
            found += scan(data)
    return entries(iter(found))


def _steps(own: dict[tuple[str, int], Entry]) -> tuple[Step | None, ...]:
    """The steps in order, None where one is missing or makes no sense."""
    numbers = [number for kind, number in own if kind == STEP]
    count = max(numbers, default=-1) + 1
    if count > _MOST_STEPS:
        raise ValueError(_("it is too big"))
    steps = [_step(own[STEP, number].content) if (STEP, number) in own else None for number in range(count)]
    return tuple(steps) if any(step is not None for step in steps) else ()


_MOST_STEPS = 1_000_000
"""Steps that one journal may say it holds: more than a year of work."""


def _step(content: bytes) -> Step | None:
    step = _parsed(content)
    if not isinstance(step, dict) or not isinstance(step.get("changes"), list):
        return None
    at = step.get("at")
    whole = isinstance(step.get("how"), str) and "label" in step and isinstance(at, float) and 0 <= at < _LATEST
    whole = whole and all(isinstance(c, dict) and isinstance(c.get("id"), str) for c in step["changes"])
    return step if whole else None


_LATEST = 4e9
"""Seconds since 1970 that a step may have been done at: beyond is no time."""


def _has_taken(told: Any, steps: int) -> bool:
    """Whether the save that an entry tells of, of so many steps or more, was made."""
    with suppress(ValueError, TypeError, KeyError):
        if told["steps"] >= steps:
            path = Path(os.fsdecode(bytes.fromhex(told["path"])))
            return bool(files.digest_on_disk(path) == told["digest"])
    return False


def _parsed(content: bytes) -> Any:
    try:
        return json.loads(content.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        return None


def _set_aside(file: Path, why: str) -> str:
    """Move what cannot be read out of the way; the sentence that tells."""
    place = file.parent / ASIDE
    with suppress(OSError):
        place.mkdir(exist_ok=True, mode=0o700)
        for part in parts(file):
            if part.exists():
                os.replace(part, place / part.name)
    release(file)
    said = _("Unsaved work of an earlier session could not be read ({why}); its journal was set aside: {file}")
    return said.format(why=why, file=place / file.name)
