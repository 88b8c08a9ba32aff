"""What the new councils of a case still lack before a paper can rest on them: areas, shares, days, limits and tax bases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from desktop.appraisal.reorganisation.composition import misplaced, mistimed, not_weighed
from desktop.appraisal.reorganisation.reorganised import Reorganisation, Reorganised
from desktop.appraisal.why import Why, on_screen
from desktop.papers.readiness.item import MendedAt, ReadinessItem, item

_SUCCESSIONS = MendedAt("Reorganisation", "Successions", "successions")
_COUNCILS = MendedAt("Reorganisation", "New councils", "new_councils")
_OPENINGS = MendedAt("Reorganisation", "Opening positions", "opening_positions")


def of_the_reorganisation(reorganisation: Reorganisation) -> Iterator[ReadinessItem]:
    """The items of each option that makes new councils."""
    for option in reorganisation.options:
        yield from _items(misplaced(reorganisation.records, option.option), _SUCCESSIONS, waiting=False)
        yield from _items(mistimed(reorganisation.records, option.option), _COUNCILS, waiting=False)
        yield from _items(not_weighed(reorganisation.records, option.option), _OPENINGS, waiting=True)
        yield from _of_council_tax(option)


def _of_council_tax(option: Reorganised) -> Iterator[ReadinessItem]:
    """A rise that no limit tests, and a council tax that cannot be worked out, which may wait for the figures of others."""
    for each in option.councils:
        council = each.made.council
        if council.rise_percent is not None and council.referendum_limit_percent is None and not council.withheld:
            says = f"The referendum limit of {each.name} in {option.option} is not recorded, so nothing tests its council tax rise."
            yield from _items([Why(says, "Type it on New councils.")], _COUNCILS, waiting=False)
        yield from _items(each.tax.why, _OPENINGS, waiting=True)


def _items(told: Iterable[Why], at: MendedAt, *, waiting: bool) -> Iterator[ReadinessItem]:
    for why in told:
        yield item(f"reorganisation: {why}", on_screen(why).removesuffix("."), f"Options, {at.part.lower()}", at, waiting=waiting)
