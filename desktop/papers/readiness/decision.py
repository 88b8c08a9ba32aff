"""What the law of the body and the date asks for: the meeting, clear days, notices, urgency, and whether the decision is key."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from desktop.appraisal.bank_holidays import holidays
from desktop.appraisal.results import Appraisal
from desktop.appraisal.working_days import LeftOut, clear_days_between, latest_publication
from desktop.papers.content.decision import DecisionRecord
from desktop.papers.content.records import PaperRecords
from desktop.papers.content.wording import capital, day
from desktop.papers.law.key_decision import Side, key_decision_test
from desktop.papers.law.regimes import NOTICE_DAYS, SHORT_NOTICE_DAYS, BodyKind, Law, NoticeException, kind_of, law_of
from desktop.papers.readiness.item import MendedAt, ReadinessItem, details, item

_DETAILS = "Paper, details"


def of_the_decision(paper: PaperRecords, appraisal: Appraisal | None) -> Iterator[ReadinessItem]:
    """The items of how a decision comes to be taken."""
    met = paper.meeting_date is not None
    yield _detail("meeting date", "meeting_date", "The meeting has no date", met, "The meeting’s date is recorded")
    kind = kind_of(paper.decision.body_kind, paper.body)
    says = f"What kind of body {paper.body or 'decides'} is, is not stated, so its law is not known"
    if not paper.body:
        says = "It is not stated who decides, so the law is not known"
    stated = kind is not BodyKind.NOT_STATED
    yield _detail("kind of body", "body_kind", says, stated, "The kind of body is known, and so its law")
    yield from _urgency(paper)
    law = law_of(kind, paper.meeting_date)
    if law is not None and paper.meeting_date is not None:
        yield _agenda(paper, law, paper.meeting_date)
        if law.key_notice and paper.key_decision:
            yield _key_notice(paper, paper.meeting_date)
        if law.private_notice and paper.decision.private_meeting:
            yield from _private_meeting(paper, paper.meeting_date)
    yield from _key_decision(paper, appraisal)


def is_waived(paper: PaperRecords) -> bool:
    """Whether the clear days of the agenda are waived: an urgent item with its reason, and the chair's agreement."""
    return bool(paper.urgent and paper.urgency_reason.strip() and paper.chair_agreement.strip())


def decision_words(paper: PaperRecords, appraisal: Appraisal | None) -> tuple[str, ...]:
    """The law, the dates with their clear days as they stand, and the key decision test, in sentences."""
    kind = kind_of(paper.decision.body_kind, paper.body)
    law, body = law_of(kind, paper.meeting_date), paper.body or "the body"
    if law is None:
        if kind is BodyKind.NOT_STATED:
            return (f"What kind of body {body} is, is not stated, so its law is not known.",)
        return (f"No law on access to information binds {body}: it is a partnership or a body of officers.",)
    sentences = [f"{capital(body)} decides under the {law.name}."]
    if paper.meeting_date is None:
        sentences.append("The meeting has no date, so no clear days can be counted.")
    else:
        notices = [_agenda(paper, law, paper.meeting_date)]
        if law.key_notice and paper.key_decision:
            notices.append(_key_notice(paper, paper.meeting_date))
        if law.private_notice and paper.decision.private_meeting:
            notices += list(_private_meeting(paper, paper.meeting_date))[1:]
        sentences += [f"{each.sentence}." for each in notices]
        of_notice = ", and those of a 28-day notice nothing" if law.key_notice or law.private_notice else ""
        sentences.append(f"Clear days of the agenda leave out {paper.decision.left_out}{of_notice}.")
    return (*sentences, *key_decision_test(paper, appraisal).sentences)


def _detail(key: str, field: str, undone: str, done: bool, finished: str) -> ReadinessItem:
    return item(f"details: {key}", undone, _DETAILS, details(field), done=done, finished=finished)


def _urgency(paper: PaperRecords) -> Iterator[ReadinessItem]:
    if paper.urgent:
        has_reason, agreed = bool(paper.urgency_reason.strip()), bool(paper.chair_agreement.strip())
        if not has_reason:
            yield _detail("urgency reason", "urgency_reason", "The urgent item has no reason", False, "")
        if not agreed:
            says = "The chair’s agreement to the urgent item is not recorded"
            yield item("details: chair's agreement", says, _DETAILS, details("chair_agreement"), waiting=True)


def _agenda(paper: PaperRecords, law: Law, meeting: datetime.date) -> ReadinessItem:
    """Whether the agenda is open for the days the law asks for."""
    key, published, left_out = "details: clear days", paper.decision.publication_date, paper.decision.left_out
    known = paper.decision.bank_holidays
    wanted = f"{law.agenda_days} clear days"
    if is_waived(paper):
        says = "The clear days are waived: the item is urgent, with its reason and the chair’s agreement"
        return item(key, "", _DETAILS, details("publication_date"), done=True, finished=says)
    latest = latest_publication(meeting, law.agenda_days, left_out, known)
    by = f"publish by {day(latest)}" if latest is not None else "publish in time"
    if published is None:
        says = f"The publication date is not recorded: {by} for {wanted} before the meeting"
        return item(key, says, _DETAILS, details("publication_date"))
    counted = clear_days_between(published, meeting, left_out, known)
    if counted is None:
        listed = known or holidays()
        says = f"The clear days are not known: bank holidays are listed from {day(listed.first)} to {day(listed.last)}"
        return item(key, says, _DETAILS, details("publication_date"), waiting=True)
    says = f"Published on {day(published)}, {_days(counted)} before the meeting of {day(meeting)}"
    undone = f"{says}: {law.agenda_days} are asked for, so {by}, or record why it is urgent and the chair’s agreement"
    return item(key, undone, _DETAILS, details("publication_date"), done=counted >= law.agenda_days, finished=says)


