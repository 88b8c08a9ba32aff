from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QColor, QFontDatabase, QFontInfo, QImage
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.resources import resource
from desktop.views.kit import look
from desktop.views.kit.fonts import FAMILY, LEAST_POINTS, register_fonts, set_text_size
from desktop.views.kit.forms.fields import Choice, Field, TextField
from desktop.views.kit.icons import icon
from desktop.views.kit.labels import Label, SecondaryLabel, heading
from desktop.views.kit.page import Page, PageHeader
from desktop.views.kit.palettes import PALETTES, stand_in
from desktop.views.kit.readiness_list import Readiness, ReadinessItem, ReadinessList
from desktop.views.kit.sentences import SentenceList
from desktop.views.kit.tiles import Headline, TileRow

pytestmark = pytest.mark.usefixtures("styled_app")


@pytest.mark.parametrize("name", PALETTES)
def test_every_role_meets_its_contrast_on_the_page(name: str) -> None:
    inks = look.Colours(stand_in(name))
    assert look.contrast(inks.text, inks.page) >= 7
    for ink in (inks.secondary, inks.accent, inks.warn, inks.good):
        assert look.contrast(ink, inks.page) >= 4.5
    for ground in (inks.tile, inks.window):
        assert look.contrast(inks.secondary, ground) >= 4.5
    assert look.contrast(inks.edge, inks.page) >= 3
    assert look.contrast(inks.focus, inks.page) >= 3
    assert look.contrast(inks.on_accent, inks.accent) >= 4.5
    assert look.contrast(inks.on_chosen, inks.chosen) >= 4.5


def test_only_the_contrast_palette_is_high_contrast() -> None:
    assert [name for name in PALETTES if look.Colours(stand_in(name)).high_contrast] == ["contrast"]


def test_contrast_of_black_on_white_is_21() -> None:
    assert look.contrast(QColor("black"), QColor("white")) == pytest.approx(21)


def test_a_translucent_palette_colour_is_laid_on_what_is_behind_it() -> None:
    assert look.flat(QColor(0, 0, 0, 128), QColor("white")).lightness() == pytest.approx(127, abs=1)


def test_the_face_is_known_in_both_weights_and_never_under_ten_points(styled_app: QApplication) -> None:
    register_fonts()
    assert {"Regular", "Semibold"} <= {style.title() for style in QFontDatabase.styles(FAMILY)}
    assert QFontInfo(look.font(semibold=True)).family() == FAMILY
    assert styled_app.font().pointSizeF() >= LEAST_POINTS


def test_every_icon_draws_in_the_colour_asked_for() -> None:
    # The program's own icon alone keeps its colours, whatever is asked for.
    files = [file for file in sorted(resource("icons").glob("*.svg")) if file.stem != "appraisal-desk"]
    assert len(files) >= 20
    for file in files:
        picture = icon(file.stem, QColor("#005fb8")).pixmap(QSize(48, 48)).toImage()
        colours = {picture.pixelColor(x, y).name() for x in range(48) for y in range(48) if picture.pixelColor(x, y).alpha() == 255}
        assert colours == {"#005fb8"}, file.name
    assert "ISC License" in resource("icons", "LICENCE-lucide.txt").read_text("utf-8")


def _screen() -> QWidget:
    page = Page(PageHeader("Overview", "The case at a glance.", QAction("Write the paper"), [QAction("Copy")]))
    text, choice = TextField("Comment"), Choice("Method", names=("direct", "swing"))
    field = Field("Unison", "A number from 0 to 10")
    field.show_wrong("nine", "Unison: enter a number, not “nine”")
    page.box.addWidget(TileRow([Headline("71 of 100", "In house", "exact"), Headline("about £200,000", "Saved", "an estimate")]))
    page.box.addWidget(heading("Before the agenda"))
    page.box.addWidget(SecondaryLabel("1 to do"))
    page.box.addWidget(ReadinessList("Readiness", [ReadinessItem(Readiness.TO_DO, "No comment", "Papers")]))
    page.box.addWidget(SentenceList("Findings", ["It **leads**."]))
    for widget in (field, text, choice):
        page.box.addWidget(widget)
    page.messages.alert("Two amounts are not known.")
    return page


def _picture(widget: QWidget) -> QImage:
    focus = QApplication.focusWidget()
    if focus is not None:
        focus.clearFocus()
    return widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


@pytest.mark.parametrize("name", ["dark", "contrast"])
def test_a_screen_switched_live_equals_one_started_so(
    qtbot: QtBot, styled_app: QApplication, settle: Callable[[], None], name: str
) -> None:
    switched = _screen()
    qtbot.addWidget(switched)
    switched.resize(900, 800)
    switched.show()
    settle()
    light = _picture(switched)
    styled_app.setPalette(stand_in(name))
    settle()
    started = _screen()
    qtbot.addWidget(started)
    started.resize(900, 800)
    started.show()
    settle()
    assert _picture(switched) != light
    assert _picture(switched) == _picture(started)


def test_labels_follow_the_text_size_while_the_program_runs(qtbot: QtBot, settle: Callable[[], None]) -> None:
    host = QWidget()
    box = QVBoxLayout(host)
    label = Label("Title", look.TITLE, semibold=True)
    box.addWidget(label)
    qtbot.addWidget(host)
    host.show()
    settle()
    set_text_size(20)
    settle()
    assert label.font().pointSizeF() == pytest.approx(20 * look.TITLE)
