"""What earlier sessions left unsaved, offered once the window stands."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QWidget

from mapper.app.comparing import states
from mapper.app.errors import MapperError
from mapper.app.session.session import Session
from mapper.app.store import leftovers
from mapper.app.store.leftovers import Leftover
from mapper.gui.dialogs.kept.compare import CompareDialog
from mapper.gui.dialogs.kept.recovery import RecoveryDialog
from mapper.gui.window.maps import Maps
from mapper.text import _


class Window(Protocol):
    """What offering needs of the window."""

    maps: Maps

    def add(self, session: Session) -> None: ...
    def warn(self, sentence: str) -> None: ...
    def say(self, sentence: str) -> None: ...


def offer(window: Window, parent: QWidget, put_back: Sequence[str] = ()) -> RecoveryDialog | None:
    """Show the list of all that was left, but for what a tab offers already; None when there is nothing to show.

    put_back: sentences on files that were found half written.
    """
    found, told = leftovers.survey()
    told = [*put_back, *told]
    offered = {page.session.recoverable.file for page in window.maps.pages if page.session.recoverable is not None}
    found = [left for left in found if left.file not in offered]
    if not found and not told:
        return None
    restore, discard = partial(_restore, window), _discard
    dialog = RecoveryDialog(found, told, restore, discard, partial(_compare, window, parent), parent)
    dialog.open()
    return dialog


def _restore(window: Window, left: Leftover) -> bool:
    try:
        session = Session.recovered(left)
    except MapperError as error:
        window.warn(str(error))
        return False
    window.add(session)
    window.say(recovered(session))
    return True


def _compare(window: Window, parent: QWidget, left: Leftover) -> bool:
    """Show the map's file beside what restoring would make of it; nothing is decided by that."""
    try:
        data = Session.preview(left)
        path = left.path or Path(_("Untitled"))
        before = states.read(path) if left.path is not None and path.exists() else states.parsed(left.data, path)
        after = states.parsed(data, path)
    except MapperError as error:
        window.warn(str(error))
        return False
    names = (_("{name} on disk").format(name=path.name), _("{name} with unsaved work").format(name=path.name))
    CompareDialog((names[0], before), (names[1], after), window.warn, parent).open()
    return False


def recovered(session: Session) -> str:
    """What came back, as a sentence."""
    done, missing = session.restored
    if missing:
        said = _("Restored {name}: {done} steps, {missing} could not be read or did not fit.")
        return said.format(name=session.name, done=done, missing=missing)
    return _("Restored {name}: every one of {done} steps.").format(name=session.name, done=done)


def _discard(left: Leftover) -> bool:
    left.discard()
    return True
