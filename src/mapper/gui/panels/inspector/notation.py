"""The fields of what stands in the notation itself: a flow's default and condition, what an event waits for or tells,
colours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCheckBox, QCompleter

from mapper.edit.structure import triggers
from mapper.edit.verbs import colour, replace
from mapper.gui.forms import apply
from mapper.gui.forms.field import Field, LineField, ParagraphField
from mapper.gui.panels.inspector.colour import ColourField
from mapper.model.diagram import Diagram
from mapper.model.kinds import EVENTS
from mapper.text import N_, _, current


class SwitchField(Field):
    """Something that is so or not; a press commits."""

    def __init__(self, text: str) -> None:
        super().__init__("")
        self.box = QCheckBox(text, self)
        self.box.clicked.connect(self.commit)
        self.finish(self.box)
        self.box.setAccessibleName(text)

    @property
    def pending(self) -> bool:
        return self.value is not None and self.box.isChecked() != self.value

    def _display(self, value: Any) -> None:
        self.box.setChecked(bool(value))

    def _typed(self) -> Any:
        return self.box.isChecked()


class TriggerField(LineField):
    """What an event waits for or tells; names that are on the map already are offered while one types."""

    def __init__(self) -> None:
        super().__init__(_("Name"))
        self._names = QStringListModel(self)
        offered = QCompleter(self._names, self)
        offered.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        offered.setFilterMode(Qt.MatchFlag.MatchContains)
        self.edit.setCompleter(offered)

    def suit(self, event: str, names: Sequence[str]) -> None:
        """Say what is asked for, and what may be taken."""
        label = _(_ASKED.get(event, EVENTS[event]))
        self._caption.setText(label)
        self.edit.setAccessibleName(label)
        self._names.setStringList(list(names))


_ASKED = {"conditional": N_("Condition"), "link": N_("Link: name of both ends")}

_FIELDS: dict[str, Callable[[], Field]] = {
    "default": lambda: SwitchField(_("Default flow, taken when no condition holds")),
    "condition": lambda: ParagraphField(_("Condition"), hint=_("An expression; Enter commits"), brief=True),
    "time": lambda: LineField(_("When"), hint=_("2 days · every Monday 9:00 · 24 December 2026 18:00")),
    "trigger": TriggerField,
    "code": lambda: LineField(_("Code")),
    "state": lambda: LineField(_("State"), hint=_("Of the data: ordered, checked, paid")),
    "colour": ColourField,
}


_EVENT_MARKS = ("time", "trigger", "code")


def field_for(mark: str) -> Field:
    """An empty field for one of `Subject.marks`."""
    return _FIELDS[mark]()


def fill(field: Field, mark: str, diagram: Diagram, ids: Sequence[str]) -> None:
    """Show what the map says."""
    if mark == "colour":
        shared = colour.common(diagram, ids)
        field.show_value(shared, mixed=shared is None)
    elif mark in _EVENT_MARKS:
        node = diagram.node(ids[0])
        if isinstance(field, TriggerField):
            event = str(node.trait("event"))
            field.suit(event, [named.name for named in triggers.register(diagram) if named.event == event])
        field.show_value(node.trait("code") if mark == "code" else triggers.said(node, current()))
    elif mark == "state":
        field.show_value(diagram.node(ids[0]).trait("state"))
    else:
        field.show_value(diagram.flow(ids[0]).trait(mark))


def commit(mark: str, diagram: Diagram, ids: Sequence[str], value: Any) -> None:
    """Do to the map what a field says."""
    if mark == "colour":
        apply.colours(diagram, ids, value)
    elif mark == "default":
        apply.default(diagram, ids[0], value)
    elif mark == "code":
        triggers.code(diagram, ids[0], value)
    elif mark in _EVENT_MARKS:
        triggers.say(diagram, ids[0], value, current())
    elif mark == "state":
        replace.state(diagram, ids[0], value)
    else:
        apply.condition(diagram, ids[0], value)
