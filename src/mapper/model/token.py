"""Long work can be given up: it looks at a token now and then, and ends there when nobody waits for it any more."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class GivenUp(BaseException):
    """Ends work that the user gave up; no handler for errors may take it for one."""


class Token:
    """Says whether somebody still waits for some work. Made where the work is begun, looked at where it is done."""

    __slots__ = ("done", "given_up", "total")

    def __init__(self) -> None:
        self.given_up = False
        self.done = self.total = 0

    def step(self, done: int, total: int) -> None:
        """So much of the work is done; total 0 while nobody knows how much there is. Called where it is done."""
        self.done, self.total = done, total

    def give_up(self) -> None:
        """Nobody waits any more; callable from any thread."""
        self.given_up = True


_token: ContextVar[Token | None] = ContextVar("token", default=None)


@contextmanager
def heeding(token: Token) -> Iterator[None]:
    """What is done within looks at this token."""
    before = _token.set(token)
    try:
        yield
    finally:
        _token.reset(before)


def step(done: int, total: int) -> None:
    """Say how far the work has come, for whoever shows it, and end it here if it was given up. Raises GivenUp."""
    token = _token.get()
    if token is not None:
        token.step(done, total)
    look()


def look() -> None:
    """End the work here if it was given up; searches call this in loops that may take long. Raises GivenUp."""
    token = _token.get()
    if token is not None and token.given_up:
        raise GivenUp
