from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLineEdit, QSizePolicy, QWidget
from pytestqt.qtbot import QtBot

from desktop.application import Window
from desktop.models.column import ScreenColumn
from desktop.models.table_model import TableModel
from desktop.views.decide.put_first_view import PutFirstView
from desktop.views.decide.score_view import ScoreView
from desktop.views.decide.screen import PUT_FIRST, SCORES, Results
from desktop.views.kit import look
from desktop.views.kit.buttons import PrimaryButton
from desktop.views.kit.fonts import set_text_size
from desktop.views.kit.forms.sliders import WeightSlider
from desktop.views.kit.labels import Label
from desktop.views.kit.page import Page, PageHeader, column
from desktop.views.kit.scroll_box import ScrollBox
from desktop.views.kit.tables.result_table import ResultTable
from tests.views.look_checks import clipped_labels, downward_scroll, nested_scrolls

pytestmark = pytest.mark.usefixtures("styled_app")

Settle = Callable[[], None]


def test_what_scrolls_by_itself_stands_whole_once_the_page_scrolls_and_no_longer(qtbot: QtBot, settle: Settle) -> None:
    page = Page(PageHeader("Savings", "What it costs."))
    beside = QWidget()
    beside.setFixedHeight(300)
    box = ScrollBox(column(*(Label(f"Line {number}") for number in range(40))), 100)
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
    page.box.addWidget(beside)
    page.box.addWidget(box, 1)
    qtbot.addWidget(page)
    for high, is_whole in ((700, False), (320, True), (700, False)):
        page.resize(600, high)
        page.show()
        settle()
        assert box.is_whole is is_whole
        assert (downward_scroll(page) > 0) is is_whole
        assert (downward_scroll(box) > 0) is not is_whole
        assert nested_scrolls(page) == []


def test_a_long_table_stands_whole_on_a_page_that_scrolls_and_the_page_follows_the_keys(qtbot: QtBot, settle: Settle) -> None:
    page = Page(PageHeader("Organisations", "Who takes part."))
    model = TableModel([ScreenColumn("name", "Organisation", editable=False)], rows=[{"id": n, "name": f"Council {n}"} for n in range(300)])
    table, below = ResultTable("Organisations", model), QLineEdit()
    beside = QWidget()
    beside.setFixedHeight(300)
    for part in (beside, table, below):
        page.box.addWidget(part)
    qtbot.addWidget(page)
    page.resize(600, 320)
    page.show()
    settle()
    settle()
    assert downward_scroll(page) > 300 * look.row_height()
    assert nested_scrolls(page) == []
    seen = page.maximumViewportSize().height() // look.row_height()
    table.view.setFocus()

    def is_seen() -> bool:
        rect = table.view.visualRect(table.current)
        return table.view.viewport().visibleRegion().contains(rect)

    qtbot.keyClick(table.view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert table.current.row() == 299
    assert is_seen()
    qtbot.keyClick(table.view, Qt.Key.Key_PageUp)
    assert 299 - seen <= table.current.row() < 299
    assert is_seen()
    for _ in range(seen):
        qtbot.keyClick(table.view, Qt.Key.Key_Up)
        assert is_seen()
    below.setFocus()  # as the first field of a row that was just added is below the table it was added to
    assert not below.visibleRegion().isEmpty()


def test_what_was_sized_for_large_text_fits_again_once_the_text_is_smaller(styled_app: QApplication, settle: Settle, qtbot: QtBot) -> None:
    as_it_was = styled_app.font().pointSizeF()
    page = Page(PageHeader("Results", "Which comes first."))
    qtbot.addWidget(page)
    try:
        set_text_size(20)
        slider = WeightSlider("Cost", 30, 120)
        slider.show_share(0.3)
        table = ResultTable("Ranks", TableModel([ScreenColumn("name", "Option", editable=False)], rows=[{"id": 1, "name": "Share"}]))
        page.box.addWidget(slider)
        page.box.addWidget(table)
        page.resize(600, 400)
        page.show()
        settle()
        set_text_size(as_it_was)
        settle()
        assert clipped_labels(page) == []
        assert table.view.horizontalHeader().height() == look.row_height() + look.HALF
    finally:
        set_text_size(as_it_was)


@pytest.fixture
def results(open_window: Callable[..., Window], settle: Settle) -> Results:
    screen = open_window("place-budget", screen="Results").show_screen("Results", "Scores")
    assert isinstance(screen, Results)
    settle()
    return screen


def test_more_findings_shrink_no_chart_and_move_no_link_from_the_pointer(results: Results, qtbot: QtBot, settle: Settle) -> None:
    view = results.pane(SCORES)
    assert isinstance(view, ScoreView)
    chart, findings = view.chart, view.findings
    high, top = chart.height(), findings.mapTo(results, findings.rect().topLeft()).y()
    assert findings.more.isVisible()
    findings.more.click()
    qtbot.waitUntil(lambda: results.verticalScrollBar().maximum() > 0)
    settle()
    assert chart.height() == high
    assert findings.mapTo(results, findings.rect().topLeft()).y() == top
    findings.more.click()
    qtbot.waitUntil(lambda: results.verticalScrollBar().maximum() == 0)
    assert chart.height() == high


def test_the_runner_up_that_a_view_opens_on_is_marked(results: Results, settle: Settle) -> None:
    results.tabs.choose(PUT_FIRST)
    settle()
    view = results.pane(PUT_FIRST)
    assert isinstance(view, PutFirstView)
    table = view.picker.view
    assert not table.hasFocus()
    picture, accent = table.viewport().grab().toImage(), look.colours(table).accent.name()
    ratio = picture.devicePixelRatio()

    def edge(row: int) -> str:
        middle = table.visualRect(view.options.index(row, 0)).center().y()
        return picture.pixelColor(round(1 * ratio), round(middle * ratio)).name()

    assert [edge(row) == accent for row in range(view.options.rowCount())] == [
        row == view.picker.current.row() for row in range(view.options.rowCount())
    ]
    assert view.picker.current.row() == 1


def test_a_filled_button_has_room_for_what_it_says_at_once(qtbot: QtBot, settle: Settle) -> None:
    action = QAction("Bring in")
    header = PageHeader("Bring in a sheet", "What it would bring.", action)
    qtbot.addWidget(header)
    header.resize(700, 80)
    header.show()
    settle()
    action.setText("Bring in 1,200 records")
    button = header.primary
    assert isinstance(button, PrimaryButton)
    assert button.width() >= button.sizeHint().width()
