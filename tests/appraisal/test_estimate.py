from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.appraisal.estimate import NOT_KNOWN, ZERO, Estimate, Kind
from desktop.errors import KnownTrouble

M = Decimal(1_000_000)
HALF_TO_THREE_QUARTERS = Estimate.between(Decimal(500_000), Decimal(750_000))


def pence(least: int = -(10**13), most: int = 10**13) -> st.SearchStrategy[Decimal]:
    return st.integers(least, most).map(lambda number: Decimal(number) / 100)


def ranges() -> st.SearchStrategy[Estimate]:
    def between(three: tuple[Decimal, Decimal, Decimal], likely: bool, about: bool) -> Estimate:
        low, central, high = sorted(three)
        return Estimate.between(low, high, central if likely else None, approximate=about)

    return st.builds(between, st.tuples(pence(), pence(), pence()), st.booleans(), st.booleans())


def entered() -> st.SearchStrategy[Estimate]:
    """Every kind an officer can type."""
    return st.one_of(
        pence().map(Estimate.exact),
        pence().map(Estimate.about),
        ranges(),
        pence(0).map(Estimate.at_most),
        pence().map(Estimate.at_least),
        st.just(NOT_KNOWN),
    )


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1200", "1200"),
        ("1,200.50", "1200.50"),
        ("-300", "-300"),
        ("−£300", "-300"),
        ("£-300", "-300"),
        ("(300)", "-300"),
        ("(£1.2m)", "-1200000"),
        ("£1.2m", "1200000"),
        ("£70k", "70000"),
        ("£1.5bn", "1500000000"),
        ("£17 million", "17000000"),
        ("£ 5", "5"),
        (".5m", "500000"),
        ("£5m a year", "5000000"),
        ("£4.5m p.a.", "4500000"),
        ("£4.5mpa", "4500000"),
        ("exactly £5", "5"),
        ("nil", "0"),
        ("0", "0"),
    ],
)
def test_reads_an_exact_amount(text: str, amount: str) -> None:
    assert Estimate.parse(text) == Estimate.exact(Decimal(amount))


@pytest.mark.parametrize(
    "text",
    [
        "up to £5m",
        "Up to £5 million",
        "at most 5,000,000",
        "no more than £5m",
        "under £5m",
        "£5m or less",
        "up to £5m pa",
        "less than £5m",
        "≤ £5m",
        "up to £5,000k",
    ],
)
def test_reads_an_upper_bound(text: str) -> None:
    read = Estimate.parse(text)
    assert read == Estimate.at_most(5 * M)
    assert read is not None
    assert (read.kind, read.low, read.central, read.high) == (Kind.AT_MOST, Decimal(0), None, 5 * M)
    assert read.assumed_floor


@pytest.mark.parametrize(
    "text",
    [
        "in excess of £4.5m",
        "in excess of £4.5m p.a.",
        "in excess of £4.5m pa",
        "in excess of £4.5m a year",
        "more than £4.5m",
        "over £4.5m",
        "at least £4.5m",
        "£4.5m+",
        "£4.5m or more",
        "> £4.5m",
        "no less than £4,500k",
    ],
)
def test_reads_a_lower_bound(text: str) -> None:
    assert Estimate.parse(text) == Estimate.at_least(Decimal("4.5") * M)


@pytest.mark.parametrize(
    "text",
    [
        "£0.5m to £0.75m",
        "£0.5m-£0.75m",
        "£0.5–0.75m",
        "0.5 - 0.75m",
        "between £500k and £750k",
        "from £500,000 to £0.75m",
        "£0.5m to £0.75m per annum",
        "£0.5m — £0.75m",
    ],
)
def test_reads_a_range(text: str) -> None:
    assert Estimate.parse(text) == HALF_TO_THREE_QUARTERS


@pytest.mark.parametrize(
    "text",
    [
        "about £70m",
        "around £70m",
        "approximately £70m",
        "approx £70m",
        "approx. £70m",
        "circa £70m",
        "c£70m",
        "c. £70m",
        "c £70m",
        "c70m",
        "~£70m",
        "roughly £70 million",
    ],
)
def test_reads_about(text: str) -> None:
    assert Estimate.parse(text) == Estimate.about(70 * M)


@pytest.mark.parametrize(
    "text",
    [
        "not known",
        "Not known",
        "unknown",
        "tbc",
        "TBC",
        "not quantifiable",
        "n/k",
        "?",
        "not yet known",
        "to be confirmed",
        "not quantifiable at this early stage",
        "not known at this stage",
    ],
)
def test_reads_not_known(text: str) -> None:
    assert Estimate.parse(text) == NOT_KNOWN


