from __future__ import annotations

import gc
import io
from collections.abc import Callable

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QTableView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.errors import KnownTrouble
from desktop.models.column import ScreenColumn
from desktop.models.kinds import Kind
from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton, PrimaryButton, bind
from desktop.views.kit.empty_state import EmptyState
from desktop.views.kit.fonts import set_text_size
from desktop.views.kit.forms.fields import Choice, EstimateField, Field, TextField
from desktop.views.kit.forms.segments import Segments
from desktop.views.kit.forms.sliders import WeightSlider
from desktop.views.kit.messages import MessageBar, MessageRole
from desktop.views.kit.page import PageHeader, TwoColumns
from desktop.views.kit.readiness_list import Readiness, ReadinessItem, ReadinessList, tally
from desktop.views.kit.sentences import SentenceList, marked_as_html, plain
from desktop.views.kit.tab_order import stops_in
from desktop.views.kit.tiles import Headline, TileRow
from desktop.views.paper.page_preview import PagePreview
from desktop.views.shell.rail import Rail, RailItem, RailSide
from tests.views.look_checks import faults

pytestmark = pytest.mark.usefixtures("styled_app")


@pytest.fixture
def on_screen(qtbot: QtBot, settle: Callable[[], None]) -> Callable[..., QWidget]:
    """Put widgets one above another in a window that has the focus."""

    shown: list[QWidget] = []  # pytest-qt holds widgets weakly

    def show(*widgets: QWidget, width: int = 700, height: int = 400) -> QWidget:
        host = QWidget()
        box = QVBoxLayout(host)
        for widget in widgets:
            box.addWidget(widget)
        qtbot.addWidget(host)
        shown.append(host)
        host.resize(width, height)
        host.show()
        host.activateWindow()
        settle()
        return host

    return show


def test_the_rail_tells_which_screen_and_is_one_tab_stop(qtbot: QtBot, on_screen: Callable[..., QWidget]) -> None:
    rail = Rail([[RailItem("Overview", "layout-dashboard"), RailItem("Services", "building-2")], [RailItem("Papers", "file-text")]])
    side = RailSide(rail)
    side.set_case("Future options", "A district, 2011")
    on_screen(side)
    rail.show_name("Services")
    rail.setFocus()
    with qtbot.waitSignal(rail.chosen) as chosen:
        qtbot.keyClick(rail, Qt.Key.Key_Down)  # over the gap between the groups
    assert chosen.args == ["Papers"]
    side.set_narrow(True)
    assert side.width() == look.RAIL_NARROW
    assert rail.item(0).toolTip() == "Overview"
    with pytest.raises(KeyError):
        rail.show_name("Nowhere")


def test_the_header_has_one_filled_button_that_follows_its_action(qtbot: QtBot, on_screen: Callable[..., QWidget]) -> None:
    action, done = QAction("Add a line"), []
    action.triggered.connect(lambda: done.append(True))
    header = PageHeader("Savings", "What it saves.", action, [QAction("Paste from Excel")])
    host = on_screen(header)
    assert header.primary is not None
    assert header.more is not None
    qtbot.mouseClick(header.primary, Qt.MouseButton.LeftButton)
    action.setEnabled(False)
    qtbot.mouseClick(header.primary, Qt.MouseButton.LeftButton)
    assert done == [True]
    assert header.more.accessibleName() == "More for savings"
    assert faults(host) == []


def test_the_primary_button_is_as_wide_as_its_words(on_screen: Callable[..., QWidget]) -> None:
    button = PrimaryButton("Put in the paper")
    bind(button, QAction("Export the results of the appraisal", button))
    on_screen(button)
    assert button.width() > look.text_width(button.text(), semibold=True)


def test_a_long_figure_steps_down_and_is_never_cut(on_screen: Callable[..., QWidget]) -> None:
    row = TileRow([Headline("£0.5m to £0.75m", "Hub saving a year", "a range; 3 amounts not known") for _ in range(5)], least=120)
    host = on_screen(row, width=560)
    assert faults(host) == []
    figures = [label for label in row.findChildren(QLabel) if label.text().startswith("£")]
    assert all(label.fontMetrics().horizontalAdvance(label.text()) <= label.width() for label in figures)
    row.set_headlines([Headline("7 of 13", "Returns", "exact")])
    assert "Returns: 7 of 13; exact" in [child.accessibleName() for child in row.findChildren(QWidget) if not child.isHidden()]
    with pytest.raises(ValueError, match="5 at most"):
        row.set_headlines([Headline("1", "2", "3")] * 6)


