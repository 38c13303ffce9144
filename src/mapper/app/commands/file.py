"""The File menu: new, open, save, export, print, close."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from mapper.app import report
from mapper.app.commands.context import Command, Context, Details, has_map, opened
from mapper.app.errors import ChangedOnDiskError, MapperError, RepairedFileError, UnfaithfulError
from mapper.app.formats import approving, export, fill
from mapper.app.session import receipt
from mapper.app.session.session import Session
from mapper.app.tables.files import SUFFIXES
from mapper.resources import example
from mapper.text import N_, _, clock, current, moment, ngettext

MENU = N_("File")

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
"""What no system's file names hold."""

LARGE = 1_000_000
"""Bytes; to compare larger files takes longer than a user who saves should wait."""

EVERY = 60
"""Seconds between saves by themselves, once that is switched on."""


def new(context: Context) -> None:
    """Begin an empty map."""
    context.show(Session.new())


def open_files(context: Context) -> None:
    """Let the user choose maps and open them."""
    context.ask_open(partial(open_paths, context))


def open_paths(context: Context, paths: Sequence[Path]) -> None:
    """Open some files; one that cannot be read does not keep the others shut."""
    if not paths:
        return
    path, rest = paths[0], paths[1:]

    def then(read: Callable[[], Session]) -> None:
        try:
            session = read()
        except MapperError as error:
            context.warn(str(error))
        except Exception as error:  # the other files are wanted all the same
            context.warn(str(report.unexpected(error, path)))
        else:
            if session.path is not None:
                context.change(context.settings.opened(path))
            context.show(session)
            _offer_recovery(context, session)
        open_paths(context, rest)

    read = Session.sample if _is_sample(path) else Session.open

    def work() -> Session:
        return read(path).shown()

    context.labour(_("Opening {name}…").format(name=path.name), work, then)


def save(context: Context) -> None:
    """Write the map to its file; one that has none gets to choose."""
    session = opened(context)
    if session.path is None:
        save_as(context)
    else:
        write(context, session, session.path)


def save_as(context: Context) -> None:
    """Write the map to a file that the user names."""
    session = opened(context)
    _save_to(context, session, _suggested(session, ".bpmn"))


def _save_to(context: Context, session: Session, suggested: Path) -> None:
    context.ask_save(suggested, (".bpmn",), lambda path: write(context, session, path))


def write(context: Context, session: Session, path: Path, force: bool = False, confirm: bool = False) -> None:
    """Save; where bytes could be lost that nobody has seen, ask first."""
    elsewhere = (_("Save as…"), lambda: save_as(context))
    copy_elsewhere = (_("Save a copy elsewhere…"), lambda: save_as(context))
    before = session.source.data if session.path is not None else None
    try:
        session.save(path, force=force, confirm=confirm)
    except ChangedOnDiskError as error:
        context.ask(str(error), ((_("Overwrite"), lambda: write(context, session, path, True, confirm)), elsewhere))
    except RepairedFileError as error:
        context.ask(str(error), ((_("Replace"), lambda: write(context, session, path, force, True)), elsewhere))
    except UnfaithfulError as error:
        copy = path.with_stem(_("{name} (written whole)").format(name=path.stem))
        context.ask(str(error), ((_("Save as…"), lambda: _save_to(context, session, copy)),))
    except MapperError as error:
        context.ask(str(error), (copy_elsewhere,))
    except Exception as error:  # whatever it is: the file is as it was, and nobody may believe it saved
        safe = _("the file is as it was before, and the map is still open")
        context.ask(str(report.unexpected(error, path, safe)), (copy_elsewhere,))
    else:
        context.change(context.settings.opened(path))
        context.tell(*_receipt(before, session.source.data))
        _tell_outdated(context, session)


def _tell_outdated(context: Context, session: Session) -> None:
    """Once each: whose signed job description would be printed otherwise now that the map was saved."""
    past = [one for one in approving.signatures(session) if not one.current and one.code not in session.told]
    session.told |= {one.code for one in past}
    if past:
        names = ", ".join(one.party.name for one in past)
        context.warn(_("The signed job description of {names} is out of date: to be signed again.").format(names=names))


def _receipt(before: bytes | None, after: bytes) -> tuple[str, Details]:
    """What saving did, as a sentence and its details; of a large map only when it is asked for."""
    told = _("Saved {time}").format(time=clock(datetime.datetime.now(), current()))
    if before is None:
        return told, None
    if len(after) > LARGE:
        return told, lambda: receipt.details(receipt.saved(before, after))
    try:
        done = receipt.saved(before, after)
    except Exception as error:  # the map is saved, whatever there is to say about it
        report.unexpected(error)
        return told, None
    return f"{told} · {done.sentence}", lambda: receipt.details(done)


def autosave(context: Context) -> None:
    """Save maps that have a file every minute (or as the settings say), or no longer."""
    context.change(context.settings.but(autosave=0 if context.settings.autosave else EVERY))


