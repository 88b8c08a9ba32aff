"""The scores as each group gave them, so that every weighted score can be traced to its records."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from desktop.appraisal.results import Appraisal
from desktop.papers.content.blocks import Runs, Table, Traces, right, table_columns
from desktop.papers.content.records import PaperRecords, ScoreRecord, WeightRecord
from desktop.papers.content.wording import capital, sentence
from desktop.papers.exhibits.many_options import Shown, are_in_grids, grid, lettered, shown_options
from desktop.papers.exhibits.option_tables import block_words, criteria_key
from desktop.papers.sources.provenance import score_note, without_basis

#: More options than this do not fit beside one another.
_MOST_ACROSS = 6
#: So many sources of scores are told below a table.
_MOST_ORIGINS = 8


def recorded_scores(paper: PaperRecords, appraisal: Appraisal, in_print: Collection[str], *, with_key: bool) -> tuple[Table, ...]:
    """A table for each group, criteria down and options across, with the basis and source of its scores below it; of many options the
    scores of those that are shown in full, as a grid, `with_key` where no table in print says what its letters stand for.

    Nothing where scores are not among the tables in print.
    """
    if "scores" not in in_print:
        return ()
    shown = shown_options(paper, appraisal)
    in_grids = are_in_grids(appraisal)
    tables = [criteria_key(appraisal)] if in_grids and with_key else []
    by_group: dict[str, list[ScoreRecord]] = {}
    for score in paper.scores:
        by_group.setdefault(score.assessors, []).append(score)
    for group, given in by_group.items():
        if in_grids:
            tables += _grid(paper, group, given, appraisal, shown)
            continue
        names = list(dict.fromkeys(score.option for score in given))
        blocks = [names[start : start + _MOST_ACROSS] for start in range(0, len(names), _MOST_ACROSS)]
        for index, across in enumerate(blocks, start=1):
            table = _table(paper, group, given, across)
            tables.append(replace(table, caption=f"{table.caption}{block_words(index, blocks)}"))
    return _said_once(tables)


def _said_once(tables: Sequence[Table]) -> tuple[Table, ...]:
    """The tables, each note below the last that has it."""
    return tuple(
        replace(table, notes=tuple(note for note in table.notes if not any(note in later.notes for later in tables[index + 1 :])))
        for index, table in enumerate(tables)
    )


def _grid(paper: PaperRecords, group: str, given: list[ScoreRecord], appraisal: Appraisal, shown: Shown) -> tuple[Table, ...]:
    """A group's scores of the options that are shown, by the letters of the criteria."""
    by_cell = {(score.option, score.criterion): score.score or "missing" for score in given}
    notes = (*_origins([score for score in given if score.option in shown.names]), *shown.notes, *score_note(paper))
    traces = Traces("scores", group)

    def cell(option: str, criterion: str) -> str:
        return by_cell.get((option, criterion), "missing")

    return grid(f"Scores given by {capital(group)}", shown.names, lettered(appraisal), cell, notes, traces)


def _origins(given: Iterable[ScoreRecord | WeightRecord]) -> list[str]:
    """What some scores and weights rest on, a sentence for each basis, and each source once."""
    by_basis: dict[str, list[str]] = {}
    for record in given:
        by_basis.setdefault(record.basis, []).append(without_basis(record.basis, record.source) or "The source is not stated")
    told = []
    for basis, sources in by_basis.items():
        origins = list(dict.fromkeys(sentence(capital(source)) for source in sources))
        apart = [each for each in origins if not any(other != each and other.startswith(each[:-1]) for other in origins)]
        more = f" {len(apart) - _MOST_ORIGINS} more sources are in the case’s records." if len(apart) > _MOST_ORIGINS else ""
        told.append(f"{capital(basis)}: {' '.join(apart[:_MOST_ORIGINS])}{more}")
    return told


def _table(paper: PaperRecords, group: str, given: list[ScoreRecord], across: list[str]) -> Table:
    by_cell = {(score.criterion, score.option): score.score or "missing" for score in given}
    own = any(weight.assessors == group for weight in paper.weights)
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
    # without the criteria that are withheld the others are brought to 100
    heading = "Weight out of 100" if "criteria" in paper.withheld_tables else "Weight as recorded"
    weight = table_columns(*right(heading)) if weighed else ()
    columns = table_columns("Criterion", *weight, *right(*across))
    with_weights = [weight for weight in paper.weights if weight.assessors == (group if own else "")] if weighed else []
    notes = _origins([*(score for score in given if score.option in across), *with_weights])
    traces = Traces(
        "scores", group, Runs.FIELDS, Runs.RECORDS, row_fields=tuple(column.heading for column in weight), row_kind="weights",
        row_record=group if own else "",
    )  # fmt: skip
    return Table(f"Scores given by {capital(group)}", columns, rows, (*notes, *score_note(paper)), traces=traces)
