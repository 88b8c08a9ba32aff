"""How well partners fit: the factors scored for and against each, how alike its profile is to ours, and who is on the shortlist and why.

The likeness is Ruzicka's similarity taken measure by measure: the smaller number over the larger, 1 where they are equal and 0 where one
of them is nothing; words are alike or not. The likeness of two profiles is the plain mean over the measures that both have. That likes
attract is what is asked (Harborough's “Opposites don't attract”); the formula is ours, for that report prints none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from desktop.appraisal.wording import counted, listed, placed
from desktop.late_dataclass import dataclass

#: A factor's score is from 0, wholly against, to this, wholly for.
MOST = 10
#: A partner is on the shortlist where its factors tell for it more than against it.
HALF_WAY = Fraction(MOST, 2)

FORMULA = (
    "How alike two councils are is the smaller figure divided by the larger, measure by measure, or 1 where words agree and 0 where "
    "they do not; the measures that both have count the same."
)


@dataclass(frozen=True, slots=True)
class Factor:
    """One reason for or against a partner; of no organisation it is asked of every partner. `score` is 0 to 10, `None` not scored.

    Of one that is `withheld` a public paper does not say whether it is scored.
    """

    name: str
    organisation: str | None = None
    score: Decimal | None = None
    evidence: str = ""
    says_so: str = ""
    applies: bool | None = None
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class MeasureLikeness:
    """One measure of both profiles, as recorded, and how alike they are: 0 to 1."""

    measure: str
    ours: str
    theirs: str
    likeness: Fraction


@dataclass(frozen=True, slots=True)
class PartnerFit:
    """One partner. `mean` is over the factors that apply and are scored; `place` is its place by that mean, `None` without one."""

    organisation: str
    factors: tuple[Factor, ...] = ()
    mean: Fraction | None = None
    measures: tuple[MeasureLikeness, ...] = ()
    likeness: Fraction | None = None
    place: int | None = None
    why: str = ""

    @property
    def shortlisted(self) -> bool:
        return self.mean is not None and self.mean > HALF_WAY


@dataclass(frozen=True, slots=True)
class Fit:
    """Every partner that a factor or a profile is recorded of, those with a place first. `asked` are the factors of no partner."""

    partners: tuple[PartnerFit, ...] = ()
    asked: tuple[Factor, ...] = ()

    @property
    def shortlist(self) -> tuple[PartnerFit, ...]:
        return tuple(each for each in self.partners if each.shortlisted)


def fit(factors: Sequence[Factor], profiles: Mapping[str, Mapping[str, str]], own: str | None) -> Fit:
    """How well each partner fits; `profiles` are measures in words or figures by organisation, `own` the council they are held against.

    Never raises.
    """
    names = dict.fromkeys([*(each.organisation for each in factors if each.organisation), *profiles])
    scored = []
    for name in names:
        if name == own:
            continue
        mine = tuple(each for each in factors if each.organisation == name)
        measures = likeness_of(profiles.get(own, {}), profiles.get(name, {})) if own is not None else ()
        if not mine and not measures:
            continue
        scores = [Fraction(each.score) for each in mine if each.applies is not False and each.score is not None]
        mean = sum(scores, Fraction(0)) / len(scores) if scores else None
        alike = sum((each.likeness for each in measures), Fraction(0)) / len(measures) if measures else None
        scored.append(PartnerFit(name, mine, mean, measures, alike))
    ranked = sorted(scored, key=lambda each: (each.mean is None, -(each.mean or 0)))
    placed_ = [_placed(each, ranked) for each in ranked]
    return Fit(tuple(placed_), tuple(each for each in factors if each.organisation is None))


def likeness_of(ours: Mapping[str, str], theirs: Mapping[str, str]) -> tuple[MeasureLikeness, ...]:
    """How alike two profiles are on each measure that both have, whatever its capitals. Never raises."""
    known = {name.casefold(): value for name, value in theirs.items() if value}
    return tuple(
        MeasureLikeness(name, value, known[name.casefold()], _alike(value, known[name.casefold()]))
        for name, value in ours.items()
        if value and name.casefold() in known
    )


def _alike(ours: str, theirs: str) -> Fraction:
    first, second = _number(ours), _number(theirs)
    if first is None or second is None or first < 0 or second < 0:
        return Fraction(int(ours.strip().casefold() == theirs.strip().casefold()))
    largest = max(first, second)
    return min(first, second) / largest if largest else Fraction(1)


def _number(text: str) -> Fraction | None:
    plain = text.replace(",", "").strip().removesuffix("%")
    whole, point, part = plain.partition(".")
    if not (whole + part).isdecimal() or not (whole + part).isascii() or (point and not part) or len(plain) > 40:
        return None
    return Fraction(plain if whole else f"0{plain}")


def _placed(each: PartnerFit, ranked: Sequence[PartnerFit]) -> PartnerFit:
    place = None if each.mean is None else 1 + sum(other.mean is not None and other.mean > each.mean for other in ranked)
    return PartnerFit(each.organisation, each.factors, each.mean, each.measures, each.likeness, place, _why(each))


def _why(each: PartnerFit) -> str:
    """One sentence: the mean and what it is made of, what tells most for and against, and how alike the profiles are."""
    scored = [(factor.name, factor.score) for factor in each.factors if factor.applies is not False and factor.score is not None]
    beside = [factor for factor in each.factors if factor.applies is False]
    withheld = sum(factor.withheld for factor in each.factors)
    unscored = len(each.factors) - len(scored) - len(beside) - withheld
    reasons = []
    if each.mean is not None:
        best, worst = max(scored, key=lambda named_mean: named_mean[1]), min(scored, key=lambda named_mean: named_mean[1])
        ends = f", most for it {best[0]} ({best[1]:f}) and least {worst[0]} ({worst[1]:f})" if best[1] != worst[1] else ""
        reasons.append(f"{placed(each.mean, 1)} of {MOST} on the mean of {counted(len(scored), 'factor')}{ends}")
        if unscored:
            reasons.append(f"{unscored} not scored")
    elif unscored:
        reasons.append(f"{counted(unscored, 'factor')} recorded and none scored, so nothing places it among the others")
    if withheld:
        reasons.append(f"{counted(withheld, 'factor')} withheld")
    if beside:
        reasons.append(f"{listed([factor.name for factor in beside])} left out as not applying")
    if each.likeness is not None:
        reasons.append(f"its profile is {placed(each.likeness * 100, 0)}% like ours over {counted(len(each.measures), 'measure')}")
    return f"{'; '.join(reasons)}." if reasons else ""
