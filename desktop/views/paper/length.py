"""How long a paper is: against its limits, its words part by part, and its pages in each layout."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.papers.choosing import layout_words
from desktop.papers.content.length import NO_LIMIT, Length, Unit, unit_words
from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton
from desktop.views.kit.labels import Label, SecondaryLabel, heading
from desktop.views.kit.page import column, row
from desktop.views.kit.readiness_list import Readiness, ReadinessItem, ReadinessList

_LONGEST_NAME = 60


class LengthView(QWidget):
    """`counting` asks for the pages in every layout, which takes a while."""

    counting = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.sentence = SecondaryLabel("", wrap=True)
        self.limits = ReadinessList("Limits of length")
        self.limits.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.count = PlainButton("Count the pages in every layout")
        self.count.clicked.connect(self.counting)
        self._by_part, self._by_layout = _Counts(), _Counts()
        body = column(
            heading("Length"), self.sentence, self.limits, Label("Pages by layout", semibold=True), self._by_layout,
            row(self.count, (QWidget(), 1)), Label("Words as typed", semibold=True), self._by_part, (QWidget(), 1),
        )  # fmt: skip
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.viewport().setAutoFillBackground(False)
        body.setAutoFillBackground(False)
        area.setWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def show_length(self, length: Length) -> None:
        """Show the words and the limits, and the pages as far as they have been set."""
        pages = "" if length.pages is None else f" and {length.pages:,} {unit_words(Unit.PAGES, length.pages)}"
        own = any(check.limit.own for check in length.checks)
        more = "" if own else " Record the council’s own limit under More details."
        self.sentence.setText(f"{length.words:,} words as typed{pages}.{'' if length.checks else f' {NO_LIMIT}'}{more}")
        items = [
            ReadinessItem(Readiness.DONE if check.passes else Readiness.TO_DO if check.limit.own else Readiness.WAITING, check.sentence)
            for check in length.checks
        ]
        self.limits.set_items(items)
        self.limits.setVisible(bool(items))
        self.limits.setFixedHeight(look.row_height() * 2 * max(len(items), 1))
        self._by_part.show_counts([(_cut(part.name), f"{part.words:,}") for part in length.parts])

    def show_pages(self, pages: Mapping[str, int], in_hand: str, most: int | None) -> None:
        """Show the pages of each layout that was set; `most` is the limit they are held against."""
        rows = []
        for layout, count in pages.items():
            against_limit = "" if most is None else ", within the limit" if count <= most else f", {count - most:,} over the limit"
            rows.append((f"{layout_words(layout)}{' (this paper’s)' if layout == in_hand else ''}", f"{count:,}{against_limit}"))
        self._by_layout.show_counts(rows)


class _Counts(QWidget):
    """Names at the left, figures at the right."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, look.STEP, 0)
        self._grid.setVerticalSpacing(look.HALF)
        self._grid.setColumnStretch(0, 1)
        self._labels: list[tuple[Label, SecondaryLabel]] = []
        self._shown: list[tuple[str, str]] = []

    def show_counts(self, rows: list[tuple[str, str]]) -> None:
        """Show these instead: a long paper has hundreds, and most are as they were."""
        kept = min(len(rows), len(self._labels))
        for labels in self._labels[kept:]:
            for label in labels:
                label.hide()
                label.deleteLater()
        del self._labels[kept:]
        for number in range(kept):
            if rows[number] != self._shown[number]:
                for label, text in zip(self._labels[number], rows[number], strict=True):
                    label.setText(text)
        for down, (name, figure) in enumerate(rows[kept:], start=kept):
            self._labels.append((Label(name, wrap=True), SecondaryLabel(figure)))
            self._grid.addWidget(self._labels[down][0], down, 0)
            self._grid.addWidget(self._labels[down][1], down, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self._shown = rows


def _cut(name: str) -> str:
    line = " ".join(name.split())
    return line if len(line) <= _LONGEST_NAME else f"{line[: _LONGEST_NAME - 1].rstrip()}…"
