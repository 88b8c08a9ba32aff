"""What is worked out once is what is worked out anew: kept while its inputs are the very same objects, and no longer."""

from __future__ import annotations

import sys
from dataclasses import replace
from decimal import Decimal
from itertools import permutations, product
from types import FrameType

from desktop.appraisal.appraise import appraise, reweighed
from desktop.appraisal.case import AssessorGroup, Case, Criterion, CriterionUse, Option, Score, ScoreRange
from desktop.appraisal.choice.sensitivity import _how_much_better
from desktop.appraisal.kept import Late, for_the_same
from desktop.appraisal.partners.appraised import PartnershipRecords
from desktop.appraisal.results import Appraisal
from desktop.appraisal.years import FinancialYear

NAMES = ["A", "B", "C", "D"]
CRITERIA = tuple(Criterion(f"K{each}", worst=Decimal(0), best=Decimal(10), weight=Decimal(each + 1)) for each in range(4))
GROUPS = (AssessorGroup("Staff"), AssessorGroup("Members", Decimal(2)))
SCORES: dict[tuple[str, str, str], Score] = {
    (group.name, name, criterion.name): Decimal((3 * place + 2 * len(group.name)) % 11)
    for place, (group, name, criterion) in enumerate(product(GROUPS, NAMES, CRITERIA))
}
CASE = Case("Test", FinancialYear(2011), 3, options=tuple(map(Option, NAMES)), criteria=CRITERIA, groups=GROUPS, scores={**SCORES})


def test_a_function_is_asked_again_only_of_other_objects() -> None:
    calls: list[list[int]] = []

    @for_the_same(lambda numbers: (numbers,))
    def total(numbers: list[int]) -> int:
        calls.append(numbers)
        return sum(numbers)

    one, alike = [1, 2], [1, 2]
    assert [total(one), total(one), total(alike), total(one)] == [3, 3, 3, 3]
    assert calls == [one, alike]
    for each in range(3):  # the oldest are dropped
        assert total([each]) == each
    total(one)
    assert len(calls) == 6


def test_what_is_late_is_worked_out_when_first_asked_for_and_once() -> None:
    calls: list[int] = []

    def work() -> int:
        calls.append(len(calls))
        return 7

    late = Late(work)
    assert not calls
    late.settle()
    assert (late.value, late.value, repr(late), calls) == (7, 7, "7", [0])
    assert late == Late(lambda: 7) != Late(lambda: 8)
    assert hash(late) == hash(Late(lambda: 7))


def test_an_appraisal_says_what_its_own_scores_come_to_though_it_is_asked_after_others() -> None:
    before = appraise(CASE)
    changed = replace(CASE, scores={**SCORES, ("Staff", "B", "K2"): Decimal(9)})
    after, moved = appraise(changed, before), reweighed(before, {"K0": Decimal(30)})
    asked = [(each.sentences, each.weight_switches, each.smallest_flip, each.frontier) for each in (moved, after, before)]
    alone = [appraise(each) for each in (moved.case, changed, CASE)]
    assert asked == [(each.sentences, each.weight_switches, each.smallest_flip, each.frontier) for each in alone]
    assert asked[1] != asked[2]


def test_one_score_leaves_the_cells_and_scores_of_every_other_option_as_they_are() -> None:
    before = appraise(CASE)
    changed = replace(CASE, scores={**SCORES, ("Staff", "B", "K2"): Decimal(9)})
    after = appraise(changed, before)
    assert after == appraise(changed)
    for was, now in zip(before.options, after.options, strict=True):
        assert (now.cells is was.cells) is (now.by_group is was.by_group) is (now.own_cells is was.own_cells) is (now.name != "B")
    b = after.option("B")
    same = [name for name, cell in b.cells.items() if cell is before.option("B").cells[name]]
    assert same == ["K0", "K1", "K3"]


def test_what_cells_rest_on_is_worked_out_anew_and_the_rest_kept() -> None:
    """A scale, a use, votes, weights, a criterion more or fewer, another order: each time as if nothing had been known."""
    before = appraise(CASE)
    longer = replace(CRITERIA[1], best=Decimal(20))
    cases = [
        replace(CASE, criteria=(CRITERIA[0], longer, *CRITERIA[2:])),
        replace(CASE, criteria=(*CRITERIA[:3], replace(CRITERIA[3], use=CriterionUse.MUST_PASS, pass_mark=Decimal(6)))),
        replace(CASE, criteria=(*CRITERIA[:3], replace(CRITERIA[3], weight=Decimal(40)))),
        replace(CASE, criteria=CRITERIA[:3]),
        replace(CASE, criteria=CRITERIA[::-1]),
        replace(CASE, criteria=(*CRITERIA, Criterion("K4", worst=Decimal(0), best=Decimal(5), weight=Decimal(1)))),
        replace(CASE, criteria=(replace(CRITERIA[0], best=None), *CRITERIA[1:])),
        replace(CASE, groups=(GROUPS[0], replace(GROUPS[1], votes=Decimal(5)))),
        replace(CASE, groups=(GROUPS[0], replace(GROUPS[1], votes=Decimal(0)))),
        replace(CASE, groups=GROUPS[::-1]),
        replace(CASE, groups=(replace(GROUPS[0], weights={each.name: Decimal(1) for each in CRITERIA}), GROUPS[1])),
        replace(CASE, groups=GROUPS[:1]),
        replace(CASE, options=(*CASE.options[:3], replace(CASE.options[3], viable=False))),
        replace(CASE, options=CASE.options[::-1]),
        replace(CASE, scores={key: score for key, score in SCORES.items() if key[1] != "C"}),
    ]
    for case in cases:
        after = appraise(case, before)
        assert after == appraise(case)
        assert [list(each.cells) for each in after.options] == [[each.name for each in case.criteria]] * len(case.options)
        assert appraise(CASE, after) == before


