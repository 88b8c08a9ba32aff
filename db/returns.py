"""What partners return: how sure they are of each year, their gains, their use of resources scores, and what the ratings mean."""

from __future__ import annotations

import datetime

from sqlmodel import Field, SQLModel

from db.columns import CaseRecord, CheckedBoolean, EstimateColumns, IsoDate


class Return(CaseRecord, table=True):
    """One partner's return for an indicator, or with a count and no organisation results that name nobody.

    `received` is nothing where nobody has said; a return that has not come in has no rating.
    """

    __tablename__ = "returns"

    organisation_id: int | None = Field(default=None, foreign_key="organisations.id")
    indicator: str = ""
    received: bool | None = Field(default=None, sa_type=CheckedBoolean)
    count: int | None = None


class ReturnRating(SQLModel, table=True):
    """The rating of one financial year: G, A or R. A year without a row was left blank."""

    __tablename__ = "return_ratings"

    id: int | None = Field(default=None, primary_key=True)
    return_id: int = Field(foreign_key="returns.id")
    year: int
    rating: str


class ReturnGain(EstimateColumns, table=True):
    """The increase in ongoing annual net cashable value that a return states for one financial year."""

    __tablename__ = "return_gains"

    id: int | None = Field(default=None, primary_key=True)
    return_id: int = Field(foreign_key="returns.id")
    year: int


class ResourceScore(CaseRecord, table=True):
    """A use of resources score, 1 to 4 or n/a, of one organisation or of a count of them that names nobody."""

    __tablename__ = "resource_scores"

    name: str
    score: str
    organisation_id: int | None = Field(default=None, foreign_key="organisations.id")
    count: int | None = None


class RagDefinition(CaseRecord, table=True):
    """What green, amber or red means in this case."""

    __tablename__ = "rag_definitions"

    rating: str
    definition: str


class ReturnPack(CaseRecord, table=True):
    """One workbook of questions sent to a partner, and when its answers were taken in.

    `asked_as` is the title of the case as it was sent, `years` the years asked about, such as 2009/10 to 2011/12. `fingerprint` is the
    SHA-256 of the answers that were taken, by which the same return is known again.
    """

    __tablename__ = "return_packs"

    organisation_id: int = Field(foreign_key="organisations.id")
    version: int
    asked_as: str = ""
    asked_on: datetime.date | None = Field(default=None, sa_type=IsoDate)
    due: datetime.date | None = Field(default=None, sa_type=IsoDate)
    questions: str = ""
    indicators: str = ""
    years: str = ""
    received_on: datetime.date | None = Field(default=None, sa_type=IsoDate)
    fingerprint: str = ""
