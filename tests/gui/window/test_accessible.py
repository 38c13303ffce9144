"""The window for people who do not see it: everything on the map and every button stands in the accessibility tree."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit

from mapper.analysis.numbering import numbers
from mapper.edit.verbs import delete, label, owner
from mapper.gui.window.window import MainWindow
from mapper.model import query
from mapper.model.diagram import Diagram

Find = Callable[[str], str]
NAME = QAccessible.Text.Name


def tree(window: MainWindow) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(window.page.canvas)


def entries(window: MainWindow) -> list[str]:
    things = tree(window)
    return [things.child(i).text(NAME) for i in range(things.childCount())]


def test_a_step_says_what_it_is_its_number_lane_owner_and_what_follows(
    window: MainWindow, diagram: Diagram, named: Find
) -> None:
    # given a step with an owner of its own
    id = named("Approve Invoice")
    anna = owner.add_party(diagram, "Anna Holm", "person")
    owner.set_owner(diagram, [id], anna)
    of = numbers(diagram)
    # when a screen reader reads the map
    said = next(entry for entry in entries(window) if entry.startswith("User task Approve Invoice"))
    # then it says all that one sees
    lane, follower = query.lane_of(diagram, id), query.outgoing(diagram, id)[0].target
    follows = " ".join(diagram.node(follower).name.split())
    total = len([n for n in of.values() if "." not in n])
    wanted = f"User task Approve Invoice, step {of[id]} of {total}, lane {lane.name}, owner Anna Holm, next: {follows}"
    assert said == wanted


def test_everything_drawn_is_there_once_and_has_a_place_on_the_screen(window: MainWindow, diagram: Diagram) -> None:
    things, plane = tree(window), window.page.canvas.plane
    drawn = query.drawn_on(diagram, plane)
    assert things.childCount() == len(drawn)
    assert all(entries(window))
    for place in range(things.childCount()):
        child = things.child(place)
        assert things.indexOfChild(child) == place
        assert child.rect().isValid()
        assert child.parent().text(NAME) == "Map"


def test_the_tree_follows_the_map_and_the_selection(window: MainWindow, diagram: Diagram, named: Find) -> None:
    # given the entry of a step
    id, canvas = named("Approve Invoice"), window.page.canvas
    things = tree(window)
    place = next(i for i, entry in enumerate(entries(window)) if "task Approve Invoice" in entry)
    child = things.child(place)
    # when it is selected by key and renamed
    canvas.setFocus()
    canvas.select([query.incoming(diagram, id)[0].source])
    QTest.keyClick(canvas, Qt.Key.Key_Tab)
    assert canvas.selection == (id,)
    label.rename(diagram, id, "Check")
    # then it says so
    assert child.state().selected
    assert child.state().focused
    assert child.text(NAME).startswith("User task Check, step ")
    assert things.text(QAccessible.Text.Description) == child.text(NAME)
    # when it is deleted, then it is there no more
    count = things.childCount()
    delete.records(diagram, [id])
    assert things.childCount() < count
    assert not child.isValid()


def test_every_button_and_field_of_the_window_has_a_name(window: MainWindow, diagram: Diagram, named: Find) -> None:
    window.page.canvas.select([named("Approve Invoice")])
    shown = [w for sort in (QAbstractButton, QLineEdit, QComboBox) for w in window.findChildren(sort) if w.isVisible()]
    nameless = [
        (type(w).__name__, w.objectName(), w.toolTip(), type(w.parent()).__name__)
        for w in shown
        if w.isEnabled()
        # On some systems Qt tells the text of a list in place of its name.
        if not (w.accessibleName() or QAccessible.queryAccessibleInterface(w).text(NAME))
    ]
    assert len(shown) > 40
    assert nameless == []
