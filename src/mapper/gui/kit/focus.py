"""Going from part to part of the window by one key, as Tab belongs to the map while the map is in front."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def move_focus(parts: Sequence[QWidget], by: int) -> None:
    """Put the focus into the next part, or the one before, that can take it; round and round."""
    focus = QApplication.focusWidget()
    ready = [part for part in parts if _entrance(part) is not None]
    inside = [i for i, part in enumerate(ready) if focus is not None and (part is focus or part.isAncestorOf(focus))]
    here = inside[0] if inside else -1 if by > 0 else 0
    entrance = _entrance(ready[(here + by) % len(ready)]) if ready else None
    if entrance is not None:
        entrance.setFocus(Qt.FocusReason.TabFocusReason)


def _entrance(part: QWidget) -> QWidget | None:
    """The part itself, or the first thing in it that Tab would reach; None when there is none to be seen."""
    inside = (part, *part.findChildren(QWidget)) if part.isVisible() else ()
    return next((widget for widget in inside if _takes_focus(widget)), None)


def _takes_focus(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
