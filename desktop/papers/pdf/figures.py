"""The drawing of a figure at the width of a paper's text, for whichever form it is set in, and the size of a picture. Loads ReportLab."""

from __future__ import annotations

from reportlab.graphics.shapes import Drawing

from desktop.papers.charts.colours import ChartColours
from desktop.papers.charts.pen import PAPER_SCALE
from desktop.papers.content.blocks import Figure, Picture
from desktop.papers.pdf.styles import DEPTH, ROOM
from desktop.papers.picture_files import size_of

_TALLEST = DEPTH * 0.8


def height_of(figure: Figure) -> float:
    """How high a figure's drawing is asked to be, in points."""
    return float(min(ROOM * figure.shape, _TALLEST))


def picture_size(picture: Picture) -> tuple[float, float]:
    """The width and the height of a picture in points: as wide as it is wanted, or less where it would be too tall for a page."""
    wide, high = size_of(picture.contents)
    width = min(ROOM * picture.width, _TALLEST * wide / high)
    return width, width * high / wide


def drawing_of(figure: Figure) -> Drawing:
    """The drawing in its own units, logical pixels."""
    return figure.draw(ROOM / PAPER_SCALE, height_of(figure) / PAPER_SCALE, ChartColours.paper())


def drawing_on_paper(figure: Figure) -> Drawing:
    """The drawing in points, as wide as the text."""
    drawing = drawing_of(figure)
    drawing.scale(PAPER_SCALE, PAPER_SCALE)
    drawing.width, drawing.height = drawing.width * PAPER_SCALE, drawing.height * PAPER_SCALE
    return drawing
