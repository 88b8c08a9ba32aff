"""Scores as a matrix: what each group gave each option on each criterion."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import Session, col, select

from db.case import Option
from db.criterion import AssessorGroup, Criterion, Score
from desktop.appraisal.case import NOT_APPLICABLE, NotApplicable
from desktop.errors import KnownTrouble
from desktop.operations.columns import Column, ColumnKind, RawCell, clean, plain, read

_NUMBER = Column("score", "Score", ColumnKind.NUMBER)
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


@dataclass(frozen=True, slots=True)
class ScoreEdit:
    """One cell of the matrix as typed; a comment is changed where `comment` is given, the score where `text` is."""

    group: int
    option: int
    criterion: int
    text: RawCell = None
    comment: str | None = None


def cells(session: Session, case: int) -> tuple[ScoreCell, ...]:
    """Every recorded score of a case, missing ones left out unless they have a comment."""
    query = (
        select(Score, AssessorGroup.name, col(Option.name), col(Criterion.name))
        .join(AssessorGroup, col(AssessorGroup.id) == col(Score.assessor_group_id))
        .join(Option, col(Option.id) == col(Score.option_id))
        .join(Criterion, col(Criterion.id) == col(Score.criterion_id))
        .where(AssessorGroup.case_id == case)
        .order_by(col(Score.id))
    )
    return tuple(
        ScoreCell(
            group, option, criterion, score.score, score.not_applicable, score.comment, score.low, score.high, score.basis, score.source
        )
        for score, group, option, criterion in session.exec(query)
    )


def read_score(raw: RawCell) -> Decimal | NotApplicable | None:
    """A number, not applicable, or None for missing. Raises KnownTrouble for other text."""
    if raw is None or (isinstance(raw, str) and raw.strip().casefold() in _MISSING_WORDS):
        return None
    if isinstance(raw, str) and raw.strip().casefold() in _NOT_APPLICABLE_WORDS:
        return NOT_APPLICABLE
    try:
        number = read(_NUMBER, raw)
    except KnownTrouble:
        raise KnownTrouble(f"‘{raw}’ is not a score: type a number, n/a, or leave it blank for missing") from None
    return number if isinstance(number, Decimal) else None


def check_on_scale(criterion: str, worst: Decimal | None, best: Decimal | None, score: Decimal) -> None:
    """Raises KnownTrouble where a score is outside a scale whose two ends are given."""
    if worst is None or best is None:
        return
    low, high = min(worst, best), max(worst, best)
    if not low <= score <= high:
        raise KnownTrouble(f"{plain(score)} is outside the scale of {criterion}: type a score from {plain(low)} to {plain(high)}")


def change(session: Session, edits: Iterable[ScoreEdit]) -> None:
    """Change cells of the matrix, all or none. A blank makes a score missing. Raises KnownTrouble."""
    for edit in edits:
        query = select(Score).where(
            Score.assessor_group_id == edit.group, Score.option_id == edit.option, Score.criterion_id == edit.criterion
        )
        record = session.exec(query).first() or Score(assessor_group_id=edit.group, option_id=edit.option, criterion_id=edit.criterion)
        if edit.comment is not None:
            record.comment = clean(edit.comment)
        else:
            value = read_score(edit.text)
            criterion = session.get_one(Criterion, edit.criterion)
            record.not_applicable = value is NOT_APPLICABLE
            record.score = value if isinstance(value, Decimal) else None
            if record.score is not None:
                check_on_scale(criterion.name, criterion.worst, criterion.best, record.score)
        if record.score is None and not record.not_applicable and not record.comment:
            if record.id is not None:
                session.delete(record)
        else:
            session.add(record)
        session.flush()
