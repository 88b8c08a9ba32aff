"""Finance in the results JSON and in the results as text: switching values, draws, partners, targets and funding."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from typing import Any

from desktop.appraisal.affordability.affordability import Affordability
from desktop.appraisal.affordability.budget import BudgetYear
from desktop.appraisal.affordability.cash import CashYear
from desktop.appraisal.affordability.funding import FundingLine
from desktop.appraisal.affordability.gap import GapYear
from desktop.appraisal.affordability.medium_term import MediumTermPlan
from desktop.appraisal.case import Case
from desktop.appraisal.estimate import Estimate, rounding_of
from desktop.appraisal.money import Rounding
from desktop.appraisal.partners.partner_results import PartnerResult
from desktop.appraisal.partners.rebasing import RebasedPartner, Rebasing
from desktop.appraisal.reference import deflators_of, schedule_of
from desktop.appraisal.results import Appraisal, Money, MonteCarlo
from desktop.appraisal.savings.finance import WHOLE, Finance
from desktop.appraisal.savings.outturn import outturns
from desktop.appraisal.savings.switching import SwitchingValues
from desktop.appraisal.savings.targets import Progress
from desktop.operations.appraising.json_values import amount, cells, number, pounds, told
from desktop.results.money.funding import funding

_NOT_KNOWN = "not known"
_NONE_RECORDED = "none recorded"
#: What the medium-term plan tells of a budget.
_OF_PLAN = ("in_plan", "new")
#: The amounts of a year of the medium-term plan, in the order of its table; those of the gap only in a year that has one.
_PLAN_KEYS = (
    *("base", "recurring", "one_off", "inflation", "financing", "net", "in_plan", "new", "change"),
    *("gap", "before", "reserves", "after"),
)


def finance_json(finance: Finance | None) -> dict[str, Any]:
    """The keys `partners`, `targets`, `funding` and `rebasing`, empty lists where nothing is recorded, and `affordability`.

    Partners are those of what is in question: the preferred option, else the leader, else the only owner that says how it is shared.
    """
    apportionment = None if finance is None else finance.apportionment()
    return {
        "partners": []
        if apportionment is None or finance is None
        else [
            _partner(partner) | {"gap": [_gap(year) for year in finance.gap_of(partner.organisation, apportionment.owner)]}
            for partner in apportionment.partners
        ],
        "targets": [] if finance is None else [_target(progress) for progress in finance.progress],
        "funding": [] if finance is None else _funding(finance.funding),
        "rebasing": [] if finance is None else [_rebasing(rebasing) for rebasing in finance.rebasings],
        "affordability": None if finance is None or finance.owner is None else _affordability_json(finance),
    }


def whose_json(finance: Finance | None, owner: str, own: Callable[[Money], dict[str, Any]]) -> dict[str, Any]:
    """What of an option or a project is our own council's, what borrowing and reserves come to, and the gap; `own` writes its results."""
    if finance is None or owner not in finance.owners:
        return {"own": None, "not_known_whose": None, "financing": [], "reserves": [], "gap": []}
    money, statements = finance.own(owner), finance.affordability[owner]
    return {
        "own": None if money is None else own(money),
        "not_known_whose": amount(finance.not_known_whose(owner)),
        "financing": [told(year, "year", "mrp", "interest", "outstanding") for year in statements.financing.borrowing],
        "reserves": [told(year, "year", "used", "repaid") for year in statements.financing.reserves],
        "gap": [_gap(year) for year in statements.gaps],
    }


def whose_why(finance: Finance | None, owner: str) -> tuple[str, ...]:
    """Why our own council's part is not told, or not wholly; and what of the statements cannot be."""
    if finance is None or owner not in finance.owners:
        return ()
    return *finance.own_why(owner), *finance.affordability[owner].financing.why


def _gap(year: GapYear) -> dict[str, Any]:
    return {
        "year": str(year.year),
        "fund": str(year.fund) or None,
        "before": amount(year.gap),
        **told(year, "in_plan", "recurring"),
        "one_off": amount(year.relief_one_off),
        **told(year, "reserves", "after"),
    }


