"""One key leads through the parts of the window, also where Tab belongs to the map."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from mapper.gui.window.window import MainWindow
from mapper.model.diagram import Diagram


def test_f6_leads_from_the_map_to_the_inspector_and_round(window: MainWindow, diagram: Diagram) -> None:
    # given the keyboard on the map
    window.page.canvas.setFocus()
    # when going on, then it is in the inspector, the panels' tabs, the strip, and on the map again
    seen = []
    for _ in range(4):
        window.commands["window.next_part"].trigger()
        seen.append(QApplication.focusWidget())
    assert window.inspector.isAncestorOf(seen[0]) or seen[0] is window.inspector
    assert window.bottom.isAncestorOf(seen[1])
    assert window.strip.isAncestorOf(seen[2])
    assert seen[3] is window.page.canvas
    window.commands["window.previous_part"].trigger()
    assert QApplication.focusWidget() is seen[2]


def test_a_question_in_a_bar_can_be_answered_by_the_keyboard(window: MainWindow, diagram: Diagram) -> None:
    answered = []
    window.page.bars.say("question", "Overwrite?", "warning", [("Overwrite", lambda: answered.append(True))])
    QApplication.processEvents()  # lays the bar out
    window.page.canvas.setFocus()
    window.commands["window.previous_part"].trigger()
    button = QApplication.focusWidget()
    assert isinstance(button, QPushButton)
    assert button.autoDefault()
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert answered
