"""Reading an amount in an officer's words, or as Excel shows it; what has two readings is asked, never guessed.

`interchange.md`, "Reading cells", says which words and forms there are.
"""

from __future__ import annotations

import re
from decimal import Decimal

from desktop.appraisal import money
from desktop.appraisal.estimate import NOT_KNOWN, ZERO, Estimate, may_lack_thousands
from desktop.errors import KnownTrouble

_AT_MOST = (
    r"up to a maximum of|up to|at most|no more than|not more than|a maximum of|maximum of|maximum|max\.?"
    r"|less than|under|below|<=|≤|<"
)
_AT_LEAST = (
    r"in excess of|more than|over|above|at least|no less than|not less than|a minimum of|minimum of|minimum|min\.?"
    r"|>=|≥|>"
)
_ABOUT = (
    r"about|around|approximately|approx\.?|circa|roughly|in the region of|of the order of|estimated at"
    r"|ca(?:\.|(?=[\s£]))|c\.|c(?=[\s£\d])|~"
    r"|nearly|almost|just over|just under"
)
_ABOUT_AFTER = r"\(\s*(?:approx(?:imately)?\.?|est\.?|estimated?)\s*\)|\b(?:approx(?:imately)?\.?|est\.?|estimated?)"
_PERIOD = re.compile(r"\s*(?:/|\bper|\ban?|\beach|\bevery)\s*(?:year|annum)$|\s*\bannually$|\s*\bp\.?\s?a\.?$|(?<=[\dmkn])\s*p\.?a\.?$")
_NOT_KNOWN = re.compile(
    r"(?:(?:still |as yet )?(?:unknown|not (?:yet )?(?:known|quantified|quantifiable|available|confirmed))"
    r"|to be (?:confirmed|determined|advised|agreed)|tbc|tbd|tba|n/k|nk|\?+)(?: at (?:this|present)(?: early)?(?: stage)?| yet)?"
)
_NOTHING = re.compile(r"nil|none|zero|nothing")
#: What Excel shows for 0 in an accounting format: a dash beside the pound sign, or one with the spaces that such a format leaves.
_SHOWN_NOUGHT = re.compile(r"\s*£\s*[-\u2013\u2014]\s*|\s*[-\u2013\u2014]\s+£\s*|\s+[-\u2013\u2014]\s+")
_ONE = re.compile(
    rf"(?P<before>{_AT_MOST}|{_AT_LEAST}|{_ABOUT}|exactly)?\s*(?P<amount>{money.AMOUNT})"
    rf"(?:(?P<minus>-)|\s*(?P<after>or more|or less|plus|\+|{_ABOUT_AFTER}))?"
)
_TWO = re.compile(
    rf"(?P<about>{_ABOUT})?\s*(?:between|from)?\s*(?P<low>{money.AMOUNT})\s*(?:to|and|-)\s*(?P<high>{money.AMOUNT})"
    rf"(?:\s*(?P<after>{_ABOUT_AFTER}))?"
    rf"(?:\s*[,;]?\s*\(?(?:most likely|likely|probably|expected|central|middle)\s*:?\s*(?P<likely>{money.AMOUNT})\)?)?"
)
_WORDS_AT_MOST, _WORDS_AT_LEAST = re.compile(_AT_MOST), re.compile(_AT_LEAST)
_WORDS_ABOUT = re.compile(rf"(?:{_ABOUT}|{_ABOUT_AFTER})")
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNT = "|".join((r"\d{1,2}", *_NUMBERS))
_OVER_YEARS = re.compile(
    rf"(?P<amount>.+?)\s*(?:,?\s*(?:in total|in all|altogether))?,?\s*\(?(?:spread )?(?:over|across|in|for)\s+(?:the |a )?(?:next |first )?"
    rf"(?P<count>{_COUNT})[\s-]+years?(?: period)?\)?"
)
_IN_ALL = re.compile(r"(?P<amount>.+?)\s*,?\s*\(?(?:in total|in all|altogether|total|overall)\)?|(?:a )?total (?:of )?(?P<after>.+)")
_DECIMAL_COMMA = re.compile(r"(?P<sign>-?)\s*£?\s*(?P<whole>\d{1,3}),(?P<part>\d{1,2})\s*(?P<unit>[a-z]*)")
#: Below this an amount without a unit beside one in millions can be read two ways: £500 to £1m.
_PLAINLY_POUNDS = Decimal(1000)
_THOUSAND = Decimal(1000)
#: More characters than any amount needs; a longer text is not searched.
_LONGEST = 100


