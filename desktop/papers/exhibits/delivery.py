"""What delivery is shown by: services, evidence, risks, consultation, milestones and actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.papers.exhibits.exhibit import Subject, table

if TYPE_CHECKING:
    from desktop.appraisal.results import Appraisal
    from desktop.papers.content.blocks import Table
    from desktop.papers.content.records import PaperRecords


@table("services", "The services", Subject.PLACED_ALONE, ("services", "cost_lines"))
def services(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    from desktop.papers.exhibits.record_tables import services

    return (services(paper),)


@table("evidence", "The evidence", Subject.PLACED_ALONE, ("evidence",))
def evidence(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    from desktop.papers.exhibits.record_tables import evidence

    return (evidence(paper),)


@table("risks", "The risks", Subject.RISKS, ("risks",))
def risks(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    from desktop.papers.exhibits.record_tables import risks

    return (risks(paper),)


@table("consultation", "Who was consulted", Subject.CONSULTATION, ("consultations",))
def consultation(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    from desktop.papers.exhibits.record_tables import consultation

    return (consultation(paper),)


@table("milestones", "The milestones", Subject.MILESTONES, ("milestones",))
def milestones(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    from desktop.papers.exhibits.record_tables import milestones

    return (milestones(paper),)


@table("actions", "What is to be done", Subject.ACTIONS, ("actions",), "No action is recorded.")
def actions(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    from desktop.papers.exhibits.record_tables import actions

    return (actions(paper),) if paper.actions else ()
