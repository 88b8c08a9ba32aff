"""What rows of records bring, each told from those that the case has: new ones, and what they change of others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from db.nouns.choice import AssessorGroup, Criterion, Option
from db.nouns.count import SpendLine
from db.nouns.money import CashFlow, Project
from db.nouns.noun import Column, Kind, Noun
from db.nouns.register import Organisation
from desktop.appraisal.partners.returns import Rating
from desktop.appraisal.wording import listed
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble
from desktop.operations.matching.amount_asks import AS_THEY_STAND, in_unit, is_below, plain_number, without_minus
from desktop.operations.matching.asks import CaseNames, Match, Shape, name_down
from desktop.operations.matching.blocks import NumberedRow, filled
from desktop.operations.matching.date_asks import in_full
from desktop.operations.matching.filling import Filling, Found, Held, LeftOut, NewRecord, Replaced, first_words, place_of
from desktop.operations.matching.groups import years_apart
from desktop.operations.matching.heading_rows import is_number
from desktop.operations.matching.headings import column_named, columns_taken, is_part_of_year, nouns_for
from desktop.operations.records.columns import RawCell, Value, clean, told_apart_by, written
from desktop.operations.records.names import compared
from desktop.operations.records.records import Edit, Row, read_cell, read_yearly
from desktop.operations.workbook.cells import column_letter

#: The names of records that a table may bring with it, before what refers to them.
_NAMED: tuple[type[Noun], ...] = (Organisation, Option, Project, Criterion, AssessorGroup)


def of_records(match: Match, held: Held) -> Filling:
    """What rows of records bring beside what is held."""
    known = held.names
    found = Found(match, known)
    found.leave_columns()
    found.refuse_not_worked_out()
    found.problems += [*_outside(match, known), *_at_odds(match), *_parts_of_years(match)]
    seen: dict[tuple[str, ...], int] = {}
    brought: list[tuple[int, str, dict[str, RawCell]]] = []
    present = _Present(match.noun, held.rows)
    readable: set[tuple[str, RawCell]] = set()
    apart = frozenset(key for group in (*match.groups.values(), *match.sections.values()) for key in group)
    for row, cells in _record_rows(match, found):
        if not filled(list(cells.values())):
            continue
        name = str(cells.get("line") or cells.get("name") or "")
        wrong = [*_unreadable(match, row, cells, readable), *_without(match, cells, row), *_of_benchmark(match, known, cells, row)]
        if wrong:
            found.problems += wrong
            continue
        if match.noun.UNIQUE and (first := seen.setdefault(present.key(cells), row)) != row:
            again = f"‘{clean(name)}’ stands in {match.table.line(first)} already. Keep one, or give it another name."
            found.problems.append(f"{match.table.sheet}, {match.table.line(row)}: {again}")
            continue
        _name_references(match, found, row, cells)
        brought.append((row, name, cells))
    # a row that is there to the letter is that record, before a new one above it could be taken for it
    there = [present.exactly(cells, apart) for _, _, cells in brought]
    for (row, name, cells), exact in zip(brought, there, strict=True):
        record = exact or present.same(cells, apart)
        if record is None:
            found.new.append(NewRecord(match.noun, row, name, cells))
            continue
        changed = list(present.changes(record, cells))
        found.unchanged += not changed
        for key, before, after, heading in changed:
            found.replaced.append(Replaced(match.noun, row, name, heading, before, after))
            found.edits.append((match.noun, Edit(record.id, key, cells[key])))
    return found.whole()


def _record_rows(match: Match, found: Found) -> Iterator[tuple[int, dict[str, RawCell]]]:
    """The cells of each record of a table by key, with the row of the sheet."""
    fixed = {key: value for key, value in match.fixed.items() if key not in ("owners are", "year", "kind below") and value}
    below = set(_lines_below(match))
    for row in match.table.rows:
        name = name_down(match, row)
        if found.is_set_aside(row, name):
            continue
        if match.shape is Shape.COSTS:
            for n in match.across:
                raw = match.table.cell(row, n)
                if not filled([raw]):
                    continue
                line, owner = (name, match.table.headings[n]) if match.down is CashFlow else (match.table.headings[n], name)
                amounts = {match.fixed["year"]: _amount(match, raw)}
                amounts = _above_nought(match, amounts) if (row[0] if match.down is CashFlow else n) in below else amounts
                yield row[0], _signed(match, {"owner": owner, "line": line, **fixed}, amounts)
            continue
        cells: dict[str, RawCell] = {key: match.table.cell(row, n) for n, key in match.columns.items()}
        if not filled([*cells.values(), *(match.table.cell(row, n) for n in match.years)]):
            found.left_out.append(LeftOut(row[0], first_words(row), "nothing of it stands in a column that is taken"))
            continue
        for key, cell in cells.items():
            kind = column_named(match.noun, key).kind
            if kind is Kind.ESTIMATE:
                cells[key] = _amount(match, cell)
            elif kind in (Kind.DATE, Kind.DATE_IN_WORDS):
                cells[key] = in_full(cell, match.month_first)
        filled_in = {key: cell for key, cell in cells.items() if filled([cell])}
        said = {**fixed, **match.sections.get(row[0], {}), **filled_in}
        if match.noun is SpendLine and match.years:
            for year, amount in _by_year(match, row, list(match.years)).items():
                yield row[0], {**said, "year": year, "amount": amount}
            continue
        apart = years_apart(match.years, match.groups)
        for group, columns in apart:
            by_year = _by_year(match, row, columns)
            if by_year or len(apart) == 1:
                yield row[0], _signed(match, {**said, **group}, by_year)


def _lines_below(match: Match) -> Iterator[int]:
    """The lines of a grid of amounts that stand below nought and are of another kind, each a row or a column."""
    lines: dict[int, list[Decimal]] = {}
    for row in match.table.rows if match.shape is Shape.COSTS and _kind_below(match) else ():
        for n in match.across:
            lines.setdefault(row[0] if match.down is CashFlow else n, []).append(plain_number(match.table.cell(row, n)))
    return (line for line, numbers in lines.items() if is_below(numbers))


def _kind_below(match: Match) -> str:
    """What a line is that stands below nought; blank where that is what the others are."""
    kind = match.fixed.get("kind below", AS_THEY_STAND)
    return "" if kind == AS_THEY_STAND else kind


def _above_nought(match: Match, by_year: Mapping[str, RawCell]) -> dict[str, RawCell]:
    """The amounts of a line below nought as those of a line of the other kind, which is said with them."""
    return {"kind": _kind_below(match), **{year: without_minus(raw) for year, raw in by_year.items()}}


def _signed(match: Match, said: Mapping[str, RawCell], by_year: Mapping[str, RawCell]) -> dict[str, RawCell]:
    """A record with its amounts, which are without their minus where that is how savings are written."""
    kind = clean(str(said.get("kind") or "")).casefold()
    turns = match.signs.get(kind) == -1
    return {**said, **({year: without_minus(raw) for year, raw in by_year.items()} if turns else by_year)}


def _by_year(match: Match, row: NumberedRow, columns: Sequence[int]) -> dict[str, RawCell]:
    """What a row has in columns of years, by year; of one below nought that is of another kind, its kind too."""
    raws = {str(match.years[n]): raw for n in columns if filled([raw := match.table.cell(row, n)])}
    if match.noun.plain_years() is Kind.PERCENT:
        return raws
    amounts = {year: _amount(match, raw) for year, raw in raws.items()}
    return _above_nought(match, amounts) if _kind_below(match) and is_below([*map(plain_number, raws.values())]) else amounts


def _amount(match: Match, raw: RawCell) -> RawCell:
    """An amount in pounds: a plain number times the unit that the officer says it is in. What says its own unit stays as it is."""
    if match.times is None:
        return raw
    if isinstance(raw, str):
        return in_unit(raw, match.times, match.times_pounds)
    if match.times == 1:
        return raw
    if isinstance(raw, int | float | Decimal) and is_number(raw):
        return Decimal(f"{raw:.15g}" if isinstance(raw, float) else raw) * match.times
    return raw


def _unreadable(match: Match, row: int, cells: Mapping[str, RawCell], readable: set[tuple[str, RawCell]]) -> Iterator[str]:
    """What cannot be read of a row, each cell a sentence. `readable` are the texts that have been read before: most stand in many rows."""
    for key, raw in cells.items():
        if isinstance(raw, str) and (key, raw) in readable:
            continue
        column = None if key[:1].isdigit() else column_named(match.noun, key)
        try:
            if column is None:
                read_yearly(match.noun, key, raw)
            else:
                read_cell(match.noun, column, raw)
            if isinstance(raw, str):
                readable.add((key, raw))
        except KnownTrouble as trouble:
            heading = key if column is None else column.heading
            yield f"{place_of(match, row, heading)}: {str(trouble).removeprefix(f'{heading}: ')}."


def _without(match: Match, cells: Mapping[str, RawCell], row: int) -> Iterator[str]:
    """What a row lacks that every record needs."""
    for column in _required(match.noun):
        if column.key not in cells:
            lacks = f"this is blank, and every {match.noun.SINGULAR} needs one. Type it, or leave the row out."
            yield f"{place_of(match, row, column.heading)}: {lacks}"


def _of_benchmark(match: Match, known: CaseNames, cells: Mapping[str, RawCell], row: int) -> Iterator[str]:
    """A line of the benchmark, which has none where lines are changes from it."""
    owner = str(cells.get("owner") or "")
    if match.noun is CashFlow and known.benchmark and compared(owner) == compared(known.benchmark):
        yield (
            f"{place_of(match, row, 'Owner')}: ‘{known.benchmark}’ is the benchmark and Flows are changes from it, so it has none. "
            "Leave the row out, or say in the details of the case that they are whole costs."
        )


def _outside(match: Match, known: CaseNames) -> Iterator[str]:
    """The columns of years that the case does not appraise: an amount there would count nowhere."""
    for n, year in match.years.items() if match.noun is CashFlow else ():
        if known.years and year not in known.years and filled(match.table.column(n)):
            span = f"{known.years[0]} to {known.years[-1]}"
            where = f"{match.table.sheet}, column {match.table.headings[n]}"
            yield f"{where}: the case is appraised from {span}. Leave the column out, or lengthen the case."


def _parts_of_years(match: Match) -> Iterator[str]:
    """The columns of months or quarters, which no record has: left out, their amounts would be lost."""
    headings = match.table.headings if match.noun.plain_years() is Kind.ESTIMATE and not match.years else ()
    columns = [n for n, heading in enumerate(headings) if is_part_of_year(heading) and any(map(is_number, match.table.column(n)))]
    if columns:
        letters = listed([column_letter(match.table.left + n) for n in columns])
        where = f"{match.table.sheet}, columns {letters}"
        yield f"{where}: these are parts of a year. Add them up to financial years, and bring the sheet in again."


def _at_odds(match: Match) -> Iterator[str]:
    """Columns that are taken for one year, of which one would take the other's place, and rows that are not in one unit."""
    for _, columns in years_apart(match.years, match.groups):
        for year in dict.fromkeys(match.years[n] for n in columns):
            alike = [n for n in columns if match.years[n] == year]
            if len(alike) > 1:
                letters = listed([column_letter(match.table.left + n) for n in alike])
                at = f"{match.table.sheet}, columns {letters}"
                yield f"{at}: each of them is taken for {year}. Leave out all but one, or correct the others."
    units, n = match.table.units, match.table.units_in
    if len(units) > 1 and n is not None:
        heading = match.table.headings[n]
        where = f"{match.table.sheet}, column {column_letter(match.table.left + n)}{f' ({heading})' if heading else ''}"
        yield f"{where}: the rows are in {listed(list(units))}. Put all of them into one unit, and bring the sheet in again."


