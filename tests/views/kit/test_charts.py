from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from reportlab.graphics.shapes import Circle, Drawing, Ellipse, Group, Line, Path, Polygon, PolyLine, Rect, String
from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase import pdfmetrics

from desktop.papers.charts.colours import ChartColours
from desktop.papers.charts.pen import Meaning, Pen
from desktop.papers.charts.svg import face_of, to_svg
from desktop.papers.fonts import REGULAR, SEMIBOLD, register
from desktop.views.kit.chart_view import ChartView
from desktop.views.kit.fonts import FAMILY, register_fonts
from desktop.views.kit.palettes import stand_in

pytestmark = pytest.mark.usefixtures("styled_app", "chart_faces")


@pytest.fixture(scope="module")
def chart_faces(qapp: QApplication) -> None:
    register()
    register_fonts()


def picture(drawing: Drawing, scale: int = 1) -> QImage:
    """The drawing on white, through SVG."""
    image = QImage(round(drawing.width * scale), round(drawing.height * scale), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(to_svg(drawing))).render(painter, QRectF(0, 0, image.width(), image.height()))
    painter.end()
    return image


def ink(image: QImage) -> tuple[int, int, int, int]:
    """The box round everything dark: left, top, right, bottom."""
    dark = [(x, y) for y in range(image.height()) for x in range(image.width()) if image.pixelColor(x, y).lightness() < 128]
    assert dark
    return min(x for x, _ in dark), min(y for _, y in dark), max(x for x, _ in dark), max(y for _, y in dark)


def test_the_sheet_is_not_black_and_colours_are_exact() -> None:
    drawing = Drawing(40, 30)
    drawing.add(Rect(10, 5, 20, 10, fillColor=HexColor("#d55e00"), strokeColor=None))
    image = picture(drawing)
    assert image.pixelColor(2, 2).name() == "#ffffff"
    assert image.pixelColor(20, 20).name() == "#d55e00"  # five units up from the foot
    assert image.pixelColor(20, 5).name() == "#ffffff"


def test_every_shape_is_where_reportlab_puts_it() -> None:
    black = HexColor("#000000")
    shapes = {
        Line(5.5, 5, 5.5, 25, strokeColor=black): (5, 5),
        Circle(20, 10, 4, fillColor=black): (20, 20),
        Ellipse(20, 10, 6, 3, fillColor=black): (25, 20),
        Polygon([5, 5, 15, 5, 10, 20], fillColor=black): (10, 20),
        PolyLine([5, 10.5, 30, 10.5], strokeColor=black, strokeWidth=1): (20, 19),
    }
    for shape, (x, y) in shapes.items():
        drawing = Drawing(40, 30)
        drawing.add(shape)
        assert picture(drawing).pixelColor(x, y).lightness() < 40, type(shape).__name__
    path = Path(fillColor=black, strokeColor=None)
    path.moveTo(5, 5)
    path.lineTo(15, 5)
    path.curveTo(15, 10, 10, 20, 5, 20)
    path.closePath()
    drawing = Drawing(40, 30)
    drawing.add(path)
    assert picture(drawing).pixelColor(7, 22).lightness() < 40


def test_a_group_is_moved_scaled_and_turned_as_on_paper() -> None:
    drawing = Drawing(60, 40)
    moved = Group(Rect(0, 0, 10, 5, fillColor=HexColor("#000000"), strokeColor=None))
    moved.translate(20, 10)
    moved.scale(2, 2)
    drawing.add(moved)
    assert ink(picture(drawing)) == (20, 20, 39, 29)
    turned = Group(Rect(0, 0, 10, 5, fillColor=HexColor("#000000"), strokeColor=None))
    turned.translate(30, 10)
    turned.rotate(90)
    drawing = Drawing(60, 40)
    drawing.add(turned)
    assert ink(picture(drawing)) == (25, 20, 29, 29)


def test_opacity_is_kept() -> None:
    drawing = Drawing(20, 20)
    drawing.add(Rect(0, 0, 20, 20, fillColor=Color(0, 0, 0, alpha=0.5), strokeColor=None))
    assert picture(drawing).pixelColor(10, 10).lightness() == pytest.approx(128, abs=2)


@pytest.mark.parametrize(("name", "weight"), [(REGULAR, 400), (SEMIBOLD, 600)])
def test_text_is_set_in_the_papers_own_face_and_breaks_alike(name: str, weight: int) -> None:
    assert face_of(name) == (FAMILY, weight, False)
    font = QFont(FAMILY)
    font.setPixelSize(12)
    font.setWeight(QFont.Weight(weight))
    for words in ("In house transformation", "£0.5m to £0.75m", "−£180,000"):
        assert QFontMetricsF(font).horizontalAdvance(words) == pytest.approx(pdfmetrics.stringWidth(words, name, 12), rel=0.01)


def test_anchored_text_stands_where_paper_puts_it() -> None:
    for anchor, left in (("start", 100.0), ("middle", 100.0 - 20), ("end", 100.0 - 40)):
        drawing = Drawing(200, 30)
        words = "HHHHHHHH"
        size = 40 / pdfmetrics.stringWidth(words, REGULAR, 1)
        drawing.add(String(100, 10, words, fontName=REGULAR, fontSize=size, textAnchor=anchor))
        found = ink(picture(drawing, 4))
        assert found[0] / 4 == pytest.approx(left, abs=1.5), anchor
        assert (found[3] + 1) / 4 == pytest.approx(20, abs=0.5)


