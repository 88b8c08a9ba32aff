"""What the Who gains view says of each partner, and of the transfer that would leave nobody worse off. No widgets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from desktop.appraisal import money
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.partners.apportionment import Apportionment, Floor, PartnerResult
from desktop.appraisal.wording import span
from desktop.models.cell import Cell
from desktop.models.column import Column
from desktop.models.kinds import Kind
from desktop.papers.charts.data.gains import change_words
from desktop.views.decide.option_tables import brief_span, short_words
from desktop.views.kit.tables.year_grid import NOT_KNOWN, amount_cell

_CASES = ("worst", "most likely", "best")

#: Stands for the case while reasons are compared that differ by it alone.
_WHERE = "{case}"


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """One partner of one option or project."""

    id: str
    result: PartnerResult


def partner_lines(apportionment: Apportionment | None) -> tuple[PartnerLine, ...]:
    """The partners in the order recorded."""
    return () if apportionment is None else tuple(PartnerLine(each.organisation, each) for each in apportionment.partners)


def partner_columns() -> tuple[Column, ...]:
    """Before and after, with what it takes to get there apart; what each saves and is worth; and whether it pays more for less.

    The partner's name stands at the left, where it stays.
    """
    return (
        _amount("before", "Before, a year", lambda each: each.before, "no base-year cost in scope is recorded"),
        _amount("after", "After, a year", _after, "what it pays now is not recorded"),
        Column("change", "Change a year", Kind.NUMBER, editable=False, cell=_change),
        _amount("transitional", "One-off", lambda each: each.transitional),
        _amount("saving", "Saving", lambda each: each.saving),
        _amount("npv", "Net present value", lambda each: each.npv),
        Column("payback", "Payback", Kind.NUMBER, editable=False, cell=_payback),
        Column("flag", "Pays more for less", editable=False, least=10, cell=_flag),
    )


def _after(result: PartnerResult) -> Estimate | None:
    """Nothing where what it pays now is not known: a bound under £0 would be all that was left, which says nothing."""
    return result.after if result.before is not None and short_words(result.before) != NOT_KNOWN else None


def _amount(key: str, heading: str, amount: Callable[[PartnerResult], Estimate | None], lacking: str = "") -> Column:
    def cell(line: PartnerLine) -> Cell:
        return amount_cell(f"{line.id}, {heading.lower()}", amount(line.result), lacking=lacking)

    return Column(key, heading, Kind.NUMBER, editable=False, cell=cell)


def _change(line: PartnerLine) -> Cell:
    change = line.result.change
    words = "change not known" if change is None else change_words(change)
    if words == "change not known":
        return Cell.not_known(spoken=f"{line.id}: by how much it changes is not known")
    return Cell(words, spoken=f"{line.id}: {words} a year")


def _payback(line: PartnerLine) -> Cell:
    years = line.result.payback_years
    if years is not None:
        return Cell(brief_span(years), spoken=f"{line.id}: pays back {f'in {span(years)}' if years else 'at once'}")
    npv = line.result.npv
    if npv is None or npv.low is None or npv.high is None:
        return Cell.not_known(spoken=f"{line.id}: when it pays back is not known")
    return Cell("not shown", quiet=True, spoken=f"{line.id}: no payback within the years appraised is shown")


def _flag(line: PartnerLine) -> Cell:
    """A shape at the corner and words: whoever sees no colour reads the same."""
    result = line.result
    if result.pays_more_for_less is None:
        return Cell.not_known("cannot be told", spoken=f"{line.id}: whether it pays more for less cannot be told from the amounts")
    if not result.pays_more_for_less:
        return Cell("No", quiet=True, spoken=f"{line.id} does not pay more for less")
    change = result.change
    by = f", {change_words(change)}" if change is not None and change.low is not None and change.low > 0 else ", for each unit"
    return Cell(f"Yes{by}", strong=True, flag=True, spoken=f"{line.id} pays more for less{by}")


# The floor


@dataclass(frozen=True, slots=True)
class TransferLine:
    """What one partner would pay or receive on each case so that nobody is worse off; `None` where the case is open."""

    id: str
    by_case: tuple[Decimal | None, Decimal | None, Decimal | None]


def transfer_lines(floors: Sequence[Floor]) -> tuple[TransferLine, ...]:
    """A line for each partner that pays or receives on some case."""
    if len(floors) != len(_CASES):
        return ()
    worst, likely, best = floors
    names = dict.fromkeys(name for floor in floors for name in floor.transfers)
    lines = [TransferLine(name, (_moves(worst, name), _moves(likely, name), _moves(best, name))) for name in names]
    return tuple(line for line in lines if any(line.by_case))


def _moves(floor: Floor, name: str) -> Decimal | None:
    if name in floor.transfers:
        return floor.transfers[name]
    return Decimal(0) if floor.possible else None


def transfer_columns() -> tuple[Column, ...]:
    """What each receives or pays on each case."""

    def case(number: int) -> Column:
        def cell(line: TransferLine) -> Cell:
            amount, name = line.by_case[number], _CASES[number]
            if amount is None:
                return Cell.not_known("cannot be told", spoken=f"{line.id}, {name} case: cannot be told")
            words = "nothing" if not amount else f"{'pays' if amount < 0 else 'gets'} {money.short(abs(amount))}"
            return Cell(words, quiet=not amount, spoken=f"{line.id}, {name} case: {words}")

        return Column(_CASES[number], _CASES[number].capitalize(), Kind.NUMBER, editable=False, cell=cell)

    return (Column("partner", "Transfer", editable=False, least=12, main=True, cell=lambda line: Cell(line.id)), *map(case, range(3)))


def floor_sentences(floors: Sequence[Floor]) -> list[str]:
    """Why nothing changes hands, case by case; one sentence where every case says the same. Transfers stand in the table."""
    reasons_by_case = [(case, reason) for case, floor in zip(_CASES, floors, strict=False) if not floor.transfers for reason in floor.why]
    if len({reason for _, reason in reasons_by_case}) <= 1 and len(reasons_by_case) in (0, len(floors)):
        return [reason for _, reason in reasons_by_case[:1]]
    alike: dict[str, list[str]] = {}
    for case, reason in reasons_by_case:
        alike.setdefault(reason.replace(f"on the {case} case", _WHERE), []).append(case)
    said = []
    for reason, cases in alike.items():
        where = "any case" if len(cases) == len(_CASES) else f"the {' or the '.join(cases)} case"
        started = f"On {where.replace(' or ', ' and ')}, {_running(reason)}"
        said.append(reason.replace(_WHERE, f"on {where}") if _WHERE in reason else started)
    return said


def _running(sentence: str) -> str:
    first = sentence.split(" ", 1)[0]
    return f"{sentence[:1].lower()}{sentence[1:]}" if first in ("Nobody", "No") else sentence
