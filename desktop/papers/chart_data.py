"""An appraisal as the figures of its charts, with the words that tell the same to those who cannot see them. No ReportLab."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from desktop.appraisal import money
from desktop.appraisal.estimate import Estimate, Kind
from desktop.appraisal.results import Appraisal, CriterionResult, GroupScore, Money, OptionResult, YearResult
from desktop.appraisal.sentences import points
from desktop.papers.chart_parts import Bounds, Dot, MoneyPart, OptionBar, PartKind, Segment, YearBar

#: More headings than this cannot be told apart by colour: the smallest are drawn as one.
MOST_SEGMENTS = 4
OTHER = "Other criteria"


def contribution_bars(appraisal: Appraisal) -> tuple[OptionBar, ...]:
    """One bar an option, best first, in parts by heading; one part where no criterion has a heading."""
    groups = _groups(appraisal)
    return tuple(_bar(appraisal, option, groups) for option in appraisal.ranked)


def contribution_words(appraisal: Appraisal) -> str:
    """What the chart of scores says, in sentences."""
    return words_of_bars(contribution_bars(appraisal))


def words_of_bars(bars: tuple[OptionBar, ...]) -> str:
    """The same, from bars that have been worked out."""
    if not bars:
        return "No options are recorded."
    return "Weighted score of each option out of 100, best first. " + " ".join(f"{bar.words}." for bar in bars)


def year_bars(name: str, held: Money) -> tuple[YearBar, ...]:
    """One bar a year of an option's or a project's money, against the benchmark. Empty where nothing is recorded."""
    return tuple(_year(name, year) for year in held.years)


def savings_words(name: str, held: Money) -> str:
    """What the chart of yearly savings says, in sentences."""
    if not held.years:
        return f"No costs or savings are recorded for {name}."
    return f"Savings and costs of {name} by year. " + " ".join(f"{bar.words}." for bar in year_bars(name, held))


def cumulative_words(name: str, held: Money) -> str:
    """What the chart of the running total says, in sentences."""
    if not held.years:
        return f"No costs or savings are recorded for {name}."
    told = "; ".join(f"{year.year} {year.cumulative.total_words(running=True)}" for year in held.years)
    return f"Running total of savings less costs of {name}: {told}."


def score_words(score: Fraction | None, low: Fraction | None, high: Fraction | None) -> str:
    """A score as a table or a chart prints it: `71`, `49 to 57`, or `no score`."""
    if low is not None and high is not None and high - low > Fraction(1, 2):
        return f"{_whole(low)} to {_whole(high)}"
    return "no score" if score is None else points(score)


def group_words(score: GroupScore) -> str:
    """One group's score as a table prints it."""
    return score_words(score.score, score.low, score.high)


def _whole(score: Fraction) -> str:
    return f"{float(score):.0f}"


def _groups(appraisal: Appraisal) -> list[tuple[str, tuple[str, ...]]]:
    """The headings with their weighted criteria, the smallest together where there are too many."""
    weighted = [criterion for criterion in appraisal.criteria if criterion.use == "weighted"]
    if not any(criterion.heading for criterion in weighted):
        return [("Score", tuple(criterion.name for criterion in weighted))]
    by_heading: dict[str, list[CriterionResult]] = {}
    for criterion in weighted:
        by_heading.setdefault(criterion.heading or criterion.name, []).append(criterion)
    weights = {heading: sum((criterion.weight for criterion in held), Fraction(0)) for heading, held in by_heading.items()}
    kept = set(by_heading)
    if len(by_heading) > MOST_SEGMENTS:
        kept = set(sorted(by_heading, key=lambda heading: -weights[heading])[: MOST_SEGMENTS - 1])
    groups = [(heading, tuple(criterion.name for criterion in held)) for heading, held in by_heading.items() if heading in kept]
    others = tuple(criterion.name for heading, held in by_heading.items() if heading not in kept for criterion in held)
    return [*groups, (OTHER, others)] if others else groups


