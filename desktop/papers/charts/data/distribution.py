"""How the net present value may turn out, as the figures of its chart and in words. No ReportLab."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from desktop.appraisal import money
from desktop.appraisal.results import MonteCarlo
from desktop.papers.charts.data.money_parts import Distribution, HistogramColumn, Mark
from desktop.papers.content.chances import chance

_NOT_DRAWN = "How the net present value may turn out has not been worked out."


def distribution_parts(name: str, monte_carlo: MonteCarlo | None, target: Decimal | None = None) -> Distribution:
    """A column for each stretch of amounts, with what a tenth, half and nine tenths of the draws lie below; `target` is marked too.

    It is a net present value; the efficiency targets of `chance_of_target` are other amounts, and are not marked.
    """
    record = f"money:{name}:npv"
    if monte_carlo is None or monte_carlo.p10 is None or monte_carlo.p50 is None or monte_carlo.p90 is None:
        return Distribution(name, record, why=(_NOT_DRAWN,) if monte_carlo is None or not monte_carlo.why else monte_carlo.why)
    if not monte_carlo.counts:
        return Distribution(name, record, why=(f"No amount recorded for {name} is a range, so its net present value does not vary.",))
    drawn = sum(monte_carlo.counts)
    rounding = money.rounding_of((*monte_carlo.edges, target))
    columns = tuple(
        HistogramColumn(
            float(low), float(high), 100 * count / drawn, f"{rounding.words(low)} to {rounding.words(high)}: {chance(count / drawn)}"
        )
        for (low, high), count in zip(pairwise(monte_carlo.edges), monte_carlo.counts, strict=True)
    )
    marks = [
        Mark(share, float(at), f"{share} below {rounding.words(at)}", f"{share} of the draws are below {rounding.words(at, running=True)}")
        for share, at in (("A tenth", monte_carlo.p10), ("Half", monte_carlo.p50), ("Nine tenths", monte_carlo.p90))
    ]
    if target is not None:
        marks.append(Mark("Target", float(target), f"Target {rounding.words(target)}", f"Target: {rounding.words(target, running=True)}"))
    return Distribution(name, record, columns, tuple(sorted(marks, key=lambda mark: mark.at)), _sentences(name, monte_carlo))


def distribution_words(parts: Distribution) -> str:
    """What the chart says, in sentences."""
    return " ".join(parts.sentences if parts.columns else parts.why)


def money_draws_words(run: MonteCarlo, *, together: bool = False) -> str:
    """What was drawn, for the note below a chart; `together` says that scenarios move some of the lines together."""
    alone = "on its own unless a scenario moves it with others, when one draw moves them all" if together else "on its own"
    return (f"From {run.draws:,} draws (seed {run.seed}). Each line is drawn once across its years, {alone}, and is likeliest at its "
            "most likely figure.")  # fmt: skip


def _sentences(name: str, monte_carlo: MonteCarlo) -> tuple[str, ...]:
    """The findings: the span of four draws in five, the middle, and the chance of being above £0."""
    low, middle, high = monte_carlo.p10, monte_carlo.p50, monte_carlo.p90
    if low is None or middle is None or high is None:
        return ()
    if low == high:
        return (f"The net present value of {name} is {money.rounded(middle, running=True)} in nearly every draw.",)
    rounding = money.rounding_of((low, middle, high))
    first, half, last = (rounding.words(each, running=True) for each in (low, middle, high))
    sentences = [
        f"The net present value of {name} is between {first} and {last} in four draws of five; half of the draws are below {half}."
    ]
    if monte_carlo.chance_positive is not None:
        sentences.append(f"It is above £0 in {_draws(monte_carlo.chance_positive)}.")
    return tuple(sentences)


def _draws(share: float) -> str:
    return {0.0: "no draw", 1.0: "every draw"}.get(share, f"{chance(share)} of draws")
