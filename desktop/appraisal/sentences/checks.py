"""Quick wins, double counts, optimism bias, exit costs, and what the Section 151 officer still has to be told."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.appraisal.estimate import Estimate
from desktop.appraisal.results import Money
from desktop.appraisal.savings import double_counting, quick_wins
from desktop.appraisal.savings.double_counting import DoubleCount
from desktop.appraisal.savings.quick_wins import QuickWin
from desktop.appraisal.savings.redundancy import ExitCosts, difference_told
from desktop.appraisal.savings.section151 import Answered, Status
from desktop.appraisal.wording import agreeing, counted, listed


def quick(wins: tuple[QuickWin, ...], months: int) -> list[str]:
    """The quick wins by name; nothing where there is nothing to judge."""
    return [quick_wins.told(wins, months)] if any(one.is_quick is not None and one.months is not None for one in wins) else []


def counted_twice(pairs: Iterable[DoubleCount]) -> list[str]:
    """The projects whose savings may be counted twice; each pair's own sentence is `DoubleCount.sentence`."""
    sentence = double_counting.summary(pairs)
    return [f"{sentence.removesuffix('.')}: check what they share."] if sentence else []


def optimism_bias(name: str, money: Money) -> list[str]:
    """Costs and benefits after optimism bias and before it, where there is any."""
    parts: list[str] = []
    for noun, before, after in (
        ("costs", money.cost_before_optimism_bias, money.cost_after_optimism_bias),
        ("savings and income", money.benefit_before_optimism_bias, money.benefit_after_optimism_bias),
    ):
        if before is not None and after is not None and (before.low, before.central, before.high) != (after.low, after.central, after.high):
            whose = f"its {noun}" if parts else f"the {noun} of {name}"
            # Two bounds do not rule each other out, so the one is not said to stand instead of the other.
            than = "not" if before.high is not None and before.low is not None else "and without it"
            parts.append(f"{whose} {'' if parts else 'are '}{_figure(after)}, {than} {_figure(before)}")
    return [f"With optimism bias {', and '.join(parts)}."] if parts else []


def leaving(costs: ExitCosts | None) -> list[str]:
    """What redundancies come to by law, with pension strain, and where what is recorded for them differs."""
    if costs is None:
        return []
    strain = costs.pension_strain
    with_strain = f", and pension strain {'is' if costs.statutory.says_nothing else 'to'} {_figure(strain)}" if strain.unknown == 0 else ""
    pay = f"Statutory redundancy pay of {counted(costs.leavers, 'leaver')}"
    due = f"{pay} is not known" if costs.statutory.says_nothing else f"{pay} comes to {costs.statutory.total_words(running=True)}"
    differs = difference_told(costs)
    return [f"{due}{with_strain}.", *([differs] if differs else []), *costs.why]


def checked(checks: tuple[Answered, ...]) -> list[str]:
    """How many of the Section 151 officer's checks stand, and which are open."""
    if not checks:
        return []
    still = [one.title for one in checks if one.is_open]
    done = len(checks) - len(still)
    if not still:
        return [f"All {len(checks)} of the Section 151 officer’s checks are shown by the records or answered."]
    asked = [one.title for one in checks if one.is_open and one.status is Status.ASKED]
    lacking = [one.title for one in checks if one.is_open and one.status is Status.LACKING]
    sentences = [f"Of the Section 151 officer’s {len(checks)} checks {done} {'is' if done == 1 else 'are'} shown or answered."]
    if lacking:
        sentences.append(f"The records lack something for {listed(lacking)}.")
    if asked:
        sentences.append(f"{listed(asked)} {agreeing(asked, 'is', 'are')} for the officer to answer.")
    return sentences


def _figure(amount: Estimate) -> str:
    return amount.to_pence().figure_words(running=True)
