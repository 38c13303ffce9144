"""Shapes gliding to new places after a layout, so that one can follow with the eye what went where.

The map itself has changed before the first frame; what glides is only paint, and any event may cut it short.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from time import perf_counter

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QStyle

from mapper.gui.canvas.picture.item import Item
from mapper.gui.canvas.picture.scene import Scene
from mapper.model.geometry import Rect
from mapper.model.records import Flow, Node

MILLISECONDS = 200
MOST = 1500
"""A map with more shapes than this does not glide: its frames would take longer than the way."""
SLOWEST = 0.08
"""Seconds; after a frame that took longer the shapes jump to their places."""

Boxes = Mapping[str, Rect]


def wanted() -> bool:
    """Whether the platform lets things move: people may ask theirs not to."""
    style = QApplication.style()
    return style is not None and style.styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) > 0


def boxes(scene: Scene) -> dict[str, Rect]:
    """Where the shapes of a diagram stand; nothing when there are too many to glide."""
    if len(scene.items) > 2 * MOST:
        return {}
    found = (scene.diagram.get(id) for id in scene.items)
    placed = {n.id: n.bounds for n in found if isinstance(n, Node) and n.bounds is not None and n.plane == scene.plane}
    return placed if len(placed) <= MOST else {}


class Glide(QVariantAnimation):
    """Paints a scene on the way from the places its shapes had. `update` is called for each frame."""

    def __init__(self, update: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._before: Boxes = {}
        self._share = 1.0
        self._update = update
        self.setDuration(MILLISECONDS)
        self.setStartValue(0.0)
        self.setEndValue(1.0)
        self.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self.valueChanged.connect(self._step)
        self.finished.connect(update)

    @property
    def on(self) -> bool:
        """Whether shapes are on their way."""
        return self.state() == QVariantAnimation.State.Running

    def begin(self, before: Boxes) -> None:
        """Let the shapes glide from where they were."""
        self.stop()
        self._before, self._share = before, 0.0
        if before:
            self.start()

    def paint(self, painter: QPainter, scene: Scene, seen: Rect) -> None:
        """Paint what is in view of a scene; the painter is in map pixels."""
        began = perf_counter()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        for item in sorted(scene.items.values(), key=lambda item: item.order):
            record = scene.diagram.get(item.id)
            if isinstance(record, Flow):
                self._paint_flow(painter, scene, item, seen)
            elif isinstance(record, Node):
                self._paint_node(painter, scene, record, seen)
        painter.setOpacity(1.0)
        if perf_counter() - began > SLOWEST:
            self.stop()
            self._update()

    # -- inside ----------------------------------------------------------------------------------------------------

    def _step(self, share: float) -> None:
        self._share = share
        self._update()

    def _paint_flow(self, painter: QPainter, scene: Scene, item: Item, seen: Rect) -> None:
        """Flows have other ways now: they come up where they belong."""
        box = scene.places.box(item.id)
        if box is not None and seen.grown(1).meets(box.grown(1)):
            painter.setOpacity(self._share)
            scene.paint_item(painter, item.id)
            painter.setOpacity(1.0)

    def _paint_node(self, painter: QPainter, scene: Scene, node: Node, seen: Rect) -> None:
        old, new = self._before.get(node.id), node.bounds
        if old is None or new is None:
            scene.paint_item(painter, node.id)
            return
        now = between(old, new, self._share)
        if not seen.meets(now.grown(60)):
            return
        if (now.w, now.h) != (new.w, new.h):
            scene.paint_as(painter, _sized(node, now))
            return
        painter.save()
        painter.translate(now.x - new.x, now.y - new.y)
        scene.paint_item(painter, node.id)
        painter.restore()


def between(a: Rect, b: Rect, share: float) -> Rect:
    """The box on the way from one to another: share 0 is the first, 1 the second.

    >>> between(Rect(0, 0, 10, 10), Rect(100, 0, 20, 10), 0.5)
    Rect(x=50.0, y=0.0, w=15.0, h=10.0)
    """
    return Rect(*(p + (q - p) * share for p, q in zip(a, b, strict=True)))


def _sized(node: Node, box: Rect) -> Node:
    return node.but(bounds=box, label=None)
