"""The heat map of risks: how many stand at each likelihood and impact, before controls and after them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, Qt
from PySide6.QtGui import QAccessible, QFocusEvent, QHelpEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.papers.content.wording import capital
from desktop.views.deliver.risk_scale import RiskMap, unplaced_words
from desktop.views.kit import look
from desktop.views.kit.roles import spoken_as

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
_UNDER = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)

#: Both maps stand side by side from this width, and no map is wider than that, in logical pixels.
_ABREAST, _WIDEST = 640, 520

#: The share of the strongest colour that the lowest and the highest cell have.
_FAINTEST, _STRONGEST = 0.04, 0.42


@spoken_as(QAccessible.Role.Graphic)
class RiskMapView(QWidget):
    """Both maps, as tall as they need. A cell says how many risks stand there; hovering names them, and a screen reader is told all."""

    def __init__(self) -> None:
        super().__init__()
        self._maps: tuple[RiskMap, ...] = ()
        self._cells: list[tuple[QRect, str]] = []
        self._note = ""
        self.setAccessibleName("Heat map of risks")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def set_maps(self, maps: Sequence[RiskMap]) -> None:
        """Show these; those that no risk stands in are left out, and with none of them there is nothing to show."""
        self._maps = tuple(each for each in maps if each.rated)
        self._note = unplaced_words(maps)
        self.setAccessibleDescription(" ".join(part for part in (*(each.spoken for each in maps), self._note) if part))
        self.setVisible(bool(self._maps))
        self._fit()
        self.update()

    # Room

    @staticmethod
    def _row() -> int:
        return look.row_height() + look.HALF

    def _names_width(self) -> int:
        words = [word for each in self._maps for word in each.impact.words]
        return max((look.text_width(capital(word), look.SMALL) for word in [*words, "impact"]), default=0) + look.STEP

    def _map_width(self) -> int:
        wide = self.width() >= look.scaled(_ABREAST) and len(self._maps) > 1
        return min((self.width() - look.MARGIN) // 2 if wide else self.width(), look.scaled(_WIDEST))

    def _foot(self, shown: RiskMap) -> int:
        """The height of the words of likelihood, which wrap."""
        across = max((self._map_width() - self._names_width()) // max(len(shown.likelihood.words), 1), 1)
        metrics = look.metrics(look.SMALL)
        room = QRect(0, 0, across - 2, 1000)
        return (
            max(metrics.boundingRect(room, _UNDER, capital(word)).height() for word in shown.likelihood.words)
            + metrics.height()
            + look.HALF
        )

    def _map_height(self, shown: RiskMap) -> int:
        head = look.metrics(look.BODY, True).height() + look.STEP
        return head + self._row() * len(shown.impact.words) + self._foot(shown)

    def _note_height(self) -> int:
        if not self._note:
            return 0
        return look.metrics(look.SMALL).boundingRect(QRect(0, 0, max(self.width(), 1), 1000), _WRAPPED, self._note).height() + look.STEP

    def _places(self) -> list[QRect]:
        """Where each map stands."""
        wide, places, top = self._map_width(), list[QRect](), 0
        for number, each in enumerate(self._maps):
            if number and wide * 2 + look.MARGIN <= self.width():
                places.append(QRect(places[0].right() + 1 + look.MARGIN, 0, wide, self._map_height(each)))
                continue
            places.append(QRect(0, top, wide, self._map_height(each)))
            top += self._map_height(each) + look.TIGHT
        return places

    def _fit(self) -> None:
        places = self._places()
        high = max((place.bottom() + 1 for place in places), default=0) + self._note_height()
        if self.minimumHeight() != high or self.maximumHeight() != high:
            self.setFixedHeight(high)

    def follow_text_size(self) -> None:
        """Fit the system's text size, which has changed."""
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        inks, painter = look.colours(self), QPainter(self)
        self._cells = []
        places = self._places()
        for place, each in zip(places, self._maps, strict=True):
            self._draw(painter, inks, place, each)
        if self._note:
            painter.setPen(inks.secondary)
            painter.setFont(look.font(look.SMALL))
            top = max(place.bottom() for place in places) + look.HALF
            painter.drawText(QRect(0, top, self.width(), self._note_height()), _WRAPPED, self._note)
        if self.hasFocus():
            look.ring(painter, QRectF(self.rect()), inks)

    def _draw(self, painter: QPainter, inks: look.Colours, place: QRect, shown: RiskMap) -> None:
        names, row = self._names_width(), self._row()
        head = look.metrics(look.BODY, True).height() + look.STEP
        painter.setPen(inks.text)
        painter.setFont(look.font(semibold=True))
        painter.drawText(QRect(place.left(), place.top(), place.width(), head), _LEFT, shown.name)
        painter.setFont(look.font(look.SMALL))
        painter.setPen(inks.secondary)
        painter.drawText(QRect(place.left(), place.top(), place.width(), head), _RIGHT, shown.unrated_words)
        across, up = len(shown.likelihood.words), len(shown.impact.words)
        wide = (place.width() - names) / across
        top = place.top() + head
        for step in range(up):
            impact = up - 1 - step  # the highest stands at the top
            line = top + step * row
            painter.setFont(look.font(look.SMALL))
            painter.setPen(inks.text)
            painter.drawText(QRect(place.left(), line, names - look.STEP, row), _RIGHT, capital(shown.impact.words[impact]))
            for likelihood in range(across):
                left = place.left() + names + round(likelihood * wide)
                right = place.left() + names + round((likelihood + 1) * wide)
                self._draw_cell(painter, inks, QRect(left, line, right - left - 2, row - 2), shown, (likelihood, impact))
        foot = top + up * row
        painter.setFont(look.font(look.SMALL))
        painter.setPen(inks.text)
        for likelihood, word in enumerate(shown.likelihood.words):
            left = place.left() + names + round(likelihood * wide)
            painter.drawText(QRect(left, foot, round(wide) - 2, 100), _UNDER, capital(word))
        painter.setPen(inks.secondary)
        axis = QRect(place.left(), place.bottom() - look.metrics(look.SMALL).height(), place.width(), look.metrics(look.SMALL).height())
        painter.drawText(axis, _LEFT, "Impact ↑")
        painter.drawText(axis, _RIGHT, "Likelihood →")

    def _draw_cell(self, painter: QPainter, inks: look.Colours, cell: QRect, shown: RiskMap, at: tuple[int, int]) -> None:
        names = shown.at.get(at, ())
        most = max(len(shown.likelihood.words) + len(shown.impact.words) - 2, 1)
        share = _FAINTEST + (_STRONGEST - _FAINTEST) * sum(at) / most
        painter.setPen(QPen(inks.text, 1) if inks.high_contrast else Qt.PenStyle.NoPen)
        painter.setBrush(inks.page if inks.high_contrast else look.mix(inks.page, inks.warn, share))
        painter.drawRect(cell)
        if names:
            painter.setPen(inks.text)
            painter.setFont(look.font(semibold=True))
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, str(len(names)))
            self._cells.append((cell, "\n".join(names)))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            named = next((names for cell, names in self._cells if cell.contains(event.pos())), "")
            QToolTip.showText(event.globalPos(), named, self)
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
