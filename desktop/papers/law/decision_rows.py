"""The rows that say how a decision comes to be taken lawfully: when it was published, its notices, and what was agreed.

A row stands only where the law of the body and the date asks for it, so that a paper cites neither what came later nor what never bound it.
"""

from __future__ import annotations

import datetime

from desktop.papers.content.records import PaperRecords
from desktop.papers.content.wording import day, filled, sentence
from desktop.papers.law.regimes import NoticeException, kind_of, law_of


def notice_rows(paper: PaperRecords) -> tuple[tuple[str, str], ...]:
    """The rows, each with its value; blank where nothing is recorded."""
    decision = paper.decision
    rows = [("Published", _day(decision.publication_date))]
    law = law_of(kind_of(decision.body_kind, paper.body), paper.meeting_date)
    if law is None:
        return tuple(rows)
    if law.key_notice and paper.key_decision:
        rows.append(("Notice of key decision", _key_notice(paper)))
    if law.private_notice and decision.private_meeting:
        notices = (
            ("Notice of private meeting", "regulation 5(2)", decision.private_notice_date),
            ("Further notice of private meeting", "regulation 5(4)", decision.private_further_notice_date),
        )
        rows.append(("Private meeting", sentence(decision.private_reason)))
        rows += [(name, f"{_day(date)} ({under})" if date else "") for name, under, date in notices]
        rows.append(("Representations and response", decision.private_representations))
        rows.append(("Agreed to be urgent", decision.private_agreement))
    return tuple(rows)


def _key_notice(paper: PaperRecords) -> str:
    decision = paper.decision
    if decision.key_notice_exception is NoticeException.NONE:
        return f"{_day(decision.key_notice_date)} (regulation 9)" if decision.key_notice_date else ""
    under = {NoticeException.GENERAL: "General exception (regulation 10)", NoticeException.SPECIAL: "Special urgency (regulation 11)"}
    notice = filled((under[decision.key_notice_exception], _day(decision.exception_notice_date)))
    return filled((sentence(notice), sentence(decision.scrutiny_agreement)), " ")


def _day(date: datetime.date | None) -> str:
    return day(date) if date is not None else ""
