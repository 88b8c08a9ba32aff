"""A noun of the case in hand as a record screen knows it: its columns, its rows, and each edit as one unit of work."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Hashable, Sequence
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal

from db.nouns.noun import PROVENANCE, Noun
from db.nouns.noun import Column as Declared
from db.nouns.noun import Kind as ColumnKind
from db.nouns.records import Record
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble, NotRead
from desktop.models.cell import BLANK, Cell
from desktop.models.column import ScreenColumn
from desktop.models.kinds import Kind, date_text, percent_text
from desktop.models.table_model import NewRow
from desktop.operations.records import columns as declared
from desktop.operations.records import pasting, records
from desktop.operations.records.columns import columns_of, own_columns, shared_columns, told_apart_by
from desktop.operations.records.names import compared
from desktop.operations.records.records import Edit, Row
from desktop.papers.content.wording import capital
from desktop.views.kit.records.cards import CardWords
from desktop.views.kit.records.source import RecordEdit, Records
from desktop.workspace import Workspace

_KINDS = {
    ColumnKind.TEXT: Kind.TEXT,
    ColumnKind.LONG_TEXT: Kind.LONG_TEXT,
    ColumnKind.CHOICE: Kind.CHOICE,
    ColumnKind.YES_NO: Kind.YES_NO,
    ColumnKind.YES_NO_NOT_STATED: Kind.YES_NO,
    ColumnKind.NUMBER: Kind.NUMBER,
    ColumnKind.INTEGER: Kind.INTEGER,
    ColumnKind.PERCENT: Kind.NUMBER,
    ColumnKind.DATE: Kind.DATE,
    ColumnKind.DATE_IN_WORDS: Kind.TEXT,
    ColumnKind.YEAR: Kind.YEAR,
    ColumnKind.ESTIMATE: Kind.ESTIMATE,
    ColumnKind.REFERENCE: Kind.REFERENCE,
    ColumnKind.POINTS: Kind.TEXT,
    ColumnKind.PARAGRAPHS: Kind.TEXT,
    ColumnKind.RATING: Kind.TEXT,
}
_BASIS, _SOURCE = (Record.COLUMNS[key] for key in PROVENANCE)

#: What is said under "who may see this", or beside the figures of a row.
_NOT_ON_A_CARD = (*PROVENANCE, "withheld", "exempt_paragraphs", "public_interest", "name_public")

#: A name beside Undo is cut after this many characters: a risk is a whole sentence.
_LONGEST_NAME = 40


class NounRecords(Records):
    """The rows of one noun under the case in hand, or under what `parent` gives, such as the paper in hand.

    What is done to the rows are these operations; a subclass has others where more follows from a change.
    """

    add_row: Callable[..., int] = staticmethod(records.add)
    change_rows: Callable[..., None] = staticmethod(records.change)
    delete_rows: Callable[..., None] = staticmethod(records.delete)
    paste_rows: Callable[..., tuple[int, ...]] = staticmethod(pasting.paste)

    def __init__(self, workspace: Workspace, noun: type[Noun], parent: Callable[[], int] | None = None) -> None:
        self.workspace, self.noun = workspace, noun
        self._parent = parent
        self._known: dict[Hashable, Row] = {}
        self._choosable: dict[str, tuple[str, ...]] = {}

    @property
    def parent(self) -> int:
        """What the rows belong to: the case in hand, unless told otherwise."""
        return self._parent() if self._parent is not None else self.workspace.case_id

    # What a record screen asks

    def kept_in(self) -> str:
        """The table of the noun."""
        return self.noun.TABLE

    def told_by(self) -> Sequence[str]:
        keys = told_apart_by(self.noun)
        return keys if {*keys} <= {each.key for each in self.columns()} else ()

    def columns(self) -> Sequence[ScreenColumn]:
        """The noun's columns, a column a financial year where it has years, and at the end its basis and source."""
        own = [self.column(each) for each in own_columns(self.noun) if each.on_screen]
        years = [self._year(each) for each in self.years()]
        return [*own, *years, *(self.column(each) for each in shared_columns(self.noun))]

    def years(self) -> tuple[FinancialYear, ...]:
        """The financial years of the case that have a column; none where the noun has no amounts, or the case cannot be read."""
        return self.case_years() if self.noun.plain_years() is ColumnKind.ESTIMATE else ()

    def case_years(self) -> tuple[FinancialYear, ...]:
        """The financial years of the case in hand; none where there is none, or it cannot be read."""
        with suppress(NotRead):  # a pane is always built whole: what cannot be read is said when its rows are asked for
            return self.workspace.case.years if self.workspace.is_open else ()
        return ()

    def rows(self) -> Sequence[Row]:
        """The rows in the order recorded; none while no case is in hand."""
        rows = self.workspace.read(records.rows, self.noun, self.parent) if self.workspace.is_open else ()
        self._choosable.clear()
        self._known = {row.id: row for row in rows}
        return rows

    def add(self) -> int:
        """Add a row with made-up names and give its id."""
        return self.workspace.edit(f"new {self.noun.SINGULAR}", self.add_row, self.noun, self.parent)

    def add_several(self, number: int) -> Sequence[Hashable]:
        """Add so many rows as one undo step and give their ids."""
        label = f"{number:,} new {self.noun.PLURAL}"
        return self.workspace.edit_rows(number, label, self.paste_rows, self.noun, self.parent, [], [{}] * number)

    def copy(self, row_ids: Sequence[Hashable]) -> Sequence[Hashable]:
        """Add a row like each of these as one undo step, and give their ids. A name gains `(copy)`, and a plain yes is not copied: as a
        rule, such as for the benchmark, one row alone has it.
        """
        known = {row.id: row for row in self.rows()}  # as they are now: who may see a row goes with its copy
        columns = [each for each in columns_of(self.noun) if each.kind is not ColumnKind.YES_NO]
        years = [each for each in self.columns() if each.editable and each.key[:1].isdigit()]
        taken = {compared(self.name(row)) for row in known.values()}
        copies: list[dict[str, declared.RawCell]] = []
        for row in (known[_whole(row_id)] for row_id in row_ids):
            texts = {each.key: declared.typed(each, row.values.get(each.key)) for each in columns}
            texts |= {each.key: each.cell_of(row).edit_text for each in years}
            cells: dict[str, declared.RawCell] = {key: text for key, text in texts.items() if text}
            if self.named_by in ("name", "title"):
                name = self.name(row)
                tries = (f"{name} (copy{f' {number}' if number > 1 else ''})" for number in range(1, len(taken) + 2))
                cells[self.named_by] = name = next(each for each in tries if compared(each) not in taken)
                taken.add(compared(name))
            copies.append(cells)
        what = f"copy of {self._named(row_ids[0])}" if len(row_ids) == 1 else f"copies of {len(row_ids)} {self.noun.PLURAL}"
        return self.workspace.edit_rows(len(copies), what, self.paste_rows, self.noun, self.parent, [], copies)

    def set(self, row_id: Hashable, key: str, text: str) -> None:
        """Record one text."""
        edit = Edit(_whole(row_id), key, text)
        self.workspace.edit(f"change to {self._named(row_id)}, {self._heading(key)}", self.change_rows, self.noun, self.parent, [edit])

    def set_block(self, edits: Sequence[RecordEdit]) -> None:
        """Record a block as one undo step, adding the rows that are new."""
        if len(edits) == 1 and not isinstance(edits[0].row, NewRow):
            self.set(edits[0].row, edits[0].key, edits[0].text)
            return
        changed = [Edit(_whole(each.row), each.key, each.text) for each in edits if not isinstance(each.row, NewRow)]
        new: dict[int, dict[str, declared.RawCell]] = {}
        for each in edits:
            if isinstance(each.row, NewRow):
                new.setdefault(each.row.number, {})[each.key] = each.text
        rows = [new[number] for number in sorted(new)]
        self.workspace.edit_rows(
            len(changed) + 2 * len(rows), self._block_label(edits), self.paste_rows, self.noun, self.parent, changed, rows
        )

    def delete(self, row_ids: Sequence[Hashable]) -> None:
        """Delete rows as one undo step. What the register keeps for another case stays there."""
        what = f"‘{self._named(row_ids[0])}’" if len(row_ids) == 1 else f"{len(row_ids):,} {self.noun.PLURAL}"
        ids = [_whole(row_id) for row_id in row_ids]
        case = None if self._parent else self.parent
        self.workspace.edit_rows(len(ids), f"deletion of {what}", self.delete_rows, self.noun, ids, case=case)

    def move(self, row_ids: Sequence[Hashable], by: int, among: Sequence[int] | None = None) -> None:
        """Move rows in the order recorded as one undo step, past those `among` which they are shown."""
        what = self._named(row_ids[0]) if len(row_ids) == 1 else f"{len(row_ids):,} {self.noun.PLURAL}"
        ids = [_whole(row_id) for row_id in row_ids]
        self.workspace.edit(f"move of {what}", records.move, self.noun, self.parent, ids, by, among)

    @property
    def named_by(self) -> str:
        """The column a row is known by."""
        keys = [column.key for column in own_columns(self.noun)]
        return "name" if "name" in keys else "title" if "title" in keys else keys[0]

    def name(self, row: Row) -> str:
        """What the row is called in the form's heading, in messages and beside Undo."""
        return row.text(self.named_by)

    def card(self, row: Row) -> CardWords:
        """What the card of a row says: its name, what is marked yes, what is short, and what is said at length."""
        marks, facts, paragraphs = [], [], []
        for column in self.columns():
            words = column.text_of(row).strip()
            if not words or column.key in _NOT_ON_A_CARD or column.key == self.named_by:
                continue
            if column.kind is Kind.YES_NO:
                marks += [column.heading] if words == "Yes" else [f"{column.heading}: {words}"]
            elif column.kind is Kind.LONG_TEXT:
                paragraphs.append((column.heading, words))
            else:
                facts.append((column.heading, words))
        return CardWords(self.name(row), (*marks, *self.card_marks(row)), tuple(facts), tuple(paragraphs))

    def on_card(self) -> tuple[str, ...]:
        """The keys of the columns that a card may show."""
        return tuple(each.key for each in self.columns() if each.key not in _NOT_ON_A_CARD)

    def card_marks(self, row: Row) -> tuple[str, ...]:
        """What a card is marked with whatever it is of: that it is kept back, and that no document reports it."""
        withheld, basis = row.text("withheld"), row.text(_BASIS.key)
        unusual = basis and basis != _BASIS.when_blank
        return (*([capital(withheld)] if withheld else []), *([capital(basis)] if unusual else []))

    def remark(self, rows: Sequence[Row]) -> str:
        """How many rows no document reports: `3 illustrative, 1 assumed`."""
        bases = [row.text(_BASIS.key) for row in rows]
        unusual = [(bases.count(basis), basis) for basis in reversed(_BASIS.choices) if basis != _BASIS.when_blank]
        return ", ".join(f"{'all' if number == len(rows) > 1 else number} {basis}" for number, basis in unusual if number)

    # Columns

    def column(self, column: Declared) -> ScreenColumn:
        """One declared column as the table and the form have it. Subclasses change what one of theirs needs."""
        table_column = ScreenColumn(
            column.key,
            f"{column.heading} ({column.unit})" if column.unit else column.heading,
            _KINDS[column.kind],
            value=lambda row: shown(column, row.values.get(column.key)),
            reads=lambda text: self._read(column, text),
            hint=column.hint,
            required=column.required or column.when_blank is not None,
            in_table=column.in_table and column.key != _SOURCE.key,
            main=column.key == self.named_by,
        )
        match column.kind:
            case ColumnKind.CHOICE:
                table_column = replace(table_column, choices=tuple(capital(choice) for choice in column.choices))
            case ColumnKind.REFERENCE:
                table_column = replace(table_column, choices=lambda: self._choices(column))
            case ColumnKind.YES_NO:
                table_column = replace(table_column, required=True, cell=lambda row: marked(column, row.values.get(column.key)))
            case ColumnKind.DATE | ColumnKind.DATE_IN_WORDS:
                table_column = replace(
                    table_column,
                    sort_key=lambda row: in_order(row.values.get(column.key)),
                    understood=declared.UNDERSTOOD[column.kind],
                )
            case ColumnKind.NUMBER | ColumnKind.INTEGER | ColumnKind.PERCENT:
                table_column = replace(table_column, least=6, sort_key=lambda row: row.values.get(column.key))
                if column.kind is ColumnKind.PERCENT:
                    table_column = replace(table_column, cell=lambda row: _percentage(row.values.get(column.key)))
        if column.key == _BASIS.key:
            return replace(table_column, cell=_basis_cell)
        return replace(table_column, kind=Kind.LONG_TEXT) if column.key == _SOURCE.key else table_column

    def _year(self, year: FinancialYear) -> ScreenColumn:
        return self.amount_column(str(year), year, str(year))

    def amount_column(self, key: str, year: FinancialYear, heading: str, hint: str = "") -> ScreenColumn:
        """The column of the amounts of a year, as money is typed."""
        amount = Declared(heading, ColumnKind.ESTIMATE, key=key)
        return ScreenColumn(
            key, heading, Kind.ESTIMATE, value=lambda row: row.amounts.get(year), reads=lambda text: self._read(amount, text), hint=hint
        )

    def _choices(self, column: Declared) -> tuple[str, ...]:
        """The names there are now; read once between two changes, for the form asks at every step from row to row."""
        if column.key not in self._choosable and self.workspace.is_open:
            with suppress(NotRead):  # said when the rows are asked for
                self._choosable[column.key] = self.workspace.read(records.reference_choices, self.noun, column, self.parent)
        return self._choosable.get(column.key, ())

    def _read(self, column: Declared, text: str) -> str:
        """The text to record. Raises KnownTrouble where it cannot be, so that the rest of a pasted block still can."""
        if column.kind is ColumnKind.REFERENCE and text.strip():
            return _one_of(column, self._choices(column), text.strip())
        value = records.read_cell(self.noun, column, text)
        if isinstance(value, datetime.date):
            return value.isoformat()
        return declared.typed(column, value)

    # Words

    def _heading(self, key: str) -> str:
        return next((column.heading for column in columns_of(self.noun) if column.key == key), key)

    def _named(self, row_id: Hashable) -> str:
        row = self._known.get(row_id)
        name = self.name(row) if row is not None else ""
        name = " ".join(name.split())
        if len(name) > _LONGEST_NAME:
            name = f"{name[:_LONGEST_NAME].rsplit(' ', 1)[0].rstrip('.,;:')}…"
        return name or self.noun.SINGULAR

    def _block_label(self, edits: Sequence[RecordEdit]) -> str:
        cells = "1 cell" if len(edits) == 1 else f"{len(edits):,} cells"
        texts = {each.text for each in edits}
        if texts == {""}:
            return f"{cells} cleared in {self.noun.PLURAL}"
        if len(texts) == 1 and len(edits) > 1:
            return f"{cells} filled in {self.noun.PLURAL}"
        return f"{cells} pasted into {self.noun.PLURAL}"


