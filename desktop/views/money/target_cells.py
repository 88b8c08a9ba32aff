"""What the Targets view says of one target: its years as cells, and what is struck out or may be counted twice. No widgets."""

from __future__ import annotations

from desktop.appraisal.savings.finance import Finance
from desktop.appraisal.savings.targets import Progress, TargetMode
from desktop.appraisal.wording import listed
from desktop.models.column import ScreenColumn
from desktop.results.cells import Row
from desktop.results.money import targets
from desktop.views.kit.tables.result_columns import figure, named

#: How each mode adds its percentages up, in one line under the title.
MODES = {
    TargetMode.ADDITIVE: "Additive: each year’s percentage is of the same fixed baseline, and they add up.",
    TargetMode.COMPOUND: "Compound: each year’s percentage is of the baseline grown by the years before it.",
}


def progress_rows(progress: Progress) -> tuple[Row, ...]:
    """A row a year, one for all years where there are several, and what is carried forward with what it leaves to find."""
    return targets.progressing(progress)


def progress_columns() -> tuple[ScreenColumn, ...]:
    """What each year asks for, what was gained, and what is short."""
    return (
        named("Year", 7),
        figure("percent", "Rate", "{words}", "{name}: no percentage", least=5),
        figure("amount", "Target", lacking="{name}: no target"),
        figure("gain", "Gain", lacking="{name}: no gain"),
        figure("gap", "Gap", lacking="{name}: no gap"),
    )


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
