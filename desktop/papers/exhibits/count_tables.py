"""The tables of the Count: spend by two dimensions, what reaches the front line, and who pays for the same thing."""

from __future__ import annotations

from itertools import permutations

from desktop.appraisal.partners.count import Count, Dimension, by_one
from desktop.appraisal.partners.count import by_two as spend_by_two
from desktop.appraisal.results import Appraisal
from desktop.appraisal.wording import listed
from desktop.papers.content.blocks import Align, Runs, Table, TableColumn, Traces, right, table_columns
from desktop.papers.content.headings import folded
from desktop.papers.content.records import PaperRecords
from desktop.papers.content.wording import ROUNDED, floor_note
from desktop.papers.exhibits.cell_words import body, or_blank, says_something, strong_rows
from desktop.papers.exhibits.partner_tables import partner_note
from desktop.papers.exhibits.record_tables import trimmed
from desktop.results.cells import Row, Stress, adds, amounts_of
from desktop.results.partners import count as results

#: What two dimensions may be called in the line that places a table of them.
PAIRS = {f"{down} by {across}": (down, across) for down, across in permutations(Dimension, 2)}
#: The most names of a table on a page: what there is no room for stands together.
_MOST_DOWN, _MOST_ACROSS = 25, 5


def count(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """By organisation and theme; by tier where no theme is stated."""
    held = _held(appraisal)
    across = Dimension.THEME if any(line.theme for line in held.lines) else Dimension.TIER
    return _by_two(paper, held, Dimension.ORGANISATION, across)


def by_two(paper: PaperRecords, appraisal: Appraisal, pair: str) -> tuple[Table, ...]:
    """By the two dimensions that a line names, such as `Theme by Tier`; none where there are no such two."""
    named = next((dimensions for words, dimensions in PAIRS.items() if folded(words) == folded(pair)), None)
    return () if named is None else _by_two(paper, _held(appraisal), *named)


def _by_two(paper: PaperRecords, held: Count, down: Dimension, across: Dimension) -> tuple[Table, ...]:
    spend = spend_by_two(held.lines, down, across)
    rows = results.by_two(spend, _MOST_DOWN, _MOST_ACROSS)
    names = [name for name, _ in results.names(spend.across, _MOST_ACROSS)]
    keys = [str(place) for place in range(len(names))]
    if len(names) == 1 and names[0] == results.NOT_STATED:
        names, keys = [], []
    cells = body(rows, *((key, or_blank) for key in (*keys, results.TOTAL)))
    if not any(says_something(row[1:]) for row in cells):
        return ()
    caption = f"Public spend by {down.lower()}{f' and {across.lower()}' if names else ''}{_years(held, down, across)}"
    heads = table_columns(str(down), *right(*names, "In all"))
    traces = Traces("count", across=Runs.RECORDS)
    return (Table(caption, heads, cells, _notes(paper, rows), strong=strong_rows(rows), traces=traces),)


def frontline(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """What handling costs and what reaches the front line, by funding stream; by tier where no stream is stated."""
    held = _held(appraisal)
    by = Dimension.STREAM if any(line.stream for line in held.lines) else Dimension.TIER
    rows = results.by_one(by_one(held.lines, by), held.all, _MOST_DOWN)
    cells = body(rows, *((key, or_blank) for key in ("amount", "handling", "reaches", "share")))
    if not any(says_something(row[2:]) for row in cells):
        return ()
    fields = {"Amount": "amount", "Handling cost": "handling", "Reaches the front line": "frontline", "Share": "share"}
    heads = table_columns(str(by), *(TableColumn(heading, Align.RIGHT, field) for heading, field in fields.items()))
    caption = f"What reaches the front line, by {by.lower()}{_years(held, by)}"
    notes = (
        "What reaches the front line is the share that is recorded of each amount; where none is, at most what its handling cost leaves.",
    )
    return (trimmed(Table(caption, heads, cells, (*notes, *_notes(paper, rows)), strong=strong_rows(rows), traces=Traces("count"))),)


def overlaps(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """Each service that several organisations pay for in one year, with who they are and what each pays."""
    held = _held(appraisal)
    found = held.overlaps[:_MOST_DOWN]
    rows = results.overlaps(found)
    if not rows:
        return ()
    known = any(not each.total.says_nothing for each in found)
    cells = tuple(
        (row.name, or_blank(row.cells["year"]), "\n".join(results.payers(each)), or_blank(row.cells["together"]) if known else "")
        for each, row in zip(found, rows, strict=True)
    )
    more = len(held.overlaps) - _MOST_DOWN
    unknown = () if known else ("What each pays is not known.",)
    notes = (*unknown, *((f"{more:,} more are paid for by several organisations.",) if more > 0 else ()), *_notes(paper, rows))
    heads = table_columns(
        "Service",
        TableColumn("Year", field="year"),
        TableColumn("Who pays", field="payers"),
        TableColumn("Together", Align.RIGHT, "together"),
    )
    return (trimmed(Table("Who pays for the same thing", heads, cells, notes, traces=Traces("count"))),)


def _held(appraisal: Appraisal) -> Count:
    return appraisal.partnership.count if appraisal.partnership is not None else Count()


def _years(held: Count, *dimensions: Dimension) -> str:
    """The years that amounts are of, where they are not told apart: `, 2009/10`, `, 2008/09 and 2009/10 together`."""
    years = held.years
    if not years or Dimension.YEAR in dimensions:
        return ""
    return f", {years[0]}" if len(years) == 1 else f", {listed(years)} together"


def _notes(paper: PaperRecords, rows: tuple[Row, ...]) -> tuple[str, ...]:
    floors = floor_note(amount for row in rows for amount in amounts_of(row))
    summed = rows[-1] if rows and rows[-1].stress is Stress.STRONG else None
    sums_agree = summed is None or all(adds((row.cells[key] for row in rows[:-1]), total) for key, total in summed.cells.items())
    return (*floors, *(() if sums_agree else (ROUNDED,)), *partner_note(paper, "Count"))
