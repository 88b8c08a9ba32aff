"""What one paper withholds, in words that may be published, and what is still wrong with how it is marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from db.case import Case
from db.nouns.noun import BelongsTo
from db.paper import Paper
from db.reading import Reader
from desktop.operations.papers.publishing import marked_nouns, names_of, touched_rows
from desktop.operations.records import nouns
from desktop.operations.records.adapters import TABLES
from desktop.operations.records.columns import ColumnKind
from desktop.operations.records.marks import marks_of
from desktop.operations.records.noun import Noun
from desktop.operations.records.records import records_under
from desktop.papers.content.marked_text import public_text, read_marks
from desktop.papers.law.withholding import OPEN, Marks, WithheldRecord

#: The nouns whose withheld rows take figures with them.
_FIGURES = frozenset(
    noun.table
    for noun in (
        nouns.FLOWS, nouns.COSTS, nouns.SERVICES, nouns.OPTIONS, nouns.PROJECTS, nouns.SCORES, nouns.ASSESSORS, nouns.CRITERIA,
        nouns.FUNDING, nouns.GAPS, nouns.TARGETS, nouns.LEAVERS, nouns.SHARES, nouns.PARTNERS, nouns.ORGANISATIONS, nouns.EVIDENCE,
        nouns.WITHHELD_PARTS, nouns.RETURNS, nouns.RESOURCE_SCORES, nouns.FACTORS, nouns.PROFILES, nouns.SHARING, nouns.POOL,
    )
)  # fmt: skip
#: What a noun's rows are called in a paper, where its own name would not be understood there; one and several.
_CALLED = {
    "cash_flows": ("line of costs or savings", "lines of costs or savings"),
    "cost_lines": ("cost of a service", "costs of services"),
    "checklist_answers": ("answer on the Section 151 checks", "answers on the Section 151 checks"),
}
#: A name shorter than this stands in too many words to be looked for.
_SHORTEST_SECRET = 4
_KINDS_IN_WORDS = {"table": "Table", "chart": "Chart"}


def records_of_noun(reader: Reader, noun: Noun, case: int, paper: int | None) -> list[Any]:
    """The table's rows of a noun that this paper draws on."""
    if noun.belongs_to is BelongsTo.PAPER:
        return records_under(reader, noun, paper) if paper is not None else []
    return records_under(reader, noun, case)


def withheld_records(reader: Reader, case: int, paper: int | None) -> tuple[WithheldRecord, ...]:
    """Everything that is marked in what a paper draws on: parts of the paper first, then the case's records, alike ones together."""
    records: list[WithheldRecord] = []
    unnamed: Counter[tuple[str, Marks]] = Counter()
    rows = [(noun, record) for noun, record in touched_rows(reader) if _is_drawn_on(record, case, paper)]
    for noun, record in sorted(rows, key=lambda row: (row[0] is not nouns.PAPERS, row[0].belongs_to is not BelongsTo.PAPER)):
        marks = marks_of(record) if noun.marking else OPEN
        if marks.withheld and noun is nouns.WITHHELD_PARTS:
            kind, _, name = record.part.partition(": ")
            records.append(WithheldRecord(f"{_KINDS_IN_WORDS[kind]}: {name}", marks, figures=True))
        elif marks.withheld and marks.name_public and (name := _name(noun, record)):
            records.append(WithheldRecord(f"{_capital(noun.singular)}: {name}", marks, noun.table in _FIGURES))
        elif marks.withheld:
            unnamed[noun.table, marks] += 1
        else:
            records += _passages(noun, record, _where(noun, record))
    for (table, marks), count in unnamed.items():
        noun = next(each for each in nouns.SHEETS if each.table == table)
        one, several = _CALLED.get(table, (noun.singular, noun.plural))
        records.append(WithheldRecord(f"{count} {one if count == 1 else several}", marks, table in _FIGURES))
    return tuple(dict.fromkeys(records))


def _is_drawn_on(record: Any, case: int, paper: int | None) -> bool:
    """Whether a paper draws on a row: its own parts, its case's records, and the register that every case reads."""
    if isinstance(record, Paper | Case):
        return bool(record.id == (paper if isinstance(record, Paper) else case))
    owners = record.model_dump(include={"paper_id", "case_id"})
    return bool(owners.get("paper_id", paper) == paper and owners.get("case_id", case) == case)


def _passages(noun: Noun, record: Any, where: str) -> Iterator[WithheldRecord]:
    for key in _texts(noun):
        for passage in read_marks(getattr(record, key)).withheld:
            yield WithheldRecord(f"Part of {where}", passage.marks)


