"""What a decision comes to in money, in as few sentences as a front page takes: the cost, the saving, the payback in cash, how sure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from desktop.appraisal.affordability.moving_lines import is_one_off, is_unstated
from desktop.appraisal.case import FlowKind
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.findings.figures import count, figure, with_unknown
from desktop.appraisal.findings.finance import in_question
from desktop.appraisal.findings.finding import Finding, Named, Phrase, finding, phrase
from desktop.appraisal.findings.room import drawn
from desktop.appraisal.findings.savings import cash_first, not_known, worth_over, yearly
from desktop.appraisal.findings.scenarios import scenario_range
from desktop.appraisal.results import Appraisal, YearResult
from desktop.appraisal.savings.lines import Line
from desktop.appraisal.savings.three_cases import three_cases


class Headline(NamedTuple):
    """The sentences on each question that a front page answers of money; none on one that nothing is known of."""

    costs: tuple[Finding, ...]
    saves: tuple[Finding, ...]
    pays_back: tuple[Finding, ...]
    how_sure: tuple[Finding, ...]
    not_known: tuple[Finding, ...]


def headline(appraisal: Appraisal) -> Headline | None:
    """The money of what the finance of the case is about: our own council's part of it where that is told from the whole.

    `None` where the finance of the case is about nothing, or nothing is recorded of it.
    """
    finance = appraisal.finance
    if finance is None or finance.owner is None:
        return None
    own = None if finance.part(finance.owner).is_all else finance.own(finance.owner)
    whole = finance.money_of(finance.owner)
    money = own or whole
    if money is None or whole is None or not money.years:
        return None
    # a front page is about one thing, which its first line names
    who = in_question(finance).worded("the proposal" if own is None else f"{finance.own_council}’s part of the proposal")
    case = appraisal.case
    over = phrase("the {} from {}", count(case.horizon, "year"), str(case.base_year))
    lines = finance.lines_in_question if own is None else finance.part(finance.owner).lines
    unstated = tuple(line.flow.line for line in lines if is_unstated(line))
    draws = money.monte_carlo if finance.owner else finance.monte_carlo
    sure = drawn(who, draws)[:1] if draws is not None and draws.p10 is not None else []
    if not sure and money.npv is not None and not money.npv.unknown and None not in (money.npv.low, money.npv.high):
        sure = (scenario_range(appraisal, finance.owner, who, money.npv) if own is None else []) or worth_over(over, who, money)
    saves = yearly(who, money.years)
    pays_back = cash_first(who, money, case.horizon, unstated)
    open_questions = not_known(who, money)
    best = three_cases(money)[2]
    if money.payback_cashable_years is None and not (best.cashable_known and best.cashable_payback is None):
        # that amounts are not known is said once
        counted = [] if pays_back[-1].words.endswith(" not known.") else open_questions
        pays_back, open_questions = [], [*pays_back, *counted]
    costs = _costs(who, money.years, lines, over)
    if money.years[-1].net.says_nothing:
        return Headline(costs, (), tuple(pays_back), tuple(sure), (saves, *open_questions))
    return Headline(costs, (saves,), tuple(pays_back), tuple(sure), tuple(open_questions))


def _costs(who: Named, years: Sequence[YearResult], lines: Sequence[Line], over: Phrase) -> tuple[Finding, ...]:
    """What the change costs once, and what it costs to run in the last year; all its costs together where not both are known."""
    cost = Estimate.sum([year.cost for year in years])
    if cost.is_nought or cost.says_nothing:
        return ()
    of_years = [year.year for year in years]
    amounts = [(is_one_off(line.flow, of_years), line.amounts(of_years)) for line in lines if line.flow.kind is FlowKind.COST]
    once = Estimate.sum(amount for is_once, of_line in amounts if is_once for amount in of_line)
    running = Estimate.sum(of_line[-1] for is_once, of_line in amounts if not is_once)
    is_whole = Estimate.sum(amount for _, of_line in amounts for amount in of_line) == cost
    if not is_whole or any(each.is_nought or each.says_nothing for each in (once, running)):
        return (finding("{}{} over {}.", figure(cost), with_unknown(cost), over, beside=who.rests_on),)
    told = figure(once), with_unknown(once), figure(running), with_unknown(running)
    return (finding("{} once{}, then {} a year to run{}.", *told, beside=who.rests_on),)
