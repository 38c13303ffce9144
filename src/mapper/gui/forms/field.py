"""What every field of the inspector shares: a label above, an editor, a refusal below; commit on Enter or blur.

A field knows the value it shows and the value typed. `committed` is emitted once when the two differ and the typed one
makes sense; the field never touches the map.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QToolButton, QVBoxLayout, QWidget

from mapper.app.tables.reading import Refusal
from mapper.text import _


class Field(QWidget):
    """A labelled editor. Subclasses say how to show a value (`_display`) and how to read one (`_typed`)."""

    committed = Signal(object)

    def __init__(self, label: str, unit: str = "", hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.value: Any = None
        self.mixed = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)
        said = unit.casefold() in label.casefold()
        self._caption = QLabel(label if said else _("{label} ({unit})").format(label=label, unit=unit), self)
        self._caption.setObjectName("caption")
        self._caption.setToolTip(hint)
        # A question may be longer than the panel is wide; uncut it would push every field out of sight.
        self._caption.setWordWrap(True)
        self._caption.setVisible(bool(label))
        self._refusal = QLabel(self)
        self._refusal.setObjectName("refusal")
        self._refusal.setWordWrap(True)
        self._refusal.hide()
        self._column.addWidget(self._caption)

    def show_value(self, value: Any, mixed: bool = False) -> None:
        """Show a value of the map; with `mixed` nothing, for things that differ. What is being typed stays."""
        typing = self.pending
        self.value, self.mixed = (None if mixed else value), mixed
        if not typing:
            self.refuse("")
            self._display(self.value)

    @property
    def pending(self) -> bool:
        """Whether something was typed that is not committed."""
        return False

    def commit(self) -> None:
        """Hand over what was typed, if anything was; refuse what makes no sense."""
        if not self.pending:
            return
        try:
            typed = self._typed()
        except Refusal as refusal:
            self.refuse(str(refusal))
            return
        self.refuse("")
        if typed == self.value and not self.mixed:
            self._display(self.value)
            return
        self.value, self.mixed = typed, False
        self._display(typed)
        self.committed.emit(typed)

    def revert(self) -> None:
        """Show the map's value again."""
        self.refuse("")
        self._display(self.value)

    def show_caption(self, on: bool) -> None:
        """Whether its label is seen; a heading above may say the same."""
        self._caption.setVisible(on and bool(self._caption.text()))

    def refuse(self, sentence: str) -> None:
        """Say below the field what is wrong; "" takes it back."""
        self._refusal.setText(sentence)
        self._refusal.setVisible(bool(sentence))

    def finish(self, editor: QWidget, *beside: QWidget) -> None:
        """Place the editor, what stands beside it and the refusal; called once by each subclass."""
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(editor, 1)
        for widget in beside:
            row.addWidget(widget)
        self._column.addLayout(row)
        self._column.addWidget(self._refusal)
        self._caption.setBuddy(editor)
        for named in (editor, *editor.findChildren(QLineEdit)):
            named.setAccessibleName(self._caption.text())
        for button in beside:
            button.setAccessibleName(button.accessibleName() or button.toolTip())
        self.setFocusProxy(editor)

    def set_read_only(self) -> None:
        """Show the value and take no other."""
        self.setEnabled(False)

    def _display(self, value: Any) -> None:
        raise NotImplementedError

    def _typed(self) -> Any:
        raise NotImplementedError


class LineField(Field):
    """One line of text. Escape takes back what was typed."""

    def __init__(self, label: str, unit: str = "", hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(label, unit, hint, parent)
        self.edit = _Line(self)
        self.edit.editingFinished.connect(self.commit)
        self.finish(self.edit, *self._beside())

    @property
    def pending(self) -> bool:
        return self.edit.isModified()

    def set_read_only(self) -> None:
        self.edit.setReadOnly(True)  # its text can still be copied
        for button in self.findChildren(QToolButton):
            button.setEnabled(False)

    def refuse(self, sentence: str) -> None:
        super().refuse(sentence)
        if bool(self.edit.property("refused")) != bool(sentence):  # polishing is slow
            self.edit.setProperty("refused", bool(sentence))
            self.edit.style().polish(self.edit)

    def _beside(self) -> tuple[QWidget, ...]:
        return ()

    def _display(self, value: Any) -> None:
        self.edit.setText("" if value is None else self._written(value))
        self.edit.setCursorPosition(0)
        self.edit.setPlaceholderText(_("Several values") if self.mixed else "")
        self.edit.setModified(False)

    def _written(self, value: Any) -> str:
        return str(value)

    def _typed(self) -> Any:
        return self.edit.text().strip()


class ParagraphField(Field):
    """Several lines of text. Leaving the field or Ctrl+Enter commits. brief: it begins as one line, Enter commits too,
    and Shift+Enter breaks the line."""

    def __init__(
        self, label: str, unit: str = "", hint: str = "", parent: QWidget | None = None, brief: bool = False
    ) -> None:
        super().__init__(label, unit, hint, parent)
        self.edit = _Paragraph(self, brief)
        self.finish(self.edit)

    def set_read_only(self) -> None:
        self.edit.setReadOnly(True)

    @property
    def pending(self) -> bool:
        return self.edit.document().isModified()

    def _display(self, value: Any) -> None:
        self.edit.setPlainText(value or "")
        self.edit.setPlaceholderText(_("Several values") if self.mixed else "")
        self.edit.document().setModified(False)
        self.edit.grow()

    def _typed(self) -> Any:
        return self.edit.toPlainText().strip()


class _Line(QLineEdit):
    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self._field = field

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._field.pending:
            self._field.revert()
        else:
            super().keyPressEvent(event)


class _Paragraph(QPlainTextEdit):
    """As tall as its text, from three lines to ten; a brief one from one line."""

    def __init__(self, field: Field, brief: bool) -> None:
        super().__init__(field)
        self._field = field
        self._brief = brief
        self.setTabChangesFocus(True)
        self.document().contentsChanged.connect(self.grow)
        self.grow()

    def grow(self) -> None:
        lines = max(1 if self._brief else 3, min(10, int(self.document().size().height())))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 16)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._field.commit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_Escape and self._field.pending:
            self._field.revert()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (control or (self._brief and not shift)):
            self._field.commit()
        else:
            super().keyPressEvent(event)
