"""A pasted block of a noun's cells: what is changed in rows that are there, and the rows it adds at the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from db.writing import Unit
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.partners.returns import Rating
from desktop.appraisal.years import FinancialYear
from desktop.operations.records.columns import RawCell, Value
from desktop.operations.records.noun import Noun
from desktop.operations.records.records import Edit, YearlyAmount, YearlyPercent, YearlyRating, add, change, read_cell, read_yearly


def paste(unit: Unit, noun: Noun, parent: int, edits: Iterable[Edit], new_rows: Iterable[Mapping[str, RawCell]] = ()) -> tuple[int, ...]:
    """Change cells and add rows, all or none; returns the new rows' ids.

    A new row is its cells by column key or financial year, such as `2011/12`. Raises KnownTrouble in one sentence.
    """
    change(unit, noun, parent, edits)
    added = []
    for cells in new_rows:
        values: dict[str, Value] = {}
        amounts: dict[FinancialYear, Estimate] = {}
        percents: dict[FinancialYear, Decimal] = {}
        ratings: dict[FinancialYear, Rating] = {}
        for key, text in cells.items():
            yearly = read_yearly(noun, key, text)
            if isinstance(yearly, YearlyAmount):
                if yearly.value is not None:
                    amounts[yearly.year] = yearly.value
            elif isinstance(yearly, YearlyPercent):
                if yearly.value is not None:
                    percents[yearly.year] = yearly.value
            elif isinstance(yearly, YearlyRating):
                if yearly.value is not None:
                    ratings[yearly.year] = yearly.value
            else:
                column = next(column for column in noun.all_columns if column.key == key)
                values[key] = read_cell(noun, column, text)
        added.append(add(unit, noun, parent, values, amounts, percents, ratings))
    return tuple(added)
