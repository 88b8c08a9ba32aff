"""The views beside the lines of the Savings screen, on the real window over a real store: what is typed is recorded, and what is
shown is what the appraisal says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from db.nouns.money import BudgetGap, ChecklistAnswer, Funding, Target
from db.nouns.noun import Noun
from db.nouns.partners import Partner, Share
from desktop.application import Window
from desktop.appraisal.case import FundingKind
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.findings.finding import words_of
from desktop.appraisal.findings.partners import gains_told, losers, of_rebasing
from desktop.appraisal.partners.transfers import Floor
from desktop.appraisal.savings.finance import Finance
from desktop.appraisal.savings.targets import CarryForwardCounts
from desktop.appraisal.why import on_screen
from desktop.models.table_model import TableModel
from desktop.operations.records import records
from desktop.operations.records.cases import add_empty, change
from desktop.results.cells import Amount, Row
from desktop.results.money import statements, targets
from desktop.results.partners import gains, rebasing
from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton
from desktop.views.kit.records.side_view import FinanceView
from desktop.views.kit.sentences import plain
from desktop.views.money.affordability import BUDGET, CASH, GAP, AffordabilityView
from desktop.views.money.funding import FundingView
from desktop.views.money.gains import floor_sentences
from desktop.views.money.screen import Savings
from desktop.views.money.section151 import Section151View
from desktop.views.money.targets import TargetsView
from desktop.views.money.views import VIEWS
from desktop.views.money.who_gains import GETS, PAGES, RESULT, SHARED, WhoGainsView
from tests.views import look_checks
from tests.views.finance_seed import DESK, EAST, NORTH, PAYROLL, show_shared_payroll

Opener = Callable[..., Window]
View = TypeVar("View", bound=FinanceView)

#: The views this file is about, by their names on the screen.
NAMES = ("Funding", "Targets", "Who gains", "Affordability", "Section 151")


def screen_of(window: Window) -> Savings:
    screen = window.show_screen("Savings")
    assert isinstance(screen, Savings)
    return screen


def shown(window: Window, name: str, kind: type[View]) -> View:
    """One view of the Savings screen in front."""
    screen = screen_of(window)
    screen.views.choose([view.name for view in VIEWS].index(name))
    view = screen.view
    assert isinstance(view, kind)
    return view


def finance_of(window: Window) -> Finance:
    found = window.workspace.appraisal().finance
    assert found is not None
    return found


def rows_of(window: Window, noun: type[Noun]) -> tuple[records.Row, ...]:
    return window.workspace.read(records.rows, noun, window.workspace.case_id)


def texts(model: TableModel, number: int) -> list[str]:
    """A column of a table as it is shown."""
    return [model.cell_at(row, number).text for row in range(model.rowCount())]


def typed(qtbot: QtBot, editor: QLineEdit, text: str) -> None:
    """Type over what stands in a field, and leave it with Enter."""
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def line_of(view: FinanceView, key: str) -> QLineEdit:
    """The line of the form for the row in hand."""
    assert view.pane is not None
    editor = view.pane.form.fields[key].editor
    assert isinstance(editor, QLineEdit)
    return editor


@pytest.fixture
def payroll(open_window: Opener) -> Window:
    """The window on the case of the shared payroll, on the Savings screen."""
    window = open_window("place-budget", "Savings")
    show_shared_payroll(window.workspace)
    return window


# Every view


@pytest.mark.parametrize("name", NAMES)
def test_a_view_is_clean_and_fits_a_small_laptop(payroll: Window, settle: Callable[[], None], name: str) -> None:
    view = shown(payroll, name, FinanceView)
    view.show_owner(PAYROLL)
    settle()
    screen = screen_of(payroll)
    assert look_checks.faults(screen) == []
    assert look_checks.downward_scroll(screen) == 0
    assert screen.header.purpose.text() == view.purpose


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_case_says_what_to_do_first(open_window: Opener, settle: Callable[[], None], name: str) -> None:
    window = open_window("place-budget", "Savings")
    window.workspace.show_case(window.workspace.edit("new case", add_empty))
    view = shown(window, name, FinanceView)
    settle()
    assert look_checks.faults(screen_of(window)) == []
    if isinstance(view, Section151View):
        assert view.whose.text() == "No costs or savings are recorded yet."
        return
    empty = view.pane.empty if view.pane is not None else getattr(view, "empty", None)
    assert empty is not None
    assert empty.isVisible()
    assert empty.accessibleDescription()


@pytest.mark.parametrize("name", NAMES)
def test_a_narrow_window_scrolls_down_and_never_sideways(payroll: Window, settle: Callable[[], None], name: str) -> None:
    payroll.resize(960, 540)
    view = shown(payroll, name, FinanceView)
    view.show_owner(PAYROLL)
    settle()
    assert look_checks.sideways_scrolls(screen_of(payroll)) == []
    assert look_checks.unnamed_widgets(screen_of(payroll)) == []


def test_the_header_offers_what_the_page_in_hand_does(payroll: Window) -> None:
    view = shown(payroll, "Affordability", AffordabilityView)
    primary = screen_of(payroll).header.primary
    assert primary is not None
    assert not primary.isVisible()
    view.statements.choose(GAP)
    assert primary.isVisible()
    assert primary.text() == "Add a budget gap"


# Funding


def test_an_amount_of_funding_is_recorded_and_undo_takes_it_back(payroll: Window, qtbot: QtBot) -> None:
    view = shown(payroll, "Funding", FundingView)
    typed(qtbot, line_of(view, "amount"), "£0.6m")
    assert rows_of(payroll, Funding)[0].text("amount") == "£0.6m"
    assert texts(view.model, 3)[0] == "£0.6m"
    assert payroll.workspace.undo_label() == "change to Innovation grant, Amount"
    payroll.workspace.undo()
    assert rows_of(payroll, Funding)[0].text("amount") == "£0.5m"
    assert line_of(view, "amount").text() == "£0.5m"


def in_words(rows: Sequence[Row], amounts: Sequence[Estimate | None]) -> list[str]:
    """How these amounts of one row or one column of results are printed, in the unit of what they stand with."""
    lines = [list(row.cells.values()) for row in rows] + [[row.cells[key] for row in rows] for key in rows[0].cells]
    line = next(line for line in lines if [cell.value for cell in line] == list(amounts))
    return [cell.value.brief_words(rounding=cell.rounding) for cell in line if isinstance(cell, Amount) and cell.value is not None]


def down(rows: Sequence[Row], key: str) -> list[str]:
    """The words of one column of results."""
    return in_words(rows, [cell.value for row in rows if isinstance(cell := row.cells[key], Amount)])


def test_the_funding_statement_is_the_appraisals(payroll: Window) -> None:
    view = shown(payroll, "Funding", FundingView)
    found = finance_of(payroll).funding
    assert texts(view.model, 0) == [line.source for line in found]
    assert texts(view.model, 6) == [line.left.brief_words(recorded=True) for line in found if line.left is not None]
    assert found[1].kind is FundingKind.FLEXIBILITY


def test_a_flexibility_is_never_counted_as_grant(payroll: Window) -> None:
    view = shown(payroll, "Funding", FundingView)
    said = [plain(each) for each in view.findings.sentences]
    assert said[0] == "Awarded: £500,000 of grant; £200,000 of flexibility."
    assert "not grant" in said[1]


# Targets


def test_a_percentage_typed_in_the_table_is_recorded_and_undone(payroll: Window) -> None:
    view = shown(payroll, "Targets", TargetsView)
    model = view.pane.model
    number = next(number for number, each in enumerate(model.columns) if each.key == "2015/16")
    assert model.cell_at(0, number).text == "3%"
    assert model.setData(model.index(0, number), "4.5")
    assert {str(year): str(percent) for year, percent in rows_of(payroll, Target)[0].percents.items()}["2015/16"] == "4.5"
    assert texts(view.model, 1)[0] == "4.5%"
    payroll.workspace.undo()
    assert texts(view.model, 1)[0] == "3%"


def test_a_printed_amount_is_typed_in_the_form(payroll: Window, qtbot: QtBot) -> None:
    view = shown(payroll, "Targets", TargetsView)
    typed(qtbot, line_of(view, "amount 2015/16"), "£130,000")
    assert [amount.words() for amount in rows_of(payroll, Target)[0].amounts.values()] == ["£130,000"]
    assert texts(view.model, 2)[0] == "£130,000"
    assert any("the printed target is" in plain(each) for each in view.findings.sentences)


def test_progress_is_the_appraisals_and_the_mode_is_said(payroll: Window) -> None:
    view = shown(payroll, "Targets", TargetsView)
    found = view.progress
    assert found in finance_of(payroll).progress
    assert found is not None
    assert view.title.text() == f"NI 179 for {NORTH}: additive"
    assert texts(view.model, 0) == ["2015/16", "2016/17", "2017/18", "All years", "Carried forward", "Still to find"]
    assert texts(view.model, 4)[-1] == down(targets.progressing(found), "gap")[-1]
    assert view.progress_chart.accessibleName()


def test_compound_targets_are_said_to_be(payroll: Window) -> None:
    view = shown(payroll, "Targets", TargetsView)
    target = rows_of(payroll, Target)[0]
    payroll.workspace.edit("mode", records.change, Target, payroll.workspace.case_id, [records.Edit(target.id, "mode", "compound")])
    assert view.title.text().endswith(": compound")
    assert view.progress is not None
    assert view.progress.total_percent is not None
    assert view.progress.total_percent > Decimal("0.094")


def test_what_is_carried_forward_is_put_to_the_officer(payroll: Window) -> None:
    view = shown(payroll, "Targets", TargetsView)
    assert view.question.isVisible()
    assert view.question.text().startswith("£20,000 is carried forward")
    view.counts[CarryForwardCounts.CASHABLE_ONLY].trigger()
    assert rows_of(payroll, Target)[0].text("carry_forward_counts") == "cashable only"
    assert not view.question.isVisible()
    payroll.workspace.undo()
    assert rows_of(payroll, Target)[0].text("carry_forward_counts") == ""
    assert view.question.isVisible()


def test_a_gain_that_did_not_last_is_struck_out_with_its_reason(payroll: Window) -> None:
    view = shown(payroll, "Targets", TargetsView)
    struck = next(struck for gains in finance_of(payroll).gains for struck in gains.struck_out)
    assert any(plain(each) == f"{DESK}: {struck.why}" for each in view.findings.sentences)


def test_double_counting_is_pointed_out_for_the_organisation_it_concerns(payroll: Window) -> None:
    view = shown(payroll, "Targets", TargetsView)
    sentence = finance_of(payroll).double_counts[0].sentence
    assert all(plain(each) != on_screen(sentence) for each in view.findings.sentences)
    view.pane.table.go_to(1)
    assert EAST in view.title.text()
    assert any(plain(each) == on_screen(sentence) for each in view.findings.sentences)


def test_all_organisations_together_can_be_looked_at(payroll: Window) -> None:
    view = shown(payroll, "Targets", TargetsView)
    view.which.choose(1)
    assert view.progress is not None
    assert view.progress.organisation is None
    assert view.title.text() == "NI 179, all together: additive"
    assert not view.question.isVisible()


# Who gains


def test_the_partners_are_the_appraisals(payroll: Window) -> None:
    view = shown(payroll, "Who gains", WhoGainsView)
    found = finance_of(payroll).apportionment(PAYROLL)
    assert found is not None
    assert view.model.names is not None
    assert [view.model.names(view.model.row_at(row)) for row in range(2)] == [NORTH, EAST]
    for number, amounts in ((0, [each.before for each in found.partners]), (1, [each.after for each in found.partners]),
                            (3, [each.transitional for each in found.partners]), (4, [each.saving for each in found.partners]),
                            (5, [each.npv for each in found.partners])):  # fmt: skip
        assert texts(view.model, number) == in_words(gains.partners(found), amounts)
    assert view.partners_chart.isVisible()


def test_whoever_pays_more_for_less_is_flagged_in_words_and_by_a_shape(payroll: Window) -> None:
    view = shown(payroll, "Who gains", WhoGainsView)
    flags = [view.model.cell_at(row, 7) for row in range(2)]
    assert [flag.text for flag in flags] == ["No", "Yes, £2,000 to £8,000 more"]
    assert [flag.flag for flag in flags] == [False, True]
    found = finance_of(payroll).apportionment(PAYROLL)
    assert found is not None
    lost = losers(found)
    assert [plain(each) for each in view.findings.sentences[: len(lost) + 1]] == [each.words for each in [*lost, gains_told(found)[0]]]
    assert "would lose" in lost[0].words


def test_the_floor_says_who_pays_and_who_gets(payroll: Window) -> None:
    view = shown(payroll, "Who gains", WhoGainsView)
    floors = finance_of(payroll).floor(PAYROLL)
    assert floors is not None
    assert texts(view.transfers, 0) == [NORTH, EAST]
    assert texts(view.transfers, 2)[0].startswith("pays £")
    assert texts(view.transfers, 2)[1].startswith("gets £")
    assert sum(floors[1].transfers.values()) == 0


def test_a_share_is_recorded_and_changes_who_gains(payroll: Window, qtbot: QtBot) -> None:
    view = shown(payroll, PAGES[SHARED], WhoGainsView)
    view.shares.table.go_to(2)
    typed(qtbot, line_of(view, "value"), "60")
    view.shares.table.go_to(3)
    typed(qtbot, line_of(view, "value"), "40")
    values = [row.text("value") for row in rows_of(payroll, Share)]
    assert values[2:4] == ["60", "40"]
    assert shown(payroll, PAGES[RESULT], WhoGainsView) is view
    assert view.model.cell_at(1, 7).text == "No"
    payroll.workspace.undo()
    assert not view.table.isVisible()
    assert view.unshared.isVisible()
    assert any("fixed shares add to 70%" in plain(each) for each in view.reasons.sentences)
    assert look_checks.faults(screen_of(payroll)) == []
    next(each for each in view.unshared.findChildren(PlainButton) if each.isEnabled() and each.text().startswith("Go to")).click()
    assert screen_of(payroll).views.view == PAGES[SHARED]


def test_what_a_partner_pays_afterwards_is_not_known_where_what_it_pays_now_is_not(open_window: Opener) -> None:
    view = shown(open_window("back-office-hub", "Savings"), "Who gains", WhoGainsView)
    assert texts(view.model, 0) == texts(view.model, 1) == ["not known", "not known"]
    assert texts(view.model, 2) == ["£500,000 to £750,000 less"] * 2


def test_a_transfer_open_on_every_case_is_said_once(open_window: Opener) -> None:
    view = shown(open_window("place-budget", "Savings"), "Who gains", WhoGainsView)
    said = [plain(each) for each in view.floor.sentences]
    assert len(said) == 1
    assert "on any case" in said[0]


def test_a_share_shows_its_value_in_its_own_unit_and_is_edited_without(payroll: Window) -> None:
    view = shown(payroll, PAGES[SHARED], WhoGainsView)
    number = [each.key for each in view.shares.model.columns].index("value")
    cell = view.shares.model.cell_at(2, number)
    assert (cell.text, cell.edit_text, cell.spoken) == ("90%", "90", "Value: 90%")


def test_an_actual_figure_shows_what_re_basing_would_move_and_who_has_to_settle(
    payroll: Window, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    view = shown(payroll, PAGES[SHARED], WhoGainsView)
    view.shares.table.go_to(2)
    assert not view.rebased_table.isVisible()
    for row, actual, amount in ((2, "80", "900000"), (3, "20", "600000")):
        view.shares.table.go_to(row)
        typed(qtbot, line_of(view, "actual"), actual)
        typed(qtbot, line_of(view, "actual_amount"), amount)
    assert [row.text("actual") for row in rows_of(payroll, Share)[2:4]] == ["80", "20"]
    assert "actual" in [each.key for each in view.shares.model.columns]  # beside the value, once any is recorded
    found = finance_of(payroll).rebasings[0]
    assert view.rebased_table.isVisible()
    assert texts(view.rebased, 0) == [NORTH, EAST]
    assert texts(view.rebased, 1) == ["−11.11%", "+100%"]
    assert [texts(view.rebased, number) for number in (2, 3)] == [["90%", "10%"], ["80%", "20%"]]
    assert texts(view.rebased, 5) == in_words(rebasing.rebased(found), [partner.after for partner in found.partners])
    assert texts(view.rebased, 6) == ["gets £300,000", "pays £300,000"]
    assert [plain(each) for each in view.rebasing.sentences] == words_of(of_rebasing(found))
    settle()
    assert look_checks.faults(screen_of(payroll)) == []
    payroll.workspace.undo()
    assert "settles" not in [each.key for each in view.rebased.columns]


def test_no_share_is_re_based_within_the_tolerance(payroll: Window, qtbot: QtBot) -> None:
    view = shown(payroll, PAGES[SHARED], WhoGainsView)
    for row, actual in ((2, "89"), (3, "11")):
        view.shares.table.go_to(row)
        typed(qtbot, line_of(view, "actual"), actual)
    payroll.workspace.edit("the tolerance", change, payroll.workspace.case_id, "tolerance_percent", "10")
    assert [view.rebased.cell_at(row, 1).flag for row in range(2)] == [False, False]
    assert [view.rebased.cell_at(row, 3).text for row in range(2)] == ["90%", "10%"]
    assert "stay as they are" in plain(view.rebasing.sentences[0])


def test_partners_keep_their_names_in_sight_on_a_narrow_screen(open_window: Opener, settle: Callable[[], None]) -> None:
    window = open_window("back-office-hub", "Savings")
    window.resize(960, 540)
    view = shown(window, "Who gains", WhoGainsView)
    widest = max(look.text_width(line, semibold=True) for line in ("North Lincolnshire Council", "North East Lincolnshire Council"))
    settle()
    assert view.table.view.verticalHeader().width() > widest
    assert view.table.view.verticalScrollBar().maximum() == 0


def test_findings_that_differ_by_the_case_alone_are_said_once() -> None:
    open_case = "The transfer is not known on the {} case, as what A would be left with is not known."
    floors = [Floor(Decimal(0), False, why=(open_case.format(case),)) for case in ("worst", "most likely")]
    best = Floor(Decimal(0), True, why=("Nobody is worse off, so nothing needs to change hands.",))
    assert floor_sentences([*floors, best]) == [
        "The transfer is not known on the worst or the most likely case, as what A would be left with is not known.",
        "On the best case, nobody is worse off, so nothing needs to change hands.",
    ]


def test_what_a_partner_gets_is_recorded(payroll: Window, qtbot: QtBot) -> None:
    view = shown(payroll, PAGES[GETS], WhoGainsView)
    view.volumes.table.go_to(1)
    typed(qtbot, line_of(view, "volume_after"), "400")
    assert rows_of(payroll, Partner)[1].text("volume_after") == "400"
    assert shown(payroll, PAGES[RESULT], WhoGainsView) is view
    assert view.model.cell_at(1, 7).text == "No"


def test_the_first_share_is_added_from_the_result(payroll: Window) -> None:
    view = shown(payroll, "Who gains", WhoGainsView)
    payroll.workspace.edit("deletion", records.delete, Share, [row.id for row in rows_of(payroll, Share)])
    assert view.empty.isVisible()
    view.start_action.trigger()
    assert screen_of(payroll).views.view == PAGES[SHARED]
    assert view.shares.model.rowCount() == 1


# Affordability


def test_the_budget_is_the_appraisals_by_fund(payroll: Window) -> None:
    view = shown(payroll, "Affordability", AffordabilityView)
    view.show_owner(PAYROLL)
    found = finance_of(payroll).affordability[PAYROLL]
    for number, years in enumerate(found.budget.values()):
        view.funds.choose(number)
        assert [view.model.cell_at(4, year).text for year in range(11)] == in_words(statements.budget(years), [year.net for year in years])
        assert [view.model.cell_at(6, year).text for year in range(11)] == in_words(
            statements.budget(years), [year.change for year in years]
        )
    assert view.model.columns[0].heading == "2014/15"


def test_cash_is_told_for_all_funds_and_each(payroll: Window) -> None:
    view = shown(payroll, "Affordability", AffordabilityView)
    view.statements.choose(CASH)
    view.show_owner(PAYROLL)
    view.funds.choose(0)
    found = finance_of(payroll).affordability[PAYROLL]
    assert [view.model.cell_at(7, year).text for year in range(11)] == in_words(
        statements.cash(found.total_cash), [year.cumulative for year in found.total_cash]
    )
    view.funds.choose(2)
    housing = list(found.cash.values())[1]
    assert [view.model.cell_at(7, year).text for year in range(11)] == in_words(
        statements.cash(housing), [year.cumulative for year in housing]
    )
    view.statements.choose(BUDGET)
    assert view.funds.count == 2


def test_the_budget_gap_is_recorded_by_year_and_undone(payroll: Window, qtbot: QtBot) -> None:
    view = shown(payroll, "Affordability", AffordabilityView)
    view.statements.choose(GAP)
    view.show_owner(PAYROLL)
    assert view.gap_chart.isVisible()
    typed(qtbot, line_of(view, "2016/17"), "£0.25m")
    amounts = {str(year): amount.words() for year, amount in rows_of(payroll, BudgetGap)[0].amounts.items()}
    assert amounts["2016/17"] == "£0.25m"
    found = finance_of(payroll).affordability[PAYROLL]
    assert [view.left.cell_at(3, number).text for number in range(len(found.gap))] == in_words(
        statements.gap(found.gap), [year.left for year in found.gap]
    )
    payroll.workspace.undo()
    assert view.left.cell_at(0, 1).text == "£200,000"


def test_a_gap_that_is_not_known_is_said_to_be(open_window: Opener) -> None:
    view = shown(open_window("future-options", "Savings"), "Affordability", AffordabilityView)
    view.statements.choose(GAP)
    assert plain(view.gap_findings.sentences[0]).endswith("closes £220,000 to £420,000 of a gap that is not yet known.")


def test_savings_not_stated_to_be_cashable_are_a_bound_with_its_words(open_window: Opener) -> None:
    view = shown(open_window("back-office-hub", "Savings"), "Affordability", AffordabilityView)
    rows = [view.model.row_at(row).id for row in range(view.model.rowCount())]
    assert rows[2:4] == ["Savings", "Not stated cashable: none to all counts"]
    assert view.model.cell_at(2, 2).text == "−£0.75m to £0", "our own council's part"
    view.whose.choose(1)
    assert view.model.cell_at(2, 2).text == "−£1.5m to £0", "all together"
    assert any("anything from none of it to all of it" in plain(each) for each in view.findings.sentences)


def test_the_statements_of_an_empty_case_lead_to_the_lines(payroll: Window, qtbot: QtBot) -> None:
    payroll.workspace.show_case(payroll.workspace.edit("new case", add_empty))
    view = shown(payroll, "Affordability", AffordabilityView)
    assert view.empty.isVisible()
    button = next(each for each in view.empty.findChildren(PlainButton) if each.text() == "Go to Lines")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert screen_of(payroll).views.chosen == 0


# Section 151


def test_an_answer_is_recorded_with_who_and_when(payroll: Window, qtbot: QtBot) -> None:
    view = shown(payroll, "Section 151", Section151View)
    before = view.count.text()
    check = view.check
    assert check is not None
    assert check.key == "baseline"
    assert view.question.text() == check.question
    editor = view.answer.editor
    assert isinstance(editor, QPlainTextEdit)
    editor.setFocus()
    qtbot.keyClicks(editor, "Agreed to the ledger.")
    qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    who, when = view.answered_by.editor, view.date.editor
    assert isinstance(who, QLineEdit)
    assert isinstance(when, QLineEdit)
    typed(qtbot, who, "Section 151 Officer")
    typed(qtbot, when, "31 October 2014")
    answers = rows_of(payroll, ChecklistAnswer)
    assert [(row.text("line"), row.text("answer"), row.text("answered_by")) for row in answers] == [
        ("Baseline", "Agreed to the ledger.", "Section 151 Officer")
    ]
    assert view.model.cell_at(0, 1).text == "Answered"
    assert view.count.text() != before
    assert payroll.workspace.undo_label() == "change to the answer on baseline"
    for _ in range(3):
        payroll.workspace.undo()
    assert rows_of(payroll, ChecklistAnswer) == ()
    assert view.count.text() == before
    assert view.answer.text() == ""


def test_each_check_is_the_appraisals_and_what_is_open_stands_out(payroll: Window) -> None:
    view = shown(payroll, "Section 151", Section151View)
    checks = finance_of(payroll).checklist
    assert texts(view.model, 0) == [check.title for check in checks]
    assert [view.model.cell_at(row, 1).flag for row in range(len(checks))] == [check.is_open for check in checks]
    open_now = sum(check.is_open for check in checks)
    assert view.count.text().startswith(f"{open_now} of {len(checks)} checks are open: ")


def test_fields_follow_the_check_in_hand(payroll: Window) -> None:
    view = shown(payroll, "Section 151", Section151View)
    payroll.workspace.edit(
        "answer", records.add, ChecklistAnswer, payroll.workspace.case_id, {"line": "Contingency", "answer": "Held in reserves."}
    )
    number = [check.key for check in view.checks].index("contingency")
    view.table.go_to(number)
    assert view.answer.text() == "Held in reserves."
    assert view.title.text() == "Contingency"
    view.table.go_to(0)
    assert view.answer.text() == ""
