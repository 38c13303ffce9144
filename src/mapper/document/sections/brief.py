"""What every section of a job description is written from: the map, what the party holds in a role, the language."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from babel.lists import format_list

from mapper.analysis import numbering
from mapper.analysis.mandates import Holding, Mandate, Process, Step, one_line
from mapper.document.blocks import Span, Spans, plain, quiet
from mapper.document.words import job as w
from mapper.document.words.roles import Voice
from mapper.model.diagram import Diagram
from mapper.model.kinds import kind
from mapper.model.records import Node
from mapper.text import date, number

DASH: Spans = (Span("–", "quiet"),)
"""An empty cell that was left empty on purpose."""


@dataclass(frozen=True, slots=True)
class Brief:
    """One chapter: what the party holds in one role. t: translates into the document's language. voice: how this role
    is spoken to. numbers: of all steps of the map. others: steps of others that no chapter of its own tells of."""

    diagram: Diagram
    mandate: Mandate
    holds: Holding
    language: str
    t: Callable[[str], str]
    voice: Voice
    numbers: Mapping[str, str]
    others: tuple[Process, ...] = ()

    @property
    def party(self) -> Node:
        """Whose document it is."""
        return self.mandate.party

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

    def ranges(self, steps: Iterable[Step]) -> str:
        """The numbers of steps, by process where there are several: each map counts its own."""
        held = {step.node.id for step in steps}
        if len(self.holds.processes) < 2:
            return numbering.ranges(self.numbers[id] for id in held)
        found = ((self.process(p), [s.number for s in p.steps if s.node.id in held]) for p in self.holds.processes)
        return "; ".join(f"{name}: {numbering.ranges(numbers)}" for name, numbers in found if numbers)

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
