"""Processes that end without saving, as far as their journals can tell."""

from mapper.app.store import journal
from mapper.app.store.journal import Journal


def end(kept: Journal) -> None:
    """The process ends: what it had open stays on disk as it is, and its lock is free."""
    assert kept._base is not None
    assert kept._held is not None
    assert kept._file is not None
    crashed = {part: part.read_bytes() for part in journal.parts(kept._file) if part.exists()}
    kept._base.close()
    for part, data in crashed.items():
        part.write_bytes(data)
    if kept._timer is not None:
        kept._timer.cancel()
    kept._held.release()
