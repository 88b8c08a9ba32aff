"""What every screen is held to: names for whoever cannot see it, no word cut off, and never a sideways scroll."""

from __future__ import annotations

from itertools import combinations, pairwise

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QAbstractSlider, QComboBox, QLabel, QLineEdit, QScrollArea, QWidget
from reportlab.graphics.shapes import String

from desktop.views.kit import look
from desktop.views.kit.buttons import PrimaryButton
from desktop.views.kit.chart_view import ChartView
from desktop.views.kit.empty_state import EmptyState
from desktop.views.kit.tab_order import kept_by_its_parent


def _name(widget: QWidget) -> str:
    return type(widget).__name__


def _all(root: QWidget) -> list[QWidget]:
    return [root, *root.findChildren(QWidget)]


def _seen(root: QWidget) -> list[QWidget]:
    """The widgets that are visible: what is in a hidden one, such as the other views of a screen, is not walked."""
    seen, waiting = [], [root] if root.isVisible() else []
    while waiting:
        widget = waiting.pop()
        seen.append(widget)
        waiting += [each for each in reversed(widget.children()) if isinstance(each, QWidget) and each.isVisible()]
    return seen


def unnamed_widgets(root: QWidget) -> list[str]:
    """The visible widgets that Tab reaches and a screen reader could not name."""
    found = []
    for widget in _all(root):
        if not widget.isVisible() or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus or widget.focusProxy() is not None:
            continue
        if isinstance(widget, QScrollArea) and not widget.accessibleName() and widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        if isinstance(widget.parent(), QComboBox) or widget.objectName().startswith("qt_"):
            continue
        words = widget.text() if isinstance(widget, QAbstractButton) else ""
        if not widget.accessibleName() and not words:
            parent = widget.parentWidget()
            found.append(f"{_name(widget)} in {_name(parent) if parent is not None else 'nothing'}")
    return found


def clipped_labels(root: QWidget) -> list[str]:
    """The visible labels and buttons with more words than room."""
    found = []
    seen = _seen(root)
    for label in (each for each in seen if isinstance(each, QLabel) and each.text()):
        high = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
        wide = 0 if label.wordWrap() else label.sizeHint().width()
        if high > label.height() + 1 or wide > label.width() + 1:
            found.append(f"{label.text()[:50]!r} needs {wide} by {high}, has {label.width()} by {label.height()}")
    for button in (each for each in seen if isinstance(each, QAbstractButton)):
        if button.text() and button.fontMetrics().horizontalAdvance(button.text()) > button.width():
            found.append(f"{button.text()!r} is wider than its button")
    return found


def sideways_scrolls(root: QWidget) -> list[str]:
    """The visible pages that scroll sideways. A table may; a page never does."""
    found = []
    for area in _seen(root):
        if isinstance(area, QScrollArea):
            bar: QAbstractSlider = area.horizontalScrollBar()
            inner = area.widget()
            if bar.maximum() or (inner is not None and inner.width() > area.viewport().width()):
                found.append(_name(area))
    return found


def downward_scroll(page: QAbstractScrollArea) -> int:
    """How many pixels a page scrolls down; at 1366 by 768 it should be none."""
    return page.verticalScrollBar().maximum()


def nested_scrolls(root: QWidget) -> list[str]:
    """What scrolls down inside something that scrolls down itself, with the pixels or lines of each."""
    areas = [each for each in _seen(root) if isinstance(each, QAbstractScrollArea) and downward_scroll(each)]
    return [
        f"{inner.accessibleName() or _name(inner)} ({downward_scroll(inner)}) in {_name(outer)} ({downward_scroll(outer)})"
        for outer in areas
        for inner in areas
        if outer is not inner and outer.isAncestorOf(inner)
    ]


def labels_that_touch(root: QWidget) -> list[str]:
    """Of each chart that can be seen, the words that lie on other words, or are not whole in the picture."""
    found = []
    for chart in (each for each in _seen(root) if isinstance(each, ChartView) and not each.visibleRegion().isEmpty()):
        drawing, name = chart.drawing(), chart.accessibleName()
        texts = [(shape.text, _letters(shape)) for shape in drawing.contents if getattr(shape, "text", "").strip()]
        found += [
            f"{words!r} is not whole in {name}"
            for words, (left, low, right, high) in texts
            if left < -1 or right > drawing.width + 1 or low < -1 or high > drawing.height + 1
        ]
        for (one, first), (other, second) in combinations(texts, 2):
            deep = min(first[3], second[3]) - max(first[1], second[1])
            beside = min(first[2], second[2]) - max(first[0], second[0])
            # the parts of letters below a line may touch the air above the next
            if beside > 1 and deep > 0.3 * min(first[3] - first[1], second[3] - second[1]):
                found.append(f"{one!r} lies on {other!r} in {name}")
    return found


def empty_states(root: QWidget) -> list[str]:
    """What is wrong with each empty state that can be seen: its words stand together, and there is one thing to do next."""
    found = []
    for state in (each for each in _seen(root) if isinstance(each, EmptyState)):
        parts = [each for each in _seen(state) if isinstance(each, QLabel | QAbstractButton)]
        spots = sorted((each.mapTo(state, QPoint()).y(), each.height()) for each in parts)
        apart = max((below - top - high for (top, high), (below, _) in pairwise(spots)), default=0)
        if apart > 2 * look.GAP:
            found.append(f"{state.accessibleName()}: its parts stand {apart} apart")
        ways = [each for each in parts if isinstance(each, QAbstractButton)]
        if len(ways) != 1:
            found.append(f"{state.accessibleName()}: {len(ways)} things to do next")
    return found


def _letters(shape: String) -> tuple[float, float, float, float]:
    """Where the letters of a text are, from its base line to the top of its capitals: left, low, right, high."""
    left, low, right, _ = shape.getBounds()
    return min(left, right), low, max(left, right), shape.y + 0.75 * shape.fontSize


def filled_buttons(root: QWidget) -> int:
    """How many filled buttons can be seen; more than one on a screen is a fault."""
    return sum(button.isVisible() for button in root.findChildren(PrimaryButton))


def faults(root: QWidget) -> list[str]:
    """Everything above that is wrong with a shown screen, in words."""
    found = [f"no accessible name: {each}" for each in unnamed_widgets(root)]
    found += [f"clipped: {each}" for each in clipped_labels(root)]
    found += [f"scrolls sideways: {each}" for each in sideways_scrolls(root)]
    if filled_buttons(root) > 1:
        found.append(f"{filled_buttons(root)} filled buttons")
    return found


def tab_order(root: QWidget) -> list[QWidget]:
    """The visible widgets Tab visits inside `root`, each once, in order."""
    order: list[QWidget] = []
    widget = kept_by_its_parent(root.nextInFocusChain())
    while widget is not root and widget is not None and widget not in order:
        if root.isAncestorOf(widget) and widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            order.append(widget)
        widget = kept_by_its_parent(widget.nextInFocusChain())
    return [each for each in order if not (isinstance(each, QLineEdit) and isinstance(each.parent(), QComboBox))]
