"""Where Tab reaches what is made after the screen it stands on: Qt puts it behind all else of the window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def stops_in(container: QWidget) -> list[QWidget]:
    """What takes the focus in a widget that has just been filled, in the order Tab goes: all in it stands together still."""
    stops: list[QWidget] = []
    each = container.findChild(QWidget)
    while each is not None and (before := each.previousInFocusChain()) is not None and container.isAncestorOf(before):
        each = before
    while each is not None and container.isAncestorOf(each):
        if each.focusPolicy() != Qt.FocusPolicy.NoFocus and each.focusProxy() is None:
            stops.append(each)
        each = each.nextInFocusChain()
    return stops


def put_in_place(holder: QWidget, stops: Sequence[QWidget]) -> None:
    """Let Tab reach these, in their order, where what holds them stands. Does nothing where nothing before that takes the focus."""
    window, before = holder.window(), holder.previousInFocusChain()
    while before not in (None, window, holder) and (before.focusPolicy() == Qt.FocusPolicy.NoFocus or before in stops):
        before = before.previousInFocusChain()
    if before is None or before in (window, holder):
        return
    for each in stops:
        QWidget.setTabOrder(before, each)
        before = each
