"""How well partners fit, what they share already, and how costs and savings are shared between them."""

from __future__ import annotations

from decimal import Decimal

from db.nouns.choices import AppliesTo, ShareBasis, SharingStatus, listed
from db.nouns.noun import Kind, Link, Seen, column, restated
from db.nouns.records import CaseRecord, Record
from db.nouns.values import Amount


class Partner(
    CaseRecord,
    table="partners",
    seen=Seen.MARKED,
    singular="partner",
    plural="partners",
    sheet="Partners",
    unique=(("case_id", "organisation_id"),),
    named_by=("organisation_id",),
):
    """An organisation that shares costs and savings, with its volume and performance before and after. More performance is better."""

    organisation_id: int = column(
        "Organisation",
        Kind.REFERENCE,
        refers_to="organisations",
        link=Link.PLACE,
        hint="Who shares costs and savings. Where nobody is listed it is whoever Shares names and whoever bears a line of what "
        "is shared; or where Shares names nobody, every organisation of the case.",
    )
    volume_before: Decimal | None = column(
        "Volume before", Kind.NUMBER, default=None, at_least=0, hint="What it gets now, such as cases a year."
    )
    volume_after: Decimal | None = column(
        "Volume after", Kind.NUMBER, default=None, at_least=0, hint="What it would get, in the same unit."
    )
    performance_before: Decimal | None = column("Performance before", Kind.NUMBER, default=None, hint="On a scale on which more is better.")
    performance_after: Decimal | None = column("Performance after", Kind.NUMBER, default=None, hint="On the same scale.")


class Share(
    CaseRecord,
    table="shares",
    seen=Seen.MARKED,
    singular="share",
    plural="shares",
    sheet="Shares",
    named_by=("option_id", "project_id", "applies_to"),
    kept=("applies_to", "shared_by"),
):
    """One partner's part of an option's or a project's costs, savings or funding.

    `shared_by` is the basis that all shares of one owner and one `applies_to` have. `value` is what that basis needs: a percentage as
    typed (20 is 20%) where it is fixed, pounds for an investment, else in units of its own. A share of no organisation states the
    basis alone. `actual` is what `value` turned out to be, and `actual_amount` the pounds the partner in fact paid or had.
    """

    option_id: int | None = column(
        "Owner", Kind.REFERENCE, default=None, key="owner", required=True, refers_to="options", hint="The option or project that is shared."
    )
    project_id: int | None = column(default=None, refers_to="projects", beside="option_id")
    applies_to: str = column("Applies to", Kind.CHOICE, choices=listed(AppliesTo))
    shared_by: str = column(
        "Basis",
        Kind.CHOICE,
        choices=listed(ShareBasis),
        hint="One basis for each owner and Applies to. First call is for savings: each investor recovers its investment, "
        "then the rest is split equally.",
    )
    organisation_id: int | None = column(
        "Organisation",
        Kind.REFERENCE,
        default=None,
        refers_to="organisations",
        link=Link.PLACE,
        hint="Where none is chosen, the row states the basis alone.",
    )
    value: Decimal | None = column(
        "Value",
        Kind.NUMBER,
        default=None,
        at_least=0,
        hint="Fixed: a percentage; together they reach 100. Investment and first call: pounds. Caseload and population: "
        "how many. Where none is typed, population is taken from Organisations and baseline from Costs.",
    )
    actual: Decimal | None = column(
        "Actual",
        Kind.NUMBER,
        default=None,
        at_least=0,
        in_table=False,
        hint="What Value turned out to be, in the same unit. Where one lies further from Value than Tolerance on Case, the "
        "shares are re-based on every partner’s Actual; else they stay. The re-based shares stand beside those of "
        "Value and do not replace them.",
    )
    actual_amount: Decimal | None = column(
        "Actual amount",
        Kind.NUMBER,
        default=None,
        unit="£",
        at_least=0,
        in_table=False,
        hint="What it in fact paid of a cost, or had of a saving or of funding. With one for every partner, the results "
        "say what each then owes or is owed.",
    )
    basis: str = restated(Record.basis, default="reported", heading="Basis of record")


