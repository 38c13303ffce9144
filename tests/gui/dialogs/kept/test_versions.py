"""Versions of a map in a window: listed, looked at, opened beside, restored in whole or in parts."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from tests.helpers.hand import Hand

from mapper.gui.dialogs.kept.versions import VersionsDialog
from mapper.gui.window.window import MainWindow
from mapper.model.diagram import Diagram


def rename(diagram: Diagram, old: str, new: str) -> None:
    node = next(node for node in diagram.nodes() if node.name == old)
    with diagram.transaction("rename"):
        diagram.put(node.but(name=new))


def names(diagram: Diagram) -> set[str]:
    return {node.name for node in diagram.nodes()}


@pytest.fixture
def dialog(window: MainWindow, diagram: Diagram) -> VersionsDialog:
    """The versions of a map that was saved after two renamings and a removal."""
    rename(diagram, "Approve Invoice", "One")
    rename(diagram, "Assign Approver", "Two")
    gone = next(node for node in diagram.nodes() if node.name == "Archive Invoice")
    with diagram.transaction("drop"):
        for flow in diagram.index.flows_at(gone.id):
            diagram.drop(flow)
        diagram.drop(gone.id)
    window.commands["file.save"].trigger()
    window.commands["file.versions"].trigger()
    [found] = window.findChildren(VersionsDialog)
    return found


def test_versions_are_listed_with_what_changed_by_name(dialog: VersionsDialog) -> None:
    assert dialog.list.count() == 1
    lines = [item.text(0) for item, _one in dialog.view._rows()]
    assert "“Approve Invoice” → “One”" in lines
    assert "Service task “Archive Invoice”" in lines
    assert not dialog.buttons["chosen"].isEnabled()
    dialog.reject()


def test_chosen_parts_come_back(window: MainWindow, diagram: Diagram, dialog: VersionsDialog, hand: Hand) -> None:
    for item, one in dialog.view._rows():
        if one.name in ("One", "Archive Invoice"):
            item.setCheckState(0, Qt.CheckState.Checked)
    hand.click(dialog.buttons["chosen"])
    assert {"Approve Invoice", "Two", "Archive Invoice"} <= names(diagram)
    assert "Assign Approver" not in names(diagram)
    diagram.undo()
    assert "One" in names(diagram)


def test_all_comes_back_byte_for_byte(
    window: MainWindow, diagram: Diagram, dialog: VersionsDialog, hand: Hand, map_file: Path
) -> None:
    before = dialog._content
    hand.click(dialog.buttons["all"])
    window.commands["file.save"].trigger()
    assert map_file.read_bytes() == before


def test_a_version_opens_beside(window: MainWindow, dialog: VersionsDialog, hand: Hand, map_file: Path) -> None:
    hand.click(dialog.buttons["beside"])
    assert window.page is not None
    assert window.page.session.path is None
    assert window.page.session.name.startswith("C.1.0 (")
    assert "Approve Invoice" in names(window.page.session.diagram)
    assert len(window.maps.pages) == 2


def test_a_map_without_versions_says_so(window: MainWindow, diagram: Diagram) -> None:
    window.commands["file.versions"].trigger()
    [dialog] = window.findChildren(VersionsDialog)
    assert "no versions yet" in dialog.list.item(0).text()
    assert not any(dialog.buttons[key].isEnabled() for key in ("beside", "chosen", "all"))
    dialog.reject()
