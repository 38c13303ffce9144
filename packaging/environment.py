"""The checkout's own `.venv/`, made once and left alone until something that decides its contents changes.

Run on Linux. Written for macOS and Windows as well (folder and program names differ there) but not run on them here.
"""

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from progress import Failed, Progress

OLDEST = (3, 11)
REPOSITORY = Path(__file__).resolve().parents[1]
VENV = REPOSITORY / ".venv"
DECIDING = ("pyproject.toml", "constraints.txt", "setup.py")
HALF_MADE = "mapper-half-made"
STAMPS = "mapper-stamps.json"


def python(venv: Path = VENV, windows: bool = os.name == "nt") -> Path:
    """The environment's interpreter."""
    return venv / "Scripts" / "python.exe" if windows else venv / "bin" / "python"


def is_sound(venv: Path = VENV) -> bool:
    """Whether the environment was made to its end and its interpreter is still there and new enough."""
    return python(venv).exists() and not (venv / HALF_MADE).exists() and version(venv) >= OLDEST


def version(venv: Path) -> tuple[int, ...]:
    """The environment's Python version as its own note has it; () when there is none."""
    try:
        lines = (venv / "pyvenv.cfg").read_text("utf-8").splitlines()
    except OSError:
        return ()
    found = [line.partition("=")[2].strip() for line in lines if line.startswith("version")]
    return tuple(int(part) for part in found[0].split(".")[:3] if part.isdigit()) if found else ()


def fingerprint(repository: Path, venv: Path, extra: str) -> str:
    """Changes when what ought to be installed changes; also when the checkout is moved."""
    digest = hashlib.sha256(repr((str(repository), version(venv), extra)).encode())
    for name in DECIDING:
        path = repository / name
        digest.update(path.read_bytes() if path.is_file() else b"\0")
    return digest.hexdigest()


def read_stamps(venv: Path = VENV) -> dict[str, str]:
    """What was finished, by name; damaged notes count as none."""
    try:
        stamps = json.loads((venv / STAMPS).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return stamps if isinstance(stamps, dict) else {}


def stamp(name: str, value: str, venv: Path = VENV) -> None:
    """Note that something is finished."""
    (venv / STAMPS).write_text(json.dumps({**read_stamps(venv), name: value}, indent=1), "utf-8")


def is_installed(extra: str, repository: Path = REPOSITORY, venv: Path = VENV) -> bool:
    """Whether the package stands in the environment with the extra; the test extra includes the plain package."""
    stamps = read_stamps(venv)
    return any(stamps.get(f"installed:{one}") == fingerprint(repository, venv, one) for one in {extra, "test"})


def can_make_environments() -> bool:
    """Debian splits the two modules off into a package of its own."""
    return all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))


def make(progress: Progress) -> None:
    """A new environment in place of whatever stands there."""
    shutil.rmtree(VENV, ignore_errors=True)
    VENV.mkdir(parents=True)
    (VENV / HALF_MADE).touch()
    progress.run([sys.executable, "-m", "venv", str(VENV)])
    (VENV / HALF_MADE).unlink()


def install(progress: Progress, extra: str) -> None:
    """The package itself, editable, with pinned versions of all it needs.

    The build backend is installed first and used in place: an isolated build would fetch an unpinned one each time.
    """
    if subprocess.run([python(), "-m", "pip", "--version"], capture_output=True, check=False).returncode:
        make(progress)
    half_made = VENV / HALF_MADE
    half_made.touch()
    try:
        _pip(progress, "setuptools")
        _pip(progress, "--no-build-isolation", "--editable", f".[{extra}]" if extra else ".")
    except Failed:
        half_made.unlink()  # pip took its own steps back; only a killed one leaves a mess
        raise
    half_made.unlink()
    stamp(f"installed:{extra}", fingerprint(REPOSITORY, VENV, extra))


def _pip(progress: Progress, *what: str) -> None:
    command = [str(python()), "-m", "pip", "install", "--disable-pip-version-check", "-c", "constraints.txt", *what]
    progress.run(command, folder=REPOSITORY)
