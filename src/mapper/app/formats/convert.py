"""One file into another, or many in one process: a list of pairs or a folder goes on after a failure and keeps its
reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from mapper.app import files, report
from mapper.app.errors import MapperError, RepairedFileError, UnreadableError, UsageError
from mapper.app.formats import export, library
from mapper.app.formats.export import PLAIN, Options
from mapper.app.session.session import Session
from mapper.text import _

Pair = tuple[Path, Path]
Failure = tuple[Path, MapperError]
Work = Callable[[Path, Path], object]

REASON = ".err"
"""Ending of the file beside an output that says why there is none."""


class Converted(NamedTuple):
    """The session that was read, and the files that were written."""

    session: Session
    files: list[Path]


def convert(
    source: Path,
    target: Path,
    *,
    keep_bytes: bool = False,
    diagram: str = "",
    how: Options = PLAIN,
    suffix: str = "",
) -> Converted:
    """Read `source`, write `target` in the format of its ending, a picture for each diagram. Raises MapperError.

    A map that is not well-formed becomes one that is; keep_bytes: a .bpmn file gets the very bytes of `source`.
    diagram: the name or number of the only one that is shown. suffix: the format, where the ending does not say it.
    """
    export.printer(target, suffix)
    session = Session.open(source, keep=False)
    spare(session.repaired and not keep_bytes, source, target)
    if keep_bytes and (suffix or target.suffix).lower() == ".bpmn":
        files.write(target, session.source.data)
        return Converted(session, [target])
    if diagram:
        how = replace(how, plane=export.chosen(session, diagram))
    return Converted(session, export.export_all(session, target, how, suffix))


def spare(repaired: bool, source: Path, target: Path) -> None:
    """Let no repaired map replace the only copy of the original. Raises RepairedFileError."""
    if repaired and target.suffix.lower() == ".bpmn" and _same(source, target):
        what = _("the file was repaired while it was read")
        raise RepairedFileError(target, None, what, _("write to another file, so that the original stays"))


def each(pairs: Iterable[Pair], told: Callable[[Pair], None], work: Work) -> list[Failure]:
    """Do the work for each pair; what failed, with the reason also in OUT.err. `told` is called before each pair."""
    failed = []
    for source, target in pairs:
        told((source, target))
        reason = target.with_name(target.name + REASON)
        try:
            work(source, target)
        except Exception as error:  # whatever it is, the other files are not to blame
            failure = error if isinstance(error, MapperError) else report.unexpected(error, source)
            failed.append((source, failure))
            with suppress(MapperError):
                files.write(reason, f"{failure}\n".encode("utf-8", "backslashreplace"))
        else:
            with suppress(OSError):
                reason.unlink(missing_ok=True)
    return failed


def folder(source: Path, target: Path, suffix: str) -> list[Pair]:
    """The maps in a folder and those within it, with where each goes: the same way from `target`, ending in `suffix`.

    The folders for them are made. What is not named .bpmn is no map; what lies in `target` was written, not drawn.
    Raises UsageError, UnreadableError, UnwritableError.
    """
    export.printer(target / f"map{suffix}")
    maps = library.maps(source)
    if not _same(source, target):
        maps = [path for path in maps if not path.resolve().is_relative_to(target.resolve())]
    if not maps:
        raise UnreadableError(source, None, _("there are no maps in this folder"), _("name a folder with .bpmn files"))
    found: dict[Path, Path] = {}
    for path in maps:
        place = target / path.relative_to(source)
        short = place.with_suffix(suffix)
        found[short if short not in found else place.with_name(place.name + suffix)] = path
    for parent in dict.fromkeys(place.parent for place in found):
        files.make_folder(parent)
    return [(path, place) for place, path in found.items()]


def manifest(path: Path) -> list[Pair]:
    """The pairs of a list: lines IN tab OUT, relative to the present folder. Raises UnreadableError, UsageError."""
    return list(_pairs(path, files.read(path)))


def _pairs(path: Path, data: bytes) -> Iterator[Pair]:
    try:
        lines = data.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        at = data[: error.start].count(b"\n") + 1
        raise UsageError(path, at, _("is not text in UTF-8"), _("save the list as UTF-8")) from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        parts = line.rstrip("\r").split("\t")
        if len(parts) != 2 or not all(part.strip() for part in parts):
            raise UsageError(path, number, _("is not a pair"), _("write IN, a tab and OUT on each line"))
        yield Path(parts[0]), Path(parts[1])


def _same(one: Path, other: Path) -> bool:
    with suppress(OSError):
        return one.samefile(other)
    return False
