"""What the sheets of returns, scores, definitions, profiles, contributions and the Count must agree on."""

from __future__ import annotations

from db.nouns.count import SpendLine
from db.nouns.partners import PoolContribution, ProfileMeasure
from db.nouns.returns import RagDefinition, ResourceScore, Return
from desktop.appraisal.estimate import Estimate
from desktop.operations.records.names import compared
from desktop.operations.records.partner_adapters import check_spend, nobodys_stream
from desktop.operations.workbook.checking import ReadBook, problem_at


def check_partners(book: ReadBook) -> None:
    """Add to the book's problems whatever of these sheets cannot be; names are checked already."""
    _check_counted(book)
    _check_returns(book)
    _check_definitions(book)
    _check_once_each(book)
    _check_spending(book)


def _check_counted(book: ReadBook) -> None:
    """A count names nobody, and what names nobody has a count."""
    for noun in (Return, ResourceScore):
        for row in book.of(noun):
            named, counted = row.text("organisation"), row.values.get("count") is not None
            if named and counted:
                problem = f"a count is of {noun.PLURAL} that name nobody, and this row is {named}’s. Clear the organisation, or the count."
                book.problems.append(row.problem("count", problem))
            elif not named and not counted and (noun is Return or row.text("score")):
                problem = (
                    f"this row has neither an organisation nor a count. Name the organisation, or type how many {noun.PLURAL} it is of."
                )
                book.problems.append(row.problem("organisation" if "organisation" in row.columns else "count", problem))


def _check_returns(book: ReadBook) -> None:
    first: dict[tuple[str, str], int] = {}
    for row in book.of(Return):
        name = compared(row.text("organisation")), compared(row.text("indicator"))
        if name[0] and first.setdefault(name, row.number) != row.number:
            indicator = f" for {row.text('indicator')}" if row.text("indicator") else ""
            problem = f"{row.text('organisation')} has a return{indicator} in row {first[name]} already. Keep one."
            book.problems.append(row.problem("organisation", problem))
        if row.values.get("received") is False and (row.ratings or row.amounts):
            problem = "the return has not come in, and yet it has a rating or a gain. Say that it was received, or clear them."
            book.problems.append(row.problem("received", problem))


def _check_definitions(book: ReadBook) -> None:
    first: dict[str, int] = {}
    for row in book.of(RagDefinition):
        rating = row.text("rating")
        if rating and first.setdefault(rating, row.number) != row.number:
            book.problems.append(row.problem("rating", f"{rating} is defined in row {first[rating]} already. Keep one."))


def _check_once_each(book: ReadBook) -> None:
    for noun in (ProfileMeasure, PoolContribution):
        first: dict[tuple[str, str], int] = {}
        for row in book.of(noun):
            name = compared(row.text("organisation")), compared(row.text("name"))
            if all(name) and first.setdefault(name, row.number) != row.number:
                problem = f"{row.text('organisation')} has ‘{row.text('name')}’ in row {first[name]} already. Keep one."
                book.problems.append(row.problem("name", problem))


def _check_spending(book: ReadBook) -> None:
    for row in book.of(SpendLine):
        amount, handling = row.values.get("amount"), row.values.get("handling")
        if row.text("stream") and not row.text("organisation"):
            book.problems.append(row.problem("stream", nobodys_stream(row.text("stream"))))
        with problem_at(book, row, "handling"):
            check_spend(
                amount if isinstance(amount, Estimate) else None,
                handling if isinstance(handling, Estimate) else None,
                row.decimal("frontline_percent"),
            )
