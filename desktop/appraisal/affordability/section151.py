"""The Section 151 officer's checklist: each line answered from the records where they can, and asked where they cannot.

The lines are those a chief finance officer has to be satisfied of under section 151 of the Local Government Act 1972 and section 25 of
the Local Government Act 2003 (robustness of estimates). The records can show that something is there or lacking; whether it is right
stays the officer's to say, so an answer of the officer's is shown beside what the records say and never in place of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field, replace
from decimal import localcontext
from enum import StrEnum

from db.nouns.money import CHECKLIST
from desktop.appraisal import wording
from desktop.appraisal.affordability.financing import MONEY_IN, funding_in_years, is_from
from desktop.appraisal.affordability.funding import FundingLine
from desktop.appraisal.case import FlowKind, Fund, FundingKind
from desktop.appraisal.discounting import PRECISE
from desktop.appraisal.estimate import Estimate, rounding_that_agrees
from desktop.appraisal.partners.partner_results import Apportionment
from desktop.appraisal.results import Money
from desktop.appraisal.savings.double_counting import DoubleCount
from desktop.appraisal.savings.lines import Line
from desktop.appraisal.savings.redundancy import ExitCosts, difference_sentence
from desktop.appraisal.savings.switching import SwitchingValues, switching_sentences
from desktop.appraisal.savings.three_cases import three_cases
from desktop.appraisal.why import on_screen
from desktop.appraisal.years import FinancialYear
from desktop.late_dataclass import dataclass

_TITLES = dict(CHECKLIST)


#: What is said of a line that rests on records that are withheld.
_WITHHELD = "What the records say rests on what is withheld."


class Status(StrEnum):
    """`shown` by the records, `lacking` in them, or for the officer to answer: `asked` until `answered`."""

    SHOWN = "shown"
    LACKING = "lacking"
    ASKED = "asked"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Records:
    """What the checklist reads of one option or project, or of a case. `answers` are the officer's words by the key of a line.

    `benchmark` holds the benchmark's lines where flows are whole costs: what is saved is then the difference, and no line is a saving.
    """

    years: tuple[FinancialYear, ...]
    lines: tuple[Line, ...] = ()
    money: Money | None = None
    price_base: str = ""
    funding: tuple[FundingLine, ...] = ()
    double_counts: tuple[DoubleCount, ...] = ()
    apportionment: Apportionment | None = None
    switching: SwitchingValues | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    benchmark: tuple[Line, ...] = ()
    exit_costs: ExitCosts | None = None
    withheld: bool = False
    """Whether some of them no longer say what they said, in the records of a public paper: then nothing is read out of any."""

    def of(self, *kinds: FlowKind) -> list[Line]:
        """The lines of these kinds that have an amount."""
        return [line for line in self.lines if line.flow.kind in kinds and line.flow.amounts]

    @property
    def gaining(self) -> list[Line]:
        """The lines in which what is saved lies: savings and income; every line where flows are whole costs."""
        kinds = (FlowKind.SAVING, FlowKind.INCOME, *((FlowKind.COST,) if self.benchmark else ()))
        return self.of(*kinds)

    def total(self, lines: list[Line]) -> Estimate:
        """What lines come to over the years, after optimism bias."""
        with localcontext(PRECISE):
            return Estimate.sum(line.amount(year) for line in lines for year in self.years).to_pence()


@dataclass(frozen=True, slots=True)
class Finding:
    """What the records say of one line."""

    status: Status
    words: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the checklist. `question` is what the officer is asked; `look` is what the records say."""

    key: str
    question: str
    look: Callable[[Records], Finding]

    @property
    def title(self) -> str:
        """What the checklist calls it."""
        return _TITLES[self.key]


@dataclass(frozen=True, slots=True)
class Answered:
    """One line with its answer. `words` are what the records say, `answer` what the officer says."""

    key: str
    title: str
    question: str
    status: Status
    words: str
    answer: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it still stands between the paper and the officer's comment."""
        return self.status in (Status.ASKED, Status.LACKING) and not self.answer


def checklist(records: Records) -> tuple[Answered, ...]:
    """Every line in order, with what the records say and what the officer answered. Never raises."""
    answered = []
    for check in CHECKS:
        finding = Finding(Status.ASKED, _WITHHELD) if records.withheld and check.look is not _price_base else check.look(records)
        answer = records.answers.get(check.key, "").strip()
        status = Status.ANSWERED if finding.status is Status.ASKED and answer else finding.status
        answered.append(Answered(check.key, check.title, check.question, status, finding.words, answer))
    return tuple(answered)


