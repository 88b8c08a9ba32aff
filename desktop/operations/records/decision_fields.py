"""The fields of a paper that say how its decision comes to be taken lawfully: who decides, what was published when, what was agreed."""

from __future__ import annotations

from desktop.appraisal.working_days import LeftOut
from desktop.operations.records.columns import Column, ColumnKind
from desktop.papers.law.regimes import BodyKind, NoticeException

_K = ColumnKind

DECISION_FIELDS = (
    Column(
        "body_kind",
        "Kind of body",
        _K.CHOICE,
        choices=tuple(str(kind) for kind in BodyKind if kind),
        hint="Which law holds. Executive: Cabinet, one of its members, or an officer for it. Other: a partnership or a body of officers.",
    ),
    Column("decision_maker", "Decision-maker", hint="The body, or the name and title of the member or officer. Blank is the body."),
    Column("publication_date", "Publication date", _K.DATE, hint="When the agenda is published, or is planned to be."),
    Column(
        "days_left_out",
        "Clear days leave out",
        _K.CHOICE,
        choices=tuple(str(days) for days in LeftOut),
        default=str(LeftOut.WEEKENDS_AND_BANK_HOLIDAYS),
        hint="Which days the clear days of the agenda leave out. The 28 clear days of a notice leave out none.",
    ),
    Column("key_notice_date", "Key decision notice", _K.DATE, hint="When the 28-day notice of the key decision was published."),
    Column(
        "key_notice_exception",
        "Notice exception",
        _K.CHOICE,
        choices=tuple(str(each) for each in NoticeException if each),
        hint="Where 28 days are impracticable. General exception: five clear days, the scrutiny chair informed. "
        "Special urgency: the scrutiny chair agrees.",
    ),
    Column("exception_notice_date", "Notice of exception", _K.DATE, hint="When the notice of the exception was published."),
    Column(
        "scrutiny_agreement", "Scrutiny chair", hint="Who was informed under the general exception, or agreed to special urgency, and when."
    ),
    Column("private_meeting", "Private meeting", _K.YES_NO_NOT_STATED, hint="Whether any of the meeting is held in private."),
    Column("private_reason", "Private meeting reason", _K.LONG_TEXT),
    Column("private_notice_date", "Private meeting notice", _K.DATE, hint="When the 28-day notice of the private meeting was published."),
    Column(
        "private_further_notice_date",
        "Further private notice",
        _K.DATE,
        hint="When the second notice was published, at least five clear days before, with representations and the response.",
    ),
    Column("private_representations", "Private meeting representations", _K.LONG_TEXT, hint="What was said against it, and the response."),
    Column("private_agreement", "Private meeting agreement", hint="Who agreed that it is urgent, where notice is impracticable, and when."),
    Column("dispensations", "Dispensations", _K.LONG_TEXT, hint="Dispensations granted for a declared conflict of interest."),
)
