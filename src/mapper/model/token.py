"""Long work can be given up: it looks at a token now and then, and ends there when nobody waits for it any more."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class GivenUp(BaseException):
    """Ends work that the user gave up; no handler for errors may take it for one."""


class Token:
    """Says whether somebody still waits for some work. Made where the work is begun, looked at where it is done."""

    __slots__ = ("given_up",)

    def __init__(self) -> None:
        self.given_up = False

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


def look() -> None:
    """End the work here if it was given up; searches call this in loops that may take long. Raises GivenUp."""
    token = _token.get()
    if token is not None and token.given_up:
        raise GivenUp
