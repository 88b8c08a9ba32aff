"""The keys by which rows are added, duplicated, moved and deleted: the same in every list and grid."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

#: What adds a row, and as many as are chosen.
ADD_KEYS = ("Ins", "Ctrl+Return")
_KEYS = ("Ctrl+Del", "Alt+Up", "Alt+Down", "Ctrl+Shift+D", "Ctrl+H")


def give_row_keys(list_of_rows: QWidget, delete: QAction, up: QAction, down: QAction, copy: QAction, replace: QAction) -> None:
    """Give each action its key within a list of rows, whatever of it has the focus."""
    for action, keys in zip((delete, up, down, copy, replace), _KEYS, strict=True):
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        list_of_rows.addAction(action)


def give_add_keys(view: QWidget, add: QAction, add_several: Callable[[], object]) -> None:
    """Have the keys add rows while the view itself has the focus, and say so of the action."""
    several = QAction(add.text(), view)
    several.setShortcuts([QKeySequence(key) for key in ADD_KEYS])
    several.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # while a cell is edited Ctrl+Enter records it
    several.triggered.connect(lambda *_: add_several())
    view.addAction(several)
    add.setToolTip(f"{add.text()} ({ADD_KEYS[0]} or {ADD_KEYS[1]}; with several rows chosen, as many)")
