"""What can go wrong with a file, said so that it can be shown as it is."""

from __future__ import annotations

from dataclasses import dataclass


class Unreadable(ValueError):
    """The bytes hold no map that could be opened. `line` counts from 1; `what` and `advice` are for the user."""

    def __init__(self, line: int | None, what: str, advice: str) -> None:
        super().__init__(f"{what}; {advice}")
        self.line, self.what, self.advice = line, what, advice


LOST, REPAIRED, GUESSED, KEPT = "lost", "repaired", "guessed", "kept"
"""Sorts of notes: a part of the map is missing in the file; the bytes had to be mended; the map says something that the
file does not; kept, but not shown."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something that was repaired, guessed, or kept without being shown; `line` counts from 1."""

    line: int | None
    what: str
    sort: str = REPAIRED
