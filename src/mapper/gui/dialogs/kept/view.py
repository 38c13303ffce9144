"""Two states of a map held against each other: what differs as a list, and on the map side by side or one over the
other. A press on a line of the list shows its place."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QPicture, QPolygonF, QShowEvent, QWheelEvent
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsScene,
    QGraphicsView,
    QSplitter,
    QStyleOptionGraphicsItem,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from mapper.app.comparing import states
from mapper.app.comparing.page import COLOURS, marked
from mapper.app.comparing.words import Words, by_what
from mapper.app.session import arrange
from mapper.bpmn import Source
from mapper.compare.differences import ADDED, Difference
from mapper.draw.painters.qt import picture
from mapper.draw.pictures.sheet import sheet
from mapper.gui.kit.theme import map_theme
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.records import Flow, Node, Record
from mapper.text import _

_LINES = {"added": Qt.PenStyle.SolidLine, "removed": Qt.PenStyle.DotLine, "": Qt.PenStyle.DashLine}


class CompareView(QWidget):
    """Shows how one state became another. `chosen`: which differences are ticked is not as before."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None, ticks: bool = False) -> None:
        super().__init__(parent)
        self._ticks = ticks
        self.differences: tuple[Difference, ...] = ()
        self.list = QTreeWidget(self)
        self.list.setHeaderHidden(True)
        self.list.setWordWrap(True)
        self.sides = (_Sight(self), _Sight(self))
        self.over = _Sight(self)
        self._maps: list[Diagram] = []
        beside = QSplitter(Qt.Orientation.Horizontal)
        for sight in self.sides:
            beside.addWidget(sight)
        self.tabs = QTabWidget(self)
        self.tabs.addTab(beside, _("Side by side"))
        self.tabs.addTab(self.over, _("One over the other"))
        whole = QSplitter(Qt.Orientation.Horizontal, self)
        whole.addWidget(self.list)
        whole.addWidget(self.tabs)
        whole.setStretchFactor(1, 1)
        whole.setSizes([320, 760])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(whole)
        self.list.currentItemChanged.connect(lambda item, _before: self._look(item))
        self.list.itemChanged.connect(lambda _item, _column: self.chosen.emit())
        for one, other in (self.sides, self.sides[::-1]):
            one.moved.connect(other.follow)

    def show_states(self, before: Source, after: Source) -> None:
        """Compare two states."""
        self.differences = states.differences(before, after)
        self._maps = [Diagram(arrange.shown(source).records) for source in (before, after)]
        self._fill(Words(before, after))
        plane = self._first_plane()
        self._draw(plane)
        for sight in (*self.sides, self.over):
            sight.fit()

    @property
    def ticked(self) -> list[Difference]:
        """The differences that are ticked."""
        return [one for item, one in self._rows() if item.checkState(0) == Qt.CheckState.Checked]

    def _fill(self, words: Words) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for heading, group in by_what(self.differences):
            top = QTreeWidgetItem(self.list, [f"{heading} ({len(group)})"])
            for one in group:
                item = QTreeWidgetItem(top, [words.line(one)])
                item.setData(0, Qt.ItemDataRole.UserRole, one)
                item.setToolTip(0, item.text(0))
                if self._ticks:
                    item.setCheckState(0, Qt.CheckState.Unchecked)
            top.setExpanded(True)
        if not self.differences:
            QTreeWidgetItem(self.list, [_("The two maps say the same.")])
        self.list.blockSignals(False)
        self.chosen.emit()

    def _rows(self) -> list[tuple[QTreeWidgetItem, Difference]]:
        found = []
        for at in range(self.list.topLevelItemCount()):
            top = self.list.topLevelItem(at)
            for row in range(top.childCount() if top is not None else 0):
                item = top.child(row) if top is not None else None
                if item is not None:
                    found.append((item, item.data(0, Qt.ItemDataRole.UserRole)))
        return found

    def _first_plane(self) -> str:
        """The diagram that the first difference is on, else the first with anything on it."""
        for one in self.differences:
            for diagram, id in ((self._maps[1], one.id), (self._maps[0], one.was)):
                record = diagram.get(id)
                if record is not None and record.plane is not None:
                    return record.plane
        planes = [plane.id for plane in query.planes(self._maps[1]) if query.extent(self._maps[1], plane.id)]
        return planes[0] if planes else ""

    def _draw(self, plane: str) -> None:
        marks = [marked(diagram.records(), self.differences, at == 0) for at, diagram in enumerate(self._maps)]
        for sight, diagram, colours in zip(self.sides, self._maps, marks, strict=True):
            sight.show_map(diagram, plane, colours)
        self.over.show_map(self._maps[1], plane, marks[1])
        gone = {id: key for id, key in marks[0].items() if id not in self._maps[1]}
        self.over.add_ghosts(self._maps[0], plane, gone)
        self._plane = plane

    def _look(self, item: QTreeWidgetItem | None) -> None:
        one = item.data(0, Qt.ItemDataRole.UserRole) if item is not None else None
        if not isinstance(one, Difference):
            return
        found = [self._maps[0].get(one.was) if one.what != ADDED else None, self._maps[1].get(one.id)]
        plane = next((record.plane for record in found[::-1] if record is not None and record.plane), None)
        if plane is not None and plane != self._plane:
            self._draw(plane)
        for sight, record in zip(self.sides, found, strict=True):
            sight.look_at(record or found[0] or found[1])
        self.over.look_at(found[1] or found[0])


