"""How much room a proposal has: its switching values, what moves it most, and what comes of drawing all that is uncertain."""

from __future__ import annotations

from decimal import Decimal

from desktop.appraisal.estimate import Estimate
from desktop.appraisal.findings.certainty import error_words, in_draws
from desktop.appraisal.findings.figures import pounds
from desktop.appraisal.findings.finding import (
    TARGETS,
    Figure,
    Finding,
    MoneyFigure,
    Named,
    Phrase,
    Record,
    Source,
    all_of,
    finding,
    joined,
    phrase,
    reason,
)
from desktop.appraisal.results import Money, MonteCarlo
from desktop.appraisal.savings.switching import Switching
from desktop.appraisal.savings.targets import target_name
from desktop.appraisal.savings.tornado import Driver, Tornado
from desktop.appraisal.wording import agreeing, listed, span

#: A change of this much and more is told as so many times the amount.
_MANY_TIMES = Decimal(10)
#: More targets than this are counted and not named each.
_MOST_TARGETS = 3
_TENTH = Decimal("0.1")


def room(who: Named, money: Money) -> list[Finding]:
    """How far costs, savings and delay could change before it stops being worth while, that is before its net present value is £0."""
    if money.switching is None:
        return []
    switching = money.switching.central
    on = "" if money.switching.low == switching == money.switching.high else ", on the most likely figures"
    parts = [(noun, change) for noun, change in (("costs", switching.costs), ("savings", switching.savings)) if change is not None]
    if len(parts) > 1 and switching.savings == -1:
        parts.pop()  # savings net of the costs: that nothing is gained when they are gone says nothing of how far they could fall
    if not parts:
        return []
    if not any(change for _, change in parts):
        return [
            finding(
                f"{{}} is only just worth while{on}: any change for the worse of its {' or '.join(noun for noun, _ in parts)} takes "
                "its net present value below £0.",
                who,
            )
        ]
    better = all((change > 0) == (noun == "costs") for noun, change in parts)
    (first, change), *rest = parts
    moved = phrase(f"The {first} of {{}} {'could' if better else 'would have to'} {{}}", who, _moves(change))
    more = joined([phrase(f", or its {noun} {{}},", _moves(change)) for noun, change in rest], "")
    if not better:
        return [finding(f"{{}}{{}} before it is worth while{on}.", moved, more)]
    return [finding(f"{{}}{{}} before it stops being worth while{on}.", moved, more), *_delay(who, switching)]


def drawn(who: Named, simulated: MonteCarlo | None) -> list[Finding]:
    """What a Monte Carlo simulation says of a net present value; nothing where it has not been run."""
    if simulated is None or simulated.p10 is None or simulated.p90 is None or simulated.chance_positive is None:
        return [] if simulated is None else undrawn(who, simulated)
    if simulated.p10 == simulated.p90:
        return []
    error = phrase("") if simulated.chance_positive in (0, 1) else phrase(", {}", Figure(error_words(simulated.error), simulated.error))
    findings = [
        finding(
            "With every uncertain amount of {} drawn {} times, its net present value is {} in eight draws of ten, and above £0 {}{}.",
            who,
            Figure(f"{simulated.draws:,}", simulated.draws),
            MoneyFigure(Estimate.between(simulated.p10, simulated.p90), simulated.p50),
            in_draws(simulated.chance_positive),
            error,
        )
    ]
    if simulated.chance_of_target is not None:
        findings.append(
            finding("{} {}.", _targets(simulated.targets), in_draws(simulated.chance_of_target, "of those draws"), beside=who.rests_on)
        )
    return findings


def undrawn(who: Named, monte_carlo: MonteCarlo) -> list[Finding]:
    """Why nothing was drawn, or what was left out of the draws."""
    return [reason(why, about=who) for why in monte_carlo.why]


def _targets(asked: tuple[tuple[str, str | None], ...]) -> Phrase:
    """Which targets are met; each by name, or how many of which indicators where they are many."""
    if len(asked) > _MOST_TARGETS:
        indicators = list(dict.fromkeys(indicator for indicator, _ in asked))
        sources = tuple(Source(TARGETS, indicator) for indicator in indicators)
        return phrase("All {} targets of {} are met", Figure(str(len(asked)), len(asked), sources), listed(indicators))
    names = [target_name(indicator, organisation) for indicator, organisation in asked]
    first, *rest = [
        Named(f"the {name[4:]}" if index and name.startswith("The ") else name, Record(TARGETS, indicator), (Source(TARGETS, indicator),))
        for index, (name, (indicator, _)) in enumerate(zip(names, asked, strict=True))
    ]
    return phrase("{} are all met", all_of([first, *rest])) if rest else phrase("{} is met", first)


def moves_most(who: Named, tornado: Tornado) -> list[Finding]:
    """What moves a net present value most, and what could move it without a known end."""
    findings = []
    loose = [f"‘{bar.name}’" for bar in tornado.bars if bar.is_open]
    if loose:
        shown = [*loose[:3], f"{len(loose) - 3} more"] if len(loose) > 3 else loose
        findings.append(
            finding(
                "How far {} could move the net present value of {} is not known: {} no lowest or no highest amount.",
                listed(shown),
                who,
                agreeing(loose, "it has", "they have"),
            )
        )
    widest = next((bar for bar in tornado.bars if bar.width), None)
    if widest is not None and widest.width is not None:
        what = f"‘{widest.name}’" if widest.driver is Driver.LINE else widest.name[:1].lower() + widest.name[1:]
        how = f": as it goes from {widest.worst} to {widest.best}, that value moves" if widest.driver is Driver.LINE else ","
        findings.append(
            finding(
                f"{'Of the rest, what' if loose else 'What'} moves the net present value of {{}} most is {{}}{{}} by {{}}.",
                who,
                what,
                how,
                pounds(widest.width),
            )
        )
    return findings + [reason(why, about=who) for why in tornado.why]


def _delay(who: Named, switching: Switching) -> list[Finding]:
    if switching.delay_years is None or switching.delay_years <= 0:
        return []
    return [
        finding(
            "The savings of {} could come {} late before it stops being worth while.",
            who,
            Figure(span(switching.delay_years), switching.delay_years),
        )
    ]


def _moves(change: Decimal) -> Figure:
    if change == -1:
        return Figure("fall to £0", change)
    return Figure(f"{'rise' if change > 0 else 'fall'} {_by(abs(change))}", change)


def _by(change: Decimal) -> str:
    if change >= _MANY_TIMES:
        return f"to {int(change + 1)} times what they are"
    shown = (change * 100).quantize(_TENTH)
    return f"by {f'{shown:,f}'.removesuffix('.0')}%" if shown else "by less than 0.1%"
