"""A criterion's value function with the options on it, as the figures of its chart and in words. No ReportLab."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from desktop.appraisal.choice.scales import Scale, in_order
from desktop.appraisal.results import Appraisal, CriterionResult
from desktop.appraisal.wording import listed, points
from desktop.papers.charts.data.agreement import plain_score
from desktop.papers.charts.data.certainty_parts import ValueCurve, ValueMark


def value_curve_parts(appraisal: Appraisal, criterion: str) -> ValueCurve:
    """The value function that the appraisal used. Raises KeyError where the case has no criterion of that name."""
    used = next((each for each in appraisal.criteria if each.name == criterion), None)
    if used is None:
        raise KeyError(criterion)
    recorded = next(each.points for each in appraisal.case.criteria if each.name == criterion)
    record = f"criterion:{criterion}"
    course = _course(used, recorded)
    if not course:
        why = (
            f"Every score of {criterion} has the same value, so there is no curve to draw."
            if used.tells_nothing_apart
            else f"The worst and the best score of {criterion} are not recorded, so there is no curve to draw."
        )
        return ValueCurve(criterion, record, why=why)
    return ValueCurve(
        criterion,
        record,
        tuple((float(score), float(value)) for score, value in course),
        bool(recorded),
        None if used.worst is None else float(used.worst),
        None if used.best is None else float(used.best),
        _marks(appraisal, used, Scale(used.worst, used.best, used.scale_from_scores, in_order(recorded))),
    )


def value_curve_words(parts: ValueCurve) -> str:
    """What the chart says, in sentences."""
    if parts.why:
        return parts.why
    values_in_words = "; ".join(f"{plain_number(score)} is worth {value:.0f}" for score, value in parts.points)
    lead = f"Value, 0 to 100, of each score of {parts.criterion}: {values_in_words}, and straight between."
    return " ".join([lead, *(f"{mark.words}." for mark in parts.marks)])


def plain_number(number: float) -> str:
    """A score of a scale as an axis prints it."""
    return plain_score(Decimal(repr(round(number, 6))))


def _course(used: CriterionResult, recorded: tuple[tuple[Decimal, Decimal], ...]) -> list[tuple[Fraction, Fraction]]:
    """The (score, value) points the value runs straight between; none where every score is worth the same or no scale is known."""
    if recorded:
        return list(in_order(recorded)) if len({score for score, _ in recorded}) > 1 else []
    if used.worst is None or used.best is None or used.worst == used.best:
        return []
    return sorted([(Fraction(used.worst), Fraction(0)), (Fraction(used.best), Fraction(100))])


def _marks(appraisal: Appraisal, used: CriterionResult, scale: Scale) -> tuple[ValueMark, ...]:
    by_score: dict[Fraction, list[str]] = {}
    for option in appraisal.ranked:
        cell = option.cells.get(used.name)
        if cell is not None and cell.combined is not None:
            by_score.setdefault(cell.combined, []).append(option.name)
    marks = []
    for score, names in sorted(by_score.items()):
        value = scale.value(score)
        words = f"{listed(names)}: {points(score)}, worth {points(value)}"
        marks.append(ValueMark(tuple(names), f"option:{names[0]}", float(score), float(value), words))
    return tuple(marks)
