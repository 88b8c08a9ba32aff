"""What partners returned: how many answered, and how sure they are of each year. A return not made is no red; a blank year is no green."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from fractions import Fraction

from db.nouns import choices
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.wording import counted, listed
from desktop.appraisal.years import FinancialYear
from desktop.late_dataclass import dataclass

Rating = choices.Rating


#: What may stand for a rating in a cell, without capitals.
RATING_WORDS = {written: rating for rating in Rating for written in (rating.value.casefold(), rating.word)}


@dataclass(frozen=True, slots=True)
class Return:
    """One partner's return, or with a count and no organisation results that name nobody.

    `gains` are increases in ongoing annual net cashable value, in pounds, by the year each first accrues. `received` is `None` where
    nobody has said. Of one that is `withheld` a public paper does not say whether it came in: its gains count as not known.
    `not_public` is what a paper that is not for publication says of it.
    """

    organisation: str | None = None
    indicator: str = ""
    received: bool | None = None
    count: int = 1
    ratings: dict[FinancialYear, Rating] = field(default_factory=dict)
    gains: dict[FinancialYear, Estimate] = field(default_factory=dict)
    withheld: bool = False
    not_public: str = ""

    @property
    def came_in(self) -> bool:
        """Whether it was received: as recorded, else whether it says anything."""
        if self.withheld:
            return False
        return bool(self.ratings or self.gains) if self.received is None else self.received


@dataclass(frozen=True, slots=True)
class YearRatings:
    """How many returns rated one year how. `blank` came in and left it out; what did not come in is in none of them."""

    year: FinancialYear
    green: int = 0
    amber: int = 0
    red: int = 0
    blank: int = 0

    @property
    def rated(self) -> int:
        return self.green + self.amber + self.red

    def of(self, rating: Rating) -> int:
        """How many gave this rating."""
        return {Rating.GREEN: self.green, Rating.AMBER: self.amber, Rating.RED: self.red}[rating]


@dataclass(frozen=True, slots=True)
class IndicatorReturns:
    """The returns asked for on one indicator. `missing` are the organisations whose return has not come in.

    `withheld` returns are in none of the counts.
    """

    indicator: str
    expected: int
    received: int
    missing: tuple[str, ...]
    by_year: tuple[YearRatings, ...]
    named: tuple[Return, ...]
    why: tuple[str, ...] = ()
    withheld: int = 0

    @property
    def response_rate(self) -> Fraction | None:
        """Received over expected, a fraction of 1; `None` where none was asked for."""
        return Fraction(self.received, self.expected) if self.expected else None


@dataclass(frozen=True, slots=True)
class ReturnsSummary:
    """Every return of a case. Several indicators are added up; `missing` names each organisation once."""

    indicators: tuple[IndicatorReturns, ...] = ()

    @property
    def expected(self) -> int:
        return sum(each.expected for each in self.indicators)

    @property
    def received(self) -> int:
        return sum(each.received for each in self.indicators)

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for each in self.indicators for name in each.missing))

    @property
    def response_rate(self) -> Fraction | None:
        """Received over expected, a fraction of 1; `None` where none was asked for."""
        return Fraction(self.received, self.expected) if self.expected else None

    @property
    def by_year(self) -> tuple[YearRatings, ...]:
        """Every year that some return rated. An indicator that nobody rated in a year did not ask for it."""
        years = sorted({ratings.year for each in self.indicators for ratings in each.by_year})
        by_year = {year: [ratings for each in self.indicators for ratings in each.by_year if ratings.year == year] for year in years}
        return tuple(
            YearRatings(year, *(sum(getattr(each, key) for each in ratings) for key in ("green", "amber", "red", "blank")))
            for year, ratings in by_year.items()
        )

    @property
    def why(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(reason for each in self.indicators for reason in each.why))


def summarise(returns: Iterable[Return]) -> ReturnsSummary:
    """The returns by indicator, in the order recorded. Never raises."""
    returns_by_indicator: dict[str, list[Return]] = {}
    for each in returns:
        returns_by_indicator.setdefault(each.indicator, []).append(each)
    return ReturnsSummary(tuple(_of_indicator(indicator, own) for indicator, own in returns_by_indicator.items()))


def _of_indicator(indicator: str, returns: Sequence[Return]) -> IndicatorReturns:
    """One indicator's. Counts that name nobody are results of the returns that came in, or more returns where they are more than those.

    A row of counts may be of one year alone, so as many came in without a name as the year with most ratings has, or as a row without
    any rating says; they are never added to those that are named.
    """
    withheld = sum(each.withheld for each in returns)
    identified = [each for each in returns if each.organisation is not None]
    named = [each for each in identified if not each.withheld]
    counts = [each for each in returns if each.organisation is None and not each.withheld]
    ratings = [each for each in returns if each.came_in]
    years = sorted({year for each in ratings for year in each.ratings})
    counts_by_year = {
        year: {rating: sum(each.count for each in ratings if each.ratings.get(year) is rating) for rating in Rating} for year in years
    }
    most = max((sum(by_rating.values()) for by_rating in counts_by_year.values()), default=0)
    in_all = sum(each.count for each in counts if not each.ratings and each.received is not False)
    came = sum(each.came_in for each in named)
    received = max(came, most, in_all)
    missing = tuple(each.organisation for each in named if each.organisation is not None and not each.came_in)
    not_received = max(len(missing), sum(each.count for each in counts if each.received is False))
    by_year = tuple(
        YearRatings(year, by_rating[Rating.GREEN], by_rating[Rating.AMBER], by_rating[Rating.RED], received - sum(by_rating.values()))
        for year, by_rating in counts_by_year.items()
    )
    why = _at_odds(indicator, returns, came, most, in_all)
    if withheld:
        of = f" for {indicator}" if indicator else ""
        are, count = ("is", "counts") if withheld == 1 else ("are", "count")
        why.append(f"{counted(withheld, 'return')}{of} {are} withheld, and {count} neither as received nor as missing.")
    return IndicatorReturns(indicator, received + not_received, received, missing, by_year, tuple(identified), tuple(why), withheld)


def _at_odds(indicator: str, returns: Sequence[Return], came: int, most: int, in_all: int) -> list[str]:
    of = f" for {indicator}" if indicator else ""
    why = []
    for each in returns:
        if each.received is False and (each.ratings or each.gains):
            why.append(
                f"The return of {each.organisation or 'organisations not named'}{of} is recorded as not received, so what it says "
                "does not count."
            )
    if in_all and most > in_all:
        why.append(f"{counted(in_all, 'return')} came in{of} and one year has {counted(most, 'rating')}: one of the two is wrong.")
    elif came and max(most, in_all) > came:
        others = max(most, in_all) - came
        is_or_are = "is" if others == 1 else "are"
        why.append(
            f"{counted(came, 'return')}{of} {'is' if came == 1 else 'are'} named as received, and {others} more {is_or_are} counted "
            "that name nobody."
        )
    return why


def returned_gains(returns: Iterable[Return]) -> tuple[dict[str | None, dict[FinancialYear, Estimate]], tuple[str, ...]]:
    """The gains of the returns that came in, by organisation (`None`: not said whose) and year, and sentences on what is at odds.

    One organisation's gain of a year is counted once, though it stands in returns for several indicators; of two that differ the first
    counts, and a sentence says so.
    """
    gains: dict[str | None, dict[FinancialYear, Estimate]] = {}
    differ: dict[str, None] = {}
    for each in sorted(returns, key=lambda each: each.withheld):
        if not (each.came_in or each.withheld):
            continue
        for year, gain in each.gains.items():
            own = gains.setdefault(each.organisation, {})
            if each.organisation is None:
                own[year] = own[year] + gain if year in own else gain
            elif each.withheld:
                own.setdefault(year, gain)  # what is withheld is at odds with nothing
            elif own.setdefault(year, gain) != gain:
                differ[f"{each.organisation} in {year}"] = None
    why = (f"The returns for several indicators give different gains of {listed(list(differ))}: the first counts.",) if differ else ()
    return gains, why
