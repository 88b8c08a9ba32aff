"""What moves the net present value most, as the figures of its chart and in words. No ReportLab."""

from __future__ import annotations

from desktop.appraisal import money
from desktop.appraisal.estimate import Estimate, rounding_of
from desktop.appraisal.money import Rounding
from desktop.appraisal.savings.tornado import Bar, Driver, Tornado
from desktop.appraisal.wording import counted
from desktop.papers.charts.data.money_parts import TornadoBar, TornadoBars
from desktop.papers.content.wording import filled

#: More bars than this tell nothing that the widest do not.
MOST_BARS = 12


def tornado_parts(name: str, tornado: Tornado) -> TornadoBars:
    """A bar a driver, those with an open end first and then the widest; on the net present value, or without one on changes of it.

    At most `MOST_BARS`: the rest, which move it least, are counted in `why`.
    """
    record = f"money:{name}:npv"
    is_change = tornado.npv is None
    middle = 0.0 if tornado.npv is None else float(tornado.npv)
    shown = tornado.bars[:MOST_BARS]
    middles = [] if tornado.npv is None else [Estimate.exact(tornado.npv)]
    rounding = rounding_of([*(bar.change if is_change else bar.npv for bar in shown), *middles])
    words = "no change" if tornado.npv is None else rounding.words(tornado.npv)
    bars = tuple(_bar(name, bar, is_change, rounding) for bar in shown)
    rest = len(tornado.bars) - len(bars)
    rest_notes = (
        f"{counted(rest, 'more driver')} that {'moves' if rest == 1 else 'move'} it less {'is' if rest == 1 else 'are'} not drawn.",
    )
    nothing = f"No amount recorded for {name} is a range, so nothing moves its net present value."
    why = (*tornado.why, *(rest_notes if rest else ())) if bars or tornado.why else (nothing,)
    return TornadoBars(name, record, middle, words, bars, is_change, why)


def tornado_words(parts: TornadoBars) -> str:
    """What the chart says, in sentences."""
    if not parts.bars:
        return " ".join(parts.why)
    sentences = [f"What moves the net present value of {parts.name} most."]
    if not parts.is_change:
        sentences.append(f"Its most likely net present value is {parts.middle_words}.")
    return " ".join([*sentences, *(f"{bar.words}." for bar in parts.bars), *parts.why])


def _bar(name: str, bar: Bar, is_change: bool, rounding: Rounding) -> TornadoBar:
    placed = bar.change if is_change else bar.npv
    low, high = (None, None) if placed is None else (placed.low, placed.high)
    if low is None and high is None:
        label = "how far is not known" if bar.width is None else f"{money.rounded(bar.width)} from worst to best"
    else:
        label = f"{'not known' if low is None else rounding.words(low)} to {'not known' if high is None else rounding.words(high)}"
    what = "change of the net present value" if is_change else "net present value"
    if low is None and high is None:
        said = label if bar.width is not None else f"{what} not known"
    else:
        ends = ["with no lowest figure" if low is None else f"from {rounding.words(low, running=True)}",
                "with no highest figure" if high is None else f"to {rounding.words(high, running=True)}"]  # fmt: skip
        said = f"{what} {' '.join(ends)}"
    return TornadoBar(
        bar.name, f"money:{name}:{bar.driver}:{bar.name}", None if low is None else float(low), None if high is None else float(high),
        _ends(bar), label, f"{filled((bar.name, _ends(bar)))}: {said}",
    )  # fmt: skip


def _ends(bar: Bar) -> str:
    """What the driver is at its worst and at its best, in that order; its own name, and what both have in common, is said once."""
    if bar.driver is Driver.DELAY:
        return ""  # its name says it
    worst, best = (end.removeprefix(bar.name).strip() for end in (bar.worst, bar.best))
    if bar.driver is Driver.LINE:
        if bar.width is None:
            return f"{worst} at worst, {best} at best"
        return f"{worst} to {best}"
    before, after = worst.split(), best.split()
    if len(before) == len(after) and before[:-1] == after[:-1]:
        best = after[-1]
    return f"{worst} or {best[:1].lower()}{best[1:]}"
