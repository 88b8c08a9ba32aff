"""The gates of a case's plan: what must be true to pass each, the freeze of figures when one is passed, and what has changed since.

A gate freezes what a final does, the figures of report and annex by their keys, of the case's first paper, or of the case where it has
none: what is withheld from that paper is no public figure of the gate.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from db.nouns.delivery import Milestone
from db.nouns.gates import GateCondition, GateFigure, PassedGate
from db.reading import Reader
from db.writing import Unit
from desktop.errors import KnownTrouble
from desktop.late_dataclass import dataclass
from desktop.operations.papers.finals import changed_figures, figure_fields, frozen_figures
from desktop.operations.papers.fingerprints import records_sha256
from desktop.operations.papers.papers import PaperToSet, in_hand, paper_to_set
from desktop.operations.papers.versions import at_gate
from desktop.operations.store.readings import kept
from desktop.papers.sources.changes import FigureChange
from desktop.papers.sources.printed_figures import FigureKey, PrintedFigure


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate of the plan with its conditions; `passed` is nothing while it is not. `as_passed` says that no record has changed since."""

    milestone: Milestone
    conditions: tuple[GateCondition, ...]
    passed: PassedGate | None
    as_passed: bool = False

    @property
    def refusal(self) -> str:
        """Why it cannot be passed, in a sentence; blank where nothing stands in the way."""
        if self.passed is not None:
            return f"The gate ‘{self.milestone.name}’ was passed already: undo that to pass it again"
        if not self.conditions:
            return f"The gate ‘{self.milestone.name}’ does not say what must be true to pass it: add a condition"
        still = [each for each in self.conditions if not each.met]
        if not still:
            return ""
        first = still[0].name.strip().rstrip(".")
        items = "1 condition is" if len(still) == 1 else f"{len(still)} conditions are"
        return f"The gate ‘{self.milestone.name}’ cannot be passed while {items} not met, the first ‘{first}’: tick each once it is true"


@dataclass(frozen=True, slots=True)
class GateToPass:
    """A gate that nothing stands in the way of, and what its case prints, frozen, so that it can be made off the main thread."""

    case: int
    milestone: int
    records_sha256: str
    public: PaperToSet
    whole: PaperToSet | None


@dataclass(frozen=True, slots=True)
class GateFrozen:
    """The figures of a case, whole and public, as they stand at a gate."""

    given: GateToPass
    figures: Mapping[FigureKey, tuple[PrintedFigure | None, PrintedFigure | None]]


def gates(reader: Reader, case: int) -> tuple[Gate, ...]:
    """The gates of a case in the order of its plan: the milestones that are marked as one, and those that were passed as one."""
    by_milestone = {each.milestone_id: each for each in reader.all(PassedGate, case_id=case)}
    conditions = reader.all(GateCondition, order="position", case_id=case)
    return tuple(
        Gate(
            milestone,
            tuple(each for each in conditions if each.milestone_id == milestone.id),
            by_milestone.get(milestone.id),
        )
        for milestone in reader.all(Milestone, order="position", case_id=case)
        if milestone.gate or milestone.id in by_milestone
    )


def gates_json(reader: Reader, case: int) -> dict[str, Any]:
    """The key `gates` of the results JSON of a case whose plan has gates; nothing of any other."""
    of_plan = [
        {
            "name": each.milestone.name,
            "phase": each.milestone.phase,
            "term": each.milestone.term or None,
            "date": each.milestone.date or None,
            "conditions": [{"name": condition.name, "met": condition.met} for condition in each.conditions],
            "passed_at": each.passed.passed_at if each.passed else None,
            "closed_version": each.passed.version if each.passed else None,
        }
        for each in gates(reader, case)
    ]
    return {"gates": of_plan} if of_plan else {}


