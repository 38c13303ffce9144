"""What nobody foresaw: the user reads one line, and the details go to a file that can be sent along with a report."""

from __future__ import annotations

import platform
import traceback
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import platformdirs

from mapper import __version__
from mapper.app.errors import MapperError
from mapper.text import _

KEPT = 20
"""How many reports stay; older ones go."""


def unexpected(error: BaseException, path: Path | None = None) -> MapperError:
    """The one line for an error that is Mapper's own fault, after its traceback was written to a file."""
    what = _("Mapper met an error of its own ({kind}: {text})").format(kind=type(error).__name__, text=error)
    file = _write(error)
    if file is None:
        return MapperError(path, None, what, _("please report it"))
    return MapperError(path, None, what, _("please report it with {file}").format(file=file))


def unfaithful(differences: Iterable[str]) -> Path | None:
    """Keep what a written map said otherwise than it should; the file with it, or None where none can be written."""
    return _keep("What was written was not what the map held:\n" + "".join(f"  {line}\n" for line in differences))


def _write(error: BaseException) -> Path | None:
    """The file with the traceback, or None where nothing can be written."""
    return _keep("".join(traceback.format_exception(error)))


def _keep(what: str) -> Path | None:
    now = datetime.now()
    folder = platformdirs.user_state_path("mapper", appauthor=False) / "errors"
    file = folder / f"{now:%Y-%m-%d-%H%M%S-%f}.txt"
    head = f"Mapper {__version__}, Python {platform.python_version()}, {platform.platform()}\n\n"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file.write_text(head + what, encoding="utf-8", errors="backslashreplace")
    except OSError:
        return None
    for old in sorted(folder.glob("*.txt"))[:-KEPT]:
        with suppress(OSError):
            old.unlink()
    return file
