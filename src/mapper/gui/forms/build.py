"""The right field for each row of `model.details`, and what it shows of the map."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from mapper.gui.forms.field import Field, LineField, ParagraphField
from mapper.gui.forms.party import PartiesField, PartyField
from mapper.gui.forms.rows import RowsField
from mapper.gui.forms.subject import inherited_from
from mapper.gui.forms.values import ChoiceField, DateField, DurationField, NumberField
from mapper.model import query
from mapper.model.details import CHOICE, DATE, NUMBER, PARAGRAPH, PARTY_ID, PARTY_IDS, ROWS, TEXT, Detail, value
from mapper.model.diagram import Diagram
from mapper.text import _

_FIELDS: dict[str, Callable[[Detail, bool], Field]] = {
    TEXT: lambda d, _wide: LineField(_(d.label), _(d.unit), _(d.hint)),
    PARAGRAPH: lambda d, _wide: ParagraphField(_(d.label), _(d.unit), _(d.hint)),
    NUMBER: lambda d, _wide: NumberField(_(d.label), _(d.unit), _(d.hint)),
    DATE: lambda d, _wide: DateField(_(d.label), _(d.unit), _(d.hint)),
    CHOICE: lambda d, _wide: ChoiceField(_(d.label), [(key, _(text)) for key, text in d.choices], _(d.hint)),
    PARTY_ID: lambda d, _wide: PartyField(_(d.label), _(d.hint)),
    PARTY_IDS: lambda d, _wide: PartiesField(_(d.label), _(d.hint)),
    ROWS: lambda d, wide: RowsField(d, _(d.hint), wide),
}


def field_for(detail: Detail, wide: bool = False) -> Field:
    """An empty field for a row of the table. wide: it has a page's width, not the inspector's."""
    if detail.duration:
        return DurationField(_(detail.label), "", _("As “2 h” or “3 days”; a number alone is minutes."))
    return _FIELDS[detail.type](detail, wide)


def fill(field: Field, detail: Detail, diagram: Diagram, ids: Sequence[str]) -> None:
    """Show what the map says: the common value, or that there are several."""
    values = [_value(diagram, id, detail) for id in ids]
    mixed = any(v != values[0] for v in values)
    if isinstance(field, PartyField):
        inherits = detail.key == "owner" and not mixed and values[0] is None
        told = {inherited_from(diagram, id) for id in ids} if inherits else {""}
        field.show_parties(query.parties(diagram), told.pop() if len(told) == 1 else "")
    elif isinstance(field, PartiesField | RowsField):
        field.show_parties(query.parties(diagram))
    field.show_value(values[0] if values else None, mixed)


def _value(diagram: Diagram, id: str, detail: Detail) -> Any:
    record = diagram.get(id)
    return None if record is None else value(record.details, detail.key)
