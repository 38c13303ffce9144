"""Tiles: what is on the screen is what is on the map."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from mapper.edit import move
from mapper.gui.canvas import tiles
from mapper.model.geometry import Rect


def settled(canvas) -> QImage:
    """The picture when nothing is missing any more."""
    for _frame in range(200):
        QApplication.processEvents()
        canvas.viewport().repaint()
        if not canvas._again.isActive():
            break
    return canvas.viewport().grab().toImage()


def test_an_edit_shows_where_it_was_and_where_it_is(canvas, diagram) -> None:
    before = settled(canvas)
    move.by(diagram, ["send"], 0, 150)
    after = settled(canvas)
    fresh_canvas_pixels = _repainted(canvas)

    assert before != after
    assert after == fresh_canvas_pixels


def test_undo_brings_every_pixel_back(canvas, diagram) -> None:
    before = settled(canvas)
    move.by(diagram, ["check"], 40, 160)
    settled(canvas)
    diagram.undo()

    assert settled(canvas) == before


def test_zooming_there_and_back_shows_the_same(canvas) -> None:
    before = settled(canvas)
    canvas.zoom_at(2.0, QPointF(400, 300))
    assert settled(canvas) != before
    canvas.zoom_at(0.5, QPointF(400, 300))

    assert settled(canvas) == before


def test_a_frame_keeps_to_its_budget_and_says_so(canvas, monkeypatch) -> None:
    # given no time at all, when a frame is painted from nothing
    monkeypatch.setattr(tiles, "BUDGET", -1.0)
    canvas._tiles.clear(Rect(0, 0, 800, 300))
    made = canvas._tiles.made
    canvas.viewport().repaint()
    # then no tile was made, and another frame is asked for
    assert canvas._tiles.made == made
    assert canvas._again.isActive()


def test_it_keeps_no_more_tiles_than_it_may(canvas) -> None:
    for step in range(30):
        canvas.zoom_at(1.3 if step % 2 else 1.2, QPointF(10 * step, 300))
        settled(canvas)
        canvas.pan_by(-300, 0)
        settled(canvas)

    assert canvas._tiles.made > tiles.KEEP
    assert len(canvas._tiles._kept) <= tiles.KEEP + 30


def _repainted(canvas) -> QImage:
    canvas._tiles.clear(canvas._paper)
    return settled(canvas)
