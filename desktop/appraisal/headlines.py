"""The headline figures of a case: each a figure in words, what it is, and its kind. Never a point where the record is a bound."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from desktop.appraisal.estimate import Estimate, Kind
from desktop.appraisal.money import MILLION
from desktop.appraisal.partners.apportionment import PartnerResult
from desktop.appraisal.results import Appraisal, Money, OptionResult
from desktop.appraisal.savings.finance import Finance
from desktop.appraisal.wording import counted, score_words, span

_MOST = 5
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


@dataclass(frozen=True, slots=True)
class HeadlineFigure:
    """`figure` may be words, such as "not known"; `kind` says how sure it is."""

    figure: str
    what: str
    kind: str


def headlines(appraisal: Appraisal) -> tuple[HeadlineFigure, ...]:
    """Up to five figures: the leader's score and the runner-up's, what the option in question saves, is worth and pays back.

    A case about a target leads with what is asked and what is still to find, and with its projects together where no option has money;
    one that is shared tells how many partners would pay more for less. The runner-up gives way to these.
    """
    scores, about = _scores(appraisal), [*_targets(appraisal.finance), *_partners(appraisal.finance)]
    option, finance = option_in_question(appraisal), appraisal.finance
    money: list[HeadlineFigure] = []
    if option is not None:
        money = _money(option.name, option.money)
    elif finance is not None and finance.owner is not None:
        money_of_owner = finance.money_of(finance.owner)
        money = _money(finance.name, money_of_owner) if money_of_owner is not None and money_of_owner.years else []
    if option is None:
        return tuple([*scores, *about, *money][:_MOST])
    room = _MOST - len(about)
    return tuple([*(scores if len(scores) + len(money) <= room else scores[:1]), *money, *about][:_MOST])


def option_in_question(appraisal: Appraisal) -> OptionResult | None:
    """The preferred option where it has money recorded, else the leader, else the best ranked that has."""
    able = [option for option in appraisal.ranked if option.money.years and not option.benchmark]
    preferred = [option for option in able if option.preferred]
    leading = [option for option in able if option.name == appraisal.leader]
    return next(iter([*preferred, *leading, *able]), None)


def _targets(finance: Finance | None) -> list[HeadlineFigure]:
    """What the first indicator asks for in all, and what of that is still to find; the first organisation's where none is in all."""
    progress = () if finance is None else finance.progress
    target = next((each for each in progress if each.organisation is None), next(iter(progress), None))
    if target is None or not target.years:
        return []
    whose = f" of {target.organisation}" if target.organisation is not None else ""
    span_of = f"{target.years[0].year} to {target.years[-1].year}"
    percent = (target.total_percent * 100).quantize(Decimal("0.01")).normalize()
    figures = [_amount(target.total_amount, f"Target{whose}, {target.indicator}, {span_of}")]
    figures[0] = replace(figures[0], kind=f"{percent:f}%, {target.mode}; {figures[0].kind}")
    if target.met is True:
        return [*figures, _amount(-target.gap, f"Beyond the target, {target.indicator}")]
    if target.met is None and target.gap.high is None:
        return [*figures, HeadlineFigure("not known", f"Still to find, {target.indicator}", "gains not all known")]
    gap = _amount(target.gap, f"Still to find, {target.indicator}")
    return [*figures, replace(gap, kind=f"{gap.kind}; stated cashable only")]


def _partners(finance: Finance | None) -> list[HeadlineFigure]:
    """How many partners would pay more for no more than now."""
    parted = None if finance is None else finance.apportionment()
    if parted is None or not parted.partners:
        return []
    more = [partner.organisation for partner in parted.partners if partner.pays_more_for_less]
    unclear = [partner for partner in parted.partners if partner.pays_more_for_less is None]
    kind = f"{counted(len(unclear), 'partner')} not known" if unclear else more[0] if len(more) == 1 else _how_known(parted.partners)
    figure = f"{len(more)} of {len(parted.partners)}" if more or not unclear else "not known"
    return [HeadlineFigure(figure, f"Partners that would pay more for less, {parted.owner}", kind)]


def _how_known(partners: Sequence[PartnerResult]) -> str:
    """Whose payments, before and after, are not known or not one figure, beside which of them pay more."""
    paid = {partner.organisation: (partner.before, partner.after) for partner in partners}
    unknown = [name for name, amounts in paid.items() if any(each is None or None in (each.low, each.high) for each in amounts)]
    if not unknown:
        points = all(each is not None and each.is_point for amounts in paid.values() for each in amounts)
        return "all known" if points else "yearly costs in ranges"
    if len(unknown) == 1:
        return f"yearly cost of {unknown[0]} not known"
    every = len(unknown) == len(paid)
    return f"yearly cost of {'none of them' if every else f'{len(unknown)} of {len(paid)} partners'} {'' if every else 'not '}known"


