"""`mapper help`: the help page of a verb, the first one, or all as a manual page."""

from __future__ import annotations

from mapper import __version__
from mapper.app.errors import UsageError
from mapper.cli import man, say, shell, table
from mapper.text import _


def command(name: str | None, man_page: bool) -> int:
    """Show a help page. Raises UsageError for a verb that is not there."""
    if man_page:
        say.result(man.page(table.WINDOW, list(table.VERBS.values()), __version__))
        return 0
    if name is None:
        return shell.show_help(table.WINDOW, table.VERBS.values())
    if name not in table.VERBS:
        what = _("there is no command {name}").format(name=name)
        raise UsageError(None, None, what, _("see {command}").format(command="mapper --help"))
    return shell.show_help(table.VERBS[name])
