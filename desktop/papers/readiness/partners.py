"""What partners still owe a paper, and what it owes them: returns that are not in, requests past their deadline, and dates at odds."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from desktop.appraisal.findings.partnership import conflict
from desktop.appraisal.partners.appraised import Partnership
from desktop.appraisal.partners.requests import Asked
from desktop.appraisal.partners.returns import IndicatorReturns
from desktop.appraisal.why import on_screen
from desktop.appraisal.wording import counted, long_date
from desktop.papers.content.wording import some
from desktop.papers.readiness.item import MendedAt, ReadinessItem, item


def of_the_partners(partnership: Partnership, today: datetime.date) -> Iterator[ReadinessItem]:
    """The items of the records of partners, as they stand on a day."""
    for indicator in partnership.returns.indicators:
        yield from _of_the_returns(indicator)
    for asked in partnership.requests:
        if asked.conflict:
            says = on_screen(conflict(asked).words).removesuffix(".")
            yield item(f"request: dates at odds: {asked.name}", says, "Set up, Requests", _request(asked, "deadline"), waiting=True)
        if asked.overdue(today):
            yield _unanswered(asked)


def late_packs(latest: Iterable[tuple[str, datetime.date]], today: datetime.date) -> Iterator[ReadinessItem]:
    """The partners whose latest pack was due by a day that has passed and has not come back, each with that day."""
    for partner, due in latest:
        if due < today:
            at = MendedAt("Partners", "Partners", "organisations", "name", (("name", partner),))
            says = f"{partner} was asked for answers by {long_date(due)}, and has not sent them"
            yield item(f"pack: late: {partner}", says, "Partners", at, waiting=True)


def _of_the_returns(returns: IndicatorReturns) -> Iterator[ReadinessItem]:
    if not returns.missing:
        return
    of = f" for {returns.indicator}" if returns.indicator else ""
    have = "has" if len(returns.missing) == 1 else "have"
    says = f"{counted(len(returns.missing), 'return')}{of} {have} not come in: {some(returns.missing)}"
    named = (("organisation", returns.missing[0]), ("indicator", returns.indicator))
    at = MendedAt("Partners", "Returns", "returns", "received", named)
    yield item(f"returns: not in: {returns.indicator}", says, "Set up, Returns", at, waiting=True)


def _unanswered(asked: Asked) -> ReadinessItem:
    """What was to be answered by a day that has passed: by us, unless it is we who ask."""
    last = long_date(asked.last) if asked.last is not None else "its deadline"
    is_ours = any(row.put == "by us" for row in asked.rows)
    party = asked.party
    of = f" {'of' if is_ours else 'by'} {party}" if party else ""
    says = f"‘{asked.rows[0].name}’ was asked{of} and has no answer, though it was due by {last}"
    return item(f"request: no answer: {asked.name}", says, "Set up, Requests", _request(asked, "answer"), waiting=is_ours)


def _request(asked: Asked, field: str) -> MendedAt:
    return MendedAt("Partners", "Requests", "requests", field, (("name", asked.rows[0].name), ("party", asked.rows[0].party)))
