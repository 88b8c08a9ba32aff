"""The reorganisation of a case as one appraisal has it: each option's new councils, how they balance, and what the choice turns on."""

from __future__ import annotations

from fractions import Fraction

from db.nouns.choices import DividedBy
from desktop.appraisal.case import Case
from desktop.appraisal.reorganisation.composition import ReorganisationRecords, made_up, troubles
from desktop.appraisal.reorganisation.opening import Opened, opened
from desktop.appraisal.reorganisation.turning import FullEffect, full_effects
from desktop.appraisal.why import Why
from desktop.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Reorganised:
    """The new councils of one option, with what is still wrong or lacking of them in sentences."""

    option: str
    councils: tuple[Opened, ...]
    why: tuple[Why, ...]

    def balance(self, basis: DividedBy) -> Fraction | None:
        """What the smallest of the new councils has as a part of what the largest has, a fraction of 1; `None` where it is not known."""
        figures = [each.figure(basis) for each in self.councils]
        known = [each for each in figures if each is not None]
        if not known or len(known) < len(figures) or not max(known):
            return None
        return min(known) / max(known)

    @property
    def electors_per_councillor(self) -> Fraction | None:
        """How many electors each councillor has, over all new councils."""
        electors = [each.electors for each in self.councils]
        councillors = [each.made.council.councillors for each in self.councils]
        known = [each for each in electors if each is not None]
        if not known or len(known) < len(electors) or None in councillors:
            return None
        return sum(known, Fraction(0)) / sum(each or 0 for each in councillors)


@dataclass(frozen=True, slots=True)
class Reorganisation:
    """What follows from the records of a reorganisation."""

    records: ReorganisationRecords
    options: tuple[Reorganised, ...]
    effects: tuple[FullEffect, ...] = ()

    def effect(self, option: str) -> FullEffect | None:
        """What an option comes to a year; `None` where it has no money."""
        return next((each for each in self.effects if each.option == option), None)


#: That of a case that makes no new council.
NOTHING = Reorganisation(ReorganisationRecords(), ())


def reorganised(records: ReorganisationRecords) -> tuple[Reorganised, ...]:
    """The options that make new councils, in the order in which their councils are recorded."""
    names = dict.fromkeys((*(each.option for each in records.councils), *(each.option for each in records.successions)))
    options = []
    for option in names:
        own = [each for each in records.successions if each.option == option and not each.part]
        upper = tuple(dict.fromkeys(each.predecessor for each in own if each.divided_by))
        options.append(
            Reorganised(option, tuple(opened(records, made, upper) for made in made_up(records, option)), troubles(records, option))
        )
    return tuple(options)


def reorganisation(records: ReorganisationRecords, case: Case) -> Reorganisation:
    """Everything on reorganisation, worked out. Never raises."""
    options = reorganised(records)
    return Reorganisation(records, options, full_effects(case, (each.option for each in options)))