def is_shown_nought(text: str) -> bool:
    """Whether text is what Excel shows for 0 in an accounting format, as a copied cell holds it: `£-`, or ` -   ` with its spaces."""
    return bool(_SHOWN_NOUGHT.fullmatch(text.replace("\u00a0", " ")))


def parse(typed: str) -> Estimate | None:
    """Read an officer's words; `None` for blank. Raises KnownTrouble, one sentence, which offers both readings where there are two."""
    shown = " ".join(typed.split())
    if not shown:
        return None
    if len(shown) > _LONGEST:
        raise KnownTrouble(_not_an_amount(f"{shown[:_LONGEST]}…"))
    if is_shown_nought(typed):
        return ZERO
    text = money.tidy(typed)
    if text == "-":
        raise KnownTrouble(f"‘{shown}’ can be read two ways: type 0 where there is none, or not known")
    text = _PERIOD.sub("", text.removesuffix(".")).removesuffix(".").rstrip()
    if _NOT_KNOWN.fullmatch(text):
        return NOT_KNOWN
    if _NOTHING.fullmatch(text):
        return ZERO
    if match := _ONE.fullmatch(text):
        return _one(match, shown)
    if match := _TWO.fullmatch(text):
        return _two(match, shown)
    raise KnownTrouble(_both_readings(text, shown) or _not_an_amount(shown))


def _not_an_amount(shown: str) -> str:
    return (
        f"‘{shown}’ is not an amount: type a number such as £1,200 or £1.2m, a range such as £0.5m to £0.75m, up to £5m, about £70m, "
        "or not known"
    )


def _both_readings(text: str, shown: str) -> str:
    """What is asked of a text that is no one amount but has two readings; nothing of any other."""
    if match := _DECIMAL_COMMA.fullmatch(text):
        ways = (f"{match['sign']}{match['whole']}{mark}{match['part']}{match['unit']}" for mark in (".", ""))
        amounts = [_amount(way) for way in ways]
        if all(amount is not None for amount in amounts):
            return f"‘{shown}’ can be read two ways: type {' or '.join(str(amount) for amount in amounts)}"
    if match := _OVER_YEARS.fullmatch(text):
        count, amount = match["count"], _amount(match["amount"])
        years = int(count) if count.isdigit() else _NUMBERS.index(count) + 2
        if amount is not None and years > 1:
            return (
                f"‘{shown}’ can be read two ways: type {amount} where that is the amount of each year, or the part of it that is this "
                "year’s where it is all of them together"
            )
    if match := _IN_ALL.fullmatch(text):
        amount = _amount(match["amount"] or match["after"])
        if amount is not None:
            return f"‘{shown}’ is a total: type it as the Total under Phasing, or the part of it that is this year’s"
    return ""


def _amount(text: str) -> Estimate | None:
    """The amount that part of a text is; nothing where it is none."""
    try:
        return parse(text)
    except KnownTrouble:
        return None


def _one(match: re.Match[str], shown: str) -> Estimate:
    amount = money.read(match["amount"])
    before, after = match["before"] or "", match["after"] or ""
    if match["minus"]:
        if before or amount < 0:
            raise KnownTrouble(_not_an_amount(shown))
        return Estimate.exact(-amount)
    if _WORDS_ABOUT.fullmatch(after):
        before, after = before or after, ""
    if before and after:
        raise KnownTrouble(_not_an_amount(shown))
    if _WORDS_AT_MOST.fullmatch(before) or after == "or less":
        return Estimate.at_most(amount)
    if _WORDS_AT_LEAST.fullmatch(before) or after:
        return Estimate.at_least(amount)
    if before and before != "exactly":
        return Estimate.about(amount)
    return Estimate.exact(amount)


def _two(match: re.Match[str], shown: str) -> Estimate:
    high = money.read(match["high"])
    low = _low_end(match["low"], match["high"], shown)
    likely = None
    if match["likely"] is not None:
        likely = money.read(match["likely"])
    return Estimate.between(low, high, likely, approximate=bool(match["about"] or match["after"]))


def _low_end(low: str, high: str, shown: str) -> Decimal:
    """The lower amount: in the unit of the upper one where it has none of its own. Raises KnownTrouble where it may be in thousands."""
    plain, upper, unit = money.read(low), money.read(high), money.unit_of(high)
    if money.unit_of(low) or plain == 0:
        return plain
    if unit and abs(plain) < _PLAINLY_POUNDS:
        shared = money.read(low, unit)
        if shared <= upper:
            return shared
    if "." not in low and may_lack_thousands(plain, upper):
        sure = f"£{plain:,.2f}"
        raise KnownTrouble(f"‘{shown}’ can be read two ways: type {money.pounds(plain * _THOUSAND)} or {sure} for the lower amount")
    return plain