def _asked(_: Records) -> Finding:
    return Finding(Status.ASKED, "The records do not say.")


def _baseline(records: Records) -> Finding:
    partners = () if records.apportionment is None else records.apportionment.partners
    without = [partner.organisation for partner in partners if partner.before is None]
    if without:
        return Finding(Status.LACKING, f"{wording.listed(without)} {wording.agreeing(without, 'has', 'have')} no base-year cost recorded.")
    return Finding(Status.ASKED, "The ledger is not part of the records.")


def _net(records: Records) -> Finding:
    costs, benefits = records.of(FlowKind.COST), records.of(FlowKind.SAVING, FlowKind.INCOME)
    if records.benchmark:
        base = records.total([line for line in records.benchmark if line.flow.kind is FlowKind.COST and line.flow.amounts])
        spent = records.total(costs)
        figures = _figures(spent, base)
        words = f"All it costs, {figures[0]}, is set against all the benchmark costs, {figures[1]}."
        return Finding(Status.LACKING if spent.unknown or base.unknown else Status.SHOWN, words)
    if not benefits:
        return Finding(Status.LACKING, "No saving or income is recorded.")
    if not costs:
        return Finding(Status.LACKING, "No cost is recorded against the savings.")
    spent, saved = records.total(costs), records.total(benefits)
    gain, cost = _figures(saved, spent)
    words = f"{_of('Savings and income', saved, gain)} are set against {_of('costs', spent, cost)}."
    if saved.says_nothing and spent.says_nothing:
        words = "Neither what is saved nor what it costs is known yet."
    if not spent.unknown:
        return Finding(Status.SHOWN, words)
    if spent.says_nothing:
        return Finding(Status.LACKING, words)
    count = wording.counted(spent.unknown, "yearly amount")
    return Finding(Status.LACKING, f"{words} {count} of cost {'is' if spent.unknown == 1 else 'are'} not yet known.")


def _recurring(records: Records) -> Finding:
    lines = records.of(FlowKind.COST, FlowKind.SAVING, FlowKind.INCOME)
    return _each_says(
        lines,
        [line for line in lines if line.flow.recurring is None],
        "Each line is said to be recurring or one-off.",
        ("is not said to be recurring or one-off", "are not said to be recurring or one-off"),
    )


def _phasing(records: Records) -> Finding:
    if records.benchmark and records.money is not None and records.money.years:
        before, after = records.money.years[0], records.money.years[-1]
        spared_first, spared_last = _figures(before.net, after.net)
        return Finding(
            Status.LACKING if before.net.unknown or after.net.unknown else Status.SHOWN,
            f"What is saved against the benchmark is {spared_first} in {before.year} and {spared_last} in {after.year}.",
        )
    recurring = [line for line in records.of(FlowKind.SAVING, FlowKind.INCOME) if line.flow.recurring is not False]
    if not recurring:
        return Finding(Status.LACKING, "No recurring saving is recorded.")
    if not records.years:
        return Finding(Status.LACKING, "No year is appraised.")
    last_year = records.years[-1]
    stopping = _names([line for line in recurring if last_year not in line.flow.amounts])
    if stopping:
        return Finding(Status.LACKING, f"{_quoted(stopping)} {wording.agreeing(stopping, 'has', 'have')} no amount in {last_year}.")
    first = min((year for line in recurring for year, amount in line.flow.amounts.items() if not amount.is_nought), default=last_year)
    with localcontext(PRECISE):
        start, full = (Estimate.sum(line.amount(year) for line in recurring).to_pence() for year in (first, last_year))
    told = zip((first, last_year), (start, full), _figures(start, full), strict=True)
    known = [f"{figure} in {year}" for year, amount, figure in told if not amount.says_nothing]
    if len(known) == 2:
        return Finding(Status.SHOWN, f"Recurring savings are {' and '.join(known)}.")
    years = wording.listed([str(year) for year, amount in {first: start, last_year: full}.items() if amount.says_nothing])
    sentence = f"What recurring savings come to in {years} is not known"
    return Finding(Status.LACKING, f"{sentence}; they are {known[0]}." if known else f"{sentence}.")


def _double(records: Records) -> Finding:
    if records.double_counts:
        return Finding(Status.LACKING, " ".join(on_screen(pair.sentence) for pair in records.double_counts))
    return Finding(
        Status.ASKED,
        f"No two projects count a saving of one organisation with the same line, driver or category; {_in_plan(records)}.",
    )


