"""What the tables of the Results screen say of each option. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from desktop.appraisal import money
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.estimate import Kind as AmountKind
from desktop.appraisal.results import Appraisal, Money, OptionResult
from desktop.appraisal.wording import points, span
from desktop.models.cell import Align, Cell
from desktop.models.column import Column
from desktop.models.kinds import Kind
from desktop.papers.charts.data.appraised import bounds, group_words, score_words
from desktop.papers.content.chances import place
from desktop.papers.exhibits.option_tables import has_known_amounts, money_held
from desktop.views.judge.score_cells import state_words

_NOT_KNOWN = "not known"

#: A reason beside the scores is cut after so many characters: Options holds it whole.
_LONGEST_REASON = 150


@dataclass(frozen=True, slots=True)
class RankRow:
    """One option in the table of ranks, beside the appraisal it is part of."""

    id: str
    option: OptionResult
    appraisal: Appraisal


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """An option or a project in the table of money."""

    id: str
    money: Money
    benchmark: bool
    project: bool


def decision_words(appraisal: Appraisal) -> str:
    """The decision taken, where the scores rank it, and why; `**` stands round what is set off. Empty where none is recorded."""
    taken = next((option for option in appraisal.case.options if option.decision_taken), None)
    if taken is None:
        return ""
    rank = appraisal.option(taken.name).rank
    where = "which has no score" if rank is None else f"ranked {place(rank)}"
    reason = " ".join(taken.decision_reason.split())
    if not reason:
        return f"**Decision taken: {taken.name}**, {where}. Say why on Options."
    if len(reason) > _LONGEST_REASON:
        reason = f"{reason[:_LONGEST_REASON].rsplit(' ', 1)[0].rstrip('.,;:')} …"
    return f"**Decision taken: {taken.name}**, {where}. {reason}{'' if reason.endswith(('.', '…')) else '.'}"


def rank_rows(appraisal: Appraisal) -> tuple[RankRow, ...]:
    """Best first."""
    return tuple(RankRow(option.name, option, appraisal) for option in appraisal.ranked)


def money_rows(appraisal: Appraisal) -> tuple[MoneyRow, ...]:
    """Options best first, then projects: all for which costs or savings are recorded, and the benchmark where any is."""
    money_by_name = dict(money_held(appraisal))
    if not money_by_name:
        return ()
    rows = [
        MoneyRow(option.name, option.money, option.benchmark, False)
        for option in appraisal.ranked
        if option.name in money_by_name or option.benchmark
    ]
    return (*rows, *(MoneyRow(project.name, project.money, False, True) for project in appraisal.projects if project.name in money_by_name))


def rank_columns(appraisal: Appraisal) -> tuple[Column, ...]:
    """Rank, option and score; each group's own where there are several; how far behind; and the money where any is recorded."""
    groups = [group.name for group in appraisal.case.groups]
    columns = [
        Column("rank", "Rank", Kind.INTEGER, editable=False, least=3, cell=_rank),
        Column("option", "Option", editable=False, least=16, cell=_name),
        Column("score", "Score", Kind.NUMBER, editable=False, cell=_score),
    ]
    if len(groups) > 1:
        columns += [Column(f"group:{name}", name, Kind.NUMBER, editable=False, least=5, cell=_of_group(name)) for name in groups]
    columns.append(Column("behind", "Behind", Kind.NUMBER, editable=False, least=5, cell=_behind))
    if any(has_known_amounts(option.money) for option in appraisal.options):
        columns.append(Column("npv", "Net present value", Kind.NUMBER, editable=False, cell=_of_money(_npv)))
        columns.append(Column("payback", "Payback", Kind.NUMBER, editable=False, cell=_of_money(_payback)))
    return tuple(columns)


def _of_money(cell: Callable[[str, Money], Cell]) -> Callable[[RankRow], Cell]:
    """Money is against the benchmark, which has none of its own."""

    def of(row: RankRow) -> Cell:
        if row.option.benchmark:
            return Cell(spoken=f"{row.id}: the benchmark, which the others are measured against")
        return cell(row.id, row.option.money)

    return of


