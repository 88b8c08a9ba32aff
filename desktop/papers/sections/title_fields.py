"""What stands at the head of a paper: who decides, when, on whose report, and whether it is key or urgent."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.papers.content.records import PaperRecords
from desktop.papers.content.wording import day, filled, sentence
from desktop.papers.law.decision_rows import notice_rows


def said(rows: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The rows that have a value."""
    return tuple((label, value.strip()) for label, value in rows if value.strip())


def meeting(paper: PaperRecords, between: str = ", ") -> str:
    """`Cabinet, 14 September 2026`, as far as it is recorded."""
    return filled((paper.body, day(paper.meeting_date) if paper.meeting_date else ""), between)


def decision_fields(paper: PaperRecords) -> tuple[tuple[str, str], ...]:
    """What must be said of a decision even where the report a layout follows had no place for it."""
    return said(
        (
            ("Item", paper.item_number),
            ("Portfolio holder", paper.portfolio_holder),
            ("Wards affected", paper.wards),
            ("Key decision", key_decision(paper)),
            ("Urgent item", urgency(paper)),
        )
    )


def fields(paper: PaperRecords) -> tuple[tuple[str, str], ...]:
    """Everything recorded of the decision, the meeting and who answers for the paper."""
    rows = (
        ("Decision-maker", paper.decision.decision_maker or paper.body),
        ("Date of meeting", day(paper.meeting_date) if paper.meeting_date else "To be set"),
        ("Item", paper.item_number),
        ("Report of", paper.originator),
        ("Author", paper.author if paper.author != paper.originator else ""),
        ("Portfolio holder", paper.portfolio_holder),
        ("Wards affected", paper.wards),
        ("Plan reference", paper.plan_reference),
        ("Comes from", paper.where_from),
        ("Goes next to", paper.where_to),
        ("Key decision", key_decision(paper)),
        ("Urgent item", urgency(paper)),
        *notice_rows(paper),
    )
    return said(rows)


def key_decision(paper: PaperRecords) -> str:
    """Whether the decision is key; not said to be unstated where the body is not an executive, which alone takes key decisions."""
    executive = any(word in paper.body.casefold() for word in ("cabinet", "executive"))
    if paper.key_decision is None and not paper.key_decision_reason and not executive:
        return ""
    return _yes_or_no(paper.key_decision, paper.key_decision_reason)


def _yes_or_no(answer: bool | None, reason: str) -> str:
    return filled(({True: "Yes", False: "No", None: "Not stated"}[answer], reason.strip()), ". ")


def urgency(paper: PaperRecords) -> str:
    """Why the item cannot wait, and whether the chair agrees; blank where it can."""
    if not paper.urgent:
        return ""
    agreed = f"Chair's agreement: {paper.chair_agreement}" if paper.chair_agreement else ""
    return filled((_yes_or_no(True, sentence(paper.urgency_reason)), agreed), " ")
