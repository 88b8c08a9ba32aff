"""The look in one place: spacing, type and colours, all worked out from the system's text size and the palette in force."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPainter, QPalette, QPen
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from desktop.papers.charts.colours import ChartColours

# Spacing, in logical pixels, on an eight-pixel grid.
HALF, STEP, TIGHT, GAP, MARGIN = 4, 8, 12, 16, 24
ROW, RADIUS, RING, ICON = 28, 6, 2, 18
RAIL_WIDE, RAIL_NARROW, RAIL_BREAK = 184, 56, 1100

# Type, as multiples of the system text size.
TITLE, FIGURE, HEADING, BODY, SMALL = 1.6, 1.7, 1.15, 1.0, 0.9

#: The least width and height of a widget's bounds that Qt treats as no bound at all.
UNBOUNDED = 16777215

#: Okabe and Ito's vermillion and green, which stay apart for each common kind of colour vision.
_VERMILLION, _GREEN = "#D55E00", "#009E73"


def font(scale: float = BODY, semibold: bool = False) -> QFont:
    """The system's font at `scale` times its size. Two weights only. Treat the answer as read-only: it is shared."""
    system = QGuiApplication.font()
    key = (system.key(), scale, semibold)
    scaled_font = _fonts.get(key)
    if scaled_font is None:
        scaled_font = QFont(system)
        scaled_font.setPointSizeF(system.pointSizeF() * scale)
        if semibold:
            scaled_font.setWeight(QFont.Weight.DemiBold)
        _fonts[key] = scaled_font
    return scaled_font


def metrics(scale: float = BODY, semibold: bool = False) -> QFontMetrics:
    """The measurements of `font(scale, semibold)`."""
    system = QGuiApplication.font()
    key = (system.key(), scale, semibold)
    font_metrics = _metrics.get(key)
    if font_metrics is None:
        font_metrics = _metrics[key] = QFontMetrics(font(scale, semibold))
    return font_metrics


_fonts: dict[tuple[str, float, bool], QFont] = {}
_metrics: dict[tuple[str, float, bool], QFontMetrics] = {}


def text_width(text: str, scale: float = BODY, semibold: bool = False) -> int:
    """How many logical pixels the text takes on one line. Measured once: a table asks again for most of its texts at each edit."""
    return _measured(QGuiApplication.font().key(), text, scale, semibold)


@lru_cache(maxsize=1 << 14)
def _measured(system: str, text: str, scale: float, semibold: bool) -> int:
    """The width of a text in the system's font of this key."""
    return metrics(scale, semibold).horizontalAdvance(text)


def text_height(text: str, width: int, scale: float = BODY, semibold: bool = False) -> int:
    """How many logical pixels high the text is, wrapped into a width. Measured once: a layout asks again at each of its passes."""
    return _wrapped(QGuiApplication.font().key(), text, width, scale, semibold)


@lru_cache(maxsize=1 << 14)
def _wrapped(system: str, text: str, width: int, scale: float, semibold: bool) -> int:
    """The height of a text in the system's font of this key."""
    return metrics(scale, semibold).boundingRect(QRect(0, 0, width, 10_000), int(Qt.TextFlag.TextWordWrap), text).height()


def lines_of(text: str, room: int, semibold: bool = False) -> int:
    """How many lines the text takes in so many logical pixels, broken between words."""
    if "\n" not in text and text_width(text, semibold=semibold) <= room:
        return 1
    return round(text_height(text, room, semibold=semibold) / metrics(semibold=semibold).lineSpacing())


def scaled(pixels: int) -> int:
    """A width in logical pixels, grown with the system's text where that is more than ten points."""
    return round(pixels * max(1.0, QGuiApplication.font().pointSizeF() / 10))


def row_height() -> int:
    """The height of a table row: 28, or more where the system's text is larger."""
    return max(ROW, metrics().height() + 10)


