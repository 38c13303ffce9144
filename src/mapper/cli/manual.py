"""The help pages, in the language of the interface: the parser's own are English only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from mapper.text import N_, _

HELP = ("--help", "-h")
_WIDTH = 100


def asked(arguments: Sequence[str]) -> bool:
    """Whether the arguments ask for help."""
    return any(name in arguments for name in HELP)


def show(
    name: str,
    summary: str,
    parameters: Sequence[Any],
    verbs: Iterable[tuple[str, str]] = (),
    examples: Iterable[tuple[str, str]] = (),
) -> None:
    """Print a help page: how to call it, what it does, its arguments and options, the verbs with their summaries, and
    examples with what they do.

    Help texts of the parameters and of the examples are English, translated here.
    """
    parameters = [one for one in parameters if not getattr(one, "hidden", False)]
    console = Console(highlight=False, soft_wrap=False, width=None)
    console.width = min(console.width, _WIDTH)
    parameters = [one for one in parameters if one.metavar != ""]
    words = ["mapper", *([name] if name else []), *(call(one) for one in parameters), _("[OPTIONS]")]
    console.print(Text(_("Usage:"), "bold"), " ".join(word for word in words if word), markup=False)
    console.print()
    console.print(summary, markup=False)
    arguments = [(call(one), _(one.help or "")) for one in parameters if one.param_type_name == "argument"]
    options = [(spelling(one), _(one.help or "")) for one in parameters if one.param_type_name == "option"]
    options.append((", ".join(HELP), _("Show this page.")))
    for title, rows in ((N_("Commands"), list(verbs)), (N_("Arguments"), arguments), (N_("Options"), options)):
        if rows:
            _list(console, _(title), rows)
    if shown := list(examples):
        console.print()
        console.print(Text(_("Examples"), "bold"))
        for line, about in shown:
            console.print(Text(f"  mapper {line}"), soft_wrap=True)
            console.print(Text(f"      {_(about)}", "dim"), soft_wrap=True)


def spelling(parameter: Any) -> str:
    """How an argument or option is written.

    >>> from types import SimpleNamespace as N
    >>> spelling(N(param_type_name="option", opts=["--output", "-o"], metavar="OUT"))
    '-o, --output OUT'
    """
    if parameter.param_type_name == "argument":
        return str(parameter.metavar or parameter.human_readable_name)
    names = ", ".join(sorted(parameter.opts, key=len))
    return f"{names} {parameter.metavar}" if parameter.metavar else names


def call(parameter: Any) -> str:
    """How a parameter stands in the usage line; options that may be left out do not."""
    if parameter.param_type_name == "option":
        return spelling(parameter).rpartition(", ")[2] if parameter.required else ""
    return spelling(parameter)


def _list(console: Console, title: str, rows: list[tuple[str, str]]) -> None:
    table = Table.grid(padding=(0, 2, 0, 2))
    table.add_column(no_wrap=True)
    table.add_column()
    for name, help in rows:
        table.add_row(Text(name, "bold"), Text(help))
    console.print()
    console.print(Text(title, "bold"))
    console.print(table)
