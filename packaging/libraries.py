"""The system libraries that Qt expects and that no Python package carries.

What is missing is found by trying, not by a list of systems: the loader names the file it lacks, and Debian's naming
policy leads from the file to the package. Only Linux is like this; elsewhere Qt's own files are enough.

Tried on Debian 12; Ubuntu's names are the same rule, dnf, zypper and pacman are written from their manuals.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from progress import Failed, Progress

LOADER_ERROR = re.compile(r"\b(lib[\w.+-]+?\.so(?:\.[\d.]*\d)?): cannot open shared object file")
LDD_NOT_FOUND = re.compile(r"^\s*(\S+) => not found", re.MULTILINE)
START_QT = "from PySide6 import QtGui, QtWidgets; QtGui.QGuiApplication([])"
MODULES = ("QtCore", "QtGui", "QtWidgets", "QtSvg", "QtPrintSupport", "QtTest")
# Printers are of use to whoever has a screen; the offscreen platform is for tests and exports.
PLUGINS = {
    "offscreen": ("platforms/libqoffscreen.so",),
    "xcb": ("platforms/libqxcb.so", "printsupport/libcupsprintersupport.so"),
    "wayland": (
        "platforms/libqwayland.so",
        "wayland-shell-integration/libxdg-shell.so",
        "printsupport/libcupsprintersupport.so",
    ),
}
ROUNDS = 8  # a loader names one file at a time where there is no ldd

# Where a package's name does not follow from the library's (Debian policy, section 8.1).
DEBIAN_NAMES = {
    "libGLdispatch.so.0": "libglvnd0",
    "libbz2.so.1.0": "libbz2-1.0",
    "libgio-2.0.so.0": "libglib2.0-0",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgmodule-2.0.so.0": "libglib2.0-0",
    "libgobject-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libharfbuzz.so.0": "libharfbuzz0b",
    "libjpeg.so.62": "libjpeg62-turbo",
    "libz.so.1": "zlib1g",
}
# Fedora and openSUSE install by the file that is provided; Arch has one package that needs all of them.
OTHER_MANAGERS = {"dnf": "dnf install", "zypper": "zypper install", "pacman": "pacman -S qt6-base"}


def platforms(environ: Mapping[str, str]) -> list[str]:
    """Qt's platform plugins that will be used: always the one without a screen, which tests and exports use."""
    names = ["offscreen"]
    names += ["xcb"] if environ.get("DISPLAY") else []
    names += ["wayland"] if environ.get("WAYLAND_DISPLAY") else []
    return names


def missing_in(text: str) -> set[str]:
    """The library files that a loader's or ldd's output says are missing.

    >>> sorted(missing_in("ImportError: libEGL.so.1: cannot open shared object file: No such file or directory"))
    ['libEGL.so.1']
    """
    return {*LOADER_ERROR.findall(text), *LDD_NOT_FOUND.findall(text)}


def debian_candidates(soname: str) -> list[str]:
    """Packages that may carry the library, the newest name first (since 2024 some end in t64).

    >>> debian_candidates("libxkbcommon-x11.so.0")
    ['libxkbcommon-x11-0t64', 'libxkbcommon-x11-0']
    """
    name = DEBIAN_NAMES.get(soname)
    if name is None:
        stem, _, number = soname.partition(".so")
        stem = stem.lower().replace("_", "-")
        number = number.lstrip(".")
        name = f"{stem}-{number}" if stem[-1].isdigit() and number else f"{stem}{number}"
    return [f"{name}t64", name]


def offered(policy: str) -> set[str]:
    """The packages that `apt-cache policy` knows and can install."""
    blocks = re.findall(r"^(\S+):\n(?: .*\n)*? +Candidate: (.+)$", policy, re.MULTILINE)
    return {name for name, candidate in blocks if candidate != "(none)"}


