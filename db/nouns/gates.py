"""The gates of a plan: what must be true to pass each, when it was passed, and the figures as they stood then."""

from __future__ import annotations

from db.nouns.finals import FinalFigure
from db.nouns.noun import Kind, Link, Seen, column
from db.nouns.records import CaseRecord, Record


class GateCondition(
    CaseRecord,
    table="gate_conditions",
    seen=Seen.MARKED,
    singular="condition of a gate",
    plural="conditions of gates",
    sheet="Gate conditions",
    named_by=("name",),
):
    """One thing that must be true before a gate is passed."""

    milestone_id: int = column(
        "Gate", Kind.REFERENCE, key="gate", refers_to="milestones", hint="A milestone of the case that has Yes under Gate."
    )
    name: str = column("What must be true", Kind.LONG_TEXT, hint="One thing that can be found to be so or not.")
    met: bool = column("Met", Kind.YES_NO, default=False, hint="Yes once it is true. A gate is passed when all of its conditions are.")


class GateRecord(Record, seen=Seen.OPEN):
    """What is kept of a gate that was passed; it goes with the milestone where that is withheld."""

    case_id: int = column(refers_to="cases", link=Link.PLACE)
    position: int = column(default=0)
    milestone_id: int = column("Gate", Kind.REFERENCE, key="gate", refers_to="milestones", hint="The gate that was passed.")


class PassedGate(
    GateRecord,
    table="passed_gates",
    seen=Seen.OPEN,
    singular="passed gate",
    plural="passed gates",
    sheet="Passed gates",
    unique=(("case_id", "version"), ("milestone_id",)),
    named_by=("milestone_id",),
):
    """A gate that was passed: the version of the case that it closed, when (UTC, ISO), by which login, and the SHA-256 of the records."""

    version: int = column("Version", Kind.INTEGER, at_least=1, hint="The version of the case that passing it closed: 1 for the first.")
    passed_at: str = column("Passed at", hint="When, in UTC.")
    login: str = column("Login", hint="By which login.")
    records_sha256: str = column("SHA-256 of records", hint="Of the records of the case as they were then.")


class GateFigure(
    GateRecord,
    table="gate_figures",
    seen=Seen.OPEN,
    singular="figure at a gate",
    plural="figures at gates",
    sheet="Gate figures",
    unique=(("milestone_id", "kind", "record", "field", "year"),),
    named_by=("milestone_id", "kind", "record", "field", "year"),
):
    """A figure of the case as it stood when a gate was passed, by the key that figures of finals have."""

    kind: str = FinalFigure.kind
    record: str = FinalFigure.record
    field: str = FinalFigure.field
    year: str = FinalFigure.year
    label: str = FinalFigure.label
    value: str = FinalFigure.value
    public_value: str = FinalFigure.public_value
