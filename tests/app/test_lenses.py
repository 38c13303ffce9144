"""What colours tell of the steps, and that the legend says so."""

import datetime

import pytest

from mapper.analysis.lenses import LENSES, told
from mapper.app import lenses
from mapper.draw.look import Lens
from mapper.draw.pictures.maps import map_marks
from mapper.draw.theme import DARK, LIGHT, Theme
from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect
from mapper.model.records import Node

TODAY = datetime.date(2026, 12, 1)
STEPS = {
    "a": {"documentation": "How", "responsible": ("ann",), "owner": "bo", "verifiedOn": "2026-11-01",
          "processingTime": 15.0},
    "b": {"documentation": "How", "verifiedOn": "2026-02-01", "processingTime": 59.0},
    "c": {"owner": "bo", "verifiedOn": "2024-02-01", "processingTime": 481.0},
    "d": {},
}  # fmt: skip


@pytest.fixture
def diagram() -> Diagram:
    steps = [Node(id, "task", id, "p", plane="plane", bounds=Rect(100 * at, 0, 80, 60), details=details)
             for at, (id, details) in enumerate(STEPS.items())]  # fmt: skip
    return Diagram([Node("plane", "plane", ref="p"), Node("p", "process"), Node("ann", "party", "Ann"),
                    Node("bo", "party", "Bo"), *steps])  # fmt: skip


@pytest.mark.parametrize(
    ("lens", "said"),
    [
        ("owner", {"a": "bo", "c": "bo"}),
        ("responsible", {"a": "ann"}),
        ("status", {"a": "whole", "b": "part", "c": "bare", "d": "bare"}),
        ("verified", {"a": "quarter", "b": "year", "c": "older", "d": "never"}),
        ("time", {"a": "minutes", "b": "hour", "c": "longer"}),
    ],
)
def test_what_a_lens_tells_of_each_step(diagram: Diagram, lens: str, said: dict[str, str]) -> None:
    assert told(diagram, lens, TODAY) == said
    # and the legend counts every step once
    rows = lenses.legend(diagram, lens, LIGHT, TODAY)
    assert sorted(step for row in rows for step in row.steps) == list("abcd")


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("name", LENSES)
def test_steps_are_painted_in_the_colours_of_the_legend(diagram: Diagram, name: str, theme: Theme) -> None:
    lens = lenses.lens(diagram, name, theme, TODAY)
    marks = dict(reversed(map_marks(diagram, "plane", theme, lens=lens)))
    for row in lenses.legend(diagram, name, theme, TODAY):
        for step in row.steps:
            fills = [mark.style.fill for mark in marks[step] if hasattr(mark, "style")]
            assert (row.tint.fill if row.tint else theme.step) in fills


def test_only_owners_colour_lanes(diagram: Diagram) -> None:
    assert lenses.lens(diagram, "owner", LIGHT, TODAY) is True
    assert isinstance(lenses.lens(diagram, "time", LIGHT, TODAY), Lens)
