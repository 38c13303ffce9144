"""The style sheet, filled with a scheme's tokens: chrome always, fields and buttons only over Fusion.

A platform's own style keeps its own fields; Fusion's are drawn anew because they look dated beside the map.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from string import Template

from mapper.gui.kit.tokens import Tokens

_CHROME = Template("""
QMainWindow, QDialog { background: $panel; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QToolBar { background: $panel; border: none; spacing: 2px; padding: 2px 8px; }
QToolBar#top { border-bottom: 1px solid $line; }
QToolBar#strip { border-right: 1px solid $line; padding: 4px 7px; spacing: 0; }
QToolBar::separator { background: $line; width: 1px; height: 1px; margin: 5px; }
QToolBar#strip::separator { margin: 4px 5px; }
QToolBar#strip QToolButton { padding: 4px; }
QToolBar#strip QToolButton:focus { padding: 3px; }
QToolButton { border: none; border-radius: 5px; padding: 6px; color: $ink; background: transparent; }
QToolButton:disabled { color: $faint; }
QToolButton:hover { background: $wash; }
QToolButton:pressed, QToolButton:checked { background: $picked; }
QToolButton:focus { outline: none; border: 1px solid $accent; padding: 5px; }
QToolButton#crumb { padding: 3px 6px; color: $accent; }
QToolButton#crumb:disabled { color: $ink; }
QToolButton#fold { padding: 7px 4px; font-weight: 600; border-radius: 0; text-align: left; }
QToolButton#fold:checked, QToolButton#fold:pressed { background: transparent; }
QToolButton#fold:hover { background: $wash; }
QToolButton#small { padding: 3px; }
QFrame#strip { background: $panel; border: none; border-top: 1px solid $line; }
QFrame#strip QToolButton:checked { background: transparent; }
QFrame#strip QToolButton:checked:hover { background: $wash; }
QToolButton#swatch { padding: 2px; border: 1px solid transparent; border-radius: 6px; }
QToolButton#swatch:checked { background: transparent; border: 1px solid $accent; }
QToolButton#swatch:focus { padding: 2px; background: $wash; border: 1px solid $accent; }
QToolButton#chip { padding: 1px 2px; }
QToolButton::menu-indicator { image: none; }
QToolButton#split { padding-right: 20px; }
QToolButton#split:focus { padding-right: 19px; }
QToolButton#split::menu-button { border: none; border-radius: 5px; width: 18px; }
QToolButton#split::menu-button:hover { background: $picked; }
QToolButton#split::menu-arrow { image: url($chevron); width: 12px; height: 12px; }
QToolButton#qt_toolbar_ext_button { padding: 0; qproperty-icon: url($chevron); }

QStatusBar { background: $panel; border-top: 1px solid $line; color: $muted; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $muted; }
QStatusBar QToolButton, QStatusBar QToolButton:disabled { padding: 3px 6px; color: $muted; }

QTabBar { background: $panel; }
QTabBar::tab { background: $panel; color: $muted; border: none; border-right: 1px solid $line; padding: 7px 12px; }
QTabBar::tab:selected { background: $field; color: $ink; border-bottom: 2px solid $accent; padding-bottom: 5px; }
QTabBar::tab:hover:!selected { background: $wash; }
QTabBar#maps::tab { min-width: 104px; }
QTabBar::scroller { width: 44px; }
QTabBar QToolButton { padding: 0; }
QTabBar#planes::tab { padding: 5px 12px; }
QTabBar#planes::tab:selected { border-bottom: none; border-top: 2px solid $accent; padding-top: 3px; }
QTabBar#bottom::tab { padding: 5px 12px; border-right: none; }
QTabBar#bottom::tab:selected { background: $panel; border-bottom: 2px solid $accent; padding-bottom: 3px; }
QTabBar#bottom[folded="true"]::tab:selected { color: $muted; border: none; padding-bottom: 5px; }
QTabBar::close-button { image: url($close); border-radius: 4px; }
QTabBar::close-button:hover { background: $wash; }
QTabWidget::pane { border: none; }

QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }

QFrame#rule { background: $line; border: none; }
QFrame#bar { border: none; border-bottom: 1px solid $line; background: $calm_wash; }
QFrame#bar[tone="warning"] { background: $warning_wash; }
QFrame#bar[tone="danger"] { background: $danger_wash; }
QFrame#bar QLabel { color: $ink; background: transparent; }
QFrame#busy { background: $field; border: 1px solid $line; border-radius: 8px; }
QFrame#busy QProgressBar { background: $wash; border: none; border-radius: 3px; }
QFrame#busy QProgressBar::chunk { background: $accent; border-radius: 3px; }
QFrame#crumbs, QFrame#finder { background: $panel; border: none; border-bottom: 1px solid $line; }
QListWidget#hits { background: $field; border: 1px solid $line; border-radius: 6px; }
QListWidget#hits::item { padding: 3px 6px; }
QListWidget#hits::item:selected { background: $picked; color: $ink; }
QDialog#commandPalette { background: $field; border: 1px solid $line; }
QDialog#commandPalette QListWidget { background: transparent; }
QDialog#commandPalette QListWidget::item:selected { background: $picked; }
QFrame#card { background: $field; border: 1px solid $line; border-radius: 6px; }
QFrame#chipframe { background: $wash; border: none; border-radius: 9px; }
QFrame#chipframe QLabel { background: transparent; }

