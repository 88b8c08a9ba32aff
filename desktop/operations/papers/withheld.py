"""What one paper withholds, in words that may be published, and what is still wrong with how it is marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from db.nouns import noun_of
from db.nouns.case import Case
from db.nouns.noun import BelongsTo, Kind, Noun
from db.nouns.paper_parts import Appendix, Implication, PaperSection, WithheldPart
from db.nouns.papers import Paper
from db.nouns.records import Linked, MarkedRecord, PaperPart
from db.reading import Reader
from desktop.operations.papers.publishing import names_of, usual_heading
from desktop.operations.records.bodies import BODY, lead_of, printed_parts
from desktop.operations.records.held import touched_records
from desktop.operations.records.marks import marks_of
from desktop.papers.content.marked_text import has_marks, public_text, read_marks
from desktop.papers.content.wording import capital
from desktop.papers.law.withholding import OPEN, Marks, WithheldRecord

#: The nouns without figures of their own whose withheld rows take some with them: those that hang on them, or stand in their words.
_TAKE_FIGURES = frozenset(("options", "projects", "profile_measures", "resource_scores", "grant_bids", "evidence", "withheld_parts"))
#: What a noun's rows are called in a paper, where its own name would not be understood there; one and several.
_CALLED = {
    "cash_flows": ("line of costs or savings", "lines of costs or savings"),
    "cost_lines": ("cost of a service", "costs of services"),
    "checklist_answers": ("answer on the Section 151 checks", "answers on the Section 151 checks"),
}
_KINDS_IN_WORDS = {"table": "Table", "chart": "Chart"}


def withheld_records(reader: Reader, case: int, paper: int | None) -> tuple[WithheldRecord, ...]:
    """Everything that is marked in what a paper draws on: parts of the paper first, then the case's records, alike ones together."""
    withheld: list[WithheldRecord] = []
    unnamed: Counter[tuple[str, Marks]] = Counter()
    for record in sorted(
        _drawn_on(reader, case, paper), key=lambda each: (not isinstance(each, Paper), each.BELONGS_TO is not BelongsTo.PAPER)
    ):
        marks = _marks(record)
        if not marks.withheld:
            withheld += _passages(record)
        elif isinstance(record, WithheldPart):
            kind, _, name = record.part.partition(": ")
            withheld.append(WithheldRecord(f"{_KINDS_IN_WORDS[kind]}: {name}", marks, figures=True))
        elif (marks.name_public or _is_usual(reader, record)) and (name := _name(record)):
            withheld.append(WithheldRecord(f"{capital(record.SINGULAR)}: {name}", marks, _takes_figures(type(record))))
        else:
            unnamed[record.TABLE, marks] += 1
    for (table, marks), count in unnamed.items():
        noun = noun_of(table)
        one, several = _CALLED.get(table, (noun.SINGULAR, noun.PLURAL))
        withheld.append(WithheldRecord(f"{count} {one if count == 1 else several}", marks, _takes_figures(noun)))
    return tuple(dict.fromkeys(withheld))


def _takes_figures(noun: type[Noun]) -> bool:
    """Whether amounts, scores or shares go with a withheld record of a noun."""
    kinds = (each.kind for each in noun.COLUMNS.values() if each.heading)
    return noun.TABLE in _TAKE_FIGURES or bool(noun.YEARLY) or any(kind in (Kind.ESTIMATE, Kind.NUMBER, Kind.PERCENT) for kind in kinds)


def _is_usual(reader: Reader, record: Linked) -> bool:
    return isinstance(record, PaperSection | Implication) and bool(usual_heading(reader, record))


def _marks(record: Linked) -> Marks:
    return marks_of(record) if isinstance(record, MarkedRecord) else OPEN


