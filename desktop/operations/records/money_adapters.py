"""Partners, shares, targets, the budget gap, weekly caps and answers: what is checked as one value of them is set."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from typing import Any

from db.nouns.money import CHECKLIST, BudgetGap, ChecklistAnswer, Target, WeeklyCap
from db.nouns.noun import Column
from db.nouns.partners import Partner, Share
from db.nouns.register import Organisation
from db.writing import Unit
from desktop.appraisal.wording import long_date
from desktop.errors import KnownTrouble
from desktop.operations.records.adapters import Adapter
from desktop.operations.records.columns import Value
from desktop.operations.records.names import compared

_TITLES = dict(CHECKLIST)
_KEYS = {title: key for key, title in CHECKLIST}
#: What a share is of, and whose it is.
_SHARED = ("owner", "applies_to")


class PartnerAdapter(Adapter[Partner]):
    """Partners: each organisation once."""

    def likely(self, choices: tuple[str, ...]) -> tuple[str, ...]:
        """Those that are not partners yet come first."""
        taken = {self.organisation(record) for record in self.records()}
        return tuple(sorted(choices, key=lambda name: name in taken))

    def already(self, record: Partner) -> KnownTrouble:
        return KnownTrouble(f"{self.organisation(record)} is a partner already: choose another organisation")


class ShareAdapter(Adapter[Share]):
    """Shares: one basis for what applies to one owner, and each partner once."""

    def usual(self, column: Column, given: Mapping[str, Value]) -> str:
        """The basis that the owner's other shares have."""
        if column.key == "shared_by":
            table, owner = self.names.find(("options", "projects"), given["owner"])
            option, project = (owner, None) if table == "options" else (None, owner)
            bases = [other.shared_by for other in self._alike(option, project, str(given["applies_to"]))]
            if bases:
                return bases[0]
        return super().usual(column, given)

    def changes(self, unit: Unit, record: Share, key: str, value: Value) -> dict[str, Any]:
        changes = super().changes(unit, record, key, value)
        if key in _SHARED:
            fellows = self._fellows(record.but(**changes))
            return changes | ({"shared_by": fellows[0].shared_by} if fellows else {})
        return changes

    def changed(self, unit: Unit, before: Share, record: Share) -> None:
        if record.shared_by != before.shared_by:
            self._give_basis(unit, record)

    def added(self, unit: Unit, record: Share, given: Mapping[str, Value]) -> None:
        self._give_basis(unit, record)

    def _give_basis(self, unit: Unit, record: Share) -> None:
        for other in self._fellows(record):
            unit.change(other, shared_by=record.shared_by)

    def check(self, record: Share, keys: Collection[str]) -> None:
        if not record.organisation_id or not any(key in keys for key in (*_SHARED, "organisation")):
            return
        if any(other.organisation_id == record.organisation_id for other in self._fellows(record)):
            table, owner = ("options", record.option_id) if record.option_id else ("projects", record.project_id)
            raise KnownTrouble(
                f"{self.organisation(record)} has a share of the {record.applies_to} of {self.names.name(table, owner or 0)} already: "
                "change that one, or choose another organisation"
            )

    def _fellows(self, record: Share) -> list[Share]:
        """The other shares of what applies to the same owner."""
        return [each for each in self._alike(record.option_id, record.project_id, record.applies_to) if each.id != record.id]

    def _alike(self, option: int | None, project: int | None, applies_to: str) -> list[Share]:
        return self.reader.all(Share, **self.under, option_id=option, project_id=project, applies_to=applies_to)


class TargetAdapter(Adapter[Target]):
    """Targets: one of an indicator for each organisation."""

    def check(self, record: Target, keys: Collection[str]) -> None:
        if not any(key in keys for key in ("indicator", "organisation")):
            return
        alike = self.reader.all(Target, with_years=False, **self.under, organisation_id=record.organisation_id)
        if any(other.id != record.id and compared(other.indicator) == compared(record.indicator) for other in alike):
            raise KnownTrouble(
                f"There is a target of {record.indicator} for {self.organisation(record)} already: change that one, or choose another name"
            )


class GapAdapter(Adapter[BudgetGap]):
    """The budget gap of an organisation, or our own council's: one row for all of it, or one a fund."""

    def completed(self, given: Mapping[str, Value]) -> dict[str, Value]:
        taken = self.reader.column(BudgetGap, "fund", **self.under, organisation_id=None)
        if not taken or "fund" in given or given.get("organisation"):
            return dict(given)
        return {**given, "fund": next((fund for fund in BudgetGap.COLUMNS["fund"].choices if fund not in taken), "")}

    def check(self, record: BudgetGap, keys: Collection[str]) -> None:
        if not any(key in keys for key in ("fund", "organisation")):
            return
        own = {None, *self.reader.column(Organisation, "id", own=True)}
        whose = own if record.organisation_id in own else {record.organisation_id}
        others = [
            other.fund
            for other in self.reader.all(BudgetGap, with_years=False, **self.under)
            if other.id != record.id and other.organisation_id in whose
        ]
        if record.fund in others:
            raise self.already(record)
        if others and (not record.fund or "" in others):
            raise KnownTrouble(
                "The budget gap has a row for the whole budget, which would count with those of the funds: "
                "keep the one row, or say which fund it is of"
            )

    def already(self, record: BudgetGap) -> KnownTrouble:
        what = f"the {record.fund} fund" if record.fund == "general" else "housing" if record.fund else "the whole budget"
        of = f" of {self.organisation(record)}" if record.organisation_id else ""
        return KnownTrouble(f"There is a row of the budget gap for {what}{of} already: change that one")


class WeeklyCapAdapter(Adapter[WeeklyCap]):
    """Weekly caps: the last day is not before the first."""

    def check(self, record: WeeklyCap, keys: Collection[str]) -> None:
        check_days(record.first, record.last)


class AnswerAdapter(Adapter[ChecklistAnswer]):
    """Answers to the Section 151 checklist, kept by the key of a line and shown by its title: one answer a line."""

    def values(self, record: ChecklistAnswer) -> dict[str, Value]:
        return super().values(record) | {"line": _TITLES.get(record.line, record.line)}

    def usual(self, column: Column, given: Mapping[str, Value]) -> str:
        """The first line that nobody has answered."""
        answered = self.reader.column(ChecklistAnswer, "line", **self.under)
        return next((title for key, title in CHECKLIST if key not in answered), super().usual(column, given))

    def fields(self, unit: Unit, key: str, value: Value) -> dict[str, Any]:
        return super().fields(unit, key, _KEYS[str(value)] if key == "line" else value)

    def already(self, record: ChecklistAnswer) -> KnownTrouble:
        return KnownTrouble(f"‘{_TITLES.get(record.line, record.line)}’ has an answer already: change that one")


def check_days(first: Value, last: Value) -> None:
    """Raises KnownTrouble where the last day is before the first."""
    if isinstance(first, datetime.date) and isinstance(last, datetime.date) and last < first:
        raise KnownTrouble(f"The last day, {long_date(last)}, is before the first, {long_date(first)}: correct one of them")
