"""Scores as a matrix: what each group gave each option on each criterion."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from decimal import Decimal
from operator import attrgetter
from typing import TypeVar

from db.nouns.choice import AssessorGroup, Criterion, Option, Score
from db.nouns.noun import Column, Kind
from db.reading import Reader
from db.writing import Unit
from desktop.appraisal.case import NOT_APPLICABLE, Distribution, NotApplicable, ScoreRange
from desktop.appraisal.kept import for_the_same
from desktop.errors import KnownTrouble
from desktop.late_dataclass import dataclass
from desktop.operations.choice.scales import check_both_ends, check_distribution, check_on_scale, check_range, ends, lower_end
from desktop.operations.records.columns import RawCell, clean, column_of, plain, read
from desktop.operations.records.marks import marks_of, marks_said
from desktop.operations.store.readings import Before, kept
from desktop.papers.law.withholding import OPEN, Marks

#: Whose a score is, of which option, on which criterion.
_Place = tuple[str, str, str]
_Of = TypeVar("_Of")

_NUMBER = Column("Score", Kind.NUMBER)
_LOW, _HIGH, _DISTRIBUTION = (column_of(Score, key) for key in ("low", "high", "distribution"))
_FIGURE = r"[-+\u2212]?[\d,.]+"
_RANGE = re.compile(rf"(?P<low>{_FIGURE})(?:\s+to\s+|\s*[-\u2013]\s*)(?P<high>{_FIGURE})", re.IGNORECASE)
_ONE_END = re.compile(rf"(?P<way>at least|at most)\s+(?P<end>{_FIGURE})", re.IGNORECASE)
_WITH_RANGE = re.compile(r"(?P<score>[^()]*)\((?P<range>[^()]*)\)")
_NOT_APPLICABLE_WORDS = {"n/a", "na", "not applicable"}
_MISSING_WORDS = {"", "missing", "not scored", "-"}


@dataclass(frozen=True, slots=True)
class ScoreCell:
    """One recorded score. Without a number and applicable it is missing, which is never 0."""

    group: str
    option: str
    criterion: str
    score: Decimal | None
    not_applicable: bool
    comment: str
    low: Decimal | None = None
    high: Decimal | None = None
    basis: str = "reported"
    source: str = ""
    distribution: str = ""
    marks: Marks = OPEN

    @property
    def place(self) -> _Place:
        """Whose it is, of which option, on which criterion."""
        return self.group, self.option, self.criterion

    @property
    def is_said(self) -> bool:
        """Whether it says anything but a comment."""
        return self.not_applicable or self.score is not None or self.low is not None or self.high is not None

    @property
    def words(self) -> str:
        """The cell as it is typed, its range with it: `6 (5 to 8)`."""
        return typed_words(self.score, self.low, self.high, not_applicable=self.not_applicable)


#: The fields of a score that follow its place, in their order.
_ALL_BUT_PLACE = attrgetter(*[each.name for each in fields(ScoreCell)][3:])


@dataclass(frozen=True, slots=True)
class TypedScore:
    """What was typed into one cell: a number, not applicable or missing, and the range it may lie in."""

    score: Decimal | NotApplicable | None
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ScoreEdit:
    """One cell of the matrix as typed: its comment alone where `comment` is given, the parts of its range that are given, or its text.

    `text` is the whole cell, its range with it (`read_typed`): without one, a range that was there goes. A blank `low`, `high` or
    `distribution` clears that part; `None` leaves it as it is.
    """

    group: int
    option: int
    criterion: int
    text: RawCell = None
    comment: str | None = None
    low: str | None = None
    high: str | None = None
    distribution: str | None = None

    @property
    def of_the_range(self) -> bool:
        """Whether it changes the range and not the cell's text."""
        return (self.low, self.high, self.distribution) != (None, None, None)


#: How many of a group's scores of an option are of each basis.
Bases = dict[tuple[str, str], dict[str, int]]
#: The names of a case's groups, options and criteria by their ids.
_Names = tuple[dict[int, str], dict[int, str], dict[int, str]]


@dataclass(frozen=True, slots=True)
class RecordedScores:
    """The recorded scores of a case by their ids, with the names they were read with, and as the arithmetic takes them."""

    names: _Names
    by_id: dict[int, ScoreCell]
    cells: tuple[ScoreCell, ...]
    by_place: dict[_Place, ScoreCell]
    scores: dict[_Place, Decimal | NotApplicable]
    ranges: dict[_Place, ScoreRange]
    bases: Bases

    def where_alike(self, before: RecordedScores, cells: Iterable[ScoreCell]) -> RecordedScores:
        """The same, with the very scores, ranges or bases of before where what these cells say is alike."""
        places = [cell.place for cell in cells]
        return replace(
            self,
            scores=before.scores if all(before.scores.get(each) == self.scores.get(each) for each in places) else self.scores,
            ranges=before.ranges if all(before.ranges.get(each) == self.ranges.get(each) for each in places) else self.ranges,
            bases=before.bases if all(before.bases.get(each[:2]) == self.bases.get(each[:2]) for each in places) else self.bases,
        )


