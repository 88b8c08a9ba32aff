"""What records share: where each comes from, who may see it, and what it is a part of."""

from __future__ import annotations

from db.nouns.noun import BelongsTo, Kind, Link, Noun, Seen, column

#: Where a record comes from.
BASES = ("reported", "assumed", "illustrative")
#: What keeps a record out of a public paper; blank is open.
WITHHELD_AS = ("exempt", "confidential")


class Linked(Noun, seen=Seen.NEVER):
    """What every row of the store has: an id that is never used again; 0 until the store gives it one."""

    id: int = column(default=0)


class Record(Linked, seen=Seen.NEVER):
    """What every record has beside its id: where it comes from."""

    basis: str = column(
        "Basis",
        Kind.CHOICE,
        default="reported",
        choices=BASES,
        hint="Reported: a document says so. Assumed: worked out or taken for granted. Illustrative: made up to show the method.",
    )
    source: str = column("Source", default="", hint="The document, paragraph and date it comes from.")


class MarkedRecord(Record, seen=Seen.MARKED):
    """A record that can be kept out of a public paper.

    `withheld` is blank, `exempt` (Local Government Act 1972, Schedule 12A) or `confidential` (section 100A(3)); `exempt_paragraphs` are
    those of Part 1 of the Schedule that it falls within, such as `1, 3`; `public_interest` is why it outweighs publication, or for
    confidential information why it may not be published. `name_public` says that its name may be printed and only the rest is withheld.
    """

    withheld: str = column(
        "Withheld",
        Kind.CHOICE,
        default="",
        choices=WITHHELD_AS,
        in_table=False,
        hint="Open to the public unless one is chosen. Exempt: kept out of the public paper under Schedule 12A of the "
        "Local Government Act 1972. "
        "Confidential: its disclosure is forbidden by a government department or a court (section 100A(3)).",
    )
    exempt_paragraphs: str = column(
        "Exempt paragraphs",
        Kind.PARAGRAPHS,
        default="",
        in_table=False,
        hint="The paragraphs of Part 1 of Schedule 12A, 1 to 7, such as 1, 3. A confidential record has none.",
    )
    public_interest: str = column(
        "Public interest",
        Kind.LONG_TEXT,
        default="",
        in_table=False,
        hint="Why withholding outweighs the public interest in publishing; for a confidential record, who forbids it. "
        "The public paper prints this.",
    )
    name_public: bool = column(
        "Name public",
        Kind.YES_NO,
        default=False,
        in_table=False,
        hint="Yes where the name of a withheld record may be printed and only the rest is kept back.",
    )


class CaseRecord(MarkedRecord, seen=Seen.MARKED):
    """A record of one case, kept in the officer's own order."""

    case_id: int = column(refers_to="cases", link=Link.PLACE)
    position: int = column(default=0)


class PaperPart(MarkedRecord, seen=Seen.MARKED, belongs_to=BelongsTo.PAPER):
    """A part of one paper, kept in the officer's own order."""

    paper_id: int = column("Paper", Kind.REFERENCE, refers_to="papers", link=Link.PLACE, on_screen=False)
    position: int = column(default=0)


class PaperRecord(Record, seen=Seen.NEVER, belongs_to=BelongsTo.PAPER):
    """A record about one paper, none of whose words is a part of it."""

    paper_id: int = column("Paper", Kind.REFERENCE, refers_to="papers", link=Link.PLACE, on_screen=False)
    position: int = column(default=0)
