"""What every section of a job description is written from: what the party holds in one of its roles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mapper.analysis import numbering
from mapper.analysis.mandates import Holding, Mandate, Process, Step
from mapper.document.sections.context import Context
from mapper.document.words.roles import Voice
from mapper.model.records import Node


@dataclass(frozen=True, slots=True)
class Brief(Context):
    """One chapter. voice: how this role is spoken to. others: steps of others that no chapter of its own tells of."""

    mandate: Mandate
    holds: Holding
    voice: Voice
    others: tuple[Process, ...] = ()

    @property
    def party(self) -> Node:
        """Whose document it is."""
        return self.mandate.party

    def process(self, process: Process) -> str:
        """What a process is called."""
        return self.process_name(process.node)

    def ranges(self, steps: Iterable[Step]) -> str:
        """The numbers of steps, by process where there are several: each map counts its own."""
        held = {step.node.id for step in steps}
        if len(self.holds.processes) < 2:
            return numbering.ranges(self.numbers[id] for id in held)
        found = ((self.process(p), [s.number for s in p.steps if s.node.id in held]) for p in self.holds.processes)
        return "; ".join(f"{name}: {numbering.ranges(numbers)}" for name, numbers in found if numbers)
