"""Value for money: points beside the benchmark's against money, who is on the frontier, and who is left out and why."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.appraisal.choice.value_for_money import LeftOut, OptionValue, ValueForMoney, value_for_money
from desktop.appraisal.findings.figures import figure
from desktop.appraisal.findings.finding import (
    ALL_SCORES,
    FLOWS,
    Figure,
    Finding,
    MoneyFigure,
    Phrase,
    Source,
    all_of,
    costed,
    finding,
    joined,
    phrase,
    reason,
    scored,
    valued,
)
from desktop.appraisal.results import Appraisal
from desktop.appraisal.wording import agreeing

#: Of more options than this a sentence names the best.
_MOST = 5
#: What an order of all options rests on, whichever of them it names.
_ALL = (*ALL_SCORES, Source(FLOWS))


def worth(appraisal: Appraisal, *, beside_table: bool = False) -> list[Finding]:
    """The order of value for money, the frontier with what beats the others, and who is left out; nothing without both money and scores.

    With `beside_table` the order and who is left out are not said, as the table of value for money beside it lists them.
    """
    comparison = _weighed_up(appraisal)
    if comparison is None:
        return []
    placed = [each for each in comparison.ordered if each.option != comparison.benchmark]
    findings = []
    if placed and comparison.benchmark is not None and not beside_table:
        each_has = [phrase("{} has {}", valued(each.option), _comes_to(each)) for each in placed[: _MOST if len(placed) > _MOST else None]]
        best = "" if len(placed) <= _MOST else f", the best {_MOST} of {len(placed)}"
        order = joined(each_has, "; ")
        findings.append(finding(f"Value for money beside {{}}{best}: {{}}.", valued(comparison.benchmark), order, beside=_ALL))
    if len([each for each in comparison.options if each.able]) > 1:
        findings += _frontier(comparison)
    left = [] if beside_table else _left_out(comparison)
    return [*findings, *left, *(reason(why, *_ALL) for why in comparison.why)]


def _comes_to(value: OptionValue) -> Phrase:
    """What an option comes to, its amount rounded as those of the sentence are; what a point costs is no amount like them."""
    if value.amount is None:
        return phrase(value.template)
    of_a_point = Figure(value.amount.figure_words(running=True), value.amount)
    return phrase(value.template, MoneyFigure(value.amount) if value.per_point is None else of_a_point)


def left_out(appraisal: Appraisal) -> list[Finding]:
    """Who is left out of value for money and why; nothing without both money and scores."""
    value = _weighed_up(appraisal)
    return [] if value is None else _left_out(value)


def _weighed_up(appraisal: Appraisal) -> ValueForMoney | None:
    if not any(option.money.years for option in appraisal.options if not option.benchmark):
        return None
    return value_for_money(appraisal) if any(option.score is not None for option in appraisal.options) else None


def _left_out(value: ValueForMoney) -> list[Finding]:
    alike: dict[tuple[LeftOut, str], list[OptionValue]] = {}
    for each in value.options:
        if each.left_out is not None:
            alike.setdefault((each.left_out, each.why), []).append(each)
    findings = []
    open_below = [options[0] for (why, _), options in alike.items() if why is LeftOut.OPEN_BELOW and len(options) == 1]
    if len(open_below) > 1:  # the figure of each is beside it wherever its money is told
        findings.append(
            finding(
                "{} are left out of value for money: how low the net present value of each could fall is not known.",
                all_of([costed(each.option) for each in open_below]),
            )
        )
        alike = {why: options for why, options in alike.items() if options[0] not in open_below}
    return findings + [_lacking(why, options) for (why, _), options in alike.items()]


def _lacking(why: LeftOut, options: Sequence[OptionValue]) -> Finding:
    """Options that are left out for one reason: for want of a score, or by what their money is."""
    names = all_of([(scored if why is LeftOut.NO_SCORE else costed)(each.option) for each in options])
    words, npv = why.of_one if len(options) == 1 else why.of_several, options[0].npv
    lack = phrase(words, figure(npv)) if "{}" in words and npv is not None else phrase(words)
    return finding("{} {} left out of value for money: {}.", names, agreeing(options, "is", "are"), lack)


def _frontier(comparison: ValueForMoney) -> list[Finding]:
    frontier = all_of([valued(name) for name in comparison.frontier])
    among = "Among the options that can be compared, no" if any(each.why for each in comparison.options) else "No"
    off = [each for each in comparison.options if each.beaten_by]
    if not off:
        return [
            finding(
                f"{among} option is beaten on points and on money together, so the choice between them is what a point is worth.",
                beside=_ALL,
            )
        ]
    if len(off) > _MOST:
        return [
            finding(f"{among} option beats {{}} on points and on money together.", frontier, beside=_ALL),
            finding(
                "Each of the other {} options that can be compared has no more points and no more money to show than one of these.",
                Figure(str(len(off)), len(off)),
                beside=_ALL,
            ),
        ]
    beaten: dict[tuple[str, ...], list[str]] = {}
    for each in off:
        beaten.setdefault(each.beaten_by, []).append(each.option)
    return [
        finding(f"{among} option beats {{}} on points and on money together.", frontier, beside=_ALL),
        *(
            finding(
                "{} {} no more points and no more money to show than {}.",
                all_of([valued(name) for name in names]),
                agreeing(names, "has", "have"),
                all_of([valued(name) for name in by]),
            )
            for by, names in beaten.items()
        ),
    ]
