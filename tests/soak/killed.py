"""The window that `tests.soak.kill` ends: random gestures and saves with a moving hand, until somebody kills it.

Before and after each act that must not be lost it writes a line to a log of its own, which lies where no fault reaches.
"""

from __future__ import annotations

import errno
import itertools
import json
import os
import random
import signal
import sqlite3
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import Field, fields
from hashlib import sha256
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from mapper.app import files, report, settings
from mapper.app.session.session import Session
from mapper.gui.dialogs.kept.recovery import RecoveryDialog
from mapper.gui.main import Shell
from mapper.gui.window.page import MapPage
from mapper.model import query
from mapper.model.geometry import Point
from mapper.model.records import Record
from tests.helpers.hand import Hand
from tests.soak.calls import Call, Calls


def state(records: Iterable[Record]) -> str:
    """A fingerprint of records, the same for those that a file gives back: it holds hundredths, orders what is above
    what anew, and knows nothing of where something was copied from."""
    told = sorted(repr([record.id, *(_even(getattr(record, row.name)) for row in _told(record))]) for record in records)
    return sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()[:20]


def _told(record: Record) -> list[Field[Any]]:
    return [row for row in fields(record) if row.name not in ("z", "origin")]


def _even(value: Any) -> Any:
    if isinstance(value, float | int) and not isinstance(value, bool):
        return round(float(value), 2)
    if isinstance(value, tuple):
        return tuple(map(_even, value))
    if isinstance(value, Mapping):
        return sorted((key, _even(one)) for key, one in value.items())
    return value


class Witness:
    """Writes what is done to the log, a line each, before the next can begin."""

    def __init__(self, log: Path) -> None:
        self._out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self._serials: dict[int, int] = {}
        self._next, self._steps = itertools.count(), itertools.count()
        self._restoring = False

    def tell(self, **what: Any) -> None:
        os.write(self._out, (json.dumps(what) + "\n").encode())

    def of(self, session: Session) -> int:
        key = id(session)
        if key not in self._serials:
            self._serials[key] = next(self._next)
        return self._serials[key]

    def stand(self) -> None:
        """Stand around what is done to maps and files."""
        real_log, real_save, real_close = Session._log, Session.save, Session.close
        real_recover, real_write, real_told = Session.recover, files.write, report.unexpected

        def log(session: Session, changes: Any) -> None:
            if self._restoring:
                real_log(session, changes)
                return
            number = next(self._steps)
            self.tell(s=self.of(session), begin=number, state=state(session.diagram.records()))
            real_log(session, changes)
            self.tell(s=self.of(session), done=number, safe=not session.is_unguarded)

        def save(session: Session, *given: Any, **named: Any) -> None:
            self.tell(s=self.of(session), saving=True)
            try:
                real_save(session, *given, **named)
            except BaseException as error:
                self.tell(s=self.of(session), unsaved=repr(error))
                raise
            self.tell(s=self.of(session), saved=str(session.path), sha=session.digest)

        def close(session: Session) -> None:
            self.tell(s=self.of(session), closed=True)
            real_close(session)
            self._serials.pop(id(session), None)

        def recover(session: Session) -> None:
            self._restoring = True
            try:
                real_recover(session)
            finally:
                self._restoring = False
            self.tell(s=self.of(session), restored=state(session.diagram.records()), safe=not session.is_unguarded)

        def write(path: Path, data: bytes) -> None:
            self.tell(write=os.path.realpath(path), sha=files.digest(data))
            real_write(path, data)
            self.tell(written=os.path.realpath(path), sha=files.digest(data))

        def unexpected(error: BaseException, *given: Any, **named: Any) -> Any:
            self.tell(fault=repr(error))
            return real_told(error, *given, **named)

        Session._log, Session.save, Session.close = log, save, close  # type: ignore[method-assign]
        Session.recover = recover  # type: ignore[method-assign]
        files.write, report.unexpected = write, unexpected


