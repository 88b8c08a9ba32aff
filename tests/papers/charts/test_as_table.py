"""The figures of charts as tables to copy: what is drawn is what is copied, to the penny, and an open bound is no figure."""

from __future__ import annotations

from decimal import Decimal

import pytest

from desktop.appraisal.appraise import appraise
from desktop.appraisal.case import Case, Flow, FlowKind, Option
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.results import Appraisal, Money
from desktop.appraisal.years import FinancialYear
from desktop.papers.charts import all_charts
from desktop.papers.charts.colours import ChartColours
from desktop.papers.charts.data.as_table import chart_table
from desktop.papers.content.blocks import Figure
from desktop.papers.content.records import PaperRecords
from desktop.papers.exhibits import EXHIBITS
from tests.papers.charts import appraised

_BASE = FinancialYear(2026)
_PAPER = ChartColours.paper()


def _money(*flows: tuple[FlowKind, tuple[str, ...]]) -> Money:
    lines = tuple(
        Flow(kind.value, kind, {_BASE.after(n): found for n, word in enumerate(words) if (found := Estimate.parse(word))}, cashable=True)
        for kind, words in flows
    )
    case = Case("C", _BASE, 2, price_year=_BASE, options=(Option("Stay", benchmark=True), Option("A", flows=lines)))
    return appraise(case).option("A").money


def test_amounts_are_pounds_and_pence_and_a_range_has_three_columns() -> None:
    money = _money((FlowKind.COST, ("£1,234.56", "")), (FlowKind.SAVING, ("", "£0.2m to £0.4m")))
    assert chart_table(appraised.year_bars("A", money)) == [
        ["Year", "Cashable savings, lowest (£)", "Cashable savings, most likely (£)", "Cashable savings, highest (£)", "Costs (£)",
         "Net, lowest (£)", "Net, most likely (£)", "Net, highest (£)"],
        ["2026/27", "0", "0", "0", "-1234.56", "-1234.56", "-1234.56", "-1234.56"],
        ["2027/28", "200000", "300000", "400000", "0", "200000", "300000", "400000"],
    ]  # fmt: skip


def test_a_bound_that_is_open_is_blank() -> None:
    table = chart_table(appraised.break_even_parts("A", _money((FlowKind.SAVING, ("at least £5m", "")))))
    assert table[1] == ["2026/27", "5000000", "", ""]


def test_scores_are_those_that_the_chart_prints(made_up_appraisal: Appraisal) -> None:
    bars = appraised.contribution_bars(made_up_appraisal)
    table = chart_table(bars)
    assert [row[0] for row in table[1:]] == [bar.name for bar in bars]
    at = table[0].index("Score")
    for row, bar in zip(table[1:], bars, strict=True):
        assert bar.label.startswith(row[at])
        assert bar.score == pytest.approx(float(row[at]), abs=0.051)
    parts = appraised.acceptability_parts(made_up_appraisal)
    assert chart_table(parts) == []
    assert Decimal(chart_table(appraised.score_by_npv_parts(made_up_appraisal))[1][1]) <= 100


def test_every_chart_of_a_paper_has_its_figures(made_up_paper: PaperRecords, made_up_appraisal: Appraisal) -> None:
    drawn = 0
    for exhibit in EXHIBITS:
        for block in exhibit.build(made_up_paper, made_up_appraisal):
            if not isinstance(block, Figure):
                continue
            drawing = block.draw(620, 300, _PAPER)
            rows = chart_table(drawing.__dict__["figures"])
            assert len(rows) > 1, exhibit.key
            assert {len(row) for row in rows} == {len(rows[0])}, exhibit.key
            assert all(rows[0]), exhibit.key
            drawn += 1
    assert drawn >= 5


def test_a_chart_of_nothing_has_no_figures() -> None:
    drawing = all_charts.yearly_stack(300, 200, _PAPER, ())
    assert chart_table(drawing.__dict__["figures"]) == []
