"""What every section is written from: the map, the numbers of its steps, and the document's language."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from babel.lists import format_list

from mapper.analysis.mandates import one_line, process_leader, process_name, process_owner
from mapper.document.blocks import Column, Span, Spans, plain, quiet
from mapper.document.words import job as w
from mapper.model.diagram import Diagram
from mapper.model.kinds import kind
from mapper.model.records import Node
from mapper.text import date, durations, number

DASH: Spans = (Span("–", "quiet"),)
"""An empty cell that was left empty on purpose."""
BOX: Spans = (Span("", "box"),)
"""A cell to tick by hand."""
EMPTY: Spans = (Span(""),)
"""A cell to write in by hand."""


@dataclass(frozen=True, slots=True)
class Context:
    """t: translates into the document's language. numbers: of all steps of the map."""

    diagram: Diagram
    language: str
    t: Callable[[str], str]
    numbers: Mapping[str, str]

    def say(self, message: str, **values: object) -> str:
        """A sentence with its values; floats as the language writes them."""
        texts = {k: self.number(v) if isinstance(v, float | int) else str(v) for k, v in values.items()}
        return self.t(message).format(**texts)

    def number(self, value: float, digits: int = 2) -> str:
        return number(value, self.language, digits).replace("-", "\u2212")

    def name(self, node: Node) -> str:
        """A node's name on one line; an unnamed one is called by its kind."""
        return one_line(node.name) or self.t(kind(node.kind).label)

    def step(self, node: Node) -> str:
        """A node's number and name; what has no number is called by its name."""
        return f"{self.numbers[node.id]} {self.name(node)}" if node.id in self.numbers else self.name(node)

    def process_name(self, process: Node | None) -> str:
        """A process's name, or what is said of one without."""
        return process_name(self.diagram, process) or self.t(w.UNNAMED_PROCESS)

    def leads(self, process: Node | None) -> list[tuple[str, Node]]:
        """Who leads a process: what each is called, and the party; the owner first."""
        if process is None:
            return []
        found = [(w.PROCESS_OWNER, process_owner(self.diagram, process))]
        keys = (("manager", w.PROCESS_MANAGER), ("engineer", w.PROCESS_ENGINEER))
        found += [(label, process_leader(self.diagram, process, key)) for key, label in keys]
        return [(self.t(label), party) for label, party in found if party is not None]

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
        """A duration as people say it."""
        return durations.spoken(float(value), self.language) if isinstance(value, int | float) else ""

    def columns(self, *columns: tuple[str, float, str]) -> tuple[Column, ...]:
        """Columns of a table: title (English), width in the page's twelfths, "right" for figures."""
        return tuple(Column(self.t(title), width, "right" if align else "left") for title, width, align in columns)


def or_dash(text: str) -> Spans:
    return plain(text) if text else DASH


def two_lines(first: str, second: str) -> Spans:
    """The matter, and below it in small what goes with it."""
    return (*plain(first), *quiet("\n" + second)) if second else plain(first)


@dataclass(frozen=True, slots=True)
class Topic(Context):
    """A process and its steps in the order of their numbers. today: by what reviews are overdue."""

    process: Node
    steps: tuple[Node, ...]
    today: datetime.date
