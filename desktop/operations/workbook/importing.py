"""Importing a case workbook: everything is checked first, then all of it is written or nothing."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from db.nouns import sheet_nouns
from db.nouns.case import Case
from db.nouns.choice import Judgement, Score, Weight
from db.nouns.money import Reference
from db.nouns.noun import BelongsTo, Kind, Noun
from db.nouns.papers import Paper
from db.nouns.register import CaseService, CostLine, Organisation, Service
from db.nouns.values import NO_YEARS, Amount
from db.reading import Reader
from db.store import Store
from db.writing import Unit
from desktop.appraisal.case import NOT_APPLICABLE
from desktop.errors import KnownTrouble, SeveralTroubles
from desktop.operations.appraising.appraisals import appraise_case
from desktop.operations.choice.scores import read_score
from desktop.operations.choice.weighing import read_ratio
from desktop.operations.records import amounts, cases, records
from desktop.operations.records.columns import Value, own_columns
from desktop.operations.records.names import compared
from desktop.operations.records.pasting import add_many, are_plain
from desktop.operations.records.records import Edit, YearlyCell, adapter_of
from desktop.operations.records.references import reference_of
from desktop.operations.store.files import known_trouble
from desktop.operations.workbook.cells import Sheet, read_spreadsheet
from desktop.operations.workbook.checking import ReadBook, ReadRow, read_book
from desktop.operations.workbook.doubles import AskedFirst, doubles, headless, left_out
from desktop.operations.workbook.heading_asks import without_unit
from desktop.operations.workbook.joining import check_joins
from desktop.operations.workbook.package import is_open_in_excel
from desktop.operations.workbook.report import Report

#: What is said of a sheet that has no column of a name that it must have.
_LACKS_COLUMN = re.compile(r"(?P<sheet>.+?), row 1(?:, column \w+)?: .*(?:there is no column headed|this sheet, which has no) ")


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What was taken: the case, how many rows of each sheet, what was left out as it was asked, and what is to be known of the rest."""

    title: str
    case: int
    rows: Mapping[str, int]
    notes: tuple[str, ...]
    left_out: tuple[str, ...] = ()

    def told(self, name: str) -> Report:
        """The report of the workbook `name`, as every import has one."""
        return Report(f"{name}: took ‘{self.title}’.", self.rows, left_out=self.left_out, notes=self.notes)


def import_workbook(
    store: Store,
    path: Path,
    *,
    replace: bool = False,
    keep: Collection[str] = (),
    leave_out: Collection[str] = (),
    step: Callable[[float], object] = lambda share: None,
) -> ImportReport:
    """Import an .xlsx case. Raises KnownTrouble, or SeveralTroubles by sheet, row and column; nothing is then written.

    `keep` are rows that may count money twice and do not, such as `Flows 14`; `leave_out` rows, columns and sheets that are not read.
    `step` is told how much is written, 0 to 1, and what it raises stops the import.
    """
    sheets = read_spreadsheet(path)
    if not any(compared(sheet.name) == compared(Case.SHEET) for sheet in sheets):
        raise KnownTrouble(
            f"{path.name} is no case workbook, as it has no sheet Case. Bring its tables into a case with File, Bring in a sheet, or "
            f"see what they look like with appraisal-desk match {path.name}."
        )
    report = import_sheets(store, sheets, replace=replace, keep=keep, leave_out=leave_out, step=step)
    if is_open_in_excel(path):
        open_note = f"{path.name} is open in Excel: what was not saved there was not taken."
        return dataclasses.replace(report, notes=(open_note, *report.notes))
    return report