def test_reads_a_likely_amount_and_an_approximate_range() -> None:
    assert Estimate.parse("£0.5m to £0.75m, likely £0.6m") == Estimate.between(M / 2, M * 3 / 4, M * 6 / 10)
    assert Estimate.parse("about £1m to £2m") == Estimate.between(M, 2 * M, approximate=True)
    assert Estimate.parse("-£1m to -£0.5m") == Estimate.between(-M, -M / 2)


@pytest.mark.parametrize("text", ["", "  ", "\u00a0"])
def test_blank_is_nothing_recorded(text: str) -> None:
    assert Estimate.parse(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "abc",
        "1.2.3",
        "£",
        "--5",
        "(-5)",
        "up to",
        "to £5m",
        "1e5",
        "=1+1",
        "5 apples",
        "2011/12",
        "n/a",
        "up to £5m or more",
        "£5 £6",
        "£1m to £2m to £3m",
        "a" * 5000,
        "1" * 101,
    ],
)
def test_refuses_what_is_not_an_amount(text: str) -> None:
    with pytest.raises(KnownTrouble, match=r"is not an amount: type a number such as £1,200 or £1\.2m, a range"):
        Estimate.parse(text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("£2m to £1m", "The lowest, £2,000,000, is above the highest, £1,000,000"),
        ("£1m to £2m, likely £3m", "outside the range"),
        ("£150-200,000", "can be read two ways: type £150,000 or £150.00 for"),
        ("150 to £200,000", "can be read two ways: type £150,000 or £150.00 for"),
        ("£500 to £1m", "can be read two ways: type £500,000 or £500.00 for"),
        ("1.200", "can be read two ways: type £1,200 or £1.20"),
        ("£1.250 to £2,000", "can be read two ways: type £1,250 or £1.25"),
        ("1,2", "can be read two ways: type £1.20 or £12"),
        ("£1,5m", "can be read two ways: type £1.5m or £15m"),
        ("-", "can be read two ways: type 0 where there is none, or not known"),
        ("£3m over three years", "can be read two ways: type £3m where that is the amount of each year, or the part of it"),
        ("£55.6m in all", "is a total: type it as the Total under Phasing"),
        ("500 to 1m", "can be read two ways"),
        ("0.001", "parts of a penny"),
        ("up to −£5", "type a range"),
        ("£1,000bn", "too large"),
    ],
)
def test_says_what_to_do(text: str, says: str) -> None:
    with pytest.raises(KnownTrouble, match=says):
        Estimate.parse(text)


def test_a_unit_is_shared_only_where_that_is_the_only_reading() -> None:
    assert Estimate.parse("£0 to £5m") == Estimate.between(Decimal(0), 5 * M)
    assert Estimate.parse("£250,000 to £1.5m") == Estimate.between(Decimal(250_000), M * 3 / 2)
    assert Estimate.parse("5-10k") == Estimate.between(Decimal(5000), Decimal(10_000))


@pytest.mark.parametrize(
    ("text", "words", "understood"),
    [
        ("500000 to 750000", "£0.5m to £0.75m", "A range, £500,000 to £750,000; middle taken as £625,000, assumed"),
        ("£0.5m-£0.75m likely £0.6m", "£0.5m to £0.75m, likely £0.6m", "A range, £500,000 to £750,000; most likely £600,000"),
        ("at most 5m", "up to £5m", "At most £5,000,000; lowest taken as £0, assumed"),
        ("over £4.5m", "in excess of £4.5m", "At least £4,500,000, with no highest amount"),
        ("c£70m", "about £70m", "About £70,000,000"),
        ("tbc", "not known", "Not known: every total it belongs to says so"),
        ("180000", "£180,000", "Exactly £180,000"),
        ("1234567.89", "£1,234,567.89", "Exactly £1,234,567.89"),
    ],
)
def test_says_back_what_it_understood(text: str, words: str, understood: str) -> None:
    read = Estimate.parse(text)
    assert read is not None
    assert read.words() == words
    assert read.understood() == understood


@given(entered())
def test_words_read_back_to_the_same_pence(value: Estimate) -> None:
    assert Estimate.parse(value.words()) == value
    assert Estimate.recorded(value.kind, value.low, value.central, value.high, approximate=value.approximate) == value


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_in_a_sentence(text: str) -> None:
    said = ""
    try:
        Estimate.parse(text)
    except KnownTrouble as trouble:
        said = str(trouble)
    assert not said or ": type " in said


def test_a_record_that_lacks_a_figure_is_refused() -> None:
    for kind in (Kind.EXACT, Kind.ABOUT, Kind.RANGE, Kind.AT_MOST, Kind.AT_LEAST):
        with pytest.raises(KnownTrouble, match="lacks a figure"):
            Estimate.recorded(kind)


# Arithmetic: interchange.md, rules of arithmetic, "Estimates".


def test_a_known_saving_less_an_unknown_cost() -> None:
    result = Estimate.exact(Decimal(300_000)) - NOT_KNOWN
    assert (result.kind, result.low, result.central, result.high) == (Kind.AT_MOST, None, None, Decimal(300_000))
    assert result.unknown == 1
    assert result.total_words() == "at most £300,000; 1 amount not yet known"


