"""Whether the name of a withheld record, or a figure of one, stands in words: without taking common words for names.

A name is looked for as a whole, whatever stands between its words: lines, hyphens, either kind of apostrophe. A name of several words
counts in capitals or not, but for one of common words alone, such as Supplies and services: that counts with the capital it is recorded
with, and never without one. A name of one word counts with its own capitals, as English writes a name; a common word, such as Employees,
does only where its capital cannot be that of a sentence, and an abbreviation that is said in every report never. What firms have after
their names may be left out. An amount is found in whatever unit it is written, where it comes to the same as far as it is written out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from desktop.resources import resource

#: Words of local government and of every report, none of which names anything by itself.
COMMON = frozenset(resource("reference", "common_words.txt").read_text(encoding="utf-8").split())
#: Abbreviations that stand in every report.
_COMMON_ABBREVIATIONS = frozenset(
    (
        "CEO", "CIPFA", "CFO", "EU", "FTE", "GDP", "HR", "ICT", "IT", "KPI", "MP", "NHS", "NI", "PA", "PFI", "RAG", "S151", "TUPE", "UK",
        "VAT",
    )
)  # fmt: skip
#: What a firm has after its name, and may be called without.
_AFTER = re.compile(r"(?:[\s,]+(?:ltd|limited|plc|llp|inc|cic)\.?)+$", re.IGNORECASE)
_BEFORE = re.compile(r"^the\s+", re.IGNORECASE)
_WORD = re.compile(r"\w+(?:'\w+)?")
_BETWEEN = r"[\s\-/]+"
_SENTENCE_END = re.compile(r"(?:(?:^|\n)\s*(?:[-*•#|]|\d+[.)])?|[.!?:;|>(\"'])\s*$")
_MONEY = re.compile(r"£\s?(?P<number>\d[\d,]*(?:\.\d+)?)\s?(?P<unit>million|billion|thousand|m|bn|k)?(?![\w.]*\d)(?!\w)", re.IGNORECASE)
_UNITS = {"": 0, "k": 3, "thousand": 3, "m": 6, "million": 6, "bn": 9, "billion": 9}
#: An amount of fewer pounds stands in too many places to be anyone's.
LEAST_AMOUNT = 1_000
#: A name of fewer letters stands in too many words.
_SHORTEST = 2
_SENTENCE = re.compile(r"[^.!?\n]*")


def plain(text: str) -> str:
    """A text as names are looked for in it: one form of each letter, straight apostrophes, plain hyphens."""
    normal = unicodedata.normalize("NFKC", text)
    return normal.translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0x2010: "-", 0x2011: "-", 0x2013: "-", 0x2014: "-"})


class SecretName:
    """A name of a withheld record, ready to be looked for."""

    def __init__(self, name: str) -> None:
        self.name = " ".join(name.split())
        self._pattern, self._mid_sentence = _pattern(plain(self.name))

    @property
    def is_name(self) -> bool:
        """Whether it can be told from common words at all."""
        return self._pattern is not None

    def place_in(self, text: str) -> int:
        """Where it first stands in a text that `plain` gave; -1 where it does not."""
        if self._pattern is None:
            return -1
        for found in self._pattern.finditer(text):
            if not self._mid_sentence or not _SENTENCE_END.search(text[max(0, found.start() - 20) : found.start()]):
                return found.start()
        return -1


def _pattern(name: str) -> tuple[re.Pattern[str] | None, bool]:
    """What finds a name, and whether it counts within a sentence alone; nothing for what is no name."""
    parts = [part for part in re.split(_BETWEEN, _AFTER.sub("", _BEFORE.sub("", name))) if part]
    words = [word for part in parts for word in _WORD.findall(part)]
    if not words or " ".join(parts).upper() in _COMMON_ABBREVIATIONS:
        return None, False
    common = all(word.casefold() in COMMON or word.isdecimal() for word in words)
    if len(parts) == 1:
        if len(parts[0]) < _SHORTEST or (common and parts[0][:1].islower()) or parts[0].isdecimal():
            return None, False
        return re.compile(rf"(?<!\w){re.escape(parts[0])}(?!\w)"), common
    first, rest = re.escape(parts[0]), _BETWEEN.join(re.escape(part) for part in parts[1:])
    if common and first[:1].islower():
        return None, False
    # of common words alone the first must have its capital
    return re.compile(rf"(?<!\w){first if common else f'(?i:{first})'}{_BETWEEN}(?i:{rest})(?!\w)"), False


class Mention(NamedTuple):
    """An amount as it is written, in pounds, and how much the last digit written is worth."""

    words: str
    pounds: Decimal
    step: Decimal
    start: int

    def says(self, amount: Decimal) -> bool:
        """Whether it says an amount as far as it is written out. One that is cut to a single digit must be the very amount."""
        size = abs(amount)
        if size < LEAST_AMOUNT:
            return False
        digits = len(str(int(self.pounds / self.step)).rstrip("0")) if self.step else 0
        return size == self.pounds or (digits >= 2 and abs(size - self.pounds) * 2 <= self.step)


def mentions(text: str) -> Iterator[Mention]:
    """The amounts of money that stand in words."""
    for found in _MONEY.finditer(text):
        number = found["number"].replace(",", "")
        power = _UNITS[(found["unit"] or "").casefold()]
        try:
            pounds = Decimal(number).scaleb(power)
        except InvalidOperation:
            continue
        decimals = len(number.partition(".")[2])
        yield Mention(" ".join(found[0].split()).rstrip(",."), pounds, Decimal(1).scaleb(power - decimals), found.start())


def sentence_at(text: str, at: int) -> str:
    """The sentence of a text that a place is in."""
    start = max(text.rfind(end, 0, at) for end in (". ", "! ", "? ", "\n")) + 1
    found = _SENTENCE.match(text, max(start, 0))
    return " ".join((found[0] if found else "").split()) or " ".join(text[at : at + 80].split())
