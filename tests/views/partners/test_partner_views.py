"""The views of the Partners screen, on the real window over a real store: what is typed is recorded, and what is shown is what the
appraisal says."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from db.nouns.count import SpendLine
from db.nouns.noun import Noun
from db.nouns.partners import Capability, InterviewNote, PartnerFactor, PoolContribution, ProfileMeasure, SharingArrangement
from db.nouns.register import CostLine, Service
from db.nouns.returns import RagDefinition, Request, ResourceScore, Return
from desktop.application import Window
from desktop.appraisal.partners.appraised import Partnership
from desktop.models.table_model import TableModel
from desktop.operations.records import records
from desktop.operations.records.columns import RawCell
from desktop.operations.records.records import Edit, Row
from desktop.views.kit.records.card_pane import CardPane
from desktop.views.kit.records.record_screen import RecordScreen
from desktop.views.kit.records.side_view import FinanceView
from desktop.views.kit.records.views import PagedView
from desktop.views.kit.sentences import plain
from desktop.views.partners.count import CountView, SpendView
from desktop.views.partners.fit import FitView
from desktop.views.partners.pool import PoolView
from desktop.views.partners.requests import RequestsView
from desktop.views.partners.resource_scores import LeagueView
from desktop.views.partners.returns import ReturnsView
from desktop.views.partners.sharing import SharingView
from desktop.views.partners.unit_costs import UnitCostsView
from desktop.views.partners.views import VIEWS
from tests.views import look_checks

Opener = Callable[..., Window]
Settle = Callable[[], None]
View = TypeVar("View", bound=FinanceView)

#: Each view: its sample, a page of it, a column that is typed into, what is typed and what is kept.
EDITS = (
    ("ni179", "Returns", "", Return, "2009/10", "r", "R"),
    ("ni179", "Returns", "What the ratings mean", RagDefinition, "definition", "On the way", "On the way"),
    ("ni179", "Resource scores", "", ResourceScore, "name", "Value", "Value"),
    ("future-options", "Fit", "", PartnerFactor, "score", "7.5", "7.5"),
    ("future-options", "Fit", "Profiles", ProfileMeasure, "value", "12", "12"),
    ("future-options", "Fit", "Interviews", InterviewNote, "note", "They are willing", "They are willing"),
    ("future-options", "Fit", "Capability", Capability, "says_so", "Treasurer", "Treasurer"),
    ("place-budget", "Sharing", "", SharingArrangement, "saving", "up to £5,000", "up to £5,000"),
    ("place-budget", "Requests", "", Request, "deadline", "27/9/2010", "27 September 2010"),
    ("place-budget", "Pool", "", PoolContribution, "before", "£100,000", "£100,000"),
    ("total-place", "Count", "", SpendLine, "amount", "£100,000", "£100,000"),
)


def shown(window: Window, name: str, kind: type[View], screen: str = "Partners") -> View:
    """One view in front."""
    found = window.show_screen(screen, name)
    assert isinstance(found, RecordScreen)
    assert isinstance(found.view, kind)
    return found.view


def partners_of(window: Window) -> Partnership:
    found = window.workspace.appraisal().partnership
    assert found is not None
    return found


def cells(model: TableModel) -> list[list[str]]:
    return [[model.cell_at(row, column).text for column in range(len(model.columns))] for row in range(model.rowCount())]


def kept(row: Row, key: str) -> str:
    if key[:1].isdigit():
        return next(str(rating) for year, rating in row.ratings.items() if str(year) == key)
    return str(row.values[key])


def change(window: Window, noun: type[Noun], row: int, key: str, text: RawCell) -> None:
    window.workspace.edit("test", records.change, noun, window.workspace.case_id, [Edit(row, key, text)])


@pytest.mark.parametrize(("sample", "name", "page", "noun", "key", "typed", "held"), EDITS, ids=[f"{each[1]} {each[2]}" for each in EDITS])
def test_what_is_typed_is_in_the_file_and_undo_takes_it_back(
    open_window: Opener,
    qtbot: QtBot,
    settle: Settle,
    sample: str,
    name: str,
    page: str,
    noun: type[Noun],
    key: str,
    typed: str,
    held: str,
) -> None:
    window = open_window(sample, screen="Risks")
    view = shown(window, page or name, PagedView)
    settle()
    pane = view.pane
    number = next(number for number, column in enumerate(pane.model.columns) if column.key == key)
    before = pane.model.cell_at(0, number).edit_text
    pane.table.go_to(0, number)
    pane.table.view.setFocus()
    qtbot.keyClick(pane.table.view, Qt.Key.Key_F2)
    editor = next(each for each in pane.table.view.viewport().findChildren(QWidget) if isinstance(each, QLineEdit | QPlainTextEdit))
    assert isinstance(editor, QLineEdit | QPlainTextEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, typed)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    settle()
    row = window.workspace.read(records.rows, noun, window.workspace.case_id)[0]
    assert kept(row, key) == held
    assert str(window.workspace.undo_label()).startswith("change to ")
    window.workspace.undo()
    settle()
    assert pane.model.cell_at(0, number).edit_text == before


def test_returns_show_who_answered_and_the_map_says_it_in_words(open_window: Opener, settle: Settle) -> None:
    window = open_window("ni179", screen="Risks")
    view = shown(window, "Returns", ReturnsView)
    settle()
    assert view.title.text() == "7 of 13 returned, 53.8%"
    assert "19 returns, 6 of them counts that name nobody" in {each.text() for each in view.findChildren(QLabel)}
    assert cells(view.model) == [["2009/10", "0", "6", "1", "0"], ["2010/11", "0", "5", "2", "0"], ["2011/12", "0", "4", "1", "2"]]
    assert view.map.accessibleDescription().startswith("7 of 13 returns came in (53.8%). ")
    assert any(plain(each).startswith("Green: On track") for each in view.findings.sentences)
    view.remind_action.trigger()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("To Blaby District Council; Charnwood Borough Council")
    assert "7 of 13" in copied
    asked: list[str] = []
    view.go.connect(asked.append)
    view.ask_action.trigger()
    view.take_action.trigger()
    assert asked == ["Ask partners", "Take in returns"]


def test_a_return_that_comes_in_is_counted_at_once(open_window: Opener, settle: Settle) -> None:
    window = open_window("ni179", screen="Risks")
    view = shown(window, "Returns", ReturnsView)
    blaby = next(row for row in window.workspace.read(records.rows, Return, window.workspace.case_id)
                 if row.text("organisation").startswith("Blaby"))  # fmt: skip
    change(window, Return, blaby.id, "received", "yes")
    settle()
    assert view.title.text() == "8 of 13 returned, 61.5%"
    change(window, Return, blaby.id, "2009/10", "G")
    change(window, Return, blaby.id, "amount 2009/10", "£1m")
    settle()
    assert cells(view.model)[0] == ["2009/10", "1", "6", "1", "0"]
    finance = window.workspace.appraisal().finance
    assert finance is not None
    assert list(finance.records.returned_gains) == ["Blaby District Council"]


def test_the_league_and_the_means(open_window: Opener, settle: Settle) -> None:
    view = shown(open_window("ni179", screen="Risks"), "Resource scores", LeagueView)
    settle()
    assert cells(view.model)[0] == ["Value for money, assessment of 2008/09", "13", "2.615", "7 of 13"]
    assert [row[2] for row in cells(view.model)[1:]] == ["n/a", "n/a"]
    assert "Score 3, consistently above minimum requirements: performing well: 6 now, 1 one level lower each" in (
        view.picture.accessibleDescription())  # fmt: skip


def test_the_shortlist_says_why_and_an_unscored_partner_has_no_place(open_window: Opener, settle: Settle) -> None:
    view = shown(open_window("future-options", screen="Risks"), "Fit", FitView)
    settle()
    assert [row[1:] for row in cells(view.model)] == [["1", "7.4", "5 of 5", "92%", "Yes"], ["2", "4", "5 of 5", "5%", ""]]
    assert plain(view.findings.sentences[0]).startswith("On the shortlist of partners: A council like ours (made up), 7.4 of 10")


def test_a_partner_nobody_scored_has_no_place(open_window: Opener, settle: Settle) -> None:
    view = shown(open_window("back-office-hub", screen="Risks"), "Fit", FitView)
    settle()
    assert cells(view.model) == [["North East Lincolnshire Council", "none", "not scored", "0 of 6", "no profile", ""]]


def test_deadlines_with_their_days_and_the_dates_at_odds(open_window: Opener, settle: Settle) -> None:
    view = shown(open_window("place-budget", screen="Risks"), "Requests", RequestsView)
    settle()
    assert [(row[1], row[3], row[4]) for row in cells(view.model)] == [
        ("24 September 2010", "5", "4"),
        ("24 September 2010", "5", "4"),
        ("24 September 2010, at odds", "5", "4"),
        ("1 October 2010, at odds", "10", "9"),
        ("no date", "", ""),
    ]
    assert "are at odds: Friday 24 September 2010" in plain(view.findings.sentences[0])
    assert plain(view.findings.sentences[0]).endswith(" Ask which holds; until then work to the first.")
    pane = view.pane
    assert isinstance(pane, CardPane)
    assert [card.words.title for card in pane.deck.cards] == [
        "Answer in principle on pooling, 24 September 2010", "Answer in principle on pooling, within 5 days",
        "Financial information on customer services, 24 September 2010", "Financial information on customer services, 1 October 2010",
        "Evidence for the proposal"]  # fmt: skip


def test_what_a_proposal_would_cancel_and_what_the_pool_comes_to(open_window: Opener, settle: Settle) -> None:
    window = open_window("place-budget", screen="Risks")
    sharing = shown(window, "Sharing", SharingView)
    settle()
    assert [row[:2] for row in cells(sharing.model)] == [["At risk", "1"], ["Cancelled by Agree in principle, subject to conditions", "1"]]
    pool = shown(window, "Pool", PoolView)
    row = window.workspace.read(records.rows, PoolContribution, window.workspace.case_id)[0]
    for key, text in (("before", "£100,000"), ("after", "£120,000")):
        change(window, PoolContribution, row.id, key, text)
    settle()
    assert cells(pool.model)[0][-1] == "Yes"
    assert plain(pool.findings.sentences[0]) == (
        "North West Leicestershire District Council would pay more for access to services in the pool by £20,000 a year, for no more than "
        "it has now."
    )


def test_who_decides_and_what_is_not_yet_known_are_read_whole(open_window: Opener, settle: Settle) -> None:
    window = open_window("place-budget", screen="Risks")
    for name, title, words in (
        ("Governance", "Leicestershire Together Executive", "who outvotes whom, are not printed"),
        ("Not yet known", "What the Council would be expected to contribute", "pay more, for less"),
    ):
        view = shown(window, name, PoolView)
        settle()
        assert isinstance(view.pane, CardPane)
        assert not view.pane.is_table
        said = view.pane.deck.cards[0].words
        assert said.title == title
        assert words in " ".join(paragraph for _, paragraph in said.paragraphs)


def test_the_count_by_any_two_dimensions_is_brought_up_to_date_by_an_edit(open_window: Opener, settle: Settle) -> None:
    window = open_window("total-place", screen="Risks")
    view = shown(window, "Who spends what", SpendView)
    settle()
    assert [column.heading for column in view.model.columns][:2] == ["Organisation", "Total Place"]
    assert cells(view.model)[0][1] == "£250,000"
    assert cells(view.model)[-1][-1] == "at least £250,000"
    window.resize(683, 768)
    settle()
    assert look_checks.sideways_scrolls(window.show_screen("Partners")) == []
    case = window.workspace.case_id
    for row in window.workspace.read(records.rows, SpendLine, case):
        if row.text("name") == "Call centre":
            change(window, SpendLine, row.id, "amount", "£1m")
            change(window, SpendLine, row.id, "frontline_percent", "90")
    view.down.show_text("Service")
    view.across.show_text("Tier")
    settle()
    named = {row[0]: row for row in cells(view.model)}
    assert [column.heading for column in view.model.columns] == ["Service", "National", "Regional", "Local", "Not stated", "In all"]
    assert named["Call centre"] == ["Call centre", "none", "none", "£3.00m", "none", "£3.00m"]
    assert "in 2009/10: ‘Call centre’ (3, together £3 million)" in plain(view.findings.sentences[1])
    same = next(row for row in cells(view.same) if row[0] == "Call centre")
    assert (same[1], sorted(same[2].split("; ")), same[3]) == (
        "2009/10",
        ["Leicestershire County Council: £1m", "Leicestershire Police Authority: £1m", "NHS Leicestershire County and Rutland: £1m"],
        "£3m",
    )
    view.across.show_text("What reaches the front line")
    settle()
    assert next(row for row in cells(view.model) if row[0] == "Call centre") == ["Call centre", "3", "£3.00m", "not known", "£2.70m", "90%"]
    view.down.show_text("Year")
    view.across.show_text("Theme")
    view.down.show_text("Theme")  # of one dimension with itself there is no table
    settle()
    assert view.across.chosen() != "Theme"


def test_thousands_of_lines_are_pasted_as_one_step(open_window: Opener, settle: Settle, qtbot: QtBot) -> None:
    window = open_window("total-place", screen="Risks")
    view = shown(window, "Count", CountView)
    before = view.pane.model.rowCount()
    whose = ("Leicestershire County Council", "NHS Leicester City")
    lines = [f"{whose[n % 2]}\tHousing\tService {n % 97}\tlocal\t\t2009/10\t£{1_000 + n}\t£0\t85" for n in range(2_000)]
    headings = "Organisation\tTheme\tService\tTier\tFunding stream\tYear\tAmount\tHandling cost\tReaches the front line (%)"
    QGuiApplication.clipboard().setText("\n".join([headings, *lines]))
    view.pane.paste()
    settle()
    assert view.pane.model.rowCount() == before + 2_000
    spend = shown(window, "Who spends what", SpendView)
    settle()
    housing = [column.heading for column in spend.model.columns].index("Housing")
    assert cells(spend.model)[-1][housing] == "£4.00m"  # 2,000 lines from £1,000 up by £1 are £3,999,000
    with qtbot.waitSignal(window.workspace.changed, timeout=20_000):
        window.workspace.undo()  # of so many rows off the main thread
    settle()
    assert len(window.workspace.read(records.rows, SpendLine, window.workspace.case_id)) == before


def test_a_stream_of_nobodys_is_said_below_the_lines(open_window: Opener, settle: Settle) -> None:
    window = open_window("total-place", screen="Risks")
    view = shown(window, "Count", CountView)
    row = next(row for row in window.workspace.read(records.rows, SpendLine, window.workspace.case_id) if not row.text("organisation"))
    change(window, SpendLine, row.id, "stream", "Area grant")
    settle()
    assert [plain(each) for each in view.pane.findings.sentences] == [
        "The funding stream ‘Area grant’ has no organisation: choose the organisation that spends it or hands it on."
    ]


def test_unit_costs_compare_districts_with_the_county(open_window: Opener, settle: Settle) -> None:
    window = open_window("ni179", screen="Risks")
    view = shown(window, "Unit costs", UnitCostsView, "Services")
    assert view.empty.isVisible()
    case = window.workspace.case_id
    held = window.workspace.read(records.rows, Service, case)
    year = window.workspace.case.years[0]
    for row in [each for each in held if each.text("name").startswith("Fleet")][:3]:
        change(window, Service, row.id, "volume", "1000")
        costs = {"organisation": row.text("organisation"), "service": row.text("name"), "category": "Made up"}
        line = window.workspace.edit("test", records.add, CostLine, case, costs)
        change(window, CostLine, line, str(year), "£5,000")
    settle()
    assert not view.empty.isVisible()
    assert [row[5] for row in cells(view.model)][:3] == ["£5", "£5", "£5"]


@pytest.mark.parametrize("sample", ["ni179", "place-budget"])
@pytest.mark.parametrize("name", [view.name for view in VIEWS])
def test_every_view_looks_whole(open_window: Opener, settle: Settle, sample: str, name: str) -> None:
    window = open_window(sample, screen="Risks")
    for wide, high in ((1366, 768), (960, 540)):
        window.resize(wide, high)
        screen = window.show_screen("Partners", name)
        settle()
        assert look_checks.unnamed_widgets(screen) == []
        assert look_checks.clipped_labels(screen) == []
        assert look_checks.sideways_scrolls(window) == []


def test_a_view_is_built_when_it_is_first_looked_at(open_window: Opener) -> None:
    window = open_window("ni179", screen="Risks")
    screen = window.show_screen("Partners", "Organisations")
    assert isinstance(screen, RecordScreen)
    assert screen.view is None
    assert screen.findChildren(FinanceView) == []
    shown(window, "Sharing", SharingView)
    assert len(screen.findChildren(FinanceView)) == 1
    assert partners_of(window).returns.received == 7
