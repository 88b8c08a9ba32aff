"""How sure the choice is, in words: from a real simulation, and its words at their edges."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal

import pytest

from desktop.appraisal.appraise import appraise, reweighed, simulated
from desktop.appraisal.case import AssessorGroup, Case, Criterion, CriterionUse, Option, Score, ScoreRange, SimulatedWeights
from desktop.appraisal.findings.certainty import chance_words, chances_apart, error_words, how_sure
from desktop.appraisal.results import Appraisal
from tests.appraisal.cases import BASE

D = Decimal
DRAWS = 20_000


def case(weighted: SimulatedWeights | None = SimulatedWeights.FREE, **rows: tuple[int | None, ...]) -> Case:
    """One panel's scores out of 10 on Fit, Time and Risk, of weights 6, 3 and 1."""
    criteria = tuple(Criterion(name, worst=D(0), best=D(10), weight=D(weight)) for name, weight in (("Fit", 6), ("Time", 3), ("Risk", 1)))
    scores: dict[tuple[str, str, str], Score] = {
        ("Panel", option, criterion.name): D(score)
        for option, row in rows.items()
        for criterion, score in zip(criteria, row, strict=True)
        if score is not None
    }
    return Case(
        "Test",
        BASE,
        1,
        options=tuple(Option(name) for name in rows),
        criteria=criteria,
        groups=(AssessorGroup("Panel"),),
        scores=scores,
        simulated_weights=weighted,
    )


def run(held: Case) -> Appraisal:
    return simulated(appraise(held), DRAWS)


def test_the_chance_of_leading_and_what_would_suit_a_rival() -> None:
    appraisal = run(case(Hub=(8, 4, 4), Partner=(4, 8, 4), Worse=(3, 3, 3)))
    assert appraisal.simulation is not None
    chance = appraisal.simulation.options["Hub"].chance_of_leading
    first = next(said for said in appraisal.sentences if said.startswith("With any weights at all drawn 20,000 times"))
    assert first == (
        f"With any weights at all drawn 20,000 times, Hub leads in {chance * 100:.0f}% of them, "
        f"give or take {appraisal.simulation.error * 100:.1f} points."
    )
    assert "Worse is never first." in appraisal.sentences
    suits = next(said for said in appraisal.sentences if said.startswith("Weights that put Partner first"))
    assert re.fullmatch(
        r"Weights that put Partner first lean towards Time: it weighs 5\d% there on average, against 1\d% where another "
        r"option is first\.",
        suits,
    )
    assert not any("Even at the weights" in said for said in appraisal.sentences)
    assert set(how_sure(appraisal)) <= set(appraisal.findings)


def test_another_option_may_come_first_more_often_than_the_leader() -> None:
    leader = run(case(Hub=(10, 2, 1), Partner=(6, 6, 6)))
    assert leader.leader == "Hub"
    assert any(each.startswith("Partner comes first most often, in ") for each in leader.sentences)
    assert re.match(r"Partner comes first more often, in \d+% of the draws against \d+%.*: Hub leads with ", leader.sentences[0])


def test_scores_that_are_ranges_or_missing_are_drawn_and_said_to_be() -> None:
    held = case(SimulatedWeights.EXACT, Hub=(8, 4, None), Partner=(7, 6, 4))
    appraisal = run(replace(held, ranges={("Panel", "Hub", "Fit"): ScoreRange(D(2), D(9))}))
    said = appraisal.sentences
    assert "Each draw takes 1 score within its range and 1 missing score anywhere from 0 to 100." in said
    assert any(each.startswith("With the weights recorded and scores that are not certain drawn 20,000 times, ") for each in said)
    assert any(each.startswith(f"Even at the weights that suit {appraisal.leader}, taken on average, it is first in ") for each in said)


