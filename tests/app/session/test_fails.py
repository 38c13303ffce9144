"""Every file call of a save fails once: the file is old or new, and what is told is true."""

import pytest
from tests.soak import fails


@pytest.mark.parametrize("seed", range(4), ids=fails.WAYS)
def test_a_save_survives_each_file_call_that_fails(home: object, seed: int) -> None:
    found = fails.one(seed)
    assert found["bad"] == 0
    assert found["told"] > 5
    assert found["calls"] > 40
