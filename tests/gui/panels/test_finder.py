"""Search: by a part of the name, nearest first; Enter selects and brings to the middle."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.helpers.hand import Hand

from mapper.gui.panels.finder import matches
from mapper.gui.panels.planes import title
from mapper.gui.window.window import MainWindow
from mapper.model.diagram import Diagram

Find = Callable[[str], str]


def test_names_that_begin_with_the_text_come_first(diagram: Diagram) -> None:
    names = [" ".join(diagram.get(id).name.split()) for id in matches(diagram, "approve")]
    begins = [name.startswith("Approve") for name in names]
    assert True in begins
    assert False in begins
    assert begins == sorted(begins, reverse=True)


def test_line_breaks_in_names_and_large_letters_do_not_matter(diagram: Diagram, named: Find) -> None:
    assert matches(diagram, "PREPARE bank") == [named("Prepare Bank Transfer")]


def test_enter_selects_and_goes_on_to_the_next_and_round(window: MainWindow, diagram: Diagram) -> None:
    # given the search, opened by its command
    window.commands["edit.find"].trigger()
    finder = window.page.finder
    assert finder.isVisible()
    # when a text is typed and Enter pressed
    QTest.keyClicks(finder.edit, "invoice")
    wanted = matches(diagram, "invoice")
    QTest.keyClick(finder.edit, Qt.Key.Key_Return)
    # then the first match is selected; the last but one step leads back to it
    assert window.page.canvas.selection == (wanted[0],)
    assert finder.count.text() == f"1 of {len(wanted)}"
    for _match in wanted[1:]:
        QTest.keyClick(finder.edit, Qt.Key.Key_Return)
    assert window.page.canvas.selection == (wanted[-1],)
    QTest.keyClick(finder.edit, Qt.Key.Key_Return)
    assert window.page.canvas.selection == (wanted[0],)
    QTest.keyClick(finder.edit, Qt.Key.Key_Up)
    assert window.page.canvas.selection == (wanted[-1],)


def test_nothing_found_is_said(window: MainWindow, diagram: Diagram) -> None:
    window.commands["edit.find"].trigger()
    QTest.keyClicks(window.page.finder.edit, "zebra")
    QTest.keyClick(window.page.finder.edit, Qt.Key.Key_Return)
    assert window.page.finder.count.text() == "Nothing has this in its name"
    assert window.page.canvas.selection == ()


def test_escape_gives_the_map_back(window: MainWindow, diagram: Diagram) -> None:
    window.commands["edit.find"].trigger()
    QTest.keyClick(window.page.finder.edit, Qt.Key.Key_Escape)
    assert not window.page.finder.isVisible()


def test_a_match_on_another_diagram_is_shown_there(window: MainWindow, reference: Callable[[str], Path]) -> None:
    # given a file with several diagrams
    window.open([reference("departments")])
    page = window.page
    diagram = page.session.diagram
    elsewhere = next(n for n in diagram.nodes() if n.name and n.bounds and n.plane not in (None, page.canvas.plane))
    # when something on another one is gone to
    page.go_to(elsewhere.id)
    # then that diagram is in front, its tab too
    assert page.canvas.plane == elsewhere.plane
    assert page.canvas.selection == (elsewhere.id,)


def test_a_single_match_gives_the_keys_to_the_map(window: MainWindow, diagram: Diagram, named) -> None:
    window.commands["edit.find"].trigger()
    QTest.keyClicks(window.page.finder.edit, "prepare bank")
    QTest.keyClick(window.page.finder.edit, Qt.Key.Key_Return)

    assert window.page.canvas.selection == (named("Prepare Bank Transfer"),)
    assert not window.page.finder.isVisible()


def test_what_is_typed_lists_every_hit_with_its_place(window: MainWindow, diagram: Diagram, hand: Hand) -> None:
    # given the search
    window.commands["edit.find"].trigger()
    finder = window.page.finder
    assert not finder.list.isVisible()
    # when something is typed
    QTest.keyClicks(finder.edit, "invoice")
    wanted = matches(diagram, "invoice")
    # then every hit stands in a list over the map, with its lane, and nothing is selected yet
    assert finder.list.isVisible()
    rows = [finder.list.item(i).text() for i in range(finder.list.count())]
    assert len(rows) == len(wanted) > 2
    assert "Approve Invoice  —  Approver" in rows
    assert window.page.canvas.selection == ()
    # when one is clicked, it is selected; Esc closes the list and leaves it so
    at = rows.index("Approve Invoice  —  Approver")
    finder.list.scrollToItem(finder.list.item(at))
    hand.click(finder.list.viewport(), finder.list.visualItemRect(finder.list.item(at)).center())
    assert window.page.canvas.selection == (wanted[at],)
    QTest.keyClick(finder.edit, Qt.Key.Key_Escape)
    assert not finder.list.isVisible()
    assert window.page.canvas.selection == (wanted[at],)
    assert window.page.canvas.hasFocus()


def test_hits_on_other_diagrams_are_listed_with_their_diagram(
    window: MainWindow, reference: Callable[[str], Path]
) -> None:
    window.open([reference("departments")])
    page = window.page
    elsewhere = next(
        n for n in page.session.diagram.nodes() if n.name and n.bounds and n.plane not in (None, page.canvas.plane)
    )
    window.commands["edit.find"].trigger()
    page.finder.edit.setText(elsewhere.name)
    wanted = matches(page.session.diagram, elsewhere.name)
    plane = page.session.diagram.node(elsewhere.plane)
    row = page.finder.list.item(wanted.index(elsewhere.id)).text()
    assert row.endswith(title(page.session.diagram, plane))


def test_the_list_is_gone_when_nothing_is_found_and_when_nothing_is_asked(window: MainWindow, diagram: Diagram) -> None:
    window.commands["edit.find"].trigger()
    finder = window.page.finder
    QTest.keyClicks(finder.edit, "zebra")
    assert not finder.list.isVisible()
    finder.edit.clear()
    QTest.keyClicks(finder.edit, "a")
    assert finder.list.isVisible()
    assert finder.list.height() <= 8 * 40
    finder.edit.clear()
    assert not finder.list.isVisible()
