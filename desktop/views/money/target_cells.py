"""What the Targets view says of one target: its years as cells, and what is struck out or may be counted twice. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from desktop.appraisal.estimate import Estimate
from desktop.appraisal.savings.finance import Finance
from desktop.appraisal.savings.targets import Progress, TargetMode
from desktop.appraisal.wording import listed
from desktop.models.cell import Cell
from desktop.models.column import Column
from desktop.models.kinds import Kind, number_text
from desktop.views.kit.tables.year_grid import amount_cell

#: How each mode adds its percentages up, in one line under the title.
MODES = {
    TargetMode.ADDITIVE: "Additive: each year’s percentage is of the same fixed baseline, and they add up.",
    TargetMode.COMPOUND: "Compound: each year’s percentage is of the baseline grown by the years before it.",
}


@dataclass(frozen=True, slots=True)
class ProgressLine:
    """One year of a target, or all of them together."""

    id: str
    percent: Decimal | None
    amount: Estimate | None
    gain: Estimate | None
    gap: Estimate | None
    total: bool = False


def progress_lines(progress: Progress) -> tuple[ProgressLine, ...]:
    """A line a year, one for all years where there are several, and what is carried forward with what it leaves to find."""
    lines = [ProgressLine(str(year.year), year.percent, year.amount, year.gain, year.gap) for year in progress.years]
    if len(lines) > 1:
        left = progress.total_amount - progress.total_gain
        lines.append(ProgressLine("All years", progress.total_percent, progress.total_amount, progress.total_gain, left, total=True))
    if lines and not progress.carried_forward.is_nought:
        lines.append(ProgressLine("Carried forward", None, None, None, progress.carried_forward))
        lines.append(ProgressLine("Still to find", None, None, None, progress.gap, total=True))
    return tuple(lines)


def progress_columns() -> tuple[Column, ...]:
    """What each year asks for, what was gained, and what is short."""
    return (
        Column("year", "Year", editable=False, least=7, main=True, cell=lambda line: Cell(line.id, strong=line.total)),
        Column("percent", "Rate", Kind.NUMBER, editable=False, least=5, cell=_percent),
        Column("amount", "Target", Kind.NUMBER, editable=False, cell=_of("target", lambda line: line.amount)),
        Column("gain", "Gain", Kind.NUMBER, editable=False, cell=_of("gain", lambda line: line.gain)),
        Column("gap", "Gap", Kind.NUMBER, editable=False, cell=_of("gap", lambda line: line.gap)),
    )


def percent_words(fraction: Decimal) -> str:
    """A fraction of 1 as a percentage to two places at most: 0.034 is `3.4%`."""
    return f"{number_text((fraction * 100).quantize(Decimal('0.01')))}%"


def _percent(line: ProgressLine) -> Cell:
    return Cell(spoken=f"{line.id}: no percentage") if line.percent is None else Cell(percent_words(line.percent), strong=line.total)


def _of(name: str, amount: Callable[[ProgressLine], Estimate | None]) -> Callable[[ProgressLine], Cell]:
    def cell(line: ProgressLine) -> Cell:
        line_amount = amount(line)
        if line_amount is None:
            return Cell(spoken=f"{line.id}: no {name}")
        return amount_cell(f"{line.id}, {name}", line_amount, strong=line.total)

    return cell


def target_sentences(finance: Finance, progress: Progress) -> list[str]:
    """What is struck out of the gains and why, what the records leave open of them, and what two projects may both have counted."""
    whose = [each for each in finance.gains if progress.organisation is None or each.organisation == progress.organisation]
    sentences = [f"{struck.owner}: {struck.why}" for gains in whose for struck in gains.struck_out]
    for gains in whose:
        if gains.not_shown:
            years = listed([str(year) for year in gains.not_shown])
            sentences.append(f"{gains.owner}: the records end before the gain of {years} is shown to last two full years. It counts.")
    counted = [each for each in finance.double_counts if progress.organisation in (None, each.organisation)]
    return list(dict.fromkeys([*sentences, *finance.recorded_gains.why, *(each.sentence for each in counted)]))
