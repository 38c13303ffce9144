"""The outline: the map as indented text, to be read and edited as such; what is changed here shows on the map, and the
other way round."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QFontDatabase, QKeyEvent, QKeySequence, QShowEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from mapper.gui.kit.faults import told
from mapper.gui.panels.panel import Panel
from mapper.model.diagram import Diagram
from mapper.outline.apply import change
from mapper.outline.lines import OutlineError
from mapper.outline.write import Outline, outline
from mapper.text import _


class OutlinePanel(QFrame, Panel):
    """A text and a line below it for what was not understood. `picked` tells the record that the cursor's line is
    about. An edit counts once its line is left, by Enter, an arrow key or a click; Esc takes it back."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outline")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.edit = _Text(self)
        self.told = QLabel(self)
        self.told.setObjectName("refusal")
        self.told.setWordWrap(True)
        self.told.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 8, 6)
        column.setSpacing(4)
        column.addWidget(self.edit, 1)
        column.addWidget(self.told)
        self.setFocusProxy(self.edit)
        self._diagram: Diagram | None = None
        self._base = Outline("", {})
        self._line = self._fresh = -1
        self._showing = False
        self._stop: Callable[[], None] = lambda: None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(told(self._refresh))
        self.edit.cursorPositionChanged.connect(told(self._moved))

    @property
    def pending(self) -> bool:
        """Whether something was typed that does not count yet."""
        return self._typed().rstrip("\n") != self._base.text.rstrip("\n")

    def show_map(self, diagram: Diagram | None) -> None:
        """Follow another map, or none; what was typed about the old one counts first."""
        self.commit()
        self._stop()
        self._diagram, self._base = diagram, Outline("", {})
        self._stop = diagram.listen(lambda _changes: self._later()) if diagram is not None else lambda: None
        self._show("")
        self._later()

    def mark(self, selection: Sequence[str]) -> None:
        """Put the cursor on the line of what is selected."""
        if len(selection) == 1 and selection[0] in self._base.ids and not self.pending and not self.edit.hasFocus():
            self._go_to(self._base.ids.index(selection[0]))

    def forget(self, diagram: Diagram) -> None:
        """The map was closed."""
        if diagram is self._diagram:
            self._stop()
            self._diagram = None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._later()

    def commit(self) -> bool:
        """Do to the map what was done to the text; where that cannot be, the text stays and says why. False then."""
        if self._diagram is None or not self.pending:
            return True
        try:
            change(self._diagram, self._base, self._typed())
        except OutlineError as error:
            self._tell(_("Line {line}: {what}; {advice}.").format(
                line=error.line, what=error.what, advice=error.advice.rstrip(".")
            ))  # fmt: skip
            return False
        self._tell("")
        line = self.edit.textCursor().blockNumber()
        line, self._fresh = line - (0 <= self._fresh < line), -1
        self._refresh(line)
        return True

    def revert(self) -> None:
        """The map's text again."""
        self._tell("")
        self._show(self._base.text)

    def begin_line(self) -> None:
        """A line below the cursor's, at its level; while it is empty it says nothing."""
        level = self.edit.textCursor().block().text()
        level = level[: len(level) - len(level.lstrip())]
        self.commit()
        self._line = self.edit.textCursor().blockNumber() + 1
        self._fresh = self._line
        self.edit.insertPlainText("\n" + level)

    # -- inside ----------------------------------------------------------------------------------------------------

    def _typed(self) -> str:
        """The text without the empty line that Enter began: elsewhere an empty line parts two chains."""
        rows = self.edit.toPlainText().split("\n")
        if 0 <= self._fresh < len(rows) and not rows[self._fresh].strip():
            del rows[self._fresh]
        return "\n".join(rows)

    def _later(self) -> None:
        """Once the map has come to rest; a panel that is folded away costs nothing."""
        if self.isVisible():
            self._soon.start(0)

    def _refresh(self, line: int | None = None) -> None:
        if self._diagram is None or (self.pending and line is None and self._base.text):
            return  # what is being typed stays; it is held against the text it began with
        before, self._base = self._base, outline(self._diagram)
        if self._fresh >= 0 and line is None and before.text == self._base.text:
            return  # an empty line was just begun, and nothing else has changed
        self._fresh = -1
        here = before.ids[self._line] if 0 <= self._line < len(before.ids) else None
        self._show(self._base.text)
        if line is not None:
            self._go_to(min(line, self.edit.blockCount() - 1))
        elif here in self._base.ids and here is not None:
            self._go_to(self._base.ids.index(here))

    def _show(self, text: str) -> None:
        self._showing = True
        if self.edit.toPlainText() != text:
            self.edit.setPlainText(text)
        self._showing = False

    def _go_to(self, line: int) -> None:
        self._showing = True
        cursor = QTextCursor(self.edit.document().findBlockByNumber(line))
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        self.edit.setTextCursor(cursor)
        self._line = line
        self._showing = False

    def _moved(self) -> None:
        """The cursor went to another line: the one it left counts, and what the new one is about is selected."""
        line = self.edit.textCursor().blockNumber()
        if self._showing or self.edit.is_typing or line == self._line:
            return
        self._line = line
        if self.pending and not self.commit():
            return
        if self._fresh >= 0:
            self._fresh = -1
            self._show(self._base.text)
            self._go_to(min(line, self.edit.blockCount() - 1))
        if not self.pending and 0 <= line < len(self._base.ids) and (id := self._base.ids[line]) is not None:
            self.picked.emit(id)

    def _tell(self, sentence: str) -> None:
        self.told.setText(sentence)
        self.told.setVisible(bool(sentence))


class _Text(QPlainTextEdit):
    """Its own undo is off: there is one for the map and its text. Enter keeps the level and counts the line above."""

    def __init__(self, panel: OutlinePanel) -> None:
        super().__init__(panel)
        self._panel = panel
        self.is_typing = False
        self.setUndoRedoEnabled(False)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTabChangesFocus(False)
        self.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.setAccessibleName(_("Outline of the map"))
        self.setPlaceholderText(_("Sales: Register order — one step a line; Enter for the next"))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = QKeySequence.StandardKey
            if event.matches(keys.Undo) or event.matches(keys.Redo):
                event.ignore()
                return True  # the map's own
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Cancel):
            self._panel.revert()
        elif event.matches(QKeySequence.StandardKey.InsertParagraphSeparator):
            self.is_typing = True
            self._panel.begin_line()
            self.is_typing = False
        elif event.text() == "\t":
            self.insertPlainText("  ")
        else:
            self.is_typing = bool(event.text()) and event.text().isprintable()
            super().keyPressEvent(event)
            self.is_typing = False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._panel.commit()
