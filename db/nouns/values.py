"""Values of records that plain Python has no type for."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple, Never


class AmountKind(StrEnum):
    """What sort of amount it is, in the words of the store."""

    EXACT = "exact"
    RANGE = "range"
    AT_MOST = "at most"
    AT_LEAST = "at least"
    ABOUT = "about"
    NOT_KNOWN = "not known"


class Amount(NamedTuple):
    """An amount of money as an officer recorded it, in whole pence.

    The kind says which bounds there are: `exact` and `about` have all three alike, a `range` has low and high and may have a central
    one, `at most` has high alone, `at least` low alone, and `not known` none. `approximate` says that the words were "about" so much.
    """

    kind: AmountKind
    low: int | None = None
    central: int | None = None
    high: int | None = None
    approximate: bool = False


NOT_KNOWN: Final = Amount(AmountKind.NOT_KNOWN)
#: Nothing recorded for any year.
NO_YEARS: Final[Mapping[int, Never]] = MappingProxyType({})
