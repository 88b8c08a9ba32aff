from __future__ import annotations

from dataclasses import replace

from desktop.appraisal.case import FlowKind
from desktop.appraisal.findings.checks import counted_twice
from desktop.appraisal.findings.finding import costed, words_of
from desktop.appraisal.savings.double_counting import SharedBy, double_counts
from desktop.appraisal.savings.lines import Line
from tests.appraisal.cases import COST, SAVING, Amount, flow


def line(
    owner: str,
    amounts: list[Amount],
    name: str,
    *,
    organisation: str | None = "County",
    kind: FlowKind = SAVING,
    driver: str = "",
    category: str = "",
) -> Line:
    return Line(owner, replace(flow(kind, amounts, line=name), organisation=organisation, driver=driver, category=category))


def test_the_same_line_in_two_projects_is_pointed_out() -> None:
    (found,) = double_counts([line("Fleet", [0, 100, 100], "Vehicle  Hire"), line("Transport", [50, 80], "vehicle hire")])
    assert found.shared is SharedBy.LINE
    assert found.sentence == (
        "Fleet and Transport both count a saving of County with the same line, ‘Vehicle  Hire’, in 2012/13, "
        "so up to £80 may be counted twice."
    )
    assert words_of(counted_twice([found], costed)) == ["Savings of Fleet and Transport may be counted twice."]
    assert counted_twice([], costed) == []


def test_a_pair_is_given_once_by_the_strongest_thing_it_shares() -> None:
    found = double_counts(
        [
            line("Legal", [10], "Staff", driver="management", category="staff"),
            line("Payroll", [10], "Managers", driver="Management", category="staff"),
        ]
    )
    assert [(one.shared, one.name) for one in found] == [(SharedBy.DRIVER, "management")]


def test_what_is_no_double_count() -> None:
    assert double_counts([line("Legal", [10], "Staff"), line("Legal", [10], "Staff")]) == ()
    assert double_counts([line("Legal", [10], "Staff"), line("Payroll", [10], "Staff", organisation="City")]) == ()
    assert double_counts([line("Legal", [10], "Staff", organisation=None), line("Payroll", [10], "Staff", organisation=None)]) == ()
    assert double_counts([line("Legal", [10], "Staff"), line("Payroll", [None, 10], "Staff")]) == ()
    assert double_counts([line("Legal", [10], "Staff"), line("Payroll", [0], "Staff")]) == ()
    assert double_counts([line("Legal", [10], "Staff", kind=COST), line("Payroll", [10], "Staff", kind=COST)]) == ()
    assert double_counts([line("Legal", [10], "A"), line("Payroll", [10], "B")]) == ()


def test_an_amount_not_known_may_be_counted_twice_too() -> None:
    (found,) = double_counts([line("Legal", ["not known"], "Staff"), line("Payroll", ["not known"], "Staff")])
    assert found.sentence.endswith(", so an amount not yet known may be counted twice.")
