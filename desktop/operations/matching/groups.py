"""Columns of years that stand in groups, such as Revenue and Capital over the same years: each group is a line of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from db.nouns.choice import Option
from db.nouns.money import CashFlow, Project
from db.nouns.noun import Noun
from desktop.appraisal.years import FinancialYear
from desktop.late_dataclass import dataclass
from desktop.operations.matching.asks import LEAVE_OUT, Ask, CaseNames, Choice
from desktop.operations.matching.blocks import filled
from desktop.operations.matching.tables import Table
from desktop.operations.records.columns import clean

_OWNER, _SAME = "owner", "same"
#: What a group of columns may be: the column of a line that it says, and what it says there.
_GROUPS: tuple[tuple[str, str, str], ...] = (
    ("type=revenue", "Revenue", r"revenue"),
    ("type=capital", "Capital", r"capital"),
    ("kind=cost", "Costs", r"costs?|expenditure|spend(?:ing)?"),
    ("kind=saving", "Savings", r"savings?|benefits?"),
    ("kind=income", "Income", r"income"),
    ("kind=funding", "Funding", r"funding"),
    ("recurring=yes", "Recurring", r"recurring|ongoing|recurrent"),
    ("recurring=no", "One-off", r"one[- ]?off|non-recurring|non-recurrent"),
    ("cashable=yes", "Cashable", r"cashable|cash[- ]releasing"),
    ("cashable=no", "Not cashable", r"non[- ]?cashable|not cashable|non-cash[- ]releasing"),
)


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of a table's years: by column of the table what every line under it has beside its amounts, by key.

    `keys` are the columns that all of the groups say, which are asked of no row. `left_out` are the columns of groups that are not taken.
    """

    of: Mapping[int, Mapping[str, str]]
    asks: tuple[Ask, ...] = ()
    keys: frozenset[str] = frozenset()
    left_out: frozenset[int] = frozenset()


def groups_of(table: Table, noun: type[Noun], years: Mapping[int, FinancialYear], known: CaseNames, answers: Mapping[str, str]) -> Groups:
    """What each group of years is, asked where its words do not say; none where all years are those of one line."""
    words = {n: table.over[n] for n in years if n < len(table.over)}
    distinct = list(dict.fromkeys(words.values()))
    again = any(count > 1 for count in Counter(years.values()).values())
    if noun is not CashFlow or len(distinct) < 2 or not (again or any(_said(each, known) for each in distinct)):
        return Groups({})
    asks = {each: _ask(each, known, answers, may_be_one=not again) for each in distinct if each or again}
    fixed = {each: _fixed(each, ask.answer) for each, ask in asks.items()}
    keys = frozenset.intersection(*(frozenset(each) for each in fixed.values()))
    left = frozenset(n for n, each in words.items() if each in asks and asks[each].answer == LEAVE_OUT)
    return Groups({n: fixed[each] for n, each in words.items() if fixed.get(each)}, tuple(asks.values()), keys, left)


def sections_of(
    table: Table, named_in: int, set_aside: Iterable[int], answers: Mapping[str, str]
) -> tuple[Mapping[int, Mapping[str, str]], list[Ask]]:
    """What the rows below a heading within the table are, such as Costs and then Savings, by row, and what is asked of each heading."""
    aside, within = frozenset(set_aside), {}
    asks: list[Ask] = []
    now: Mapping[str, str] = {}
    for row in table.rows:
        word = clean(str(table.cell(row, named_in) or "")).strip(" :")
        if row[0] in aside and len(filled(row[1])) == 1 and (usual := _said(word, None)):
            key = f"section {row[0]}"
            choices = (Choice(usual, _words(usual)), Choice(_SAME, "As the others"))
            asks.append(Ask(key, f"The rows below \u2018{word}\u2019 are", choices, answers.get(key, usual)))
            now = _fixed(word, asks[-1].answer)
        elif now and row[0] not in aside:
            within[row[0]] = now
    return within, asks


def years_apart(years: Iterable[int], of: Mapping[int, Mapping[str, str]]) -> list[tuple[Mapping[str, str], list[int]]]:
    """The columns of years by the group that they stand in, in their order: one of no group where there are none."""
    apart: dict[tuple[tuple[str, str], ...], list[int]] = {}
    for n in years:
        apart.setdefault(tuple(sorted(of.get(n, {}).items())), []).append(n)
    return [(dict(group), columns) for group, columns in apart.items()] or [({}, [])]


def _ask(word: str, known: CaseNames, answers: Mapping[str, str], *, may_be_one: bool) -> Ask:
    usual = _said(word, known)
    choices = [Choice(value, words) for value, words, _ in _GROUPS]
    if usual and usual not in {choice.value for choice in choices} and usual != _OWNER:
        choices.insert(0, Choice(usual, _words(usual)))
    if word:
        choices.append(Choice(_OWNER, f"Of the option or project ‘{word}’"))
    if may_be_one:
        choices.append(Choice(_SAME, "Years of the same line as the others"))
    choices.append(Choice(LEAVE_OUT, "Leave out"))
    key = f"under {word}"
    return Ask(key, f"The columns under {f'‘{word}’' if word else 'no word'} are", tuple(choices), answers.get(key, usual))


def _words(value: str) -> str:
    named = {value: words for value, words, _ in _GROUPS}
    return ", ".join(named[each] for each in value.split(";"))


def _said(word: str, known: CaseNames | None) -> str:
    """What the words over a group say it is; blank where they do not, or fit two readings."""
    if known is not None and (known.has(Option, word) or known.has(Project, word)):
        return _OWNER
    rest, found = word.casefold(), []
    for value, _, pattern in reversed(_GROUPS):  # not cashable before cashable
        rest, count = re.subn(rf"(?<![\w-])(?:{pattern})(?![\w-])", " ", rest)
        if count:
            found.append(value)
    columns = [value.partition("=")[0] for value in found]
    is_all = not re.sub(r"\b(?:and|total|the|net|gross)\b|[^a-z]", "", rest)
    return ";".join(reversed(found)) if found and is_all and len(set(columns)) == len(columns) else ""


def _fixed(word: str, answer: str) -> Mapping[str, str]:
    if answer == _OWNER:
        return {_OWNER: word}
    return dict(each.split("=") for each in answer.split(";")) if "=" in answer else {}
