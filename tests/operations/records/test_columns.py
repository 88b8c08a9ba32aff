"""What a column of each kind takes, what it gives back, and the one sentence it says otherwise."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.nouns import sheet_nouns
from db.nouns.delivery import Milestone
from db.nouns.noun import Column, Kind, Noun
from db.nouns.paper_parts import WithheldPart
from desktop.appraisal.estimate import NOT_KNOWN, Estimate
from desktop.appraisal.partners.returns import Rating
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble
from desktop.operations.records.columns import RawCell, Value, clean, column_of, columns_of, own_columns, read, typed, written
from desktop.papers.exhibits import EXHIBITS

_NO_FUNCTION = (
    "‘{}’ is not a value function: type direct, or points such as 0:0; 5:80; 10:100, each value from 0 to 100, "
    "or clear it for a straight line"
)
CHOICES = ("cost", "saving", "whole costs")
PENCE = st.integers(-(10**12), 10**12).map(lambda pence: Decimal(pence) / 100)
NUMBERS = st.integers(-(10**14), 10**14).map(lambda whole: Decimal(whole) / 1000)
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1).map(clean).filter(bool)
DATES = st.dates(datetime.date(1900, 1, 1), datetime.date(2999, 12, 31))
ESTIMATES = st.one_of(
    PENCE.map(Estimate.exact),
    PENCE.map(Estimate.about),
    PENCE.map(abs).map(Estimate.at_most),
    PENCE.map(Estimate.at_least),
    st.just(NOT_KNOWN),
    st.tuples(PENCE, PENCE).map(sorted).map(lambda ends: Estimate.between(ends[0], ends[1])),
)
#: The kinds of what is typed: a file is chosen, and stands in no cell.
TYPED = set(Kind) - {Kind.FILE}
VALUES: dict[Kind, st.SearchStrategy[Value]] = {
    Kind.TEXT: WORDS,
    Kind.LONG_TEXT: WORDS,
    Kind.REFERENCE: WORDS,
    Kind.CHOICE: st.sampled_from(CHOICES),
    Kind.YES_NO: st.booleans(),
    Kind.YES_NO_NOT_STATED: st.sampled_from([True, False, None]),
    Kind.NUMBER: NUMBERS,
    Kind.PERCENT: NUMBERS,
    Kind.INTEGER: st.integers(-(10**14), 10**14),
    Kind.DATE: DATES,
    Kind.YEAR: st.integers(1900, 2999).map(FinancialYear),
    Kind.ESTIMATE: ESTIMATES,
    Kind.DATE_IN_WORDS: st.sampled_from(["31 October 2011", "summer 2012", "not yet fixed", "2011/12"]),
    Kind.POINTS: st.sampled_from(["0:0; 10:100", "0:100; 2.5:40; 7:0"]),
    Kind.RATING: st.sampled_from(list(Rating)),
    Kind.PARAGRAPHS: st.sets(st.sampled_from("1234567"), min_size=1).map(lambda numbers: ", ".join(sorted(numbers))),
}


@pytest.mark.parametrize(("typed", "pounds"), [("£1m", 1_000_000), ("£500k", 500_000), ("250,000", 250_000), ("£0", 0), ("£751", 751)])
def test_a_number_of_pounds_is_typed_as_money_is(typed: str, pounds: int) -> None:
    assert read(Column("Key decision from", Kind.NUMBER, key="amount", unit="£", at_least=0), typed) == pounds


@pytest.mark.parametrize("typed", ["up to £1m", "£1m to £2m", "lots", "not known"])
def test_a_number_of_pounds_is_one_amount(typed: str) -> None:
    with pytest.raises(KnownTrouble, match="is not one amount: type one such as £500,000 or £1m"):
        read(Column("Key decision from", Kind.NUMBER, key="amount", unit="£"), typed)


def column(kind: Kind) -> Column:
    return Column("It", kind, choices=CHOICES)


def read_or_told(kind: Kind, raw: RawCell) -> tuple[Value, str]:
    """What is read, or what is said instead."""
    try:
        return read(column(kind), raw), ""
    except KnownTrouble as trouble:
        return None, str(trouble)


def test_every_kind_is_tried_here() -> None:
    assert set(VALUES) == TYPED


@given(st.data())
@pytest.mark.parametrize("kind", sorted(TYPED))
def test_what_is_written_reads_back_the_same(kind: Kind, data: st.DataObject) -> None:
    value = data.draw(VALUES[kind])
    back = read(column(kind), typed(column(kind), value))
    assert back == value
    assert type(back) is type(value) or isinstance(back, Decimal)


@given(st.one_of(st.none(), st.text(" \t\n\r\u00a0")))
@pytest.mark.parametrize("kind", sorted(TYPED))
def test_a_blank_is_nothing_and_is_refused_where_something_is_needed(kind: Kind, raw: RawCell) -> None:
    assert read(column(kind), raw) is None
    with pytest.raises(KnownTrouble, match=r"^Nothing is here: type it in$"):
        read(Column("It", kind, required=True, choices=CHOICES), raw)


@given(st.one_of(st.text(max_size=30), st.floats(), st.integers(), st.booleans(), st.dates(), st.datetimes()))
@pytest.mark.parametrize("kind", sorted(TYPED))
def test_whatever_is_typed_is_read_or_answered_in_one_sentence(kind: Kind, raw: RawCell) -> None:
    value, said = read_or_told(kind, raw)
    if said:
        assert re.search(": type|so type", said)
    else:
        assert read(column(kind), typed(column(kind), value)) == value


@pytest.mark.parametrize(
    ("kind", "raw", "sentence"),
    [
        (Kind.CHOICE, "gift", "‘gift’ is not one of the choices: type cost, saving or whole costs"),
        (Kind.YES_NO, "perhaps", "‘perhaps’ is not an answer: type yes or no"),
        (Kind.YES_NO_NOT_STATED, "perhaps", "‘perhaps’ is not an answer: type yes or no, or clear it for not stated"),
        (Kind.NUMBER, "many", "‘many’ is not a number: type one such as 12 or 7.5"),
        (Kind.NUMBER, "7,5", "‘7,5’ is not a number: type one such as 12 or 7.5"),
        (Kind.NUMBER, "1_000", "‘1_000’ is not a number: type one such as 12 or 7.5"),
        (Kind.NUMBER, "nan", "‘nan’ is not a number: type one such as 12 or 7.5"),
        (Kind.NUMBER, "£5", "‘£5’ is not a number: type one such as 12 or 7.5"),
        (Kind.NUMBER, True, "‘yes’ is not a number: type one such as 12 or 7.5"),
        (Kind.NUMBER, 1e15, "‘1000000000000000.0’ is too large: type a number under 1,000,000,000,000,000"),
        (Kind.INTEGER, "7.5", "‘7.5’ is not a whole number: type one such as 12"),
        (Kind.DATE, "31 February 2011", "‘31 February 2011’ is not a date: type it as 31 October 2011"),
        (Kind.DATE, "9/5/25", "‘9/5/25’ does not say which century: type it as 9 May 2025"),
        (Kind.DATE_IN_WORDS, "9/5/25", "‘9/5/25’ does not say which century: type it as 9 May 2025"),
        (Kind.DATE_IN_WORDS, "31.2.25", "‘31.2.25’ is not a date: type it as 31 October 2011"),
        (Kind.DATE_IN_WORDS, "31 Febuary 2011", "‘31 Febuary 2011’ is not a date: type it as 31 October 2011"),
        (Kind.DATE_IN_WORDS, "31/2/2011", "‘31/2/2011’ is not a date: type it as 31 October 2011"),
        (Kind.DATE, 40_847, "‘40847’ is not a date: type it as 31 October 2011"),
        (Kind.YEAR, "2011", "‘2011’ can be read two ways: type 2010/11 or 2011/12"),
        (Kind.YEAR, "2011/13", "‘2011/13’ is not a financial year: 2012 follows 2011, so type 2011/12"),
        (
            Kind.ESTIMATE,
            "lots",
            "‘lots’ is not an amount: type a number such as £1,200 or £1.2m, a range such as £0.5m to £0.75m, up to £5m, about £70m, "
            "or not known",
        ),
        (Kind.POINTS, "0:0", _NO_FUNCTION.format("0:0")),
        (Kind.POINTS, "0:0; 5:120", _NO_FUNCTION.format("0:0; 5:120")),
        (Kind.RATING, "blue", "‘blue’ is not a rating: type G, A or R, or clear it where none was given"),
    ],
)
def test_what_is_said_of_what_cannot_be_read(kind: Kind, raw: RawCell, sentence: str) -> None:
    with pytest.raises(KnownTrouble) as trouble:
        read(column(kind), raw)
    assert str(trouble.value) == sentence


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        (Kind.NUMBER, "1,234.5", Decimal("1234.5")),
        (Kind.NUMBER, "−3", Decimal(-3)),
        (Kind.NUMBER, "20%", Decimal(20)),
        (Kind.PERCENT, "20 %", Decimal(20)),
        (Kind.NUMBER, 0.1 + 0.2, Decimal("0.3")),
        (Kind.NUMBER, "0", Decimal(0)),
        (Kind.NUMBER, "+.5", Decimal("0.5")),
        (Kind.TEXT, 12.0, "12"),
        (Kind.TEXT, True, "yes"),
        (Kind.TEXT, datetime.datetime(2011, 10, 31, tzinfo=datetime.UTC), "31 October 2011"),
        (Kind.TEXT, "  a\r\nb\x0bc\x00\x07d  ", "a\nb\ncd"),
        (Kind.YES_NO, "Y", True),
        (Kind.YES_NO, 0, False),
        (Kind.YES_NO_NOT_STATED, "Not stated", None),
        (Kind.CHOICE, "WHOLE Costs", "whole costs"),
        (Kind.DATE, "31/10/2011", datetime.date(2011, 10, 31)),
        (Kind.DATE, "2011-10-31", datetime.date(2011, 10, 31)),
        (Kind.DATE, "1st Oct 2011", datetime.date(2011, 10, 1)),
        (Kind.DATE, datetime.datetime(2011, 10, 31, 9, tzinfo=datetime.UTC), datetime.date(2011, 10, 31)),
        (Kind.DATE_IN_WORDS, "2011-08-02", "2 August 2011"),
        (Kind.DATE_IN_WORDS, "autumn", "autumn"),
        (Kind.YEAR, "2011-12", FinancialYear(2011)),
        (Kind.YEAR, datetime.datetime(2011, 12, 1, tzinfo=datetime.UTC), FinancialYear(2011)),
        (Kind.ESTIMATE, 1234.005, Estimate.exact(Decimal("1234.01"))),
        (Kind.ESTIMATE, 0, Estimate.exact(Decimal(0))),
        (Kind.ESTIMATE, "c£70m", Estimate.about(Decimal(70_000_000))),
        (Kind.ESTIMATE, "in excess of £4.5m p.a.", Estimate.at_least(Decimal(4_500_000))),
        (Kind.POINTS, "10:100;0:0", "0:0; 10:100"),
        (Kind.POINTS, "Linear", None),
        (Kind.RATING, "a", Rating.AMBER),
        (Kind.RATING, " Green", Rating.GREEN),
    ],
)
def test_what_is_read(kind: Kind, raw: RawCell, value: Value) -> None:
    assert read(column(kind), raw) == value


@pytest.mark.parametrize(
    ("typed", "term"),
    [
        *(("short", "short term"), ("MEDIUM", "medium term"), ("Long", "long term"), ("Quick wins", "quick win"), ("quick", "quick win")),
        *(("Short-term", "short term"), ("medium\u2011term", "medium term"), ("long  term", "long term"), ("Quick-win", "quick win")),
        *(("I", "immediate"), ("q", "quick win"), ("S", "short term"), ("m", "medium term"), ("L", "long term")),
    ],
)
def test_a_term_is_read_as_plans_say_it(typed: str, term: str) -> None:
    assert read(column_of(Milestone, "term"), typed) == term


@pytest.mark.parametrize("typed", ["shortterm", "-", "short long", "t", "term"])
def test_what_fits_no_term_or_several_is_refused(typed: str) -> None:
    with pytest.raises(KnownTrouble) as trouble:
        read(column_of(Milestone, "term"), typed)
    choices = "immediate, quick win, short term, medium term or long term"
    assert str(trouble.value) == f"‘{typed}’ is not one of the choices: type {choices}"


def test_bounds_are_held() -> None:
    bounded = Column("It", Kind.PERCENT, at_least=0, at_most=100)
    assert (read(bounded, "0"), read(bounded, 100)) == (Decimal(0), Decimal(100))
    for raw, sentence in (("-0.5", "-0.5 is too low: type 0 or more"), (100.5, "100.5 is too high: type 100 or less")):
        with pytest.raises(KnownTrouble) as trouble:
            read(bounded, raw)
        assert str(trouble.value) == sentence


@pytest.mark.parametrize("noun", sheet_nouns(), ids=lambda noun: noun.SHEET)
def test_a_noun_is_declared_without_contradiction(noun: type[Noun]) -> None:
    keys, headings = [column.key for column in columns_of(noun)], [column.heading.casefold() for column in columns_of(noun)]
    assert len(set(keys)) == len(keys)
    assert len(set(headings)) == len(headings)
    tables = [other.TABLE for other in sheet_nouns()]
    for one in own_columns(noun):
        # a paper may be written in another of its own sheet
        assert one.refers_to in ("", noun.TABLE) or tables.index(one.refers_to) < tables.index(noun.TABLE)
        assert (one.kind is Kind.CHOICE) is bool(one.choices)
        assert one.when_blank is None or read(one, written(one.when_blank)) == one.when_blank
        if one.kind is Kind.CHOICE:  # each choice, and each other word for one, is read as that and no other
            for words, choice in (*zip(one.choices, one.choices, strict=True), *one.synonyms):
                assert read(one._replace(required=False), words) == (choice or None)


def test_a_part_that_can_be_withheld_is_one_that_papers_draw() -> None:
    assert column_of(WithheldPart, "part").choices == tuple(exhibit.key for exhibit in EXHIBITS)
