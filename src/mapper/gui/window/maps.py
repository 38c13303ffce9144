"""The open maps in tabs: brought forward, marked while unsaved, closed after asking."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QMessageBox, QTabBar, QTabWidget, QWidget

from mapper.app.errors import shown_path
from mapper.app.session.session import Session, same_file
from mapper.gui.kit import ask
from mapper.gui.kit.actions import Actions
from mapper.gui.window.page import MapPage
from mapper.gui.window.statusline import Said
from mapper.model import query
from mapper.text import _

Saver = Callable[[MapPage], bool]
"""Saves a map; False when it is not saved yet, because a name is being asked for or writing failed."""


class Maps(QTabWidget):
    """`frontChanged`: another map is in front, or none. `edited`: something about a map is not as before."""

    frontChanged = Signal()
    edited = Signal()
    selectionChanged = Signal()
    toolChanged = Signal(str)
    zoomChanged = Signal(float)
    said = Signal(str)
    menuRequested = Signal(QPoint)
    closed = Signal(object)

    def __init__(self, save: Saver, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._save = save
        self.setDocumentMode(True)
        self.setTabsClosable(True)
        self.setMovable(True)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideRight)  # names differ at their beginning
        self.tabBar().setObjectName("maps")
        self.question: QMessageBox | None = None
        self.currentChanged.connect(lambda _index: self.frontChanged.emit())
        self.tabCloseRequested.connect(lambda index: self.ask_close(self.pages[index]))
        self.tabBar().installEventFilter(self)

    @property
    def page(self) -> MapPage | None:
        """The map in front, or None."""
        page = self.currentWidget()
        return page if isinstance(page, MapPage) else None

    @property
    def pages(self) -> list[MapPage]:
        """The open maps in the order of their tabs."""
        return [page for i in range(self.count()) if isinstance(page := self.widget(i), MapPage)]

    def page_of(self, path: Path | None) -> MapPage | None:
        """The page of a file, if it is open."""
        if path is None:
            return None
        return next((page for page in self.pages if page.session.path and same_file(page.session.path, path)), None)

    def add(self, session: Session, actions: Actions) -> MapPage:
        """Show a map in a new tab in front; `actions` are what keys and pad on its canvas run."""
        unused = self.page if self.page is not None and _is_untouched(self.page) else None
        page = MapPage(session, actions)
        page.changed.connect(self.edited)
        page.selectionChanged.connect(partial(self._if_in_front, page, self.selectionChanged.emit))
        page.planeChanged.connect(partial(self._if_in_front, page, self.selectionChanged.emit))
        page.canvas.toolChanged.connect(self.toolChanged)
        page.canvas.zoomChanged.connect(self.zoomChanged)
        page.canvas.message.connect(partial(self._say_of, page))
        page.canvas.menuRequested.connect(self.menuRequested)
        self.setCurrentIndex(self.addTab(page, page.title.replace("&", "&&")))
        close = self.tabBar().tabButton(self.currentIndex(), QTabBar.ButtonPosition.RightSide)
        if close is not None:
            close.setAccessibleName(_("Close {name}").format(name=session.name))
        page.canvas.setFocus()
        if unused is not None and session.path is not None:
            self.close_page(unused)
        # An open map is no garbage: walking over all of a large one takes Python a third of a second in mid-drag.
        gc.freeze()
        return page

    def ask_close(self, page: MapPage, then: Callable[[], object] = lambda: None) -> None:
        """Close a map, asking first when it has unsaved changes; `then` follows unless the user stays."""
        if not page.session.dirty:
            self.close_page(page)
            then()
            return
        self.setCurrentWidget(page)
        save, drop = partial(self._save_and_close, page, then), partial(self._drop, page, then)
        self.question = ask.unsaved(self.window(), page.session.name, save, drop)

    def close_page(self, page: MapPage, done: bool = True) -> None:
        """Take a map away without asking; what was unsaved is lost unless another window goes on with the session."""
        gc.unfreeze()
        page.leave()
        if done:
            page.session.close()
        self.removeTab(self.indexOf(page))
        self.closed.emit(page)
        page.deleteLater()

    def refresh_titles(self) -> None:
        """Bring the tabs' texts in step with the files and their marks."""
        for i, page in enumerate(self.pages):
            self.setTabText(i, page.title.replace("&", "&&"))
            self.setTabToolTip(i, shown_path(page.session.path) if page.session.path else page.session.name)

    def zoom_to(self, scale: float) -> None:
        """Show the map in front at a scale, 1.0 = 100 %."""
        if self.page is not None:
            self.page.canvas.zoom_to(scale)

    def go_to(self, id: str) -> None:
        """Select something on the map in front; scroll only when it is out of sight."""
        if self.page is not None:
            self.page.go_to(id, centre=False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A middle click on a tab closes it."""
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            index = self.tabBar().tabAt(event.position().toPoint())
            if event.button() == Qt.MouseButton.MiddleButton and index >= 0:
                self.ask_close(self.pages[index])
                return True
        return super().eventFilter(watched, event)

    def _say_of(self, page: MapPage, sentence: str) -> None:
        """What a map tells goes to the line when it is in front, and waits for it otherwise."""
        if page is self.page:
            self.said.emit(sentence)
        else:
            page.said = Said(sentence, None, sentence)

    def _if_in_front(self, page: MapPage, act: Callable[[], None]) -> None:
        if page is self.page:
            act()

    def _save_and_close(self, page: MapPage, then: Callable[[], object]) -> None:
        if self._save(page):
            self._drop(page, then)

    def _drop(self, page: MapPage, then: Callable[[], object]) -> None:
        self.close_page(page)
        then()


def _is_untouched(page: MapPage) -> bool:
    """A new map in which nothing was done makes room for the file that is opened."""
    session = page.session
    empty = query.extent(session.diagram, page.canvas.plane) is None
    return empty and session.path is None and not session.dirty and session.diagram.redo_label is None
