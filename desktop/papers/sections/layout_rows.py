"""The rows that a paper records for one layout or another, under the labels they print with where a layout has no section for them."""

from __future__ import annotations

from collections.abc import Callable, Collection

from desktop.papers.content.records import PaperRecords
from desktop.papers.content.wording import day, filled
from desktop.papers.content.words import cell
from desktop.papers.sections.title_fields import said

_YES_OR_NO = {True: "Yes", False: "No", None: ""}


def contacts(paper: PaperRecords) -> tuple[tuple[str, str], ...]:
    """Whom to ask, by role: name, phone and email; the role alone of whom none of these is recorded."""
    told = ((record.role, filled(map(str.strip, (record.name, record.phone, record.email)))) for record in paper.contacts)
    return tuple((role, details) if details else ("Contact", role) for role, details in told)


def signatory(paper: PaperRecords) -> str:
    """Who signs the paper: the originator, unless another is recorded."""
    return paper.layout_fields.signed_by.strip() or paper.originator.strip()


def signature_lines(paper: PaperRecords) -> tuple[str, ...]:
    """What stands below the signature, a line each; the council where nothing is recorded."""
    lines = tuple(line.strip() for line in paper.layout_fields.signature_lines.splitlines() if line.strip())
    return lines or ((paper.council.strip(),) if paper.council.strip() else ())


def written_on(paper: PaperRecords) -> str:
    """The day the paper was written, or else the meeting's; blank where neither is known."""
    date = paper.layout_fields.written_on or paper.meeting_date
    return day(date) if date else ""


def _key(paper: PaperRecords) -> str:
    fields = paper.layout_fields
    parts = (("Financial", fields.key_financial), ("Community", fields.key_community))
    return filled(f"{name}: {_YES_OR_NO[answer]}" for name, answer in parts if answer is not None)


def _signed(paper: PaperRecords) -> str:
    fields = paper.layout_fields
    return "\n".join((signatory(paper), *signature_lines(paper))) if fields.signed_by.strip() or fields.signature_lines.strip() else ""


#: Where a paper stands in the council's business: rows that some layouts have in their heads.
COURSE = ("plan_reference", "where_from", "where_to")

_ROWS: dict[str, tuple[str, Callable[[PaperRecords], str]]] = {
    "key": ("Key decision, by kind", _key),
    "written_on": ("Date of report", lambda paper: day(paper.layout_fields.written_on) if paper.layout_fields.written_on else ""),
    "plan_reference": ("Plan reference", lambda paper: paper.plan_reference),
    "where_from": ("Comes from", lambda paper: paper.where_from),
    "where_to": ("Goes next to", lambda paper: paper.where_to),
    "policy_framework": ("Policy framework", lambda paper: cell(paper.layout_fields.policy_framework)),
    "previous_reports": ("Previous reports", lambda paper: cell(paper.layout_fields.previous_reports)),
    "circulation": ("Circulation under the local issues alert procedure", lambda paper: cell(paper.layout_fields.circulation)),
    "sensitive_issue": ("Issued under the sensitive issue procedure", lambda paper: cell(paper.layout_fields.sensitive_issue)),
    "ward_members_notified": ("Ward members notified", lambda paper: cell(paper.layout_fields.ward_members_notified)),
    "action_team": ("Link to relevant CAT", lambda paper: cell(paper.layout_fields.action_team)),
    "local_targets": ("Local targets", lambda paper: cell(paper.layout_fields.local_targets)),
    "lead_officer": ("Lead officer", lambda paper: paper.layout_fields.lead_officer),
    "partnerships": ("Partnerships", lambda paper: cell(paper.layout_fields.partnerships)),
    "signature": ("Signed by", _signed),
    "contacts": ("Contacts", lambda paper: "\n".join(f"{role}: {contact}" for role, contact in contacts(paper))),
}


def other_rows(paper: PaperRecords, taken: Collection[str] = ()) -> tuple[tuple[str, str], ...]:
    """The rows that are recorded, but for those that the layout has a place of its own for, by their keys."""
    return said((label, value_of(paper)) for key, (label, value_of) in _ROWS.items() if key not in taken)
