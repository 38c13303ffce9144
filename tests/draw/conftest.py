"""Maps to draw."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mapper import bpmn
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.records import Flow, Node


@pytest.fixture
def opened(reference: Callable[[str], Path]) -> Callable[[str], Diagram]:
    """Opens a reference map of the corpus by its name."""
    return lambda name: Diagram(bpmn.read(reference(name).read_bytes()).records)


@pytest.fixture
def small() -> Diagram:
    """A pool with two lanes, two owned steps and a flow between them."""
    return Diagram(
        [
            Node("plane", "plane", "Small map", ref="c"),
            Node("c", "collaboration"),
            Node("p", "process"),
            Node("sales", "party", "Sales manager"),
            Node("stock", "party", "Lager"),
            Node("pool", "participant", "Ordrer", "c", ref="p", plane="plane", bounds=Rect(0, 0, 500, 300)),
            Node("top", "lane", "Salg", "p", plane="plane", bounds=Rect(30, 0, 470, 150), details={"owner": "sales"}),
            Node("low", "lane", "Lager", "p", plane="plane", bounds=Rect(30, 150, 470, 150)),
            Node("a", "userTask", "Modtag ordre", "p", "top", plane="plane", bounds=Rect(100, 35, 100, 80)),
            Node("b", "task", "Pak varer", "p", "low", plane="plane", bounds=Rect(300, 185, 100, 80),
                 details={"owner": "stock"}),
            Flow("f", "sequenceFlow", "a", "b", "godkendt", "p", "plane",
                 (Point(200, 75), Point(250, 75), Point(250, 225), Point(300, 225))),
        ]
    )  # fmt: skip
