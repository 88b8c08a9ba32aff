"""The colours of a chart: the same roles on paper and on any palette of the screen.

Series are Okabe and Ito's colours that reach 3:1 on the page, in an order that stays apart under the three common kinds of colour
blindness. Colour never carries meaning alone: names, order, gaps and numbers do.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from desktop.late_dataclass import dataclass

_SERIES_LIGHT = ("#0072b2", "#d55e00", "#009e73", "#cc79a7")
_SERIES_DARK = ("#56b4e9", "#e69f00", "#009e73", "#cc79a7")
_GREYS_LIGHT = ("#6b6b6b", "#858585", "#6b6b6b", "#858585")
_GREYS_DARK = ("#9a9a9a", "#808080", "#9a9a9a", "#808080")

#: The least contrast of a mark on its page.
_MARK = 3.0


@dataclass(frozen=True, slots=True)
class ChartColours:
    """Colours as `#rrggbb`. `soft` is the accent laid back; `outline` gives every mark an edge in the ink; `text` is in units."""

    page: str
    ink: str
    muted: str
    rule: str
    accent: str
    series: tuple[str, ...]
    greys: tuple[str, ...]
    soft: str
    outline: bool = False
    text: float = 12.0

    @staticmethod
    def on(page: str, ink: str, muted: str, rule: str, accent: str, dark: bool) -> ChartColours:
        """For a palette of the screen."""
        return ChartColours(
            page,
            ink,
            muted,
            rule,
            accent,
            _SERIES_DARK if dark else _SERIES_LIGHT,
            _GREYS_DARK if dark else _GREYS_LIGHT,
            _quieter(accent, page),
        )

    @staticmethod
    def high_contrast(page: str, ink: str, accent: str, dark: bool) -> ChartColours:
        """Edges on, and the benchmark hollow."""
        return replace(ChartColours.on(page, ink, ink, ink, accent, dark), greys=(page,) * 4, soft=page, outline=True)

    @staticmethod
    def paper() -> ChartColours:
        return ChartColours.on("#ffffff", "#1b1b1b", "#525252", "#d9d9d9", "#005fb8", dark=False)

    def scaled(self, text: float) -> ChartColours:
        """The same with text of another size, for a screen whose text is larger."""
        return replace(self, text=text)


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (Web Content Accessibility Guidelines 2.2, "contrast ratio")."""
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


@lru_cache(maxsize=256)
def ink_on(fill: str) -> str:
    """Black or white, whichever reads better on the fill."""
    return max(("#000000", "#ffffff"), key=lambda ink: contrast(ink, fill))


@lru_cache(maxsize=256)
def blend(colour: str, page: str, share: float) -> str:
    """The colour with a share, 0 to 1, of the page laid over it."""
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in zip(_channels(colour), _channels(page), strict=True))


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in _channels(colour))
    )
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def _quieter(colour: str, page: str) -> str:
    """The colour laid towards the page as far as the contrast of a mark allows."""
    for share in range(60, -1, -2):
        mixed = blend(colour, page, share / 100)
        if contrast(mixed, page) >= _MARK:
            return mixed
    return colour