def test_nothing_drawn_is_nothing_said() -> None:
    certain = run(case(SimulatedWeights.EXACT, Hub=(8, 4, 4), Partner=(7, 6, 4)))
    assert certain.simulation is not None
    said = set(certain.sentences) - set(appraise(certain.case).sentences)
    assert said == set(certain.simulation.why) == {"The weights and the scores are recorded as single figures, so nothing was varied."}
    for bare in (Case("Nothing", BASE, 1), Case("No criteria", BASE, 1, options=(Option("Hub"),))):
        appraisal = run(bare)
        assert appraisal.simulation is not None
        assert set(appraisal.sentences) <= {*appraisal.simulation.why, "No criterion is weighted yet, so no option has a score."}
    blank = run(case(SimulatedWeights.FREE, Hub=(None, None, None), Partner=(None, None, None)))
    assert not any("drawn" in each for each in blank.sentences), "chance alone would place them"


def test_with_no_clear_leader_the_one_most_often_first_is_told() -> None:
    tied = run(case(Hub=(5, 5, 5), Partner=(5, 5, 5)))
    assert any("Hub and Partner come first as often as each other, each in about 50% of them" in each for each in tied.sentences)
    mark = Criterion("Legal", use=CriterionUse.MUST_PASS, pass_mark=D(5))
    barred = case(Hub=(5, 5, 5))
    nobody = run(replace(barred, criteria=(*barred.criteria, mark)))
    assert nobody.leader is None
    assert not any("drawn" in each for each in nobody.sentences)


def test_an_option_that_cannot_lead_makes_no_doubt_of_the_one_that_does() -> None:
    held = case(SimulatedWeights.EXACT, Hub=(5, 5, 5), Closed=(None, 5, 5), Partner=(0, 0, 0))
    barred = replace(held, options=tuple(replace(option, viable=option.name != "Closed") for option in held.options))
    appraisal = run(barred)
    assert any("Hub leads in every one of them" in each for each in appraisal.sentences)
    assert not any(each.startswith("Even at the weights that suit") for each in appraisal.sentences)
    assert any(each.startswith("Even at the weights that suit") for each in run(held).sentences)


@pytest.mark.parametrize(
    ("weights", "words"),
    [
        (SimulatedWeights.ORDERED, "With any weights in the order recorded drawn"),
        (SimulatedWeights.BOUNDED, "With any weights within the bounds recorded drawn"),
    ],
)
def test_the_weights_drawn_are_named(weights: SimulatedWeights, words: str) -> None:
    held = case(weights, Hub=(8, 4, 4), Partner=(4, 8, 4))
    assert any(each.startswith("With any weights at all drawn") for each in run(held).sentences), "none is on record"
    told = replace(
        held, criteria=tuple(replace(each, order=place + 1, weight_low=D(0), weight_high=D(8)) for place, each in enumerate(held.criteria))
    )
    assert any(each.startswith(words) for each in run(told).sentences)


def test_a_what_if_drops_the_simulation() -> None:
    appraisal = run(case(Hub=(8, 4, 4), Partner=(4, 8, 4)))
    moved = reweighed(appraisal, {"Fit": D(2)})
    assert moved.simulation is None
    assert moved == appraise(moved.case)


def test_chances_and_errors_in_words() -> None:
    told = [tuple(each.words for each in chances_apart(*pair)) for pair in ((0.62, 0.38), (0.5012, 0.4988), (0.50001, 0.49999))]
    assert told == [("62%", "38%"), ("50.1%", "49.9%"), ("50.001%", "49.999%")]
    assert [chance_words(chance) for chance in (0.0, 0.001, 0.42, 0.999, 1.0)] == ["0%", "under 1%", "42%", "over 99%", "100%"]
    assert [error_words(error) for error in (0.0016, 0.0001, 0.0)] == [
        "give or take 0.2 points",
        "give or take less than 0.1 points",
        "give or take 0.0 points",
    ]


def test_appraising_imports_no_numpy() -> None:
    told = subprocess.run(
        [sys.executable, "-c", "import sys, desktop.appraisal.appraise as a; print('numpy' in sys.modules, a.simulated)"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert told.startswith("False")