def _called(case: Case, old: str, new: str) -> Case:
    """A case in which a group has another name."""
    return replace(
        case,
        groups=tuple(replace(each, name=new) if each.name == old else each for each in case.groups),
        scores={(new if key[0] == old else key[0], *key[1:]): score for key, score in case.scores.items()},
        ranges={(new if key[0] == old else key[0], *key[1:]): ends for key, ends in case.ranges.items()},
    )


def test_another_name_of_a_group_leaves_every_cell_as_it_is() -> None:
    before = appraise(CASE)
    after = appraise(_called(CASE, "Staff", "Officers"), before)
    assert after == appraise(_called(CASE, "Staff", "Officers"))
    assert all(now.cells is was.cells for was, now in zip(before.options, after.options, strict=True))
    assert [list(each.by_group) for each in after.options] == [["Officers", "Members"]] * len(NAMES)


def test_another_name_of_a_group_says_so_of_what_it_did_not_score_and_other_changes_are_worked_out_anew() -> None:
    left_out, ranged = ("Staff", "B", "K2"), ("Staff", "C", "K1")
    lacking = replace(
        CASE,
        scores={key: score for key, score in SCORES.items() if key != left_out},
        ranges={ranged: ScoreRange(Decimal(1), Decimal(9))},
    )
    before = appraise(lacking)
    renamed = _called(lacking, "Staff", "Officers")
    cases = [
        renamed,
        replace(renamed, scores={**renamed.scores, ("Officers", "A", "K0"): Decimal(10)}),
        replace(renamed, groups=(replace(renamed.groups[0], votes=Decimal(3)), renamed.groups[1])),
        replace(renamed, groups=renamed.groups[::-1]),
        replace(renamed, groups=renamed.groups[:1]),
        _called(renamed, "Members", "Staff"),
        _called(_called(_called(lacking, "Staff", "X"), "Members", "Staff"), "X", "Members"),
    ]
    for case in cases:
        after = appraise(case, before)
        assert after == appraise(case)
        assert [each.cells for each in after.options] == [each.cells for each in appraise(case).options]
    assert appraise(renamed, before).option("B").cells["K2"].missing_groups == ("Officers",)


def test_weights_moved_leave_every_cell_as_it_is() -> None:
    before = appraise(CASE)
    moved = reweighed(before, {"K0": Decimal(30)})
    assert moved == appraise(moved.case)
    assert all(now.cells is was.cells for was, now in zip(before.options, moved.options, strict=True))


def _with_pairs_compared(case: Case, before: Appraisal) -> tuple[Appraisal, set[tuple[str, str]]]:
    """A case appraised after another, and which options were compared with one another cell by cell."""
    pairs: list[tuple[object, object]] = []

    def look(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code is _how_much_better.__code__:
            pairs.append((frame.f_locals["theirs"], frame.f_locals["mine"]))

    sys.setprofile(look)
    try:
        after = appraise(case, before)
    finally:
        sys.setprofile(None)
    named = {id(each.cells): each.name for each in after.options}
    return after, {(named[id(theirs)], named[id(mine)]) for theirs, mine in pairs}


def test_an_edit_works_out_who_dominates_whom_and_what_partners_come_to_only_where_it_can_change() -> None:
    with_partners = replace(CASE, partnership=PartnershipRecords())
    before = appraise(with_partners)
    weighed = replace(with_partners, criteria=tuple(replace(each, weight=Decimal(7)) for each in CRITERIA))
    scored = replace(with_partners, scores={**SCORES, ("Staff", "B", "K2"): Decimal(9)})
    passing = replace(with_partners, criteria=(replace(CRITERIA[0], use=CriterionUse.MUST_PASS), *CRITERIA[1:]))
    after, none_compared = _with_pairs_compared(weighed, before)
    other, compared = _with_pairs_compared(scored, before)
    without = appraise(passing, before)
    assert (none_compared, compared) == (set(), {pair for pair in permutations(NAMES, 2) if "B" in pair})
    assert after.partnership is before.partnership is other.partnership is not None
    assert all(now.dominated is was.dominated for now, was in zip(after.options, before.options, strict=True))
    for each, of in ((after, weighed), (other, scored), (without, passing)):
        assert [option.dominated for option in each.options] == [option.dominated for option in appraise(of).options]