def luminance(colour: QColor) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2, definition of relative luminance)."""

    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio, 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mix(start: QColor, end: QColor, share: float) -> QColor:
    """The colour that lies `share` of the way from `start` to `end`."""

    def between(low: float, high: float) -> float:
        return low + (high - low) * share

    return QColor.fromRgbF(between(start.redF(), end.redF()), between(start.greenF(), end.greenF()), between(start.blueF(), end.blueF()))


def flat(colour: QColor, under: QColor) -> QColor:
    """The colour as it looks on what is behind it. Windows 11 palette colours may be translucent."""
    return mix(under, QColor(colour.red(), colour.green(), colour.blue()), colour.alphaF())


def is_high_contrast(palette: QPalette) -> bool:
    """Whether the system asks for high contrast, or hands over a palette that can be nothing else."""
    hints = QGuiApplication.styleHints()
    accessibility = hints.accessibility()  # held by name: in one chain PySide 6.11.3 deletes it first
    if accessibility.contrastPreference() == QtCore.Qt.ContrastPreference.HighContrast:
        return True
    role = QPalette.ColorRole
    page = palette.color(role.Base)
    return contrast(palette.color(role.Text), page) > 20.5 and palette.color(role.Window) == page


class Colours:
    """The colours a screen may use, by role. Built from a palette and nothing else."""

    def __init__(self, palette: QPalette) -> None:
        role = QPalette.ColorRole
        self.high_contrast = high = is_high_contrast(palette)
        self.window = flat(palette.color(role.Window), QColor("white"))
        self.page = flat(palette.color(role.Base), self.window)
        self.text = flat(palette.color(role.Text), self.page)
        self.highlight = flat(palette.color(role.Highlight), self.page)
        self.on_highlight = flat(palette.color(role.HighlightedText), self.highlight)
        self.dark = luminance(self.page) < 0.2
        self.accent = self._reach(flat(palette.color(role.Accent), self.page), 4.5)
        self.on_accent = max((QColor("white"), QColor("black")), key=lambda ink: contrast(ink, self.accent))
        self.secondary = self.text if high else self._reach(mix(self.text, self.page, 0.38), 5.5)
        self.rule = self.text if high else mix(self.page, self.text, 0.12)
        self.edge = self.text if high else self._reach(mix(self.page, self.text, 0.4), 3.0)
        self.tile = self.page if high else mix(self.page, self.text, 0.04)
        self.chosen = self.highlight if high else mix(self.page, self.accent, 0.14)
        self.on_chosen = self.on_highlight if high else self.text
        self.warn = self.text if high else self._reach(QColor(_VERMILLION), 4.5)
        self.good = self.text if high else self._reach(QColor(_GREEN), 4.5)
        self.focus = self.text if high else self.accent

    def _reach(self, colour: QColor, ratio: float) -> QColor:
        """The colour itself, or the nearest step towards the text that meets the contrast ratio on the page."""
        for step in range(51):
            candidate = mix(colour, self.text, step / 50)
            if contrast(candidate, self.page) >= ratio:
                return candidate
        return self.text

    def chart(self) -> ChartColours:
        """The same palette, as a chart takes it. Only a chart asks, so papers load late."""
        from desktop.papers.charts.colours import ChartColours

        page, ink, accent = self.page.name(), self.text.name(), self.accent.name()
        if self.high_contrast:
            return ChartColours.high_contrast(page, ink, accent, self.dark)
        return ChartColours.on(page, ink, self.secondary.name(), self.rule.name(), accent, self.dark)


def colours(widget: QWidget) -> Colours:
    """The colours for a widget, from the palette it has now."""
    return colours_of(widget.palette())


def colours_of(palette: QPalette) -> Colours:
    """The colours for a palette; worked out once for the inks that it has, which many a widget has in a palette of its own."""
    key = palette.cacheKey(), palette.currentColorGroup()  # a widget that is disabled has the same palette, read by other inks
    palette_colours = _colours.get(key)
    if palette_colours is None:
        if len(_colours) > 256:  # palettes come and go with the system's theme
            _colours.clear()
        inks = (is_high_contrast(palette), *(palette.color(role).rgba() for role in _INKS))
        palette_colours = _colours[key] = _of_inks.get(inks) or _of_inks.setdefault(inks, Colours(palette))
    return palette_colours


_colours: dict[tuple[int, QPalette.ColorGroup], Colours] = {}
_of_inks: dict[tuple[int, ...], Colours] = {}
_INKS = (
    QPalette.ColorRole.Window,
    QPalette.ColorRole.Base,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.Highlight,
    QPalette.ColorRole.HighlightedText,
    QPalette.ColorRole.Accent,
)


def ring(painter: QPainter, rect: QRectF, inks: Colours, radius: float = RADIUS) -> None:
    """The one focus mark: two pixels, in the accent (the text in high contrast), just inside the edge."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(inks.focus, RING))
    painter.setBrush(QtCore.Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)


def edge(painter: QPainter, rect: QRectF, inks: Colours, radius: float = 3) -> None:
    """The edge of a field or a plain button: one pixel, 3:1 or more on the page."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(inks.edge, 1))
    painter.setBrush(QtCore.Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


def paints_own_edges() -> bool:
    """Whether fields, buttons and sliders are painted over. Fusion alone takes their edges from Window, which fails 3:1."""
    return QApplication.style().name() == "fusion"
