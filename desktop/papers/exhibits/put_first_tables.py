"""Tables of what would put an option first: the weights beyond which it leads, and its own scores, one thing at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desktop.appraisal.findings.finding import words_of
from desktop.appraisal.findings.put_first import what_would_put_first
from desktop.appraisal.results import Appraisal
from desktop.papers.content.blocks import Rests, Table, Traces, right, table_columns
from desktop.papers.content.headings import folded
from desktop.papers.content.records import PaperRecords
from desktop.papers.content.wording import sentence
from desktop.papers.exhibits.cell_words import body, printed
from desktop.papers.sources.provenance import score_note
from desktop.results.cells import Row
from desktop.results.choice.options import ranked
from desktop.results.choice.put_first import scores_needed, weights_needed

_ALONE = "One thing changes at a time, and everything else stays as it is."


def put_each_first(paper: PaperRecords, appraisal: Appraisal) -> Table:
    """A row for each option that may lead and does not: how far behind it is, and the nearest weight and score that put it first."""
    rows = []
    for row in ranked(appraisal):
        option = appraisal.option(row.name)
        if not option.may_lead or option.score is None or row.name == appraisal.leader:
            continue
        weights, scores = (needed(appraisal, row.name) for needed in (weights_needed, scores_needed))
        rows.append((row.name, *body([row], "behind")[0][1:], _first(weights, _weight), _first(scores, _score)))
    columns = table_columns("Option", *right("Points behind"), "Nearest weight", "Nearest score")
    return Table(
        "What would put each option first", columns, tuple(rows), (_ALONE, *score_note(paper)),
        empty="No option that may lead is behind another.", traces=Traces("options", rests=Rests.SCORES),
    )  # fmt: skip


def put_first(paper: PaperRecords, appraisal: Appraisal, name: str) -> Sequence[Table]:
    """What would put one option first: what bars it or how far it is behind, then each weight and each score that would do."""
    option = next((option.name for option in appraisal.options if folded(option.name) == folded(name)), None)
    if option is None:
        return ()
    rows = [(f"{_named(row)}, weight", printed(row.cells["weight"]), _weight(row, now=False)) for row in weights_needed(appraisal, option)]
    rows += [(f"{row.name}, score", printed(row.cells["now"]), _score(row, now=False)) for row in scores_needed(appraisal, option)]
    told = tuple(sentence(each) for each in words_of(what_would_put_first(appraisal, option)))
    notes = (*((*told, _ALONE) if rows else ()), *score_note(paper))
    return (
        Table(
            f"What would put {option} first", table_columns("What changes", *right("Now", "First if")), tuple(rows), notes,
            empty=" ".join(told), traces=Traces("criteria", rests=Rests.SCORES),
        ),
    )  # fmt: skip


def _first(rows: Sequence[Row], words: Callable[[Row], str]) -> str:
    return words(rows[0]) if rows else "none alone"


def _named(row: Row) -> str:
    return printed(row.cells["criterion"]) + row.cells["criterion"].note


def _weight(row: Row, *, now: bool = True) -> str:
    beyond = f"{printed(row.cells['way'])} {printed(row.cells['at'])}"
    return f"{_named(row)}: {beyond}, now {printed(row.cells['weight'])}" if now else beyond


def _score(row: Row, *, now: bool = True) -> str:
    beyond = f"{printed(row.cells['way'])} {printed(row.cells['to'])}"
    return f"{row.name}: {beyond}, now {printed(row.cells['now'])}" if now else beyond
