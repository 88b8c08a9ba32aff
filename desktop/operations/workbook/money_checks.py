"""What the sheets of shares, targets, funding, the budget gap and weekly caps must agree on."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from db.nouns.choice import Option
from db.nouns.money import BudgetGap, CashFlow, Funding, Project, Target, WeeklyCap
from db.nouns.partners import Share
from db.nouns.register import Organisation
from desktop.operations.records.columns import column_of, plain
from desktop.operations.records.money_adapters import check_days
from desktop.operations.records.names import compared
from desktop.operations.workbook.checking import ReadBook, ReadRow, problem_at

_WHOLE = Decimal(100)
_READ_BY = frozenset(("owner", "applies_to", "shared_by", "value"))


def check_finance(book: ReadBook) -> None:
    """Add to the book's problems whatever of these sheets cannot be; names are checked already."""
    _check_shares(book)
    _check_targets(book)
    _check_funding(book)
    _check_gaps(book)
    _check_own_council(book)
    _check_funding_lines(book)
    for row in book.of(WeeklyCap):
        with problem_at(book, row, "last"):
            check_days(row.values.get("first"), row.values.get("last"))


def _check_shares(book: ReadBook) -> None:
    rows_by_flow: dict[tuple[str, str], list[ReadRow]] = {}
    owners = {compared(row.text("name")) for noun in (Option, Project) for row in book.of(noun)}
    # a row that could not be read may be the one that makes the others whole
    legible = all(
        compared(row.text("owner")) in owners and not (_READ_BY & row.columns.keys()) - row.values.keys() for row in book.of(Share)
    )
    for row in book.of(Share):
        if row.text("owner") and row.text("applies_to") and row.text("shared_by"):
            rows_by_flow.setdefault((compared(row.text("owner")), row.text("applies_to")), []).append(row)
    for rows in rows_by_flow.values():
        what = f"the {rows[0].text('applies_to')} of {rows[0].text('owner')}"
        basis = rows[0].text("shared_by")
        for row in rows[1:]:
            if row.text("shared_by") != basis:
                problem = f"row {rows[0].number} shares {what} by {basis} already. One basis divides them: make the rows agree."
                book.problems.append(row.problem("shared_by", problem))
        _check_once(book, rows, what)
        if legible:
            _check_values(book, rows, what, basis)


def _check_once(book: ReadBook, rows: Sequence[ReadRow], what: str) -> None:
    first: dict[str, int] = {}
    for row in rows:
        name = compared(row.text("organisation"))
        if name and first.setdefault(name, row.number) != row.number:
            problem = f"{row.text('organisation')} has a share of {what} in row {first[name]} already. Keep one."
            book.problems.append(row.problem("organisation", problem))
        for key in ("value", "actual", "actual_amount") if not name else ():
            if row.decimal(key) is not None:
                heading = column_of(Share, key).heading
                problem = f"there is a value and no organisation that it is of. Name the organisation, or clear {heading}."
                book.problems.append(row.problem("organisation", problem))


def _check_values(book: ReadBook, rows: Sequence[ReadRow], what: str, basis: str) -> None:
    if basis == "first call":
        if rows[0].text("applies_to") != "savings":
            book.problems.append(rows[0].problem("shared_by", "only savings can be shared by first call. Choose another basis."))
        elif not any(row.decimal("value") for row in rows):
            problem = "first call needs what each investor put in. Type it in pounds beside its organisation."
            book.problems.append(rows[0].problem("value", problem))
    if basis not in ("fixed", "caseload", "investment"):
        return
    lacking = [row for row in rows if row.decimal("value") is None and row.text("organisation")]
    for row in lacking:
        problem = f"{row.text('organisation')} has no value, which the basis {basis} needs. Type it, 0 for none."
        book.problems.append(row.problem("value", problem))
    if not any(row.text("organisation") for row in rows):
        problem = f"the basis {basis} needs a row for each organisation, with its value. Add them."
        book.problems.append(rows[0].problem("organisation", problem))
    elif basis == "fixed" and not lacking:
        total = sum((row.decimal("value") or Decimal(0) for row in rows), Decimal(0))
        if total != _WHOLE:
            short = f"{plain(_WHOLE - total)}% is nobody’s" if total < _WHOLE else f"{plain(total - _WHOLE)}% is too much"
            problem = f"the fixed shares of {what} add to {plain(total)}%, so {short}. Make them add to 100%."
            book.problems.append(rows[-1].problem("value", problem))


