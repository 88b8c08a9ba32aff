"""Filling papers from the records, and writing them out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from sqlmodel import Session, col, select

from db.case import Case
from db.paper import Paper
from desktop.appraisal.results import Appraisal
from desktop.operations import nouns, scores, weighing
from desktop.operations.appraisals import appraise_case_whole
from desktop.operations.cases import find
from desktop.operations.columns import Value, plain, written
from desktop.operations.records import Row, add, rows
from desktop.operations.stores import opened
from desktop.operations.writing import write_whole
from desktop.papers import records as paper_records
from desktop.papers.choosing import builder

if TYPE_CHECKING:
    from desktop.papers.content import Document


def papers(session: Session, case: int) -> tuple[tuple[int, str], ...]:
    """The papers of a case: id and title, in the officer's order."""
    query = select(Paper.id, Paper.title).where(Paper.case_id == case).order_by(col(Paper.position), col(Paper.id))
    return tuple((id_, title) for id_, title in session.exec(query) if id_ is not None)


def title(session: Session, paper: int) -> str:
    """What a paper is called."""
    return session.get_one(Paper, paper).title


def start(session: Session, case: int) -> int:
    """Add a paper named after its case, for the body and by the council the records name, with its first two sections; returns its id."""
    first = _no_paper(session, case)
    made = add(session, nouns.PAPERS, case, {"title": first.title, "body": first.body, "council": first.council})
    for heading in ("Purpose", "Background"):
        add(session, nouns.SECTIONS, made, {"heading": heading})
    return made


def records_of(session: Session, case: int, paper: int | None = None) -> paper_records.PaperRecords:
    """All that a paper draws on. Without `paper`, the case's first; a case without one gets a paper of its title and nothing more."""
    known = papers(session, case)
    if paper is None and known:
        paper = known[0][0]
    details = session.get_one(Paper, paper) if paper is not None else _no_paper(session, case)

    def part(noun: nouns.Noun) -> tuple[Row, ...]:
        return rows(session, noun, paper) if paper is not None else ()

    records = paper_records.PaperRecords(
        title=details.title,
        layout=details.layout,
        council=details.council,
        body=details.body,
        meeting_date=details.meeting_date,
        status=details.status,
        item_number=details.item_number,
        originator=details.originator,
        where_from=details.where_from,
        where_to=details.where_to_next,
        wards=details.wards,
        portfolio_holder=details.portfolio_holder,
        plan_reference=details.plan_reference,
        author=details.author,
        key_decision=details.key_decision,
        key_decision_reason=details.key_decision_reason,
        urgent=details.urgent,
        urgency_reason=details.urgency_reason,
        chair_agreement=details.chair_agreement,
        conflicts_of_interest=details.conflicts_of_interest,
        sections=tuple(paper_records.Section(row.text("heading"), row.text("text")) for row in part(nouns.SECTIONS)),
        recommendations=tuple(
            paper_records.RecommendationRecord(row.text("text"), row.text("conditions"), row.text("supports"), row.text("reason"))
            for row in part(nouns.RECOMMENDATIONS)
        ),
        implications=tuple(paper_records.ImplicationRecord(row.text("heading"), row.text("text")) for row in part(nouns.IMPLICATIONS)),
        officer_comments=tuple(
            paper_records.CommentRecord(row.text("role"), row.text("comment"), row.text("date")) for row in part(nouns.OFFICER_COMMENTS)
        ),
        background_papers=tuple(
            paper_records.BackgroundPaperRecord(row.text("document"), row.text("exempt")) for row in part(nouns.BACKGROUND_PAPERS)
        ),
        appendices=tuple(
            paper_records.AppendixRecord(row.text("letter"), row.text("title"), row.text("note")) for row in part(nouns.APPENDICES)
        ),
    )
    return _with_the_case(session, case, records)


def _no_paper(session: Session, case: int) -> Paper:
    found = session.get_one(Case, case)
    council = next((row.text("name") for row in rows(session, nouns.ORGANISATIONS, case) if row.values["own"] is True), "")
    return Paper(case_id=case, title=found.title, body=found.body, council=council)