class _Sight(QGraphicsView):
    """One map to be looked at: it pans with the mouse, zooms with the wheel."""

    moved = Signal(float, QPointF)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setScene(QGraphicsScene(self))
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._following = self._seen = False
        self.horizontalScrollBar().valueChanged.connect(lambda _value: self._tell())
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._tell())

    def show_map(self, diagram: Diagram, plane: str, colours: dict[str, str]) -> None:
        """Show a diagram with frames around what differs."""
        theme = map_theme()
        self.scene().clear()
        self.setBackgroundBrush(QColor(theme.paper))
        if diagram.get(plane) is None or query.extent(diagram, plane) is None:
            return
        page = sheet(diagram, plane, theme)
        self.scene().addItem(_Drawing(picture(m for _id, ms in page.marks for m in ms), QRectF(*page.box)))
        for record in query.shown_on(diagram, plane):
            if record.id in colours:
                self._frame(record, colours[record.id], 1.0)
        self.scene().setSceneRect(QRectF(*page.box).adjusted(-40, -40, 40, 40))

    def add_ghosts(self, diagram: Diagram, plane: str, colours: dict[str, str]) -> None:
        """Show what is only in the other state, as frames."""
        if diagram.get(plane) is not None:
            for record in query.shown_on(diagram, plane):
                if record.id in colours:
                    self._frame(record, colours[record.id], 0.6)

    def fit(self) -> None:
        """Show all of it."""
        self.fitInView(self.scene().sceneRect(), Qt.AspectRatioMode.KeepAspectRatio)

    def look_at(self, record: Record | None) -> None:
        """Bring something into the middle, large enough to be read."""
        box = record.bounds if isinstance(record, Node) else None
        if isinstance(record, Flow) and record.points:
            box = QPolygonF([QPointF(*point) for point in record.points]).boundingRect().getRect()  # type: ignore[assignment]
        if box is not None:
            if self.transform().m11() < 0.6:
                self.resetTransform()
                self.scale(0.8, 0.8)
            self.centerOn(QRectF(*box).center())

    def follow(self, scale: float, centre: QPointF) -> None:
        """Look where the other one looks."""
        self._following = True
        self.resetTransform()
        self.scale(scale, scale)
        self.centerOn(centre)
        self._following = False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._seen:
            self._seen = True
            QTimer.singleShot(0, self, self.fit)

    def wheelEvent(self, event: QWheelEvent) -> None:
        factor = 1.0015 ** event.angleDelta().y()
        if 0.02 < self.transform().m11() * factor < 8:
            self.scale(factor, factor)
            self._tell()

    def _tell(self) -> None:
        if not self._following and self.isVisible():
            self.moved.emit(self.transform().m11(), self.mapToScene(self.viewport().rect().center()))

    def _frame(self, record: Record, key: str, opacity: float) -> None:
        pen = QPen(QColor(COLOURS[key]), 3, _LINES[key])
        if isinstance(record, Flow):
            line = QPolygonF([QPointF(*point) for point in record.points])
            for a, b in zip(line.toList(), line.toList()[1:], strict=False):
                self.scene().addLine(a.x(), a.y(), b.x(), b.y(), pen).setOpacity(opacity)
        elif record.bounds is not None:
            self.scene().addRect(QRectF(*record.bounds.grown(5)), pen).setOpacity(opacity)


class _Drawing(QGraphicsItem):
    """A whole map, recorded once."""

    def __init__(self, recorded: QPicture, box: QRectF) -> None:
        super().__init__()
        self._recorded, self._box = recorded, box

    def boundingRect(self) -> QRectF:
        return self._box

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        painter.drawPicture(0, 0, self._recorded)
