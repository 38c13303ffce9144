"""What every test shares: no screen, one language, and the files that stand beside the checkout."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# Windows that flash up on a developer's screen lose the focus to what is typed there, and the tests with it.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
# A developer's Danish desktop must not change what the tests, and the programs they start, print.
os.environ["LANGUAGE"] = "en"

from mapper import text
from tests.helpers import shared

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


@pytest.fixture(scope="session", params=["own", "shared"])
def corpus(request: pytest.FixtureRequest) -> Path:
    """A folder of maps of all sorts: first the repository's own, then those made by other tools (MIWG and others)."""
    return shared.OWN if request.param == "own" else shared.folder("corpus")


@pytest.fixture(scope="session")
def reference() -> Callable[[str], Path]:
    """Where a map stands by its name: one of the repository's own (`invoice`), else a reference map (`C.1.0`)."""
    return shared.reference


@pytest.fixture(scope="session")
def xsd() -> Path:
    """The folder of the BPMN 2.0 schemas; without one beside the checkout, those that SpiffWorkflow carries."""
    return shared.folder("xsd", shared.SCHEMAS)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what a bare clone could not test."""
    shared.tell(terminalreporter)
