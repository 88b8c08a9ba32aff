"""A paper, and how its decision comes to be taken lawfully. Dates are days, without a time."""

from __future__ import annotations

import datetime

from db.nouns.choices import BodyKind, LeftOut, NoticeException, listed
from db.nouns.noun import Kind, Link, Seen, column
from db.nouns.records import Record


class PaperHead(Record, seen=Seen.OPEN):
    """What every paper has."""

    case_id: int = column(refers_to="cases", link=Link.PLACE)
    position: int = column(default=0)
    title: str = column("Paper")
    layout: str = column("Layout", Kind.CHOICE, default="cabinet-report")
    council: str = column("Council", default="")
    body: str = column("Body", default="")
    meeting_date: datetime.date | None = column("Meeting date", Kind.DATE, default=None)
    status: str = column(
        "Status",
        Kind.CHOICE,
        default="draft",
        choices=("draft", "final"),
        on_screen=False,
        hint="The program makes a paper final, and keeps each version of it.",
    )
    item_number: str = column("Item number", default="")
    originator: str = column("Originator", default="")
    where_from: str = column("Where from", default="")
    where_to_next: str = column("Where to next", default="")
    wards: str = column("Wards", default="")
    portfolio_holder: str = column("Portfolio holder", default="")
    plan_reference: str = column("Plan reference", default="")
    author: str = column("Author", default="")
    key_decision: bool | None = column("Key decision", Kind.YES_NO_NOT_STATED, default=None)
    key_decision_reason: str = column("Key decision reason", Kind.LONG_TEXT, default="")
    urgent: bool | None = column("Urgent", Kind.YES_NO_NOT_STATED, default=None)
    urgency_reason: str = column("Urgency reason", Kind.LONG_TEXT, default="")
    chair_agreement: str = column("Chair's agreement", default="")
    conflicts_of_interest: str = column("Conflicts of interest", Kind.LONG_TEXT, default="")
    body_paper_id: int | None = column(
        "Body written in",
        Kind.REFERENCE,
        default=None,
        refers_to="papers",
        link=Link.PLACE,
        on_delete="SET NULL",
        on_screen=False,
        hint="The paper of the same decision for another council, whose title, sections, implications, background papers and appendices "
        "this one prints too. Where none is chosen, they are its own.",
    )


class PaperDecision(PaperHead, seen=Seen.OPEN):
    """What the law asks to be known of a decision before it is taken: who decides, what was published when, and what was agreed."""

    body_kind: str = column(
        "Kind of body",
        Kind.CHOICE,
        default="",
        choices=listed(BodyKind),
        hint="Which law holds. Executive: Cabinet, one of its members, or an officer for it. Other: a partnership or a body of officers.",
    )
    decision_maker: str = column(
        "Decision-maker",
        default="",
        hint="The body, or the name and title of the member or officer. Where nobody is named, the body decides.",
    )
    publication_date: datetime.date | None = column(
        "Publication date", Kind.DATE, default=None, hint="When the agenda is published, or is planned to be."
    )
    days_left_out: str = column(
        "Clear days leave out",
        Kind.CHOICE,
        default="weekends and bank holidays",
        choices=listed(LeftOut),
        hint="Which days the clear days of the agenda leave out. The 28 clear days of a notice leave out none.",
    )
    key_notice_date: datetime.date | None = column(
        "Key decision notice", Kind.DATE, default=None, hint="When the 28-day notice of the key decision was published."
    )
    key_notice_exception: str = column(
        "Notice exception",
        Kind.CHOICE,
        default="",
        choices=listed(NoticeException),
        hint="Where 28 days are impracticable. General exception: five clear days, the scrutiny chair informed. Special "
        "urgency: the scrutiny chair agrees.",
    )
    exception_notice_date: datetime.date | None = column(
        "Notice of exception", Kind.DATE, default=None, hint="When the notice of the exception was published."
    )
    scrutiny_agreement: str = column(
        "Scrutiny chair", default="", hint="Who was informed under the general exception, or agreed to special urgency, and when."
    )
    private_meeting: bool | None = column(
        "Private meeting", Kind.YES_NO_NOT_STATED, default=None, hint="Whether any of the meeting is held in private."
    )
    private_reason: str = column("Private meeting reason", Kind.LONG_TEXT, default="")
    private_notice_date: datetime.date | None = column(
        "Private meeting notice", Kind.DATE, default=None, hint="When the 28-day notice of the private meeting was published."
    )
    private_further_notice_date: datetime.date | None = column(
        "Further private notice",
        Kind.DATE,
        default=None,
        hint="When the second notice was published, at least five clear days before, with representations and the response.",
    )
    private_representations: str = column(
        "Private meeting representations", Kind.LONG_TEXT, default="", hint="What was said against it, and the response."
    )
    private_agreement: str = column(
        "Private meeting agreement", default="", hint="Who agreed that it is urgent, where notice is impracticable, and when."
    )
    dispensations: str = column(
        "Dispensations", Kind.LONG_TEXT, default="", hint="Dispensations granted for a declared conflict of interest."
    )


