"""What every section of a job description is written from: the map, the party's mandate, and the language."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from babel.lists import format_list

from mapper.document import wording as w
from mapper.document.blocks import Span, Spans, plain, quiet
from mapper.document.mandate import Mandate, Process, Step, one_line
from mapper.model.diagram import Diagram
from mapper.model.kinds import kind
from mapper.model.records import Node
from mapper.text import date, number

DASH: Spans = (Span("–", "quiet"),)
"""An empty cell that was left empty on purpose."""


@dataclass(frozen=True, slots=True)
class Brief:
    """t: translates into the document's language. voice: how this party is spoken to."""

    diagram: Diagram
    holds: Mandate
    language: str
    t: Callable[[str], str]
    voice: w.Voice

    def say(self, message: str, **values: object) -> str:
        """A sentence with its values; floats as the language writes them."""
        texts = {k: self.number(v) if isinstance(v, float | int) else str(v) for k, v in values.items()}
        return self.t(message).format(**texts)

    def number(self, value: float, digits: int = 2) -> str:
        return number(value, self.language, digits).replace("-", "\u2212")

    def name(self, node: Node) -> str:
        """A node's name on one line; an unnamed one is called by its kind."""
        return one_line(node.name) or self.t(kind(node.kind).label)

    def process(self, process: Process) -> str:
        return process.name or self.t(w.UNNAMED_PROCESS)

    def listed(self, names: Iterable[str]) -> str:
        """Names as one says them: "a, b and c"."""
        return str(format_list(list(names), locale={"en": "en_GB"}.get(self.language, self.language)))

    def day(self, iso: str) -> str:
        """A date as a person writes it; what is no date stays as it is."""
        try:
            return date(datetime.date.fromisoformat(iso), self.language)
        except ValueError:
            return iso

    def minutes(self, value: object) -> str:
        """A duration as people say it: minutes below two hours, hours from there."""
        if not isinstance(value, int | float):
            return ""
        if abs(value) < 120:
            return self.say(w.MINUTES, value=float(value))
        return self.say(w.HOURS, value=round(value / 60, 2))


def or_dash(text: str) -> Spans:
    return plain(text) if text else DASH


def two_lines(first: str, second: str) -> Spans:
    """The matter, and below it in small what goes with it."""
    return (*plain(first), *quiet("\n" + second)) if second else plain(first)


def ranges(steps: Iterable[Step]) -> str:
    """Numbers of steps, runs drawn together.

    >>> ranges([Step(n, Node("", "task"), "owned") for n in (1, 2, 3, 7)])
    '1–3, 7'
    """
    runs: list[list[int]] = []
    for n in sorted(s.number for s in steps):
        if runs and n == runs[-1][-1] + 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    return ", ".join(f"{r[0]}–{r[-1]}" if len(r) > 2 else ", ".join(map(str, r)) for r in runs)