def test_sentences_mark_figures_and_never_read_names_as_markup(on_screen: Callable[..., QWidget]) -> None:
    assert marked_as_html("**<b>R&D** leads") == '<span style="font-weight:600">&lt;b&gt;R&amp;D</span> leads'
    assert plain("**In house** leads by **6**") == "In house leads by 6"
    said = SentenceList("Findings", ["**In house** leads.", "It stays first."])
    on_screen(said)
    said.set_sentences(["Nothing is recorded yet."])
    assert said.accessibleDescription() == "Nothing is recorded yet."
    assert [label.text() for label in said.findChildren(QLabel) if label.isVisible()] == ["Nothing is recorded yet."]


def test_the_readiness_list_goes_where_it_is_put_right(qtbot: QtBot, on_screen: Callable[..., QWidget]) -> None:
    items = [
        ReadinessItem(Readiness.DONE, "Equality assessment recorded", "Papers", ("Papers", 12)),
        ReadinessItem(Readiness.TO_DO, "Two costs are not known", "Savings, 2015/16", ("Savings", 3)),
        ReadinessItem(Readiness.WAITING, "The agenda is published in 9 clear days", "Papers"),
    ]
    ready = ReadinessList("Readiness", items)
    on_screen(ready)
    measured = look._wrapped.cache_info().misses
    ready.set_items(items)
    assert look._wrapped.cache_info().misses == measured, "a layout measures again what is as it was"
    assert [ready.readiness(row).state for row in range(3)] == [Readiness.TO_DO, Readiness.WAITING, Readiness.DONE]
    assert tally(items) == "2 open: 1 to do, 1 waiting; 1 done"
    assert tally(items[:2]) == "1 open, to do; 1 done"
    assert tally([items[2]] * 2) == "2 open, all waiting"
    assert tally(items[:1]) == "1 done"
    assert tally([]) == "Nothing to do"
    ready.setFocus()
    with qtbot.waitSignal(ready.activated_target) as went:
        qtbot.keyClick(ready, Qt.Key.Key_Return)
    assert went.args == [("Savings", 3)]
    assert ready.item(0).data(Qt.ItemDataRole.AccessibleTextRole) == "To do: Two costs are not known. Savings, 2015/16"


