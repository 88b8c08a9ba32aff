"""The headline figures of a case: each a figure in words, what it is, and its kind. Never a point where the record is a bound."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from desktop.appraisal.affordability.financing import at_best
from desktop.appraisal.estimate import Estimate, Kind
from desktop.appraisal.partners.partner_results import PartnerResult
from desktop.appraisal.results import Appraisal, Money, OptionResult
from desktop.appraisal.savings.finance import Finance
from desktop.appraisal.savings.three_cases import three_cases
from desktop.appraisal.wording import counted, listed, place, span
from desktop.late_dataclass import dataclass

_MOST = 5
_NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class HeadlineFigure:
    """`figure` may be words, such as "not known"; `kind` says how sure it is."""

    figure: str
    what: str
    kind: str


def headlines(appraisal: Appraisal) -> tuple[HeadlineFigure, ...]:
    """Up to five figures: the leader's score and the runner-up's, what the option in question pays back and saves in cash, and its worth.

    A case that gathers returns begins with how many came in. What is not known of the money is said in one figure.

    What is cash is our own council's, where its part is told from the whole. A case about a target leads with what is asked and what is
    still to find, and with its projects together where no option has money; one that is shared tells how many partners lose, else how many
    would pay more for less. The runner-up gives way to these.
    """
    scores, about = _scores(appraisal), [*_returns(appraisal), *_targets(appraisal.finance), *_partners(appraisal.finance)]
    option, finance = option_in_question(appraisal), appraisal.finance
    money: list[HeadlineFigure] = []
    if option is not None:
        money = _money(option.name, option.money, _own(finance, option.name))
    elif finance is not None and finance.owner is not None:
        money_of_owner = finance.money_of(finance.owner)
        if money_of_owner is not None and money_of_owner.years:
            money = _money(finance.name, money_of_owner, _own(finance, finance.owner))
    if option is None:
        return tuple([*scores, *about, *money][:_MOST])
    room = _MOST - len(about)
    others = [*(scores if len(scores) + len(money) <= room else scores[:1]), *money]
    return tuple([*about, *others][:_MOST] if _returns(appraisal) else [*others, *about][:_MOST])


def _own(finance: Finance | None, owner: str) -> tuple[str, Money] | None:
    """Our own council with its part of an option or a project, where that is told and is not the whole."""
    if finance is None or finance.part(owner).is_all or (own := finance.own(owner)) is None:
        return None
    return finance.own_council, own


def option_in_question(appraisal: Appraisal) -> OptionResult | None:
    """The preferred option where it has money recorded, else the leader, else the best ranked that has."""
    able = [option for option in appraisal.ranked if option.money.years and not option.benchmark]
    preferred = [option for option in able if option.preferred]
    leading = [option for option in able if option.name == appraisal.leader]
    return next(iter([*preferred, *leading, *able]), None)


def _returns(appraisal: Appraisal) -> list[HeadlineFigure]:
    """How many of the returns that were asked for came in; one that did not is in no rating."""
    returns = appraisal.partnership.returns if appraisal.partnership is not None else None
    if returns is None or not returns.expected:
        return []
    left = returns.expected - returns.received
    indicators = [each.indicator for each in returns.indicators if each.indicator]
    what = f"Returns received, {indicators[0]}" if len(indicators) == 1 else "Returns received"
    return [HeadlineFigure(f"{returns.received} of {returns.expected}", what, f"{left} not returned" if left else "all returned")]


def _targets(finance: Finance | None) -> list[HeadlineFigure]:
    """What the first indicator asks for in all, and what of that is still to find; the first organisation's where none is in all."""
    progress = () if finance is None else finance.progress
    target = next((each for each in progress if each.organisation is None), next(iter(progress), None))
    if target is None or not target.years:
        return []
    whose = f" of {target.organisation}" if target.organisation is not None else ""
    span_of = f"{target.years[0].year} to {target.years[-1].year}"
    figures = [_amount(target.total_amount, f"Target{whose}, {target.indicator}, {span_of}")]
    if target.total_percent is not None:
        percent = (target.total_percent * 100).quantize(Decimal("0.01")).normalize()
        figures[0] = replace(figures[0], kind=f"{percent:f}%, {target.mode}; {figures[0].kind}")
    if target.met is True:
        return [*figures, _amount(-target.gap, f"Beyond the target, {target.indicator}")]
    if target.met is None and target.gap.high is None:
        return [*figures, HeadlineFigure("not known", f"Still to find, {target.indicator}", "gains not all known")]
    gap = _amount(target.gap, f"Still to find, {target.indicator}")
    return [*figures, replace(gap, kind=f"{gap.kind}; stated cashable only")]


