"""What the new councils of each option come to, on which line the choice turns, and what council tax forgoes: in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from desktop.appraisal.case import FlowKind
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.findings.figures import as_recorded, figure, pounds
from desktop.appraisal.findings.finding import (
    FLOWS,
    NEW_COUNCILS,
    OPENING_POSITIONS,
    SUCCESSIONS,
    Figure,
    Finding,
    Source,
    costed,
    finding,
    option_named,
    organisation_named,
    reason,
)
from desktop.appraisal.money import to_pence
from desktop.appraisal.reorganisation.council_tax import largest_rise
from desktop.appraisal.reorganisation.opening import Opened
from desktop.appraisal.reorganisation.reorganised import Reorganisation, Reorganised
from desktop.appraisal.reorganisation.turning import FullEffect
from desktop.appraisal.why import Why
from desktop.appraisal.wording import counted, placed, span

_MADE_UP = Source(SUCCESSIONS), Source(NEW_COUNCILS)
_TAXED = Source(OPENING_POSITIONS), Source(NEW_COUNCILS)


def on_reorganisation(reorganisation: Reorganisation) -> list[Finding]:
    """Everything that is to be told of a reorganisation: what the choice turns on first, and last what cannot be."""
    return [
        *all_turned(reorganisation),
        *(each for option in reorganisation.options for each in taxed(option)),
        *(reason(why, *_MADE_UP) for option in reorganisation.options for why in option.why),
    ]


def all_turned(reorganisation: Reorganisation) -> list[Finding]:
    """What each option comes to, in the order of the options."""
    return [each for effect in reorganisation.effects for each in turned(effect)]


def turned(effect: FullEffect) -> list[Finding]:
    """What an option comes to a year, transformation apart, with the line on which that turns; then when it pays back."""
    return list(_of_effect(effect))


def turns_on(effect: FullEffect) -> Finding | None:
    """The same of an option that is named already, without its payback: as short as page one wants it."""
    turning, net = effect.turning, effect.reorganisation
    if turning is None or net.central is None:
        return None
    does = "saves {} a year more than it costs" if net.central > 0 else "costs {} a year more than it saves"
    words = f"Reorganisation by itself {does}. That turns on ‘{{}}’, {{}} a year: it breaks even at {{}}"
    figures: tuple[Figure | str, ...] = (
        figure(net if net.central > 0 else -net),
        turning.line,
        _recorded(turning.amount),
        _recorded(turning.breaks_even_at),
    )
    if turning.matches_at is None:
        return finding(words, *figures)
    side = "or less" if turning.kind is FlowKind.COST else "or more"
    return finding(f"{words}, and matches {{}} at {{}} {side}", *figures, costed(turning.best), _recorded(turning.matches_at))


def _recorded(amount: Decimal) -> Figure:
    return as_recorded(Estimate.exact(to_pence(amount)))


def _of_effect(effect: FullEffect) -> Iterator[Finding]:
    net, turning = effect.reorganisation, effect.turning
    if net.says_nothing:
        return
    named = costed(effect.option)
    if not net.is_point or not net.central:
        yield finding("Under {}, reorganisation comes to {} a year by {}, transformation apart.", named, figure(net), str(effect.year))
        return
    saves = net.central > 0
    size = figure(net if saves else -net)
    costs = "saves {} a year more than it costs" if saves else "costs {} a year more than it saves"
    if turning is None:
        yield finding(f"Under {{}}, reorganisation {costs} by {{}}, transformation apart.", named, size, str(effect.year))
        return
    recorded, level = _recorded(turning.amount), _recorded(turning.breaks_even_at)
    words = (
        f"Under {{}}, reorganisation {costs} by {{}}, transformation apart. That turns on ‘{{}}’, {{}} a year as recorded: "
        "at {} it would break even"
    )
    if turning.matches_at is not None:
        matches = _recorded(turning.matches_at)
        side = "or less" if turning.kind is FlowKind.COST else "or more"
        yield finding(
            f"{words}, and at {{}} {side} it would match {{}}.",
            *(named, size, str(effect.year), turning.line, recorded, level, matches, costed(turning.best)),
        )
    else:
        yield finding(f"{words}.", named, size, str(effect.year), turning.line, recorded, level)
    if effect.payback_years is not None:
        yield finding("Transformation apart, {} pays back in {}.", named, _time(effect.payback_years))


def _time(years: Decimal) -> Figure:
    return Figure(span(years) if years else "no time", years, (Source(FLOWS),))


def taxed(option: Reorganised) -> list[Finding]:
    """Of each new council what its council tax forgoes, the largest rise of any area, and a rise above the referendum limit."""
    return [each for council in option.councils for each in _of_tax(option.option, council)]


def _of_tax(option: str, council: Opened) -> Iterator[Finding]:
    tax, made = council.tax, council.made.council
    named = organisation_named(council.name, *_TAXED)
    yield from (reason(why, *_TAXED) for why in tax.why)
    limit = made.referendum_limit_percent
    if made.rise_percent is not None and limit is not None and made.rise_percent > limit:
        yield finding(
            "Under {}, a rise of {} a year in {} is above the referendum limit of {}.",
            *(option_named(option), percent(Fraction(made.rise_percent) / 100), named, percent(Fraction(limit) / 100)),
            action="Lower the rise, or plan for a referendum.",
        )
    if len(tax.areas) < 2 or not tax.years:
        return  # one area has one rate, and harmonises nothing
    area, number, rise = largest_rise(tax.areas, tax.years)
    first, last = tax.years[0], tax.years[-1]
    forgone = Decimal(tax.forgone.numerator) / Decimal(tax.forgone.denominator)
    yield finding(
        "Under {}, {} has one council tax from {}: {} is forgone in {} against the highest predecessor’s rate, "
        "and the largest rise of any area is {}, in {} in {}.",
        *(option_named(option), named, str(last.year), pounds(to_pence(forgone)), counted(len(tax.years), "year")),
        *(percent(rise), organisation_named(area), str(first.year.after(number - 1))),
    )
    yield from _of_areas(option, council)


def _of_areas(option: str, council: Opened) -> Iterator[Finding]:
    """How many areas pay more than today, and where harmonising by itself adds and takes off most."""
    tax = council.tax
    areas = tax.paid
    dearer = sum(each.last > tax.today(each.before) for each in areas)
    most, least = max(areas, key=lambda each: each.by_harmonising), min(areas, key=lambda each: each.by_harmonising)
    if most.by_harmonising <= 0:
        return
    yield finding(
        f"Under {{}}, {{}} of {{}} {'pays' if dearer == 1 else 'pay'} more at band D in {{}} than today. "
        "Harmonising adds most in {}, {}, and takes most off in {}, {}.",
        *(option_named(option), _of_all(dearer, len(areas)), organisation_named(council.name, *_TAXED)),
        *(str(tax.years[-1].year), organisation_named(most.name), _at_band_d(most.by_harmonising)),
        *(organisation_named(least.name), _at_band_d(-least.by_harmonising)),
    )


def _of_all(count: int, areas: int) -> Figure:
    if count == areas == 2:
        return Figure("both areas", count)
    return Figure(f"all {counted(areas, 'area')}" if count == areas > 1 else f"{count} of {counted(areas, 'area')}", count)


def _at_band_d(rate: Fraction) -> Figure:
    return _recorded(Decimal(rate.numerator) / Decimal(rate.denominator))


def percent(share: Fraction) -> Figure:
    """A fraction of 1 as a percentage to two places."""
    return Figure(f"{placed(share * 100, 2)}%", share)


def at_odds(reorganisation: Reorganisation) -> tuple[Why, ...]:
    """What of every option cannot be, or is not complete."""
    return tuple(why for option in reorganisation.options for why in option.why)
