"""What a foreign workbook looks like, in words and as JSON, without a case to bring it into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from desktop.appraisal.wording import counted, listed
from desktop.operations.matching.asks import LEAVE_OUT, Ask, CaseNames, Match
from desktop.operations.matching.filling import Held
from desktop.operations.matching.headings import is_case
from desktop.operations.matching.matching import match
from desktop.operations.matching.report import notes_of, report_of
from desktop.operations.matching.tables import Table, tables_of
from desktop.operations.matching.taking import filling
from desktop.operations.workbook.cells import column_letter
from desktop.operations.workbook.report import Report, report_text
from desktop.operations.workbook.separated_values import read_sheets

#: A table, and what it is taken for; nothing where it is like nothing that a case holds.
Matched = tuple[Table, Match | None]


def read_matches(path: Path) -> tuple[Matched, ...]:
    """Every table of a workbook with what it looks like. Raises KnownTrouble for what is no workbook."""
    return tuple((table, match(table, _NO_CASE)) for sheet in read_sheets(path) for table in tables_of(sheet))


def matches_text(name: str, matches: Sequence[Matched]) -> str:
    """The same in words, a paragraph a table."""
    if not matches:
        return f"{name} holds no table that could be brought in."
    return "\n\n".join("\n".join(_lines(table, found)) for table, found in matches)


def _lines(table: Table, found: Match | None) -> list[str]:
    count = f"{len(table.rows):,} row{'' if len(table.rows) == 1 else 's'}"
    if is_case(table):
        return [f"{table.place}: {count}, the fields of a case, which appraisal-desk import takes. Bring in a sheet leaves them."]
    if found is None:
        return [
            f"{table.place}: {count}, like nothing that a case holds. The headings are {listed([each for each in table.headings if each])}."
        ]
    what = next(choice.words for choice in found.asks[0].choices if choice.value == found.asks[0].answer)
    lines = [f"{table.place}: {count}, taken for {what[:1].lower()}{what[1:]}."]
    lines += [f"  {_of_column(table, ask)}" for ask in found.asks if ask.key.startswith("column ")]
    lines += [f"  {ask.words}: {_answered(ask)}" for ask in found.asks[1:] if not ask.key.startswith("column ")]
    report = _report(table, found)
    return [*lines, "", report_text(report, "Would be taken").removesuffix("\n")]


def _report(table: Table, found: Match) -> Report:
    """What would come of it in a case that holds nothing yet; with a question open, no more than what is to be known of it."""
    if not found.unanswered:
        return report_of(table.sheet, table, filling(found, Held(_NO_CASE)))
    words = f"Answer {counted(len(found.unanswered), 'question')} to see what it would bring: File, Bring in a sheet asks them."
    return Report(f"{table.sheet}: {words}", notes=notes_of(table))


def _of_column(table: Table, ask: Ask) -> str:
    letter = column_letter(table.left + int(ask.key.removeprefix("column ")))
    return f"column {letter} {ask.words}: {_answered(ask)}"


def _answered(ask: Ask) -> str:
    """What a question is answered by, or what it could be."""
    words = next((choice.words for choice in ask.choices if choice.value == ask.answer), ask.answer)
    if words:
        return words[:1].lower() + words[1:] if ask.answer == LEAVE_OUT else words
    ways = [choice.words for choice in ask.choices if choice.value != LEAVE_OUT]
    return f"asked: {' or '.join(ways)}" if ways else "asked"


def matches_json(matches: Sequence[Matched]) -> list[Mapping[str, object]]:
    """The same as plain data: by table the sheet, the row of its headings, and each question with its answer or its choices."""
    return [
        {
            "sheet": table.sheet,
            "heading_row": table.heading_row,
            "headings": list(table.headings),
            "rows": len(table.rows),
            "unit": None if table.unit is None else table.unit.words,
            "shape": None if found is None else str(found.shape),
            "noun": None if found is None else found.noun.SHEET,
            "years": {} if found is None else {column_letter(table.left + n): str(year) for n, year in found.years.items()},
            "columns": {} if found is None else {column_letter(table.left + n): key for n, key in found.columns.items()},
            "total_rows": [] if found is None else sorted(found.set_aside),
            "asked": [] if found is None else [_json(ask) for ask in found.unanswered],
            **({} if found is None else _report_json(_report(table, found))),
        }
        for table, found in matches
    ]


def _report_json(report: Report) -> Mapping[str, object]:
    return {
        "would_be_taken": dict(report.taken), "in_the_way": list(report.problems), "left_out": list(report.left_out),
        "to_note": list(report.notes),
    }  # fmt: skip


def _json(ask: Ask) -> Mapping[str, object]:
    return {"key": ask.key, "words": ask.words, "choices": [choice.words for choice in ask.choices if choice.value != LEAVE_OUT]}


_NO_CASE = CaseNames(None, (), {})
