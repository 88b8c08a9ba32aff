"""Editions of reference series: bringing one in, which newer ones a case could take, and which of its figures they would change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from db.nouns.choices import ReferenceSeries
from db.nouns.money import Reference as ReferenceRecord
from db.reading import Reader
from db.writing import Unit
from desktop.appraisal import discounting, prices
from desktop.appraisal.appraise import appraise
from desktop.appraisal.case import Case
from desktop.appraisal.estimate import Estimate, rounding_of
from desktop.appraisal.money import rounding_that_tells_apart
from desktop.appraisal.reference import Reference, deflators_of, schedule_of
from desktop.appraisal.results import Appraisal, Money
from desktop.appraisal.vintages import dated, newest
from desktop.appraisal.wording import span
from desktop.errors import KnownTrouble
from desktop.operations.appraising.appraisals import case_to_appraise
from desktop.operations.money.published_series import read_series
from desktop.operations.records import cases, records
from desktop.operations.records.references import RATES, caps_among, holidays_among, series_of
from desktop.operations.store.files import known_trouble, opened

_NOT_KNOWN = "not known"
_CELLS = ("series", "key", "value", "first", "last", "vintage", "basis", "source")


@dataclass(frozen=True, slots=True)
class Offer:
    """A newer edition that a case could take: of which field of the case, what that holds now, and the edition."""

    field: str
    what: str
    now: str
    newer: str


@dataclass(frozen=True, slots=True)
class Moved:
    """What newer editions would change in one case: the offers, and a sentence for each figure; none where no figure changes."""

    case: int
    title: str
    offers: tuple[Offer, ...]
    figures: tuple[str, ...]


def offers(case: Case, reference: Reference | None = None) -> tuple[Offer, ...]:
    """The newer editions of what a case is reckoned by, among those held. Deflators are offered to nominal amounts alone."""
    held = case.reference if reference is None else reference
    found = []
    schedule = schedule_of(case)
    if schedule.real:
        latest = newest(discounting.editions(case.discounting, held.schedules))
        if dated(latest) > dated(schedule.vintage):
            found.append(Offer("discount_vintage", "discount rates", schedule.vintage, latest))
        latest = newest(each.vintage for each in prices.editions(held.deflators))
        if case.price_base == "nominal" and dated(latest) > dated(deflators_of(case).vintage):
            found.append(Offer("deflator_vintage", "GDP deflators", deflators_of(case).vintage, latest))
    return tuple(found)


def offered(reader: Reader, case: int) -> Moved:
    """The newer editions that a file holds for a case, and the figures that they would change. Raises KnownTrouble as `appraise` does."""
    return _moved(reader, case, None, ())


def take(unit: Unit, case: int, taken: Iterable[Offer]) -> None:
    """Have a case take editions. Raises KnownTrouble where the file does not hold one."""
    for offer in taken:
        cases.change(unit, case, offer.field, offer.newer)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Reference values that could be brought in, what they are and replace in sentences, and what each case of the file would come to."""

    values: tuple[ReferenceRecord, ...]
    told: tuple[str, ...]
    moved: tuple[Moved, ...]

    def sentences(self, *, taken: bool) -> tuple[str, ...]:
        """All of it as it is read, before it is taken or after."""
        return (*self.told, *(sentence for each in self.moved for sentence in _told(each, taken)))


def proposal(reader: Reader, values: Sequence[ReferenceRecord]) -> Proposal:
    """What these values would change in the cases of a file, each of which would take the editions brought in."""
    fields = _series_of_offers(values)
    moved = tuple(_moved(reader, case, values, fields) for case, _ in cases.titles(reader))
    return Proposal(tuple(values), (_brought_in(values), *_differing(reader, values)), moved)


def accept(unit: Unit, proposed: Proposal) -> None:
    """Bring the values in, and have every case take their editions. Raises KnownTrouble."""
    for value in proposed.values:
        records.add(unit, ReferenceRecord, 0, {cell: vars(value)[cell] for cell in _CELLS})
    for each in proposed.moved:
        take(unit, each.case, each.offers)


