"""Every tool is in sight, however low the window is."""

import pytest
from PySide6.QtWidgets import QApplication

from mapper.gui.window.window import MainWindow
from mapper.model.diagram import Diagram


@pytest.mark.parametrize(("width", "height"), [(1600, 1000), (1024, 700), (1024, 560), (720, 480)])
def test_every_tool_and_shape_can_be_seen_and_none_covers_another(
    window: MainWindow, diagram: Diagram, width: int, height: int
) -> None:
    window.resize(width, height)
    for _round in range(3):
        QApplication.processEvents()
    strip = window.strip
    buttons = strip._columns.buttons
    seen = [button.geometry().translated(button.parentWidget().mapTo(strip, button.parentWidget().rect().topLeft()))
            for button in buttons]  # fmt: skip
    assert len(buttons) == 19
    assert all(button.isVisible() for button in buttons)
    assert all(strip.rect().contains(place) for place in seen)
    assert not [1 for i, a in enumerate(seen) for b in seen[i + 1 :] if a.intersects(b)]
    assert strip.width() < (60 if height == 1000 else 150)
    assert not window.page.canvas.geometry().isEmpty()
