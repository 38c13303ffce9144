"""The map in the window's accessibility tree: a list with an entry for each thing on the diagram, spoken as one would
tell of it. Qt asks for an entry when a screen reader does; without one, nothing of this is made."""

from __future__ import annotations

from typing import Protocol, cast

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from mapper.analysis.spoken import Speaker
from mapper.text import _, ngettext


class Spoken(Protocol):
    """What is asked of a canvas."""

    speaker: Speaker
    plane: str

    @property
    def selection(self) -> tuple[str, ...]: ...
    def screen_box(self, id: str) -> QRect: ...


class Things(QAccessibleWidget):
    """The canvas: the things of the diagram that it shows are its entries."""

    def __init__(self, canvas: QWidget) -> None:
        super().__init__(canvas, QAccessible.Role.List)
        self.canvas = cast(Spoken, canvas)
        self._ids: tuple[str, ...] = ()
        self._places: dict[str, int] = {}
        self._made: dict[str, Thing] = {}
        self.forget()

    def forget(self) -> None:
        """Something came, went or has another place in the order."""
        self._ids = ()

    def ids(self) -> tuple[str, ...]:
        """The things in the order in which they are told."""
        if not self._ids:
            self._ids = tuple(self.canvas.speaker.order(self.canvas.plane))
            self._places = {id: place for place, id in enumerate(self._ids)}
        return self._ids

    def thing(self, id: str) -> Thing:
        """The entry of a thing; always the same one, for Qt holds on to it."""
        if id not in self._made:
            self._made[id] = Thing(self, id)
        return self._made[id]

    def place(self, id: str) -> int:
        """Where a thing stands in the order; -1 when it is not there."""
        self.ids()
        return self._places.get(id, -1)

    def childCount(self) -> int:
        return len(self.ids())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        ids = self.ids()
        return self.thing(ids[index]) if 0 <= index < len(ids) else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return self.place(child.id) if isinstance(child, Thing) else -1

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        chosen = self.canvas.selection
        return self.thing(chosen[-1]) if chosen else None

    def text(self, kind: QAccessible.Text) -> str:
        if kind == QAccessible.Text.Name:
            return _("Map")
        chosen = self.canvas.selection
        if kind != QAccessible.Text.Description:
            return ""
        if len(chosen) == 1:
            return self.canvas.speaker.said(chosen[0])
        count = len(chosen)
        told = ngettext("{count} thing selected", "{count} things selected", count)
        return told.format(count=count) if chosen else _("Nothing selected")


class Thing(QAccessibleInterface):
    """One thing on the map."""

    def __init__(self, things: Things, id: str) -> None:
        super().__init__()
        self.things, self.id = things, id

    def isValid(self) -> bool:
        return self.things.place(self.id) >= 0

    def object(self) -> QObject | None:  # type: ignore[override]
        return None

    def parent(self) -> QAccessibleInterface:
        return self.things

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def text(self, kind: QAccessible.Text) -> str:
        return self.things.canvas.speaker.said(self.id) if kind == QAccessible.Text.Name else ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """A name is typed in the map's own field."""

    def rect(self) -> QRect:
        return self.things.canvas.screen_box(self.id)

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        found = QAccessible.State()
        found.selectable = found.focusable = True
        chosen = self.id in self.things.canvas.selection
        found.selected = found.focused = chosen
        return found


_made: dict[int, Things] = {}
"""The lists by the address of their canvas. Qt holds on to what it was given."""

_kept: list[Things] = []
"""Lists of canvases that are gone, while somebody listens who may still ask."""


def install() -> None:
    """Let Qt ask here for the tree of a canvas. Once for the whole program."""
    if not _installed:
        _installed.append(True)
        QAccessible.installFactory(_tree)


def tell_selection(canvas: QWidget) -> None:
    """Somebody may want to hear what is selected now."""
    things = _made.get(id(canvas))
    if things is None or not QAccessible.isActive():
        return
    chosen = things.canvas.selection
    event = QAccessibleEvent(canvas, QAccessible.Event.Focus)
    if chosen:
        event.setChild(things.place(chosen[-1]))
    QAccessible.updateAccessibility(event)


def forget(canvas: QWidget, gone: bool = False) -> None:
    """The map changed, or the canvas goes."""
    things = _made.get(id(canvas))
    if things is not None:
        things.forget()
    if things is not None and gone:
        _kept.append(_made.pop(id(canvas)))


_installed: list[bool] = []


def _tree(_key: str, asked: QObject) -> QAccessibleInterface | None:
    if not isinstance(asked, QWidget) or not isinstance(getattr(asked, "speaker", None), Speaker):
        return None
    return _made.setdefault(id(asked), Things(asked))
