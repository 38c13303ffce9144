"""What stands around the map: the toolbar, the menu of recent files, the place of every panel."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QMenu, QSizePolicy, QSplitter, QToolBar, QToolButton, QWidget

from mapper.app.session import history
from mapper.edit.verbs.colour import PALETTE
from mapper.gui.kit.actions import Actions
from mapper.gui.kit.icons import SIZE, wear
from mapper.gui.kit.pull import PullButton
from mapper.gui.kit.theme import map_theme
from mapper.gui.panels.bottom import Bottom
from mapper.gui.panels.inspector.colour import swatch_icon
from mapper.gui.panels.inspector.panel import Inspector
from mapper.model.diagram import Diagram
from mapper.resources import example
from mapper.text import _, current

_TOP = (
    ("file.save",),
    ("edit.undo", "edit.redo"),
    ("arrange.all",),
    ("view.fit", "edit.find"),
    ("view.lens", "map.people", "file.documents"),
)
STEPS = 20
"""How many steps the menus of undo and redo list; the panel of changes has all."""

_EXAMPLES = {"en": "order-to-delivery.bpmn", "da": "ordre-til-levering.bpmn"}
_WITH_TEXT = ("arrange.all", "view.lens", "map.people", "file.documents")


def toolbar(actions: Actions, menus: Mapping[str, QMenu], pull_picture: Callable[[], None]) -> QToolBar:
    """The slim bar above the map. menus: those that hang on one of its buttons, by the id of its command.
    pull_picture: what pulling the picture off the bar begins."""
    actions["arrange.all"].setIconText(_("Arrange"))
    bar = QToolBar(_("Toolbar"))
    bar.setObjectName("top")
    bar.setMovable(False)
    bar.setIconSize(QSize(SIZE, SIZE))
    bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
    for group in _TOP:
        if group is not _TOP[0]:
            bar.addSeparator()
        for id in group:
            bar.addAction(actions[id])
            button = bar.widgetForAction(actions[id])
            if id in _WITH_TEXT and isinstance(button, QToolButton):
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    for id, menu in menus.items():
        button = bar.widgetForAction(actions[id])
        if isinstance(button, QToolButton):
            button.setObjectName("split")
            button.setMenu(menu)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
    gap = QWidget(bar)
    gap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    bar.addWidget(gap)
    bar.addWidget(_picture_button(actions, pull_picture, bar))
    bar.addAction(actions["view.inspector"])
    more = bar.findChild(QToolButton, "qt_toolbar_ext_button")
    if isinstance(more, QToolButton):
        more.setAccessibleName(_("More"))
    return bar


def _picture_button(actions: Actions, pull: Callable[[], None], bar: QToolBar) -> QToolButton:
    """Pressed it copies a picture, pulled off the bar it carries one to another program."""
    action = actions["edit.copy_picture"]
    button = PullButton(pull, bar)
    wear(button, "picture")
    button.setIconSize(QSize(SIZE, SIZE))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAccessibleName(action.text())
    button.setToolTip(f"{actions.tip('edit.copy_picture')}\n{_('Pull it onto another program to drop it there')}")
    button.clicked.connect(action.trigger)
    action.changed.connect(lambda: button.setEnabled(action.isEnabled()))
    return button


def middle(maps: QWidget, bottom: Bottom, inspector: Inspector) -> QSplitter:
    """The maps with the panels below and the inspector to the right."""
    down = QSplitter(Qt.Orientation.Vertical)
    down.addWidget(maps)
    down.addWidget(bottom)
    down.setStretchFactor(0, 1)
    down.setStretchFactor(1, 0)
    down.setCollapsible(0, False)
    down.setCollapsible(1, False)
    across = QSplitter(Qt.Orientation.Horizontal)
    across.addWidget(down)
    across.addWidget(inspector)
    across.setStretchFactor(0, 1)
    across.setStretchFactor(1, 0)
    across.setCollapsible(0, False)
    across.setCollapsible(1, False)
    return across


def steps_menu(menu: QMenu, diagram: Diagram | None, back: bool) -> None:
    """Fill a menu with the steps that undo or redo would go through, the next one first; the one that is chosen is
    gone back to, with all that come before it."""
    menu.clear()
    if diagram is not None:
        for number, step in enumerate(reversed(diagram.steps(back)[-STEPS:]), 1):
            menu.addAction(history.described(step), partial(_go, diagram, number, back))


def _go(diagram: Diagram, count: int, back: bool) -> None:
    for _step in range(count):
        (diagram.undo if back else diagram.redo)()


def recent_menu(menu: QMenu, paths: Sequence[str], open_path: Callable[[Path], None]) -> None:
    """Fill the menu of recent files, those that still exist."""
    menu.clear()
    for name in paths:
        path = Path(name)
        if path.is_file():
            entry = menu.addAction(path.name, partial(open_path, path))
            entry.setToolTip(str(path))
    menu.setToolTipsVisible(True)
    menu.setEnabled(not menu.isEmpty())


def example_map() -> Path:
    """The example that ships with the program, in the language of the window."""
    return example(_EXAMPLES[current()])


def ink(actions: Actions) -> None:
    """Let the entries of the Colour menu show their colours."""
    for named in PALETTE:
        entry = actions[f"colour.{named.name}"]
        entry.setIcon(swatch_icon(named.pair, map_theme()))
        entry.setIconVisibleInMenu(True)
