"""Faults of Mapper's own, wherever they come up: logged, told, and what was half done taken back.

Qt has no caller that could be told: an error in an event handler, a slot, a timer or a painter goes to Python's hook,
one in a thread to that of the threads, Qt's own complaints to its message handler. `Faults` stands at all of them.
`boundary` stands around what may change a map, and takes it back.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler

from mapper.app import log, report
from mapper.app.commands import take_back
from mapper.model.diagram import Diagram

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class Faults(QObject):
    """Stands at every hook from `begin` to `end`. `told`: one sentence for the user, in the thread of the window."""

    told = Signal(str)

    _heard = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before: tuple[Any, Any, Any] | None = None
        self._telling = False
        # Queued: what failed may be in the middle of painting, and a bar would paint again.
        self._heard.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def begin(self) -> None:
        """Stand at the hooks."""
        log.begin()
        if self._before is None:
            self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
            sys.excepthook = self._hook
            threading.excepthook = lambda given: self.hear(given.exc_value)
            sys.unraisablehook = lambda given: self.hear(given.exc_value)
            qInstallMessageHandler(_note)

    def end(self) -> None:
        """Leave the hooks to whoever stood there before."""
        if self._before is not None:
            sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
            self._before = None
            qInstallMessageHandler(None)

    def hear(self, error: BaseException | None) -> None:
        """Take a fault from any thread."""
        if error is None or isinstance(error, KeyboardInterrupt | SystemExit):
            return
        sentence = str(report.unexpected(error))
        try:
            self._heard.emit(sentence)
        except RuntimeError:  # the window is gone; the log has it
            return

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self.hear(error)

    def _tell(self, sentence: str) -> None:
        if self._telling:
            return  # telling it failed; it is in the log
        self._telling = True
        try:
            self.told.emit(sentence)
        finally:
            self._telling = False


@contextmanager
def boundary(diagram: Diagram, rest: Callable[[], object] = lambda: None) -> Iterator[None]:
    """Around what an event does: an error in it is handed to the hook, and the map is as before.

    rest: puts away what was half done beside the map, such as a gesture.
    """
    mark = diagram.mark
    try:
        yield
    except Exception as error:
        take_back(diagram, mark)
        hand_over(error)
        try:
            rest()
        except Exception as other:
            hand_over(other)


def told(follow: Callable[..., object]) -> Callable[..., None]:
    """A listener to a map whose error must not spoil the edit that it hears of: handed to the hook instead."""

    def listener(*given: Any) -> None:
        try:
            follow(*given)
        except Exception as error:
            hand_over(error)

    return listener


def hand_over(error: Exception) -> None:
    """Give an error to whoever stands at the hook."""
    sys.excepthook(type(error), error, error.__traceback__)


def _note(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """What Qt itself complains of is for the log: a user can do nothing about it."""
    log.log.log(_LEVELS.get(kind, logging.WARNING), "Qt: %s", message)
