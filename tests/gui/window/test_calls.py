"""Call activities and links lead to the called map of the same folder, and back; what is not there is marked."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.helpers.hand import Hand

from mapper.gui.window.window import MainWindow

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier

_CALLER = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:x">
  <process id="main" name="Main">
    <startEvent id="begin"/><sequenceFlow id="f1" sourceRef="begin" targetRef="billing"/>
    <callActivity id="billing" name="Billing" calledElement="bill"/>
    <sequenceFlow id="f2" sourceRef="billing" targetRef="lost"/>
    <callActivity id="lost" name="Shipping" calledElement="ship"/>
    <sequenceFlow id="f3" sourceRef="lost" targetRef="jump"/>
    <intermediateThrowEvent id="jump" name="A"><linkEventDefinition id="l1" name="A"/></intermediateThrowEvent>
    <intermediateCatchEvent id="land" name="A"><linkEventDefinition id="l2" name="A"/></intermediateCatchEvent>
  </process>
</definitions>"""
_INSIDE = '<process id="bill" name="Bill"><task id="send" name="Send"/></process></definitions>'
_CALLED = _CALLER.split("<process")[0] + _INSIDE


@pytest.fixture
def caller(window: MainWindow, tmp_path: Path) -> MainWindow:
    """A map that calls another one of its folder, and one that is not there."""
    (tmp_path / "caller.bpmn").write_text(_CALLER)
    (tmp_path / "called.bpmn").write_text(_CALLED)
    window.open([tmp_path / "caller.bpmn"])
    QApplication.processEvents()
    return window


def test_alt_enter_opens_the_called_map_and_alt_left_leads_back(caller: MainWindow) -> None:
    # given a selected call
    first = caller.page
    first.canvas.select(["billing"])
    first.canvas.setFocus()
    view = first.view
    # when Alt+Enter is pressed
    QTest.keyClick(first.canvas, Qt.Key.Key_Return, ALT)
    # then the called map is in front, in a tab of its own
    assert caller.page.session.name == "called.bpmn"
    assert caller.maps.count() == 2
    # when Alt+Left is pressed there, then the first one is, as it was
    caller.page.canvas.setFocus()
    QTest.keyClick(caller.page.canvas, Qt.Key.Key_Left, ALT)
    assert caller.page is first
    assert first.view.plane == view.plane
    assert first.canvas.selection == ("billing",)


def test_ctrl_and_click_on_a_call_follow_it(caller: MainWindow, hand: Hand) -> None:
    canvas = caller.page.canvas
    canvas.center_on("billing")
    place = canvas.to_view(canvas.diagram.node("billing").bounds.center) + QPointF(0, 12)
    hand.press(canvas.viewport(), place, keys=CTRL)
    hand.release(keys=CTRL)
    assert caller.page.session.name == "called.bpmn"


def test_what_is_not_there_is_marked_and_said(caller: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    # given the map as it was opened, then only the call that leads nowhere is marked
    page = caller.page
    qtbot.waitUntil(lambda: page.canvas.broken == {"lost"})
    # when it is followed, then it is said what to do
    page.canvas.select(["lost"])
    caller.commands.run("go.follow")
    assert caller.maps.count() == 1
    assert any("ship" in sentence for sentence in caller.bars.sentences())
    # when the map it calls is put there, then it leads there
    (tmp_path / "ship.bpmn").write_text(_CALLED.replace('id="bill"', 'id="ship"'))
    caller.commands.run("go.follow")
    assert caller.page.session.name == "ship.bpmn"
    page.find_broken()
    assert page.canvas.broken == frozenset()


def test_a_link_leads_to_its_other_end(caller: MainWindow) -> None:
    canvas = caller.page.canvas
    canvas.select(["jump"])
    caller.commands.run("go.follow")
    assert canvas.selection == ("land",)
    caller.commands.run("go.back_at_once")
    assert canvas.selection == ("jump",)
