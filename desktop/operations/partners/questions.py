"""What a partner may be asked, a sheet a question: which records its rows are, and which of their cells are answers."""

from __future__ import annotations

from dataclasses import dataclass

from db.nouns.money import Target
from db.nouns.noun import Column, Noun
from db.nouns.partners import PoolContribution
from db.nouns.register import CostLine, Service
from db.nouns.returns import ResourceScore, Return
from desktop.appraisal.years import FinancialYear
from desktop.operations.records.columns import AMOUNT, RATING, column_of


@dataclass(frozen=True, slots=True)
class Question:
    """One sheet of a pack.

    `names` are the columns that say which record a row is, besides the partner; `answers` those that the partner fills in. `yearly` is
    the column of each year's cell, where there are any. `adds` lets a partner name records that we do not hold. `blank_counts` says that
    a cell returned blank is itself the answer, whatever is held.
    """

    key: str
    sheet: str
    title: str
    to_do: str
    noun: type[Noun]
    names: tuple[str, ...]
    answers: tuple[str, ...] = ()
    yearly: Column | None = None
    adds: bool = False
    blank_counts: bool = False

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns before those of years: the names, then the answers."""
        return tuple(column_of(self.noun, key) for key in (*self.names, *self.answers))

    def headings(self, years: tuple[FinancialYear, ...]) -> tuple[str, ...]:
        """Every heading of the sheet, in order."""
        own = [f"{column.heading} ({column.unit})" if column.unit else column.heading for column in self.columns]
        return (*own, *(str(year) for year in years)) if self.yearly is not None else tuple(own)

    def year_column(self, year: FinancialYear) -> Column:
        """The column of one year's cells."""
        if self.yearly is None:
            raise LookupError(f"{self.sheet} has no years")
        return self.yearly._replace(heading=str(year))


QUESTIONS = (
    Question(
        "baseline",
        "Baseline",
        "Baseline",
        "Type the baseline that each indicator is measured from, in pounds. Type not known where it is not.",
        Target,
        ("indicator",),
        ("baseline",),
    ),
    Question(
        "gains",
        "Gains by year",
        "Gains by year",
        "Type the increase in ongoing annual net cashable value of each year, in pounds. Leave a year blank where you cannot say.",
        Return,
        ("indicator",),
        yearly=AMOUNT,
        blank_counts=True,
    ),
    Question(
        "ratings",
        "RAG by year",
        "RAG by year",
        "Type G, A or R for each year. Leave a year blank where you cannot say: a blank is counted as a blank, and never as green.",
        Return,
        ("indicator",),
        yearly=RATING,
        blank_counts=True,
    ),
    Question(
        "scores",
        "Resource scores",
        "Use of resources scores",
        "Type 4, 3, 2 or 1, or n/a where the criterion does not apply to you: 4 well above minimum requirements, 3 consistently above, "
        "2 at only minimum, 1 below.",
        ResourceScore,
        ("name",),
        ("score",),
    ),
    Question(
        "services",
        "Services",
        "Services",
        "Correct what stands here, and add a row for each service that is missing. FTE is full-time equivalent staff.",
        Service,
        ("name",),
        ("service_group", "delivery_model", "fte", "volume", "volume_unit"),
        adds=True,
    ),
    Question(
        "costs",
        "Costs",
        "Costs by year",
        "Type each cost in pounds, a row for each service and category, such as Employees.",
        CostLine,
        ("service", "category"),
        yearly=AMOUNT,
        adds=True,
    ),
    Question(
        "contributions",
        "Contributions",
        "Contributions to the pool",
        "Type what you pay a year now, what you would put into the pool, and what you would pay altogether after, in pounds.",
        PoolContribution,
        ("name",),
        ("before", "pooled", "after", "volume_before", "volume_after", "condition"),
        adds=True,
    ),
)
BY_KEY = {question.key: question for question in QUESTIONS}
BY_SHEET = {question.sheet.casefold(): question for question in QUESTIONS}

#: Where everything stands in a pack. Rows are counted from 1: the headings have the same row on every sheet.
START = "Start here"
CASE_ROW, PARTNER_ROW, VERSION_ROW, DUE_ROW, ASKED_ROW, YEARS_ROW, FILLED_ROW = 3, 4, 5, 6, 7, 8, 9
IDENTITY = (
    (CASE_ROW, "Case"),
    (PARTNER_ROW, "Partner"),
    (VERSION_ROW, "Pack version"),
    (DUE_ROW, "Due"),
    (ASKED_ROW, "Questions"),
    (YEARS_ROW, "Years"),
    (FILLED_ROW, "Filled in beforehand"),
)
HEADING_ROW = 7
FIRST_ROW = HEADING_ROW + 1
#: How many rows a partner may add where a question lets it.
ROWS_TO_ADD = 40


def years_words(years: tuple[FinancialYear, ...]) -> str:
    """The years asked about: 2009/10 to 2011/12."""
    return f"{years[0]} to {years[-1]}" if len(years) > 1 else str(years[0]) if years else ""


def read_years(words: str) -> tuple[FinancialYear, ...]:
    """The years that such words mean. Raises KnownTrouble."""
    first, _, last = words.partition(" to ")
    begins = FinancialYear.parse(first)
    ends = FinancialYear.parse(last) if last else begins
    return tuple(begins.after(number) for number in range(ends.since(begins) + 1))