def import_sheets(
    store: Store,
    sheets: tuple[Sheet, ...],
    *,
    replace: bool = False,
    keep: Collection[str] = (),
    leave_out: Collection[str] = (),
    step: Callable[[float], object] = lambda share: None,
    also: Callable[[Unit, int], None] | None = None,
) -> ImportReport:
    """Import a case from sheets already read; as `import_workbook`. `also` writes more of the case in the same step.

    Raises AskedFirst where all that is asked is what to leave out: what we do not know, and rows that may count money twice.
    """
    book = read_book(left_out(sheets, leave_out) if leave_out else sheets)
    reader = store.reader()
    check_joins(book, tuple(reader.column(Organisation, "name")), reference_of(reader))
    _check_against_store(reader, book, replace)
    doubled = doubles(book, keep)
    if book.problems:
        raise SeveralTroubles([*_in_other_words(sheets, book), *book.problems, *headless(book.unknown, doubled)])
    if book.unknown or doubled:
        raise AskedFirst(book.unknown, doubled)
    title = book.of(Case)[0].text("title")
    many = sum(1 + len(row.amounts) for read in book.rows.values() for row in read)
    with known_trouble(), store.unit_of_work(f"import of {title}", seen=lambda seen: step(min(seen / many, 1))) as unit:
        case = _write(unit, book, replace)
        if also is not None:
            also(unit, case)
        appraise_case(unit, case)
    rows = {noun.SHEET: len(book.of(noun)) for noun in sheet_nouns() if book.of(noun)}
    return ImportReport(title, case, rows, tuple(book.notes), tuple(leave_out))


def _in_other_words(sheets: Iterable[Sheet], book: ReadBook) -> Iterator[str]:
    """The way in for sheets whose headings are not ours, said once and first: they can be matched rather than mended."""
    lacking = Counter(compared(found["sheet"]) for problem in book.problems if (found := _LACKS_COLUMN.match(problem)))
    for sheet in sheets:
        if lacking[compared(without_unit(sheet.name)[0])] > 1:  # one is a slip
            yield (
                f"{sheet.name} is headed in other words than a case workbook. See what its columns could be with appraisal-desk match, "
                f"import the rest with --leave-out '{sheet.name}' and bring it in with File, Bring in a sheet; or correct the headings."
            )


def _check_against_store(reader: Reader, book: ReadBook, replace: bool) -> None:
    """A title that is there already, and register facts that differ from what the store holds, unless the workbook is to win."""
    if replace:
        return
    for row in book.of(Case):
        title = row.text("title")
        if title and cases.titled(reader, title) is not None:
            book.problems.append(
                row.problem(
                    "title", f"there is a case named ‘{title}’ in the file already. Change the title, or use --replace to take its place."
                )
            )
    for noun in (Organisation, Service):
        for row in book.of(noun):
            stored = _recorded(reader, noun, row)
            for column in own_columns(noun):
                given, known = row.values.get(column.key), stored.get(column.key)
                if given not in (None, "") and known not in (None, "", False) and given != known:
                    book.problems.append(
                        row.problem(
                            column.key,
                            f"the file already has {known} for {row.text('name')}, and the workbook has {given}. "
                            "Make them agree, or use --replace to take the workbook's.",
                        )
                    )

    for row in book.of(Reference):
        recorded = reader.find(Reference, series=row.text("series"), vintage=row.text("vintage"), key=row.text("key"))
        if recorded is not None and recorded.value != row.text("value"):
            book.problems.append(
                row.problem(
                    "value",
                    f"the file already has {recorded.value} of {recorded.vintage}, and the workbook has {row.text('value')}. "
                    "Make them agree, or use --replace to take the workbook's.",
                )
            )
    for row in book.of(CostLine):
        costs = _recorded_costs(reader, row)
        for year, estimate in row.amounts.items():
            amount = amounts.estimate_of(costs.get(year.start))
            if amount is not None and amount != estimate:
                book.problems.append(
                    row.problem(
                        str(year),
                        f"the file already has {amount} for {row.text('service')}, and the workbook has {estimate}. "
                        "Make them agree, or use --replace to take the workbook's.",
                    )
                )


def _recorded(reader: Reader, noun: type[Noun], row: ReadRow) -> Mapping[str, object]:
    """What the register knows of an organisation or a service, by the fields of the record; nothing where it is new."""
    record: Organisation | Service | None
    if noun is Organisation:
        record = reader.find(Organisation, name=row.text("name"))
    else:
        record = _service(reader, row.text("organisation"), row.text("name"))
    return {} if record is None else vars(record)


