"""Which capital costs read as a loan to somebody else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.appraisal.affordability.capital_loans import reads_as_capital_loan
from desktop.appraisal.case import Flow, FlowKind


def _cost(line: str, category: str = "") -> Flow:
    return Flow(line, FlowKind.COST, {}, capital=True, category=category)


@pytest.mark.parametrize(
    "line",
    [
        *("Loan to the trust", "Loans to registered providers", "Lending to a company", "Money lent to the arts trust"),
        *("On-lending to schools", "Loan notes of the joint venture", "Advance to the housing company", "Advances to clubs"),
        *("Advance of £2m to the leisure trust", "Working capital facility for the company", "Soft loan", "Equity loans", "Debenture"),
        "Loan to the trust, with loan charges",
    ],
)
def test_money_lent_on_is_told_by_more_than_one_word(line: str) -> None:
    assert reads_as_capital_loan(_cost(line))
    assert reads_as_capital_loan(_cost("The company", category=line))


@pytest.mark.parametrize(
    "line",
    [
        *("Loan charges", "Loan repayments", "Loan interest", "Cost of the loan", "Interest on loans", "Repayment of the loan"),
        *("Lending library", "Loan collection of paintings", "Equipment loan store", "Advance works", "Advance payment"),
        *("In advance of opening", "Blended learning room", "Excellent hall", "Talent", "Balloon", "Advanced signals"),
    ],
)
def test_what_only_sounds_like_it_is_none(line: str) -> None:
    assert not reads_as_capital_loan(_cost(line))


def test_only_a_capital_cost_is_lent() -> None:
    loan = _cost("Loan to the trust")
    assert not reads_as_capital_loan(replace(loan, capital=False))
    assert not reads_as_capital_loan(replace(loan, kind=FlowKind.FUNDING))