class Paper(
    PaperDecision,
    table="papers",
    seen=Seen.OPEN,
    singular="paper",
    plural="papers",
    sheet="Papers",
    unique=(("case_id", "title"),),
    named_by=("title",),
):
    """A paper, with what one layout or another has a place for, and what its order and length are."""

    key_financial: bool | None = column(
        "Key decision, financial", Kind.YES_NO_NOT_STATED, default=None, hint="Whether it is key for what it spends or saves."
    )
    key_community: bool | None = column(
        "Key decision, community", Kind.YES_NO_NOT_STATED, default=None, hint="Whether it is key for its effect on communities."
    )
    policy_framework: str = column("Policy framework", Kind.LONG_TEXT, default="", hint="The plan or policy that the decision follows.")
    previous_reports: str = column("Previous reports", Kind.LONG_TEXT, default="", hint="Earlier reports and decisions, one a line.")
    circulation: str = column("Circulation", Kind.LONG_TEXT, default="", hint="Who was told under the local issues alert procedure.")
    sensitive_issue: str = column("Sensitive issue procedure", Kind.LONG_TEXT, default="", hint="What was issued under it, and to whom.")
    ward_members_notified: str = column("Ward members notified", Kind.LONG_TEXT, default="")
    action_team: str = column("Corporate action team", Kind.LONG_TEXT, default="", hint="The link to the relevant team (CAT).")
    local_targets: str = column("Local targets", Kind.LONG_TEXT, default="", hint="Any district or local targets.")
    lead_officer: str = column("Lead officer", default="")
    partnerships: str = column("Partnerships", Kind.LONG_TEXT, default="", hint="The partnerships that deliver it, one a line.")
    signed_by: str = column("Signed by", default="", hint="A role. Where there is none, the originator signs.")
    signature_lines: str = column(
        "Signature lines", Kind.LONG_TEXT, default="", hint="Below the signature, one a line: address, phone, email."
    )
    written_on: datetime.date | None = column(
        "Date of report", Kind.DATE, default=None, hint="The day the report was written. Where there is none, the meeting's date prints."
    )
    word_limit: int | None = column(
        "Word limit", Kind.INTEGER, default=None, unit="words", at_least=1, hint="The council's own limit for the paper."
    )
    page_limit: int | None = column(
        "Page limit", Kind.INTEGER, default=None, unit="pages", at_least=1, hint="The council's own limit for the paper."
    )
    limit_source: str = column("Limit source", default="", hint="The rule that sets the limits.")
    section_order: str = column(
        "Order of sections",
        Kind.LONG_TEXT,
        default="",
        on_screen=False,
        hint="Headings in the order they print, one a line. Where there are none, they keep the layout's own order.",
    )
    sections_left_out: str = column(
        "Sections left out",
        Kind.LONG_TEXT,
        default="",
        on_screen=False,
        hint="Headings of sections that do not print, one a line. A line such as [table: scores] report, annex says which of the two "
        "documents a table or a chart stands in: report, annex, both or nowhere.",
    )