def _required(noun: type[Noun]) -> list[Column]:
    return [column for column in columns_taken(noun) if column.required and column.kind is not Kind.YES_NO]


def _name_references(match: Match, found: Found, row: int, cells: dict[str, RawCell]) -> None:
    """Spell each name as the case does; one that the case lacks comes with the table, where its name is all that it needs."""
    for key, raw in cells.items():
        if key[:1].isdigit():
            continue
        column = column_named(match.noun, key)
        if column.kind is not Kind.REFERENCE or raw is None:
            continue
        name = clean(str(raw))
        may_be = nouns_for(match.noun, key)
        nouns = [noun for noun in _NAMED if noun in may_be]
        spelt = next((each for noun in nouns if (each := found.spelt(noun, name))), "")
        if not spelt and nouns:
            as_project = match.fixed.get("owners are") == Project.TABLE and Project in nouns
            spelt = found.name(Project if as_project else nouns[0], name, row)
        cells[key] = spelt or name


#: Of more records that may be alike the first are as good as the rest.
_MOST_ALIKE = 50


class _Present:
    """The records of a noun that a case has, by what tells one from another."""

    def __init__(self, noun: type[Noun], held: Sequence[Row]) -> None:
        self._noun = noun
        self._keys = _told_by(noun)
        self._rows: dict[tuple[str, ...], list[Row]] = {}
        for row in held if self._keys else ():
            self._rows.setdefault(tuple(compared(row.text(key)) for key in self._keys), []).append(row)

    def key(self, cells: Mapping[str, RawCell]) -> tuple[str, ...]:
        """What tells the record of a row from another."""
        return tuple(compared(str(cells.get(key) or "")) for key in self._keys)

    def exactly(self, cells: Mapping[str, RawCell], group: Iterable[str]) -> Row | None:
        """The record that a row leaves as it is, of records that may be alike: that of one row alone."""
        alike = [] if self._noun.UNIQUE else self._fit(cells, group)
        return self._used(cells, next((row for row in alike if not any(self.changes(row, cells))), None))

    def same(self, cells: Mapping[str, RawCell], group: Iterable[str]) -> Row | None:
        """The record that a row is of; nothing where it is a new one. Of records that may be alike each is that of one row alone.

        Lines of one name are told apart by what their `group` says, else by how much of them the row leaves as it is.
        """
        fit = self._fit(cells, group)
        found = min(fit, key=lambda row: len(list(self.changes(row, cells)))) if len(fit) > 1 else next(iter(fit), None)
        return self._used(cells, found)

    def _fit(self, cells: Mapping[str, RawCell], group: Iterable[str]) -> list[Row]:
        """The records that a row may be of."""
        alike = self._rows.get(self.key(cells), []) if self._rows else []
        said = {key: _stands(str(cells.get(key) or ""), key) for key in group if key not in self._keys}
        return [row for row in alike if all(_stands(row.text(key), key) == each for key, each in said.items())][:_MOST_ALIKE]

    def _used(self, cells: Mapping[str, RawCell], record: Row | None) -> Row | None:
        """A record, which is no other row's any more where several may be alike."""
        if record is not None and not self._noun.UNIQUE:
            self._rows[self.key(cells)].remove(record)
        return record

    def changes(self, record: Row, cells: Mapping[str, RawCell]) -> Iterator[tuple[str, str, str, str]]:
        """What would be otherwise of a record: the key, the words before and after, and the heading."""
        for key, raw in cells.items():
            if key in self._keys:
                continue
            if key[:1].isdigit():
                yearly = read_yearly(self._noun, key, raw)
                year = FinancialYear.parse(key)
                held = record.amounts.get(year) or record.percents.get(year) or record.ratings.get(year)
                before, after, heading = _shown(held), _shown(None if yearly is None else yearly.value), key
            else:
                column = column_named(self._noun, key)
                before, after = _shown(record.values.get(key)), _shown(read_cell(self._noun, column, raw))
                heading = column.heading
            if before != after:
                yield key, before, after, heading


def _stands(text: str, key: str) -> str:
    """What a blank stands for: a line is of revenue where it does not say that it is of capital."""
    return compared(text) or ("revenue" if key == "type" else "")


def _shown(value: Value | Rating) -> str:
    return value.value if isinstance(value, Rating) else written(value)


def _told_by(noun: type[Noun]) -> tuple[str, ...]:
    """The keys by which one record of a noun is told from another: where two may be alike, all that every record needs.

    So the same sheet brought in twice adds nothing the second time.
    """
    if noun is CashFlow:
        return ("owner", "line", "kind")
    if noun is SpendLine:
        return ("organisation", "theme", "name", "stream", "year")
    return told_apart_by(noun) or tuple(column.key for column in _required(noun))
