"""The canvas widget: shows one diagram, follows the map's changes, and holds what floats over it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from mapper.draw.theme import Theme
from mapper.edit import label, move
from mapper.gui.canvas import choices, deeds, ground, keys, overlay
from mapper.gui.canvas.camera import Camera, qrect
from mapper.gui.canvas.editor import LabelEditor
from mapper.gui.canvas.menu import QuickMenu
from mapper.gui.canvas.mouse import Mouse
from mapper.gui.canvas.pad import Pad
from mapper.gui.canvas.scene import Scene
from mapper.gui.canvas.tiles import Tiles
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect, bounding
from mapper.model.records import Change, Value
from mapper.text import _


class Canvas(Camera):
    """One diagram on the screen."""

    selectionChanged = Signal()
    toolChanged = Signal(str)  # the tool now in hand
    message = Signal(str)  # one short sentence for the status line
    planeRequested = Signal(str)  # id of the diagram to open: one went down into a sub-process

    def __init__(self, diagram: Diagram, plane: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.diagram, self.plane, self.theme = diagram, plane, theme
        self._map_scene = Scene(diagram, plane, theme)
        self._tiles = Tiles(self._paint_map)
        self.shown = overlay.Shown()
        self.editor = LabelEditor(self.viewport(), theme)
        self.menu = QuickMenu(self.viewport())
        self.pad = Pad(self.viewport(), theme)
        self.mouse = Mouse(self)
        self._fresh = QTimer(self, singleShot=True, interval=0, timeout=self.viewport().update)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setFocusProxy(self)
        self.setAccessibleName(_("Map"))
        self.editor.finished.connect(self._relabel)
        self.editor.abandoned.connect(self._back_to_map)
        self.pad.chosen.connect(lambda deed: deeds.do(self, deed))
        self.pad.dragged.connect(lambda deed, widget: deeds.drag(self, deed, widget))
        self._stop = diagram.listen(self._follow)
        self._measure()
        self.open_at(self._map_scene.places.whole() or ground.EMPTY)

    @property
    def map_scene(self) -> Scene:
        """What is painted, by id."""
        return self._map_scene

    def close_map(self) -> None:
        """Stop following the map; call before the widget is thrown away."""
        self.mouse.cancel()
        self._stop()

    # -- what is shown ---------------------------------------------------------------------------------------------

    def show_plane(self, plane: str) -> None:
        """Show another diagram of the same file."""
        self.mouse.cancel()
        self.editor.abandon()
        self.plane = plane
        self._map_scene = Scene(self.diagram, plane, self.theme, self._map_scene.lens)
        self._measure()
        self.select(())
        self.open_at(self._map_scene.places.whole() or ground.EMPTY)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self._map_scene.restyle(theme, self._map_scene.lens)
        self.editor.set_theme(theme)
        self.pad.set_theme(theme)
        self._measure()

    def set_lens(self, on: bool) -> None:
        """Colours by owner, or not."""
        self._map_scene.restyle(self.theme, on)
        self._measure()

    def fit(self) -> None:
        """Show everything."""
        self.fit_to(self._map_scene.places.whole() or ground.EMPTY)

    def center_on(self, id: str) -> None:
        """Bring a record to the middle, large enough to read."""
        box = self._map_scene.places.box(id)
        if box is not None:
            if self.zoom < 0.5:
                self.zoom_to(1.0)
            self.look_at(box.center)

    # -- selection and tools ---------------------------------------------------------------------------------------

    @property
    def selection(self) -> tuple[str, ...]:
        """Ids of what is selected, in the order it was."""
        return self.shown.selection

    def select(self, ids: Iterable[str]) -> None:
        """Make this the selection, as far as it is on the diagram."""
        chosen = tuple(id for id in dict.fromkeys(ids) if id in self._map_scene.places)
        if chosen != self.shown.selection:
            self.shown.selection = chosen
            self.setAccessibleDescription(choices.named(self.diagram, chosen))
            self.selectionChanged.emit()
        self.refresh()

    def select_all(self) -> None:
        self.select(record.id for record in query.drawn_on(self.diagram, self.plane))

    @property
    def tool(self) -> str:
        return self.mouse.tool

    def use_tool(self, name: str, **options: object) -> None:
        """Take a tool: "select", "hand", "lasso", "space", "connect", "create" (kind=…, traits={…}).

        "connect" with one thing selected starts from it; "create" hangs the shape on the pointer.
        """
        self.mouse.take(name, **options)

    def drag_from(self, widget: QWidget, kind: str, traits: Mapping[str, Value] | None = None) -> None:
        """Go on with a drag that began on another widget, whose mouse button is still down: the shape follows the
        pointer and is dropped where it is let go."""
        self.mouse.take("create", kind=kind, traits=dict(traits or {}))
        self.mouse.borrow(widget)

    # -- edits -----------------------------------------------------------------------------------------------------

    def edit_label(self, id: str) -> None:
        """Open the text field over a record's label."""
        record = self.diagram.get(id)
        if record is None or id not in self._map_scene.places:
            return
        self.mouse.cancel()
        self.select([id])
        if self.zoom < 0.5:
            self.center_on(id)
        if (box := self._map_scene.places.box(id)) is not None and record.family not in ("pool", "lane"):
            self.reveal(box)
        self.shown.editing = id
        self.editor.begin(record, self)
        self.refresh()

    def append_at_selection(self, kind: str | None = None) -> None:
        """Append a step after the selected one and open its label; without a kind, one of the same sort."""
        deeds.append(self, kind)

    def choose_append(self) -> None:
        """Choose by typing what to append."""
        deeds.choose_append(self)

    def choose_kind(self) -> None:
        """Choose by typing what the selected step becomes."""
        deeds.choose_kind(self)

    def delete_selection(self) -> None:
        deeds.delete_selection(self)

    def nudge(self, dx: float, dy: float) -> None:
        """Move the selection by map pixels; nudges in a row are one undo step."""
        if self.selection:
            deeds.attempt(self, lambda: move.by(self.diagram, self.selection, dx, dy, merge="nudge"))
            self.reveal_selection()

    def reveal_selection(self) -> None:
        """Scroll as little as needed to see what is selected."""
        if box := bounding(b for id in self.selection if (b := self._map_scene.places.box(id)) is not None):
            self.reveal(box)

    # -- painting --------------------------------------------------------------------------------------------------

    def drawBackground(self, painter: QPainter, rect: QRectF | object) -> None:
        painter.save()
        painter.resetTransform()
        where, ratio = self.viewportTransform(), self.devicePixelRatioF()
        if not self._tiles.draw(painter, self.viewport().size(), where, ratio):
            self._fresh.start()
        painter.restore()

    def drawForeground(self, painter: QPainter, rect: QRectF | object) -> None:
        painter.save()
        painter.resetTransform()
        overlay.paint(painter, self._map_scene, self.shown, self.viewportTransform())
        painter.restore()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._place_floating()

    def zoom_at(self, factor, place) -> None:  # type: ignore[no-untyped-def]
        super().zoom_at(factor, place)
        self._place_floating()

    # -- events ----------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.mouse.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mouse.double_click(event)

    def leaveEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        self.shown.hover = None
        self.viewport().update()
        super().leaveEvent(event)

    def event(self, event) -> bool:  # type: ignore[no-untyped-def]
        # Tab walks along the flows here; Qt would take it for the next widget.
        if event.type() == event.Type.KeyPress and isinstance(event, QKeyEvent) and keys.wants_tab(self, event):
            self.keyPressEvent(event)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not keys.press(self, event):
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not keys.release(self, event):
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.mouse.let_go_space()
        super().focusOutEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_floating()

    def eventFilter(self, watched: QObject, event) -> bool:  # type: ignore[no-untyped-def]
        return self.mouse.overhear(watched, event) or super().eventFilter(watched, event)

    # -- inside ----------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Bring pad, overlay and screen in line with the selection and the gesture."""
        preview = self.shown.preview
        busy = preview is not None or self.menu.isVisible() or self.mouse.tool not in ("select", "hand")
        record = self.diagram.get(self.selection[0]) if len(self.selection) == 1 else None
        if record is None or busy:
            self.pad.hide()
        else:
            self.pad.offer(record, deeds.inner_plane(self.diagram, record.id) is not None)
            self.pad.show()
        self._place_floating()
        faint = frozenset(preview.moving) if preview is not None and any(preview.by) else frozenset()
        if faint != self._map_scene.faint:
            changed = faint ^ self._map_scene.faint
            self._map_scene.faint = faint
            self._spoil([box.grown(12) for id in changed if (box := self._map_scene.places.box(id)) is not None])
        self.viewport().update()

    def _place_floating(self) -> None:
        self.editor.follow(self)
        if self.pad.isVisible() and self.selection:
            box = self._map_scene.places.box(self.selection[0])
            if box is not None:
                self.pad.stand_beside(self.viewportTransform().mapRect(qrect(box)))

    def _follow(self, changes: tuple[Change, ...]) -> None:
        areas = self._map_scene.follow(changes)
        paper = self._paper
        self._fit_paper()
        self._spoil(areas if paper == self._paper else [paper.union(self._paper).grown(4)])
        if self.editor.id is not None and self.editor.id not in self._map_scene.places:
            self.editor.abandon()
        self.select(self.selection)

    def _spoil(self, areas: Iterable[Rect]) -> None:
        for area in areas:
            self._tiles.spoil(area, self._paper)

    def _measure(self) -> None:
        """Everything looks different: theme, lens or diagram."""
        self._fit_paper()
        self._tiles.clear(self._paper)
        self.setBackgroundBrush(Qt.BrushStyle.NoBrush)
        self.refresh()

    def _fit_paper(self) -> None:
        whole = self._map_scene.places.whole()
        self._paper = ground.sheet(whole)
        self.set_content(whole or self._paper)

    def _paint_map(self, painter: QPainter, area: Rect, scale: float) -> None:
        ground.paint(painter, area, scale, self._paper, self.theme)
        self._map_scene.paint(painter, area, scale)

    def _relabel(self, id: str, text: str) -> None:
        self.shown.editing = None
        if id in self.diagram:
            deeds.attempt(self, lambda: label.rename(self.diagram, id, text))
        self._back_to_map()

    def _back_to_map(self) -> None:
        self.shown.editing = None
        if not self.menu.isVisible() and not self.mouse.pressed:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.refresh()