def has_file(context: Context) -> bool:
    """Whether the map in front has a file."""
    return context.session is not None and context.session.path is not None


def export_picture(context: Context) -> None:
    """Write the map as a picture, a PDF or a table."""
    session = opened(context)
    suffixes = tuple(suffix for suffix in export.FORMATS if suffix != ".bpmn")

    def then(path: Path) -> None:
        try:
            export.export(session, path, replace(_shown(context), plane=context.plane))
        except MapperError as error:
            context.warn(str(error))
        else:
            context.tell(_("Exported {name}").format(name=path.name))
            if lacking := export.unprintable(session, path, context.plane):
                context.warn(lacking)

    context.ask_save(_suggested(session, suffixes[0]), suffixes, then)


def _shown(context: Context) -> export.Options:
    """Pictures show what the canvas shows."""
    return export.Options(jumps=context.settings.line_jumps, numbers=context.settings.numbers)


def export_table(context: Context) -> None:
    """Write the table of steps under a name of its own, as the spreadsheets of the language read it."""
    session = opened(context)
    danish = current() == "da"

    def write(path: Path) -> None:
        export.export(session, path, export.Options(decimal_comma=danish))
        context.tell(_("The table of steps was written to {name}.").format(name=path.name))

    context.ask_save(_suggested(session, SUFFIXES[1]), SUFFIXES[::-1], write)


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


def _is_sample(path: Path) -> bool:
    """Whether it ships with the program: such a file is a beginning, and stays as it is."""
    return path.resolve().is_relative_to(example().resolve())


def _offer_recovery(context: Context, session: Session) -> None:
    left = session.recoverable
    if left is None:
        return
    sentence = _("Unsaved changes to this map from {when} were found.").format(when=moment(left.when, current()))
    context.ask(sentence, ((_("Restore"), partial(_recover, context, session)), (_("Discard"), session.forget)))


def _recover(context: Context, session: Session) -> None:
    if session.dirty:
        # Restoring over newer edits must be meant.
        sentence = _("This map was edited since it was opened. What was done before is added where it still fits.")
        context.ask(sentence, ((_("Add it"), partial(_do_again, context, session)), (_("Discard"), session.forget)))
        return
    _do_again(context, session)


def _do_again(context: Context, session: Session) -> None:
    try:
        session.recover()
    except MapperError as error:
        context.warn(str(error))
        return
    done, missing = session.restored
    if missing:
        said = _("Restored {done} steps, {missing} could not be read or did not fit.")
        context.tell(said.format(done=done, missing=missing))


def _suggested(session: Session, suffix: str) -> Path:
    if session.path is not None:
        return session.path.with_suffix(suffix)
    stem = _FORBIDDEN.sub(" ", session.name.removesuffix(".bpmn")).strip()
    return Path(f"{stem}{suffix}")


COMMANDS = (
    Command("file.new", N_("New map"), new, ("Ctrl+N",), icon="new", menu=MENU, group="open"),
    Command("file.open", N_("Open…"), open_files, ("Ctrl+O",), icon="open", menu=MENU, group="open"),
    Command("file.save", N_("Save"), save, ("Ctrl+S",), has_map, "save", MENU, "save"),
    Command("file.save_as", N_("Save as…"), save_as, ("Ctrl+Shift+S",), has_map, menu=MENU, group="save"),
    Command(
        "file.autosave", N_("Save by itself"), autosave, (), menu=MENU, group="save",
        on=lambda context: context.settings.autosave > 0,
    ),
    Command(
        "file.versions", N_("Versions of this map…"), lambda context: context.open("versions"), (), has_file,
        "history", MENU, "versions",
    ),
    Command(
        "file.compare", N_("Compare with a file…"), lambda context: context.open("compare"), (), has_map,
        menu=MENU, group="versions",
    ),
    Command("file.export", N_("Export…"), export_picture, ("Ctrl+E",), has_map, "export", MENU, "out"),
    Command("steps.export", N_("Export the table of steps…"), export_table, (), has_map, "table", MENU, "out"),
    Command("steps.import", N_("Fill in from a table of steps…"), import_table, (), has_map, "", MENU, "out"),
    Command(
        "file.documents", N_("Documents…"), lambda context: context.open("documents"), ("Ctrl+Shift+P",), has_map,
        "document", MENU, "print",
    ),
    Command(
        "file.print", N_("Print the map…"), lambda context: context.open("print"), ("Ctrl+P",), has_map, "", MENU,
        "print",
    ),
    Command(
        "file.print_pack", N_("Print the documentation pack…"), lambda context: context.open("print_pack"), (), has_map,
        "", MENU, "print",
    ),
    Command(
        "file.close", N_("Close"), lambda context: context.close_map(), ("Ctrl+W",), has_map, "close", MENU, "close",
    ),
)  # fmt: skip
