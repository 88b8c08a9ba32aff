"""What a paper records for the rows that one layout or another has: procedures, the signature, and what of it prints where."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Mapping
from enum import StrEnum

from desktop.late_dataclass import dataclass

#: A line on a table or a chart: what places it, then the documents it stands in, such as `[table: scores] report, annex`.
_TICKED = re.compile(r"\[((?:table|chart): [a-z]+)\]\s*(.*)")
_NOWHERE = "nowhere"


class PaperDocument(StrEnum):
    """The two documents of a paper: what the meeting reads and decides on, and the appendix for whoever checks it."""

    REPORT = "report"
    ANNEX = "annex"


@dataclass(frozen=True, slots=True)
class LayoutFields:
    """Text is as the officer typed it; several lines are several entries. `None` in a yes or no is not stated.

    `section_order` is headings, one a line, and `sections_left_out` headings and the tables and charts that an officer has ticked in or
    out; `word_limit` and `page_limit` are the council's own.
    """

    key_financial: bool | None = None
    key_community: bool | None = None
    policy_framework: str = ""
    previous_reports: str = ""
    circulation: str = ""
    sensitive_issue: str = ""
    ward_members_notified: str = ""
    action_team: str = ""
    local_targets: str = ""
    lead_officer: str = ""
    partnerships: str = ""
    signed_by: str = ""
    signature_lines: str = ""
    written_on: datetime.date | None = None
    section_order: str = ""
    sections_left_out: str = ""
    word_limit: int | None = None
    page_limit: int | None = None
    limit_source: str = ""

    @property
    def headings_left_out(self) -> tuple[str, ...]:
        """The sections that do not print, by their headings."""
        return tuple(line for each in self.sections_left_out.splitlines() if (line := each.strip()) and not _TICKED.fullmatch(line))

    @property
    def ticks(self) -> Mapping[str, frozenset[PaperDocument]]:
        """The documents that an officer has put a table or a chart in, by its key; one that is not among them stands where it stands."""
        lines = (_TICKED.fullmatch(each.strip()) for each in self.sections_left_out.splitlines())
        return {
            line[1]: frozenset(document for document in PaperDocument if document.value in line[2].split(", "))
            for line in lines
            if line is not None
        }


def left_out(headings: Collection[str], ticks: Mapping[str, Collection[PaperDocument]]) -> str:
    """What `sections_left_out` holds for these headings and ticks: `headings_left_out` and `ticks` of it give them back."""
    lines = [
        f"[{key}] {', '.join(document.value for document in PaperDocument if document in documents) or _NOWHERE}"
        for key, documents in ticks.items()
    ]
    return "\n".join((*headings, *lines))
