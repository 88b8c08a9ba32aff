"""Speed of the store: one edit with its trail and seal, a large file opened as it was closed, and all of it checked."""

from __future__ import annotations

import contextlib
import sqlite3
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

_EDITS = 300
_RUNS = 5
#: So large is the large file, in bytes.
_LARGE = 50_000_000


def rows(folder: Path, sample: Path) -> list[tuple[str, float, str, str]]:
    """The rows of the benchmark that are about the store: what, ratio, aim, and the two figures it is of."""
    return [edit(folder, sample), *large(folder)]


def edit(folder: Path, sample: Path) -> tuple[str, float, str, str]:
    """One edit: raw sqlite3 on a table of its own with our pragmas, and one amount changed in the store through operations."""
    from db.nouns.money import CashFlow
    from desktop.operations.records import records
    from desktop.operations.store.files import opened

    raw = sqlite3.connect(folder / "raw.db", isolation_level=None)
    for pragma in ("journal_mode = DELETE", "synchronous = EXTRA", "locking_mode = EXCLUSIVE", "foreign_keys = ON", "secure_delete = ON"):
        raw.execute(f"PRAGMA {pragma}")
    columns = "id INTEGER PRIMARY KEY, row INTEGER, year INTEGER, kind TEXT, low INTEGER, central INTEGER, high INTEGER"
    raw.execute(f"CREATE TABLE amounts ({columns})")
    raw.executemany("INSERT INTO amounts VALUES (?, ?, ?, 'exact', 1, 1, 1)", [(n, n, 2011) for n in range(1, 200)])
    took_raw, took_ours = [], []
    with opened(sample) as store:
        reader = store.reader()
        row = records.rows(reader, CashFlow, 1)[0]
        year = str(next(iter(row.amounts)))
        for turn in range(_EDITS):
            began = time.perf_counter()
            raw.execute("BEGIN IMMEDIATE")
            raw.execute("UPDATE amounts SET low = ?, central = ?, high = ? WHERE id = 7", (turn, turn, turn))
            raw.execute("COMMIT")
            took_raw.append(time.perf_counter() - began)
            began = time.perf_counter()
            with store.unit_of_work("bench") as unit:
                records.change(unit, CashFlow, 1, [records.Edit(row.id, year, turn + 1)])
            took_ours.append(time.perf_counter() - began)
    raw.close()
    plain, ours = statistics.median(took_raw), statistics.median(took_ours)
    return (
        "One cell edited and saved with its trail and its seal, against raw sqlite3 with the same journal",
        ours / plain,
        "2 or less",
        f"{ours * 1000:.2f} ms and {plain * 1000:.2f} ms",
    )


def large(folder: Path) -> list[tuple[str, float, str, str]]:
    """A file of 50 MB: opened as it was closed, beside reading it once; all of it checked, beside SQLite's own check of its pages."""
    from db.store import Store

    path = folder / "large.appraisal"
    digest = _filled(path)
    read, opened, checked, pages = [], [], [], []
    for _ in range(_RUNS):
        read.append(_timed(partial(_read, path)))
        began = time.process_time()
        store = Store.open(path, lambda id_: digest)
        opened.append(time.process_time() - began)
        with contextlib.closing(store):
            checked.append(_timed(store.check))
            pages.append(_timed(partial(store.reader().rows, "PRAGMA integrity_check(1)")))
    megabytes = f"{path.stat().st_size / 1e6:.0f} MB"
    first, second, third, fourth = (statistics.median(each) for each in (opened, read, checked, pages))
    return [
        (
            f"A file of {megabytes}, closed cleanly, opened, against reading it once",
            first / second,
            "3 or less",
            f"{first * 1000:.0f} ms and {second * 1000:.0f} ms",
        ),
        (
            f"Rows, trail, links and pages of a file of {megabytes} checked, against SQLite's check of its pages alone",
            third / fourth,
            "8 or less",
            f"{third * 1000:.0f} ms and {fourth * 1000:.0f} ms",
        ),
    ]


def _filled(path: Path) -> str:
    """Make the large file: a case whose lines were added and changed step by step. Gives the digest it was closed with."""
    from db.nouns.case import Case
    from db.nouns.choice import Option
    from db.store import Store

    store = Store.create(path)
    with store.unit_of_work("case") as unit:
        case = unit.add(Case(title="Large", base_year=2011, horizon=10)).id
        option = unit.add(Option(case_id=case, name="Share a depot")).id
    number = 0
    while path.stat().st_size < _LARGE:
        with store.unit_of_work("lines") as unit:
            unit.add_rows(
                "cash_flows",
                ("case_id", "option_id", "line", "kind"),
                [(case, option, f"Line {each}", "cost") for each in range(number, number + 1000)],
            )
            last = int(unit.rows("SELECT max(id) FROM cash_flows")[0][0])
            unit.add_rows(
                "cash_flow_amounts",
                ("cash_flow_id", "year", "kind", "low", "central", "high"),
                [(last - each, 2011 + year, "exact", 5, 5, 5) for each in range(1000) for year in range(5)],
            )
        number += 1000
    if store.check():
        raise RuntimeError("the large file is not sound")
    return store.close()


def _read(path: Path) -> int:
    with path.open("rb") as file:
        return len(file.read())


def _timed(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began
