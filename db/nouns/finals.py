"""What is kept of a paper that was made final, and what was put aside on the way."""

from __future__ import annotations

from db.nouns.noun import Kind, Seen, column
from db.nouns.records import PaperRecord


class SetAside(
    PaperRecord,
    table="set_asides",
    seen=Seen.NEVER,
    singular="item set aside",
    plural="items set aside",
    sheet="Set aside",
    unique=(("paper_id", "item"),),
    named_by=("item",),
):
    """An item of the readiness list that need not be mended, by its key, with what it said and why it may stand."""

    item: str = column("Item", hint="The key of an item of the readiness list, as the program writes it.")
    sentence: str = column("What it says", Kind.LONG_TEXT, default="")
    reason: str = column("Reason", Kind.LONG_TEXT, hint="Why it may stand.")


class Final(
    PaperRecord,
    table="finals",
    seen=Seen.OPEN,
    singular="version",
    plural="versions",
    sheet="Finals",
    unique=(("paper_id", "version"),),
    named_by=("version",),
):
    """A version of a paper that was made final: when (UTC, ISO), by which login, and the SHA-256 of its PDFs in hexadecimal.

    `exempt_sha256` is blank where nothing in the paper is withheld, and so is `exempt_annex_sha256`; both digests of the annex are where
    the version was made before they were kept. `records_sha256` is of the records it was set from. `apart` says that more of it was
    withheld than of the version before, so that its public paper sets no figure beside that version's.
    """

    version: int = column("Version", Kind.INTEGER, at_least=1, hint="1 for the first time that the paper was made final, and so on.")
    made_at: str = column("Made at", hint="When, in UTC.")
    login: str = column("Login", hint="By which login.")
    layout: str = column("Layout")
    public_sha256: str = column("SHA-256 of public PDF")
    exempt_sha256: str = column("SHA-256 of exempt PDF", default="", hint="None where the whole paper is open.")
    records_sha256: str = column("SHA-256 of records", hint="Of the records that it was set from.")
    apart: bool = column(
        "Told apart",
        Kind.YES_NO,
        default=False,
        hint="Yes where more was withheld than in the version before: their figures are not compared.",
    )
    public_annex_sha256: str = column("SHA-256 of public annex PDF", default="", hint="None in a version made before it was kept.")
    exempt_annex_sha256: str = column("SHA-256 of exempt annex PDF", default="", hint="None where the whole paper is open.")


class FinalFigure(
    PaperRecord,
    table="final_figures",
    seen=Seen.OPEN,
    singular="printed figure",
    plural="printed figures",
    sheet="Final figures",
    unique=(("paper_id", "version", "kind", "record", "field", "year"),),
    named_by=("version", "kind", "record", "field", "year"),
):
    """A figure as a final printed it. The key is kind, record, field and year; `public` says that the public paper printed it so."""

    version: int = column("Version", Kind.INTEGER, at_least=1, hint="The version that printed it.")
    kind: str = column("Kind", hint="What the figure is of, in the plural, such as options.")
    record: str = column("Record", default="", hint="What that is called.")
    field: str = column("Field", default="", hint="Which figure of it.")
    year: str = column("Year", default="")
    label: str = column("Label", Kind.LONG_TEXT, default="")
    value: str = column("Value", Kind.LONG_TEXT, default="", hint="As it was printed in the whole paper.")
    public_value: str = column("Public value", Kind.LONG_TEXT, default="", hint="As the public paper printed it; none where it did not.")


class ChangeReason(
    PaperRecord,
    table="change_reasons",
    seen=Seen.OPEN,
    singular="reason for a change",
    plural="reasons for changes",
    sheet="Reasons for changes",
    unique=(("paper_id", "since", "kind", "record", "field", "year"),),
    named_by=("since", "kind", "record", "field", "year"),
):
    """Why a figure is not what it was in version `since`: in the officer's words, and once the next version is final, from the trail."""

    since: int = column("Since version", Kind.INTEGER, at_least=1, hint="The version since which the figure has changed.")
    kind: str = column("Kind", hint="What the figure is of, in the plural, such as options.")
    record: str = column("Record", default="", hint="What that is called.")
    field: str = column("Field", default="", hint="Which figure of it.")
    year: str = column("Year", default="")
    reason: str = column(
        "Reason", Kind.LONG_TEXT, default="", hint="Why, in your own words. Where there are none, what the audit trail says."
    )
    trail: str = column("Trail", Kind.LONG_TEXT, default="", hint="What the audit trail said when the next version was made final.")
    public_trail: str = column("Public trail", Kind.LONG_TEXT, default="", hint="The same, of the records that the public may see.")