def recorded_scores(reader: Reader, case: int) -> RecordedScores:
    """Every recorded score of a case. One that has not changed since it was last read is the same object."""
    return kept(reader, ("scores", case), lambda before: _recorded_scores(reader, case, before))


def _recorded_scores(reader: Reader, case: int, before: Before[RecordedScores] | None) -> RecordedScores:
    groups = {each.id: each.name for each in reader.all(AssessorGroup, case_id=case)}
    options = {each.id: each.name for each in reader.all(Option, case_id=case)}
    criteria = {each.id: each.name for each in reader.all(Criterion, case_id=case)}
    names = groups, options, criteria
    changed = before.changed(Score.TABLE) if before is not None else None
    if before is None or changed is None:
        by_id = {score.id: _cell(score, names) for score in reader.all(Score, assessor_group_id=groups)}
        return _with_cells(RecordedScores(names, by_id, tuple(by_id.values()), {}, {}, {}, {}), by_id.values())
    was = _renamed(before.value, names)
    if not changed:
        return was
    now = {score.id: _cell(score, names) for score in reader.all(Score, assessor_group_id=groups, id=changed)}
    gone = [was.by_id[id_] for id_ in changed if id_ in was.by_id]
    by_id = was.by_id | now
    for id_ in changed - now.keys():
        by_id.pop(id_, None)
    if not now.keys() <= was.by_id.keys():
        by_id = dict(sorted(by_id.items()))
    places, numbers, ranges, bases = dict(was.by_place), dict(was.scores), dict(was.ranges), dict(was.bases)
    touched = [*gone, *now.values()]
    for key in {cell.place[:2] for cell in touched}:
        bases[key] = dict(bases.get(key, {}))
    for cell in gone:
        for each in (places, numbers, ranges):
            each.pop(cell.place, None)
        _count(bases, cell, -1)
    after = _with_cells(RecordedScores(names, by_id, tuple(by_id.values()), places, numbers, ranges, bases), now.values())
    return after.where_alike(was, touched)


def _renamed(before: RecordedScores, names: _Names) -> RecordedScores:
    """What was recorded under the names of now."""
    if before.names == names:
        return before
    groups, options, criteria = (
        {name: now[id_] for id_, name in was.items() if now.get(id_, name) != name} for was, now in zip(before.names, names, strict=True)
    )
    if not (groups or options or criteria):
        return replace(before, names=names)
    renamed: dict[int, ScoreCell] = {}
    moves: dict[_Place, _Place] = {}
    for id_, cell in before.by_id.items():
        group, option, criterion = was = cell.place
        if group in groups or option in options or criterion in criteria:
            now = moves[was] = groups.get(group, group), options.get(option, option), criteria.get(criterion, criterion)
            renamed[id_] = ScoreCell(*now, *_ALL_BUT_PLACE(cell))
    by_id = before.by_id | renamed
    places = _moved(before.by_place, moves) | dict(zip(moves.values(), renamed.values(), strict=True))
    bases = {(groups.get(group, group), options.get(option, option)): each for (group, option), each in before.bases.items()}
    numbers, ranges = _moved(before.scores, moves), _moved(before.ranges, moves)
    return RecordedScores(names, by_id, tuple(by_id.values()), places, numbers, ranges, bases)


def _moved(of: Mapping[_Place, _Of], moves: Mapping[_Place, _Place]) -> dict[_Place, _Of]:
    """What is kept by place, under the places of now: two names may have been exchanged, so all that move are taken out first."""
    moved = dict(of)
    taken = [(now, moved.pop(was)) for was, now in moves.items() if was in moved]
    moved.update(taken)
    return moved


def _with_cells(recorded: RecordedScores, cells: Iterable[ScoreCell]) -> RecordedScores:
    """Put what cells say among what the arithmetic takes."""
    for cell in cells:
        recorded.by_place[cell.place] = cell
        _count(recorded.bases, cell, 1)
        if cell.not_applicable:
            recorded.scores[cell.place] = NOT_APPLICABLE
        elif cell.score is not None:
            recorded.scores[cell.place] = cell.score
        if cell.low is not None or cell.high is not None:
            distribution = Distribution(cell.distribution) if cell.distribution else Distribution.UNIFORM
            recorded.ranges[cell.place] = ScoreRange(cell.low, cell.high, distribution)
    return recorded