def money_columns() -> tuple[Column, ...]:
    """What each is worth and when it pays back, the cashable payback first."""

    def made(key: str, heading: str, cell: Callable[[MoneyRow], Cell]) -> Column:
        def of(row: MoneyRow) -> Cell:
            if row.benchmark:
                return Cell(
                    "benchmark" if key == "npv" else "",
                    quiet=True,
                    spoken=f"{row.id}: the benchmark, which the others are measured against",
                )
            return cell(row)

        return Column(key, heading, Kind.NUMBER, editable=False, cell=of)

    return (
        Column("name", "Option or project", editable=False, least=20, cell=lambda row: Cell(row.id, quiet=row.benchmark)),
        made("npv", "Net present value", lambda row: _npv(row.id, row.money)),
        made("npv_cashable", "Cashable only", lambda row: _amount(f"{row.id}, cashable net present value", row.money.npv_cashable)),
        made("bcr", "Benefit cost ratio", _ratio),
        made("payback", "Payback", lambda row: _payback(row.id, row.money, at_best=False)),
        made("range", "Payback, best to worst", _payback_range),
        made("annual", "Equivalent a year", lambda row: _amount(f"{row.id}, equivalent a year", row.money.equivalent_annual)),
    )


def _rank(row: RankRow) -> Cell:
    rank = row.option.rank
    return Cell("none" if rank is None else str(rank), quiet=rank is None, strong=_leads(row))


def _leads(row: RankRow) -> bool:
    return row.id == row.appraisal.leader


def _name(row: RankRow) -> Cell:
    states = state_words(row.option)
    return Cell(", ".join([row.id, *states[:1]]), strong=_leads(row), accent=_leads(row), spoken=", ".join([row.id, *states]))


def _score(row: RankRow) -> Cell:
    option = row.option
    words = score_words(option.score, option.score_low, option.score_high)
    return Cell(words, strong=_leads(row), quiet=option.score is None, spoken=f"{row.id}: {words} out of 100")


def _of_group(name: str) -> Callable[[RankRow], Cell]:
    def cell(row: RankRow) -> Cell:
        words = group_words(row.option.by_group[name])
        return Cell(words, quiet=words == "no score", spoken=f"{row.id}, {name}: {words}")

    return cell


def _behind(row: RankRow) -> Cell:
    """How many points behind the leader; what keeps it from leading where its score is higher."""
    option, leader = row.option, row.appraisal.leader
    if leader is None or option.score is None:
        return Cell()
    if option.name == leader:
        return Cell("leads", quiet=True)
    ahead = row.appraisal.option(leader).score
    gap = (ahead or option.score) - option.score
    if gap < 0:
        return Cell(
            "cannot lead", quiet=True, spoken=f"{row.id}: its score is higher, but it cannot lead: {', '.join(state_words(option))}"
        )
    return Cell(points(gap), spoken=f"{row.id}: {points(gap)} points behind")


def _amount(head: str, amount: Estimate | None) -> Cell:
    """An amount in its shortest honest words, with what is not known of it as a screen reader says it."""
    if amount is None:
        return Cell.not_known(spoken=f"{head}: cannot be worked out; the reasons stand below")
    words = short_words(amount)
    if words == _NOT_KNOWN:
        return Cell.not_known(spoken=f"{head}: {amount.total_words()}")
    return Cell(words, spoken=f"{head}: {amount.total_words()}")


def short_words(amount: Estimate) -> str:
    """An amount for a narrow column, each end to two places of a million or the whole pound; a bound stays a bound."""
    if bounds(amount).words == _NOT_KNOWN:
        return _NOT_KNOWN
    ends = (amount.low, amount.high)
    low, high = (None if end is None else money.short(end) for end in ends)
    if low is not None and high is not None and low.endswith("m") != high.endswith("m"):  # one unit for both, where no penny is lost
        low, high = (
            money.in_millions(end) if end is not None and money.is_short_in_millions(end) else words
            for end, words in zip(ends, (low, high), strict=True)
        )
    if amount.kind is AmountKind.AT_MOST and amount.low is not None:
        return f"up to {high}"  # as it was recorded: its floor of £0 is assumed
    if low is None or high is None:
        return f"at most {high}" if low is None else f"at least {low}"
    return f"{'about ' if amount.approximate else ''}{low}" + (f" to {high}" if low != high else "")


