"""A sequence flow in the inspector: its condition, or that it is the default."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.helpers.hand import Hand

from mapper.gui.forms.field import ParagraphField
from mapper.gui.panels.inspector.notation import SwitchField
from mapper.gui.window.window import MainWindow
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.resources import example

FLOW = "Flow_std_confirm"


@pytest.fixture
def diagram(window: MainWindow) -> Diagram:
    """The example, with a flow out of an exclusive gateway selected."""
    window.open([example("order-to-delivery.bpmn")])
    window.page.canvas.select([FLOW])
    return window.page.session.diagram


def condition(window: MainWindow) -> ParagraphField:
    found = window.inspector.field("condition")
    assert isinstance(found, ParagraphField)
    return found


def default(window: MainWindow) -> SwitchField:
    found = window.inspector.field("default")
    assert isinstance(found, SwitchField)
    return found


def test_enter_commits_a_condition_as_one_step(window: MainWindow, diagram: Diagram) -> None:
    # when
    QTest.keyClicks(condition(window).edit, "amount < 5000 && vip")
    assert not diagram.flow(FLOW).trait("conditional")
    QTest.keyClick(condition(window).edit, Qt.Key.Key_Return)
    # then
    assert diagram.flow(FLOW).trait("condition") == "amount < 5000 && vip"
    assert b"amount &lt; 5000 &amp;&amp; vip</bpmn:conditionExpression>" in window.page.session.data()
    window.commands["edit.undo"].trigger()
    assert condition(window).edit.toPlainText() == ""
    assert not diagram.flow(FLOW).trait("conditional")


def test_leaving_commits_and_an_emptied_field_takes_the_condition_away(window: MainWindow, diagram: Diagram) -> None:
    QTest.keyClicks(condition(window).edit, "vip")
    window.page.canvas.select([])
    assert diagram.flow(FLOW).trait("condition") == "vip"
    window.page.canvas.select([FLOW])
    condition(window).edit.selectAll()
    QTest.keyClick(condition(window).edit, Qt.Key.Key_Backspace)
    condition(window).commit()
    assert not diagram.flow(FLOW).trait("conditional")
    assert b"conditionExpression" not in window.page.session.data()


def test_shift_enter_breaks_the_line_and_escape_takes_back(window: MainWindow, diagram: Diagram) -> None:
    QTest.keyClicks(condition(window).edit, "one")
    QTest.keyClick(condition(window).edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert "\n" in condition(window).edit.toPlainText()
    QTest.keyClick(condition(window).edit, Qt.Key.Key_Escape)
    assert condition(window).edit.toPlainText() == ""
    assert diagram.undo_label is None


def test_a_default_flow_says_so_instead_of_a_condition(window: MainWindow, diagram: Diagram, hand: Hand) -> None:
    # given a condition
    QTest.keyClicks(condition(window).edit, "vip")
    QTest.keyClick(condition(window).edit, Qt.Key.Key_Return)
    # when
    default(window).box.setFocus()
    QTest.keyClick(default(window).box, Qt.Key.Key_Space)
    # then the condition is gone, and the keyboard stays where it was
    assert diagram.flow(FLOW).trait("default")
    assert not diagram.flow(FLOW).trait("conditional")
    with pytest.raises(KeyError):
        condition(window)
    assert QApplication.focusWidget() is default(window).box
    hand.click(default(window).box)
    assert not diagram.flow(FLOW).trait("default")
    assert condition(window).isVisible()


def test_only_flows_that_can_have_one_offer_a_condition(window: MainWindow, diagram: Diagram) -> None:
    for flow in (flow for flow in diagram.flows() if flow.plane is not None):
        window.page.canvas.select([flow.id])
        source = diagram.node(flow.source)
        may = flow.kind == "sequenceFlow" and (
            source.sort.is_activity or source.kind in ("exclusiveGateway", "inclusiveGateway", "complexGateway")
        )
        assert ("condition" in window.inspector._fields) is may, flow.id
        assert ("default" in window.inspector._fields) is may, flow.id


def test_a_condition_where_none_belongs_can_be_taken_away(window: MainWindow, diagram: Diagram) -> None:
    start = next(node for node in diagram.nodes() if node.kind == "startEvent")
    flow = query.outgoing(diagram, start.id)[0]
    with diagram.transaction("as a file had it"):
        diagram.put(flow.with_trait("conditional", True).with_trait("condition", "x"))
    window.page.canvas.select([flow.id])
    condition(window).edit.selectAll()
    QTest.keyClick(condition(window).edit, Qt.Key.Key_Backspace)
    condition(window).commit()
    assert not diagram.flow(flow.id).trait("conditional")
