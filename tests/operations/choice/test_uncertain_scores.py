"""Scores that are not certain: how a cell says so in words, what is refused, and what becomes of its range."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import trail
from db.nouns.choice import AssessorGroup, Criterion, Option
from db.store import Store
from desktop.appraisal.case import NOT_APPLICABLE
from desktop.errors import KnownTrouble
from desktop.operations.choice import scores
from desktop.operations.choice.scores import ScoreEdit, TypedScore, read_typed, typed_words
from desktop.operations.records import records
from desktop.operations.records.cases import find
from tests.db.filled import dump

D = Decimal
_NUMBERS = st.decimals(-1000, 1000, places=2)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", TypedScore(None)),
        (None, TypedScore(None)),
        (6, TypedScore(D(6))),
        ("6", TypedScore(D(6))),
        ("N/A", TypedScore(NOT_APPLICABLE)),
        ("5 to 8", TypedScore(None, D(5), D(8))),
        ("5 TO 8", TypedScore(None, D(5), D(8))),
        ("5–8", TypedScore(None, D(5), D(8))),
        ("5-8", TypedScore(None, D(5), D(8))),
        ("-3 to −1", TypedScore(None, D(-3), D(-1))),
        ("6 (5 to 8)", TypedScore(D(6), D(5), D(8))),
        ("6(5 - 8)", TypedScore(D(6), D(5), D(8))),
        ("at least 5", TypedScore(None, D(5), None)),
        ("6 (at most 7.5)", TypedScore(D(6), None, D("7.5"))),
        ("1,200 (1,000 to 2,000)", TypedScore(D(1200), D(1000), D(2000))),
    ],
)
def test_a_cell_is_read_with_its_range(typed: str | int | None, meant: TypedScore) -> None:
    assert read_typed(typed) == meant


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("high", "‘high’ is not a score: type a number, n/a, or clear it where it is missing"),
        ("8 to 5", "Low, 8, is above High, 5: swap them"),
        ("9 (5 to 8)", "Score, 9, is above High, 8: correct one of them"),
        ("4 (5 to 8)", "Score, 4, is below Low, 5: correct one of them"),
        ("6 (about 7)", "‘about 7’ is not a range: type one such as 5 to 8, at least 5 or at most 8"),
        ("n/a (5 to 8)", "‘n/a (5 to 8)’ has a range without a score before it: type one such as 6 (5 to 8), or the range alone"),
        ("(5 to 8)", "‘(5 to 8)’ has a range without a score before it: type one such as 6 (5 to 8), or the range alone"),
        ("5.. to 8", "‘5..’ is not a number: type one such as 12 or 7.5"),
    ],
)
def test_what_is_no_range_is_refused(typed: str, said: str) -> None:
    with pytest.raises(KnownTrouble) as trouble:
        read_typed(typed)
    assert str(trouble.value) == said


@given(st.lists(_NUMBERS, min_size=3, max_size=3), st.booleans(), st.booleans(), st.booleans())
def test_what_is_written_is_read_back(numbers: list[Decimal], scored: bool, floor: bool, ceiling: bool) -> None:
    low, middle, high = sorted(numbers)
    parts = (middle if scored else None, low if floor else None, high if ceiling else None)
    assert read_typed(typed_words(*parts)) == TypedScore(*parts)


class Cell:
    """What Managers give One team on Quality, whose scale is 0 to 10, in the made-up case."""

    def __init__(self, store: Store) -> None:
        self.store = store
        reader = store.reader()
        case = find(reader)
        group, option, criterion = (
            records.rows(reader, noun, case)[at].id for noun, at in ((AssessorGroup, 0), (Option, 1), (Criterion, 0))
        )
        self.edit = ScoreEdit(group, option, criterion)

    def change(self, **parts: str) -> scores.ScoreCell | None:
        with self.store.unit_of_work("test") as unit:
            scores.change(unit, [replace(self.edit, **parts)])  # type: ignore[arg-type]  # the parts are all texts
        return self.held

    def refusal(self, **parts: str) -> str:
        """What is said of an edit that is refused; nothing of it is then in the file."""
        before = dump(self.store)
        with pytest.raises(KnownTrouble) as trouble:
            self.change(**parts)
        assert dump(self.store) == before
        return str(trouble.value)

    @property
    def held(self) -> scores.ScoreCell | None:
        named = ("Managers", "One team", "Quality")
        reader = self.store.reader()
        return next((cell for cell in scores.cells(reader, find(reader)) if (cell.group, cell.option, cell.criterion) == named), None)

    @property
    def words(self) -> str:
        return self.held.words if self.held else "gone"


@pytest.fixture
def cell(filled: Store) -> Cell:
    return Cell(filled)


def test_a_cell_takes_a_range_and_gives_it_up_again(cell: Cell) -> None:
    cell.change(text="6 (5 to 8)")
    assert cell.words == "6 (5 to 8)"
    cell.change(distribution="Beta")
    assert cell.held is not None
    assert (cell.held.distribution, cell.held.comment) == ("beta", "Better kit")
    cell.change(text="7 (5 to 9)")
    assert (cell.held.distribution, cell.words) == ("beta", "7 (5 to 9)")
    cell.change(text="7")
    assert (cell.held.distribution, cell.words) == ("", "7")
    trail.undo(cell.store)
    assert (cell.held.distribution, cell.words) == ("beta", "7 (5 to 9)")
    cell.change(text="n/a")
    assert (cell.held.low, cell.held.high, cell.words) == (None, None, "n/a")


def test_the_parts_of_a_range_are_changed_one_by_one(cell: Cell) -> None:
    """An end alone reaches to that of the scale, and without one of them there is no range."""
    cell.change(low="5")
    assert cell.words == "8 (5 to 10)"
    cell.change(high="9.5")
    assert cell.words == "8 (5 to 9.5)"
    cell.change(distribution="normal")
    cell.change(low="")
    assert cell.held is not None
    assert (cell.held.distribution, cell.words) == ("", "8")
    cell.change(text="at most 9")
    assert cell.words == "0 to 9"


def test_a_missing_score_may_have_a_range_and_is_gone_without_it(cell: Cell) -> None:
    cell.change(comment="")
    cell.change(text="5 to 8")
    assert cell.words == "5 to 8"
    cell.change(text="")
    assert cell.held is None


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"text": "8 (5 to 11)"}, "11 is outside the scale of Quality: type a score from 0 to 10"),
        ({"text": "-1 to 5"}, "-1 is outside the scale of Quality: type a score from 0 to 10"),
        ({"low": "9"}, "Score, 8, is below Low, 9: correct one of them"),
        ({"low": "5", "high": "4"}, "Low, 5, is above High, 4: swap them"),
        ({"high": "10.5"}, "10.5 is outside the scale of Quality: type a score from 0 to 10"),
        ({"low": "few"}, "Low: ‘few’ is not a number: type one such as 12 or 7.5"),
        ({"low": "5", "distribution": "bell"}, "Distribution: ‘bell’ is not one of the choices: type uniform, normal, log-normal or beta"),
        ({"distribution": "beta"}, "There is a Distribution and neither Low nor High: type both, or clear Distribution"),
        (
            {"high": "9", "distribution": "log-normal"},
            "A log-normal distribution needs a Low above 0: type it, or choose another distribution",
        ),
    ],
)
def test_a_range_that_cannot_be_is_refused(cell: Cell, parts: dict[str, str], said: str) -> None:
    assert cell.refusal(**parts) == said


def test_a_beta_distribution_needs_its_score(cell: Cell) -> None:
    cell.change(text="5 to 8")
    assert cell.refusal(distribution="beta") == (
        "A beta distribution is most likely at the Score, which is not filled in: type it, or choose another distribution"
    )


def test_what_does_not_apply_has_no_range(cell: Cell) -> None:
    cell.change(text="n/a")
    assert cell.refusal(low="5") == "The criterion does not apply to this option, so its score has no range: type a score first"
