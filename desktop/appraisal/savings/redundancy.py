"""Statutory redundancy pay, by the weekly cap of the date of leaving; pension strain only ever as an amount that is entered.

For each complete year of service, counted back from leaving and twenty at the most: half a week's pay where the employee was under 22,
one week from 22 to 40, one and a half from 41 (Employment Rights Act 1996, section 162); at least two years' service; a week's pay is
capped by date. A year counts at the age at which it began, as the higher band asks for the whole of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from desktop.appraisal import money
from desktop.appraisal.estimate import NOT_KNOWN, ZERO, Estimate
from desktop.appraisal.savings.lines import cases_of
from desktop.appraisal.why import Why, on_screen
from desktop.appraisal.wording import agreeing, listed, long_date
from desktop.disk_trouble import resource_bytes
from desktop.late_dataclass import dataclass

LEAST_SERVICE = 2
MOST_YEARS = 20
#: Nobody is in employment that counts before this age, so an age and a length of service that need it are at odds.
YOUNGEST = 14
_HALF = Decimal("0.5")
_NOUGHT = Decimal(0)


@dataclass(frozen=True, slots=True)
class WeeklyCap:
    """The most a week's pay counts for, from one day to another (both included), and where that was read."""

    amount: Decimal
    first: date
    last: date
    source: str


@dataclass(frozen=True, slots=True)
class Leaver:
    """One employee, or several alike. Ages and service are complete years at leaving; `None` is not known, the date of leaving too.

    `owner` is the option or project the post goes with; blank, the case as a whole.
    """

    weekly_pay: Estimate
    leaving: date | None
    age: int | None = None
    service: int | None = None
    number: int = 1
    name: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class RedundancyPay:
    """What is due. `weeks` is for one employee, and `None` where age or service is not known; `amount` is for all alike."""

    amount: Estimate
    weeks: Decimal | None
    cap: WeeklyCap | None
    capped: bool = False
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExitCosts:
    """Statutory pay and pension strain together, of so many `leavers`. `recorded` is what redundancy lines come to, where there are any."""

    statutory: Estimate
    pension_strain: Estimate
    why: tuple[str, ...] = ()
    leavers: int = 0
    recorded: Estimate | None = None

    @property
    def difference(self) -> Estimate | None:
        """How much more the lines have than is due by law, less where below nothing; `None` where they agree or it cannot be told."""
        if self.recorded is None or self.recorded.unknown or self.statutory.unknown:
            return None
        recorded, due = self.recorded.to_pence(), self.statutory.to_pence()
        return None if cases_of(recorded) == cases_of(due) else recorded - due

    @property
    def differs(self) -> bool:
        """Whether the lines cannot be what is due by law: they have another amount, or one outside what is known of it."""
        if self.difference is not None:
            return True
        if self.recorded is None or not (self.recorded.unknown or self.statutory.unknown):
            return False
        recorded, due = self.recorded.to_pence(), self.statutory.to_pence()
        if recorded.unknown and not due.unknown:
            return True
        above = recorded.low is not None and due.high is not None and recorded.low > due.high
        return above or (recorded.high is not None and due.low is not None and recorded.high < due.low)


@lru_cache(maxsize=1)
def weekly_caps() -> tuple[WeeklyCap, ...]:
    """The caps that come with the program, oldest first, without a gap. An officer enters those before and after with their source."""
    reference = json.loads(resource_bytes("reference", "redundancy_caps.json"))
    return tuple(
        WeeklyCap(
            Decimal(entry["weekly_cap"]),
            date.fromisoformat(entry["first"]),
            date.fromisoformat(entry["last"]),
            f"{reference['source']} ({entry['source']})",
        )
        for entry in reference["caps"]
    )


def cap_on(leaving: date, entered: Iterable[WeeklyCap] = ()) -> WeeklyCap | None:
    """The cap of a date of leaving: one that was entered before one that comes with the program; `None` where there is none."""
    return next((cap for cap in (*entered, *weekly_caps()) if cap.first <= leaving <= cap.last), None)


def weeks_due(age: int, service: int) -> Decimal:
    """Weeks of pay for an age and complete years of service at leaving: 4.5 for 6 years to the age of 25. None below two years."""
    if service < LEAST_SERVICE:
        return _NOUGHT
    return sum((_weeks_of_year(age - back) for back in range(1, min(service, MOST_YEARS) + 1)), _NOUGHT)


def redundancy_pay(leaver: Leaver, entered: Iterable[WeeklyCap] = ()) -> RedundancyPay:
    """What a leaver is due. Never raises: what is not known leaves the amount open, and why is said."""
    who = leaver.name or "This leaver"
    cap = None if leaver.leaving is None else cap_on(leaver.leaving, entered)
    wrong = _at_odds(leaver, who)
    if wrong:
        return RedundancyPay(NOT_KNOWN, None, cap, why=(wrong,))
    if leaver.service is None:
        return RedundancyPay(NOT_KNOWN, None, cap, why=(f"The service of {who} is not known.",))
    if leaver.service < LEAST_SERVICE:
        return RedundancyPay(ZERO, _NOUGHT, cap, why=(f"{who} has less than {LEAST_SERVICE} years’ service, so none is due by law.",))
    if leaver.leaving is None:
        return RedundancyPay(
            NOT_KNOWN,
            None if leaver.age is None else weeks_due(leaver.age, leaver.service),
            None,
            why=(f"The leaving date of {who} is not known, and the weekly cap goes by it.",),
        )
    if cap is None:
        return RedundancyPay(
            NOT_KNOWN,
            None if leaver.age is None else weeks_due(leaver.age, leaver.service),
            None,
            why=(Why(f"No weekly cap is held for {long_date(leaver.leaving)}.", "Enter it with its source."),),
        )
    pay = leaver.weekly_pay
    week = _capped(pay, cap.amount)
    capped = pay.high is None or pay.high > cap.amount
    if leaver.age is None:
        years = min(leaver.service, MOST_YEARS)
        amount = _between(week.scaled(_HALF * years * leaver.number), week.scaled((1 + _HALF) * years * leaver.number))
        return RedundancyPay(
            amount.to_pence(),
            None,
            cap,
            capped,
            (f"The age of {who} is not known: the amount runs from half a week’s pay to one and a half for each year.",),
        )
    weeks = weeks_due(leaver.age, leaver.service)
    why = (f"Service over {MOST_YEARS} years does not count.",) if leaver.service > MOST_YEARS else ()
    return RedundancyPay(week.scaled(weeks * leaver.number).to_pence(), weeks, cap, capped, why)


