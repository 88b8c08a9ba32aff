"""Partners, shares, targets, the budget gap, leavers, weekly caps and answers: what is checked as one value of them is set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from sqlmodel import col, select

from db.case import Case
from db.nouns.money import CHECKLIST
from db.organisation import Organisation
from db.reading import Reader
from db.sharing import Share
from db.target import BudgetGap, BudgetGapAmount, Target, TargetAmount, TargetPercent
from db.writing import Unit
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.wording import long_date
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble
from desktop.operations.records import amounts
from desktop.operations.records.adapters import Adapter, link_organisation, organisation_named
from desktop.operations.records.choice_adapters import owner_of, refuse_outside, set_owner
from desktop.operations.records.columns import Column, Value
from desktop.operations.records.nouns import GAPS

_TITLES = dict(CHECKLIST)
_KEYS = {title: key for key, title in CHECKLIST}


class OfOrganisation(Adapter):
    """A record that may name an organisation, which is then a partner in the case."""

    def values(self, reader: Reader, parent: int, record: Any) -> dict[str, Value]:
        named = reader.session.get_one(Organisation, record.organisation_id).name if record.organisation_id else None
        return super().values(reader, parent, record) | {"organisation": named}

    def assign(self, unit: Unit, parent: int, record: Any, key: str, value: Value) -> None:
        if key != "organisation":
            super().assign(unit, parent, record, key, value)
            return
        record.organisation_id = organisation_named(unit, value).id if value else None
        if record.organisation_id is not None:
            link_organisation(unit, parent, record.organisation_id)

    def named(self, reader: Reader, record: Any) -> str:
        """The organisation in a sentence."""
        return reader.session.get_one(Organisation, record.organisation_id).name if record.organisation_id else "all together"


class PartnerAdapter(OfOrganisation):
    """Partners: each organisation once."""

    def likely(self, reader: Reader, parent: int, choices: tuple[str, ...]) -> tuple[str, ...]:
        """Those that are not partners yet come first."""
        taken = {reader.session.get_one(Organisation, record.organisation_id).name for record in self.records(reader, parent)}
        return tuple(sorted(choices, key=lambda name: name in taken))

    def already(self, reader: Reader, parent: int, record: Any) -> KnownTrouble:
        return KnownTrouble(f"{self.named(reader, record)} is a partner already: choose another organisation")


class ShareAdapter(OfOrganisation):
    """Shares: one basis for what applies to one owner, and each partner once."""

    def values(self, reader: Reader, parent: int, record: Any) -> dict[str, Value]:
        return super().values(reader, parent, record) | {"owner": owner_of(reader, record)}

    def usual(self, reader: Reader, parent: int, column: Column, given: Mapping[str, Value]) -> str:
        """The basis that the owner's other shares have."""
        if column.key == "shared_by":
            like = Share(case_id=parent, applies_to=str(given["applies_to"]))
            set_owner(reader, parent, like, given["owner"])
            bases = [str(other.shared_by) for other in self._fellows(reader, parent, like)]
            if bases:
                return bases[0]
        return super().usual(reader, parent, column, given)

    def assign(self, unit: Unit, parent: int, record: Any, key: str, value: Value) -> None:
        if key == "owner":
            set_owner(unit, parent, record, value)
        else:
            super().assign(unit, parent, record, key, value)
        if record.id is None:
            return
        if key == "shared_by":
            self._give_basis(unit, parent, record)
        elif key in ("owner", "applies_to"):
            record.shared_by = next((other.shared_by for other in self._fellows(unit, parent, record)), record.shared_by)
        if key in ("owner", "applies_to", "organisation"):
            self._refuse_twice(unit, parent, record)

    def linked(self, unit: Unit, parent: int, record: Any, given: Mapping[str, Value]) -> None:
        self._give_basis(unit, parent, record)
        self._refuse_twice(unit, parent, record)

    def _fellows(self, reader: Reader, parent: int, record: Any) -> Iterator[Any]:
        """The other shares of what applies to the same owner."""
        with reader.session.no_autoflush:
            records = self.records(reader, parent)
        alike = (record.option_id, record.project_id, record.applies_to)
        return (other for other in records if other is not record and (other.option_id, other.project_id, other.applies_to) == alike)

    def _give_basis(self, unit: Unit, parent: int, record: Any) -> None:
        for other in self._fellows(unit, parent, record):
            if other.shared_by != record.shared_by:
                other.shared_by = record.shared_by
                unit.session.add(other)

    def _refuse_twice(self, reader: Reader, parent: int, record: Any) -> None:
        if record.organisation_id and any(
            other.organisation_id == record.organisation_id for other in self._fellows(reader, parent, record)
        ):
            raise KnownTrouble(
                f"{self.named(reader, record)} has a share of the {record.applies_to} of {owner_of(reader, record)} already: "
                "change that one, or choose another organisation"
            )


