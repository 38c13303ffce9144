"""The command tables as Qt actions: one per row, with its text, keys, icon, and whether it is enabled or on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QAction, QHelpEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QToolTip

from mapper.app import commands
from mapper.app.commands import Command, Context
from mapper.gui.kit import hints
from mapper.gui.kit.faults import hand_over
from mapper.gui.kit.icons import wear
from mapper.text import _

ORDER = ("File", "Edit", "View", "Map", "Tools", "Help")
"""The menus' English names in order; a menu of the table that is not named here comes before Help."""

_MENUS = "menus"
"""The group of the menus that stand inside another."""

_FUNCTION = re.compile(r"(^|\+)F\d+$")

INSIDE = {
    "Add": "Edit", "Colour the steps by": "View", "Panels below the map": "View",
    "Language": "View", "Show": "View", "Colours of the window": "View", "Go to": "View",
    "Arrange": "Map", "Lanes": "Map", "Align": "Map", "Step": "Map", "Flow": "Map", "Text": "Map", "Colour": "Map",
}  # fmt: skip
"""Menus that stand inside another, each where the first of its commands would."""


class Actions:
    """All actions by the id of their command. `before` runs ahead of each: it commits what is being typed.

    A command with a key that also writes a letter or edits text is local: its key counts only on the map, which hands
    what is pressed there to `press`. The others count everywhere in the window.
    """

    def __init__(
        self, rows: Iterable[Command], context: Context, before: Callable[[Command], None], parent: QObject
    ) -> None:
        self._rows = {row.id: row for row in rows}
        self._context = context
        self._before = before
        self._reasons = _Reasons(parent)
        self._actions = {row.id: self._action(row, parent) for row in self._rows.values()}
        self._keys: dict[str, list[Command]] = {}
        for row in self._rows.values():
            for key in row.keys if _is_local(row) else ():
                self._keys.setdefault(QKeySequence(key).toString(), []).append(row)

    def __getitem__(self, id: str) -> QAction:
        return self._actions[id]

    def row(self, id: str) -> Command:
        """A row of the table."""
        return self._rows[id]

    def run(self, id: str) -> None:
        """Run a command, if it can be run."""
        self._run(self._rows[id])

    def is_enabled(self, id: str) -> bool:
        """Whether a command can be run now, asked of the map itself."""
        return self._rows[id].enabled(self._context)

    def tip(self, id: str) -> str:
        """What a command does now, and its key."""
        return _tip(self._actions[id].text(), self._rows[id])

    def hint(self) -> str:
        """The next useful keys for what is selected."""
        return hints.told(self._context, self._rows, written, lambda id: self._actions[id].text())

    def suits(self, id: str) -> bool:
        """Whether a command is offered beside what is selected."""
        row = self._rows[id]
        return row.enabled(self._context) and (row.suits is None or row.suits(self._context))

    def press(self, event: QKeyEvent) -> bool:
        """Run what a key on the map stands for; why it cannot be done is told. False when it stands for nothing."""
        rows = self._keys.get(_combination(event), ())
        ready = next((row for row in rows if row.enabled(self._context)), None)
        if ready is not None:
            self._run(ready)
        elif why := next((said for row in rows if row.why is not None and (said := row.why(self._context))), ""):
            self._context.tell(why)
        return bool(rows)

    @property
    def everywhere(self) -> list[QAction]:
        """The actions whose keys count in the whole window."""
        return [self._actions[id] for id, row in self._rows.items() if not _is_local(row)]

    @property
    def tools(self) -> list[QAction]:
        """The tools, in order."""
        return [self._actions[id] for id in self._rows if id.startswith("tool.")]

    def refresh(self, *ids: str) -> None:
        """Bring every action's state in step with the map in front, or that of some."""
        for row in [self._rows[id] for id in ids] or self._rows.values():
            try:
                self._refresh(row, self._actions[row.id])
            except Exception as error:  # the others are wanted all the same
                self._actions[row.id].setEnabled(False)
                hand_over(error)

    def fill(self, bar: QMenuBar) -> dict[str, QMenu]:
        """Build the menus; returns them by their English names."""
        menus: dict[str, QMenu] = {}
        groups: dict[str, str] = {}
        named = dict.fromkeys(row.menu for row in self._rows.values() if row.menu)
        known = (*ORDER[:-1], *(name for name in named if name not in ORDER and name not in INSIDE), ORDER[-1])
        for name, title in zip(known, with_letters([_(name) for name in known]), strict=True):
            menus[name] = bar.addMenu(title)
        for name in named.keys() & INSIDE.keys():
            menus[name] = QMenu(_(name), bar)
        for menu in menus.values():
            self.explain(menu)
        for row in sorted((r for r in self._rows.values() if r.menu), key=self._place):
            if row.menu not in groups and row.menu in INSIDE:
                around = INSIDE[row.menu]
                _part(menus[around], groups, around, _MENUS)
                menus[around].addMenu(menus[row.menu])
            _part(menus[row.menu], groups, row.menu, row.group)
            menus[row.menu].addAction(self._actions[row.id])
        return menus

    def explain(self, menu: QMenu) -> None:
        """Let a menu say, where the mouse rests, why an entry is grey."""
        menu.installEventFilter(self._reasons)

    def rows(self) -> list[Command]:
        """The whole table."""
        return list(self._rows.values())

    def grouped(self) -> dict[str, list[Command]]:
        """The table under the names of its menus, as shown, in their order; what stands in no menu is for the map."""
        rows = sorted(self._rows.values(), key=lambda row: _rank(row.menu))
        found: dict[str, list[Command]] = {}
        for row in rows:
            found.setdefault(_(row.menu) if row.menu else _("On the map"), []).append(row)
        return found

    def _refresh(self, row: Command, action: QAction) -> None:
        action.setEnabled(row.enabled(self._context))
        if row.on is not None:
            action.setChecked(row.on(self._context))
        if row.now is not None:
            action.setText(row.now(self._context))
        if row.now is not None or row.why is not None:
            self._explain(row, action)

    def _explain(self, row: Command, action: QAction) -> None:
        """Say where the mouse rests what a command would do now, or why it cannot."""
        said = row.why(self._context) if row.why is not None and not action.isEnabled() else ""
        action.setToolTip("\n".join(filter(None, (_tip(action.text(), row), said))))
        action.setStatusTip(said)

    def _place(self, row: Command) -> int:
        """Rows of one group stand together, where the first of them stands."""
        rows = list(self._rows.values())
        return next(i for i, other in enumerate(rows) if (other.menu, other.group) == (row.menu, row.group))

    def _action(self, row: Command, parent: QObject) -> QAction:
        action = QAction(_(row.text), parent)
        action.setObjectName(row.id)
        action.setShortcuts([QKeySequence(key) for key in row.keys])
        action.setCheckable(row.on is not None)
        if _is_local(row):
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # shown in menus, but no key of theirs
        if row.icon:
            wear(action, row.icon)
            action.setIconVisibleInMenu(False)
        action.setToolTip(_tip(_(row.text), row))
        action.triggered.connect(lambda _checked=False: self._run(row))
        return action

    def _run(self, row: Command) -> None:
        with commands.faults_told(self._context):
            self._before(row)
            if row.enabled(self._context):
                row.run(self._context)
            elif row.why is not None and (why := row.why(self._context)):
                self._context.tell(why)
        self.refresh()


