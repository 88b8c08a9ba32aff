"""What stands beside or below a table of records: totals by year, what weights add to, how many of those invited came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from db.nouns.choice import Criterion, Option
from db.nouns.money import CashFlow
from db.nouns.papers import Paper
from db.nouns.register import Organisation
from db.reading import Reader
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.results import Appraisal
from desktop.appraisal.wording import listed, points
from desktop.appraisal.years import FinancialYear
from desktop.operations.choice import scores
from desktop.operations.records import cases, records
from desktop.operations.records.columns import plain
from desktop.operations.records.records import Row

_WHOLE = Decimal(100)
_MADE_UP = "illustrative"


def totals_by_year(rows: Sequence[Row]) -> Mapping[FinancialYear, Estimate]:
    """The total of each year that anything is recorded for, what is not known carried along."""
    years = sorted({year for row in rows for year in row.amounts})
    return {year: Estimate.sum(row.amounts[year] for row in rows if year in row.amounts) for year in years}


def total_lines(total: Estimate) -> tuple[str, str]:
    """A total in two short lines, for a narrow column: its figure, and what it leaves out or takes for granted."""
    figure, floor, _ = total.figure_words(recorded=True).partition(", taking ")
    return figure, "lowest taken as £0" if floor or total.is_one_sided else total.note()


def shares(appraisal: Appraisal) -> Mapping[str, str]:
    """Each weighted criterion's share of the whole, to one place, as the appraisal counts it: `8%`, `7.7%`."""
    return {each.name: share_words(each.weight) for each in appraisal.criteria if each.use == "weighted"}


def share_words(weight: Fraction) -> str:
    """A weight as a share of the whole, to one place: `8%`, `7.7%`."""
    return f"{points(weight * 100)}%"


def weight_findings(rows: Sequence[Row]) -> tuple[str, ...]:
    """What the recorded weights of criteria add to, as sentences: the whole, and what has none. The headings have theirs in the table."""
    weighted = [row for row in rows if row.text("use") == "weighted"]
    weights = {row.text("name"): weight for row in weighted if isinstance(weight := row.values.get("weight"), Decimal)}
    if not weighted:
        return ()
    if not weights:
        return ("No weight is recorded here: every criterion counts the same, unless assessors record weights or an order of their own.",)
    total = sum(weights.values(), Decimal(0))
    if not total:
        return ("The weights are all **0**, so every criterion counts the same.",)
    if total == _WHOLE:
        findings = ["Weights add to **100**: each is its share."]
    else:
        findings = [f"Weights add to **{plain(total)}**: each counts for its share of that."]
    without = [row.text("name") for row in weighted if row.text("name") not in weights]
    if without:
        says = "has no weight yet and does not count" if len(without) == 1 else "have no weight yet and do not count"
        findings.append(f"{listed(without)} {says}.")
    return tuple(findings)


def attendance(row: Row) -> str:
    """Who came: `23 of 37 (62%)` where both are recorded, else `23`, or nothing."""
    attended, invited = row.values.get("attended"), row.values.get("invited")
    if not isinstance(attended, int):
        return ""
    if not isinstance(invited, int) or invited == 0:
        return f"{attended:,}"
    share = (Decimal(attended * 100) / invited).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return f"{attended:,} of {invited:,} ({share}%)"


def illustrative_words(reader: Reader, case: int) -> str:
    """Which figures of a case were made up to show the method: `Some weights and amounts are illustrative`; empty where none were."""
    criteria = records.rows(reader, Criterion, case)
    counts = (
        ("weights", any(row.values["basis"] == _MADE_UP and row.values["weight"] is not None for row in criteria)),
        ("scores", any(cell.basis == _MADE_UP for cell in scores.cells(reader, case))),
        ("amounts", any(row.values["basis"] == _MADE_UP and row.amounts for row in records.rows(reader, CashFlow, case))),
    )
    made_up = [words for words, some in counts if some]
    return f"Some {listed(made_up)} are illustrative" if made_up else ""


def steps_done(reader: Reader, case: int) -> frozenset[str]:
    """The screens, and the tab of the Overview, on which something of the case is recorded."""
    nouns = {"Partners": Organisation, "Options": Option, "Criteria": Criterion, "Savings": CashFlow, "Papers": Paper}
    done = {screen for screen, noun in nouns.items() if records.rows(reader, noun, case)}
    if scores.cells(reader, case):
        done.add("Scores")
    if cases.details(reader, case).purpose:
        done.add("Details")
    return frozenset(done)


def benchmark_findings(rows: Sequence[Row]) -> tuple[str, ...]:
    """Which option all others are compared with, and which is preferred."""
    if not rows:
        return ()
    benchmark = next((row.text("name") for row in rows if row.values.get("benchmark") is True), None)
    preferred = next((row.text("name") for row in rows if row.values.get("preferred") is True), None)
    findings = [
        f"**{benchmark}** is the benchmark: every other option is compared with it."
        if benchmark
        else "No option is the benchmark yet: say yes to Benchmark for the one the others are compared with, such as doing nothing."
    ]
    findings.append(f"**{preferred}** is preferred." if preferred else "No option is preferred yet.")
    return tuple(findings)