def _scores(appraisal: Appraisal) -> list[HeadlineFigure]:
    scored = [option for option in appraisal.ranked if option.rank is not None]
    figures = []
    leader = next((option for option in scored if option.name == appraisal.leader), None)
    if leader is not None:
        sure = "no clear winner" if appraisal.close_call else "a clear lead" if appraisal.leader_certain else "not certain"
        figures.append(_score(leader, len(scored), sure))
    runner_up = next((option for option in scored if option is not leader), None)
    if leader is not None and runner_up is not None:
        role = "the benchmark" if runner_up.benchmark else "preferred" if runner_up.preferred else ""
        figures.append(_score(runner_up, len(scored), role))
    return figures


def _score(option: OptionResult, among: int, remark: str) -> HeadlineFigure:
    figure = score_words(option.score, option.score_low, option.score_high)
    ranged = "(" in figure
    missing = f"; {counted(len(option.missing), 'score')} missing" if ranged and option.missing else ""
    figure, kind = (figure, f"a range{missing}") if ranged else (f"{figure} of 100", "exact")
    place = _ORDINALS[option.rank - 1] if option.rank is not None and option.rank <= len(_ORDINALS) else f"number {option.rank}"
    return HeadlineFigure(figure, f"{option.name}, {place} of {among}", f"{kind}; {remark}" if remark else kind)


def _money(name: str, money: Money) -> list[HeadlineFigure]:
    last = money.years[-1]
    figures = [_amount(last.net, f"Net saving in {last.year}, {name}")]
    if money.npv is not None:
        figures.append(_amount(money.npv, f"Net present value, {name}"))
    figures.append(_payback(name, money))
    return figures


_KINDS = {
    Kind.EXACT: "exact", Kind.ABOUT: "an estimate", Kind.RANGE: "a range", Kind.AT_MOST: "an upper bound",
    Kind.AT_LEAST: "a lower bound", Kind.NOT_KNOWN: "no figure can be given",
}  # fmt: skip


def _amount(amount: Estimate, what: str) -> HeadlineFigure:
    unknown = f"; {amount.unknown} {'amount' if amount.unknown == 1 else 'amounts'} not known" if amount.unknown else ""
    floor = "; lowest assumed £0" if amount.assumed_floor and not amount.unknown else ""
    return HeadlineFigure(_rounded(amount).figure_words(), what, _KINDS[amount.kind] + unknown + floor)


def _rounded(amount: Estimate) -> Estimate:
    """To the nearest £10,000 from a million up, else to the pound: a headline is read, and the tables have the pence."""
    ends = [end for end in (amount.low, amount.central, amount.high) if end is not None]
    step = Decimal(10_000) if any(abs(end) >= MILLION for end in ends) else Decimal(1)

    def near(end: Decimal | None) -> Decimal | None:
        return None if end is None else (end / step).to_integral_value(rounding=ROUND_HALF_UP) * step

    return Estimate.derived(
        near(amount.low), near(amount.central), near(amount.high), unknown=amount.unknown, approximate=amount.approximate
    )


def _payback(name: str, money: Money) -> HeadlineFigure:
    """The cashable payback leads where cashability is stated."""
    if money.payback_cashable_years is not None:
        return HeadlineFigure(_years(money.payback_cashable_years), f"Payback on cashable savings, {name}", "central case")
    worst, best = money.payback_range
    unknown = money.npv.unknown if money.npv is not None else 0
    if money.payback_years is not None and worst == best:
        return HeadlineFigure(_years(money.payback_years), f"Payback, {name}", "all savings")
    if best and worst is None and unknown:
        return HeadlineFigure(f"{_years(best)} at best", f"Payback, {name}", f"worst case not known; {unknown} not known")
    if best is not None and worst is not None and not unknown:
        return HeadlineFigure(f"{_years(best)} to {_years(worst)}", f"Payback, {name}", "best to worst case")
    if unknown:
        return HeadlineFigure("not known", f"Payback, {name}", f"{unknown} {'amount' if unknown == 1 else 'amounts'} not known")
    return HeadlineFigure("not reached", f"Payback, {name}", "within the years of the case")


def _years(years: Decimal) -> str:
    return span(years) if years else "at once"
