"""What the tables of the Results screen say of each option. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from desktop.appraisal.results import Appraisal
from desktop.appraisal.wording import place, span
from desktop.models.cell import Align, Cell
from desktop.models.column import ScreenColumn
from desktop.models.kinds import Kind
from desktop.results.cells import Row
from desktop.results.choice.options import ranked
from desktop.results.money.recorded import has_known_amounts
from desktop.results.money.worth import worths
from desktop.views.kit.brief_words import brief_span
from desktop.views.kit.tables.result_columns import figure, named, shown, words

#: The paybacks beside the scores, in cash alone, and those beside what each is worth: the first that is known, with what is said of it.
_IN_CASH = (
    ("cashable", "in cash", "on cashable savings alone"),
    ("cash_best", "in cash at best", "in cash at best; how late at worst is not known, or not within the years appraised"),
)
_PAYBACKS = (_IN_CASH[0], ("payback", "all savings", "on all savings together"))


def decision_words(appraisal: Appraisal) -> str:
    """The decision taken, until the meeting the option recommended, where the scores rank it, and why; `**` stands round what is set off.

    Empty where neither is recorded.
    """
    options = appraisal.case.options
    taken = next((option for option in options if option.decision_taken), None)
    chosen = taken or next((option for option in options if option.preferred), None)
    if chosen is None:
        return ""
    rank = appraisal.option(chosen.name).rank
    where = "which has no score" if rank is None else f"ranked {place(rank)}"
    label, why = ("Decision taken", taken.decision_reason) if taken else ("Recommended", chosen.reason)
    reason = " ".join(why.split()).removesuffix(".") or "Say why on Options"
    return f"**{label}: {chosen.name}**, {where}. {reason}."


def rank_rows(appraisal: Appraisal) -> tuple[Row, ...]:
    """Best first, each with its money."""
    benchmark = next((option.name for option in appraisal.options if option.benchmark), "")
    money = worths({option.name: option.money for option in appraisal.options}, benchmark)
    return tuple(replace(row, cells={**row.cells, **money[row.name]}) for row in ranked(appraisal))


def rank_columns(appraisal: Appraisal) -> tuple[ScreenColumn, ...]:
    """Rank, option and score; how far behind; and the money where any is recorded. Each group's own scores are under Groups."""
    columns = [
        figure("rank", "Rank", "{words}", "{words}", kind=Kind.INTEGER, least=3),
        words("option", "Option", "{name}{note}", least=16, main=True),
        figure("score", "Score", "{name}: {words} out of 100"),
    ]
    columns.append(figure("behind", "Behind", least=5, cell=_behind))
    if any(has_known_amounts(option.money) for option in appraisal.options):
        columns.append(figure("npv", "Net present value", lacking="{name}: {why}"))
        columns.append(figure("payback", "Payback", cell=_payback_in_cash))
    return tuple(columns)


def money_columns() -> tuple[ScreenColumn, ...]:
    """What each is worth and when it pays back, the cashable payback first."""
    cashable, lacking = "{name}, cashable net present value: ", "{name}: {why}"
    return (
        named("Option or project", 20, main=False),
        figure("npv", "Net present value", lacking=lacking, none="benchmark"),
        figure("npv_cashable", "Cashable only", f"{cashable}{{words}}", lacking, unknown=f"{cashable}{{why}}"),
        figure("bcr", "Benefit cost ratio"),
        figure("payback", "Payback", cell=_payback),
        figure("range", "Payback, best to worst", cell=_payback_range),
        figure("annual", "Equivalent a year", lacking=lacking),
    )


def _behind(row: Row) -> Cell:
    """How many points behind the leader; what keeps it from leading where its score is higher."""
    behind = row.cells["behind"]
    if behind.value is None and not behind.lack.why:
        return Cell(behind.lack.words, quiet=bool(behind.lack.words))
    return shown(row, "behind", "Behind", "{name}: {words} points behind", "{name}: {why}")


def _payback_in_cash(row: Row) -> Cell:
    """The payback in cash: on the most likely figures, else at best."""
    if (cell := _first_known(row, _IN_CASH)) is not None:
        return cell
    return shown(row, "cash_best", "Payback", lacking="{name}: {why}", unknown="{name}: when it pays back in cash is not known")


def _first_known(row: Row, paybacks: Sequence[tuple[str, str, str]]) -> Cell | None:
    for key, short, said in paybacks:
        years = row.cells[key].value
        if isinstance(years, Decimal):
            when = f"in {span(years)} {said}" if years else f"at once {said}"
            return Cell(f"{brief_span(years)} {short}" if years else f"at once, {short}", spoken=f"{row.id}: pays back {when}")
    return None


def _payback(row: Row) -> Cell:
    """The cashable payback leads where it is known; then that of all savings."""
    if (cell := _first_known(row, _PAYBACKS)) is not None:
        return cell
    return shown(row, "payback", "Payback", lacking="{name}: {why}", unknown="{name}: when it pays back is not known")


def _payback_range(row: Row) -> Cell:
    best, worst = row.cells["best"], row.cells["worst"]
    if best.value is None and worst.value is None:
        if not best.lack.words:  # the benchmark
            return shown(row, "best", "", lacking="{name}: {why}")
        if not best.lack.is_open:
            return Cell("not reached", quiet=True, spoken=f"{row.id}: {best.lack.why}, on its best case as on its worst")
        return Cell.not_known(spoken=f"{row.id}: neither the best nor the worst payback is known")
    none = "not known" if worst.lack.is_open else "not reached"
    ends = [brief_span(end.value) if isinstance(end.value, Decimal) else none for end in (best, worst)]
    if best.value == worst.value:
        return Cell(ends[0], align=Align.RIGHT)
    if worst.value is None:
        return Cell(f"{ends[0]} at best", spoken=f"{row.id}: {ends[0]} at best; at worst {ends[1]}")
    return Cell(" to ".join(ends), spoken=f"{row.id}: {ends[0]} at best, {ends[1]} at worst")
