"""What a right click on the map offers: the commands that suit what is under the pointer, taken from the menus' table.

What cannot be done is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QMenu

from mapper.gui.kit.actions import Actions
from mapper.model.diagram import Diagram
from mapper.model.kinds import FLOW_NODES, LANE, POOL
from mapper.model.records import Flow, Record

Groups = tuple[tuple[str, ...], ...]
"""Ids of commands, or English names of menus, between lines."""

MOST = 10
"""Rows of a menu at the pointer: more cannot be taken in at a glance. What comes first fits the thing best; the rest
stands in menus inside it."""

PAPER: Groups = (
    ("edit.paste", "create.other", "edit.select_all"),
    ("arrange.all", "arrange.lanes", "lines.tidy", "lines.straighten"),
    ("view.fit", "view.zoom_100"),
)
SEVERAL: Groups = (
    ("arrange.selection", "lines.straighten", "Align"),
    ("owner.choose", "Colour"),
    ("edit.cut", "edit.copy", "edit.duplicate", "edit.delete"),
)
FLOW: Groups = (
    ("edit.label", "insert.other", "append.annotation", "label.reset"),
    ("lines.tidy", "flow.straighten", "flow.default", "flow.turn"),
    ("Colour", "edit.delete"),
)
FLOWS: Groups = (("lines.tidy", "flow.straighten", "label.reset"), ("Colour", "edit.delete"))
HOLDER: Groups = (
    ("edit.label", "lane.above", "lane.below", "lane.split", "Lanes"),
    ("pool.open", "arrange.pool"),
    ("owner.choose", "Colour"),
    ("edit.copy", "edit.delete"),
)
STEP: Groups = (
    ("edit.label", "step.kind", "step.inside", "sub.expand", "sub.collapse"),
    ("Add", "arrange.pool"),
    ("owner.choose", "Colour"),
    ("edit.copy", "edit.delete"),
)
THING: Groups = (
    ("edit.label", "step.kind", "label.reset"),
    ("lines.tidy", "Colour"),
    ("edit.cut", "edit.copy", "edit.duplicate", "edit.delete"),
)


def suiting(diagram: Diagram, selection: Sequence[str]) -> Groups:
    """What suits the selection."""
    chosen = [record for id in selection if (record := diagram.get(id)) is not None]
    if not chosen:
        return PAPER
    if len(chosen) == 1:
        return _for_one(chosen[0])
    return FLOWS if all(isinstance(record, Flow) for record in chosen) else SEVERAL


def fill(menu: QMenu, groups: Groups, actions: Actions, menus: Mapping[str, QMenu]) -> None:
    """Put the commands into a menu, with a line between two groups that have any."""
    begun = False
    for group in groups:
        first = True
        for name in group:
            entry = menus[name].menuAction() if name in menus else actions[name]
            if not entry.isEnabled():
                continue
            if first and begun:
                menu.addSeparator()
            menu.addAction(entry)
            first, begun = False, True


def _for_one(record: Record) -> Groups:
    if isinstance(record, Flow):
        return FLOW
    if record.family in (POOL, LANE):
        return HOLDER
    return STEP if record.family in FLOW_NODES else THING
