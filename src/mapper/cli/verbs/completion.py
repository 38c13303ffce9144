"""`mapper completion`: a script that makes a shell complete what is typed."""

from __future__ import annotations

from mapper.cli import completion, say, table


def command(name: str) -> int:
    """Print the script for a shell."""
    say.result(completion.script(name, table.VERBS.values()).rstrip("\n"))
    return 0
