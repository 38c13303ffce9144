"""The window as `app.commands` sees it: the map in front, and what can be asked of its user."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Literal, ParamSpec, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from mapper.app import commands
from mapper.app.commands.context import Choice, Details, Result
from mapper.app.commands.offers import Offer
from mapper.app.formats import pictures
from mapper.app.formats.pictures import Picture
from mapper.app.session import copy_edit
from mapper.app.session.clipboard import MIME, Clip
from mapper.app.session.copy_edit import Done
from mapper.app.session.session import Session
from mapper.app.settings import Settings
from mapper.gui.kit import ask
from mapper.gui.kit.busy import Busy
from mapper.gui.window.carried import Carried
from mapper.gui.window.page import MapPage, View
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point
from mapper.model.records import Change
from mapper.text import _, ngettext

P = ParamSpec("P")


class Window(Protocol):
    """What the commands' context needs of the window."""

    settings: Settings
    busy: Busy

    @property
    def page(self) -> MapPage | None: ...
    def apply(self, settings: Settings) -> None: ...
    def add(self, session: Session) -> None: ...
    def bring(self, page: MapPage, view: View) -> None: ...
    def ask_close(self, page: MapPage) -> None: ...
    def open_part(self, name: str) -> None: ...
    def is_open(self, name: str) -> bool: ...
    def next_map(self, by: int) -> None: ...
    def next_part(self, by: int) -> None: ...
    def quit(self) -> None: ...
    def say(self, sentence: str, details: Details = None) -> None: ...
    def warn(self, sentence: str) -> None: ...


@contextmanager
def _waiting() -> Iterator[None]:
    """What goes on in it may take long, and the pointer says so."""
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QGuiApplication.restoreOverrideCursor()


