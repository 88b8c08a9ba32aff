"""What depends on each condition, and what is left without it."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.appraisal.savings.conditions import Dependence
from desktop.results.cells import NONE, NOT_KNOWN, Amount, Row, in_columns


def conditions(dependences: Sequence[Dependence]) -> tuple[Row, ...]:
    """A row a condition, by whose money it is too where that is of several; `without` is the net present value of what is left."""
    several = len({each.owner for each in dependences}) > 1
    return in_columns(
        Row(
            f"{each.owner}: {each.condition}" if several else each.condition,
            {
                "savings": Amount(each.savings),
                "costs": Amount(each.costs),
                "funding": Amount(each.funding),
                "without": Amount(each.npv_without, lack=NOT_KNOWN if each.something_left else NONE),
            },
            record="conditions",
        )
        for each in dependences
    )
