"""What a screen reader is told that a widget is, where it is none of Qt's own kinds, such as a chart."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAccessibleWidget, QWidget

_Kind = TypeVar("_Kind", bound=type[QWidget])

_ROLES: dict[type, QAccessible.Role] = {}


def spoken_as(role: QAccessible.Role) -> Callable[[_Kind], _Kind]:
    """Have widgets of a class, and of those made from it, known by a role: Qt calls each of them a pane."""

    def mark(kind: _Kind) -> _Kind:
        if not _ROLES:
            QAccessible.installFactory(_face)
        _ROLES[kind] = role
        return kind

    return mark


def _face(_: str, thing: QObject) -> QAccessibleWidget | None:
    """What is told of a widget of such a class; nothing of any other, which Qt then tells of itself."""
    role = next((_ROLES[each] for each in type(thing).__mro__ if each in _ROLES), None)
    return QAccessibleWidget(thing, role) if role is not None and isinstance(thing, QWidget) else None
