"""The funding statement: what is sought, awarded, allocated and spent of each source, what on, and what is left of it."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.appraisal.affordability.funding import FundingLine
from desktop.appraisal.case import FundingStatus
from desktop.results.cells import NONE, Amount, Choice, Lack, Row, Stress, Words

_NO_AWARD = Lack("no award", why="no award is recorded")
_NO_KIND = Lack("not stated", why="the kind is not stated")


def funding(lines: Sequence[FundingLine]) -> tuple[Row, ...]:
    """A row a source, in the order recorded."""
    return tuple(
        Row(
            line.source,
            {
                "kind": Choice(str(line.kind) or None, lack=_NO_KIND),
                "sought": Amount(line.sought, recorded=True),
                "awarded": Amount(line.awarded, recorded=True, lack=_NO_AWARD),
                "spent": Amount(line.spent, recorded=True),
                "allocated": Amount(line.allocated, recorded=True),
                "left": Amount(line.left, recorded=True, lack=_NO_AWARD, stress=Stress.STRONG),
            },
            record="funding",
        )
        for line in lines
    )


def uses(lines: Sequence[FundingLine]) -> tuple[Row, ...]:
    """A row a purpose that a source is allocated to or spent on, in the order recorded; what has no purpose is in the statement alone."""
    return tuple(
        Row(
            line.source,
            {
                "purpose": Words(use.purpose),
                "allocated": Amount(use.amount if use.status is FundingStatus.ALLOCATED else None, recorded=True, lack=NONE),
                "spent": Amount(use.amount if use.status is FundingStatus.SPENT else None, recorded=True, lack=NONE),
            },
            record="funding",
            brief=f"{line.source}: {use.purpose}",
        )
        for line in lines
        for use in line.uses
        if use.purpose.strip()
    )
