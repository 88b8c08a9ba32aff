from __future__ import annotations

from desktop.appraisal.affordability.affordability import affordability
from desktop.appraisal.affordability.gap import Gap
from desktop.appraisal.savings.lines import Line
from desktop.views.money.budget_statements import gap_sentences
from tests.appraisal.cases import BASE, SAVING, estimate, flow


def said(asked: str) -> list[str]:
    saving = Line("Hub", flow(SAVING, [0, "£100"], cashable=True))
    years = [BASE, BASE.after(1)]
    amounts = {year: amount for year, words in zip(years, ("£0", asked), strict=True) if (amount := estimate(words)) is not None}
    return gap_sentences("Hub", affordability([saving], years, gaps=[Gap(amounts)]).gap)


def test_a_year_without_a_gap_closes_none() -> None:
    assert said("£100")[-1] == "The gap is closed in 2012/13."
    assert said("£300")[-1] == "The gap is not shown to be closed in any year."
    assert said("£0")[-1] == "No year has a gap."
