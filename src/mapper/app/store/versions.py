"""What maps were before they were saved: each save keeps the state that it replaced, compressed, in one database.

Old versions are thinned and the whole is bounded. A map that was moved or renamed is found again by what it holds. The
rows stand alone, so that what a damaged database still holds is carried over into a new one.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import platformdirs

from mapper.app import files, lock
from mapper.app.errors import MapperError
from mapper.app.log import log
from mapper.app.store.rows import PAGE, Entry, entries, pack, scan
from mapper.text import _

MOST_BYTES = 256 << 20
"""Bytes that all versions together may take up; the oldest go first, but never the last one of a map."""

STEPS = ((86400.0, 0.0), (7 * 86400.0, 3600.0), (90 * 86400.0, 86400.0), (float("inf"), 7 * 86400.0))
"""Up to an age, in seconds, versions stay so far apart: all of a day, hourly for a week, daily for a quarter, then
weekly."""

_VERSION = "version"
_NEWEST = "FROM versions WHERE map = ? ORDER BY at DESC, id DESC"
_WAIT = 2.0
"""Seconds that one waits for another window to be done with the store."""
_SCHEMA = """
CREATE TABLE IF NOT EXISTS maps (map TEXT PRIMARY KEY, path TEXT NOT NULL, digest TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS versions
    (id INTEGER PRIMARY KEY AUTOINCREMENT, map TEXT NOT NULL, digest TEXT NOT NULL, at REAL NOT NULL,
     size INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS pieces (id INTEGER PRIMARY KEY, version INTEGER NOT NULL, body BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS pieces_of ON pieces (version);
CREATE INDEX IF NOT EXISTS versions_of ON versions (map);
CREATE INDEX IF NOT EXISTS maps_holding ON maps (digest);
"""


@dataclass(frozen=True, slots=True)
class Version:
    """One kept state of a map. size: bytes of the file then."""

    id: int
    at: datetime
    digest: str
    size: int


def keep(path: Path, before: bytes, after: str, now: float | None = None) -> bool:
    """Keep what a file held before it was saved; whether it is kept, for no fault here may stop a save.

    after: the digest of what was saved, by which the map is found again elsewhere. now: seconds since 1970.
    """
    at = time.time() if now is None else now
    for trial in range(2):
        try:
            with _open(make=True) as base, base:
                _keep(base, path, before, after, at)
            return True
        except (sqlite3.Error, OSError, ValueError) as error:
            # Damage in an index shows only now: the quick check before does not look there.
            if not trial and _is_damage(error) and _mended():
                continue
            log.warning("no version kept: %s", error)
            return False
    return False


def versions(path: Path) -> list[Version]:
    """What is kept of a map, the newest first."""
    try:
        with _open() as base:
            rows = base.execute(f"SELECT id, at, digest, size {_NEWEST}", (_map_of(base, path),))
            return [Version(id, datetime.fromtimestamp(at), digest, size) for id, at, digest, size in rows]
    except (sqlite3.Error, OSError, ValueError, OverflowError) as error:
        log.warning("versions cannot be read: %s", error)
        return []


def content(version: Version) -> bytes:
    """The bytes of a version. Raises MapperError when they cannot be read any more."""
    try:
        with _open() as base:
            rows = base.execute("SELECT body FROM pieces WHERE version = ? ORDER BY id", (version.id,))
            found = entries(one for (body,) in rows for one in scan(bytes(body)))
    except (sqlite3.Error, OSError, ValueError) as error:
        log.warning("a version cannot be read: %s", error)
        found = {}
    # What the database does not give may still be whole somewhere in its file.
    return _wanted(version, found) or _wanted(version, _anywhere(location())) or _lost()


def _wanted(version: Version, found: dict[tuple[str, str, int], Entry]) -> bytes | None:
    """The bytes of a version among what was found: by what they are, or, where that is damaged, by its number; each
    entry has a checksum of its own."""
    of_number = None
    for entry in found.values():
        data = entry.content.partition(b"\n")[2]
        if files.digest(data) == version.digest:
            return data
        if entry.number == version.id and entry.kind == _VERSION:
            of_number = data
    return of_number


def _lost() -> bytes:
    raise MapperError(None, None, _("this version cannot be read any more"), _("choose another one"))


def location() -> Path:
    """Where the versions are kept."""
    return platformdirs.user_state_path("mapper", appauthor=False) / "versions" / "versions.sqlite3"


def _keep(base: sqlite3.Connection, path: Path, before: bytes, after: str, now: float) -> None:
    map, digest = _map_of(base, path), files.digest(before)
    last = base.execute(f"SELECT digest {_NEWEST} LIMIT 1", (map,)).fetchone()
    if last is None or last[0] != digest:
        row = (map, digest, now, len(before))
        version = base.execute("INSERT INTO versions (map, digest, at, size) VALUES (?, ?, ?, ?)", row).lastrowid or 0
        told = json.dumps({"path": str(path.absolute()), "map": map, "at": now}).encode()
        pieces = pack(map, _VERSION, version, told + b"\n" + before)
        base.executemany("INSERT INTO pieces (version, body) VALUES (?, ?)", ((version, piece) for piece in pieces))
        _thin(base, map, now)
    place = os.fsencode(path.absolute()).decode("utf-8", "backslashreplace")
    base.execute("INSERT OR REPLACE INTO maps (map, path, digest) VALUES (?, ?, ?)", (map, place, after))


def _map_of(base: sqlite3.Connection, path: Path) -> str:
    """What a map is called here: after its path; one that is kept elsewhere and is gone from there moved to here."""
    own = sha256(os.fsencode(os.path.realpath(path))).hexdigest()
    if base.execute("SELECT 1 FROM versions WHERE map = ? LIMIT 1", (own,)).fetchone():
        return own
    digest = files.digest_on_disk(path)
    for map, place in base.execute("SELECT map, path FROM maps WHERE digest = ?", (digest,)).fetchall():
        if not os.path.exists(place):
            with suppress(sqlite3.Error), base:
                base.execute("UPDATE versions SET map = ? WHERE map = ?", (own, map))
                base.execute("DELETE FROM maps WHERE map = ?", (map,))
            return own
    return own


def _thin(base: sqlite3.Connection, map: str, now: float) -> None:
    """Let go of versions that stand closer together than their age asks, and of the oldest when all take too much."""
    rows = base.execute(f"SELECT id, at {_NEWEST}", (map,)).fetchall()
    _drop(base, [id for id, _at in thinned(rows, now)])
    size = base.execute("SELECT COALESCE(SUM(LENGTH(body)), 0) FROM pieces").fetchone()[0]
    if size <= MOST_BYTES:
        return
    latest = "SELECT MAX(id) FROM versions GROUP BY map"
    oldest = base.execute(f"SELECT id FROM versions WHERE id NOT IN ({latest}) ORDER BY at").fetchall()
    for (id,) in oldest:
        size -= base.execute("SELECT COALESCE(SUM(LENGTH(body)), 0) FROM pieces WHERE version = ?", (id,)).fetchone()[0]
        _drop(base, [id])
        if size <= MOST_BYTES:
            return


def thinned(rows: list[tuple[int, float]], now: float) -> list[tuple[int, float]]:
    """Which of a map's versions, the newest first as (id, at), are to go."""
    gone, last = [], float("inf")
    for id, at in rows:
        apart = next(apart for age, apart in STEPS if now - at <= age)
        if last - at < apart:
            gone.append((id, at))
        else:
            last = at
    return gone


def _drop(base: sqlite3.Connection, ids: list[int]) -> None:
    for table, column in (("pieces", "version"), ("versions", "id")):
        base.executemany(f"DELETE FROM {table} WHERE {column} = ?", ((id,) for id in ids))


# -- the database ------------------------------------------------------------------------------------------------------


@contextmanager
def _open(make: bool = False) -> Iterator[sqlite3.Connection]:
    """The database, mended first where it is damaged. Raises sqlite3.Error, OSError."""
    file = location()
    if not make and not file.exists():
        with closing(sqlite3.connect(":memory:")) as nothing:
            nothing.executescript(_SCHEMA)
            yield nothing
        return
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if file.exists() and not _sound(file):
        _mend(file)
    with closing(_connect(file)) as base:
        yield base


def _connect(file: Path) -> sqlite3.Connection:
    base = sqlite3.connect(file, timeout=_WAIT)
    try:
        base.execute(f"PRAGMA page_size = {PAGE}")
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("PRAGMA synchronous = NORMAL")
        base.execute("PRAGMA trusted_schema = OFF")
        base.execute("PRAGMA secure_delete = ON")  # what was let go is gone, also for a later mending
        base.executescript(_SCHEMA)
    except BaseException:
        base.close()
        raise
    return base


_checked: dict[Path, tuple[int, int, int]] = {}


def _sound(file: Path) -> bool:
    """Whether the database is whole; asked once for a file that nobody else wrote to since."""
    now = file.stat()
    mark = (now.st_ino, now.st_size, now.st_mtime_ns)
    if _checked.get(file) == mark:
        return True
    try:
        with closing(_connect(file)) as base:
            # A database that does things of itself, lacks a column, or has more than its pages was not made here.
            pages, size = base.execute("PRAGMA page_count").fetchone()[0], file.stat().st_size
            as_made = _made(base) == _plan() and size % PAGE == 0 and size <= pages * PAGE
            # The quick check looks at no index; those of the small tables are what versions are found by.
            checks = ("quick_check(1)", "integrity_check(versions)", "integrity_check(maps)")
            whole = as_made and all(base.execute(f"PRAGMA {check}").fetchone() == ("ok",) for check in checks)
    except sqlite3.OperationalError as error:
        return "locked" in str(error) or "busy" in str(error)  # somebody is writing, so it can be written
    except (sqlite3.Error, ValueError):
        return False
    if whole:
        now = file.stat()
        _checked[file] = (now.st_ino, now.st_size, now.st_mtime_ns)
    return whole


def _made(base: sqlite3.Connection) -> set[tuple[str, ...]]:
    """What there is in a database, as it was asked for."""
    found = base.execute("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")
    return {tuple(map(str, row)) for row in found}


@cache
def _plan() -> set[tuple[str, ...]]:
    with closing(sqlite3.connect(":memory:")) as base:
        base.executescript(_SCHEMA)
        return _made(base)


def _is_damage(error: Exception) -> bool:
    """Whether the database says that it is damaged, not that something hinders it."""
    return type(error) in (sqlite3.DatabaseError, sqlite3.IntegrityError)


def _mended() -> bool:
    """Whether a database that was taken for whole has been mended."""
    with suppress(sqlite3.Error, OSError):
        _mend(location(), surely=True)
        return True
    return False


def _mend(file: Path, surely: bool = False) -> None:
    """Set a damaged database aside, and carry over into a new one every version that is whole in it. surely: it is
    damaged, whatever a check finds."""
    held = lock.take(file.with_suffix(".lock"), wait=10)
    try:
        if not surely and _sound(file):
            return  # somebody else was quicker
        log.warning("the versions are damaged; what is whole is carried over")
        found = _anywhere(file)
        aside = files.beside(file, ".damaged")
        for ending in ("", "-wal", "-shm"):
            with suppress(OSError):
                os.replace(f"{file}{ending}", f"{aside}{ending}")
        with closing(_connect(file)) as base, base:
            for (map, kind, number), entry in sorted(found.items(), key=lambda item: item[0][2]):
                if kind == _VERSION:
                    _carry(base, map, number, entry.content)
    finally:
        if held is not None:
            held.release()


def _anywhere(file: Path) -> dict[tuple[str, str, int], Entry]:
    """Every version that is whole in the files of a database, whatever state that is in."""
    found: list[tuple[dict[str, Any], bytes]] = []
    with suppress(OSError):
        for part in (file, file.with_name(f"{file.name}-wal")):
            if part.exists() and part.stat().st_size <= 4 * MOST_BYTES:
                found += scan(part.read_bytes())
    return entries(iter(found))


def _carry(base: sqlite3.Connection, map: str, number: int, content: bytes) -> None:
    head, _, data = content.partition(b"\n")
    with suppress(ValueError, KeyError, TypeError, RecursionError, sqlite3.Error):
        told = json.loads(head)
        row = (number, str(told["map"]), files.digest(data), float(told["at"]), len(data))
        base.execute("INSERT OR IGNORE INTO versions (id, map, digest, at, size) VALUES (?, ?, ?, ?, ?)", row)
        pieces = pack(map, _VERSION, number, content)
        base.executemany("INSERT INTO pieces (version, body) VALUES (?, ?)", ((number, piece) for piece in pieces))
