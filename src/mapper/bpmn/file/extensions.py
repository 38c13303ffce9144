"""Mapper's own element: the fields of `model.details` that BPMN has no place for, in `<mapper:details>`.

One line of text, numbers, choices, dates and parties are attributes; long texts and table rows are child elements of
the field's name. The schema is `resources/mapper.xsd`; unknown names are kept and not shown.
"""

from __future__ import annotations

from typing import Any

from mapper.bpmn.file.load import Element
from mapper.bpmn.file.names import MAPPER, q
from mapper.model.details import DETAILS, NUMBER, PARAGRAPH, PARTY_IDS, ROWS, Detail
from mapper.text import durations


def read_details(element: Element) -> dict[str, Any]:
    """The fields of one `<mapper:details>`."""
    found: dict[str, Any] = {}
    for key, text in element.attrib.items():
        field = DETAILS.get(str(key))
        if field is not None and field.type not in (PARAGRAPH, ROWS):
            value = _value(field, str(text))
            if value not in (None, "", ()):
                found[field.key] = value
    for key in dict.fromkeys(child.tag for child in element):
        field = DETAILS.get(str(key).removeprefix(f"{{{MAPPER}}}"))
        if field is not None and field.type in (PARAGRAPH, ROWS):
            children = element.findall(q(MAPPER, field.key))
            if field.type == PARAGRAPH:
                found[field.key] = (children[0].text or "").strip()
            else:
                found[field.key] = tuple(tuple(c.get(name, "") for name, _ in field.columns) for c in children)
    return found


def _value(field: Detail, text: str) -> Any:
    if field.duration and (found := durations.minutes(text)) is not None:
        return found
    if field.type == NUMBER:
        try:
            return float(text)
        except ValueError:
            return None
    return tuple(text.split()) if field.type == PARTY_IDS else text


def attribute_text(field: Detail, value: Any) -> str:
    """A field's value as the text of its attribute.

    >>> attribute_text(DETAILS["weeklyHours"], 37.0)
    '37'
    >>> attribute_text(DETAILS["waitingTime"], 4320.0)
    'P3D'
    """
    if field.duration:
        return durations.iso(value)
    if field.type == NUMBER:
        return f"{value:.15g}"
    return " ".join(value) if field.type == PARTY_IDS else str(value)
