"""One open map: its bars, trail, search, canvas, legend and diagram tabs. The window shows one page a tab."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mapper.app import lenses
from mapper.app.formats import pictures
from mapper.app.formats.pictures import Picture
from mapper.app.session import calls, history, type_change
from mapper.app.session.history import Selected
from mapper.app.session.session import Session
from mapper.app.settings import Settings
from mapper.bpmn import LOST
from mapper.draw.look import Lens
from mapper.gui.canvas import Canvas
from mapper.gui.kit.actions import Actions
from mapper.gui.kit.faults import told
from mapper.gui.kit.messages import WARNING, Bars
from mapper.gui.kit.theme import map_theme
from mapper.gui.panels.finder import Finder
from mapper.gui.panels.legend import Legend
from mapper.gui.panels.planes import Crumbs, PlaneTabs, roots
from mapper.gui.window.statusline import NOTHING
from mapper.model import query
from mapper.model.geometry import Point
from mapper.model.history import DO
from mapper.model.records import Change, Node
from mapper.text import _

LATER = 200
"""Milliseconds after a map is first seen until its calls are looked up."""
_REST = 120
"""Milliseconds without a change until colours are worked out anew."""


class View(NamedTuple):
    """What of a map is in sight: the diagram, what is selected on it, the scale and the place in the middle."""

    plane: str
    selection: tuple[str, ...]
    zoom: float
    middle: Point


class MapPage(QWidget):
    """Holds a session and its canvas. `changed`: the map, its file or what can be undone is not as before."""

    changed = Signal()
    selectionChanged = Signal()
    planeChanged = Signal()

    def __init__(self, session: Session, actions: Actions | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session.shown()
        diagram = session.diagram
        # Ahead of the canvas, which lets go of what a step deletes.
        self._stops = [diagram.listen(told(self._note_selection))]
        self.canvas = Canvas(diagram, first_plane(session), map_theme(), actions, self)
        self.bars = Bars(self)
        self.finder = Finder(diagram, self)
        self.crumbs = Crumbs(self)
        self.planes = PlaneTabs(self)
        self.legend = Legend(self)
        self._lens = ""
        self._tinted: Lens | bool = False
        self._seen = self._told = False
        self._renew_lens = QTimer(self, singleShot=True, interval=_REST)
        self._renew_lens.timeout.connect(self._show_lens)
        self._view: View | None = None
        self.said = NOTHING  # what the status line told last about this map
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.bars, self.crumbs, self.finder):
            column.addWidget(widget)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.legend)
        column.addWidget(self.planes)
        self._join()
        self._stops.append(diagram.listen(told(self._follow)))
        self._show_planes()
        self._tell_lost()

    @property
    def title(self) -> str:
        """The tab's text: the file's name, with a mark while anything is unsaved."""
        return f"● {self.session.name}" if self.session.dirty else self.session.name

    @property
    def view(self) -> View:
        """What is in sight; a page that has not been shown yet begins with the one it is given."""
        if self._view is not None:
            return self._view
        canvas = self.canvas
        return View(canvas.plane, canvas.selection, canvas.zoom, canvas.seen().center)

    @view.setter
    def view(self, view: View) -> None:
        self._view = view
        if self._seen:
            self._look()

    def set_lens(self, name: str) -> None:
        """Colour the steps by what a lens of `analysis.lenses` tells; "" for their own colours."""
        self._lens = name
        self._show_lens(True)

    def heed(self, settings: Settings) -> None:
        """Show what the settings say."""
        canvas = self.canvas
        canvas.set_jumps(settings.line_jumps)
        canvas.set_numbers(settings.numbers)
        canvas.set_grid(settings.grid)
        canvas.wider = settings.growth == "width"
        canvas.wheel_scrolls = settings.wheel == "scroll"
        canvas.marks_notes = settings.badges
        canvas.keeps_heads, canvas.minimap.wanted = settings.heads, settings.minimap
        canvas.refresh()

    def set_theme(self) -> None:
        """Take the map's colours that go with the window's."""
        self.canvas.set_theme(map_theme())
        self.set_lens(self._lens)

    def show_plane(self, plane: str) -> None:
        """Show another diagram of the file."""
        if plane != self.canvas.plane and plane in self.session.diagram:
            self.canvas.show_plane(plane)
            self._show_planes()
            self.planeChanged.emit()

    def go_to(self, id: str, centre: bool = True) -> None:
        """Select a record on whichever diagram it is drawn and bring it into view, or to the middle of it."""
        record = self.session.diagram.get(id)
        if record is None or record.plane is None:
            return
        self.show_plane(record.plane)
        self.canvas.select([id])
        if centre:
            self.canvas.center_on(id)
        else:
            self.canvas.reveal_selection()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._seen:
            self._seen = True
            QTimer.singleShot(LATER, self, self.find_broken)
            QTimer.singleShot(0, self, self._look)  # once the panels around have taken their room

    def picture(self) -> Picture:
        """A picture of what is selected, or else of the diagram in sight."""
        return pictures.of_part(self.session, self.canvas.selection, self.canvas.plane)

    def find_broken(self) -> None:
        """Look anew which calls and links lead nowhere: the folder may hold other maps by now."""
        nodes = [node for node in self.session.diagram.nodes() if calls.leads(self.session, node) is not None]
        self.canvas.broken = frozenset(node.id for node in nodes if calls.is_broken(self.session, node))
        self.canvas.viewport().update()

    def leave(self) -> None:
        """Stop following the map; call before the page is thrown away."""
        for stop in self._stops:
            stop()
        self.canvas.close_map()

    def _look(self) -> None:
        """The first look at the map: as it was seen before, else all of it, or its upper left part where all would be
        too small to read."""
        view, self._view = self._view, None
        if view is None:
            self.canvas.open_map()
            return
        self.show_plane(view.plane)
        self.canvas.zoom_to(view.zoom)
        self.canvas.look_at(view.middle)
        self.canvas.select(view.selection)

    def _join(self) -> None:
        self.canvas.selectionChanged.connect(self.selectionChanged)
        self.canvas.planeRequested.connect(self.show_plane)
        self.crumbs.chosen.connect(self.show_plane)
        self.planes.chosen.connect(self.show_plane)
        self.finder.found.connect(self.go_to)
        self.finder.closed.connect(self.canvas.setFocus)
        self.legend.chosen.connect(self._select_told)

    def _follow(self, changes: tuple[Change, ...]) -> None:
        if self._lens:
            self._renew_lens.start()
        if any(_may_rename_a_plane(change) for change in changes):
            self._show_planes()
        self._restore_selection()
        self.changed.emit()
        self._tell_unguarded()
        if left_out := type_change.sentence(self.session.source, changes):
            self.canvas.message.emit(left_out)

    @property
    def _selected(self) -> Selected:
        return Selected(self.canvas.plane, self.canvas.selection)

    def _note_selection(self, _changes: tuple[Change, ...]) -> None:
        """What a step began with, and, once its gesture has ended, what it left selected."""
        event = self.session.diagram.event
        if event is not None and event.how == DO:
            history.note_before(self.session.diagram, self._selected)
            QTimer.singleShot(0, self, self._note_outcome)

    def _note_outcome(self) -> None:
        event = self.session.diagram.event
        if event is not None and event.how == DO:
            history.note_after(self.session.diagram, self._selected)
            if self.canvas.commands is not None:
                self.canvas.commands.refresh("edit.undo")

    def _restore_selection(self) -> None:
        """Undo and redo bring back what was selected with the step, on the diagram where that was."""
        found = history.restored(self.session.diagram)
        if found is not None:
            self.show_plane(found.plane)
            self.canvas.select(found.ids)

    def _tell_lost(self) -> None:
        """A file that was cut off must not be taken for the whole of it."""
        for note in self.session.notes:
            if note.sort == LOST:
                where = f"{self.session.name}:{note.line}" if note.line else self.session.name
                self.bars.say("lost", f"{where}: {note.what}", WARNING)

    def _tell_unguarded(self) -> None:
        if not self.session.is_unguarded and self._told:
            self._told = False
            self.bars.hush("unguarded")
        elif self.session.is_unguarded and not self._told:
            self._told = True
            sentence = _("Edits cannot be kept safe from a crash, because the disk does not take them. Save often.")
            self.bars.say("unguarded", sentence, WARNING)

    def _show_planes(self) -> None:
        if self.canvas.plane not in self.session.diagram:  # undone or deleted while it was shown
            self.canvas.show_plane(first_plane(self.session))
        self.planes.show_planes(self.session.diagram, self.canvas.plane)
        self.crumbs.show_trail(self.session.diagram, self.canvas.plane)

    def _show_lens(self, anew: bool = False) -> None:
        """Bring colours and legend in step with the map; anew: with the theme as well."""
        diagram, name, theme, today = self.session.diagram, self._lens, map_theme(), datetime.date.today()
        tinted = lenses.lens(diagram, name, theme, today) if name else False
        if anew or tinted != self._tinted:
            self._tinted = tinted
            self.canvas.set_lens(tinted)
        if name:
            self.legend.show_entries(lenses.title(name), lenses.legend(diagram, name, theme, today), theme)
        self.legend.setVisible(bool(name))

    def _select_told(self, steps: Sequence[str]) -> None:
        drawn = [id for id in steps if (node := self.session.diagram.get(id)) and node.plane == self.canvas.plane]
        self.canvas.select(drawn)


def first_plane(session: Session) -> str:
    """The diagram that a file opens on: of those of the top level the one that shows a collaboration, or else the most;
    the first of several."""
    diagram = session.diagram
    planes = roots(diagram) or query.planes(diagram)

    def rank(plane: Node) -> tuple[bool, int]:
        shown, count = diagram.get(plane.ref), len(query.drawn_on(diagram, plane.id))
        return (count > 0 and shown is not None and shown.kind == "collaboration", count)

    return max(planes, key=rank).id


def _may_rename_a_plane(change: Change) -> bool:
    before, after = change.before, change.after
    if before is None or after is None:
        return True
    return before.name != after.name or before.kind != after.kind
