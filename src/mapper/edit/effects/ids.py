"""New ids, in the manner of the field's tools: a word for the kind and seven random characters (an NCName)."""

from __future__ import annotations

import random
import string

from mapper.model.diagram import Diagram
from mapper.model.kinds import ACTIVITIES, EVENT, GATEWAY, KINDS

_ALPHABET = string.ascii_lowercase + string.digits


def new_id(diagram: Diagram, prefix: str) -> str:
    """An id nobody on the map has, as ``Activity_1k2j3h4``."""
    while True:
        id = f"{prefix}_{''.join(random.choices(_ALPHABET, k=7))}"
        if id not in diagram:
            return id


def prefix(kind: str) -> str:
    """The word that the ids of a kind start with.

    >>> prefix("userTask"), prefix("endEvent"), prefix("textAnnotation")
    ('Activity', 'Event', 'TextAnnotation')
    """
    family = KINDS[kind].family
    if family in ACTIVITIES:
        return "Activity"
    if family in (EVENT, GATEWAY):
        return "Event" if family == EVENT else "Gateway"
    if KINDS[kind].carries:
        return "Flow"
    return kind[0].upper() + kind[1:]
