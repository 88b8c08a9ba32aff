"""Population, FTE and unit cost taken from the records of those who take part, and what is said where one of the records is lacking."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from db.store import Store
from desktop.operations.appraising.appraisals import appraise_case, case_to_appraise
from desktop.operations.papers.readiness import readiness
from desktop.operations.records.cases import find
from desktop.operations.workbook.importing import import_sheets
from tests.operations.grounds import Cell, Sheets, as_sheets, put, sheets

#: In 2011/12 Upper Wick mows 200 hectares for £410,000 and Lower Wick 100 hectares for £250,000.
_SERVICES: list[list[Cell]] = [
    ["Organisation", "Service", "FTE", "Volume", "Volume unit", "In scope"],
    ["Upper Wick", "Mowing", 14.5, 200, "hectares", "yes"],
    ["Lower Wick", "Mowing", 9, 100, "Hectares", None],
    ["Upper Wick", "Planting", 3, None, None, "yes"],
    ["Upper Wick", "Ponds", 99, 1, "ponds", "no"],
]
_COSTS: list[list[Cell]] = [
    ["Organisation", "Service", "Category", "2011/12", "2012/13"],
    ["Upper Wick", "Mowing", "Employees", 400_000, 1],
    ["Upper Wick", "Mowing", "Transport", 10_000, None],
    ["Lower Wick", "Mowing", "Employees", "about £0.25m", None],
    ["Upper Wick", "Ponds", "Employees", 7_000_000, None],
]


def book(measure: str, *changes: Callable[[Sheets], None]) -> Sheets:
    """The made-up case where Reach is taken from the records, One team is both councils and Contract out is Lower Wick alone."""
    made = sheets() | {"Services": [list(row) for row in _SERVICES], "Costs": [list(row) for row in _COSTS]}
    made["Criteria"][0].append("Taken from")
    made["Criteria"][3].append(measure)
    made["Options"][0].append("Participants")
    for row, names in zip(made["Options"][1:], (None, "Upper Wick; Lower Wick", "Lower Wick"), strict=True):
        row.append(names)
    put("Criteria", 4, "Worst", None)(made)
    put("Criteria", 4, "Best", None)(made)
    for change in changes:
        change(made)
    return made


def measured(store: Store, made: Sheets) -> tuple[dict[str, Decimal], tuple[str, ...]]:
    """What is known by option, and what is said."""
    import_sheets(store, as_sheets(made))
    reader = store.reader()
    case = case_to_appraise(reader, find(reader))
    return {option: number for (option, _), number in case.measured.items()}, case.notes


_NOBODY = "Reach cannot be taken from the records for Carry on: no participants are named on Options."


@pytest.mark.parametrize(
    ("measure", "together", "alone"),
    [
        ("population", Decimal(145_500), Decimal(64_500)),
        ("FTE", Decimal("26.5"), Decimal(9)),
        ("unit cost", Decimal(2200), Decimal(2500)),
    ],
)
def test_a_measure_adds_up_over_those_who_take_part(store: Store, measure: str, together: Decimal, alone: Decimal) -> None:
    """What is out of scope has no part in it, and in a unit cost neither has a service without a volume."""
    assert measured(store, book(measure)) == ({"One team": together, "Contract out": alone}, (_NOBODY,))


def out_of_scope(made: Sheets) -> None:
    """Every service of Upper Wick."""
    for row in (2, 4):
        put("Services", row, "In scope", "no")(made)


LACKING: list[tuple[str, str, Callable[[Sheets], None], str]] = [
    ("population", "population", put("Organisations", 2, "Population", None), "the population of Upper Wick is not recorded"),
    ("fte", "FTE", put("Services", 4, "FTE", None), "the FTE of Planting at Upper Wick is not recorded"),
    ("no-services", "FTE", out_of_scope, "Upper Wick has no services in scope"),
    ("no-volume", "unit cost", put("Services", 2, "Volume", None), "no service of Upper Wick in scope has a volume"),
    ("units", "unit cost", put("Services", 2, "Volume unit", "acres"), "the volumes are in different units (acres and Hectares)"),
    ("no-cost", "unit cost", lambda made: made["Costs"].__delitem__(slice(1, 3)), "the cost of Mowing at Upper Wick is not recorded"),
    ("blank-cost", "unit cost", put("Costs", 3, "2011/12", None), "Transport of Mowing at Upper Wick in 2011/12 is not recorded"),
    ("unknown-cost", "unit cost", put("Costs", 3, "2011/12", "not known"), "Transport of Mowing at Upper Wick in 2011/12 is not known"),
    (
        "bound",
        "unit cost",
        put("Costs", 3, "2011/12", "up to £9,000"),
        "Transport of Mowing at Upper Wick in 2011/12 is a bound, up to £9,000",
    ),
]


@pytest.mark.parametrize(("measure", "change", "why"), [case[1:] for case in LACKING], ids=[case[0] for case in LACKING])
def test_what_one_record_lacks_is_not_known_and_says_which(store: Store, measure: str, change: Callable[[Sheets], None], why: str) -> None:
    known, notes = measured(store, book(measure, change))
    assert set(known) == {"Contract out"}
    assert notes == (_NOBODY, f"Reach cannot be taken from the records for One team: {why}.")


def test_a_volume_of_nothing_has_no_unit_cost(store: Store) -> None:
    known, notes = measured(store, book("unit cost", put("Services", 3, "Volume", 0)))
    assert known == {"One team": Decimal(3300)}
    assert notes == (_NOBODY, "Reach cannot be taken from the records for Contract out: the volume comes to 0.")


def test_a_cost_that_is_a_range_is_taken_at_its_middle_and_said_to_be(store: Store) -> None:
    known, notes = measured(store, book("unit cost", put("Costs", 4, "2011/12", "£200,000 to £260,000")))
    assert known["Contract out"] == 2300
    assert notes == (
        _NOBODY,
        "Employees of Mowing at Lower Wick in 2011/12 is a range, £0.2m to £0.26m: £230,000 is taken for the unit cost.",
    )


def test_what_many_records_lack_is_told_short(store: Store) -> None:
    def many(made: Sheets) -> None:
        made["Services"] += [["Upper Wick", f"Service {number}", None, None, None, "yes"] for number in range(1, 8)]

    _, notes = measured(store, book("FTE", many))
    assert notes[1] == (
        "Reach cannot be taken from the records for One team: the FTE of Service 1 at Upper Wick is not recorded, "
        "the FTE of Service 2 at Upper Wick is not recorded, the FTE of Service 3 at Upper Wick is not recorded "
        "and 4 more records like it are lacking."
    )


def test_recorded_scores_are_kept_and_the_measure_counts(store: Store) -> None:
    measured(store, book("population"))
    reader = store.reader()
    appraisal = appraise_case(reader, find(reader))
    items = [item.sentence for item in readiness(reader, find(reader))]
    assert appraisal.case.scores["Managers", "One team", "Reach"] == 70
    assert [each.cells["Reach"].combined for each in appraisal.options] == [None, 145_500, 64_500]
    assert appraisal.option("Carry on").missing == ("Reach",)
    assert _NOBODY in appraisal.why
    assert "1 figure to be taken from the records cannot be: Decide says why" in items
    assert not any("from every group" in item for item in items)
