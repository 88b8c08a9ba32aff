"""What still stands between a case's paper and the agenda."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

from db.nouns import SHEETS, noun_of
from db.nouns.noun import BelongsTo
from db.nouns.returns import ReturnPack
from db.reading import Reader
from desktop.errors import KnownTrouble
from desktop.operations.appraising.partner_records import today
from desktop.operations.papers.decisions import appraised_for, document_items
from desktop.operations.papers.papers import in_hand, papers, records_of
from desktop.operations.papers.versions import set_asides
from desktop.operations.papers.withheld_readiness import withheld_items
from desktop.operations.papers.words_readiness import words_items
from desktop.operations.records.bodies import printed_from
from desktop.operations.records.records import Row, rows
from desktop.papers import readiness as of_paper
from desktop.papers.readiness import MendedAt, ReadinessItem, State
from desktop.papers.readiness.partners import late_packs, of_the_partners


def readiness(reader: Reader, case: int, paper: int | None = None) -> tuple[ReadinessItem, ...]:
    """The readiness list of a case's paper; without `paper`, of its first. Each open item has the id of the record that mends it."""
    meant = in_hand(reader, case, paper)
    try:
        appraisal = appraised_for(reader, case, meant)
    except KnownTrouble:
        appraisal = None
    records = records_of(reader, case, meant) if papers(reader, case) else None
    aside = set_asides(reader, meant) if meant is not None else {}
    partners = appraisal.partnership if records is not None and appraisal is not None else None
    more = (
        *withheld_items(reader, case, meant),
        *words_items(records, appraisal),
        *(document_items(reader, case, meant) if meant is not None else ()),
        *(of_the_partners(partners, today()) if partners is not None else ()),
        *late_packs(_waiting(reader, case), today()),
    )
    items = of_paper.readiness(records, appraisal, aside, more)
    rows_by_table: dict[str, tuple[Row, ...]] = {}
    return tuple(
        item
        if item.state is State.DONE
        else replace(item, at=replace(_found(reader, case, meant, item.at, rows_by_table), paper=meant or 0))
        for item in items
    )


def _waiting(reader: Reader, case: int) -> Iterator[tuple[str, datetime.date]]:
    """Each partner whose latest pack has not come back, with the day it was due."""
    latest: dict[str, Row] = {}
    for pack in sorted(rows(reader, ReturnPack, case), key=lambda row: int(row.text("version") or 0)):
        latest[pack.text("organisation")] = pack
    for partner, pack in latest.items():
        due = pack.values.get("due")
        if isinstance(due, datetime.date) and pack.values.get("received_on") is None:
            yield partner, due


def _found(reader: Reader, case: int, paper: int | None, at: MendedAt, rows_by_table: dict[str, tuple[Row, ...]]) -> MendedAt:
    """A place with the id of its record: the first whose columns hold what it is named by, or the paper itself."""
    if at.table not in SHEETS:
        return at
    if at.table == "papers":
        return replace(at, record=paper or 0)
    if not at.named:
        return at
    if at.table not in rows_by_table:
        noun = noun_of(at.table)
        parents = [case] if noun.BELONGS_TO is not BelongsTo.PAPER else [] if paper is None else printed_from(reader, noun, paper)
        rows_by_table[at.table] = tuple(row for parent in parents for row in rows(reader, noun, parent))
    record_id = next((row.id for row in rows_by_table[at.table] if all(row.text(key) == text for key, text in at.named)), 0)
    return replace(at, record=record_id)


def decision_words(reader: Reader, case: int, paper: int) -> tuple[str, ...]:
    """The law, the dates with their clear days, and the key decision test of a paper as they stand, in sentences."""
    try:
        appraisal = appraised_for(reader, case, paper)
    except KnownTrouble:
        appraisal = None
    return of_paper.decision_words(records_of(reader, case, paper), appraisal)