def shown(column: Declared, value: declared.Value) -> object:
    """A value as cells and fields show it: choices with a capital, dates in words, the rest as it is."""
    if column.kind is ColumnKind.CHOICE and isinstance(value, str):
        return capital(value)
    if column.kind is ColumnKind.DATE_IN_WORDS and isinstance(value, str):
        return date_text(value)
    return value


def marked(column: Declared, value: declared.Value) -> Cell:
    """A yes that stands out and a no that leaves the cell empty, so that the few rows marked are seen at once."""
    if value is True:
        return Cell("Yes", strong=True, spoken=f"{column.heading}: yes")
    return Cell("", edit="No", spoken=f"{column.heading}: no")


def in_order(value: declared.Value) -> str | None:
    """What a date, or words that may be one, is sorted by. Words that begin no date come after every date."""
    if isinstance(value, datetime.date) or not value:
        return value.isoformat() if isinstance(value, datetime.date) else None
    try:
        return declared.read_date(str(value)).isoformat()
    except KnownTrouble:
        return str(value)


def _basis_cell(row: Row) -> Cell:
    """Reported is the rule, so it is quiet; assumed and illustrative are the exceptions, and stand out."""
    basis = row.text(_BASIS.key)
    return Cell(capital(basis), quiet=basis == _BASIS.default, spoken=f"Basis: {basis}")


def _one_of(column: Declared, names: Sequence[str], typed: str) -> str:
    for name in names:
        if compared(name) == compared(typed):
            return name
    if not names:
        raise KnownTrouble(f"{column.heading}: there is nothing to choose from yet, so ‘{typed}’ cannot be recorded")
    raise KnownTrouble(f"{column.heading}: there is no ‘{typed}’: type {declared.one_of(tuple(names))}")


def _whole(row_id: Hashable) -> int:
    if not isinstance(row_id, int):
        raise TypeError(f"{row_id!r} is not the id of a record")
    return row_id


def _percentage(value: object) -> Cell:
    """A percentage of a record, which needs its sign where it is below 1."""
    return Cell(percent_text(value)) if isinstance(value, Decimal) else BLANK
