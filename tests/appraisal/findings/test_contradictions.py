"""No two sentences of a case, and no sentence and figure, contradict each other: random cases, checked against their figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.appraisal.appraise import appraise, simulated
from desktop.appraisal.case import (
    NOT_APPLICABLE,
    AssessorGroup,
    Better,
    Case,
    Criterion,
    CriterionUse,
    Option,
    Score,
    ScoreRange,
    SimulatedWeights,
    WeightMethod,
)
from desktop.appraisal.choice.preferences import scored_throughout
from desktop.appraisal.findings.certainty import more_often_first
from desktop.appraisal.results import Appraisal, GroupScore, OptionResult
from desktop.appraisal.wording import points
from tests.appraisal.cases import BASE
from tests.examples import examples

D = Decimal
DRAWS = 200
NAMES = ("Alpha", "Bravo", "Carrick", "Dover")
CRITERIA = ("Fit", "Time", "Reach", "Legal")
GROUPS = ("Staff", "Members", "Public")
BENDS = ((), (), ((D(0), D(0)), (D(4), D(80)), (D(10), D(100))), ((D(0), D(0)), (D(6), D(15)), (D(10), D(100))))


def random_case(seed: int) -> Case:
    """A case of up to four options, criteria and three groups, with every kind of score, range, weight and bar there is."""
    draw = Random(seed)
    criteria = tuple(_criterion(draw, name) for name in CRITERIA[: draw.randint(1, 4)])
    recorded = draw.random()
    if recorded < 0.6:
        criteria = tuple(replace(each, weight=D(draw.choice((0, 1, 2, 5, 30)))) for each in criteria)
    elif recorded < 0.75:
        criteria = tuple(replace(each, order=draw.randint(1, 3)) for each in criteria)
    names = [each.name for each in criteria]
    groups = tuple(_group(draw, name, names) for name in GROUPS[: draw.randint(1, 3)])
    options = tuple(Option(name, viable=draw.choice((None, None, None, True, False))) for name in NAMES[: draw.randint(2, 4)])
    scores: dict[tuple[str, str, str], Score] = {}
    ranges: dict[tuple[str, str, str], ScoreRange] = {}
    gaps = draw.choice((0.0, 0.1, 0.4))
    for key in ((group.name, option.name, name) for group in groups for option in options for name in names):
        kind = draw.random()
        if kind < gaps:
            continue
        if kind < gaps + 0.04:
            scores[key] = NOT_APPLICABLE
            continue
        score = D(draw.randint(0, 20)) / 2
        if draw.random() < gaps:
            ranges[key] = ScoreRange(max(score - draw.randint(0, 3), D(0)), min(score + draw.randint(0, 3), D(10)))
            if draw.random() < 0.5:
                continue
        scores[key] = score
    return Case(
        "Any",
        BASE,
        1,
        options=options,
        criteria=criteria,
        groups=groups,
        scores=scores,
        ranges=ranges,
        simulated_weights=draw.choice((None, None, SimulatedWeights.FREE)),
    )


def _criterion(draw: Random, name: str) -> Criterion:
    heading = draw.choice(("", "Place", "Place", "Money"))
    if name == "Legal":
        return Criterion(name, heading, CriterionUse.MUST_PASS, worst=D(0), best=D(10), pass_mark=D(draw.randint(0, 6)))
    if draw.random() < 0.2:
        return Criterion(name, heading, better=Better.LOWER, worst=D(10), best=D(0))
    return Criterion(name, heading, worst=D(0), best=D(10), points=draw.choice(BENDS))


def _group(draw: Random, name: str, criteria: list[str]) -> AssessorGroup:
    votes = D(draw.choice((0, 1, 1, 3, 9)))
    own = draw.random()
    if own < 0.2:
        return AssessorGroup(name, votes, weights={each: D(draw.randint(1, 9)) for each in criteria})
    if own < 0.3:
        return AssessorGroup(name, votes, method=WeightMethod.RANK, orders={each: draw.randint(1, 3) for each in criteria})
    return AssessorGroup(name, votes)


def in_the_running(appraisal: Appraisal) -> Iterator[OptionResult]:
    return (option for option in appraisal.options if option.may_lead)


@settings(max_examples=examples(4_000))
@given(st.integers(0, 2**32))
def test_ranges_hold_their_scores_and_no_leader_or_rank_contradicts_them(seed: int) -> None:
    appraisal = appraise(random_case(seed))
    for option in appraisal.options:
        together = GroupScore(option.score, option.score_low, option.score_high)
        for score in (*option.by_group.values(), together):
            value, low, high = score.score, score.low, score.high
            if value is not None:
                assert low is not None
                assert high is not None
                assert 0 <= low <= value <= high <= 100
    field = [option for option in in_the_running(appraisal) if option.score is not None]
    for one in field:
        for other in field:
            if one.rank is not None and other.rank is not None and one.rank < other.rank:
                assert one.score_high is not None
                assert other.score_low is not None
                assert one.score_high >= other.score_low
    if appraisal.leader is None:
        assert not field
        return
    leader = appraisal.option(appraisal.leader)
    assert leader.score == max(option.score or Fraction(0) for option in field)
    rivals = [high for option in in_the_running(appraisal) if option is not leader and (high := option.score_high) is not None]
    assert leader.score_low is not None
    assert appraisal.leader_certain == all(leader.score_low > high for high in rivals)
    assert appraisal.leader_certain or appraisal.close_call


@settings(max_examples=examples(2_000))
@given(st.integers(0, 2**32))
def test_sentences_say_what_the_figures_say(seed: int) -> None:
    appraisal = simulated(appraise(random_case(seed)), DRAWS)
    _check_sentences(appraisal)


def _check_sentences(appraisal: Appraisal) -> None:
    said = appraisal.sentences
    for sentence in said:
        assert "drawn 0 times" not in sentence
        assert not re.search(r"(?<!not )\bcertain\b", sentence), "what is recorded as a single figure is not certain"
        assert not re.search(r"\bfrom ([\d.]+%?) to (?:just (?:over|under) )?\1\b(?!\.\d)", sentence), sentence
        for score, low, high in re.findall(r"(\d+\.\d+) \((\d+\.\d+) to (\d+\.\d+)\)", sentence):
            assert D(low) <= D(score) <= D(high)
            assert D(low) < D(high)
    _check_first(appraisal)
    _check_groups(appraisal)
    missing = [option for option in appraisal.options if option.missing]
    for option in appraisal.options:
        own = [sentence for sentence in said if sentence.startswith(f"{option.name} has no score on")]
        assert len(own) <= 2, "once of what counts, and once of what has no weight"
        assert bool(own) <= (option in missing)
    if appraisal.leader_certain and appraisal.simulation is not None and appraisal.simulation.weights is SimulatedWeights.EXACT:
        drawn = appraisal.simulation.options.get(appraisal.leader or "")
        assert drawn is not None
        assert drawn.chance_of_leading == 1
        assert not any("no clear winner yet" in sentence for sentence in said)


def _check_first(appraisal: Appraisal) -> None:
    leads = [sentence for sentence in appraisal.sentences if " leads with " in sentence]
    if appraisal.leader is None or appraisal.tied_first:
        assert not leads
        return
    leader = appraisal.option(appraisal.leader)
    weights = {criterion.name: criterion.weight for criterion in appraisal.criteria}
    thin = any(
        weights[name] and not cell.not_applicable and (cell.value is None or cell.absent > Fraction(1, 2))
        for name, cell in leader.cells.items()
    )
    first = appraisal.sentences[0]
    said_before = first.partition(leader.name)[0]
    assert ("did not score" in said_before or "obody scored" in said_before) == thin
    assert ("comes first more often" in said_before) == (more_often_first(appraisal) is not None)
    number = r"(\d+(?:\.\d+)?)"
    told = re.search(rf"(\w+) leads with {number}(?: \([^)]*\))? points out of 100, (.+) ahead of (\w+) with {number}", first)
    if told is None:
        assert " has " in first
        return
    name, best, ahead, next_name, next_best = told.groups()
    for each, shown in ((name, best), (next_name, next_best)):
        score = appraisal.option(each).score
        assert score is not None
        assert any(D(shown) == D(points(score, places)) for places in (1, 2, 3))
    if "less than" not in ahead:
        assert D(best) - D(next_best) == D(ahead.split()[0])


def _check_groups(appraisal: Appraisal) -> None:
    for sentence in appraisal.sentences:
        if sentence.startswith("The groups would choose differently: "):
            parts = re.findall(r"([\w, ]+?) puts? ([\w, ]+?) first", sentence.partition(": ")[2])
        elif found := re.match(r"Every group(?: that scored enough options to choose)? puts ([\w, ]+) first", sentence):
            parts = [(" and ".join(GROUPS), found[1])]
        else:
            continue
        for groups, names in parts:
            for group in re.findall("|".join(GROUPS), groups):
                if group in {each.name for each in appraisal.case.groups if each.votes}:
                    _check_choice(appraisal, group, set(re.findall("|".join(NAMES), names)))


def _check_choice(appraisal: Appraisal, group: str, first: set[str]) -> None:
    throughout = scored_throughout(appraisal, group)
    scores = {
        option.name: score
        for option in in_the_running(appraisal)
        if option.name in throughout and (score := option.by_group[group].score) is not None
    }
    if len(scores) > 1:
        assert first == {name for name, score in scores.items() if score == max(scores.values())}


@settings(max_examples=examples(2_000))
@given(st.integers(0, 2**32))
def test_one_step_past_the_score_that_is_said_another_option_leads(seed: int) -> None:
    """What a councillor reads holds when it is tried: the score is typed over, one unit of its last place further."""
    case = random_case(seed)
    panel = case.groups[0].name
    alone = replace(
        case,
        groups=(AssessorGroup(panel),),
        scores={key: score for key, score in case.scores.items() if key[0] == panel},
        ranges={},
    )
    appraisal = appraise(alone)
    flip = appraisal.smallest_flip
    if flip is None:
        return
    sentence = next(each for each in appraisal.sentences if each.startswith("It would take one score"))
    found = re.search(r"to just (over|under) (\d+(?:\.\d+)?), to put (\w+) first", sentence)
    assert found is not None
    way, shown, name = found.groups()
    step = D(1).scaleb(-max(len(shown.partition(".")[2]), 1))
    tried = min(max(D(shown) + (step if way == "over" else -step), D(0)), D(10))
    after = appraise(replace(alone, scores={**alone.scores, (panel, flip.option, flip.criterion): tried}))
    assert name == flip.new_leader
    assert name in (after.leader, *after.tied_first)
    assert after.leader != appraisal.leader or name in after.tied_first
