"""What the sheets of phasing, scenarios and actuals must agree on with the lines of Flows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from db.nouns.case import Case
from db.nouns.choice import Option
from db.nouns.grants import GrantBid, GrantRound
from db.nouns.money import Actual, CashFlow, Phasing, Project, Scenario
from db.nouns.noun import Noun
from desktop.operations.records.columns import plain
from desktop.operations.records.grant_adapters import DATES, check_dates
from desktop.operations.records.line_adapters import check_bid, check_in_plan, check_inflation
from desktop.operations.records.names import compared
from desktop.operations.workbook.checking import ReadBook, ReadRow, problem_at

_WHOLE = Decimal(100)
#: The lines of Flows by whose they are and what they are called.
_Lines = Mapping[tuple[str, str], Sequence[ReadRow]]


def check_lines(book: ReadBook) -> None:
    """Add to the book's problems whatever of these sheets cannot be; the names of owners are checked already."""
    gathered: dict[tuple[str, str], list[ReadRow]] = {}
    for row in book.of(CashFlow):
        gathered.setdefault(_named(row), []).append(row)
    for noun in (Phasing, Scenario, Actual, GrantBid):
        for row in book.of(noun):
            _check_line(book, gathered, row)
    for once in (Phasing, Actual, GrantBid):
        _check_once(book, once)
    _check_plan(book)
    _check_phasings(book, gathered)
    _check_scenarios(book, gathered)
    _check_actuals(book, gathered)
    _check_grants(book, gathered)


def _check_plan(book: ReadBook) -> None:
    """What is in the medium-term plan already is a change, and what rises by a rate of its own is entered in real prices."""
    case = next(iter(book.of(Case)), None)
    flows_are, price_base = ("", "") if case is None else (case.text("flows_are"), case.text("price_base"))
    options = {row.text("name") for row in book.of(Option)}
    for row in book.of(CashFlow):
        if row.values.get("in_plan") is True and row.text("owner") in options:
            with problem_at(book, row, "in_plan"):
                check_in_plan(flows_are or "changes")
        if row.decimal("inflation_percent"):
            with problem_at(book, row, "inflation_percent"):
                check_inflation(row.text("kind"), row.text("type"), nominal=price_base.strip().casefold() == "nominal")


def _named(row: ReadRow) -> tuple[str, str]:
    return compared(row.text("owner")), compared(row.text("line"))


def _check_line(book: ReadBook, lines: _Lines, row: ReadRow) -> None:
    """A line that is named is one of its owner, spelt as Flows has it."""
    if not row.text("line") or not row.text("owner"):
        return
    called = lines.get(_named(row), ())
    if len(called) == 1:
        row.values["line"] = called[0].text("line")
        return
    if not called:
        problem = f"{row.text('owner')} has no line named ‘{row.text('line')}’. Correct the name, or add the line to the Flows sheet."
    else:
        problem = f"{row.text('owner')} has {len(called)} lines named ‘{row.text('line')}’. Give each a name of its own on the Flows sheet."
    book.problems.append(row.problem("line", problem))


def _check_once(book: ReadBook, noun: type[Noun]) -> None:
    first: dict[tuple[str, str], int] = {}
    for row in book.of(noun):
        if all(_named(row)) and first.setdefault(_named(row), row.number) != row.number:
            problem = f"‘{row.text('line')}’ of {row.text('owner')} is in row {first[_named(row)]} already. Keep one."
            book.problems.append(row.problem("line", problem))


def _check_phasings(book: ReadBook, lines: _Lines) -> None:
    """Each total is spread whole, over a line that has no amounts of its own."""
    for row in book.of(Phasing):
        for line in lines.get(_named(row), ()):
            if line.amounts:
                problem = f"‘{row.text('line')}’ has amounts by year in row {line.number} of Flows. Keep those, or its total, not both."
                book.problems.append(row.problem("line", problem))
        total = sum(row.percents.values(), Decimal(0))
        legible = all(key in row.values for key in ("owner", "line", "total"))
        if legible and row.text("line") and total != _WHOLE:
            short = f"{plain(_WHOLE - total)}% of the total is in no year" if total < _WHOLE else f"{plain(total - _WHOLE)}% is too much"
            says = f"the years of ‘{row.text('line')}’ add to {plain(total)}%, so {short}. Make them add to 100%."
            book.problems.append(row.problem("total", says))


def _check_scenarios(book: ReadBook, lines: _Lines) -> None:
    """Each part moves a line, or a kind of line that its owner has, and no two parts of one scenario move the same."""
    first: dict[tuple[str, ...], int] = {}
    owners = {compared(row.text("name")) for noun in (Option, Project) for row in book.of(noun)}
    kinds = {(owner, row.text("kind")) for (owner, _), rows in lines.items() for row in rows}
    for row in book.of(Scenario):
        name, owner, line, kind = row.text("name"), row.text("owner"), row.text("line"), row.text("kind")
        if not name or not owner or ("kind" in row.columns and "kind" not in row.values):
            continue
        if not line and not kind:
            problem = f"‘{name}’ names no line. Name one, or type the Kind of line that it moves."
            book.problems.append(row.problem("line" if "line" in row.columns else "name", problem))
        elif not line and compared(owner) in owners and (compared(owner), kind) not in kinds:
            problem = f"‘{name}’ moves no line: {owner} has no {kind}. Correct the Kind, or name a line."
            book.problems.append(row.problem("kind", problem))
        elif line and kind and not any(each.text("kind") == kind for each in lines.get(_named(row), ())) and _named(row) in lines:
            problem = f"‘{line}’ of {owner} is no {kind}. Clear the Kind, or name another line."
            book.problems.append(row.problem("kind", problem))
        moved = (compared(name), compared(owner), compared(line), "" if line else kind)
        if (line or kind) and first.setdefault(moved, row.number) != row.number:
            problem = f"‘{name}’ moves that in row {first[moved]} already. Keep one."
            book.problems.append(row.problem("line" if line else "kind", problem))


def _check_actuals(book: ReadBook, lines: _Lines) -> None:
    """What came of a line stands beside what was planned of it."""
    phased = {_named(row) for row in book.of(Phasing)}
    for row in book.of(Actual):
        if row.amounts and _named(row) not in phased and any(not line.amounts for line in lines.get(_named(row), ())):
            problem = (
                f"‘{row.text('line')}’ of {row.text('owner')} has an actual amount and no plan. Type what was planned on the Flows sheet, "
                "or delete the row."
            )
            book.problems.append(row.problem("line", problem))


def _check_grants(book: ReadBook, lines: _Lines) -> None:
    """A round's dates come in their order, and a bid asks for a grant."""
    for row in book.of(GrantRound):
        with problem_at(book, row, "name"):
            check_dates(row.text("name"), {key: row.text(key) for key in DATES})
    for row in book.of(GrantBid):
        for line in lines.get(_named(row), ()):
            with problem_at(book, row, "line"):
                check_bid(row.text("line"), line.text("kind"), line.text("funding_source"))
