"""How large a diagram's text is: what its file says, else the usual size; and the language that most of it is in."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from mapper.lettering.hyphenate import language
from mapper.lettering.sizes import LARGEST, SMALLEST, Sizes, of_steps
from mapper.model.diagram import Diagram
from mapper.model.records import Node

_LANGUAGES: WeakKeyDictionary[Diagram, tuple[int, str]] = WeakKeyDictionary()
"""Diagram → how many records it had when its language was asked for, and the answer."""

_GROWN = 1.5
"""How many times larger a map is when its language is asked for again."""


def sizes(diagram: Diagram, plane: str | None) -> Sizes:
    """The sizes of the text on a diagram."""
    record = diagram.get(plane)
    said = float(record.trait("textSize")) if isinstance(record, Node) and record.kind == "plane" else 0.0
    step = min(max(said, SMALLEST), LARGEST) if said else Sizes().step
    return of_steps(step, language_of(diagram))


def language_of(diagram: Diagram) -> str:
    """The language that most names of a map are in: "da", "de" or "en"."""
    count, known = _LANGUAGES.get(diagram, (0, ""))
    if not known or len(diagram) > count * _GROWN + 4:
        known = language(record.name for record in diagram.records() if record.name)
        _LANGUAGES[diagram] = (len(diagram), known)
    return known