def bring_in(file: Path, book: Path, *, taken: bool) -> tuple[str, ...]:
    """What the reference values of a workbook would change in the cases of a file, as sentences; with `taken` they are written too.

    Every case then takes the editions brought in. Raises KnownTrouble or SeveralTroubles; nothing is then written.
    """
    values = read_series(book)
    with opened(file) as store:
        proposed = proposal(store.reader(), values)
        if taken:
            with known_trouble(), store.unit_of_work(f"reference values of {book.name}") as unit:
                accept(unit, proposed)
    unwritten = () if taken else ("Nothing is written yet: add --take to bring the values in and have these cases take them.",)
    return (*proposed.sentences(taken=taken), *unwritten)


def _brought_in(values: Sequence[ReferenceRecord]) -> str:
    """How many values of which series and editions a workbook has."""
    counts: dict[tuple[str, str], list[str]] = {}
    for value in values:
        counts.setdefault((value.series, value.vintage), []).append(value.key)
    parts = [
        f"{series} of {vintage}, {len(keys)} {'value' if len(keys) == 1 else 'values'}"
        + (f" from {keys[0]} to {keys[-1]}" if len(keys) > 1 else f" for {keys[0]}")
        for (series, vintage), keys in counts.items()
    ]
    return f"The workbook has {'; '.join(parts)}."


def _differing(reader: Reader, values: Iterable[ReferenceRecord]) -> Iterator[str]:
    """A sentence for each value that the file holds otherwise."""
    for value in values:
        recorded = reader.find(ReferenceRecord, series=value.series, vintage=value.vintage, key=value.key)
        if recorded is not None and recorded.value != value.value:
            yield f"{value.series} of {value.vintage}, {value.key}: {recorded.value} becomes {value.value}."


def _series_of_offers(values: Iterable[ReferenceRecord]) -> frozenset[str]:
    """The fields of a case that editions of these values are for."""
    series = {value.series for value in values}
    fields = {"deflator_vintage"} if ReferenceSeries.GDP_DEFLATOR in series else set()
    return frozenset(fields | ({"discount_vintage"} if series.intersection(RATES) else set()))


def _told(moved: Moved, taken: bool) -> Iterator[str]:
    would = "takes" if taken else "would take"
    for offer in moved.offers:
        yield f"{moved.title} {would} the {offer.what} of {offer.newer} in place of those of {offer.now}."
    changes = "changes" if taken else "would change"
    if not moved.figures:
        yield f"{moved.title}: none of the figures {changes}."
    for figure in moved.figures:
        yield f"{moved.title}: {figure}"


def _moved(reader: Reader, case: int, values: Sequence[ReferenceRecord] | None, fields: Collection[str]) -> Moved:
    """What a case would come to with these values beside those of its file; with none, by the newer editions that it holds already."""
    now = case_to_appraise(reader, case)
    title, reference, caps, holidays = now.title, now.reference, None, None
    if values is not None:
        keys = {(each.series, each.vintage, each.key) for each in values}
        kept = [each for each in reader.all(ReferenceRecord) if (each.series, each.vintage, each.key) not in keys]
        reference, caps = series_of([*kept, *values]), caps_among([*kept, *values])
        holidays = holidays_among([*kept, *values])
    wanted = tuple(offer for offer in offers(now, reference) if values is None or offer.field in fields)
    newer = {offer.field: offer.newer for offer in wanted}
    after = replace(
        now,
        reference=reference,
        discount_vintage=newer.get("discount_vintage", now.discount_vintage),
        deflator_vintage=newer.get("deflator_vintage", now.deflator_vintage),
    )
    if caps is not None and after.finance is not None:
        entered = tuple(cap for cap in after.finance.weekly_caps if cap not in caps_among(reader.all(ReferenceRecord)))
        after = replace(after, finance=replace(after.finance, weekly_caps=(*entered, *caps)))
    if holidays is not None and after.partnership is not None:
        after = replace(after, partnership=replace(after.partnership, bank_holidays=holidays))
    if after == now:
        return Moved(case, title, wanted, ())
    try:
        before, then = appraise(now), appraise(after)
    except KnownTrouble as trouble:
        return Moved(case, title, wanted, (f"{trouble}.",))
    return Moved(case, title, wanted, tuple(_figures(before, then)))


