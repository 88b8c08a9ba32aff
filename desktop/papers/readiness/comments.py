"""The comments of the statutory officers: who, when, and whether they were asked and have not answered.

A date before or after the meeting is known only where it is a whole date; words such as `summer 2012` are left as they are.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from db.nouns.paper_parts import OfficerComment
from desktop.papers.content.records import PaperRecords
from desktop.papers.content.wording import date_in_words, day_in_words
from desktop.papers.law.regimes import BodyKind, kind_of
from desktop.papers.readiness.item import MendedAt, ReadinessItem, item

_WHERE = "Paper, officers' comments"
#: The three who comment, each with what is found in how a post may be written.
STATUTORY = (("Section 151 Officer", "151"), ("Monitoring Officer", "monitoring officer"), ("Head of Paid Service", "head of paid service"))


def of_the_comments(paper: PaperRecords) -> Iterator[ReadinessItem]:
    """The items of the comments. A partnership or a body of officers has no statutory officers of its own."""
    if kind_of(paper.decision.body_kind, paper.body) is not BodyKind.OTHER:
        for post, written in STATUTORY:
            yield _statutory(paper, post, written)
    for record in paper.officer_comments:
        yield from _dated(record, paper.meeting_date)


def _statutory(paper: PaperRecords, post: str, written: str) -> ReadinessItem:
    comments = [record for record in paper.officer_comments if written in record.role.casefold()]
    asked = next((record for record in comments if record.asked_on.strip()), None)
    undone = f"No comment from the {post}"
    if asked is not None:
        undone = f"The {post} was asked on {day_in_words(asked.asked_on)} and has not answered"
    at = _at(comments[0].role if comments else "", "comment", new=(("role", post),))
    done = any(record.comment.strip() for record in comments)
    return item(f"comment: {post}", undone, _WHERE, at, done=done, finished=f"The {post} has commented", waiting=True)


def _dated(record: OfficerComment, meeting: datetime.date | None) -> Iterator[ReadinessItem]:
    """That a comment is without a date, or of a day after the meeting."""
    if not record.comment.strip():
        return
    if not record.date.strip():
        yield item(f"comment: no date: {record.role}", f"The comment of the {record.role} has no date", _WHERE, _at(record.role, "date"))
        return
    date = date_in_words(record.date)
    if date is not None and meeting is not None and date > meeting:
        says = f"The comment of the {record.role} is dated {day_in_words(record.date)}, after the meeting"
        yield item(f"comment: after the meeting: {record.role}", says, _WHERE, _at(record.role, "date"))


def _at(role: str, field: str, new: tuple[tuple[str, str], ...] = ()) -> MendedAt:
    return MendedAt("Papers", "officers' comments", "officer_comments", field, (("role", role),) if role else (), new)
