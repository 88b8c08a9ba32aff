"""The parts of a paper that an officer writes."""

from __future__ import annotations

from db.nouns.choices import Question, listed
from db.nouns.noun import Kind, Seen, column, restated
from db.nouns.records import MarkedRecord, PaperPart


class PaperSection(
    PaperPart,
    table="paper_sections",
    seen=Seen.MARKED,
    singular="section",
    plural="sections",
    sheet="Sections",
    named_by=("heading",),
    says_withheld="text",
):
    """Words under a heading."""

    heading: str = column("Heading")
    question: str = column(
        "Question",
        Kind.CHOICE,
        default="",
        choices=listed(Question),
        hint="The question of an outcome delivery plan that it answers. Where none is chosen, its heading tells.",
    )
    text: str = column("Text", Kind.LONG_TEXT, default="")


class Recommendation(
    PaperPart,
    table="recommendations",
    seen=Seen.MARKED,
    singular="recommendation",
    plural="recommendations",
    sheet="Recommendations",
    named_by=("text",),
    kept=("short_name",),
    says_withheld="conditions",
):
    """Conditions are one a line; `supports` is the heading of the section that gives the reasons."""

    text: str = column("Recommendation", Kind.LONG_TEXT)
    conditions: str = column("Conditions", Kind.LONG_TEXT, default="", in_table=False, hint="What it is subject to, one a line.")
    supports: str = column("Supports", default="", hint="The heading of the section that gives the reasons.")
    reason: str = column("Reason", Kind.LONG_TEXT, default="", in_table=False)
    short_name: str = column(
        "Short name",
        default="",
        in_table=False,
        hint="What [recommendation: short name] cites it by, wherever it is moved. Where there is none, the program "
        "makes one when it must.",
    )


class Implication(
    PaperPart,
    table="implications",
    seen=Seen.MARKED,
    singular="implication",
    plural="implications",
    sheet="Implications",
    named_by=("heading",),
    says_withheld="text",
):
    """What the decision means for one subject, such as law or staff."""

    heading: str = column("Implication")
    text: str = column("Text", Kind.LONG_TEXT, default="")


class OfficerComment(
    PaperPart,
    table="officer_comments",
    seen=Seen.MARKED,
    singular="officer's comment",
    plural="officers' comments",
    sheet="Officer comments",
    named_by=("role",),
    says_withheld="comment",
):
    """What an officer says of the paper, by post."""

    role: str = column("Role", hint="The post, such as Section 151 Officer.")
    name: str = column("Name", default="")
    comment: str = column("Comment", Kind.LONG_TEXT, default="")
    date: str = column("Date", Kind.DATE_IN_WORDS, default="", hint="When the comment was given.")
    asked_on: str = column("Asked on", Kind.DATE_IN_WORDS, default="", hint="When it was asked for.")


class BackgroundPaper(
    PaperPart,
    table="background_papers",
    seen=Seen.MARKED,
    singular="background paper",
    plural="background papers",
    sheet="Background papers",
    named_by=("document",),
):
    """A document that the paper was written from."""

    document: str = column("Document")
    exempt_paragraphs: str = restated(MarkedRecord.exempt_paragraphs, default="", other_names=("Exempt",))
    name_public: bool = restated(MarkedRecord.name_public, default=False, offered=True)


class Appendix(
    PaperPart,
    table="appendices",
    seen=Seen.MARKED,
    singular="appendix",
    plural="appendices",
    sheet="Appendices",
    named_by=("title",),
    kept=("letter",),
    says_withheld="note",
):
    """What stands behind the paper, by its letter."""

    letter: str = column("Letter")
    title: str = column("Title")
    note: str = column("Note", default="")
    exempt_paragraphs: str = restated(MarkedRecord.exempt_paragraphs, default="", other_names=("Exempt",))
    name_public: bool = restated(MarkedRecord.name_public, default=False, offered=True)


class Picture(
    PaperPart,
    table="pictures",
    seen=Seen.MARKED,
    singular="picture",
    plural="pictures",
    sheet="Pictures",
    unique=(("paper_id", "name"),),
    named_by=("name",),
    kept=("name", "width"),
):
    """A picture, a map or a logo among the words, where a line such as `[picture: Site plan]` places it. Its file is a `PictureFile`."""

    name: str = column("Picture", hint="What [picture: name] places it by, on a line of its own. It is not printed.")
    alternative: str = column(
        "Alternative text",
        Kind.LONG_TEXT,
        default="",
        hint="The same in words, for whoever cannot see it.",
    )
    caption: str = column("Caption", default="", hint="What stands above it. Without one it has no number either.")
    width: int = column("Width", Kind.INTEGER, default=100, unit="% of the text", at_least=10, at_most=100)
    name_public: bool = restated(MarkedRecord.name_public, default=False, heading="")


class PaperContact(
    PaperPart, table="paper_contacts", seen=Seen.MARKED, singular="contact", plural="contacts", sheet="Contacts", named_by=("role",)
):
    """Whom to ask about the paper."""

    role: str = column("Contact", hint="A role, such as Programme manager.")
    name: str = column("Name", default="")
    phone: str = column("Phone", default="")
    email: str = column("Email", default="")


class WithheldPart(
    PaperPart,
    table="withheld_parts",
    seen=Seen.MARKED,
    singular="withheld table or chart",
    plural="withheld tables and charts",
    sheet="Withheld parts",
    named_by=("part",),
    kept=("part",),
):
    """A table or a chart of the paper that is withheld, by what the officer would place it with: `table: savings`."""

    part: str = column(
        "Part", Kind.CHOICE, hint="The records it is drawn from are withheld with it, so that no other part of the paper gives them away."
    )
    withheld: str = restated(MarkedRecord.withheld, default="", offered="exempt")
    name_public: bool = restated(MarkedRecord.name_public, default=False, heading="")