def test_words_are_never_markup() -> None:
    drawing = Drawing(200, 30)
    drawing.add(String(10, 10, "<b>R&D</b>", fontName=REGULAR, fontSize=12))
    assert b"&lt;b&gt;R&amp;D" in to_svg(drawing)


class _Counted:
    """A chart of one bar, and how often it was drawn."""

    def __init__(self) -> None:
        self.sizes: list[tuple[float, float]] = []

    def __call__(self, width: float, height: float, colours: ChartColours) -> Drawing:
        self.sizes.append((width, height))
        pen = Pen(width, height, colours)
        pen._add(
            Rect(20, 20, 60, 30, fillColor=HexColor(colours.accent), strokeColor=None), Meaning("bar", "in-house", "In house: 71 of 100")
        )
        return pen.drawing


def test_a_chart_draws_at_its_own_size_and_many_asks_are_one(qtbot: QtBot, settle: Callable[[], None]) -> None:
    counted = _Counted()
    view = ChartView("Scores", counted, lambda: "In house: 71 of 100")
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show()
    settle()
    assert counted.sizes[-1] == (392, 292)
    before = len(counted.sizes)
    for _ in range(20):
        view.refresh()
    settle()
    assert len(counted.sizes) == before + 1
    assert (view.accessibleName(), view.accessibleDescription()) == ("Scores", "In house: 71 of 100")


def test_a_chart_takes_the_palettes_colours_at_once(qtbot: QtBot, styled_app: QApplication, settle: Callable[[], None]) -> None:
    view = ChartView("Scores", _Counted(), "")
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show()
    settle()
    assert view.grab().toImage().pixelColor(40, 260).name() == "#005fb8"
    styled_app.setPalette(stand_in("dark"))
    settle()
    assert view.grab().toImage().pixelColor(40, 260).name() == "#4cc2ff"


def test_marks_say_what_they_are_to_the_mouse_and_to_the_keys(qtbot: QtBot, settle: Callable[[], None]) -> None:
    view = ChartView("Scores", _Counted(), "")
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show()
    settle()
    assert view.mark_at(QPointF(40, 260)) == "In house: 71 of 100"
    assert view.mark_at(QPointF(300, 20)) == ""
    with qtbot.waitSignal(view.picked) as picked:
        qtbot.keyClick(view, Qt.Key.Key_Right)
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert picked.args == ["in-house"]


def test_rows_that_do_not_fit_scroll_under_the_key_and_over_the_scale(qtbot: QtBot) -> None:
    def draw(wide: float, high: float, colours: ChartColours) -> Drawing:
        pen = Pen(wide, high, colours)
        pen.pin(20, 20)
        pen.box(0, 0, wide, 20, "#0072b2")
        pen.box(0, high - 20, wide, 20, "#d55e00")
        for row in range(40):
            pen.box(0, 20 + row * 30, 4, 10, "#009e73", meaning=Meaning("row", f"row:{row}", f"Row {row}"))
        return pen.drawing

    chart = ChartView("Rows", draw, "forty rows", rows=lambda: 40)
    box = chart.in_scroll()
    qtbot.addWidget(box)
    box.resize(300, 300)
    chart.refresh()
    with qtbot.waitExposed(box):
        box.show()
    bar = box.verticalScrollBar()
    assert chart.height() > 40 * 30
    assert bar.maximum() > 0
    for value in (0, bar.maximum() // 2, bar.maximum()):
        bar.setValue(value)
        QApplication.processEvents()
        image = box.viewport().grab().toImage()
        assert image.pixelColor(100, 12).name() == "#0072b2"
        assert image.pixelColor(100, image.height() - 12).name() == "#d55e00"
    bar.setValue(0)
    chart.setFocus()
    for _ in range(25):
        qtbot.keyClick(chart, Qt.Key.Key_Down)
    assert bar.value() > 24 * 30 - 300
    one = ChartView("Rows", draw, "one row", rows=lambda: 1)
    qtbot.addWidget(one)
    one.refresh()
    assert one.minimumHeight() < 120


def test_a_long_chart_is_made_a_picture_where_it_is_seen_and_is_the_same_as_in_one_piece(qtbot: QtBot) -> None:
    def draw(wide: float, high: float, colours: ChartColours) -> Drawing:
        pen = Pen(wide, high, colours)
        for row in range(400):
            pen.box(0, row * 24, 200, 18, colours.series[row % 4])
            pen.text(210, row * 24 + 14, f"Row {row}, gjp")
        return pen.drawing

    chart = ChartView("Rows", draw, "Rows", rows=lambda: 400, row=24)
    box = chart.in_scroll()
    qtbot.addWidget(box)
    box.resize(400, 300)
    chart.refresh()
    box.show()
    qtbot.waitExposed(box)
    box.grab()
    foot = max(chart._bands)  # which stays in sight
    assert sorted(chart._bands) == [0, foot]
    box.verticalScrollBar().setValue(1150)  # across the edge of two bands
    seen = box.grab().toImage()
    assert sorted(chart._bands) == [0, 1, foot]
    whole = QImage(chart.width(), chart.height(), QImage.Format.Format_RGB32)
    whole.fill(QColor("white"))
    painter = QPainter(whole)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    drawing = chart.drawing()
    QSvgRenderer(QByteArray(to_svg(drawing))).render(painter, QRectF(4, 4, drawing.width, drawing.height))
    painter.end()
    for y in range(20, 280, 7):
        for x in (6, 100, 203, 216, 230, 247):
            assert seen.pixelColor(x, y).lightness() == pytest.approx(whole.pixelColor(x, y + 1150).lightness(), abs=30), (x, y)
