"""The main window: joins the parts and knows which map is in front. What the parts do stands in their own modules."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import QByteArray, QPoint, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QStackedWidget, QToolBar, QVBoxLayout, QWidget

from mapper.app import settings as store
from mapper.app.commands import Command, faults_told, file, view
from mapper.app.commands.context import Details
from mapper.app.session.session import Session
from mapper.app.settings import Settings
from mapper.gui.kit import focus, icons, theme
from mapper.gui.kit.actions import TABLE, Actions
from mapper.gui.kit.busy import Busy
from mapper.gui.kit.faults import told
from mapper.gui.kit.layouts import fitting
from mapper.gui.kit.messages import DANGER, WARNING, Bars
from mapper.gui.panels.bottom import Bottom
from mapper.gui.panels.inspector.panel import Inspector
from mapper.gui.panels.panel import Panel
from mapper.gui.window import carried, context_menu, frame
from mapper.gui.window.context import Front
from mapper.gui.window.keeping import Keeper
from mapper.gui.window.maps import Maps
from mapper.gui.window.page import MapPage, View
from mapper.gui.window.palette import Shape, Strip
from mapper.gui.window.statusline import NOTHING, StatusLine
from mapper.gui.window.tables import DIALOGS, DOCUMENTS, PANELS, VIEWS, Around, panel_commands
from mapper.gui.window.welcome import Welcome
from mapper.text import _

SMALLEST = (720, 480)


class MainWindow(QMainWindow):
    """`speak` is called when another language was chosen: the caller builds the window anew."""

    def __init__(self, settings: Settings, speak: Callable[[], None] = lambda: None) -> None:
        super().__init__()
        self.settings = settings
        self._speak = speak
        self._shown: MapPage | None = None
        self.front = Front(self, self)
        self.maps = Maps(self._save)
        self.bars, self.welcome, self.busy = Bars(), Welcome(), Busy(self)
        self.inspector, self.bottom = Inspector(), Bottom()
        self.inspector.wider = settings.growth == "width"
        self.panels: dict[str, Panel] = {row.name: row.make() for row in PANELS}
        self.commands = Actions((*TABLE, *panel_commands()), self.front, self._before, self)
        self.strip = Strip(self.commands.tools)
        self.status = StatusLine([self.commands[f"view.{id}"] for id in ("zoom_out", "zoom_in", "fit")])
        self._build()
        self._join()
        self.keeper = Keeper(self, self)
        self.refresh()

    @property
    def page(self) -> MapPage | None:
        """The map in front, or None."""
        return self.maps.page

    def open(self, paths: Iterable[Path]) -> None:
        """Open some files; what goes wrong is told in a bar."""
        with faults_told(self.front):
            file.open_paths(self.front, list(paths))

    def add(self, session: Session) -> None:
        """Bring a map to the front in a tab of its own; one that is open already is brought forward instead."""
        open_already = self.maps.page_of(session.path)
        if open_already is not None:
            session.close()
            self.maps.setCurrentWidget(open_already)
            return
        page = self.maps.add(session, self.commands)
        page.set_lens(self.settings.shown_lens)
        page.heed(self.settings)
        if session.path is not None or session.is_sample:
            self.status.tell_opened(session)

    def bring(self, page: MapPage, view: View) -> None:
        """Bring a map forward as it was seen, if it is still open."""
        if page in self.maps.pages:
            self.maps.setCurrentWidget(page)
            page.view = view

    def ask_close(self, page: MapPage) -> None:
        """Close a map, asking first when it has unsaved changes."""
        self.maps.ask_close(page)

    def retire(self) -> list[Session]:
        """Give the open maps up to a window that takes over."""
        self._commit()
        found = [page.session for page in self.maps.pages]
        for page in self.maps.pages:
            self.maps.close_page(page, done=False)
        return found

    # -- what the commands ask -------------------------------------------------------------------------------------

    def apply(self, settings: Settings) -> None:
        """Put other settings in force and keep them."""
        old, self.settings = self.settings, settings
        store.save(settings)
        if settings.theme != old.theme:
            self.dress()
        if settings.shown_lens != old.shown_lens:
            self.inspector.set_lens(settings.lens)
            for page in self.maps.pages:
                page.set_lens(settings.shown_lens)
        for page in self.maps.pages:
            page.heed(settings)
        self.inspector.wider = settings.growth == "width"
        self.keeper.set_autosave(settings.autosave)
        self.refresh()
        if settings.language != old.language:
            self._speak()

    def dress(self) -> None:
        """Take the colours of the settings, or of the system."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            theme.dress(application, self.settings.theme)
        icons.refresh(self)
        frame.ink(self.commands)
        for page in self.maps.pages:
            page.set_theme()
        self._selected()  # signs and swatches in the map's colours

    def say(self, sentence: str, details: Details = None) -> None:
        """Tell something calmly, in the status line; a press on it shows the details."""
        self.status.say(sentence, details)
        self.refresh()

    def warn(self, sentence: str) -> None:
        """Tell what was not done, in a bar above the maps."""
        self.bars.say(sentence, sentence, WARNING)

    def open_part(self, name: str) -> None:
        """Open what a row of the window's tables names; fold a panel that is open."""
        page = self.page
        if name in self.panels:
            place = list(self.panels).index(name)
            self.bottom.unfold(-1 if self.bottom.open == place else place)
        elif name in VIEWS:
            if page is not None:
                VIEWS[name](page)
        else:
            selection = page.canvas.selection if page is not None else ()
            session = page.session if page is not None else None
            told = (self.say, self.warn, self.add, self.maps.go_to)
            plane = page.canvas.plane if page is not None else None
            around = Around(self, self.settings, self.commands, session, selection, *told, plane)
            dialog = (DIALOGS | DOCUMENTS)[name](around)
            if dialog is not None:
                dialog.open()

    @property
    def panel(self) -> str:
        """Which panel below the map is unfolded; "" for none."""
        return list(self.panels)[self.bottom.open] if self.bottom.open >= 0 else ""

    def is_open(self, name: str) -> bool:
        """Whether a panel is unfolded."""
        return self.panel == name

    def next_map(self, by: int) -> None:
        """Go to the next tab, round and round."""
        self.maps.setCurrentIndex((self.maps.currentIndex() + by) % self.maps.count())

    def next_part(self, by: int) -> None:
        """Go on with the keyboard in the next part of the window."""
        page = self.page
        maps = (page.bars, page.finder, page.canvas) if page is not None else (self.welcome,)
        focus.move_focus((self.bars, *maps, self.inspector, self.bottom, self.strip), by)

    def tell_fault(self, sentence: str) -> None:
        """Tell of an error of Mapper's own, in a bar that leads to the log."""
        if sentence not in self.bars.sentences():  # a painter fails again and again; the bar stays where it is
            self.bars.say("fault", sentence, DANGER, [(_("Show the log"), partial(self.open_part, "log"))])

    def quit(self) -> None:
        """Close the window."""
        self.close()

    def refresh(self) -> None:
        """Bring actions, titles and marks in step with the maps."""
        page = self.page
        self.maps.refresh_titles()
        self.setWindowTitle(page.title if page is not None else "Mapper")
        self._show_inspector()
        self.commands.refresh()
        self.status.show_hint(self.commands.hint() if self.settings.hints else "")

    # -- Qt's own --------------------------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about each map with unsaved changes, one after the other; staying with one keeps the window."""
        event.ignore()  # an error on the way must not close it
        self._commit()
        self.busy.cancel()
        unsaved = next((page for page in self.maps.pages if page.session.dirty), None)
        if unsaved is not None:
            self.maps.ask_close(unsaved, self.close)
            return
        for page in self.maps.pages:
            self.maps.close_page(page)
        self.apply(self.settings.but(geometry=base64.b64encode(self.saveGeometry().data()).decode()))
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.source() is None and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.open([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    # -- inside ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.setAcceptDrops(True)
        self.setMinimumSize(*SMALLEST)
        for row in PANELS:
            self.bottom.add(cast(QWidget, self.panels[row.name]), _(row.text))
        self._stack = QStackedWidget()
        for widget in (self.welcome, self.maps):
            self._stack.addWidget(widget)
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bars)
        column.addWidget(self._stack, 1)
        self._middle = frame.middle(centre, self.bottom, self.inspector)
        self.setCentralWidget(self._middle)
        self._menus = menus = self.commands.fill(self.menuBar())
        self.addToolBar(Qt.ToolBarArea.TopToolBarArea, self._toolbar(menus))
        self.addToolBar(Qt.ToolBarArea.LeftToolBarArea, self.strip)
        self.setStatusBar(self.status)
        self.inspector.set_lens(self.settings.lens)
        self._recent = QMenu(_("Open recent"), self)
        frame.ink(self.commands)
        menus["File"].insertMenu(menus["File"].actions()[2], self._recent)  # behind "Open…"
        self.addActions(self.commands.everywhere)
        if self.settings.geometry:
            self.restoreGeometry(QByteArray.fromBase64(self.settings.geometry.encode()))
        else:
            self.resize(fitting(self, 1600, 960))
        self._front_changed()

    def _toolbar(self, menus: Mapping[str, QMenu]) -> QToolBar:
        """The bar above the map, with the steps to go back to on undo and redo."""
        hung = {"arrange.all": menus["Arrange"], "edit.undo": QMenu(self), "edit.redo": QMenu(self)}
        for id in ("edit.undo", "edit.redo"):
            hung[id].aboutToShow.connect(partial(self._list_steps, hung[id], id == "edit.undo"))
        return frame.toolbar(self.commands, hung, self._pull_picture)

    def _pull_picture(self) -> None:
        if self.page is not None:
            with faults_told(self.front):
                carried.drag_out(self, self.page.picture(), Path(self.page.session.name).stem)

    def _list_steps(self, menu: QMenu, back: bool) -> None:
        frame.steps_menu(menu, self.page.session.diagram if self.page is not None else None, back)

    def _before(self, row: Command) -> None:
        """Ahead of every command: what is being typed counts, what is half dragged does not when the map is about to
        change, and old warnings have been read."""
        self._commit()
        if self.page is not None:
            kept = row.id == "edit.give_up" or row.menu in view.LOOKS
            self.page.canvas.hold_still(gestures=not kept)
        self.bars.hush_all(WARNING)
        if row.menu not in {file.MENU, *view.LOOKS}:
            self._next_act()

    def _commit(self) -> None:
        """What is being typed beside the map counts."""
        self.inspector.commit()
        for panel in self.panels.values():
            panel.commit()

    def _next_act(self) -> None:
        """What was said about the last one goes."""
        self.status.rest(self.page.session if self.page is not None else None)

    def _join(self) -> None:
        self.maps.frontChanged.connect(self._front_changed)
        self.maps.edited.connect(self._next_act)
        self.maps.edited.connect(self.refresh)
        self.maps.selectionChanged.connect(self._next_act)
        self.maps.selectionChanged.connect(self._selected)
        self.maps.toolChanged.connect(self._tool_changed)
        self.maps.zoomChanged.connect(lambda scale: self.status.show_zoom(scale))
        self.maps.said.connect(self.status.say)
        self.maps.menuRequested.connect(self._offer)
        self.busy.givenUp.connect(lambda: self.status.say(_("Cancelled. Nothing was changed.")))
        self.maps.closed.connect(lambda page: self._each_panel(lambda panel: panel.forget(page.session.diagram)))
        self.strip.picked.connect(self._create)
        self.strip.dragged.connect(self._drag)
        self.status.zoomed.connect(self.maps.zoom_to)
        for panel in self.panels.values():
            told_by = ((panel.picked, self.maps.go_to), (panel.refused, self.warn), (panel.said, self.status.say),
                       (panel.asked, lambda id: self.commands[id].trigger()))  # fmt: skip
            for signal, follow in told_by:
                if signal is not None:
                    signal.connect(follow)
        self.inspector.refused.connect(self.warn)
        self.inspector.said.connect(self.status.say)
        self.bottom.unfolded.connect(lambda _open: self.commands.refresh())
        self.welcome.recent.connect(lambda name: self.open([Path(name)]))
        self.welcome.asked.connect(self._begin)
        fill = partial(frame.recent_menu, self._recent)
        self._recent.aboutToShow.connect(lambda: fill(self.settings.recent, lambda path: self.open([path])))

    def _front_changed(self) -> None:
        page = self.page
        if self._shown is not None:
            self._shown.said = self.status.said
        self._shown = page
        self.bottom.setVisible(page is not None)
        self._show_inspector()
        self._stack.setCurrentIndex(0 if page is None else 1)
        if page is None:
            self.welcome.setFocus()
        self.strip.set_open(page is not None)
        self.welcome.show_recent(self.settings.recent)
        diagram = page.session.diagram if page is not None else None
        self.inspector.show_map(diagram)
        self._each_panel(lambda panel: panel.show_map(diagram))
        self.status.show_read_only(None)
        self.status.show_zoom(page.canvas.zoom if page is not None else None)
        self.status.go_on(page.said if page is not None else NOTHING, page.session if page is not None else None)
        self._selected()

    def _each_panel(self, tell: Callable[[Panel], None]) -> None:
        for panel in self.panels.values():
            told(tell)(panel)

    def _show_inspector(self) -> None:
        self.inspector.setVisible(self.page is not None and self.settings.inspector)

    def _selected(self) -> None:
        page = self.page
        if page is not None:
            self.inspector.show_selection(page.canvas.plane, page.canvas.selection)
            self.status.show_read_only(page.canvas.why_read_only())
            self._each_panel(lambda panel: panel.mark(page.canvas.selection))
        self.refresh()

    def _offer(self, place: QPoint) -> None:
        """Show what can be done with what was clicked on, in a menu at a place of the screen."""
        page = self.page
        if page is None:
            return
        menu = QMenu(self)
        self.commands.explain(menu)
        suiting = context_menu.suiting(page.session.diagram, page.canvas.selection)
        context_menu.fill(menu, suiting, self.commands, self._menus)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.aboutToHide.connect(page.canvas.forget_click, Qt.ConnectionType.QueuedConnection)
        menu.popup(place)

    def _create(self, shape: Shape) -> None:
        if self.page is not None:
            self.page.canvas.use_tool("create", kind=shape.kind, traits=shape.traits)
            self.strip.show_tool("create", shape.kind, shape.traits)
            self.page.canvas.setFocus()  # so that Escape there puts the shape back

    def _drag(self, shape: Shape, button: QWidget) -> None:
        if self.page is not None:
            self.page.canvas.drag_from(button, shape.kind, shape.traits)

    def _tool_changed(self, tool: str) -> None:
        if tool != "create":
            self.strip.show_tool(tool)
        self.commands.refresh()

    def _save(self, page: MapPage) -> bool:
        self._commit()
        self.maps.setCurrentWidget(page)
        with faults_told(self.front):
            file.save(self.front)
        return not page.session.dirty

    def _begin(self, what: str) -> None:
        if what == "example":
            self.open([frame.example_map()])
        else:
            self.commands[f"file.{what}"].trigger()
