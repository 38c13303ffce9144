"""What one types a cell's text into: a list for choices, names completed for parties, several lines for long texts."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from mapper.app.tables.columns import LANE
from mapper.gui.forms.names import NamesEdit
from mapper.gui.panels.steps.model import SHOWN, StepsModel
from mapper.model import query
from mapper.model.details import CHOICE, PARAGRAPH, PARTY_ID, PARTY_IDS, ROWS
from mapper.model.kinds import LANE as LANES
from mapper.text import _
from mapper.text.order import by_name

_Index = QModelIndex | QPersistentModelIndex
_LINES = 5


class CellEditors(QStyledItemDelegate):
    """Makes the editor that suits a column."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        column, model = SHOWN[index.column()], index.model()
        assert isinstance(model, StepsModel)
        detail = column.detail
        if column.key == LANE:
            return NamesEdit(parent, _lanes(model), several=False)
        if detail is None:
            return QLineEdit(parent)
        if detail.type == CHOICE:
            box = QComboBox(parent)
            box.addItem("", "")
            for key, label in detail.choices:
                box.addItem(_(label), key)
            return box
        if detail.type in (PARTY_ID, PARTY_IDS):
            return NamesEdit(parent, _parties(model), several=detail.type == PARTY_IDS)
        if detail.type in (PARAGRAPH, ROWS):
            edit = QPlainTextEdit(parent)
            edit.installEventFilter(self)
            return edit
        return QLineEdit(parent)

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QComboBox):
            editor.setCurrentText(text)
        elif isinstance(editor, QPlainTextEdit):
            editor.setPlainText(text)
            editor.selectAll()
        elif isinstance(editor, QLineEdit):
            editor.setText(text)

    def setModelData(self, editor: QWidget, model: Any, index: _Index) -> None:
        model.setData(index, _typed(editor), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _Index) -> None:
        place = option.rect
        if isinstance(editor, QPlainTextEdit):
            view = editor.parentWidget()
            height = min(editor.fontMetrics().lineSpacing() * _LINES + 14, view.height() if view else 1000)
            place.setSize(place.size().expandedTo(QSize(260, height)))
            if view is not None:  # all of it in sight
                place.moveBottom(min(place.bottom(), view.height() - 1))
                place.moveRight(min(place.right(), view.width() - 1))
        editor.setGeometry(place)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """In several lines Enter commits as in one, and Shift or Alt with it breaks the line."""
        if isinstance(editor, QPlainTextEdit) and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier):
                editor.insertPlainText("\n")
                return True
            if enter:
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
                return True
        return super().eventFilter(editor, event)


def _typed(editor: QWidget) -> str:
    if isinstance(editor, QComboBox):
        return editor.currentText()
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    if isinstance(editor, NamesEdit):
        return editor.whole()
    return editor.text() if isinstance(editor, QLineEdit) else ""


def _parties(model: StepsModel) -> list[str]:
    return [party.name for party in query.parties(model.diagram)] if model.diagram is not None else []


def _lanes(model: StepsModel) -> list[str]:
    nodes = model.diagram.nodes() if model.diagram is not None else ()
    return sorted({" ".join(node.name.split()) for node in nodes if node.family == LANES and node.name}, key=by_name)
