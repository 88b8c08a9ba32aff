"""The Count by two dimensions, by one with what reaches the front line, and who pays for the same thing."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.appraisal.estimate import Estimate, rounding_of
from desktop.appraisal.partners.count import ByTwo, Overlap, Reach
from desktop.results.cells import NONE, Amount, Cell, Number, Percentage, Row, Stress, Words, in_columns

#: What stands for a name that no line states.
NOT_STATED = "Not stated"
#: The key of the last column, which adds the others up.
TOTAL = "total"
#: So many of those who pay for one service are named.
_MOST_PAYERS = 6


def names(stated: Sequence[str], most: int) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The names of a dimension, so many at the most, each with the names that it stands for: those there is no room for stand together."""
    shown = stated if len(stated) <= most else stated[: most - 1]
    rest = tuple(stated[len(shown) :])
    together = ((f"{len(rest)} others", rest),) if rest else ()
    return (*((f"{name[:1].upper()}{name[1:]}" or NOT_STATED, (name,)) for name in shown), *together)


def by_two(spend: ByTwo, most_down: int, most_across: int) -> tuple[Row, ...]:
    """A row a name down, with a cell under the number of each name across and a total; last the totals. `none` where no line is of both."""
    across = names(spend.across, most_across)
    rows = []
    for name, of_down in names(spend.down, most_down):
        cells: dict[str, Cell] = {
            str(place): _cell([spend.cells[key] for down in of_down for each in of_across if (key := (down, each)) in spend.cells])
            for place, (_, of_across) in enumerate(across)
        }
        cells[TOTAL] = _cell([spend.of_down[down] for down in of_down])
        rows.append(Row(name, cells, record="count" if len(of_down) == 1 else ""))
    sums: dict[str, Cell] = {str(place): _cell([spend.of_across[each] for each in of]) for place, (_, of) in enumerate(across)}
    if len(rows) > 1:
        rows.append(Row("All together", sums | {TOTAL: _cell([spend.total])}, stress=Stress.STRONG))
    return in_columns(rows, (*sums, TOTAL))


def by_one(reaches: Sequence[Reach], all_of_them: Reach, most: int) -> tuple[Row, ...]:
    """A row a name: how many lines, what they come to, what handling costs, and what reaches the front line; last all together."""
    named = {each.name: each for each in reaches}
    rows = []
    for name, of in names([each.name for each in reaches], most):
        parts = [named[each] for each in of]
        rows.append(Row(name, _reach(parts), record="count" if len(of) == 1 else ""))
    if len(rows) > 1:
        rows.append(Row("All together", _reach([all_of_them]), stress=Stress.STRONG))
    return in_columns(rows, ("amount", "handling", "reaches"))


def overlaps(found: Sequence[Overlap]) -> tuple[Row, ...]:
    """A row a service that several pay for, with who pays what and what they pay together."""
    return in_columns(
        Row(
            each.service,
            {
                "year": Words(str(each.year) if each.year is not None else NOT_STATED),
                "payers": Words("; ".join(payers(each))),
                "together": _cell([each.total]),
            },
        )
        for each in found
    )


def payers(each: Overlap) -> list[str]:
    """Who pays most for a service, each with what it pays, rounded alike; names alone where no amount of it is known."""
    shown = each.payers if len(each.payers) <= _MOST_PAYERS else each.payers[: _MOST_PAYERS - 1]
    rounding = rounding_of([paid for _, paid in each.payers])
    lacks = "" if each.total.says_nothing else ": not known"
    told = [
        f"{name}: {paid.total_words(rounding=rounding)}" if not paid.says_nothing
        else f"{name}: withheld" if name in each.withheld else f"{name}{lacks}"
        for name, paid in shown
    ]  # fmt: skip
    others = len(each.payers) - len(shown)
    return [*told, f"and {others} others"] if others else told


def _cell(parts: Sequence[Estimate]) -> Amount:
    return Amount(Estimate.sum(parts)) if parts else Amount(None, lack=NONE)


def _reach(parts: Sequence[Reach]) -> dict[str, Cell]:
    share = parts[0].share if len(parts) == 1 else None
    return {
        "lines": Number(sum(each.lines for each in parts)),
        "amount": _cell([each.amount for each in parts]),
        "handling": _cell([each.handling for each in parts]),
        "reaches": _cell([each.reaches for each in parts]),
        "share": Percentage(share, 1),
    }
