"""A case in which every place that an officer can mark holds words of its own, and all that a PDF holds, to look for them in."""

from __future__ import annotations

import datetime
import itertools
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2

from db.nouns import sheet_nouns
from db.nouns.case import Case
from db.nouns.choice import AssessorGroup, Criterion, Option, Score
from db.nouns.count import SpendLine
from db.nouns.grants import GrantBid
from db.nouns.money import BudgetGap, CashFlow, Phasing, Scenario
from db.nouns.noun import MARKING, SHARED_LAST, BelongsTo, Column, Kind, Noun
from db.nouns.paper_parts import WithheldPart
from db.nouns.papers import Paper
from db.nouns.records import MarkedRecord
from db.nouns.reorganisation import NewCouncil, Succession
from db.nouns.returns import RagDefinition, Return, ReturnPack
from db.store import Store
from db.writing import Unit
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.partners.returns import Rating
from desktop.appraisal.years import FinancialYear
from desktop.operations.records import records
from desktop.operations.records.cases import details, find
from desktop.operations.records.columns import Value, columns_of, own_columns, written
from desktop.operations.records.held import marked_nouns, marked_records
from desktop.operations.records.records import Edit
from tests.papers.page_contents import contents
from tests.papers.word_texts import tight_word

_TEXTS = (Kind.TEXT, Kind.LONG_TEXT, Kind.DATE_IN_WORDS)
#: What stands in for a value that is no text: as unlike the case's own as it can be.
_OTHERS: dict[Kind, Value] = {
    Kind.NUMBER: Decimal("7.77"),
    Kind.INTEGER: 77,
    Kind.PERCENT: Decimal(7),
    Kind.YES_NO: True,
    Kind.YES_NO_NOT_STATED: True,
    Kind.DATE: datetime.date(2077, 7, 7),
    Kind.YEAR: FinancialYear(2077),
}
#: A text of a set form, which cannot be any word.
_SET = {"value_function": "0:100; 7:100"}
#: A withheld return that names nobody: an organisation has one a paper, of an indicator that is no secret.
_RETURNED: dict[str, Value] = {"indicator": "NI 179", "received": None, "count": 77}


