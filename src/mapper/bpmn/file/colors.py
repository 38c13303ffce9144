"""Colours of shapes in files: "BPMN in Color" of the MIWG and bpmn.io's older dialect.

Both are attributes of the diagram elements; a file's own dialect is kept, a new file gets both.
"""

from __future__ import annotations

import re

from mapper.bpmn.file.load import Element
from mapper.bpmn.file.names import BIOC, COLOR, q

DIALECTS: dict[str, dict[str, str]] = {
    COLOR: {"fill": q(COLOR, "background-color"), "stroke": q(COLOR, "border-color"), "color": q(COLOR, "color")},
    BIOC: {"fill": q(BIOC, "fill"), "stroke": q(BIOC, "stroke")},
}
"""Trait → attribute, for each dialect. The label's colour stands on the BPMNLabel."""

_NAMES = {
    "black": "#000000", "white": "#ffffff", "red": "#ff0000", "green": "#008000", "blue": "#0000ff",
    "yellow": "#ffff00", "orange": "#ffa500", "purple": "#800080", "gray": "#808080", "grey": "#808080",
    "silver": "#c0c0c0", "navy": "#000080", "teal": "#008080", "maroon": "#800000", "lime": "#00ff00",
}  # fmt: skip
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\b.*\)")


def read_color(element: Element, trait: str) -> str:
    """The colour an element gives for a trait, "" when it gives none that could be shown."""
    for dialect in DIALECTS.values():
        name = dialect.get(trait)
        if name is not None and (value := element.get(name)):
            return normal(value)
    return ""


def normal(text: str) -> str:
    """A colour as "#rrggbb", "" when it is not one.

    >>> normal("#ABC"), normal("rgb(0, 16, 255)"), normal("Red"), normal("url(#x)")
    ('#aabbcc', '#0010ff', '#ff0000', '')
    """
    text = text.strip().lower()
    if re.fullmatch(r"#[0-9a-f]{6}([0-9a-f]{2})?", text):
        return text[:7]
    if re.fullmatch(r"#[0-9a-f]{3,4}", text):
        return "#" + "".join(c * 2 for c in text[1:4])
    if found := _RGB.fullmatch(text):
        return "#" + "".join(f"{min(255, int(part)):02x}" for part in found.groups())
    return _NAMES.get(text, "")