class Disk:
    """What becomes of file calls: `die_at` is the number of the one that is the last, `kind` the fault that comes and
    goes."""

    def __init__(self, spec: dict[str, Any], chance: random.Random) -> None:
        self._kind, self._chance = spec.get("disk", ""), chance
        self._die_at, self._count = spec.get("die_at", 0), 0
        self._roots = [Path(root) for root in spec["roots"]]
        self._real = bool(spec.get("real"))
        self.on = False
        self._hit: tuple[str, ...] = ()

    def turn(self, on: bool) -> None:
        """The fault comes or goes: on the disk of the maps, on that of the journals, or on both."""
        if on and not self.on:
            chosen = self._chance.choice((self._roots[:1], self._roots[1:], self._roots))
            self._hit = tuple(os.path.realpath(root) for root in chosen)
        self.on = on
        if self._kind == "full" and self._real:
            self._fill(on)

    def act(self, call: Call) -> Any:
        if self._die_at and not call.name.endswith("stat"):
            self._count += 1
            if self._count >= self._die_at:
                when = self._chance.randrange(3)
                if when == 1:
                    call.part()
                elif when == 2:
                    call()
                os.kill(os.getpid(), signal.SIGKILL)
        if self.on and not self._real and call.path.startswith(self._hit):
            fault = FAULTS[self._kind](call, self._chance)
            if fault is not None:
                raise fault
        return call()

    def _fill(self, on: bool) -> None:
        filler = self._roots[0].parent / "filler"
        if not on:
            filler.unlink(missing_ok=True)
            return
        with filler.open("wb", buffering=0) as out:
            try:
                while out.write(bytes(4096)):
                    pass
            except OSError:
                pass


def _number(call: Call, number: int, text: str) -> Exception:
    if call.name.startswith("sqlite"):
        return sqlite3.OperationalError(text)
    return OSError(number, os.strerror(number))


_CHANGING = ("mkdir", "unlink", "remove", "rename", "replace", "link", "chmod", "chown", "utime", "write", "file.write",
             "file.truncate", "setxattr", "sqlite.executemany", "sqlite.executescript", "sqlite.exit")  # fmt: skip


def _changes(call: Call) -> bool:
    if call.name != "open":
        return call.name in _CHANGING
    how = call.arguments[1] if len(call.arguments) > 1 else "r"
    return bool(how & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)) if isinstance(how, int) else how.strip("btr") != ""


def full(call: Call, chance: random.Random) -> Exception | None:
    some = ("file.write", "mkdir", "sqlite.executemany", "sqlite.executescript", "sqlite.exit")
    return _number(call, errno.ENOSPC, "database or disk is full") if call.name in some else None


def fsync(call: Call, chance: random.Random) -> Exception | None:
    return _number(call, errno.EIO, "disk I/O error") if call.name in ("fsync", "fdatasync", "sqlite.exit") else None


def rename(call: Call, chance: random.Random) -> Exception | None:
    number = chance.choice((errno.EIO, errno.EACCES, errno.EBUSY))
    return _number(call, number, "") if call.name in ("rename", "replace") else None


def readonly(call: Call, chance: random.Random) -> Exception | None:
    return _number(call, errno.EROFS, "attempt to write a readonly database") if _changes(call) else None


def gone(call: Call, chance: random.Random) -> Exception | None:
    return _number(call, errno.ENOENT, "unable to open database file")


def nochmod(call: Call, chance: random.Random) -> Exception | None:
    number = chance.choice((errno.EOPNOTSUPP, errno.EINVAL, errno.EPERM))
    some = ("chmod", "fchmod", "chown", "setxattr", "listxattr", "fsync")
    return _number(call, number, "") if call.name in some else None


FAULTS: dict[str, Callable[[Call, random.Random], Exception | None]] = {
    "full": full, "fsync": fsync, "rename": rename, "readonly": readonly, "gone": gone, "nochmod": nochmod,
}  # fmt: skip


