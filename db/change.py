"""The audit trail: each unit of work, and before and after of every row that changed. Undo runs on it."""

from __future__ import annotations

from sqlmodel import Field, SQLModel


class Unit(SQLModel, table=True):
    """One unit of work. `open` is 1 while it runs; `undoes` is the unit whose inverse it applies."""

    __tablename__ = "units"

    id: int | None = Field(default=None, primary_key=True)
    at: str
    login: str
    label: str
    undoes: int | None = Field(default=None, foreign_key="units.id")
    open: int = 1


class Change(SQLModel, table=True):
    """One row's change, as JSON objects. Written by triggers alone, so that no path can go round it."""

    __tablename__ = "changes"

    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="units.id")
    table_name: str
    row_id: int
    before: str | None = None
    after: str | None = None
