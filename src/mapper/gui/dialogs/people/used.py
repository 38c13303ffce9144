"""Where a party is named: a list that leads to the places."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from mapper.analysis import numbering
from mapper.analysis.mandates import process_name
from mapper.analysis.uses import Use, uses
from mapper.model.diagram import Diagram
from mapper.model.kinds import CONTAINER
from mapper.model.records import Node
from mapper.text import _, ngettext

_ID = Qt.ItemDataRole.UserRole
_LINES = 8


class UsedIn(QListWidget):
    """`picked`: Enter or a double click on something that is drawn."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("list")
        self.setAccessibleName(_("Used in"))
        self.setTabKeyNavigation(False)
        self.itemActivated.connect(lambda item: self.picked.emit(item.data(_ID)) if item.data(_ID) else None)

    def show_uses(self, diagram: Diagram, party: Node) -> int:
        """List the places; how many there are."""
        self.clear()
        numbers = numbering.numbers(diagram)
        found = uses(diagram, party)
        for use in found:
            item = QListWidgetItem(told(diagram, use, numbers.get(use.record.id, "")))
            item.setData(_ID, use.record.id if use.record.plane is not None else "")
            item.setToolTip(_("Enter or a double click shows it on the map") if use.record.plane is not None else "")
            self.addItem(item)
        rows = max(1, min(_LINES, self.count()))
        self.setFixedHeight(rows * max(self.sizeHintForRow(0), 28) + 10)
        self.setVisible(bool(found))
        return len(found)


def told(diagram: Diagram, use: Use, number: str) -> str:
    """A place in words: "3 Check the invoice: Consulted"."""
    record = use.record
    name = " ".join(record.name.split())
    if isinstance(record, Node) and record.family == CONTAINER:
        name = process_name(diagram, record)
    called = " ".join(filter(None, (number, name or _(record.sort.label))))
    return _("{what}: {field}").format(what=called, field=_(use.field.label))


def counted(count: int) -> str:
    """How often a party is named, in words."""
    return ngettext("Named in {count} place", "Named in {count} places", count).format(count=count)