def _figures(before: Appraisal, after: Appraisal) -> Iterator[str]:
    """A sentence for each figure that is another."""
    moneys = _money_of(after)
    for name, was in _money_of(before).items():
        for what, old, new in _told_of(was, moneys[name]):
            if old != new:
                yield f"{name}: {what} {old} becomes {new}."
    values = _values_beside(after)
    for name, value in _values_beside(before).items():
        if name in values and value != values[name]:
            old, new = _apart(value, values[name])
            yield f"{name}: net present value {old} becomes {new}."
    yield from _days(before, after)
    if before.finance is not None and after.finance is not None:
        for leaver, was_due, now_due in zip(
            before.finance.records.leavers, before.finance.redundancies, after.finance.redundancies, strict=True
        ):
            if was_due.amount != now_due.amount:
                due, becomes = _apart(was_due.amount, now_due.amount)
                yield f"{leaver.name}: statutory redundancy pay {due} becomes {becomes}."


def _values_beside(appraisal: Appraisal) -> dict[str, Estimate | None]:
    """The net present values of scenarios and of each partner's part, by what they are of."""
    values = {f"{name} in ‘{each.name}’": money.npv for each in appraisal.scenarios for name, money in each.money.items()}
    for parted in appraisal.finance.apportionments if appraisal.finance is not None else ():
        values |= {f"{partner.organisation}’s part of {parted.owner}": partner.npv for partner in parted.partners}
    return values


def _days(before: Appraisal, after: Appraisal) -> Iterator[str]:
    """A sentence for each request whose working days to a date are counted otherwise."""
    if before.partnership is None or after.partnership is None:
        return
    for was, now in zip(before.partnership.requests, after.partnership.requests, strict=True):
        days = [[deadline.working_days for deadline in each.deadlines] for each in (was, now)]
        for old, new in zip(*days, strict=False):
            if old != new:
                told = [_NOT_KNOWN if each is None else str(each) for each in (old, new)]
                yield f"{was.name}: working days to its date, {told[0]}, become {told[1]}."


def _money_of(appraisal: Appraisal) -> dict[str, Money]:
    """The money results of each option and project by name."""
    return {each.name: each.money for each in appraisal.options} | {each.name: each.money for each in appraisal.projects}


def _told_of(was: Money, now: Money) -> Iterator[tuple[str, str, str]]:
    for what, old, new in (
        ("net present value", was.npv, now.npv),
        ("net present value in cash", was.npv_cashable, now.npv_cashable),
        ("equivalent annual value", was.equivalent_annual, now.equivalent_annual),
    ):
        yield what, *_apart(old, new)
    ratios = [_NOT_KNOWN if money.bcr is None else f"{money.bcr:.2f}" for money in (was, now)]
    yield "ratio of benefits to costs", ratios[0], ratios[1]
    paid = [_NOT_KNOWN if each is None else span(each) for each in (was.discounted_payback_years, now.discounted_payback_years)]
    yield "discounted payback", paid[0], paid[1]


def _apart(old: Estimate | None, new: Estimate | None) -> tuple[str, str]:
    """Two amounts in words, unlike where they differ by a penny or more."""
    rounding = rounding_of((old, new))
    if old is not None and new is not None:
        ends = [(was, now) for was, now in ((old.low, new.low), (old.high, new.high)) if was is not None and now is not None and was != now]
        rounding = min([rounding, *(rounding_that_tells_apart(was, now) for was, now in ends)])
    told = [_NOT_KNOWN if each is None else each.figure_words(rounding=rounding) for each in (old, new)]
    return told[0], told[1]