class Worker:
    """Does one random thing after the other."""

    def __init__(self, shell: Shell, chance: random.Random, witness: Witness, disk: Disk) -> None:
        self._shell, self._chance, self._witness, self._disk = shell, chance, witness, disk
        self._hand = Hand()
        self._files = sorted(disk._roots[0].glob("*.bpmn"))

    def go_on(self) -> None:
        acts: tuple[tuple[Callable[[], None], int], ...] = (
            (self.drag, 6), (self.rename, 5), (self.command, 6), (self.save, 4), (self.turn_tab, 1), (self.close, 1),
            (self.fault, 2),
        )  # fmt: skip
        while True:
            act = self._chance.choices([act for act, _ in acts], [weight for _, weight in acts])[0]
            act()
            QApplication.processEvents()

    @property
    def _page(self) -> MapPage | None:
        return self._shell.window.page

    def drag(self) -> None:
        found = self._some()
        if found is None:
            return
        canvas, node = found
        at = canvas.to_view(node.bounds.center)
        off = Point(self._chance.randint(-60, 60), self._chance.randint(-40, 40))
        self._hand.drag(canvas.viewport(), at, at + type(at)(off.x, off.y))

    def rename(self) -> None:
        found = self._some()
        if found is None:
            return
        canvas, node = found
        self._hand.double_click(canvas.viewport(), canvas.to_view(node.bounds.center))
        if canvas.editor.isVisible():
            QTest.keyClicks(canvas.editor, f"Name {self._chance.randrange(10**6)}")
            QTest.keyClick(canvas.editor, Qt.Key.Key_Return)

    def command(self) -> None:
        found = self._some()
        if found is None:
            return
        canvas, node = found
        self._hand.click(canvas.viewport(), canvas.to_view(node.bounds.center))
        which = ("edit.undo", "edit.undo", "edit.redo", "append.task", "nudge.right", "nudge.down", "edit.duplicate",
                 "edit.delete", "lane.below", "lines.tidy")  # fmt: skip
        name = self._chance.choice(which)
        action = self._shell.window.commands[name]
        if action.isEnabled():
            action.trigger()
        if canvas.editor.isVisible():
            QTest.keyClick(canvas.editor, Qt.Key.Key_Return)

    def save(self) -> None:
        page = self._page
        if page is None or page.session.path is None:
            return
        self._shell.window.commands["file.save"].trigger()
        QApplication.processEvents()
        if page.session.dirty and not page.bars.sentences():
            self._witness.tell(untold=str(page.session.path))
        for key in list(page.bars._bars):
            page.bars.hush(key)

    def turn_tab(self) -> None:
        window = self._shell.window
        if window.maps.count() < 2 or self._chance.random() < 0.3:
            window.commands["file.new"].trigger()
            window.commands["create.other"].isEnabled()
        else:
            window.next_map(1)
        page = self._page
        if page is not None and not query.steps(page.session.diagram):
            page.canvas.use_tool("create", kind="task", traits={})
            self._hand.click(page.canvas.viewport(), page.canvas.viewport().rect().center())

    def close(self) -> None:
        window, page = self._shell.window, self._page
        if page is None:
            return
        window.ask_close(page)
        QApplication.processEvents()
        box = window.maps.question
        if box is not None and _is_visible(box):
            buttons = {button.text().replace("&", ""): button for button in box.findChildren(QPushButton)}
            self._hand.click(buttons["Save" if page.session.path is not None else "Don’t save"])
        QApplication.processEvents()
        if window.maps.count() == 0:
            window.open(self._files)

    def fault(self) -> None:
        if self._disk._kind:
            self._disk.turn(not self._disk.on)

    def _some(self) -> tuple[Any, Any] | None:
        page = self._page
        if page is None or QApplication.activeModalWidget() is not None:
            return None
        canvas, diagram = page.canvas, page.session.diagram
        inside = canvas.viewport().rect().adjusted(4, 4, -4, -4)
        steps = [step for step in query.steps(diagram) if step.plane == canvas.plane and step.bounds is not None]
        seen = [step for step in steps if inside.contains(canvas.to_view(step.bounds.center).toPoint())]
        if not seen:
            canvas.fit()
            return None
        return canvas, self._chance.choice(seen)


def _is_visible(widget: Any) -> bool:
    try:
        return bool(widget.isVisible())
    except RuntimeError:
        return False


def restore(shell: Shell, witness: Witness) -> None:
    """Press Restore in the list of what was left."""
    for dialog in shell.window.findChildren(RecoveryDialog):
        Hand().click(dialog.buttons["restore"])
        if _is_visible(dialog):
            dialog.reject()
    witness.tell(over=True)


def run(spec: dict[str, Any]) -> None:
    """Work until killed."""
    chance = random.Random(spec["seed"])
    witness, disk = Witness(Path(spec["log"])), Disk(spec, chance)
    witness.stand()
    application = QApplication(sys.argv[:1])
    shell = Shell(application, settings.load().but(motion=False))
    shell.faults.begin()
    if spec.get("die_at") or (spec.get("disk") and not spec.get("real")):
        Calls(disk._roots, disk.act).begin()
    shell.begin([Path(path) for path in spec["paths"]])
    end = time.monotonic() + 0.3
    while time.monotonic() < end:
        application.processEvents()
    print("ready", flush=True)
    try:
        if spec.get("restore"):
            restore(shell, witness)
        Worker(shell, chance, witness, disk).go_on()
    except BaseException:  # the hand's own mistake, which the window would only log
        os.write(2, traceback.format_exc().encode())
        os._exit(3)


if __name__ == "__main__":
    run(json.loads(sys.argv[1]))
