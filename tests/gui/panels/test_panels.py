"""Below the map: panels that fold, and the changes one can go back to. Over it: the legend."""

from collections.abc import Callable

from tests.helpers.hand import Hand

from mapper.analysis.shares import shares
from mapper.edit.verbs import label, owner
from mapper.gui.panels.changes import History
from mapper.gui.window.window import MainWindow
from mapper.model import query
from mapper.model.diagram import Diagram

Find = Callable[[str], str]


def test_a_button_folds_the_panel_away(window: MainWindow, diagram: Diagram, hand: Hand) -> None:
    assert not window.bottom.fold_button.isVisible()
    window.open_part("steps")
    hand.click(window.bottom.fold_button)
    assert window.panel == ""
    assert not window.panels["steps"].isVisible()
    assert not window.commands["panel.steps"].isChecked()


def test_the_panels_are_folded_at_first_and_fold_again(window: MainWindow, diagram: Diagram) -> None:
    assert window.panel == ""
    assert not window.panels["steps"].isVisible()
    window.commands["panel.steps"].trigger()
    assert window.panels["steps"].isVisible()
    assert window.commands["panel.steps"].isChecked()
    window.commands["panel.steps"].trigger()
    assert not window.panels["steps"].isVisible()


def test_a_click_on_a_change_goes_back_and_forward(window: MainWindow, diagram: Diagram, named: Find) -> None:
    # given three changes of different names
    id = named("Approve Invoice")
    label.rename(diagram, id, "One")
    owner.add_party(diagram, "Anna Holm", "person")
    label.rename(diagram, id, "Two")
    window.open_part("changes")
    changes = window.panels["changes"]
    assert changes.count() == 4
    assert [changes.item(i).text().split("   ")[1] for i in (1, 2)] == ["Rename “One”", "Add owner: “Anna Holm”"]
    # when the first of them is clicked
    changes.itemClicked.emit(changes.item(1))
    # then only it is in force; the last brings all back
    assert diagram.node(id).name == "One"
    assert len(query.parties(diagram)) == 3
    changes.itemClicked.emit(changes.item(3))
    assert diagram.node(id).name == "Two"
    assert changes.currentRow() == 3
    # and so does Enter on an entry
    changes.setCurrentRow(1)
    changes.itemActivated.emit(changes.item(1))
    assert diagram.node(id).name == "One"


def test_steps_of_one_name_in_a_row_are_one_entry(diagram: Diagram, named: Find) -> None:
    history, id = History(diagram), named("Approve Invoice")
    for name in ("One", "Two", "Three"):
        label.rename(diagram, id, name)
    assert [entry.count for entry in history.entries] == [1, 3]
    history.go_to(0)
    assert diagram.node(id).name == "Approve Invoice"


def test_a_new_change_after_going_back_forgets_what_was_ahead(diagram: Diagram, named: Find) -> None:
    history = History(diagram)
    label.rename(diagram, named("Approve Invoice"), "One")
    diagram.undo()
    owner.add_party(diagram, "Anna Holm", "person")
    assert [entry.label for entry in history.entries[1:]] == [diagram.undo_label]


def test_the_legend_counts_who_owns_what(
    window: MainWindow, diagram: Diagram, named: Find, hand: Hand
) -> None:
    # given one owner of one lane
    anna = owner.add_party(diagram, "Anna Holm", "person")
    owner.set_owner(diagram, [diagram.node(named("Approve Invoice")).lane], anna)
    found = shares(diagram)
    assert [(party.name if party else "", count) for party, count in found] == [("Anna Holm", 1), ("", 8)]
    # when the lens is on, then the legend is seen, and a name selects the steps
    assert not window.page.legend.isVisible()
    window.commands["view.lens"].trigger()
    assert window.page.legend.isVisible()
    assert [button.text() for button in window.page.legend.entries] == ["Anna Holm  1", "Nobody  8"]
    hand.click(window.page.legend.entries[0])
    assert window.page.canvas.selection == (named("Approve Invoice"),)
