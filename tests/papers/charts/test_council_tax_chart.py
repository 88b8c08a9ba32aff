"""The chart of the rates of a new council's areas: each from its own to the one rate, legible from one year to eight."""

from __future__ import annotations

import datetime
from decimal import Decimal
from itertools import combinations

import pytest

from desktop.appraisal.reorganisation.composition import NewCouncil, Opening, ReorganisationRecords, Succession
from desktop.appraisal.reorganisation.reorganised import reorganised
from desktop.appraisal.years import FinancialYear
from desktop.papers.charts.all_charts import rate_lines
from desktop.papers.charts.colours import ChartColours
from desktop.papers.charts.data.as_table import chart_table
from desktop.papers.charts.data.council_tax import RateLines, rate_parts, rate_words

_PAPER = ChartColours.paper()
_COLOURS = (_PAPER, ChartColours.high_contrast("#000000", "#ffffff", "#1aebff", dark=True))
#: Band D of county and district in 2022/23, as North Yorkshire Council told it in October 2022; the bases are made up alike.
_RATES = {
    "Hambleton": "1586.83", "Selby": "1650.57", "Craven": "1654.56", "Ryedale": "1675.56", "Richmondshire": "1692.35",
    "Scarborough": "1712.10", "Harrogate": "1723.27",
}  # fmt: skip


def _parts(by: int, rates: dict[str, str] = _RATES) -> RateLines:
    council = NewCouncil("One", "North Yorkshire", datetime.date(2023, 4, 1), harmonised_by=by, rise_percent=Decimal(0))
    records = ReorganisationRecords(
        (council,),
        tuple(Succession("One", name, "North Yorkshire") for name in rates),
        tuple(Opening(name, FinancialYear(2022), tax_base=Decimal(100), band_d=Decimal(rate)) for name, rate in rates.items()),
    )
    (option,) = reorganised(records)
    return rate_parts(option.councils[0])


def test_every_area_goes_from_its_own_rate_to_the_one() -> None:
    parts = _parts(2)
    assert parts.years == ("2022/23", "2023/24", "2024/25")
    assert [line.name for line in parts.lines] == sorted(_RATES, key=lambda name: -Decimal(_RATES[name]))
    assert parts.lines[-1].rates[0] == 1586.83
    assert len({line.rates[-1] for line in parts.lines}) == 1
    # by hand: the seven rates come to £11,695.24, a mean of £1,670.7486, and the first year is half way there
    assert "Hambleton: £1,586.83 in 2022/23, £1,628.79 in 2023/24, £1,670.75 in 2024/25." in rate_words(parts)
    assert chart_table(parts)[:2] == [["Area", "2022/23 (£)", "2023/24 (£)", "2024/25 (£)"], ["Harrogate", "1723.27", "1697.01", "1670.75"]]


@pytest.mark.parametrize("colours", _COLOURS)
@pytest.mark.parametrize("wide", [420, 640, 1100])
@pytest.mark.parametrize("by", [1, 2, 8])
def test_no_label_lies_on_another_or_beyond_the_edge(by: int, wide: int, colours: ChartColours) -> None:
    parts = _parts(by)
    drawing = rate_lines(wide, wide * 0.4, colours, parts)
    boxes = []
    for shape in drawing.contents:
        if hasattr(shape, "text"):
            left, low, right, high = shape.getBounds()
            boxes.append((shape.text, left, low, right, high))
            assert left >= -0.5, shape.text
            assert right <= wide + 0.5, shape.text
    for one, other in combinations(boxes, 2):
        apart = one[1] >= other[3] or other[1] >= one[3] or one[2] >= other[4] or other[2] >= one[4]
        assert apart, (one[0], other[0])
    assert parts.last in [box[0] for box in boxes]


def test_of_one_area_there_is_nothing_to_draw() -> None:
    parts = _parts(1, {"Selby": "1650.57"})
    assert parts.lines == ()
    assert "nothing to draw" in rate_words(parts)
    assert rate_lines(300, 100, _PAPER, parts).contents
