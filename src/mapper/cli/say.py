"""What goes to the terminal: results on standard output, one line an error on standard error, nothing else."""

from __future__ import annotations

import json
import sys
import time
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from mapper.app.errors import MapperError, one_line

_verbose = False


def result(text: str) -> None:
    """Print a result as it is; in UTF-8 whatever the terminal's own encoding, as files are."""
    data(f"{text}\n".encode("utf-8", "backslashreplace"))


def data(content: bytes) -> None:
    """Write bytes to standard output."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def as_json(value: Any) -> None:
    """Print a result for programs."""
    result(json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2))


def error(said: MapperError | str) -> None:
    """Print one line that begins with the program's name."""
    print(f"mapper: {one_line(str(said))}", file=sys.stderr)


def be_verbose(wanted: bool) -> None:
    """From now on say also how long things took, what was noted, and where an error of Mapper's own arose, or not."""
    global _verbose
    _verbose = wanted


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Say how long something took, when that is wanted."""
    start = time.perf_counter()
    yield
    if _verbose:
        error(f"{what} ({time.perf_counter() - start:.2f} s)")


def details(notes: Iterable[tuple[int | None, str]]) -> None:
    """Say all that was noted on reading, lines and sentences, when that is wanted."""
    for line, what in notes if _verbose else ():
        error(MapperError(None, line, what))


def trace(fault: BaseException) -> None:
    """Say where an error of Mapper's own arose, when that is wanted."""
    if _verbose:
        traceback.print_exception(fault, file=sys.stderr)
