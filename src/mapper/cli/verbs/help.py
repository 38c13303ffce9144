"""`mapper help`: the help page of a verb, or the first one."""

from __future__ import annotations

from mapper.app.errors import UsageError
from mapper.cli import shell, table
from mapper.text import _


def command(name: str | None) -> int:
    """Show a help page. Raises UsageError for a verb that is not there."""
    if name is None:
        return shell.show_help(table.WINDOW, table.VERBS.values())
    if name not in table.VERBS:
        what = _("there is no command {name}").format(name=name)
        raise UsageError(None, None, what, _("see {command}").format(command="mapper --help"))
    return shell.show_help(table.VERBS[name])