def _with_the_case(session: Session, case: int, records: paper_records.PaperRecords) -> paper_records.PaperRecords:
    """A paper's records with what it draws from the case itself."""

    def provenance(row: Row) -> dict[str, str]:
        return {"basis": row.text("basis"), "source": row.text("source")}

    def yes_or_no(row: Row, key: str) -> bool | None:
        value = row.values[key]
        return value if isinstance(value, bool) else None

    return replace(
        records,
        objectives=tuple(
            paper_records.ObjectiveRecord(row.text("name"), row.text("description")) for row in rows(session, nouns.OBJECTIVES, case)
        ),
        options=tuple(
            paper_records.OptionRecord(
                row.text("name"),
                row.text("description"),
                row.text("advantages"),
                row.text("disadvantages"),
                row.text("reason"),
                yes_or_no(row, "viable"),
                **provenance(row),
            )
            for row in rows(session, nouns.OPTIONS, case)
        ),
        services=tuple(_service(row) for row in rows(session, nouns.SERVICES, case)),
        evidence=tuple(
            paper_records.EvidenceRecord(
                row.text("statement"), row.text("value"), row.text("unit"), row.text("date"), row.text("conflicts_with"), **provenance(row)
            )
            for row in rows(session, nouns.EVIDENCE, case)
        ),
        risks=tuple(
            paper_records.RiskRecord(
                row.text("name"),
                row.text("likelihood"),
                row.text("impact"),
                row.text("control"),
                row.text("owner"),
                row.text("likelihood_after"),
                row.text("impact_after"),
                **provenance(row),
            )
            for row in rows(session, nouns.RISKS, case)
        ),
        milestones=tuple(
            paper_records.MilestoneRecord(
                row.text("phase"), row.text("name"), row.text("date"), row.values["gate"] is True, **provenance(row)
            )
            for row in rows(session, nouns.MILESTONES, case)
        ),
        consultations=tuple(_consultation(row) for row in rows(session, nouns.CONSULTATION, case)),
        actions=tuple(
            paper_records.ActionRecord(row.text("name"), row.text("owner"), row.text("due"), row.text("kind"), **provenance(row))
            for row in rows(session, nouns.ACTIONS, case)
        ),
        interviews=tuple(_interview(row) for row in rows(session, nouns.INTERVIEW_NOTES, case)),
        capabilities=tuple(
            paper_records.CapabilityRecord(
                row.text("name"),
                row.text("organisation"),
                yes_or_no(row, "held"),
                row.text("evidence"),
                row.text("says_so"),
                **provenance(row),
            )
            for row in rows(session, nouns.CAPABILITIES, case)
        ),
        partner_records=tuple(_partner_records(session, case)),
        flows=tuple(
            paper_records.FlowRecord(
                row.text("owner"),
                row.text("line"),
                row.text("kind"),
                dict(row.amounts),
                row.text("organisation"),
                yes_or_no(row, "cashable"),
                row.text("condition"),
                **provenance(row),
            )
            for row in rows(session, nouns.FLOWS, case)
        ),
        scores=tuple(
            paper_records.ScoreRecord(
                cell.group,
                cell.option,
                cell.criterion,
                cell.words,
                cell.basis,
                cell.source,
            )
            for cell in scores.cells(session, case)
        ),
        weights=(
            *(
                paper_records.WeightRecord(row.text("name"), row.text("weight"), "", **provenance(row))
                for row in rows(session, nouns.CRITERIA, case)
                if row.values["weight"] is not None
            ),
            *_own_weights(session, case),
        ),
    )


def _own_weights(session: Session, case: int) -> Iterable[paper_records.WeightRecord]:
    """What each group said of the criteria, as far as its method uses it."""
    methods = {row.text("name"): row.text("method") for row in rows(session, nouns.ASSESSORS, case)}
    for held in weighing.own_weights(session, case):
        ranks = methods[held.group] == "rank"
        if ranks and held.order is not None:
            yield paper_records.WeightRecord(held.criterion, f"place {held.order}", held.group, held.basis, held.source)
        elif not ranks and methods[held.group] != "pairwise" and held.points is not None:
            yield paper_records.WeightRecord(held.criterion, plain(held.points), held.group, held.basis, held.source)
    for judged in weighing.own_judgements(session, case):
        if methods[judged.group] == "pairwise":
            pair = f"{judged.criterion} over {judged.over}"
            yield paper_records.WeightRecord(pair, weighing.ratio_words(judged.ratio), judged.group, judged.basis, judged.source)


