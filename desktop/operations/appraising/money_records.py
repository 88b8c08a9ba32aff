"""The records of a case's finance as the arithmetic takes them: targets, partners and shares, funding, the gap, leavers and answers."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from decimal import Decimal

from db.nouns.choices import Prices
from db.nouns.money import CHECKLIST, BudgetGap, CashFlow, ChecklistAnswer, Funding
from db.nouns.money import Leaver as LeaverRecord
from db.nouns.money import Target as TargetRecord
from db.nouns.money import WeeklyCap as WeeklyCapRecord
from db.nouns.partners import Partner as PartnerRecord
from db.nouns.partners import Share
from db.nouns.register import Organisation, Service
from db.nouns.reorganisation import Succession
from db.reading import Reader
from desktop.appraisal.affordability.funding import FundingRecord
from desktop.appraisal.affordability.gap import Gap
from desktop.appraisal.case import Fund, FundingKind, FundingStatus
from desktop.appraisal.estimate import NOT_KNOWN, ZERO, Estimate
from desktop.appraisal.partners.partner_results import Partner
from desktop.appraisal.partners.returns import returned_gains
from desktop.appraisal.partners.shares import TOLERANCE, AppliesTo, Basis, Rule
from desktop.appraisal.savings.finance_records import FinanceRecords
from desktop.appraisal.savings.redundancy import Leaver, WeeklyCap
from desktop.appraisal.savings.targets import CarryForward, CarryForwardCounts, Target, TargetMode
from desktop.appraisal.wording import listed, long_date
from desktop.appraisal.years import FinancialYear
from desktop.operations.appraising.grant_records import grant_bids, grant_rounds
from desktop.operations.appraising.line_records import actuals, phasing_notes, scenarios
from desktop.operations.appraising.partner_records import returns
from desktop.operations.records.columns import Value
from desktop.operations.records.marks import is_withheld
from desktop.operations.records.records import Row, rows
from desktop.operations.records.references import caps_of
from desktop.operations.records.service_costs import service_costs

_HUNDRED = Decimal(100)
_KEYS = {title: key for key, title in CHECKLIST}


def finance_records(
    reader: Reader, case: int, base_year: FinancialYear, quick_win_months: int, tolerance: Decimal = TOLERANCE
) -> tuple[FinanceRecords, tuple[str, ...]]:
    """What a case records beside lines and scores, and sentences on what of it does not count. `tolerance` is a fraction of 1."""
    own = own_council(reader, case)
    shares, partners, gaps = rows(reader, Share, case), rows(reader, PartnerRecord, case), rows(reader, BudgetGap, case)
    names = _partner_names(reader, case, partners, shares)
    caps = rows(reader, WeeklyCapRecord, case)
    gains, at_odds = returned_gains(returns(reader, case))
    entered = tuple(cap for row in caps if (cap := _weekly_cap(row)) is not None)
    records = FinanceRecords(
        targets=tuple(_target(row) for row in rows(reader, TargetRecord, case)),
        returned_gains=gains,
        partners=_partners(reader, case, base_year, names, partners),
        rules=_rules(shares, names),
        funding=tuple(_funding(row) for row in rows(reader, Funding, case)),
        gaps=tuple(_gap(row) for row in gaps if row.amounts),
        is_joint=any(row.text("organisation") != own for row in partners),
        answers={_KEYS[row.text("line")]: row.text("answer") for row in rows(reader, ChecklistAnswer, case) if row.text("answer")},
        leavers=tuple(_leaver(row) for row in rows(reader, LeaverRecord, case)),
        weekly_caps=(*entered, *caps_of(reader)),
        quick_win_months=quick_win_months,
        tolerance=tolerance,
        scenarios=scenarios(reader, case),
        actuals=actuals(reader, case),
        rounds=grant_rounds(reader, case),
        bids=grant_bids(reader, case),
    )
    return records, (*_caps_that_do_not_count(reader, caps), *_notes(names, shares), *at_odds, *phasing_notes(reader, case))


def own_council(reader: Reader, case: int) -> str:
    """The organisation of the case that is marked as our own council; blank where none is, where several are, and where it ends.

    What a reorganisation costs and saves falls on the councils that take over: no part of it is that of one that ends.
    """
    marked = [row.text("name") for row in rows(reader, Organisation, case) if row.values["own"] is True]
    ends = {row.text("predecessor") for row in rows(reader, Succession, case)}
    return marked[0] if len(marked) == 1 and marked[0] not in ends else ""


def _caps_that_do_not_count(reader: Reader, caps: Sequence[Row]) -> Iterator[str]:
    """Which weekly caps lack something, by what they do say, or else by their place on the list, and what each lacks."""
    for number, row in enumerate(caps, start=1):
        amount, first, last = row.values["amount"], row.values["first"], row.values["last"]
        lacks = [words for value, words in ((amount, "amount"), (first, "first day"), (last, "last day")) if value is None]
        if lacks and not is_withheld(reader, row):
            told = [f"of £{row.text('amount')}"] if amount is not None else []
            days = ((word, day) for word, day in (("from", first), ("to", last)) if isinstance(day, datetime.date))
            told += [f"{word} {long_date(day)}" for word, day in days]
            named = " ".join(["The weekly cap", *told]) if told else f"Weekly cap {number} of the list"
            yield f"{named} has no {listed(lacks)}, so it does not count."


def _notes(names: Sequence[str], shares: Sequence[Row]) -> tuple[str, ...]:
    notes = []
    stray = dict.fromkeys(row.text("organisation") for row in shares if row.text("organisation") and row.text("organisation") not in names)
    if stray:
        one = len(stray) == 1
        notes.append(
            f"{listed(list(stray))} {'has a share and is' if one else 'have shares and are'} not on the list of partners: "
            f"add {'it' if one else 'them'} there, or delete the shares."
        )
    return tuple(notes)


def _partner_names(reader: Reader, case: int, partners: Sequence[Row], shares: Sequence[Row]) -> tuple[str, ...]:
    """Who shares: the partners recorded; else whoever the shares name, and whoever bears a line of what is shared.

    Where the shares name nobody it is every organisation of the case, and nobody where nothing is shared.
    """
    if partners:
        return tuple(row.text("organisation") for row in partners)
    if not shares:
        return ()
    named = {row.text("organisation") for row in shares} - {""}
    every = tuple(row.text("name") for row in rows(reader, Organisation, case))
    if not named:
        return every
    owners = {row.text("owner") for row in shares}
    named |= {row.text("organisation") for row in rows(reader, CashFlow, case) if row.text("owner") in owners}
    return tuple(name for name in every if name in named)


def _partners(reader: Reader, case: int, base_year: FinancialYear, names: Sequence[str], recorded: Sequence[Row]) -> tuple[Partner, ...]:
    if not names:
        return ()
    own = {row.text("organisation"): row for row in recorded}
    organisations = {row.text("name"): row for row in rows(reader, Organisation, case)}
    baselines = _baselines(reader, case, base_year)
    partners = []
    for name in names:
        population = organisations[name].value("population", int) if name in organisations else None
        row = own.get(name)
        keys = ("volume_before", "volume_after", "performance_before", "performance_after")
        before_and_after = (None if row is None else row.value(key, Decimal) for key in keys)
        partners.append(Partner(name, baselines.get(name), population, *before_and_after))
    return tuple(partners)


def _baselines(reader: Reader, case: int, base_year: FinancialYear) -> dict[str, Estimate]:
    """Each organisation's own net cost of the base year over its services in scope; absent where none is recorded.

    A service whose scope is not stated counts, as it does where a criterion is taken from the records.
    """
    scope = {(row.text("organisation"), row.text("name")) for row in rows(reader, Service, case) if row.values["in_scope"] is not False}
    baselines: dict[str, Estimate] = {}
    for (organisation, service), cost in service_costs(reader, case, base_year).items():
        if (organisation, service) in scope:
            baselines[organisation] = baselines.get(organisation, ZERO) + cost
    return baselines


def _rules(shares: Sequence[Row], names: Sequence[str]) -> dict[str, tuple[Rule, ...]]:
    """The rules of each owner, in the order recorded."""
    rows_by_flow: dict[tuple[str, str], list[Row]] = {}
    for row in shares:
        rows_by_flow.setdefault((row.text("owner"), row.text("applies_to")), []).append(row)
    rules: dict[str, tuple[Rule, ...]] = {}
    for (owner, applies_to), own in rows_by_flow.items():
        basis = Basis(own[0].text("shared_by"))
        named = [row for row in own if row.text("organisation")]
        values, actual, paid = (
            {row.text("organisation"): value for row in named if (value := row.value(key, Decimal)) is not None}
            for key in ("value", "actual", "actual_amount")
        )
        if basis is Basis.FIXED:
            values, actual = ({name: value / _HUNDRED for name, value in typed.items()} for typed in (values, actual))
            if sum(values.values(), Decimal(0)) == 1:
                # shares that reach 100% leave nothing for a partner of the case that has no part in this
                values = {name: Decimal(0) for name in names} | values
        elif basis is Basis.EQUAL:
            values = {}
        rules[owner] = (*rules.get(owner, ()), Rule(AppliesTo(applies_to), basis, values, actual, paid))
    return rules


def _target(row: Row) -> Target:
    return Target(
        row.text("indicator"),
        _amount(row.values["baseline"]),
        {year: percent / _HUNDRED for year, percent in row.percents.items()},
        row.text("organisation") or None,
        TargetMode(row.text("mode")),
        dict(row.amounts),
        CarryForward(_amount(row.values["carry_forward"], ZERO), _amount(row.values["carry_forward_non_cashable"], ZERO)),
        CarryForwardCounts(row.text("carry_forward_counts")),
    )


def _funding(row: Row) -> FundingRecord:
    status, kind = FundingStatus(row.text("status")), FundingKind(row.text("kind"))
    return FundingRecord(row.text("name"), _amount(row.values["amount"]), status, kind, row.text("purpose"))


def _gap(row: Row) -> Gap:
    prices = row.text("prices")
    return Gap(dict(row.amounts), row.text("organisation") or None, Fund(row.text("fund")), Prices(prices) if prices else None)


def _leaver(row: Row) -> Leaver:
    number = row.value("number", int)
    return Leaver(
        _amount(row.values["weekly_pay"]),
        row.value("leaving", datetime.date),
        row.value("age", int),
        row.value("service", int),
        1 if number is None else number,
        row.text("name"),
        row.text("owner"),
    )


def _weekly_cap(row: Row) -> WeeklyCap | None:
    amount, first, last = row.value("amount", Decimal), row.value("first", datetime.date), row.value("last", datetime.date)
    if amount is None or first is None or last is None:
        return None
    return WeeklyCap(amount, first, last, row.text("source") or "Entered by the officer")


def _amount(value: Value, otherwise: Estimate = NOT_KNOWN) -> Estimate:
    """An amount that is recorded; what is not is not known, unless its absence says something."""
    return value if isinstance(value, Estimate) else otherwise
