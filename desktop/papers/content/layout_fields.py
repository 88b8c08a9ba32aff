"""What a paper records for the rows that one layout or another has: procedures, the signature, and the order of its sections."""

from __future__ import annotations

import datetime

from desktop.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class LayoutFields:
    """Text is as the officer typed it; several lines are several entries. `None` in a yes or no is not stated.

    `section_order` and `sections_left_out` are headings, one a line; `word_limit` and `page_limit` are the council's own.
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
