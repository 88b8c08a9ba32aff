"""A what-if on the weights must be what appraising the changed case would give, to the last digit and word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.appraisal.appraise import appraise, findings_on_weights, reweighed
from desktop.appraisal.case import NOT_APPLICABLE, AssessorGroup, Better, Case, Criterion, CriterionUse, Option, Score
from desktop.appraisal.findings.brief import MOST
from desktop.appraisal.findings.choice import choice
from desktop.appraisal.findings.finding import Figure, words_of
from desktop.errors import KnownTrouble
from tests.appraisal.cases import BASE, COST, SAVING, flow

_NAMES = ("Fit", "Cost to run", "Time", "Risk")
_weights = st.one_of(st.none(), st.decimals(0, 100, places=1))
_cells = st.one_of(st.none(), st.just(NOT_APPLICABLE), st.integers(0, 10).map(Decimal))


@st.composite
def _cases(draw: st.DrawFn) -> Case:
    criteria = tuple(
        Criterion(
            name,
            heading=draw(st.sampled_from(["", "Public", "Money"])),
            use=draw(st.sampled_from([CriterionUse.WEIGHTED, CriterionUse.WEIGHTED, CriterionUse.MUST_PASS, CriterionUse.PARKED])),
            better=Better.HIGHER,
            worst=draw(st.sampled_from([None, Decimal(0)])),
            best=Decimal(10),
            weight=draw(_weights),
        )
        for name in _NAMES
    )
    options = (
        Option("As is", benchmark=True),
        Option("Hub", preferred=draw(st.booleans()), flows=(flow(COST, [100]), flow(SAVING, [0, "£50 to £90"]))),
        Option("Partner", viable=draw(st.sampled_from([None, True, False]))),
    )
    groups = tuple(
        AssessorGroup(name, Decimal(draw(st.integers(0, 3))), draw(st.dictionaries(st.sampled_from(_NAMES), st.decimals(0, 9, places=1))))
        for name in ("Staff", "Members")
    )
    scores: dict[tuple[str, str, str], Score] = {}
    for key in ((group.name, option.name, name) for group in groups for option in options for name in _NAMES):
        score = draw(_cells)
        if score is not None:
            scores[key] = score
    return Case("Any", BASE, 3, options=options, criteria=criteria, groups=groups, scores=scores)


def _with(case: Case, weights: Mapping[str, Decimal]) -> Case:
    criteria = tuple(replace(criterion, weight=weights.get(criterion.name, criterion.weight)) for criterion in case.criteria)
    return replace(case, criteria=criteria)


@given(_cases(), st.dictionaries(st.sampled_from(_NAMES), st.decimals(0, 100, places=2)))
def test_a_what_if_is_exactly_what_appraising_it_would_give(case: Case, weights: dict[str, Decimal]) -> None:
    assert reweighed(appraise(case), weights) == appraise(_with(case, weights))


@given(_cases(), st.decimals(0, 100, places=2), st.decimals(0, 100, places=2))
def test_a_second_what_if_starts_from_the_first(case: Case, first: Decimal, second: Decimal) -> None:
    twice = reweighed(reweighed(appraise(case), {"Fit": first}), {"Time": second})
    assert twice == appraise(_with(case, {"Fit": first, "Time": second}))


def test_the_weights_appraised_come_back_when_they_are_put_back() -> None:
    criteria = (Criterion("Fit", weight=Decimal(60)), Criterion("Time", weight=Decimal(40)))
    scores: dict[tuple[str, str, str], Score] = {("Staff", "A", "Fit"): Decimal(3), ("Staff", "B", "Fit"): Decimal(7)}
    case = Case("Any", BASE, 1, options=(Option("A"), Option("B")), criteria=criteria, groups=(AssessorGroup("Staff"),), scores=scores)
    appraised = appraise(case)
    moved = reweighed(appraised, {"Fit": Decimal(10)})
    assert moved != appraised
    assert reweighed(moved, {"Fit": Decimal(60)}) == appraised


def test_a_group_with_weights_of_its_own_keeps_its_score_when_the_common_weights_move() -> None:
    own = AssessorGroup("Members", weights={"Fit": Decimal(1), "Time": Decimal(1)})
    scores: dict[tuple[str, str, str], Score] = {
        (group, "A", name): Decimal(score) for group in ("Staff", "Members") for name, score in (("Fit", 8), ("Time", 2))
    }
    case = Case(
        "Any",
        BASE,
        1,
        options=(Option("A"),),
        groups=(AssessorGroup("Staff"), own),
        scores=scores,
        criteria=tuple(Criterion(name, worst=Decimal(0), best=Decimal(10), weight=Decimal(50)) for name in ("Fit", "Time")),
    )
    moved = reweighed(appraise(case), {"Fit": Decimal(150)}).option("A")
    assert moved.by_group["Members"].score == 50
    assert moved.by_group["Staff"].score == moved.score == 65


def test_what_if_another_option_leads_the_finance_is_of_that_option() -> None:
    options = tuple(Option(name, flows=(flow(SAVING, [amount]),)) for name, amount in (("Hub", "£50"), ("Partner", "£80")))
    scores: dict[tuple[str, str, str], Score] = {
        ("Staff", option, name): Decimal(score)
        for option, both in (("Hub", (9, 1)), ("Partner", (1, 9)))
        for name, score in zip(("Fit", "Time"), both, strict=True)
    }
    criteria = tuple(
        Criterion(name, worst=Decimal(0), best=Decimal(10), weight=Decimal(weight)) for name, weight in (("Fit", 60), ("Time", 40))
    )
    case = Case("Any", BASE, 1, options=options, criteria=criteria, groups=(AssessorGroup("Staff"),), scores=scores)
    appraised = appraise(case)
    moved = reweighed(appraised, {"Fit": Decimal(10)})
    assert [held.finance.owner for held in (appraised, moved) if held.finance is not None] == ["Hub", "Partner"]
    assert moved == appraise(_with(case, {"Fit": Decimal(10)}))
    back = reweighed(moved, {"Fit": Decimal(60)})
    assert back.finance is not None
    assert [line.owner for line in back.finance.lines_in_question] == ["Hub"]
    assert reweighed(appraised, {"Fit": Decimal(70)}).finance is appraised.finance, "worked out again for the same option"


def test_a_weight_below_nought_is_refused_in_a_sentence() -> None:
    case = Case("Any", BASE, 1, options=(Option("A"),), criteria=(Criterion("Fit"),), groups=(AssessorGroup("Staff"),))
    with pytest.raises(KnownTrouble, match="weight of Fit is below 0"):
        reweighed(appraise(case), {"Fit": Decimal(-1)})


@given(_cases())
def test_the_findings_on_the_choice_and_the_weights_are_among_the_sentences(case: Case) -> None:
    appraised = appraise(case)
    left_out = {*words_of(choice(appraised)), *findings_on_weights(appraised)} - set(appraised.sentences)
    assert not left_out or len(appraised.sentences) == MOST  # only where there are too many to be read


@given(_cases())
def test_what_a_finding_says_with_a_figure_rests_on_something(case: Case) -> None:
    appraisal = appraise(case)
    assert tuple(each.words for each in appraisal.findings) == appraisal.sentences
    for each in appraisal.findings:
        assert "".join(part if isinstance(part, str) else part.words for part in each.parts) == each.words
        if any(isinstance(part, Figure) for part in each.parts):
            assert each.rests_on, each
