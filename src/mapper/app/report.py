"""What nobody foresaw: the user reads one line; the details go to the log, which can be sent along with a report."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from mapper.app import log
from mapper.app.errors import MapperError
from mapper.text import _


def unexpected(error: BaseException, path: Path | None = None, safe: str = "") -> MapperError:
    """The one line for an error that is Mapper's own fault, after its traceback was written to the log.

    safe: what nothing happened to, as shown.
    """
    what = _("Mapper met an error of its own ({kind}: {text})").format(kind=type(error).__name__, text=error)
    if path is None:
        what = what[:1].upper() + what[1:]  # the line begins with it
    if safe:
        what = f"{what}; {safe}"
    file = log.fault(error)
    if file is None:
        return MapperError(path, None, what, _("please report it"))
    return MapperError(path, None, what, _("please report it with {file}").format(file=file))


def unfaithful(differences: Iterable[str]) -> Path | None:
    """Keep what a written map said otherwise than it should; the log with it, or None where none can be written."""
    return log.note("What was written was not what the map held:\n" + "".join(f"  {line}\n" for line in differences))
