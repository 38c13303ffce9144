"""Runs one verb: parses its arguments, shows its help, and turns whatever goes wrong into one line and a status."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import click

from mapper import text
from mapper.app import report
from mapper.app.errors import MapperError, UsageError
from mapper.cli import manual, say
from mapper.text import _

INTERRUPTED = 130
"""The status of a program that its user has stopped (128 + SIGINT), as shells know it."""


@dataclass(frozen=True, slots=True)
class Verb:
    """What a command line can ask for.

    module: that of `mapper.cli.verbs` with its function `command`. summary: English. parameters: what it takes, in the
    order of its help page. examples: command lines without the program's name, each with what it does, in English.
    """

    name: str
    module: str
    summary: str
    parameters: tuple[click.Parameter, ...] = ()
    examples: tuple[tuple[str, str], ...] = ()


VERBOSE = frozenset({"-v", "--verbose"})

Loader: TypeAlias = Callable[[Verb], Callable[..., int]]


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
        say.trace(error)
        say.error(said)
        return said.status
    return status


def run(verb: Verb, load: Loader, arguments: Sequence[str], others: Iterable[Verb] = ()) -> int:
    """Call a verb's function with its arguments. Raises UsageError for arguments it does not take.

    load: gives the function that does the verb's work, called only once the arguments are known to be right.
    others: the verbs that the help page lists.
    """
    own = arguments[: arguments.index("--")] if "--" in arguments else arguments
    if manual.asked(own):
        return show_help(verb, others)
    say.be_verbose(not VERBOSE.isdisjoint(own))
    command = click.Command(verb.name, params=[*verb.parameters], add_help_option=False)
    try:
        # Not `command.main`: it takes a closed pipe for a failure.
        values = command.make_context("mapper", list(arguments)).params
    except click.UsageError as error:
        raise UsageError(None, None, _said(error), _see_help(verb.name)) from error
    return load(verb)(**values)


def show_help(verb: Verb, others: Iterable[Verb] = ()) -> int:
    """Print the help page of a verb; the status."""
    shown = [(one.name, _(one.summary)) for one in others]
    manual.show(verb.name, _(verb.summary), verb.parameters, shown, verb.examples)
    return 0


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


def _said(error: click.UsageError) -> str:
    """The parser's complaint in the user's language."""
    parameter = getattr(error, "param", None)
    name = manual.spelling(parameter) if parameter is not None else ""
    if isinstance(error, click.NoSuchOption):
        return _("there is no option {name}").format(name=error.option_name)
    if isinstance(error, click.MissingParameter) and name:
        return _("{name} is missing").format(name=name)
    if isinstance(error, click.BadParameter) and name:
        return _("{name} does not take what is given").format(name=name)
    if isinstance(error, click.BadOptionUsage):
        return _("{name} lacks its value").format(name=error.option_name)
    return _("there are more words than it takes")


def _see_help(name: str) -> str:
    return _("see {command}").format(command=f"mapper {name} --help" if name else "mapper --help")
