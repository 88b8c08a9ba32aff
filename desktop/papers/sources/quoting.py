"""Which evidence the words, tables and charts of a paper's two documents quote: the sources of no other are told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from db.nouns.case import Evidence
from desktop.papers.content.blocks import Block, FieldTable, Figure, Table, plain, runs_of
from desktop.papers.content.wording import filled

_SPELT = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
)
_NUMBERS = {word: Decimal(index) for index, word in enumerate(_SPELT.split(), start=1)}
_UNITS = {"k": 10**3, "thousand": 10**3, "m": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9}
_NUMBER = re.compile(
    rf"(?P<figure>\d[\d,]*(?:\.\d+)?)(?:\s?(?P<unit>{'|'.join(_UNITS)})\b)?|\b(?P<spelt>{'|'.join(_NUMBERS)})\b", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]{5,}")
#: Words are the same that begin with so many of the same letters: `district` and `districts`.
_STEM = 5
#: A whole number below this says nothing by itself: something must be said of the same thing.
_TELLING = 100


def quoted(evidence: Sequence[Evidence], blocks: Iterable[Block]) -> tuple[Evidence, ...]:
    """The evidence of which every figure stands in one passage or row of these blocks, with a word of what it is of.

    Evidence without a figure has none whose source could be asked for.
    """
    passages = [(_numbers(text), _stems(text)) for block in blocks for text in _texts(block)]
    return tuple(each for each in evidence if _is_quoted(each, passages))


def _is_quoted(item: Evidence, passages: Iterable[tuple[set[Decimal], set[str]]]) -> bool:
    value = filled((item.value, item.unit), " ")
    numbers, stems = _numbers(value), _stems(f"{item.statement} {value}")
    telling = any(number >= _TELLING or number % 1 for number in numbers)
    return bool(numbers) and any(numbers <= figures and (telling or stems & words) for figures, words in passages)


def _texts(block: Block) -> Iterator[str]:
    """The passages of a block, and the rows of a table."""
    yield from (plain(words) for words in runs_of(block))
    match block:
        case Table():
            yield from (" ".join(row) for row in block.rows)
            yield from block.notes
        case FieldTable():
            yield from (f"{label} {value}" for label, value in block.rows)
        case Figure():
            yield block.alternative


def _numbers(text: str) -> set[Decimal]:
    found = set()
    for match in _NUMBER.finditer(text):
        if match["spelt"]:
            found.add(_NUMBERS[match["spelt"].lower()])
        else:
            found.add(Decimal(match["figure"].replace(",", "")) * _UNITS.get((match["unit"] or "").lower(), 1))
    return found


def _stems(text: str) -> set[str]:
    return {word[:_STEM].lower() for word in _WORD.findall(text)}