def _in_plan(records: Records) -> str:
    """Which savings the medium-term plan has already, as far as lines say so."""
    stated = [line for line in records.gaining if line.flow.in_plan is not None]
    if not stated:
        return "the medium-term plan is not part of the records"
    planned, silent = [line for line in stated if line.flow.in_plan], len(records.gaining) - len(stated)
    has = (
        f"the medium-term plan already has {_quoted(_names(planned))}"
        if planned
        else "no saving is recorded as in the medium-term plan already"
    )
    return f"{has}, and {wording.counted(silent, 'line')} {'does' if silent == 1 else 'do'} not say" if silent else has


def _price_base(records: Records) -> Finding:
    if not records.price_base:
        return Finding(Status.LACKING, "No price base is recorded.")
    return Finding(Status.SHOWN, f"The price base is {records.price_base}.")


def _one_off_funding(records: Records) -> Finding:
    once = [line for line in records.of(FlowKind.COST) if line.flow.recurring is False]
    if not once:
        return Finding(Status.ASKED, "No cost is said to be one-off.")
    cost = records.total(once)
    flows = [line for line in records.of(FlowKind.FUNDING) if is_from(line, *MONEY_IN, FundingKind.RESERVES, FundingKind.BORROWING)]
    unnamed = _names([line for line in records.of(FlowKind.FUNDING) if line.flow.funding_source is FundingKind.NOT_STATED])
    awarded = [line for line in records.funding if line.awarded is not None]
    if not flows and not awarded:
        silent = f" {_quoted(unnamed)} {wording.agreeing(unnamed, 'does', 'do')} not say where the money comes from." if unnamed else ""
        return Finding(Status.LACKING, f"One-off costs are {_figure(cost)}, and nothing is named that pays for them.{silent}")
    named = Estimate.sum(line.awarded for line in awarded if line.awarded is not None) if awarded else _counted(records, flows)
    names = [line.source for line in awarded] or [f"‘{line.flow.line}’" for line in flows]
    left = Estimate.sum(line.left for line in awarded if line.left is not None)
    one_off, given, over = _figures(cost, named, left)
    rest = f", of which {over} is neither allocated nor spent" if awarded and left != named else ""
    words = f"One-off costs are {one_off}; {wording.listed(names)} {wording.agreeing(names, 'gives', 'give')} {given}{rest}."
    short = cost - named
    return Finding(Status.SHOWN if short.high is not None and short.high <= 0 and not short.unknown else Status.LACKING, words)


def _counted(records: Records, flows: list[Line]) -> Estimate:
    """What lines of funding come to as far as they count: what is only sought may be nothing."""
    with localcontext(PRECISE):
        return Estimate.sum(amount for line in flows for amount in funding_in_years(line, records.years)).to_pence()


def _capital(records: Records) -> Finding:
    lines = records.of(FlowKind.COST, FlowKind.SAVING, FlowKind.INCOME)
    if not lines:
        return Finding(Status.LACKING, "No costs or savings are recorded.")
    capital = records.total([line for line in lines if line.flow.capital and line.flow.kind is FlowKind.COST])
    revenue = records.total([line for line in lines if not line.flow.capital and line.flow.kind is FlowKind.COST])
    housing = [line for line in lines if line.flow.fund is Fund.HOUSING]
    funds = f"; {wording.counted(len(housing), 'line')} of the housing revenue account" if housing else ""
    told = zip(("revenue", "capital"), (revenue, capital), _figures(revenue, capital), strict=True)
    known = [f"{name} costs are {figure}" for name, amount, figure in told if not amount.says_nothing]
    unknown = [name for name, amount in (("revenue", revenue), ("capital", capital)) if amount.says_nothing]
    if len(unknown) == 2:
        known = ["neither the revenue nor the capital costs are known"]
    elif unknown:
        known.append(f"how high the {unknown[0]} costs are is not known")
    sentence = " and ".join(known)
    is_known = not revenue.unknown and not capital.unknown
    return Finding(Status.SHOWN if is_known else Status.LACKING, f"{sentence[:1].upper()}{sentence[1:]}{funds}.")


