"""Examples in docstrings are run, so that none of them lies."""

import doctest
import importlib
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src" / "mapper"
MODULES = [
    ".".join(part for part in ("mapper", *file.relative_to(SOURCE).with_suffix("").parts) if part != "__init__")
    for file in sorted(SOURCE.rglob("*.py"))
    if file.relative_to(SOURCE).parts[0] != "gui" and ">>> " in file.read_text("utf-8")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_do_what_they_say(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS)

    assert result.attempted
    assert not result.failed
