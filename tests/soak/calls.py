"""Every file call of this process, seen and swayed: let through, made to fail, or the last thing the process does.

Python's own doors to files are replaced (`os.open`, `os.replace`, files and what is written to them, SQLite's
connections), so nothing needs a preloaded library. Only calls on files below the watched folders are seen.
"""

from __future__ import annotations

import builtins
import io
import os
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ONE = ("open", "stat", "lstat", "listdir", "scandir", "mkdir", "rmdir", "unlink", "remove", "chmod", "chown", "utime",
       "access", "listxattr", "getxattr", "setxattr", "truncate")  # fmt: skip
"""Functions of `os` whose first argument is a path or a handle."""

TWO = ("rename", "replace", "link")
HANDLES = ("fsync", "fdatasync", "ftruncate", "write", "fstat", "fchmod", "close")
SQL = ("execute", "executemany", "executescript", "commit", "close", "__exit__")


@dataclass
class Call:
    """One call that is about to be made; calling it makes it. `data`: what is written, if that is what it is."""

    name: str
    path: str
    real: Callable[..., Any]
    arguments: tuple[Any, ...]
    named: dict[str, Any]
    data: bytes | None = None

    def __call__(self) -> Any:
        return self.real(*self.arguments, **self.named)

    def part(self) -> None:
        """Write the first half of what was to be written; nothing where nothing was."""
        if self.data:
            self.real(self.data[: len(self.data) // 2])


Act = Callable[[Call], Any]


class Calls:
    """Stands at the doors from `begin` to `end`. act: what becomes of a call; what it returns is the call's result."""

    def __init__(self, roots: Iterable[Path], act: Act) -> None:
        self._roots = tuple(os.path.realpath(root) for root in roots)
        self._act = act
        self._handles: dict[int, str] = {}
        self._real: list[tuple[Any, str, Any]] = []
        self._thread = threading.local()

    def begin(self) -> None:
        for name in ONE:
            self._put(os, name, self._one)
        for name in TWO:
            self._put(os, name, self._two)
        for name in HANDLES:
            self._put(os, name, self._handle)
        self._put(os, "fdopen", self._opened)
        self._put(io, "open", self._opened)
        self._put(builtins, "open", self._opened)
        self._put(sqlite3, "connect", self._connected)

    def end(self) -> None:
        for holder, name, real in reversed(self._real):
            setattr(holder, name, real)
        self._real.clear()

    def path_of(self, thing: Any) -> str | None:
        """The watched file that a path or handle is of."""
        if isinstance(thing, int):
            return self._handles.get(thing)
        try:
            path = os.path.abspath(os.fsdecode(thing))
        except (TypeError, ValueError):
            return None
        return path if path.startswith(self._roots) else None

    def make(self, name: str, path: str, real: Callable[..., Any], arguments: Any, named: Any,
             data: bytes | None = None) -> Any:  # fmt: skip
        """Hand a call to `act`, unless it is one that `act` makes."""
        call = Call(name, path, real, tuple(arguments), dict(named), data)
        if self._inside:
            return call()
        self._thread.inside = True
        try:
            return self._act(call)
        finally:
            self._thread.inside = False

    @property
    def _inside(self) -> bool:
        return getattr(self._thread, "inside", False)

    # -- the doors -----------------------------------------------------------------------------------------------------

    def _put(self, holder: Any, name: str, door: Callable[..., Any]) -> None:
        real = getattr(holder, name, None)
        if real is not None:
            self._real.append((holder, name, real))
            setattr(holder, name, lambda *arguments, **named: door(name, real, *arguments, **named))

    def _one(self, name: str, real: Any, first: Any = ".", *rest: Any, **named: Any) -> Any:
        path = self.path_of(first)
        if path is None:
            return real(first, *rest, **named)
        found = self.make(name, path, real, (first, *rest), named)
        if name == "open":
            self._handles[found] = path
        return found

    def _two(self, name: str, real: Any, first: Any, second: Any, **named: Any) -> Any:
        path = self.path_of(second)
        return real(first, second, **named) if path is None else self.make(name, path, real, (first, second), named)

    def _handle(self, name: str, real: Any, handle: Any, *rest: Any) -> Any:
        path = self._handles.get(handle)
        if path is None:
            return real(handle, *rest)
        if name == "close":
            self._handles.pop(handle, None)
            return real(handle)
        return self.make(name, path, real, (handle, *rest), {})

    def _opened(self, name: str, real: Any, file: Any, mode: str = "r", *rest: Any, **named: Any) -> Any:
        path = self.path_of(file)
        if path is None or (not isinstance(file, int) and self._inside):
            return real(file, mode, *rest, **named)
        made = real(file, mode, *rest, **named) if isinstance(file, int) else self.make(
            "open", path, real, (file, mode, *rest), named
        )  # fmt: skip
        return _File(self, path, made)

    def _connected(self, name: str, real: Any, database: Any, *rest: Any, **named: Any) -> Any:
        path = self.path_of(database)
        if path is None:
            return real(database, *rest, **named)
        made = self.make("sqlite.connect", path, real, (database, *rest), {**named, "factory": _Connection})
        made.watch(self, path)
        return made


class _File:
    """A file whose writes, reads and end are seen."""

    def __init__(self, calls: Calls, path: str, real: Any) -> None:
        self._calls, self._path, self._real = calls, path, real

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def __enter__(self) -> _File:
        return self

    def __exit__(self, *_given: object) -> None:
        self._real.close()

    def __iter__(self) -> Iterator[Any]:
        return iter(self._real)

    def write(self, data: Any) -> Any:
        held = data if isinstance(data, bytes) else None
        return self._calls.make("file.write", self._path, self._real.write, (data,), {}, held)

    def read(self, *given: Any) -> Any:
        return self._calls.make("file.read", self._path, self._real.read, given, {})

    def flush(self) -> None:
        self._calls.make("file.flush", self._path, self._real.flush, (), {})

    def truncate(self, *given: Any) -> Any:
        return self._calls.make("file.truncate", self._path, self._real.truncate, given, {})


class _Connection(sqlite3.Connection):
    """A connection whose statements are seen."""

    _calls: Calls | None = None
    _path = ""

    def watch(self, calls: Calls, path: str) -> None:
        self._calls, self._path = calls, path

    def _see(self, name: str, real: Any, given: Any) -> Any:
        if self._calls is None:
            return real(*given)
        return self._calls.make(f"sqlite.{name.strip('_')}", self._path, real, given, {})


def _statement(name: str) -> Callable[..., Any]:
    real = getattr(sqlite3.Connection, name)

    def call(self: _Connection, *given: Any) -> Any:
        return self._see(name, lambda *more: real(self, *more), given)

    return call


for _name in SQL:
    setattr(_Connection, _name, _statement(_name))


@contextmanager
def watched(roots: Iterable[Path], act: Act) -> Iterator[Calls]:
    """The calls below some folders go through `act` meanwhile."""
    calls = Calls(roots, act)
    calls.begin()
    try:
        yield calls
    finally:
        calls.end()
