"""Starts the window: the application, its fonts and colours, the maps asked for, and what a crash left behind."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

from mapper import text
from mapper.app import rescue, settings
from mapper.app.settings import Settings
from mapper.gui.kit import theme
from mapper.gui.kit.faults import Faults, told
from mapper.gui.kit.icons import application_icon
from mapper.gui.window import recovery
from mapper.gui.window.window import MainWindow
from mapper.resources import font

CUTS = ("Regular", "It", "Semibold", "SemiboldIt", "Bold")


def run(paths: Sequence[Path]) -> int:
    """Open the window with some maps and stay until it is closed; the exit status."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(application, QApplication):
        raise RuntimeError("Qt runs already, without windows")
    shell = Shell(application, settings.load())
    shell.faults.begin()
    shell.begin(paths)
    _heed_interrupts(application)
    return application.exec()


class Shell:
    """Holds the window, and builds it anew when another language is chosen."""

    def __init__(self, application: QApplication, given: Settings) -> None:
        self._application = application
        self._translator = QTranslator()
        prepare(application, given)
        self.window = self._window(given)
        self.faults = Faults(application)
        self.faults.told.connect(lambda sentence: self.window.tell_fault(sentence))
        application.styleHints().colorSchemeChanged.connect(self._follow_system)

    def begin(self, paths: Sequence[Path]) -> None:
        """Show the window, open the maps, and offer what earlier sessions left unsaved."""
        self.window.show()
        put_back: list[str] = []
        told(lambda: put_back.extend(rescue.put_back()))()  # before anybody reads them
        self.window.open(paths)
        told(lambda: recovery.offer(self.window, self.window, put_back))()

    def _window(self, given: Settings) -> MainWindow:
        if given.language != "auto":
            text.use(given.language)
        self._speak_qt()
        return MainWindow(given, self._renew)

    def _renew(self) -> None:
        """Take the open maps over into a window in the language now chosen; nothing in them changes,
        and each is seen as it was."""
        old, given = self.window, self.window.settings
        text.use(given.language)
        front = old.maps.currentIndex()
        views, panel = [page.view for page in old.maps.pages], old.panel
        self.window = self._window(given)
        self.window.setGeometry(old.geometry())
        for session in old.retire():
            self.window.add(session)
        self.window.maps.setCurrentIndex(front)
        for page, view in zip(self.window.maps.pages, views, strict=True):
            page.view = view
        if panel:
            self.window.open_part(panel)
        self.window.show()
        old.hide()
        old.deleteLater()

    def _speak_qt(self) -> None:
        """Qt's own words (file dialogs, text menus) in the window's language, where Qt ships them."""
        self._application.removeTranslator(self._translator)
        self._translator = QTranslator()
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(QLocale(text.current()), "qtbase", "_", folder):
            self._application.installTranslator(self._translator)

    def _follow_system(self) -> None:
        if self.window.settings.theme == "auto":
            self.window.dress()


def prepare(application: QApplication, given: Settings) -> None:
    """Give the application its name, sign, fonts and colours."""
    application.setApplicationName("mapper")
    application.setApplicationDisplayName("Mapper")
    application.setDesktopFileName("mapper")
    application.setWindowIcon(application_icon())
    for cut in CUTS:
        QFontDatabase.addApplicationFont(str(font(cut)))
    theme.dress(application, given.theme)


def _heed_interrupts(application: QApplication) -> None:
    """Ctrl+C in the terminal closes the window as its button would; Qt must hand over to Python now and then."""
    signal.signal(signal.SIGINT, lambda *_args: application.closeAllWindows())
    pulse = QTimer(application)
    pulse.timeout.connect(lambda: None)
    pulse.start(500)
