"""Records withheld at random, and everything that they say made other than it was."""

from __future__ import annotations

import contextlib
import datetime
import random
import sqlite3
from decimal import Decimal
from typing import Any

from db.errors import NotUnique
from db.nouns import noun_of
from db.nouns.case import Case
from db.nouns.money import CashFlow
from db.nouns.noun import MARKING, Column, Kind, Link
from db.nouns.paper_parts import Implication, PaperSection, WithheldPart
from db.nouns.records import MarkedRecord
from db.nouns.values import Amount
from db.writing import Unit
from desktop.appraisal.estimate import Estimate
from desktop.operations.papers.publishing import names_of, usual_heading
from desktop.operations.records.amounts import amount_of
from desktop.operations.records.held import marked_nouns, marked_records
from desktop.papers.exhibits import BY_KEY

_MARKS: dict[str, Any] = {"withheld": "exempt", "exempt_paragraphs": "1, 3", "public_interest": "It would harm"}
_AMOUNTS = ("£1", "£123,456", "up to £5m", "in excess of £4.5m", "about £70m", "£0.5m to £0.75m", "not known", "−£1,200")
_WORDS = ("tern", "£7,654,321", "Sale", "[table: savings]", "Wickfirm Ltd", "=1+1", "ß")
_POINTS = ("", "direct", "0:0; 5:80; 10:100", "0:100; 7:100")


def withhold_some(unit: Unit, seed: int, most: int = 6) -> int:
    """Withhold some records of some nouns, each name with them or not, and now and then a table or a chart. Returns how many."""
    rng = random.Random(seed)
    held = [records for noun in marked_nouns() if noun is not WithheldPart and (records := unit.all(noun, with_years=False))]
    count = 0
    for records in rng.sample(held, min(len(held), most)):
        for record in rng.sample(records, min(len(records), rng.randint(1, 3))):
            unit.change(record, **_MARKS, name_public=bool(rng.randint(0, 1)))
            count += 1
    if rng.randint(0, 3) == 0:
        (paper, *_) = unit.column(noun_of("papers"), "id")
        unit.add(WithheldPart(paper_id=paper, part=rng.choice(sorted(BY_KEY)), **_MARKS))
        count += 1
    return count


def change_all_withheld(unit: Unit, seed: int) -> int:
    """Make every field of every withheld record that is not kept of it another, as far as the store takes it. Returns how many changed."""
    rng = random.Random(seed)
    return sum(_changed(unit, record, rng) for noun in marked_nouns() for record in marked_records(unit, noun))


def _changed(unit: Unit, record: MarkedRecord, rng: random.Random) -> int:
    noun = type(record)
    kept = {"id", "position", *MARKING, *noun.KEPT, *((*names_of(noun), *noun.KEPT_WITH_NAME) if record.name_public else ())}
    if isinstance(record, PaperSection | Implication) and usual_heading(unit, record):
        kept.add("heading")
    changed = 0
    for field, column in noun.COLUMNS.items():
        if field in kept or (column.refers_to and column.link is not Link.CONTENT):
            continue
        # what a constraint of the table refuses stays as it was
        with contextlib.suppress(sqlite3.IntegrityError, NotUnique, TypeError):
            unit.change(unit.get(noun, record.id), **{field: _other(unit, column, rng)})
            changed += 1
    for field, yearly in noun.YEARLY.items():
        held = vars(unit.get(noun, record.id))[field]
        years = [year for year in _years(unit, record, held) if rng.randint(0, 1)]
        with contextlib.suppress(sqlite3.IntegrityError):
            unit.change(unit.get(noun, record.id), **{field: {year: _of_year(yearly.kind, rng) for year in years}})
            changed += 1
    return changed


def _years(unit: Unit, record: MarkedRecord, held: dict[int, object]) -> list[int]:
    case = vars(record).get("case_id") or unit.column(Case, "id")[0]
    of_case = unit.get(Case, case)
    if isinstance(record, CashFlow) or not held:
        return list(range(of_case.base_year, of_case.base_year + of_case.horizon))
    return sorted(held)


def _of_year(kind: Kind, rng: random.Random) -> object:
    if kind is Kind.ESTIMATE:
        return _amount(rng)
    return Decimal(rng.randint(0, 100)) if kind is Kind.PERCENT else rng.choice("GAR")


def _other(unit: Unit, column: Column, rng: random.Random) -> object:  # noqa: PLR0911  # a way out for each kind of column
    number = rng.randint(column.at_least or 0, min(column.at_most or 90, 10**6))
    match column.kind:
        case Kind.TEXT | Kind.LONG_TEXT | Kind.DATE_IN_WORDS if column.type == "str":
            return f"{rng.choice(_WORDS)} {rng.randint(0, 10**9)}"
        case Kind.CHOICE:
            return rng.choice(column.choices)
        case Kind.YES_NO:
            return bool(rng.randint(0, 1))
        case Kind.YES_NO_NOT_STATED:
            return rng.choice((True, False, None))
        case Kind.INTEGER | Kind.YEAR:
            return number
        case Kind.DATE:
            return datetime.date(2000 + rng.randint(0, 30), 7, 7)
        case Kind.ESTIMATE:
            return _amount(rng)
        case Kind.POINTS:
            return rng.choice(_POINTS)
        case Kind.REFERENCE:
            return rng.choice(unit.column(noun_of(column.refers_to), "id"))
    if column.type == "Decimal":
        return Decimal(number) / rng.choice((1, 10))
    return bool(rng.randint(0, 1))


def _amount(rng: random.Random) -> Amount:
    amount = amount_of(Estimate.parse(rng.choice(_AMOUNTS)))
    assert amount is not None
    return amount