def _combination(event: QKeyEvent) -> str:
    """Key and modifiers as a key sequence writes them."""
    held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier)
    key = Qt.Key.Key_Tab if event.key() == Qt.Key.Key_Backtab else Qt.Key(event.key())
    return QKeySequence(QKeyCombination(held, key)).toString()


class _Reasons(QObject):
    """Watches menus. Qt's own tips in menus would repeat what every entry says."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ToolTip or not isinstance(watched, QMenu) or not isinstance(event, QHelpEvent):
            return False
        entry = watched.actionAt(event.pos())
        QToolTip.showText(event.globalPos(), entry.statusTip() if entry is not None else "", watched)
        return True


def written(key: str) -> str:
    """A key as this system writes it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def _tip(text: str, row: Command) -> str:
    return f"{text} ({written(row.keys[0])})" if row.keys else text


def _rank(menu: str) -> int:
    """Where a menu stands among the others: behind the one it is part of; what is in none comes after Edit."""
    around = INSIDE.get(menu, menu) or "Edit"
    return 2 * (ORDER.index(around) if around in ORDER else len(ORDER)) + (menu != around)


def with_letters(titles: Sequence[str]) -> list[str]:
    """Titles with "&" before the letter that opens each from the keyboard: the first that no other has taken.

    >>> with_letters(["Vis", "Værktøjer"])
    ['&Vis', 'V&ærktøjer']
    """
    taken: set[str] = set()
    found = []
    for title in titles:
        at = next((i for i, letter in enumerate(title) if letter.isalpha() and letter.lower() not in taken), 0)
        taken.add(title[at : at + 1].lower())
        found.append(f"{title[:at]}&{title[at:]}")
    return found


def _part(menu: QMenu, groups: dict[str, str], name: str, group: str) -> None:
    """A line in a menu where another group begins."""
    if groups.setdefault(name, group) != group:
        menu.addSeparator()
        groups[name] = group


def _is_local(row: Command) -> bool:
    """Whether a text field needs one of the keys for itself."""
    return any("Ctrl" not in key and not _FUNCTION.search(key) for key in row.keys) or row.id in _TEXT_TOO


_TEXT_TOO = ("edit.select_all", "edit.cut", "edit.copy", "edit.paste")
"""Commands whose keys mean the same in a text field."""

TABLE = tuple(commands.COMMANDS.values())
"""The rows of `app.commands`."""
