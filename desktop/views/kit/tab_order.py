"""Where Tab reaches what is made after the screen it stands on: Qt puts it behind all else of the window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import createdByPython


def kept_by_its_parent(widget: QWidget | None) -> QWidget | None:
    """The same widget, still kept by what it stands in.

    PySide takes what a widget answers with for that widget's own, and gives it up with it: a menu elsewhere in the window would be dead
    once a form was, or the whole window. Qt does nothing when it is told the parent that a widget has. What Qt made has to be kept in
    its turn.
    """
    each = widget
    while each is not None:
        parent = each.parentWidget()
        QObject.setParent(each, parent)
        each = parent if parent is not None and not createdByPython(parent) else None
    return widget


def _before(widget: QWidget) -> QWidget | None:
    return kept_by_its_parent(widget.previousInFocusChain())


def stops_in(container: QWidget) -> list[QWidget]:
    """What takes the focus in a widget that has just been filled, in the order Tab goes: all in it stands together still."""
    stops: list[QWidget] = []
    each = container.findChild(QWidget)
    while each is not None and (before := _before(each)) is not None and container.isAncestorOf(before):
        each = before
    while each is not None and container.isAncestorOf(each):
        if each.focusPolicy() != Qt.FocusPolicy.NoFocus and kept_by_its_parent(each.focusProxy()) is None:
            stops.append(each)
        each = kept_by_its_parent(each.nextInFocusChain())
    return stops


def put_in_place(holder: QWidget, stops: Sequence[QWidget]) -> None:
    """Let Tab reach these, in their order, where what holds them stands. Does nothing where nothing before that takes the focus."""
    window, before = holder.window(), _before(holder)
    while before not in (None, window, holder) and (before.focusPolicy() == Qt.FocusPolicy.NoFocus or before in stops):
        before = _before(before)
    if before is None or before in (window, holder):
        return
    for each in stops:
        QWidget.setTabOrder(before, each)
        before = each
