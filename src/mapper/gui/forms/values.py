"""Fields for values that are more than a text: numbers, dates, choices from a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCalendarWidget, QComboBox, QMenu, QToolButton, QWidget, QWidgetAction

from mapper.app.tables.reading import read_date, read_duration, read_number
from mapper.gui.forms.field import Field, LineField
from mapper.gui.kit.icons import wear
from mapper.text import _, current, durations, number


class NumberField(LineField):
    """A number of at least 0, written with the decimal mark of the language; a point is understood too."""

    def _written(self, value: Any) -> str:
        return number(float(value), current())

    def _typed(self) -> Any:
        text = self.edit.text().strip()
        return read_number(text) if text else None


class DurationField(NumberField):
    """How long something takes, as people write it: "2 h", "3 days"; a bare number are minutes."""

    def _written(self, value: Any) -> str:
        return durations.spoken(float(value), current())

    def _typed(self) -> Any:
        text = self.edit.text().strip()
        return read_duration(text) if text else None


class DateField(LineField):
    """A day as ISO 8601; day-first dates are understood, and there is a calendar."""

    def _beside(self) -> tuple[QWidget, ...]:
        self.edit.setMaxLength(24)
        button = QToolButton(self)
        button.setObjectName("small")
        button.setToolTip(_("Choose a day"))
        wear(button, "calendar")
        button.clicked.connect(lambda: self._choose(button))
        return (button,)

    def _display(self, value: Any) -> None:
        super()._display(value)
        if not self.mixed:
            self.edit.setPlaceholderText(_("yyyy-mm-dd"))

    def _typed(self) -> Any:
        return read_date(self.edit.text().strip())

    def _choose(self, button: QWidget) -> None:
        menu = QMenu(self)
        calendar = QCalendarWidget(menu)
        calendar.setGridVisible(False)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        if self.value:
            calendar.setSelectedDate(QDate.fromString(self.value, Qt.DateFormat.ISODate))
        calendar.clicked.connect(menu.close)
        calendar.clicked.connect(self._take)
        entry = QWidgetAction(menu)
        entry.setDefaultWidget(calendar)
        menu.addAction(entry)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def _take(self, day: QDate) -> None:
        self.edit.setText(day.toString(Qt.DateFormat.ISODate))
        self.edit.setModified(True)
        self.commit()


class ChoiceField(Field):
    """One of a few named values; choosing commits."""

    def __init__(self, label: str, choices: Sequence[tuple[Any, str]], hint: str = "") -> None:
        super().__init__(label, hint=hint)
        self.box = QuietBox(self)
        for key, text in choices:
            self.box.addItem(text, key)
        self.box.activated.connect(lambda _index: self.commit())
        self.finish(self.box)

    @property
    def pending(self) -> bool:
        return self.box.currentIndex() >= 0 and self.box.currentData() != self.value

    def show_value(self, value: Any, mixed: bool = False) -> None:
        # A list has no half-typed state that a change of the map could destroy.
        self.value, self.mixed = (None if mixed else value), mixed
        self._display(self.value)

    def _display(self, value: Any) -> None:
        self.box.setCurrentIndex(self.box.findData(value) if value is not None else -1)
        self.box.setPlaceholderText(_("Several values") if self.mixed else _("Choose…"))

    def _typed(self) -> Any:
        return self.box.currentData()


class QuietBox(QComboBox):
    """A combo box that leaves the wheel to the page it stands on, so that scrolling past it changes nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumContentsLength(8)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
