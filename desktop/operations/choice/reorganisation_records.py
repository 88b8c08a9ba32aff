"""The records of a reorganisation as the arithmetic takes them."""

from __future__ import annotations

import datetime
from decimal import Decimal

from db.nouns.choices import DividedBy, Fund
from db.nouns.money import BudgetGap, CashFlow
from db.nouns.register import Organisation
from db.nouns.reorganisation import NewCouncil as NewCouncilRecord
from db.nouns.reorganisation import OpeningPosition
from db.nouns.reorganisation import Succession as SuccessionRecord
from db.reading import Reader
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.reorganisation.composition import NewCouncil, Opening, ReorganisationRecords, Succession
from desktop.appraisal.years import FinancialYear
from desktop.operations.records.marks import is_withheld
from desktop.operations.records.records import Row, rows
from desktop.operations.records.service_costs import service_costs


def reorganisation_records(reader: Reader, case: int) -> ReorganisationRecords:
    """What a case records of its reorganisation."""
    councils, successions = rows(reader, NewCouncilRecord, case), rows(reader, SuccessionRecord, case)
    openings = tuple(_opening(row) for row in rows(reader, OpeningPosition, case))
    new = {row.text("successor") for row in councils}
    return ReorganisationRecords(
        tuple(_council(row, is_withheld(reader, row)) for row in councils),
        tuple(_succession(row, is_withheld(reader, row)) for row in successions),
        openings,
        {
            row.text("name"): people
            for row in rows(reader, Organisation, case)
            if isinstance(people := row.values["population"], int) and not is_withheld(reader, row)
        },
        _gaps(reader, case),
        tuple(
            (row.text("owner"), row.text("line"), bearer, min(row.amounts))
            for row in rows(reader, CashFlow, case)
            if (bearer := row.text("organisation")) in new and row.amounts and not is_withheld(reader, row)
        ),
        _costs(reader, case, {each.year for each in openings}),
        frozenset(
            row.text(key)
            for noun, key in ((Organisation, "name"), (OpeningPosition, "predecessor"))
            for row in rows(reader, noun, case)
            if is_withheld(reader, row)
        ),
    )


def _costs(reader: Reader, case: int, years: set[FinancialYear]) -> dict[tuple[str, str], dict[FinancialYear, Estimate]]:
    costs: dict[tuple[str, str], dict[FinancialYear, Estimate]] = {}
    for year in years:
        for (organisation, service), cost in service_costs(reader, case, year).items():
            costs.setdefault((organisation, service.casefold()), {})[year] = cost
    return costs


def _council(row: Row, withheld: bool) -> NewCouncil:
    return NewCouncil(
        row.text("option"),
        row.text("successor"),
        row.value("vesting_day", datetime.date),
        row.value("councillors", int),
        row.value("harmonised_by", int),
        row.value("rise_percent", Decimal),
        row.value("referendum_limit_percent", Decimal),
        withheld,
    )


def _succession(row: Row, withheld: bool) -> Succession:
    return Succession(
        row.text("option"),
        row.text("predecessor"),
        row.text("successor"),
        row.text("part"),
        DividedBy(row.text("divided_by")),
        row.value("percent", Decimal),
        row.value("ends", datetime.date),
        withheld,
    )


def _opening(row: Row) -> Opening:
    year = row.value("year", FinancialYear)
    if year is None:
        raise TypeError(f"an opening position of {row.values['year']}")
    return Opening(
        row.text("predecessor"),
        year,
        row.value("net_budget", Estimate),
        row.value("debt", Estimate),
        row.value("debt_cost", Estimate),
        row.value("reserves", Estimate),
        row.value("tax_base", Decimal),
        row.value("band_d", Decimal),
        row.value("electors", int),
        row.value("need", Decimal),
    )


def _gaps(reader: Reader, case: int) -> dict[str, dict[FinancialYear, Estimate]]:
    """The budget gaps of named organisations, of all but housing, which is no part of a general fund."""
    gaps: dict[str, dict[FinancialYear, Estimate]] = {}
    for row in rows(reader, BudgetGap, case):
        if row.text("organisation") and row.text("fund") != Fund.HOUSING:
            by_year = gaps.setdefault(row.text("organisation"), {})
            for year, amount in row.amounts.items():
                by_year[year] = by_year[year] + amount if year in by_year else amount
    return gaps