def _count(bases: Bases, cell: ScoreCell, more: int) -> None:
    """Count a cell that says something, or has said it where a public paper no longer does, among those of its basis."""
    if cell.is_said or cell.marks.withheld:
        of_option = bases.setdefault((cell.group, cell.option), {})
        of_option[cell.basis] = of_option.get(cell.basis, 0) + more
        if not of_option[cell.basis]:
            del of_option[cell.basis]


def _cell(score: Score, names: _Names) -> ScoreCell:
    groups, options, criteria = names
    return ScoreCell(
        groups[score.assessor_group_id],
        options[score.option_id],
        criteria[score.criterion_id],
        score.score,
        score.not_applicable,
        score.comment,
        score.low,
        score.high,
        score.basis,
        score.source,
        score.distribution,
        marks_of(score),
    )


def cells(reader: Reader, case: int) -> tuple[ScoreCell, ...]:
    """Every recorded score of a case, missing ones left out unless they have a comment."""
    return recorded_scores(reader, case).cells


def by_place(reader: Reader, case: int) -> Mapping[_Place, ScoreCell]:
    """The same by group, option and criterion."""
    return recorded_scores(reader, case).by_place


def bases(reader: Reader, case: int) -> Bases:
    """How many of each group's scores of each option are of each basis."""
    return recorded_scores(reader, case).bases


def by_criterion(reader: Reader, case: int) -> Mapping[str, tuple[ScoreCell, ...]]:
    """The same by criterion."""
    return _by_criterion(cells(reader, case))


@for_the_same(lambda recorded: (recorded,))
def _by_criterion(recorded: tuple[ScoreCell, ...]) -> dict[str, tuple[ScoreCell, ...]]:
    by_name: dict[str, list[ScoreCell]] = {}
    for cell in recorded:
        by_name.setdefault(cell.criterion, []).append(cell)
    return {name: tuple(each) for name, each in by_name.items()}


def read_score(raw: RawCell) -> Decimal | NotApplicable | None:
    """A number, not applicable, or None for missing. Raises KnownTrouble for other text."""
    if raw is None or (isinstance(raw, str) and raw.strip().casefold() in _MISSING_WORDS):
        return None
    if isinstance(raw, str) and raw.strip().casefold() in _NOT_APPLICABLE_WORDS:
        return NOT_APPLICABLE
    if isinstance(raw, str) and _is_range(clean(raw)):
        raise KnownTrouble(f"‘{raw}’ is a range: type its ends under Low and High, and clear Score")
    try:
        number = read(_NUMBER, raw)
    except KnownTrouble:
        raise KnownTrouble(f"‘{raw}’ is not a score: type a number, n/a, or clear it where it is missing") from None
    return number if isinstance(number, Decimal) else None


def read_typed(raw: RawCell) -> TypedScore:
    """What one cell of the matrix says: `6`, `5 to 8`, `6 (5 to 8)`, `at least 5`, `6 (at most 8)`, `n/a`, or nothing for missing.

    Raises KnownTrouble for other text, and for ends that are the wrong way round.
    """
    text = clean(raw) if isinstance(raw, str) else ""
    if match := _WITH_RANGE.fullmatch(text):
        score = read_score(match["score"])
        low, high = _ends(match["range"])
    elif _is_range(text):
        score, (low, high) = None, _ends(text)
    else:
        return TypedScore(read_score(raw))
    if not isinstance(score, Decimal) and match:
        raise KnownTrouble(f"‘{text}’ has a range without a score before it: type one such as 6 (5 to 8), or the range alone")
    check_range(score if isinstance(score, Decimal) else None, low, high)
    return TypedScore(score, low, high)


def typed_words(score: Decimal | None, low: Decimal | None = None, high: Decimal | None = None, *, not_applicable: bool = False) -> str:
    """A cell of the matrix as text that `read_typed` takes back."""
    if not_applicable:
        return NOT_APPLICABLE.value
    if low is not None and high is not None:
        spread = f"{plain(low)} to {plain(high)}"
    elif low is not None:
        spread = f"at least {plain(low)}"
    else:
        spread = "" if high is None else f"at most {plain(high)}"
    if score is None:
        return spread
    return f"{plain(score)} ({spread})" if spread else plain(score)


def _is_range(text: str) -> bool:
    return bool(_RANGE.fullmatch(text) or _ONE_END.fullmatch(text))


def _ends(text: str) -> tuple[Decimal | None, Decimal | None]:
    """The ends that words such as `5 to 8`, `at least 5` or `at most 8` give. Raises KnownTrouble where they give none."""
    if match := _RANGE.fullmatch(text.strip()):
        return _end(match["low"]), _end(match["high"])
    if match := _ONE_END.fullmatch(text.strip()):
        end = _end(match["end"])
        return (end, None) if match["way"].casefold() == "at least" else (None, end)
    raise KnownTrouble(f"‘{text}’ is not a range: type one such as 5 to 8, at least 5 or at most 8")


