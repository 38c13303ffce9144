"""Whether a window can be opened at all, found out before Qt is asked: without a screen Qt ends the program."""

from __future__ import annotations

import os
import re
import socket
import sys
from collections.abc import Mapping
from importlib.util import find_spec

from mapper.app.errors import MapperError
from mapper.text import _

_LOCAL_SCREEN = re.compile(r"(?:unix)?:(\d+)(?:\.\d+)?$")
_MISSING_LIBRARY = re.compile(r"(lib[\w.+-]+): cannot open shared object file")


def require(environ: Mapping[str, str] | None = None, platform: str = sys.platform) -> None:
    """Raises MapperError when PySide6 is not installed or there is no screen to open a window on."""
    environ = os.environ if environ is None else environ
    if find_spec("PySide6") is None:
        what = _("the window needs PySide6, which is not installed")
        raise MapperError(None, None, what, _("install PySide6-Essentials, or use a command: mapper --help"))
    if not _has_screen(environ, platform):
        what = _("there is no screen to open a window on")
        raise MapperError(None, None, what, _("start Mapper in a desktop session, or use a command: mapper --help"))


def missing(error: ImportError) -> MapperError:
    """What to tell when PySide6 is there and still cannot be loaded."""
    library = _MISSING_LIBRARY.search(str(error))
    what = _("the window cannot be loaded: {why}").format(why=library.group(1) if library else error)
    return MapperError(None, None, what, _("packaging/bootstrap.py finds and installs what is missing"))


def _has_screen(environ: Mapping[str, str], platform: str) -> bool:
    """Whether the session names a screen that answers; only Linux has sessions without one."""
    if not platform.startswith("linux") or environ.get("QT_QPA_PLATFORM"):
        return True
    if environ.get("WAYLAND_DISPLAY"):
        return True
    local = _LOCAL_SCREEN.match(environ.get("DISPLAY", ""))
    return _answers(local.group(1)) if local else bool(environ.get("DISPLAY"))


def _answers(number: str) -> bool:
    """Whether an X server listens at its usual socket: the name may be left over from a session that is gone."""
    place = f"/tmp/.X11-unix/X{number}"
    for address in (place, f"\0{place}"):
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(1)
            try:
                probe.connect(address)
            except OSError:
                continue
            return True
    return False
