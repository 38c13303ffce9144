"""What the window tells every panel below the map. A panel does what concerns it and leaves the rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mapper.model.diagram import Diagram


class Panel:
    """To be mixed into the panel's widget. Its signals, where it has them: `picked` names a record to show, `refused`
    and `said` tell a sentence, `asked` names a command to run."""

    picked: Any = None
    refused: Any = None
    said: Any = None
    asked: Any = None

    def show_map(self, diagram: Diagram | None) -> None:
        """Another map is in front, or none."""

    def mark(self, selection: Sequence[str]) -> None:
        """Something else is selected on the map in front."""

    def forget(self, diagram: Diagram) -> None:
        """A map was closed."""

    def commit(self) -> bool:
        """What is being typed counts now, before something else is done; False where it cannot."""
        return True