_RECEIVED: dict[Value, str] = {True: "received", False: "not received", None: ""}
#: The records of partners that papers draw tables from, and the columns that say what one of them holds.
_PARTNER_NOUNS: tuple[tuple[nouns.Noun, tuple[str, ...]], ...] = (
    (nouns.RETURNS, ("count",)),
    (nouns.RAG_DEFINITIONS, ()),
    (nouns.RESOURCE_SCORES, ("score", "count")),
    (nouns.FACTORS, ("organisation", "score")),
    (nouns.PROFILES, ("organisation", "value", "unit")),
    (nouns.SHARING, ("saving",)),
    (nouns.POOL, ("organisation", "before", "pooled", "after")),
    (nouns.REQUESTS, ("deadline",)),
)


def _partner_records(session: Session, case: int) -> Iterable[paper_records.PartnerRecord]:
    """Where each record of partners comes from, with what it holds in a few words."""
    for noun, keys in _PARTNER_NOUNS:
        for row in rows(session, noun, case):
            name = row.text("name") or row.text("organisation") or row.text("rating") or "not named"
            rated = [f"{year} {rating}" for year, rating in row.ratings.items()]
            gains = [f"gain {year} {amount.words()}" for year, amount in row.amounts.items()]
            received = [_RECEIVED[row.values.get("received")]]
            held = [*received, *(written(row.values[key]) for key in keys), *rated, *gains]
            yield paper_records.PartnerRecord(
                noun.sheet, name, ", ".join(text for text in held if text), row.text("basis"), row.text("source")
            )


def _interview(row: Row) -> paper_records.InterviewRecord:
    """A note for a paper: of one that is withheld not a word goes there."""
    withheld = row.text("withheld")
    return paper_records.InterviewRecord(
        row.text("name"),
        row.text("date"),
        "" if withheld else row.text("note"),
        withheld,
        row.text("exempt_paragraphs"),
        row.text("public_interest"),
        row.text("basis"),
        row.text("source"),
    )


def _service(row: Row) -> paper_records.ServiceRecord:
    fte, volume, scope = row.values["fte"], row.values["volume"], row.values["in_scope"]
    return paper_records.ServiceRecord(
        row.text("organisation"),
        row.text("name"),
        row.text("service_group"),
        row.text("delivery_model"),
        fte if isinstance(fte, Decimal) else None,
        volume if isinstance(volume, Decimal) else None,
        row.text("volume_unit"),
        scope if isinstance(scope, bool) else None,
        row.text("basis"),
        row.text("source"),
    )


def _consultation(row: Row) -> paper_records.ConsultationRecord:
    attended, invited = row.values["attended"], row.values["invited"]
    return paper_records.ConsultationRecord(
        row.text("audience"),
        row.text("event"),
        row.text("date"),
        attended if isinstance(attended, int) else None,
        invited if isinstance(invited, int) else None,
        row.text("said"),
        row.text("basis"),
        row.text("source"),
    )


def document(records: paper_records.PaperRecords, appraisal: Appraisal, layout: str) -> Document:
    """A paper as content, in a layout. Raises KnownTrouble for a layout that there is not."""
    return builder(layout)(records, appraisal)


def paper_pdf(records: paper_records.PaperRecords, appraisal: Appraisal, layout: str) -> bytes:
    """A paper set as PDF. Takes frozen data alone, so that it can be done off the main thread."""
    from desktop.papers.pdf import set_pdf

    return set_pdf(document(records, appraisal, layout))


def export_paper(file: Path, title: str | None, layout: str, out: Path) -> None:
    """Write the paper of a case in a store to a PDF file. Raises KnownTrouble; nothing is then written."""
    builder(layout)
    with opened(file) as store, store.session() as session:
        case = find(session, title)
        records, appraisal = records_of(session, case), appraise_case_whole(session, case)
    write_whole(out, paper_pdf(records, appraisal, layout))
