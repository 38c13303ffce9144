"""Whether a window can be shown, and what is shown instead where none can: the example's job description."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from environment import REPOSITORY
from progress import Failed, say

START_QT = "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"
EXAMPLES = {"en": "order-to-delivery.bpmn", "da": "ordre-til-levering.bpmn"}
PRINTED = REPOSITORY / "build"


def is_named(environ: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Whether the session names a screen; only Linux has sessions without one. A chosen Qt platform is respected."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not platform.startswith("linux") or any(environ.get(name) for name in names)


def opens(python: Path) -> bool:
    """Whether Qt can really use that screen: a name may be left over from a session that is gone."""
    if not sys.platform.startswith("linux"):
        return True
    try:
        return subprocess.run([python, "-c", START_QT], capture_output=True, check=False, timeout=20).returncode == 0
    except subprocess.TimeoutExpired:
        return False


_LANGUAGE = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def default_example(environ: Mapping[str, str]) -> Path:
    """The example in the language of the session, by the variables in the order in which the program asks them."""
    wanted = next((environ[name] for name in _LANGUAGE if environ.get(name)), "")
    return REPOSITORY / "examples" / EXAMPLES["da" if wanted.startswith("da") else "en"]


def owner_of(info: Mapping[str, Any]) -> str | None:
    """The name of the first process's owner in what `mapper info --json` says; else of the first owner of anything."""
    nodes = info["nodes"]
    owners = [node["owner"] for node in nodes if node["kind"] == "process"] + [node["owner"] for node in nodes]
    names = {party["id"]: party["name"] for party in info["parties"]}
    return next((names.get(owner, owner) for owner in owners if owner), None)


def print_job_description(python: Path, file: Path) -> int:
    """Show the job description of the file's process owner in the terminal and leave it as a PDF."""
    owner = owner_of(json.loads(_mapper(python, "info", file, "--json")))
    if owner is None:
        raise Failed(f"{file.name} names no owner, so there is no job description to show; name one in the map")
    say(f"This is the job description of {owner} in {file.name}.\n")
    say(_mapper(python, "job-description", file, "--for", owner, "-o", "-").rstrip())
    PRINTED.mkdir(exist_ok=True)
    pdf = PRINTED / f"{file.stem}-job-description.pdf"
    _mapper(python, "job-description", file, "--for", owner, "-o", pdf)
    say(f"\nThe same on paper: {os.path.relpath(pdf)}")
    return 0


def _mapper(python: Path, *arguments: str | Path) -> str:
    command = [str(python), "-m", "mapper", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, check=False, env={**os.environ, "PYTHONUTF8": "1"})
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise Failed(said[-1] if said else f"mapper {arguments[0]} failed without a word")
    return done.stdout.decode("utf-8", "replace")
