"""What a workbook says of uncertainty, of measures from the records and of the decision: taken as it stands, or refused in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from db.nouns.choice import Criterion, Option
from db.nouns.noun import Noun
from db.nouns.register import Organisation
from db.store import Store
from desktop.appraisal.case import Case, Distribution, Measure, ScoreRange, SimulatedWeights
from desktop.errors import KnownTrouble, SeveralTroubles
from desktop.operations.appraising.appraisals import case_to_appraise
from desktop.operations.records import cases, records
from desktop.operations.records.cases import find
from desktop.operations.records.records import Edit
from desktop.operations.workbook.importing import import_sheets
from tests.db.filled import dump
from tests.operations.grounds import Cell, Sheets, as_sheets, put, sheets

D = Decimal


def with_column(sheet: str, heading: str, *cells: Cell) -> Callable[[Sheets], None]:
    """Add a column at the right; rows without a cell are left blank."""

    def change(book: Sheets) -> None:
        book[sheet][0].append(heading)
        for at, row in enumerate(book[sheet][1:]):
            row.append(cells[at] if at < len(cells) else None)

    return change


def without_last(sheet: str) -> Callable[[Sheets], None]:
    """Leave out the last row."""

    def change(book: Sheets) -> None:
        del book[sheet][-1]

    return change


def case_of(store: Store) -> Case:
    reader = store.reader()
    return case_to_appraise(reader, find(reader))


def taken(store: Store, *changes: Callable[[Sheets], None]) -> Case:
    book = sheets()
    for change in changes:
        change(book)
    import_sheets(store, as_sheets(book))
    return case_of(store)


def problems(store: Store, *changes: Callable[[Sheets], None]) -> tuple[str, ...]:
    """What is said of a workbook that is refused; nothing of it is then in the file."""
    with pytest.raises(SeveralTroubles) as trouble:
        taken(store, *changes)
    assert not any(dump(store).values())
    return trouble.value.sentences


def test_every_column_of_the_choice_reaches_the_case(store: Store) -> None:
    def field(book: Sheets) -> None:
        book["Case"].append(["Simulation weights", "Ordered"])

    case = taken(
        store,
        field,
        with_column("Options", "Participants", None, "upper wick; Lower Wick ; Upper Wick", "Lower Wick"),
        with_column("Options", "Decision taken (yes)", None, None, "yes"),
        with_column("Options", "Decision reason", None, None, "The only tender"),
        put("Criteria", 2, "Group", "Service > Lawns"),
        with_column("Criteria", "Weight low", 10, None, 5),
        with_column("Criteria", "Weight high", 60, 40),
        with_column("Criteria", "Order", 1, 2, 2),
        with_column("Criteria", "Taken from", None, None, "population"),
        with_column("Criteria", "About money", "yes", "no"),
        with_column("Criteria", "Weight stale", None, "yes"),
        with_column("Scores", "Low", 3, 30, 50),
        with_column("Scores", "High", 6, 40, 60),
        with_column("Scores", "Distribution", "beta", "Log-normal"),
        put("Scores", 4, "Score", None),
    )
    assert case.simulated_weights is SimulatedWeights.ORDERED
    assert [(each.decision_taken, each.decision_reason) for each in case.options] == [(False, ""), (False, ""), (True, "The only tender")]
    quality, days, reach = case.criteria
    assert quality.path == ("Service", "Lawns")
    assert [(each.weight_low, each.weight_high) for each in case.criteria] == [(10, 60), (None, 40), (5, None)]
    assert [each.order for each in case.criteria] == [1, 2, 2]
    assert [each.taken_from for each in case.criteria] == [None, None, Measure.POPULATION]
    assert (quality.about_money, days.about_money, reach.about_money) == (True, False, False)
    assert [each.weights_stale for each in case.criteria] == [False, True, False]
    assert case.ranges == {
        ("Managers", "Carry on", "Quality"): ScoreRange(D(3), D(6), Distribution.BETA),
        ("Managers", "Carry on", "Days to mow"): ScoreRange(D(30), D(40), Distribution.LOG_NORMAL),
        ("Managers", "Carry on", "Reach"): ScoreRange(D(50), D(60)),
    }
    assert ("Managers", "Carry on", "Reach") not in case.scores
    assert case.measured == {("One team", "Reach"): D(145_500), ("Contract out", "Reach"): D(64_500)}
    assert case.notes == ("Reach cannot be taken from the records for Carry on: no participants are named on Options.",)
    reader = store.reader()
    held = records.rows(reader, Option, find(reader))
    assert [row.values["participants"] for row in held] == [None, "Upper Wick; Lower Wick", "Lower Wick"]


def test_a_direct_score_is_itself_the_value(store: Store) -> None:
    case = taken(
        store,
        with_column("Criteria", "Value function", "linear", None, "Direct"),
        put("Criteria", 4, "Worst", None),
        put("Criteria", 4, "Best", None),
    )
    assert [each.points for each in case.criteria] == [(), (), ((D(0), D(0)), (D(100), D(100)))]
    assert (case.criteria[2].worst, case.criteria[2].best) == (D(0), D(100))


@pytest.mark.parametrize(
    ("name", "stated", "about"),
    [("Saving", None, True), ("Saving", "no", False), ("Reach", None, False), ("Reach", "yes", True)],
)
def test_a_criterion_is_about_money_as_stated_or_by_its_name(store: Store, name: str, stated: str | None, about: bool) -> None:
    def rename(book: Sheets) -> None:
        for sheet in ("Criteria", "Weights", "Scores"):
            for row in book[sheet]:
                row[:] = [name if cell == "Reach" else cell for cell in row]

    assert taken(store, rename, with_column("Criteria", "About money", None, None, stated)).criteria[2].about_money is about


WRONG: list[tuple[str, tuple[Callable[[Sheets], None], ...], str]] = [
    (
        "low-above-high",
        (with_column("Scores", "Low", 6), with_column("Scores", "High", 3)),
        "Scores, row 2, column F (Low): Low, 6, is above High, 3: swap them.",
    ),
    (
        "score-below-low",
        (with_column("Scores", "Low", 5), with_column("Scores", "High", 6)),
        "Scores, row 2, column D (Score): Score, 4, is below Low, 5: correct one of them.",
    ),
    (
        "score-above-high",
        (with_column("Scores", "High", 3.5), with_column("Scores", "Low", 3)),
        "Scores, row 2, column D (Score): Score, 4, is above High, 3.5: correct one of them.",
    ),
    (
        "end-off-the-scale",
        (with_column("Scores", "High", 11), with_column("Scores", "Low", 3)),
        "Scores, row 2, column F (High): 11 is outside the scale of Quality: type a score from 0 to 10.",
    ),
    (
        "end-past-the-one-end-known",
        (put("Criteria", 2, "Worst", None), with_column("Scores", "High", 12), with_column("Scores", "Low", 3)),
        "Scores, row 2, column F (High): 12 is above Best of Quality, 10: correct the score, or Best.",
    ),
    (
        "range-of-what-does-not-apply",
        (put("Scores", 2, "Score", "n/a"), with_column("Scores", "Low", 3)),
        "Scores, row 2, column F (Low): the score is n/a, which has no range. Clear this cell, or type a score.",
    ),
    (
        "distribution-alone",
        (with_column("Scores", "Distribution", "normal"),),
        "Scores, row 2, column F (Distribution): There is a Distribution and neither Low nor High: type both, or clear Distribution.",
    ),
    (
        "unknown-distribution",
        (with_column("Scores", "Low", 3), with_column("Scores", "High", 6), with_column("Scores", "Distribution", "bell")),
        "Scores, row 2, column H (Distribution): ‘bell’ is not one of the choices: type uniform, normal, log-normal or beta.",
    ),
    (
        "beta-without-a-score",
        (
            put("Scores", 2, "Score", None),
            with_column("Scores", "Low", 3),
            with_column("Scores", "High", 6),
            with_column("Scores", "Distribution", "beta"),
        ),
        "Scores, row 2, column H (Distribution): "
        "A beta distribution is most likely at the Score, which is not filled in: type it, or choose another distribution.",
    ),
    (
        "log-normal-from-nothing",
        (with_column("Scores", "High", 6), with_column("Scores", "Low", 0), with_column("Scores", "Distribution", "log-normal")),
        "Scores, row 2, column H (Distribution): A log-normal distribution needs a Low above 0: type it, or choose another distribution.",
    ),
    (
        "two-decisions",
        (with_column("Options", "Decision taken", "yes", None, "yes"),),
        "Options, row 4, column F (Decision taken): ‘Carry on’ is the decision taken already. Only one option can be.",
    ),
    (
        "participant",
        (with_column("Options", "Participants", None, "Upper Wick; Middle Wick"),),
        "Options, row 3, column F (Participants): there is no organisation named ‘Middle Wick’. "
        "Correct the name, or add it to the Organisations sheet.",
    ),
    ("seed", (put("Case", 11, "Value", -1),), "Case, row 11, column B (Seed): -1 is too low: type 0 or more."),
    (
        "simulation-weights",
        (lambda book: book["Case"].append(["Simulation weights", "any"]),),
        "Case, row 12, column B (Simulation weights): ‘any’ is not one of the choices: type free, ordered, bounded or exact.",
    ),
    (
        "measure",
        (with_column("Criteria", "Taken from", "acreage"),),
        "Criteria, row 2, column H (Taken from): ‘acreage’ is not one of the choices: type unit cost, FTE, population, "
        "electors per councillor, balance of population, balance of need or balance of tax base.",
    ),
    (
        "weight-bounds",
        (with_column("Criteria", "Weight low", 60), with_column("Criteria", "Weight high", 40)),
        "Criteria, row 2, column H (Weight low): Weight low, 60, is above Weight high, 40: swap them.",
    ),
    (
        "range-as-a-score",
        (put("Scores", 2, "Score", "3 to 5"),),
        "Scores, row 2, column D (Score): ‘3 to 5’ is a range: type its ends under Low and High, and clear Score.",
    ),
    (
        "one-end-of-a-range",
        (with_column("Scores", "Low", 3),),
        "Scores, row 2, column F (Low): There is a Low, 3, and no High: type both ends of the range, or clear Low.",
    ),
    (
        "weight-outside-its-bounds",
        (with_column("Criteria", "Weight high", 40),),
        "Criteria, row 2, column G (Weight): Weight, 50, is above Weight high, 40: correct one of them.",
    ),
    (
        "weights-on-some-criteria-only",
        (put("Criteria", 3, "Weight", None), put("Weights", 3, "Weight", 20)),
        "Criteria, row 3, column G (Weight): ‘Days to mow’ has no weight, and other weighted criteria do. "
        "Type it, 0 for none, or clear the others.",
    ),
    (
        "order-on-some-criteria-only",
        (with_column("Criteria", "Order", 1),),
        "Criteria, row 3, column H (Order): ‘Days to mow’ and ‘Reach’ have no order, and other weighted criteria do. "
        "Type one for each, or clear the others.",
    ),
    (
        "a-group-that-weighs-some-criteria-only",
        (
            *(put("Criteria", row, "Weight", None) for row in (2, 3, 4)),
            without_last("Weights"),
        ),
        "Weights, row 2, column C (Weight): ‘Reach’ has no weight of Crews, and other weighted criteria do. "
        "Type it, 0 for none, or clear the others.",
    ),
    (
        "value-that-falls",
        (with_column("Criteria", "Value function", "0:0; 5:80; 10:60"),),
        "Criteria, row 2, column H (Value function): The value falls from 80 at 5 to 60 at 10, though Better is higher: "
        "correct the points, or Better.",
    ),
    (
        "value-that-rises-where-lower-is-better",
        (with_column("Criteria", "Value function", None, "10:90; 20:100; 40:0"),),
        "Criteria, row 3, column H (Value function): The value falls from 100 at 20 to 90 at 10, though Better is lower: "
        "correct the points, or Better.",
    ),
    (
        "must-pass-without-a-mark",
        (put("Criteria", 2, "Use", "must pass"), put("Criteria", 2, "Best", None)),
        "Criteria, row 2: the criterion must be passed, and nothing says what passes. Type its Pass mark, or its Best.",
    ),
    (
        "direct-and-lower",
        (with_column("Criteria", "Value function", None, "direct"),),
        "Criteria, row 3, column H (Value function): "
        "A direct score is itself the value, so higher is better: set Better to higher, or clear Value function.",
    ),
    (
        "direct-past-100",
        (with_column("Criteria", "Value function", None, None, "direct"), put("Criteria", 4, "Best", 120)),
        "Criteria, row 4, column H (Value function): Best is 120, and a direct score runs from 0 to 100: type a number from 0 to 100.",
    ),
    (
        "direct-score-past-100",
        (
            with_column("Criteria", "Value function", None, None, "direct"),
            put("Criteria", 4, "Best", None),
            put("Criteria", 4, "Worst", None),
            put("Scores", 4, "Score", 101),
        ),
        "Scores, row 4, column D (Score): 101 is outside the scale of Reach: type a score from 0 to 100.",
    ),
]


@pytest.mark.parametrize(("changes", "sentence"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_what_cannot_be_is_one_problem_with_its_place(store: Store, changes: tuple[Callable[[Sheets], None], ...], sentence: str) -> None:
    assert problems(store, *changes) == (sentence,)


def test_participants_stand_in_for_a_missing_sheet_of_organisations(store: Store) -> None:
    def without(book: Sheets) -> None:
        del book["Organisations"]

    taken(store, without, with_column("Options", "Participants", None, "Middle Wick; Upper Wick"))
    reader = store.reader()
    names = {row.text("name") for row in records.rows(reader, Organisation, find(reader))}
    assert names == {"Upper Wick", "Lower Wick", "Middle Wick"}


# As an officer types -----------------------------------------------------------------------------------------------------------


def change(store: Store, noun: type[Noun], at: int, key: str, text: str) -> None:
    with store.unit_of_work("test") as unit:
        case = find(unit)
        records.change(unit, noun, case, [Edit(records.rows(unit, noun, case)[at].id, key, text)])


@pytest.mark.parametrize(
    ("noun", "at", "key", "text", "said"),
    [
        (Option, 0, "participants", "Upper Wick; Nowhere", "There is no organisation named ‘Nowhere’: add it under Set up, Organisations"),
        (Criterion, 1, "value_function", "direct", "A direct score is itself the value, so higher is better"),
        (Criterion, 0, "weight_low", "-1", "Weight low: -1 is too low: type 0 or more"),
        (Criterion, 0, "taken_from", "acreage", "Taken from: ‘acreage’ is not one of the choices"),
    ],
)
def test_what_cannot_be_is_refused_as_it_is_typed(filled: Store, noun: type[Noun], at: int, key: str, text: str, said: str) -> None:
    before = dump(filled)
    with pytest.raises(KnownTrouble) as trouble:
        change(filled, noun, at, key, text)
    assert str(trouble.value).startswith(said)
    assert dump(filled) == before


def test_bounds_of_a_weight_the_wrong_way_round_are_refused(filled: Store) -> None:
    change(filled, Criterion, 0, "weight_high", "60")
    for key, text, said in (
        ("weight_low", "70", "Weight low, 70, is above Weight high, 60: swap them"),
        ("weight_low", "55", "Weight, 50, is below Weight low, 55: correct one of them"),
        ("weight", "61", "Weight, 61, is above Weight high, 60: correct one of them"),
    ):
        with pytest.raises(KnownTrouble) as trouble:
            change(filled, Criterion, 0, key, text)
        assert str(trouble.value) == said


def test_a_value_that_falls_towards_better_is_refused(filled: Store) -> None:
    with pytest.raises(KnownTrouble) as trouble:
        change(filled, Criterion, 0, "value_function", "0:50; 10:20")
    assert str(trouble.value).startswith("The value falls from 50 at 0 to 20 at 10, though Better is higher")


def test_a_seed_below_nought_is_refused(filled: Store) -> None:
    with pytest.raises(KnownTrouble) as trouble, filled.unit_of_work("test") as unit:
        cases.change(unit, find(unit), "seed", "-3")
    assert str(trouble.value) == "-3 is too low: type 0 or more"


def test_the_choice_of_simulated_weights_can_be_made_and_taken_back(filled: Store) -> None:
    for text, chosen in (("Exact", SimulatedWeights.EXACT), ("", None)):
        with filled.unit_of_work("test") as unit:
            cases.change(unit, find(unit), "simulated_weights", text)
        assert case_of(filled).simulated_weights is chosen


def test_a_second_decision_takes_the_place_of_the_first(filled: Store) -> None:
    change(filled, Option, 0, "decision_taken", "yes")
    change(filled, Option, 2, "decision_taken", "yes")
    assert [each.decision_taken for each in case_of(filled).options] == [False, False, True]


def test_a_participant_keeps_its_place_under_a_new_name_and_goes_with_its_organisation(filled: Store) -> None:
    def participants() -> object:
        reader = filled.reader()
        return records.rows(reader, Option, find(reader))[1].values["participants"]

    change(filled, Option, 1, "participants", "Lower Wick; Upper Wick")
    change(filled, Organisation, 1, "name", "Nether Wick")
    assert participants() == "Nether Wick; Upper Wick"
    with filled.unit_of_work("delete") as unit:
        case = find(unit)
        records.delete(unit, Organisation, [records.rows(unit, Organisation, case)[1].id], case=case)
    assert participants() == "Upper Wick"


def test_an_organisation_that_leaves_a_case_takes_part_in_none_of_its_options(filled: Store) -> None:
    change(filled, Option, 1, "participants", "Lower Wick; Upper Wick")
    with filled.unit_of_work("another case") as unit:
        case, other = find(unit), cases.add_empty(unit)
        lower = records.rows(unit, Organisation, case)[1].id
        records.add(unit, Organisation, other, {"name": "Lower Wick"})
        records.delete(unit, Organisation, [lower], case=case)
    reader = filled.reader()
    assert records.rows(reader, Option, case)[1].values["participants"] == "Upper Wick"
    assert [row.text("name") for row in records.rows(reader, Organisation, other)] == ["Lower Wick"]
