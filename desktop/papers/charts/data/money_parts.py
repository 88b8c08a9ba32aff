"""What the charts of finance are given: when money comes back, what moves it, how it may turn out, who gains, targets and the budget gap.

Plain figures with their records and words, as in `chart_parts`; no ReportLab. Money is pounds and `None` is a bound that is open:
nothing is drawn for it, and the words say so. A chart of which nothing can be drawn says `why`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.papers.charts.data.parts import Bounds


def known_run(values: Sequence[float | None]) -> list[tuple[int, float]]:
    """The values from the first that is known up to the next that is not, each with its place."""
    run: list[tuple[int, float]] = []
    for index, value in enumerate(values):
        if value is not None:
            run.append((index, value))
        elif run:
            break
    return run


@dataclass(frozen=True, slots=True)
class RunningYear:
    """The running total at the end of one year: from the worst case, `low`, by the most likely to the best; `label` is brief."""

    year: str
    record: str
    low: float | None
    central: float | None
    high: float | None
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Crossing:
    """Where one case reaches £0 for good: `place` in years after the base year, `span` in years and months."""

    case: str
    place: float
    span: str
    words: str


@dataclass(frozen=True, slots=True)
class BreakEven:
    """The running total of savings less costs, and when each case breaks even. `is_range` is whether the cases differ."""

    name: str
    record: str
    years: tuple[RunningYear, ...] = ()
    crossings: tuple[Crossing, ...] = ()
    is_range: bool = False
    why: tuple[str, ...] = ()

    @property
    def is_bound(self) -> bool:
        """Whether it is known in several years, and in some only at one end, so that each year is drawn for itself."""
        known = [year for year in self.years if year.low is not None or year.high is not None]
        return len(known) > 1 and any(year.low is None or year.high is None for year in known)

    @property
    def is_line(self) -> bool:
        """Whether some case is known in two years or more on end, so that a line can be drawn; a bound is never one."""
        if any((year.low is None) != (year.high is None) for year in self.years):
            return False
        cases = ([year.low for year in self.years], [year.central for year in self.years], [year.high for year in self.years])
        return any(len(known_run(values)) > 1 for values in cases)


@dataclass(frozen=True, slots=True)
class TornadoBar:
    """One driver: `worst` and `best` are where the bar ends on the scale, `None` where it is open.

    `ends` says what the driver is at each end. A bar with neither end has no place on the scale, and `label` says how far it moves
    the result.
    """

    name: str
    record: str
    worst: float | None
    best: float | None
    ends: str
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class TornadoBars:
    """The bars round `middle`, the most likely net present value; where there is none, `middle` is 0 and bars are changes of it."""

    name: str
    record: str
    middle: float
    middle_words: str
    bars: tuple[TornadoBar, ...] = ()
    is_change: bool = False
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScenarioBar:
    """What the case comes to as recorded, or in one scenario; `label` is printed after its bar."""

    name: str
    record: str
    amount: Bounds
    is_recorded: bool
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class ScenarioBars:
    """The case as recorded, then each scenario in the order recorded; `what` is measured, which is not a present value without one."""

    name: str
    record: str
    what: str
    bars: tuple[ScenarioBar, ...] = ()
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HistogramColumn:
    """One column of a histogram: from `start` to `end` pounds, and what `share` of the draws, 0 to 100, fell there."""

    start: float
    end: float
    share: float
    words: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One amount marked on a scale of money: `A tenth`, `Target`. `label` is what is printed."""

    name: str
    at: float
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Distribution:
    """How the net present value turned out over the draws; `marks` in order of amount. `sentences` are its findings in sentences."""

    name: str
    record: str
    columns: tuple[HistogramColumn, ...] = ()
    marks: tuple[Mark, ...] = ()
    sentences: tuple[str, ...] = ()
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartnerBar:
    """One partner's yearly cost before and after. `change` is in words; `flag` is blank unless it pays more, or may, for no more."""

    name: str
    record: str
    before: Bounds | None
    after: Bounds | None
    change: str
    flag: str
    words: str


@dataclass(frozen=True, slots=True)
class PartnerBars:
    """The partners of one option or project."""

    owner: str
    record: str
    partners: tuple[PartnerBar, ...] = ()
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TargetBar:
    """One year's target beside what was gained; `label` says what is short or over."""

    year: str
    record: str
    target: Bounds
    gain: Bounds
    label: str
    is_short: bool | None
    words: str


@dataclass(frozen=True, slots=True)
class TargetBars:
    """A target and its progress. `sentences` are the mode, the total and what is still to find, in sentences."""

    name: str
    record: str
    years: tuple[TargetBar, ...] = ()
    sentences: tuple[str, ...] = ()
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GapBar:
    """One year's budget gap and its relief, of which `once` does not return; `label` says what is left to close."""

    year: str
    record: str
    gap: Bounds
    relief: Bounds
    once: Bounds
    label: str
    is_left: bool | None
    words: str


@dataclass(frozen=True, slots=True)
class GapBars:
    """The budget gap, and what an option or a project relieves it by."""

    name: str
    record: str
    years: tuple[GapBar, ...] = ()
    why: tuple[str, ...] = ()
