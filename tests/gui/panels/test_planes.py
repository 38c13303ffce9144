"""Diagrams of a file: tabs for the top level, a trail into the inside of steps."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QToolButton
from tests.helpers.hand import Hand

from mapper.gui.panels.planes import roots, title, trail
from mapper.gui.window.page import MapPage
from mapper.gui.window.window import MainWindow
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.records import Node


@pytest.fixture
def nested() -> Diagram:
    """A process with a closed sub-process that has a diagram of its own, and a second process."""
    return Diagram([
        Node("main", "process", "Order"),
        Node("other", "process", "Billing"),
        Node("p1", "plane", ref="main"),
        Node("p2", "plane", ref="inside"),
        Node("p3", "plane", "Bills", ref="other"),
        Node("inside", "subProcess", "Pack", parent="main", plane="p1", bounds=Rect(0, 0, 100, 80)),
    ])  # fmt: skip


def test_the_inside_of_a_step_is_no_tab_but_a_trail(nested: Diagram) -> None:
    assert [plane.id for plane in roots(nested)] == ["p1", "p3"]
    assert [plane.id for plane in trail(nested, "p2")] == ["p1", "p2"]


def test_diagrams_are_called_after_what_they_show(nested: Diagram) -> None:
    assert [title(nested, nested.node(id)) for id in ("p1", "p2", "p3")] == ["Order", "Pack", "Bills"]


def test_a_file_with_several_diagrams_has_tabs_for_them(window: MainWindow, reference: Callable[[str], Path]) -> None:
    window.open([reference("departments")])
    page = window.page
    assert isinstance(page, MapPage)
    assert page.planes.isVisible()
    assert page.planes.count() == len(roots(page.session.diagram)) > 1
    last = page.planes.count() - 1
    page.planes.setCurrentIndex(last)
    assert page.canvas.plane == page.planes.tabData(last)


def test_a_file_with_one_diagram_has_neither(window: MainWindow, diagram: Diagram) -> None:
    assert not window.page.planes.isVisible()
    assert not window.page.crumbs.isVisible()


def test_the_trail_leads_back(window: MainWindow, diagram: Diagram, hand: Hand) -> None:
    # given a map with a step whose inside has a diagram, shown
    page = window.page
    top = page.canvas.plane
    step = next(n for n in diagram.nodes() if n.kind == "userTask")
    with diagram.transaction("Add"):
        diagram.put(step.but(kind="subProcess").with_trait("expanded", False))
        diagram.put(Node("inner", "plane", ref=step.id))
    page.canvas.planeRequested.emit("inner")
    assert page.canvas.plane == "inner"
    assert page.crumbs.isVisible()
    # when the first part of the trail is pressed
    hand.click(next(crumb for crumb in page.crumbs.findChildren(QToolButton, "crumb") if crumb.isVisible()))
    # then the map is back
    assert page.canvas.plane == top
    assert not page.crumbs.isVisible()


def test_a_new_closed_sub_process_opens_by_its_plus_sign(window: MainWindow, diagram: Diagram, hand: Hand) -> None:
    # given a closed sub-process that no diagram shows the inside of
    page = window.page
    top, canvas = page.canvas.plane, page.canvas
    step = next(n for n in diagram.nodes() if n.kind == "userTask")
    with diagram.transaction("Close"):
        diagram.put(step.but(kind="subProcess").with_trait("expanded", False))
    canvas.center_on(step.id)
    assert step.bounds is not None
    # when its plus sign is double-clicked
    plus = Point(step.bounds.center.x, step.bounds.bottom - 8)
    hand.double_click(canvas.viewport(), canvas.to_view(plus).toPoint())
    # then its inside is shown, empty, and the trail leads back; undone, nothing of it is left
    assert diagram.node(page.canvas.plane).ref == step.id
    assert page.crumbs.isVisible()
    diagram.undo()
    assert page.canvas.plane == top


def test_a_diagram_that_is_undone_while_shown_gives_way(window: MainWindow, diagram: Diagram) -> None:
    page = window.page
    top = page.canvas.plane
    with diagram.transaction("Add"):
        diagram.put(Node("extra", "plane", "Extra"))
    page.show_plane("extra")
    diagram.undo()
    assert page.canvas.plane == top