def _key_notice(paper: PaperRecords, meeting: datetime.date) -> ReadinessItem:
    """Whether notice of the key decision was given: 28 clear days, or one of the two exceptions."""
    decision, key = paper.decision, "details: key decision notice"
    if decision.key_notice_exception is NoticeException.SPECIAL:
        says = "Special urgency needs the scrutiny chair’s agreement: record who agreed and when"
        agreed = bool(decision.scrutiny_agreement.strip())
        finished = "Special urgency is agreed by the scrutiny chair"
        return item(key, says, _DETAILS, details("scrutiny_agreement"), done=agreed, finished=finished, waiting=True)
    if decision.key_notice_exception is NoticeException.GENERAL:
        if not decision.scrutiny_agreement.strip():
            says = "The general exception needs the scrutiny chair to be informed: record who and when"
            return item(key, says, _DETAILS, details("scrutiny_agreement"))
        what = "The notice of the general exception"
        return _notice(
            decision, key, what, decision.exception_notice_date, "exception_notice_date", meeting, SHORT_NOTICE_DAYS, decision.left_out
        )
    return _notice(
        decision, key, "The notice of the key decision", decision.key_notice_date, "key_notice_date", meeting, NOTICE_DAYS, LeftOut.NOTHING
    )


def _private_meeting(paper: PaperRecords, meeting: datetime.date) -> Iterator[ReadinessItem]:
    decision = paper.decision
    reason = bool(decision.private_reason.strip())
    yield _detail("private reason", "private_reason", "The private meeting has no reason", reason, "The private meeting has its reason")
    if decision.private_agreement.strip():
        finished = "The private meeting is agreed to be urgent"
        yield item("details: private notice", "", _DETAILS, details("private_agreement"), done=True, finished=finished)
        return
    first, second = "The notice of the private meeting", "The further notice of the private meeting"
    yield _notice(
        decision,
        "details: private notice",
        first,
        decision.private_notice_date,
        "private_notice_date",
        meeting,
        NOTICE_DAYS,
        LeftOut.NOTHING,
    )
    yield _notice(
        decision,
        "details: further private notice",
        second,
        decision.private_further_notice_date,
        "private_further_notice_date",
        meeting,
        SHORT_NOTICE_DAYS,
        decision.left_out,
    )


def _notice(
    decision: DecisionRecord,
    key: str,
    what: str,
    published: datetime.date | None,
    field: str,
    meeting: datetime.date,
    wanted: int,
    left_out: LeftOut,
) -> ReadinessItem:
    known = decision.bank_holidays
    latest = latest_publication(meeting, wanted, left_out, known)
    by = f"by {day(latest)}" if latest is not None else "in time"
    if published is None:
        return item(key, f"{what} has no date: it is due {by}, {wanted} clear days before the meeting", _DETAILS, details(field))
    counted = clear_days_between(published, meeting, left_out, known)
    if counted is None:
        return item(
            key, f"{what}: its clear days are not known, as bank holidays are not listed for them", _DETAILS, details(field), waiting=True
        )
    says = f"{what} was published on {day(published)}, {_days(counted)} before the meeting"
    return item(key, f"{says}: {wanted} are asked for", _DETAILS, details(field), done=counted >= wanted, finished=says)


def _days(count: int) -> str:
    return f"{count} clear day{'' if count == 1 else 's'}"


def _key_decision(paper: PaperRecords, appraisal: Appraisal | None) -> Iterator[ReadinessItem]:
    test = key_decision_test(paper, appraisal)
    kind = kind_of(paper.decision.body_kind, paper.body)
    if test.mismatch:
        yield item("key decision: mismatch", test.mismatch, _DETAILS, details("key_decision"), waiting=not test.certain)
    if not test.applies and kind is not BodyKind.NOT_STATED:
        return
    stated = paper.key_decision is not None
    yield _detail("key decision", "key_decision", "It is not stated whether this is a key decision", stated, "Key decision is stated")
    if paper.key_decision and not paper.key_decision_reason.strip():
        yield _detail("key decision reason", "key_decision_reason", "The key decision has no reason", False, "")
    if test.applies and test.money is Side.NOT_TESTED and paper.decision.threshold is None:
        at = MendedAt("Partners", table="organisations", field="key_decision_amount", named=(("own", "True"),))
        yield item("key decision: threshold", "The council’s threshold for a key decision is not recorded", "Partners", at)
    if test.applies and paper.decision.community is None:
        says = "It is not stated whether the effect on two or more wards is significant"
        yield item("key decision: wards", says, _DETAILS, details("key_community"))
