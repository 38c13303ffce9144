"""What is left to do, RACI and handoffs: worked out from the map, and each leads back to it."""

import datetime
from typing import get_args

import pytest
from PySide6.QtCore import Qt

from mapper.analysis.blind_spots import Sort
from mapper.edit.verbs import owner
from mapper.gui.panels.views import raci
from mapper.gui.panels.views.todo import SORTS, findings, target
from mapper.gui.window.window import MainWindow
from mapper.model import query
from mapper.model.diagram import Diagram

TODAY = datetime.date(2026, 12, 1)


def bare(diagram: Diagram) -> str:
    """A step in a lane of which nothing is said yet."""
    return next(step.id for step in query.steps(diagram) if not step.details and step.lane)


def test_every_sort_of_finding_has_a_name_in_the_list() -> None:
    assert set(SORTS) == set(get_args(Sort))


def test_what_is_done_is_no_longer_left_to_do(diagram: Diagram) -> None:
    id = bare(diagram)

    def sorts() -> list[str]:
        return [finding.sort for finding in findings(diagram, TODAY) if finding.node.id == id]

    assert {"unowned", "unperformed", "unverified"} <= set(sorts())
    anna = owner.add_party(diagram, "Anna Holm", "person")
    owner.set_owner(diagram, [id], anna)
    owner.set_detail(diagram, id, "responsible", (anna,))
    owner.set_detail(diagram, id, "verifiedOn", "2026-11-01")
    assert not {"unowned", "unperformed", "unverified"} & set(sorts())
    owner.set_detail(diagram, id, "verifiedOn", "2025-11-01")  # more than a year ago
    assert "unverified" in sorts()


def test_each_thing_to_do_leads_to_its_place(window: MainWindow, diagram: Diagram) -> None:
    window.open_part("todo")
    panel = window.panels["todo"]
    assert {"unowned", "unnamed", "unmeasured"} <= {finding.sort for finding in panel.model.found}
    for row, finding in enumerate(panel.model.found):
        panel.table.selectRow(row)
        wanted = target(diagram, finding)
        assert diagram.get(wanted) is not None
        if diagram.get(wanted).plane is not None:
            assert window.page.canvas.selection == (wanted,)
        assert panel.model.index(row, 0).data()
        assert panel.model.index(row, 1).data()


def test_the_list_is_narrowed_to_one_kind(window: MainWindow, diagram: Diagram) -> None:
    window.open_part("todo")
    panel = window.panels["todo"]
    panel.kind.setCurrentIndex(panel.kind.findData("unowned"))
    panel.kind.activated.emit(panel.kind.currentIndex())
    assert {finding.sort for finding in panel.model.found} == {"unowned"}


def test_a_cell_of_the_matrix_selects_its_step_and_letters_change_it(window: MainWindow, diagram: Diagram) -> None:
    # given two parties and an owner who is inherited from the lane
    id = bare(diagram)
    anna, bo = (owner.add_party(diagram, name, "person") for name in ("Anna Holm", "Bo Vig"))
    owner.set_owner(diagram, [diagram.node(id).lane], anna)
    window.open_part("raci")
    panel = window.panels["raci"]
    row = next(at for at, step in enumerate(panel.model.found.steps) if step.id == id)
    across = {party.id: at for at, party in enumerate(panel.model.found.parties)}
    panel.table.setCurrentIndex(panel.model.index(row, across[anna]))
    assert window.page.canvas.selection == (id,)
    assert panel.model.index(row, across[anna]).data() == "A"
    # when letters are typed
    before = diagram.records()
    assert panel.model.setData(panel.model.index(row, across[bo]), "rc")
    assert diagram.node(id).details == {"responsible": (bo,), "consulted": (bo,)}
    assert query.own_owner(diagram, id) is None  # the owner is still inherited
    diagram.undo()
    assert diagram.records() == before
    # another letter is refused
    panel.read(diagram)
    assert not panel.model.setData(panel.model.index(0, 0), "x")
    assert "none of the letters" in window.bars.sentences()[0]


def test_an_owner_is_given_and_taken_by_a_letter(diagram: Diagram) -> None:
    id = bare(diagram)
    anna = owner.add_party(diagram, "Anna Holm", "person")
    raci.put(diagram, id, anna, "AR")
    assert diagram.node(id).details == {"owner": anna, "responsible": (anna,)}
    raci.put(diagram, id, anna, "")
    assert not diagram.node(id).details


def test_a_handoff_leads_to_its_flow(window: MainWindow, diagram: Diagram) -> None:
    window.open_part("handoffs")
    panel = window.panels["handoffs"]
    assert len(panel.listed.found) == len(query.handoffs(diagram))
    cells = [panel.model.index(i, j) for i in range(panel.model.count) for j in range(panel.model.count)]
    index = next(index for index in cells if index.data())
    panel.matrix.setCurrentIndex(index)
    assert len(panel.listed.found) == int(index.data())
    panel.matrix.clicked.emit(index)
    assert window.page.canvas.selection == (panel.listed.found[0].flow.id,)
    assert panel.listed.headerData(1, Qt.Orientation.Horizontal) == "What"
    assert all(panel.listed.index(0, at).data() for at in range(3))


@pytest.mark.parametrize("name", ["todo", "raci", "handoffs"])
def test_they_follow_the_map_once_the_hand_rests(window: MainWindow, diagram: Diagram, name: str) -> None:
    window.open_part(name)
    panel = window.panels[name]
    owner.add_party(diagram, "Anna Holm", "person")
    assert panel._wait.isActive()
    window.open_part(name)  # folded: it waits until it is seen
    owner.add_party(diagram, "Bo Vig", "person")
    assert panel._stale
    window.open_part(name)
    assert not panel._stale