def _npv(name: str, own_money: Money) -> Cell:
    if not own_money.years:
        return Cell(spoken=f"{name}: no costs or savings recorded")
    return _amount(f"{name}, net present value", own_money.npv)


def _ratio(row: MoneyRow) -> Cell:
    head = f"{row.id}, benefit cost ratio"
    if row.money.bcr is not None:
        return Cell(f"{row.money.bcr:.2f}", spoken=f"{head}: {row.money.bcr:.2f}")
    no_cost = all(year.cost.is_nought for year in row.money.years)
    if no_cost:
        return Cell("no cost", quiet=True, spoken=f"{head}: none, as no cost is recorded")
    return Cell.not_known(spoken=f"{head}: cannot be worked out; the reasons stand below")


def _payback(name: str, own_money: Money, *, at_best: bool = True) -> Cell:
    """The cashable payback leads where it is known; then that of all savings; then, if told `at_best`, the best case alone."""
    if not has_known_amounts(own_money):
        return Cell() if not own_money.years else Cell.not_known(spoken=f"{name}: when it pays back is not known")
    if own_money.payback_cashable_years is not None:
        return _time(name, own_money.payback_cashable_years, "cashable", "on cashable savings alone")
    if own_money.payback_years is not None:
        return _time(name, own_money.payback_years, "", "on all savings together")
    best = best_payback(own_money)
    if best is not None and at_best:
        return _time(name, best, "at best", "at best; how late at worst is not known, or not within the years appraised")
    if own_money.npv is None or own_money.npv.low is None or own_money.npv.high is None:
        return Cell.not_known(spoken=f"{name}: when it pays back is not known")
    return Cell("not reached", quiet=True, spoken=f"{name}: does not pay back by {own_money.years[-1].year}")


def _time(name: str, years: Decimal, short: str, qualifier: str) -> Cell:
    return Cell(
        f"{brief_span(years)} {short}".strip(),
        spoken=f"{name}: pays back in {span(years)} {qualifier}" if years else f"{name}: pays back at once",
    )


def brief_span(years: Decimal) -> str:
    """A length of time short enough for a grid: `2y 7m`."""
    if not years:
        return "at once"
    return (
        span(years)
        .replace(" years", "y")
        .replace(" year", "y")
        .replace(" months", "m")
        .replace("less than a month", "under 1m")
        .replace(" month", "m")
    )


def best_payback(own_money: Money) -> Decimal | None:
    """How soon it pays back at best. Nothing is said to pay back at once while amounts are not known: their best is an assumed £0."""
    return told_payback(own_money, own_money.payback_range[1])


def told_payback(own_money: Money, years: Decimal | None) -> Decimal | None:
    """A payback as it may be told; None where it is at once only as costs that are not known count as £0."""
    return None if own_money.npv is not None and own_money.npv.unknown and not years else years


def _payback_range(row: MoneyRow) -> Cell:
    worst, best = row.money.payback_range[0], best_payback(row.money)
    if not has_known_amounts(row.money) or (worst is None and best is None):
        return Cell.not_known(spoken=f"{row.id}: neither the best nor the worst payback is known")
    ends = [brief_span(end) if end is not None else "not known or not reached" for end in (best, worst)]
    if best == worst:
        return Cell(ends[0], align=Align.RIGHT)
    if worst is None:
        return Cell(f"{ends[0]} at best", spoken=f"{row.id}: {ends[0]} at best; at worst {ends[1]}")
    return Cell(" to ".join(ends), spoken=f"{row.id}: {ends[0]} at best, {ends[1]} at worst")
