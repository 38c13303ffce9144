"""A real window on no screen, with settings and journal in a folder of the test's own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.helpers.hand import Hand

from mapper.app.settings import Settings
from mapper.gui import main
from mapper.gui.kit import busy
from mapper.gui.window.window import MainWindow
from mapper.model.diagram import Diagram


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the settings and journals of whoever runs it."""
    for variable in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(tmp_path / variable.lower()))


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work is done in place on a slow machine too, save where a test wants to see it go on beside the window."""
    monkeypatch.setattr(busy, "PATIENCE", 60.0)


@pytest.fixture
def hand() -> Iterator[Hand]:
    """A hand that moves in small steps."""
    found = Hand()
    yield found
    found.rest()


@pytest.fixture
def dressed(qapp: QApplication) -> QApplication:
    """The application as `main.run` prepares it."""
    main.prepare(qapp, Settings(theme="light"))
    return qapp


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication) -> Iterator[MainWindow]:
    """An empty window; the maps left open at the end are dropped."""
    found = MainWindow(Settings(theme="light"))
    qtbot.addWidget(found)
    found.show()
    yield found
    for page in found.maps.pages:
        assert not page.session.diagram.in_transaction
        found.maps.close_page(page)
    found.close()
    found.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def map_file(reference: Callable[[str], Path], tmp_path: Path) -> Path:
    """A copy of a reference model with two pools and three lanes, free to be changed."""
    copy = tmp_path / "C.1.0.bpmn"
    copy.write_bytes(reference("invoice").read_bytes())
    return copy


@pytest.fixture
def diagram(window: MainWindow, map_file: Path) -> Diagram:
    """The map of `map_file`, open in the window."""
    window.open([map_file])
    assert window.page is not None
    return window.page.session.diagram


@pytest.fixture
def named(diagram: Diagram) -> Callable[[str], str]:
    """The id of the node of a name."""

    def find(name: str) -> str:
        return next(node.id for node in diagram.nodes() if " ".join(node.name.split()) == name)

    return find