def _bar(appraisal: Appraisal, option: OptionResult, groups: list[tuple[str, tuple[str, ...]]]) -> OptionBar:
    segments = []
    for heading, names in groups:
        brought = [option.contributions.get(name) for name in names]
        known = sum((value for value in brought if value is not None), Fraction(0))
        missing = sum(value is None for name, value in zip(names, brought, strict=True) if name in option.missing)
        told = f"{option.name}, {heading}: {points(known)} points" + (f", {missing} of its scores missing" if missing else "")
        segments.append(Segment(heading, float(known), f"option:{option.name}", told))
    label = score_words(option.score, option.score_low, option.score_high)
    leader = option.name == appraisal.leader
    state = ", the benchmark" if option.benchmark else ""
    state += ", which leads" if leader else ", not viable" if option.viable is False else ""
    parts = (
        f" ({', '.join(f'{segment.name} {segment.points:.0f}' for segment in segments)})"
        if len(segments) > 1 and option.score is not None
        else ""
    )
    words = f"{option.name}{state}: {label}{parts}"
    dots = tuple(
        Dot(group, _number(score.score), f"option:{option.name}", f"{option.name}, {group}: {group_words(score)}")
        for group, score in option.by_group.items()
    )
    return OptionBar(
        option.name,
        f"option:{option.name}",
        tuple(segments) if option.score is not None else (),
        _number(option.score),
        _number(option.score_low),
        _number(option.score_high),
        label,
        words,
        option.benchmark,
        leader,
        dots,
    )


def _number(score: Fraction | None) -> float | None:
    return None if score is None else float(score)


def _year(name: str, year: YearResult) -> YearBar:
    record = f"money:{name}:{year.year}"
    kinds = (
        (PartKind.CASHABLE, year.saving_cashable),
        (PartKind.NOT_CASHABLE, year.saving_non_cashable),
        (PartKind.NOT_STATED, year.saving_not_stated),
        (PartKind.INCOME, year.income),
        (PartKind.COST, -year.cost),
    )
    parts = tuple(
        MoneyPart(
            kind,
            bounds(amount),
            record,
            f"{year.year}, {kind.lower()}: {(-amount if kind is PartKind.COST else amount).total_words(running=True)}",
        )
        for kind, amount in kinds
        if not amount.is_nought
    )
    told = [f"{part.kind.lower()} {part.words.split(': ', 1)[1]}" for part in parts]
    words = f"{year.year}: " + (f"{'; '.join(told)}; net {year.net.total_words(running=True)}" if told else "nothing recorded")
    net = bounds(year.net)
    if not parts:
        net = Bounds(0.0, 0.0, "£0")
    return YearBar(str(year.year), record, parts, net, bounds(year.cumulative), year.net.unknown, words)


def bounds(amount: Estimate) -> Bounds:
    """An amount as a chart draws it; the floor of an amount that is not known is no figure, and is not drawn."""
    low, high = _pounds(amount.low), _pounds(amount.high)
    if amount.kind is Kind.NOT_KNOWN or (amount.unknown and high is None and low == 0):
        return Bounds(None, None, "not known")
    if amount.unknown and low is None and high == 0:
        return Bounds(None, None, "not known")
    return Bounds(low, high, _short_words(amount))


def _pounds(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)


def _short_words(amount: Estimate) -> str:
    """The shortest honest words: both ends of a range in one unit, and a bound as a bound."""
    if amount.low is None:
        return "not known" if amount.high is None else f"at most {_brief(amount, 'high')}"
    if amount.high is None:
        return f"at least {_brief(amount, 'low')}"
    if amount.low != amount.high:
        return f"{_brief(amount, 'low')} to {_brief(amount, 'high')}"
    return f"{'about ' if amount.approximate else ''}{_brief(amount, 'low')}"


def _brief(amount: Estimate, end: str) -> str:
    """One end of an amount in the unit that suits the larger: millions from £100,000 up, else pounds.

    What millions would round to nothing stays in pounds: £2,224 is not £0.
    """
    size = max(abs(value) for value in (amount.low, amount.high) if value is not None)
    value = amount.low if end == "low" else amount.high
    if value is None:
        return "not known"
    in_millions = size >= money.MILLION / 10 and (value == 0 or abs(value) >= money.MILLION / 100)
    return money.in_millions(value) if in_millions else money.pounds(money.to_pounds(value))
