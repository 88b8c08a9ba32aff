"""What services cost in a year, over their lines of cost."""

from __future__ import annotations

from db.nouns.register import CostLine
from db.reading import Reader
from desktop.appraisal.estimate import NOT_KNOWN, ZERO, Estimate
from desktop.appraisal.years import FinancialYear
from desktop.operations.records.records import rows


def service_costs(reader: Reader, case: int, year: FinancialYear) -> dict[tuple[str, str], Estimate]:
    """The net cost of each service by organisation and name, in pounds; none of a service without lines.

    A line without an amount for the year is not known: for other years it says that there is one.
    """
    costs: dict[tuple[str, str], Estimate] = {}
    for row in rows(reader, CostLine, case):
        if row.amounts:
            key = row.text("organisation"), row.text("service")
            costs[key] = costs.get(key, ZERO) + row.amounts.get(year, NOT_KNOWN)
    return costs
