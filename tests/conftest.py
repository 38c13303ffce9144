"""What every test shares: no screen, one language, and the files that stand beside the checkout."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# Windows that flash up on a developer's screen lose the focus to what is typed there, and the tests with it.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
# A developer's Danish desktop must not change what the tests, and the programs they start, print.
os.environ["LANGUAGE"] = "en"

from mapper import text

# The same code gives the same verdict, on a busy machine too; `--hypothesis-profile default` looks for new examples.
settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.load_profile("repeatable")

REPOSITORY = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Every test starts with an English interface, whatever the one before chose."""
    text.use("en")
    yield
    text.use("en")


@pytest.fixture(scope="session")
def repository() -> Path:
    """The checkout's top folder."""
    return REPOSITORY


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of maps made by other tools (MIWG and others)."""
    return _beside("corpus", "MAPPER_CORPUS")


@pytest.fixture(scope="session")
def xsd() -> Path:
    """The folder of the BPMN 2.0 schemas."""
    return _beside("xsd", "MAPPER_XSD")


def _beside(name: str, variable: str) -> Path:
    folder = Path(os.environ.get(variable) or REPOSITORY.parent / "shared" / name)
    if not folder.is_dir():
        pytest.skip(f"no folder ../shared/{name} beside the checkout, and {variable} names none")
    return folder
