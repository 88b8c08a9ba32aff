"""A case whose partners have been asked, and ways to fill in what they were sent."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl

from db.nouns.money import Target
from db.nouns.partners import PoolContribution
from db.nouns.register import Organisation
from db.nouns.returns import RagDefinition, ResourceScore, Return
from db.store import Store
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.years import FinancialYear
from desktop.operations.partners import packs
from desktop.operations.partners.pack_writing import write_packs
from desktop.operations.partners.packs import Asked, Pack
from desktop.operations.partners.return_reading import gather_basis
from desktop.operations.partners.returns import CheckedReturn, check_returns, returned_files, take_returns, usual
from desktop.operations.records import records

ASKED_ON, TODAY = datetime.date(2009, 6, 1), datetime.date(2009, 7, 1)
YEARS = (FinancialYear(2011), FinancialYear(2012))
PARTNER, OTHER = "Lower Wick", 'Mere / Wick: "Ltd"'
EVERY = ("baseline", "gains", "ratings", "scores", "services", "costs", "contributions")


def ground(store: Store) -> int:
    """Put into the grounds case what partners can be asked about; Upper Wick is our own council."""
    with store.unit_of_work("ground") as unit:
        case = 1
        own = next(row for row in records.rows(unit, Organisation, case) if row.text("name") == "Upper Wick")
        records.change(unit, Organisation, case, [records.Edit(own.id, "own", "yes")])
        records.add(unit, Organisation, case, {"name": OTHER})
        records.add(unit, Target, case, {"indicator": "NI 179", "baseline": Estimate.parse("£10m"), "mode": "compound"})
        records.add(unit, RagDefinition, case, {"rating": "green", "definition": "=On track"})
        records.add(unit, ResourceScore, case, {"name": "1.1", "score": "3", "count": 4})
        records.add(unit, PoolContribution, case, {"organisation": PARTNER, "name": "Mowing pool", "before": Estimate.parse("£120,000")})
        records.add(unit, Return, case, {"organisation": PARTNER, "indicator": "NI 179", "received": False})
    return case


def ask(store: Store, folder: Path, **more: Any) -> tuple[tuple[Path, ...], tuple[Pack, ...]]:
    """Write packs into a folder and record them."""
    asked = replace(Asked((PARTNER, OTHER), EVERY, YEARS, TODAY), **more)
    reader = store.reader()
    made = packs.gather_packs(reader, 1, asked)
    files = write_packs(made, folder)
    with store.unit_of_work("packs") as unit:
        packs.record_packs(unit, 1, made, ASKED_ON)
    return files, made


def fill(path: Path, answers: Mapping[str, object], change: Callable[[Any], object] | None = None) -> Path:
    """Type answers into a pack: `RAG by year!B8` and what is typed there."""
    book = openpyxl.load_workbook(path)
    for place, typed in answers.items():
        sheet, _, cell = place.rpartition("!")
        book[sheet][cell].value = typed
        if isinstance(typed, str) and typed.startswith("="):
            book[sheet][cell].data_type = "s"
    if change is not None:
        change(book)
    book.save(path)
    return path


def check(store: Store, path: Path) -> tuple[CheckedReturn, ...]:
    """Check a file or a folder against the store."""
    reader = store.reader()
    basis = gather_basis(reader, 1)
    return check_returns(returned_files(path), basis)


def take(store: Store, *checked: CheckedReturn) -> None:
    """Take returns as they are usually taken."""
    with store.unit_of_work("taken") as unit:
        take_returns(unit, 1, [usual(each) for each in checked], TODAY)
