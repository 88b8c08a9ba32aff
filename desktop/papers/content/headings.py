"""The headings under which officers write the usual sections of a report, as patterns of the whole heading in lower case."""

from __future__ import annotations

import re


class Headings:
    """One pattern a section; a layout joins them with `|` to what only it has."""

    PURPOSE = r"(the )?purpose( of (the|this) report| of report)?|object( and key points)?( in this report)?"
    RECOMMENDATIONS = r"recommendations?"
    REASONS = r"(summary of )?(the )?reasons?( for (the )?(recommendations?|decision))?"
    BACKGROUND = r"background( information)?|introduction( and background)?"
    OPTIONS = r"options( considered| for consideration| appraisal)?|alternative options( considered)?|.*compar.* options"
    SAVINGS = r"resources?( issues| implications)?|.*\bcosts?\b.*\bsav(e|es|ings?)\b.*|.*\bsav(e|es|ings?)\b.*\bcosts?\b.*|affordability"
    RISKS = r"risks?( management| assessment)?( implications)?"
    CONSULTATION = r"consultation( and engagement)?|consultees"
    TIMETABLE = r"next steps( and timetable)?|timetable.*|milestones"
    BACKGROUND_PAPERS = r"background (papers|documents)"
    APPENDICES = r"(list of )?appendices"
    SOURCES = r"sources( and assumptions)?"


def folded(heading: str) -> str:
    """A heading as patterns read it: lower case, single spaces, straight apostrophes, no stop, colon or question mark at its ends."""
    # The first 200 characters are enough to tell a heading by, and keep a pattern quick on a very long one.
    return " ".join(heading.casefold().replace("’", "'").split()).strip(" .:?")[:200]


def matches(pattern: str, heading: str) -> bool:
    """Whether a heading is, from beginning to end, what a pattern says. A blank pattern or heading matches nothing."""
    folded_heading = folded(heading)
    return bool(pattern and folded_heading) and re.fullmatch(pattern, folded_heading) is not None


#: The headings that say nothing of what stands below them but its subject, which any report has.
_USUAL = (
    Headings.PURPOSE, Headings.RECOMMENDATIONS, Headings.REASONS, Headings.BACKGROUND, Headings.RISKS, Headings.CONSULTATION,
    Headings.BACKGROUND_PAPERS, Headings.APPENDICES, Headings.SOURCES, r"next steps( and timetable)?", "timetable", "milestones",
    "options( considered| appraisal)?", "savings and costs", "costs and savings", "conclusions?", "summary", "executive summary",
    r"(financ(e|ial)|resources?|legal|staff(ing)?|human resources|hr|property|equalit(y|ies)|environment(al)?|communit(y|ies)|"
    r"i(c)?t|information technology|procurement|carbon|climate( change)?|health( and safety)?|crime and disorder|community safety|"
    r"privacy|data protection|social value|organisation(al)?)( and value for money)?( implications?)?( assessment)?",
)  # fmt: skip


def is_usual(heading: str) -> bool:
    """Whether a heading is one that any report may have, so that it tells nothing of what stands below it."""
    return any(matches(pattern, heading) for pattern in _USUAL)
