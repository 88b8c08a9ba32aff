"""What is asked of a foreign table, and what it is taken for with what is answered so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from enum import StrEnum

from db.nouns.case import Case
from db.nouns.choice import AssessorGroup, Criterion, Option
from db.nouns.choices import FlowsAre
from db.nouns.money import Project
from db.nouns.noun import Noun
from db.nouns.register import Organisation
from db.reading import Reader
from desktop.appraisal.years import FinancialYear
from desktop.late_dataclass import dataclass
from desktop.operations.matching.blocks import NumberedRow
from desktop.operations.matching.tables import Table
from desktop.operations.records.cases import details
from desktop.operations.records.columns import clean
from desktop.operations.records.names import compared

LEAVE_OUT = "leave out"
#: What a column is taken for where it is a financial year: its key, such as `year 2026/27`.
YEAR = "year "
_NAMES = (Option, Project, Criterion, AssessorGroup, Organisation)


class Shape(StrEnum):
    """How records stand in a table."""

    ROWS = "rows"
    SCORES = "scores"
    COSTS = "costs"


@dataclass(frozen=True, slots=True)
class CaseNames:
    """What a case has already that a table may speak of: its years, and its names by table of the noun.

    `benchmark` is the option that has no lines, as those of the others are changes from it; blank where there is none.
    """

    base_year: FinancialYear | None
    years: tuple[FinancialYear, ...]
    names: Mapping[str, tuple[str, ...]]
    benchmark: str = ""

    def has(self, noun: type[Noun], name: str) -> str:
        """The name as the case spells it; blank where it has none."""
        return next((each for each in self.names.get(noun.TABLE, ()) if compared(each) == compared(name)), "")


def case_names(reader: Reader, case: int) -> CaseNames:
    """What a case has already."""
    of = details(reader, case)
    names = {noun.TABLE: tuple(reader.column(noun, "name", case_id=case)) for noun in _NAMES if noun is not Organisation}
    are_changes = reader.get(Case, case).flows_are == FlowsAre.CHANGES
    benchmark = next(iter(reader.column(Option, "name", case_id=case, benchmark=True)), "") if are_changes else ""
    return CaseNames(of.base_year, of.years, names | {Organisation.TABLE: tuple(reader.column(Organisation, "name"))}, benchmark)


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: what it is kept as, and its words."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Ask:
    """One question, with what it is answered by. `answer` is blank until it has one; `is_open` says that another may be typed."""

    key: str
    words: str
    choices: tuple[Choice, ...] = ()
    answer: str = ""
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A table with what it is taken for. `columns` are keys of the noun by number of column, `years` the columns of financial years.

    In a grid `named_in` is the column of the names that go down, which are `down`, and `across` are the columns named `side`.
    Rows of scores have `across` too, where each group has a column of its own. `words` are scores by criterion and word. With
    `month_first` a date such as 9/5/25 is of September.
    `groups` is what every line has that stands under a column of years, where these are in groups, such as Revenue and Capital.
    `sections` is what a row has by the heading within the table that it stands below. `fixed` is what every row has in a column that the
    table lacks. `times` is what plain amounts are multiplied by, `None` until asked; `times_pounds` what those are that say £ and no unit.
    `signs` are -1 by kind of line where amounts below nought are what the kind says, such as savings.
    """

    table: Table
    shape: Shape
    noun: type[Noun]
    columns: Mapping[int, str] = field(default_factory=dict)
    years: Mapping[int, FinancialYear] = field(default_factory=dict)
    named_in: int = 0
    across: tuple[int, ...] = ()
    down: type[Noun] = Criterion
    side: type[Noun] = Option
    fixed: Mapping[str, str] = field(default_factory=dict)
    times: Decimal | None = Decimal(1)
    times_pounds: Decimal = Decimal(1)
    signs: Mapping[str, int] = field(default_factory=dict)
    groups: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    sections: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    set_aside: Mapping[int, str] = field(default_factory=dict)
    words: Mapping[tuple[str, str], str] = field(default_factory=dict)
    month_first: bool = False
    asks: tuple[Ask, ...] = ()

    @property
    def unanswered(self) -> tuple[Ask, ...]:
        """What must be answered before anything can be taken."""
        return tuple(ask for ask in self.asks if not ask.answer)

    @property
    def is_grid(self) -> bool:
        """Whether names stand down the side and across the top."""
        return self.shape is not Shape.ROWS


def name_down(match: Match, row: NumberedRow) -> str:
    """The name at the side of a row of a grid."""
    return clean(str(match.table.cell(row, match.named_in) or ""))