def test_totals_say_what_is_not_known() -> None:
    total = Estimate.sum([Estimate.at_least(Decimal("4.5") * M), NOT_KNOWN, NOT_KNOWN])
    assert total.kind is Kind.AT_LEAST
    assert total.total_words() == "at least £4.5m; 2 amounts not yet known"
    assert total.note() == "2 not known"
    assert ZERO.note() == "all known"
    assert Estimate.sum([NOT_KNOWN, NOT_KNOWN]).total_words() == "not known; 2 amounts not yet known"
    assert NOT_KNOWN.total_words() == "not known"


def test_the_floor_of_a_bound_is_printed_as_an_assumption() -> None:
    """The envelope of seed 001: up to £5m a year and in excess of £4.5m a year are never a point."""
    five = Estimate.at_most(5 * M)
    assert Estimate.sum([five]).total_words() == "up to £5m"
    assert (five + Estimate.exact(M)).total_words() == "£1m to £6m, taking lowest amounts not given as £0"
    both = five + Estimate.at_least(Decimal("4.5") * M)
    assert (both.kind, both.low, both.central, both.high) == (Kind.AT_LEAST, Decimal("4.5") * M, None, None)
    assert both.total_words() == "at least £4.5m, taking lowest amounts not given as £0"


def test_the_kind_of_a_result_is_told_from_its_bounds_in_order() -> None:
    one = Estimate.exact(Decimal(1))
    assert (Estimate.at_least(M) - Estimate.at_least(M)).kind is Kind.NOT_KNOWN
    assert (one + Estimate.at_least(M)).kind is Kind.AT_LEAST
    assert (one - Estimate.at_least(M)).kind is Kind.AT_MOST
    assert (Estimate.about(M) + HALF_TO_THREE_QUARTERS).kind is Kind.RANGE
    assert (Estimate.about(M) + HALF_TO_THREE_QUARTERS).approximate
    assert (Estimate.about(M) + one).kind is Kind.ABOUT
    assert (one + one) == Estimate.exact(Decimal(2))
    assert Estimate.sum([]) == ZERO


def test_two_councils_share_the_range_of_seed_004() -> None:
    """£0.5m to £0.75m for each of two councils is £1m to £1.5m together (seed 004; field.md, D4)."""
    joint = HALF_TO_THREE_QUARTERS + HALF_TO_THREE_QUARTERS
    assert (joint.low, joint.central, joint.high) == (M, M * 5 / 4, M * 3 / 2)
    assert joint.total_words() == "£1.0m to £1.5m"


def test_running_text_leaves_out_pence() -> None:
    assert Estimate.between(Decimal("1234567.89"), Decimal("2345678.90")).total_words(running=True) == "£1.23 million to £2.35 million"
    assert HALF_TO_THREE_QUARTERS.total_words(running=True) == "£500,000 to £750,000"
    assert Estimate.exact(Decimal("1234.56")).total_words(running=True) == "£1,235"


Bounds = tuple[Estimate, Decimal]


def with_truth() -> st.SearchStrategy[Bounds]:
    """An estimate and a true amount it allows, recorded bounds and "not known" included: their lowest is taken as £0."""

    def pick(value: Estimate, share: Decimal, beyond: Decimal) -> Bounds:
        assert value.low is not None
        return value, value.low + beyond if value.high is None else value.low + (value.high - value.low) * share

    return st.builds(pick, entered(), st.decimals(0, 1, places=3), pence(0))


def holds(value: Estimate, truth: Decimal) -> bool:
    return (value.low is None or value.low <= truth) and (value.high is None or truth <= value.high)


@given(with_truth(), with_truth(), st.decimals(-3, 3, places=3))
def test_results_hold_every_truth_their_parts_allow(first: Bounds, second: Bounds, factor: Decimal) -> None:
    """Interval arithmetic is sound, and a result is a point only where both its parts are."""
    (a, x), (b, y) = first, second
    assert holds(a + b, x + y)
    assert holds(a - b, x - y)
    assert holds(a.scaled(factor), x * factor)
    assert holds(Estimate.sum([a, b, a]), x + y + x)
    assert (a + b).is_point == (a.low == a.high and b.low == b.high)
    for result in (a + b, a - b):
        assert result.unknown == a.unknown + b.unknown
        assert result.approximate == (a.approximate or b.approximate)
        assert result.assumed_floor == (a.assumed_floor or b.assumed_floor)


@given(entered(), entered(), entered())
def test_addition_is_a_sum_in_any_order(a: Estimate, b: Estimate, c: Estimate) -> None:
    assert (a + b) + c == a + (b + c) == Estimate.sum([c, a, b])
    assert -(a - b) == b - a
    assert a.scaled(Decimal(-1)) == -a
