"""The funding statement: what is sought, awarded, allocated and spent of each source, and what is left of it."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.appraisal.affordability.funding import FundingLine
from desktop.results.cells import Amount, Choice, Lack, Row, Stress

_NO_AWARD = Lack("no award", why="no award is recorded")
_USE_NOT_TOLD = Lack("not known", is_open=True, why="nothing says what is allocated or spent")
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
                "left": Amount(
                    line.left if line.use_told else None,
                    recorded=True,
                    lack=_NO_AWARD if line.awarded is None else _USE_NOT_TOLD,
                    stress=Stress.STRONG,
                ),
            },
            record="funding",
        )
        for line in lines
    )
