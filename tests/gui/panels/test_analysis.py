"""The panel that says how long a process takes and what is left open, and leads back to the map."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mapper.app.session.session import Session
from mapper.edit.verbs.owner import set_detail
from mapper.gui.panels.analysis import AnalysisPanel
from mapper.gui.window.window import MainWindow
from mapper.model.diagram import Diagram

SAMPLE = Path(__file__).resolve().parents[3] / "examples" / "order-to-delivery.bpmn"


@pytest.fixture
def sample(window: MainWindow) -> Diagram:
    window.add(Session.sample(SAMPLE).shown())
    assert window.page is not None
    return window.page.session.diagram


def texts(panel: AnalysisPanel) -> dict[str, list[tuple[str, str, str]]]:
    found = {}
    for at in range(panel.topLevelItemCount()):
        head = panel.topLevelItem(at)
        inner = [head.child(i) for i in range(head.childCount())]
        found[head.text(0).rpartition(" (")[0]] = [(i.text(0), i.text(1), i.text(2)) for i in inner]
    return found


def test_it_tells_times_the_critical_path_and_rework_with_lanes_and_people(
    window: MainWindow, sample: Diagram, qtbot: QtBot
) -> None:
    # when the panel is opened
    window.open_part("analysis")
    panel = window.panels["analysis"]
    assert isinstance(panel, AnalysisPanel)
    told = texts(panel)
    # then it says what the pack says
    assert len(told["Flow and times"]) == 3
    assert ("12 Send reminder", "Sara Nygaard") in [(row[1], row[2]) for row in told["Rework"]]
    assert ("7 Produce and inspect (Production and warehouse)", "Jonas Bæk") in [
        (row[1], row[2]) for row in told["Critical path"]
    ]
    # and follows the map
    step = next(n for n in sample.nodes() if n.name == "Produce and inspect")
    set_detail(sample, step.id, "waitingTime", 14400.0)
    qtbot.waitUntil(lambda: any("10 days" in row[0] for row in texts(panel)["Critical path"]), timeout=5000)


def test_a_line_leads_to_what_it_is_about(window: MainWindow, sample: Diagram) -> None:
    window.open_part("analysis")
    panel = window.panels["analysis"]
    assert isinstance(panel, AnalysisPanel)
    head = next(panel.topLevelItem(i) for i in range(panel.topLevelItemCount())
                if panel.topLevelItem(i).text(0).startswith("Critical path"))  # fmt: skip
    panel.itemActivated.emit(head.child(0), 0)
    assert window.page is not None
    (selected,) = window.page.canvas.selection
    assert sample.node(selected).name == "Register order"


def test_nothing_is_worked_out_while_nobody_looks(window: MainWindow, sample: Diagram) -> None:
    panel = window.panels["analysis"]
    assert isinstance(panel, AnalysisPanel)
    assert panel.topLevelItemCount() == 0
