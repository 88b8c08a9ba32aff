"""Figures of withheld records that are too common to be looked for by themselves: amounts under £1,000, scores and percentages.

Such a figure is told only where the same one stands in one sentence with what the record is called: its own name, or the names of two of
the records that it is of, such as the option and the criterion of a score; of one where it is of no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from db.nouns import noun_of
from db.nouns.noun import Kind
from db.nouns.records import Linked
from db.nouns.values import Amount
from db.reading import Reader
from desktop.operations.papers.publishing import names_of
from desktop.operations.papers.secret_names import LEAST_AMOUNT, SecretName, sentence_at

_FIGURE = re.compile(
    r"(?<![\w£.,%-])(?P<pound>£\s?)?(?P<number>\d{1,3}(?:\.\d{1,4})?)(?![\w£]|[.,]\d)(?P<percent>\s?%|\s?per ?cent\b)?", re.IGNORECASE
)
#: What a figure is by how it is written.
_AMOUNT, _PERCENT, _SCORE = "amount", "percentage", "score"


class SmallFigure(NamedTuple):
    """A figure that is withheld: what it is, of which noun, and what its record is called; `enough` of those names tell it."""

    sort: str
    value: Decimal
    of: str
    names: tuple[SecretName, ...]
    enough: int


class Told(NamedTuple):
    """A small figure where it stands in open words."""

    words: str
    figure: SmallFigure
    start: int


def small_figures(reader: Reader, record: Linked) -> Iterator[SmallFigure]:
    """The small figures of a record, with what it is called; none where it is called nothing that is a name."""
    figures = dict.fromkeys(_figures_of(record))
    if not figures:
        return
    own = [name for field in names_of(type(record)) if (name := SecretName(str(vars(record)[field]))).is_name]
    referred = [name for name in _referred(reader, record) if name.is_name]
    for sort, value in figures:
        if own:
            yield SmallFigure(sort, value, record.SINGULAR, tuple(own), 1)
        if referred:
            yield SmallFigure(sort, value, record.SINGULAR, tuple(referred), min(2, len(referred)))


def told_in(text: str, figures: Iterable[SmallFigure]) -> Iterator[Told]:
    """Each figure that stands in a text in one sentence with what its record is called."""
    by_value: dict[tuple[str, Decimal], list[SmallFigure]] = {}
    for figure in figures:
        by_value.setdefault((figure.sort, figure.value), []).append(figure)
    for found in _FIGURE.finditer(text) if by_value else ():
        sort = _AMOUNT if found["pound"] else _PERCENT if found["percent"] else _SCORE
        alike = by_value.get((sort, Decimal(found["number"])), ())
        sentence = sentence_at(text, found.start()) if alike else ""
        for figure in alike:
            if sum(name.place_in(sentence) >= 0 for name in figure.names) >= figure.enough:
                yield Told(" ".join(found[0].split()), figure, found.start())
                break


def _figures_of(record: Linked) -> Iterator[tuple[str, Decimal]]:
    for field, column in type(record).COLUMNS.items():
        value = vars(record)[field]
        if isinstance(value, Amount):
            yield from _amounts(value)
        elif isinstance(value, Decimal) and column.heading:
            yield from _number(_AMOUNT if column.unit == "£" else _PERCENT if column.kind is Kind.PERCENT else _SCORE, value)
    for field, yearly in type(record).YEARLY.items():
        for value in vars(record)[field].values():
            if isinstance(value, Amount):
                yield from _amounts(value)
            elif isinstance(value, Decimal) and yearly.kind is Kind.PERCENT:
                yield from _number(_PERCENT, value)


def _amounts(amount: Amount) -> Iterator[tuple[str, Decimal]]:
    for pence in dict.fromkeys((amount.low, amount.central, amount.high)):
        if pence:
            yield from _number(_AMOUNT, Decimal(pence) / 100)


def _number(sort: str, value: Decimal) -> Iterator[tuple[str, Decimal]]:
    """A figure as it may be written; an amount that is looked for by itself, and what is no amount at all, is none."""
    size = abs(value)
    if size < LEAST_AMOUNT and (size or sort == _SCORE):
        yield sort, size


def _referred(reader: Reader, record: Linked) -> Iterator[SecretName]:
    """What the records are called that a record is of."""
    for field, column in type(record).COLUMNS.items():
        key = vars(record)[field] if column.kind is Kind.REFERENCE else None
        if key is not None:
            other = noun_of(column.refers_to)
            referred = reader.get(other, key)
            yield from (SecretName(str(vars(referred)[name])) for name in names_of(other)[:1])
