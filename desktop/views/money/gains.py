"""What the Who gains view says of each partner, and of the transfer that would leave nobody worse off. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop.appraisal.estimate import Estimate
from desktop.appraisal.partners.transfers import Floor
from desktop.appraisal.wording import span
from desktop.models.cell import Cell
from desktop.models.column import ScreenColumn
from desktop.models.kinds import Kind
from desktop.papers.charts.data.gains import change_words
from desktop.results.cells import Period, Row
from desktop.results.partners.gains import CASES
from desktop.views.kit.tables.result_columns import figure, named, shown

#: Stands for the case while reasons are compared that differ by it alone.
_WHERE = "{case}"


def partner_columns() -> tuple[ScreenColumn, ...]:
    """Before and after, with what it takes to get there apart; what each saves and is worth; and whether it pays more for less.

    The partner's name stands at the left, where it stays.
    """
    return (
        figure("before", "Before, a year"),
        figure("after", "After, a year", cell=_after),
        figure("change", "Change a year", "{name}: {words} a year", unknown="{name}: by how much it changes is not known"),
        figure("transitional", "One-off"),
        figure("saving", "Saving"),
        figure("npv", "Net present value"),
        figure("payback", "Payback", cell=_payback),
        figure("pays_more", "Pays more for less", kind=Kind.TEXT, least=10, cell=_flag),
    )


def _after(row: Row) -> Cell:
    """Nothing where what it pays now is not known: there is nothing to set it against."""
    hidden = {"after": replace(row.cells["after"], value=None)} if row.cells["before"].value is None else {}
    return shown(replace(row, cells={**row.cells, **hidden}), "after", "After, a year")


def _payback(row: Row) -> Cell:
    payback = row.cells["payback"]
    if payback.value is None and not payback.lack.is_open:
        return Cell("not reached", quiet=True, spoken=f"{row.id} does not pay back within the years appraised")
    when = "" if not isinstance(payback, Period) or payback.value is None else f"in {span(payback.value)}" if payback.value else "at once"
    return shown(row, "payback", "Payback", f"{{name}}: pays back {when}", unknown="{name}: when it pays back is not known")


def _flag(row: Row) -> Cell:
    """A shape at the corner and words: whoever sees no colour reads the same."""
    pays_more, change = row.cells["pays_more"].value, row.cells["change"].value
    if pays_more is None:
        return Cell.not_known(spoken=f"{row.id}: whether it pays more for less is not known from the amounts")
    if not pays_more:
        return Cell("No", quiet=True, spoken=f"{row.id} does not pay more for less")
    rises = isinstance(change, Estimate) and change.low is not None and change.low > 0
    by = f", {change_words(change)}" if isinstance(change, Estimate) and rises else ", for each unit"
    return Cell(f"Yes{by}", strong=True, flag=True, spoken=f"{row.id} pays more for less{by}")


# The floor


def transfer_columns() -> tuple[ScreenColumn, ...]:
    """What each receives or pays on each case."""
    said = "{name}, {head} case: "
    cases = (
        figure(case, case.capitalize(), f"{said}{{text}}", f"{said}{{words}}", unknown=f"{said}{{why}}", shows="{note} {words}")
        for case in CASES
    )
    return (named("Transfer", 12), *cases)


def floor_sentences(floors: Sequence[Floor]) -> list[str]:
    """Why nothing changes hands, case by case; one sentence where every case says the same. Transfers stand in the table."""
    reasons_by_case = [(case, reason) for case, floor in zip(CASES, floors, strict=False) if not floor.transfers for reason in floor.why]
    if len({reason for _, reason in reasons_by_case}) <= 1 and len(reasons_by_case) in (0, len(floors)):
        return [reason for _, reason in reasons_by_case[:1]]
    alike: dict[str, list[str]] = {}
    for case, reason in reasons_by_case:
        alike.setdefault(reason.replace(f"on the {case} case", _WHERE), []).append(case)
    said = []
    for reason, cases in alike.items():
        where = "any case" if len(cases) == len(CASES) else f"the {' or the '.join(cases)} case"
        started = f"On {where.replace(' or ', ' and ')}, {_running(reason)}"
        said.append(reason.replace(_WHERE, f"on {where}") if _WHERE in reason else started)
    return said


def _running(sentence: str) -> str:
    first = sentence.split(" ", 1)[0]
    return f"{sentence[:1].lower()}{sentence[1:]}" if first in ("Nobody", "No") else sentence
