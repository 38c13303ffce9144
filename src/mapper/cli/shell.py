"""Runs one verb: parses its arguments, shows its help, and turns whatever goes wrong into one line and a status."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import typer
from typer.main import get_command

from mapper import text
from mapper.app import report
from mapper.app.errors import MapperError, UsageError
from mapper.cli import manual, say
from mapper.text import _

INTERRUPTED = 130
"""The status of a program that its user has stopped (128 + SIGINT), as shells know it."""


@dataclass(frozen=True, slots=True)
class Verb:
    """What a command line can ask for. module: that of `mapper.cli` with its function `command`. summary: English."""

    name: str
    module: str
    summary: str


def guarded(work: Callable[[], int]) -> int:
    """The status of some work; an error becomes a line on standard error, never a traceback."""
    try:
        status = work()
        sys.stdout.flush()
    except MapperError as error:
        say.error(error)
        return error.status
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader has seen enough; what Python still holds must not complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        said = report.unexpected(error)
        say.error(said)
        return said.status
    return status


def run(verb: Verb, function: Callable[..., int], arguments: Sequence[str], others: Iterable[Verb] = ()) -> int:
    """Call a verb's function with its arguments. Raises UsageError for arguments it does not take.

    others: the verbs that the help page lists.
    """
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    app.command(verb.name, add_help_option=False)(function)
    command = get_command(app)
    own = arguments[: arguments.index("--")] if "--" in arguments else arguments
    if manual.asked(own):
        manual.show(verb.name, _(verb.summary), command.params, [(one.name, _(one.summary)) for one in others])
        return 0
    try:
        status = command.main(list(arguments), prog_name="mapper", standalone_mode=False)
    except typer.exceptions.TyperException as error:
        raise UsageError(None, None, _said(error), _see_help(verb.name)) from error
    return int(status or 0)


def choose_language(arguments: Sequence[str]) -> None:
    """Take up `--lang` before anything is said. Raises UsageError."""
    wanted = _value_of("--lang", arguments)
    try:
        text.use(wanted if wanted is not None else "auto")
    except ValueError as error:
        what = _("there is no language {name}").format(name=wanted)
        raise UsageError(None, None, what, _("choose one of {names}").format(names=" ".join(text.LANGUAGES))) from error


def split(arguments: Sequence[str], verbs: dict[str, Verb]) -> tuple[Verb | None, list[str]]:
    """The verb asked for, None when there is none, and all the other arguments: options may stand before the verb."""
    rest = list(arguments)
    at = 0
    while at < len(rest) and rest[at].startswith("-") and rest[at] != "--":
        at += 2 if rest[at] == "--lang" else 1
    if at < len(rest) and rest[at] in verbs:
        return verbs[rest.pop(at)], rest
    return None, rest


def _value_of(option: str, arguments: Sequence[str]) -> str | None:
    for at, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == option and at + 1 < len(arguments):
            return arguments[at + 1]
        if argument.startswith(f"{option}="):
            return argument.partition("=")[2]
    return None


def _said(error: Any) -> str:
    """The parser's complaint in the user's language. The parser's own classes are not public, so the name tells."""
    kind = type(error).__name__
    parameter = getattr(error, "param", None)
    name = manual.spelling(parameter) if parameter is not None else ""
    if kind == "NoSuchOption":
        return _("there is no option {name}").format(name=error.option_name)
    if kind == "MissingParameter" and name:
        return _("{name} is missing").format(name=name)
    if kind == "BadParameter" and name:
        return _("{name} does not take what is given: {why}").format(name=name, why=error.message)
    if kind == "BadOptionUsage":
        return _("{name} lacks its value").format(name=error.option_name)
    return str(error.format_message())


def _see_help(name: str) -> str:
    return _("see {command}").format(command=f"mapper {name} --help" if name else "mapper --help")
