"""Damaged version stores: no crash, no wrong content, every version whose rows are whole given back.

python -m tests.soak.versions --count 2000 [--state FILE]
"""

import logging
import os
import random
import sqlite3
import tempfile
from collections import Counter
from contextlib import closing
from pathlib import Path

from mapper.app.errors import MapperError
from mapper.app.store import versions
from tests.soak import tally
from tests.soak.journal import DAMAGES

KEPT = 12


def one(seed: int, home: Path | None = None) -> Counter[str]:
    """One store, damaged in one way."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_STATE_HOME"] = str(home / str(seed) if home else folder)
        return _one(chance, Path(folder) / "map.bpmn")


def _one(chance: random.Random, path: Path) -> Counter[str]:
    states = [f"<map n='{n}'>".encode() + chance.randbytes(chance.randrange(9000)).hex().encode() for n in range(KEPT)]
    path.write_bytes(states[-1])
    for number, state in enumerate(states):
        versions.keep(path, state, "after", now=10**9 + number)
    file = versions.location()
    rows = _rows(file)
    damage = chance.choice(DAMAGES)
    damage(chance, file)
    data = file.read_bytes()
    whole = {states[n] for n, bodies in enumerate(rows) if all(body in data for body in bodies)}
    found, wrong = set(), 0
    try:
        versions.keep(path, b"<new/>", "after", now=10**9 + 100)
        for version in versions.versions(path):
            try:
                content = versions.content(version)
            except MapperError:
                continue
            found.add(content)
            wrong += content not in (*states, b"<new/>")
    except Exception as error:  # what is measured here
        print(f"{damage.__name__}: {error!r}")
        return Counter(stores=1, crashes=1, bad=1)
    lost = len(whole - found) + (b"<new/>" not in found)
    return Counter(
        stores=1, crashes=0, wrong=wrong, whole=len(whole), lost=lost, found=len(found), bad=int(bool(wrong or lost))
    )


def _rows(file: Path) -> list[list[bytes]]:
    with closing(sqlite3.connect(file)) as base:
        base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        ids = [id for (id,) in base.execute("SELECT id FROM versions ORDER BY at")]
        query = "SELECT body FROM pieces WHERE version = ? ORDER BY id"
        return [[body for (body,) in base.execute(query, (id,))] for id in ids]


if __name__ == "__main__":
    logging.disable()
    tally.run("versions", 2000, one)
