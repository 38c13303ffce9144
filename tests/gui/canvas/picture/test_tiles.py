"""Tiles: what is on the screen is what is on the map."""

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication

from mapper.edit.verbs import connect, move, resize
from mapper.gui.canvas.picture import tiles
from mapper.model.geometry import Point, Rect
from mapper.model.records import Flow, Node


def settled(canvas) -> QImage:
    """The picture when nothing is missing any more."""
    for _frame in range(200):
        QApplication.processEvents()
        canvas.viewport().repaint()
        if not canvas._again.isActive():
            break
    return canvas.viewport().grab().toImage()


def tiny(canvas, monkeypatch) -> None:
    """Tiles so small that one holds either a frame's edge or what lies inside; all of them made in one go."""
    for name, value in (("SIDE", 32), ("KEEP", 2000), ("BUDGET", 60.0)):
        monkeypatch.setattr(tiles, name, value)
    canvas._tiles.clear(canvas._paper)


def test_an_edit_shows_where_it_was_and_where_it_is(canvas, diagram) -> None:
    before = settled(canvas)
    move.move_by(diagram, ["send"], 0, 150)
    after = settled(canvas)
    fresh_canvas_pixels = _repainted(canvas)

    assert before != after
    assert after == fresh_canvas_pixels


def test_a_flow_taken_from_under_a_hop_leaves_no_trace(canvas, diagram) -> None:
    # given a plumb flow that a level one hops over
    with diagram.transaction("cross"):
        diagram.put(Node("low", "task", "Low", "process", "store", plane="plane", bounds=Rect(285, 190, 100, 80)))
        diagram.put(Node("high", "task", "High", "process", "sales", plane="plane", bounds=Rect(560, 40, 100, 80)))
        way = (Point(335, 190), Point(335, 20), Point(610, 20), Point(610, 40))
        diagram.put(Flow("over", "sequenceFlow", "low", "high", parent="process", plane="plane", points=way))
    assert settled(canvas) == _repainted(canvas)
    # when it goes elsewhere, the hop goes as well
    connect.bend(diagram, "over", [Point(335, 190), Point(335, 170), Point(610, 170), Point(610, 120)])
    assert settled(canvas) == _repainted(canvas)


@pytest.mark.parametrize("traits", [{}, {"horizontal": False}, {"fill": "#bbdefb"}, {"multiple": True}], ids=str)
def test_a_frame_that_grew_or_shrank_leaves_no_trace(canvas, diagram, traits, monkeypatch) -> None:
    tiny(canvas, monkeypatch)
    with diagram.transaction("Traits"):
        for id in ("pool", "sales"):
            record = diagram.node(id)
            diagram.put(record.but(traits={**record.traits, "horizontal": True, **traits}))
    settled(canvas)
    for box in (Rect(30, -40, 900, 190), Rect(30, 20, 700, 330)):
        with diagram.transaction("Resize"):
            diagram.put(diagram.node("sales").but(bounds=box))
            diagram.put(diagram.node("pool").but(bounds=Rect(-45, box.y, box.w + 75, box.h + 150)))
        assert settled(canvas) == _repainted(canvas)


def test_a_pool_that_gets_its_first_step_loses_the_name_in_its_middle(canvas, diagram, monkeypatch) -> None:
    tiny(canvas, monkeypatch)
    # given a closed pool with a process that shows nothing
    with diagram.transaction("Shut"):
        for id in ("one", "two", "start", "check", "send", "sales", "store"):
            diagram.drop(id)
        pool = diagram.node("pool")
        diagram.put(pool.but(traits={**pool.traits, "expanded": False}))
    assert settled(canvas) == _repainted(canvas)
    # when it gets one, and another size with it
    with diagram.transaction("Open"):
        diagram.put(Node("new", "task", "New", "process", plane="plane", bounds=Rect(60, 40, 100, 80)))
        diagram.put(diagram.node("pool").but(bounds=Rect(0, 0, 900, 320)))
    assert settled(canvas) == _repainted(canvas)


def test_what_a_growing_lane_holds_is_not_painted_anew(canvas, diagram, monkeypatch) -> None:
    tiny(canvas, monkeypatch)
    settled(canvas)
    before = canvas._tiles.made
    resize.resize_to(diagram, "store", Rect(30, 150, 770, 350))
    shown = settled(canvas)
    made = canvas._tiles.made - before
    assert 0 < made < len(canvas._tiles._kept) / 2
    assert shown == _repainted(canvas)


def test_undo_brings_every_pixel_back(canvas, diagram) -> None:
    before = settled(canvas)
    move.move_by(diagram, ["check"], 40, 160)
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


def test_the_overview_catches_up_piece_by_piece(canvas, diagram, monkeypatch) -> None:
    # given an overview, when a step is moved
    monkeypatch.setattr(tiles, "OVERVIEW", 400)
    canvas._tiles._overview = None
    before = _bytes(canvas._tiles._overview_now())
    move.move_by(diagram, ["send"], 0, 150)
    # then it is brought in line in idle moments, and shows what a new one would but for smoothing where pieces meet
    monkeypatch.setattr(tiles, "BUDGET", -1.0)
    assert canvas._tiles.catch_up()
    monkeypatch.setattr(tiles, "BUDGET", 1.0)
    assert not canvas._tiles.catch_up()
    caught_up = _bytes(canvas._tiles._overview_now())
    canvas._tiles._overview = None
    fresh = _bytes(canvas._tiles._overview_now())
    assert 20 * _far_apart(caught_up, fresh) < _far_apart(before, fresh)


def _bytes(picture: QPixmap) -> bytes:
    return bytes(picture.toImage().constBits())


def _far_apart(one: bytes, two: bytes) -> int:
    return sum(abs(a - b) > 8 for a, b in zip(one, two, strict=True))
