"""What of the records behind a paper is not the council's own, or not agreed: illustrative and assumed figures, conflicts of evidence."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.appraisal.wording import listed
from desktop.papers.content.records import PaperRecords
from desktop.papers.readiness.item import MendedAt, ReadinessItem, item

_LONGEST = 60
_SCORES, _LINES = "Judge, Scores", "Money, Lines"


def of_the_records(paper: PaperRecords) -> Iterator[ReadinessItem]:
    """The items of the records behind a paper."""
    kinds = (("scores", paper.scores, _SCORES), ("weights", paper.weights, "Judge, Criteria"), ("costs and savings", paper.flows, _LINES))
    for basis, asks in (("illustrative", "record the council’s own"), ("assumed", "check them, and record what they come from")):
        named = [(name, where) for name, records, where in kinds if any(record.basis == basis for record in records)]
        if named:
            where = named[0][1]
            says = f"Some {listed([name for name, _ in named])} are {basis}: {asks}"
            yield item(f"{basis} figures", says, where, _first_of(paper, basis, where), waiting=True)
    for record in paper.evidence:
        if record.conflicts_with:
            says = f"‘{_short(record.statement)}’ conflicts with {_short(record.conflicts_with)}"
            at = MendedAt("Overview", "Evidence", "evidence", "conflicts_with", (("statement", record.statement),))
            yield item(f"evidence: conflict: {_short(record.statement)}", says, "Set up, Evidence", at, waiting=True)


def _first_of(paper: PaperRecords, basis: str, where: str) -> MendedAt:
    """Where the first record of a basis stands."""
    if where == _LINES:
        flow = next(flow for flow in paper.flows if flow.basis == basis)
        return MendedAt("Savings", "lines", "cash_flows", "basis", (("owner", flow.owner), ("line", flow.line)))
    if where == _SCORES:
        score = next(score for score in paper.scores if score.basis == basis)
        return MendedAt("Scores", table="criteria", named=(("name", score.criterion),))
    weight = next(weight for weight in paper.weights if weight.basis == basis)
    return MendedAt("Criteria", table="criteria", field="weight", named=(("name", weight.criterion),))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