class TargetAdapter(OfOrganisation):
    """Targets: one of an indicator for each organisation, in years of its own."""

    def amounts(self, reader: Reader, ids: list[int]) -> dict[int, dict[FinancialYear, Estimate]]:
        recorded = reader.session.exec(select(TargetAmount).where(col(TargetAmount.target_id).in_(ids)).order_by(col(TargetAmount.year)))
        return amounts.by_row((amount.target_id, amount) for amount in recorded)

    def percents(self, reader: Reader, ids: list[int]) -> dict[int, dict[FinancialYear, Decimal]]:
        percents: dict[int, dict[FinancialYear, Decimal]] = {}
        query = select(TargetPercent).where(col(TargetPercent.target_id).in_(ids)).order_by(col(TargetPercent.year))
        for each in reader.session.exec(query):
            percents.setdefault(each.target_id, {})[FinancialYear(each.year)] = each.percent
        return percents

    def assign(self, unit: Unit, parent: int, record: Any, key: str, value: Value) -> None:
        super().assign(unit, parent, record, key, value)
        if record.id is not None and key in ("indicator", "organisation"):
            self._refuse_twice(unit, parent, record)

    def linked(self, unit: Unit, parent: int, record: Any, given: Mapping[str, Value]) -> None:
        self._refuse_twice(unit, parent, record)

    def _refuse_twice(self, reader: Reader, parent: int, record: Any) -> None:
        with reader.session.no_autoflush:
            targets = self.records(reader, parent)
        alike = (record.indicator.casefold(), record.organisation_id)
        if any(other is not record and (other.indicator.casefold(), other.organisation_id) == alike for other in targets):
            raise KnownTrouble(
                f"There is a target of {record.indicator} for {self.named(reader, record)} already: change that one, or choose another name"
            )

    def set_amount(self, unit: Unit, row: int, year: FinancialYear, estimate: Estimate | None) -> None:
        self._check_there(unit, row)
        amounts.store(unit, "target_amounts", "target_id", row, year, estimate)

    def set_percent(self, unit: Unit, row: int, year: FinancialYear, percent: Decimal | None) -> None:
        self._check_there(unit, row)
        recorded = unit.session.exec(select(TargetPercent).where(TargetPercent.target_id == row, TargetPercent.year == year.start)).first()
        if percent is not None:
            record = recorded or TargetPercent(target_id=row, year=year.start, percent=percent)
            record.percent = percent
            unit.session.add(record)
        elif recorded is not None:
            unit.session.delete(recorded)
        unit.session.flush()

    def _check_there(self, reader: Reader, row: int) -> None:
        if reader.session.exec(select(Target.id).where(Target.id == row)).first() is None:
            raise self.gone()