def _partners(finance: Finance | None) -> list[HeadlineFigure]:
    """How many partners lose, or may; where none does, how many would pay more for no more than now."""
    parted = None if finance is None else finance.apportionment()
    if parted is None or not parted.partners:
        return []
    lost = [partner.organisation for partner in parted.partners if partner.loses]
    may = [partner.organisation for partner in parted.partners if partner.loses is None]
    if lost or may:
        figure = f"{len(lost)} of {len(parted.partners)}" if lost else f"up to {len(may)} of {len(parted.partners)}"
        named = lost or may
        kind = named[0] if len(named) == 1 else f"{len(may)} more may lose" if lost and may else "on the likely figures"
        return [HeadlineFigure(figure, f"Partners that {'would' if lost else 'may'} lose, {parted.owner}", kind if lost else "at worst")]
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
        figures.append(_score(leader, appraisal.placed, sure))
    runner_up = next((option for option in scored if option is not leader), None)
    if leader is not None and runner_up is not None:
        role = "the benchmark" if runner_up.benchmark else "preferred" if runner_up.preferred else ""
        figures.append(_score(runner_up, appraisal.placed, role))
    return figures


def _score(option: OptionResult, among: int, remark: str) -> HeadlineFigure:
    figure = option.score_words
    ranged = "(" in figure
    missing = f"; {counted(len(option.missing), 'score')} missing" if ranged and option.missing else ""
    figure, kind = (figure, f"a range{missing}") if ranged else (f"{figure} of 100", "exact")
    where = f"{place(option.rank)} of {among}" if option.rank is not None and among else "the only one scored"
    return HeadlineFigure(figure, f"{option.name}, {where}", f"{kind}; {remark}" if remark else kind)


def _money(name: str, money: Money, own: tuple[str, Money] | None) -> list[HeadlineFigure]:
    """Cash first, of our own council's part where there is one apart; then what all of it is worth."""
    whose, cash = (f"{own[0]}’s part of {name}", own[1]) if own is not None else (name, money)
    last = cash.years[-1]
    saved = last.saving_cashable + at_best(last.saving_not_stated) + last.income - last.cost
    figures = [_payback(whose, cash), _amount(saved, f"Net cash saving in {last.year}, {whose}")]
    if money.npv is not None:
        figures.append(_amount(money.npv, f"Net present value, {name}{', as a whole' if own is not None else ''}"))
    return _gathered(name, figures)


def _gathered(name: str, figures: Sequence[HeadlineFigure]) -> list[HeadlineFigure]:
    """Where several are not known, one figure that names them all, in the place of the first."""
    unknown = [each for each in figures if each.figure == _NOT_KNOWN]
    if len(unknown) < 2:
        return list(figures)
    first, *others = (each.what.partition(", ")[0] for each in unknown)
    names = listed([first, *(each[:1].lower() + each[1:] for each in others)])
    gathered = HeadlineFigure(_NOT_KNOWN, f"{names}, {name}", unknown[0].kind)
    return [gathered if each is unknown[0] else each for each in figures if each is unknown[0] or each not in unknown]


_KINDS = {
    Kind.EXACT: "exact", Kind.ABOUT: "an estimate", Kind.RANGE: "a range", Kind.AT_MOST: "the most it can be",
    Kind.AT_LEAST: "the least it can be", Kind.NOT_KNOWN: "no amount can be given yet",
}  # fmt: skip


def _amount(amount: Estimate, what: str) -> HeadlineFigure:
    unknown = f"; {amount.unknown} {'amount' if amount.unknown == 1 else 'amounts'} not known" if amount.unknown else ""
    floor = "; lowest assumed £0" if amount.assumed_floor and not amount.unknown else ""
    return HeadlineFigure(amount.brief_words(), what, _KINDS[amount.kind] + unknown + floor)


def _payback(name: str, money: Money) -> HeadlineFigure:
    """The payback in cash. That it is not reached is said only where it is not on the high case either."""
    what = f"Payback in cash, {name}"
    worst, likely, best = three_cases(money)
    not_stated = any(not year.saving_not_stated.is_nought for year in money.years)
    if likely.cashable_payback is not None:
        if worst.cashable_payback == likely.cashable_payback == best.cashable_payback:
            return HeadlineFigure(_years(likely.cashable_payback), what, "cashable savings alone")
        late = (
            _years(worst.cashable_payback) if worst.cashable_payback is not None else "not reached" if worst.cashable_known else "not known"
        )
        return HeadlineFigure(_years(likely.cashable_payback), what, f"most likely; at worst {late}")
    released = any(not (year.saving_cashable.is_nought and year.income.is_nought) for year in money.years)
    if not released and not not_stated:
        return HeadlineFigure("none", what, "no saving releases cash")
    if best.cashable_known and best.cashable_payback is None:
        sure = worst.cashable_known and likely.cashable_known and not not_stated
        return HeadlineFigure("not reached", what, "within the years of the case" if sure else "even at best")
    unknown = sum(year.net.unknown for year in money.years)
    hangs = [*(["savings not stated cashable"] if not_stated else []), *([f"{unknown} not known"] if unknown else [])]
    kind = "; ".join(hangs) or "most likely not reached"
    if not best.cashable_payback:
        return HeadlineFigure("not known", what, kind)
    return HeadlineFigure(f"{_years(best.cashable_payback)} at best", what, kind)


def _years(years: Decimal) -> str:
    return span(years) if years else "at once"
