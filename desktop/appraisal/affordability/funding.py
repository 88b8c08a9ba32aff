"""What funding there is, source by source: sought, awarded, allocated to a purpose, spent, and what is left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desktop.appraisal import wording
from desktop.appraisal.case import FundingKind, FundingStatus
from desktop.appraisal.estimate import ZERO, Estimate
from desktop.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class FundingRecord:
    """One amount of a source: awarded, allocated to a purpose, spent, or only sought."""

    source: str
    amount: Estimate
    status: FundingStatus
    kind: FundingKind = FundingKind.NOT_STATED
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class FundingLine:
    """One source. What is allocated and what is spent are apart, so `left` is awarded less both; `None` where no award is recorded."""

    source: str
    kind: FundingKind
    sought: Estimate
    awarded: Estimate | None
    allocated: Estimate
    spent: Estimate
    left: Estimate | None
    why: tuple[str, ...] = ()
    #: What is allocated or spent, each amount with its purpose, in the order recorded.
    uses: tuple[FundingRecord, ...] = ()


def funding_statement(records: Iterable[FundingRecord]) -> tuple[FundingLine, ...]:
    """Each source once, in the order recorded: sought, awarded, allocated, spent and left. Never raises."""
    by_source: dict[str, list[FundingRecord]] = {}
    for record in records:
        by_source.setdefault(record.source, []).append(record)
    return tuple(_source(source, own_records) for source, own_records in by_source.items())


def awarded_by_kind(statement: Iterable[FundingLine]) -> dict[FundingKind, Estimate]:
    """What is awarded of each kind, so that a flexibility is never read as grant."""
    awarded: dict[FundingKind, Estimate] = {}
    for line in statement:
        if line.awarded is not None:
            awarded[line.kind] = awarded.get(line.kind, ZERO) + line.awarded
    return awarded


def _source(source: str, records: Sequence[FundingRecord]) -> FundingLine:
    def of(status: FundingStatus) -> Estimate:
        return Estimate.sum(record.amount for record in records if record.status is status)

    kinds = list(dict.fromkeys(record.kind for record in records if record.kind is not FundingKind.NOT_STATED))
    why = [f"{source} is recorded as {wording.listed(kinds)}: the first is used."] if len(kinds) > 1 else []
    awarded = of(FundingStatus.AWARDED) if any(record.status is FundingStatus.AWARDED for record in records) else None
    allocated, spent = of(FundingStatus.ALLOCATED), of(FundingStatus.SPENT)
    left = None if awarded is None else awarded - allocated - spent
    if left is None and not (allocated.is_nought and spent.is_nought):
        why.append(f"What is left of {source} is not known: no award is recorded.")
    elif left is not None and left.high is not None and left.high < 0:
        why.append(f"More of {source} is allocated and spent than is awarded, by {(-left).figure_words(running=True, recorded=True)}.")
    return FundingLine(
        source, kinds[0] if kinds else FundingKind.NOT_STATED, of(FundingStatus.SOUGHT), awarded, allocated, spent, left, tuple(why),
        tuple(record for record in records if record.status in (FundingStatus.ALLOCATED, FundingStatus.SPENT)),
    )  # fmt: skip
