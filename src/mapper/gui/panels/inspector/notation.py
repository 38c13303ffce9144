"""The fields of what stands in the notation itself: a flow's default and condition, colours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QCheckBox

from mapper.edit.verbs import colour
from mapper.gui.forms import apply
from mapper.gui.forms.field import Field, ParagraphField
from mapper.gui.panels.inspector.colour import ColourField
from mapper.model.diagram import Diagram
from mapper.text import _


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


_FIELDS: dict[str, Callable[[], Field]] = {
    "default": lambda: SwitchField(_("Default flow, taken when no condition holds")),
    "condition": lambda: ParagraphField(_("Condition"), hint=_("An expression; Enter commits"), brief=True),
    "colour": ColourField,
}


def field_for(mark: str) -> Field:
    """An empty field for one of `Subject.marks`."""
    return _FIELDS[mark]()


def fill(field: Field, mark: str, diagram: Diagram, ids: Sequence[str]) -> None:
    """Show what the map says."""
    if mark == "colour":
        shared = colour.common(diagram, ids)
        field.show_value(shared, mixed=shared is None)
    else:
        field.show_value(diagram.flow(ids[0]).trait(mark))


def commit(mark: str, diagram: Diagram, ids: Sequence[str], value: Any) -> None:
    """Do to the map what a field says."""
    if mark == "colour":
        apply.colours(diagram, ids, value)
    elif mark == "default":
        apply.default(diagram, ids[0], value)
    else:
        apply.condition(diagram, ids[0], value)
