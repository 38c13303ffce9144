"""What one types into the cells of a field that is a table: a list where there are choices, names completed, days and
figures as people write them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from mapper.app.tables.reading import Refusal, read_date, read_number
from mapper.gui.forms.names import NamesEdit
from mapper.model.details import CHOICE, DATE, NUMBER, PARTY_ID, Detail, column_choices, column_type, key_of
from mapper.text import _

_Index = QModelIndex | QPersistentModelIndex


def shown(detail: Detail, column: str, text: str) -> str:
    """A cell's text as people read it: a choice by its label."""
    choices = column_choices(detail, column)
    key = key_of(text, choices) if choices and text else None
    return _(dict(choices)[key]) if key else text


def kept(detail: Detail, column: str, text: str) -> str:
    """What is kept of a text that was typed: a choice by its key, a day as ISO 8601. Raises Refusal."""
    text = text.strip()
    kind = column_type(detail, column)
    if not text:
        return ""
    if kind == CHOICE:
        return key_of(text, column_choices(detail, column)) or text
    if kind == DATE:
        return read_date(text)
    if kind == NUMBER and not 0 <= read_number(text) <= 100:
        raise Refusal(_("A share lies between 0 and 100."))
    return text


class RowCells(QStyledItemDelegate):
    """Makes the editor that suits a column. names: who can be named, asked when a cell is opened."""

    def __init__(self, detail: Detail, names: Callable[[], Sequence[str]], parent: QWidget) -> None:
        super().__init__(parent)
        self._detail, self._names = detail, names

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        column = self._detail.columns[index.column()][0]
        kind = column_type(self._detail, column)
        if kind == CHOICE:
            box = QComboBox(parent)
            box.setEditable(True)
            box.addItem("")
            box.addItems([_(label) for _key, label in column_choices(self._detail, column)])
            return box
        if kind == PARTY_ID:
            return NamesEdit(parent, self._names(), several=False)
        edit = QLineEdit(parent)
        if kind == DATE:
            edit.setPlaceholderText(_("yyyy-mm-dd"))
        return edit

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QComboBox):
            editor.setCurrentText(text)
        elif isinstance(editor, QLineEdit):
            editor.setText(text)

    def setModelData(self, editor: QWidget, model: object, index: _Index) -> None:
        if isinstance(editor, NamesEdit):
            text = editor.whole()
        elif isinstance(editor, QComboBox):
            text = editor.currentText()
        else:
            text = editor.text() if isinstance(editor, QLineEdit) else ""
        index.model().setData(index, text, Qt.ItemDataRole.EditRole)
