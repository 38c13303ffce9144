"""The manual as one page for man(1), made from the table of verbs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from mapper.cli import manual
from mapper.cli.shell import Verb
from mapper.text import N_, _

_STATUS = (
    ("0", N_("done")),
    ("1", N_("there are findings or conflicts, or some of the files failed")),
    ("2", N_("the command line makes no sense")),
    ("3", N_("a file cannot be read as a map")),
)


def page(window: Verb, verbs: Sequence[Verb], version: str) -> str:
    """The page in the language of the interface, as roff with the macros of man(7)."""
    lines = [
        f'.TH MAPPER 1 "" "mapper {version}" ""',
        f".SH {_section(_('Name'))}",
        rf"mapper \- {_plain(_(window.summary)).rstrip('.')}",
        f".SH {_section(_('Synopsis'))}",
        r"\fBmapper\fR [\fIFILE\fR…] [\fIOPTIONS\fR]",
        ".br",
        r"\fBmapper\fR \fIVERB\fR …",
        f".SH {_section(_('Options'))}",
        *_options(window.parameters),
        f".SH {_section(_('Commands'))}",
    ]
    for verb in verbs:
        words = [rf"mapper {verb.name}", *(manual.call(one) for one in verb.parameters if one.metavar != "")]
        lines += [f".SS {_plain(' '.join(word for word in words if word))}", _plain(_(verb.summary))]
        lines += _options(verb.parameters)
        for example, about in verb.examples:
            lines += [
                ".PP",
                _plain(_(about)[:1].upper() + _(about)[1:] + ":"),
                ".br",
                rf"\fBmapper {_plain(example)}\fR",
            ]
    lines.append(f".SH {_section(_('Exit status'))}")
    for number, meaning in _STATUS:
        lines += [".TP", rf"\fB{number}\fR", _plain(_(meaning))]
    return "\n".join(lines)


def _options(parameters: Iterable[Any]) -> list[str]:
    lines = []
    for one in parameters:
        if one.metavar != "" and not getattr(one, "hidden", False):
            lines += [".TP", rf"\fB{_plain(manual.spelling(one))}\fR", _plain(_(one.help or ""))]
    return lines


def _section(title: str) -> str:
    return _plain(title.upper())


def _plain(text: str) -> str:
    """Text that roff prints as it is."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-")
    return re.sub(r"^([.'])", r"\\&\1", escaped)