class Front:
    """Implements `app.commands.Context`."""

    def __init__(self, window: Window, widget: QWidget) -> None:
        self._window = window
        self._widget = widget
        self._marks: list[tuple[MapPage, View]] = []

    @property
    def session(self) -> Session | None:
        return self._page.session if self._page is not None else None

    @property
    def plane(self) -> str | None:
        return self._page.canvas.plane if self._page is not None else None

    @property
    def selection(self) -> tuple[str, ...]:
        return self._page.canvas.selection if self._page is not None else ()

    @property
    def tool(self) -> str:
        return self._page.canvas.tool if self._page is not None else "select"

    @property
    def cursor(self) -> Point | None:
        return self._front.canvas.cursor_place()

    @property
    def middle(self) -> Point:
        return self._front.canvas.seen().center

    @property
    def clip(self) -> bytes | None:
        held = QGuiApplication.clipboard().mimeData()
        return bytes(held.data(MIME).data()) if held is not None and held.hasFormat(MIME) else None

    @property
    def clip_text(self) -> str:
        held = QGuiApplication.clipboard().mimeData()
        return held.text() if held is not None and held.hasText() else ""

    @property
    def settings(self) -> Settings:
        return self._window.settings

    def select(self, ids: Sequence[str], reveal: bool = True) -> None:
        canvas = self._front.canvas
        canvas.select(ids)
        if reveal:
            canvas.reveal_selection()

    def keep(self, clip: Clip) -> None:
        QGuiApplication.clipboard().setMimeData(Carried(partial(pictures.of_file, clip.data), clip))

    def keep_picture(self, picture: Picture) -> None:
        QGuiApplication.clipboard().setMimeData(Carried(lambda: picture))

    def use(self, tool: str) -> None:
        self._front.canvas.use_tool(tool)

    def give_up(self) -> bool:
        return self._front.canvas.mouse.cancel()

    def offer(self, title: str, offers: Sequence[Offer], then: Callable[[Offer], None]) -> None:
        self._front.canvas.offer(title, offers, self._guarded(then))

    @property
    def has_marks(self) -> bool:
        return bool(self._marks)

    def mark_place(self) -> None:
        self._marks.append((self._front, self._front.view))

    def go_back(self) -> None:
        page, view = self._marks.pop()
        self._window.bring(page, view)

    def show_plane(self, plane: str) -> None:
        self._front.show_plane(plane)

    def pan(self, dx: float, dy: float) -> None:
        self._front.canvas.pan_by(dx, dy)

    def edit_label(self, id: str) -> None:
        self._front.canvas.edit_label(id)

    def zoom(self, factor: float | None) -> None:
        canvas = self._front.canvas
        canvas.zoom_to(1.0 if factor is None else canvas.zoom * factor)

    def fit(self, ids: Sequence[str] = ()) -> None:
        canvas = self._front.canvas
        canvas.fit_selection(ids) if ids else canvas.fit()

    def labour(self, doing: str, work: Callable[[], Result], then: Callable[[Callable[[], Result]], None]) -> None:
        self._window.busy.begin(doing, work, self._guarded(then))

    def glide(self, doing: str, work: Callable[[Diagram], None]) -> None:
        page = self._front
        diagram = page.session.diagram
        then = partial(self._take_over, page, diagram.mark)
        self._window.busy.begin(_(doing), partial(copy_edit.done, diagram.records(), work), then)

    def change(self, settings: Settings) -> None:
        self._window.apply(settings)

    def show(self, session: Session) -> None:
        self._window.add(session)

    def close_map(self) -> None:
        self._window.ask_close(self._front)

    def open(self, part: str) -> None:
        self._window.open_part(part)

    def is_open(self, part: str) -> bool:
        return self._window.is_open(part)

    def turn(self, to: Literal["map", "part"], by: int) -> None:
        (self._window.next_map if to == "map" else self._window.next_part)(by)

    def quit(self) -> None:
        self._window.quit()

    def ask_open(self, then: Callable[[Sequence[Path]], None]) -> None:
        ask.files_to_open(self._widget, self.settings.folder, self._guarded(then))

    def ask_save(self, suggested: Path, suffixes: Sequence[str], then: Callable[[Path], None]) -> None:
        ask.file_to_write(self._widget, ask.beginning(self.settings.folder) / suggested, suffixes, self._guarded(then))

    def ask_table(self, then: Callable[[Path], None]) -> None:
        ask.table_to_read(self._widget, self.settings.folder, self._guarded(then))

    def ask_colour(self, present: str, then: Callable[[str], None]) -> None:
        ask.colour(self._widget, present, self._guarded(then))

    def ask(self, sentence: str, choices: Sequence[Choice]) -> None:
        answers = [(text, self._guarded(act)) for text, act in choices]
        self._front.bars.say("question", sentence, "warning", answers)

    def tell(self, sentence: str, details: Details = None) -> None:
        self._window.say(sentence, details)

    def warn(self, sentence: str) -> None:
        self._window.warn(sentence)

    def _take_over(self, page: MapPage, mark: object, found: Callable[[], Done]) -> None:
        """Show what was done to the copy of a map, if the map is still there as it was."""
        diagram = page.session.diagram
        with commands.faults_told(self):
            did = found()
            if page is self._page and diagram.mark is mark:
                self._move(page, partial(copy_edit.take_over, diagram, did))

    def _move(self, page: MapPage, work: Callable[[], None]) -> None:
        """Do work that moves things, let them glide, and say how many."""
        moved: list[Change] = []
        stop = page.session.diagram.listen(moved.extend)
        try:
            with _waiting():
                page.canvas.glide(work, self.settings.motion)
        finally:
            stop()
        count = len(moved)
        told = ngettext("{count} thing has a new place.", "{count} things have new places.", count)
        self.tell(told.format(count=count) if count else _("Nothing had to move."))

    def _guarded(self, answer: Callable[P, None]) -> Callable[P, None]:
        """What follows when the user has answered: told and taken back like a command when it fails."""

        def follow(*given: P.args, **named: P.kwargs) -> None:
            with commands.faults_told(self):
                answer(*given, **named)

        return follow

    @property
    def _page(self) -> MapPage | None:
        return self._window.page

    @property
    def _front(self) -> MapPage:
        """For what is only asked while a map is open."""
        page = self._window.page
        if page is None:
            raise LookupError("no map is open")
        return page
