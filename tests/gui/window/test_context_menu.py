"""The menu of a right click: what is under the pointer is selected, and what can be done with it stands there."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from tests.helpers.hand import RIGHT, Hand

from mapper.edit.verbs import owner, replace
from mapper.gui.window import context_menu
from mapper.gui.window.window import MainWindow
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, centered
from mapper.model.kinds import LANE, POOL
from mapper.model.records import Node

Find = Callable[[str], str]


@pytest.fixture
def right_click(window: MainWindow, diagram: Diagram, hand: Hand) -> Iterator[Callable[[Point | None], QMenu]]:
    """Clicks on a place of the map, or presses the menu key; the menu that comes up."""
    canvas = window.page.canvas

    def click(place: Point | None) -> QMenu:
        view = canvas.viewport()
        if place is not None:
            canvas.reveal(centered(place, 4, 4))
        at = canvas.to_view(place).toPoint() if place is not None else QPoint(5, 5)
        if place is not None:
            hand.press(view, at, RIGHT)
            hand.release(RIGHT)
        else:
            event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, view.mapToGlobal(at))
            QApplication.sendEvent(view, event)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        return menu

    yield click
    while (left := QApplication.activePopupWidget()) is not None:
        left.close()


def texts(menu: QMenu) -> list[str]:
    return [entry.text() for entry in menu.actions() if entry.text()]


def test_a_step_is_selected_and_offers_what_suits_it(right_click, window, diagram, named: Find) -> None:
    # given a step, when it is clicked with the right button
    id = named("Approve Invoice")
    menu = right_click(diagram.node(id).bounds.center)
    # then it is selected, and only what can be done with it stands there
    assert window.page.canvas.selection == (id,)
    assert {"Edit text", "Change type…", "Add", "Arrange this pool", "Colour", "Delete"} <= set(texts(menu))
    assert "Open the sub-process" not in texts(menu)
    assert all(entry.isEnabled() for entry in menu.actions() if not entry.isSeparator())


@pytest.mark.parametrize("sort", ["step", "sub-process", "lane", "pool", "flow", "gateway", "several", "paper"])
def test_ten_rows_at_most(right_click, window, diagram, named: Find, sort: str) -> None:
    step = diagram.node(named("Approve Invoice"))
    if sort == "sub-process":
        replace.kind(diagram, step.id, "subProcess", {"expanded": False})
        with diagram.transaction("Inside"):
            diagram.put(Node("inner", "plane", ref=step.id))
    owner.add_party(diagram, "Anna Holm", "person")
    chosen = {
        "lane": [step.lane], "pool": [next(n.id for n in diagram.nodes() if n.family == POOL and n.ref)],
        "flow": [next(f.id for f in diagram.flows() if f.kind == "sequenceFlow")], "paper": [],
        "gateway": [next(n.id for n in diagram.nodes() if n.kind == "exclusiveGateway")],
        "several": [step.id, next(n.id for n in diagram.nodes() if n.kind == "exclusiveGateway")],
    }.get(sort, [step.id])  # fmt: skip
    window.page.canvas.select(chosen)
    assert 4 <= len(texts(right_click(None))) <= context_menu.MOST


def test_the_inside_of_a_lane_stands_for_the_lane(right_click, window, diagram) -> None:
    lane = next(n for n in diagram.nodes() if n.family == LANE)
    menu = right_click(Point(lane.bounds.right - 12, lane.bounds.y + 6))
    assert window.page.canvas.selection == (lane.id,)
    assert {"Arrange this pool", "Add lane below"} <= set(texts(menu))


def test_bare_paper_offers_the_whole_map(right_click, window, diagram) -> None:
    whole = window.page.canvas.map.places.whole()
    menu = right_click(Point(whole.x + whole.w / 2, whole.bottom + 30))
    assert window.page.canvas.selection == ()
    assert {"Paste", "Arrange everything", "Tidy all flows", "Show all"} <= set(texts(menu))


def test_a_right_click_keeps_the_selection_it_lies_in(right_click, window, diagram) -> None:
    steps = [n for n in diagram.nodes() if n.sort.is_activity and n.bounds is not None][:2]
    window.page.canvas.select([step.id for step in steps])
    menu = right_click(steps[0].bounds.center)
    assert window.page.canvas.selection == tuple(step.id for step in steps)
    assert texts(menu)[:2] == ["Arrange selection", "Straighten selection"]
    assert "Align" in texts(menu)


def test_a_flow_offers_what_suits_a_flow(right_click, window, diagram) -> None:
    flow = next(f for f in diagram.flows() if f.kind == "sequenceFlow" and len(f.points) == 2)
    a, b = flow.points
    menu = right_click(Point((a.x + b.x) / 2, (a.y + b.y) / 2))
    assert window.page.canvas.selection == (flow.id,)
    assert "Straighten flow" in texts(menu)
    assert "Append task" not in texts(menu)


def test_several_flows_offer_nothing_for_steps(right_click, window, diagram) -> None:
    flows = [f for f in diagram.flows() if f.kind == "sequenceFlow" and len(f.points) == 2][:2]
    window.page.canvas.select([flow.id for flow in flows])
    a, b = flows[0].points
    menu = right_click(Point((a.x + b.x) / 2, (a.y + b.y) / 2))
    assert texts(menu) == ["Tidy the flows of the selection", "Straighten flow", "Colour", "Delete"]


def test_the_menu_key_asks_for_what_is_selected(right_click, window, diagram) -> None:
    pool = next(n for n in diagram.nodes() if n.family == POOL and n.ref is not None)
    window.page.canvas.select([pool.id])
    assert "Arrange this pool" in texts(right_click(None))


def test_arranging_a_pool_from_its_menu_arranges_that_pool(right_click, window, diagram) -> None:
    pool = next(n for n in diagram.nodes() if n.family == POOL and n.ref is not None)
    menu = right_click(Point(pool.bounds.x + 10, pool.bounds.center.y))
    next(entry for entry in menu.actions() if entry.text() == "Arrange this pool").trigger()
    assert diagram.undo_label == "Arrange"


def test_what_is_copied_is_pasted_where_the_menu_was_opened(right_click, window, diagram, named: Find) -> None:
    # given a copied step
    canvas = window.page.canvas
    canvas.select([named("Approve Invoice")])
    window.commands["edit.copy"].trigger()
    # when it is pasted from the menu of a place
    whole = canvas.map.places.whole()
    place = Point(round(whole.x + whole.w / 2), round(whole.bottom + 60))
    menu = right_click(place)
    menu.close()
    window.commands["edit.paste"].trigger()
    # then it stands there
    (id,) = canvas.selection
    assert diagram.node(id).bounds.center.x == pytest.approx(place.x, abs=10)
    assert diagram.node(id).bounds.center.y == pytest.approx(place.y, abs=10)


def test_no_menu_comes_up_in_mid_drag(window, diagram, named: Find, hand: Hand) -> None:
    canvas = window.page.canvas
    at = canvas.to_view(diagram.node(named("Approve Invoice")).bounds.center).toPoint()
    hand.press(canvas.viewport(), at)
    hand.over(canvas.viewport(), at + QPoint(30, 0))
    hand.press(canvas.viewport(), at + QPoint(40, 0), RIGHT)
    assert QApplication.activePopupWidget() is None
    canvas.mouse.cancel()
