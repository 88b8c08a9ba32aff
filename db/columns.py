"""Column types for STRICT tables, which know neither DECIMAL, BOOLEAN nor DATE, and the columns that tables share."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Boolean, Dialect, Integer, Text, TypeDecorator
from sqlmodel import Field, SQLModel


class DecimalText(TypeDecorator[Decimal]):
    """A Decimal as its digits: a REAL column would lose some."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        plain = format(Decimal(value).normalize(), "f")
        return "0" if plain == "-0" else plain

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class IsoDate(TypeDecorator[datetime.date]):
    """A date as ISO text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime.date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime.date | None:
        return None if value is None else datetime.date.fromisoformat(value)


class CheckedBoolean(TypeDecorator[bool]):
    """A yes or no as 1 or 0; nothing where it is not stated."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)

    def coerce_compared_value(self, op: Any, value: Any) -> Any:
        return Boolean()


class Record(SQLModel):
    """What every record has: an id that is never used again, and where it came from."""

    id: int | None = Field(default=None, primary_key=True)
    basis: str = "reported"
    source: str = ""


class MarkedRecord(Record):
    """A record that can be kept out of a public paper.

    `withheld` is blank, `exempt` (Local Government Act 1972, Schedule 12A) or `confidential` (section 100A(3)); `exempt_paragraphs` are
    those of Part 1 of the Schedule that it falls within, such as `1, 3`; `public_interest` is why it outweighs publication, or for
    confidential information why it may not be published. `name_public` says that its name may be printed and only the rest is withheld.
    """

    withheld: str = ""
    exempt_paragraphs: str = ""
    public_interest: str = ""
    name_public: bool = Field(default=False, sa_type=CheckedBoolean)


class CaseRecord(MarkedRecord):
    """A record of one case, kept in the officer's own order."""

    case_id: int = Field(foreign_key="cases.id", index=False)
    position: int = 0


class PaperPart(MarkedRecord):
    """A part of one paper, kept in the officer's own order."""

    paper_id: int = Field(foreign_key="papers.id")
    position: int = 0


class EstimateColumns(SQLModel):
    """An Estimate as plain checked columns: a kind, and low, central and high in whole pence.

    A range without a central value has its middle assumed; the assumption is made by the arithmetic, not stored.
    `approximate` says that the words were "about" so much.
    """

    kind: str
    low: int | None = None
    central: int | None = None
    high: int | None = None
    approximate: bool = Field(default=False, sa_type=CheckedBoolean)
