"""How far long work has come, as a bar on a terminal's standard error; nothing where that is no terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeRemainingColumn

from mapper.model.token import Token, heeding


class _Bar(Token):
    """Passes what the work says on to a bar."""

    def __init__(self, bar: Progress, task: TaskID) -> None:
        super().__init__()
        self._bar, self._task = bar, task

    def step(self, done: int, total: int) -> None:
        """So much is done; the bar only pulses while nobody knows how much there is."""
        super().step(done, total)
        self._bar.update(self._task, completed=done, total=total or None)


@contextmanager
def shown(doing: str, quiet: bool) -> Iterator[None]:
    """Show a bar called `doing` while something is done that says how far it has come (`mapper.model.token.step`)."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    off = quiet or not sys.stderr.isatty()
    bar = Progress(*columns, console=Console(stderr=True), transient=True, disable=off)
    with bar, heeding(_Bar(bar, bar.add_task(doing, total=None))):
        yield
