"""The heat-map and the league picture, and the tables of partners: a letter in every rating, words for every mark, definitions printed."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.nouns.partners import Capability
from desktop.appraisal.appraise import appraise
from desktop.appraisal.case import Case
from desktop.appraisal.estimate import NOT_KNOWN
from desktop.appraisal.partners.appraised import PartnershipRecords
from desktop.appraisal.partners.fit import Factor
from desktop.appraisal.partners.pool import Contribution
from desktop.appraisal.partners.requests import Request, When
from desktop.appraisal.partners.resource_scores import ResourceScore, league
from desktop.appraisal.partners.returns import Rating, Return, summarise
from desktop.appraisal.partners.sharing_register import Arrangement
from desktop.appraisal.results import Appraisal
from desktop.appraisal.years import FinancialYear
from desktop.papers.charts import all_charts
from desktop.papers.charts.colours import ChartColours, contrast, ink_on
from desktop.papers.charts.data.as_table import chart_table
from desktop.papers.charts.returns_chart import _FILLS
from desktop.papers.content.blocks import Document, Figure, Record, Table
from desktop.papers.content.records import PaperRecords, PartnerRecord, Section
from desktop.papers.exhibits import BY_LINE, partner_tables, partners
from desktop.papers.html.paper_text import plain_text
from desktop.papers.sources.printed_figures import FigureKey, caption, printed_figures
from tests.papers.built import marked_of
from tests.papers.charts import appraised

_PAPER = ChartColours.paper()
_ALL = (
    _PAPER,
    ChartColours.on("#292929", "#f5f5f5", "#a7a7a7", "#414141", "#4cc2ff", dark=True),
    ChartColours.high_contrast("#000000", "#ffffff", "#1aebff", dark=True),
)
_YEAR = FinancialYear(2009)
_NAMED = (
    Return("Leicestershire County Council", "NI 179", ratings={_YEAR: Rating.AMBER, _YEAR.after(1): Rating.RED}),
    Return("Leicester City Council", "NI 179", ratings={_YEAR: Rating.GREEN}),
    Return("Blaby District Council", "NI 179", received=False),
)
_COUNTED = (Return(None, "NI 179", count=6, ratings={_YEAR: Rating.AMBER}), Return(None, "NI 179", count=1, ratings={_YEAR: Rating.RED}))
_MEANS = {"green": "On track", "amber": "Some risk", "red": "Significant risks"}


def _held(**records: Any) -> Appraisal:
    return appraise(Case("C", _YEAR, 3, partnership=PartnershipRecords(definitions=_MEANS, **records)))


def _texts(drawing: Any) -> list[str]:
    return [shape.text for shape in drawing.contents if hasattr(shape, "text")]


def _tables(blocks: Any) -> list[Table]:
    return [block for block in blocks if isinstance(block, Table)]


def test_a_named_return_is_a_row_of_letters() -> None:
    parts = appraised.heat_map_parts(summarise(_NAMED).indicators[0])
    assert parts.is_named
    drawing = all_charts.heat_map(600, 200, _PAPER, parts)
    shown = _texts(drawing)
    assert [text for text in shown if text in {"G", "A", "R", "–", "not in"}] == ["A", "R", "G", "–", "not in", "not in"]
    assert appraised.heat_map_words(parts) == (
        "2 of 3 returns came in (66.7%). Leicestershire County Council: 2009/10 A, 2010/11 R; Leicester City Council: 2009/10 G, 2010/11 "
        "blank; Blaby District Council: 2009/10 not in, 2010/11 not in."
    )
    words = [spot.meaning.words for spot in all_charts.hot_spots(drawing)]
    assert "Blaby District Council, 2009/10: its return is not in" in words
    assert chart_table(parts)[:2] == [["Organisation", "2009/10", "2010/11"], ["Leicestershire County Council", "A", "R"]]


def test_counts_that_name_nobody_are_rows_of_ratings() -> None:
    parts = appraised.heat_map_parts(summarise(_COUNTED).indicators[0])
    assert [(row.name, row.cells[0].text) for row in parts.rows] == [
        ("G  Green", "0"), ("A  Amber", "6"), ("R  Red", "1"), ("–  Left blank", "0"), ("Not in", "0")]  # fmt: skip
    assert {"A 6", "R 1"} <= set(_texts(all_charts.heat_map(600, 200, _PAPER, parts)))
    words = appraised.heat_map_words(parts)
    assert "Green: 2009/10 0; Amber: 2009/10 6; Red: 2009/10 1; Left blank: 2009/10 0; Not in: 2009/10 0." in words


def test_a_letter_reads_on_its_colour() -> None:
    assert all(contrast(ink_on(fill), fill) >= 4.5 for fill in _FILLS.values())


def test_a_chart_of_nothing_says_so() -> None:
    nothing = appraised.heat_map_parts(summarise([Return("A")]).indicators[0])
    assert _texts(all_charts.heat_map(300, 100, _PAPER, nothing)) == ["No year is rated."]
    assert appraised.heat_map_words(nothing) == "No year is rated."
    assert _texts(all_charts.league(300, 100, _PAPER, appraised.league_parts(league([])))) == ["No score is recorded."]


def test_the_league_says_each_level_in_words() -> None:
    parts = appraised.league_parts(league([ResourceScore("V", level, None, count) for level, count in ((4, 1), (3, 6), (2, 6))]))
    drawing = all_charts.league(600, 260, _PAPER, parts)
    assert "Now: mean 2.615; 7 of 13 at level 3 or above" in _texts(drawing)
    now = [spot.meaning.record for spot in all_charts.hot_spots(drawing) if spot.meaning.role == "now"]
    assert now == ["score:4", "score:3", "score:2"]
    assert chart_table(parts)[1] == ["4", "well above minimum requirements", "1", "0"]
    assert appraised.league_words(parts).startswith("Score 4, well above minimum requirements: performing strongly: 1 now, 0 one level")


@given(
    st.lists(
        st.builds(
            Return,
            st.one_of(st.none(), st.text("ABCdef ", min_size=1, max_size=60)),
            st.just("NI"),
            st.sampled_from([None, True]),
            st.integers(1, 10**6),
            st.dictionaries(st.integers(2000, 2030).map(FinancialYear), st.sampled_from(list(Rating)), max_size=12),
        ),
        min_size=1,
        max_size=30,
    ),
    st.sampled_from(_ALL),
    st.integers(120, 900),
)  # fmt: skip
def test_any_returns_can_be_drawn(returns: list[Return], colours: ChartColours, wide: int) -> None:
    parts = appraised.heat_map_parts(summarise(returns).indicators[0])
    assert all_charts.heat_map(wide, 200, colours, parts).contents
    assert appraised.heat_map_words(parts)


@given(st.lists(st.builds(ResourceScore, st.just("V"), st.sampled_from([None, 1, 2, 3, 4]), st.none(), st.integers(0, 10**6)), max_size=9),
       st.sampled_from(_ALL), st.integers(120, 900))  # fmt: skip
def test_any_scores_can_be_drawn(scores: list[ResourceScore], colours: ChartColours, wide: int) -> None:
    parts = appraised.league_parts(league(scores))
    assert all_charts.league(wide, 220, colours, parts).contents
    assert appraised.league_words(parts)


def test_every_table_of_ratings_prints_the_definitions() -> None:
    paper, appraisal = PaperRecords("P"), _held(returns=_NAMED)
    for table in partner_tables.ratings(paper, appraisal):
        assert {"G, green: On track.", "A, amber: Some risk.", "R, red: Significant risks.", partner_tables.NEVER} <= set(table.notes)
    (figure,) = partners.ratings_chart.build(paper, appraisal)
    assert "A, amber: Some risk." in figure.notes
    counted, named = partner_tables.ratings(paper, appraisal)
    assert counted.rows == (("2009/10", "1", "1", "0", "0", "1"), ("2010/11", "0", "0", "1", "1", "1"))
    assert named.rows[2] == ("Blaby District Council", "Not in", "Not in")


def test_what_is_made_up_is_said_to_be() -> None:
    names = [each.organisation or "" for each in _NAMED]
    bases = ("illustrative", "reported", "reported")
    records = tuple(
        PartnerRecord("Returns", f"NI 179: {name}", basis=basis, parts=("NI 179", name)) for name, basis in zip(names, bases, strict=True)
    )
    paper = PaperRecords("P", partner_records=records)
    made = marked_of("outcome-delivery-plan", paper, _held(returns=_NAMED))
    tables = {caption(table): table for table in _blocks(made, Table)}
    returned, rated = tables["Returns: NI 179"], tables["Forecasts by year: NI 179"]
    assert [row[0].endswith("[i]") for row in returned.rows] == [True, *[False] * (len(returned.rows) - 1)]
    assert "[i] marks a figure made up" in plain_text(made)
    assert any("[i]" in text for text in [*(column.heading for column in rated.columns), *(text for row in rated.rows for text in row)])
    counted = printed_figures(made, paper)[FigureKey("returns", "NI 179", "green", "2009/10")]
    assert (counted.value, counted.basis) == ("1", "illustrative")
    assert counted.records == tuple(Record("returns", f"NI 179: {name}") for name in names)


def test_organisations_of_which_the_same_is_told_stand_together() -> None:
    """Of many their forecasts too, so many names in a row."""
    many = tuple(
        Return(f"District {index:02}", "NI 179", ratings={_YEAR: Rating.RED if index % 2 else Rating.AMBER}) for index in range(60)
    )
    silent = Return("Blaby District Council", "NI 179", received=False)
    appraisal = _held(returns=(*many, silent))
    (returned,) = partner_tables.returns(PaperRecords("P"), appraisal)
    assert [row[1] for row in returned.rows] == ["Received", "Received", "Received", "Not in"]
    assert [row[0].count("District ") for row in returned.rows] == [24, 24, 12, 1]
    by_name = partner_tables.ratings(PaperRecords("P"), appraisal)[1]
    assert [row[1] for row in by_name.rows] == ["A", "A", "R", "R", "Not in"]
    assert sum(row[0].count("District ") for row in by_name.rows) == 61
    few = partner_tables.ratings(PaperRecords("P"), _held(returns=(*many[:3], silent)))[1]
    assert [row[0] for row in few.rows] == ["District 00", "District 01", "District 02", "Blaby District Council"]


def test_dates_at_odds_are_noted_below_the_table() -> None:
    day = When("17 September 2010", datetime.date(2010, 9, 17))
    first = Request("Costs", asked_on=day, deadline=When("24 September 2010", datetime.date(2010, 9, 24)), source="1.1")
    last = Request("Costs", asked_on=day, deadline=When("1 October 2010", datetime.date(2010, 10, 1)), source="3.1(b)")
    (table,) = partner_tables.requests(PaperRecords("P"), _held(requests=(first, last)))
    assert [row[-2:] for row in table.rows] == [("5 (4)", "Not answered yet"), ("10 (9)", "")]
    assert "at odds: Friday 24 September 2010 (1.1) and Friday 1 October 2010 (3.1(b))" in table.notes[0]


def test_what_is_withheld_is_neither_in_nor_missing_and_neither_scored_nor_unscored() -> None:
    hidden = Return("Blaby District Council", "NI 179", withheld=True)
    appraisal = _held(
        returns=(_NAMED[0], hidden), scores=(ResourceScore("V", None, withheld=True), ResourceScore("V", 3)),
        factors=(Factor("Trust", "Blaby", withheld=True),), requests=(Request("Withheld request 1", withheld=True),),
        sharing=(Arrangement("Withheld sharing arrangement 1", saving=NOT_KNOWN, withheld=True),),
        contributions=(Contribution("Blaby", "Withheld pool contribution 1", NOT_KNOWN, NOT_KNOWN, NOT_KNOWN, withheld=True),),
    )  # fmt: skip
    paper = PaperRecords("P", is_public=True, capabilities=(Capability(case_id=1, name="Legal structures", withheld="exempt"),))
    (table,) = partner_tables.returns(paper, appraisal)
    assert table.rows[1] == ("Blaby District Council", "Withheld")
    assert table.notes[0].startswith("1 of 1 return received")
    assert "1 return for NI 179 is withheld, and counts neither as received nor as missing." in table.notes
    assert partner_tables.ratings(paper, appraisal)[1].rows[1][1:] == ("Withheld", "Withheld")
    assert "1 score withheld, and in none of these figures." in partner_tables.resources(paper, appraisal)[0].notes
    assert partner_tables.fit(paper, appraisal)[-1].rows[0][2] == "Withheld"
    assert "Withheld" in partner_tables.sharing(paper, appraisal)[0].rows[0]
    assert partner_tables.pool(paper, appraisal)[0].rows[0][-1] == "Withheld"
    assert "Withheld" in partner_tables.requests(paper, appraisal)[0].rows[0]
    (capability,) = partners.capability.build(paper, appraisal)
    assert isinstance(capability, Table)
    assert "Withheld" in capability.rows[0]
    told = " ".join(appraisal.sentences)
    assert "1 sharing arrangement is recorded, withheld" in told
    assert not any(words in told for words in ("no answer yet", "cannot be told", "not applicable", "none is scored", "has not answered"))


def _blocks(document: Document, kind: type) -> list[Any]:
    return [block for block in document.blocks if isinstance(block, kind)]


@pytest.mark.parametrize("layout", ["efficiency-review", "outcome-delivery-plan", "improvement-brief"])
def test_a_layout_with_a_place_for_returns_prints_them_once(layout: str) -> None:
    appraisal = _held(returns=_NAMED, scores=(ResourceScore("V", 3, "Blaby"),), factors=(Factor("Trust", "Blaby"),))
    made = marked_of(layout, PaperRecords("P", layout=layout), appraisal)
    captions = [table.caption.partition(": ")[2] for table in _blocks(made, Table)]
    for title in ("Returns: NI 179", "Forecasts by year: NI 179", "Use of resources scores"):
        assert captions.count(title) == 1
    assert not _blocks(made, Figure)  # their pictures say what the tables do
    told = plain_text(made)
    for sentence in appraisal.sentences:
        if "returns for NI 179" in sentence or "use of resources" in sentence:
            assert told.count(sentence) == 1


@pytest.mark.parametrize("name", ["ratings", "resources", "returns", "requests", "fit", "sharing", "pool", "actions", "unitcosts"])
def test_a_table_of_partners_stands_where_an_officer_puts_it(name: str) -> None:
    assert f"[table: {name}]" in BY_LINE
    paper = PaperRecords("P", sections=(Section("Ours", f"[table: {name}]"),))
    assert marked_of("cabinet-report", paper, _held()).blocks
    assert marked_of("cabinet-report", paper, _held(returns=_NAMED, scores=(ResourceScore("V", 3),))).blocks
