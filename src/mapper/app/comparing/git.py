"""Mapper as git's diff and merge driver for maps: git keeps the versions and brings them together, file by file.

The repository's `.gitattributes` says which files, and is shared; what is to be run for them is in each user's own git
configuration, as git wants it.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from mapper.app import files
from mapper.app.errors import MapperError, UsageError
from mapper.text import _

PATTERN = "*.bpmn"
LINE = f"{PATTERN} diff=mapper merge=mapper"


def install(folder: Path, everywhere: bool = False, remove: bool = False) -> Path:
    """Set git up (or back) for the repository around a folder, or for all of the user's; the attributes file.

    Raises UsageError outside a repository, MapperError without git, UnwritableError.
    """
    attributes = _everywhere(folder) if everywhere else _top(folder) / ".gitattributes"
    scope = "--global" if everywhere else "--local"
    for section in ("merge.mapper", "diff.mapper"):
        _git(folder, "config", scope, "--remove-section", section, check=False)
    if not remove:
        for key, value in _settings().items():
            _git(folder, "config", scope, key, value)
    _mark(attributes, remove)
    return attributes


def _settings() -> dict[str, str]:
    command = " ".join(shlex.quote(part.replace("\\", "/")) for part in _mapper())
    return {
        "merge.mapper.name": "Mapper",
        "merge.mapper.driver": f"{command} merge %O %A %B -o %A --name %P",
        "diff.mapper.command": f"{command} git show",
    }


def _mapper() -> list[str]:
    """How this very program is started."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    own = Path(sys.executable).with_name("mapper.exe" if os.name == "nt" else "mapper")
    return [str(own)] if own.exists() else [sys.executable, "-m", "mapper"]


def _top(folder: Path) -> Path:
    found = _git(folder, "rev-parse", "--show-toplevel", check=False)
    if not found:
        what = _("is not in a git repository")
        raise UsageError(folder, None, what, _("run git init there first, or add --global"))
    return Path(found)


def _everywhere(folder: Path) -> Path:
    """The user's own attributes file, which git reads for every repository."""
    found = _git(folder, "config", "--global", "--type=path", "core.attributesFile", check=False)
    if found:
        return Path(found)
    base = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(base) / "git" / "attributes"


def _mark(attributes: Path, remove: bool) -> None:
    """Have the line in the attributes file, once, or not at all; nothing else in it is touched."""
    old = attributes.read_text("utf-8", "surrogateescape") if attributes.exists() else ""
    lines = [line for line in old.splitlines() if line.strip() != LINE]
    if not remove:
        lines.append(LINE)
    new = "".join(f"{line}\n" for line in lines)
    if new == old:
        return
    if not new:
        attributes.unlink()
        return
    files.make_folder(attributes.parent)
    files.write(attributes, new.encode("utf-8", "surrogateescape"))


def _git(folder: Path, *arguments: str, check: bool = True) -> str:
    program = shutil.which("git")
    if program is None:
        raise MapperError(None, None, _("git is not installed"), _("install it, then run this again"))
    done = subprocess.run([program, "-C", str(folder), *arguments], capture_output=True, text=True, check=False)
    if check and done.returncode:
        raise MapperError(folder, None, _("git refuses: {why}").format(why=done.stderr.strip()))
    return done.stdout.strip() if not done.returncode else ""