def found(reader: Reader, case: int, milestone: int) -> Gate | None:
    """The gate that a milestone is, and whether the records are as they were when it was passed; nothing where it is no gate."""
    of_plan = next((each for each in gates(reader, case) if each.milestone.id == milestone), None)
    if of_plan is None or of_plan.passed is None:
        return of_plan
    digest = kept(reader, ("records' digest", case), lambda _: records_sha256(reader, case, None))
    return replace(of_plan, as_passed=of_plan.passed.records_sha256 == digest)


def gate(reader: Reader, case: int, milestone: int) -> Gate:
    """One gate of a case. Raises KnownTrouble where the milestone is none."""
    of_plan = found(reader, case, milestone)
    if of_plan is None:
        raise KnownTrouble("That milestone is no gate: choose Yes under Gate first")
    return of_plan


def passed(reader: Reader, case: int) -> frozenset[int]:
    """The milestones of a case that were passed as gates."""
    return frozenset(reader.column(PassedGate, "milestone_id", case_id=case))


def version(reader: Reader, case: int) -> int:
    """Which version of the case is being worked on: 1 until its first gate is passed."""
    return max(reader.column(PassedGate, "version", case_id=case), default=0) + 1


def gate_to_pass(reader: Reader, case: int, milestone: int) -> GateToPass:
    """What passing a gate freezes. Raises KnownTrouble, one sentence, while a condition is not met, or where it was passed already."""
    if refused := gate(reader, case, milestone).refusal:
        raise KnownTrouble(refused)
    public, whole = (paper_to_set(reader, case, exempt=exempt) for exempt in (False, True))
    withheld = bool(public.records.withheld or public.records.withheld_places)
    return GateToPass(case, milestone, records_sha256(reader, case, None), public, whole if withheld else None)


def freeze(given: GateToPass) -> GateFrozen:
    """Make the figures that are to be kept. Takes frozen data alone. Raises KnownTrouble where the records contradict one another."""
    return GateFrozen(given, frozen_figures(given.public, given.whole))


def record_passed(unit: Unit, frozen: GateFrozen) -> int:
    """Record a gate as passed: when and by which login are those of the unit of work. Returns the version of the case that it closed.

    Raises KnownTrouble where the records have changed since the figures were gathered.
    """
    given = frozen.given
    if gate(unit, given.case, given.milestone).refusal or records_sha256(unit, given.case, None) != given.records_sha256:
        raise KnownTrouble("The records changed while the gate was being passed, so it was not passed: pass it again")
    [(at, login)] = unit.rows("SELECT at, login FROM units ORDER BY id DESC LIMIT 1")
    closed = version(unit, given.case)
    unit.add(
        PassedGate(
            case_id=given.case,
            position=closed,
            milestone_id=given.milestone,
            version=closed,
            passed_at=at,
            login=login,
            records_sha256=given.records_sha256,
        )
    )
    for position, (key, (whole, public)) in enumerate(frozen.figures.items()):
        fields = figure_fields(key, whole, public)
        unit.add(GateFigure(case_id=given.case, position=position, milestone_id=given.milestone, **fields))
    return closed


def pass_gate(unit: Unit, case: int, milestone: int) -> int:
    """Pass a gate in one go, within a unit of work. Returns the version closed. Raises KnownTrouble, and nothing is then recorded."""
    return record_passed(unit, freeze(gate_to_pass(unit, case, milestone)))


def beside_gate(reader: Reader, case: int, milestone: int) -> PaperToSet:
    """The whole paper of a case as it is now, laid beside a gate that was passed. Raises KnownTrouble where it was not."""
    gate_passed = reader.find(PassedGate, milestone_id=milestone)
    if gate_passed is None:
        raise KnownTrouble("That gate was not passed, so nothing has changed since: pass it first")
    given = paper_to_set(reader, case, exempt=True)
    last = at_gate(reader, reader, gate_passed, in_hand(reader, case, None), public=False, withholds=False)
    return replace(given, records=replace(given.records, last_final=last))


def differences(given: PaperToSet) -> tuple[FigureChange, ...]:
    """Every figure that is not what it was at the gate that a case is laid beside, with what moved it. Takes frozen data alone."""
    return changed_figures(given)
