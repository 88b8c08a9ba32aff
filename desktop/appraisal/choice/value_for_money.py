"""Value for money: each option's points against its money, both beside the benchmark's. Cost stays out of the score and is set against it.

Department for Communities and Local Government, Multi-criteria analysis: a manual, 2009: where costs are kept apart from the criteria
of benefit, options are compared by benefit gained beside cost, and those that another betters on both are set aside. Money is the net
present value against the benchmark, as HM Treasury's Green Book compares options with business as usual.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from decimal import Decimal
from enum import Enum, StrEnum
from fractions import Fraction

from desktop.appraisal.choice.sensitivity import frontier
from desktop.appraisal.estimate import ZERO, Estimate
from desktop.appraisal.kept import for_the_same
from desktop.appraisal.results import Appraisal, OptionResult
from desktop.appraisal.why import Why
from desktop.appraisal.wording import difference, out_of_100
from desktop.late_dataclass import dataclass


class Standing(StrEnum):
    """How an option stands beside the benchmark, in points and in net present value."""

    BETTER_ON_BOTH = "better on both"
    POINTS_AT_A_COST = "more points at a cost"
    THE_SAME = "the same"
    SAVES_FOR_POINTS_LOST = "saves, for points lost"
    WORSE_ON_BOTH = "worse on both"


class LeftOut(Enum):
    """Why an option has no place: as it is said of one, then of several. `{}` is its net present value."""

    NO_SCORE = "it has no score", "they have no score"
    NO_NPV = "its net present value cannot be worked out", "the net present value of each cannot be worked out"
    NO_MONEY = "no costs or savings are recorded for it", "no costs or savings are recorded for them"
    NOT_KNOWN = "its net present value is not known", "the net present value of each is not known"
    OPEN_BELOW = (
        "its net present value is {}, and how low it could fall is not known",
        "the net present value of each is {}, and how low it could fall is not known",
    )
    OPEN_ABOVE = (
        "its net present value is {}, and how high it could go is not known",
        "the net present value of each is {}, and how high it could go is not known",
    )
    NO_CENTRAL = (
        "its net present value is {}, with no most likely figure",
        "the net present value of each is {}, with no most likely figure",
    )

    @property
    def of_one(self) -> str:
        return self.value[0]

    @property
    def of_several(self) -> str:
        return self.value[1]


@dataclass(frozen=True, slots=True)
class OptionValue:
    """One option beside the benchmark.

    `points` are gained (lost where below 0), `npv` is against the benchmark. `per_point` is in pounds: what a point gained costs, or
    what each point lost saves, a range where the NPV is one; `None` where neither is traded for the other. `certain` says that the
    standing holds over the whole range of the NPV, not at its central figure alone. `place` is its place in the order (1, 1, 3), `None`
    where it is left out, and then `left_out` says why. `beaten_by` are those with as many points and as high an NPV, and more of one.
    `template` is what it comes to with its `amount` for `{}`, such as `12 points more, at a cost of {} a point`. `shown_points` are
    the points gained as the two scores subtract when they are printed, to `places` decimals.
    """

    option: str
    points: Fraction | None
    npv: Estimate | None
    standing: Standing | None = None
    per_point: Estimate | None = None
    certain: bool = True
    place: int | None = None
    on_frontier: bool = False
    beaten_by: tuple[str, ...] = ()
    template: str = ""
    amount: Estimate | None = None
    shown_points: Fraction | None = None
    places: int = 1
    left_out: LeftOut | None = None

    @property
    def words(self) -> str:
        """What it comes to; its figure alone where a sentence has others beside it."""
        return self.template if self.amount is None else self.template.format(self.amount.figure_words(running=True))

    @property
    def why(self) -> str:
        """Why it is left out, as the end of a sentence; blank where it is not."""
        if self.left_out is None:
            return ""
        return self.left_out.of_one.format("" if self.npv is None else self.npv.figure_words(running=True))

    @property
    def able(self) -> bool:
        """Whether it has both a score and a most likely net present value, and so can be compared at all."""
        return self.left_out is None


@dataclass(frozen=True, slots=True)
class ValueForMoney:
    """Every option in the case's order. `benchmark` is `None` where none is marked, and then nothing is placed. `frontier` is in the
    case's order too: no other option has as high a score and NPV, and one of them higher."""

    benchmark: str | None
    options: tuple[OptionValue, ...]
    frontier: tuple[str, ...] = ()
    why: tuple[str, ...] = ()

    @property
    def ordered(self) -> tuple[OptionValue, ...]:
        """Those that have a place, the best first."""
        return tuple(sorted((each for each in self.options if each.place is not None), key=lambda each: each.place or 0))


@for_the_same(lambda appraisal: (appraisal.options,))
def value_for_money(appraisal: Appraisal) -> ValueForMoney:
    """Each option beside the benchmark, by points gained and by net present value, and the order that makes.

    First come those that are better on both, by points gained, then net present value; then those that gain points at a cost, the
    cheapest point first (cost-effectiveness, as the Green Book ranks what is not valued in money); then the benchmark and its like; then
    those that save for points lost, the most saved for a point first; last those that are worse on both. What a point is worth is for
    members to say, so between the second and the fourth of these no order is more than a convention; but whatever it is worth, no option
    stands before one that betters it on both. Central figures place an option; one whose NPV has an open bound or no most likely figure
    is left out, and says so. Whether an option may lead has no part in it, as with ranks.
    """
    benchmark = next((option for option in appraisal.options if option.benchmark), None)
    base = benchmark.score if benchmark is not None else None
    efficient = frontier(appraisal)
    judged = [_option(option, base) for option in appraisal.options]
    steps = {score: step for step, score in enumerate(sorted({each.score for each in appraisal.options if each.score is not None}))}
    totals = {option.name: steps[option.score] if option.score is not None else None for option in appraisal.options}
    central = {each.option: each.npv.central for each in judged if each.able and each.npv is not None}
    options = [replace(each, on_frontier=each.option in efficient, beaten_by=_beaten_by(each.option, totals, central)) for each in judged]
    keys = {each.option: _key(each) for each in options if each.standing is not None}
    in_order = sorted(keys.values())
    placed = tuple(replace(each, place=1 + bisect_left(in_order, keys[each.option])) if each.option in keys else each for each in options)
    return ValueForMoney(benchmark.name if benchmark is not None else None, placed, efficient, _why(benchmark))