def _payback(records: Records) -> Finding:
    money_of_owner = records.money
    if money_of_owner is None or not money_of_owner.years:
        return Finding(Status.LACKING, "No costs or savings are recorded.")
    in_cash = any(not (year.saving_cashable.is_nought and year.income.is_nought) for year in money_of_owner.years)
    if not in_cash:
        return Finding(Status.LACKING, "No payback in cash is shown. No saving is stated to be cashable.")
    if money_of_owner.payback_cashable_years is not None:
        years = money_of_owner.payback_cashable_years
        said = f"The cash put in comes back {f'in {wording.span(years)}' if years else 'at once'}"
        worst = three_cases(money_of_owner)[0]
        if worst.cashable_payback == years:
            return Finding(Status.SHOWN, f"{said}.")
        if worst.cashable_payback is not None:
            return Finding(Status.SHOWN, f"{said} on the most likely figures, and in {wording.span(worst.cashable_payback)} at worst.")
        last = "it is not reached" if worst.cashable_known else "how late is not known"
        status = Status.SHOWN if worst.cashable_known else Status.LACKING
        return Finding(status, f"{said} on the most likely figures; at worst {last}.")
    reasons = [reason.removeprefix("No payback: ") for reason in money_of_owner.why if "payback" in reason.casefold()]
    reasons = [f"{reason[:1].upper()}{reason[1:]}" for reason in reasons]
    return Finding(Status.LACKING, " ".join(["No payback in cash is shown.", *reasons[:1]]))


def _sensitivity(records: Records) -> Finding:
    values = None if records.switching is None else replace(records.switching.central, why=())
    words = [] if values is None else list(switching_sentences(values))
    npv = records.money.npv if records.money is not None else None
    if npv is not None and not npv.is_point:
        words.insert(0, f"The net present value is {_figure(npv)}.")
    if not words:
        return Finding(Status.LACKING, "Every amount is one figure, and no switching value can be worked out.")
    return Finding(Status.SHOWN, " ".join(words))


def _deliverability(records: Records) -> Finding:
    lines = records.gaining
    finding = _each_says(
        lines,
        [line for line in lines if not line.flow.confidence],
        "",
        ("has no confidence in its delivery recorded", "have no confidence in their delivery recorded"),
    )
    if finding.status is not Status.SHOWN:
        return finding
    counts: dict[str, int] = {}
    for line in lines:
        counts[line.flow.confidence] = counts.get(line.flow.confidence, 0) + 1
    return Finding(Status.SHOWN, f"Confidence in delivery: {wording.listed([f'{name}, {count}' for name, count in counts.items()])}.")


def _exit_costs(records: Records) -> Finding:
    lines_by_cost = {
        name: [line for line in records.of(FlowKind.COST) if name in f"{line.flow.category} {line.flow.line}".casefold()]
        for name in ("redundancy", "pension strain")
    }
    there = [name for name, lines in lines_by_cost.items() if lines]
    if not there:
        return Finding(Status.ASKED, "No redundancy cost and no pension strain is recorded.")
    lacking = [name for name, lines in lines_by_cost.items() if not lines]
    figures = _figures(*(records.total(lines_by_cost[name]) for name in there))
    words = "; ".join(f"{name} is {figure}" for name, figure in zip(there, figures, strict=True))
    differs = "" if records.exit_costs is None else on_screen(difference_sentence(records.exit_costs))
    if lacking:
        return Finding(Status.LACKING, f"{words.capitalize()}; no {lacking[0]} is recorded.{f' {differs}' if differs else ''}")
    if differs:
        return Finding(Status.LACKING, f"{words.capitalize()}. {differs}")
    unknown = any(records.total(lines).unknown for lines in lines_by_cost.values())
    return Finding(Status.LACKING if unknown else Status.SHOWN, f"{words.capitalize()}.")


def _who_benefits(records: Records) -> Finding:
    parted = records.apportionment
    if parted is not None and parted.partners:
        more = [partner.organisation for partner in parted.partners if partner.pays_more_for_less]
        lost = [partner.organisation for partner in parted.partners if partner.loses]
        may = [partner.organisation for partner in parted.partners if partner.loses is None]
        if lost or may:
            told = [f"{wording.listed(names)} {verb} lose" for names, verb in ((lost, "would"), (may, "may")) if names]
            paying = f" {wording.listed(more)} would pay more than now without getting more." if more else ""
            return Finding(Status.LACKING, f"{', and '.join(told)}.{paying}")
        unclear = [partner.organisation for partner in parted.partners if partner.pays_more_for_less is None]
        if more:
            return Finding(Status.LACKING, f"{wording.listed(more)} would pay more than now without getting more.")
        if unclear:
            return Finding(
                Status.LACKING, f"The amounts do not say whether {wording.listed(unclear)} would pay more than now without getting more."
            )
        unknown = [partner.organisation for partner in parted.partners if partner.npv is None or partner.npv.unknown]
        if unknown:
            return Finding(Status.LACKING, f"What {wording.listed(unknown)} would be left with is not known.")
        return Finding(Status.SHOWN, " ".join(["No partner would pay more than now without getting more.", *parted.not_stated]))
    lines = records.gaining
    if parted is not None and parted.why:
        return Finding(Status.LACKING, " ".join(parted.why))
    return _each_says(
        lines,
        [line for line in lines if line.flow.organisation is None],
        "Each line names its organisation.",
        ("names no organisation", "name no organisation"),
    )


