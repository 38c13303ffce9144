"""A file with a choreography ("plane"), conversations ("talks") and a process ("plain"), a diagram each."""

from __future__ import annotations

from pathlib import Path

from mapper import bpmn
from mapper.edit.effects import readonly
from mapper.model.diagram import Diagram

FILE = Path(__file__).with_name("shown.bpmn")


def guarded() -> Diagram:
    """The map, guarded as a session guards it."""
    found = Diagram(bpmn.read(FILE.read_bytes()).records)
    found.guard(readonly.check)
    return found
