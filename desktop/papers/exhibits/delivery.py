"""What delivery is shown by: services, evidence, risks, consultation, milestones and actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.papers.exhibits.exhibit import Stands, Subject, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.nouns.delivery import Action, Consultation
    from db.nouns.gates import PassedGate
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
    from desktop.papers.content.wording import day_in_words, filled
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
                "source": lambda item: filled((item.source, item.basis if item.basis != "reported" else "", day_in_words(item.date))),
            },
            left_out=("unit", "date"),
            with_source=True,
            notes=("Where two statements conflict both are recorded, and neither has been put right.",) if conflicts else (),
        ),
    )


@table("risks", "The risks", Subject.RISKS, ("risks",), stands=Stands.WHERE_UNSAID)
def risks(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    from db.nouns.delivery import Risk
    from desktop.papers.content.wording import filled
    from desktop.papers.content.words import cell
    from desktop.papers.exhibits.record_tables import table_of

    return (
        table_of(
            paper,
            Risk,
            paper.risks,
            "Risks and controls",
            "No risks are recorded.",
            headings={
                "likelihood": "Likelihood and impact",
                "control": "Control and owner",
                "likelihood_after": "With the control in place",
            },
            written={
                "likelihood": lambda item: _rated(item.likelihood, item.impact),
                "control": lambda item: filled((cell(item.control), f"Owner: {item.owner}" if item.owner else ""), "\n"),
                "likelihood_after": lambda item: _rated(item.likelihood_after, item.impact_after),
            },
            left_out=("impact", "owner", "impact_after"),
            noted=lambda item: "ratings and controls of risks",
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
            headings={"audience": "Who", "event": "How", "attended": "Took part", "said": "What was said"},
            written={"event": _held, "attended": _attendance},
            left_out=("date", "invited"),
            named_by=("audience", "event"),
        ),
    )


@table("milestones", "The milestones", Subject.MILESTONES, ("milestones",), stands=Stands.WHERE_UNSAID)
def milestones(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """The plan by phase and term; of a gate whether it is one, and when it was passed."""
    from db.nouns.delivery import Milestone
    from desktop.papers.content.wording import capital, filled
    from desktop.papers.exhibits.record_tables import table_of

    passed = {each.milestone_id: _day_passed(each) for each in paper.passed_gates}
    return (
        table_of(
            paper,
            Milestone,
            paper.milestones,
            "Timetable",
            "No milestones are recorded.",
            written={
                "phase": lambda item: filled((item.phase, capital(item.term)), "\n"),
                "gate": lambda item: passed.get(item.id, "Decision point") if item.gate else "",
            },
            left_out=("term",),
            named_by=("name",),
        ),
    )


def _day_passed(gate: PassedGate) -> str:
    import datetime

    from desktop.papers.content.wording import day

    return f"Decision point, passed on {day(datetime.datetime.fromisoformat(gate.passed_at).date())}"


@table(
    "gates",
    "What must be true to pass each gate",
    Subject.MILESTONES,
    ("gate_conditions",),
    "No gate says what must be true to pass it.",
    Stands.WHERE_UNSAID,
)
def gate_conditions(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """A table for each gate that says what must be true to pass it, in the order of the plan, and whether that is so."""
    from db.nouns.gates import GateCondition
    from desktop.papers.exhibits.record_tables import table_of

    of_gates = (
        (gate, conditions)
        for gate in paper.milestones
        if (conditions := [each for each in paper.gate_conditions if each.milestone_id == gate.id])
    )
    return tuple(
        table_of(
            paper,
            GateCondition,
            conditions,
            f"What must be true to pass ‘{gate.name}’",
            "",
            written={"met": lambda item: "Yes" if item.met else "Not yet"},
            left_out=("milestone_id",),
            named_by=("name",),
        )
        for gate, conditions in of_gates
    )


def _kinds_of_action() -> tuple[str, ...]:
    from db.nouns.delivery import Action

    return tuple(each.capitalize() for each in Action.COLUMNS["kind"].choices)


def _actions_of_one_kind(paper: PaperRecords, appraisal: Appraisal, kind: str) -> tuple[Table, ...]:
    """The actions of one kind, which its caption names."""
    return _actions(paper, [each for each in paper.actions if each.kind == kind.lower()], f"Actions: {kind.lower()}", "kind")


@table(
    "actions", "What is to be done", Subject.ACTIONS, ("actions",), "No action is recorded.", Stands.WHERE_UNSAID,
    build_one=_actions_of_one_kind, one_of=_kinds_of_action,
)  # fmt: skip
def actions(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """What is to be done, by whom and by when."""
    return _actions(paper, paper.actions, "Actions")


def _actions(paper: PaperRecords, records: Sequence[Action], caption: str, *left_out: str) -> tuple[Table, ...]:
    from db.nouns.delivery import Action
    from desktop.papers.exhibits.record_tables import table_of

    headings = {"owner": "Who", "due": "By when", "kind": "What it is"}
    return (table_of(paper, Action, records, caption, headings=headings, left_out=left_out),) if records else ()


def _rated(likelihood: str, impact: str) -> str:
    """How likely a risk is, and what it would do, on the council's own scale: `Likelihood medium, impact high`."""
    from desktop.papers.content.wording import capital, filled

    words = (f"likelihood {likelihood.lower()}" if likelihood else "", f"impact {impact.lower()}" if impact else "")
    return capital(filled(words))


def _held(item: Consultation) -> str:
    """How somebody was consulted, and when."""
    from desktop.papers.content.wording import day_in_words, filled

    return filled((item.event, day_in_words(item.date)), "\n")


def _attendance(item: Consultation) -> str:
    """Who came: `23 of 37`, `23`, `37 invited`, or nothing."""
    if item.attended is None:
        return "" if item.invited is None else f"{item.invited:,} invited"
    return f"{item.attended:,} of {item.invited:,}" if item.invited is not None else f"{item.attended:,}"
