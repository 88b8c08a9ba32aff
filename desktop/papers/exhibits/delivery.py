"""What delivery is shown by: services, evidence, risks, consultation, milestones and actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.papers.exhibits.exhibit import Stands, Subject, table

if TYPE_CHECKING:
    from db.nouns.delivery import Consultation
    from desktop.appraisal.results import Appraisal
    from desktop.papers.content.blocks import Table
    from desktop.papers.content.records import PaperRecords


@table("services", "The services", Subject.RECORDS, ("services", "cost_lines"), stands=Stands.WHERE_PLACED)
def services(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    from desktop.papers.exhibits.record_tables import services

    return (services(paper),)


@table("evidence", "The evidence", Subject.RECORDS, ("evidence",), stands=Stands.WHERE_PLACED)
def evidence(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    from db.nouns.case import Evidence
    from desktop.papers.content.wording import filled
    from desktop.papers.exhibits.record_tables import table_of

    conflicts = any(item.conflicts_with for item in paper.evidence)
    return (
        table_of(
            paper,
            Evidence,
            paper.evidence,
            "Evidence",
            "No evidence is recorded.",
            written={
                "value": lambda item: filled((item.value, item.unit), " "),
                "source": lambda item: filled((item.source, item.basis if item.basis != "reported" else "")),
            },
            left_out=("unit",),
            with_source=True,
            notes=("Where two statements conflict both are recorded, and neither has been put right.",) if conflicts else (),
        ),
    )


@table("risks", "The risks", Subject.RISKS, ("risks",), stands=Stands.WHERE_UNSAID)
def risks(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    from db.nouns.delivery import Risk
    from desktop.papers.content.wording import capital
    from desktop.papers.exhibits.record_tables import table_of

    controlled = any(item.likelihood_after or item.impact_after for item in paper.risks)
    return (
        table_of(
            paper,
            Risk,
            paper.risks,
            "Risks and controls",
            "No risks are recorded.",
            written={
                "likelihood": lambda item: capital(item.likelihood),
                "impact": lambda item: capital(item.impact),
                "likelihood_after": lambda item: capital(item.likelihood_after),
                "impact_after": lambda item: capital(item.impact_after),
            },
            noted=lambda item: "ratings and controls of risks",
            notes=("The likelihood and the impact after are those with the control in place.",) if controlled else (),
        ),
    )


@table("consultation", "Who was consulted", Subject.CONSULTATION, ("consultations",), stands=Stands.WHERE_UNSAID)
def consultation(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    from db.nouns.delivery import Consultation
    from desktop.papers.exhibits.record_tables import table_of

    return (
        table_of(
            paper,
            Consultation,
            paper.consultations,
            "Who was consulted",
            "No consultation is recorded.",
            headings={"audience": "Who", "event": "How", "said": "What was said"},
            written={"attended": _attendance},
            left_out=("invited",),
            named_by=("audience", "event"),
        ),
    )


@table("milestones", "The milestones", Subject.MILESTONES, ("milestones",), stands=Stands.WHERE_UNSAID)
def milestones(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    from db.nouns.delivery import Milestone
    from desktop.papers.exhibits.record_tables import table_of

    return (
        table_of(
            paper,
            Milestone,
            paper.milestones,
            "Timetable",
            "No milestones are recorded.",
            written={"gate": lambda item: "Decision point" if item.gate else ""},
            named_by=("name",),
        ),
    )


@table("actions", "What is to be done", Subject.ACTIONS, ("actions",), "No action is recorded.", Stands.WHERE_UNSAID)
def actions(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """What is to be done, by whom and by when."""
    from db.nouns.delivery import Action
    from desktop.papers.exhibits.record_tables import table_of

    if not paper.actions:
        return ()
    return (table_of(paper, Action, paper.actions, "Actions", headings={"owner": "Who", "due": "By when", "kind": "What it is"}),)


def _attendance(item: Consultation) -> str:
    """Who came: `23 of 37`, `23`, `37 invited`, or nothing."""
    if item.attended is None:
        return "" if item.invited is None else f"{item.invited} invited"
    return f"{item.attended} of {item.invited}" if item.invited is not None else str(item.attended)