def _check_targets(book: ReadBook) -> None:
    first: dict[tuple[str, str], int] = {}
    for row in book.of(Target):
        name = compared(row.text("indicator")), compared(row.text("organisation"))
        if name[0] and first.setdefault(name, row.number) != row.number:
            whose = row.text("organisation") or "all together"
            problem = f"there is a target of {row.text('indicator')} for {whose} in row {first[name]} already. Keep one."
            book.problems.append(row.problem("indicator", problem))
        if not row.percents and not row.amounts:
            problem = "there is no percentage for any year. Type it in the column of its year, headed such as 2008/09."
            book.problems.append(row.problem("indicator", problem))


def _check_funding(book: ReadBook) -> None:
    kinds: dict[str, ReadRow] = {}
    first: dict[tuple[str, str, str], int] = {}
    for row in book.of(Funding):
        source, kind = compared(row.text("name")), row.text("kind")
        if not source:
            continue
        before = kinds.setdefault(source, row) if kind else None
        if before is not None and before.text("kind") != kind:
            problem = f"{row.text('name')} is {before.text('kind')} in row {before.number}. A source is of one kind: make them agree."
            book.problems.append(row.problem("kind", problem))
        purpose = source, row.text("status"), compared(row.text("purpose"))
        if purpose[2] and first.setdefault(purpose, row.number) != row.number:
            problem = f"{row.text('name')} for ‘{row.text('purpose')}’ is in row {first[purpose]} already. Keep one."
            book.problems.append(row.problem("purpose", problem))


def _check_gaps(book: ReadBook) -> None:
    """One row a fund of an organisation, a blank one being our own council, or one row for its whole budget."""
    own = {compared(row.text("name")) for row in book.of(Organisation) if row.values.get("own") is True}
    rows_by_organisation: dict[str, list[ReadRow]] = {}
    for row in book.of(BudgetGap):
        name = compared(row.text("organisation"))
        rows_by_organisation.setdefault("" if name in own else name, []).append(row)
    for rows in rows_by_organisation.values():
        of = f" of {rows[0].text('organisation')}" if rows[0].text("organisation") else ""
        first: dict[str, int] = {}
        for row in rows:
            fund = row.text("fund")
            if first.setdefault(fund, row.number) != row.number:
                whose = f"the fund {fund}" if fund else "the whole budget"
                book.problems.append(row.problem("fund", f"the gap of {whose}{of} is in row {first[fund]} already. Keep one."))
        if "" in first and len(first) > 1:
            whole = next(row for row in rows if not row.text("fund"))
            problem = "this row is for the whole budget, and other rows are for its funds. Keep the one row, or say which fund it is of."
            book.problems.append(whole.problem("fund", problem))


def _check_own_council(book: ReadBook) -> None:
    """No more than one organisation is our own council."""
    marked = [row for row in book.of(Organisation) if row.values.get("own") is True]
    for row in marked[1:]:
        problem = f"{marked[0].text('name')} is our own council already. Mark one organisation only."
        book.problems.append(row.problem("own", problem))


def _check_funding_lines(book: ReadBook) -> None:
    """Where funding comes from, and whether it is awarded, is said of lines of funding alone."""
    for row in book.of(CashFlow):
        if row.text("kind") and row.text("kind") != "funding":
            for key in ("funding_source", "status"):
                if row.text(key):
                    heading = column_of(CashFlow, key).heading
                    problem = f"{heading} is of a line of funding, and this line is {row.text('kind')}. Clear it, or correct Kind."
                    book.problems.append(row.problem(key, problem))