class PartnerFactor(
    CaseRecord,
    table="partner_factors",
    seen=Seen.MARKED,
    singular="partner factor",
    plural="partner factors",
    sheet="Partner factors",
    named_by=("name",),
    says_withheld="evidence",
    numbered=True,
):
    """One reason for or against a partner, scored 0 to 10. One of no organisation is asked of every partner."""

    name: str = column("Factor", hint="Such as geography, size and unitary fit.")
    organisation_id: int | None = column(
        "Organisation",
        Kind.REFERENCE,
        default=None,
        refers_to="organisations",
        link=Link.PLACE,
        hint="The partner it is about. Where none is chosen, every partner is asked.",
    )
    score: Decimal | None = column(
        "Score", Kind.NUMBER, default=None, at_least=0, at_most=10, hint="0 tells wholly against, 10 wholly for."
    )
    evidence: str = column("Evidence", Kind.LONG_TEXT, default="")
    says_so: str = column("Who says so", default="", hint="The post, such as Chief Executive. Not the name of a person.")
    applies: bool | None = column(
        "Applies", Kind.YES_NO_NOT_STATED, default=None, hint="No leaves it out of the mean, with its reason in Evidence."
    )


class ProfileMeasure(
    CaseRecord,
    table="profile_measures",
    seen=Seen.MARKED,
    singular="profile measure",
    plural="profile measures",
    sheet="Profiles",
    unique=(("case_id", "organisation_id", "name"),),
    named_by=("name",),
    numbered=True,
):
    """One measure of what an organisation or its area is like: a number, or words."""

    organisation_id: int = column(
        "Organisation", Kind.REFERENCE, refers_to="organisations", link=Link.PLACE, hint="Ours, or a partner that may fit."
    )
    name: str = column("Measure", hint="Such as Broadband under 2 MB. Population and area are taken from Organisations.")
    value: str = column("Value", default="", hint="A number of 0 or more, or words.")
    unit: str = column("Unit", default="")


class InterviewNote(
    CaseRecord,
    table="interview_notes",
    seen=Seen.MARKED,
    singular="interview note",
    plural="interview notes",
    sheet="Interview notes",
    named_by=("name",),
    says_withheld="note",
):
    """What was said in an interview. `name` is the post of whoever was asked, never the name of a person."""

    name: str = column("Interview with", hint="The post, such as Chief Executive. Not the name of a person.")
    organisation_id: int | None = column(
        "Organisation",
        Kind.REFERENCE,
        default=None,
        refers_to="organisations",
        link=Link.PLACE,
        hint="Where the post is, unless that would name somebody.",
    )
    date: str = column("Date", Kind.DATE_IN_WORDS, default="")
    note: str = column("Note", Kind.LONG_TEXT, default="")


class Capability(
    CaseRecord,
    table="capabilities",
    seen=Seen.MARKED,
    singular="capability",
    plural="capabilities",
    sheet="Capability",
    named_by=("name",),
    says_withheld="evidence",
):
    """A capability that sharing needs, and whether it is held."""

    name: str = column("Capability", hint="Such as governance models and risk.")
    organisation_id: int | None = column(
        "Organisation", Kind.REFERENCE, default=None, refers_to="organisations", link=Link.PLACE, hint="Who holds it, or lacks it."
    )
    held: bool | None = column("Held", Kind.YES_NO_NOT_STATED, default=None)
    evidence: str = column("Evidence", Kind.LONG_TEXT, default="")
    says_so: str = column("Who says so", default="", hint="The post, such as Chief Executive. Not the name of a person.")


