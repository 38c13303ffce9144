"""KPIs as cards: name, unit, direction and target above, dated readings below with the trend and whether it is met."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from mapper.analysis import figures
from mapper.app.tables.reading import Refusal
from mapper.gui.dialogs.process.trend import Trend
from mapper.gui.forms.field import Field, LineField
from mapper.gui.forms.rows import RowsField
from mapper.gui.forms.values import ChoiceField
from mapper.gui.kit.icons import icon, wear
from mapper.gui.kit.layouts import clear
from mapper.model import details
from mapper.model.details import BETTER, DATE, DETAILS, Detail, key_of
from mapper.model.records import Node
from mapper.text import N_, _, current, number

_READINGS = Detail("readings", details.ROWS, N_("Readings"), frozenset(), "",
                   columns=(("date", N_("Date")), ("figure", N_("Reading"))))  # fmt: skip
"""The readings of one KPI as a table of days and figures."""
assert details.column_type(_READINGS, "date") == DATE

_Row = dict[str, str]


class KpisField(Field):
    """A card for each KPI, and a button for one more."""

    def __init__(self, detail: Detail) -> None:
        super().__init__("")
        self.cards: list[KpiCard] = []
        self._body = QWidget(self)
        self._stack = QVBoxLayout(self._body)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(12)
        self.adder = QPushButton(icon("add"), _("Add a KPI"), self._body)
        self.adder.setAutoDefault(False)
        self.adder.clicked.connect(lambda _checked=False: self.add())
        self._stack.addWidget(self.adder, 0, Qt.AlignmentFlag.AlignLeft)
        self.finish(self._body)

    def show_value(self, value: Any, mixed: bool = False) -> None:
        self.value, self.mixed = (None if mixed else value), mixed
        self._display(self.value)

    def add(self) -> None:
        """One more KPI, its name to be typed."""
        self.commit()
        self._show([*self._rows(), dict.fromkeys((key for key, _label in DETAILS["kpis"].columns), "")])
        self.cards[-1].name.setFocus()

    @property
    def pending(self) -> bool:
        return any(card.pending for card in self.cards)

    def commit(self) -> None:
        for card in self.cards:
            card.commit()

    def _display(self, value: Any) -> None:
        rows = details.rows({"kpis": value or ()}, "kpis")
        begun = [card.row for card in self.cards if not any(card.row.values())]  # a card without a name yet stays
        self._show([*rows, *begun])

    def _rows(self) -> list[_Row]:
        return [card.row for card in self.cards]

    def _show(self, rows: list[_Row]) -> None:
        if len(rows) != len(self.cards):
            for card in self.cards:
                self._stack.removeWidget(card)
                card.hide()
                card.deleteLater()
            self.cards = [KpiCard(self._body) for _row in rows]
            clear_but(self._stack, self.adder)
            for card in self.cards:
                card.changed.connect(self._changed)
                card.dropped.connect(self._drop)
                self._stack.addWidget(card)
            self._stack.addWidget(self.adder, 0, Qt.AlignmentFlag.AlignLeft)
            self.adder.show()
        for card, row in zip(self.cards, rows, strict=True):
            card.show_row(row)

    def _changed(self) -> None:
        keys = [key for key, _label in DETAILS["kpis"].columns]
        found = tuple(tuple(row[key] for key in keys) for row in self._rows() if any(row.values()))
        if found != tuple(tuple(row[key] for key in keys) for row in details.rows({"kpis": self.value or ()}, "kpis")):
            self.value, self.mixed = found, False
            self.committed.emit(found)

    def _drop(self, card: KpiCard) -> None:
        self.cards.remove(card)
        self._stack.removeWidget(card)
        card.hide()
        card.deleteLater()
        self._changed()

    def _typed(self) -> Any:
        return self.value


class KpiCard(QFrame):
    """One KPI. `changed`: its row is another one; `dropped`: it is to go."""

    changed = Signal()
    dropped = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.row: _Row = {}
        self.name, self.unit = LineField(_("Name")), LineField(_("Unit"))
        self.target = FigureField(_("Target"))
        self.direction = ChoiceField(_("Better when"), [(key, _(label)) for key, label in BETTER])
        self.readings = RowsField(_READINGS, wide=True)
        self.trend, self.verdict = Trend(self), QLabel(self)
        self.verdict.setWordWrap(True)
        self._build()
        for key, field in self._fields.items():
            field.committed.connect(lambda value, key=key: self._take(key, value or ""))
        self.readings.committed.connect(self._read)

    @property
    def _fields(self) -> dict[str, Field]:
        return {"name": self.name, "unit": self.unit, "direction": self.direction, "target": self.target}

    @property
    def pending(self) -> bool:
        return any(field.pending for field in (*self._fields.values(), self.readings))

    def commit(self) -> None:
        """Take over what is being typed."""
        for field in (*self._fields.values(), self.readings):
            field.commit()

    def show_row(self, row: _Row) -> None:
        """Show a KPI as the map has it."""
        self.row = row
        for key, field in self._fields.items():
            field.show_value((key_of(row[key], BETTER) if key == "direction" else row[key]) or None)
        self.readings.show_value(tuple(figures.written_readings(row)))
        self._judge()

    def _build(self) -> None:
        drop = QToolButton(self)
        drop.setObjectName("small")
        drop.setToolTip(_("Remove this KPI"))
        drop.setAccessibleName(drop.toolTip())
        drop.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        wear(drop, "delete")
        drop.clicked.connect(lambda: self.dropped.emit(self))
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 10, 12, 12)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for place, field in enumerate((self.name, self.unit, self.direction, self.target)):
            grid.addWidget(field, 0, place)
            grid.setColumnStretch(place, 2 if place else 4)
        grid.addWidget(drop, 0, 4, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.readings, 1, 0, 1, 2)
        beside = QVBoxLayout()
        beside.addSpacing(20)
        beside.addWidget(self.trend)
        beside.addWidget(self.verdict)
        beside.addStretch(1)
        grid.addLayout(beside, 1, 2, 1, 3)

    def _take(self, key: str, value: str) -> None:
        self.row = {**self.row, key: value}
        self._judge()
        self.changed.emit()

    def _read(self, rows: tuple[tuple[str, str], ...]) -> None:
        if any(figure and figures.amount(figure) is None for _day, figure in rows):
            self.readings.refuse(_("A reading is a number."))
            return
        if any(figure and not day for day, figure in rows):
            self.readings.refuse(_("Say on which day it was read."))
            return
        if all(figure or not day for day, figure in rows):  # a day alone waits for its figure
            self.row = figures.with_readings(self.row, rows)
            self._judge()
            self.changed.emit()

    def _judge(self) -> None:
        [kpi] = figures.kpis(Node("", "process", details={"kpis": (tuple(self.row.values()),)})) if self.row else [None]
        if kpi is None:
            return
        self.trend.show_readings(kpi.readings, figures.amount(kpi.target))
        self.trend.setVisible(len(kpi.readings) > 1)
        self.verdict.setText(_verdict(kpi))
        self.verdict.setObjectName("refusal" if kpi.met is False else "caption")
        self.verdict.style().polish(self.verdict)


class FigureField(LineField):
    """A figure as it was written, with or without its unit."""

    def _typed(self) -> Any:
        text = self.edit.text().strip()
        if text and figures.amount(text) is None:
            raise Refusal(_("“{text}” is not a number.").format(text=text))
        return text


def clear_but(layout: QVBoxLayout, widget: QWidget) -> None:
    """Take everything but one widget out of a layout."""
    layout.removeWidget(widget)
    clear(layout)


def _verdict(kpi: figures.Kpi) -> str:
    if kpi.met is None:
        return _("Whether it is met is worked out from direction, target and a reading.")
    latest, target = figures.amount(kpi.actual) or 0.0, figures.amount(kpi.target) or 0.0
    said = _("Met: {actual} against {target}.") if kpi.met else _("Not met: {actual} against {target}.")
    return said.format(actual=number(latest, current()), target=number(target, current()))
