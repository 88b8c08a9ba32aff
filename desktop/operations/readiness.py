"""What still stands between a case's paper and the agenda."""

from __future__ import annotations

from sqlmodel import Session

from desktop.errors import KnownTrouble
from desktop.operations.appraisals import appraise_case
from desktop.operations.papers import papers, records_of
from desktop.papers import readiness as of_paper
from desktop.papers.readiness import ReadinessItem


def readiness(session: Session, case: int, paper: int | None = None) -> tuple[ReadinessItem, ...]:
    """The readiness list of a case's paper; without `paper`, of its first."""
    try:
        appraisal = appraise_case(session, case)
    except KnownTrouble:
        appraisal = None
    records = records_of(session, case, paper) if papers(session, case) else None
    return of_paper.readiness(records, appraisal)
