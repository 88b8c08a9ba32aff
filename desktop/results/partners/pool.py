"""What each partner pays before, in the pool and after, with the cost of a unit, and whether it pays more for less."""

from __future__ import annotations

from desktop.appraisal.partners.pool import Contributed, Pool
from desktop.results.cells import Amount, Answer, Cell, Lack, Row, Stress, Words

_NONE = Lack("", why="none recorded")


def contributions(pool: Pool) -> tuple[Row, ...]:
    """A row a contribution, in the order recorded."""
    return tuple(_row(each) for each in pool.lines)


def together(pool: Pool) -> tuple[Row, ...]:
    """All contributions together, where there are several."""
    none = dict.fromkeys(("change", "unit_cost_before", "unit_cost_after"), Amount(None, lack=_NONE))
    sums = {"before": pool.before, "pooled": pool.pooled, "after": pool.after}
    amounts = {key: Amount(amount, recorded=True) for key, amount in sums.items()}
    answer = Answer(None, lack=_NONE)
    return (Row("All together", {**amounts, **none, "pays_more_for_less": answer}),) if len(pool.lines) > 1 else ()


def _row(each: Contributed) -> Row:
    amounts = {
        "before": each.of.before,
        "pooled": each.of.pooled,
        "after": each.of.after,
        "change": each.change,
        "unit_cost_before": each.unit_before,
        "unit_cost_after": each.unit_after,
    }
    more = each.pays_more_for_less
    stress = Stress.FLAGGED if more else Stress.ASIDE if more is None else Stress.PLAIN
    cells: dict[str, Cell] = {"organisation": Words(each.of.organisation), "contribution": Words(each.of.what)}
    cells |= {key: Amount(amount, recorded=True, lack=_NONE) for key, amount in amounts.items()}
    cells["pays_more_for_less"] = Answer(more, stress=stress)
    return Row(f"{each.of.organisation}: {each.of.what}", cells, record="pool")
