from __future__ import annotations

from decimal import Decimal

from desktop.appraisal.case import Case, Flow, Option
from desktop.appraisal.discounting import schedule
from desktop.appraisal.savings.discounting_terms import discounting_of
from desktop.appraisal.savings.drawn_lines import Drawable, drawable
from tests.appraisal.cases import BASE, COST, FUNDING, INCOME, SAVING, flow


def held(flows: list[Flow], rate: str = "0%") -> Drawable:
    case = Case("Test", BASE, 3, discounting=rate)
    return drawable(case, Option("New", flows=tuple(flows)), discounting_of(case, schedule(rate)))


def test_a_line_is_three_present_values_and_the_rest_is_one() -> None:
    found = held(
        [
            flow(COST, ["£100 to £140", "£10 to £20, likely £12"], line="ICT"),
            flow(SAVING, [0, 50], cashable=True),
            flow(SAVING, [7]),
            flow(INCOME, [5]),
            flow(FUNDING, ["not known"]),
        ]
    )
    assert found.can_be_drawn
    (ict,) = found.lines
    assert [ict.low, ict.central, ict.high] == [-160, -132, -110]
    assert found.fixed == 62


def test_present_values_are_discounted() -> None:
    (line,) = held([flow(SAVING, [0, "£103.50 to £207"], line="Staff")], "green book").lines
    assert [round(line.low, 8), round(line.central, 8), round(line.high, 8)] == [100, 150, 200]


def test_an_open_bound_stops_it_and_is_named() -> None:
    for words in ("not known", "up to £5m", "in excess of £4.5m"):
        found = held([flow(SAVING, [words], line="Staff")])
        assert not found.can_be_drawn
        assert found.lines == ()
        assert found.why == ("No simulation for New: ‘Staff’ has no lowest, no most likely or no highest figure.",)


def test_nothing_recorded() -> None:
    assert held([]).why == ("No costs or savings are recorded for New.",)
    assert held([flow(COST, [Decimal("0.01")])]).fixed == Decimal("-0.01")