class Canaries:
    """Words that stand nowhere else: `Zq` and a number in letters. `of` says where each was put."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self.of: dict[str, str] = {}

    def word(self, where: str) -> str:
        """A new one."""
        letters = "".join("abcdefghij"[int(digit)] for digit in f"{next(self._numbers):04}")
        self.of[word := f"Zq{letters}"] = where
        return word

    def found_in(self, text: str) -> dict[str, str]:
        """Those that a text holds, even within other words, and where each was put. One pass: a file is long and they are a thousand."""
        words = set(re.findall("Zq[a-j]{4}", text))
        return {word: where for word, where in self.of.items() if word in words}


def mark_everything(store: Store, paper_title: str = "") -> Canaries:
    """Add a withheld row of every noun, every text of it a canary, and a marked passage to every open text that may be long."""
    made = Canaries()
    with store.unit_of_work("canaries") as unit:
        case = find(unit)
        paper = next(each for each in unit.all(Paper) if not paper_title or each.title == paper_title)
        _passages(unit, made)
        for noun in sheet_nouns():
            if issubclass(noun, MarkedRecord) and noun.BELONGS_TO is not BelongsTo.GROUP and noun is not WithheldPart:
                for named in (False, True):
                    _add(unit, noun, paper.id if noun.BELONGS_TO is BelongsTo.PAPER else case, made, named=named)
        _scores(unit, case, made)
    return made


def _passages(unit: Unit, made: Canaries) -> None:
    """An exempt and a confidential passage after the words of every long text, those of the case and of its papers too."""
    for noun in sheet_nouns():
        if not issubclass(noun, (MarkedRecord, Case, Paper)):
            continue
        fields = [field for field, each in noun.COLUMNS.items() if each.kind is Kind.LONG_TEXT and field not in SHARED_LAST]
        for record in unit.all(noun):
            texts = {}
            for field in fields:
                exempt, confidential = (made.word(f"a passage of {noun.TABLE}.{field}") for _ in range(2))
                said = f"{vars(record)[field]}\n\n[exempt: 3 | a contract]\n{exempt}\n[end exempt]\n\n[confidential: a court]\n"
                texts[field] = f"{said}{confidential}\n[end confidential]"
            unit.change(record, **texts)


def _add(unit: Unit, noun: type[Noun], parent: int, made: Canaries, *, named: bool) -> None:
    names = {column.key for column in own_columns(noun) if column.required and column.kind in _TEXTS}
    values: dict[str, Value] = {}
    if noun is RagDefinition:
        _define(unit, parent, made, named=named)
        return
    for column in (each for each in columns_of(noun) if each.key not in MARKING):
        public = named and column.key in names
        values[column.key] = f"Open {noun.SINGULAR}" if public else _value(column, made, noun)
    values = {key: value for key, value in values.items() if value is not None}
    marks: dict[str, Value] = {"withheld": "exempt", "exempt_paragraphs": "1, 3", "public_interest": "It would harm", "name_public": named}
    if noun is Phasing:  # a total is of a line that has no amounts
        records.add(unit, CashFlow, parent, {"line": "Known in all, too" if named else "Known in all"})
    if noun is GrantBid:  # it asks for a line of funding
        asked = {"line": "Bid for, too" if named else "Bid for", "kind": "funding", "funding_source": "grant"}
        line = records.add(unit, CashFlow, parent, asked)
        values |= {
            "owner": next(each for each in records.rows(unit, CashFlow, parent) if each.id == line).text("owner"),
            "line": asked["line"],
        }
    if noun is Scenario:  # it moves a kind of line that its owner has
        del values["kind"]
    if noun is CashFlow:  # funding does not rise by a rate of its own
        del values["inflation_percent"]
    if noun is SpendLine:  # handling is a part of the amount
        values["handling"] = Estimate.parse("£7,777")
    if noun is ReturnPack:
        values["version"] = 70 + named
    if noun is NewCouncil:  # there is one council tax by year 8
        values["harmonised_by"] = 7 + named
    if noun is Succession:  # what goes where makes a whole at the most
        values["percent"] = Decimal(20)
    years = details(unit, parent).years if noun.plain_years() in (Kind.ESTIMATE, Kind.RATING) else ()
    amounts = {year: Estimate.parse("£777,777") for year in years}
    known = {year: amount for year, amount in amounts.items() if amount is not None}
    held = records.rows(unit, noun, parent) if noun is BudgetGap else ()
    if held:  # there is one row of the whole budget, or one a fund
        records.change(unit, noun, parent, [Edit(held[0].id, key, written(value)) for key, value in marks.items()])
    else:
        ratings = dict.fromkeys(years, Rating.RED) if noun.plain_years() is Kind.RATING else {}
        records.add(unit, noun, parent, {**values, **marks}, known, {}, ratings)


def _define(unit: Unit, case: int, made: Canaries, *, named: bool) -> None:
    """A withheld definition: the first of the case, and one more. Every rating has but one."""
    held = records.rows(unit, RagDefinition, case)
    row = held[named].id if len(held) > named else records.add(unit, RagDefinition, case)
    told = "Open RAG definition" if named else made.word("rag_definitions.definition")
    marks = {"withheld": "exempt", "exempt_paragraphs": "1, 3", "public_interest": "It would harm", "name_public": "yes" if named else "no"}
    edits = {"definition": told, "source": made.word("rag_definitions.source"), **marks}
    records.change(unit, RagDefinition, case, [Edit(row, key, text) for key, text in edits.items()])


def _value(column: Column, made: Canaries, noun: type[Noun]) -> Value:
    if noun is Return and column.key in _RETURNED:
        return _RETURNED[column.key]
    if column.kind in _TEXTS and column.key not in ("participants", "letter"):
        return made.word(f"{noun.TABLE}.{column.key}")
    if column.kind is Kind.ESTIMATE:
        return Estimate.parse("£777,777")
    if column.kind is Kind.CHOICE and column.key not in ("line", "basis", "use", "shared_by", "fund"):
        return column.choices[-1]
    if column.key == "letter":
        return "Z"
    return _SET.get(column.key, _OTHERS.get(column.kind))


def _scores(unit: Unit, case: int, made: Canaries) -> None:
    """A withheld score of the first group, and scores of all that is withheld."""
    group = unit.find(AssessorGroup, case_id=case)
    if group is None:
        return
    for score in unit.all(Score)[:1]:
        unit.change(score, withheld="exempt", exempt_paragraphs="1", comment=made.word("scores.comment"))
    scored = {(score.assessor_group_id, score.option_id, score.criterion_id) for score in unit.all(Score)}
    for option, criterion in itertools.product(unit.all(Option, case_id=case), unit.all(Criterion, case_id=case)):
        if (option.withheld or criterion.withheld) and (group.id, option.id, criterion.id) not in scored:
            comment = made.word("scores.comment of what is withheld")
            seven = Score(assessor_group_id=group.id, option_id=option.id, criterion_id=criterion.id, score=Decimal(7), comment=comment)
            unit.add(seven)


def open_everything(store: Store) -> None:
    """Take every mark off the records, so that all there is prints."""
    with store.unit_of_work("open") as unit:
        for noun in marked_nouns():
            for record in marked_records(unit, noun):
                unit.change(record, withheld="", exempt_paragraphs="")


def everything_in(pdf: bytes) -> str:
    """All that a PDF holds as text: every string and every decompressed stream of every object, and the words of its pages as two
    readers find them, one of them by the fonts' own tables."""
    found: list[str] = []
    with pikepdf.open(BytesIO(pdf)) as file:
        for held in file.objects:
            found += _strings(held)
            if isinstance(held, pikepdf.Stream):
                found.append(held.read_bytes().decode("latin-1"))
        found += _strings(file.trailer)
        found += [str(name) for name in file.attachments]
        for page in file.pages:
            fonts = {str(name): _codes(font) for name, font in page.resources.get("/Font", {}).items()}
            shown, _ = contents(page)
            found += ["".join(fonts.get(run.font, {}).get(code, "") for code in run.codes) for run in shown]
    document = pypdfium2.PdfDocument(pdf)
    found += [page.get_textpage().get_text_range() for page in document]
    document.close()
    return "\n".join(found)


