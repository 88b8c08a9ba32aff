"""What re-basing on actual figures would move: each partner's share and amount by the agreed values and by the actual ones. No widgets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from desktop.appraisal import money
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.partners.rebasing import RebasedPartner, Rebasing
from desktop.appraisal.partners.shares import AppliesTo
from desktop.models.cell import Cell
from desktop.models.column import Column
from desktop.models.kinds import MINUS, Kind, number_text
from desktop.views.kit.tables.year_grid import amount_cell

_PLACES = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class RebasedLine:
    """One partner of what is shared, as `found` divides it."""

    id: str
    partner: RebasedPartner
    found: Rebasing


def rebased_lines(rebasing: Rebasing | None) -> tuple[RebasedLine, ...]:
    """The partners in the order recorded."""
    return () if rebasing is None else tuple(RebasedLine(each.organisation, each, rebasing) for each in rebasing.partners)


def rebased_columns(*, settled: bool = False) -> tuple[Column, ...]:
    """How far off the agreed value was, the share and the amount of each, and, if `settled`, what changes hands by what each paid."""

    def made(key: str, heading: str, cell: Callable[[RebasedLine], Cell]) -> Column:
        return Column(key, heading, Kind.NUMBER, editable=False, cell=cell)

    def share(key: str, heading: str, of: Callable[[RebasedPartner], Fraction]) -> Column:
        return made(key, heading, lambda line: _share(line.id, heading, of(line.partner)))

    def amount(key: str, heading: str, of: Callable[[RebasedPartner], Estimate]) -> Column:
        return made(key, heading, lambda line: amount_cell(f"{line.id}, {heading.lower()}", of(line.partner)))

    return (
        Column("partner", "Partner", editable=False, least=16, main=True, cell=lambda line: Cell(line.id)),
        made("difference", "Actual against value", _difference),
        share("share_before", "Agreed share", lambda each: each.share_before),
        share("share_after", "By actual", lambda each: each.share_after),
        amount("before", "Agreed amount", lambda each: each.before),
        amount("after", "By actual", lambda each: each.after),
        *([made("settles", "Still to settle", _settles)] if settled else []),
    )


def rebasing_of(rebasings: Sequence[Rebasing], owner: str, applies_to: str) -> Rebasing | None:
    """The one that a share belongs to; None where no actual figure is recorded of what it divides."""
    return next((each for each in rebasings if (each.owner, each.applies_to) == (owner, applies_to)), None)


def _share(whose: str, heading: str, fraction: Fraction) -> Cell:
    percent = (Decimal(fraction.numerator) / Decimal(fraction.denominator) * 100).quantize(_PLACES)
    words = f"{number_text(percent)}%"
    return Cell(words, spoken=f"{whose}, {heading.lower()}: {words}")


def _difference(line: RebasedLine) -> Cell:
    """How far the actual figure lies from the value agreed; a corner marks what lies past the tolerance."""
    partner, head = line.partner, f"{line.id}, actual against value"
    limit = f"{number_text(line.found.tolerance * 100)}%"
    if partner.actual is None:
        return Cell("no actual", quiet=True, spoken=f"{head}: no actual figure recorded")
    past = f", past the tolerance of {limit}" if partner.past_tolerance else f", within the tolerance of {limit}"
    if partner.difference is None:
        return Cell("new", spoken=f"{head}: there was nothing to set it against{past}")
    percent = (partner.difference * 100).quantize(_PLACES)
    sign = "+" if percent > 0 else MINUS if percent < 0 else ""
    words = f"{sign}{number_text(abs(percent))}%"
    return Cell(words, strong=partner.past_tolerance, flag=partner.past_tolerance, spoken=f"{head}: {words}{past}")


def _settles(line: RebasedLine) -> Cell:
    """Who has still to pay, and who to get, once what each in fact paid or had is set beside its share."""
    due, head = line.partner.settles, f"{line.id}, still to settle"
    if due is None:
        return Cell("", spoken=f"{head}: what each in fact paid or had is not recorded for every partner")
    if not due:
        return Cell("nothing", quiet=True, spoken=f"{head}: nothing")
    pays = due > 0 if line.found.applies_to is AppliesTo.COSTS else due < 0
    words = f"{'pays' if pays else 'gets'} {money.pounds(abs(due))}"
    return Cell(words, strong=True, spoken=f"{head}: {words}")