def _drawn_on(reader: Reader, case: int, paper: int | None) -> list[Linked]:
    """The records that are withheld, or have a mark in their words, of all that a paper draws on; those of a shared body as it has them."""
    touched = [record for record in touched_records(reader) if is_drawn_on(record, case, paper)]
    if paper is None or lead_of(reader, paper) is None:
        return touched
    shared = [part for noun in BODY for part in printed_parts(reader, noun, paper) if part.withheld or _is_marked_within(part)]
    return [*(record for record in touched if not isinstance(record, BODY)), *shared]


def _is_marked_within(part: PaperPart) -> bool:
    return any(has_marks(vars(part)[field]) for field in texts_of(type(part)))


def is_drawn_on(record: Linked, case: int, paper: int | None) -> bool:
    """Whether a paper draws on a record: its own parts, its case's records, and the register that every case reads."""
    if isinstance(record, Paper):
        return record.id == paper
    if isinstance(record, Case):
        return record.id == case
    values = vars(record)
    return bool(values.get("paper_id", paper) == paper and values.get("case_id", case) == case)


def _passages(record: Linked) -> Iterator[WithheldRecord]:
    for field in texts_of(type(record)):
        for passage in read_marks(vars(record)[field]).withheld:
            yield WithheldRecord(f"Part of {_where(record)}", passage.marks)


def texts_of(noun: type[Noun]) -> Iterator[str]:
    """The fields of a noun that hold words."""
    for column in noun.sheet_columns():
        if column.type == "str" and column.kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.DATE_IN_WORDS):
            yield column.field


def _where(record: Linked) -> str:
    if isinstance(record, Paper | Case):
        return f"the {record.SINGULAR}’s details"
    name = _name(record)
    return f"the {record.SINGULAR} ‘{name}’" if name else f"a {record.SINGULAR}"


def _name(record: Linked) -> str:
    """What a record is called, without what of its name is marked."""
    names = [str(vars(record)[field]) for field in names_of(type(record))]
    if isinstance(record, Appendix):
        names.insert(0, record.letter)
    public_name = ", ".join(public_text(name) for name in names)
    line = " ".join(public_name.split())
    return line if len(line) <= 80 else f"{line[:79].rsplit(' ', 1)[0]}…"


def marking_troubles(reader: Reader, case: int, paper: int | None) -> Iterator[tuple[str, Linked, str]]:
    """What is wrong with how records are marked: a sentence, the record, and its field that mends it.

    The sentences may name what is withheld: they are for the screen, not for the paper. What of it stands in open words is `leaks`.
    """
    for record in _drawn_on(reader, case, paper):
        named = capital(where_on_screen(record))
        marks = _marks(record)
        if marks.withheld:
            yield from ((f"{named} {lacking}", record, field) for lacking, field in lacks(marks))
            continue
        for field in texts_of(type(record)):
            yield from ((f"{named}: {trouble}", record, field) for trouble in read_marks(vars(record)[field]).troubles)


def lacks(marks: Marks) -> Iterator[tuple[str, str]]:
    """What the marks of something withheld do not say yet, each with the field that says it."""
    if marks.withheld == "exempt" and not marks.paragraphs:
        yield "is exempt under no paragraph of Schedule 12A yet", "exempt_paragraphs"
    if not marks.reason.strip():
        why = "why the public interest is against publishing it" if marks.withheld == "exempt" else "who forbids its disclosure"
        yield f"is withheld without saying {why}", "public_interest"


def where_on_screen(record: Linked) -> str:
    """Where a record stands, as an officer knows it."""
    if isinstance(record, Paper | Case):
        return f"the {record.SINGULAR}’s details"
    if isinstance(record, WithheldPart):
        return f"the {record.part}"
    name = " ".join(" ".join(str(vars(record)[field]) for field in names_of(type(record))).split())
    return f"the {record.SINGULAR} ‘{name[:60]}’" if name else f"a {record.SINGULAR}"


def places_withheld(reader: Reader, paper: int | None) -> dict[str, Marks]:
    """The tables and charts of a paper that are withheld, by the line that places each."""
    return {f"[{part.part}]": marks_of(part) for part in reader.all(WithheldPart, paper_id=paper) if part.withheld}