def deflators_json(case: Case) -> dict[str, Any] | None:
    """What takes nominal amounts to the prices of the base year; nothing where none are, as they are real or meet a flat rate."""
    if case.price_base != "nominal" or not schedule_of(case).real:
        return None
    series = deflators_of(case)
    return {
        "vintage": series.vintage,
        "last": None if series.last is None else str(series.last),
        "assumed_inflation": number(case.assumed_inflation),
    }


def actuals_json(appraisal: Appraisal) -> list[dict[str, Any]]:
    """Planned against actual, line by line: `variance` is the actual amount less the planned one."""
    return [
        {
            **told(line, "owner", "line", "kind"),
            "rating": line.rating or None,
            "reason": line.reason or None,
            **told(line, "planned", "actual", "variance"),
            "years": [told(year, "year", "planned", "actual", "variance") for year in line.years],
        }
        for line in outturns(appraisal.case)
    ]


def finance_why(finance: Finance | None) -> tuple[str, ...]:
    """Why there are no partners, where costs or savings are shared."""
    apportionment = None if finance is None else finance.apportionment()
    return () if apportionment is None else apportionment.why


def switching_json(switching: SwitchingValues | None) -> dict[str, Any] | None:
    """The switching values on the most likely case: fractions of the costs and of the savings, and years of delay."""
    if switching is None:
        return None
    return told(switching.central, "costs", "savings", "delay_years")


def monte_carlo_json(drawn: MonteCarlo | None) -> dict[str, Any] | None:
    """What the draws of the net present value came to, in pounds; nothing where it cannot be drawn or was not."""
    if drawn is None or drawn.p50 is None:
        return None
    return {
        "p10": pounds(drawn.p10),
        "p50": pounds(drawn.p50),
        "p90": pounds(drawn.p90),
        **told(drawn, "chance_positive", "chance_of_target", "draws", "seed", "error"),
    }


def money_why(money: Money) -> tuple[str, ...]:
    """Why a switching value is lacking, or nothing could be drawn."""
    switching = () if money.switching is None else money.switching.central.why
    return (*switching, *(() if money.monte_carlo is None else money.monte_carlo.why))


def finance_text(finance: Finance | None) -> list[str]:
    """Targets, partners and funding as lines of a table each, as far as they are recorded."""
    if finance is None:
        return []
    lines: list[str] = []
    if finance.progress:
        lines += ["", "Targets"]
        for progress in finance.progress:
            whose = f", {progress.organisation}" if progress.organisation else ""
            amounts = (progress.total_amount, progress.total_gain, progress.gap)
            rounding = rounding_of(amounts)
            asked, gained, short = (each.figure_words(rounding=rounding) for each in amounts)
            lines.append(f"  {progress.indicator}{whose}: target {asked}; gained {gained}; still to find {short}")
    apportionment = finance.apportionment()
    if apportionment is not None and apportionment.partners:
        lines += ["", f"Partners in {apportionment.owner}, cost a year before and after"]
        a_year = rounding_of(each for partner in apportionment.partners for each in (partner.before, partner.after))
        worth = rounding_of(partner.npv for partner in apportionment.partners)
        for partner in apportionment.partners:
            before, after = (_figure(each, a_year) for each in (partner.before, partner.after))
            npv = _figure(partner.npv, worth)
            lines.append(f"  {partner.organisation}: before {before}; after {after}; net present value {npv}")
    if finance.funding:
        lines += ["", "Funding"]
        for line in finance.funding:
            kind = f" ({line.kind})" if line.kind else ""
            sought = "" if line.sought.is_nought else f"; sought {_recorded(line.sought)}"
            funds = (("awarded", line.awarded), ("allocated", line.allocated), ("spent", line.spent), ("left", line.left))
            amounts_in_words = "; ".join(f"{word} {_NONE_RECORDED if each is None else _recorded(each)}" for word, each in funds)
            lines.append(f"  {line.source}{kind}: {amounts_in_words}{sought}")
    return lines


