"""After a layout the shapes glide from their old places to the new ones, where that is wanted and quick enough."""

import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QProxyStyle, QStyle
from pytestqt.qtbot import QtBot

from mapper.edit.verbs import move
from mapper.gui.canvas import Canvas
from mapper.gui.canvas.picture import animation
from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect


@pytest.fixture(autouse=True)
def moving(monkeypatch: pytest.MonkeyPatch) -> None:
    """A platform that lets things move."""
    monkeypatch.setattr(animation, "wanted", lambda: True)


def test_the_map_is_changed_at_once_and_the_shapes_follow(canvas: Canvas, diagram: Diagram, qtbot: QtBot) -> None:
    # when a step is moved under the eyes of the user
    canvas.glide(lambda: move.move_by(diagram, ["check"], 60, 0), animated=True)
    # then it is there at once, while its paint is on the way and arrives
    assert diagram.node("check").bounds == Rect(230, 40, 100, 80)
    assert canvas._glide.on
    canvas.grab()
    qtbot.waitUntil(lambda: not canvas._glide.on, timeout=2000)


def test_half_way_it_is_painted_half_way(canvas: Canvas, diagram: Diagram, monkeypatch: pytest.MonkeyPatch) -> None:
    # given a step on its way 150 pixels down
    canvas.glide(lambda: move.move_by(diagram, ["check"], 0, 150), animated=True)
    canvas._glide.pause()
    canvas._glide._share = 0.5
    painted = {}
    monkeypatch.setattr(
        canvas.map, "paint_item", lambda painter, id: painted.update({id: painter.worldTransform().dy()})
    )
    # when it is painted
    picture = QImage(100, 100, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    canvas._glide.paint(painter, canvas.map, canvas.seen())
    painter.end()
    # then it stands half the way above its new place, and what did not move where it was
    assert (painted["check"], painted["send"]) == (-75, 0)


@pytest.mark.parametrize("reason", ["setting", "platform", "size", "nothing moved"])
def test_it_stands_still_where_nobody_wants_or_needs_motion(
    canvas: Canvas, diagram: Diagram, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if reason == "platform":
        monkeypatch.setattr(animation, "wanted", lambda: False)
    if reason == "size":
        monkeypatch.setattr(animation, "MOST", 3)
    by = 0 if reason == "nothing moved" else 60
    canvas.glide(lambda: move.move_by(diagram, ["check"], by, 0), animated=reason != "setting")
    assert not canvas._glide.on


def test_the_platform_is_asked(canvas: Canvas, monkeypatch: pytest.MonkeyPatch) -> None:
    class Calm(QProxyStyle):
        def styleHint(self, hint, option=None, widget=None, data=None):  # type: ignore[no-untyped-def]
            return 0 if hint == QStyle.StyleHint.SH_Widget_Animation_Duration else 1

    monkeypatch.undo()
    style = Calm()
    monkeypatch.setattr(animation.QApplication, "style", lambda: style)
    assert not animation.wanted()


def test_the_view_stays_unless_the_map_has_left_it(canvas: Canvas, diagram: Diagram) -> None:
    # given a view of the map
    before = canvas.seen()
    # when things move within it, it stays
    canvas.glide(lambda: move.move_by(diagram, ["check"], 60, 0), animated=False)
    assert canvas.seen() == before

    # when all goes out of it, it follows
    def away() -> None:
        with diagram.transaction("Away"):
            for node in [n for n in diagram.nodes() if n.bounds is not None]:
                diagram.put(node.but(bounds=node.bounds.moved(50_000, 0)))
            for flow in diagram.flows():
                diagram.put(flow.but(points=tuple(p.moved(50_000, 0) for p in flow.points)))

    canvas.glide(away, animated=True)
    assert canvas.seen().meets(canvas.map.places.whole() or Rect(0, 0, 0, 0))


def test_a_map_that_was_all_in_view_stays_so(canvas: Canvas, diagram: Diagram) -> None:
    # given the whole map in view, and a step that goes far to the right
    canvas.fit()
    canvas.glide(lambda: move.move_by(diagram, ["pool"], 3000, 0), animated=False)
    whole = canvas.map.places.whole()
    # then the whole map is in view again
    assert whole is not None
    assert canvas.seen().union(whole) == canvas.seen()