class GapAdapter(Adapter):
    """The budget gap: one row for all of it, or one a fund."""

    def new(self, reader: Reader, parent: int, given: Mapping[str, Value]) -> Any:
        record = super().new(reader, parent, given)
        taken = {other.fund for other in self.records(reader, parent)}
        if taken and "fund" not in given:
            record.fund = next((fund for fund in GAPS.column("fund").choices if fund not in taken), "")
        return record

    def assign(self, unit: Unit, parent: int, record: Any, key: str, value: Value) -> None:
        super().assign(unit, parent, record, key, value)
        if record.id is not None and key == "fund":
            self._refuse_both(unit, parent, record)

    def linked(self, unit: Unit, parent: int, record: Any, given: Mapping[str, Value]) -> None:
        self._refuse_both(unit, parent, record)

    def already(self, reader: Reader, parent: int, record: Any) -> KnownTrouble:
        whose = f"the {record.fund} fund" if record.fund == "general" else "housing" if record.fund else "the whole budget"
        return KnownTrouble(f"There is a row of the budget gap for {whose} already: change that one")

    def _refuse_both(self, reader: Reader, parent: int, record: Any) -> None:
        with reader.session.no_autoflush:
            others = [other.fund for other in self.records(reader, parent) if other is not record]
        if others and (not record.fund or "" in others):
            raise KnownTrouble(
                "The budget gap has a row for the whole budget, which would count with those of the funds: "
                "keep the one row, or say which fund it is of"
            )

    def amounts(self, reader: Reader, ids: list[int]) -> dict[int, dict[FinancialYear, Estimate]]:
        query = select(BudgetGapAmount).where(col(BudgetGapAmount.budget_gap_id).in_(ids)).order_by(col(BudgetGapAmount.year))
        return amounts.by_row((amount.budget_gap_id, amount) for amount in reader.session.exec(query))

    def set_amount(self, unit: Unit, row: int, year: FinancialYear, estimate: Estimate | None) -> None:
        span = unit.session.exec(select(Case.base_year, Case.horizon).join(BudgetGap).where(BudgetGap.id == row)).first()
        if span is None:
            raise self.gone()
        refuse_outside(year, *span)
        amounts.store(unit, "budget_gap_amounts", "budget_gap_id", row, year, estimate)


class OwnedAdapter(Adapter):
    """Leavers and what is shared: of an option, of a project, or of neither."""

    def values(self, reader: Reader, parent: int, record: Any) -> dict[str, Value]:
        return super().values(reader, parent, record) | {"owner": owner_of(reader, record)}

    def assign(self, unit: Unit, parent: int, record: Any, key: str, value: Value) -> None:
        if key != "owner":
            super().assign(unit, parent, record, key, value)
        elif value is None:
            record.option_id = record.project_id = None
        else:
            set_owner(unit, parent, record, value)


class WeeklyCapAdapter(Adapter):
    """Weekly caps: the last day is not before the first."""

    def assign(self, unit: Unit, parent: int, record: Any, key: str, value: Value) -> None:
        super().assign(unit, parent, record, key, value)
        check_days(record.first, record.last)


class AnswerAdapter(Adapter):
    """Answers to the Section 151 checklist, kept by the key of a line and shown by its title: one answer a line."""

    def values(self, reader: Reader, parent: int, record: Any) -> dict[str, Value]:
        return super().values(reader, parent, record) | {"line": _TITLES.get(record.line, record.line)}

    def usual(self, reader: Reader, parent: int, column: Column, given: Mapping[str, Value]) -> str:
        """The first line that nobody has answered."""
        answered = {record.line for record in self.records(reader, parent)}
        return next((title for key, title in CHECKLIST if key not in answered), super().usual(reader, parent, column, given))

    def assign(self, unit: Unit, parent: int, record: Any, key: str, value: Value) -> None:
        super().assign(unit, parent, record, key, _KEYS[str(value)] if key == "line" else value)

    def already(self, reader: Reader, parent: int, record: Any) -> KnownTrouble:
        return KnownTrouble(f"‘{_TITLES.get(record.line, record.line)}’ has an answer already: change that one")


def check_days(first: Any, last: Any) -> None:
    """Raises KnownTrouble where the last day is before the first."""
    if first is not None and last is not None and last < first:
        raise KnownTrouble(f"The last day, {long_date(last)}, is before the first, {long_date(first)}: correct one of them")
