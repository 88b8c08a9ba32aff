from __future__ import annotations

from decimal import Decimal

import pytest

from desktop.appraisal.case import Flow
from desktop.appraisal.findings.checks import quick
from desktop.appraisal.findings.finding import costed, words_of
from desktop.appraisal.results import Money
from desktop.appraisal.savings.quick_wins import QuickWin, quick_wins
from tests.appraisal.cases import COST, FUNDING, SAVING, flow, money


def judged(flows: list[Flow], within: int = 12) -> QuickWin:
    return quick_wins({"Winter": money(flows, horizon=4)}, within)[0]


@pytest.mark.parametrize(
    ("flows", "is_quick", "months"),
    [
        ([flow(COST, [60]), flow(SAVING, [0, 120], cashable=True)], True, 6),
        ([flow(COST, [60]), flow(SAVING, [0, 60], cashable=True)], True, 12),
        ([flow(COST, [60]), flow(SAVING, [0, 40, 40], cashable=True)], False, 18),
        ([flow(COST, [0, 0, 60]), flow(SAVING, [0, 0, 0, 120], cashable=True)], True, 6),
        ([flow(SAVING, [0, 120], cashable=True)], True, 0),
        ([flow(COST, [60]), flow(SAVING, [0, 120], cashable=False)], False, None),
        ([flow(COST, [60]), flow(SAVING, [0, 120])], False, None),
        ([flow(COST, [60]), flow(SAVING, [0, 10], cashable=True)], False, None),
        ([flow(COST, ["not known"]), flow(SAVING, [0, 120], cashable=True)], None, None),
        ([flow(FUNDING, [60])], False, None),
    ],
)
def test_quick_wins(flows: list[Flow], is_quick: bool | None, months: int | None) -> None:
    """`field.md` D3: the business case names quick wins; cashable payback within twelve months."""
    found = judged(flows)
    assert found.is_quick == is_quick
    assert (None if found.months is None else round(found.months, 6)) == (None if months is None else Decimal(months))


def test_the_months_are_a_setting() -> None:
    assert judged([flow(COST, [60]), flow(SAVING, [0, 40, 40], cashable=True)], 18).is_quick is True


def test_the_sentence() -> None:
    first = money([flow(COST, [60]), flow(SAVING, [0, 120], cashable=True)])
    slow = money([flow(COST, [60]), flow(SAVING, [0, 40, 40], cashable=True)], horizon=3)
    assert said(Winter=first, Fleet=Money()) == ["The quick win, which pays back in cash within 1 year, is Winter."]
    assert said(Winter=first, Legal=first) == ["The quick wins, which pay back in cash within 1 year, are Winter and Legal."]
    assert said(Winter=slow) == ["Nothing is shown to pay back in cash within 1 year."]
    assert said() == []


def said(**owners: Money) -> list[str]:
    return words_of(quick(quick_wins(owners), 12, costed))
