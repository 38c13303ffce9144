"""Which files a verb reads and where each goes: IN OUT, several IN into a folder, a folder into another, a list of
pairs, standard input and output."""

from __future__ import annotations

from glob import glob, has_magic
from pathlib import Path
from typing import NamedTuple

from mapper.app import files
from mapper.app.errors import UnreadableError, UsageError
from mapper.app.formats import convert
from mapper.app.formats.convert import Pair
from mapper.app.formats.export import FORMATS
from mapper.text import _


class Asked(NamedTuple):
    """Pairs of a file to read and one to write; whether it is one file, named as such; the format where no ending says
    it."""

    pairs: list[Pair]
    single: bool
    suffix: str = ""


class Given(NamedTuple):
    """What stands on the command line: paths in order, -o, --to, --manifest, and the format of a folder unless --to
    says another."""

    paths: tuple[Path, ...]
    output: Path | None
    to: str
    manifest: Path | None
    usual: str


def asked(given: Given, verb: str) -> Asked:
    """What is to be read and written. Raises UsageError, UnreadableError, UnwritableError."""
    if given.manifest is not None:
        if given.paths or given.output is not None:
            raise UsageError(None, None, _("--manifest stands alone"), _("leave out IN and OUT"))
        return Asked(convert.manifest(given.manifest), False)
    suffix = _format(given.to)
    sources, target = _split(_expanded(given.paths), given.output, suffix)
    if not sources or (target is None and not suffix):
        what = _("{verb} needs IN and OUT").format(verb=verb)
        raise UsageError(None, None, what, _("see {command}").format(command=f"mapper {verb} --help"))
    if target is None:
        return Asked([(one, _beside(one, suffix)) for one in sources], len(sources) == 1, suffix)
    if len(sources) == 1 and not sources[0].is_dir() and not _is_folder(target, suffix):
        return Asked([(sources[0], target)], True, _checked(target, suffix or given.usual, suffix))
    if target == files.STREAM:
        what = _("several maps do not go to standard output")
        raise UsageError(None, None, what, _("name a folder to write to"))
    if target.suffix and not target.is_dir() and not all(one.is_dir() for one in sources):
        raise UsageError(target, None, _("several maps go into a folder"), _("name a folder to write to"))
    return Asked(_into(sources, target, suffix or given.usual), False)


def _format(to: str) -> str:
    """The ending that --to means."""
    suffix = f".{to.lower().removeprefix('.')}" if to else ""
    if suffix and suffix not in FORMATS:
        what = _("Mapper writes no {suffix} files").format(suffix=suffix)
        raise UsageError(None, None, what, _("choose one of {formats}").format(formats=" ".join(FORMATS)))
    return suffix


def _expanded(paths: tuple[Path, ...]) -> list[Path]:
    """The paths, with patterns that no shell has filled in; of a pattern that fits nothing it is said so."""
    found: list[Path] = []
    for path in paths:
        if path.exists() or not has_magic(str(path)):
            found.append(path)
            continue
        fitting = sorted(Path(name) for name in glob(str(path), recursive=True))
        if not fitting:
            raise UnreadableError(path, None, _("no file fits this pattern"), _("check the name and the folder"))
        found += fitting
    return found


def _split(paths: list[Path], output: Path | None, suffix: str) -> tuple[list[Path], Path | None]:
    """What is read, and what is written: -o, else the last path; with --to only where that cannot be read."""
    if output is not None:
        return paths, output
    if not suffix:
        return (paths[:-1], paths[-1]) if len(paths) > 1 else ([], None)
    last = paths[-1] if len(paths) > 1 else None
    if last is not None and (last.is_dir() or not last.exists() or last.suffix.lower() == suffix):
        return paths[:-1], last
    return paths, None


def _is_folder(target: Path, suffix: str) -> bool:
    return target != files.STREAM and (target.is_dir() or bool(suffix and not target.suffix))


def _checked(target: Path, usual: str, suffix: str) -> str:
    """The format of a target, where its ending does not say it. Raises UsageError where the ending says another."""
    if target == files.STREAM:
        return usual
    if suffix and target.suffix.lower() != suffix:
        what = _("the ending says another format than --to")
        raise UsageError(target, None, what, _("leave out --to, or change the name"))
    return ""


def _beside(source: Path, suffix: str) -> Path:
    """Where a map goes that has no target: beside it, or to standard output when it came from standard input."""
    if source == files.STREAM:
        return source
    if source.is_dir():
        raise UsageError(source, None, _("is a folder, not a file"), _("name a folder to write to"))
    if source.suffix.lower() == suffix:
        raise UsageError(source, None, _("would be written over itself"), _("name a file to write with -o"))
    return source.with_suffix(suffix)


def _into(sources: list[Path], target: Path, suffix: str) -> list[Pair]:
    """Files and folders into a folder."""
    found: dict[Path, Path] = {}
    for source in sources:
        if source.is_dir():
            found |= {place: path for path, place in convert.folder(source, target, suffix)}
            continue
        if source.exists():
            files.make_folder(target)
        short = target / f"{source.stem if source != files.STREAM else 'map'}{suffix}"
        found[short if short not in found else short.with_name(source.name + suffix)] = source
    return [(source, place) for place, source in found.items()]