class SharingArrangement(
    CaseRecord,
    table="sharing_arrangements",
    seen=Seen.MARKED,
    singular="sharing arrangement",
    plural="sharing arrangements",
    sheet="Sharing",
    named_by=("name",),
    numbered=True,
):
    """A service that is shared, is to be, or may stop being. Its option or project is the proposal that would cancel it."""

    name: str = column("Service", hint="What is shared, in the words of the register.")
    partners: str = column("Partners", default="", hint="Separate the names with semicolons.")
    status: str = column("Status", Kind.CHOICE, default="", choices=listed(SharingStatus))
    start: str = column("Start", Kind.DATE_IN_WORDS, default="")
    saving: Amount | None = column(
        "Annual saving", Kind.ESTIMATE, default=None, hint="Ours, a year. Where none is typed it is not known, which is not £0."
    )
    lessons_it: str = column("Lessons on IT", Kind.LONG_TEXT, default="", in_table=False)
    lessons_staff: str = column("Lessons on staff", Kind.LONG_TEXT, default="", in_table=False)
    option_id: int | None = column(
        "Cancelled by",
        Kind.REFERENCE,
        default=None,
        key="owner",
        refers_to="options",
        link=Link.PROPOSAL,
        hint="The option or project that would cancel it, or might.",
    )
    project_id: int | None = column(default=None, refers_to="projects", link=Link.PROPOSAL, beside="option_id")


class PoolContribution(
    CaseRecord,
    table="pool_contributions",
    seen=Seen.MARKED,
    singular="pool contribution",
    plural="pool contributions",
    sheet="Pool",
    unique=(("case_id", "organisation_id", "name"),),
    named_by=("name",),
    numbered=True,
):
    """What one organisation pays a year for something before there is a pool, into the pool, and altogether after."""

    organisation_id: int = column("Organisation", Kind.REFERENCE, refers_to="organisations", link=Link.PLACE, hint="Who would contribute.")
    name: str = column("Contribution", hint="What it is for, such as customer services.")
    before: Amount | None = column("Before", Kind.ESTIMATE, default=None, hint="What it pays a year now.")
    pooled: Amount | None = column("In the pool", Kind.ESTIMATE, default=None, hint="What it would put into the pool, a year.")
    after: Amount | None = column(
        "After", Kind.ESTIMATE, default=None, hint="What it would pay a year altogether: the pool, and what it still pays itself."
    )
    volume_before: Decimal | None = column(
        "Volume before", Kind.NUMBER, default=None, at_least=0, hint="What it gets now, such as contacts a year."
    )
    volume_after: Decimal | None = column(
        "Volume after", Kind.NUMBER, default=None, at_least=0, hint="What it would get, in the same unit."
    )
    condition: str = column("Condition", Kind.LONG_TEXT, default="", in_table=False)
    governance: str = column("Governance", Kind.LONG_TEXT, default="", in_table=False, hint="Who decides on the pool, and how.")


class GovernanceBody(
    CaseRecord,
    table="governance_bodies",
    seen=Seen.MARKED,
    singular="governance body",
    plural="governance bodies",
    sheet="Governance",
    named_by=("name",),
    numbered=True,
):
    """Who decides on a pool or on what is shared: a board or committee, its members and how they are balanced."""

    name: str = column("Body", hint="Such as Strategic Programme Board.")
    members: str = column("Members", default="", hint="The organisations and posts on it. Not the names of persons.")
    political_balance: str = column("Political balance", default="", hint="Such as 4 of one group, 2 of another, 1 independent.")
    decides: str = column("Decides", Kind.LONG_TEXT, default="", hint="What it decides, and how: by majority, or only together.")


class Unknown(
    CaseRecord,
    table="unknowns",
    seen=Seen.MARKED,
    singular="matter not yet known",
    plural="matters not yet known",
    sheet="Not yet known",
    named_by=("name",),
    numbered=True,
):
    """What a decision needs and nobody has said yet, and who must say it."""

    name: str = column("What is not known", hint="Such as what we would contribute.")
    must_say: str = column("Who must say", default="", hint="The organisation or post.")
    needed_by: str = column("Needed by", Kind.DATE_IN_WORDS, default="")
    matters: str = column("Why it matters", Kind.LONG_TEXT, default="")