def _texts(noun: Noun) -> Iterator[str]:
    fields = TABLES[noun.table].model_fields
    for column in noun.all_columns:
        in_words = column.kind in (ColumnKind.TEXT, ColumnKind.LONG_TEXT, ColumnKind.DATE_IN_WORDS)
        if in_words and column.key in fields and fields[column.key].annotation is str:
            yield column.key


def _where(noun: Noun, record: Any) -> str:
    if noun in (nouns.PAPERS, nouns.CASE):
        return f"the {noun.singular}’s details"
    name = _name(noun, record)
    return f"the {noun.singular} ‘{name}’" if name else f"a {noun.singular}"


def _name(noun: Noun, record: Any) -> str:
    """What a row is called, without what of its name is marked."""
    names = [str(getattr(record, key)) for key in names_of(noun)]
    if noun is nouns.APPENDICES:
        names.insert(0, record.letter)
    public_name = ", ".join(public_text(name) for name in names)
    line = " ".join(public_name.split())
    return line if len(line) <= 80 else f"{line[:79].rsplit(' ', 1)[0]}…"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def marking_troubles(reader: Reader, case: int, paper: int | None) -> Iterator[tuple[str, Noun, int, str]]:
    """What is wrong with how records are marked: a sentence, the noun, the row's id and the column that mends it.

    The sentences may name what is withheld: they are for the screen, not for the paper.
    """
    secrets: list[tuple[str, Noun]] = []
    for noun, record in touched_rows(reader):
        if not _is_drawn_on(record, case, paper):
            continue
        named = _where_on_screen(noun, record)
        marks = marks_of(record) if noun.marking else OPEN
        if marks.withheld:
            yield from ((f"{_capital(named)} {lacking}", noun, record.id, key) for lacking, key in _lacks(marks))
            secrets += [(str(getattr(record, key)), noun) for key in names_of(noun) if not marks.name_public]
            continue
        for key in _texts(noun):
            yield from ((f"{_capital(named)}: {trouble}", noun, record.id, key) for trouble in read_marks(getattr(record, key)).troubles)
    secrets = [(secret, of) for secret, of in secrets if len(secret) >= _SHORTEST_SECRET]
    if secrets:
        yield from _named_in_the_open(reader, case, paper, secrets)


def _named_in_the_open(
    reader: Reader, case: int, paper: int | None, secrets: list[tuple[str, Noun]]
) -> Iterator[tuple[str, Noun, int, str]]:
    """The names of what is withheld that stand in words which are not."""
    every = [(noun, record) for noun in marked_nouns() for record in records_of_noun(reader, noun, case, paper)]
    if paper is not None:
        every.insert(0, (nouns.PAPERS, reader.session.get_one(Paper, paper)))
    texts = [
        (noun, record, key, public_text(getattr(record, key)).casefold())
        for noun, record in every
        if not (noun.marking and record.withheld)
        for key in _texts(noun)
    ]
    for secret, of in dict.fromkeys(secrets):
        for noun, record, key, text in texts:
            if secret.casefold() in text:
                sentence = f"‘{secret}’ is the name of a withheld {of.singular}, and stands in {_where_on_screen(noun, record)}"
                yield sentence, noun, record.id, key


def _lacks(marks: Marks) -> Iterator[tuple[str, str]]:
    if marks.withheld == "exempt" and not marks.paragraphs:
        yield "is exempt under no paragraph of Schedule 12A yet", "exempt_paragraphs"
    if not marks.reason.strip():
        why = "why the public interest is against publishing it" if marks.withheld == "exempt" else "who forbids its disclosure"
        yield f"is withheld without saying {why}", "public_interest"


def _where_on_screen(noun: Noun, record: Any) -> str:
    if noun in (nouns.PAPERS, nouns.CASE):
        return f"the {noun.singular}’s details"
    if noun is nouns.WITHHELD_PARTS:
        return f"the {record.part}"
    name = " ".join(" ".join(str(getattr(record, key)) for key in names_of(noun)).split())
    return f"the {noun.singular} ‘{name[:60]}’" if name else f"a {noun.singular}"


def places_withheld(reader: Reader, paper: int | None) -> dict[str, Marks]:
    """The tables and charts of a paper that are withheld, by the line that places each."""
    if paper is None:
        return {}
    return {f"[{record.part}]": marks_of(record) for record in records_under(reader, nouns.WITHHELD_PARTS, paper) if record.withheld}
