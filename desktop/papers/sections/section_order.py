"""Where the sections of a modern report stand, and where an officer's own take their place among them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum

from desktop.papers.content.records import Section


class Place(IntEnum):
    """The standard sections, in their order."""

    PURPOSE = 1
    RECOMMENDATIONS = 2
    REASONS = 3
    BACKGROUND = 4
    OBJECTIVES = 5
    OPTIONS = 6
    SAVINGS = 7
    BUDGETS = 8
    TARGETS = 9
    PARTNERS = 10
    RISKS = 11
    CONSULTATION = 12
    TIMETABLE = 13
    IMPLICATIONS = 14
    COMMENTS = 15
    CONFLICTS = 16
    BACKGROUND_PAPERS = 17
    APPENDICES = 18


_HEADINGS: tuple[tuple[Place, str], ...] = (
    (Place.PURPOSE, r"(the )?purpose( of (the|this) report| of report)?|object( and key points)?( in this report)?"),
    (Place.RECOMMENDATIONS, r"recommendations?"),
    (Place.REASONS, r"(summary of )?(the )?reasons?( for (the )?(recommendations?|decision))?"),
    (Place.BACKGROUND_PAPERS, r"background (papers|documents)"),
    (Place.BACKGROUND, r"background( information)?|introduction( and background)?"),
    (Place.OBJECTIVES, r"(aims and )?objectives"),
    (Place.OPTIONS, r"options( considered| for consideration| appraisal)?|alternative options( considered)?"),
    (Place.SAVINGS, r".*\bcosts?\b.*\bsav(e|es|ings?)\b.*|.*\bsav(e|es|ings?)\b.*\bcosts?\b.*"),
    (Place.BUDGETS, r"affordability|budgets?, cash and funding"),
    (Place.TARGETS, r"(efficiency )?targets( and progress)?"),
    (Place.PARTNERS, r"who (pays and who )?gains"),
    (Place.RISKS, r"risks?( management| assessment| management implications)?"),
    (Place.CONSULTATION, r"consultation( and engagement)?|consultees"),
    (Place.TIMETABLE, r"next steps( and timetable)?|timetable.*|milestones"),
    (Place.IMPLICATIONS, r"implications"),
    (Place.COMMENTS, r"(statutory )?officers?['’]? comments|comments of (the )?statutory officers"),
    (Place.CONFLICTS, r"conflicts of interest"),
    (Place.APPENDICES, r"(list of )?appendices"),
)


def place_of(heading: str) -> Place | None:
    """The standard section that a heading names, or `None` for one of the officer's own."""
    folded = " ".join(heading.casefold().split()).strip(" .:")
    return next((place for place, pattern in _HEADINGS if re.fullmatch(pattern, folded[:200])), None)


def arranged(sections: Sequence[Section]) -> tuple[dict[Place, Section], dict[Place, list[Section]]]:
    """The officer's sections that lead a standard one, and those of their own, each by the standard section they come after.

    A section of the officer's own keeps its place in the officer's order as far as the standard order allows, and never comes
    before the reasons for the recommendations.
    """
    leading: dict[Place, Section] = {}
    places: list[Place | None] = []
    for section in sections:
        place = place_of(section.heading)
        if place in leading:
            place = None
        if place is not None:
            leading[place] = section
        places.append(place)
    following: dict[Place, list[Section]] = {}
    for index, section in enumerate(sections):
        if places[index] is not None:
            continue
        before = next((place for place in reversed(places[:index]) if place is not None), Place.REASONS)
        after = next((place for place in places[index + 1 :] if place is not None), Place.APPENDICES)
        following.setdefault(max(Place.REASONS, min(before, Place(max(after - 1, 1)), Place.TIMETABLE)), []).append(section)
    return leading, following
