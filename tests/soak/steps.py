"""Steps as an officer may take them, at random but the same for one seed: change, add and remove records of every kind, undo and redo."""

from __future__ import annotations

import datetime
import random
import sqlite3
from decimal import Decimal

from db import nouns, trail
from db.errors import NotUnique
from db.nouns.noun import Column, Kind, Noun, Yearly
from db.nouns.values import NOT_KNOWN, Amount, AmountKind
from db.store import Store
from db.writing import Unit

_TEXTS = (
    "",
    "Depots",
    "Share a “depot”",
    'one "quoted" and one \\ stroke',
    "two\nlines\r\n\tand a tab",
    "Straße, Łódź, 東京, 🚒",
    "it's 100%; -- not a comment",
    "null",
    "{}",
    "0012",
    "long " * 1_300,
)
#: What a store refuses of a random value: the whole unit is then taken back, which is a step that changes nothing.
_REFUSED = (sqlite3.IntegrityError, NotUnique, ValueError, TypeError)


class Steps:
    """Takes one random step after another."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def take(self, store: Store) -> str:
        """Take a step; says which: `edit`, `refused`, `undo` or `redo`, and `nothing` where there was none to undo or redo."""
        choice = self._random.random()
        if choice < 0.25:
            return "undo" if trail.undo(store) else "nothing"
        if choice < 0.40:
            return "redo" if trail.redo(store) else "nothing"
        [(before,)] = store.reader().rows("SELECT coalesce(max(id), 0) FROM units")
        try:
            with store.unit_of_work("a step") as unit:
                for _ in range(self._random.randint(1, 4)):
                    self._change(unit)
        except _REFUSED:
            return "refused"
        [(after,)] = store.reader().rows("SELECT coalesce(max(id), 0) FROM units")
        return "edit" if after > before else "nothing"

    def _change(self, unit: Unit) -> None:
        tables = [table for table in nouns.ALL if unit.rows(f"SELECT 1 FROM {table} LIMIT 1")]
        if not tables:
            return
        noun = nouns.noun_of(self._random.choice(tables))
        record = self._random.choice(unit.all(noun))
        choice = self._random.random()
        if choice < 0.08:
            unit.remove(record)
        elif choice < 0.30:
            unit.add(record.but(id=None, **self._named_apart(noun)))
        elif choice < 0.55 and noun.YEARLY:
            field, yearly = self._random.choice(sorted(noun.YEARLY.items()))
            value = None if self._random.random() < 0.2 else self._of_year(yearly)
            unit.change_year(noun, vars(record)["id"], field, self._random.randint(2008, 2020), value)
        else:
            plain = [column for column in noun.COLUMNS.values() if column.field != "id" and not column.refers_to]
            if plain:
                column = self._random.choice(plain)
                unit.change(record, **{column.field: self._value(column)})

    def _named_apart(self, noun: type[Noun]) -> dict[str, str]:
        """What tells another record of a noun apart from the one it is a copy of."""
        texts = {field for fields in noun.UNIQUE for field in fields if noun.COLUMNS[field].type == "str"}
        return {field: f"Another {self._random.randrange(10_000)}" for field in sorted(texts) if not noun.COLUMNS[field].choices}

    def _value(self, column: Column) -> object:
        if column.nullable and self._random.random() < 0.15:
            return None
        if column.choices:
            return self._random.choice(column.choices)
        match column.type:
            case "bool":
                return self._random.random() < 0.5
            case "int":
                return self._random.choice((0, 1, 5, 2011, 2015))
            case "Decimal":
                return self._number()
            case "Amount":
                return self._amount()
            case "str":
                return self._random.choice(_TEXTS)
            case _:
                return datetime.date(2011, 1, 1) + datetime.timedelta(days=self._random.randrange(3_000))

    def _of_year(self, yearly: Yearly) -> object:
        if yearly.kind is Kind.ESTIMATE:
            return self._amount()
        return self._random.choice(("R", "A", "G")) if yearly.kind is Kind.RATING else self._number()

    def _number(self) -> Decimal:
        return Decimal(self._random.randrange(0, 10_000)).scaleb(-self._random.randrange(4))

    def _amount(self) -> Amount:
        low = self._random.choice((0, 1, -1)) * self._random.randrange(10 ** self._random.randrange(1, 13))
        high = low + self._random.randrange(1_000_000)
        return self._random.choice(
            (
                NOT_KNOWN,
                Amount(AmountKind.EXACT, low, low, low),
                Amount(AmountKind.RANGE, low, None, high),
                Amount(AmountKind.RANGE, low, low, high, True),
                Amount(AmountKind.AT_MOST, high=high),
                Amount(AmountKind.AT_LEAST, low=low),
            )
        )