def exit_costs(
    leavers: Sequence[RedundancyPay], pension_strain: Estimate | None = None, *, number: int | None = None, recorded: Estimate | None = None
) -> ExitCosts:
    """Statutory pay and the pension strain as the pension fund quoted it. Not entered is not known, never £0.

    `number` is how many leave, one for each pay unless given; `recorded` is what redundancy lines come to.
    """
    statutory = Estimate.sum(leaver.amount for leaver in leavers)
    strain = NOT_KNOWN if pension_strain is None else pension_strain
    why = [reason for leaver in leavers for reason in leaver.why]
    if pension_strain is None:
        why.append(Why("Pension strain is not recorded.", "Ask the pension fund for the capital cost."))
    return ExitCosts(statutory, strain, tuple(dict.fromkeys(why)), len(leavers) if number is None else number, recorded)


def _weeks_of_year(age_at_start: int) -> Decimal:
    if age_at_start >= 41:
        return 1 + _HALF
    return Decimal(1) if age_at_start >= 22 else _HALF


def _at_odds(leaver: Leaver, who: str) -> str:
    """Why what is recorded cannot be; nothing where it can."""
    if leaver.number < 0:
        return Why(f"The number of {who} is below 0.", "Type 0 or more.")
    if leaver.weekly_pay.low is not None and leaver.weekly_pay.low < 0:
        return Why(f"The weekly pay of {who} is below £0.", "Type what a week’s pay is.")
    if leaver.service is not None and leaver.service < 0:
        return Why(f"The service of {who} is below 0.", "Type complete years, 0 or more.")
    if leaver.age is not None and leaver.age - max(leaver.service or 0, 0) < YOUNGEST:
        return Why(f"The age of {who}, {leaver.age}, and {leaver.service or 0} years’ service do not go together.", "Check both.")
    return ""


def _capped(pay: Estimate, cap: Decimal) -> Estimate:
    """A week's pay with each case at the cap at the most. What is open above is the cap at the most."""
    high = cap if pay.high is None else min(pay.high, cap)
    low = None if pay.low is None else min(pay.low, cap)
    central = None if pay.central is None else min(pay.central, cap)
    return Estimate.derived(low, central, high, unknown=pay.unknown, approximate=pay.approximate, assumed_floor=pay.assumed_floor)


def _between(least: Estimate, most: Estimate) -> Estimate:
    """Anything from the least of one to the most of the other, with no most likely figure."""
    return Estimate.derived(
        least.low, None, most.high, unknown=max(least.unknown, 1), approximate=least.approximate, assumed_floor=least.assumed_floor
    )


def difference_sentence(costs: ExitCosts) -> str:
    """A sentence where redundancy lines and what leavers are due by law are not the same; nothing where they are, or it is not known."""
    difference = costs.difference
    if costs.recorded is None or not costs.differs:
        return ""
    recorded, due = (amount.figure_words(recorded=True) for amount in (costs.recorded, costs.statutory))
    sentence = f"Redundancy is recorded as {recorded}, and the leavers are due {due} by law"
    if difference is not None and difference.is_point and difference.low is not None:
        more = difference.low > 0
        sentence += f", {money.pounds(abs(difference.low))} {'less' if more else 'more'}"
    return Why(f"{sentence}: the lines no longer follow the leavers.", "Put the pay in again, or correct one of them.")


def pay_sentences(due: Iterable[tuple[str, RedundancyPay]]) -> list[str]:
    """How many weeks of pay leavers, by name, are due by law, which caps hold, and why what is not known is not: each said once."""
    by_weeks: dict[Decimal, list[str]] = {}
    by_cap: dict[Decimal, list[str]] = {}
    reasons: list[str] = []
    for name, pay in due:
        if not pay.weeks or pay.cap is None:
            reasons += [on_screen(each) for each in pay.why]
            continue
        by_weeks.setdefault(pay.weeks, []).append(name)
        if pay.capped:
            by_cap.setdefault(pay.cap.amount, []).append(name)
    weeks = [
        f"{each.normalize():f} week{'' if each == 1 else 's'} of pay {'is' if each == 1 else 'are'} due by law to "
        f"{agreeing(names, '', 'each of ')}{listed(names)}."
        for each, names in by_weeks.items()
    ]
    every = sum(map(len, by_weeks.values()))
    caps = [
        f"A week’s pay is capped at {money.pounds(each)} for {listed(names) if len(names) < max(every, 2) else 'each of them'}."
        for each, names in by_cap.items()
    ]
    return [*weeks, *caps, *dict.fromkeys(reasons)]
