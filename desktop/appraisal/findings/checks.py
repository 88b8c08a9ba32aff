"""Quick wins, double counts, optimism bias, exit costs, and what the Section 151 officer still has to be told."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from desktop.appraisal.findings.figures import count, figure
from desktop.appraisal.findings.finding import (
    LEAVERS,
    SECTION_151,
    Figure,
    Finding,
    Named,
    Phrase,
    Source,
    all_of,
    finding,
    joined,
    phrase,
    reason,
)
from desktop.appraisal.results import Money
from desktop.appraisal.savings.double_counting import DoubleCount
from desktop.appraisal.savings.quick_wins import QuickWin
from desktop.appraisal.savings.redundancy import ExitCosts, difference_sentence
from desktop.appraisal.wording import span

_LEAVERS, _ANSWERS = Source(LEAVERS), Source(SECTION_151)


def quick(judged: tuple[QuickWin, ...], months: int, named: Callable[[str], Named]) -> list[Finding]:
    """The quick wins by name; nothing where there is nothing to judge. `named` names an option or a project."""
    if not any(one.is_quick is not None and one.months is not None for one in judged):
        return []
    wins = [named(one.name) for one in judged if one.is_quick]
    within = Figure(span(Decimal(months) / 12), months)
    beside = tuple(source for one in judged for source in named(one.name).rests_on)  # those not named are said to be none
    if not wins:
        return [finding("Nothing is shown to pay back in cash within {}.", within, beside=beside)]
    if len(wins) == 1:
        return [finding("The quick win, which pays back in cash within {}, is {}.", within, wins[0], beside=beside)]
    return [finding("The quick wins, which pay back in cash within {}, are {}.", within, all_of(wins), beside=beside)]


def counted_twice(pairs: Iterable[DoubleCount], named: Callable[[str], Named]) -> list[Finding]:
    """The projects whose savings may be counted twice; each pair's own finding is `same_saving`."""
    owners = [named(name) for name in dict.fromkeys(owner for one in pairs for owner in one.owners)]
    return [finding("Savings of {} may be counted twice.", all_of(owners), action="Check what they share.")] if owners else []


def same_saving(pair: DoubleCount, named: Callable[[str], Named]) -> Finding:
    """The two savings that may be one, and what to check."""
    return reason(pair.sentence, *(source for owner in pair.owners for source in named(owner).rests_on), about=named(pair.owners[0]))


def optimism_bias(who: Named, money: Money) -> list[Finding]:
    """Costs and benefits after optimism bias and before it, where there is any."""
    parts: list[Phrase] = []
    for noun, before, after in (
        ("costs", money.cost_before_optimism_bias, money.cost_after_optimism_bias),
        ("savings and income", money.benefit_before_optimism_bias, money.benefit_after_optimism_bias),
    ):
        if before is not None and after is not None and (before.low, before.central, before.high) != (after.low, after.central, after.high):
            whose = phrase(f"its {noun} ") if parts else phrase(f"the {noun} of {{}} are ", who)
            # Two bounds do not rule each other out, so the one is not said to stand instead of the other.
            than = "not" if before.high is not None and before.low is not None else "and without it"
            parts.append(phrase("{}{}, {} {}", whose, figure(after), than, figure(before)))
    return [finding("With optimism bias {}.", joined(parts, ", and "))] if parts else []


def leaving(costs: ExitCosts | None, beside: tuple[Source, ...] = (_LEAVERS,)) -> list[Finding]:
    """What redundancies come to by law, with pension strain, and where what is recorded for them differs.

    `beside` are the leavers, and the lines that pension strain and what is recorded for redundancies stand on.
    """
    if costs is None:
        return []
    strain = costs.pension_strain
    with_strain = phrase("")
    if strain.unknown == 0:
        with_strain = phrase(f", and pension strain {'is' if costs.statutory.says_nothing else 'to'} {{}}", figure(strain))
    pay = phrase("Statutory redundancy pay of {}", count(costs.leavers, "leaver"))
    due = (
        phrase("{} is not known", pay)
        if costs.statutory.says_nothing
        else (phrase("{} comes to {}", pay, Figure(costs.statutory.total_words(running=True, recorded=True), costs.statutory)))
    )
    differs = difference_sentence(costs)
    return [
        finding("{}{}.", due, with_strain, beside=beside),
        *([reason(differs, *beside)] if differs else []),
        *(reason(why, *beside) for why in costs.why),
    ]