def _recorded_costs(reader: Reader, row: ReadRow) -> Mapping[int, Amount]:
    """What the register knows of a row of costs, by the calendar years that financial years start in."""
    service = _service(reader, row.text("organisation"), row.text("service"))
    line = None if service is None else reader.find(CostLine, service_id=service.id, category=row.text("category"))
    return NO_YEARS if line is None else line.amounts


def _service(reader: Reader, organisation: str, name: str) -> Service | None:
    record = reader.find(Organisation, name=organisation)
    return None if record is None else reader.find(Service, organisation_id=record.id, name=name)


def _delete_own_costs(unit: Unit, case: int) -> None:
    """Delete the costs of services that no other case looks at, so that what the workbook leaves out is gone with the old case."""
    services = unit.all(CaseService)
    elsewhere = {each.service_id for each in services if each.case_id != case}
    unit.remove_all(CostLine, service_id={each.service_id for each in services if each.case_id == case} - elsewhere)


def _write(unit: Unit, book: ReadBook, replace: bool) -> int:
    details = book.of(Case)[0]
    if replace:
        old = cases.titled(unit, details.text("title"))
        if old is not None:
            _delete_own_costs(unit, old)
            cases.delete(unit, old)
    for row in book.of(Reference):  # before the case, which names editions of them
        records.add(unit, Reference, 0, row.values)
    case = cases.add(unit, details.values)
    papers: dict[str, int] = {}
    for noun in sheet_nouns():
        if noun in (Case, Reference) or noun.BELONGS_TO is BelongsTo.GROUP:
            continue
        if are_plain(noun):
            rows = [(row.values, [YearlyCell(Kind.ESTIMATE, *each) for each in row.amounts.items()]) for row in book.of(noun)]
            add_many(unit, noun, case, rows, checked=True)
            continue
        for row in book.of(noun):
            parent = papers[row.text("paper")] if noun.BELONGS_TO is BelongsTo.PAPER else case
            added = records.add(unit, noun, parent, _known_values(noun, row), row.amounts, row.percents, row.ratings)
            if noun is Paper:
                papers[row.text("title")] = added
        if noun is Paper:
            _share_bodies(unit, case, book, papers)
    _add_what_groups_said(unit, book, case)
    return case


def _share_bodies(unit: Unit, case: int, book: ReadBook, papers: Mapping[str, int]) -> None:
    """Say in which paper the body of each is written, once every paper is there."""
    for row in book.of(Paper):
        if body := row.text("body_paper"):
            records.change(unit, Paper, case, [Edit(papers[row.text("title")], "body_paper", body)])


def _known_values(noun: type[Noun], row: ReadRow) -> dict[str, Value]:
    """What the workbook says; a blank never overwrites what the register knows, and a paper may name one that is not there yet."""
    if noun in (Organisation, Service):
        return {key: value for key, value in row.values.items() if value is not None}
    if noun is Paper:
        return {key: value for key, value in row.values.items() if key != "body_paper"}
    return dict(row.values)


def _add_what_groups_said(unit: Unit, book: ReadBook, case: int) -> None:
    """Add weights, judgements and scores: 1/3 is 3 the other way round, and a score may be not applicable."""
    weights, judgements, scores = (adapter_of(noun, unit, case) for noun in (Weight, Judgement, Score))
    unit.add_all([weights.new(unit, row.values, {}) for row in book.of(Weight)])
    ratios = [(row, ratio) for row in book.of(Judgement) if (ratio := read_ratio(row.text("ratio"))) is not None]
    unit.add_all([judgements.new(unit, _judgement(row, *ratio), {}) for row, ratio in ratios])
    unit.add_all([scores.new(unit, *_score(row)) for row in book.of(Score)])


def _judgement(row: ReadRow, ratio: Decimal, turned: bool) -> Mapping[str, Value]:
    first, second = ("over", "criterion") if turned else ("criterion", "over")
    return row.values | {"ratio": ratio, "criterion": row.values[first], "over": row.values[second]}


def _score(row: ReadRow) -> tuple[Mapping[str, Value], Mapping[str, bool]]:
    """The values of a score by their columns, and whether it is not applicable."""
    score = read_score(row.text("score"))
    return row.values | {"score": score if isinstance(score, Decimal) else None}, {"not_applicable": score is NOT_APPLICABLE}
