"""What whoever cannot see a window, or has no mouse, is held to be told and to reach: names, roles and states, and Tab as one reads."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QComboBox, QScrollBar, QWidget

_ROLE, _TEXT = QAccessible.Role, QAccessible.Text
#: What one works, rather than reads.
_WORKED = {
    _ROLE.Button, _ROLE.ButtonMenu, _ROLE.CheckBox, _ROLE.RadioButton, _ROLE.ComboBox, _ROLE.EditableText, _ROLE.Slider, _ROLE.SpinBox,
    _ROLE.Table, _ROLE.Tree, _ROLE.List, _ROLE.PageTabList, _ROLE.Graphic,
}  # fmt: skip
#: What holds parts that are reached by arrows, and not by Tab.
_WHOLE = {_ROLE.Table, _ROLE.Tree, _ROLE.List, _ROLE.ComboBox, _ROLE.EditableText, _ROLE.PageTabList}
#: What takes the focus and is only read: sentences with links, and words that scroll.
_READ = {_ROLE.StaticText, _ROLE.Grouping}


def told(window: QWidget) -> Iterator[tuple[QWidget, QAccessibleInterface]]:
    """All of a window that a screen reader is told of now, down to what one works as a whole."""
    faces = [QAccessible.queryAccessibleInterface(window)]
    while faces:
        face = faces.pop()
        if not face.isValid() or face.state().invisible:
            continue
        thing = face.object()
        if isinstance(thing, QScrollBar):
            continue
        if isinstance(thing, QWidget):
            yield thing, face
        if face.role() not in _WHOLE:
            faces.extend(face.child(number) for number in range(face.childCount()))


def spoken_name(face: QAccessibleInterface) -> str:
    """What a control is called. Off Windows Qt gives a list of choices the name of what is chosen, and its own by its label."""
    thing = face.object()
    return thing.accessibleName() if isinstance(thing, QComboBox) else face.text(_TEXT.Name)


def unspoken(window: QWidget) -> list[str]:
    """The controls of a window whose name, role or state a screen reader is not told."""
    found = []
    for thing, face in told(window):
        role, state = face.role(), face.state()
        is_stop = bool(thing.focusPolicy() & Qt.FocusPolicy.TabFocus) and thing.focusProxy() is None
        name, what = spoken_name(face), f"{type(thing).__name__}, a {role.name}"
        if role in _WORKED and not name.strip():
            found.append(f"no name: {what}")
        if is_stop and role not in _WORKED | _READ:
            found.append(f"no role of a control: {what}, {name!r}")
        if role in _WORKED and thing.isEnabled() and not state.focusable:
            found.append(f"not to be focused: {what}, {name!r}")
        if role in (_ROLE.CheckBox, _ROLE.RadioButton) and not state.checkable:
            found.append(f"not told whether it is chosen: {what}, {name!r}")
        if thing.isEnabled() == bool(state.disabled):
            found.append(f"not told whether it can be used: {what}, {name!r}")
    return found


def stops(window: QWidget) -> set[QWidget]:
    """What Tab is to reach in a window: all that is shown, can be used and takes the focus by it."""
    return {
        thing
        for thing, face in told(window)
        if thing.isEnabled() and thing.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus and thing.focusProxy() is None
    }


def tabbed(window: QWidget, most: int = 400) -> list[QWidget]:
    """What the key Tab goes to in a window, from the first stop until it comes back there."""
    reached: list[QWidget] = []
    while len(reached) < most:
        at = QApplication.focusWidget()
        assert at is not None, f"the focus is lost after {reached[-1:]}"
        if at in reached:
            break
        reached.append(at)
        QTest.keyClick(at, Qt.Key.Key_Tab)
    return reached


def _seen_at(widget: QWidget, other: QWidget, window: QWidget) -> QRect:
    """Where a widget stands in a window; what is scrolled out of view beside the other, at the edge behind which it is."""
    area = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    parent = widget.parentWidget()
    while parent is not None and parent is not window:
        if isinstance(parent, QAbstractScrollArea) and (inner := parent.viewport()).isAncestorOf(widget) and not inner.isAncestorOf(other):
            room = QRect(parent.viewport().mapTo(window, QPoint(0, 0)), parent.viewport().size())
            if area.top() > room.bottom():
                area.moveTop(room.bottom())
            if area.top() < room.top():
                area.moveTop(room.top())
        parent = parent.parentWidget()
    return area


def out_of_order(window: QWidget, reached: list[QWidget]) -> list[str]:
    """Where Tab goes back: up in one column, or left in one line."""
    found = []
    for before, after in pairwise(reached):
        here, there = _seen_at(before, after, window), _seen_at(after, before, window)
        is_up = there.bottom() < here.top() and there.left() <= here.right() and here.left() <= there.right()
        is_back = there.right() < here.left() and abs(there.center().y() - here.center().y()) < min(here.height(), there.height()) / 2
        if is_up or is_back:
            found.append(f"from {_said(before)} {'up' if is_up else 'back'} to {_said(after)}")
    return found


def _said(widget: QWidget) -> str:
    return f"{type(widget).__name__} {spoken_name(QAccessible.queryAccessibleInterface(widget))!r}"
