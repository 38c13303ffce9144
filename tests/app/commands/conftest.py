"""A map in front of a face without a window."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.helpers.faces import Face

from mapper.app.session.session import Session


@pytest.fixture
def file(reference: Callable[[str], Path], tmp_path: Path) -> Path:
    """A copy of a reference model with two pools and three lanes, free to be changed."""
    path = tmp_path / "C.1.0.bpmn"
    path.write_bytes(reference("invoice").read_bytes())
    return path


@pytest.fixture
def face(file: Path) -> Face:
    """That map in front."""
    return Face(Session.open(file))
