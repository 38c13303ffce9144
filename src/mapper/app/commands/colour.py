"""The Colour menu: the offered colours for what is selected, any other, and none."""

from __future__ import annotations

from collections.abc import Callable

from mapper.app.commands import offers
from mapper.app.commands.context import Command, Context, opened, refuse_read_only
from mapper.app.commands.offers import Offer
from mapper.edit.verbs import colour
from mapper.text import N_, _

MENU = N_("Colour")


def paint(pair: colour.Pair) -> Callable[[Context], None]:
    """Give the selection a fill and a line."""

    def run(context: Context) -> None:
        colour.paint(opened(context).diagram, context.selection, *pair)
        _tell(context)

    return run


def choose(context: Context) -> None:
    """Let the user choose any colour for the selection."""
    refuse_read_only(context)
    diagram, ids = opened(context).diagram, context.selection
    present = colour.common(diagram, ids) or colour.NONE

    def run(chosen: str) -> None:
        colour.paint_own(diagram, ids, chosen)
        _tell(context)

    context.ask_colour(present.fill or present.stroke, run)


def choose_offered(context: Context) -> None:
    """Choose by typing one of the offered colours for the selection, or any other."""
    refuse_read_only(context)
    diagram, ids = opened(context).diagram, context.selection

    def then(offer: Offer) -> None:
        if offer.value is None:
            choose(context)
        else:
            colour.paint(diagram, ids, *offer.value)
            _tell(context)

    context.offer(_("Colour…"), offers.colours(), then)


def can_paint(context: Context) -> bool:
    """Whether anything selected carries colours."""
    diagram = context.session.diagram if context.session is not None else None
    return diagram is not None and any(colour.can_paint(diagram.get(id)) for id in context.selection)


def is_plain(context: Context) -> bool:
    """Whether nothing is selected that has a colour to lose."""
    diagram = opened(context).diagram
    records = (record for id in context.selection if (record := diagram.get(id)) is not None)
    return not any(record.trait(key) for record in records for key in ("fill", "stroke", "color"))


def _tell(context: Context) -> None:
    if context.settings.lens:
        context.tell(_("While a lens colours the steps, colours given by hand are not shown."))


COMMANDS = (
    Command("colour.choose", N_("Colour…"), choose_offered, ("K",), can_paint, "colour", MENU, "choose",
            why=lambda context: _("Select something on the map first.")),
    *(
        Command(f"colour.{named.name}", named.label, paint(named.pair), (), can_paint, "", MENU, "offered")
        for named in colour.PALETTE
    ),
    Command("colour.other", N_("Other colour…"), choose, (), can_paint, "", MENU, "other"),
    Command("colour.none", N_("No colour"), paint(colour.NONE), (),
            lambda context: can_paint(context) and not is_plain(context), "", MENU, "other"),
)  # fmt: skip