def provide(progress: Progress, python: Path, environ: Mapping[str, str] = os.environ) -> None:
    """Install what Qt lacks, if anything. Raises Failed with the line to type where that needs somebody's password."""
    if not sys.platform.startswith("linux"):
        return
    lacking: set[str] = set()
    for _ in range(ROUNDS):
        found = missing(python, environ)
        if not found:
            return
        if found <= lacking:
            break
        lacking = found
        install_debian(progress, *(debian_candidates(soname) for soname in sorted(found)), sonames=sorted(found))
    raise Failed(f"Qt still lacks {', '.join(sorted(lacking))} after an installation; {advice(sorted(lacking))}")


def missing(python: Path, environ: Mapping[str, str]) -> set[str]:
    """Library files that Qt lacks: all at once by ldd, and then by really starting it."""
    wanted = platforms(environ)
    found = _by_ldd(python, wanted)
    for platform in wanted if not found else ():
        found |= _by_starting(python, platform, environ)
    return found


def install_debian(progress: Progress, *choices: list[str], sonames: Sequence[str] = ()) -> None:
    """Install the first offered package of each choice. Raises Failed where apt or the right to use it is missing."""
    apt = may_use_apt()
    if apt is None:
        names = " ".join(dict.fromkeys(_offered_first(choice) for choice in choices))
        lacking = f"Qt lacks {', '.join(sonames)}; " if sonames else ""
        raise Failed(lacking + advice(sonames, names))
    packages = _choose(choices)
    if None in packages:
        progress.run([*apt, "update"])
        packages = _choose(choices)
    unknown = [choice[-1] for choice, package in zip(choices, packages, strict=True) if package is None]
    if unknown:
        raise Failed(f"apt knows no package named {' or '.join(unknown)}; install it by hand and run this again")
    names_found = dict.fromkeys(package for package in packages if package)
    progress.run([*apt, "install", "-y", "--no-install-recommends", *names_found])


def may_use_apt() -> list[str] | None:
    """How apt-get can be run without asking anybody; None where it cannot."""
    if not shutil.which("apt-get"):
        return None
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    if os.geteuid() == 0:
        return quiet
    return ["sudo", "-n", *quiet] if shutil.which("sudo") and _succeeds("sudo", "-n", "true") else None


def advice(sonames: Iterable[str], debian: str = "") -> str:
    """The one line to type."""
    if debian and shutil.which("apt-get"):
        return f"type: sudo apt-get install {debian}"
    for program, command in OTHER_MANAGERS.items():
        if shutil.which(program):
            files = "" if program == "pacman" else " ".join(f"'{name}()(64bit)'" for name in sonames)
            return f"type: sudo {command} {files}".rstrip()
    return f"install the packages with {', '.join(sonames) or debian}, and run this again"


def _by_ldd(python: Path, wanted: list[str]) -> set[str]:
    ldd = shutil.which("ldd")
    if ldd is None:
        return set()
    package = next(python.parents[1].glob("lib/python*/site-packages/PySide6"), None)
    if package is None:
        return set()
    files = [package / f"{name}.abi3.so" for name in MODULES]
    files += [package / "Qt" / "plugins" / plugin for platform in wanted for plugin in PLUGINS[platform]]
    return missing_in(_output([ldd, *(str(file) for file in files if file.exists())], os.environ))


def _by_starting(python: Path, platform: str, environ: Mapping[str, str]) -> set[str]:
    chosen = {**environ, "QT_QPA_PLATFORM": platform, "QT_DEBUG_PLUGINS": "1"}
    return missing_in(_output([str(python), "-c", START_QT], chosen))


def _choose(choices: Iterable[list[str]]) -> list[str | None]:
    names = [name for choice in choices for name in choice]
    known = offered(_output(["apt-cache", "policy", *names], {**os.environ, "LC_ALL": "C"}))
    return [next((name for name in choice if name in known), None) for choice in choices]


def _offered_first(choice: list[str]) -> str:
    return (_choose([choice])[0] if shutil.which("apt-cache") else None) or choice[-1]


def _output(command: list[str], environ: Mapping[str, str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", env=dict(environ), check=False)
    return done.stdout + done.stderr


def _succeeds(*command: str) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
