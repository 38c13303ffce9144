"""The sheet on the screen: paints one diagram, follows the map's changes, and holds what floats over it.

It knows the selection but no tools and no edit verbs; `view` adds those.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from mapper.app.commands import offers
from mapper.app.commands.offers import Offer
from mapper.app.session import arrange
from mapper.draw.look import Lens
from mapper.draw.theme import Theme
from mapper.edit.effects import readonly
from mapper.edit.effects.rules import Refusal
from mapper.gui.canvas.picture import animation, overlay, paper
from mapper.gui.canvas.picture.camera import Camera, qrect
from mapper.gui.canvas.picture.heads import Heads
from mapper.gui.canvas.picture.scene import BLEED, FAR, Scene
from mapper.gui.canvas.picture.tiles import Tiles
from mapper.gui.canvas.popup import pad_place
from mapper.gui.canvas.popup.minimap import Minimap
from mapper.gui.canvas.popup.name_editor import LabelEditor, label_place
from mapper.gui.canvas.popup.pad import Pad
from mapper.gui.canvas.popup.quick_menu import QuickMenu
from mapper.gui.kit.actions import Actions
from mapper.gui.kit.faults import hand_over, told
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect, bounding, centered
from mapper.model.kinds import LANE, POOL, SUBPROCESS
from mapper.model.records import Change, Node, Record
from mapper.text import _
from mapper.tools.pointer import Preview

READABLE = 0.5
"""Below this scale the view goes nearer before a record is brought to the middle."""


IDLE, PAUSE = 300, 30
"""Milliseconds after an edit before work for later begins, and between two pieces of it."""


class Board(Camera):
    """One diagram on the screen."""

    selectionChanged = Signal()
    message = Signal(str)  # one short sentence for the status line
    planeRequested = Signal(str)  # id of the diagram to open: one went down into a sub-process

    def __init__(
        self, diagram: Diagram, plane: str, theme: Theme, actions: Actions | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.diagram, self.plane, self.theme = diagram, plane, theme
        self.map = Scene(diagram, plane, theme)
        self.shown = overlay.Shown()
        self.editor = LabelEditor(self.viewport(), theme)
        self.menu = QuickMenu(self.viewport(), theme)
        self.pad = Pad(self.viewport(), theme, actions)
        self.naming_onto: object = None
        self._tiles = Tiles(self._paint_map)
        self.minimap = Minimap(self.viewport(), theme, self._paint_map)
        self.minimap.asked.connect(self.look_at)
        self.heads = Heads(diagram, plane)
        self.keeps_heads = True
        self._glide = animation.Glide(self.viewport().update, self)
        self._paper = paper.EMPTY
        self._dotted = True
        self.wider = False
        """Whether a step grows in width with its name, rather than in height."""
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self.viewport().update)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self._catch_up)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setFocusProxy(self)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(_("Map"))
        self.menu.closed.connect(self.refresh)
        self.pad.released.connect(self._place_floating)
        self._stop = diagram.listen(self._heed)
        self._look_anew()
        self.open_map()

    def close_map(self) -> None:
        """Stop following the map; call before the widget is thrown away. Twice does no harm."""
        stop, self._stop = self._stop, _nothing
        stop()

    # -- what is shown ---------------------------------------------------------------------------------------------

    def show_plane(self, plane: str) -> None:
        """Show another diagram of the same file."""
        self.editor.abandon()
        self._glide.stop()
        self.plane = plane
        self.map = Scene(self.diagram, plane, self.theme, self.map.lens, self.map.jumps,
                         self.map.numbered)  # fmt: skip
        self.heads = Heads(self.diagram, plane)
        self.select(())
        self._look_anew()
        self.open_map()

    def open_map(self) -> None:
        """The first look at the diagram; at an empty one in full size."""
        self.open_at(self.map.places.whole() or centered(paper.EMPTY.center, 1, 1))

    def set_theme(self, theme: Theme) -> None:
        """Other colours."""
        self.theme = theme
        self.map.restyle(theme, self.map.lens)
        self.editor.set_theme(theme)
        self.pad.set_theme(theme)
        self.minimap.set_theme(theme)
        self.menu.set_theme(theme)
        self._look_anew()

    def set_lens(self, lens: Lens | bool) -> None:
        """Colours by owner, by something else that is told of the steps, or not."""
        self.map.restyle(self.theme, lens)
        self._look_anew()

    def set_jumps(self, on: bool) -> None:
        """Lines jump over those they cross, or not."""
        if on != self.map.jumps:
            self.map.set_jumps(on)
            self._look_anew()

    def set_numbers(self, on: bool) -> None:
        """Steps carry their numbers, or not."""
        if on != self.map.numbered:
            self.map.set_numbers(on)
            self._look_anew()

    def set_grid(self, on: bool) -> None:
        """Dots on the paper, or not."""
        if on != self._dotted:
            self._dotted = on
            self._look_anew()

    def fit(self) -> None:
        """Show everything."""
        self.fit_to(self.map.places.whole() or paper.EMPTY)

    def fit_selection(self, ids: Iterable[str]) -> None:
        """Show some things as large as fits, at most twice their size."""
        if box := bounding(b for id in ids if (b := self.map.places.box(id)) is not None):
            self.fit_to(box, 2.0)

    def glide(self, work: Callable[[], None], animated: bool) -> None:
        """Do work that moves much of the map; its shapes glide to their new places. The view stays, unless the map has
        gone out of it, or was all in it and no longer is."""
        before = animation.boxes(self.map) if animated and animation.wanted() and self.isVisible() else {}
        had_all = self._sees(self.map.places.whole())
        work()
        whole = self.map.places.whole()
        if whole is not None and (not self.seen().meets(whole) or (had_all and not self._sees(whole))):
            self.fit()
        after = animation.boxes(self.map) if before else {}
        self._glide.begin(before if before != after else {})

    def center_on(self, id: str) -> None:
        """Bring a record to the middle, large enough to read."""
        box = self.map.places.box(id)
        if box is not None:
            if self.zoom < READABLE:
                self.zoom_to(1.0)
            self.look_at(box.center)

    def reveal_selection(self) -> None:
        """Scroll as little as needed to see what is selected."""
        if box := bounding(b for id in self.selection if (b := self.map.places.box(id)) is not None):
            self.reveal(box)

    def reveal_place(self, place: Point) -> None:
        """Scroll as little as needed to see a place."""
        self.reveal(centered(place, 1, 1))

    # -- selection -------------------------------------------------------------------------------------------------

    @property
    def selection(self) -> tuple[str, ...]:
        """Ids of what is selected, in the order it was."""
        return self.shown.selection

    def select(self, ids: Iterable[str]) -> None:
        """Make this the selection, as far as it is on the diagram."""
        chosen = tuple(id for id in dict.fromkeys(ids) if id in self.map.places)
        changed = chosen != self.shown.selection
        self.shown.foreseen = None
        self.shown.selection = chosen
        self.refresh()
        if changed:
            self.setAccessibleDescription(offers.named(self.diagram, chosen))
            self.selectionChanged.emit()

    def select_all(self) -> None:
        """Select everything on the diagram."""
        self.select(record.id for record in query.drawn_on(self.diagram, self.plane))

    def only(self) -> Record | None:
        """The one record that is selected; None for none or several."""
        return self.diagram.get(self.selection[0]) if len(self.selection) == 1 else None

    def opens(self, id: str) -> bool:
        """Whether a diagram beside this one shows what something holds, or may: a closed sub-process gets it when one
        goes in, unless the map is only shown."""
        record = self.diagram.get(id)
        closed = isinstance(record, Node) and record.family == SUBPROCESS and not record.trait("expanded")
        there = query.inner_plane(self.diagram, id, self.plane) is not None
        return there or (closed and self.why_read_only() is None)

    def open_inside(self, id: str) -> str:
        """The diagram that shows what something holds."""
        return arrange.inside(self.diagram, id, self.plane)

    def offer(self, title: str, offered: Sequence[Offer], then: Callable[[Offer], object]) -> None:
        """Let the user choose by typing, beside what is selected."""
        box = self.map.places.box(self.selection[0]) if self.selection else None
        shown = self.viewportTransform().mapRect(qrect(box or self.seen()))
        place = QPoint(round(shown.right()) + 16, round(shown.top())) if box else shown.center().toPoint()
        self.menu.open(title, offered, place, then)
        self.refresh()

    # -- labels ----------------------------------------------------------------------------------------------------

    def edit_label(self, id: str) -> None:
        """Open the text field over a record's label."""
        record = self.diagram.get(id)
        box = self.map.places.box(id)
        if record is None or box is None:
            return
        if self.selection != (id,):
            self.select([id])
        if self.tell_read_only():
            return
        if record.family not in (POOL, LANE):
            self.reveal(box.union(label_place(record, self.map.places.sizes)))
        # The name of something new belongs to the step that made it: one undo takes back both.
        self.naming_onto = self.diagram.mark if not record.name and self.diagram.has_just_made(id) else None
        self.shown.editing = id
        self.editor.begin(record, self, self.map.places.sizes)
        self.refresh()

    def why_read_only(self) -> Refusal | None:
        """Why the selection, or all of the diagram, is only shown; None when it can be edited."""
        return readonly.first(self.diagram, self.plane, self.selection)

    def tell_read_only(self) -> bool:
        """Say why nothing can be edited here; False when it can."""
        refusal = self.why_read_only()
        if refusal is not None:
            self.message.emit(_(refusal.reason))
        return refusal is not None

    # -- showing ---------------------------------------------------------------------------------------------------

    def preview(self, preview: Preview | None) -> None:
        """Show what a gesture would do; None: it is over."""
        self.shown.preview = preview
        self.refresh()

    def refresh(self) -> None:
        """Bring pad, faded originals and screen in line with the selection and the gesture."""
        preview = self.shown.preview
        busy = preview is not None or self.menu.isVisible() or self.zoom < FAR
        if not self.selection or busy or not self.offers_pad() or self.why_read_only() is not None:
            self.pad.hide()
        else:
            self.pad.setVisible(self.pad.offer())
        self._fade(frozenset(preview.stale) if preview is not None else frozenset())
        self._place_floating()
        self.viewport().update()

    def offers_pad(self) -> bool:
        """Whether the context pad is wanted now."""
        return True

    # -- painting --------------------------------------------------------------------------------------------------

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        if self._glide.on:
            seen = self.seen()
            paper.paint(painter, seen, self.zoom, self.theme, self._dotted)
            self._glide.paint(painter, self.map, seen)
            return
        painter.save()
        painter.resetTransform()
        painter.fillRect(self.viewport().rect(), QColor(self.theme.paper))
        if not self._tiles.draw(painter, self.viewport().size(), self.viewportTransform(), self.devicePixelRatioF()):
            self._again.start(0)
        painter.restore()

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        painter.save()
        painter.resetTransform()
        where, size = self.viewportTransform(), self.viewport().size()
        overlay.paint(painter, self.map, self.shown, where, size)
        if self.keeps_heads:
            self.heads.paint(painter, self.theme, where, size)
        painter.restore()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._place_floating()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_floating()

    # -- inside ----------------------------------------------------------------------------------------------------

    def _look(self, scale: float, fixed: Point, place: QPointF) -> None:
        super()._look(scale, fixed, place)
        self._place_floating()

    def _place_floating(self) -> None:
        self.editor.follow(self)
        size = self.viewport().size()
        self.pad.rim = self.heads.rim(self.viewportTransform(), size) if self.keeps_heads else QPointF()
        self.minimap.follow(self.seen(), self.map.places.whole(), Rect(0, 0, size.width(), size.height()))
        # A press on the bar ends what is being typed; the bar must not slip away before the release.
        held = self.pad.underMouse() and QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if self.pad.isVisible() and not held and (area := pad_place.area(self.map, self, self.selection)) is not None:
            crowd = partial(pad_place.crowd, self.map, self)
            level, of = pad_place.is_box(self.only()), (self.selection, self.zoom)
            self.pad.stand_beside(area[0], crowd, area[1], level, of)

    def _sees(self, area: Rect | None) -> bool:
        """Whether all of an area is in view."""
        return area is not None and self.seen().union(area) == self.seen()

    def _heed(self, changes: tuple[Change, ...]) -> None:
        """Follow the map; where that fails, begin anew, so that what is seen is what the map holds."""
        try:
            self._follow(changes)
        except Exception as error:
            hand_over(error)
            told(self._begin_anew)()

    def _begin_anew(self) -> None:
        self.map = Scene(self.diagram, self.plane, self.theme, self.map.lens, self.map.jumps,
                         self.map.numbered)  # fmt: skip
        self._look_anew()
        self.select(self.selection)

    def _follow(self, changes: tuple[Change, ...]) -> None:
        areas = self.map.follow(changes)
        self.heads.follow(changes)
        self._fit_paper()
        self._spoil(areas)
        if self.editor.id is not None and self.editor.id not in self.map.places:
            self.editor.abandon()
        self.select(self.selection)

    def _fade(self, ids: frozenset[str]) -> None:
        """Let originals stand back while they are dragged."""
        changed = ids ^ self.map.faint
        self.map.faint = ids
        self._spoil(box.grown(BLEED) for id in changed if (box := self.map.places.box(id)) is not None)

    def _spoil(self, areas: Iterable[Rect]) -> None:
        if found := list(areas):
            self._tiles.spoil(found, self._paper)
            self._idle.start(IDLE)

    def _catch_up(self) -> None:
        """Between events, what is only seen while one moves about is painted anew."""
        if self._tiles.catch_up():
            self._idle.start(PAUSE)
        self.minimap.renew()

    def _look_anew(self) -> None:
        """Everything looks different: another theme, lens or diagram."""
        self._fit_paper()
        self._tiles.clear(self._paper)
        self.refresh()

    def _fit_paper(self) -> None:
        whole = self.map.places.whole()
        self._paper = paper.around(whole)
        self.set_content(whole or self._paper)

    def _paint_map(self, painter: QPainter, area: Rect, scale: float) -> None:
        paper.paint(painter, area, scale, self.theme, self._dotted)
        self.map.paint(painter, area, scale)


def _nothing() -> None:
    """What is left to stop once it has stopped."""
