"""Milestones and the conditions of gates: a condition is of a gate, and of one that was passed nothing changes."""

from __future__ import annotations

from collections.abc import Collection

from db.nouns.delivery import Milestone
from db.nouns.gates import GateCondition, PassedGate
from db.nouns.noun import Column
from db.reading import Reader
from db.writing import Unit
from desktop.errors import KnownTrouble
from desktop.operations.records.adapters import Adapter


class MilestoneAdapter(Adapter[Milestone]):
    """Milestones: one that has conditions, or was passed, stays a gate."""

    def check(self, record: Milestone, keys: Collection[str]) -> None:
        if "gate" not in keys or record.gate or not record.id:
            return
        if self.reader.exists(PassedGate, milestone_id=record.id):
            raise KnownTrouble(f"The gate ‘{record.name}’ was passed, so it stays a gate: undo the passing first")
        if self.reader.exists(GateCondition, milestone_id=record.id):
            raise KnownTrouble(f"‘{record.name}’ has conditions that must be true to pass it: delete them before it is no gate")


class GateConditionAdapter(Adapter[GateCondition]):
    """Conditions: each of one gate that was not passed yet."""

    def choices(self, column: Column) -> tuple[str, ...]:
        """The gates that were not passed yet come first, and what is no gate is not offered."""
        if column.refers_to != "milestones":
            return super().choices(column)
        passed = set(self.reader.column(PassedGate, "milestone_id", **self.under))
        every = self.reader.all(Milestone, order="position", **self.under, gate=True)
        return tuple(dict.fromkeys(each.name for each in sorted(every, key=lambda each: each.id in passed)))

    def check(self, record: GateCondition, keys: Collection[str]) -> None:
        milestone = self.reader.get(Milestone, record.milestone_id)
        if not milestone.gate:
            raise KnownTrouble(f"‘{milestone.name}’ is no gate: choose one, or type Yes under Gate on Milestones")
        if len(self.reader.column(Milestone, "id", **self.under, name=milestone.name)) > 1:
            raise KnownTrouble(f"Two milestones are named ‘{milestone.name}’: give the gate a name of its own")
        refuse_passed(self.reader, record.milestone_id)

    def before_deleting(self, unit: Unit, record: GateCondition) -> None:
        refuse_passed(unit, record.milestone_id)


def refuse_passed(reader: Reader, milestone: int) -> None:
    """Raises KnownTrouble where a gate was passed: what had to be true then stays as it was."""
    if reader.exists(PassedGate, milestone_id=milestone):
        name = reader.get(Milestone, milestone).name
        raise KnownTrouble(f"The gate ‘{name}’ was passed, so what had to be true stays as it was: undo the passing first")