def test_segments_are_one_tab_stop_and_arrows_choose(qtbot: QtBot, on_screen: Callable[..., QWidget]) -> None:
    segments = Segments("Scores of", ["All groups", "Staff", "Unison"])
    on_screen(segments, PlainButton("After"))
    focus = segments.findChildren(QWidget)[0]
    focus.setFocus()
    with qtbot.waitSignal(segments.changed) as changed:
        qtbot.keyClick(QApplication.focusWidget() or focus, Qt.Key.Key_Right)
    assert changed.args == [1]
    assert segments.chosen == 1
    stops = [child for child in segments.findChildren(QWidget) if child.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [stop.accessibleName() for stop in stops] == ["Scores of: Staff"]
    segments.set_names(["All groups", "Staff"])
    assert segments.chosen == 1


def test_segments_may_be_unanswered_and_are_so_again(qtbot: QtBot, on_screen: Callable[..., QWidget]) -> None:
    segments = Segments("The amounts say £000", ["120 is £120,000", "120 is £120"], unanswered=True)
    on_screen(segments)
    buttons = segments.findChildren(QPushButton)
    for _ in range(2):
        assert segments.chosen == -1
        assert [bool(each.focusPolicy() & Qt.FocusPolicy.TabFocus) for each in buttons] == [True, False]
        with qtbot.waitSignal(segments.changed) as changed:
            qtbot.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
        assert changed.args == [1]
        with qtbot.assertNotEmitted(segments.changed):
            segments.choose(-1)


def test_a_weight_is_told_as_it_moves_and_recorded_when_let_go(qtbot: QtBot, on_screen: Callable[..., QWidget]) -> None:
    weight = WeightSlider("Timescales", 6, 120)
    on_screen(weight)
    moved: list[int] = []
    recorded: list[int] = []
    weight.moved.connect(moved.append)
    weight.committed.connect(recorded.append)
    weight.slider.setSliderDown(True)
    weight.slider.setValue(7)
    weight.slider.setValue(9)
    assert (moved, recorded) == ([7, 9], [])
    weight.slider.setSliderDown(False)
    assert recorded == [9]
    qtbot.keyClick(weight.slider, Qt.Key.Key_Right)
    assert recorded == [9, 10]
    weight.set_value(55)
    assert (weight.value, recorded) == (55, [9, 10])
    weight.show_share(0.125, [(0.4, "above 40% Hub is first")])
    assert weight.slider.accessibleDescription() == "12% of the whole; above 40% Hub is first"
    assert (weight.slider.minimum(), weight.slider.maximum(), weight.value) == (0, 100, 12)
    assert weight.slider.toolTip() == "above 40% Hub is first"


def test_a_message_stays_inside_the_page_and_offers_the_way_back(qtbot: QtBot, on_screen: Callable[..., QWidget]) -> None:
    bar, undone = MessageBar(), []
    host = on_screen(bar)
    assert bar.sentence == ""
    bar.success("Deleted Payroll.", "Undo", lambda: undone.append(True))
    assert (bar.sentence, bar.role) == ("Deleted Payroll.", MessageRole.SUCCESS)
    assert bar.accessibleDescription() == "Done: Deleted Payroll."
    assert faults(host) == []
    button = next(each for each in bar.findChildren(PlainButton) if each.text() == "Undo")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (undone, bar.sentence) == ([True], "")
    bar.alert("Two costs are not known.")
    assert (bar.role, button.isVisible()) == (MessageRole.ALERT, False)


def test_a_message_offers_several_things_one_tab_stop_after_another(qtbot: QtBot, on_screen: Callable[..., QWidget]) -> None:
    bar, done = MessageBar(), list[str]()
    host = on_screen(bar)
    more = [("Save a copy", lambda: done.append("copy")), ("Close without it", lambda: done.append("close"))]
    bar.alert("The last change is not saved.", "Try again", lambda: done.append("again"), more)
    assert faults(host) == []
    buttons = [each for each in bar.findChildren(PlainButton) if each.isVisible()]
    assert [each.text() for each in buttons] == ["Try again", "Save a copy", "Close without it"]
    buttons[0].setFocus()
    qtbot.keyClick(buttons[0], Qt.Key.Key_Tab)
    assert bar.focusWidget() is buttons[1]
    qtbot.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
    assert (done, bar.sentence) == (["copy"], "")
    bar.alert("One more.", "Undo", lambda: done.append("undo"))
    assert [each.text() for each in bar.findChildren(PlainButton) if each.isVisible()] == ["Undo"]


def test_a_field_tells_a_changed_text_once_and_keeps_a_wrong_one(qtbot: QtBot, on_screen: Callable[..., QWidget]) -> None:
    field, other = Field("FTE", "A number"), Field("Other")
    on_screen(field, other)
    told: list[str] = []
    field.committed.connect(told.append)
    field.reset("12")
    field.editor.setFocus()
    qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    assert told == []
    field.editor.setFocus()
    qtbot.keyClicks(field.editor, "x")
    field.set_text("12")  # the store says again what it said: what is being typed stays
    assert field.text() == "x12"
    other.editor.setFocus()
    assert told == ["x12"]
    field.set_trouble("FTE: enter a number, not “x12”")
    assert (field.text(), field.trouble) == ("x12", "FTE: enter a number, not “x12”")
    assert field.editor.accessibleDescription() == "FTE: enter a number, not “x12” A number"
    field.set_text("14")
    assert (field.text(), field.trouble) == ("14", "")


def test_an_amount_is_said_back_while_it_is_typed(qtbot: QtBot, on_screen: Callable[..., QWidget]) -> None:
    field = EstimateField("Cost", ScreenColumn("cost", "Cost", Kind.ESTIMATE).say_back)
    on_screen(field)
    qtbot.keyClicks(field.editor, "up to £5")
    assert "£5" in field.understood
    qtbot.keyClicks(field.editor, " or so then")
    assert field.understood == ""


def test_text_of_several_lines_and_choices_are_told(qtbot: QtBot, on_screen: Callable[..., QWidget]) -> None:
    text, choice = TextField("Note"), Choice("Method", names=("direct", "swing"))
    host = on_screen(text, choice)
    told: list[str] = []
    text.committed.connect(told.append)
    choice.committed.connect(told.append)
    text.editor.setFocus()
    qtbot.keyClicks(text.editor, "One\ttwo")  # Tab leaves
    choice.editor.setFocus()
    qtbot.keyClick(choice.editor, Qt.Key.Key_Down)
    assert told == ["One", "direct"]
    for field, recorded in ((choice, "SWING"), (text, "One\r\ntwo")):
        field.reset(recorded)  # a choice shows its own name for it, and a text its own ends of lines
        field.commit()
    assert told == ["One", "direct"]
    choice.reset("no longer offered")
    assert choice.text() == "no longer offered"
    choice.reset("")
    assert choice.text() == ""
    assert faults(host) == []


def test_a_date_field_names_what_to_enter() -> None:
    column = ScreenColumn("due", "Due", Kind.DATE)
    assert column.say_back("2011-10-31") == "Monday 31 October 2011"
    with pytest.raises(KnownTrouble):
        column.say_back("soon")


def test_the_side_goes_beneath_when_the_window_is_narrow(on_screen: Callable[..., QWidget], settle: Callable[[], None]) -> None:
    main, side = QLabel("main"), QLabel("side")
    columns = TwoColumns(main, side, 300, below=600)
    host = on_screen(columns, width=900)
    assert side.x() > main.x()
    host.resize(500, 400)
    settle()
    assert (side.x(), side.y() > main.y()) == (main.x(), True)


def _pdf(pages: int) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    for number in range(pages):
        canvas.rect(100, 700, 200, 40, fill=1)
        canvas.drawString(100, 600, f"Page {number + 1}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_the_page_in_view_is_told_again_when_the_paper_is_set_again(on_screen: Callable[..., QWidget], settle: Callable[[], None]) -> None:
    preview = PagePreview("Page preview")
    told: list[int] = []
    preview.turned.connect(told.append)
    on_screen(preview, width=420, height=500)
    preview.set_pdf(_pdf(6), "Six")
    settle()
    assert (preview.page, told) == (1, [1])
    preview.verticalScrollBar().setValue(preview.verticalScrollBar().maximum())
    assert preview.page == told[-1] == 6
    told.clear()
    preview.set_pdf(_pdf(6), "Six others")
    settle()
    assert (preview.page, told) == (6, [6])
    preview.set_pdf(_pdf(2), "Two")
    settle()
    assert preview.page == told[-1] == 2
    preview.set_pdf(b"")
    assert preview.page == 0


def test_the_preview_draws_the_pages_that_are_seen(qtbot: QtBot, on_screen: Callable[..., QWidget]) -> None:
    preview = PagePreview("Page preview")
    counts: list[int] = []
    preview.counted.connect(counts.append)
    on_screen(preview, width=420, height=500)
    preview.set_pdf(_pdf(30), "Page 1")
    image = preview.grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
    assert {"#ffffff", "#000000"} <= colours
    assert (counts, preview.page_count, preview.accessibleDescription()) == ([30], 30, "Page 1")
    preview.setFocus()
    before = preview.verticalScrollBar().value()
    qtbot.keyClick(preview, Qt.Key.Key_PageDown)
    assert preview.verticalScrollBar().value() > before
    preview.set_pdf(b"")
    assert preview.page_count == 0


def test_an_empty_state_with_room_to_spare_keeps_its_title_and_its_words_together(on_screen: Callable[..., QWidget]) -> None:
    go = QAction("Go to partners")
    empty = EmptyState("There is nobody to ask yet", "Add each partner on the Partners screen, then come back.", [go])
    on_screen(empty, height=700)
    title, words = empty.findChildren(QLabel)
    button = empty.findChild(PlainButton)
    assert button is not None
    assert title.y() < words.y() < title.y() + title.height() + look.GAP
    assert words.y() < button.y() < words.y() + words.height() + look.GAP + look.STEP


def test_the_text_size_changes_while_rings_of_widgets_wait_to_be_collected() -> None:
    before, size = gc.get_threshold(), QApplication.font().pointSizeF()
    gc.disable()
    for _ in range(100):
        ring: list[object] = [QTableView()]  # which holds widgets of Qt's own
        ring.append(ring)
    try:
        gc.set_threshold(gc.get_count()[0] + 200)  # a collection falls due while a name is made for each widget
        gc.enable()
        set_text_size(size)
    finally:
        gc.set_threshold(*before)


def test_what_comes_before_a_form_outlives_it(on_screen: Callable[..., QWidget]) -> None:
    button, segments = QPushButton("More"), Segments("Scores of", ["All groups", "Staff"])
    menu = QMenu(button)
    button.setMenu(menu)
    action = menu.addAction("Copy")
    host = on_screen(button, segments)
    segments.set_names(["All groups", "Staff", "Users"])  # put in the order of Tab after the button
    stops_in(segments)  # before what is first comes the window
    segments.setParent(None)
    shiboken6.delete(segments)
    gc.collect()
    assert host.isVisible()
    assert shiboken6.isValid(action)
