"""Whichever file call of a save fails, the file is the old or the new one, and nobody believes what is not so."""

from pathlib import Path

import pytest
from tests.soak import failing


@pytest.mark.parametrize("first", range(8))
def test_a_call_that_fails_tears_swallows_and_loses_nothing(
    home: Path, monkeypatch: pytest.MonkeyPatch, first: int
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "state"))  # which the runs set anew, each to its own
    figures = sum((failing.one(number) for number in range(first, 150, 24)), start=failing.Counter())
    assert figures["failed"] == figures["runs"]
    assert figures["bad"] == 0