def _partner(partner: PartnerResult) -> dict[str, Any]:
    return told(
        partner, "organisation", "before", "after", "change", "transitional", "saving", "npv", "payback_years", "pays_more_for_less", "why"
    )


def _target(progress: Progress) -> dict[str, Any]:
    return {
        **told(progress, "indicator", "organisation", "mode"),
        "years": [told(each, "year", "percent", "amount", "gain") for each in progress.years],
        **told(progress, "total_percent", "total_amount", "total_gain", "not_stated", "carried_forward", "gap", "met"),
        "why": [*([progress.question] if progress.question else []), *progress.why],
    }


def _rebasing(rebasing: Rebasing) -> dict[str, Any]:
    return {
        **told(rebasing, "owner", "applies_to", "basis", "tolerance"),
        "rebased": rebasing.is_rebased,
        "partners": [_rebased(partner) for partner in rebasing.partners],
        "why": list(rebasing.why),
    }


def _rebased(partner: RebasedPartner) -> dict[str, Any]:
    return {
        **told(partner, "organisation", "estimated", "actual", "difference", "past_tolerance"),
        "share_before": float(partner.share_before),
        "share_after": float(partner.share_after),
        **told(partner, "before", "after"),
        "actual_amount": pounds(partner.actual_amount),
        "settles": pounds(partner.settles),
    }


def _affordability_json(finance: Finance) -> dict[str, Any]:
    """The statements of what is in question, of all organisations together and of our own council, whose the gap and the plan are."""
    whole = finance.affordability[WHOLE]
    gap = [_year(each) | {"fund": str(each.fund) or None, "after": amount(each.after)} for each in whole.gaps]
    plan = {"plan": _plan(finance.medium_term_plan(WHOLE))}
    own = _statements(finance.own_affordability[WHOLE]) | plan if finance.own_council else None
    return {"owner": finance.name, **_statements(whole), "gap": gap, "own": own, **({"plan": None} if own else plan)}


def _plan(plan: MediumTermPlan) -> dict[str, Any]:
    return {
        "prices": plan.prices,
        "rises_from": None if plan.rises_from is None else str(plan.rises_from),
        "funds": [
            {
                "fund": str(fund) or None,
                "years": [
                    {"year": str(each.year)} | {key: amount(getattr(each, key)) for key in _PLAN_KEYS if getattr(each, key) is not None}
                    for each in years
                ],
            }
            for fund, years in plan.funds.items()
        ],
        "why": list(plan.why),
    }


def _statements(affordability: Affordability) -> dict[str, Any]:
    """Each year of the revenue budget and of cash by fund."""
    return {
        "prices": affordability.prices,
        "budget": [{"fund": str(fund) or None, "years": list(map(_year, years))} for fund, years in affordability.budget.items()],
        "cash": [{"fund": str(fund) or None, "years": list(map(_year, years))} for fund, years in affordability.cash.items()],
        "still_to_repay": amount(affordability.financing.still_to_repay),
        "why": list(affordability.why),
    }


def _year(year: BudgetYear | CashYear | GapYear) -> dict[str, Any]:
    amounts = ((each.name, getattr(year, each.name)) for each in fields(year) if isinstance(year, GapYear) or each.name not in _OF_PLAN)
    return {"year": str(year.year)} | {name: amount(value) for name, value in amounts if isinstance(value, Estimate)}


def _funding(lines: Sequence[FundingLine]) -> list[dict[str, Any]]:
    return [{"source": row.name} | cells(row) | {"why": list(line.why)} for line, row in zip(lines, funding(lines), strict=True)]


def _figure(estimate: Estimate | None, rounding: Rounding) -> str:
    return _NOT_KNOWN if estimate is None else estimate.figure_words(rounding=rounding)


def _recorded(estimate: Estimate) -> str:
    return estimate.figure_words(recorded=True)
