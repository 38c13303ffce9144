"""The text of a map: how large it is, which belongs to the map, and how steps make room for it."""

from __future__ import annotations

from mapper.app.commands.arrange import can_arrange, hindrance
from mapper.app.commands.context import Command, Context, opened
from mapper.app.commands.map import TEXT
from mapper.edit.verbs import fit_text
from mapper.model.texts.type_size import sizes
from mapper.text import N_, _

SIZES: tuple[tuple[str, str, float], ...] = (
    ("small", N_("Small text"), 11.0),
    ("usual", N_("Text of usual size"), 12.5),
    ("large", N_("Large text"), 14.5),
    ("huge", N_("Very large text"), 18.0),
)
"""Sizes on offer: id, name, pixels of the names of steps."""


def fit(context: Context) -> None:
    """Give the selected things the size their text needs; everything on the diagram when nothing is selected."""
    plane, chosen = context.plane, context.selection
    wider = context.settings.growth == "width"
    if plane is not None:
        context.glide(
            N_("Fitting to the text…"),
            lambda diagram: fit_text.fit(diagram, chosen or fit_text.on_plane(diagram, plane), wider),
        )


def _fit_named(context: Context) -> str:
    """Fitting, by what would be fitted."""
    return _("Fit selection to its text") if context.selection else _("Fit everything to its text")


def _size(id: str, text: str, pixels: float) -> Command:
    """A size of text that a map may have."""

    def is_on(context: Context) -> bool:
        return context.session is not None and sizes(context.session.diagram, context.plane).step == pixels

    return Command(
        f"text.{id}", text, lambda context: fit_text.set_size(opened(context).diagram, pixels), (), can_arrange, "",
        TEXT, "size", on=is_on, why=hindrance,
    )  # fmt: skip


def _growth(id: str, text: str) -> Command:
    """Which way steps grow with their names."""
    return Command(
        f"view.grow_{id}", text, lambda context: context.change(context.settings.but(growth=id)), menu=TEXT,
        group="growth", on=lambda context: context.settings.growth == id,
    )  # fmt: skip


COMMANDS = (
    Command("text.fit", N_("Fit to text"), fit, ("Ctrl+Shift+F",), can_arrange, "", TEXT, "fit", why=hindrance,
            now=_fit_named),
    _growth("height", N_("Steps grow in height with their names")),
    _growth("width", N_("Steps grow in width with their names")),
    *(_size(*row) for row in SIZES),
)  # fmt: skip
