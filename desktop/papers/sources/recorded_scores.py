"""The scores as each group gave them, so that every weighted score can be traced to its records."""

from __future__ import annotations

from collections.abc import Collection

from desktop.papers.content.blocks import Runs, Table, Traces, right, table_columns
from desktop.papers.content.records import PaperRecords, ScoreRecord
from desktop.papers.content.wording import capital, sentence
from desktop.papers.sources.provenance import score_note, without_basis

#: More options than this do not fit beside one another.
_MOST_ACROSS = 6


def recorded_scores(paper: PaperRecords, in_print: Collection[str]) -> tuple[Table, ...]:
    """A table for each group, criteria down and options across, with the basis and source of its scores below it.

    Nothing where scores are not among the tables in print.
    """
    if "scores" not in in_print:
        return ()
    tables = []
    for group in dict.fromkeys(score.assessors for score in paper.scores):
        given = [score for score in paper.scores if score.assessors == group]
        names = list(dict.fromkeys(score.option for score in given))
        for start in range(0, len(names), _MOST_ACROSS):
            tables.append(_table(paper, group, given, names[start : start + _MOST_ACROSS]))
    return tuple(tables)


def _origin(basis: str, source: str) -> str:
    """What scores rest on, with their basis, which is said once."""
    if not source:
        return f"{capital(basis)}: the source is not stated."
    return sentence(capital(f"{basis}: {without_basis(basis, source)}"))


def _table(paper: PaperRecords, group: str, given: list[ScoreRecord], across: list[str]) -> Table:
    by_cell = {(score.criterion, score.option): score.score or "missing" for score in given}
    weights = {weight.criterion: weight.weight for weight in paper.weights if weight.assessors == group}
    weights = weights or {weight.criterion: weight.weight for weight in paper.weights if not weight.assessors}
    criteria = dict.fromkeys(score.criterion for score in given)
    weighed = any(weights.get(criterion, "") for criterion in criteria)
    rows = tuple(
        (
            criterion,
            *((weights.get(criterion, ""),) if weighed else ()),
            *(by_cell.get((criterion, option), "missing") for option in across),
        )
        for criterion in criteria
    )
    weight = table_columns(*right("Weight as recorded")) if weighed else ()
    columns = table_columns("Criterion", *weight, *right(*across))
    origins = list(dict.fromkeys((score.basis, score.source) for score in given if score.option in across))
    told = [_origin(basis, source) for basis, source in origins[:8]]
    notes = [each for each in told if not any(other != each and other.startswith(each) for other in told)]
    if len(origins) > 8:
        notes.append(f"{len(origins) - 8} more sources are in the case's records.")
    own = any(weight.assessors == group for weight in paper.weights)
    traces = Traces(
        "scores", group, Runs.FIELDS, Runs.RECORDS, row_fields=tuple(column.heading for column in weight), row_kind="weights",
        row_record=group if own else "",
    )  # fmt: skip
    return Table(f"Scores given by {capital(group)}", columns, rows, (*notes, *score_note(paper)), traces=traces)
