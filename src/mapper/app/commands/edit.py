"""The Edit menu: undo, clipboard, selection, text, deletion."""

from __future__ import annotations

from collections.abc import Sequence

from mapper.app.commands.context import Command, Context, has_map, has_one, has_selection, opened
from mapper.app.formats import pictures
from mapper.app.session import clipboard, history, text_form
from mapper.edit.paste import clipboard as edit_clipboard
from mapper.edit.verbs import delete
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.text import N_, _, ngettext

MENU = N_("Edit")


def undo(context: Context) -> None:
    """Take back the last step."""
    opened(context).diagram.undo()


def redo(context: Context) -> None:
    """Do the last undone step again."""
    opened(context).diagram.redo()


def can_undo(context: Context) -> bool:
    """Whether there is a step to take back."""
    return context.session is not None and context.session.diagram.undo_label is not None


def can_redo(context: Context) -> bool:
    """Whether there is an undone step."""
    return context.session is not None and context.session.diagram.redo_label is not None


def _undo_named(context: Context) -> str:
    """Undo, by what it would take back."""
    return _named(context, back=True) or _("Undo")


def _redo_named(context: Context) -> str:
    """Redo, by what it would do again."""
    return _named(context, back=False) or _("Redo")


def _named(context: Context, back: bool) -> str:
    steps = context.session.diagram.steps(back) if context.session is not None else ()
    if not steps:
        return ""
    what = history.described(steps[-1])
    pattern = _("Undo: {what}") if back else _("Redo: {what}")
    return pattern.format(what=what[:1].lower() + what[1:])


def copy(context: Context) -> None:
    """Put the selection into the clipboard."""
    _copied(context)


def copy_picture(context: Context) -> None:
    """Put a picture of the selection into the clipboard; of all the diagram where nothing is selected."""
    if context.plane is not None:
        context.keep_picture(pictures.of_part(opened(context), context.selection, context.plane))
        context.tell(_("Copied as a picture"))


def cut(context: Context) -> None:
    """Put the selection into the clipboard and take it off the map."""
    if _copied(context):
        diagram, ids = opened(context).diagram, context.selection
        before = _before(diagram, ids)
        edit_clipboard.cut(diagram, ids)
        context.select([before] if before is not None else ())


def paste(context: Context) -> None:
    """Put what the clipboard holds where the mouse is, else beside its original, else where there is room near the
    middle of the view."""
    session, data, plane = opened(context), context.clip, context.plane
    if data is None and context.clip_text.strip():
        paste_lines(context)
        return
    if data is None or plane is None:
        context.tell(_("There is nothing here that can be pasted."))
        return
    near = None if clipboard.comes_from(session, data) else context.middle
    pasted = clipboard.paste(session, data, plane, context.cursor, near)
    context.select(pasted)
    if sentence := clipboard.told(session, pasted):
        context.tell(sentence)


def paste_lines(context: Context) -> None:
    """Put lines of text, a list or cells of a spreadsheet on the map: a chain of steps, each in its lane."""
    session = opened(context)
    made = text_form.put(session.diagram, context.clip_text, context.selection)
    context.select(made)
    told = ngettext("{count} step was pasted.", "{count} steps were pasted.", len(made))
    context.tell(told.format(count=len(made)) if made else _("There is nothing here that can be pasted."))


def duplicate(context: Context) -> None:
    """Put a copy of the selection beside it."""
    if context.plane is not None:
        context.select(edit_clipboard.duplicate(opened(context).diagram, context.selection, context.plane))


def _copied(context: Context) -> bool:
    clip = clipboard.copy(opened(context), context.selection)
    if clip is None:
        context.tell(_("Nothing of the selection can be copied."))
        return False
    context.keep(clip)
    return True


def select_all(context: Context) -> None:
    """Select everything that the diagram in front shows."""
    if context.plane is not None:
        shown = query.drawn_on(opened(context).diagram, context.plane)
        context.select([record.id for record in shown], reveal=False)


def give_up(context: Context) -> None:
    """Give up the gesture, else put the tool away, else select nothing."""
    if not context.give_up():
        context.select(())


def delete_selection(context: Context) -> None:
    """Take the selection off the map; what led to a single step is selected, so that one can go on from there."""
    diagram, ids = opened(context).diagram, context.selection
    before = _before(diagram, ids)
    delete.records(diagram, ids, heal=True)
    context.select([before] if before is not None else ())


def _before(diagram: Diagram, ids: Sequence[str]) -> str | None:
    """What leads to a single step."""
    flows = query.incoming(diagram, ids[0]) if len(ids) == 1 else []
    return next((flow.source for flow in flows if flow.source != ids[0]), None)


def edit_label(context: Context) -> None:
    """Type the selection's text."""
    context.edit_label(context.selection[0])


COMMANDS = (
    Command("edit.undo", N_("Undo"), undo, ("Ctrl+Z",), can_undo, "undo", MENU, "undo", now=_undo_named),
    Command("edit.redo", N_("Redo"), redo, ("Ctrl+Y", "Ctrl+Shift+Z"), can_redo, "redo", MENU, "undo", now=_redo_named),
    Command("edit.cut", N_("Cut"), cut, ("Ctrl+X",), has_selection, "", MENU, "clipboard"),
    Command("edit.copy", N_("Copy"), copy, ("Ctrl+C",), has_selection, "", MENU, "clipboard"),
    Command("edit.copy_picture", N_("Copy as picture"), copy_picture, ("Ctrl+Shift+C",), has_map, "picture", MENU,
            "clipboard"),
    Command("edit.paste", N_("Paste"), paste, ("Ctrl+V",), has_map, "", MENU, "clipboard"),
    Command("edit.duplicate", N_("Duplicate"), duplicate, ("Ctrl+D",), has_selection, "", MENU, "clipboard"),
    Command("edit.give_up", N_("Give up, or select nothing"), give_up, ("Esc",), has_map),
    Command("edit.select_all", N_("Select all"), select_all, ("Ctrl+A",), has_map, menu=MENU, group="select"),
    Command(
        "edit.delete", N_("Delete"), delete_selection, ("Delete", "Backspace"), has_selection, "delete", MENU, "select"
    ),
    Command("edit.label", N_("Edit text"), edit_label, ("E", "F2", "Return", "Enter"), has_one, "label", MENU, "text"),
    Command("edit.find", N_("Find…"), lambda context: context.open("find"), ("Ctrl+F",), has_map, "search", MENU,
            "find"),
    Command("edit.replace", N_("Find and replace…"), lambda context: context.open("replace"), ("Ctrl+H",), has_map, "",
            MENU, "find"),
)  # fmt: skip
