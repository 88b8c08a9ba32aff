"""What is kept of a paper that was made final, and what was put aside on the way."""

from __future__ import annotations

from sqlmodel import Field

from db.columns import CheckedBoolean, Record


class PaperRecord(Record):
    """A record about one paper, none of whose words is a part of it."""

    paper_id: int = Field(foreign_key="papers.id")
    position: int = 0


class SetAside(PaperRecord, table=True):
    """An item of the readiness list that need not be mended, by its key, with what it said and why it may stand."""

    __tablename__ = "set_asides"

    item: str
    sentence: str = ""
    reason: str


class Final(PaperRecord, table=True):
    """A version of a paper that was made final: when (UTC, ISO), by which login, and the SHA-256 of its PDFs in hexadecimal.

    `exempt_sha256` is blank where nothing in the paper is withheld. `records_sha256` is of the records it was set from. `apart` says that
    more of it was withheld than of the version before, so that its public paper sets no figure beside that version's.
    """

    __tablename__ = "finals"

    version: int
    made_at: str
    login: str
    layout: str
    public_sha256: str
    exempt_sha256: str = ""
    records_sha256: str
    apart: bool = Field(default=False, sa_type=CheckedBoolean)


class FinalFigure(PaperRecord, table=True):
    """A figure as a final printed it. The key is kind, record, field and year; `public` says that the public paper printed it so."""

    __tablename__ = "final_figures"

    version: int
    kind: str
    record: str = ""
    field: str = ""
    year: str = ""
    label: str = ""
    value: str = ""
    public_value: str = ""


class ChangeReason(PaperRecord, table=True):
    """Why a figure is not what it was in version `since`: in the officer's words, and once the next version is final, from the trail."""

    __tablename__ = "change_reasons"

    since: int
    kind: str
    record: str = ""
    field: str = ""
    year: str = ""
    reason: str = ""
    trail: str = ""
    public_trail: str = ""
