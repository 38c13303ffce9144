"""A small rich map made by hand, the schema, and the scorer."""

import sys
from pathlib import Path
from types import ModuleType

import pytest
from lxml import etree


@pytest.fixture(scope="session")
def repair() -> bytes:
    """A map with lanes, a boundary event, a sub-process, a note, vendor content, comments and CDATA."""
    return (Path(__file__).parents[1] / "helpers" / "repair.bpmn").read_bytes()


@pytest.fixture(scope="session")
def schema(xsd: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(xsd / "BPMN20.xsd")))


@pytest.fixture(scope="session")
def facts() -> ModuleType:
    """The scorer that stands beside the checkout."""
    folder = Path(__file__).resolve().parents[3] / "shared" / "interchange"
    if not folder.is_dir():
        pytest.skip("no folder ../shared/interchange beside the checkout, so facts cannot be compared")
    sys.path.insert(0, str(folder))
    try:
        import bpmn_compare
    finally:
        sys.path.remove(str(folder))
    return bpmn_compare
