"""Reading one return against what was asked and what is held: every problem by its cell, and what would change, side by side."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from db.nouns.money import Target
from db.nouns.noun import Column
from db.nouns.register import Organisation
from db.nouns.returns import Return, ReturnPack
from db.reading import Reader
from desktop.appraisal.estimate import Estimate, Kind
from desktop.appraisal.years import FinancialYear
from desktop.errors import Cancelled, KnownTrouble
from desktop.operations.partners.packs import Held, answer_keys, held_value
from desktop.operations.partners.questions import (
    ASKED_ROW,
    BY_KEY,
    BY_SHEET,
    CASE_ROW,
    FILLED_ROW,
    FIRST_ROW,
    HEADING_ROW,
    IDENTITY,
    PARTNER_ROW,
    START,
    VERSION_ROW,
    Question,
    read_years,
)
from desktop.operations.records import records
from desktop.operations.records.cases import details
from desktop.operations.records.columns import RawCell, Value, clean, column_of, read, written
from desktop.operations.records.names import compared
from desktop.operations.records.participants import names_in
from desktop.operations.workbook.cells import Sheet, column_letter, read_spreadsheet
from desktop.operations.workbook.checking import plain_heading

BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Line:
    """One answer that differs from what is held. `place` is its cell; `takes` whether it is taken unless the officer says otherwise."""

    question: str
    place: str
    names: tuple[str, ...]
    key: str
    held: Value
    returned: Value
    takes: bool = True

    @property
    def what(self) -> str:
        """Which answer: `NI 179, 2010/11`."""
        if not self.key:
            return ", ".join(self.names)
        heading = self.key if self.key[:1].isdigit() else column_of(BY_KEY[self.question].noun, self.key).heading
        return ", ".join((*self.names, heading))

    @property
    def held_words(self) -> str:
        """What is held, in words."""
        return written(self.held) or BLANK

    @property
    def returned_words(self) -> str:
        """What was returned, in words; an empty answer is blank."""
        return "added" if not self.key else written(self.returned) or BLANK

    @property
    def difference(self) -> str:
        """How the two differ: by how much where both are exact amounts."""
        if self.held is None or not self.key:
            return "new"
        if self.returned is None:
            return "cleared"
        if isinstance(self.held, Estimate) and isinstance(self.returned, Estimate) and self.held.kind is self.returned.kind is Kind.EXACT:
            by = self.returned - self.held
            return by.words() if by.words()[:1] in "-\u2212" else f"+{by.words()}"
        return "changed"


@dataclass(frozen=True, slots=True)
class PackRecord:
    """What is known of one pack that was sent."""

    partner: str
    version: int
    asked_as: str
    questions: tuple[str, ...]
    years: tuple[FinancialYear, ...]
    received: bool
    fingerprint: str
    indicators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReturnBasis:
    """What returns are checked against, as frozen data: the case, its partners, the packs that were sent and what is held."""

    title: str
    partners: Mapping[str, str]
    packs: Mapping[tuple[str, int], PackRecord]
    held: Held


@dataclass(slots=True)
class _Reading:
    """One return as it is read."""

    partner: str = ""
    version: int = 0
    filled: bool = False
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    answers: list[tuple[str, ...]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ReadReturn:
    """One return, read. Problems stop it from being taken; notes do not."""

    partner: str
    version: int
    problems: tuple[str, ...]
    notes: tuple[str, ...]
    lines: tuple[Line, ...]
    fingerprint: str


def gather_basis(reader: Reader, case: int) -> ReturnBasis:
    """All that returns of a case are checked against, so that they can be checked off the main thread."""
    packs: dict[tuple[str, int], PackRecord] = {}
    for row in records.rows(reader, ReturnPack, case):
        version = row.values.get("version")
        if not isinstance(version, int):
            continue
        asked = tuple(part.strip() for part in row.text("questions").split(";") if part.strip())
        try:
            years = read_years(row.text("years")) if row.text("years") else ()
        except KnownTrouble:
            years = ()
        partner = row.text("organisation")
        received = row.values.get("received_on") is not None
        packs[partner, version] = PackRecord(
            partner, version, row.text("asked_as"), asked, years, received, row.text("fingerprint"), names_in(row.values.get("indicators"))
        )
    partners = {compared(row.text("name")): row.text("name") for row in records.rows(reader, Organisation, case)}
    return ReturnBasis(details(reader, case).title, partners, packs, Held(reader, case))


def read_return(path: Path, basis: ReturnBasis, going_on: Callable[[], object] | None = None) -> ReadReturn:
    """Read and check one file. Whatever is wrong with it is a problem of its own; only Cancelled is raised."""
    reading = _Reading()
    try:
        sheets = {compared(sheet.name): sheet for sheet in read_spreadsheet(path, going_on)}
        pack = _identify(sheets, basis, reading)
        _read_sheets(sheets, pack, basis, reading)
    except Cancelled:
        raise
    except KnownTrouble as trouble:
        reading.problems.append(str(trouble))
    answers = json.dumps([reading.partner, reading.version, sorted(reading.answers)], ensure_ascii=False)
    fingerprint = hashlib.sha256(answers.encode("utf-8", "surrogatepass")).hexdigest()
    return ReadReturn(reading.partner, reading.version, tuple(reading.problems), tuple(reading.notes), tuple(reading.lines), fingerprint)


def _identify(sheets: Mapping[str, Sheet], basis: ReturnBasis, reading: _Reading) -> PackRecord:
    """Which pack this answers, by what its first sheet says. Raises KnownTrouble where it is none of ours."""
    start = sheets.get(compared(START))
    if start is None:
        raise KnownTrouble(f"There is no sheet {START}, which says whose return this is. Put the answers into the workbook that was sent.")
    rows = dict(start.rows)

    def said(row: int) -> str:
        cells = rows.get(row, ())
        value = cells[1] if len(cells) > 1 else None
        return clean(str(int(value) if isinstance(value, float) and value.is_integer() else value if value is not None else ""))

    for row, label in IDENTITY:
        cells = rows.get(row, ())
        if plain_heading(str(cells[0] if cells and cells[0] is not None else "")) != plain_heading(label):
            raise KnownTrouble(f"{START}, row {row}, column A: this should say {label}. Put back what the workbook said when it was sent.")
    reading.partner = basis.partners.get(compared(said(PARTNER_ROW)), said(PARTNER_ROW))
    reading.filled = said(FILLED_ROW).casefold() == "yes"
    version = said(VERSION_ROW)
    known_titles = {compared(basis.title), *(compared(pack.asked_as) for pack in basis.packs.values() if pack.asked_as)}
    if compared(said(CASE_ROW)) not in known_titles:
        raise KnownTrouble(
            f"{START}, row {CASE_ROW}, column B: this return is for the case ‘{said(CASE_ROW)}’, and the case in hand is ‘{basis.title}’. "
            "Leave it, or open that case."
        )
    if compared(reading.partner) not in basis.partners:
        raise KnownTrouble(
            f"{START}, row {PARTNER_ROW}, column B: ‘{reading.partner}’ is not a partner of this case. Leave it, or ask that partner."
        )
    if not version.isascii() or not version.isdigit() or len(version) > 6:
        raise KnownTrouble(f"{START}, row {VERSION_ROW}, column B: ‘{version}’ is not a pack version. Put back the number that was sent.")
    reading.version = int(version)
    pack = basis.packs.get((reading.partner, reading.version))
    if pack is None:
        raise KnownTrouble(
            f"{START}, row {VERSION_ROW}, column B: no pack of version {reading.version} was sent to {reading.partner}. "
            "Leave it, and ask for the workbook that was sent."
        )
    later = max((each.version for each in basis.packs.values() if each.partner == pack.partner and each.received), default=0)
    if later > pack.version:
        raise KnownTrouble(
            f"This answers pack version {pack.version} of {pack.partner}, and version {later} has been taken in already. "
            "Leave it: the later answer stands."
        )
    if compared(said(ASKED_ROW)) != compared("; ".join(pack.questions)):
        reading.notes.append(f"{START}, row {ASKED_ROW}: the questions named there were edited. Those that were sent are read.")
    return pack


def _read_sheets(sheets: Mapping[str, Sheet], pack: PackRecord, basis: ReturnBasis, reading: _Reading) -> None:
    asked = [BY_SHEET[name.casefold()] for name in pack.questions if name.casefold() in BY_SHEET]
    for question in asked:
        sheet = sheets.get(compared(question.sheet))
        if sheet is None:
            reading.problems.append(f"{question.sheet}: this sheet is missing. Put back the sheet that was sent.")
        else:
            _SheetReading(sheet, question, pack, basis, reading).read()
    ours = {compared(START), *(compared(question.sheet) for question in asked)}
    for name, sheet in sheets.items():
        if name not in ours and (sheet.rows or sheet.headings):
            reading.notes.append(f"{sheet.name}: this sheet was not asked for, so it was left alone.")


class _SheetReading:
    """One sheet of a return, checked against its question and what is held of it."""

    def __init__(self, sheet: Sheet, question: Question, pack: PackRecord, basis: ReturnBasis, reading: _Reading) -> None:
        self.sheet, self.question, self.pack, self.basis, self.found = sheet, question, pack, basis, reading
        self.rows = dict(sheet.rows)
        years = pack.years if question.yearly is not None else ()
        self.headings = question.headings(years)
        self.keys = answer_keys(question, years)
        self.named = len(question.names)
        self.columns = (
            *(column_of(question.noun, key) for key in question.answers),
            *(question.year_column(year) for year in years),
        )
        self.held = basis.held.of(question, pack.partner)
        self.known = {tuple(map(compared, names)): names for names in basis.held.names(question, pack.partner)}

    def read(self) -> None:
        """Add to what was found the problems, notes and differing answers of this sheet."""
        if not (self._is_whole() and self._has_headings()):
            return
        self._check_formulas()
        first: dict[tuple[str, ...], int] = {}
        for number, cells in self.sheet.rows:
            if number >= FIRST_ROW:
                self._read_row(number, cells, first)
        self._tell_deleted(first)

    def _tell_deleted(self, first: Mapping[tuple[str, ...], int]) -> None:
        """Tell of each record that a pack which was sent filled in has no row for any more: what is held of it stays."""
        about = self.pack.indicators if self.question.noun in (Target, Return) else ()
        if self.found.filled and first:
            for names in self.held:
                if tuple(map(compared, names)) not in first and (not about or names[0] in about):
                    sentence = f"‘{', '.join(names)}’ has no row in this return, and may have been deleted. What is held of it stays."
                    self.found.notes.append(f"{self.question.sheet}: {sentence}")

    def _place(self, number: int, index: int) -> str:
        heading = f" ({self.headings[index]})" if index < len(self.headings) else ""
        return f"{self.question.sheet}, row {number}, column {column_letter(index)}{heading}"

    def _wrong(self, number: int, index: int, sentence: str) -> None:
        self.found.problems.append(f"{self._place(number, index)}: {sentence}")

    def _is_whole(self) -> bool:
        """Whether the sheet is the one of this return, and none of the cells that are read is merged with another."""
        cells = self.rows.get(2, ())
        said, due = str(cells[0] if cells and cells[0] is not None else ""), f"pack version {self.pack.version}"
        if not (compared(said).startswith(compared(f"{self.pack.partner}: ")) and compared(said).endswith(compared(due))):
            self.found.problems.append(
                f"{self.question.sheet}, row 2, column A: this sheet is of another return: it should begin ‘{self.pack.partner}:’ "
                f"and end ‘{due}’. Put the answers into the workbook that was sent."
            )
            return False
        whole = True
        for (first, left), (last, right) in self.sheet.merged:
            if last >= HEADING_ROW and left < len(self.headings) and (first, left) != (last, right):
                whole = False
                block = f"{column_letter(left)}{first} to {column_letter(right)}{last}"
                text = f"the cells {block} are merged into one, so only the first holds an answer. Unmerge them and type an answer in each."
                self._wrong(max(first, HEADING_ROW), left, text)
        return whole

    def _has_headings(self) -> bool:
        cells = self.rows.get(HEADING_ROW, ())
        right = True
        for index, heading in enumerate(self.headings):
            given = _heading(cells[index] if index < len(cells) else None)
            if plain_heading(given) != plain_heading(heading):
                right = False
                said = f"says ‘{given}’" if given else "is blank"
                place = f"{self.question.sheet}, row {HEADING_ROW}, column {column_letter(index)}"
                self.found.problems.append(
                    f"{place}: this heading {said}, and should say {heading}. Put it back, with its own answers below."
                )
        for index in range(len(self.headings), len(cells)):
            if cells[index] not in (None, ""):
                place = f"{self.question.sheet}, row {HEADING_ROW}, column {column_letter(index)}"
                self.found.notes.append(f"{place}: ‘{cells[index]}’ was not asked for, so its column was left alone.")
        return right

    def _check_formulas(self) -> None:
        for number, index in self.sheet.not_worked_out:
            if number >= FIRST_ROW and index < len(self.headings):
                self._wrong(number, index, "this cell holds a formula that has not been worked out. Type the value in its place.")
        for number, index in self.sheet.formulas:
            if number >= FIRST_ROW and index < len(self.headings):
                cells = self.rows.get(number, ())
                value = cells[index] if index < len(cells) else None
                if value is not None:
                    self.found.notes.append(
                        f"{self._place(number, index)}: this cell holds a formula; the value it came to, {value}, was read."
                    )

    def _read_row(self, number: int, cells: tuple[RawCell, ...], first: dict[tuple[str, ...], int]) -> None:
        cells = (*cells, *(None,) * (len(self.headings) - len(cells)))
        raw_answers = cells[self.named : len(self.headings)]
        if all(_is_blank(cell) for cell in cells[: len(self.headings)]):
            return
        names = self._names(number, cells)
        if names is None:
            return
        if first.setdefault(tuple(map(compared, names)), number) != number:
            problem = f"‘{', '.join(names)}’ is in row {first[tuple(map(compared, names))]} already. Keep one."
            self._wrong(number, self.named - 1, problem)
            return
        row = self.held.get(names)
        before = len(self.found.lines)
        for index, (key, column, raw) in enumerate(zip(self.keys, self.columns, raw_answers, strict=True), start=self.named):
            self._read_answer(number, index, names, key, column, raw)
        if self.question.adds and all(map(_is_blank, raw_answers)):  # whether it is held or not: it is the same return once it is taken
            self.found.answers.append((self.question.key, *names))
        if row is None and self.question.adds and len(self.found.lines) == before:
            self.found.lines.append(Line(self.question.key, self._place(number, 0), names, "", None, None))

    def _names(self, number: int, cells: tuple[RawCell, ...]) -> tuple[str, ...] | None:
        """Which record a row is, as we spell it; None where that is a problem."""
        read_names = []
        for index, key in enumerate(self.question.names):
            try:
                read_names.append(str(read(_required(column_of(self.question.noun, key)), cells[index])))
            except KnownTrouble as trouble:
                self._wrong(number, index, f"{trouble}.")
                return None
        names = tuple(read_names)
        known = self.known.get(tuple(map(compared, names)))
        if known is not None:
            return known
        if not self.question.adds:
            what = column_of(self.question.noun, self.question.names[0]).heading
            self._wrong(number, 0, f"‘{names[0]}’ was not asked about. Put back the {what.lower()} that was sent, or clear the row.")
            return None
        if self.question.key == "costs":
            service = self._service(names[0])
            if service is None:
                problem = f"{self.pack.partner} has no service named ‘{names[0]}’. Correct the name, or add it on the sheet Services."
                self._wrong(number, 0, problem)
                return None
            names = (service, *names[1:])
        return names

    def _service(self, name: str) -> str | None:
        """A service of the partner, held or added on another sheet of the same return, as it is spelt there."""
        services = BY_KEY["services"]
        services_held = {compared(names[0]): names[0] for names in self.basis.held.of(services, self.pack.partner)}
        added = {compared(line.names[0]): line.names[0] for line in self.found.lines if line.question == services.key}
        return (added | services_held).get(compared(name))

    def _read_answer(self, number: int, index: int, names: tuple[str, ...], key: str, column: Column, raw: RawCell) -> None:
        held_answer = held_value(self.question, self.held.get(names), key)
        value: Value = None
        if not _is_blank(raw):
            try:
                value = read(column, raw)
            except KnownTrouble as trouble:
                self._wrong(number, index, f"{trouble}.")
                return
        if value is not None:
            self.found.answers.append((self.question.key, *names, key, written(value)))
        if value == held_answer:
            return
        if value is None:
            if column.required:
                self.found.notes.append(f"{self._place(number, index)}: returned blank; what is held, {written(held_answer)}, stays.")
                return
            if not (self.found.filled or self.question.blank_counts):
                return
        takes = value is not None or self.question.blank_counts
        self.found.lines.append(Line(self.question.key, self._place(number, index), names, key, held_answer, value, takes))


def _is_blank(raw: RawCell) -> bool:
    return raw is None or (isinstance(raw, str) and not clean(raw))


def _required(column: Column) -> Column:
    return column._replace(required=True)


def _heading(value: RawCell) -> str:
    """A heading as typed: where Excel has taken 2011/12 for December 2011, it is 2011/12 again."""
    if isinstance(value, datetime.date):
        return f"{value.year}/{value.month:02}"
    return "" if value is None else str(value).strip()