def _why(benchmark: OptionResult | None) -> tuple[str, ...]:
    if benchmark is None:
        return (Why("No option is marked as the benchmark, so there is nothing to set points gained and money against.", "Mark one."),)
    if benchmark.score is None:
        return (f"{benchmark.name} is the benchmark and has no score, so the points the others gain are not known.",)
    return ()


def _option(option: OptionResult, base: Fraction | None) -> OptionValue:
    """One option before its place. `base` is the benchmark's score, `None` where it is not known."""
    npv = ZERO if option.benchmark else option.money.npv
    gained = None if option.score is None or base is None else option.score - base
    shown = None if option.score is None or base is None else difference(option.score, base, option.places)
    left_out = _left_out(option, npv)
    if left_out is not None or gained is None or npv is None or npv.low is None or npv.central is None or npv.high is None:
        return OptionValue(option.name, gained, npv, shown_points=shown, places=option.places, left_out=left_out)
    standings = [_standing(gained, amount) for amount in (npv.central, npv.low, npv.high)]
    certain = len(set(standings)) == 1
    traded = standings[0] in (Standing.POINTS_AT_A_COST, Standing.SAVES_FOR_POINTS_LOST)
    per_point = None
    if traded:
        amount = -npv if gained > 0 else npv
        per_point = amount.scaled(Decimal(gained.denominator) / Decimal(abs(gained.numerator))).to_pence()
    words: tuple[str, Estimate | None] = ("the benchmark", None)
    if not option.benchmark and shown is not None:
        size = f"{out_of_100(abs(shown), option.places)} points" if shown else "less than a tenth of a point"
        words = _words(standings[0], gained, size, npv, per_point, certain=certain)
    return OptionValue(
        option.name, gained, npv, standings[0], per_point, certain,
        template=words[0], amount=words[1], shown_points=shown, places=option.places,
    )  # fmt: skip


def _left_out(option: OptionResult, npv: Estimate | None) -> LeftOut | None:
    if option.score is None:
        return LeftOut.NO_SCORE
    if npv is None:
        return LeftOut.NO_NPV if option.money.years else LeftOut.NO_MONEY
    if npv.says_nothing:
        return LeftOut.NOT_KNOWN
    if npv.low is None or npv.high is None:
        return LeftOut.OPEN_BELOW if npv.low is None else LeftOut.OPEN_ABOVE
    return None if npv.central is not None else LeftOut.NO_CENTRAL


def _standing(gained: Fraction, npv: Decimal) -> Standing:
    if not gained and not npv:
        return Standing.THE_SAME
    if gained >= 0 and npv >= 0:
        return Standing.BETTER_ON_BOTH
    if gained <= 0 and npv <= 0:
        return Standing.WORSE_ON_BOTH
    return Standing.POINTS_AT_A_COST if gained > 0 else Standing.SAVES_FOR_POINTS_LOST


def _words(
    standing: Standing, gained: Fraction, size: str, npv: Estimate, per_point: Estimate | None, *, certain: bool
) -> tuple[str, Estimate | None]:
    """What it comes to, with `{}` for an amount; `size` is how many points are gained or lost."""
    more = "as many points" if not gained else f"{size} {'more' if gained > 0 else 'fewer' if size[0].isdigit() else 'less'}"
    if not certain and npv.low is not None and npv.high is not None:
        return f"{more} and a net present value anywhere from {{}} against its own", replace(npv, assumed_floor=False)
    if per_point is not None:
        return f"{more}, at a cost of {{}} a point" if gained > 0 else f"{more}, and saves {{}} for each point lost", per_point
    if npv.is_nought:
        return more if standing is Standing.THE_SAME else f"{more} for the same money", None
    amount = npv if standing is Standing.BETTER_ON_BOTH else -npv
    higher = "higher" if standing is Standing.BETTER_ON_BOTH else "lower"
    return f"{more} and a net present value {{}} {higher}", amount


def _beaten_by(name: str, totals: dict[str, int | None], central: dict[str, Decimal | None]) -> tuple[str, ...]:
    score, worth = totals[name], central.get(name)
    if score is None or worth is None:
        return ()
    names = []
    for other, theirs in central.items():
        rival = totals[other]
        if rival is not None and theirs is not None and rival >= score and theirs >= worth and (rival > score or theirs > worth):
            names.append(other)
    return tuple(names)


def _key(each: OptionValue) -> tuple[Fraction, ...]:
    """What puts it in order: less is better. Its standing, then its figures by that standing."""
    gained = each.points or Fraction(0)
    npv = Fraction(each.npv.central) if each.npv is not None and each.npv.central is not None else Fraction(0)
    match each.standing:
        case Standing.POINTS_AT_A_COST:
            return Fraction(1), -npv / gained
        case Standing.THE_SAME:
            return (Fraction(2),)
        case Standing.SAVES_FOR_POINTS_LOST:
            return Fraction(3), npv / gained
        case Standing.WORSE_ON_BOTH:
            return Fraction(4), -gained, -npv
        case _:
            return Fraction(0), -gained, -npv
