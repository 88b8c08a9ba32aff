"""Headline figures: the figure, what it is, and its kind in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.late_dataclass import dataclass
from desktop.views.kit import look
from desktop.views.kit.labels import Label, SecondaryLabel
from desktop.views.kit.page import Panel

_STEPS = (look.FIGURE, 1.5, 1.3, look.HEADING, look.BODY)

#: More than five headline figures are no longer headlines.
MOST_TILES = 5


@dataclass(frozen=True, slots=True)
class Headline:
    """What a tile says. The figure may be words ("about £200,000"); `kind` is "exact", "a range; 3 amounts not known"."""

    figure: str
    what: str
    kind: str


class Tile(Panel):
    """One headline. A long figure steps down in size, and is never cut."""

    def __init__(self, headline: Headline) -> None:
        super().__init__()
        self._figure = Label("", look.FIGURE, semibold=True)
        self._what, self._kind = Label("", wrap=True), SecondaryLabel("", look.SMALL, wrap=True)
        self._figure.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._figure.setFixedHeight(look.metrics(look.FIGURE, True).height())  # a smaller step moves nothing below it
        box = QVBoxLayout(self)
        box.setContentsMargins(look.GAP, 10, look.TIGHT, look.TIGHT)
        box.setSpacing(1)
        for part in (self._figure, self._what, self._kind):
            box.addWidget(part)
        box.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self.show_headline(headline)

    def show_headline(self, headline: Headline) -> None:
        """Change what the tile says."""
        self._figure.setText(headline.figure)
        self._what.setText(headline.what)
        self._kind.setText(headline.kind)
        self.setAccessibleName(f"{headline.what}: {headline.figure}; {headline.kind}")
        self._fit()

    def least_width(self) -> int:
        """The width under which the figure would be cut even at its smallest step."""
        return look.text_width(self._figure.text(), look.BODY, True) + look.GAP + look.TIGHT

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def follow_text_size(self) -> None:
        """Fit the system's text size, which has changed."""
        self._figure.setFixedHeight(look.metrics(look.FIGURE, True).height())
        self._fit()

    def _fit(self) -> None:
        room, text = self.width() - look.GAP - look.TIGHT, self._figure.text()
        self._figure.set_scale(next((step for step in _STEPS if look.text_width(text, step, True) <= room), look.BODY))


class TileRow(QWidget):
    """Up to five tiles, as many in a row as fit at their least width; the rest wrap 5, 3 + 2, and so on."""

    def __init__(self, headlines: Sequence[Headline] = (), least: int = 204) -> None:
        super().__init__()
        self._tiles: list[Tile] = []
        self._least, self._columns = least, 0
        self._box = QGridLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(look.TIGHT)
        self.set_headlines(headlines)

    def set_headlines(self, headlines: Sequence[Headline]) -> None:
        """Change what the tiles say. More than five raise `ValueError`."""
        if len(headlines) > MOST_TILES:
            raise ValueError(f"{len(headlines)} headline figures; {MOST_TILES} at most")
        for tile, headline in zip(self._tiles, headlines, strict=False):
            tile.show_headline(headline)
        for headline in headlines[len(self._tiles) :]:
            self._tiles.append(Tile(headline))
        for tile in self._tiles[len(headlines) :]:
            self._box.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        del self._tiles[len(headlines) :]
        self._columns = 0
        self._place()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._least, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()
        super().resizeEvent(event)

    def _place(self) -> None:
        count = len(self._tiles)
        if not count:
            return
        least = max(look.scaled(self._least), *(tile.least_width() for tile in self._tiles))
        fit = max(1, min(count, (self.width() + look.TIGHT) // (least + look.TIGHT)))
        columns = -(-count // -(-count // fit))
        if columns == self._columns:
            return
        for number in range(self._box.columnCount()):
            self._box.setColumnStretch(number, 0)
        for number, tile in enumerate(self._tiles):
            self._box.removeWidget(tile)
            self._box.addWidget(tile, number // columns, number % columns)
        for number in range(columns):
            self._box.setColumnStretch(number, 1)
        self._columns = columns

    def follow_text_size(self) -> None:
        """Fit the system's text size, which has changed."""
        self._place()
