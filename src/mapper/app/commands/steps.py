"""The steps of the map to a spreadsheet, and back."""

from __future__ import annotations

from pathlib import Path

from mapper.app import files
from mapper.app.commands import file
from mapper.app.commands.context import Command, Context, has_map, opened
from mapper.app.formats import export, fill
from mapper.app.tables.files import SUFFIXES
from mapper.text import N_, _, current, ngettext


def export_table(context: Context) -> None:
    """Write the table of steps under a name of its own, as the spreadsheets of the language read it."""
    session = opened(context)
    danish = current() == "da"

    def write(path: Path) -> None:
        if path.suffix.lower() == ".csv" and danish:
            files.write(path, export.semicolons(session))
        else:
            export.export(session, path)
        context.tell(_("The table of steps was written to {name}.").format(name=path.name))

    context.ask_save((session.path or Path(session.name)).with_suffix(SUFFIXES[1]), SUFFIXES[::-1], write)


def import_table(context: Context) -> None:
    """Bring the steps in step with a table that was exported and edited, as one step of undo."""
    session = opened(context)

    def read(path: Path) -> None:
        done = fill.from_file(session, path)
        cells = ngettext("{count} cell was changed", "{count} cells were changed", done.changed)
        steps = ngettext("{count} step was added", "{count} steps were added", len(done.added))
        said = _("{cells}, {steps}.").format(
            cells=cells.format(count=done.changed), steps=steps.format(count=len(done.added))
        )
        context.tell(said, (lambda: done.refused) if done.refused else None)
        if done.refused:
            count = len(done.refused)
            more = ngettext("{count} row was left: {first}", "{count} cells or rows were left; first: {first}", count)
            context.warn(more.format(count=count, first=done.refused[0]))

    context.ask_table(read)


COMMANDS = (
    Command("steps.export", N_("Export the table of steps…"), export_table, (), has_map, "table", file.MENU, "out"),
    Command("steps.import", N_("Fill in from a table of steps…"), import_table, (), has_map, "", file.MENU, "out"),
)
