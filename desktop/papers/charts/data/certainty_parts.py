"""What the charts of doubt are given: how scores follow one weight, how often each place is taken, how far the groups are apart,
score against money, and the value of a score. Plain figures with their records and words, as in `chart_parts`; no ReportLab.

Scores, values, weights and chances are 0 to 100, and money is pounds.
"""

from __future__ import annotations

from desktop.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class WeightLine:
    """One option's score as the weight of a criterion moves: `points` are (weight, score), and it runs straight between them."""

    name: str
    record: str
    points: tuple[tuple[float, float], ...]
    words: str
    benchmark: bool = False
    leader: bool = False
    barred: bool = False
    """Whether it cannot lead, whatever its score."""

    def score_at(self, weight: float) -> float:
        """The score at a weight."""
        for (left, low), (right, high) in zip(self.points, self.points[1:], strict=False):
            if weight <= right:
                return low + (high - low) * (weight - left) / (right - left) if right > left else high
        return self.points[-1][1]


@dataclass(frozen=True, slots=True)
class Lead:
    """Who is first between two weights of the criterion."""

    name: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class SwitchMark:
    """A weight at which the leader changes. `label` is what is printed at it: `Above 47%: Shared services`."""

    at: float
    label: str
    record: str
    words: str


@dataclass(frozen=True, slots=True)
class WeightLines:
    """The scores of every option against the weight of one criterion; `today` is its weight now.

    `leads` are in order of weight and cover 0 to 100; none where no option leads. `tied` are those that share first place today.
    """

    criterion: str
    record: str
    today: float
    today_label: str
    lines: tuple[WeightLine, ...] = ()
    switches: tuple[SwitchMark, ...] = ()
    leads: tuple[Lead, ...] = ()
    tied: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceBar:
    """How often one option took each place, the first place first; the chances add to 100."""

    name: str
    record: str
    chances: tuple[float, ...]
    words: str
    benchmark: bool = False
    leader: bool = False
    barred: bool = False
    """Whether it cannot lead, whatever its score."""


@dataclass(frozen=True, slots=True)
class Acceptability:
    """Rank acceptability, a bar an option in order of score. Without bars, `why` says why, in sentences."""

    bars: tuple[PlaceBar, ...] = ()
    draws: int = 0
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupMark:
    """Where one group's score lies on a criterion's own scale: 0 at its worst end and 100 at its best."""

    group: str
    place: float
    record: str
    words: str


@dataclass(frozen=True, slots=True)
class SpreadRow:
    """One criterion: each group's score, and all of them combined. `label` is printed after it; `far_apart` flags the row."""

    criterion: str
    record: str
    marks: tuple[GroupMark, ...]
    combined: float | None
    label: str
    words: str
    far_apart: bool = False


@dataclass(frozen=True, slots=True)
class Spread:
    """How far apart the groups are on one option, criterion by criterion."""

    option: str
    groups: tuple[str, ...] = ()
    rows: tuple[SpreadRow, ...] = ()


@dataclass(frozen=True, slots=True)
class NpvPoint:
    """One option where its score meets its net present value. A range is `low` below `high`; `efficient` lies on the frontier."""

    name: str
    record: str
    score: float
    score_low: float
    score_high: float
    npv: float
    npv_low: float | None
    npv_high: float | None
    words: str
    benchmark: bool = False
    leader: bool = False
    efficient: bool = False
    barred: bool = False
    """Whether it cannot lead, whatever its score."""


@dataclass(frozen=True, slots=True)
class ScoreByNpv:
    """Score against money. `unplaced` are sentences on the options that have no point, for want of a score or of a known amount."""

    points: tuple[NpvPoint, ...] = ()
    unplaced: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ValueMark:
    """The options with one combined score on a criterion, and the value it is given."""

    names: tuple[str, ...]
    record: str
    score: float
    value: float
    words: str


@dataclass(frozen=True, slots=True)
class ValueCurve:
    """A criterion's value function: `points` are (score, value) with rising scores, and it runs straight between them.

    `recorded` says that the points are the officer's own, and not just the ends of a straight line. `worst` and `best` are the ends
    of the scale; without them there is nothing to draw, and `why` says so.
    """

    criterion: str
    record: str
    points: tuple[tuple[float, float], ...] = ()
    recorded: bool = False
    worst: float | None = None
    best: float | None = None
    marks: tuple[ValueMark, ...] = ()
    why: str = ""
