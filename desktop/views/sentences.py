"""Findings in plain English, one a line, the figures in semibold; selectable, so that they can be quoted."""
from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.views import look

_MARK = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
_AMOUNT = r"\N{MINUS SIGN}?£\d[\d,]*(?:\.\d+)?(?: ?(?:million|billion|bn|m|k)\b)?"
_LENGTH = r"\d+ years?(?: \d+ months?)?|\d+ months?"
_FIGURE = re.compile(
    rf"(?:(?:at most|at least|up to|about) )?{_AMOUNT}(?: to {_AMOUNT})?|\d+(?:\.\d+)? points?\b|\d+(?:\.\d+)?%|(?:{_LENGTH})\b"
)


def marked_as_html(sentence: str) -> str:
    """The sentence as rich text: `**words**` become semibold, and everything else is escaped, so no name can be markup."""
    return _MARK.sub(r'<span style="font-weight:600">\1</span>', escape(sentence)).replace("\n", "<br>")


def figures_marked(sentence: str, *names: str) -> str:
    """The sentence with its amounts, points, percentages and lengths of time marked, and these names where they begin it."""
    first = next((name for name in names if name and sentence.startswith(f"{name} ")), "")
    rest = _FIGURE.sub(lambda found: f"**{found[0]}**", sentence[len(first) :])
    return f"**{first}**{rest}" if first else rest


def plain(sentence: str) -> str:
    """The sentence without its marks, as it is read aloud or printed."""
    return _MARK.sub(r"\1", sentence)


class SentenceList(QWidget):
    """A bar at the left of each finding. Only the text changes, so nothing jumps while a slider moves."""

    def __init__(self, name: str, sentences: Sequence[str] = ()) -> None:
        super().__init__()
        self._name = name
        self._labels: list[QLabel] = []
        self._said: tuple[str, ...] = ()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(look.HALF + 2)
        self.setAccessibleName(name)
        self.set_sentences(sentences)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is said now, with its marks."""
        return self._said

    def set_sentences(self, sentences: Sequence[str]) -> None:
        """Say these instead. `**words**` are set in semibold."""
        if self._said == tuple(sentences) and self._labels:
            return
        self._said = tuple(sentences)
        while len(self._labels) < len(sentences):
            label = QLabel()
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.RichText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setContentsMargins(14, 0, 0, 0)
            self._box.addWidget(label)
            self._labels.append(label)
        for label, sentence in zip(self._labels, sentences, strict=False):
            html = marked_as_html(sentence)
            if label.text() != html:
                label.setText(html)
                label.setAccessibleName(plain(sentence))
        for number, label in enumerate(self._labels):
            label.setVisible(number < len(sentences))
        self.setAccessibleDescription(" ".join(plain(each) for each in sentences))

    def paintEvent(self, event: QPaintEvent) -> None:
        inks, painter = look.colours(self), QPainter(self)
        for label in self._labels:
            if label.isVisible():
                painter.fillRect(QRectF(0, label.y() + 3, 3, label.height() - 6), inks.accent)
