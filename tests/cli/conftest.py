"""Every test of this room has a home folder of its own, and a map to work on."""

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where state and settings go while a test runs."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("XDG_STATE_HOME", str(folder / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
    return folder


@pytest.fixture
def file(reference: Callable[[str], Path], tmp_path: Path) -> Path:
    """A map of another tool, whose parties are the resources Accountant, Approver and Team Assistant."""
    path = tmp_path / "C.1.0.bpmn"
    path.write_bytes(reference("invoice").read_bytes())
    return path
