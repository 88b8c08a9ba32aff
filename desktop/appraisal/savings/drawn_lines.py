"""What a Monte Carlo simulation of money is given: each uncertain line as three present values, and the rest as one.

A line is drawn once across its years, lines independent, triangular on low, central and high (`interchange.md`, Monte Carlo). As a
line's yearly amounts move together, its part of the net present value is drawn straight from the present values of its three cases.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from desktop.appraisal import wording
from desktop.appraisal.case import Case, Option, Project
from desktop.appraisal.discounting import PRECISE
from desktop.appraisal.savings.discounting_terms import Discounting
from desktop.appraisal.savings.lines import Line
from desktop.appraisal.savings.tornado import Part, parts_of

_NOUGHT = Decimal(0)


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """One line's part of the net present value, worst to best: `low` ≤ `central` ≤ `high`. `cashable` says it counts in cash too.

    `part` is the line itself, with its amounts by year.
    """

    low: Decimal
    central: Decimal
    high: Decimal
    part: Part


@dataclass(frozen=True, slots=True)
class Drawable:
    """One owner's lines to draw. `fixed` is the present value of the lines that are one figure.

    `certain` are those lines themselves. `lines` is empty and `why` says why where an end or a middle is open, as nothing can then be
    drawn.
    """

    owner: str
    lines: tuple[DrawnLine, ...] = ()
    fixed: Decimal = _NOUGHT
    why: tuple[str, ...] = ()
    certain: tuple[Part, ...] = ()

    @property
    def can_be_drawn(self) -> bool:
        return not self.why


def drawable(case: Case, owner: Option | Project, discounting: Discounting, benchmark: Option | None = None) -> Drawable:
    """The lines of an owner as a simulation takes them. Never raises.

    Where an end of a line is an open bound there is nothing to draw it from; a triangle needs a middle too, so “up to” and “at least” and
    what is not known stop it. The sum of the most likely values is the net present value before each year is rounded to the penny.
    """
    parts = parts_of(case, owner, benchmark)
    if not parts:
        return Drawable(owner.name, why=(f"No costs or savings are recorded for {owner.name}.",))
    return _drawable(case, owner.name, parts, discounting)


def drawable_part(case: Case, owner: str, lines: Iterable[Line], discounting: Discounting) -> Drawable:
    """The same of lines that are a part of an owner's, such as our own council's; without a line its part is £0. Never raises."""
    flows = tuple(line.flow for line in lines)
    return _drawable(case, owner, parts_of(case, Project(owner, flows)), discounting)


def _drawable(case: Case, owner: str, parts: Sequence[Part], discounting: Discounting) -> Drawable:
    factors = [factor for factor in discounting.factors if factor is not None]
    if len(factors) < case.horizon:
        return Drawable(owner, why=discounting.notes)
    open_lines = [
        f"‘{part.name}’"
        for part in parts
        if any(amount.low is None or amount.central is None or amount.high is None for amount in part.amounts.values())
    ]
    if open_lines:
        shown = [*open_lines[:3], wording.counted(len(open_lines) - 3, "other")] if len(open_lines) > 3 else open_lines
        return Drawable(
            owner,
            why=(
                f"No simulation for {owner}: {wording.listed(shown)} {wording.agreeing(open_lines, 'has', 'have')} no lowest, "
                "no most likely or no highest figure.",
            ),
        )
    with localcontext(PRECISE):
        drawn, certain, fixed = [], [], _NOUGHT
        for part in parts:
            low, central, high = _present(part, factors)
            if low == high:
                certain.append(part)
                fixed += central
            else:
                drawn.append(DrawnLine(low, central, high, part))
    return Drawable(owner, tuple(drawn), fixed, certain=tuple(certain))


def _present(part: Part, factors: list[Decimal]) -> tuple[Decimal, Decimal, Decimal]:
    """The present values of a line, with its sign, from its worst case to its best."""
    low = central = high = _NOUGHT
    for n, amount in part.amounts.items():
        factor = factors[n]
        if amount.low is not None and amount.low is amount.high:
            value = amount.low * factor
            low, central, high = low + value, central + value, high + value
        elif amount.low is not None and amount.central is not None and amount.high is not None:
            low, central, high = low + amount.low * factor, central + amount.central * factor, high + amount.high * factor
    return (low, central, high) if part.sign > 0 else (_NOUGHT - high, _NOUGHT - central, _NOUGHT - low)