def _end(text: str) -> Decimal:
    number = read(_NUMBER, text)
    if not isinstance(number, Decimal):
        raise KnownTrouble(f"‘{text}’ is not a number: type one such as 12 or 7.5")
    return number


def change(unit: Unit, edits: Iterable[ScoreEdit]) -> None:
    """Change cells of the matrix, all or none. A blank makes a score missing. Raises KnownTrouble."""
    for edit in edits:
        record = unit.find(Score, assessor_group_id=edit.group, option_id=edit.option, criterion_id=edit.criterion)
        before = record or Score(assessor_group_id=edit.group, option_id=edit.option, criterion_id=edit.criterion)
        criterion = unit.get(Criterion, edit.criterion)
        said = _with_both_ends(criterion, before, edit, _said(before, edit))
        changed = before.but(**said)
        if changed.comment or changed.not_applicable or any(value is not None for value in (changed.score, changed.low, changed.high)):
            if edit.comment is None:
                _check(criterion, changed)
            if record is None:
                unit.add(changed)
            else:
                unit.change(record, **said)
        elif record is not None:
            unit.remove(record)


def mark(unit: Unit, group: int, option: int, criterion: int, key: str, text: str) -> None:
    """Say who may see a score: `key` is one of the columns of `MARKING`. Raises KnownTrouble, also where nothing is scored yet."""
    record = unit.find(Score, assessor_group_id=group, option_id=option, criterion_id=criterion)
    if record is None:
        raise KnownTrouble("Nothing is scored here yet: type a score first")
    unit.change(record, **marks_said(record, key, read(column_of(Score, key), text) or ""))


def _said(record: Score, edit: ScoreEdit) -> dict[str, object]:
    """The fields of a score that an edit changes. Raises KnownTrouble for a text that cannot be read."""
    if edit.comment is not None:
        return {"comment": clean(edit.comment)}
    if edit.of_the_range:
        return _said_of_range(record, edit)
    typed = read_typed(edit.text)
    # what the cell's whole text does not say is cleared, but a range that stays one keeps its distribution
    return {
        "score": typed.score if isinstance(typed.score, Decimal) else None,
        "not_applicable": typed.score is NOT_APPLICABLE,
        "low": typed.low,
        "high": typed.high,
        "distribution": "" if typed.low is None and typed.high is None else record.distribution,
    }


def _said_of_range(record: Score, edit: ScoreEdit) -> dict[str, object]:
    """The parts of the range that the edit names, each as typed; a blank clears it, and without an end there is no distribution."""
    if record.not_applicable:
        raise KnownTrouble("The criterion does not apply to this option, so its score has no range: type a score first")
    said: dict[str, object] = {}
    for key, column, text in (("low", _LOW, edit.low), ("high", _HIGH, edit.high), ("distribution", _DISTRIBUTION, edit.distribution)):
        if text is not None:
            try:
                value = read(column, text)
            except KnownTrouble as trouble:
                raise KnownTrouble(f"{column.heading}: {trouble}") from None
            said[key] = "" if value is None and key == "distribution" else value
    changed = record.but(**said)
    if changed.low is None and changed.high is None and edit.distribution is None:
        said["distribution"] = ""
    return said


def _with_both_ends(criterion: Criterion, before: Score, edit: ScoreEdit, said: dict[str, object]) -> dict[str, object]:
    """What an edit says, a range with one end reaching to that of the scale where it is stated; clearing an end clears the range.

    Raises KnownTrouble where the scale has no stated end to take.
    """
    changed = before.but(**said)
    if (changed.low is None) == (changed.high is None):
        return said
    if edit.of_the_range and (before.low, before.high) != (None, None) and (edit.low == "" or edit.high == ""):
        return {**said, "low": None, "high": None, "distribution": ""}
    scale = [end for end in ends(criterion.value_function, criterion.worst, criterion.best) if end is not None]
    if len(scale) < 2:
        check_both_ends(changed.low, changed.high)
    return {**said, "low": min(scale) if changed.low is None else changed.low, "high": max(scale) if changed.high is None else changed.high}


def _check(criterion: Criterion, record: Score) -> None:
    """Raises KnownTrouble where a score or an end of its range cannot be."""
    worst, best = ends(criterion.value_function, criterion.worst, criterion.best)
    for number in (record.score, record.low, record.high):
        if number is not None:
            check_on_scale(criterion.name, worst, best, number)
    check_range(record.score, record.low, record.high)
    check_distribution(record.distribution, record.score, record.low, record.high, lower_end(worst, best, criterion.better))