def everything_in_word(contents: bytes) -> str:
    """All that a Word document holds: the name and the bytes of every part, and its words as they are read, whatever runs they stand in."""
    with zipfile.ZipFile(BytesIO(contents)) as package:
        found = [f"{name}\n{package.comment!r}{package.read(name).decode('utf-8', 'replace')}" for name in package.namelist()]
    return "\n".join([*found, tight_word(contents)])


def everything_in_html(page: bytes) -> str:
    """All that a page of HTML holds: its bytes, and its words without the elements between them."""
    text = page.decode()
    return f"{text}\n{re.sub('<[^>]*>', '', text)}"


def _strings(held: Any) -> Iterator[str]:
    if isinstance(held, pikepdf.String):
        yield str(held)
        yield bytes(held).decode("utf-16-be", "ignore")
    elif isinstance(held, pikepdf.Dictionary | pikepdf.Stream):
        for name in list(held):  # a stream is one too
            yield str(name)
            if name not in ("/Parent", "/P"):
                kid = held[str(name)]
                if not (hasattr(kid, "is_indirect") and kid.is_indirect):
                    yield from _strings(kid)
    elif isinstance(held, pikepdf.Array):
        for kid in held:
            if not (hasattr(kid, "is_indirect") and kid.is_indirect):
                yield from _strings(kid)
    elif isinstance(held, pikepdf.Name):
        yield str(held)


def _codes(font: Any) -> dict[int, str]:
    """What each code of a font stands for, by its ToUnicode table."""
    table = font.get("/ToUnicode")
    if table is None:
        return {}
    text = table.read_bytes().decode("latin-1")
    found: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.DOTALL):
        for code, letters in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            found[int(code, 16)] = bytes.fromhex(letters).decode("utf-16-be", "ignore")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.DOTALL):
        for first, _, letters in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*\[(.*?)\]", block, re.DOTALL):
            for number, each in enumerate(re.findall(r"<([0-9A-Fa-f]+)>", letters)):
                found[int(first, 16) + number] = bytes.fromhex(each).decode("utf-16-be", "ignore")
    return found
