"""How far apart the groups are on one option, as the figures of its chart and in words. No ReportLab."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from desktop.appraisal.case import CriterionUse
from desktop.appraisal.choice.agreement import Agreement, agreement
from desktop.appraisal.results import Appraisal, CellResult, CriterionResult
from desktop.appraisal.wording import listed, points, scale_places
from desktop.papers.charts.data.certainty_parts import GroupMark, Spread, SpreadRow


def spread_parts(appraisal: Appraisal, option: str) -> Spread:
    """A row for each weighted criterion that a group or more has scored. Raises KeyError where the case has no option of that name."""
    option_result = appraisal.option(option)
    rows = []
    for criterion in appraisal.criteria:
        if criterion.use == CriterionUse.WEIGHTED and criterion.name in option_result.cells:
            group_agreement = agreement(appraisal.case, criterion, option)
            if group_agreement.places:
                rows.append(_row(criterion, option, group_agreement, option_result.cells[criterion.name]))
    scored = {mark.group for row in rows for mark in row.marks}
    return Spread(option, tuple(group.name for group in appraisal.case.groups if group.name in scored), tuple(rows))


def spread_words(parts: Spread) -> str:
    """What the chart says, in sentences."""
    if not parts.rows:
        return f"No scores are recorded for {parts.option}."
    lead = f"Each group’s score of {parts.option}, from the worst end of each criterion’s scale to its best."
    return " ".join([lead, *(f"{row.words}." for row in parts.rows)])


def _row(criterion: CriterionResult, option: str, group_agreement: Agreement, cell: CellResult) -> SpreadRow:
    record = f"score:{option}:{criterion.name}"
    scores = {group: score for group, score in group_agreement.scores.items() if isinstance(score, Decimal)}
    marks = tuple(
        GroupMark(group, float(group_agreement.places[group] * 100), record, f"{criterion.name}, {group}: {plain_score(score)}")
        for group, score in scores.items()
    )
    low, high = min(scores.values()), max(scores.values())
    label = plain_score(low) if low == high else f"{plain_score(low)} to {plain_score(high)}"
    scores_in_words = ", ".join(f"{group} {plain_score(score)}" for group, score in scores.items())
    words = f"{criterion.name}: {scores_in_words}"
    if cell.combined is not None and len(scores) > 1:
        words += f", combined {points(cell.combined, scale_places(criterion.worst, criterion.best))}"
    if group_agreement.is_far_apart:
        words += "; far apart"
    if group_agreement.missing:
        words += f"; missing from {listed(group_agreement.missing)}"
    combined = _place(criterion, cell.combined) if len(scores) > 1 else None
    return SpreadRow(criterion.name, record, marks, combined, label, words, group_agreement.is_far_apart)


def _place(criterion: CriterionResult, score: Fraction | None) -> float | None:
    """Where a score lies between the worst end of the scale, 0, and its best, 100."""
    if score is None or criterion.worst is None or criterion.best is None:
        return None
    worst, best = Fraction(criterion.worst), Fraction(criterion.best)
    if worst == best:
        return 50.0
    return float(min(max((score - worst) / (best - worst), Fraction(0)), Fraction(1)) * 100)


def plain_score(score: Decimal) -> str:
    """A score as it was given, without idle noughts: `7`, `12,500`, `−0.5`."""
    shown = f"{score:,f}".replace("-", "\N{MINUS SIGN}")
    return shown.rstrip("0").rstrip(".") if "." in shown else shown
