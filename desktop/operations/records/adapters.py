"""How a noun's rows stand in the tables: values by column key, new rows, and what is checked as one value is set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from sqlmodel import select

from db.case import Case, Evidence, Objective, Option, Project
from db.columns import Record
from db.criterion import AssessorGroup, Criterion, Judgement, Score, Weight
from db.delivery import Action, Consultation, Milestone, Risk
from db.final import ChangeReason, Final, FinalFigure, SetAside
from db.funding import ChecklistAnswer, Funding, Leaver, WeeklyCap
from db.nouns.noun import BelongsTo
from db.organisation import CaseOrganisation, Organisation
from db.paper import Appendix, BackgroundPaper, Implication, OfficerComment, Paper, PaperContact, PaperSection, Recommendation, WithheldPart
from db.partnership import (
    Capability,
    InterviewNote,
    PartnerFactor,
    PoolContribution,
    ProfileMeasure,
    Request,
    SharingArrangement,
)
from db.reading import Reader
from db.returns import RagDefinition, ResourceScore, Return, ReturnPack
from db.saving import CashFlow
from db.service import CostLine, Service
from db.sharing import Partner, Share
from db.target import BudgetGap, Target
from db.writing import Unit
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.partners.returns import Rating
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble
from desktop.operations.records import amounts
from desktop.operations.records.columns import Column, ColumnKind, Value
from desktop.operations.records.marks import keep_marks_together
from desktop.operations.records.noun import Noun

TABLES: dict[str, type[Record]] = {
    str(table.__tablename__): table
    for table in (
        Case,
        Objective,
        Organisation,
        Service,
        CostLine,
        Option,
        Criterion,
        AssessorGroup,
        Weight,
        Judgement,
        Score,
        Project,
        CashFlow,
        Partner,
        Share,
        Target,
        Funding,
        BudgetGap,
        Leaver,
        WeeklyCap,
        ChecklistAnswer,
        Return,
        ReturnPack,
        RagDefinition,
        ResourceScore,
        PartnerFactor,
        ProfileMeasure,
        InterviewNote,
        Capability,
        SharingArrangement,
        PoolContribution,
        Request,
        Evidence,
        Risk,
        Milestone,
        Action,
        Consultation,
        Paper,
        PaperSection,
        Recommendation,
        Implication,
        OfficerComment,
        BackgroundPaper,
        Appendix,
        PaperContact,
        WithheldPart,
        SetAside,
        Final,
        FinalFigure,
        ChangeReason,
    )
}


class Adapter:
    """How one noun's rows stand in the tables. This one serves every noun whose columns are its table's own."""

    def __init__(self, noun: Noun) -> None:
        self.noun = noun
        self.table: Any = TABLES[noun.table]
        self.parent_key = "paper_id" if noun.belongs_to is BelongsTo.PAPER else "case_id"

    def records(self, reader: Reader, parent: int) -> list[Any]:
        """The table's rows under a parent, in order."""
        query = select(self.table).where(getattr(self.table, self.parent_key) == parent)
        return list(reader.session.exec(query.order_by(self.table.position, self.table.id)))

    def amounts(self, reader: Reader, ids: list[int]) -> dict[int, dict[FinancialYear, Estimate]]:
        """The yearly amounts of rows, by row."""
        return {}

    def percents(self, reader: Reader, ids: list[int]) -> dict[int, dict[FinancialYear, Decimal]]:
        """The yearly percentages of rows, by row; as typed, 3 is 3%."""
        return {}

    def ratings(self, reader: Reader, ids: list[int]) -> dict[int, dict[FinancialYear, Rating]]:
        """The yearly ratings of rows, by row."""
        return {}

    def values(self, reader: Reader, parent: int, record: Any) -> dict[str, Value]:
        """A row's values by column key."""
        return {
            column.key: amounts.from_fields(record, column.key) if is_amount else shown(getattr(record, column.key))
            for column in self.noun.all_columns
            if (is_amount := column.kind is ColumnKind.ESTIMATE) or hasattr(record, column.key)
        }

    def new(self, reader: Reader, parent: int, given: Mapping[str, Value]) -> Any:
        """A new, empty row at the end of its parent."""
        place = after_last(reader.session.exec(select(self.table.position).where(getattr(self.table, self.parent_key) == parent)))
        return self.table(**{self.parent_key: parent, "position": place})

    def assign(self, unit: Unit, parent: int, record: Any, key: str, value: Value) -> None:
        """Set one value, already read."""
        column = next((column for column in self.noun.all_columns if column.key == key), None)
        if column is not None and (column.kind is ColumnKind.ESTIMATE or hasattr(record, key)):
            for name, stored in self.stored_fields(column, value).items():
                setattr(record, name, stored)
            if column in self.noun.marking:
                keep_marks_together(record, key)

    def own_columns(self) -> tuple[Column, ...]:
        """The columns of the noun that its table keeps as they are."""
        return tuple(
            column for column in self.noun.all_columns if column.kind is ColumnKind.ESTIMATE or column.key in self.table.model_fields
        )

    def stored_fields(self, column: Column, value: Value) -> dict[str, Any]:
        """One value, already read, as the table's own columns keep it."""
        if column.kind is ColumnKind.ESTIMATE:
            return amounts.to_fields(value if isinstance(value, Estimate) else None, column.key)
        return {column.key: self._stored(column, value)}

    def _stored(self, column: Column, value: Value) -> Any:
        if value is None and column.kind in (
            ColumnKind.TEXT,
            ColumnKind.LONG_TEXT,
            ColumnKind.CHOICE,
            ColumnKind.DATE_IN_WORDS,
            ColumnKind.POINTS,
            ColumnKind.PARAGRAPHS,
        ):
            return ""
        if value is None and column.kind is ColumnKind.YES_NO:
            return False
        return value.start if isinstance(value, FinancialYear) else value

    def linked(self, unit: Unit, parent: int, record: Any, given: Mapping[str, Value]) -> None:
        """What else is written once a new row has its id."""

    def taken(self, reader: Reader, parent: int, key: str) -> set[str]:
        """The names that a new row may not have."""
        return {str(value) for record in self.records(reader, parent) if (value := getattr(record, key)) is not None}

    def likely(self, reader: Reader, parent: int, choices: tuple[str, ...]) -> tuple[str, ...]:
        """The names a new row may refer to, the one that is most likely meant first."""
        return choices

    def usual(self, reader: Reader, parent: int, column: Column, given: Mapping[str, Value]) -> str:
        """What a required choice of a new row is until an officer says otherwise; `given` holds what is said so far."""
        return column.choices[0]

    def already(self, reader: Reader, parent: int, record: Any) -> KnownTrouble:
        """What is said where a row would be there twice."""
        named = getattr(record, "name", None) or getattr(record, "title", None) or getattr(record, "category", "")
        article = "an" if self.noun.singular[0] in "aeiou" else "a"
        return KnownTrouble(f"There is {article} {self.noun.singular} named ‘{named}’ already: choose another name")

    def place(self, unit: Unit, parent: int, record: Any, position: int) -> None:
        """Put a row at a place among its fellows."""
        record.position = position
        unit.session.add(record)

    def before_moving(self, unit: Unit, parent: int) -> None:
        """What is seen to before rows change places."""

    def after_moving(self, unit: Unit, parent: int) -> None:
        """What is seen to once rows have changed places."""

    def before_deleting(self, unit: Unit, record: Any) -> None:
        """What is seen to before a row goes."""

    def is_elsewhere(self, reader: Reader, case: int, row: int) -> bool:
        """Whether another case has this row too."""
        return False

    def leave(self, unit: Unit, case: int, row: int) -> None:
        """Take a row out of one case and leave it in the register."""

    def set_amount(self, unit: Unit, row: int, year: FinancialYear, estimate: Estimate | None) -> None:
        """Set or clear one year's amount. Raises KnownTrouble where the row is no longer there, or the year is outside the case."""
        raise LookupError(f"{self.noun.plural} have no amounts by year")

    def set_percent(self, unit: Unit, row: int, year: FinancialYear, percent: Decimal | None) -> None:
        """Set or clear one year's percentage. Raises KnownTrouble where the row is no longer there."""
        raise LookupError(f"{self.noun.plural} have no percentages by year")

    def set_rating(self, unit: Unit, row: int, year: FinancialYear, rating: Rating | None) -> None:
        """Set or clear one year's rating. Raises KnownTrouble where the row is no longer there."""
        raise LookupError(f"{self.noun.plural} have no ratings by year")

    def gone(self) -> KnownTrouble:
        """What is said of a row that is no longer there."""
        return KnownTrouble(f"That {self.noun.singular} is no longer there: undo its deletion first")


def after_last(positions: Iterable[int]) -> int:
    """The place after all of these."""
    return max(positions, default=-1) + 1


def shown(value: Any) -> Value:
    """A stored value as rows have it: a blank text is nothing."""
    return None if value == "" else value


def organisation_named(reader: Reader, name: Value) -> Organisation:
    """The organisation of the register by its name. Raises KnownTrouble where there is none."""
    organisation = reader.session.exec(select(Organisation).where(Organisation.name == name)).first()
    if organisation is None:
        raise KnownTrouble(f"There is no organisation named ‘{name}’: add it on the Partners screen first")
    return organisation


def link_organisation(unit: Unit, case: int, organisation: int) -> None:
    """Make an organisation a partner in a case, once."""
    query = select(CaseOrganisation).where(CaseOrganisation.case_id == case, CaseOrganisation.organisation_id == organisation)
    if unit.session.exec(query).first() is None:
        unit.session.add(CaseOrganisation(case_id=case, organisation_id=organisation))
        unit.session.flush()