QFrame#quickMenu { background: $field; border: 1px solid $line; border-radius: 8px; }
QFrame#quickMenu QListWidget { border: none; background: $field; }


QLabel#caption { color: $muted; }
QLabel#heading { font-weight: 600; font-size: 15px; }
QLabel#muted { color: $muted; }
QLabel#refusal { color: $danger; }
QLabel#welcome { font-size: 17px; color: $muted; }
QLabel#title { font-size: 26px; font-weight: 600; color: $ink; }
QScrollArea#inspector, QScrollArea#inspector > QWidget > QWidget { background: $panel; border: none; }
QScrollArea#paper { background: $wash; border: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QToolTip { background: $field; color: $ink; border: 1px solid $line; padding: 4px 6px; }
""")

_FIELDS = Template("""
QLineEdit, QPlainTextEdit, QComboBox, QSpinBox, QDoubleSpinBox, QDateEdit {
  background: $field; color: $ink; border: 1px solid $line; border-radius: 4px; padding: 4px 7px;
  selection-background-color: $accent; selection-color: $on_accent; }
QPlainTextEdit { padding: 2px 3px; }
QLineEdit:hover, QPlainTextEdit:hover, QComboBox:hover { border-color: $faint; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus { border-color: $accent; }
QLineEdit[refused="true"] { border-color: $danger; }
QCheckBox { spacing: 8px; }
QCheckBox::indicator { width: 14px; height: 14px; background: $field; border: 1px solid $faint; border-radius: 3px; }
QCheckBox::indicator:checked { background: $accent url($check) no-repeat center; border-color: $accent; }
QCheckBox::indicator:hover, QCheckBox::indicator:focus { border-color: $accent; }
QCheckBox:focus { color: $accent; }
QComboBox QLineEdit, QComboBox QLineEdit:focus { border: none; padding: 0; background: transparent; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url($chevron); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: $field; border: 1px solid $line; outline: none; padding: 3px;
  selection-background-color: $picked; selection-color: $ink; }
QPushButton { background: $field; color: $ink; border: 1px solid $line; border-radius: 5px; padding: 6px 14px; }
QPushButton#kind { text-align: left; padding: 5px 24px 5px 8px; background: $field url($inset) no-repeat right center;
  background-origin: padding; }
QPushButton:hover { background-color: $wash; }
QPushButton:pressed { background: $picked; }
QPushButton:focus { border-color: $accent; }
QPushButton:disabled { color: $faint; }
QPushButton:default, QPushButton#primary { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton:default:focus, QPushButton#primary:focus { border-color: $ink; }
QPushButton:default:disabled, QPushButton#primary:disabled { background: $wash; color: $faint; border-color: $line; }
QPushButton#link { background: transparent; border: none; color: $accent; padding: 3px 2px; text-align: left; }
QPushButton#link:hover { text-decoration: underline; }

QMenuBar { background: $panel; color: $ink; padding: 2px 6px; }
QMenuBar::item { padding: 5px 9px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: $wash; }
QMenu { background: $field; color: $ink; border: 1px solid $line; padding: 5px; }
QMenu::item { padding: 6px 26px 6px 10px; border-radius: 4px; }
QMenu::item:selected { background: $picked; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $line; margin: 5px 8px; }
QMenu::icon { padding-left: 8px; }

QTableView, QListView, QListWidget, QTableWidget { background: $field; color: $ink; border: none; outline: none;
  selection-background-color: $picked; selection-color: $ink;
  gridline-color: $line; alternate-background-color: $panel; }
QListView#list { border: 1px solid $line; border-radius: 4px; padding: 3px; }
QListView#list::item:selected { background: $picked; color: $ink; }
QListView#list::item { padding: 5px 6px; border-radius: 4px; }
QListWidget#notes::item { padding: 4px 0; }
QListWidget#changes { padding: 4px 0; }
QListWidget#changes::item { padding: 4px 12px; }
QListWidget#changes::item:selected { background: $picked; color: $ink; }
QTableView#steps::item { padding: 0 6px; border: none; }
QTableWidget#rows { border: 1px solid $line; border-radius: 4px; }
QTableWidget#rows::item { padding: 0 5px; }
QHeaderView::section { background: $panel; color: $muted; border: none; border-bottom: 1px solid $line;
  padding: 5px 8px; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $faint; border-radius: 3px; margin: 2px; min-height: 28px; min-width: 28px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")


def sheet(tokens: Tokens, *, fields: bool, images: Mapping[str, str]) -> str:
    """The style sheet for a scheme; `fields` also redraws what one types into and presses.

    images: paths of the pictures that the sheet names ("chevron", "inset", "close", "check").
    """
    filling = {**asdict(tokens), **images}
    text = _CHROME.substitute(filling)
    return text + _FIELDS.substitute(filling) if fields else text
