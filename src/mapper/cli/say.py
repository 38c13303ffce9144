"""What goes to the terminal: results on standard output, one line an error on standard error, nothing else."""

from __future__ import annotations

import json
import sys
from typing import Any

from mapper.app.errors import MapperError, one_line


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
