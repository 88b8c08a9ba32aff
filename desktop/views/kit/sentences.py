"""Findings in plain English, one a line, the figures in semibold; selectable, so that they can be quoted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from desktop.appraisal.why import on_screen
from desktop.views.kit import look

#: Between two sentences, and the least width of them all, in logical pixels.
_BETWEEN, _LEAST_WIDTH = look.HALF + 2, 160

_MARK = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
_AMOUNT = r"\N{MINUS SIGN}?£\d[\d,]*(?:\.\d+)?(?: ?(?:million|billion|bn|m|k)\b)?"
_LENGTH = r"\d+ years?(?: \d+ months?)?|\d+ months?"
_NUMBER = r"\d+(?:\.\d+)?"
_POINTS = rf"{_NUMBER}(?: \({_NUMBER} to {_NUMBER}\))? points?\b"
_FIGURE = re.compile(rf"(?:(?:at most|at least|up to|about) )?{_AMOUNT}(?: to {_AMOUNT})?|{_POINTS}|{_NUMBER}%|(?:{_LENGTH})\b")


def marked_as_html(sentence: str) -> str:
    """The sentence as rich text: `**words**` become semibold, and everything else is escaped, so no name can be markup."""
    return _MARK.sub(r'<span style="font-weight:600">\1</span>', escape(sentence)).replace("\n", "<br>")


def figures_marked(sentence: str, *names: str) -> str:
    """The sentence and what the officer can do about it, with amounts, points, percentages and lengths of time marked, and these names
    where they begin it."""
    sentence = on_screen(sentence)
    first = next((name for name in names if name and sentence.startswith(f"{name} ")), "")
    rest = _FIGURE.sub(lambda match: f"**{match[0]}**", sentence[len(first) :])
    return f"**{first}**{rest}" if first else rest


def plain(sentence: str) -> str:
    """The sentence without its marks, as it is read aloud or printed."""
    return _MARK.sub(r"\1", sentence)


class SentenceList(QWidget):
    """A bar at the left of each finding. Only the text changes, so nothing jumps while a slider moves.

    It places its own labels: a layout would set the whole page again for each word that changes.
    """

    def __init__(self, name: str, sentences: Sequence[str] = ()) -> None:
        super().__init__()
        self._name = name
        self._labels: list[QLabel] = []
        self._said: tuple[str, ...] = ()
        self._high = -1
        self._heights: dict[tuple[str, int], int] = {}
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(name)
        self.set_sentences(sentences)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is said now, with its marks."""
        return self._said

    def set_sentences(self, sentences: Sequence[str]) -> None:
        """Say these instead. `**words**` are set in semibold."""
        sentences = tuple(on_screen(each) for each in sentences)
        if self._said == sentences and self._labels:
            return
        self._said = sentences
        while len(self._labels) < len(sentences):
            label = QLabel(self)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.RichText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setContentsMargins(14, 0, 0, 0)
            self._labels.append(label)
        for label, sentence in zip(self._labels, sentences, strict=False):
            html = marked_as_html(sentence)
            if label.text() != html:
                label.setText(html)
                label.setAccessibleName(plain(sentence))
        for number, label in enumerate(self._labels):
            label.setVisible(number < len(sentences))
        self.setAccessibleDescription(" ".join(plain(each) for each in sentences))
        self._place()
        self.update()

    def _shown(self) -> list[QLabel]:
        return self._labels[: len(self._said)]

    def _place(self) -> None:
        """Put each sentence under the one before, and tell the page only where the height has changed."""
        y = 0
        for label in self._shown():
            high = self._height(label, self.width())
            label.setGeometry(0, y, self.width(), high)
            y += high + _BETWEEN
        if y != self._high:
            self._high = y
            self.updateGeometry()

    def _height(self, label: QLabel, width: int) -> int:
        """A sentence's height at a width, asked of Qt once: it sets the text again each time it is asked."""
        key = label.text(), width
        if key not in self._heights:
            if len(self._heights) > 200:
                self._heights.clear()
            self._heights[key] = label.heightForWidth(width)
        return self._heights[key]

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        shown = self._shown()
        return sum(self._height(label, width) + _BETWEEN for label in shown) - _BETWEEN if shown else 0

    def sizeHint(self) -> QSize:
        wide = max(self.width(), _LEAST_WIDTH)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST_WIDTH, look.metrics().height() if self._said else 0)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self.follow_text_size()
        return super().event(event)

    def follow_text_size(self) -> None:
        """Fit the system's text size, which has changed."""
        self._heights.clear()
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        inks, painter = look.colours(self), QPainter(self)
        for label in self._shown():
            painter.fillRect(QRectF(0, label.y() + 3, 3, label.height() - 6), inks.accent)
