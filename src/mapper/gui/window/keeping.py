"""Keeps open maps and their files in step: what other programs do to a file is noticed, who else edits it is told,
and, where that is wished, maps are saved by themselves."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer
from PySide6.QtWidgets import QWidget

from mapper.app import files
from mapper.app.comparing import states
from mapper.app.comparing.words import Words
from mapper.app.errors import MapperError
from mapper.app.session.session import Session
from mapper.app.settings import Settings
from mapper.bpmn import Unreadable
from mapper.compare.merge import Choices
from mapper.gui.dialogs.kept.compare import CompareDialog
from mapper.gui.dialogs.kept.merge import MergeDialog
from mapper.gui.kit.messages import WARNING
from mapper.gui.window.maps import Maps
from mapper.gui.window.page import MapPage
from mapper.text import _, clock, current

SOON = 250
"""Milliseconds after a change until a file is looked at: a program writes more than once."""

NOW_AND_THEN = 20_000
"""Milliseconds between looks at what no watcher tells: files on other machines, who took over."""

OUTSIDE, RIVAL, AUTOSAVE = "outside", "rival", "autosave"


class Window(Protocol):
    """What keeping needs of the window."""

    settings: Settings
    maps: Maps

    def refresh(self) -> None: ...
    def warn(self, sentence: str) -> None: ...
    def say(self, sentence: str) -> None: ...


class Keeper(QObject):
    """Watches the files of the open maps."""

    def __init__(self, window: Window, widget: QWidget) -> None:
        super().__init__(widget)
        self._window, self._widget = window, widget
        self._told: dict[MapPage, tuple[str, str | None]] = {}
        self._rivals: set[MapPage] = set()
        self._looks: dict[Path, tuple[tuple[int, int, int], str | None]] = {}
        self._watcher = QFileSystemWatcher(self)
        self._soon, self._often, self._autosave = QTimer(self), QTimer(self), QTimer(self)
        self._watcher.fileChanged.connect(lambda _name: self._soon.start())
        self._watcher.directoryChanged.connect(lambda _name: self._soon.start())
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self.look)
        self._often.timeout.connect(self.look)
        self._often.start(NOW_AND_THEN)
        self._autosave.timeout.connect(self.save_all)
        window.maps.frontChanged.connect(self.follow)
        window.maps.edited.connect(self.follow)
        window.maps.closed.connect(self._forget)
        self.set_autosave(window.settings.autosave)

    def set_autosave(self, seconds: int) -> None:
        """Save every so many seconds; 0 for never."""
        self._autosave.stop()
        if seconds > 0:
            self._autosave.start(max(seconds, 5) * 1000)

    def follow(self) -> None:
        """Watch the files of the maps that are open now, and tell who else edits one."""
        paths = [page.session.path for page in self._window.maps.pages]
        wanted = {str(one) for path in paths if path is not None for one in (path, path.parent)}
        watched = {*self._watcher.files(), *self._watcher.directories()}
        if watched - wanted:
            self._watcher.removePaths(sorted(watched - wanted))
        come = sorted(name for name in wanted - watched if name.isprintable() and Path(name).exists())
        if come:
            self._watcher.addPaths(come)
        for page in self._window.maps.pages:
            if page.session.rival is not None and page not in self._rivals:
                self._tell_rival(page)

    def look(self) -> None:
        """Hold what the files of the open maps hold against what was read of them."""
        for page in self._window.maps.pages:
            path = page.session.path
            if path is None:
                continue
            held = self._digest(path)
            state = "same" if held == page.session.digest else "gone" if held is None and not path.exists() else "other"
            if (state, held) != self._told.get(page, ("same", held)):
                self._told[page] = (state, held)
                self._tell(page, state)
        self.follow()

    def save_all(self) -> None:
        """Save every map that has a file and unsaved changes; what stands against it is told once."""
        for page in self._window.maps.pages:
            session = page.session
            if session.path is None or not session.dirty or session.repaired or session.diagram.in_transaction:
                continue
            try:
                session.save()
            except MapperError as error:
                page.bars.say(AUTOSAVE, _("Not saved by itself: {why}").format(why=error), WARNING)
            else:
                page.bars.hush(AUTOSAVE)
                self._window.refresh()

    # -- other programs ------------------------------------------------------------------------------------------------

    def _digest(self, path: Path) -> str | None:
        """The fingerprint of a file, read anew only when its place, size or time are others."""
        try:
            stat = path.stat()
        except OSError:
            return None
        mark = (stat.st_ino, stat.st_size, stat.st_mtime_ns)
        known = self._looks.get(path)
        if known is None or known[0] != mark:
            known = self._looks[path] = (mark, files.digest_on_disk(path))
        return known[1]

    def _tell(self, page: MapPage, state: str) -> None:
        name = page.session.name
        if state == "same":
            page.bars.hush(OUTSIDE)
        elif state == "gone":
            sentence = _("{name} was moved or deleted by another program. Saving writes it anew.").format(name=name)
            page.bars.say(OUTSIDE, sentence, WARNING)
        else:
            merge = [(_("Merge"), partial(self.merge, page))] if page.session.dirty else []
            choices = [
                (_("Reload"), partial(self.reload, page)), (_("Keep mine"), partial(self._keep_mine, page)),
                (_("Compare"), partial(self.compare, page)), *merge,
            ]  # fmt: skip
            sentence = _("{name} was changed by another program.").format(name=name)
            page.bars.say(OUTSIDE, sentence, WARNING, choices)

    def reload(self, page: MapPage) -> None:
        """Take what the file holds; undo leads back to what was."""
        held = self._held(page)
        if held is None:
            return
        try:
            page.session.adopt(held, held, _("Reload"))
        except MapperError as error:
            self._window.warn(str(error))
            return
        self._settled(page, _("Reloaded {name}; undo leads back.").format(name=page.session.name))

    def compare(self, page: MapPage) -> None:
        """Show how the map and its file differ; the question stays."""
        self._told.pop(page, None)
        held, session = self._held(page), page.session
        if held is None or session.path is None:
            return
        try:
            theirs, mine = (states.parsed(data, session.path) for data in (held, session.data()))
        except MapperError as error:
            self._window.warn(str(error))
            return
        names = (_("{name} here").format(name=session.name), _("{name} on disk").format(name=session.name))
        CompareDialog((names[0], mine), (names[1], theirs), self._window.warn, self._widget).open()
        self._tell(page, "other")

    def merge(self, page: MapPage) -> None:
        """Bring what was done here and there together; where both did something else, the user chooses."""
        held, session = self._held(page), page.session
        if held is None or session.path is None:
            return
        try:
            base, mine, theirs = (
                states.parsed(data, session.path) for data in (session.source.data, session.data(), held)
            )
            found = states.merged(base, mine, theirs)
        except (MapperError, Unreadable) as error:
            self._window.warn(str(error))
            return

        def then(choices: Choices) -> None:
            try:
                data = states.merged(base, mine, theirs, choices).data if choices else found.data
                session.adopt(data, held, _("Merge"))
            except (MapperError, Unreadable) as error:
                self._window.warn(str(error))
            else:
                self._settled(page, _("Merged {name}; save it to keep that.").format(name=session.name))

        if not found.conflicts:
            then(frozenset())
            return
        self._told.pop(page, None)
        MergeDialog(found.conflicts, Words(base, theirs, mine), then, self._widget).open()
        self._tell(page, "other")

    def _keep_mine(self, page: MapPage) -> None:
        page.session.keep_mine()
        self._settled(page, _("What the other program wrote is kept as a version when you save."))

    def _settled(self, page: MapPage, sentence: str) -> None:
        self._told.pop(page, None)
        page.bars.hush(OUTSIDE)
        self._window.say(sentence)
        self._window.refresh()

    def _held(self, page: MapPage) -> bytes | None:
        path = page.session.path
        held = files.on_disk(path) if path is not None else None
        if held is None and path is not None:
            self._window.warn(_("{name} is not there any more.").format(name=path.name))
        return held

    def _forget(self, page: MapPage) -> None:
        self._told.pop(page, None)
        self._rivals.discard(page)
        self.follow()

    # -- other people --------------------------------------------------------------------------------------------------

    def _tell_rival(self, page: MapPage) -> None:
        rival = page.session.rival
        if rival is None:
            return
        self._rivals.add(page)
        who, since = rival.name or _("Somebody"), clock(rival.when, current())
        said = _("{who} edits {name} on {machine} since {time}. Look at it, or take over.")
        sentence = said.format(who=who, name=page.session.name, machine=rival.machine, time=since)
        page.bars.say(RIVAL, sentence, WARNING, [(_("Take over"), partial(_take_over, page.session))])


def _take_over(session: Session) -> None:
    session.take_over()
