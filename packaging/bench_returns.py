"""Speed of workbooks: a folder of returns checked, a large workbook read and checked, and many rows written with their audit trail."""

from __future__ import annotations

import datetime
import gc
import shutil
import sqlite3
import statistics
import time
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.store import Store
    from desktop.operations.partners.return_reading import ReturnBasis
    from desktop.operations.records.pasting import NewRow

_RUNS = 5
_FEW, _MANY = 30, 300
_ROWS = 10_000
_LINES, _YEARS = 4_000, 5
_PRAGMAS = ("journal_mode = DELETE", "synchronous = EXTRA", "locking_mode = EXCLUSIVE", "foreign_keys = ON", "secure_delete = ON")


def rows(folder: Path) -> list[tuple[str, float, str, str]]:
    """The rows of the benchmark that are about workbooks: what, ratio, aim, and the two figures it is of."""
    return [returned(folder), large(folder), matched(folder), *bulk(folder)]


def timed(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """Seconds that one call takes, by the clock; or of the processor, which other work on the machine changes little."""
    gc.collect()
    began = clock()
    work()
    return clock() - began


def returned(folder: Path) -> tuple[str, float, str, str]:
    """A folder of 300 returns beside one of 30: what each row of theirs takes to check."""
    from desktop.operations.partners.returns import State, check_returns, returned_files

    basis, sent = _asked(folder)
    few = folder / "few"
    few.mkdir()
    for path in sent[:_FEW]:
        shutil.copy(path, few)
    took: dict[int, list[float]] = {_FEW: [], _MANY: []}
    for _ in range(_RUNS):
        for number, where in ((_FEW, few), (_MANY, sent[0].parent)):
            files = returned_files(where)
            took[number].append(timed(partial(check_returns, files, basis), time.process_time) / number)
    if any(each.state is not State.READY for each in check_returns(sent, basis)):
        raise ValueError("a return of the benchmark has problems")
    small, whole = statistics.median(took[_FEW]), statistics.median(took[_MANY])
    return (
        f"In processor time, a return checked, of {_MANY} in a folder, against one of {_FEW}, all with as many rows",
        whole / small,
        "1.2 or less",
        f"{whole * 1000:.1f} ms and {small * 1000:.1f} ms each",
    )


def _asked(folder: Path) -> tuple[ReturnBasis, tuple[Path, ...]]:
    """A case of 300 partners, each with services, that were all asked."""
    from db.nouns.money import Target
    from db.nouns.register import Organisation, Service
    from db.store import Store
    from desktop.appraisal.years import FinancialYear
    from desktop.operations.partners import packs
    from desktop.operations.partners.pack_writing import write_packs
    from desktop.operations.partners.return_reading import gather_basis
    from desktop.operations.records import records
    from desktop.operations.records.cases import add

    store = Store.create(folder / "asked.appraisal")
    try:
        with store.unit_of_work("case") as unit:
            case = add(unit, {"title": "Bench", "base_year": FinancialYear(2011), "horizon": 5})
            records.add(unit, Target, case, {"indicator": "NI 179"})
            for number in range(_MANY):
                records.add(unit, Organisation, case, {"name": f"Partner {number}"})
                for service in range(5):
                    records.add(unit, Service, case, {"organisation": f"Partner {number}", "name": f"Service {service}"})
        reader = store.reader()
        partners = packs.partners_of(reader, case)
        years = tuple(FinancialYear(2011 + number) for number in range(3))
        gathered = packs.gather_packs(reader, case, packs.Asked(partners, ("gains", "ratings", "services", "costs"), years, filled=True))
        sent = write_packs(gathered, folder / "sent")
        with store.unit_of_work("packs") as unit:
            packs.record_packs(unit, case, gathered, datetime.date(2011, 6, 1))
        reader = store.reader()
        return gather_basis(reader, case), sent
    finally:
        store.close()


def large(folder: Path) -> tuple[str, float, str, str]:
    """A workbook of 10,000 lines, read and every cell checked, beside openpyxl passing over its cells."""
    from desktop.operations.workbook.cells import read_spreadsheet
    from desktop.operations.workbook.checking import read_book

    path = book(folder / "large.xlsx")

    def ours() -> None:
        if read_book(read_spreadsheet(path)).problems:
            raise ValueError("the workbook of the benchmark has problems")

    took: list[tuple[float, float]] = [
        (timed(ours, time.process_time), timed(partial(_passed_over, path), time.process_time)) for _ in range(_RUNS)
    ]
    first, second = (statistics.median(each) for each in zip(*took, strict=True))
    return (
        f"A workbook of {_ROWS:,} rows read and every cell checked, against openpyxl passing over it read-only, in processor time",
        first / second,
        "1.3 or less",
        f"{first * 1000:.0f} ms and {second * 1000:.0f} ms",
    )


def matched(folder: Path) -> tuple[str, float, str, str]:
    """The same workbook taken for somebody else's: its table found and matched, and all that it would bring worked out and put in rows."""
    path = book(folder / "foreign.xlsx")
    store, case = empty_case(folder / "foreign.appraisal")
    try:
        ours = partial(show_all, path, store, case)
        took: list[tuple[float, float]] = [
            (timed(ours, time.process_time), timed(partial(_passed_over, path), time.process_time)) for _ in range(_RUNS)
        ]
    finally:
        store.close()
    first, second = (statistics.median(each) for each in zip(*took, strict=True))
    return (
        f"A foreign sheet of {_ROWS:,} rows matched and all it would bring shown, against openpyxl passing over it, in processor time",
        first / second,
        "2 or less",
        f"{first * 1000:.0f} ms and {second * 1000:.0f} ms",
    )


def empty_case(path: Path) -> tuple[Store, int]:
    """A file with a case that holds nothing yet."""
    from db.store import Store
    from desktop.appraisal.years import FinancialYear
    from desktop.operations.records import cases

    store = Store.create(path)
    with store.unit_of_work("a new case") as unit:
        return store, cases.add(unit, {"title": "Hub", "base_year": FinancialYear(2011), "horizon": _YEARS})


def show_all(path: Path, store: Store, case: int) -> None:
    """Take a workbook for somebody else's, and work out all that it would bring as the rows that are shown."""
    from desktop.operations.matching.asks import case_names
    from desktop.operations.matching.matching import match
    from desktop.operations.matching.tables import tables_of
    from desktop.operations.matching.taking import filling, held_of
    from desktop.operations.workbook.cells import read_spreadsheet
    from desktop.views.bring_in.preview import outcomes

    reader = store.reader()
    (table,) = (table for sheet in read_spreadsheet(path) for table in tables_of(sheet))
    found = match(table, case_names(reader, case))
    if found is None or found.unanswered:
        raise ValueError("the foreign workbook of the benchmark is not matched")
    if len(outcomes(filling(found, held_of(reader, case, found)))) < len(table.rows):
        raise ValueError("the foreign workbook of the benchmark is not brought in")


def _passed_over(path: Path) -> None:
    import openpyxl

    with path.open("rb") as file:
        for sheet in openpyxl.load_workbook(file, read_only=True, data_only=True).worksheets:
            for _ in sheet.iter_rows(values_only=True):
                pass


def book(path: Path, rows: int = _ROWS) -> Path:
    """A workbook of so many lines, with their years side by side."""
    import xlsxwriter

    headings = ["Owner", "Line", "Kind", "Organisation", "Cashable", "Recurring", "Type", "Category", *map(_year, range(_YEARS)), "Source"]
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet("Flows")
        sheet.write_row(0, 0, headings)
        for number in range(1, rows + 1):
            words = ["One team", f"Line {number}", "saving", "Upper Wick", "yes", "yes", "revenue", "Staff"]
            sheet.write_row(number, 0, [*words, number * 1.5, number, number + 1, number + 2, "up to £5m", "Paragraph 4"])
    return path


def _year(number: int) -> str:
    return f"{2011 + number}/{(2012 + number) % 100:02}"


def bulk(folder: Path) -> list[tuple[str, float, str, str]]:
    """Lines with their yearly amounts written as an import writes them, beside `executemany` into the same tables.

    With the same triggers, which write the audit trail, it shows what our own path costs; without them, what the trail costs too.
    """
    from db.nouns.money import CashFlow
    from db.store import Store
    from desktop.operations.records.pasting import add_many

    store = Store.create(folder / "bulk.appraisal")
    trailed, plain = (rival(folder / f"bulk-{name}.db", with_trail=name == "trail") for name in ("trail", "plain"))
    try:
        lines = _lines(store)

        def ours() -> None:
            with store.unit_of_work("bench") as unit:
                add_many(unit, CashFlow, 1, lines, checked=True)

        works = ours, partial(_insert, trailed), partial(_insert, plain)
        took = [[timed(work, time.process_time) for work in works] for _ in range(_RUNS)]
    finally:
        for connection in (trailed, plain):
            connection.close()
        store.close()
    first, second, third = (statistics.median(each) for each in zip(*took, strict=True))
    what = f"In processor time, {_LINES * (_YEARS + 1):,} rows, {_LINES:,} lines and their amounts, saved"
    return [
        (
            f"{what}, against raw sqlite3 into the same tables with the same audit trail",
            first / second,
            "2.5 or less",
            f"{first * 1000:.0f} ms and {second * 1000:.0f} ms",
        ),
        (
            f"{what} with their audit trail, against raw sqlite3 into tables without one",
            first / third,
            "none: a trigger a row takes three times as long as so small a row",
            f"{first * 1000:.0f} ms and {third * 1000:.0f} ms",
        ),
    ]


def _lines(store: Store) -> list[NewRow]:
    """Lines as a workbook's checks leave them, and a case for them."""
    from db.nouns.choice import Option
    from db.nouns.noun import Kind
    from desktop.appraisal.estimate import Estimate
    from desktop.appraisal.years import FinancialYear
    from desktop.operations.records import records
    from desktop.operations.records.cases import add
    from desktop.operations.records.records import YearlyCell

    with store.unit_of_work("case") as unit:
        case = add(unit, {"title": "Bench", "base_year": FinancialYear(2011), "horizon": _YEARS})
        records.add(unit, Option, case, {"name": "One team"})
    years = [FinancialYear(2011 + number) for number in range(_YEARS)]
    return [
        (
            {"owner": "One team", "line": f"Line {number}", "kind": "saving", "category": "Staff", "source": "Paragraph 4"},
            [YearlyCell(Kind.ESTIMATE, year, Estimate.exact(Decimal(number))) for year in years],
        )
        for number in range(1, _LINES + 1)
    ]


def rival(path: Path, with_trail: bool) -> sqlite3.Connection:
    """Our own tables in a file of the rival's, with or without the triggers that write the trail, and a case for its lines."""
    from db import migrations

    raw = sqlite3.connect(path, isolation_level=None)
    for pragma in _PRAGMAS:
        raw.execute(f"PRAGMA {pragma}")
    migrations.migrate(raw)
    if not with_trail:
        for (trigger,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {trigger}")
    raw.execute("INSERT INTO units (at, login, label) VALUES ('now', 'bench', 'bench')")
    raw.execute("INSERT INTO cases (title, base_year, horizon) VALUES ('Bench', 2011, 5)")
    raw.execute("INSERT INTO options (case_id, name) VALUES (1, 'One team')")
    return raw


def _insert(raw: sqlite3.Connection) -> None:
    raw.execute("BEGIN IMMEDIATE")
    first = raw.execute("SELECT coalesce(max(id), 0) FROM cash_flows").fetchone()[0]
    raw.executemany(
        "INSERT INTO cash_flows (id, case_id, position, line, option_id, kind, category, source) "
        "VALUES (?, 1, ?, ?, 1, 'saving', 'Staff', 'Paragraph 4')",
        [(first + number, number, f"Line {number}") for number in range(1, _LINES + 1)],
    )
    raw.executemany(
        "INSERT INTO cash_flow_amounts (cash_flow_id, year, kind, low, central, high) VALUES (?1, ?2, 'exact', ?3, ?3, ?3)",
        [(first + number, 2011 + year, 100 * number) for number in range(1, _LINES + 1) for year in range(_YEARS)],
    )
    raw.execute("COMMIT")
