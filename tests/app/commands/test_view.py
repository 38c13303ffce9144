"""Zoom, tools, switches and colours, as commands."""

import pytest
from tests.helpers.faces import Face

from mapper.app import commands


def test_a_switch_turns_and_says_so() -> None:
    face = Face()
    lens = commands.COMMANDS["view.lens"]
    assert lens.on is not None
    assert not lens.on(face)
    lens.run(face)
    assert lens.on(face)
    assert face.settings.lens


def test_one_theme_is_on_at_a_time() -> None:
    face = Face()
    commands.COMMANDS["theme.dark"].run(face)
    rows = [row for id, row in commands.COMMANDS.items() if id.startswith("theme.")]
    assert [row.id for row in rows if row.on is not None and row.on(face)] == ["theme.dark"]


def test_a_tool_is_taken_in_hand(face: Face) -> None:
    commands.run("tool.lasso", face)
    assert face.tool == "lasso"
    assert commands.COMMANDS["tool.lasso"].on is not None
    assert commands.COMMANDS["tool.lasso"].on(face)


def test_zooming_in_and_out_leads_back(face: Face) -> None:
    for id in ("view.zoom_in", "view.zoom_out", "view.zoom_100"):
        commands.run(id, face)
    bigger, smaller, whole = face.told("zoom")
    assert bigger * smaller == pytest.approx(1)  # type: ignore[operator]
    assert whole is None
