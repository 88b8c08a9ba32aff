"""Points beside the benchmark's against money: the five standings, the order, the frontier and who is left out."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.appraisal.appraise import appraise
from desktop.appraisal.case import AssessorGroup, Case, Criterion, Option, Score
from desktop.appraisal.choice.value_for_money import Standing, value_for_money
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.results import Appraisal
from desktop.results.choice.value import values
from desktop.results.rounding import rounded
from tests.appraisal.cases import BASE, COST, SAVING, flow

D, F = Decimal, Fraction
Money = str | int | None


def case(benchmark: int | None = 50, *, marked: bool = True, **options: tuple[int | None, Money]) -> Appraisal:
    return of(options, benchmark, marked=marked)


def of(options: Mapping[str, tuple[int | None, Money]], benchmark: int | None = 50, *, marked: bool = True) -> Appraisal:
    """Options by score out of 100 and what they save in the base year, a cost where below 0, beside an option As is."""
    held = [Option("As is", benchmark=marked)]
    scores: dict[tuple[str, str, str], Score] = {} if benchmark is None else {("Panel", "As is", "Fit"): D(benchmark)}
    for name, (score, worth) in options.items():
        cost = isinstance(worth, int) and worth < 0
        flows = () if worth is None else (flow(COST if cost else SAVING, [-worth if isinstance(worth, int) and cost else worth]),)
        held.append(Option(name, flows=flows))
        if score is not None:
            scores["Panel", name, "Fit"] = D(score)
    criteria = (Criterion("Fit", worst=D(0), best=D(100), weight=D(1)),)
    return appraise(Case("Test", BASE, 1, options=tuple(held), criteria=criteria, groups=(AssessorGroup("Panel"),), scores=scores))


def test_the_five_standings_in_order() -> None:
    found = value_for_money(
        case(Worse=(40, -900), Saves=(45, 10_000), Cheap=(60, -20_000), Dear=(62, -36_000), Both=(55, 3_000), Free=(56, 0), Level=(50, 0))
    )
    assert [(each.option, each.place, each.standing) for each in found.ordered] == [
        ("Free", 1, Standing.BETTER_ON_BOTH),
        ("Both", 2, Standing.BETTER_ON_BOTH),
        ("Cheap", 3, Standing.POINTS_AT_A_COST),
        ("Dear", 4, Standing.POINTS_AT_A_COST),
        ("As is", 5, Standing.THE_SAME),
        ("Level", 5, Standing.THE_SAME),
        ("Saves", 7, Standing.SAVES_FOR_POINTS_LOST),
        ("Worse", 8, Standing.WORSE_ON_BOTH),
    ]
    words = {each.option: each.words for each in found.options}
    assert words == {
        "As is": "the benchmark",
        "Worse": "10.0 points fewer and a net present value £900 lower",
        "Saves": "5.0 points fewer, and saves £2,000 for each point lost",
        "Cheap": "10.0 points more, at a cost of £2,000 a point",
        "Dear": "12.0 points more, at a cost of £3,000 a point",
        "Both": "5.0 points more and a net present value £3,000 higher",
        "Free": "6.0 points more for the same money",
        "Level": "as many points",
    }
    assert {each.option: each.per_point for each in found.options if each.per_point} == {
        "Cheap": Estimate.exact(D("2000.00")),
        "Dear": Estimate.exact(D("3000.00")),
        "Saves": Estimate.exact(D("2000.00")),
    }
    assert found.frontier == ("Saves", "Cheap", "Dear", "Both", "Free")
    assert {each.option: each.beaten_by for each in found.options if each.beaten_by} == {
        "As is": ("Both", "Free"),
        "Worse": ("As is", "Saves", "Both", "Free", "Level"),
        "Level": ("Both", "Free"),
    }


def test_a_range_prices_a_point_as_a_range_and_says_where_the_standing_could_turn() -> None:
    found = {
        each.option: each
        for each in value_for_money(case(Dear=(60, None), Range=(60, "£10,000 to £20,000"), Less=(40, "£10,000 to £20,000"))).options
    }
    assert (found["Range"].standing, found["Range"].certain) == (Standing.BETTER_ON_BOTH, True)
    assert found["Less"].per_point == Estimate.between(D("1000.00"), D("2000.00"))
    assert found["Less"].words == "10.0 points fewer, and saves £1,000 to £2,000 for each point lost"
    options = (Option("As is", benchmark=True), Option("Hub", flows=(flow(COST, ["£5,000 to £15,000"]), flow(SAVING, [8_000]))))
    criteria = (Criterion("Fit", worst=D(0), best=D(10), weight=D(1)),)
    doubt = value_for_money(
        appraise(
            Case(
                "Test",
                BASE,
                1,
                options=options,
                criteria=criteria,
                groups=(AssessorGroup("Panel"),),
                scores={("Panel", "As is", "Fit"): D(5), ("Panel", "Hub", "Fit"): D(6)},
            )
        )
    ).options[1]
    assert (doubt.standing, doubt.certain, doubt.place) == (Standing.POINTS_AT_A_COST, False, 1)
    assert doubt.words == "10.0 points more and a net present value anywhere from −£7,000 to £3,000 against its own"


@pytest.mark.parametrize(
    ("score", "worth", "why"),
    [
        (None, 100, "it has no score"),
        (60, None, "no costs or savings are recorded for it"),
        (60, "not known", "its net present value is not known"),
        (60, "at least £5", "its net present value is at least £5, and how high it could go is not known"),
        (60, "up to £500", "its net present value is up to £500, with no most likely figure"),
    ],
)
def test_what_is_not_known_is_left_out_with_the_reason(score: int | None, worth: Money, why: str) -> None:
    appraisal = case(Hub=(score, worth), Partner=(60, 100))
    hub = value_for_money(appraisal).options[1]
    assert (hub.place, hub.standing, hub.per_point, hub.on_frontier, hub.beaten_by) == (None, None, None, False, ())
    assert hub.why == why
    assert f"Hub is left out of value for money: {hub.why}." in appraisal.sentences


def test_those_left_out_for_one_reason_are_told_together() -> None:
    said = case(Hub=(60, "not known"), Partner=(60, "not known"), Bare=(55, None), None_yet=(50, None), Late=(None, 5), Later=(None, 6))
    assert [sentence for sentence in said.sentences if "left out" in sentence] == [
        "Hub and Partner are left out of value for money: the net present value of each is not known.",
        "Bare and None_yet are left out of value for money: no costs or savings are recorded for them.",
        "Late and Later are left out of value for money: they have no score.",
    ]


def test_without_a_benchmark_or_its_score_nothing_is_placed() -> None:
    bare = value_for_money(case(marked=False, Hub=(60, 100)))
    assert (bare.benchmark, bare.ordered) == (None, ())
    assert bare.why == ("No option is marked as the benchmark, so there is nothing to set points gained and money against.",)
    unscored = value_for_money(case(None, Hub=(60, 100)))
    assert (unscored.benchmark, unscored.ordered) == ("As is", ())
    assert unscored.why == ("As is is the benchmark and has no score, so the points the others gain are not known.",)
    assert value_for_money(appraise(Case("Nothing", BASE, 1))).options == ()


def test_the_sentences() -> None:
    said = case(Hub=(60, -20_000), Partner=(55, 3_000), Poor=(45, 1_000)).sentences
    assert (
        "Value for money beside As is: Partner has 5.0 points more and a net present value £3,000 higher; "
        "Hub has 10.0 points more, at a cost of £2,000 a point; Poor has 5.0 points fewer, and saves £200 for each point lost."
    ) in said
    assert "No option beats Hub and Partner on points and on money together." in said
    # what a point costs is told in its own unit, however large the values beside it
    beside_millions = case(Hub=(60, -20_000), Partner=(55, 30_000_000)).sentences
    assert any("Hub has 10.0 points more, at a cost of £2,000 a point" in each for each in beside_millions)
    assert "As is and Poor have no more points and no more money to show than Partner." in said
    open_choice = case(Hub=(60, -20_000), Poor=(45, 1_000)).sentences
    assert "No option is beaten on points and on money together, so the choice between them is what a point is worth." in open_choice
    assert not any("value for money" in sentence.casefold() for sentence in case(Hub=(60, None)).sentences)


def test_of_many_options_the_best_are_named_and_the_rest_are_counted() -> None:
    said = of({f"O{place}": (60 - place, 9_000 - 1_000 * place) for place in range(8)}).sentences
    (placed,) = [each for each in said if each.startswith("Value for money beside")]
    assert placed.startswith(
        "Value for money beside As is, the best 5 of 8: O0 has 10.0 points more and a net present value £9,000 higher;"
    )
    assert placed.count(" points more") == 5
    assert "No option beats O0 on points and on money together." in said
    assert "Each of the other 8 options that can be compared has no more points and no more money to show than one of these." in said


def test_the_amounts_of_the_sentence_are_in_one_unit() -> None:
    said = case(Hub=(60, 1_250_000), Partner=(55, 48_000)).sentences
    assert (
        "Value for money beside As is: Hub has 10.0 points more and a net present value £1.25 million higher; "
        "Partner has 5.0 points more and a net present value £0.05 million higher."
    ) in said


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=2, max_size=5), st.tuples(st.integers(1, 9), st.integers(1, 9)))
def test_points_gained_are_what_the_printed_scores_subtract_to(scores: list[tuple[int, int]], weights: tuple[int, int]) -> None:
    names = ["As is", *(f"O{place}" for place in range(1, len(scores)))]
    criteria = tuple(Criterion(name, worst=D(0), best=D(12), weight=D(weight)) for name, weight in zip("AB", weights, strict=True))
    cells: dict[tuple[str, str, str], Score] = {
        ("Panel", name, criterion): D(score)
        for name, pair in zip(names, scores, strict=True)
        for criterion, score in zip("AB", pair, strict=True)
    }
    options = tuple(Option(name, benchmark=name == "As is", flows=() if name == "As is" else (flow(SAVING, [5]),)) for name in names)
    appraisal = appraise(Case("Test", BASE, 1, options=options, criteria=criteria, groups=(AssessorGroup("Panel"),), scores=cells))
    printed = {option.name: rounded(option.score, option.places) for option in appraisal.options if option.score is not None}
    for row in values(appraisal, value_for_money(appraisal)):
        gained = row.cells["points"].value
        assert row.name == "As is" or gained == printed[row.name] - printed["As is"]


@given(st.lists(st.tuples(st.integers(40, 60), st.integers(-9, 9)), min_size=1, max_size=6))
def test_no_option_comes_before_one_that_betters_it_and_the_frontier_is_the_unbeaten(held: list[tuple[int, int]]) -> None:
    found = value_for_money(of({f"O{place}": each for place, each in enumerate(held)}))
    places = {each.option: each.place for each in found.options}
    assert all(place is not None for place in places.values())
    for each in found.options:
        assert each.on_frontier == (not each.beaten_by)
        assert all((places[rival] or 0) < (each.place or 0) for rival in each.beaten_by)
        assert each.words
