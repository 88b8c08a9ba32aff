"""Use of resources scores, 1 to 4: how many have each, their mean, and what a harder assessment would leave. n/a is in no mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from fractions import Fraction

from desktop.late_dataclass import dataclass

#: The levels, the best first, and what the Audit Commission's criteria for the value for money score call them.
LEVELS = {
    4: "well above minimum requirements: performing strongly",
    3: "consistently above minimum requirements: performing well",
    2: "at only minimum requirements: adequate performance",
    1: "below minimum requirements: inadequate performance",
}
#: What a score is to reach: the level that the regional partnership and the districts aimed at.
AIM = 3


@dataclass(frozen=True, slots=True)
class ResourceScore:
    """One score of an organisation, or of a count of them that names nobody. `score` is `None` where the criterion does not apply.

    One that is `withheld` has no score that a public paper could tell, and is in no count and no mean.
    """

    criterion: str
    score: int | None
    organisation: str | None = None
    count: int = 1
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class ScoreSummary:
    """How many have each level. What does not apply is in `not_applicable` alone."""

    counts: dict[int, int]
    not_applicable: int = 0

    @property
    def scored(self) -> int:
        return sum(self.counts.values())

    @property
    def mean(self) -> Fraction | None:
        """The mean of the scores that apply; `None` where there is none."""
        return Fraction(sum(level * count for level, count in self.counts.items()), self.scored) if self.scored else None

    @property
    def at_aim(self) -> int:
        """How many are at level 3 or above."""
        return sum(count for level, count in self.counts.items() if level >= AIM)

    @property
    def share_at_aim(self) -> Fraction | None:
        return Fraction(self.at_aim, self.scored) if self.scored else None

    def after_drop(self) -> ScoreSummary:
        """The same scores one level lower each, as under a harder assessment; there is no level below 1."""
        dropped = dict.fromkeys(LEVELS, 0)
        for level, count in self.counts.items():
            dropped[max(level - 1, 1)] += count
        return ScoreSummary(dropped, self.not_applicable)


@dataclass(frozen=True, slots=True)
class ScoresOf:
    """The scores of one criterion or of one organisation."""

    name: str
    summary: ScoreSummary

    @property
    def meets_aim(self) -> bool | None:
        """Whether the mean over what applies reaches level 3; `None` where nothing applies."""
        mean = self.summary.mean
        return None if mean is None else mean >= AIM


@dataclass(frozen=True, slots=True)
class ResourceScores:
    """Every score of a case, together and apart."""

    summary: ScoreSummary = field(default_factory=lambda: ScoreSummary(dict.fromkeys(LEVELS, 0)))
    by_criterion: tuple[ScoresOf, ...] = ()
    by_organisation: tuple[ScoresOf, ...] = ()
    scores: tuple[ResourceScore, ...] = ()
    withheld: int = 0

    @property
    def after_drop(self) -> ScoreSummary:
        return self.summary.after_drop()


def league(recorded: Sequence[ResourceScore]) -> ResourceScores:
    """The scores counted, in the order recorded. Never raises."""
    scores = [each for each in recorded if not each.withheld]
    criteria = dict.fromkeys(each.criterion for each in scores)
    organisations = dict.fromkeys(each.organisation for each in scores if each.organisation is not None)
    return ResourceScores(
        counted_up(scores),
        tuple(ScoresOf(name, counted_up(each for each in scores if each.criterion == name)) for name in criteria),
        tuple(ScoresOf(name, counted_up(each for each in scores if each.organisation == name)) for name in organisations),
        tuple(scores),
        len(recorded) - len(scores),
    )


def counted_up(scores: Iterable[ResourceScore]) -> ScoreSummary:
    """How many of these have each level."""
    counts, beside = dict.fromkeys(LEVELS, 0), 0
    for each in scores:
        if each.score is None:
            beside += each.count
        else:
            counts[each.score] += each.count
    return ScoreSummary(counts, beside)
