"""A lens as it is painted and explained: a tint for each step, and the rows of its legend."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass

from mapper.analysis.lenses import LENSES, OWNER, SCALES, told
from mapper.draw.look import Lens
from mapper.draw.pictures.maps import owner_tints
from mapper.draw.theme import Theme, Tint
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.text import _
from mapper.text.order import by_name


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a legend: what it says, the tint (None for a plain step), and the steps it stands for."""

    text: str
    tint: Tint | None
    steps: tuple[str, ...]


def lens(diagram: Diagram, name: str, theme: Theme, today: datetime.date) -> Lens | bool:
    """What the picture of a map is to be coloured by. Owners are told by the picture itself: lanes have theirs too."""
    if name == OWNER:
        return True
    tints = _tints(diagram, name, theme)
    return Lens({step: tints[said] for step, said in told(diagram, name, today).items()})


def legend(diagram: Diagram, name: str, theme: Theme, today: datetime.date) -> list[Entry]:
    """The rows of a lens's legend: of parties the most frequent first, of scales in their order; steps of which nothing
    is told come last."""
    steps: dict[str, list[str]] = defaultdict(list)
    said = told(diagram, name, today)
    for step in query.steps(diagram):
        steps[said.get(step.id, "")].append(step.id)
    tints = _tints(diagram, name, theme)
    nothing = steps.pop("", [])
    if name in SCALES:
        rows = [Entry(_(label), tints[key], tuple(steps[key])) for key, label in SCALES[name] if key in steps]
    else:
        named = [(party.name or party.id, id) for id in steps if (party := diagram.get(id)) is not None]
        ranked = sorted(named, key=lambda row: (-len(steps[row[1]]), by_name(row[0])))
        rows = [Entry(text, tints[id], tuple(steps[id])) for text, id in ranked]
    silent = _("Nobody") if name not in SCALES else _("Not said")
    return [*rows, Entry(silent, None, tuple(nothing))] if nothing else rows


def title(name: str) -> str:
    """What a lens is called."""
    return _(LENSES[name])


def _tints(diagram: Diagram, name: str, theme: Theme) -> dict[str, Tint]:
    if name not in SCALES:
        return owner_tints(diagram, theme)
    keys = [key for key, _label in SCALES[name]]
    return dict(zip(keys, theme.scale(len(keys)), strict=True))