def _contingency(records: Records) -> Finding:
    biased = [line for line in records.of(FlowKind.COST, FlowKind.SAVING, FlowKind.INCOME) if line.flow.optimism_bias]
    kept = [line for line in records.of(FlowKind.COST) if "contingency" in f"{line.flow.category} {line.flow.line}".casefold()]
    if kept:
        amount = records.total(kept)
        return Finding(Status.LACKING if amount.unknown else Status.SHOWN, f"Contingency of {_figure(amount)} is among the costs.")
    if biased:
        return Finding(
            Status.SHOWN, f"{wording.counted(len(biased), 'line')} {'allows' if len(biased) == 1 else 'allow'} for optimism bias."
        )
    return Finding(Status.ASKED, "No contingency and no optimism bias is recorded.")


def _each_says(lines: list[Line], silent: list[Line], shown: str, lacking: tuple[str, str]) -> Finding:
    """`shown` where no line is silent, else the silent ones by name with what they lack, as one or as several."""
    if not lines:
        return Finding(Status.LACKING, "No costs or savings are recorded.")
    names = _names(silent)
    return Finding(Status.LACKING, f"{_quoted(names)} {wording.agreeing(names, *lacking)}.") if names else Finding(Status.SHOWN, shown)


def _names(lines: list[Line]) -> list[str]:
    """What the lines are called, with whose they are where two are called alike."""
    names = [line.flow.line for line in lines]
    return [f"{line.flow.line}, of {line.owner}" if names.count(line.flow.line) > 1 else line.flow.line for line in lines]


def _quoted(names: list[str]) -> str:
    shown = [f"‘{name}’" for name in names[:3]]
    return wording.listed([*shown, wording.counted(len(names) - 3, "other")] if len(names) > 3 else shown)


def _figure(amount: Estimate) -> str:
    return amount.figure_words(running=True)


def _figures(*amounts: Estimate) -> list[str]:
    """The amounts of one sentence, in one unit and to the decimals at which those that subtract agree."""
    rounding = rounding_that_agrees(amounts)
    return [amount.figure_words(running=True, rounding=rounding) for amount in amounts]


def _of(noun: str, amount: Estimate, figure: str) -> str:
    return f"{noun} that are not yet known" if amount.says_nothing else f"{noun} of {figure}"


#: The lines, in the order a report on robustness takes them.
CHECKS: tuple[Check, ...] = (
    Check("baseline", "Is the baseline agreed to the ledger, and by whom?", _baseline),
    Check("net", "Are the savings net of what it costs to make them?", _net),
    Check("recurring", "Is each amount said to be recurring or one-off?", _recurring),
    Check("phasing", "Do the amounts rise to their full-year effect as the plan allows?", _phasing),
    Check("double_counting", "Is any of this in the medium-term financial strategy already?", _double),
    Check("price_base", "In which year’s prices are the amounts?", _price_base),
    Check("one_off_funding", "Which reserve, grant, capital receipt or borrowing pays the one-off cost?", _one_off_funding),
    Check("revenue_and_capital", "Are revenue and capital told apart rightly?", _capital),
    Check("payback", "When does the cash put in come back?", _payback),
    Check("sensitivity", "How far could costs and savings change before it is not worth while?", _sensitivity),
    Check("deliverability", "How confident is delivery of each saving?", _deliverability),
    Check("exit_costs", "What do redundancies and early pensions cost, and who pays?", _exit_costs),
    Check("vat_pension_tupe", "What follows for VAT, pensions and staff who transfer?", _asked),
    Check("who_benefits", "Which partner gains, and does any pay more for less?", _who_benefits),
    Check("contingency", "What is set aside for what goes wrong?", _contingency),
    Check("quality", "What shows that service quality is kept?", _asked),
)
